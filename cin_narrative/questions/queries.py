"""What a question is about once it is resolved: topics, places, fields; what every query has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Literal

from cin_narrative.catalogue.catalogue import Measure

NEIGHBOURS, REGION = "neighbours", "region"


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing asked about: an indicator, with a category of it where one was named."""

    indicator: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One place as named: the codes of successive areas under one name ("Dorset")."""

    codes: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it is England or a region, whose counts DfE rounds."""
        return self.codes[0].startswith("E")


@dataclass(frozen=True, slots=True)
class Field:
    """Who is ranked or listed: the authorities in ``place``, the regions, a place's statistical
    neighbours, or the places named; ``without`` some of them."""

    kind: Literal["authorities", "regions", "neighbours", "named"]
    place: Place | None = None
    places: tuple[Place, ...] = ()
    without: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A level to hold figures against: a number, the figure of a place or so many ``times`` it, or
    the own figure of a ``year``. ``bare``: the number stands in figures with no per cent behind it,
    and may be of a count. ``of_hundred``: it is a share: no count or rate is held against it.
    ``of_end``: a change is said to have come to it, and its size is another matter."""

    above: bool
    inclusive: bool
    number: Decimal | None = None
    place: Place | None = None
    bare: bool = False
    of_hundred: bool = False
    year: int = 0
    times: Decimal = Decimal(1)
    of_end: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What every query has; each operator adds its own fields in its own file.

    ``topics`` are never empty where figures are looked up; ``years`` are reporting years, rising.
    """

    intent: ClassVar[str] = "value"
    topics: tuple[Topic, ...] = ()
    measure: Measure | None = None
    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()


def record_of(query: Query, asks_why: bool) -> dict[str, Any]:
    """The JSON field ``query``: the names of its keys are a contract with other programs."""
    field: Field | None = getattr(query, "field", None)
    level: Level | None = getattr(query, "level", None)
    number = level.number if level is not None else None
    return {
        "intent": query.intent,
        "indicators": [topic.indicator for topic in query.topics],
        "categories": [topic.category or None for topic in query.topics],
        "measure": query.measure.value if query.measure else None,
        "areas": [code for place in query.places for code in place.codes],
        "comparators": list(_codes(getattr(query, "beside", ()))),
        "years": list(query.years),
        "within": _within(field),
        "threshold": float(number) if number is not None else None,
        "above": level.above if level is not None and number is not None else None,
        "n": getattr(query, "n", None) or None,
        "lowest_first": getattr(query, "lowest", False),
        "asks_why": asks_why,
    }


def _codes(beside: Iterable[Place | str]) -> Iterable[str]:
    for one in beside:
        yield from [one] if isinstance(one, str) else one.codes


def _within(field: Field | None) -> str | None:
    if field is None or field.kind in ("regions", "named"):
        return None
    return NEIGHBOURS if field.kind == NEIGHBOURS else field.place.codes[0] if field.place else None
