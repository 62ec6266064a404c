"""Medians and quartiles beside the bands of the same durations -> how many too many one side has.

Half of the assessments took no longer than the median: no more than half may stand in the bands
that begin after it, and no more than half in those that end before it. What is hidden or was never
recorded may stand on either side. Bands that exceed their total are their sum's to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.store.decisions import Run

PERCENTILES = "one SMALLINT, share DOUBLE, whole SMALLINT, key VARCHAR"
BANDS = "one SMALLINT, col SMALLINT, after INTEGER, longest INTEGER"
ONE = 1  # the middle one of an odd number stands on neither side
MEASURED = f"""
SELECT c.place, c.col AS one,
  greatest(0, coalesce(sum(b.value) FILTER (a.after >= c.value), 0) - (1 - q.share) * w.value,
    coalesce(sum(b.value) FILTER (a.longest < c.value), 0) - q.share * w.value) AS gap,
  {ONE} + coalesce(any_value(u.unit), 0) * (count(*) + 1) / 2 AS most,
  0 AS hidden, 0 AS spare, false AS tight, c.value AS expected, c.value AS found
FROM percentiles AS q JOIN cells AS c ON c.col = q.one
JOIN cells AS w ON w.place = c.place AND w.col = q.whole
JOIN percentile_bands AS a ON a.one = c.col JOIN cells AS b ON b.place = c.place AND b.col = a.col
LEFT JOIN units AS u ON u.kind = w.kind AND u.col = w.col
WHERE c.value IS NOT NULL AND w.value IS NOT NULL AND b.value IS NOT NULL
GROUP BY c.place, c.col, c.value, q.share, w.value HAVING sum(b.value) <= w.value + most
"""
SIDES = "SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'percentile'"
REACH = "SELECT 'percentile' AS rule, place, col, place AS at, col AS one FROM cell"


@dataclass(frozen=True, slots=True)
class Percentiles:
    """A median has as many on one side as on the other."""

    rule: str = "percentile"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = "SELECT one, key FROM percentiles"

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Each percentile with its share and its total, and the bands of the same total."""
        place = {column: number for number, column in enumerate(columns)}
        found = list(_percentiles(place, catalogue))
        fill(run, "percentiles", PERCENTILES, [row for row, _ in found])
        bands = [band for row, own in found for band in _bands(row[0], own, place)]
        fill(run, "percentile_bands", BANDS, bands)


def _percentiles(
    place: dict[Column, int], catalogue: Catalogue
) -> Iterator[tuple[tuple[int, float, int, str], Indicator]]:
    """(column, share, column of the total, name) of each percentile, and what divides the total."""
    for indicator in catalogue:
        whole = place.get(count_column(indicator.breakdown_of, ""))
        own = [one for one in catalogue if _divides(one, indicator.breakdown_of)]
        if Measure.AVERAGE not in indicator.measures or whole is None or not own:
            continue
        for category in indicator.categories.values():
            column = place[indicator.id, Measure.AVERAGE.value, category.id]
            yield (column, float(category.values[0]), whole, indicator.id), own[0]


def _divides(one: Indicator, whole: str) -> bool:
    ends = any(category.longest is not None for category in one.categories.values())
    return bool(whole) and one.breakdown_of == whole and ends


def _bands(
    one: int, breakdown: Indicator, place: dict[Column, int]
) -> Iterator[tuple[int, int, int, int | None]]:
    """(percentile, column, the most of the band before, the most of its own) of each band."""
    before = -1
    for category in breakdown.categories.values():
        yield one, place[count_column(breakdown.id, category.id)], before, category.longest
        before = before if category.longest is None else category.longest
