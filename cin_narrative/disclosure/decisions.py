"""What a load merged -> what may be shown of it: the one place where the rules of ``published`` and
``return_mask`` are applied, once, on loading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.published import given_away, sums_of_categories, sums_to_show
from cin_narrative.disclosure.residuals import left_over
from cin_narrative.disclosure.returns.return_counts import ReturnCounts, read_printed, read_returns
from cin_narrative.disclosure.returns.return_mask import is_masked, masks_of, newest_of
from cin_narrative.disclosure.sums import Member
from cin_narrative.store.decisions import Decide, Decisions, Earlier, Merged, Place

Masked = dict[Place, frozenset[Member]]


def deciding(catalogue: Catalogue) -> Decide:
    """The rule as ``StoreBuilder.publish`` asks for it."""
    return partial(decide, catalogue=catalogue)


def decide(merged: Merged, catalogue: Catalogue) -> Decisions:
    """Decide on every release of DfE, and on the returns of the areas that this load has figures
    of.
    """
    left = left_over(merged.query, catalogue)
    returns = read_returns(merged.query, merged.changed, catalogue)
    masks = _masks(merged, returns, catalogue)
    returns = [one for one in returns if one.place in masks]
    return Decisions(
        places=[one.place for one in returns],
        masked=[
            (*one.place, *cell)
            for one in returns
            for cell in one.cells
            if is_masked(cell, masks[one.place], catalogue)
        ],
        before=_remembered(merged, returns, masks, catalogue),
        sums_shown=[*sums_to_show(left, catalogue), *_sums(returns, masks, catalogue)],
        given_away=given_away(merged.query, left, merged.taken),
    )


def _masks(merged: Merged, returns: Sequence[ReturnCounts], catalogue: Catalogue) -> Masked:
    if not returns:
        return {}
    printed = read_printed(merged.query, {one.place[0] for one in returns})
    earlier = _by_place([*merged.before, *merged.replaced])
    by_area: dict[str, dict[int, ReturnCounts]] = defaultdict(dict)
    for one in returns:
        by_area[one.place[0]][one.place[1]] = one
    found: Masked = {}
    for area, years in by_area.items():
        beside = {year: printed[area, year] for held in years for year in range(held - 1, held + 2)}
        before = {year: earlier.get((area, year), []) for year in years}
        for year, hidden in masks_of(years, beside, before, catalogue).items():
            found[years[year].place] = hidden
    return found


def _by_place(rows: Iterable[Earlier]) -> dict[tuple[str, int], list[Earlier]]:
    found: dict[tuple[str, int], list[Earlier]] = defaultdict(list)
    for row in rows:
        found[row.area, row.year].append(row)
    return found


def _sums(
    returns: Iterable[ReturnCounts], masks: Masked, catalogue: Catalogue
) -> list[tuple[str, int, str, str]]:
    """The sums of categories that the masks leave open."""
    names = [one.id for one in sums_of_categories(catalogue)]
    return [
        (*one.place, name)
        for one in returns
        for name in names
        if (name, "") in one.counts and (name, "") not in masks[one.place]
    ]


def _remembered(
    merged: Merged, returns: Iterable[ReturnCounts], masks: Masked, catalogue: Catalogue
) -> list[Earlier]:
    """The earlier versions of returns, with what was just replaced where it is not just what is
    held and shown now.
    """
    now = {
        (*one.place[:2], *member): (count, member in masks[one.place])
        for one in returns
        for member, count in one.counts.items()
    }
    kept = list(merged.before)
    version = max((one.version for one in kept), default=0) + 1
    for rows in _by_place(merged.replaced).values():
        own = [one for one in rows if not catalogue[one.indicator].is_cross_table]
        if any(now.get(one[:4]) != (one.value, one.masked) for one in own):
            kept += [one._replace(version=version) for one in own]
    return [one for rows in _by_place(kept).values() for one in once(rows)]


def once(rows: Sequence[Earlier]) -> list[Earlier]:
    """The earlier versions of one return; of those too old to be looked at together what they say
    alike stands once, since it is read whatever its version: else each load would carry them all.
    """
    newest, older = newest_of(rows)
    return [*{one._replace(version=0): one for one in older}.values(), *newest]
