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
from itertools import groupby

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.claims import Claim, Comparison
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.export.charts.contents import ClaimChart
from cin_narrative.export.charts.page import claim_charts, spoken_of
from cin_narrative.export.charts.panels import Panels, stage_panels
from cin_narrative.report.comparison_table import ComparisonTable
from cin_narrative.report.main_outline import Kind, Part
from cin_narrative.report.summary import SIGNED_HEADING, Form, Summary
from cin_narrative.report.tables import PageTable
from cin_narrative.report.trends import TrendBeside, trends_of
from cin_narrative.report.writer import NOT_SHOWN_HEADING, NOTES_HEADING
from cin_narrative.store.observations import Symbol
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph, mark_line
from cin_narrative.writing.receipts import MEANING
from cin_narrative.writing.render import Ledger

SOURCES_HEADING = "Sources"
MARKS_HEADING = "Figures behind the marks"
ANNEX_HEADING = "Annex: every figure in a sentence"
SOURCES_LINE = "Each number in brackets in the text leads to the figures before it and to where they are published."
TO_BE_WRITTEN = "To be written: "
PRODUCT = "CIN Narrative"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
MOST_CHARTS = 6
CLOSING = (NOT_SHOWN_HEADING, NOTES_HEADING)
BULLETED = (Kind.MESSAGES, Kind.QUESTIONS)
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
    whom it is prepared.
    """

    chapter: bool = False
    template: bytes | None = None
    audience: str = ""


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
        """``text`` cut at its marks; a number in brackets that is no mark of the page stays text."""
        found: list[str | int] = []
        end = 0
        for match in MARK.finditer(text):
            if int(match[1]) in self.figures:
                found += [text[end : match.start()], int(match[1])]
                end = match.end()
        return [piece for piece in [*found, text[end:]] if piece != ""]


def framed(page: Page, frame: Frame, annex: bool = True) -> Page:
    """The page in ``frame``; a chapter asks nobody to write something. Without ``annex`` its main
    part alone.
    """
    kept = page.sections if annex else page.main
    sections = tuple(one for one in kept if not (frame.chapter and one.prompt))
    return replace(page, frame=frame, sections=sections)


def clean(text: str) -> str:
    """``text`` on one line, without characters that cannot be printed."""
    return " ".join(UNPRINTABLE.sub("", text).split())


def lines(text: str) -> list[str]:
    """The lines of a typed text, cleaned, without the empty ones: each is a paragraph of its own."""
    return [line for line in map(clean, text.splitlines()) if line]


def legend(symbols: Iterable[Symbol]) -> list[str]:
    """What each symbol means, in a line each."""
    return [f"[{symbol.value}] means {MEANING[symbol]}." for symbol in symbols]


def charted(commentary: Commentary, desk: Desk) -> list[Comparison]:
    """What is drawn: the rates that the outline names for the main part, or without one the first
    comparison of each section.
    """
    if isinstance(commentary, Summary) and commentary.parts and commentary.area is not None:
        names = [name for part in commentary.parts for name in part.charts]
        found = (
            desk.figure(name, commentary.area, commentary.year, Measure.RATE) for name in names
        )
        drawn = [Comparison(one, ()) for one in found if one is not None and one.is_number][
            :MOST_CHARTS
        ]
        if drawn:
            return drawn
    firsts: dict[str, Comparison] = {}
    for paragraph in commentary.paragraphs:
        for claim in paragraph.claims:
            if isinstance(claim, Comparison):
                firsts.setdefault(paragraph.heading, claim)
    return list(firsts.values())[:MOST_CHARTS]


def drawn_charts(commentary: Commentary, desk: Desk) -> list[Drawn]:
    """What to draw for a commentary, through the desk that made it: trends to its year, then charts
    of its claims; for a brief, none.
    """
    if isinstance(commentary, Summary) and commentary.form is Form.BRIEF:
        return []
    comparisons = charted(commentary, desk)
    stages = (
        stage_panels(desk, comparisons)
        if isinstance(commentary, Summary) and commentary.parts
        else None
    )
    return [*([stages] if stages else _trends(desk, comparisons)), *claim_charts(commentary, desk)]


def _trends(desk: Desk, comparisons: Sequence[Comparison]) -> list[TrendBeside]:
    """The trends of what is compared, up to the year that it is of."""
    years = [comparison.figure.year for comparison in comparisons]
    return trends_of(desk, comparisons, until=max(years)) if years else []


def every_chart(commentary: Commentary, desk: Desk) -> list[Drawn]:
    """Every chart of a commentary: those of its page, then each panel at full size, with its
    region.
    """
    drawn = drawn_charts(commentary, desk)
    has_panels = any(isinstance(one, Panels) for one in drawn)
    return [*drawn, *(_trends(desk, charted(commentary, desk)) if has_panels else [])]


def page_of(commentary: Commentary, drawn: Sequence[Drawn] = ()) -> Page:
    """The page of a commentary, with what is ``drawn`` in the sections that speak of it."""
    ledger = commentary.ledger
    claims, sections = _written(commentary)
    if isinstance(commentary, Summary):
        sections = _completed(commentary, sections, ledger)
    placed: dict[str, list[Drawn]] = {}
    for one in drawn:
        placed.setdefault(_place(one, claims, sections), []).append(one)
    complete = (
        replace(section, drawn=tuple(placed.get(section.heading, ()))) for section in sections
    )
    ledger.complete()
    return Page(
        clean(commentary.title),
        tuple(complete),
        dict(enumerate(ledger.entries, start=1)),
        commentary if isinstance(commentary, Summary) else None,
    )


def _written(commentary: Commentary) -> tuple[dict[str, list[Claim]], list[Section]]:
    """The claims by heading, and the sections, of the paragraphs as they follow one another."""
    parts = (
        {clean(part.heading): part.part for part in commentary.parts}
        if isinstance(commentary, Summary)
        else {}
    )
    claims: dict[str, list[Claim]] = {}
    sections = []
    for heading, group in groupby(
        commentary.paragraphs, key=lambda paragraph: clean(paragraph.heading)
    ):
        paragraphs = list(group)
        claims.setdefault(heading, []).extend(
            claim for paragraph in paragraphs for claim in paragraph.claims
        )
        kind = None if paragraphs[0].annex else parts.get(heading)
        texts = _texts(paragraphs)
        bulleted = kind in BULLETED
        sections.append(
            Section(
                heading,
                () if bulleted else texts,
                texts if bulleted else (),
                annex=paragraphs[0].annex,
                kind=kind,
            )
        )
    return claims, sections


def _texts(paragraphs: Iterable[Paragraph]) -> tuple[Said, ...]:
    found = []
    for paragraph in paragraphs:
        first, *rest = lines(paragraph.text) or [""]
        found += [Said(first, len(clean(paragraph.text[: paragraph.lead]))), *map(Said, rest)]
    return tuple(said for said in found if said.text)


def _completed(summary: Summary, sections: list[Section], ledger: Ledger) -> list[Section]:
    """The main part in the outline's order, with what people write and who signed; then the annex:
    its sections, the table, the
    neighbours, what is not shown, and notes.
    """
    main = [section for section in sections if section.kind is not None]
    slots = {clean(slot.heading): clean(slot.prompt) for slot in summary.slots}
    authored = {
        section.heading: section
        for section in sections
        if section.kind is None and not section.annex and section.heading in slots
    }
    signed = [section for section in sections if section.heading == SIGNED_HEADING]
    ordered = [
        one for part in summary.parts for one in _part(part, summary, main, authored, ledger)
    ]
    rest = [
        section
        for section in sections
        if section.kind is None and section.heading not in (SIGNED_HEADING, *slots)
    ]
    return [*ordered, *signed, *_annex(summary, rest, ledger)]


def _part(
    part: Part,
    summary: Summary,
    main: list[Section],
    authored: Mapping[str, Section],
    ledger: Ledger,
) -> Iterator[Section]:
    """The sections of one part of the outline; none where it has nothing to say."""
    heading = clean(part.heading)
    if part.part is Kind.SLOTS:
        for slot in summary.slots:
            name = clean(slot.heading)
            yield replace(
                authored.get(name) or Section(name, prompt=clean(slot.prompt)), kind=Kind.SLOTS
            )
    elif part.part is Kind.SOURCES:
        yield Section(
            heading,
            bullets=tuple(Said(clean(line)) for line in summary.published_in),
            kind=Kind.SOURCES,
        )
    else:
        written = [section for section in main if section.heading == heading]
        tables = tuple(
            page_table(one, ledger)
            for one in summary.tables
            if not one.annex and clean(one.heading) == heading
        )
        if written or tables:
            first = written[0] if written else Section(heading, kind=part.part)
            more = [said for section in written[1:] for said in section.paragraphs]
            bullets = [said for section in written[1:] for said in section.bullets]
            yield replace(
                first,
                tables=tables,
                paragraphs=(*first.paragraphs, *more),
                bullets=(*first.bullets, *bullets),
            )


def _annex(summary: Summary, sections: list[Section], ledger: Ledger) -> Iterator[Section]:
    """The second part: everything that is said, then the tables, then what is not shown, and notes."""
    in_annex = bool(summary.parts)
    yield from (replace(one, annex=in_annex) for one in sections if one.heading not in CLOSING)
    if summary.table is not None:
        yield Section(
            summary.table.heading, tables=(_table(summary, summary.table, ledger),), annex=in_annex
        )
    for one in summary.tables:
        if one.annex:
            yield Section(clean(one.heading), tables=(page_table(one, ledger),), annex=in_annex)
    yield from (replace(one, annex=in_annex) for one in sections if one.heading in CLOSING)


def _table(summary: Summary, table: ComparisonTable, ledger: Ledger) -> Table:
    rows = tuple(tuple(clean(cell) for cell in row) for row in table.cells(ledger))
    numbers = tuple(figures for _, figures in table.rows)
    return Table(
        clean(f"{summary.title}, beside other areas"),
        ("Figure", *map(clean, table.columns)),
        rows,
        numbers=numbers,
    )


def page_table(table: PageTable, ledger: Ledger) -> Table:
    """A table of the page as text; its figures are entered in ``ledger``."""
    worded = table.worded(ledger)
    rows = tuple((clean(row.label), *(clean(cell.text) for cell in row.cells)) for row in worded)
    return Table(
        clean(table.caption),
        tuple(map(clean, table.columns)),
        rows,
        tuple(map(clean, table.notes)),
        tuple(row.figures for row in worded),
    )


def _place(drawn: Drawn, claims: dict[str, list[Claim]], sections: Sequence[Section]) -> str:
    """The heading under which it is drawn: the panels with the stages of a case, a chart where its
    figure is first spoken of.

    On a page of parts a chart that none speaks of is not drawn.
    """
    stages = next((section.heading for section in sections if section.kind is Kind.STAGES), "")
    if isinstance(drawn, Panels) or (stages and isinstance(drawn, TrendBeside)):
        return stages
    indicator = (
        drawn.trend.highest.indicator if isinstance(drawn, TrendBeside) else drawn.first.indicator
    )
    for section in sections:
        if any(spoken_of(claim) is indicator for claim in claims.get(section.heading, ())):
            return section.heading
    if any(section.kind for section in sections):
        return ""
    return next((section.heading for section in sections if section.tables), sections[0].heading)
