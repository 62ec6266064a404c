"""One ask whose every span is resolved: what an operator draws its query from, and what must be
said of it: what was assumed, and what is given in place of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.questions.queries import Field, Level, Place, Topic
from cin_narrative.reading.contract import Ask, Reading
from cin_narrative.reading.quantities.quantifiers import Quantifier
from cin_narrative.reading.stamp import stamped


@dataclass(frozen=True, slots=True)
class Claimed:
    """What the asker states: numbers, a multiple ("doubled": two), a direction. ``of_hundred``: the
    numbers are shares; ``one_in``: five where "one in five" is stated; ``ends``: what a change
    is said to be from and to."""

    about: str
    numbers: tuple[Decimal, ...] = ()
    multiple: Decimal | None = None
    is_rise: bool | None = None
    of_hundred: bool = False
    side: str = ""  # of the multiple: ge, gt, le or lt
    one_in: int | None = None
    hedged: bool = False  # "about 1,000"
    ends: tuple[Decimal | None, Decimal | None] = (None, None)  # of a change


@dataclass(frozen=True, slots=True)
class Nearest:
    """What was asked, what is held in its place, and why they differ; each in words."""

    asked: str
    held: str
    why: str
    leads: bool = True  # said before the figures; else after them, as what is not given


@dataclass(frozen=True, slots=True)
class Option:
    """One way on: what it would give, and a question whose reading gives it."""

    label: str
    question: str
    ask: Ask
    more: tuple[Ask, ...] = ()

    @property
    def reading(self) -> Reading:
        """What the question is read as."""
        return stamped(self.question, Reading(asks=(self.ask, *self.more)))

    def record(self) -> dict[str, Any]:
        """The option for JSON: a program that takes it hands the reading back."""
        reading = self.reading.to_dict()
        return {"label": self.label, "question": self.question, "reading": reading}


@dataclass(frozen=True, slots=True)
class Missing:
    """Why an ask, or a part of it, has no figure, and the ways on."""

    outcome: Literal["choice_needed", "not_held", "refused", "fault"]
    why: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The slots of one ask. ``years_said`` and ``place_said``: not the default's;
    ``yes_or_no``: the answer begins with one of these."""

    ask: str
    words: str
    topics: tuple[Topic, ...] = ()
    measure: Measure | None = None
    places: tuple[Place, ...] = ()
    years: tuple[int, ...] = ()
    year_asked: int = 0  # the one that is set against the others: "was 2020 the highest"
    own_years: tuple[int, ...] = ()  # of each place in turn, where each has one of its own
    runs: tuple[tuple[int, int], ...] = ()  # the stretches of years named, each by its ends
    beside: tuple[Place | str, ...] = ()
    field: Field | None = None
    without: tuple[Place, ...] = ()  # to be left out of the places themselves
    n: int = 0
    lowest: bool | None = None
    of: Literal["areas", "categories", "years"] = "areas"
    level: Level | None = None
    form: Literal["difference", "percent", "times"] = "difference"
    is_rise: bool | None = None
    which_years: str = ""  # of all years the "last", or "those" in which something was so
    quantifier: Quantifier | None = None  # of how many years or members a yes or no is asked
    largest: bool = False  # by the size of a change
    smallest: bool = False  # and from that end
    aggregate: Literal["sum", "mean", "median", "max", "min"] | None = None
    than: Literal["higher", "lower", "better", "worse"] | None = None
    claimed: Claimed | None = None
    each: frozenset[str] = frozenset()
    aspect: str | None = None
    includes: str = ""
    years_said: bool = False
    place_said: bool = False
    yes_or_no: bool = False
    place_named: bool = False  # "the second highest": that place, and not the first two
    by_worth: bool = False  # an end is named as best or worst
    judges: bool = False
    asks_why: bool = False
    notes: tuple[str, ...] = ()
    nearest: tuple[Nearest, ...] = ()

    @property
    def wants_verdict(self) -> bool:
        """Whether a yes or no is asked for, of an end, a side, a way, a level or what is stated."""
        of_end = self.lowest is not None or self.than is not None or self.level is not None
        of_way = self.is_rise is not None or self.claimed is not None
        return self.yes_or_no and (of_end or of_way)


@dataclass(frozen=True, slots=True)
class Before:
    """The ask that slots are taken from: its slots, the areas and the years that its answer named,
    and whether it is of an earlier question."""

    slots: Resolved
    members: tuple[Place, ...] = ()
    when: tuple[int, ...] = ()
    is_earlier: bool = False
