"""Sums over areas: authorities of a region, regions of England -> gaps, for every column of counts.

A column without a total of its own still adds up over the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.load.checks.cells import Column
from cin_narrative.load.checks.grid import Grid, Numbers
from cin_narrative.load.checks.relation import Measured, Working
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
ROWS = "SELECT child, parent, needed, loose FROM map ORDER BY parent, child"
TENS = 10  # what England is rounded to at least, where it has no regions beneath it
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
SELECT place, col, place AS at, col AS one FROM cell
UNION ALL
SELECT place, col, parent, col FROM cell JOIN map ON child = place
"""


@dataclass(frozen=True, slots=True)
class AreaSums:
    """The count of a region is that of its authorities together; England's, of its regions."""

    rule: str = "area sum"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Which area belongs to which, in each release."""
        run(MAP)

    def names(self, working: Working) -> dict[int, str]:
        """The columns, by their own names."""
        return {number: "/".join(column) for number, column in enumerate(working.columns)}

    def measured(self, working: Working) -> Measured:
        """Every column of counts in every area that others are in."""
        counts = np.flatnonzero([measure == Measure.COUNT for _, measure, _ in working.columns])
        rows = working.arrays(ROWS, [])
        parents, first = np.unique(rows["parent"], return_index=True)
        if not len(parents):
            return Measured.none()
        parts = [
            _measured(working.grid, parent, children, counts, needed[0], loose[0])
            for parent, children, needed, loose in zip(
                parents,
                *(np.split(rows[name], first[1:]) for name in ("child", "needed", "loose")),
                strict=True,
            )
        ]
        sides = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
        return Measured(parents, counts, **sides, spare=np.zeros_like(sides["gap"]))


def _measured(
    grid: Grid, parent: int, children: Numbers, counts: Numbers, needed: int, loose: int
) -> dict[str, Any]:
    """One area beside those in it: ``needed`` is how many there are, ``loose`` how many times as
    far rounding may part them.
    """
    own = np.ix_(children, counts)
    values, held = grid.values[own], grid.held[own]
    shown, number = (~np.isnan(values)).sum(axis=0), held.sum(axis=0)
    above, total = grid.values[parent, counts], np.nansum(values, axis=0)
    wide = (held & grid.wide[children, None]).any(axis=0)
    unit = np.maximum(grid.units[grid.kind[parent], counts], TENS if loose > 1 else 0)
    hidden = grid.hidden[own].sum(axis=0)
    open_ended = grid.lacking[own].any(axis=0) | (number < needed)
    return {
        "gap": np.where(shown > 0, above - total, np.nan),
        "most": unit * loose * np.maximum(1, np.where(wide, number / 2, 1)),
        "hidden": np.where(open_ended, -1, hidden),
        "tight": shown == needed,
        "expected": total,
        "found": above,
    }
