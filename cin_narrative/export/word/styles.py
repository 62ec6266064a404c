"""A Word document -> the ids of the styles that a page uses, those it lacks added.

In a document of our own every style gets our look: a plain typeface large enough to read, dark on
white, left aligned. In a council's template its styles stay as they are, and what is added takes
its typeface and colour from the template's own text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

from cin_narrative.export.word.numbering import bullet_list

FONT, INK, ACCENT = "Arial", RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x12, 0x43, 0x6D)
NORMAL, TITLE, SUBTITLE, CAPTION = "Normal", "Title", "Subtitle", "Caption"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
BULLET, NOTE, PROMPT = "List Bullet", "Note", "To be written"
COVER, SOURCE = "Cover line", "Source line"
HEAD_LEFT, HEAD_RIGHT = "Table heading", "Table heading right"
CELL_LEFT, CELL_RIGHT = "Table text", "Table figure"
CONTENTS, ENTRY, FOOTER = "TOC Heading", "toc 1", "Footer"
NOTE_TEXT, NOTE_MARK = "footnote text", "footnote reference"
OURS = (
    NOTE,
    PROMPT,
    COVER,
    SOURCE,
    HEAD_LEFT,
    HEAD_RIGHT,
    CELL_LEFT,
    CELL_RIGHT,
)  # none of Word's own
COVER_TAB = Cm(3.6)


@dataclass(frozen=True, slots=True)
class Look:
    """Size and space in points. ``level``: that of a heading, from 1."""

    size: float
    bold: bool = False
    before: float = 0
    after: float = 2
    spacing: float = 1.1
    right: bool = False
    italic: bool = False
    level: int = 0
    accent: bool = False
    keep: bool = False


LOOKS = {
    NORMAL: Look(11, after=6, spacing=1.15),
    TITLE: Look(22, bold=True, after=4, accent=True),
    SUBTITLE: Look(13, after=8),
    "Heading 1": Look(15, bold=True, before=14, after=4, level=1, accent=True),
    "Heading 2": Look(12, bold=True, before=8, after=2, level=2),
    "Heading 3": Look(11, bold=True, before=6, after=2, level=3),
    BULLET: Look(11, after=4, spacing=1.15),
    CAPTION: Look(10.5, bold=True, before=8, after=2, keep=True),
    FOOTER: Look(9),
    CONTENTS: Look(12, bold=True, before=8, after=2, keep=True),
    ENTRY: Look(10.5, after=1),
    HEAD_LEFT: Look(9, bold=True, after=0, spacing=1),
    HEAD_RIGHT: Look(9, bold=True, after=0, spacing=1, right=True),
    CELL_LEFT: Look(9, after=0, spacing=1),
    CELL_RIGHT: Look(9, after=0, spacing=1, right=True),
    NOTE: Look(9, before=2, after=3),
    COVER: Look(10.5, after=1),
    SOURCE: Look(9, after=0, spacing=1),
    PROMPT: Look(11, italic=True, after=6),
    NOTE_TEXT: Look(8, after=0, spacing=1),
}
COMPACT = {  # for one sheet
    NORMAL: Look(9.5, after=2, spacing=1),
    TITLE: Look(16, bold=True, after=0, accent=True),
    SUBTITLE: Look(11, after=2, spacing=1),
    "Heading 1": Look(11.5, bold=True, before=3, after=1, level=1, accent=True),
    BULLET: Look(9.5, after=1, spacing=1),
    CAPTION: Look(9, bold=True, before=2, after=1, keep=True),
    HEAD_LEFT: Look(8, bold=True, after=0, spacing=1),
    HEAD_RIGHT: Look(8, bold=True, after=0, spacing=1, right=True),
    CELL_LEFT: Look(8, after=0, spacing=1),
    CELL_RIGHT: Look(8, after=0, spacing=1, right=True),
    NOTE: Look(8, after=1, spacing=1),
    COVER: Look(9, after=2),
    SOURCE: Look(8, after=0, spacing=1),
    FOOTER: Look(8),
    NOTE_TEXT: Look(7, after=0, spacing=1),
}


class Styles:
    """The styles of one document. ``own``: it is ours, and every style gets our look."""

    def __init__(self, document: WordDocument, own: bool, compact: bool = False) -> None:
        self._document, self._own = document, own
        self._looks = LOOKS | (COMPACT if compact else {})
        self._ids: dict[str, str] = {}
        if own:
            for name in self._looks:
                self.id(name)

    def id(self, name: str) -> str:
        """The id of the style called ``name``, which is added where the document lacks it."""
        if name not in self._ids:
            self._ids[name] = str(self._style(name).style_id)
        return self._ids[name]

    @property
    def mark(self) -> str:
        """The id of the style of a footnote's number."""
        if NOTE_MARK not in self._ids:
            held = self._held(NOTE_MARK, WD_STYLE_TYPE.CHARACTER)
            self._ids[NOTE_MARK] = str((held or self._raised()).style_id)
        return self._ids[NOTE_MARK]

    def _held(self, name: str, kind: WD_STYLE_TYPE) -> BaseStyle | None:
        """The document's own style of that name, in whatever letters."""
        found = (one for one in self._document.styles if one.type == kind and one.name)
        return next((one for one in found if str(one.name).lower() == name.lower()), None)

    def _style(self, name: str) -> BaseStyle:
        held = self._held(name, WD_STYLE_TYPE.PARAGRAPH)
        style: BaseStyle = held or self._added(name)
        if isinstance(style, ParagraphStyle) and (self._own or held is None):
            look = self._looks[name]
            set_look(style, look if self._own else replace(look, accent=False), self._own)
            self._complete(style, name)
        return style

    def _added(self, name: str) -> BaseStyle:
        """A new style on the ground of the document's own text."""
        styles = self._document.styles
        style: BaseStyle = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in OURS)
        ground = styles.default(WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle) and ground is not None:
            style.base_style = ground
        return style

    def _complete(self, style: ParagraphStyle, name: str) -> None:
        """What a look does not say: tab stops, and the bullet of a list."""
        if name == COVER:
            style.paragraph_format.tab_stops.add_tab_stop(COVER_TAB)
            style.paragraph_format.left_indent = COVER_TAB
            style.paragraph_format.first_line_indent = -COVER_TAB
        if name == FOOTER:
            for tabs in list(style.element.iter(qn("w:tabs"))):
                tabs.getparent().remove(tabs)
            width = self._document.sections[-1]
            right = (width.page_width or 0) - (width.left_margin or 0) - (width.right_margin or 0)
            style.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
        if name == BULLET and style.element.find(f".//{qn('w:numPr')}") is None:
            number = bullet_list(self._document)
            listed = f'<w:numPr {nsdecls("w")}><w:numId w:val="{number}"/></w:numPr>'
            style.element.get_or_add_pPr()._insert_numPr(parse_xml(listed))

    def _raised(self) -> BaseStyle:
        styles = self._document.styles
        style: BaseStyle = styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER, True)
        if isinstance(style, CharacterStyle):
            style.font.superscript = True
        return style


def set_look(style: ParagraphStyle, look: Look, own: bool) -> None:
    """Give a style its look; its typeface and ink, too, where the document is ``own``."""
    style.font.size = Pt(look.size)
    style.font.bold, style.font.italic = look.bold, look.italic
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if look.right else WD_ALIGN_PARAGRAPH.LEFT
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing, form.widow_control = look.spacing, True
    form.keep_with_next = look.keep or look.level > 0
    if look.level:
        style.element.get_or_add_pPr().get_or_add_outlineLvl().val = look.level - 1
    if own:
        _set_typeface(style, ACCENT if look.accent else INK)


def _set_typeface(style: ParagraphStyle, ink: RGBColor) -> None:
    """One typeface for every script: none of the theme's is left, nor its colour or border."""
    style.font.name, style.font.color.rgb = FONT, ink
    for name in ("w:contextualSpacing", "w:pBdr"):
        for element in list(style.element.iter(qn(name))):
            element.getparent().remove(element)
    runs = style.element.get_or_add_rPr()
    for name in ("w:spacing", "w:kern"):  # of letters
        for element in runs.findall(qn(name)):
            runs.remove(element)
    fonts = runs.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
