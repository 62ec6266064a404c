"""A page -> a spreadsheet of its figures."""

from __future__ import annotations

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page
from cin_narrative.messages import message


def write(page: Page) -> bytes:
    """The page as an .xlsx file."""
    from cin_narrative.export.sheets.spreadsheet import sheet

    return sheet(page)


FORMAT = Format(
    name="xlsx",
    label=message("export.spreadsheet"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    binary=True,
    draws=True,
    write=write,
)
