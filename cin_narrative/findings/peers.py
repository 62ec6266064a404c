"""A series and a year -> every authority's value of it, for a place among them and neighbours.

They are read as numbers, many at once; only the place that follows is made into a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from cin_narrative.catalogue.catalogue import DECIMALS, RATE_PER, Measure
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.catalogue.rounding import exact, half_up
from cin_narrative.disclosure.door import PeerCell
from cin_narrative.findings.looked_at import LookedAt
from cin_narrative.store.dispersion.formulas import Counts


def cells_of(series: Series) -> list[PeerCell]:
    """What has to be read of every authority."""
    if series.scale is Scale.AVERAGE:
        return [(series.indicator, Measure.AVERAGE.value, series.category)]
    count = Measure.COUNT.value
    return [*((name, count, category) for name, category in series.above), (series.whole, count, "")]


def read_peers(looked: LookedAt, series: Iterable[Series]) -> None:
    """Read at once what the places of these series need."""
    cells = {cell for one in series for cell in cells_of(one)}
    looked.figures.door.read_peers(looked.year, looked.release, sorted(cells))


def peers_of(looked: LookedAt, series: Series) -> dict[str, Counts]:
    """The counts of every authority that shows all of them, by its code."""
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


def shown(series: Series, peers: Mapping[str, Counts]) -> dict[str, Decimal]:
    """Their values as they are printed."""
    places = DECIMALS[series.measure]
    if series.scale is Scale.AVERAGE:
        return {area: half_up(exact(one.above), places) for area, one in peers.items()}
    per = RATE_PER if series.scale is Scale.RATE else 100
    return {
        area: half_up(exact(one.above) * per / exact(one.below), places)
        for area, one in peers.items()
    }
