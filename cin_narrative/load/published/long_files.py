"""DfE's files from 2020 on, with a row for each area and year -> tables.

Source: DfE, Explore education statistics, "Children in need": the files of a release and the data
guidance that comes with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.errors import InputDamaged
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.csv_text import cells_of
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.observations import Release

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
YEAR = re.compile(r"20\d\d")
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


def long_table(file: InputFile, text: str, family: str) -> Table:
    """The table of a long file; raises ``InputDamaged`` where a year cannot be read, or the name
    says another one.
    """
    cells = cells_of(file, text)
    keys = {name.lower(): column for name, column in cells.items() if name.lower() in LONG_COMMON}
    data = {name: column for name, column in cells.items() if name.lower() not in LONG_COMMON}
    later = 1 if family == MID_YEAR_FAMILY else 0
    published = _years(file, keys["time_period"])
    newest = max(published)
    _check_name(file, newest)
    return Table(
        file,
        family,
        _release(newest + later),
        SYMBOLS_TO_2021 if newest + later <= 2021 else SYMBOLS_FROM_2022,
        _codes(keys),
        [year + later for year in published],
        range(1, len(published) + 1),
        _labels(family, keys),
        data,
    )


def _release(year: int) -> Release:
    return Release(str(year), message("load.release_label", release=year), float(year))


def _labels(family: str, keys: dict[str, Sequence[str]]) -> list[str]:
    """What each row of a file of breakdowns is about; empty in a file that has none."""
    parts = [keys[name] for name in LABELS.get(family, ()) if name in keys]
    if not parts:
        return [""] * len(keys["time_period"])
    return ["|".join(label) for label in zip(*parts, strict=True)]


def _codes(keys: dict[str, Sequence[str]]) -> list[str]:
    """The area code of each row, by its level; empty where the level is none of the three."""
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
        row, text = next((row, text) for row, text in enumerate(years, 1) if text in wrong)
        raise InputDamaged(message("load.time_period_wrong", file=file.place, row=row, text=text))
    return [int(text) for text in years]


def _check_name(file: InputFile, newest: int) -> None:
    """Refuse a file that ends before, or after, the year in its name: it was cut, or renamed."""
    named = re.search(r"_to_(20\d\d)", file.name)
    if named and int(named[1]) != newest:
        gaps = {"file": file.place, "named": named[1], "newest": newest}
        raise InputDamaged(message("load.newest_year_differs", **gaps))
