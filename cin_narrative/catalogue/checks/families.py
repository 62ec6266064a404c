"""The families of findings: ``families.toml`` and the definitions -> faults of names that are not
there, of indicators that stand in none or in two, and of measures that have no test.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.families import SCALES
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.records import FAMILIES, FamiliesFile, FamilyRecord
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile


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
    yield from _in_none(read, named)


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


def _in_none(read: Definitions, named: dict[str, str]) -> Iterator[Fault]:
    for name, (file, record) in read.files.items():
        if name not in named and not record.no_family:
            yield file.fault(("id",), "in_no_family", what=name)
        if name in named and record.no_family:
            yield file.fault(("no_family",), "in_a_family", what=name, family=named[name])
