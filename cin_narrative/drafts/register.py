"""Figures that a draft cites -> the same figures looked up again in a store, through one disclosure
door.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import DEFINED_MEASURES, Measure, Text
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.drafts.cited_figure import Cited, area_of


class Register:
    """Looks cited figures up in a store, through one disclosure door."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def look(self, cited: Cited, newest: bool = False) -> Figure | None:
        """The figure that ``cited`` names, in its own release or (``newest``) the one that the desk
        prefers; None where none is held.
        """
        if cited.indicator not in self.desk.catalogue:
            return None
        if cited.measure is Measure.CHANGE:
            return self._change(cited, newest)
        if cited.measure is Measure.RANK:
            return self._rank(cited, newest)
        if cited.measure in (Measure.MEAN, Measure.MEDIAN):
            return self._average(cited, newest)
        return self._level(cited, cited.area, cited.year, cited.release, newest)

    def prefetch(self, figures: Sequence[Cited]) -> None:
        """Read at once what ``figures`` need."""
        known = [cited for cited in figures if cited.indicator in self.desk.catalogue]
        stages = [cited.per for cited in known if cited.per in self.desk.catalogue]
        years = [year for cited in known for year in (cited.year, cited.since) if year]
        found = [
            area_of(self.desk.areas, code, cited.place, cited.year)
            for cited in known
            for code in cited.members or (cited.area,)
        ]
        areas = {area.code: area for area in found if area is not None}
        if areas:
            self.desk.prefetch(
                areas.values(),
                years,
                dict.fromkeys([*(cited.indicator for cited in known), *stages]),
            )

    def _level(
        self, cited: Cited, code: str, year: int, release: str, newest: bool
    ) -> Figure | None:
        catalogue, area = self.desk.catalogue, area_of(self.desk.areas, code, cited.place, year)
        if area is None:
            return None
        if (
            cited.category
            and cited.category not in catalogue.counts_of(catalogue[cited.indicator]).categories
        ):
            return None
        wanted = None if newest or not release else release
        if cited.per:
            return self._ratio(cited, area, year, wanted)
        if cited.measure is Measure.ONE_IN:
            rate = self.desk.figures.level(
                cited.indicator, Measure.RATE, area, year, release=wanted
            )
            return self.desk.figures.one_in(rate) if rate else None
        basis = cited.basis if cited.basis in DEFINED_MEASURES else cited.measure
        return self.desk.figures.level(cited.indicator, basis, area, year, cited.category, wanted)

    def _ratio(self, cited: Cited, area: Area, year: int, release: str | None) -> Figure | None:
        if cited.per not in self.desk.catalogue:
            return None
        level = self.desk.figures.level
        above, below = (
            level(name, Measure.COUNT, area, year, release=release)
            for name in (cited.indicator, cited.per)
        )
        return self.desk.figures.per_hundred(above, below) if above and below else None

    def _change(self, cited: Cited, newest: bool) -> Figure | None:
        later = self._level(cited, cited.area, cited.year, cited.release, newest)
        earlier = None
        if (
            later is not None and newest
        ):  # the same release as the later one, where it holds the earlier year
            earlier = self._level(cited, cited.area, cited.since, later.release, False)
        earlier = earlier or self._level(
            cited, cited.area, cited.since, cited.since_release, newest
        )
        if later is None or earlier is None:
            return None
        make = self.desk.figures.relative_change if cited.relative else self.desk.figures.change
        return make(later, earlier)

    def _average(self, cited: Cited, newest: bool) -> Figure | None:
        found = [
            self._level(cited, code, cited.year, cited.release, newest) for code in cited.members
        ]
        held = [figure for figure in found if figure is not None and figure.value is not None]
        if not held or (len(held) < len(found) and not newest):
            return None
        group = self._group(cited, held[0].area)
        return (
            self.desk.figures.mean(group, held)
            if cited.measure is Measure.MEAN
            else self.desk.figures.median(group, held)
        )

    def _group(self, cited: Cited, like: Area) -> Area:
        name = Text(cited.place)
        return replace(
            like,
            code=cited.area,
            ons_code=cited.area,
            level="neighbours",
            name=cited.place,
            short_name=name,
            in_name=name,
        )

    def _rank(self, cited: Cited, newest: bool) -> Figure | None:
        figure = self._level(cited, cited.area, cited.year, cited.release, newest)
        if figure is None or figure.value is None or cited.within not in self.desk.areas:
            return None
        found = self.desk.rank(figure, self.desk.areas.get(cited.within), cited.lowest_first)
        return found.rank if found else None
