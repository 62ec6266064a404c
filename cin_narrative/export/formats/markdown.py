"""A page -> Markdown."""

from __future__ import annotations

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page


def write(page: Page) -> bytes:
    """The page as Markdown."""
    from cin_narrative.export.text import markdown

    return markdown(page).encode("utf-8")


FORMAT = Format(
    name="md",
    label="Markdown",
    media_type="text/markdown",
    binary=False,
    draws=False,
    write=write,
)
