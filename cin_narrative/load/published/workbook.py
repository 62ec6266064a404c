"""The bytes of an Excel workbook -> the lines of the one table in it, as text.

A cell is the number that it holds, written as short as it can be. One that is formatted as a
percentage shows another number than it holds: it gets its mark, so that no figure is made of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from cin_narrative.errors import NotATable
from cin_narrative.load.files import LARGEST_FILE, InputFile
from cin_narrative.load.published.columns import header_key
from cin_narrative.messages import message

ZIPPED = b"PK\x03\x04"
LOOKED_AT = 50  # rows in which a header may stand, under titles and notes
BLANKS = {ord(mark): " " for mark in "\t\n\r"}


def is_workbook(file: InputFile) -> bool:
    """Whether the file is a workbook, whatever its name says."""
    if not file.content.startswith(ZIPPED):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def rows_of(file: InputFile, headers: tuple[frozenset[str], ...]) -> list[list[str]]:
    """The lines of the table, its header first, without blank ones; a header is a row that holds
    all the names of one of ``headers``.

    Raises ``NotATable`` where the workbook cannot be read, or does not hold just one table.
    """
    tables = [found for _, rows in sheets_of(file) if (found := _table(rows, headers))]
    if len(tables) != 1:
        raise NotATable(message("load.workbook_tables", file=file.place, count=len(tables)))
    return tables[0]


def sheets_of(file: InputFile) -> list[tuple[str, list[list[str]]]]:
    """The title of each sheet, and its rows as text, without blank ones. Raises ``NotATable`` where
    the workbook cannot be read.
    """
    try:
        return _sheets(file)
    except Exception as error:  # whatever openpyxl, its zlib or its XML make of a damaged file
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NotATable(message("load.workbook_damaged", file=file.place, error=why)) from error


def _sheets(file: InputFile) -> list[tuple[str, list[list[str]]]]:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        if sum(member.file_size for member in archive.infolist()) > LARGEST_FILE:
            raise ValueError(message("load.larger_than_any_file"))
    book = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)
    try:
        return [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[list[str]]:
    for row in sheet.iter_rows():
        cells = [_text(cell.value, cell) for cell in row]
        if any(cells):
            yield cells


def _text(value: object, cell: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = f"{value:.15g}" if abs(value) < 1e15 else str(value)
        return number + "%" if "%" in (cell.number_format or "") else number
    return str(value).translate(BLANKS).strip()


def _table(rows: list[list[str]], headers: tuple[frozenset[str], ...]) -> list[list[str]] | None:
    """The rows from the header on, as wide as it; None where there is none."""
    for place, row in enumerate(rows[:LOOKED_AT]):
        names = {header_key(name) for name in row}
        if any(names >= wanted for wanted in headers):
            width = max(number for number, name in enumerate(row, 1) if name)
            return [[*line[:width], *[""] * (width - len(line))] for line in rows[place:]]
    return None
