"""Text, cells, pictures -> WordprocessingML. Every piece of outside text is escaped here.

Source: ECMA-376 part 1, 17.3 (paragraphs), 17.4 (tables), 17.16 (fields), 20.4 (drawings).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

TWIPS = 567  # of a centimetre
RULE = "8A8F94"
FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>'
EDGES = ("top", "bottom", "insideH")
LOOK = (
    '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
    'w:noHBand="0" w:noVBand="0"/>'
)


def run(text: str, bold: bool = False, style: str = "") -> str:
    """A run of text, in a character style (by its id) where one is given."""
    properties = f'<w:rStyle w:val="{style}"/>' * bool(style) + "<w:b/>" * bold
    held = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{held}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def in_style(style: str, inner: str) -> str:
    """A run that holds ``inner``, in a character style (by its id)."""
    return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{inner}</w:r>'


def tab() -> str:
    """A run of one tab."""
    return "<w:r><w:tab/></w:r>"


def field(instruction: str, result: str) -> str:
    """A field that the word processor fills; the runs ``result`` stand there until it does."""
    return f"<w:fldSimple w:instr={quoteattr(instruction)}>{result}</w:fldSimple>"


def open_field(instruction: str) -> str:
    """The beginning of a field that goes over several paragraphs; ``CLOSE_FIELD`` ends it."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
    return f'{begin}{told}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


CLOSE_FIELD = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(number: int, name: str, inner: str) -> str:
    """``inner``, to be found under ``name``; ``number`` is the bookmark's alone in the document."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


def link(name: str, inner: str) -> str:
    """``inner`` as a link to the bookmark ``name``."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def paragraph(inner: str, style: str, *, keep: bool = False, new_page: bool = False) -> str:
    """A paragraph in a style (by its id); ``keep`` holds it on the page of the next."""
    properties = f'<w:pStyle w:val="{style}"/>{"<w:keepNext/>" * keep}'
    properties += "<w:pageBreakBefore/>" * new_page
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[float], caption: str, description: str
) -> str:
    """A table of paragraphs with a heading row that is repeated on each page, and rows that stay
    whole; ``widths`` in centimetres.
    """
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in widths)
    made = "".join(_row(row, widths, heading=not number) for number, row in enumerate(rows))
    return (
        f"<w:tbl><w:tblPr>{_width('tblW', sum(widths))}<w:tblBorders>{_borders()}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_margins()}</w:tblCellMar>{LOOK}'
        f"<w:tblCaption w:val={quoteattr(caption)}/>"
        f"<w:tblDescription w:val={quoteattr(description)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def _width(name: str, width: float) -> str:
    return f'<w:{name} w:w="{width * TWIPS:.0f}" w:type="dxa"/>'


def _borders() -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    return "".join(f"<w:{edge} {line}/>" for edge in EDGES)


def _margins() -> str:
    widths = {"top": 40, "left": 50, "bottom": 40, "right": 50}
    return "".join(f'<w:{edge} w:w="{width}" w:type="dxa"/>' for edge, width in widths.items())


def _row(cells: Sequence[str], widths: Sequence[float], heading: bool) -> str:
    made = "".join(
        f"<w:tc><w:tcPr>{_width('tcW', width)}{FILL * heading}</w:tcPr>{cell}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * heading}</w:trPr>{made}</w:tr>"


def picture(relation: str, number: int, size: tuple[int, int], title: str, alternative: str) -> str:
    """A run with an image of the package; ``size`` is width and height in EMU (914,400 to the
    inch), ``number`` the drawing's alone in the document.
    """
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    named = f'id="{number}" name="Figure {number}" descr={quoteattr(alternative)}'
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f"<wp:docPr {named} title={quoteattr(title)}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{uri}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
