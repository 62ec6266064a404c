"""A commentary laid out for export: sections of paragraphs, tables and pictures, in the order every
format gives them.

The yearly page has two parts: the sections of its main part, then those of its annex
(``Section.annex``), which a format sets apart. Everything typed or found in data passes through
``clean`` here, once, before any format sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.panels import Panels
from cin_narrative.messages import message
from cin_narrative.report.main_outline import Kind
from cin_narrative.report.summary import Form, Summary
from cin_narrative.report.trends import TrendBeside
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.commentary import MARK, mark_line
from cin_narrative.writing.receipts import MEANING

SOURCES_HEADING = "Sources"
MARKS_HEADING = message("export.marks_heading")
ANNEX_HEADING = message("export.annex_heading")
SOURCES_LINE = message("export.sources_line")
TO_BE_WRITTEN = "To be written: "
PRODUCT = "CIN Narrative"
ATTRIBUTION = message("export.attribution")
# Control characters, which XML does not allow, and marks that turn the direction of the text around
# them.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
SYMBOL = re.compile(rf"\[({'|'.join(Symbol)})\]")
Drawn = TrendBeside | ClaimChart | Panels


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph or bullet: its text with marks, of which the first ``lead`` characters are
    printed bold.
    """

    text: str
    lead: int = 0

    @property
    def bold(self) -> str:
        """The message itself; empty where nothing is printed bold."""
        return self.text[: self.lead]

    @property
    def rest(self) -> str:
        """What follows it."""
        return self.text[self.lead :]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text with marks: its first row heads the columns, its first column heads the rows;
    ``notes`` stand under it.

    ``numbers`` are, by row and cell after the first, the one figure that a cell is, where it is
    one.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    numbers: tuple[tuple[Figure | None, ...], ...] = ()

    @property
    def symbols(self) -> list[Symbol]:
        """The symbols that stand in it, in a fixed order."""
        found = {symbol for row in self.rows for cell in row for symbol in SYMBOL.findall(cell)}
        return [symbol for symbol in Symbol if symbol.value in found]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: bullets, paragraphs, the ``prompt`` of what a person is
    asked to write, tables, charts.

    ``annex``: it stands in the page's second part. ``kind`` is what part of the main part it is.
    """

    heading: str
    paragraphs: tuple[Said, ...] = ()
    bullets: tuple[Said, ...] = ()
    prompt: str = ""
    tables: tuple[Table, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    annex: bool = False
    kind: Kind | None = None

    @property
    def texts(self) -> Iterator[str]:
        """Every text that may hold marks, in reading order."""
        yield from (said.text for said in (*self.bullets, *self.paragraphs))
        yield from (cell for table in self.tables for row in table.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a format puts around a page, and how much of it. ``chapter``: nothing, so that the page
    can stand in another document.

    ``template``: the bytes of a council's own Word document, to write it into; ``audience``: for
    whom it is prepared; ``annex``: off, the main part stands alone.
    """

    chapter: bool = False
    template: bytes | None = None
    audience: str = ""
    annex: bool = True


BARE = Frame()


@dataclass(frozen=True, slots=True)
class Page:
    """What is exported: the title, the sections, and the figures by mark, those of the text and
    those they were worked out from.

    ``summary`` is what it lays out, where that is one.
    """

    title: str
    sections: tuple[Section, ...]
    figures: Mapping[int, tuple[Figure, ...]]
    summary: Summary | None = None
    frame: Frame = BARE

    @property
    def is_brief(self) -> bool:
        """Whether it is to stand on one sheet."""
        return self.summary is not None and self.summary.form is Form.BRIEF

    @property
    def marks_heading(self) -> str:
        """What stands over the list of marks: a page that lists its sources by table has another
        heading there.
        """
        return (
            MARKS_HEADING
            if any(section.kind is Kind.SOURCES for section in self.sections)
            else SOURCES_HEADING
        )

    @property
    def main(self) -> tuple[Section, ...]:
        """The sections of the main part; of a page without parts, all."""
        return tuple(section for section in self.sections if not section.annex)

    @property
    def annex(self) -> tuple[Section, ...]:
        """The sections of the second part."""
        return tuple(section for section in self.sections if section.annex)

    @property
    def texts(self) -> Iterator[str]:
        """Every text that may hold marks, in reading order."""
        return (text for section in self.sections for text in section.texts)

    @property
    def marks(self) -> list[int]:
        """Every mark cited, each once, in reading order."""
        return self.marks_of(self.sections)

    def marks_of(self, sections: Sequence[Section]) -> list[int]:
        """Every mark cited in these sections, each once, in reading order."""
        texts = (text for section in sections for text in section.texts)
        return list(
            dict.fromkeys(
                part for text in texts for part in self.pieces(text) if isinstance(part, int)
            )
        )

    @property
    def drawn(self) -> list[Drawn]:
        """Every picture, in reading order."""
        return [one for section in self.sections for one in section.drawn]

    @property
    def trends(self) -> list[TrendBeside]:
        """Every trend drawn, by itself or as a panel, in reading order."""
        panels = (
            (one.trends if isinstance(one, Panels) else (one,))
            for one in self.drawn
            if not isinstance(one, ClaimChart)
        )
        return [trend for some in panels for trend in some]

    @property
    def charts(self) -> list[ClaimChart]:
        """Every chart of one claim, in reading order."""
        return [one for one in self.drawn if isinstance(one, ClaimChart)]

    def source(self, mark: int) -> str:
        """The sources of the figures of a mark, without the mark."""
        return clean(mark_line(mark, self.figures[mark]).removeprefix(f"[{mark}] "))

    def pieces(self, text: str) -> list[str | int]:
        """``text`` cut at its marks; a number in brackets that is no mark of the page stays
        text.
        """
        found: list[str | int] = []
        end = 0
        for match in MARK.finditer(text):
            if int(match[1]) in self.figures:
                found += [text[end : match.start()], int(match[1])]
                end = match.end()
        return [piece for piece in [*found, text[end:]] if piece != ""]


def framed(page: Page, frame: Frame) -> Page:
    """The page in ``frame``; a chapter asks nobody to write something."""
    kept = page.sections if frame.annex else page.main
    sections = tuple(one for one in kept if not (frame.chapter and one.prompt))
    return replace(page, frame=frame, sections=sections)


def clean(text: str) -> str:
    """``text`` on one line, without characters that cannot be printed."""
    return " ".join(UNPRINTABLE.sub("", text).split())


def lines(text: str) -> list[str]:
    """The lines of a typed text, cleaned, without the empty ones: each is a paragraph of
    its own.
    """
    return [line for line in map(clean, text.splitlines()) if line]


def legend(symbols: Iterable[Symbol]) -> list[str]:
    """What each symbol means, in a line each."""
    return [f"[{symbol.value}] means {MEANING[symbol]}." for symbol in symbols]
