"""The closed query: a question, understood. Nothing in it is free text; every word is from a closed vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from cin_narrative.catalogue.catalogue import Measure


class Intent(StrEnum):
    """What is asked of the figures."""

    VALUE = "value"
    TREND = "trend"
    CHANGE = "change"
    COMPARE = "compare"
    RANK = "rank"
    LEAGUE = "league"
    LIST = "list"
    BREAKDOWN = "breakdown"
    RATIO = "ratio"
    NET = "net"
    SHARE = "share"
    MEAN = "mean"
    DEFINE = "definition"
    TRUST = "trust"
    NEIGHBOURS = "neighbours"
    YEARS_HELD = "years_held"
    AREAS_HELD = "areas_held"
    HELP = "help"
    SYMBOLS = "symbols"
    RATES = "rates"
    SOURCE = "source"


ABOUT_THE_DATA = (Intent.YEARS_HELD, Intent.AREAS_HELD, Intent.HELP, Intent.SYMBOLS, Intent.RATES)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: an indicator, with a category of it where one was named."""

    indicator: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One place as named: the codes of successive areas under one name ("Dorset": 835 to 2019, 838 since)."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One part of a question. ``years`` are reporting years, in order; ``within`` is the code of the area ranked in,
    or ``neighbours``; ``quoted`` the numbers that the asker gave, to be confirmed or corrected."""

    intent: Intent
    topics: tuple[Topic, ...] = ()
    measure: Measure | None = None
    places: tuple[Place, ...] = ()
    comparators: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    within: str = ""
    every_region: bool = False
    threshold: Decimal | None = None
    above: bool = True
    inclusive: bool = False
    n: int = 0
    lowest_first: bool = False
    quartile: bool = False
    by_change: bool = False
    of_years: bool = False
    quoted: tuple[Decimal, ...] = ()
    quoted_change: Decimal | None = None  # a rise (or, below nought, a fall) that the asker gave, to be confirmed or corrected
    beyond: Place | None = None  # the level is this place's figure
    times: bool = False  # how many times the one figure is of the other
    multiple: Decimal | None = None  # "doubled": two, "halved": a half
    spread: bool = False  # with the gap between the two ends of a ranking
    together: bool = False  # the categories are bands to be added up
    total: bool = False  # the figures of several places or years are to be added up, too
    asks_why: bool = False

    def record(self) -> dict[str, Any]:
        """The JSON field ``query``."""
        return {
            "intent": self.intent.value, "indicators": [topic.indicator for topic in self.topics],
            "categories": [topic.category or None for topic in self.topics],
            "measure": self.measure.value if self.measure else None,
            "areas": [code for place in self.places for code in place.codes], "comparators": list(self.comparators),
            "years": list(self.years), "within": self.within or None,
            "threshold": float(self.threshold) if self.threshold is not None else None,
            "above": self.above if self.threshold is not None else None, "n": self.n or None,
            "lowest_first": self.lowest_first, "asks_why": self.asks_why,
        }  # fmt: skip
