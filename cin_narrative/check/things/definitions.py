"""Every fault of what the catalogue owns, and of the tables that name its indicators."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.checks.whole import catalogue_faults
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House
from cin_narrative.export.charts.choice import chart_faults
from cin_narrative.made_up.totals import total_faults


def faults(house: House) -> Iterator[Fault]:
    """Definitions, notes, sums and phrases, then charts and the totals of made-up returns."""
    yield from catalogue_faults(house.areas)
    yield from chart_faults(house.known_indicators)
    yield from total_faults(house.known_indicators)
