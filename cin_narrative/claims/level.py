"""An indicator, an area and a year -> its level with what stands beside it, or the gap where there
is no number.
"""

from __future__ import annotations

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.catalogue.indicator import COUNT, PERCENTAGE, RATE
from cin_narrative.claims.claims import Gap, Level, Share
from cin_narrative.claims.ranking import RankingDesk
from cin_narrative.disclosure.figures import Figure


class HoldingDesk(RankingDesk):
    """Says how many or how much, or why there is no number."""

    def level(
        self,
        indicator_id: str,
        area: Area,
        year: int,
        measure: Measure | None = None,
        category: str = "",
        beside: bool = True,
    ) -> Level | Share | Gap:
        """How many or how much: a count with its rate (``beside``), a percentage with its fraction,
        or the gap.
        """
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        figure = self.figures.level(indicator_id, measure, area, year, category)
        if figure is None or figure.value is None:
            return self.gap(indicator, measure, area, year, figure, category)
        if measure is PERCENTAGE:
            return self._share(figure, category) if beside else Share(figure)
        rate = None
        if measure is COUNT and beside and not category:
            rate = self.figures.level(indicator_id, RATE, area, year)
        return Level(figure, rate if rate is not None and rate.value is not None else None)

    def _first_measure(self, indicator: Indicator) -> Measure:
        if indicator.headline is RATE and COUNT in indicator.measures:
            return COUNT
        return indicator.headline

    def _share(self, figure: Figure, category: str) -> Share:
        count = self.figures.level(
            figure.indicator.id, COUNT, figure.area, figure.year, category, figure.release
        )
        of = figure.indicator.measures[PERCENTAGE].of
        whole = self.figures.level(of, COUNT, figure.area, figure.year, release=figure.release)
        whole = whole or self.figures.level(of, COUNT, figure.area, figure.year)
        if count is None or count.value is None or whole is None or whole.value is None:
            return Share(figure)
        return Share(figure, count, whole)

    def gap(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        figure: Figure | None,
        category: str = "",
    ) -> Gap:
        """Why there is no number, with the last one held before."""
        of_one_figure = (
            category or not indicator.breakdown_of
        )  # a whole breakdown has no last value
        last = (
            self._last_before(indicator, measure, area, year, category) if of_one_figure else None
        )
        line = self.catalogue.counts_of(indicator).category(category) if category else None
        whole = self.figures.whole_of(indicator)
        return Gap(
            indicator, measure, area, year, figure.symbol if figure else None, last, line, whole
        )

    def _last_before(
        self, indicator: Indicator, measure: Measure, area: Area, year: int, category: str
    ) -> Figure | None:
        held = self.store.holdings.get(
            (self.catalogue.counts_of(indicator).id, area.code), frozenset()
        )
        before = sorted((y for y in held if y < year), reverse=True)[:4]
        self.prefetch([area], before, [indicator.id])
        for earlier in before:
            found = self.figures.level(
                indicator.id, measure, self.areas.at(area, earlier), earlier, category
            )
            if found is not None and found.value is not None:
                return found
        return None
