"""A release of DfE as stored -> which sums of its cells we may work out, and which of its
suppressed cells it gives away itself.

A cell that DfE prints is shown as printed, and one that it suppressed never is: that needs no
decision. What we work out may be a sum of two or more cells that follows from printed ones, and
never one hidden cell. Source: Code of Practice for Statistics, T6.4 (the publisher protects before
it publishes); Data Protection Act 2018, s.171 (nobody works back).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.disclosure.elimination import solved
from cin_narrative.disclosure.residuals import LeftOver
from cin_narrative.disclosure.sums import Member
from cin_narrative.store.decisions import GivenAway, Place, Run

WHERE_PRINTED = """
WITH told AS (
  SELECT unnest(?::VARCHAR[]) AS area, unnest(?::INTEGER[]) AS year,
    unnest(?::VARCHAR[]) AS release, unnest(?::VARCHAR[]) AS indicator,
    unnest(?::VARCHAR[]) AS category)
SELECT s.name, o."row", o.col, o.area, o.year, o.release, o.indicator, o.category
FROM observations AS o JOIN told USING (area, year, release, indicator, category)
  JOIN sources AS s ON s.id = o.source
WHERE o.measure = 'count' AND o.symbol = 'c'
ORDER BY s.name, o."row", o.col, o.indicator, o.category
"""


def sums_of_categories(catalogue: Catalogue) -> list[Indicator]:
    """The indicators whose count is a sum of categories of another."""
    counts = ((one, one.measures.get(Measure.COUNT)) for one in catalogue)
    return [one for one, count in counts if count is not None and count.sum_of]


def sums_to_show(
    left: Mapping[Place, Sequence[LeftOver]], catalogue: Catalogue
) -> Iterator[tuple[str, int, str, str]]:
    """The counts that are a sum of categories, some of them hidden, and that may be worked out as
    the total less the others.
    """
    indicators = sums_of_categories(catalogue)
    for place, sums in left.items():
        yield from ((*place, one.id) for one in indicators if may_be_worked_out(one, sums))


def may_be_worked_out(indicator: Indicator, sums: Iterable[LeftOver]) -> bool:
    """Whether two or more of the summed categories are hidden and all else of the breakdown is
    printed, so that the sum is no one hidden cell, under no name that a sum gives it.
    """
    definition = indicator.measures[Measure.COUNT]
    summed = {(definition.sum_of, category) for category in definition.categories}
    held = list(sums)
    own = next((one for one in held if summed <= one.one.members), None)
    if own is None or not own.whole or len(own.hidden) < 2 or not summed.issuperset(own.hidden):
        return False
    hidden = set(own.hidden)
    others = (set(one.hidden) for one in held if one is not own)
    return not any(other > hidden and len(other - hidden) == 1 for other in others)


def given_away(
    query: Run, left: Mapping[Place, Sequence[LeftOver]], releases: Collection[str]
) -> list[GivenAway]:
    """The suppressed counts of these releases that follow from what the release prints beside
    them; not one whose sums do not add up.
    """
    told = [
        (*place, *member)
        for place, sums in left.items()
        if place[2] in releases
        for member in sorted(_following(sums))
    ]
    if not told:
        return []
    found = query(WHERE_PRINTED, [list(column) for column in zip(*told, strict=True)])
    return [GivenAway(*row) for row in found]


def _following(sums: Iterable[LeftOver]) -> set[Member]:
    whole = _telling([one for one in sums if one.whole])
    hidden = {member for one in whole for member in one.hidden}
    rows = [
        ([(member, -1 if member == one.one.total else 1) for member in one.hidden], one.number)
        for one in whole
    ]
    return {member for member, number in solved(hidden, rows).items() if number >= 0}


def _telling(sums: list[LeftOver]) -> list[LeftOver]:
    """The sums without those that nothing can follow from: with two hidden members or more that
    stand in no other.
    """
    while True:
        times = Counter(member for one in sums for member in one.hidden)
        kept = [one for one in sums if sum(times[member] == 1 for member in one.hidden) < 2]
        if len(kept) == len(sums):
            return sums
        sums = kept
