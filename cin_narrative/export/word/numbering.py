"""A Word document -> its bullet list: the one that a style of ours needs where it has none."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

INDENT, HANGING = 360, 360  # twips


def bullet_list(document: WordDocument) -> int:
    """The number of a new list with bullets, for a style's ``w:numPr``."""
    numbering = _numbering(document)
    abstract = _next(numbering, "w:abstractNum", "w:abstractNumId")
    number = _next(numbering, "w:num", "w:numId") or 1
    lists = numbering.findall(qn("w:num"))
    place = numbering.index(lists[0]) if lists else len(numbering)
    numbering.insert(place, parse_xml(_bullets(abstract)))
    ours = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
    last = numbering.findall(qn("w:num"))
    numbering.insert(numbering.index(last[-1]) + 1 if last else len(numbering), parse_xml(ours))
    return number


def _bullets(abstract: int) -> str:
    level = '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/>'
    form = f'<w:pPr><w:ind w:left="{INDENT}" w:hanging="{HANGING}"/></w:pPr>'
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">{level}<w:lvlJc w:val="left"/>'
        f"{form}</w:lvl></w:abstractNum>"
    )


def _next(numbering: BaseOxmlElement, tag: str, name: str) -> int:
    taken = [int(one.get(qn(name), "0")) for one in numbering.findall(qn(tag))]
    return max(taken, default=-1) + 1


def _numbering(document: WordDocument) -> BaseOxmlElement:
    """The document's lists, made where it has none."""
    part = document.part
    if not any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in part.rels.values()):
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        where = PackURI("/word/numbering.xml")
        made = NumberingPart(where, CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    found: BaseOxmlElement = part.numbering_part.element
    return found
