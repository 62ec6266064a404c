"""A file -> the table of DfE's that it is, by its name and its columns, or none."""

from __future__ import annotations

import re

from cin_narrative.catalogue.areas import Areas
from cin_narrative.errors import WrongColumns
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.csv_text import header_of, text_of
from cin_narrative.load.published.long_files import LONG_KEYS, long_table
from cin_narrative.load.published.table import Table
from cin_narrative.load.published.wide_files import WIDE_KEYS, wide_table
from cin_narrative.messages import message

FILES = {"a": 7, "b": 7, "c": 6, "d": 8}  # by letter, how many: a1 to a7 and so on, from 2020 on
FAMILY = re.compile(r"(?:^|[^a-z0-9])([abcd]\d)_|^(headline)_|^(ons)_mid", re.IGNORECASE)


def read_table(file: InputFile, areas: Areas) -> Table | None:
    """The table in ``file``, or None where it is a CSV of a layout that is not one of DfE's two.

    Raises ``InputEmpty``, ``NotATable``, ``InputDamaged`` or ``WrongColumns``.
    """
    text = text_of(file)
    keys = {name.strip().lower() for name in header_of(file, text)}
    family = _family(file.name)
    if keys.issuperset(LONG_KEYS):
        return long_table(file, text, family).settle(areas) if family else None
    if keys.issuperset(WIDE_KEYS):
        return wide_table(file, text).settle(areas)
    if family:
        gaps = {"family": family, "columns": " or ".join(LONG_KEYS)}
        raise WrongColumns(message("load.missing_key_column", file=file.place, **gaps))
    return None


def _family(name: str) -> str:
    """Which of DfE's files a name says it is, ``b1`` say; nothing where it says none."""
    match = FAMILY.search(name)
    return next((group.lower() for group in match.groups() if group), "") if match else ""
