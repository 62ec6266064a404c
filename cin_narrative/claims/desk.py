"""The desk where claims are made: figures of one page -> typed claims. No words, no numbers of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.claims.breakdown import BreakdownDesk
from cin_narrative.claims.claims import (
    Caveat,
    Change,
    Claim,
    Gap,
    Meaning,
    Trend,
    judge_by_bands,
    load_bands,
)
from cin_narrative.claims.comparison import NEIGHBOURS, REGION
from cin_narrative.disclosure.door import FIRST_PUBLISHED
from cin_narrative.disclosure.figures import Figure

__all__ = ["NEIGHBOURS", "REGION", "Desk"]


class Desk(BreakdownDesk):
    """Everything needed to make the claims of one page: levels, changes, trends, breakdowns, and
    comparisons.
    """

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
            raise ValueError("figure without number")
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

    def caveats(
        self, indicators: Iterable[Indicator], area: Area, years: Sequence[int]
    ) -> list[Caveat]:
        """The notes of place and time that bear on what was said, each once, in the notes'
        order.
        """
        names = {indicator.id for indicator in indicators}
        spans = tuple(sorted(set(years)))
        found = [
            note
            for note in self.catalogue.notes.values()
            if not note.always and note.applies_to_any(names, area.code, spans)
        ]
        return [Caveat(note) for note in found]

    def meaning(self, indicator_id: str) -> Claim:
        """The definition."""
        return Meaning(self.catalogue[indicator_id])
