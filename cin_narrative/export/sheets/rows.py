"""Rows of text -> a workbook with one plain sheet, every cell text, its first row the headings."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from cin_narrative.export.archive import without_times

NO_TEXT = dict.fromkeys(set(range(32)) - {9, 10, 13})  # what a workbook's XML cannot hold
TEXT = "s"


def row_sheet(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of an .xlsx file, the same every time; no cell is a number or a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Records")
    sheet.freeze_panes = "A2"
    for row in (headings, *rows):
        sheet.append([_text_cell(sheet, cell) for cell in row])
    held = io.BytesIO()
    book.save(held)
    return without_times(held.getvalue())


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=text.translate(NO_TEXT))
    cell.data_type = TEXT
    return cell
