"""What notes say of years, places and thresholds: notes -> faults where text and keys contradict.

A note is shown by its keys and read by its text, so both must speak of the same years and areas.
Its numbers must be those of the bands that it explains (``prompts/commentary/bands.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.records import NoteRecord
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import TomlFile, shown_name
from cin_narrative.resources import resource

BANDS = resource("prompts", "commentary", "bands.toml")
YEAR = re.compile(r"(?P<april>\bApril )?\b(?P<year>20\d\d)\b(?P<release>(?:'s)? release)?")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
AMOUNT = re.compile(
    r"(?<![\w.,])(?P<number>\d+(?:\.\d+)?) ?(?P<unit>%|per ?cent\b|percentage points?)"
)
FEW_YEARS = 2  # a note on so many years names each, or the first year after it


def note_faults(read: Definitions, areas: Areas, bands: Path = BANDS) -> Iterator[Fault]:
    """Every contradiction of every note."""
    if read.notes_file is None:
        return
    file, _ = read.notes_file
    held = _thresholds(bands)
    for at, note in enumerate(read.notes):
        keys: Keys = ("notes", at)
        yield from _years(file, keys, note)
        yield from _break(file, keys, note)
        yield from _places(file, keys, note, areas)
        yield from _amounts(file, keys, note, held, shown_name(bands))


def years_named(text: str) -> set[int]:
    """The reporting years that a text names: April 2019 lies in the one that ends in 2020, and the
    year of a release is none.
    """
    found = [match for match in YEAR.finditer(text) if not match["release"]]
    return {int(match["year"]) + bool(match["april"]) for match in found}


def _years(file: TomlFile, keys: Keys, note: NoteRecord) -> Iterator[Fault]:
    named, own = years_named(note.text), set(note.years)
    if not named or not own:
        return
    told = {year for year in own if {year, year + 1} & named}
    if not told or (len(own) <= FEW_YEARS and told != own):
        said, meant = _listed(named), _listed(own)
        yield file.fault((*keys, "years"), "text_year", note=note.id, said=said, years=meant)


def _break(file: TomlFile, keys: Keys, note: NoteRecord) -> Iterator[Fault]:
    if len(note.break_between) != 2:  # a fault of its own
        return
    first, last = note.break_between
    named = years_named(note.text)
    if first >= last:
        yield file.fault((*keys, "break_between"), "break_order", note=note.id)
    elif named and last not in named:
        gaps = {"note": note.id, "said": _listed(named), "first": first, "last": last}
        yield file.fault((*keys, "break_between"), "break_year", **gaps)


def _listed(years: set[int]) -> str:
    return ", ".join(map(str, sorted(years)))


def _places(file: TomlFile, keys: Keys, note: NoteRecord, areas: Areas) -> Iterator[Fault]:
    known = [code for code in note.areas if code in areas]
    text = " ".join(note.text.split())
    named = {code for code in known if str(areas.get(code).short_name) in text}
    for at, code in enumerate(note.areas):
        where = (*keys, "areas", at)
        if code == "*":
            continue
        if code not in areas:
            yield file.fault(where, "no_place", note=note.id, code=code)
            continue
        area = areas.get(code)
        if named and area.is_authority and code not in named:
            yield file.fault(where, "not_named", note=note.id, code=code, area=area.short_name)
        if note.years and not any(
            areas.existed(area, near) for year in note.years for near in (year - 1, year)
        ):
            gaps = {"note": note.id, "area": area.short_name, "years": _listed(set(note.years))}
            yield file.fault(where, "never_there", **gaps)


def _thresholds(path: Path) -> Mapping[str, Decimal]:
    """Every number of the bands by ``table.key``; none where the file is at fault itself."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return {}
    return {
        f"{name}.{key}": Decimal(value)
        for name, table in tables.items()
        for key, value in (table.items() if isinstance(table, dict) else ())
        if isinstance(value, int | Decimal)
    }


def _amounts(
    file: TomlFile, keys: Keys, note: NoteRecord, held: Mapping[str, Decimal], bands: str
) -> Iterator[Fault]:
    if not held:
        return
    numbers = {Decimal(found.replace(",", "")) for found in NUMBER.findall(note.text)}
    for at, name in enumerate(note.explains):
        yield from file.unknown((*keys, "explains", at), name, held)
        if name in held and held[name] not in numbers:
            gaps = {"note": note.id, "name": name, "held": held[name], "bands": bands}
            yield file.fault((*keys, "text"), "other_threshold", **gaps)
    for match in AMOUNT.finditer(" ".join(note.text.split())):
        ending = "points" if "point" in match["unit"] else "percent"
        right = [number for name, number in held.items() if name.endswith(ending)]
        if Decimal(match["number"]) not in right:
            gaps = {"note": note.id, "said": match[0], "bands": bands}
            yield file.fault((*keys, "text"), "no_band", **gaps)
