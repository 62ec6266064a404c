"""The tables of words in ``prompts``: keys that nothing reads, keys that are missing, wrong types,
gaps that nothing fills, and words that mean two things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_lines import Path as Keys
from cin_narrative.catalogue.toml_records import Record, record_faults
from cin_narrative.check.house import House, prompts
from cin_narrative.messages import gaps_of, message
from cin_narrative.resources import resource

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
    """One check of prompts/commentary/style.toml; what a pattern may be is checked with the rules."""

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


class ChipQuestions(Record, frozen=True):
    """The question that a click asks, by intent."""

    value: Text
    breakdown: Text
    trend: Text
    change: Text
    compare: Text
    rank: Text
    definition: Text


class Chips(Record, frozen=True):
    """prompts/question/chips.toml."""

    slots: ChipSlots
    measures: ChipMeasures
    comparators: ChipComparators
    period: ChipPeriod
    of_measure: ChipNames
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


class Brief(Record, frozen=True):
    """prompts/question/brief.toml: the indicators that a brief tells."""

    indicators: Annotated[Words, Meta(min_length=1)]


SHAPES: Mapping[str, Any] = {
    "commentary/bands.toml": Bands,
    "commentary/terms.toml": Terms,
    "commentary/style.toml": Style,
    "question/brief.toml": Brief,
    "question/chips.toml": Chips,
    "question/contacts.toml": Contacts,
    "question/examples.toml": Examples,
    "question/phrasing.toml": Phrasing,
}
# the outline and the choice of charts, which have checks of their own
ELSEWHERE = ("commentary/summary.toml", "commentary/charts.toml")
GAPS: Mapping[tuple[str, ...], frozenset[str]] = {  # what is filled in below these keys
    ("question/chips.toml", "period", "span"): frozenset({"first", "last"}),
    ("question/chips.toml", "period", "run"): frozenset({"first", "last"}),
    ("question/chips.toml", "of_measure"): frozenset({"what"}),
    ("question/chips.toml", "questions"): frozenset({"what", "areas", "years", "comparators"}),
    ("question/examples.toml", "questions"): frozenset({"area", "year"}),
}


def faults(house: House) -> Iterator[Fault]:
    """The faults of every TOML below ``prompts`` but the messages, which are held to the code."""
    folder = prompts()
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        if name in SHAPES:
            yield from _table(house, name)
        elif not name.startswith("messages/") and name not in ELSEWHERE:
            yield house.document(path).fault_at(0, message("check.file_not_read"))
    for name in SHAPES:
        if not prompts(name).is_file():
            yield Fault(f"prompts/{name}", 0, message("check.file_missing"))


def _table(house: House, name: str) -> Iterator[Fault]:
    document, table = house.document(prompts(name)), house.table(prompts(name))
    if table is None:
        return
    for keys, text in (*record_faults(table, SHAPES[name]), *_gap_faults(name, table)):
        yield document.fault(keys, text)
    for keys, text in _double_words(table) if name in ("commentary/terms.toml",) else ():
        yield document.fault(keys, text)


def _gap_faults(name: str, table: Any, path: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """The gaps of a text that nothing fills, and texts whose braces do not close."""
    if isinstance(table, dict | list):
        pairs: Iterable[tuple[str | int, Any]] = (
            table.items() if isinstance(table, dict) else enumerate(table)
        )
        for key, one in pairs:
            yield from _gap_faults(name, one, (*path, key))
    elif isinstance(table, str) and name.startswith("question/") and "{" in table:
        filled = next((GAPS[key] for key in GAPS if key == (name, *path)[: len(key)]), frozenset())
        yield from ((path, text) for text in gap_faults(table, filled))


def gap_faults(text: str, filled: Iterable[str]) -> Iterator[str]:
    """The gaps of ``text`` that are not among those that are ``filled``."""
    try:
        gaps = gaps_of(text)
    except ValueError as error:
        yield message("check.gap_open", why=error)
        return
    for gap in sorted(gaps - set(filled)):
        yield message("check.gap_unfilled", gap=gap)


def _double_words(table: Any) -> Iterator[tuple[Keys, str]]:
    """The words of terms.toml that stand in two lists: a word means one thing."""
    owner: dict[str, Keys] = {}
    for section, lists in table.items():
        for name, words in lists.items() if isinstance(lists, dict) else ():
            for index, word in enumerate(words if isinstance(words, list) else ()):
                keys, there = (section, name, index), owner.setdefault(str(word), (section, name))
                if there != (section, name) and name != "ordinary":
                    other = ".".join(map(str, there))
                    yield keys, message("check.word_twice", word=word, other=other)


def reference(*parts: str) -> Path:
    """A file of ``data``."""
    return resource("data", *parts)
