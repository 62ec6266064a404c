"""An area's returns -> which of their counts the public must not see, decided once, for every page.

Counts of 1 to 5 are hidden, what DfE hides of the same area and year, and what would give one of
them away (``mask``): in the return, beside what DfE prints, beside what an earlier version of the
return has shown, and from one year to the next. Several pages together show no more than the one
mask allows. Rule: DfE, Children in need, data guidance (counts of 1 to 5 are hidden).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.returns.bounds import Known, below, determined
from cin_narrative.disclosure.returns.constraints import Puzzle, holding, joined
from cin_narrative.disclosure.returns.local_sums import (
    Quartiles,
    across_years,
    local_covers,
    local_quartiles,
    local_sums,
    usual_sums,
)
from cin_narrative.disclosure.returns.mask import Elsewhere
from cin_narrative.disclosure.returns.return_counts import Printed, ReturnCounts, add_sums
from cin_narrative.disclosure.sums import Member, Sum
from cin_narrative.store.decisions import Earlier

# Versions of a return that are looked at together: the time rises with each of them, and twelve
# submissions in a spring are many.
VERSIONS_TOGETHER = 12
Years = Mapping[int, ReturnCounts]


def masks_of(
    returns: Years,
    printed: Mapping[int, Printed],
    earlier: Mapping[int, Sequence[Earlier]],
    catalogue: Catalogue,
) -> dict[int, frozenset[Member]]:
    """Year -> the counts of that year's return to hide, for the returns of one area; and the name
    of every indicator of percentiles that would give one of them away.
    """
    puzzles = {
        year: _puzzle(one, printed[year], earlier.get(year, ()), catalogue)
        for year, one in returns.items()
    }
    masks = _beside_other_years(puzzles, printed)
    return {
        year: hidden | _telling(returns[year], hidden, catalogue) for year, hidden in masks.items()
    }


def _puzzle(
    one: ReturnCounts, printed: Printed, earlier: Sequence[Earlier], catalogue: Catalogue
) -> Puzzle:
    """What is to be hidden of one return, before its other years are looked at."""
    now = _of_return(one.counts, _elsewhere(one.counts, printed), catalogue)
    newest, older = newest_of(earlier)
    now = _after(now, older)
    beside = now.mask()
    versions = list(_versions(one.counts, newest, catalogue))
    if versions:
        beside |= joined([now.hiding(beside), *versions]).mask() & now.counts.keys()
    # by itself, too: what others give away we do not give away again
    alone = Puzzle(now.counts, now.sums, now.covers, Elsewhere(beside)).mask()
    shown = {m for version in versions for m in version.elsewhere.public & now.counts.keys()}
    return now.hiding(alone).showing(shown)


def newest_of(earlier: Sequence[Earlier]) -> tuple[list[Earlier], list[Earlier]]:
    """The rows of the newest versions, which are looked at together, and those of all before."""
    numbers = sorted({one.version for one in earlier}, key=lambda number: (number == 0, number))
    looked_at = set(numbers[-VERSIONS_TOGETHER:])
    newest = [one for one in earlier if one.version in looked_at]
    return newest, [one for one in earlier if one.version not in looked_at]


def _after(now: Puzzle, older: Sequence[Earlier]) -> Puzzle:
    """``now`` after still earlier versions: of what has not changed since, what they hid stays
    hidden, and what they showed is known.
    """
    if not older:
        return now
    same = [one for one in older if now.counts.get((one.indicator, one.category)) == one.value]
    shown = {(one.indicator, one.category) for one in same if one.masked is False}
    kept = {(one.indicator, one.category) for one in same} - shown
    return now.hiding(now.elsewhere.secret | kept).showing(shown)


def _of_return(counts: dict[Member, int], elsewhere: Elsewhere, catalogue: Catalogue) -> Puzzle:
    sums = [*local_sums(catalogue), *holding(usual_sums(), counts)]
    return Puzzle(counts, sums, local_covers(catalogue), elsewhere)


def _elsewhere(counts: Mapping[Member, int], printed: Printed) -> Elsewhere:
    """What DfE hides of these counts, and what it shows with the same number."""
    public = {
        member for member, count in counts.items() if count in printed.numbers.get(member, ())
    }
    return Elsewhere((printed.suppressed & counts.keys()) - public, public)


def _versions(
    now: Mapping[Member, int], earlier: Sequence[Earlier], catalogue: Catalogue
) -> Iterator[Puzzle]:
    """The earlier versions of a return, with what each has shown and hidden.

    A count that is the same now is one unknown: a reader may take it that nothing changed there.
    Of a store that did not say what it showed, it is worked out as it would be now.
    """
    rows = [one for one in earlier if not catalogue[one.indicator].is_cross_table]
    for version in sorted({one.version for one in rows}):
        own = [one for one in rows if one.version == version]
        counts: dict[Member, int] = {(e.indicator, e.category): round(e.value) for e in own}
        add_sums(counts, catalogue)
        puzzle = _of_return(counts, Elsewhere(), catalogue)
        hidden: Set[Member] = {(e.indicator, e.category) for e in own if e.masked}
        if any(one.masked is None for one in own):
            hidden = puzzle.mask()
        changed = {member for member, count in counts.items() if now.get(member) != count}
        # of a sum of categories no store says whether it was shown: what follows, follows
        shown = {(e.indicator, e.category) for e in own} - hidden
        known = replace(puzzle, elsewhere=Elsewhere(changed - shown, shown))
        yield known.renamed(partial(_of_version, version, changed))


def _of_version(version: int, changed: Set[Member], member: Member) -> Member:
    return (*member, f"version {version}") if member in changed else member


def _beside_other_years(
    puzzles: Mapping[int, Puzzle], printed: Mapping[int, Printed]
) -> dict[int, frozenset[Member]]:
    """What each year has hidden already, with what has to be hidden besides, since one year's stock
    and the next year's starts are its ends and its stock: what is open on 31 March was open on that
    day.
    """
    years = {year: puzzle.renamed(partial(_of, year)) for year, puzzle in puzzles.items()}
    joint = joined(years.values())
    hidden = frozenset(joint.elsewhere.secret)
    outside = {
        _of(year, member): min(numbers)
        for year, one in printed.items()
        for member, numbers in one.numbers.items()
        if year not in puzzles and len(numbers) == 1
    }
    ties = holding(_ties(puzzles), joint.counts | outside)
    if any(tie.members & hidden for tie in ties):
        near = {m: n for m, n in outside.items() if any(m in tie.members for tie in ties)}
        beside = Puzzle(near, ties, (), Elsewhere(public=near.keys()))
        hidden |= joined([joint, beside]).mask()
    return {year: frozenset(m[:2] for m in hidden if m[2] == str(year)) for year in puzzles}


def _of(year: int, member: Member) -> Member:
    return (*member, str(year))


def _ties(years: Iterable[int]) -> Iterator[Sum]:
    """Each sum across years at both ends of each year held."""
    for year in sorted({y for held in years for y in (held, held + 1)}):
        for tie in across_years():
            before = tuple(_of(year - 1, member) for member in tie.before)
            yield Sum(_of(year, tie.total), (*before, *(_of(year, part) for part in tie.parts)))


def _telling(
    one: ReturnCounts, hidden: frozenset[Member], catalogue: Catalogue
) -> frozenset[Member]:
    return frozenset(
        (quartiles.indicator, "")
        for quartiles in local_quartiles(catalogue)
        if _tells(quartiles, one, hidden)
    )


def _tells(quartiles: Quartiles, one: ReturnCounts, hidden: frozenset[Member]) -> bool:
    """Whether percentiles beside the bands shown leave only one number for a hidden band."""
    held = one.percentiles.get(quartiles.indicator, {})
    values = {f: held[category] for category, f in quartiles.fractions.items() if category in held}
    bands = [band for band in quartiles.bands if band in one.counts]
    if not values or len(bands) < len(quartiles.bands) or hidden.isdisjoint(bands):
        return False
    total = sum(one.counts[band] for band in bands)
    up_to: Known = {}
    running: list[tuple[Member, ...]] = []
    for place, band in enumerate(bands):
        mark, before = ((quartiles.indicator, f"up to {at}") for at in (place, place - 1))
        edge = quartiles.last_days[place] if place < len(quartiles.last_days) else None
        up_to[mark] = below(edge, total, values) if edge is not None else (total, total)
        running.append((mark, before, band) if place else (mark, band))
    return bool(determined(hidden, one.counts, running, (), up_to))


def is_masked(cell: tuple[str, str, str], hidden: frozenset[Member], catalogue: Catalogue) -> bool:
    """Whether a stored cell (indicator, measure, category) must not be published.

    A cross-table never is, since DfE publishes none of an authority; an average is hidden with what
    it is of, or where it would give a count away.
    """
    name, measure, category = cell
    indicator = catalogue[name]
    if indicator.is_cross_table:
        return True
    if measure == Measure.AVERAGE:
        return bool({(name, ""), (indicator.breakdown_of or name, "")} & hidden)
    return (name, category) in hidden
