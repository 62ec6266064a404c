"""The title of a page, what it is and for whom, and its contents -> the first blocks of a Word
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.export.front import cover_lines
from cin_narrative.export.page import Page
from cin_narrative.export.word.markup import (
    CLOSE_FIELD,
    link,
    open_field,
    paragraph,
    run,
    tab,
)
from cin_narrative.export.word.styles import CONTENTS, COVER, ENTRY, TITLE, Styles
from cin_narrative.messages import message, words


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a heading, and the bookmark that it stands under."""

    heading: str
    name: str


def cover(page: Page, styles: Styles, on_a_new_page: bool) -> Iterator[str]:
    """The title, and what the document is: area, year, for whom, when released, its status."""
    yield paragraph(run(page.title), styles.id(TITLE), new_page=on_a_new_page)
    labels = words("export.cover")
    for name, text in cover_lines(page):
        inner = run(labels[name], bold=True) + tab() + run(text)
        yield paragraph(inner, styles.id(COVER))


def contents(entries: Sequence[Entry], styles: Styles) -> Iterator[str]:
    """The contents as a field: its lines stand there already, as links; Word adds the numbers of
    the pages when it fills it.
    """
    yield paragraph(run(message("export.contents")), styles.id(CONTENTS), keep=True)
    last = len(entries) - 1
    for number, entry in enumerate(entries):
        inner = open_field('TOC \\o "1-1" \\h \\z \\u') if number == 0 else ""
        inner += link(entry.name, run(entry.heading)) + CLOSE_FIELD * (number == last)
        yield paragraph(inner, styles.id(ENTRY))
