"""Sums over areas: authorities of a region, regions of England -> gaps, for every column of counts.

A column without a total of its own still adds up over the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.store.decisions import Run

# DfE's first-published files have no regions: their authorities stand straight under England, and
# leave it more open by how it was rounded.
MAP = f"""
CREATE OR REPLACE TEMP TABLE map AS
WITH held AS (SELECT release, bool_or(area LIKE 'E1%') AS regional FROM places GROUP BY release),
above AS (
  SELECT h.release, a.area, a.year, h.regional,
    CASE WHEN h.regional THEN a.parent ELSE '{ENGLAND}' END AS parent
  FROM held AS h, parents AS a WHERE h.regional OR a.area NOT LIKE 'E%')
SELECT c.place AS child, p.place AS parent, n.needed, c.wide,
  CASE WHEN a.regional THEN 1 ELSE 10 END AS loose
FROM above AS a JOIN places AS c USING (release, area, year)
JOIN places AS p ON p.release = a.release AND p.area = a.parent AND p.year = a.year
JOIN (SELECT release, parent, year, count(*) AS needed FROM above GROUP BY ALL) AS n
  ON n.release = a.release AND n.parent = a.parent AND n.year = a.year
"""
MEASURED = """
SELECT p.place, p.col AS one, p.value - sum(c.value) AS gap,
  any_value(greatest(coalesce(u.unit, 0), CASE WHEN m.loose > 1 THEN 10 ELSE 0 END) * m.loose)
    * greatest(1, CASE WHEN bool_or(m.wide) THEN count(*) / 2 ELSE 1 END) AS most,
  CASE WHEN count(*) FILTER (c.value IS NULL AND c.symbol <> 'c') > 0
    OR count(*) < any_value(m.needed) THEN -1
    ELSE count(*) FILTER (c.symbol = 'c') END AS hidden, 0 AS spare,
  count(c.value) = any_value(m.needed) AS tight,
  sum(c.value) AS expected, p.value AS found
FROM cells AS c JOIN map AS m ON m.child = c.place
JOIN cells AS p ON p.place = m.parent AND p.col = c.col
LEFT JOIN units AS u ON u.kind = p.kind AND u.col = p.col
WHERE c.counts AND p.value IS NOT NULL
GROUP BY p.place, p.col, p.value
HAVING count(c.value) > 0
"""
SIDES = """
SELECT t.rel, p.place, p.col, p.value - t.gap AS fix FROM tested AS t
JOIN cells AS p ON p.place = t.place AND p.col = t.one
WHERE t.rule = 'area sum'
UNION ALL
SELECT t.rel, c.place, c.col, c.value + t.gap AS fix FROM tested AS t
JOIN map AS m ON m.parent = t.place
JOIN cells AS c ON c.place = m.child AND c.col = t.one
WHERE t.rule = 'area sum' AND c.value IS NOT NULL
"""
REACH = """
SELECT 'area sum' AS rule, place, col, place AS at, col AS one FROM cell
UNION ALL
SELECT 'area sum', place, col, parent, col FROM cell JOIN map ON child = place
"""


@dataclass(frozen=True, slots=True)
class AreaSums:
    """The count of a region is that of its authorities together; England's, of its regions."""

    rule: str = "area sum"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = (
        "SELECT col AS one, indicator || '/' || measure || '/' || category AS key FROM cols"
    )

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Which area belongs to which, in each release."""
        run(MAP)
