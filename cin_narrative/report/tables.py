"""The tables of the page's main part: an area, a year and the outline's rows -> rows of figures,
and their text with marks.

A row has one mark, beside its name, which opens every figure of it; a cell may hold several figures
("569.4 (331.1 to 797.5)"). No table holds a number that is not a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cin_narrative.catalogue.areas import ENGLAND, NEIGHBOURS_NEEDED, Area
from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.indicator import COUNT, PERCENTAGE, RATE
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.door import FIRST_PUBLISHED
from cin_narrative.disclosure.figures import Figure
from cin_narrative.messages import message
from cin_narrative.report.main_outline import StageRow
from cin_narrative.report.page_table import NO_RATE, Cell, PageTable, Row
from cin_narrative.writing.citations import REPORTED


class Tables:
    """Makes the tables of one area and year."""

    def __init__(self, desk: Desk, area: Area, year: int) -> None:
        self.desk, self.area, self.year = desk, area, year
        self.england = desk.areas.get(ENGLAND, year)
        self.region = desk.areas.region_of(area) if area.is_authority else None
        self.model, self.neighbours = (
            desk.areas.neighbours(area, year, desk.model) if area.is_authority else (0, [])
        )

    def stages(
        self, heading: str, rows: Sequence[StageRow], years: int, notes: Iterable[str]
    ) -> PageTable | None:
        """The stages of a case: some years' numbers, the year's rate, and who it stands beside.
        Ratios are among the rows.
        """
        span = [
            year
            for year in range(self.year - years + 1, self.year + 1)
            if self.desk.areas.existed(self.area, year)
        ]
        span = [
            year
            for year in span
            if year == self.year
            or any(_is_number(self._figure(one, self.area, year)) for one in rows)
        ]
        made = [row for one in rows if (row := self._stage(one, span)) is not None]
        columns = (
            "Year ending 31 March",
            *map(str, span),
            f"Rate {self.year}",
            *self._beside_names(region=False),
        )
        return (
            PageTable(
                heading, f"{heading}, {self.area.short_name}", columns, tuple(made), tuple(notes)
            )
            if made
            else None
        )

    def _stage(self, row: StageRow, span: Sequence[int]) -> Row | None:
        cells = [self._cell(self._figure(row, self.area, year)) for year in span]
        own = self._figure(row, self.area, self.year)
        compared = own if row.per else self.desk.figure(row.indicator, self.area, self.year, RATE)
        if not any(isinstance(one, Figure) and one.is_number for cell in cells for one in cell):
            return None
        rate: Cell = (NO_RATE,) if row.per else self._cell(compared)
        return Row(Text(row.label), (*cells, rate, *self._beside(row, compared)))

    def _figure(self, row: StageRow, area: Area, year: int) -> Figure | None:
        """The number of a row, or so many of its first stage for every hundred of its second."""
        place = self.desk.areas.at(area, year)
        above = self._number(row.indicator, place, year)
        if not row.per:
            return above
        below = self._number(row.per, place, year)
        hidden = next(
            (one for one in (above, below) if one is not None and not one.is_number), None
        )
        if hidden is not None:
            return hidden  # its symbol says why there is no ratio either
        return (
            self.desk.figures.per_hundred(above, below)
            if above and below and above.release == below.release
            else None
        )

    def _number(self, indicator: str, place: Area, year: int) -> Figure | None:
        """A count; where those first published were asked for, none of a later release stands among
        them.
        """
        found = self.desk.figure(indicator, place, year, COUNT)
        later = (
            found is not None
            and REPORTED.fullmatch(found.release)
            and self.desk.figures.door.choice == FIRST_PUBLISHED
        )
        return None if later else found

    def _beside(self, row: StageRow, own: Figure | None) -> Iterable[Cell]:
        """The neighbours and England, as far as the table has columns for them."""
        if self.area.is_authority:
            if own is not None and not row.per:
                yield self._around(self.desk.neighbour_figures(own)[2], own)
            else:
                yield self._around(self._neighbours(row, own))
        if self.area.code != ENGLAND:
            yield self._cell(self._other(row, self.england, own))

    def _other(self, row: StageRow, area: Area, own: Figure | None) -> Figure | None:
        release = self.desk.release_beside(own) if own is not None else None
        measure = COUNT if row.per else RATE
        found = self.desk.figures.level(row.indicator, measure, area, self.year, release=release)
        if not row.per or found is None:
            return found
        below = self.desk.figures.level(row.per, COUNT, area, self.year, release=found.release)
        return self.desk.figures.per_hundred(found, below) if below is not None else None

    def _neighbours(self, row: StageRow, own: Figure | None) -> list[Figure]:
        found = [self._other(row, area, own) for area in self.neighbours]
        return [one for one in found if one is not None and one.is_firm]

    def _around(self, figures: Sequence[Figure], own: Figure | None = None) -> Cell:
        """``569.4 (331.1 to 797.5)``, with how many had a figure where that is not all of them.
        Those beside ``own`` have one middle, wherever the page tells it.
        """
        if len(figures) < NEIGHBOURS_NEEDED:
            return (NO_RATE,)  # of too few: nothing that DfE leaves out
        group = self.desk.neighbour_group(self.area, self.model)
        middle = (own and self.desk.neighbour_mean(own)) or self.desk.middle(group, figures)
        ordered = sorted(figures, key=lambda one: one.value or 0)
        had = (
            ""
            if len(figures) == len(self.neighbours)
            else f"; {len(figures)} of {len(self.neighbours)}"
        )
        return (middle, " (", ordered[0], " to ", ordered[-1], f"{had})")

    def _beside_names(self, region: bool) -> Iterable[str]:
        if self.area.is_authority:
            yield f"Neighbours' {self.desk.average.value} (range)"
            if region and self.region is not None:
                yield str(self.region.short_name)
        if self.area.code != ENGLAND:
            yield str(self.england.short_name)

    def shares(self, heading: str, indicators: Iterable[str]) -> PageTable | None:
        """Percentages of last year and this year beside neighbours, region and England."""
        before = self.year - 1 if self.desk.areas.existed(self.area, self.year - 1) else None
        made = [row for one in indicators if (row := self._share(one, before)) is not None]
        years = [*([str(before)] if before else []), str(self.year)]
        columns = ("Year ending 31 March", *years, *self._beside_names(region=True))
        return (
            PageTable(heading, f"{heading}, {self.area.short_name}", columns, tuple(made))
            if made
            else None
        )

    def _share(self, indicator: str, before: int | None) -> Row | None:
        own = self.desk.figure(indicator, self.area, self.year, PERCENTAGE)
        if own is None:
            return None
        place = self.desk.areas.at(self.area, before) if before else None
        earlier = (
            [self.desk.figure(indicator, place, before, PERCENTAGE)] if before and place else []
        )
        beside = self._shares_beside(own)
        return Row(own.indicator.title, (*map(self._cell, earlier), (own,), *beside))

    def _shares_beside(self, own: Figure) -> Iterable[Cell]:
        if self.area.is_authority:
            yield self._around(self.desk.neighbour_figures(own)[2], own)
            if self.region is not None:
                yield self._cell(self.desk.beside(own, self.region))
        if self.area.code != ENGLAND:
            yield self._cell(self.desk.beside(own, self.england))

    def mix(self, heading: str, indicator_id: str, top: int, title: str) -> PageTable | None:
        """The largest categories of a breakdown: number, share, and the share elsewhere; "not
        stated" is no category of it.
        """
        found = self.desk.breakdown(indicator_id, self.area, self.year, top)
        parts = [part for part in getattr(found, "parts", ()) if part.share is not None]
        rows = [
            Row(
                Text(_capital(str(part.figure.category.label))),
                (self._cell(part.count), (part.share,), *self._shares_beside(part.share)),
            )
            for part in parts
            if part.figure.category and not part.figure.category.unknown
        ]
        columns = (title, "Number", "Share", *self._beside_names(region=True))
        return (
            PageTable(heading, f"{title}, {self.area.short_name}", columns, tuple(rows))
            if rows
            else None
        )

    def neighbour_table(
        self, heading: str, figures: Sequence[tuple[str, Measure]]
    ) -> PageTable | None:
        """The statistical neighbours by name, nearest first, each with some rates and shares:
        (indicator, measure).
        """
        places = [self.area, *self.neighbours]
        rows = [
            Row(
                place.short_name,
                tuple(self._cell(self._held(name, measure, place)) for name, measure in figures),
            )
            for place in places
        ]
        where = {"area": self.area.short_name, "model": self.model, "year": self.year}
        caption = message("report.neighbours_caption", **where)
        names = (
            f"{_capital(str(self.desk.catalogue[name].short))} ({measure.value})"
            for name, measure in figures
        )
        columns = ("Authority", *names)
        return (
            PageTable(heading, caption, columns, tuple(rows), annex=True)
            if self.neighbours
            else None
        )

    def _held(self, indicator: str, measure: Measure, place: Area) -> Figure | None:
        own = self.desk.figure(indicator, self.area, self.year, measure)
        release = (
            self.desk.release_beside(own) if own is not None and place is not self.area else None
        )
        return self.desk.figures.level(indicator, measure, place, self.year, release=release)

    def _cell(self, figure: Figure | None) -> Cell:
        return () if figure is None else (figure,)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_number(figure: Figure | None) -> bool:
    return figure is not None and figure.is_number
