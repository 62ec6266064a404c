"""The sections of a page -> blocks of WordprocessingML, with their tables, charts and notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.notes import (
    cited_sentences,
    figures_of,
    main_release,
    plain,
    row_note,
    sentence_note,
)
from cin_narrative.export.page import (
    ANNEX_HEADING,
    TO_BE_WRITTEN,
    Page,
    Said,
    Section,
    Table,
    legend,
)
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.export.word import styles as names
from cin_narrative.export.word.cover import Entry, cover
from cin_narrative.export.word.footnotes import Footnotes
from cin_narrative.export.word.markup import bookmark, field, paragraph, picture, run, table
from cin_narrative.export.word.styles import HEADINGS, Styles
from cin_narrative.export.word.table_widths import column_widths
from cin_narrative.export.word.template import text_width
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind

PLACE = "_TocPage{}"
OF, SO_MANY = re.compile(r"(\d) of (\d)"), "\\1\u00a0of\u00a0\\2"  # stays on one line
WHOLE = 14  # rows: a table of as many stays on one page


class SectionWriter:
    """Makes the blocks of one document, counting its headings, tables, figures and notes."""

    def __init__(self, document: WordDocument, page: Page, styles: Styles) -> None:
        self._document, self._page, self._styles = document, page, styles
        body = document.element.body
        self.follows = len(body) > 1  # what a template says stands before
        self._width = text_width(document)
        self._parts = page.summary.parts if page.summary else ()
        self._release = main_release(page)
        self._tables, self._figures = count(1), count(1)
        self._drawing = count(_most(body, "wp:docPr", "id") + 1)
        self._heading = count(_most(body, "w:bookmarkStart", "w:id") + 1)
        self.entries: list[Entry] = []
        self.notes = Footnotes(document, styles, _most(body, "w:bookmarkStart", "w:id") + 1000)

    @property
    def has_contents(self) -> bool:
        """Whether the document gets its contents: a chapter has none."""
        return not self._page.frame.chapter

    def front(self) -> Iterator[str]:
        """The title, and what the document is."""
        return cover(self._page, self._styles, self.follows)

    def heading(self, text: str, style: str, new_page: bool = False) -> str:
        """A heading; those of the first level stand in the contents."""
        if style != HEADINGS[0]:
            return paragraph(run(text), self._styles.id(style), keep=True)
        number = next(self._heading)
        self.entries.append(Entry(text, PLACE.format(number)))
        inner = bookmark(number, PLACE.format(number), run(text))
        return paragraph(inner, self._styles.id(style), keep=True, new_page=new_page)

    def section(self, section: Section, level: int = 0) -> Iterator[str]:
        """A heading, and what stands under it."""
        yield from self._heading_of(section, level)
        is_source, is_note = section.kind is Kind.SOURCES, section.kind is Kind.NOTES
        for said in section.bullets:
            yield from self._said(said, names.SOURCE if is_source else names.BULLET, level + 1)
        for said in section.paragraphs:
            yield from self._said(said, names.NOTE if is_note else names.NORMAL, level + 1)
        if section.prompt:
            yield self._plain(f"[{TO_BE_WRITTEN}{section.prompt}]", names.PROMPT)
        for made in section.tables:
            yield from self._table(made, whole=not section.annex and len(made.rows) <= WHOLE)
        for drawn in section.drawn:
            yield from self._picture(picture_of(drawn))

    def _heading_of(self, section: Section, level: int) -> Iterator[str]:
        """The heading of a section; what people write stands under one heading together."""
        over = next((one.heading for one in self._parts if one.part is Kind.SLOTS), "")
        if section.kind is not Kind.SLOTS or not over:
            yield self.heading(section.heading, HEADINGS[level])
            return
        if over not in (entry.heading for entry in self.entries):
            yield self.heading(over, HEADINGS[level])
        yield self.heading(section.heading, HEADINGS[level + 1])

    def annex(self, sections: Sequence[Section]) -> Iterator[str]:
        """The second part, on a page of its own."""
        if sections:
            yield self.heading(ANNEX_HEADING, HEADINGS[0], new_page=True)
        for one in sections:
            yield from self.section(one, 1)

    def notes_of(self, lines: Iterable[str]) -> list[str]:
        """Lines of small print."""
        return [self._plain(line, names.NOTE) for line in lines]

    def _plain(self, text: str, style: str, keep: bool = False) -> str:
        return paragraph(run(text), self._styles.id(style), keep=keep)

    def _said(self, said: Said, style: str, level: int) -> Iterator[str]:
        """A paragraph. A message that leads it is a heading over it, whose figures the first
        sentence cites.
        """
        lead, rest = said.bold.strip(), said.rest.strip()
        if lead and rest:
            yield self.heading(plain(self._page, lead).rstrip("."), HEADINGS[level])
            cited = self._cited(rest, first=figures_of(self._page, lead))
            yield paragraph(cited, self._styles.id(names.NORMAL))
        else:
            parts = [self._cited(lead, bold=True)] * bool(lead) + [self._cited(rest)] * bool(rest)
            yield paragraph(run(" ").join(parts), self._styles.id(style))

    def _cited(self, text: str, bold: bool = False, first: Sequence[Figure] = ()) -> str:
        """A text with a note at the end of each sentence that cites; ``first`` are more figures of
        the first.
        """
        made = []
        for number, (sentence, figures) in enumerate(cited_sentences(self._page, text)):
            cited = [*first, *figures] if number == 0 else figures
            note = sentence_note(cited, self._release) if cited else ""
            made.append(run(sentence, bold) + (self.notes.refer(note) if note else ""))
        return run(" ").join(made)

    def _caption(self, kind: str, number: int, text: str, note: str = "") -> str:
        counted = field(f"SEQ {kind} \\* ARABIC", run(str(number)))
        inner = run(f"{kind} ") + counted + run(f": {text}")
        inner += self.notes.refer(note) if note else ""
        return paragraph(inner, self._styles.id(names.CAPTION), keep=True)

    def _table(self, made: Table, whole: bool) -> Iterator[str]:
        """Its caption, rows and notes; ``whole``: it stays on one page."""
        kind, note = message("export.table_word"), self._note_of_table(made)
        yield self._caption(kind, next(self._tables), made.caption, note)
        head = [
            self._plain(name, names.HEAD_RIGHT if place else names.HEAD_LEFT, keep=True)
            for place, name in enumerate(made.columns)
        ]
        last = len(made.rows) - 1
        rows = [self._row(row, whole and number < last) for number, row in enumerate(made.rows)]
        widths = column_widths(made, self._page, self._width)
        columns = message("export.columns", names=", ".join(made.columns))
        yield table([head, *rows], widths, made.caption, columns)
        yield from self.notes_of((*made.notes, *legend(made.symbols)))

    def _row(self, row: Sequence[str], keep: bool) -> list[str]:
        """The cells of a row; its one note stands in the first."""
        cells = [OF.sub(SO_MANY, plain(self._page, cell)) for cell in row]
        note = self._note_of_row(row)
        first = run(cells[0]) + (self.notes.refer(note) if note else "")
        left, right = self._styles.id(names.CELL_LEFT), self._styles.id(names.CELL_RIGHT)
        return [
            paragraph(first, left, keep=keep),
            *(paragraph(run(cell), right, keep=keep) for cell in cells[1:]),
        ]

    def _note_of_table(self, _made: Table) -> str:
        """None: each row has its own."""
        return ""

    def _note_of_row(self, row: Sequence[str]) -> str:
        figures = [one for cell in row for one in figures_of(self._page, cell)]
        return row_note(figures, self._release) if figures else ""

    def _picture(self, made: Picture) -> Iterator[str]:
        relation, image = self._document.part.get_or_add_image(io.BytesIO(made.png()))
        size = image.scaled_dimensions(Cm(self._width), None)
        number = next(self._figures)
        drawn = picture(relation, next(self._drawing), size, made.title, made.alternative)
        yield self._caption(message("export.figure_word"), number, made.title)
        yield self._plain(made.subtitle, names.NOTE, keep=True)
        yield paragraph(drawn, self._styles.id(names.NORMAL), keep=True)
        yield self._plain(" ".join([*made.notes, made.source]), names.NOTE)


def _most(body: BaseOxmlElement, tag: str, name: str) -> int:
    """The highest number that the template's own bookmarks or drawings have."""
    key = qn(name) if ":" in name else name
    return max((int(one.get(key, "0")) for one in body.iter(qn(tag))), default=0)
