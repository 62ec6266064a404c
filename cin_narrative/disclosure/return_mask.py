"""An area's returns -> which of their counts the public must not see, decided once, for every page.

Counts of 1 to 5 are hidden, what DfE hides of the same area and year, and what would give one of
them away (``mask``): in the return, beside what DfE prints, beside what an earlier version of the
return has shown, and from one year to the next. Several pages together show no more than the one
mask allows. Rules: ../shared/domain/cin-census.md 4.1 and 4.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.bounds import LARGEST_HIDDEN, SMALLEST, Cover, Known, below, determined
from cin_narrative.disclosure.local_sums import (
    Quartiles,
    across_years,
    local_covers,
    local_quartiles,
    local_sums,
    usual_sums,
)
from cin_narrative.disclosure.mask import Elsewhere, mask_of
from cin_narrative.disclosure.return_counts import Printed, ReturnCounts, add_sums
from cin_narrative.disclosure.sums import Member, Sum
from cin_narrative.store.decisions import Earlier

Years = Mapping[int, ReturnCounts]


class Puzzle(NamedTuple):
    """Counts, what holds between them, what is known of them elsewhere, and which of them earlier
    versions have ``shown`` with the same number.
    """

    counts: dict[Member, int]
    sums: list[Sum]
    covers: Sequence[Cover]
    elsewhere: Elsewhere
    shown: frozenset[Member] = frozenset()

    def mask(self) -> frozenset[Member]:
        """What to hide beside what is known elsewhere; beside what was once shown, in so far as
        that can be; and by itself, too: what others give away we do not give away again.
        """
        beside = self._hidden(self.elsewhere)
        small = self.elsewhere.sensitive
        if self.shown:
            known = self.elsewhere.public | self.shown
            beside |= self._hidden(Elsewhere(beside, known, small))
        return self._hidden(Elsewhere(beside, sensitive=small & beside))

    def _hidden(self, elsewhere: Elsewhere) -> frozenset[Member]:
        return mask_of(self.counts, self.sums, self.covers, elsewhere)


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
    masks = {year: puzzle.mask() for year, puzzle in puzzles.items()}
    masks = _beside_other_years(puzzles, masks, printed)
    return {year: hidden | _telling(returns[year], hidden, catalogue) for year, hidden in masks.items()}


def _puzzle(
    one: ReturnCounts, printed: Printed, earlier: Sequence[Earlier], catalogue: Catalogue
) -> Puzzle:
    sums = [*local_sums(catalogue), *_holding(usual_sums(), one.counts)]
    known, shown = _with_earlier(_elsewhere(one.counts, printed), one.counts, earlier, catalogue)
    return Puzzle(one.counts, sums, local_covers(catalogue), known, shown)


def _holding(sums: Iterable[Sum], counts: Mapping[Member, int]) -> list[Sum]:
    """The sums that hold on these counts: where one does, a reader may take it that it does."""
    return [
        one
        for one in sums
        if all(member in counts for member in one.members)
        and counts[one.total] == sum(counts[part] for part in one.parts)
    ]


def _elsewhere(counts: Mapping[Member, int], printed: Printed) -> Elsewhere:
    """What DfE hides of these counts, and what it shows with the same number."""
    public = {member for member, count in counts.items() if count in printed.numbers.get(member, ())}
    secret = (printed.suppressed & counts.keys()) - public
    return Elsewhere(frozenset(secret), frozenset(public))


def _with_earlier(
    known: Elsewhere, counts: Mapping[Member, int], earlier: Sequence[Earlier], catalogue: Catalogue
) -> tuple[Elsewhere, frozenset[Member]]:
    """With what earlier versions of the return have hidden; and what they have shown, which readers
    keep.
    """
    shown, hidden, small = set[Member](), set(known.secret), set[Member]()
    for member, count, masked in _shown_before(earlier, catalogue):
        if masked:
            hidden.add(member)
            small |= {member} if SMALLEST <= count <= LARGEST_HIDDEN else set()
        elif counts.get(member) == count:
            shown.add(member)
    secret = frozenset(hidden - known.public)
    return Elsewhere(secret, known.public, frozenset(small)), frozenset(shown)


def _shown_before(
    earlier: Sequence[Earlier], catalogue: Catalogue
) -> Iterator[tuple[Member, int, bool]]:
    """Each count of the earlier versions, and whether it was hidden. Of a store that did not say, it
    is worked out as it would be now.
    """
    unsaid: dict[Member, int] = {}
    for one in earlier:
        member = (one.indicator, one.category)
        if one.masked is not None:
            yield member, round(one.value), one.masked
        elif not catalogue[one.indicator].is_cross_table:
            unsaid[member] = round(one.value)
    if unsaid:
        add_sums(unsaid, catalogue)
        sums = [*local_sums(catalogue), *_holding(usual_sums(), unsaid)]
        hidden = mask_of(unsaid, sums, local_covers(catalogue))
        yield from ((member, count, member in hidden) for member, count in unsaid.items())


def _beside_other_years(
    puzzles: Mapping[int, Puzzle], masks: dict[int, frozenset[Member]], printed: Mapping[int, Printed]
) -> dict[int, frozenset[Member]]:
    """The masks with what has to be hidden besides, since one year's stock and the next year's
    starts are its ends and its stock: what is open on 31 March was open on that day.
    """
    counts = {_of(year, m): c for year, puzzle in puzzles.items() for m, c in puzzle.counts.items()}
    outside = {
        _of(year, member): min(numbers)
        for year, one in printed.items()
        for member, numbers in one.numbers.items()
        if year not in puzzles and len(numbers) == 1
    }
    ties = _holding(_ties(puzzles), counts | outside)
    hidden = {_of(year, member) for year, mask in masks.items() for member in mask}
    if not any(tie.members & hidden for tie in ties):
        return masks
    sums = [_sum_of(year, one) for year, puzzle in puzzles.items() for one in puzzle.sums]
    covers = [
        Cover(_of(year, one.whole), tuple(_of(year, part) for part in one.parts))
        for year, puzzle in puzzles.items()
        for one in puzzle.covers
    ]
    near = {m: n for m, n in outside.items() if any(m in tie.members for tie in ties)}
    known = Elsewhere(
        frozenset(hidden),
        frozenset(near) | _all(puzzles, "public") - hidden,
        _all(puzzles, "sensitive") & hidden,
    )
    joint = Puzzle(counts | near, [*sums, *ties], covers, known)
    made = mask_of(joint.counts, joint.sums, joint.covers, joint.elsewhere)
    return {year: frozenset(m[:2] for m in made if m[2] == str(year)) for year in masks}


def _of(year: int, member: Member) -> Member:
    return (*member, str(year))


def _sum_of(year: int, one: Sum) -> Sum:
    return Sum(_of(year, one.total), tuple(_of(year, part) for part in one.parts))


def _all(puzzles: Mapping[int, Puzzle], name: str) -> frozenset[Member]:
    return frozenset(
        _of(year, member)
        for year, puzzle in puzzles.items()
        for member in getattr(puzzle.elsewhere, name)
    )


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
    """Whether percentiles beside the bands shown leave only one number that a hidden band can be."""
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


def is_masked(
    cell: tuple[str, str, str], hidden: frozenset[Member], catalogue: Catalogue
) -> bool:
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
