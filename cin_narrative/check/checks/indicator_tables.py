"""The tables outside the catalogue that name its indicators: charts, totals of made-up returns, and
what a brief tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.export.charts.choice import chart_faults
from cin_narrative.made_up.totals import total_faults
from cin_narrative.messages import message


def faults(house: House) -> Iterator[Fault]:
    """Keys and types of each table, and the indicators that are not there."""
    yield from chart_faults(house.known_indicators)
    yield from total_faults(house.known_indicators)
    brief = prompts("question", "brief.toml")
    for place, name in enumerate((house.table(brief) or {}).get("indicators", ())):
        if name not in house.known_indicators:
            text = unknown_name(message("check.an_indicator"), str(name), house.known_indicators)
            yield house.document(brief).fault(("indicators", place), text)
