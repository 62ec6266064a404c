"""DfE's files from 2020 on, with a row for each area and year -> tables.

Source: DfE, Explore education statistics, "Children in need": the files of a release, the data
guidance that comes with them, and what its table tool and its API give of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.errors import InputDamaged
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.columns import Columns, header_key
from cin_narrative.load.published.families import LABEL_COLUMNS, LABELS, named_span
from cin_narrative.load.published.table import Table
from cin_narrative.load.published.text_column import TextColumn
from cin_narrative.messages import message
from cin_narrative.store.observations import Release

LONG_KEYS = ("time_period", "geographic_level")
LONG_COMMON = {
    *LONG_KEYS,
    *LABEL_COLUMNS,
    "time_identifier",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "location",  # of the table tool, with its code, in the place of the names and codes by level
    "location_code",
    "location_id",
    "category",
    "age_group",
}
TYPED = dict.fromkeys((160, 8199, 8201, 8239), " ")  # spaces that no line breaks at
TYPED |= dict.fromkeys((*range(8208, 8214), 8722), "-")
LEVELS = {  # the names of the levels in files, and their codes in the API
    "national": "national",
    "nat": "national",
    "regional": "regional",
    "reg": "regional",
    "local authority": "authority",
    "la": "authority",
}
CODES = {  # where the code of a row stands, best first
    "regional": ("region_code", "location_code"),
    "authority": ("old_la_code", "new_la_code", "location_code"),
}
CODE_COLUMNS = tuple(dict.fromkeys(name for names in CODES.values() for name in names))
YEAR = re.compile(r"20[0-9]{2}")
# its time_period is the mid-year M; the rates of the reporting year M + 1 use it
MID_YEAR_FAMILY = "ons"
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


def keys_and_data(
    cells: Mapping[str, TextColumn],
) -> tuple[dict[str, TextColumn], dict[str, TextColumn]]:
    """The columns that say what a row is of, by ``header_key``, and the others."""
    keys = {header_key(name): _as_typed(column) for name, column in cells.items()}
    data = {name: column for name, column in cells.items() if header_key(name) not in LONG_COMMON}
    return {name: column for name, column in keys.items() if name in LONG_COMMON}, data


def _as_typed(column: TextColumn) -> TextColumn:
    """The same texts with the spaces and hyphens of a keyboard: Word and web pages put others."""
    return TextColumn(column.codes, [text.translate(TYPED) for text in column.texts])


def long_table(file: InputFile, columns: Columns, family: str) -> Table:
    """The table of a long file, of the release that its own years tell (``same_release`` knows
    better); raises ``InputDamaged`` where a year cannot be read, or is none that the name says.
    """
    keys, data = keys_and_data(columns.cells)
    later = 1 if family == MID_YEAR_FAMILY else 0
    published = _years(file, keys["time_period"])
    _check_name(file, published)
    return Table(
        file,
        family,
        release_of(max(published) + later),
        symbols_of(max(published) + later),
        _codes(keys),
        [year + later for year in published],
        range(1, len(published) + 1),
        labels_of(keys, LABELS.get(family, ())),
        data,
        columns_left=list(columns.left),
        ended=columns.ended,
        names=keys,
    )


def release_of(year: int) -> Release:
    """DfE's release whose newest year is ``year``."""
    return Release(str(year), message("load.release_label", release=year), float(year))


def symbols_of(year: int) -> dict[str, str]:
    """What the marks mean in the release of ``year``: "x" changed its meaning."""
    return SYMBOLS_TO_2021 if year <= 2021 else SYMBOLS_FROM_2022


def labels_of(keys: Mapping[str, Sequence[str]], columns: Sequence[str]) -> list[str]:
    """What each row of a file of breakdowns is about; empty in a file that has none."""
    parts = [keys[name] for name in columns if name in keys]
    if not parts:
        return [""] * len(keys["time_period"])
    return ["|".join(label) for label in zip(*parts, strict=True)]


def _codes(keys: Mapping[str, Sequence[str]]) -> list[str]:
    """The area code of each row, by its level; empty where the level is none of the three."""
    names = [name for name in CODE_COLUMNS if name in keys]
    rows = list(zip(keys["geographic_level"], *(keys[name] for name in names), strict=True))
    # a file has few areas, each in many rows
    known = {row: _code(row[0], dict(zip(names, row[1:], strict=True))) for row in set(rows)}
    return [known[row] for row in rows]


def _code(text: str, codes: Mapping[str, str]) -> str:
    level = LEVELS.get(text.strip().lower(), "")
    if level == "national":
        return ENGLAND
    held = (codes[name].strip() for name in CODES.get(level, ()) if name in codes)
    return next(filter(None, held), "")


def _years(file: InputFile, column: Sequence[str]) -> list[int]:
    known = {text: YEAR.fullmatch(text.strip()) for text in set(column)}
    for row, text in enumerate(column if None in known.values() else (), 1):
        if known[text] is None:
            gaps = {"file": file.place, "row": row, "text": text.strip()}
            raise InputDamaged(message("load.time_period_wrong", **gaps))
    years = {text: int(text) for text in known}
    return [years[text] for text in column]


def _check_name(file: InputFile, years: Sequence[int]) -> None:
    """Refuse a file with a year outside those of its name: a year in it, or the name, is wrong."""
    span = named_span(file.name)
    outside = span and next((year for year in years if not span[0] <= year <= span[1]), None)
    if span and outside:
        gaps = {"file": file.place, "first": span[0], "last": span[1], "year": outside}
        raise InputDamaged(message("load.year_outside_name", **gaps))
