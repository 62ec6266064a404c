"""A page -> a Word document."""

from __future__ import annotations

import gc

from cin_narrative.export.formats import Format
from cin_narrative.export.page import Page


def write(page: Page) -> bytes:
    """The page as a .docx file."""
    from cin_narrative.export.word.document import word

    made = word(page)
    gc.collect()  # a document's parts point at each other: 150 files would hold them until then
    return made


FORMAT = Format(
    name="docx",
    label="Word document",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    binary=True,
    draws=True,
    write=write,
)
