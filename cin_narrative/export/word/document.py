"""A page -> the bytes of a .docx file, the same every time: in our own look, or in a council's
template.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from cin_narrative.export.archive import without_times
from cin_narrative.export.page import ATTRIBUTION, PRODUCT, SOURCES_HEADING, Page
from cin_narrative.export.word.cover import contents, cover
from cin_narrative.export.word.markup import field, paragraph, run, tab
from cin_narrative.export.word.sections import SectionWriter
from cin_narrative.export.word.styles import FOOTER, HEADINGS, NOTE, Styles
from cin_narrative.export.word.template import (
    LANGUAGE,
    blank,
    has_no_ends,
    opened,
    set_language,
)
from cin_narrative.messages import message

SPACES = ("w", "r", "wp", "a", "pic")


def word(page: Page) -> bytes:
    """The page as the bytes of a .docx file; raises ``TemplateRefused``."""
    template = page.frame.template
    document = blank(page.is_brief) if template is None else opened(template)
    own = template is None
    styles = Styles(document, own, page.is_brief)
    set_language(document)
    _set_properties(document, page)
    writer = SectionWriter(document, page, styles)
    _append(document, "".join(_blocks(page, styles, writer)))
    writer.notes.write()
    if own or has_no_ends(document):
        _add_footer(document, page.title, styles)
    held = io.BytesIO()
    document.save(held)
    return without_times(held.getvalue())


def _blocks(page: Page, styles: Styles, writer: SectionWriter) -> Iterator[str]:
    """The cover, the contents, the sections, the second part, the sources."""
    main = "".join(part for one in page.sections for part in writer.section(one))
    heading = writer.heading(SOURCES_HEADING, HEADINGS[0])
    yield from cover(page, styles, writer.follows)
    if writer.has_contents:
        yield from contents(writer.entries, styles)
    yield main
    yield heading
    yield from (paragraph(run(line), styles.id(NOTE)) for line in (*page.sources, ATTRIBUTION))


def _set_properties(document: WordDocument, page: Page) -> None:
    properties = document.core_properties
    properties.title, properties.language = page.title, LANGUAGE
    properties.subject = page.subject
    properties.author, properties.last_modified_by, properties.comments = PRODUCT, PRODUCT, ""


def _append(document: WordDocument, blocks: str) -> None:
    """Put blocks into the body, before the section's own properties, which come last."""
    body = document.element.body
    held = parse_xml(f"<w:body {nsdecls(*SPACES)}>{blocks}</w:body>")
    for block in list(held):
        body.insert_element_before(block, "w:sectPr")


def _add_footer(document: WordDocument, title: str, styles: Styles) -> None:
    """The title, and the page's number of all pages."""
    footer = document.sections[-1].footer.paragraphs[0]
    numbers = field("PAGE", run("1")), field("NUMPAGES", run("1"))
    said = message("export.page_of", page="\0", pages="\0").split("\0")
    told = run(said[0]) + numbers[0] + run(said[1]) + numbers[1]
    style = styles.id(FOOTER)
    made = parse_xml(f"<w:p {nsdecls('w')}>{run(title)}{tab()}{told}</w:p>")
    footer.style = next(one for one in document.styles if one.style_id == style)
    for part in made.findall(qn("w:r")) and list(made):
        footer._p.append(part)
