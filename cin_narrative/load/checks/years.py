"""A column's years in one area -> cells that stand out from the years on both sides.

It is the only check of a column without total, rate or map: what no other identity vouches for may
not jump further than any such column has in DfE's releases (its ``slack`` in the table of bounds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.store.decisions import Run

# How far a value is from both of its neighbours, as a logarithm; small counts are steadied by five.
# Where the rows of a region are not all there, the map vouches for less than it did in the releases
# that the bound is from, and the looser bound of all cells holds (``per_hidden``).
MEASURED = """
WITH whole AS (
  SELECT parent, count(*) = any_value(needed) AS complete FROM map GROUP BY parent),
run AS (
  SELECT c.place, c.col, c.value, p.year,
    coalesce(w.complete, false) AS complete,
    lag(c.value) OVER y AS before, lead(c.value) OVER y AS after,
    lag(p.year) OVER y AS last_year, lead(p.year) OVER y AS next_year
  FROM cells AS c JOIN places AS p USING (place)
  LEFT JOIN map AS m ON m.child = c.place LEFT JOIN whole AS w ON w.parent = m.parent
  WHERE c.value IS NOT NULL AND NOT p.wide AND c.col IN (SELECT one FROM year_columns)
  WINDOW y AS (PARTITION BY p.series, c.col ORDER BY p.year)),
steps AS (
  SELECT place, col, value, complete, coalesce(before, after) AS beside,
    CASE WHEN last_year = year - 1 THEN ln((value + 5) / (before + 5)) END AS up,
    CASE WHEN next_year = year + 1 THEN ln((value + 5) / (after + 5)) END AS down FROM run)
SELECT place, col AS one, CASE WHEN up IS NULL THEN abs(down) WHEN down IS NULL THEN abs(up)
  WHEN up * down <= 0 THEN 0 ELSE least(abs(up), abs(down)) END AS gap,
  0.0 AS most, CASE WHEN complete THEN 0 ELSE 1 END AS hidden, 0 AS spare, false AS tight,
  beside AS expected, value AS found
FROM steps WHERE up IS NOT NULL OR down IS NOT NULL
"""
COLUMNS = """
CREATE OR REPLACE TEMP TABLE year_columns AS SELECT c.col AS one, b.key FROM bounds AS b
JOIN cols AS c ON b.key = c.indicator || '/' || c.measure || '/' || c.category
WHERE b.rule = 'years'
"""
SIDES = "SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'years'"
REACH = "SELECT 'years' AS rule, place, col, place AS at, col AS one FROM cell"


@dataclass(frozen=True, slots=True)
class Years:
    """A figure is not further from the years beside it than any of its kind has been."""

    rule: str = "years"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = "SELECT one, key FROM year_columns"

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The columns that a bound is known of."""
        run(COLUMNS)
