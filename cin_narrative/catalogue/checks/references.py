"""What one definition asks of others: records -> faults of names that are not there, and of keys
that need each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.indicator import ADDRESS
from cin_narrative.catalogue.records import (
    CategoryRecord,
    IndicatorRecord,
    MeasureRecord,
    NotesFile,
)
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile
from cin_narrative.messages import words

EVENT_KEYS = ("view", "where", "distinct", "column", "by")
AXES = ("rows", "columns")


def reference_faults(read: Definitions) -> Iterator[Fault]:
    """Every fault of every definition that has the right types."""
    for file, record in read.files.values():
        yield from _identity(file, record)
        yield from _others(file, record, read)
        for name, measure in record.measures.items():
            yield from _measure(file, ("measures", name), measure, record, read)
        yield from _categories(file, record, read)
    if read.notes_file:
        yield from _notes(*read.notes_file, read)


def _identity(file: TomlFile, record: IndicatorRecord) -> Iterator[Fault]:
    yield from file.unknown(("group",), record.group, words("catalogue.groups"))
    yield from file.unknown(("counted",), record.counted, words("catalogue.units"))
    yield from file.unknown(("headline",), record.headline, record.measures)
    if bool(record.dimension) != bool(record.dimensions):
        yield file.fault(("dimension",), "go_together", one="dimension", other="dimensions")


def _others(file: TomlFile, record: IndicatorRecord, read: Definitions) -> Iterator[Fault]:
    for key in ("breakdown_of", "count_from"):
        if name := getattr(record, key):
            yield from file.unknown((key,), name, read.there)
    known = [note.id for note in read.notes]
    for place, note in enumerate(record.notes if read.notes_file else ()):
        yield from file.unknown(("notes", place), note, known)


def _measure(
    file: TomlFile, keys: Keys, measure: MeasureRecord, record: IndicatorRecord, read: Definitions
) -> Iterator[Fault]:
    for key in ("of", "share") if keys[-1] == "percentage" else ():
        if not getattr(measure, key):
            yield file.fault(keys, "percentage_needs", key=key)
    for key in ("of", "sum_of"):
        if name := getattr(measure, key):
            yield from file.unknown((*keys, key), name, read.there)
    whole = read.files.get(measure.sum_of)
    for place, category in enumerate(measure.categories if whole else ()):
        known = [one.id for one in whole[1].categories] if whole else []
        yield from file.unknown((*keys, "categories", place), category, known)
    yield from _addresses(file, (*keys, "columns"), measure.columns)
    yield from _events(file, keys, measure)


def _addresses(file: TomlFile, keys: Keys, columns: tuple[str, ...]) -> Iterator[Fault]:
    for place, address in enumerate(columns):
        if not ADDRESS.fullmatch(address):
            yield file.fault((*keys, place), "no_address", address=address)


def _events(file: TomlFile, keys: Keys, measure: MeasureRecord) -> Iterator[Fault]:
    """That the view and its columns exist is checked where there is an engine."""
    given = {key: value for key in EVENT_KEYS if (value := getattr(measure, key))}
    for key, value in given.items():
        if not value.isidentifier():
            yield file.fault((*keys, key), "one_name", key=key)
    if given and "view" not in given:
        yield file.fault((*keys, next(iter(given))), "needs", key=", ".join(given), other="view")
    if "by" in given and "column" not in given:
        yield file.fault((*keys, "by"), "needs", key="by", other="column")


def _categories(file: TomlFile, record: IndicatorRecord, read: Definitions) -> Iterator[Fault]:
    yield from _twice(file, "categories", [one.id for one in record.categories])
    for place, category in enumerate(record.categories):
        for name, columns in _by_measure(category).items():
            yield from _addresses(file, ("categories", place, name), columns)
        for at, line in enumerate(category.told_apart):
            yield from _line(file, ("categories", place, "told_apart", at), line, read)
    for axis in AXES:
        yield from _twice(file, axis, [one.id for one in getattr(record, axis)])
    if record.rows or record.columns or record.address:
        for axis in AXES:
            if not getattr(record, axis):
                yield file.fault(("address",), "cross_table_needs", key=axis)
        if "{row}" not in record.address or "{column}" not in record.address:
            yield file.fault(("address",), "cross_table_address")


def _line(file: TomlFile, keys: Keys, line: str, read: Definitions) -> Iterator[Fault]:
    """A line of another breakdown: ``indicator.category``."""
    name, _, category = line.partition(".")
    yield from file.unknown(keys, name, read.there)
    if found := read.files.get(name):
        yield from file.unknown(keys, category, [one.id for one in found[1].categories])


def _by_measure(category: CategoryRecord) -> Mapping[str, tuple[str, ...]]:
    names = ("count", "rate", "percentage", "average")
    return {name: columns for name in names if (columns := getattr(category, name))}


def _twice(file: TomlFile, key: str, ids: list[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            last = len(ids) - 1 - ids[::-1].index(name)
            yield file.fault((key, last), "stands_twice", what=name)


def _notes(file: TomlFile, notes: NotesFile, read: Definitions) -> Iterator[Fault]:
    yield from _twice(file, "notes", [note.id for note in notes.notes])
    for place, note in enumerate(notes.notes):
        for at, name in enumerate(note.indicators):
            if name != "*":
                yield from file.unknown(("notes", place, "indicators", at), name, read.there)
        if len(note.break_between) not in (0, 2):
            yield file.fault(("notes", place, "break_between"), "two_years", note=note.id)
