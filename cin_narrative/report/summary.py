"""The annual summary: the outline, worked through for one area and one year or a span of years."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import FIRST_YEAR, financial_year
from cin_narrative.claims.claims import Caveat, Direction, Headline, Question
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import NotHeld, UnknownName
from cin_narrative.report.comparison_table import ComparisonTable, comparison_table
from cin_narrative.report.headlines import choose_headlines
from cin_narrative.report.history import LONGEST
from cin_narrative.report.outline import AuthoredSlot, Outline, load_outline
from cin_narrative.report.writer import Writer, plain_note
from cin_narrative.report.year_before import YearBefore
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.origins import title_mark
from cin_narrative.writing.phrases import PER
from cin_narrative.writing.reasons import headline_reason
from cin_narrative.writing.render import listed

HEADLINES_HEADING = "Headlines"
QUESTIONS_HEADING = "Questions to ask"
SIGNED_HEADING = "Signed"
MOST_QUESTIONS = 5
ONLY_FIGURES = ("Only the figures have changed: the headlines say of this year what they said of the year before. "
                "Read the page again before you reuse last year's words.")  # fmt: skip


class Form(StrEnum):
    """How much of the page is written: everything, or what one sheet holds: headlines, their table, the notes that bear on them."""

    LONG = "long"
    BRIEF = "brief"


@dataclass(slots=True)
class Summary(Commentary):
    """A commentary on one area and year, with its table, the parts that people write, and why each headline was chosen.

    ``before`` knows what the headlines of the year before say; None where the page has no headlines.
    """

    area: Area | None = None
    year: int = 0
    release: str = ""
    table: ComparisonTable | None = None
    slots: tuple[AuthoredSlot, ...] = ()
    headlines: list[Headline] = field(default_factory=list)
    before: YearBefore | None = None
    form: Form = Form.LONG

    @property
    def only_figures_changed(self) -> bool:
        """Whether the headlines say of this year what they said of the year before, apart from the figures."""
        return self.before is not None and self.before.chose_alike(self.headlines)

    @property
    def reasons(self) -> list[str]:
        """Why each headline was chosen, in their order."""
        said = [self.before is not None and self.before.said(headline) for headline in self.headlines]
        return [headline_reason(headline, again) for headline, again in zip(self.headlines, said, strict=True)]

    def record(self) -> dict[str, Any]:
        """The JSON of ``summary --format json``: the contract's fields, after what the summary is of."""
        area, table = self.area, self.table
        rows = {"columns": list(table.columns), "rows": table.cells(self.ledger)} if table else None
        head = {"title": self.title, "area_code": area.ons_code if area else None, "area": area.name if area else None,
                "year": self.year, "release": self.release}  # fmt: skip
        rest = {"table": rows, "headline_reasons": self.reasons, "only_figures_changed": self.only_figures_changed,
                "slots": [{"heading": slot.heading, "prompt": slot.prompt} for slot in self.slots]}  # fmt: skip
        return {**head, **Commentary.record(self), **rest}


def summarise(desk: Desk, area: Area, year: int, since: int | None = None, form: Form = Form.LONG, section: str | None = None,
              outline: Outline | None = None) -> Summary:  # fmt: skip
    """The annual summary of ``area`` for ``year``; raises ``NotHeld`` where there is nothing to say.

    ``since`` takes changes from that year instead of the year before; ``section`` writes that section alone (by its heading;
    ``UnknownName`` offers the nearest).
    """
    outline = outline or load_outline(desk.catalogue)
    refuse_unheld(desk, area, year)
    span = financial_year(year) if since is None else f"{since} to {year}"
    title = f"Children in need in {area.in_name}, {span}{title_mark(desk, area, year)}"
    internal = desk.figures.door.audience == INTERNAL
    summary = Summary(title, internal=internal, area=area, year=year, release=desk.figures.door.choice,
                      form=form if section is None else Form.LONG)  # fmt: skip
    _prefetch(desk, area, year, since, outline)
    writer = Writer(desk, area, year, outline, summary, since)
    if section is None:
        summary.headlines = choose_headlines(desk, area, year, outline.headlines, since)
        for headline in summary.headlines:
            summary.say(HEADLINES_HEADING, [headline])
        if any(headline.figure.basis is Measure.RATE for headline in summary.headlines):
            summary.say(HEADLINES_HEADING, [Caveat(plain_note(f"Rates are {PER}."))])
        writer.speak_of(summary.headlines)
        summary.before = YearBefore(desk, area, year, outline.headlines)
    if summary.form is Form.BRIEF:
        told = [(one.figure.indicator.id, one.figure.basis) for one in summary.headlines]
        summary.table = comparison_table(desk, area, year, told, short=True)
    else:
        _write_sections(writer, outline, summary, area, section)
    if section is None and summary.form is Form.LONG:
        summary.table, summary.slots = comparison_table(desk, area, year, outline.table), outline.slots
        for question in _questions(summary.headlines):
            summary.say(QUESTIONS_HEADING, [question])
    writer.close(standing=summary.form is Form.LONG)
    if summary.table is not None:
        summary.table.cells(summary.ledger)  # enters the table's figures in the ledger, after those of the text
    return summary


