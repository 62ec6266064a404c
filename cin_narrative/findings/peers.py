"""A series and a year -> every authority's value of it, for a place among them and neighbours.

They are read as numbers, many at once; only the place that follows is made into a figure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cin_narrative.catalogue.catalogue import RATE_PER, Measure
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.disclosure.door import PeerCell
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.store.dispersion.formulas import Counts, scaled_of

TINY = 1e-9  # less than any two printed values differ by


def cells_of(series: Series) -> list[PeerCell]:
    """What has to be read of every authority."""
    if series.scale is Scale.AVERAGE:
        return [(series.indicator, Measure.AVERAGE.value, series.category)]
    counts = [*series.above, (series.whole, "")]
    return [(name, Measure.COUNT.value, category) for name, category in counts]


def read_peers(looked: LookedAt, series: Iterable[Series], before: int = 0) -> None:
    """Read at once what the places of these series need, so many years before."""
    cells = {cell for one in series for cell in cells_of(one)}
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
    held = [looked.figures.door.peers(year, looked.release, cell) for cell in cells_of(series)]
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


def behind(looked: LookedAt, series: Series, lag: int) -> float | None:
    """The share of the other authorities whose level (or change over ``lag`` years) is not as far
    as its own, on the side of the median that its own is on. None in a store that lacks some.
    """
    constant, own = (
        looked.constant(series, lag, looked.year),
        looked.scaled(series, lag, looked.year),
    )
    peers = {one: peers_of(looked, series, one) for one in {0, lag}}
    if constant is None or own is None or len(peers[0]) < constant.authorities:
        return None
    up = own.value >= constant.theta
    others = [
        one.value
        for code in peers[0].keys() & peers[lag].keys() - {looked.area.code}
        if (one := scaled_of(series.scale, peers[0][code], peers[lag][code] if lag else None))
    ]
    passed = sum(value < own.value if up else value > own.value for value in others)
    return passed / len(others) if others else None


def ahead_of(own: Decimal, values: Sequence[float], places: int, from_lowest: bool) -> int:
    """How many of these, in their order, are printed above ``own`` (or below it), which is printed
    to so many places: halves are rounded up.
    """
    half = 0.5 / 10**places
    if from_lowest:
        return bisect_left(values, float(own) - half - TINY)
    return len(values) - bisect_left(values, float(own) + half - TINY)
