"""The same cell in the newest release held from before -> how far it was revised.

DfE revises a tenth of its old figures or fewer, and those by a few in a hundred; where an authority
sent its return again, a total is revised and its parts with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.load.checks.cells import Column, count_column
from cin_narrative.load.checks.grid import Floats
from cin_narrative.load.checks.relation import Measured, Working
from cin_narrative.store.decisions import LOCAL, Run

# of the old figure, and so many more: 999 of 1,000 revisions of an authority's counts from 2020
# to 2024 are smaller
REVISED, AND_SOME = 0.1, 5
FURTHER = 2  # times the share by which the total was revised
EARLIER = f"""
CREATE OR REPLACE TEMP TABLE earlier AS
WITH held AS (SELECT release, "order" FROM releases WHERE NOT {LOCAL}),
before AS (
  SELECT p.place, p.area, p.year, h."order" FROM places AS p JOIN held AS h USING (release))
SELECT b.place, c.col, c.counts, arg_max(o.value, h."order") AS value,
  arg_max(coalesce(o.symbol = 'c', false), h."order") AS hidden
FROM before AS b JOIN observations AS o ON o.area = b.area AND o.year = b.year
JOIN held AS h ON h.release = o.release AND h."order" < b."order"
JOIN (SELECT *, measure = 'count' AS counts FROM cols) AS c USING (indicator, measure, category)
WHERE (o.value IS NOT NULL OR o.symbol = 'c') AND o.measure <> 'rate' GROUP BY ALL
"""
HELD = "SELECT place, col, value FROM earlier WHERE value IS NOT NULL"
SIDES = """
SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'earlier release'
"""
REACH = "SELECT place, col, place AS at, col AS one FROM cell"


@dataclass(frozen=True, slots=True)
class EarlierReleases:
    """A figure is as it was published before, or near it."""

    rule: str = "earlier release"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The cell of the newest earlier release."""
        run(EARLIER)

    def names(self, working: Working) -> dict[int, str]:
        """None: the bounds are those of all columns."""
        return {}

    def measured(self, working: Working) -> Measured:
        """Every cell that was published before."""
        grid, held = working.grid, working.arrays(HELD, [])
        places = np.unique(held["place"])
        if not len(places):
            return Measured.none()
        before = np.full((len(places), len(working.columns)), np.nan)
        before[np.searchsorted(places, held["place"]), held["col"]] = held["value"]
        now, counts = grid.values[places], [one == Measure.COUNT for _, one, _ in working.columns]
        share = _resent(now, before, list(_wholes(working.columns, working.catalogue)))
        unit = grid.units[grid.kind[places]]
        of_counts = (REVISED + FURTHER * share) * before + 2 * unit
        most = np.where(np.array(counts), of_counts, 100 * share) + AND_SOME
        none, ones = np.zeros_like(now), np.arange(len(working.columns))
        return Measured(places, ones, now - before, most, before, now, none == 0, none, none)


def _resent(now: Floats, before: Floats, wholes: Sequence[tuple[int, int]]) -> Floats:
    """How far the total of each column was revised: its parts may be revised further."""
    share = np.zeros_like(now)
    parts, totals = [part for part, _ in wholes], [whole for _, whole in wholes]
    moved = np.abs(np.log((now[:, totals] + 5) / (before[:, totals] + 5)))
    share[:, parts] = np.nan_to_num(moved)
    return share


def _wholes(columns: Sequence[Column], catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    place = {column: number for number, column in enumerate(columns)}
    for number, (name, _, category) in enumerate(columns):
        whole = place.get(count_column(catalogue[name].breakdown_of, ""))
        if category and whole is not None:
            yield number, whole
