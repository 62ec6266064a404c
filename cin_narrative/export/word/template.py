"""A council's own .docx, or nothing -> the Word document to write a page into.

Of a template everything stays: its styles, headers, footers, logo, notes and what is written in
it. The page follows that.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm

from cin_narrative.errors import TemplateRefused
from cin_narrative.messages import message

MOST_PACKED, MOST_UNPACKED = 30_000_000, 200_000_000  # bytes
LISTED = "[Content_Types].xml"
TEMPLATE, DOCUMENT = b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
PROPERTIES = "/core-properties"
MACROS = b"macroEnabled"
LANGUAGE = "en-GB"
MARGIN, NARROW = Cm(2.2), Cm(1.5)
HOLDS_SOMETHING = ("w:t", "w:drawing", "w:pict", "w:object", "w:sectPr", "w:br", "w:fldSimple")
TWIP = 635  # EMU
LEAST_WIDTH = 6.0  # centimetres: a text narrower than this is no page to write on


def template_bytes(path: Path) -> bytes:
    """The bytes of a template; raises ``TemplateRefused`` with one clear line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise TemplateRefused(message("export.template_unread", file=path, why=why)) from error
    opened(data, str(path))
    return data


def opened(data: bytes, name: str = "") -> WordDocument:
    """A template as a document; ``name`` is what a refusal calls it. Raises ``TemplateRefused``."""
    refused = TemplateRefused(message("export.no_template", file=name))
    if len(data) > MOST_PACKED or not zipfile.is_zipfile(io.BytesIO(data)):
        raise refused
    try:
        document = Document(io.BytesIO(_as_document(data, name)))
        body = document.element.body
    except TemplateRefused:
        raise
    except Exception as error:  # the parsers beneath raise whatever a damaged file brings about
        raise refused from error
    if not document.sections or text_width(document) < LEAST_WIDTH:
        raise TemplateRefused(message("export.template_has_no_page", file=name))
    _drop_other_properties(document)
    _drop_empty_end(body)
    return document


def _as_document(data: bytes, name: str) -> bytes:
    """``data`` itself, or as a document what Word saved as a template (.dotx): it says so in its
    list of parts.
    """
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        if sum(one.file_size for one in old.infolist()) > MOST_UNPACKED:
            raise TemplateRefused(message("export.no_template", file=name))
        listed = old.read(LISTED)
        if MACROS in listed:
            raise TemplateRefused(message("export.template_has_macros", file=name))
        if TEMPLATE not in listed:
            return data
        for one in old.namelist():
            read = old.read(one)
            new.writestr(one, read.replace(TEMPLATE, DOCUMENT) if one == LISTED else read)
    return held.getvalue()


def _drop_other_properties(document: WordDocument) -> None:
    """LibreOffice names the part of the properties otherwise than Word: it would stand twice."""
    package = document.part.package
    for name, one in list(package.rels.items() if package else ()):
        kind = one.reltype
        if kind.endswith(PROPERTIES) and kind != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del package.rels[name]


def _drop_empty_end(body: BaseOxmlElement) -> None:
    """Take away the empty paragraphs at the end of a template: nobody wrote them."""
    for element in reversed(body.xpath("./*")):
        if element.tag == qn("w:sectPr"):
            continue
        if element.tag != qn("w:p") or _holds_something(element):
            return
        body.remove(element)


def _holds_something(element: BaseOxmlElement) -> bool:
    return any(next(element.iter(qn(one)), None) is not None for one in HOLDS_SOMETHING)


def blank(compact: bool) -> WordDocument:
    """A document of our own: A4; ``compact`` with narrower margins, for one sheet."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    margin = NARROW if compact else MARGIN
    section.left_margin = section.right_margin = margin
    section.top_margin = section.bottom_margin = margin
    section.footer_distance = section.header_distance = Cm(1)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), LANGUAGE)
    return document


def set_language(document: WordDocument) -> None:
    """British English, as the language of all text that names none."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in () if defaults is None else defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)


def text_width(document: WordDocument) -> float:
    """Centimetres between the margins of the last section, or of one of its columns."""
    section = document.sections[-1]
    width = (
        (section.page_width or Cm(21)) - (section.left_margin or 0) - (section.right_margin or 0)
    )
    columns = section._sectPr.find(qn("w:cols"))
    many = int(columns.get(qn("w:num"), "1")) if columns is not None else 1
    space = int(columns.get(qn("w:space"), "0")) * TWIP if columns is not None else 0
    return (width - space * (many - 1)) / many / Cm(1)


def has_no_ends(document: WordDocument) -> bool:
    """Whether no header and no footer of a document holds a text, a picture or a field."""
    ends = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = [one.target_part for one in document.part.rels.values() if one.reltype in ends]
    return not any(isinstance(part, XmlPart) and _holds_something(part.element) for part in parts)
