"""A page -> a Word document."""

from __future__ import annotations

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page


def write(page: Page) -> bytes:
    """The page as a .docx file."""
    from cin_narrative.export.word.document import word

    return word(page)


FORMAT = Format(
    name="docx",
    label="Word document",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    binary=True,
    draws=True,
    write=write,
)
