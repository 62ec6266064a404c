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
  SELECT unnest(?::SMALLINT[]) AS one, unnest(?::VARCHAR[]) AS indicator,
    unnest(?::VARCHAR[]) AS category, unnest(?::SMALLINT[]) AS cell, unnest(?::TINYINT[]) AS sign,
    unnest(?::SMALLINT[]) AS first_year)
SELECT area, year, release, one, -sum(sign * value)::BIGINT,
  list_sort(list(cell) FILTER (symbol = 'c')),
  count(*) FILTER (first_year <= year AND (value IS NOT NULL OR symbol = 'c'))
FROM observations JOIN members USING (indicator, category)
WHERE measure = 'count' AND area NOT LIKE 'E%' AND area NOT LIKE '%/%'
  AND release NOT IN (SELECT release FROM releases WHERE {LOCAL})
GROUP BY area, year, release, one HAVING bool_or(symbol = 'c')
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
    cells = sorted({member for one in sums for member in (one.total, *one.parts)})
    places = {member: place for place, member in enumerate(cells)}
    rows = [
        (number, *member, places[member], -1 if member == one.total else 1, first)
        for number, one in enumerate(sums)
        for member in (one.total, *one.parts)
        for first in [_first_year(catalogue, member)]
    ]
    begun = [[first for number, *_, first in rows if number == one] for one in range(len(sums))]
    found: dict[Place, list[LeftOver]] = defaultdict(list)
    columns = [list(column) for column in zip(*rows, strict=True)]
    for area, year, release, number, left, hidden, held in query(LEFT_OVER, columns):
        members, whole = tuple(cells[one] for one in hidden), sum(f <= year for f in begun[number])
        found[area, year, release].append(LeftOver(sums[number], left or 0, members, held == whole))
    return found


def _first_year(catalogue: Catalogue, member: Member) -> int:
    indicator, category = member
    categories = catalogue[indicator].categories
    return categories[category].first_year if category in categories else 0
