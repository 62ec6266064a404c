"""Medians and quartiles beside the bands of the same durations -> how many too many one side has.

Half of the assessments took no longer than the median: no more than half may stand in the bands
that begin after it, and no more than half in those that end before it. What is hidden or was never
recorded may stand on either side. Bands that exceed their total are their sum's to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.load.checks.cells import Column, count_column
from cin_narrative.load.checks.grid import Flags, Floats, Grid
from cin_narrative.load.checks.relation import Measured, Working
from cin_narrative.store.decisions import Run

ONE = 1  # the middle one of an odd number stands on neither side
SIDES = "SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'percentile'"
REACH = "SELECT place, col, place AS at, col AS one FROM cell"
Band = tuple[int, int, int | None]  # its column, the most of the band before, and its own


@dataclass(frozen=True, slots=True)
class Percentiles:
    """A median has as many on one side as on the other."""

    rule: str = "percentile"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Nothing: no SQL reads what each percentile is of."""

    def names(self, working: Working) -> dict[int, str]:
        """None: rounding alone may part them."""
        return {}

    def measured(self, working: Working) -> Measured:
        """Every percentile in every place."""
        place = working.number
        found = list(_percentiles(place, working.catalogue))
        parts = [
            _measured(working.grid, one, share, whole, list(_bands(own, place)))
            for one, share, whole, own in found
        ]
        return Measured.by_identity(working.grid.every, [row[0] for row in found], parts)


def _measured(
    grid: Grid, one: int, share: float, whole: int, bands: Sequence[Band]
) -> dict[str, Floats | Flags]:
    """The percentile in the column ``one``, that a ``share`` of the ``whole`` does not exceed."""
    value, total = grid.values[:, one], grid.values[:, whole]
    held = grid.values[:, [col for col, _, _ in bands]]
    shown, number = ~np.isnan(held), np.nan_to_num(held)
    after = np.array([before for _, before, _ in bands]) >= value[:, None]
    ends = np.array([np.inf if longest is None else longest for _, _, longest in bands])
    over = np.where(after, number, 0).sum(axis=1) - (1 - share) * total
    under = np.where(ends < value[:, None], number, 0).sum(axis=1) - share * total
    most = ONE + grid.unit(whole) * (shown.sum(axis=1) + 1) / 2
    there = shown.any(axis=1) & (number.sum(axis=1) <= total + most)
    gap = np.where(there, np.maximum(0, np.maximum(over, under)) + 0 * value, np.nan)
    return {"gap": gap, "most": most, "expected": value, "found": value}


def _percentiles(
    place: dict[Column, int], catalogue: Catalogue
) -> Iterator[tuple[int, float, int, Indicator]]:
    """(column, share, column of the total, what divides the total) of each percentile."""
    for indicator in catalogue:
        whole = place.get(count_column(indicator.breakdown_of, ""))
        if Measure.AVERAGE not in indicator.measures or whole is None:
            continue
        own = [one for one in catalogue if _divides(one, indicator.breakdown_of)]
        if not own:
            continue
        for category in indicator.categories.values():
            column = place[indicator.id, Measure.AVERAGE.value, category.id]
            yield column, float(category.values[0]), whole, own[0]


def _divides(one: Indicator, whole: str) -> bool:
    ends = any(category.longest is not None for category in one.categories.values())
    return bool(whole) and one.breakdown_of == whole and ends


def _bands(breakdown: Indicator, place: dict[Column, int]) -> Iterator[Band]:
    """Each band of a breakdown."""
    before = -1
    for category in breakdown.categories.values():
        yield place[count_column(breakdown.id, category.id)], before, category.longest
        before = before if category.longest is None else category.longest
