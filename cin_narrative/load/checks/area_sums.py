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

# DfE's first-published files have no regions: their authorities stand straight under England.
MAP = f"""
CREATE OR REPLACE TEMP TABLE map AS
WITH held AS (SELECT release, bool_or(area LIKE 'E1%') AS regional FROM cells GROUP BY release)
SELECT h.release, p.area, p.year, CASE WHEN h.regional THEN p.parent ELSE '{ENGLAND}' END AS parent
FROM held AS h, parents AS p WHERE h.regional OR p.area NOT LIKE 'E%'
"""
MEASURED = """
SELECT p.release, p.area, p.year, p.col AS one, p.value - sum(c.value) AS gap,
  u.unit * greatest(1, CASE WHEN bool_or(c.wide) THEN count(*) / 2 ELSE 1 END) AS most,
  CASE WHEN count(*) FILTER (c.value IS NULL AND c.symbol <> 'c') > 0
    OR count(*) < any_value(n.needed) THEN -1
    ELSE count(*) FILTER (c.symbol = 'c') END AS hidden,
  count(c.value) = any_value(n.needed) AS tight,
  sum(c.value) AS expected, p.value AS found
FROM cells AS c
JOIN map AS m ON m.release = c.release AND m.area = c.area AND m.year = c.year
JOIN cells AS p ON p.release = c.release AND p.area = m.parent AND p.year = c.year AND p.col = c.col
JOIN (SELECT release, parent, year, count(*) AS needed FROM map GROUP BY ALL) AS n
  ON n.release = c.release AND n.parent = m.parent AND n.year = c.year
JOIN units AS u ON u.release = p.release AND u.col = p.col AND u.wide
WHERE c.measure = 'count' AND p.value IS NOT NULL
GROUP BY p.release, p.area, p.year, p.col, p.value, u.unit
HAVING count(c.value) > 0
"""
SIDES = """
SELECT t.rel, p.area, p.year, p.col, p.value - t.gap AS fix FROM tested AS t
JOIN cells AS p ON p.release = t.release AND p.area = t.area AND p.year = t.year AND p.col = t.one
WHERE t.rule = 'area sum'
UNION ALL
SELECT t.rel, c.area, c.year, c.col, c.value + t.gap AS fix FROM tested AS t
JOIN map AS m ON m.release = t.release AND m.parent = t.area AND m.year = t.year
JOIN cells AS c ON c.release = t.release AND c.area = m.area AND c.year = t.year AND c.col = t.one
WHERE t.rule = 'area sum' AND c.value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class AreaSums:
    """The count of a region is that of its authorities together; England's, of its regions."""

    rule: str = "area sum"
    measured: str = MEASURED
    members: str = SIDES
    lines: str = (
        "SELECT col AS one, indicator || '/' || measure || '/' || category AS key FROM cols"
    )

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Which area belongs to which, in each release."""
        run(MAP)
