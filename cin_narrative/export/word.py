"""A page as a Word document: headings, lists, tables, charts with text alternatives, and an endnote for every citation."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cin_narrative.export.archive import without_times
from cin_narrative.export.page import (
    ANNEX_HEADING,
    ATTRIBUTION,
    PRODUCT,
    SOURCES_LINE,
    TO_BE_WRITTEN,
    Page,
    Said,
    Section,
    Table,
    legend,
)
from cin_narrative.export.pictures import Picture, picture_of
from cin_narrative.export.word_notes import Endnotes
from cin_narrative.export.word_styles import FIGURE_WIDTH, SPARED, TEXT_WIDTH, set_styles
from cin_narrative.export.word_xml import field, paragraph, picture, run, table
from cin_narrative.report.main_outline import Kind

LABEL_WIDTH = 6.8  # centimetres of the first column of a table; the others share the rest


def word(page: Page) -> bytes:
    """The page as the bytes of a .docx file, the same every time."""
    document = Document()
    set_styles(document, page.is_brief)
    _set_properties(document, page)
    writer = _Writer(document, page)
    _append(document, "".join(writer.blocks()))
    _add_footer(document, page.title)
    writer.notes.write(document)
    held = io.BytesIO()
    document.save(held)
    return without_times(held.getvalue())


def _set_properties(document: WordDocument, page: Page) -> None:
    properties = document.core_properties
    properties.title, properties.language = page.title, "en-GB"
    properties.author, properties.last_modified_by, properties.comments = PRODUCT, PRODUCT, ""


def _append(document: WordDocument, blocks: str) -> None:
    """Put blocks into the body, before the section's own properties, which come last."""
    body = document.element.body
    held = parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{blocks}</w:body>")
    for block in list(held):
        body.insert_element_before(block, "w:sectPr")


def _add_footer(document: WordDocument, title: str) -> None:
    footer = document.sections[0].footer.paragraphs[0]
    inner = run(title) + "<w:r><w:tab/></w:r>" + run("Page ") + field("PAGE", run("1")) + run(" of ") + field("NUMPAGES", run("1"))
    for part in list(parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>")):
        footer._p.append(part)


class _Writer:
    """Makes the blocks of a document, counting its tables and figures."""

    def __init__(self, document: WordDocument, page: Page) -> None:
        self.document, self.page, self.notes = document, page, Endnotes(page)
        self.tables = self.figures = 0

    def blocks(self) -> Iterator[str]:
        """The title, the sections, and the heading over the endnotes, which the word processor puts at the end."""
        yield paragraph(run(self.page.title), "Heading1")
        for section in self.page.main:
            yield from self._section(section)
        if self.page.annex:
            yield paragraph(run(ANNEX_HEADING), "Heading1")
        for section in self.page.annex:
            yield from self._section(section)
        yield paragraph(run(ATTRIBUTION), "Note")
        yield paragraph(run(self.page.marks_heading), "Heading2")
        yield paragraph(run(SOURCES_LINE), keep=True)

    def _section(self, section: Section) -> Iterator[str]:
        yield paragraph(run(section.heading), "Heading2")
        style = "Note" if self.page.is_brief and section.kind in (Kind.NOTES, Kind.SOURCES) else ""
        yield from (paragraph(self._said(said), style or "ListBullet") for said in section.bullets)
        yield from (paragraph(self._said(said), style) for said in section.paragraphs)
        if section.prompt:
            yield paragraph(run(f"[{TO_BE_WRITTEN}{section.prompt}]"), "Tobewritten")
        for made in section.tables:
            yield from self._table(made)
        for drawn in section.drawn:
            yield from self._picture(picture_of(drawn))

    def _said(self, said: Said) -> str:
        return self._cited(said.bold, bold=True) + self._cited(said.rest)

    def _cited(self, text: str, bold: bool = False) -> str:
        return "".join(self.notes.refer(piece) if isinstance(piece, int) else run(piece, bold=bold) for piece in self.page.pieces(text))

    def _caption(self, kind: str, number: int, text: str) -> str:
        return paragraph(run(f"{kind} ") + field(f"SEQ {kind} \\* ARABIC", run(str(number))) + run(f": {text}"), "Caption", keep=True)

    def _table(self, made: Table) -> Iterator[str]:
        self.tables += 1
        yield self._caption("Table", self.tables, made.caption)
        head = [paragraph(run(name), "Tableheadingright" if number else "Tableheading") for number, name in enumerate(made.columns)]
        rows = [[paragraph(self._cited(cell), "Tablefigure" if number else "Tabletext") for number, cell in enumerate(row)]
                for row in made.rows]  # fmt: skip
        others = len(made.columns) - 1
        more = 2 * SPARED if self.page.is_brief else 0  # the wider text of a page with narrower margins: the labels take it
        widths = [LABEL_WIDTH + more, *[(TEXT_WIDTH - LABEL_WIDTH) / others] * others]
        yield table([head, *rows], widths, made.caption, f"Columns: {', '.join(made.columns)}.")
        yield from (paragraph(run(line), "Note") for line in (*made.notes, *legend(made.symbols)))

    def _picture(self, made: Picture) -> Iterator[str]:
        self.figures += 1
        relation, image = self.document.part.get_or_add_image(io.BytesIO(made.png()))
        width, height = image.scaled_dimensions(FIGURE_WIDTH, None)
        yield self._caption("Figure", self.figures, made.title)
        yield paragraph(run(made.subtitle), "Note", keep=True)
        yield paragraph(picture(relation, self.figures, width, height, made.title, made.alternative), keep=True)
        yield from (paragraph(run(line), "Note") for line in [*made.notes, made.source])
