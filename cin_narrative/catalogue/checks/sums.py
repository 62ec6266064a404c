"""What sums name: ``identities.toml`` and ``local_identities.toml`` -> faults of members that are
not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from cin_narrative.catalogue.definitions import Definitions, indicator_of
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.identity_records import LOCAL, PUBLISHED, IdentitiesFile
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile


def sum_faults(read: Definitions, folder: Path) -> Iterator[Fault]:
    """Every fault of both files: keys, types, and members that do not exist."""
    for name in (PUBLISHED, LOCAL):
        file = TomlFile(folder / name)
        sums, faults = file.read(IdentitiesFile)
        yield from faults
        for keys, member in _members(sums) if sums else ():
            yield from _unknown(file, keys, member, read)


def _members(sums: IdentitiesFile) -> Iterator[tuple[Keys, str]]:
    """Every count that a file names, and where."""
    for table in ("identities", "usual", "overlaps"):
        for at, one in enumerate(getattr(sums, table)):
            for named, category in product((one.total, *one.parts), one.each):
                key = ("total",) if named == one.total else ("parts", one.parts.index(named))
                yield (table, at, *key), f"{named}/{category}" if category else named
    for at, tie in enumerate(sums.across_years):
        yield ("across_years", at, "total"), tie.total
        yield from ((("across_years", at, "before", i), one) for i, one in enumerate(tie.before))
        yield from ((("across_years", at, "parts", i), one) for i, one in enumerate(tie.parts))
    for at, cover in enumerate(sums.covers):
        yield ("covers", at, "whole"), cover.whole
        yield ("covers", at, "parts"), cover.parts
    for at, bands in enumerate(sums.percentiles):
        yield ("percentiles", at, "indicator"), bands.indicator
        yield ("percentiles", at, "bands"), bands.bands


def _unknown(file: TomlFile, keys: Keys, member: str, read: Definitions) -> Iterator[Fault]:
    indicator, _, category = member.partition("/")
    yield from file.unknown(keys, indicator, read.there)
    if category and indicator in read.files:
        known = indicator_of(read.files[indicator][1]).categories
        yield from file.unknown(keys, category, known)
