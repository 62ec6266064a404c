"""All figures of a page as an accessible spreadsheet: cover, contents, notes, then one table on each sheet.

Conventions: Government Analysis Function, "Releasing statistics in spreadsheets", which gptables follows: every table is marked
as a table, no cell is merged or blank, symbols stand in brackets and are explained above the table, links say where they lead.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from cin_narrative.commentary.commentary import how
from cin_narrative.commentary.export_page import ATTRIBUTION, PRODUCT, Page, clean, legend
from cin_narrative.commentary.export_sheet_tables import NONE, SheetTable, tables_of
from cin_narrative.commentary.export_zip import without_times

FONT = "Arial"
BODY, BOLD = Font(name=FONT, size=12), Font(name=FONT, size=12, bold=True)
TITLE, LINK = Font(name=FONT, size=16, bold=True), Font(name=FONT, size=12, underline="single", color="1A4F8A")
WRAPPED, RIGHT = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="right", vertical="top")
RISKY = ("=", "+", "-", "@", "\t", "\r", "|")
