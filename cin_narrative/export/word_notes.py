"""Endnotes, which python-docx has no words for: the part, its two separators, the settings, and the references to it.

A figure cited for the first time gets a note; each later citation is a cross-reference to that note, so that the numbers
stay right when somebody edits the document. Source: ECMA-376 part 1, 17.11 (notes) and 17.16.5.42 (NOTEREF).
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from cin_narrative.export.page import Page
from cin_narrative.export.word_xml import NO_BREAK, field, paragraph, raised, run

SEPARATORS = (
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
    '<w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>'
)
FORMAT = f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/></w:endnotePr>'
SETTINGS = f'<w:endnotePr {nsdecls("w")}><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
BEFORE_NOTES = ("w:headerReference", "w:footerReference", "w:footnotePr")  # what may stand before w:endnotePr in a section
AFTER_NOTES = ("w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:attachedSchema", "w:themeFontLang", "w:clrSchemeMapping",
               "w:doNotIncludeSubdocsInStats", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")  # fmt: skip
OPEN, CLOSED = f"<w:t>{NO_BREAK}[</w:t>", "<w:t>]</w:t>"


class Endnotes:
    """The endnotes of one document, numbered in the order in which figures are first cited."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._numbers: dict[int, int] = {}

    def refer(self, mark: int) -> str:
        """The runs that cite a mark: ``[7]``, raised, as a note or as a reference to one; never at the start of a line."""
        if mark in self._numbers:
            number = self._numbers[mark]
            return raised(OPEN) + field(f"NOTEREF {_bookmark(number)} \\h", raised(f"<w:t>{number}</w:t>")) + raised(CLOSED)
        number = self._numbers[mark] = len(self._numbers) + 1
        start = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
        note = raised(f'<w:endnoteReference w:id="{number}"/>')
        return f'{raised(OPEN)}{start}{note}<w:bookmarkEnd w:id="{number}"/>{raised(CLOSED)}'

    def write(self, document: WordDocument) -> None:
        """Write the part, and tell the document of it."""
        notes = "".join(self._note(mark, number) for mark, number in self._numbers.items())
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:endnotes {nsdecls("w")}>{SEPARATORS}{notes}</w:endnotes>'
        part = Part(PackURI("/word/endnotes.xml"), CONTENT_TYPE.WML_ENDNOTES, xml.encode("utf-8"), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        section = document.sections[0]._sectPr  # Arabic numbers: an endnote's are roman where nothing is said
        before = [child for child in section if child.tag in {qn(name) for name in BEFORE_NOTES}]
        section.insert(len(before), parse_xml(FORMAT))
        document.settings.element.insert_element_before(parse_xml(SETTINGS), *AFTER_NOTES)

    def _note(self, mark: int, number: int) -> str:
        own = raised("<w:endnoteRef/>")  # alone in its run: LibreOffice puts the number before whatever stands around it
        return f'<w:endnote w:id="{number}">{paragraph(own + run(" " + self.page.source(mark)), "EndnoteText")}</w:endnote>'


def _bookmark(number: int) -> str:
    return f"_Ref{100000000 + number}"
