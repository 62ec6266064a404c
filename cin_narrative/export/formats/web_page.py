"""A page -> one file of HTML."""

from __future__ import annotations

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page


def write(page: Page) -> bytes:
    """The page as a whole HTML document."""
    from cin_narrative.export.html import html

    return html(page).encode("utf-8")


FORMAT = Format(
    name="html",
    label="Web page",
    media_type="text/html",
    binary=False,
    draws=True,
    write=write,
)
