"""DfE's CSV files as tables of text: the long files from 2020 on, and the first-published wide
files of 2010 to 2017.

 Reading is strict: a short line, a file that stops in the middle of a line, or one row standing
twice is refused with its place, since half a figure is a wrong figure.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress

from cin_narrative.catalogue.areas import ENGLAND, Areas
from cin_narrative.errors import InputDamaged, InputEmpty, NotATable, WrongColumns
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.column_addresses import label_key
from cin_narrative.store.observations import Release

FAMILY = re.compile(r"(?:^|[^a-z0-9])([abcd]\d)_|^(headline)_|^(ons)_mid", re.IGNORECASE)
LONG_KEYS = ("time_period", "geographic_level")
LONG_COMMON = {
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "category",
    "category_type",
    "characteristic",
    "characteristic_type",
    "age_group",
}
LABELS = {
    "a1": ("category_type",),
    "a2": ("category_type",),
    "a3": ("characteristic",),
    "a4": ("characteristic",),
    "a5": ("characteristic", "characteristic_type"),
    "a7": ("characteristic", "characteristic_type"),
}
WIDE_COMMON = {"geog_l", "geog_c", "geog_n", "new_la_code"}
WIDE_YEAR = re.compile(r"CINAt3103(\d\d)$", re.IGNORECASE)
WIDE_RELEASE = re.compile(r"(SFR|OSR)[ _-]?(\d+)[ _-]?(20\d\d)", re.IGNORECASE)
YEAR = re.compile(r"20\d\d")
MID_YEAR_FAMILY = (
    "ons"  # its time_period is the mid-year M; the rates of the reporting year M + 1 use it
)

SYMBOLS_FIRST_PUBLISHED = {"x": "c", "..": "x", ".": "z"}
SYMBOLS_TO_2021 = {
    "c": "c",
    ":": "x",
    "..": "x",
    "z": "z",
    "~": "low",
    "k": "low",
    "low": "low",
    "u": "u",
}
SYMBOLS_FROM_2022 = {
    "c": "c",
    "x": "x",
    ":": "x",
    "z": "z",
    "u": "u",
    "k": "low",
    "low": "low",
    "~": "low",
}


@dataclass(slots=True)
class Table:
    """One recognised file: its release, what its symbols mean, and its data columns as text beside
    their keys.

     ``areas`` (codes), ``years`` (reporting years), ``rows`` (data rows of the file, from 1) and
    ``labels`` (normalised, empty in most files) are as long as each of ``columns``, which are the
    cells under each header. ``year`` is set for wide files, which hold one year.
    """

    file: InputFile
    family: str
    release: Release
    symbols: dict[str, str]
    areas: Sequence[str]
    years: Sequence[int]
    rows: Sequence[int]
    labels: Sequence[str]
    columns: dict[str, Sequence[str]]
    year: int | None = None
    rows_left: list[str] = field(default_factory=list)
    confidence_columns: int = 0


def read_table(file: InputFile, areas: Areas) -> Table | None:
    """The table in ``file``, or None where it is a CSV of a layout that is not one of DfE's two.

    Raises ``InputEmpty``, ``NotATable``, ``InputDamaged`` or ``WrongColumns``.
    """
    text = _text(file)
    keys = {name.strip().lower() for name in _header(file, text)}
    family = _family(file.name)
    if set(LONG_KEYS) <= keys:
        return _long(file, text, family, areas) if family else None
    if "geog_l" in keys and "geog_c" in keys:
        return _wide(file, text, areas)
    if family:
        raise WrongColumns(
            f"{file.place} is named like DfE's file {family}, but has no column {' or '.join(LONG_KEYS)}: "
            "its columns must be as DfE publishes them."
        )
    return None


def _family(name: str) -> str:
    match = FAMILY.search(name)
    return next((group.lower() for group in match.groups() if group), "") if match else ""


def _text(file: InputFile) -> str:
    if not file.content.strip():
        raise InputEmpty(f"{file.place} is empty: download it again.")
    if b"\0" in file.content:
        raise NotATable(
            f"{file.place} is not a CSV (it holds binary data): name the CSV or ZIP that DfE publishes."
        )
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.content.decode("cp1252", errors="replace")


def _header(file: InputFile, text: str) -> list[str]:
    header = next(csv.reader(text.splitlines()[:1]), [])
    if len(header) < 2:
        raise NotATable(
            f"{file.place} is not a CSV (its first line has no commas): name the CSV or ZIP that DfE publishes."
        )
    return header


def _read(file: InputFile, text: str) -> dict[str, Sequence[str]]:
    """The cells under each header; rows without any text, as spreadsheets leave them at the end,
    are passed over.
    """
    if not text.endswith(("\n", "\r")):
        raise InputDamaged(f"{file.place} stops in the middle of a line: download it again.")
    try:
        header, *rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)
        ]
    except csv.Error as error:
        raise InputDamaged(
            f"{file.place} cannot be read as a table ({error}): download it again."
        ) from error
    if not rows:
        raise InputEmpty(f"{file.place} has a first line and nothing under it: download it again.")
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            raise InputDamaged(
                f"{file.place}, data row {number}: the line has {len(row)} columns, the first line of the file "
                f"{len(header)}: download it again."
            )
    names = [name.strip() for name in header]
    twice = sorted(
        name for name, times in Counter(name.lower() for name in names).items() if times > 1
    )
    if twice:
        raise InputDamaged(
            f'{file.place}: column "{twice[0]}" stands twice: it cannot be told which is right.'
        )
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _long(file: InputFile, text: str, family: str, areas: Areas) -> Table:
    cells = _read(file, text)
    keys = {name.lower(): column for name, column in cells.items() if name.lower() in LONG_COMMON}
    later = 1 if family == MID_YEAR_FAMILY else 0
    published = _years(file, keys["time_period"])
    newest = max(published)
    _check_name(file, newest)
    release_year = newest + later
    release = Release(
        str(release_year),
        f"DfE children in need statistics, {release_year} release",
        float(release_year),
    )
    symbols = SYMBOLS_TO_2021 if release_year <= 2021 else SYMBOLS_FROM_2022
    parts = [keys[name] for name in LABELS.get(family, ()) if name in keys]
    labels = (
        ["|".join(label) for label in zip(*parts, strict=True)] if parts else [""] * len(published)
    )
    data = {name: column for name, column in cells.items() if name.lower() not in LONG_COMMON}
    return _table(
        file,
        family,
        release,
        symbols,
        data,
        _codes(keys),
        [year + later for year in published],
        labels,
        areas,
    )


def _codes(keys: dict[str, Sequence[str]]) -> list[str]:
    """The area code of each row of a long file, by its level; empty where the level is none of the
    three.
    """
    blank = [""] * len(keys["time_period"])
    columns = {
        "regional": keys.get("region_code", blank),
        "local authority": keys.get("old_la_code", blank),
    }
    levels = [level.strip().lower() for level in keys["geographic_level"]]
    return [
        ENGLAND if level == "national" else columns.get(level, blank)[row].strip()
        for row, level in enumerate(levels)
    ]


def _years(file: InputFile, column: Sequence[str]) -> list[int]:
    years = [text.strip() for text in column]
    wrong = {text for text in set(years) if not YEAR.fullmatch(text)}
    if wrong:
        row = next(row for row, text in enumerate(years) if text in wrong)
        raise InputDamaged(
            f'{file.place}, data row {row + 1}: time_period "{years[row]}" is not a year of four digits.'
        )
    return [int(text) for text in years]


def _check_name(file: InputFile, newest: int) -> None:
    named = re.search(r"_to_(20\d\d)", file.name)
    if named and int(named[1]) != newest:
        raise InputDamaged(
            f"{file.place} should reach {named[1]} by its name, but its newest year is {newest}: "
            "download it again, and keep the name it comes with."
        )


def _wide(file: InputFile, text: str, areas: Areas) -> Table:
    cells = _read(file, text)
    found = [match for name in cells if (match := WIDE_YEAR.fullmatch(name))]
    if not found:
        raise WrongColumns(
            f"{file.place} looks like a first-published file, but has no column CINAt3103YY that tells "
            "its year: its columns must be as DfE published them."
        )
    year = 2000 + int(found[0][1])
    named = WIDE_RELEASE.search(file.name)
    identity = f"{named[1].upper()}{named[2]}/{named[3]}" if named else f"first published {year}"
    release = Release(
        identity,
        f"DfE, first published for the year ending 31 March {year} ({identity})",
        float(year),
    )
    keys = {name.lower(): column for name, column in cells.items()}
    codes = [
        ENGLAND
        if level.strip().lower() == "national"
        else code.strip()  # three files give England the Isle of Wight's codes
        for level, code in zip(keys["geog_l"], keys["geog_c"], strict=True)
    ]
    confidence = {name for name in cells if name.upper().endswith("DCI")}
    data = {
        name: column
        for name, column in cells.items()
        if name not in confidence and name.lower() not in WIDE_COMMON
    }
    count = len(codes)
    table = _table(
        file,
        "sfr",
        release,
        SYMBOLS_FIRST_PUBLISHED,
        data,
        codes,
        [year] * count,
        [""] * count,
        areas,
    )
    table.year, table.confidence_columns = year, len(confidence)
    return table


def _table(
    file: InputFile,
    family: str,
    release: Release,
    symbols: dict[str, str],
    data: dict[str, Sequence[str]],
    codes: list[str],
    years: list[int],
    labels: list[str],
    areas: Areas,
) -> Table:
    normal = {label: label_key(label) for label in set(labels)}
    table = Table(
        file,
        family,
        release,
        symbols,
        codes,
        years,
        range(1, len(codes) + 1),
        [normal[x] for x in labels],
        data,
    )
    known = {code for code in set(codes) if code in areas}
    if len(known) < len(set(codes)):
        keep = [code in known for code in codes]
        table.rows_left = [
            f'row {row}: area code "{code}" is not known'
            for row, code in zip(table.rows, codes, strict=True)
            if code not in known
        ]
        table.areas, table.labels = (
            list(compress(table.areas, keep)),
            list(compress(table.labels, keep)),
        )
        table.years, table.rows = (
            list(compress(table.years, keep)),
            list(compress(table.rows, keep)),
        )
        table.columns = {name: list(compress(column, keep)) for name, column in data.items()}
    _refuse_twice(table)
    return table


def _refuse_twice(table: Table) -> None:
    keys = list(zip(table.areas, table.years, table.labels, strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str, int, str], int] = {}
    for row, key in zip(table.rows, keys, strict=True):
        if first.setdefault(key, row) != row:
            raise InputDamaged(
                f"{table.file.place}: rows {first[key]} and {row} are both for area {key[0]} in {key[1]}: it "
                "cannot be told which is right."
            )
