"""The contract of a reading: JSON that any reader wrote in, typed asks made of spans and ids out.

A reading says what a question says and nothing else: it holds no figure, no SQL, no code of an area
and no claim about what is held. Its strings are ids of the catalogue or *spans*: words that stand
in the question, or in an earlier turn, letter for letter. Readers may add fields; none is renamed.

Where a span stands: every struct with ``words`` may carry ``at`` (start and end, in characters of
the text it stands in, end not included) and ``turn`` (0 is the first question of the conversation;
absent is the question itself). ``from`` and ``to`` of a period stand inside its ``words`` where
those are given. A span may leave out words between its ends: "Inner ... London". An ask is named
by its place in its reading, the first being 0. Fields not known are passed over, and a null stands
for a field left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, Protocol

import msgspec

from cin_narrative.messages import message
from cin_narrative.reading.kinds import NOTHING, kinds

AskKind = str  # "none", or a record of kinds/: checked where a reading comes in
Aspect = Literal[
    "meaning",
    "includes",
    "good_or_bad",
    "why_it_matters",
    "history_of_term",
    "quality",
    "boundaries",
    "denominator",
    "symbols",
    "rounding",
    "source",
    "how_current",
    "next_release",
    "differs_from_mine",
    "revisions",
    "how_to_cite",
    "difference",
]
Metric = Literal["count", "rate", "percentage", "average"]
Op = Literal["gt", "ge", "lt", "le"]
AreaSet = Literal["neighbours", "region", "all", "all_regions", "all_in_region", "home"]
PeriodDefault = Literal["latest", "previous", "all"]
Fineness = Literal["year", "month", "week", "day", "area", "category"]
Order = Literal["highest", "lowest"]
Slot = Literal["measures", "areas", "periods", "ask", "result"]
RestrictorKind = Literal[
    "ward",
    "other_dataset",
    "cause",
    "judgement",
    "forecast",
    "individual_child",
    "other_country",
    "own_data",
    "cross",
    "unknown_place",
    "unread",
    "rest",
    "attribute",
]
Outcome = Literal["answer", "ask_back", "decline"]
Decline = Literal["personal", "danger", "opinion", "instruction", "other_subject"]
At = tuple[int, int]


def _said(default: str) -> Any:
    """A default that is written all the same: a program that reads us need not know it."""
    return msgspec.field(default_factory=partial(str, default))


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words of the question or of an earlier turn, and where they stand."""

    words: str | None = None
    at: At | None = None
    turn: int | None = None


class Measure(Span, frozen=True, kw_only=True, omit_defaults=True):
    """What is counted. ``indicator`` null with categories: the inherited measure, narrowed.
    ``metric`` null: the indicator's own."""

    indicator: str | None = None
    categories: tuple[str, ...] = ()
    all_categories: bool = False
    metric: Metric | None = None


class Area(Span, frozen=True, kw_only=True, omit_defaults=True):
    """A place, by its words; ``set`` where the words mean several places, or our own."""

    set: AreaSet | None = None


class Period(Span, frozen=True, kw_only=True, omit_defaults=True):
    """A year or a stretch of years; ``default`` only where no words say which."""

    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")
    default: PeriodDefault | None = None


class Excluded(Span, frozen=True, kw_only=True, omit_defaults=True):
    """An area or a period that is to be left out: what its words are, the program resolves."""

    set: AreaSet | None = None
    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")


class Limit(Span, frozen=True, kw_only=True, omit_defaults=True):
    """How many of which, and from which end. ``order`` is absent where ``change`` says it, and
    where ``words`` say of how many a yes is asked: "always", "all but one of", "most"."""

    n: int | None = None
    order: Order | None = None
    of: Literal["areas", "categories", "years"] = _said("areas")


class Threshold(Span, frozen=True, kw_only=True, omit_defaults=True):
    """A level: the number in ``words``, the figure of ``area``, or the own figure of ``period``.
    ``of``: where a change is said to have come to, and not its size ("fell below 9,000")."""

    op: Op
    area: Area | None = None
    period: Period | None = None
    of: Literal["end"] | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a change is put, or ranked by: the biggest faller is ``down`` and ``largest``; without a
    direction the size is ranked, whichever way it went."""

    form: Literal["difference", "percent", "times"] = _said("difference")
    direction: Literal["up", "down"] | None = None
    select: Literal["largest", "smallest"] | None = None


class Claim(Span, frozen=True, kw_only=True, omit_defaults=True):
    """What the asker states, to be confirmed or corrected; of a change the levels that it is said
    to be ``from`` and ``to``, where ``words`` are its size, or one of them."""

    about: Literal["value", "change", "comparison", "cause"] = _said("value")
    start: str | None = msgspec.field(default=None, name="from")
    end: str | None = msgspec.field(default=None, name="to")


class Restrictor(Span, frozen=True, kw_only=True, omit_defaults=True):
    """A word that narrows the question to what no list of ours can resolve."""

    what: RestrictorKind = _said("attribute")


class FromAsk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which ask is inherited from, where it is not the last; ``ask`` null is all of a turn."""

    turn: int | None = None
    ask: int | None = None


