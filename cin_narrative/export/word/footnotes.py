"""The figures of a sentence or of a row -> a footnote of Word's own, which python-docx has no words
for: the part, its separators, the settings, and the references.

A sentence has one note, whatever it cites. What is cited again is a reference to the note that
tells it, so that the numbers stay right when somebody edits the document. The notes of a council's
template stay before ours. Source: ECMA-376 part 1, 17.11 (notes) and 17.16.5.42 (NOTEREF).
"""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from cin_narrative.export.word.markup import bookmark, field, in_style, paragraph, run
from cin_narrative.export.word.styles import NOTE_TEXT, Styles

SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
)
SETTINGS = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
AFTER_NOTES = (
    "w:endnotePr",
    "w:compat",
    "w:docVars",
    "w:rsids",
    "m:mathPr",
    "w:attachedSchema",
    "w:themeFontLang",
    "w:clrSchemeMapping",
    "w:doNotIncludeSubdocsInStats",
    "w:shapeDefaults",
    "w:decimalSymbol",
    "w:listSeparator",
)
NAME = "_Note{}"


class Footnotes:
    """The footnotes of one document, in the order in which they are first cited.

    ``first`` is the first number that is free for a bookmark.
    """

    def __init__(self, document: WordDocument, styles: Styles, first: int) -> None:
        self._document, self._styles, self._bookmark = document, styles, first
        self._root = _notes(document)
        ids = (int(one.get(qn("w:id"), "0")) for one in self._root)
        self._before = max(ids, default=0)
        cited = document.element.body.iter(qn("w:footnoteReference"))
        self._shown = sum(1 for _ in cited)  # the template's own have the first numbers
        self._numbers: dict[str, int] = {}

    def refer(self, note: str) -> str:
        """The runs that cite a note with this text: the note itself, or a reference to it."""
        mark = self._styles.mark
        if note in self._numbers:
            number = self._numbers[note]
            told = in_style(mark, f"<w:t>{self._shown + number}</w:t>")
            return field(f"NOTEREF {NAME.format(self._bookmark + number)} \\h", told)
        number = self._numbers[note] = len(self._numbers) + 1
        own = in_style(mark, f'<w:footnoteReference w:id="{self._before + number}"/>')
        place = self._bookmark + number
        return bookmark(place, NAME.format(place), own)

    def write(self) -> None:
        """Write the notes into their part."""
        for note, number in self._numbers.items():
            own = in_style(self._styles.mark, "<w:footnoteRef/>")  # alone in its run
            text = paragraph(own + run(f" {note}"), self._styles.id(NOTE_TEXT))
            identity = f'w:id="{self._before + number}"'
            made = f"<w:footnote {nsdecls('w')} {identity}>{text}</w:footnote>"
            self._root.append(parse_xml(made))
        _part(self._document)._blob = serialize_part_xml(self._root)


def _notes(document: WordDocument) -> BaseOxmlElement:
    """The footnotes that the document has; where it has none, their part is made."""
    root: BaseOxmlElement = parse_xml(_part(document).blob)
    return root


def _part(document: WordDocument) -> Part:
    part = document.part
    held = (one for one in part.rels.values() if one.reltype == RELATIONSHIP_TYPE.FOOTNOTES)
    for found in held:
        kept: Part = found.target_part
        return kept
    xml = f"<w:footnotes {nsdecls('w')}>{SEPARATORS}</w:footnotes>".encode()
    where = PackURI("/word/footnotes.xml")
    made = Part(where, CONTENT_TYPE.WML_FOOTNOTES, xml, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
    settings = document.settings.element
    if settings.find(qn("w:footnotePr")) is None:
        told = parse_xml(f"<w:footnotePr {nsdecls('w')}>{SETTINGS}</w:footnotePr>")
        settings.insert_element_before(told, *AFTER_NOTES)
    return made
