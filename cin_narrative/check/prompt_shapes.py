"""The shapes of the tables of words in ``prompts``: each file -> the record of the keys that are
read of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Meta

from cin_narrative.catalogue.toml_files.records import Record
from cin_narrative.writing.style.rules import Register

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


class ChipComparators(Record, frozen=True):
    """How a comparator is said."""

    none: Text
    neighbours: Text
    region: Text


class ChipPeriod(Record, frozen=True):
    """How a period is said."""

    all: Text
    span: Text
    run: Text


class ChipNames(Record, frozen=True):
    """How a measure is named in a question."""

    count: Text
    rate: Text
    percentage: Text
    average: Text


class ChipHow(Record, frozen=True):
    """How a slot came about."""

    typed: Text
    carried: Text
    assumed: Text


class ChipTerm(Record, frozen=True):
    """The question that asks what a term means."""

    definition: Text


class ChipQuestions(Record, frozen=True):
    """The question that a click asks, by intent."""

    value: Text
    breakdown: Text
    trend: Text
    change: Text
    compare: Text
    rank: Text


class ChipEnds(Record, frozen=True):
    """What follows what a question was read as."""

    highest: Text
    lowest: Text
    highest_n: Text
    lowest_n: Text
    beside: Text
    above: Text
    below: Text
    nothing: Text


class ChipFields(Record, frozen=True):
    """Who is ranked or listed."""

    authorities: Text
    regions: Text
    neighbours: Text
    named: Text


class Chips(Record, frozen=True):
    """prompts/question/chips.toml."""

    slots: ChipSlots
    how: ChipHow
    measures: ChipMeasures
    comparators: ChipComparators
    period: ChipPeriod
    of_measure: ChipNames
    questions: ChipQuestions
    term: ChipTerm
    ends: ChipEnds
    fields: ChipFields


Telephone = Annotated[str, Meta(pattern=r"^[0-9][0-9 ]*[0-9]$")]


class BriefTable(Record, frozen=True):
    """The words of its table."""

    title: str
    measure: str
    england: str


class Brief(Record, frozen=True):
    """prompts/question/brief.toml: the indicators that a brief tells."""

    indicators: Annotated[Words, Meta(min_length=1)]
    table: BriefTable


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


SHAPES: Mapping[str, Any] = {
    "commentary/bands.toml": Bands,
    "commentary/terms.toml": Terms,
    "commentary/style.toml": Style,
    "commentary/rules.toml": Register,
    "question/brief.toml": Brief,
    "question/chips.toml": Chips,
    "question/contacts.toml": Contacts,
    "question/examples.toml": Examples,
    "question/phrasing.toml": Phrasing,
}
# the outline and the choice of charts, which have checks of their own
