"""The desk where claims are made: figures of one page -> typed claims. No words, no numbers of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.claims.claims import (
    Breakdown,
    Caveat,
    Change,
    Claim,
    Gap,
    Level,
    Meaning,
    Part,
    Share,
    Trend,
    judge_by_bands,
    load_bands,
)
from cin_narrative.claims.comparison import NEIGHBOURS, REGION, ComparingDesk
from cin_narrative.disclosure.door import FIRST_PUBLISHED
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.observations import Symbol

__all__ = ["NEIGHBOURS", "REGION", "Desk"]


class Desk(ComparingDesk):
    """Everything needed to make the claims of one page: levels, changes, trends, breakdowns, and
    comparisons.
    """

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
        if measure is Measure.PERCENTAGE:
            return self._share(figure, category) if beside else Share(figure)
        rate = None
        if measure is Measure.COUNT and beside and not category:
            rate = self.figures.level(indicator_id, Measure.RATE, area, year)
        return Level(figure, rate if rate is not None and rate.value is not None else None)

    def _first_measure(self, indicator: Indicator) -> Measure:
        if indicator.headline is Measure.RATE and Measure.COUNT in indicator.measures:
            return Measure.COUNT
        return indicator.headline

    def _share(self, figure: Figure, category: str) -> Share:
        count = self.figures.level(
            figure.indicator.id, Measure.COUNT, figure.area, figure.year, category, figure.release
        )
        of = figure.indicator.measures[Measure.PERCENTAGE].of
        whole = self.figures.level(
            of, Measure.COUNT, figure.area, figure.year, release=figure.release
        )
        whole = whole or self.figures.level(of, Measure.COUNT, figure.area, figure.year)
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

    def change(
        self,
        indicator_id: str,
        area: Area,
        year: int,
        since: int | None = None,
        measure: Measure | None = None,
        category: str = "",
    ) -> Change | Gap:
        """From ``since`` (default: the year before) to ``year``; the gap where either has no
        number, is a lower bound, or of an
        earlier series.
        """
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        earlier_year = year - 1 if since is None else since
        later = self.figures.level(indicator_id, measure, area, year, category)
        if later is None or later.value is None:
            return self.gap(indicator, measure, area, year, later, category)
        before = self.areas.at(area, earlier_year)
        earlier = self.figures.level(
            indicator_id, measure, before, earlier_year, category, later.release
        )
        earlier = earlier or self.figures.level(
            indicator_id, measure, before, earlier_year, category
        )
        if earlier is None or earlier.value is None:
            return self.gap(indicator, measure, before, earlier_year, earlier, category)
        bounded = next((figure for figure in (earlier, later) if figure.is_lower_bound), None)
        if bounded is not None:
            line = self.catalogue.counts_of(indicator).category(category) if category else None
            return Gap(
                indicator, measure, bounded.area, bounded.year, None, category=line, bounded=True
            )
        if self._of_an_earlier_series(earlier, later):
            return replace(
                self.gap(indicator, measure, before, earlier_year, None, category),
                earlier_series=True,
            )
        return self.change_between(later, earlier)

    def _of_an_earlier_series(self, earlier: Figure, later: Figure) -> bool:
        """Whether a break in every series lies between figures of two releases; not where those
        first published were asked for.
        """
        if earlier.release == later.release or self.figures.door.choice == FIRST_PUBLISHED:
            return False
        return any(
            note.breaks_every_series(earlier.year, later.year)
            for note in self.catalogue.notes.values()
        )

    def change_between(self, later: Figure, earlier: Figure) -> Change:
        """The change between two figures that both have a number."""
        difference = self.figures.change(later, earlier)
        if difference is None:
            raise ValueError("only figures with a number have a change")
        small = later.basis is Measure.COUNT and (earlier.value or 0) < load_bands().small_base
        relative = (
            None
            if small or later.basis is Measure.PERCENTAGE
            else self.figures.relative_change(later, earlier)
        )
        if relative is not None and not relative.value:
            relative = None  # a change that rounds to nought per cent is told by its number
        return Change(later, earlier, difference, relative, judge_by_bands(later, earlier))

    def trend(
        self,
        indicator_id: str,
        area: Area,
        years: Sequence[int],
        measure: Measure | None = None,
        category: str = "",
    ) -> Trend | Gap:
        """The run of ``years`` (rising); the gap where none has a number. A lower bound is no end,
        highest or lowest of it.
        """
        indicator = self.catalogue[indicator_id]
        measure = measure or self._first_measure(indicator)
        self.prefetch([area], years, [indicator_id])
        found = [
            self.figures.level(indicator_id, measure, self.areas.at(area, y), y, category)
            for y in years
        ]
        held = [figure for figure in found if figure is not None]
        numbers = [
            figure for figure in held if figure.value is not None and not figure.is_lower_bound
        ]
        if not numbers:
            return self.gap(
                indicator, measure, area, years[-1], held[-1] if held else None, category
            )
        change = self.change_between(numbers[-1], numbers[0]) if len(numbers) > 1 else None
        highest = max(numbers, key=lambda figure: (figure.value or 0, figure.year))
        lowest = min(numbers, key=lambda figure: (figure.value or 0, -figure.year))
        return Trend(
            tuple(held),
            change,
            highest,
            lowest,
            tuple(figure for figure in held if figure.value is None),
        )

    def breakdown(
        self,
        indicator_id: str,
        area: Area,
        year: int,
        top: int | None = None,
        categories: Sequence[str] | None = None,
    ) -> Breakdown | Gap:
        """The categories with a number: the ``top`` largest where they may be ranked, else in their
        own order.

        A ranking needs every category that could be recorded in that year: with one not held, the
        largest is not known.
        """
        indicator = self.catalogue[indicator_id]
        known = self.catalogue.counts_of(indicator).categories
        parts, unshown, absent, gap = list[Part](), 0, False, None
        ranked = not indicator.ordered and top is not None
        release = next(
            iter(self.figures.releases(indicator, area, year)), None
        )  # one breakdown, one release
        for identity in categories or known:
            count = self.figures.level(indicator_id, Measure.COUNT, area, year, identity, release)
            share = self.figures.level(
                indicator_id, Measure.PERCENTAGE, area, year, identity, release
            )
            share = share or self.figures.level(
                indicator_id, Measure.AVERAGE, area, year, identity, release
            )
            shown = [f for f in (count, share) if f is not None and f.value is not None]
            if shown:
                parts.append(
                    Part(count if count in shown else None, share if share in shown else None)
                )
            elif count or share:
                gap = gap or count or share
                unshown += known[identity].first_year <= year
            elif known[identity].first_year <= year:
                absent = True
        unknown = next(
            (
                part
                for part in parts
                if ranked and part.figure.category and part.figure.category.unknown
            ),
            None,
        )
        listed = _largest([part for part in parts if part is not unknown], top) if ranked else parts
        if (
            not listed and unknown is not None and unknown.figure.value
        ):  # of all that is shown nothing is recorded: no ranking
            ranked, listed, unknown = False, [unknown], None
        if not listed or (ranked and absent):
            missing = self.gap(indicator, indicator.headline, area, year, None if absent else gap)
            if parts and gap is None and not absent:  # every line is shown, and nought
                missing = replace(missing, symbol=Symbol.NOT_APPLICABLE)
            return replace(missing, lines=tuple(known[identity] for identity in categories or ()))
        if unknown is not None and (unknown.figure.value or 0) < (listed[-1].figure.value or 0):
            unknown = None
        return Breakdown(
            indicator,
            area,
            year,
            tuple(listed),
            ranked,
            self._whole(indicator, area, year, parts[0].figure.release),
            len(listed) == len(parts),
            unshown,
            unknown=unknown,
        )

    def _whole(self, indicator: Indicator, area: Area, year: int, release: str) -> Figure | None:
        """What the shares of a breakdown are of, where it is shown."""
        percentage = indicator.measures.get(Measure.PERCENTAGE)
        of = percentage.of if percentage else indicator.breakdown_of
        whole = self.figures.level(
            of, Measure.COUNT, area, year, release=release
        ) or self.figures.level(of, Measure.COUNT, area, year)
        return whole if whole is not None and whole.value is not None else None

    def caveats(
        self, indicators: Iterable[Indicator], area: Area, years: Sequence[int]
    ) -> list[Caveat]:
        """The notes of place and time that bear on what was said, each once, in the notes' order."""
        names = {indicator.id for indicator in indicators}
        spans = tuple(sorted(set(years)))
        found = [
            note
            for note in self.catalogue.notes.values()
            if not note.always and any(note.applies(name, area.code, spans) for name in names)
        ]
        return [Caveat(note) for note in found]

    def meaning(self, indicator_id: str) -> Claim:
        """The definition."""
        return Meaning(self.catalogue[indicator_id])


def _largest(parts: Sequence[Part], top: int | None) -> list[Part]:
    """The ``top`` largest parts above nought, with all that tie for the last place."""
    ordered = sorted(
        (part for part in parts if part.figure.value), key=lambda part: -(part.figure.value or 0)
    )
    if top is None or len(ordered) <= top:
        return ordered
    last = ordered[top - 1].figure.value
    return [part for index, part in enumerate(ordered) if index < top or part.figure.value == last]
