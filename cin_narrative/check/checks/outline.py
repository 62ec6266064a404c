"""The outline of the yearly page (``prompts/commentary/summary.toml``): keys that nothing reads,
kinds, indicators, measures and categories that are not there, headings that are missing or double.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Indicator, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import Record, convert, record_faults
from cin_narrative.check.house import House, prompts, unknown_name
from cin_narrative.check.prompt_shapes import Text
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Part
from cin_narrative.report.outline import COMPARATORS, KINDS, LEVELS

Said = tuple[Keys, str]
OF_THE_LAST = ("comparison", "change")  # may speak of the figure said just before
GIVES_FIGURE = ("level", "share", "breakdown", "history", "change", "comparison")


class Item(Record, frozen=True):
    """One claim."""

    say: Text
    indicator: Text = ""
    measure: Text = ""
    category: Text = ""
    categories: tuple[Text, ...] = ()
    top: Annotated[int, Meta(gt=0)] = 1
    note: Text = ""
    if_held: bool = False


class Paragraph(Record, frozen=True):
    """The claims of one paragraph."""

    claims: Annotated[tuple[Item, ...], Meta(min_length=1)]
    only: Text = ""


class Section(Record, frozen=True):
    """A heading and its paragraphs."""

    heading: Text
    paragraphs: tuple[Paragraph, ...]


class Slot(Record, frozen=True):
    """What people write."""

    heading: Text
    prompt: Text


class Outline(Record, frozen=True):
    """The whole page."""

    sections: tuple[Section, ...]
    comparators: tuple[Text, ...]
    parts: tuple[Part, ...]
    table: tuple[tuple[Text, ...], ...]
    slots: tuple[Slot, ...]


def faults(house: House) -> Iterator[Fault]:
    """Every fault of the outline."""
    path = prompts("commentary", "summary.toml")
    document, table = house.document(path), house.table(path)
    if table is None:
        return
    found = [*record_faults(table, Outline), *_meaning_faults(house, table)]
    yield from (document.fault(keys, text) for keys, text in found)


def _meaning_faults(house: House, table: Mapping[str, Any]) -> Iterator[Said]:
    for index, name in enumerate(_list(table.get("comparators"))):
        yield from _named(("comparators", index), "check.a_comparator", name, COMPARATORS)
    for index, pair in enumerate(_list(table.get("table"))):
        yield from _pair_faults(house, ("table", index), _list(pair))
    for index, part in enumerate(_list(table.get("parts"))):
        yield from _part_faults(house, ("parts", index), part)
    for key in ("sections", "slots", "parts"):
        yield from _heading_faults(key, _list(table.get(key)))
    for number, section in enumerate(_list(table.get("sections"))):
        paragraphs = _list(_in(section, "paragraphs"))
        yield from ((("sections", number, *keys), text) for keys, text in _twice(paragraphs))
        for index, paragraph in enumerate(paragraphs):
            at: Keys = ("sections", number, "paragraphs", index)
            if only := _in(paragraph, "only"):
                yield from _named((*at, "only"), "check.a_level", only, LEVELS)
            yield from _paragraph_faults(house, (*at, "claims"), _list(_in(paragraph, "claims")))


def _part_faults(house: House, at: Keys, part: Any) -> Iterator[Said]:
    """A part of the main part: indicators, measures, categories and notes that there are."""
    try:
        read = convert(part, Part)
    except msgspec.ValidationError:
        return  # said already: it is no such record
    for name, measure, category in read.named:
        yield from _indicator_faults(house, at, name)
        if name in house.catalogue:
            indicator = house.catalogue[name]
            yield from _measure_faults(at, indicator, measure.value) if measure else ()
            known = house.catalogue.counts_of(indicator).categories
            if category and category not in known:
                yield at, unknown_name(message("check.a_category", indicator=name), category, known)
    for note in read.notes:
        yield from _named(at, "check.a_note", note, house.catalogue.notes)


def _pair_faults(house: House, at: Keys, pair: Sequence[Any]) -> Iterator[Said]:
    """[indicator, measure]: a measure that the indicator has."""
    if len(pair) != 2:
        yield at, message("check.no_pair")
        return
    yield from _indicator_faults(house, (*at, 0), pair[0])
    if pair[0] in house.catalogue:
        yield from _measure_faults((*at, 1), house.catalogue[pair[0]], pair[1])


def _heading_faults(key: str, entries: Sequence[Any]) -> Iterator[Said]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        heading = str(_in(entry, "heading") or "").strip()
        if heading and heading in seen:
            yield (key, index, "heading"), message("check.stands_twice", name=heading)
        if not heading and "heading" in (entry if isinstance(entry, dict) else {}):
            yield (key, index, "heading"), message("check.key_missing", key="heading")
        seen.add(heading)


def _twice(paragraphs: Sequence[Any]) -> Iterator[Said]:
    """What names its indicator and stands in a section once more, for the same places."""
    seen: set[str] = set()
    for index, paragraph in enumerate(paragraphs):
        for place, item in enumerate(_list(_in(paragraph, "claims"))):
            said = repr((_in(paragraph, "only"), item))
            if said in seen and _in(item, "indicator"):
                yield ("paragraphs", index, "claims", place), message("check.said_twice")
            seen.add(said)


def _paragraph_faults(house: House, at: Keys, items: Sequence[Any]) -> Iterator[Said]:
    spoken = False
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield from (((*at, index, *keys), text) for keys, text in _item_faults(house, item))
            if item.get("say") in OF_THE_LAST and not item.get("indicator") and not spoken:
                yield (*at, index), message("check.of_nothing", say=item["say"])
            spoken = spoken or item.get("say") in GIVES_FIGURE


def _item_faults(house: House, item: Mapping[str, Any]) -> Iterator[Said]:
    say, name = item.get("say", ""), item.get("indicator")
    if say:
        yield from _named(("say",), "check.a_kind", say, KINDS)
    if item.get("note"):
        yield from _named(("note",), "check.a_note", item["note"], house.catalogue.notes)
    if say == "note" and not item.get("note"):
        yield (), message("check.key_missing", key="note")
    if not name:
        if say in KINDS and say not in (*OF_THE_LAST, "note"):
            yield (), message("check.key_missing", key="indicator")
        return
    yield from _indicator_faults(house, ("indicator",), name)
    if name in house.catalogue:
        yield from _of_indicator(house, house.catalogue[name], item)


def _of_indicator(house: House, indicator: Indicator, item: Mapping[str, Any]) -> Iterator[Said]:
    known = house.catalogue.counts_of(indicator).categories
    what = message("check.a_category", indicator=indicator.id)
    for keys, name in _categories(item):
        if name not in known:
            yield keys, unknown_name(what, str(name), known)
    if item.get("measure"):
        yield from _measure_faults(("measure",), indicator, item["measure"])
    elif item.get("say") == "share" and Measure.PERCENTAGE not in indicator.measures:
        yield (
            ("indicator",),
            message("check.no_measure", indicator=indicator.id, measure="percentage"),
        )
    if item.get("say") == "breakdown" and not known:
        yield ("indicator",), message("check.no_breakdown", indicator=indicator.id)
    if indicator.breakdown_of and item.get("say") == "share" and not item.get("category"):
        yield ("indicator",), message("check.key_missing", key="category")


def _categories(item: Mapping[str, Any]) -> Iterator[tuple[Keys, Any]]:
    if item.get("category"):
        yield ("category",), item["category"]
    for index, name in enumerate(_list(item.get("categories"))):
        yield ("categories", index), name


def _measure_faults(keys: Keys, indicator: Indicator, measure: Any) -> Iterator[Said]:
    if measure not in [one.value for one in DEFINED_MEASURES]:
        yield from _named(keys, "check.a_measure", measure, [one.value for one in DEFINED_MEASURES])
    elif Measure(measure) not in indicator.measures:
        yield keys, message("check.no_measure", indicator=indicator.id, measure=measure)


def _indicator_faults(house: House, keys: Keys, name: Any) -> Iterator[Said]:
    yield from _named(keys, "check.an_indicator", name, house.known_indicators)


def _named(keys: Keys, what: str, name: Any, known: Iterable[str]) -> Iterator[Said]:
    if isinstance(name, str) and name not in known:
        yield keys, unknown_name(message(what), name, known)


def _in(table: Any, key: str) -> Any:
    return table.get(key) if isinstance(table, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
