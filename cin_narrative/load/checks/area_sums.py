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
WITH parts AS (
  SELECT m.parent AS place, c.col, sum(c.value) AS total, count(*) AS held,
    count(c.value) AS printed, count(*) FILTER (c.symbol = 'c') AS hidden,
    count(*) FILTER (c.value IS NULL AND c.symbol <> 'c') AS missing,
    any_value(m.needed) AS needed, any_value(m.loose) AS loose, bool_or(m.wide) AS wide
  FROM cells AS c JOIN map AS m ON m.child = c.place
  WHERE c.counts GROUP BY m.parent, c.col HAVING count(c.value) > 0)
SELECT p.place, p.col AS one, p.value - c.total AS gap,
  greatest(coalesce(u.unit, 0), CASE WHEN c.loose > 1 THEN 10 ELSE 0 END) * c.loose
    * greatest(1, CASE WHEN c.wide THEN c.held / 2 ELSE 1 END) AS most,
  CASE WHEN c.missing > 0 OR c.held < c.needed THEN -1 ELSE c.hidden END AS hidden, 0 AS spare,
  c.printed = c.needed AS tight, c.total AS expected, p.value AS found
FROM parts AS c JOIN cells AS p USING (place, col)
LEFT JOIN units AS u ON u.kind = p.kind AND u.col = p.col
WHERE p.value IS NOT NULL
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
