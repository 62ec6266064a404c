"""A column's years in one area -> cells that stand out from the years on both sides.

It is the only check of a column without total, rate or map: what no other identity vouches for may
not jump further than any such column has in DfE's releases (its ``slack`` in the table of bounds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.load.checks.grid import Floats, Grid
from cin_narrative.load.checks.relation import Measured, Working
from cin_narrative.store.decisions import Run

# Where the rows of a region are not all there, the map vouches for less than it did in the releases
# that the bound is from, and the looser bound of all cells holds (``per_hidden``).
WHOLE = """
SELECT child FROM map WHERE parent IN (
  SELECT parent FROM map GROUP BY parent HAVING count(*) = any_value(needed))
"""
STEADY = 5  # what small counts are steadied by
COLUMNS = """
CREATE OR REPLACE TEMP TABLE year_columns AS SELECT c.col AS one, b.key FROM bounds AS b
JOIN cols AS c ON b.key = c.indicator || '/' || c.measure || '/' || c.category
WHERE b.rule = 'years'
"""
SIDES = "SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'years'"
REACH = "SELECT place, col, place AS at, col AS one FROM cell"


@dataclass(frozen=True, slots=True)
class Years:
    """A figure is not further from the years beside it than any of its kind has been."""

    rule: str = "years"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The columns that a bound is known of."""
        run(COLUMNS)

    def names(self, working: Working) -> dict[int, str]:
        """The columns, by their own names."""
        return dict(working.run("SELECT one, key FROM year_columns ORDER BY one"))

    def measured(self, working: Working) -> Measured:
        """Every authority's year of those columns, beside the years before and after it."""
        grid, ones = working.grid, np.array(list(self.names(working)), np.int64)
        if len(grid.series) == 1:
            return Measured.none()
        values = np.where(grid.wide[:, None], np.nan, grid.values[:, ones])
        before, up = _beside(grid, values)
        after, down = _beside(grid, values, backwards=True)
        apart = np.where(up * down <= 0, 0, np.minimum(np.abs(up), np.abs(down)))
        gap = np.where(np.isnan(up), np.abs(down), np.where(np.isnan(down), np.abs(up), apart))
        known = np.zeros(len(values), np.bool_)
        known[working.arrays(WHOLE, [])["child"]] = True
        none = np.zeros_like(values)
        beside = np.where(np.isnan(before), after, before)
        sides = (gap, none, beside, values, none != 0, none + ~known[:, None], none)
        return Measured(grid.every, ones, *sides)


def _beside(grid: Grid, values: Floats, backwards: bool = False) -> tuple[Floats, Floats]:
    """The last value of the same series before each (``backwards``: the next after it), and how
    far it is from that, as a logarithm, where it is of the year before.
    """
    first, last = int(grid.year[1:].min()), int(grid.year.max())
    shape = (int(grid.series.max()) + 1, last - first + 1, values.shape[1])
    by_year, at = np.full(shape, np.nan), (grid.series, np.maximum(grid.year - first, 0))
    by_year[at] = values
    found, far = np.full(shape, np.nan), np.full(shape, np.nan)
    beside, near = found[:, 0].copy(), found[:, 0].copy()
    for year in range(shape[1])[:: -1 if backwards else 1]:
        found[:, year] = beside
        far[:, year] = np.log((by_year[:, year] + STEADY) / (near + STEADY))
        near = by_year[:, year]
        beside = np.where(np.isnan(near), beside, near)
    return found[at], far[at]
