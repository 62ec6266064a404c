"""A series and a year -> every authority's value of it, for a place among them and neighbours.

They are read as numbers, many at once; only the place that follows is made into a figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from cin_narrative.catalogue.catalogue import RATE_PER
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.store.dispersion.formulas import Counts, scaled_of

TINY = 1e-9  # less than any two printed values differ by


def read_peers(looked: LookedAt, series: Iterable[Series], before: int = 0) -> None:
    """Read at once what the places of these series need, so many years before."""
    cells = {cell for one in series for cell in one.cells}
    looked.figures.door.read_peers(looked.year - before, looked.release, sorted(cells))


def peers_of(looked: LookedAt, series: Series, before: int = 0) -> dict[str, Counts]:
    """The counts of every authority that shows all of them, so many years before, by its code: made
    once for a store.
    """
    kept = looked.figures.door.store.kept.setdefault("peers", {})
    key = (looked.year - before, looked.release, series.key)
    if key not in kept:
        kept[key] = _peers(looked, series, looked.year - before)
    found: dict[str, Counts] = kept[key]
    return found


def _peers(looked: LookedAt, series: Series, year: int) -> dict[str, Counts]:
    held = [looked.figures.door.peers(year, looked.release, cell) for cell in series.cells]
    if series.scale is Scale.AVERAGE:
        return {area: Counts(value) for area, value in held[0].items()}
    *parts, whole = held
    return {
        area: Counts(sum(part[area] for part in parts), below)
        for area, below in whole.items()
        if below and all(area in part for part in parts)
    }


def values_of(looked: LookedAt, series: Series) -> list[float]:
    """Their values on the scale that they are printed on, the lowest first."""
    kept = looked.figures.door.store.kept.setdefault("values of peers", {})
    key = (looked.year, looked.release, series.key)
    if key not in kept:
        per = RATE_PER if series.scale is Scale.RATE else 100
        peers = peers_of(looked, series).values()
        is_whole = series.scale is Scale.AVERAGE
        kept[key] = sorted(one.above if is_whole else one.above * per / one.below for one in peers)
    found: list[float] = kept[key]
    return found


def moves_of(
    looked: LookedAt, series: Series, lag: int
) -> tuple[Mapping[str, float], Sequence[float]]:
    """Every authority's level (or change over ``lag`` years) as tests see it, by its code, and in
    order.
    """
    kept = looked.figures.door.store.kept.setdefault("moves of peers", {})
    key = (looked.year, looked.release, series.key, lag)
    if key not in kept:
        now, then = peers_of(looked, series), peers_of(looked, series, lag) if lag else None
        tested = (
            (code, scaled_of(series.scale, own, then[code] if then else None))
            for code, own in now.items()
            if then is None or code in then
        )
        by_code = {code: one.value for code, one in tested if one}
        kept[key] = by_code, sorted(by_code.values())
    found: tuple[dict[str, float], list[float]] = kept[key]
    return found


def behind(looked: LookedAt, series: Series, lag: int) -> float | None:
    """The share of the other authorities whose level (or change over ``lag`` years) is not as far
    as its own, on the side of the median that its own is on. None in a store that lacks some.
    """
    constant, own = (
        looked.constant(series, lag, looked.year),
        looked.scaled(series, lag, looked.year),
    )
    if constant is None or own is None or len(peers_of(looked, series)) < constant.authorities:
        return None
    by_code, values = moves_of(looked, series, lag)
    up, itself = own.value >= constant.theta, by_code.get(looked.area.code)
    passed = bisect_left(values, own.value) if up else len(values) - bisect_right(values, own.value)
    others = len(values) - (itself is not None)
    if itself is not None:  # whatever it is by the release, it is none of the others
        passed -= itself < own.value if up else itself > own.value
    return passed / others if others else None


def ahead_of(own: Decimal, values: Sequence[float], places: int, from_lowest: bool) -> int:
    """How many of these, in their order, are printed above ``own`` (or below it), which is printed
    to so many places: halves are rounded up.
    """
    half = 0.5 / 10**places
    if from_lowest:
        return bisect_left(values, float(own) - half - TINY)
    return len(values) - bisect_left(values, float(own) + half - TINY)
