"""A commentary laid out for export: sections of paragraphs, tables and pictures, in the order every format gives them.

Everything typed or found in data passes through ``clean`` here, once, before any format sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cin_narrative.claims.claims import Caveat, Claim, Comparison
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.panels import Panels
from cin_narrative.export.charts.page import claim_charts, spoken_of
from cin_narrative.report.comparison_table import ComparisonTable
from cin_narrative.report.summary import (
    HEADLINES_HEADING,
    QUESTIONS_HEADING,
    SIGNED_HEADING,
    Form,
    Summary,
)
from cin_narrative.report.trends import TrendBeside, trends_of
from cin_narrative.report.writer import NOT_SHOWN_HEADING, NOTES_HEADING
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph, source_line
from cin_narrative.writing.receipts import MEANING
from cin_narrative.writing.render import Ledger

SOURCES_HEADING = "Sources"
SOURCES_LINE = "Each number in brackets in the text leads to the source of the figure before it."
TO_BE_WRITTEN = "To be written: "
PRODUCT = "CIN Narrative"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
MOST_CHARTS = 6
CLOSING = (NOT_SHOWN_HEADING, NOTES_HEADING)
BULLETED = (HEADLINES_HEADING, QUESTIONS_HEADING)
# Control characters, which XML does not allow, and marks that turn the direction of the text around them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
SYMBOL = re.compile(rf"\[({'|'.join(Symbol)})\]")
Drawn = TrendBeside | ClaimChart | Panels


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text with marks: its first row heads the columns, its first column heads the rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def symbols(self) -> list[Symbol]:
        """The symbols that stand in it, in a fixed order."""
        found = {symbol for row in self.rows for cell in row for symbol in SYMBOL.findall(cell)}
        return [symbol for symbol in Symbol if symbol.value in found]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: bullets, paragraphs, the ``prompt`` of what a person is asked to write, a table, charts."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    prompt: str = ""
    table: Table | None = None
    drawn: tuple[Drawn, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What a format puts around a page, and how much of it. ``chapter``: nothing, so that the page can stand in another document.

    ``template``: the bytes of a council's own Word document, to write it into; ``audience``: for whom it is prepared.
    """

    chapter: bool = False
    template: bytes | None = None
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What is exported: the title, the sections, and the figures by mark, those of the text and those they were worked out from.

    ``summary`` is what it lays out, where that is one.
    """

    title: str
    sections: tuple[Section, ...]
    figures: Mapping[int, Figure]
    summary: Summary | None = None
    frame: Frame = Frame()

    @property
    def sources(self) -> list[str]:
        """Where the figures are published."""
        return list(dict.fromkeys(f"{source}, {one.release}" for one in self.figures.values() for source in one.source.split("; ")))

    @property
    def subject(self) -> str:
        """What it is about."""
        return "Children in need"

    @property
    def cover(self) -> list[tuple[str, str]]:
        """What it is, for a cover."""
        return [("area", str(self.summary.area.name)), ("period", str(self.summary.year))] if self.summary and self.summary.area else []

    def opened(self, mark: int) -> tuple[Figure, ...]:
        """The figures that a mark opens."""
        return (self.figures[mark],)

    @property
    def is_brief(self) -> bool:
        """Whether it is to stand on one sheet."""
        return self.summary is not None and self.summary.form is Form.BRIEF

    @property
    def texts(self) -> Iterator[str]:
        """Every text that may hold marks, in reading order."""
        for section in self.sections:
            yield from (*section.bullets, *section.paragraphs)
            if section.table is not None:
                yield from (cell for row in section.table.rows for cell in row)

    @property
    def marks(self) -> list[int]:
        """Every mark cited, each once, in reading order."""
        return list(dict.fromkeys(part for text in self.texts for part in self.pieces(text) if isinstance(part, int)))

    @property
    def trends(self) -> list[TrendBeside]:
        """Every trend drawn, in reading order."""
        return [one for section in self.sections for one in section.drawn if isinstance(one, TrendBeside)]

    @property
    def charts(self) -> list[ClaimChart]:
        """Every chart of one claim, in reading order."""
        return [one for section in self.sections for one in section.drawn if isinstance(one, ClaimChart)]

    def source(self, mark: int) -> str:
        """The source line of a mark, without the mark."""
        return clean(source_line(mark, self.figures[mark]).removeprefix(f"[{mark}] "))

    def pieces(self, text: str) -> list[str | int]:
        """``text`` cut at its marks; a number in brackets that is no mark of the page stays text."""
        found: list[str | int] = []
        end = 0
        for match in MARK.finditer(text):
            if int(match[1]) in self.figures:
                found += [text[end : match.start()], int(match[1])]
                end = match.end()
        return [piece for piece in [*found, text[end:]] if piece != ""]


def clean(text: str) -> str:
    """``text`` on one line, without characters that cannot be printed."""
    return " ".join(UNPRINTABLE.sub("", text).split())


def lines(text: str) -> list[str]:
    """The lines of a typed text, cleaned, without the empty ones: each is a paragraph of its own."""
    return [line for line in map(clean, text.splitlines()) if line]


def legend(symbols: Iterable[Symbol]) -> list[str]:
    """What each symbol means, in a line each."""
    return [f"[{symbol.value}] means {MEANING[symbol]}." for symbol in symbols]


def charted(commentary: Commentary) -> list[Comparison]:
    """What is drawn: the figure of each headline, or without headlines the first comparison of each section."""
    if isinstance(commentary, Summary) and commentary.headlines:
        return [Comparison(headline.figure, ()) for headline in commentary.headlines]
    firsts: dict[str, Comparison] = {}
    for paragraph in commentary.paragraphs:
        for claim in paragraph.claims:
            if isinstance(claim, Comparison):
                firsts.setdefault(paragraph.heading, claim)
    return list(firsts.values())[:MOST_CHARTS]


def drawn_charts(commentary: Commentary, desk: Desk) -> list[Drawn]:
    """What to draw for a commentary, through the desk that made it: trends to its year, then charts of its claims; for a brief, none."""
    if isinstance(commentary, Summary) and commentary.form is Form.BRIEF:
        return []
    comparisons = charted(commentary)
    years = [comparison.figure.year for comparison in comparisons]
    trends = trends_of(desk, comparisons, until=max(years)) if years else []
    return [*trends, *claim_charts(commentary, desk)]


def page_of(commentary: Commentary, drawn: Sequence[Drawn] = ()) -> Page:
    """The page of a commentary, with what is ``drawn`` in the sections that speak of it."""
    ledger = Ledger()  # a copy: what a table cites here must not change the commentary
    for figure in commentary.figures:
        ledger.cite(figure)
    claims, sections = _written(commentary)
    if isinstance(commentary, Summary):
        sections = _completed(commentary, sections, ledger)
    placed: dict[str, list[Drawn]] = {}
    for one in drawn:
        placed.setdefault(_place(one, claims, sections), []).append(one)
    complete = (replace(section, drawn=tuple(placed.get(section.heading, ()))) for section in sections)
    ledger.complete()
    return Page(clean(commentary.title), tuple(complete), dict(enumerate(ledger.figures, start=1)),
                commentary if isinstance(commentary, Summary) else None)  # fmt: skip


def _written(commentary: Commentary) -> tuple[dict[str, list[Claim]], list[Section]]:
    """The claims by heading, and the sections, of the paragraphs as they follow one another."""
    claims: dict[str, list[Claim]] = {}
    sections = []
    for heading, group in groupby(commentary.paragraphs, key=lambda paragraph: paragraph.heading):
        paragraphs = list(group)
        claims.setdefault(clean(heading), []).extend(claim for paragraph in paragraphs for claim in paragraph.claims)
        bullets = [paragraph for paragraph in paragraphs if _is_bullet(paragraph)]
        rest = [paragraph for paragraph in paragraphs if not _is_bullet(paragraph)]
        sections.append(Section(clean(heading), _texts(rest), _texts(bullets)))
    return claims, sections


def _is_bullet(paragraph: Paragraph) -> bool:
    """Headlines and questions are bullets; a caveat beneath them is not."""
    return paragraph.heading in BULLETED and not (paragraph.claims and all(isinstance(claim, Caveat) for claim in paragraph.claims))


def _texts(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    return tuple(line for paragraph in paragraphs for line in lines(paragraph.text))


def _completed(summary: Summary, sections: list[Section], ledger: Ledger) -> list[Section]:
    """The order of a summary: findings; the table; what is not shown, and notes; what people write; questions to ask;
    who signed."""
    slots = {clean(slot.heading): clean(slot.prompt) for slot in summary.slots}
    filled = {section.heading for section in sections}
    questions = [section for section in sections if section.heading == QUESTIONS_HEADING]
    authored = [section for section in sections if section.heading in slots]
    closing = [section for section in sections if section.heading in CLOSING]
    signed = [section for section in sections if section.heading == SIGNED_HEADING]
    findings = [section for section in sections if section.heading not in (QUESTIONS_HEADING, SIGNED_HEADING, *slots, *CLOSING)]
    empty = [Section(heading, prompt=prompt) for heading, prompt in slots.items() if heading not in filled]
    by_slot = sorted([*authored, *empty], key=lambda section: list(slots).index(section.heading))
    table = [Section(summary.table.heading, table=_table(summary, summary.table, ledger))] if summary.table else []
    return [*findings, *table, *closing, *by_slot, *questions, *signed]


def _table(summary: Summary, table: ComparisonTable, ledger: Ledger) -> Table:
    rows = tuple(tuple(clean(cell) for cell in row) for row in table.cells(ledger))
    return Table(clean(f"{summary.title}, beside other areas"), ("Figure", *map(clean, table.columns)), rows)


def _place(drawn: Drawn, claims: dict[str, list[Claim]], sections: Sequence[Section]) -> str:
    """The heading under which it is drawn: the first section, after the headlines, that speaks of its figure."""
    indicator = drawn.trend.highest.indicator if isinstance(drawn, TrendBeside) else drawn.first.indicator
    for section in sections:
        if any(spoken_of(claim) is indicator for claim in claims.get(section.heading, ())):
            return section.heading
    return next((section.heading for section in sections if section.table is not None), sections[0].heading)

