"""The words of WordprocessingML that the export needs, as text: every piece of outside text is escaped here.

Source: ECMA-376 part 1, 17.3 (paragraphs), 17.4 (tables), 17.16 (fields), 20.4 (drawings).
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

TWIPS = 567  # of a centimetre
BORDERS = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="8A8F94"/>' for edge in ("top", "bottom", "insideH"))
MARGINS = '<w:top w:w="50" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="50" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
HEADING_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/>'
NO_BREAK = "\u00a0"


def run(text: str, bold: bool = False) -> str:
    """A run of text."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def raised(inner: str) -> str:
    """A run in the style of a citation."""
    return f'<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr>{inner}</w:r>'


def field(instruction: str, result: str) -> str:
    """A field that the word processor fills; the run ``result`` stands there until it does."""
    return f"<w:fldSimple w:instr={quoteattr(instruction)}>{result}</w:fldSimple>"


def paragraph(inner: str, style: str = "", keep: bool = False) -> str:
    """A paragraph in a style (by its id); ``keep`` holds it on the page of the next."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(rows: Sequence[Sequence[str]], widths: Sequence[float], caption: str, description: str) -> str:
    """A table of paragraphs with a heading row that is repeated on each page and rows that stay whole; widths in centimetres."""
    grid = "".join(f'<w:gridCol w:w="{width * TWIPS:.0f}"/>' for width in widths)
    made = "".join(_row(row, widths, heading=not number) for number, row in enumerate(rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths) * TWIPS:.0f}" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{MARGINS}</w:tblCellMar>'
        '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
        f"<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(description)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[float], heading: bool) -> str:
    fill = HEADING_FILL if heading else ""
    made = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width * TWIPS:.0f}" w:type="dxa"/>{fill}</w:tcPr>{cell}</w:tc>'
                   for cell, width in zip(cells, widths, strict=True))  # fmt: skip
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>{made}</w:tr>"


def picture(relation: str, number: int, width: int, height: int, title: str, alternative: str) -> str:
    """A run with an image of the package; width and height in EMU (914,400 to the inch)."""
    size = f'cx="{width}" cy="{height}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Figure {number}" descr={quoteattr(alternative)} title={quoteattr(title)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Figure {number}" descr={quoteattr(alternative)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
