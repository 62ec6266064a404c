"""Areas and a year -> the same rates and percentages of each side by side: three sentences, one
table, notes.

Counts are never compared: a row of a count has its rate, and a row without one is left out. All
figures of a row are of one release, but for those of authorities' own returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import Measure, Note, Text
from cin_narrative.catalogue.indicator import Indicator
from cin_narrative.catalogue.periods import financial_year
from cin_narrative.claims.claims import Caveat, Claim
from cin_narrative.claims.comparison import firm
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.direction import Judgement, Method, judge, load_bands
from cin_narrative.claims.side_by_side import Shifts, Sides, Spread
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.disclosure.figures import Figure
from cin_narrative.errors import CinNarrativeError
from cin_narrative.messages import message
from cin_narrative.report.availability import refuse_unheld
from cin_narrative.report.main_outline import Kind, StageRow
from cin_narrative.report.outline import load_outline
from cin_narrative.report.page_table import PageTable, Row, table_record
from cin_narrative.report.side_by_side.movement import SCALES, moved
from cin_narrative.report.side_by_side.one_release import Figures, of_one_release
from cin_narrative.writing.commentary import Commentary
from cin_narrative.writing.origins import doubt_note, local_note, other_releases_note

MOST_AREAS = 40  # a region has 33 authorities at most


@dataclass(slots=True)
class SideBySide(Commentary):
    """Areas side by side. ``shown`` is what the sentences and the chart are of, for each area;
    ``england`` the same of England.
    """

    areas: tuple[Area, ...] = ()
    year: int = 0
    release: str = ""
    shown: tuple[Figure | None, ...] = ()
    england: Figure | None = None
    table: PageTable | None = None

    def record(self) -> dict[str, Any]:
        """The JSON of ``compare --format json``: what is compared, then the contract's fields, then
        the table.
        """
        found = Commentary.record(self)
        tables = [table_record(self.table, self.ledger, self.places())] if self.table else []
        areas = [{"area_code": one.ons_code, "area": one.name} for one in self.areas]
        head = {"title": self.title, "areas": areas, "year": self.year, "release": self.release}
        return {**head, **found, "tables": tables}


def compared(desk: Desk, areas: Sequence[Area], year: int, indicator: Indicator) -> SideBySide:
    """``areas`` in ``year``: the sentences and chart are of the rate of ``indicator``, or else its
    percentage.

    Raises ``CinNarrativeError`` for fewer than two areas or more than 40, one named twice, or an
    indicator with counts alone; ``NotHeld`` for an area that did not exist in the year, or of which
    the store holds nothing.
    """
    refuse(areas)
    for area in areas:
        refuse_unheld(desk, area, year)
    return _Sheet(desk, tuple(areas), year, indicator).page()


def refuse(areas: Sequence[Area]) -> None:
    """Raise ``CinNarrativeError`` where these cannot be set side by side."""
    codes = [area.code for area in areas]
    twice = next((area for area in areas if codes.count(area.code) > 1), None)
    if twice is not None:
        raise CinNarrativeError(message("report.area_twice", area=twice.in_name))
    if len(areas) < 2:
        raise CinNarrativeError(message("report.one_area"))
    if len(areas) > MOST_AREAS:
        raise CinNarrativeError(message("report.too_many_areas", count=len(areas), most=MOST_AREAS))


class _Sheet:
    """Makes one page of areas side by side."""

    def __init__(
        self, desk: Desk, areas: tuple[Area, ...], year: int, indicator: Indicator
    ) -> None:
        self.desk, self.areas, self.year, self.indicator = desk, areas, year, indicator
        england = desk.areas.get(ENGLAND, year)
        self.england = england
        self.columns = areas if england.code in {area.code for area in areas} else (*areas, england)
        self.measure = next((one for one in SCALES if one in indicator.measures), None)
        if self.measure is None:
            raise CinNarrativeError(message("report.counts_alone", title=indicator.title))
        parts = load_outline(desk.catalogue).parts
        self.stages = [row for part in parts if part.part is Kind.STAGES for row in part.rows]
        self.shares = [name for part in parts if part.part is Kind.QUALITY for name in part.shares]
        names = [name for row in self.stages for name in (row.indicator, row.per) if name]
        desk.prefetch(self.columns, [year], dict.fromkeys([indicator.id, *names, *self.shares]))
        desk.prefetch(self.columns, [year - 1], [indicator.id])

    def page(self) -> SideBySide:
        internal = self.desk.figures.door.audience == INTERNAL
        title = message("report.side_by_side_title", period=financial_year(self.year))
        found = of_one_release(self.desk, self.indicator.id, self._measure, self.columns, self.year)
        held = dict(zip((one.code for one in self.columns), found, strict=True))
        england, shown = held[self.england.code], tuple(found[: len(self.areas)])
        page = SideBySide(
            title,
            internal=internal,
            areas=self.areas,
            year=self.year,
            release=self.desk.figures.door.choice,
            shown=shown,
            england=england,
        )
        for claim in self._claims(shown, firm(england)):
            page.say(message("report.side_by_side_heading"), [claim], shared=True)
        page.table = self._table(found)
        page.table.worded(page.ledger)
        self._notes(page)
        return page

    @property
    def _measure(self) -> Measure:
        return self.measure or Measure.RATE

    # ---- sentences

    def _claims(self, shown: Sequence[Figure | None], england: Figure | None) -> Iterator[Claim]:
        numbers = [one for one in map(firm, shown) if one is not None and one.value is not None]
        if len(numbers) < 2:
            return
        values = [one.value or Decimal(0) for one in numbers]
        ends = [
            tuple(one for one in numbers if one.value == end) for end in (max(values), min(values))
        ]
        yield Spread(ends[0], ends[1], len(numbers), len(shown) - len(numbers))
        others = [one for one in numbers if one.area.code != ENGLAND]
        if england is not None and england.value is not None:
            sides = [found for one in others if (found := self._side(one, england)) is not None]
            apart = sum(area.code != ENGLAND for area in self.areas)
            yield from [Sides(tuple(sides), apart - len(sides))] if sides else []
        moves = [found for one in numbers if (found := self._move(one)) is not None]
        yield Shifts(tuple(moves), len(self.areas) - len(moves))

    def _side(self, figure: Figure, england: Figure) -> Judgement | None:
        """Which side of England it is on, by its own limits; None on too few cases, or where a note
        bars it.
        """
        barred = self._barred(figure.area, (self.year,))
        return (
            None
            if barred or self.desk.rests_on_few(figure)
            else judge(figure, england, Method.LIMITS)
        )

    def _move(self, later: Figure) -> Judgement | None:
        """How it moved in a year, beyond chance or not; None where two figures of one release
        cannot be compared.
        """
        area, before = self.desk.areas.at(later.area, self.year - 1), self.year - 1
        if not (area.members or area.exists_in(before)) or self._barred(
            later.area, (before, self.year)
        ):
            return None
        earlier = firm(
            self.desk.figures.level(
                self.indicator.id, self._measure, area, before, release=later.release
            )
        )
        return moved(later, earlier) if earlier is not None else None

    def _barred(self, area: Area, years: tuple[int, ...]) -> bool:
        """Whether a note bars comparisons of the figures of these years, or says of a break between
        them.
        """
        notes = [one for one in self.desk.catalogue.notes.values() if one.break_between or one.bars]
        return any(
            one.applies(self.indicator.id, code, years)
            for one in notes
            for code in area.members or (area.code,)
        )

    # ---- table and notes

    def _table(self, shown: Figures) -> PageTable:
        heading = message("report.side_by_side_table")
        label = next(
            (
                row.label
                for row in self.stages
                if row.indicator == self.indicator.id and not row.per
            ),
            self.indicator.title,
        )
        before = of_one_release(
            self.desk, self.indicator.id, self._measure, self.columns, self.year - 1
        )
        rows = [
            _row(label, shown),
            _row(message("report.year_before", label=label), before),
            *self._rows(),
        ]
        columns = (
            message("export.period", year=self.year),
            *(str(one.short_name) for one in self.columns),
        )
        kept = tuple(row for row in rows if any(cell for cell in row.cells))
        return PageTable(
            heading,
            f"{heading}, {self.year}",
            columns,
            kept,
            (message("report.side_by_side_units"),),
        )

    def _rows(self) -> Iterator[Row]:
        for row in self.stages:
            if row.per:
                yield _row(row.label, self._ratios(row))
            elif (
                row.indicator != self.indicator.id
                and Measure.RATE in self.desk.catalogue[row.indicator].measures
            ):
                yield _row(
                    row.label,
                    of_one_release(self.desk, row.indicator, Measure.RATE, self.columns, self.year),
                )
        for name in self.shares:
            if name != self.indicator.id:
                found = of_one_release(self.desk, name, Measure.PERCENTAGE, self.columns, self.year)
                yield _row(self.desk.catalogue[name].title, found)

    def _ratios(self, row: StageRow) -> Figures:
        above, below = (
            of_one_release(self.desk, name, Measure.COUNT, self.columns, self.year)
            for name in (row.indicator, row.per)
        )
        return [self._ratio(*pair) for pair in zip(above, below, strict=True)]

    def _ratio(self, above: Figure | None, below: Figure | None) -> Figure | None:
        """So many of a stage for every hundred of another; where one of them is hidden, its symbol
        says why there is none.
        """
        if above is None or below is None:
            return None
        hidden = next((one for one in (above, below) if not one.is_number), None)
        if hidden is not None:
            return hidden
        return (
            self.desk.figures.per_hundred(above, below) if above.release == below.release else None
        )

    def _notes(self, page: SideBySide) -> None:
        heading, confidence = message("report.side_by_side_notes"), load_bands().confidence
        said = [message("report.side_by_side_words", confidence=confidence)]
        figures, store = page.ledger.figures, self.desk.store
        said += [
            doubt_note(figures),
            local_note(figures, store),
            other_releases_note(figures, store),
        ]
        names = [self.indicator.id, *(row.indicator for row in self.stages), *self.shares]
        indicators = [self.desk.catalogue[name] for name in dict.fromkeys(names)]
        found = (
            one
            for area in self.columns
            for one in self.desk.caveats(indicators, area, [self.year - 1, self.year])
        )
        of_places = {one.note.id: one for one in found}
        for claim in (*(Caveat(_plain(text)) for text in said if text), *of_places.values()):
            page.say(heading, [claim])


def _row(label: str, figures: Iterable[Figure | None]) -> Row:
    return Row(Text(label), tuple(() if one is None else (one,) for one in figures))


def _plain(text: str) -> Note:
    return Note("", Text(text), (), (), (), (), False)
