"""Who owns which phrase: definitions and areas -> faults of phrases with two owners.

A phrase that people write must lead to one thing.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cin_narrative.catalogue.areas import REFERENCE, name_key
from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile, shown_name
from cin_narrative.messages import message

AREA_NAMES = {"areas.csv": ("name", "short_name", "in_name"), "names.csv": ("alias",)}


class Phrase(NamedTuple):
    """One phrase and who owns it: an indicator, or a category of one by its id."""

    words: str
    owner: str
    file: TomlFile
    keys: Keys


def synonym_faults(read: Definitions) -> Iterator[Fault]:
    """Synonyms of two indicators, and of two categories of one breakdown."""
    yield from _owned_twice(synonyms_of(read), "a_synonym")
    for one in _by_indicator(_categories(read)).values():
        yield from _owned_twice(one, "a_synonym")


def phrase_faults(read: Definitions, folder: Path = REFERENCE) -> Iterator[Fault]:
    """Every phrase with two owners, whatever they are: indicators, categories, areas."""
    yield from synonym_faults(read)
    yield from _owned_twice(_titles(read), "a_title")
    categories = {phrase.words: phrase for phrase in [*_categories(read), *_labels(read)]}
    areas = dict(_areas(folder))
    for phrase in synonyms_of(read):
        other = categories.get(phrase.words)
        if other:
            yield _double(phrase, "a_category", other.owner, other.file.place(other.keys))
    for phrase in [*synonyms_of(read), *_categories(read)]:
        place = areas.get(name_key(phrase.words))
        if place:
            yield _double(phrase, "an_area", *place)


def _double(phrase: Phrase, what: str, owner: str, place: str) -> Fault:
    said = message(f"catalogue.{what}")
    gaps = {"phrase": phrase.words, "owner": owner, "place": place}
    return phrase.file.fault(phrase.keys, "owned_twice", what=said, **gaps)


def _owned_twice(phrases: Iterable[Phrase], what: str) -> Iterator[Fault]:
    first: dict[str, Phrase] = {}
    for phrase in phrases:
        other = first.setdefault(phrase.words, phrase)
        if other.owner != phrase.owner:
            yield _double(phrase, what, other.owner, other.file.place(other.keys))


def synonyms_of(read: Definitions) -> Iterator[Phrase]:
    """The synonyms of every indicator."""
    for stem, (file, record) in read.files.items():
        for place, phrase in enumerate(record.synonyms):
            yield Phrase(_plain(phrase), stem, file, ("synonyms", place))


def _titles(read: Definitions) -> Iterator[Phrase]:
    for stem, (file, record) in read.files.items():
        yield Phrase(_plain(record.title), stem, file, ("title",))


def _categories(read: Definitions) -> Iterator[Phrase]:
    for stem, (file, record) in read.files.items():
        for at, category in enumerate(record.categories):
            for place, phrase in enumerate(category.synonyms):
                keys: Keys = ("categories", at, "synonyms", place)
                yield Phrase(_plain(phrase), f"{stem}/{category.id}", file, keys)


def _labels(read: Definitions) -> Iterator[Phrase]:
    for stem, (file, record) in read.files.items():
        for at, category in enumerate(record.categories):
            keys: Keys = ("categories", at, "label")
            yield Phrase(_plain(category.label), f"{stem}/{category.id}", file, keys)


def _by_indicator(phrases: Iterable[Phrase]) -> Mapping[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase.file.name].append(phrase)
    return found


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def _areas(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Every name of an area -> the code of the area, and the file and line that say so."""
    for name, columns in AREA_NAMES.items():
        shown = shown_name(folder / name)
        with (folder / name).open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file)
            for row in rows:
                place = f"{shown}:{rows.line_num}"
                for column in columns:
                    yield name_key(row[column]), (row["code"], place)
