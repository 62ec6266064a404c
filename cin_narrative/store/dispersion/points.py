"""What every authority of a release printed -> its points on the scales of the tests, all at once.

The formulas are those of ``formulas``, for whole arrays. A value that is not there is NaN, and so
is whatever rests on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cin_narrative.catalogue.catalogue import RATE_PER, Measure
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.store.dispersion.formulas import LEAST_CASES, LEAST_WHOLE

Floats = npt.NDArray[np.float64]
Cell = tuple[str, str, str]  # indicator, measure, category
Bar = tuple[int, str, int]  # a series, an area or "*", and a year in which nothing rests on it


class Grid(NamedTuple):
    """The cells of a release: ``values`` by cell, year (every one from ``first``) and area."""

    places: Mapping[Cell, int]
    areas: Sequence[int]
    first: int
    values: Floats

    def of(self, cell: Cell) -> Floats:
        """One cell, by year and area."""
        found: Floats = self.values[self.places[cell]]
        return found


class Points(NamedTuple):
    """Series by year and area: the value of a year and its variance by chance, and those that two
    years are compared by.
    """

    level: Floats
    chance: Floats
    moving: Floats
    moving_chance: Floats


def cells_of(series: Iterable[Series]) -> list[Cell]:
    """Every cell that the series are made of."""
    return list(dict.fromkeys(cell for one in series for cell in (*_above(one), *_below(one))))


def grid_of(cells: Sequence[Cell], found: Mapping[str, npt.NDArray[Any]]) -> Grid:
    """The grid of what was ``found``: columns of the places in ``cells``, areas, years and values,
    in any order.
    """
    areas, area = np.unique(found["area"], return_inverse=True)
    first = int(found["year"].min(initial=9999))
    years = int(found["year"].max(initial=first)) - first + 1
    values = np.full((len(cells), years, len(areas)), np.nan)
    values[found["cell"], found["year"] - first, area] = found["value"]
    places = {cell: place for place, cell in enumerate(cells)}
    return Grid(places, areas.tolist(), first, values)


def points_of(scale: Scale, series: Sequence[Series], grid: Grid, barred: set[Bar]) -> Points:
    """The points of the ``series`` that this ``scale`` tests, numbered as ``barred`` has them."""
    above = np.stack([_added(one, grid) for one in series])
    if scale is Scale.AVERAGE:
        _bar(above, series, grid, barred)
        return Points(above, above * 0, above, above * 0)
    below = np.stack([_divided(one, above[n], grid) for n, one in enumerate(series)])
    above[~_are_enough(scale, above, below)] = np.nan
    _bar(above, series, grid, barred)
    return _scaled(scale, above, below)


def _above(one: Series) -> list[Cell]:
    measure = Measure.AVERAGE if one.scale is Scale.AVERAGE else Measure.COUNT
    return [(indicator, measure.value, category) for indicator, category in one.above]


def _below(one: Series) -> list[Cell]:
    whole = [(one.whole, Measure.COUNT.value, "")] if one.whole else []
    is_rate = one.scale is Scale.RATE
    return whole + ([(one.indicator, Measure.RATE.value, one.category)] if is_rate else [])


def _added(one: Series, grid: Grid) -> Floats:
    found: Floats = np.sum([grid.of(cell) for cell in _above(one)], axis=0)
    return found


def _divided(one: Series, above: Floats, grid: Grid) -> Floats:
    """What is below the line; of a rate whose population is not held, what it was worked out by."""
    whole, *rates = [grid.of(cell) for cell in _below(one)]
    for rate in rates:
        whole = np.where(np.isnan(whole) & (rate > 0), above * RATE_PER / rate, whole)
    return whole


def _are_enough(scale: Scale, above: Floats, below: Floats) -> npt.NDArray[np.bool_]:
    """Whether there are cases enough for a test."""
    if scale is Scale.SHARE:
        return (above >= LEAST_CASES) & (below >= LEAST_WHOLE) & (above <= below)
    return (above >= LEAST_CASES) & (below >= LEAST_CASES)


def _bar(above: Floats, series: Sequence[Series], grid: Grid, barred: set[Bar]) -> None:
    """Take out what a note bars."""
    numbers = {one.place: number for number, one in enumerate(series)}
    areas = {f"{area:03}": [place] for place, area in enumerate(grid.areas)}
    areas["*"] = list(range(len(grid.areas)))
    for place, area, year in barred:
        if place in numbers and area in areas and 0 <= year - grid.first < above.shape[1]:
            above[numbers[place], year - grid.first, areas[area]] = np.nan


def _scaled(scale: Scale, above: Floats, below: Floats) -> Points:
    share = above / below
    if scale is Scale.SHARE:
        angle, chance = np.arcsin(np.sqrt(share)), share * 0 + 1 / (4 * below)
        return Points(angle, chance, np.log(share), (1 - share) / above)
    chance = 1 / above + (1 / below if scale is Scale.RATIO else 0)
    return Points(np.log(share), chance, np.log(share), chance)
