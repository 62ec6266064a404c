"""Points of all authorities -> what is ordinary for each series, year and lag.

Spiegelhalter (2005), as ``formulas`` has it. What is added up is added in the order of the areas'
codes: two loads of the same files come to the same bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.store.dispersion.formulas import (
    LAGS,
    LEAST_AUTHORITIES,
    LIMIT,
    MAD_TO_SD,
    WINSOR,
    Constant,
)
from cin_narrative.store.dispersion.points import Bar, Floats, Grid, Points, points_of

Break = tuple[int, int, int]  # a series, and the years that it is not joined across


class Rows(NamedTuple):
    """Tests of one scale and lag, each a row: the places of their series and years, and the value
    and the variance by chance of every authority (NaN: none).
    """

    series: npt.NDArray[np.integer[Any]]
    years: npt.NDArray[np.integer[Any]]
    values: Floats
    chance: Floats


def ordinary(
    release: str, every: Sequence[Series], grid: Grid, barred: set[Bar], breaks: Sequence[Break]
) -> list[Constant]:
    """The constants of one release, by series, year and lag."""
    found = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for scale in Scale:
            series = [one for one in every if one.scale is scale]
            if not series:
                continue
            points = points_of(scale, series, grid, barred)
            for lag in LAGS:
                rows = _rows(points, lag, _joined(series, grid, lag, breaks))
                found += list(_constants(release, scale, lag, series, grid.first, rows))
    order = {one.key: number for number, one in enumerate(every)}
    return sorted(found, key=lambda one: (order[one[2:6]], one.year, one.lag))


def _joined(
    series: Sequence[Series], grid: Grid, lag: int, breaks: Sequence[Break]
) -> npt.NDArray[np.bool_]:
    """By series and year, whether that year may be held against the one ``lag`` years before."""
    numbers = {one.place: number for number, one in enumerate(series)}
    found = np.ones((len(series), grid.values.shape[1]), np.bool_)
    for place, first, last in breaks if lag else ():
        if place in numbers:  # the later years of which both years of the break are in between
            earliest, latest = last - grid.first, first - grid.first + lag
            found[numbers[place], max(earliest, 0) : max(latest + 1, 0)] = False
    return found


def _rows(points: Points, lag: int, joined: npt.NDArray[np.bool_]) -> Rows:
    """The tests that enough authorities have a value for."""
    values, chance = points.level, points.chance
    if lag:
        values = points.moving[:, lag:] - points.moving[:, :-lag]
        chance = points.moving_chance[:, lag:] + points.moving_chance[:, :-lag]
    enough = (~np.isnan(values)).sum(axis=2) >= LEAST_AUTHORITIES
    series, years = np.nonzero(enough & joined[:, lag:])
    return Rows(series, years + lag, values[series, years], chance[series, years])


def _constants(
    release: str, scale: Scale, lag: int, series: Sequence[Series], first: int, rows: Rows
) -> Iterator[Constant]:
    held = ~np.isnan(rows.values)
    authorities, theta = held.sum(axis=1), quantile(rows.values, 0.5)
    away = rows.values - theta[:, None]
    if scale is Scale.AVERAGE:
        tau, phi = quantile(np.abs(away), 0.5) / MAD_TO_SD, theta * 0
    else:
        tau, phi = _spread(away, rows.chance)
    up = down = np.zeros(len(theta), np.int64)
    if lag and scale is not Scale.AVERAGE:
        limits = LIMIT * np.sqrt(rows.chance)
        up, down = (rows.values > limits).sum(axis=1), (rows.values < -limits).sum(axis=1)
    keys = [series[number].key for number in rows.series]
    columns = (rows.years + first, theta, tau, phi, authorities, up, down)
    told = zip(*(column.tolist() for column in columns), strict=True)
    for key, (year, *numbers) in zip(keys, told, strict=True):
        yield Constant._make((release, year, *key, lag, *numbers))


def _spread(away: Floats, chance: Floats) -> tuple[Floats, Floats]:
    """How far each test's authorities differ beyond chance, and how many times chance the whole is:
    the additive random effect, of z-scores brought in to their 10th and 90th centiles.
    """
    z = np.where(chance > 0, away / np.sqrt(chance), np.nan)
    low, high = (quantile(z, share)[:, None] for share in WINSOR)
    scored = ~np.isnan(z)
    k = scored.sum(axis=1)
    phi = np.where(k > 0, _total(np.clip(z, low, high) ** 2, scored) / np.maximum(k, 1), 0.0)
    weight, squared = _total(1 / chance, scored), _total(1 / chance**2, scored)
    square = np.maximum(0, (k * phi - (k - 1)) / (weight - squared / weight))
    return np.where(k > 0, np.sqrt(square), 0.0), phi


def _total(values: Floats, held: npt.NDArray[np.bool_]) -> Floats:
    total: Floats = np.where(held, values, 0.0).sum(axis=1)
    return total


def quantile(values: Floats, share: float) -> Floats:
    """The quantile of what each row holds, between two values in proportion; NaN of nothing."""
    held = (~np.isnan(values)).sum(axis=1)
    place = np.maximum(held - 1, 0) * share
    below = np.floor(place).astype(np.int64)
    rows = np.arange(len(values))
    ordered = np.sort(values, axis=1)  # what is not there comes last
    lower, upper = ordered[rows, below], ordered[rows, np.ceil(place).astype(np.int64)]
    found: Floats = lower + (place - below) * (upper - lower)
    return found
