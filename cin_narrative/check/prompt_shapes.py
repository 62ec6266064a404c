"""The shapes of the tables of words in ``prompts``: each file -> the record of the keys that are
read of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.toml_records import Record

Words = tuple[Annotated[str, Meta(min_length=1)], ...]
Text = Annotated[str, Meta(min_length=1)]
Share = Annotated[float, Meta(gt=0, lt=100)]
Number = Annotated[int, Meta(gt=0)]


class BandSizes(Record, frozen=True):
    """Within what two values are called similar."""

    relative_percent: Share
    percentage_points: Share


class LimitSizes(Record, frozen=True):
    """How sure confidence limits are."""

    confidence_percent: Annotated[float, Meta(gt=50, lt=100)]
    deviate: Annotated[float, Meta(gt=0)]


class SmallNumbers(Record, frozen=True):
    """Below what a count is small."""

    base: Number
    fraction: Number


class Bands(Record, frozen=True):
    """prompts/commentary/bands.toml."""

    bands: BandSizes
    limits: LimitSizes
    small: SmallNumbers


class Directions(Record, frozen=True):
    """Words that say a direction or an end."""

    up: Words
    down: Words
    similar: Words
    same: Words
    highest: Words
    lowest: Words


class MeasureWords(Record, frozen=True):
    """Words that say a measure."""

    rate: Words
    number: Words
    percentage: Words
    mean: Words
    median: Words


class AreaWords(Record, frozen=True):
    """Words that are read as areas, or as areas with a capital letter alone."""

    neighbours: Words
    ordinary: Words


class Harmless(Record, frozen=True):
    """Words that change nothing."""

    words: Words


class Terms(Record, frozen=True):
    """prompts/commentary/terms.toml."""

    directions: Directions
    measures: MeasureWords
    numbers: dict[
        Annotated[str, Meta(pattern=r"^(o?\d+|half|quarter|thirds|hundred|thousand|million)$")],
        Words,
    ]
    areas: AreaWords
    harmless: Harmless


class StyleCheck(Record, frozen=True):
    """One check of prompts/commentary/style.toml; its pattern is checked with the rules."""

    rule: int
    advice: Text
    pattern: Text = ""
    words: Words = ()
    not_in: Words = ()
    because: str = ""
    typed: bool = False


class Style(Record, frozen=True):
    """prompts/commentary/style.toml."""

    checks: tuple[StyleCheck, ...]


class ChipSlots(Record, frozen=True):
    """The names of the slots."""

    indicator: Text
    area: Text
    period: Text
    comparator: Text
    measure: Text


class ChipMeasures(Record, frozen=True):
    """How a measure is said."""

    both: Text
    count: Text
    rate: Text
    percentage: Text
    average: Text


class ChipComparators(Record, frozen=True, rename={"england": ENGLAND}):
    """How a comparator is said."""

    none: Text
    neighbours: Text
    region: Text
    england: Text


class ChipPeriod(Record, frozen=True):
    """How a period is said."""

    all: Text
    span: Text


class ChipQuestions(Record, frozen=True):
    """The question that a click asks, by intent."""

    value: Text
    breakdown: Text
    trend: Text
    change: Text
    compare: Text
    places: Text
    rank: Text
    mean: Text


class Chips(Record, frozen=True):
    """prompts/question/chips.toml."""

    slots: ChipSlots
    measures: ChipMeasures
    comparators: ChipComparators
    period: ChipPeriod
    questions: ChipQuestions


Telephone = Annotated[str, Meta(pattern=r"^[0-9][0-9 ]*[0-9]$")]


class Contacts(Record, frozen=True):
    """prompts/question/contacts.toml: numbers that can be rung."""

    emergency: Telephone
    helpline: Telephone
    childline: Telephone


class Examples(Record, frozen=True):
    """prompts/question/examples.toml."""

    questions: Annotated[Words, Meta(min_length=1)]


class Phrasing(Record, frozen=True):
    """prompts/question/phrasing.toml."""

    joining: Words
    hanging: Words
    causes: Words
    amounts: Words
    months: Words
    kinds: Words


class Carried(Record, frozen=True):
    """The cues that a reading carries on, by its intent."""

    value: tuple[str, ...]
    trend: tuple[str, ...]
    compare: tuple[str, ...]
    rank: tuple[str, ...]
    breakdown: tuple[str, ...]


class Names(Record, frozen=True):
    """Who is spoken of."""

    child: Words
    service: Words
    body: Words


Follower = Literal["place", "year", "body", "saying", "child", "service", "cue"]


class Routing(Record, frozen=True):
    """prompts/question/routing.toml."""

    articles: Words
    free: Words
    being: Words
    under_way: Words
    having: Words
    doing: Words
    who: Words
    home: Words
    of_children: Words
    carried: Carried
    names: Names
    before: dict[str, tuple[Follower, ...]]


SHAPES: Mapping[str, Any] = {
    "commentary/bands.toml": Bands,
    "commentary/terms.toml": Terms,
    "commentary/style.toml": Style,
    "question/chips.toml": Chips,
    "question/contacts.toml": Contacts,
    "question/examples.toml": Examples,
    "question/phrasing.toml": Phrasing,
    "question/routing.toml": Routing,
}
# the outline and the choice of charts, which have checks of their own