def _write_sections(writer: Writer, outline: Outline, summary: Summary, area: Area, section: str | None) -> None:
    headings = [one.heading for one in outline.sections]
    wanted = next((heading for heading in headings if section and heading.lower() == section.lower()), None)
    if section is not None and wanted is None:
        raise UnknownName("section", section, headings)
    for one in outline.sections:
        for paragraph in one.paragraphs if wanted in (None, one.heading) else ():
            if paragraph.only in ("", area.level):
                summary.say(one.heading, writer.claims(paragraph))


def _questions(headlines: list[Headline]) -> list[Question]:
    beyond = (Direction.HIGHER, Direction.LOWER)
    found: list[Question] = []
    for headline in headlines:
        if headline.told_change and headline.told_change.judgement.direction in beyond:
            found.append(Question(headline))
        found += [Question(headline, one) for one in headline.against if one.judgement.direction in beyond][-1:]
    return found[:MOST_QUESTIONS]


def refuse_unheld(desk: Desk, area: Area, year: int) -> None:
    """Raise ``NotHeld`` where the area did not exist in the year, or the store holds nothing of it."""
    if not area.exists_in(year):
        raise NotHeld(existence(desk, area, year))
    held = desk.store.areas_by_year.get(year, frozenset())
    if area.members and held.issuperset(area.members):
        return
    if area.code not in held:
        years = sorted(y for y, codes in desk.store.areas_by_year.items() if area.code in codes)
        other = f" It holds {years[0]} to {years[-1]} for it." if years else " Load DfE's files with `cin-narrative load`."
        raise NotHeld(f"The store holds no figures for {area.in_name} in the year ending 31 March {year}.{other}")


def existence(desk: Desk, area: Area, year: int) -> str:
    """Why ``area`` has no figures for ``year``: before these statistics, abolished (with who came after), or not yet formed."""
    if area.members:
        return f"The local authorities of {area.in_name} did not all exist in the year ending 31 March {year}."
    others = area.successors if year >= area.first_year else area.predecessors
    names = listed([desk.areas.get(code).in_name for code in others])
    if year < FIRST_YEAR:
        return f"These statistics begin with the year ending 31 March {FIRST_YEAR}: nothing is held for {year}."
    if year < area.first_year:
        before = f"; before it there was {names}" if names else ""
        return f"{area.in_name} was formed later: its first figures are for the year ending 31 March {area.first_year}{before}."
    after = f"; its area is now in {names}" if names else ""
    return f"{area.in_name} was abolished: its last figures are for the year ending 31 March {area.last_year}{after}."


def _prefetch(desk: Desk, area: Area, year: int, since: int | None, outline: Outline) -> None:
    around = [*desk.areas.neighbours(area, year, desk.model)[1], desk.areas.get(ENGLAND, year)]
    region = desk.areas.region_of(area)
    desk.prefetch([area, *around, *([region] if region else [])], [year], outline.indicators)
    desk.prefetch([area], [*range(year - LONGEST, year), *([] if since is None else [since])], outline.indicators)