class Ask(Span, frozen=True, kw_only=True, omit_defaults=True):
    """One thing asked. It stands alone: a part that is not held never blocks another."""

    ask: AskKind
    aspect: Aspect | None = None
    of: str | None = None
    cue: str | None = None
    measures: tuple[Measure, ...] = ()
    areas: tuple[Area, ...] = ()
    compare_with: tuple[Area, ...] = ()
    within: Area | None = None
    periods: tuple[Period, ...] = ()
    paired: bool = False  # each of ``areas`` has the period that stands in its place
    excluded: tuple[Excluded, ...] = msgspec.field(default=(), name="except")
    each: tuple[Fineness, ...] = ()
    limit: Limit | None = None
    threshold: Threshold | None = None
    change: Change | None = None
    aggregate: Literal["sum", "mean", "median", "max", "min"] | None = None
    claim: Claim | None = None
    inherits: tuple[Slot, ...] = ()
    from_ask: FromAsk | None = None
    than: Literal["higher", "lower", "better", "worse"] | None = None
    value: Span | None = None
    form: Literal["chart", "table", "list", "text"] | None = None
    readings: tuple[Measure, ...] = ()
    restrictors: tuple[Restrictor, ...] = ()
    withdrawn: str | None = None  # what the asker took back and put this in the place of
    outcome: Outcome = _said("answer")
    decline: Decline | None = None

    def __post_init__(self) -> None:
        """ValueError where no record is of its kind; of what is decoded, msgspec's own."""
        if self.ask != NOTHING and self.ask not in kinds():
            raise ValueError(
                message("reading.unknown_kind", kind=self.ask, known=", ".join(kinds()))
            )


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a question says: its asks in order, and the words seen that carry nothing. ``offered``:
    the stamp of one that this program offered as a choice (stamp.py), handed back as it came."""

    asks: tuple[Ask, ...] = ()
    ignored: tuple[str, ...] = ()
    offered: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The reading as JSON has it, with fields that are null or empty left out."""
        found: dict[str, Any] = msgspec.json.decode(to_json(self))
        return found


class Turn(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An earlier question of the conversation, with the reading that was used where there was."""

    question: str
    reading: Reading | None = None


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong with a reading: the ask (null: the whole), the slot and the words it is about.
    A fault of one slot is asked back by itself."""

    kind: Literal[
        "not_a_reading",
        "not_in_the_text",
        "not_resolved",
        "not_taken",
        "other_measure",
        "opposite",
        "metric_dropped",
        "cue_missing",
        "narrowing_ignored",
        "unknown_id",
    ]
    words: str
    ask: int | None = None
    slot: str | None = None


class Reader(Protocol):
    """Whatever turns a text into a reading: our grammar, a language model, another program."""

    def read(self, question: str, history: Sequence[Turn] = ()) -> Reading:
        """The reading of the question after the turns before it. Never raises for any text."""
        ...


def to_json(reading: Reading) -> str:
    """The reading as JSON, on one line, with fields that are null or empty left out."""
    return msgspec.json.encode(reading).decode()


def from_json(text: str | bytes) -> Reading:
    """The reading that JSON holds; msgspec.ValidationError or DecodeError where it holds none."""
    return from_value(msgspec.json.decode(text))


def from_value(given: Any) -> Reading:
    """The reading that decoded JSON holds; msgspec.ValidationError where it holds none."""
    return msgspec.convert(without_nulls(given), Reading)


def without_nulls(given: Any) -> Any:
    """A null says the same as a field left out, in whatever type the field has."""
    if isinstance(given, dict):
        return {k: without_nulls(v) for k, v in given.items() if v is not None}
    if isinstance(given, list):
        return [without_nulls(v) for v in given if v is not None]
    return given


def last_turn(history: Sequence[Turn]) -> Sequence[Ask]:
    """The asks of the question before."""
    last = history[-1].reading if history else None
    return last.asks if last is not None else ()


def asks_of(history: Sequence[Turn]) -> list[Ask]:
    """The asks of the conversation; of turns without a reading nothing is known."""
    return [ask for turn in history if turn.reading for ask in turn.reading.asks]
