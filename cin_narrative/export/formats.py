"""The formats that a page can be written in. Each takes the same page; none changes what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cin_narrative.errors import UnknownName
from cin_narrative.export.page import Page


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name and suffix, what it is called on the screen, its media type, and whether it draws the charts."""

    name: str
    label: str
    media_type: str
    draws: bool
    write: Callable[[Page], bytes]


def _markdown(page: Page) -> bytes:
    from cin_narrative.export.text import markdown

    return markdown(page).encode("utf-8")


def _plain_text(page: Page) -> bytes:
    from cin_narrative.export.text import plain_text

    return plain_text(page).encode("utf-8")


def _html(page: Page) -> bytes:
    from cin_narrative.export.html import html

    return html(page).encode("utf-8")


def _word(page: Page) -> bytes:
    from cin_narrative.export.word import word

    return word(page)


def _sheet(page: Page) -> bytes:
    from cin_narrative.export.spreadsheet import sheet

    return sheet(page)


OFFICE = "application/vnd.openxmlformats-officedocument."
# Each format's libraries are imported when it is first written: nobody waits for Word to read a page of Markdown.
FORMATS = {
    form.name: form
    for form in (
        Format("md", "Markdown", "text/markdown", False, _markdown),
        Format("txt", "Plain text", "text/plain", False, _plain_text),
        Format("html", "Web page", "text/html", True, _html),
        Format("docx", "Word document", OFFICE + "wordprocessingml.document", True, _word),
        Format("xlsx", "Spreadsheet of the figures", OFFICE + "spreadsheetml.sheet", True, _sheet),
    )
}


def export(page: Page, name: str) -> bytes:
    """The page in the format called ``name``; the same bytes for the same page. Raises ``UnknownName``."""
    if name not in FORMATS:
        raise UnknownName("format", name, FORMATS)
    return FORMATS[name].write(page)
