"""A commentary -> its page: sections in the order that every format gives them, with what is drawn
in the section that speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from cin_narrative.claims.claims import Claim
from cin_narrative.export.charts.page import spoken_of
from cin_narrative.export.charts.panels import Panels
from cin_narrative.export.page import Drawn, Page, Said, Section, Table, clean, lines
from cin_narrative.report.annex.closing import closing_headings
from cin_narrative.report.annex.comparison_table import ComparisonTable
from cin_narrative.report.main_outline import Kind, Part
from cin_narrative.report.page_table import PageTable
from cin_narrative.report.summary import DIFFERS_HEADING, SIGNED_HEADING, Summary
from cin_narrative.report.trends import TrendBeside
from cin_narrative.writing.commentary import Commentary, Paragraph
from cin_narrative.writing.render import Ledger

BULLETED = (Kind.MESSAGES, Kind.QUESTIONS)


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
    """The main part in the outline's order, with what people write, what differs from the store and
    who signed; then the annex: its sections, the table, the neighbours, what is not shown, and
    notes.
    """
    main = [section for section in sections if section.kind is not None]
    slots = {clean(slot.heading): clean(slot.prompt) for slot in summary.slots}
    authored = {
        section.heading: section
        for section in sections
        if section.kind is None and not section.annex and section.heading in slots
    }
    last = [section for section in sections if section.heading in (DIFFERS_HEADING, SIGNED_HEADING)]
    others = [one for one in sections if not (one.kind or one in last or one.heading in slots)]
    added = [one for one in others if summary.parts and not one.annex]
    ordered = [
        *_parts(summary.parts[: _first_slots(summary)], summary, main, authored, ledger),
        *added,
        *_parts(summary.parts[_first_slots(summary) :], summary, main, authored, ledger),
    ]
    rest = [one for one in others if one not in added]
    return [*ordered, *last, *_annex(summary, rest, ledger)]


def _first_slots(summary: Summary) -> int:
    """How many parts of the outline come before what people write: what somebody added to a draft
    follows them, as it does in the view where it was added.
    """
    kinds = [part.part for part in summary.parts]
    return kinds.index(Kind.SLOTS) if Kind.SLOTS in kinds else len(kinds)


def _parts(
    parts: Sequence[Part],
    summary: Summary,
    main: list[Section],
    authored: Mapping[str, Section],
    ledger: Ledger,
) -> Iterator[Section]:
    for part in parts:
        yield from _part(part, summary, main, authored, ledger)


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
    """The second part: everything that is said, then the tables, then what is not shown,
    and notes.
    """
    in_annex = bool(summary.parts)
    yield from (
        replace(one, annex=in_annex) for one in sections if one.heading not in closing_headings()
    )
    if summary.table is not None:
        yield Section(
            summary.table.heading, tables=(_table(summary, summary.table, ledger),), annex=in_annex
        )
    for one in summary.tables:
        if one.annex:
            yield Section(clean(one.heading), tables=(page_table(one, ledger),), annex=in_annex)
    yield from (
        replace(one, annex=in_annex) for one in sections if one.heading in closing_headings()
    )


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
