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
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.store.dispersion.formulas import Counts

TINY = 1e-9  # less than any two printed values differ by


def cells_of(series: Series) -> list[PeerCell]:
    """What has to be read of every authority."""
    if series.scale is Scale.AVERAGE:
        return [(series.indicator, Measure.AVERAGE.value, series.category)]
    counts = [*series.above, (series.whole, "")]
    return [(name, Measure.COUNT.value, category) for name, category in counts]


def read_peers(looked: LookedAt, series: Iterable[Series]) -> None:
    """Read at once what the places of these series need."""
    cells = {cell for one in series for cell in cells_of(one)}
    looked.figures.door.read_peers(looked.year, looked.release, sorted(cells))


def peers_of(looked: LookedAt, series: Series) -> dict[str, Counts]:
    """The counts of every authority that shows all of them, by its code: made once for a store."""
    kept = looked.figures.door.store.kept.setdefault("peers", {})
    key = (looked.year, looked.release, series.key)
    if key not in kept:
        kept[key] = _peers(looked, series)
    found: dict[str, Counts] = kept[key]
    return found


def _peers(looked: LookedAt, series: Series) -> dict[str, Counts]:
    held = [
        looked.figures.door.peers(looked.year, looked.release, cell) for cell in cells_of(series)
    ]
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


def ahead_of(own: Decimal, values: Sequence[float], places: int, from_lowest: bool) -> int:
    """How many of these, in their order, are printed above ``own`` (or below it), which is printed
    to so many places: halves are rounded up.
    """
    half = 0.5 / 10**places
    if from_lowest:
        return bisect_left(values, float(own) - half - TINY)
    return len(values) - bisect_left(values, float(own) + half - TINY)
