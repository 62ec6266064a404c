"""A release of DfE as stored -> which sums of its cells we may work out, and which of its suppressed
cells it gives away itself.

A cell that DfE prints is shown as printed, and one that it suppressed never is: that needs no
decision. What we work out may be a sum of two or more cells that follows from printed ones, and
never one hidden cell. England's and the regions' counts are rounded: nothing exact follows from
them. Source: DfE, Children in need, data guidance (counts of 1 to 5 are hidden).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.disclosure.elimination import solved
from cin_narrative.disclosure.sums import Member, Sum, printed_sums
from cin_narrative.store.decisions import LOCAL, GivenAway, Place, Run

# One row for each sum, area, year and release in which some member is suppressed. Where something
# else is missing (not held, not available), what is left over is no number.
LEFT_OVER = f"""
WITH members AS (
  SELECT unnest(?::INTEGER[]) AS one, unnest(?::VARCHAR[]) AS indicator, unnest(?::VARCHAR[]) AS category,
    unnest(?::INTEGER[]) AS sign, unnest(?::INTEGER[]) AS first_year),
years AS (SELECT DISTINCT year FROM observations),
expected AS (SELECT one, year, count(*) AS members FROM members JOIN years ON first_year <= year GROUP BY ALL)
SELECT o.area, o.year, o.release, m.one,
  -sum(m.sign * o.value)::BIGINT AS left_over,
  list({{'i': o.indicator, 'c': o.category}} ORDER BY o.indicator, o.category) FILTER (o.symbol = 'c') AS hidden,
  count(*) FILTER (o.value IS NOT NULL OR o.symbol = 'c') >= any_value(e.members) AS whole
FROM observations AS o JOIN members AS m USING (indicator, category) JOIN expected AS e USING (one, year)
WHERE o.measure = 'count' AND o.area NOT LIKE 'E%' AND o.area NOT LIKE '%/%'
  AND o.release NOT IN (SELECT release FROM releases WHERE {LOCAL})
GROUP BY o.area, o.year, o.release, m.one
HAVING count(*) FILTER (o.symbol = 'c') > 0
ORDER BY ALL
"""
WHERE_PRINTED = """
SELECT s.name, o."row", o.col, o.area, o.year, o.release, o.indicator, o.category
FROM observations AS o JOIN sources AS s ON s.id = o.source
WHERE o.measure = 'count' AND o.symbol = 'c' AND (o.area, o.year, o.release, o.indicator, o.category) IN
  (SELECT (unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])))
ORDER BY s.name, o."row", o.col, o.indicator, o.category
"""


class LeftOver(NamedTuple):
    """What one sum leaves for its ``hidden`` members: the total less the parts printed, signed by
    ``one``; ``whole`` where every member is held.
    """

    one: Sum
    number: int
    hidden: tuple[Member, ...]
    whole: bool


def left_over(query: Run, catalogue: Catalogue) -> dict[Place, list[LeftOver]]:
    """What every sum leaves in every authority, year and release that hides a member of it."""
    sums = printed_sums(catalogue)
    rows = [
        (number, *member, -1 if member == one.total else 1, _first_year(catalogue, member))
        for number, one in enumerate(sums)
        for member in (one.total, *one.parts)
    ]
    found: dict[Place, list[LeftOver]] = defaultdict(list)
    for area, year, release, number, left, hidden, whole in query(
        LEFT_OVER, [list(column) for column in zip(*rows, strict=True)]
    ):
        members = tuple((cell["i"], cell["c"]) for cell in hidden)
        found[area, year, release].append(LeftOver(sums[number], left or 0, members, whole))
    return found


def _first_year(catalogue: Catalogue, member: Member) -> int:
    indicator, category = member
    categories = catalogue[indicator].categories
    return categories[category].first_year if category in categories else 0


def sums_to_show(
    left: Mapping[Place, Sequence[LeftOver]], catalogue: Catalogue
) -> Iterator[tuple[str, int, str, str]]:
    """The counts that are a sum of categories, some of them hidden, and that may be worked out as
    the total less the others.
    """
    for place, sums in left.items():
        for indicator in _sums_of_categories(catalogue):
            if may_be_worked_out(indicator, sums):
                yield (*place, indicator.id)


def _sums_of_categories(catalogue: Catalogue) -> list[Indicator]:
    return [
        one
        for one in catalogue
        if Measure.COUNT in one.measures and one.measures[Measure.COUNT].sum_of
    ]


def may_be_worked_out(indicator: Indicator, sums: Iterable[LeftOver]) -> bool:
    """Whether two or more of the summed categories are hidden and all else of the breakdown is
    printed, so that the sum is no one hidden cell, under no name that a sum gives it.
    """
    definition = indicator.measures[Measure.COUNT]
    summed = {(definition.sum_of, category) for category in definition.categories}
    held = list(sums)
    own = next((one for one in held if summed <= set(one.one.parts)), None)
    if own is None or not own.whole or len(own.hidden) < 2 or not set(own.hidden) <= summed:
        return False
    others = (set(one.hidden) for one in held if one is not own)
    return not any(
        other > set(own.hidden) and len(other - set(own.hidden)) == 1 for other in others
    )


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
    whole = [one for one in sums if one.whole]
    hidden = {member for one in whole for member in one.hidden}
    rows = [
        ([(member, -1 if member == one.one.total else 1) for member in one.hidden], one.number)
        for one in whole
    ]
    return {member for member, number in solved(hidden, rows).items() if number >= 0}
