"""A CSV or a workbook -> the tables of a return in it, as CSVs with DfE's names.

A workbook is read as data: what its cells hold, or held when it was last saved. No macro or formula
of it is run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from cin_narrative.load.files import InputFile
from cin_narrative.load.published.workbook import is_workbook, sheets_of
from cin_narrative.load.returns.census_file.csv_tables import table_of
from cin_narrative.load.returns.census_file.names import Names, plain_heading

WORKBOOKS = (".xlsx", ".xlsm")
LOOKED_AT = 50  # rows of a sheet in which the headings may stand, under titles and notes


def is_workbook_name(name: str) -> bool:
    """Whether a file is a workbook by its name."""
    return PurePath(name).suffix.lower() in WORKBOOKS


def tables_in(file: InputFile, names: Names) -> list[InputFile]:
    """The tables of a return that a file holds, each as a CSV whose headings are DfE's; what holds
    none is left. Raises ``NotATable`` where a workbook cannot be read.
    """
    if not is_workbook_name(file.name):
        one = _renamed(file, names)
        return [one] if table_of(one) else []
    if not is_workbook(file):
        return []
    found = (_table(file, title, rows, names) for title, rows in sheets_of(file))
    return [one for one in found if one is not None]


def _table(book: InputFile, title: str, rows: list[list[str]], names: Names) -> InputFile | None:
    """The table of a sheet, from its headings on; None where it holds none of a return."""
    for at in range(min(len(rows), LOOKED_AT)):
        heads = [_theirs(name, names) for name in rows[at]]
        while heads and not heads[-1]:
            heads.pop()
        one = replace(book, name=f"{book.name}/{title}", content=_as_csv([heads]))
        if table_of(one):
            width = len(heads)
            lines = [[*row[:width], *[""] * (width - len(row))] for row in rows[at + 1 :]]
            return replace(one, content=_as_csv([heads, *lines]))
    return None


def _renamed(file: InputFile, names: Names) -> InputFile:
    """A CSV with DfE's names in its first line; as it is without any names."""
    if not names:
        return file
    first, end, rest = file.content.lstrip(b"\r\n").partition(b"\n")
    heads = next(csv.reader([first.decode("utf-8-sig", errors="replace").strip("\r")]), [])
    line = _as_csv([[_theirs(name, names) for name in heads]]).rstrip(b"\r\n")
    return replace(file, content=line + end + rest)


def _theirs(name: str, names: Names) -> str:
    return names.get(plain_heading(name), name)


def _as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8")
