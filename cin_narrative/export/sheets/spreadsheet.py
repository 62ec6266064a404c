"""All figures of a page as an accessible spreadsheet: cover, contents, notes, then one table on
each sheet.

Conventions: Government Analysis Function, "Releasing statistics in spreadsheets", as gptables keeps
them: every table is marked as a table, no cell is merged or blank, symbols stand in brackets and
are explained above the table, links say where they lead.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from cin_narrative.export.archive import without_times
from cin_narrative.export.page import ATTRIBUTION, PRODUCT, Page, clean
from cin_narrative.export.sheets.tables import NOTHING, Number, SheetTable, Value, tables_of
from cin_narrative.messages import message
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.main_outline import Kind
from cin_narrative.writing.receipts import MEANING

TYPEFACE = "Arial"
BODY, BOLD, TITLE = (
    Font(name=TYPEFACE, size=12),
    Font(name=TYPEFACE, size=12, bold=True),
    Font(name=TYPEFACE, size=16, bold=True),
)
LINK = Font(name=TYPEFACE, size=12, underline="single", color="1A4F8A")
WRAPPED, RIGHT = (
    Alignment(wrap_text=True, vertical="top"),
    Alignment(horizontal="right", vertical="top"),
)
RISKY = ("=", "+", "-", "@")  # what a spreadsheet, or a file saved from it, may take for a formula
WIDTHS = {
    "Figure": 52,
    "Measure": 30,
    "Unit": 30,
    "Area": 30,
    "Area code": 14,
    "Period": 28,
    "Release": 16,
    "File": 52,
    "Chart": 60,
    "Line": 44,
    "Title": 70,
    "Text": 100,
    "Worked out from": 30,
}
MEANINGS = {
    **{symbol.value: meaning for symbol, meaning in MEANING.items()},
    NOTHING[1:-1]: message("export.not_applicable"),
}
CONTENTS, NOTES = "Contents", "Notes"


def sheet(page: Page) -> bytes:
    """The figures of the page as the bytes of an .xlsx file, the same every time."""
    book, tables = Workbook(), tables_of(page)
    book.properties.title, book.properties.creator, book.properties.language = (
        page.title,
        PRODUCT,
        "en-GB",
    )
    cover = book.worksheets[0]
    cover.title = "Cover"
    _write_cover(cover, page)
    names = [f"Table_{number}" for number in range(1, len(tables) + 1)]
    _write_contents(book.create_sheet(CONTENTS), names, tables)
    _write_notes(book.create_sheet(NOTES), page)
    for name, table in zip(names, tables, strict=True):
        _write_table(book.create_sheet(name), table)
    held = io.BytesIO()
    book.save(held)
    return without_times(held.getvalue())


def _write_cover(cover: Worksheet, page: Page) -> None:
    releases = sorted(
        {
            figure.release
            for entry in page.figures.values()
            for figure in entry
            if " and " not in figure.release
        }
    )
    texts = [
        page.title,
        message("export.every_figure"),
        f"Releases used: {', '.join(map(clean, releases)) or 'none'}.",
        message("export.worksheets"),
        ATTRIBUTION,
        f"Made with {PRODUCT}.",
    ]
    for row, text in enumerate(texts, start=1):
        _put(cover, row, 1, text, TITLE if row == 1 else BODY)
    cover.column_dimensions["A"].width = 100


def _write_contents(place: Worksheet, names: Sequence[str], tables: Sequence[SheetTable]) -> None:
    _put(place, 1, 1, CONTENTS, TITLE)
    _put(place, 2, 1, message("export.one_table_here"), BODY)
    rows: list[tuple[Value, ...]] = [(NOTES, "Notes and symbols")]
    rows += [
        (name, f"Table {number}: {table.title}")
        for number, (name, table) in enumerate(zip(names, tables, strict=True), 1)
    ]
    _fill(place, 3, "contents", ("Worksheet", "Title"), rows)
    for row, (name, _) in enumerate(rows, start=4):
        _link(place.cell(row, 1), str(name))
    place.column_dimensions["A"].width = 24


def _write_notes(place: Worksheet, page: Page) -> None:
    _put(place, 1, 1, NOTES, TITLE)
    _put(place, 2, 1, message("export.one_table_here"), BODY)
    closing = [
        section
        for section in page.sections
        if section.heading in closing_headings() or section.kind is Kind.NOTES
    ]
    texts = [said.text for section in closing for said in section.paragraphs]
    plain = [
        "".join(piece for piece in page.pieces(text) if isinstance(piece, str)) for text in texts
    ]
    rows: list[tuple[Value, ...]] = [
        (f"[{symbol}]", _sentence(MEANINGS[symbol])) for symbol in MEANINGS
    ]
    rows += [(f"Note {number}", text) for number, text in enumerate(plain, start=1)]
    _fill(place, 3, "notes", ("Note", "Text"), rows)
    place.column_dimensions["A"].width = 12


def _write_table(place: Worksheet, table: SheetTable) -> None:
    number = place.title.removeprefix("Table_")
    _put(place, 1, 1, f"Table {number}: {table.title}", TITLE)
    symbols = [f"[{symbol}] means {MEANINGS[symbol]}" for symbol in table.symbols]
    explained = f" Symbols: {'; '.join(symbols)}." if symbols else ""
    _put(place, 2, 1, message("export.one_table_here") + explained, BODY)
    _put(place, 3, 1, CONTENTS, LINK)
    _link(place.cell(3, 1), CONTENTS)
    _fill(place, 4, f"table_{number}", table.columns, table.rows)


def _fill(
    place: Worksheet, top: int, name: str, columns: Sequence[str], rows: Iterable[tuple[Value, ...]]
) -> None:
    """A table with its heading in row ``top``, marked as a table."""
    for column, heading in enumerate(columns, start=1):
        _put(place, top, column, heading, BOLD).alignment = WRAPPED
        place.column_dimensions[get_column_letter(column)].width = WIDTHS.get(heading, 18)
    last = top
    for last, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            _put(place, last, column, value, BODY)
    marked = Table(displayName=name, ref=f"A{top}:{get_column_letter(len(columns))}{last}")
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    place.add_table(marked)


def _put(place: Worksheet, row: int, column: int, value: Value, font: Font) -> Cell | MergedCell:
    """One cell: a number with its decimals, or text that stays text."""
    cell = place.cell(row, column)
    if isinstance(value, Number):
        cell.value = float(value.value) if value.decimals else int(value.value)
        cell.number_format = "#,##0" + ("." + "0" * value.decimals if value.decimals else "")
    elif isinstance(value, str):
        cell.value = "'" + value if value.startswith(RISKY) else value
        cell.data_type = "s"
        cell.alignment = RIGHT if value.startswith("[") and column > 1 else WRAPPED
    else:
        cell.value = value
    cell.font = font
    return cell


def _link(cell: Cell | MergedCell, sheet_name: str) -> None:
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=f"'{sheet_name}'!A1", display=sheet_name
    )
    cell.font = LINK


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
