"""The one-page brief -> its blocks: the sections of a page, told so that they stand on one sheet.

It has no cover and no contents: a line under the title says what it is. Its messages are a list,
one note stands for the rows of its table, and its sources are one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.export.front import cover_lines, day_of_publication
from cin_narrative.export.notes import figures_of, published_in, table_note
from cin_narrative.export.page import Said, Section, Table
from cin_narrative.export.word import styles as names
from cin_narrative.export.word.markup import paragraph, run
from cin_narrative.export.word.sections import SectionWriter
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind

TOLD_ELSEWHERE = ("area", "released")  # the title names the area, the sources the release


class BriefWriter(SectionWriter):
    """Makes the blocks of a brief."""

    @property
    def has_contents(self) -> bool:
        """None: it is one page."""
        return False

    def front(self) -> Iterator[str]:
        """The title, and a line that says what the document is."""
        title = self._styles.id(names.TITLE)
        yield paragraph(run(self._page.title), title, new_page=self.follows)
        told = [text for name, text in cover_lines(self._page) if name not in TOLD_ELSEWHERE]
        yield self._plain(". ".join(told) + ".", names.SOURCE)

    def section(self, section: Section, level: int = 0) -> Iterator[str]:
        """Its opening sentence stands under the title; sources and notes are small."""
        if section.kind is Kind.SOURCES:
            yield self._plain(self._sources(), names.SOURCE)
        elif section.kind is Kind.OPENING:
            for said in section.paragraphs:
                yield from self._said(said, names.SUBTITLE, level)
        elif section.kind is Kind.NOTES:
            yield from self._heading_of(section, level)
            for said in (*section.bullets, *section.paragraphs):
                yield from self._said(said, names.NOTE, level)
        else:
            yield from super().section(section, level)

    def _said(self, said: Said, style: str, level: int) -> Iterator[str]:
        """A paragraph, with the message that leads it in bold."""
        lead, rest = said.bold.strip(), said.rest.strip()
        parts = [self._cited(lead, bold=True)] * bool(lead) + [self._cited(rest)] * bool(rest)
        yield paragraph(run(" ").join(parts), self._styles.id(style))

    def _note_of_table(self, made: Table) -> str:
        cells = (cell for row in made.rows for cell in row)
        return table_note(
            [one for cell in cells for one in figures_of(self._page, cell)], self._release
        )

    def _note_of_row(self, _row: Sequence[str]) -> str:
        """None: the table has one."""
        return ""

    def _sources(self) -> str:
        marks = self._page.marks
        where = published_in(one for mark in marks for one in self._page.figures[mark])
        return message("export.all_from", where=where, when=day_of_publication(self._release))
