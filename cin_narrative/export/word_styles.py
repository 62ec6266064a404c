"""How a Word document looks: A4, a plain typeface large enough to read, dark on white, left aligned, British English."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

FONT, INK, LANGUAGE = "Arial", RGBColor(0x0B, 0x0C, 0x0C), "en-GB"
TEXT_WIDTH = 16.0  # centimetres between the margins of A4
FIGURE_WIDTH = Cm(TEXT_WIDTH)
SPARED = 0.5  # centimetres of each side margin that a compact page gives to its text


class Look(NamedTuple):
    """Size and space in points."""

    size: float
    bold: bool = False
    before: float = 0
    after: float = 2
    spacing: float = 1.1
    right: bool = False
    italic: bool = False


CHANGED = {
    "Normal": Look(12, after=8, spacing=1.2), "Heading 1": Look(22, bold=True, after=12),
    "Heading 2": Look(16, bold=True, before=18, after=6),
    "List Bullet": Look(12, after=6, spacing=1.2), "Caption": Look(12, bold=True, before=14, after=4), "Footer": Look(10),
}  # fmt: skip
COMPACT = {"Normal": Look(11, after=4, spacing=1.05), "Heading 1": Look(18, bold=True, after=4), "Caption": Look(11, bold=True, after=3),
           "Heading 2": Look(14, bold=True, before=8, after=3), "List Bullet": Look(11, after=3, spacing=1.05)}  # fmt: skip
ADDED = {
    "Table heading": Look(10.5, bold=True), "Table heading right": Look(10.5, bold=True, right=True), "Table text": Look(10.5),
    "Table figure": Look(10.5, right=True), "Note": Look(10, after=6), "Endnote Text": Look(10),
    "To be written": Look(12, italic=True, after=8),
}  # fmt: skip


def set_styles(document: WordDocument, compact: bool = False) -> None:
    """Set the page, the language and every style that the export uses; ``compact``: less space around text, for one sheet."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    if compact:
        section.left_margin = section.right_margin = Cm(2.5 - SPARED)
        section.top_margin = section.bottom_margin = Cm(1.5)
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), LANGUAGE)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), LANGUAGE)
    for name, look in (CHANGED | (COMPACT if compact else {})).items():
        _set_look(document.styles[name], look)
    for name, look in ADDED.items():
        _set_look(document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), look)
    _set_footer(document)
    reference = document.styles.add_style("Endnote Reference", WD_STYLE_TYPE.CHARACTER)
    if isinstance(reference, CharacterStyle):
        reference.font.superscript = True


def _set_footer(document: WordDocument) -> None:
    """The page's number at the right margin, instead of the template's tab stops."""
    footer = document.styles["Footer"]
    if isinstance(footer, ParagraphStyle):
        for tabs in list(footer.element.iter(qn("w:tabs"))):
            tabs.getparent().remove(tabs)
        footer.paragraph_format.tab_stops.add_tab_stop(FIGURE_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def _set_look(style: object, look: Look) -> None:
    """One typeface for every script, in ink: no colour and no typeface of the theme is left."""
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{style} is no style of paragraphs")
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(look.size), INK
    style.font.bold, style.font.italic = look.bold, look.italic
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if look.right else WD_ALIGN_PARAGRAPH.LEFT
    form.space_before, form.space_after, form.line_spacing, form.widow_control = Pt(look.before), Pt(look.after), look.spacing, True
    form.keep_with_next = style.name.startswith("Heading") if style.name else False
    for element in list(style.element.iter(qn("w:contextualSpacing"))):  # which takes the space between bullets away
        element.getparent().remove(element)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    fonts = OxmlElement("w:rFonts") if fonts is None else fonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
