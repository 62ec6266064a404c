"""A page -> plain text."""

from __future__ import annotations

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page


def write(page: Page) -> bytes:
    """The page as plain text."""
    from cin_narrative.export.text import plain_text

    return plain_text(page).encode("utf-8")


FORMAT = Format(
    name="txt",
    label="Plain text",
    media_type="text/plain",
    binary=False,
    draws=False,
    write=write,
)
