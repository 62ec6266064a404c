"""A store being built -> what each sum of DfE's cells leaves for those of its members that are
suppressed.

England's and the regions' counts are rounded: nothing exact follows from them, and they are left
out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.sums import Member, Sum, printed_sums
from cin_narrative.store.decisions import LOCAL, Place, Run

# One row for each sum, area, year and release in which some member is suppressed. Where something
# else is missing (not held, not available), the sum is not whole, and what is left is no number.
LEFT_OVER = f"""
WITH members AS (
  SELECT unnest(?::INTEGER[]) AS one, unnest(?::VARCHAR[]) AS indicator,
    unnest(?::VARCHAR[]) AS category, unnest(?::INTEGER[]) AS sign,
    unnest(?::INTEGER[]) AS first_year),
cells AS (
  SELECT area, year, release, one, indicator, category, value, symbol, sign, first_year
  FROM observations JOIN members USING (indicator, category)
  WHERE measure = 'count' AND area NOT LIKE 'E%' AND area NOT LIKE '%/%'
    AND release NOT IN (SELECT release FROM releases WHERE {LOCAL})),
suppressed AS (
  SELECT area, year, release, one,
    list([indicator, category] ORDER BY indicator, category) AS hidden
  FROM cells WHERE symbol = 'c' GROUP BY ALL),
left_over AS (
  SELECT area, year, release, one, -sum(sign * value)::BIGINT AS number,
    count(*) FILTER (first_year <= year AND (value IS NOT NULL OR symbol = 'c')) AS held
  FROM cells GROUP BY ALL)
SELECT area, year, release, one, number, hidden,
  held = (SELECT count(*) FROM members AS m WHERE m.one = s.one AND m.first_year <= year)
FROM suppressed AS s JOIN left_over USING (area, year, release, one)
ORDER BY area, year, release, one
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
    columns = [list(column) for column in zip(*rows, strict=True)]
    for area, year, release, number, left, hidden, whole in query(LEFT_OVER, columns):
        members = tuple((indicator, category) for indicator, category in hidden)
        found[area, year, release].append(LeftOver(sums[number], left or 0, members, whole))
    return found


def _first_year(catalogue: Catalogue, member: Member) -> int:
    indicator, category = member
    categories = catalogue[indicator].categories
    return categories[category].first_year if category in categories else 0
