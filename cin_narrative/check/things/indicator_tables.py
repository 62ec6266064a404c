"""The tables outside the catalogue that name its indicators: charts, totals of made-up returns."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.export.charts.choice import chart_faults
from cin_narrative.made_up.totals import total_faults


def faults(house: House) -> Iterator[Fault]:
    """Keys and types of each table, and the indicators that are not there."""
    yield from chart_faults(house.known_indicators)
    yield from total_faults(house.known_indicators)
