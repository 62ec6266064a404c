"""DfE's first-published files of 2010 to 2017, with one year in each -> tables.

Source: DfE, "Characteristics of children in need", the underlying data of the statistical first
releases (SFR, OSR).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.errors import WrongColumns
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.column_addresses import WIDE
from cin_narrative.load.published.columns import Columns
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.observations import Release

WIDE_KEYS = ("geog_l", "geog_c")
WIDE_COMMON = {"geog_l", "geog_c", "geog_n", "new_la_code"}
WIDE_YEAR = re.compile(r"CINAt3103(\d\d)$", re.IGNORECASE)
WIDE_RELEASE = re.compile(r"(SFR|OSR)[ _-]?(\d+)[ _-]?(20\d\d)", re.IGNORECASE)
# which release first published a year (the titles of DfE's statistical first releases)
FIRST_PUBLISHED = {2012: "SFR27/2012", 2013: "SFR45/2013", 2015: "SFR41/2015", 2016: "SFR52/2016"}
SYMBOLS_FIRST_PUBLISHED = {"x": "c", "..": "x", ".": "z", "": "x"}


def wide_table(file: InputFile, columns: Columns) -> Table:
    """The table of a wide file; raises ``WrongColumns`` where no column tells its year.

    Columns that say how far DfE trusts the figures (``...DCI``) are counted and left out.
    """
    cells = columns.cells
    year = _year(file, cells)
    codes = _codes({name.lower(): column for name, column in cells.items()})
    confidence = {name for name in cells if name.upper().endswith("DCI")}
    data = {
        name: column
        for name, column in cells.items()
        if name not in confidence and name.lower() not in WIDE_COMMON
    }
    return Table(
        file,
        WIDE,
        _release(file.name, year),
        SYMBOLS_FIRST_PUBLISHED,
        codes,
        [year] * len(codes),
        range(1, len(codes) + 1),
        [""] * len(codes),
        data,
        year,
        confidence_columns=len(confidence),
        columns_left=list(columns.left),
        ended=columns.ended,
        names={name.lower(): column for name, column in cells.items()},
    )


def _year(file: InputFile, cells: Collection[str]) -> int:
    """The reporting year, by the name of the column of children in need at 31 March."""
    for name in cells:
        if match := WIDE_YEAR.fullmatch(name):
            return 2000 + int(match[1])
    raise WrongColumns(message("load.wide_without_year", file=file.place))


def _release(name: str, year: int) -> Release:
    """Each wide file is a release of its own, called as its name calls it: ``SFR41/2016``."""
    named = WIDE_RELEASE.search(name)
    known = FIRST_PUBLISHED.get(year, f"first published {year}")
    identity = f"{named[1].upper()}{named[2]}/{named[3]}" if named else known
    label = message("load.label_first_published", year=year, release=identity)
    return Release(identity, label, float(year))


def _codes(keys: Mapping[str, Sequence[str]]) -> list[str]:
    """The area code of each row; England by its level, since three files give it the codes of the
    Isle of Wight.
    """
    return [
        ENGLAND if level.strip().lower() == "national" else code.strip()
        for level, code in zip(keys["geog_l"], keys["geog_c"], strict=True)
    ]
