"""The vocabulary of the question box: words that lead to what is not there, patterns that are none,
and phrases that indicators, places or operators own together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_lines import Path as Keys
from cin_narrative.check.house import Document, House, unknown_name
from cin_narrative.messages import message
from cin_narrative.resources import PACKAGE

ROOM = PACKAGE / "questions"
PATTERNED = ("stretches", "framing", "guards", "periods")
SECTIONS = ("measures", "modifiers", "cues")
Said = tuple[Keys, str]


def faults(house: House) -> Iterator[Fault]:
    """The faults of every table of words in the room of questions."""
    for path in sorted(ROOM.glob("*.toml")):
        document, table = house.document(path), house.table(path) or {}
        found: list[Said] = []
        if path.stem in PATTERNED:
            found += _pattern_faults(table, path.stem)
        if path.stem == "refined":
            found += _refined_faults(house, table)
        if path.stem == "words":
            found += [*_word_faults(house, table), *_owner_faults(house, table, document)]
        yield from (document.fault(keys, text) for keys, text in found)


def _pattern_faults(value: Any, name: str, path: Keys = ()) -> Iterator[Said]:
    """Texts of these tables are regular expressions; {n} and {child} stand for words."""
    if isinstance(value, dict):
        for key, one in value.items():
            if "spellings" in path:
                yield from _pattern(key, (*path, key))
            elif name != "periods" or key in ("periods", "pattern"):
                yield from _pattern_faults(one, name, (*path, key))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _pattern_faults(one, name, (*path, index))
    elif isinstance(value, str):
        yield from _pattern(value, path)


def _pattern(text: str, path: Keys) -> Iterator[Said]:
    try:
        re.compile(re.sub(r"\{[a-z]+\}", "x", text))
    except re.error as error:
        yield path, message("check.no_pattern", why=error)


def _refined_faults(house: House, table: Mapping[str, Any]) -> Iterator[Said]:
    words = (house.table(ROOM / "words.toml") or {}).get("modifiers", {})
    for name, targets in table.items():
        yield from _indicator(house, (name,), name)
        for modifier, target in targets.items() if isinstance(targets, dict) else ():
            if modifier not in words:
                yield (name, modifier), unknown_name(message("check.a_modifier"), modifier, words)
            yield from _indicator(house, (name, modifier), str(target))


def _word_faults(house: House, table: Mapping[str, Any]) -> Iterator[Said]:
    for name in table.get("indicators", {}):
        yield from _indicator(house, ("indicators", name), name)
    for name in table.get("narrower", {}):
        yield from _category(house, ("narrower", name), name)
    for phrase, names in table.get("several", {}).items():
        for index, name in enumerate(names):
            yield from _category(house, ("several", phrase, index), name)


def _indicator(house: House, keys: Keys, name: str) -> Iterator[Said]:
    if name not in house.known_indicators:
        yield keys, unknown_name(message("check.an_indicator"), name, house.known_indicators)


def _category(house: House, keys: Keys, name: str) -> Iterator[Said]:
    indicator, _, category = name.partition("/")
    yield from _indicator(house, keys, indicator)
    if indicator in house.catalogue:
        known = house.catalogue.counts_of(house.catalogue[indicator]).categories
        if category not in known:
            what = message("check.a_category", indicator=indicator)
            yield keys, unknown_name(what, category, known)


def _owner_faults(house: House, table: Mapping[str, Any], document: Document) -> Iterator[Said]:
    """Of the phrases that stand in words.toml, those that two of one kind own."""
    for section in (*SECTIONS, "indicators", "narrower"):
        yield from _twice(section, _owned(section, table.get(section, {})), {})
    names = {
        one.lower(): indicator.id for indicator in house.catalogue for one in indicator.synonyms
    }
    yield from _twice("indicators", _owned("indicators", table.get("indicators", {})), names)
    topics = {name: topic.get("phrases", []) for name, topic in table.get("topics", {}).items()}
    yield from _twice("topics", _owned("topics", topics), names)


def _owned(section: str, lists: Mapping[str, Any]) -> Iterator[tuple[str, str, Keys]]:
    """(phrase, owner, where) of every phrase of a section."""
    for owner, phrases in lists.items():
        for index, phrase in enumerate(phrases if isinstance(phrases, list) else ()):
            rest = ("phrases", index) if section == "topics" else (index,)
            yield str(phrase).lower(), owner, (section, owner, *rest)


def _twice(
    section: str, owned: Iterator[tuple[str, str, Keys]], names: Mapping[str, str]
) -> Iterator[Said]:
    owner: dict[str, str] = dict(names)
    for phrase, mine, keys in owned:
        other = owner.setdefault(phrase, mine)
        if other != mine:
            yield keys, message("check.owned_twice", phrase=phrase, other=other)
