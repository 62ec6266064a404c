"""The families of findings: ``families.toml`` and the definitions -> faults of names that are not
there, of indicators that stand in none or in two, and of measures that have no test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.families import SCALES
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.records import FAMILIES, FamiliesFile, FamilyRecord
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile

MOST_WORDS = 4  # of what a bold claim of eight names
BLANK = re.compile(r"\{(?:category|line)\}")


def family_faults(read: Definitions, folder: Path) -> Iterator[Fault]:
    """Every fault of the file, and of the indicators that it should name."""
    file = TomlFile(folder / FAMILIES)
    families, faults = file.read(FamiliesFile)
    yield from faults
    if families is None:
        return
    yield from file.unknown(("head",), families.head, read.there)
    for key in ("tiles", "glance"):
        for place, name in enumerate(getattr(families, key)):
            yield from file.unknown((key, place), name, read.there)
    named: dict[str, str] = {}
    ids: set[str] = set()
    for place, family in enumerate(families.families):
        if family.id in ids:
            yield file.fault(("families", place, "id"), "stands_twice", what=family.id)
        ids.add(family.id)
        yield from _names(file, ("families", place), family, read, named)
        yield from _questions(file, ("families", place, "questions"), family, read)
    yield from _in_none(read, named)
    yield from short_faults(read, families)


def _names(
    file: TomlFile, keys: Keys, family: FamilyRecord, read: Definitions, named: dict[str, str]
) -> Iterator[Fault]:
    for at, name in enumerate(family.indicators):
        place = (*keys, "indicators", at)
        yield from file.unknown(place, name, read.there)
        if named.setdefault(name, family.id) != family.id or family.indicators.index(name) != at:
            yield file.fault(place, "stands_twice", what=name)
        record = read.files[name][1] if name in read.files else None
        if record and record.headline not in SCALES:
            yield file.fault(place, "no_test", what=name, measure=record.headline)
    for key in ("ratios", "shares"):
        for at, pair in enumerate(getattr(family, key)):
            for side, name in enumerate(pair):
                yield from file.unknown((*keys, key, at, side), name, read.there)


def _questions(
    file: TomlFile, keys: Keys, family: FamilyRecord, read: Definitions
) -> Iterator[Fault]:
    """Each figure of a family has its question, which names a line where it is of one, and else
    none.
    """
    stages = {"/".join(pair) for pair in (*family.ratios, *family.shares)}
    there, asked = {*family.indicators, *stages}, set[str]()
    for at, one in enumerate(family.questions):
        for place, name in enumerate(one.of):
            yield from file.unknown((*keys, at, "of", place), name, there)
        asked_of = set(one.of) or there - {name for other in family.questions for name in other.of}
        asked |= asked_of
        lines = all(_is_of_lines(read, name) for name in asked_of)
        for way in ("higher", "lower", "rose", "fell"):
            text = getattr(one, way)
            if not text.endswith("?") or (BLANK.search(text) and not lines):
                yield file.fault((*keys, at, way), "no_question", what=text)
    if there - asked:
        yield file.fault(keys[:-1], "not_asked", what=", ".join(sorted(there - asked)))


def _is_of_lines(read: Definitions, name: str) -> bool:
    """Whether it is a breakdown; what is not there, or is at fault itself, is taken to be."""
    return "/" not in name and (name not in read.files or bool(read.files[name][1].categories))


def short_faults(read: Definitions, families: FamiliesFile) -> Iterator[Fault]:
    """What stands in a bold claim has four words at most, and names the line that it is of."""
    named = {name for family in families.families for name in family.indicators}
    for name in sorted(named & read.files.keys()):
        file, record = read.files[name]
        of_lines = bool(record.categories) and record.headline != "average"
        if of_lines != ("{category}" in record.short):
            yield file.fault(("short",), "short_of_lines", what=record.short)
        told = (one for one in record.categories if not one.unknown and not one.catch_all)
        for line in (one.short or one.label for one in told) if of_lines else ("",):
            short = (record.short or record.many).replace("{category}", line)
            if len(short.split()) > MOST_WORDS:
                yield file.fault(("short",), "short_too_long", what=short, most=MOST_WORDS)


def _in_none(read: Definitions, named: dict[str, str]) -> Iterator[Fault]:
    for name, (file, record) in read.files.items():
        if name not in named and not record.no_family:
            yield file.fault(("id",), "in_no_family", what=name)
        if name in named and record.no_family:
            yield file.fault(("no_family",), "in_a_family", what=name, family=named[name])
