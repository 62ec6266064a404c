"""The annual summary: the outline, worked through for one area and one year or a span of years; its
record in JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.periods import financial_year
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import UnknownName
from cin_narrative.findings.find import find
from cin_narrative.findings.finding import Findings
from cin_narrative.messages import message
from cin_narrative.report.annex.comparison_table import ComparisonTable, comparison_table
from cin_narrative.report.annex.history import LONGEST
from cin_narrative.report.annex.writer import Writer
from cin_narrative.report.availability import refuse_unheld
from cin_narrative.report.finding_claims import reason_of
from cin_narrative.report.headlines import spoken, told
from cin_narrative.report.main_outline import Part
from cin_narrative.report.main_part import MainPart
from cin_narrative.report.outline import AuthoredSlot, Outline, load_outline
from cin_narrative.report.page_table import PageTable, table_record
from cin_narrative.report.tables import Tables
from cin_narrative.store.connection import no_collecting
from cin_narrative.writing.citations import citations
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.origins import title_mark

SIGNED_HEADING = "Signed"
DIFFERS_HEADING = message("drafts.differs")
ONLY_FIGURES = message("report.only_figures")


class Form(StrEnum):
    """How much of the page is written: everything, or what one sheet holds: what to know, the table
    of stages, the notes.
    """

    LONG = "long"
    BRIEF = "brief"


@dataclass(slots=True)
class Summary(Commentary):
    """The yearly page of one area and year: a main part that says what matters, and an annex that
    says everything.

    ``parts`` are the sections of the main part in their order (``Kind`` and heading: what stands
    under a heading are the paragraphs that have it and are not of the annex, and the ``tables``);
    ``slots`` are the parts that people write. ``table`` is the annex's comparison. ``findings`` is
    what stands out; ``of_year_before`` gives that of the year before, when it is asked for.
    ``desk`` is where it was made: its charts are drawn there, while the store is open.
    """

    area: Area | None = None
    year: int = 0
    release: str = ""
    parts: tuple[Part, ...] = ()
    tables: list[PageTable] = field(default_factory=list)
    table: ComparisonTable | None = None
    slots: tuple[AuthoredSlot, ...] = ()
    findings: Findings | None = None
    of_year_before: Callable[[], Findings | None] = lambda: None
    form: Form = Form.LONG
    has_annex: bool = True
    main_marks: int = 0  # the marks up to this one are of the main part
    desk: Desk | None = field(default=None, repr=False)

    @property
    def only_figures_changed(self) -> bool:
        """Whether what to know is of this year what it was of the year before, apart from the
        figures.
        """
        said, before = told(self.findings), told(self.of_year_before() if self.findings else None)
        return bool(said) and sorted(map(spoken, said)) == sorted(map(spoken, before))

    @property
    def reasons(self) -> list[str]:
        """Why level and change, and each message, are told as they are: how far they are from the
        middle of all authorities;
        and whether the page of the year before told the same.
        """
        before = set(map(spoken, told(self.of_year_before() if self.findings else None)))
        return [reason_of(one, again=spoken(one) in before) for one in told(self.findings)]

    @property
    def published_in(self) -> list[str]:
        """A line for each release and table that the figures of the main part are from; of a page
        without one, all figures.
        """
        entries = self.ledger.entries[: self.main_marks or None]
        return citations(figure for entry in entries for figure in entry)

    def record(self) -> dict[str, Any]:
        """The JSON of ``summary --format json``: the contract's fields, after what the summary is
        of.
        """
        area, table = self.area, self.table
        found = Commentary.record(self)
        places = self.places()
        rows = (
            {"columns": list(table.columns), "rows": table.cells(self.ledger), "annex": True}
            if table
            else None
        )
        head = {
            "title": self.title,
            "area_code": area.ons_code if area else None,
            "area": area.name if area else None,
            "year": self.year,
            "release": self.release,
        }
        rest = {
            "table": rows,
            "tables": [table_record(one, self.ledger, places) for one in self.tables],
            "headline_reasons": self.reasons,
            "only_figures_changed": self.only_figures_changed,
            "slots": [{"heading": slot.heading, "prompt": slot.prompt} for slot in self.slots],
            "sources": self.published_in,
        }
        return {**head, **found, **rest}


@no_collecting()
def summarise(
    desk: Desk,
    area: Area,
    year: int,
    since: int | None = None,
    form: Form = Form.LONG,
    section: str | None = None,
    outline: Outline | None = None,
    *,
    annex: bool = True,
) -> Summary:
    """The annual summary of ``area`` for ``year``; raises ``NotHeld`` where there is nothing to
    say.

    ``since`` takes the annex's changes from that year instead of the year before; ``section``
    writes that section of the annex alone (by its heading; ``UnknownName`` offers the nearest).
    ``annex``: off, the main part stands alone.
    """
    outline = outline or load_outline(desk.catalogue)
    refuse_unheld(desk, area, year)
    span = financial_year(year) if since is None else f"{since} to {year}"
    _prefetch(desk, area, year, since)
    mark = title_mark(desk, area, year)
    is_brief = form is Form.BRIEF and section is None
    summary = Summary(
        message("report.title", area=area.in_name, span=span, mark=mark),
        internal=desk.figures.door.audience == INTERNAL,
        area=area,
        year=year,
        release=desk.figures.door.choice,
        form=Form.BRIEF if is_brief else Form.LONG,
        has_annex=annex and not is_brief,
        desk=desk,
    )
    if section is None:
        _write_main(desk, outline, summary)
    if section is not None or summary.has_annex:
        writer = Writer(desk, area, year, outline, summary, since, annex=section is None)
        _write_annex(writer, outline, summary, section)
    return summary


def _write_main(desk: Desk, outline: Outline, summary: Summary) -> None:
    area, year = summary.area, summary.year
    if area is None:
        return
    shown = frozenset(name for part in outline.parts for name in part.row_names)
    found = summary.findings = find(desk.figures, area, year, desk.model, shown)
    before = desk.areas.at(area, year - 1)
    summary.of_year_before = cache(  # asked for by every message, and again whenever it is shown
        lambda: (
            find(desk.figures, before, year - 1, desk.model, shown)
            if desk.areas.existed(area, year - 1)
            else None
        )
    )
    main = MainPart(desk, found, summary, summary.has_annex)
    main.write(outline.parts, summary.form is Form.BRIEF)
    summary.parts = tuple(part for part in outline.parts if part.brief or summary.form is Form.LONG)
    summary.tables = main.tables
    summary.main_marks = len(summary.ledger.entries)
    summary.slots = outline.slots if summary.form is Form.LONG else ()


def _write_annex(writer: Writer, outline: Outline, summary: Summary, section: str | None) -> None:
    area = summary.area
    if area is None:
        return
    _write_sections(writer, outline, summary, area, section)
    if section is None:
        summary.table = comparison_table(writer.desk, area, summary.year, outline.table)
        near = Tables(writer.desk, area, summary.year).neighbour_table(
            message("report.neighbours_heading"), outline.neighbour_rows
        )
        summary.tables += [near] if near else []
    writer.close()
    if summary.table is not None:
        summary.table.cells(
            summary.ledger
        )  # enters the table's figures in the ledger, after those of the text
    for table in summary.tables:
        table.enter(summary.ledger)


def _write_sections(
    writer: Writer, outline: Outline, summary: Summary, area: Area, section: str | None
) -> None:
    headings = [one.heading for one in outline.sections]
    wanted = next(
        (heading for heading in headings if section and heading.lower() == section.lower()), None
    )
    if section is not None and wanted is None:
        raise UnknownName("section", section, headings)
    for one in outline.sections:
        for paragraph in one.paragraphs if wanted in (None, one.heading) else ():
            if paragraph.only in ("", area.level):
                summary.say(one.heading, writer.claims(paragraph), annex=writer.annex)


def _prefetch(desk: Desk, area: Area, year: int, since: int | None) -> None:
    desk.read_own(area, [*range(year - LONGEST, year + 1), *([] if since is None else [since])])
    around = [*desk.areas.neighbours(area, year, desk.model)[1], desk.areas.get(ENGLAND, year)]
    region = desk.areas.region_of(area)
    desk.prefetch([*around, *([region] if region else [])], [year], desk.catalogue.indicators)
