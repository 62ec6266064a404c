"""A page -> the bytes of a .docx file, the same every time: in our own look, or in a council's
template.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cin_narrative.export.archive import without_times
from cin_narrative.export.front import sources, subject
from cin_narrative.export.page import ATTRIBUTION, PRODUCT, SOURCES_HEADING, Page
from cin_narrative.export.word.brief import BriefWriter
from cin_narrative.export.word.cover import contents
from cin_narrative.export.word.markup import field, run, tab
from cin_narrative.export.word.sections import SectionWriter
from cin_narrative.export.word.styles import FOOTER, HEADINGS, Styles
from cin_narrative.export.word.template import (
    LANGUAGE,
    blank,
    has_no_ends,
    opened,
    set_language,
)
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import SIGNED_HEADING

SPACES = ("w", "r", "wp", "a", "pic")


def word(page: Page) -> bytes:
    """The page as the bytes of a .docx file; raises ``TemplateRefused``."""
    template = page.frame.template
    document = blank(page.is_brief) if template is None else opened(template)
    own = template is None
    styles = Styles(document, own, page.is_brief)
    set_language(document)
    _set_properties(document, page)
    writer = (BriefWriter if page.is_brief else SectionWriter)(document, page, styles)
    _append(document, "".join(_blocks(page, styles, writer)))
    writer.notes.write()
    if own or has_no_ends(document):
        _add_footer(document, page.title, styles)
    held = io.BytesIO()
    document.save(held)
    return without_times(held.getvalue())


def _blocks(page: Page, styles: Styles, writer: SectionWriter) -> Iterator[str]:
    """The cover, the contents, the main part with its sources, the second part."""
    told = [one for one in page.main if one.heading != SIGNED_HEADING]  # the cover says who signed
    main = [part for one in told for part in writer.section(one)]
    if not any(one.kind is Kind.SOURCES for one in page.sections):
        main += [writer.heading(SOURCES_HEADING, HEADINGS[0]), *writer.notes_of(sources(page))]
    main += writer.notes_of([ATTRIBUTION])
    annex = list(writer.annex(page.annex))
    if not page.frame.chapter:
        yield from writer.front()
    if writer.has_contents:
        yield from contents(writer.entries, styles)
    yield from main
    yield from annex


def _set_properties(document: WordDocument, page: Page) -> None:
    properties = document.core_properties
    properties.title, properties.language = page.title, LANGUAGE
    properties.subject = subject(page)
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
    for part in list(made):
        footer._p.append(part)
