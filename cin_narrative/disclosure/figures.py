"""Figures from observations, through the door: protected, rounded half up, worked out where DfE
does not print them.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import (
    DECIMALS,
    RATE_PER,
    Catalogue,
    Category,
    Indicator,
    Measure,
)
from cin_narrative.catalogue.rounding import half_up, ratio, written
from cin_narrative.disclosure.across import ROUNDED_POPULATION
from cin_narrative.disclosure.door import Door, hidden
from cin_narrative.disclosure.groups import summed
from cin_narrative.store.figure import Figure, Over, ordinal, plain, show
from cin_narrative.store.observations import Symbol, lower_bound_mark

__all__ = ["Figure", "Figures", "Over", "ordinal", "plain", "show"]


class Figures:
    """Makes figures from observations, for one page (one ``Door``)."""

    def __init__(self, door: Door, catalogue: Catalogue, areas: Areas) -> None:
        self.door = door
        self.catalogue = catalogue
        self.areas = areas
        self._made: dict[tuple[str, Measure, str, int, str, str], Figure | None] = {}

    def level(
        self,
        indicator_id: str,
        measure: Measure,
        area: Area,
        year: int,
        category_id: str = "",
        release: str | None = None,
    ) -> Figure | None:
        """One figure; None where no release held has it.

         Without ``release``: the release that the door prefers, the same for all measures of the
        indicator, so that a count and its rate never come from two vintages.
        """
        indicator = self.catalogue[indicator_id]
        if measure not in indicator.measures:
            return None
        category = (
            self.catalogue.counts_of(indicator).category(category_id) if category_id else None
        )
        for held in [release] if release is not None else self.releases(indicator, area, year):
            figure = self._of_release(indicator, measure, area, year, category, held)
            if figure is not None:
                return figure
        return None

    def releases(self, indicator: Indicator, area: Area, year: int) -> list[str]:
        """The releases that hold the indicator there and then, the one to use first."""
        summed = [
            definition.sum_of for definition in indicator.measures.values() if definition.sum_of
        ]
        code = area.members[0] if area.members else area.code
        return self.door.releases(code, year, self.catalogue.counts_of(indicator).id, *summed)

    def _of_release(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> Figure | None:
        """The figure of one release, made once for each page: what the door once admitted or
        withheld stays so.
        """
        key = (indicator.id, measure, area.code, year, category.id if category else "", release)
        if key not in self._made:
            self._made[key] = self._make(indicator, measure, area, year, category, release)
        return self._made[key]

    def _make(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> Figure | None:
        if area.members:
            return self._of_group(indicator, measure, area, year, category, release)
        source = self.catalogue.counts_of(indicator) if measure is Measure.COUNT else indicator
        key_category = category.id if category else ""
        seen = self.door.look(area.code, year, source.id, measure, key_category, release)
        if seen is None:
            return self._derived(indicator, measure, area, year, category, release)
        value = None if seen.value is None else half_up(seen.value, DECIMALS[measure])
        symbol = Symbol(seen.symbol) if seen.symbol else None
        shown = show(value, measure) if value is not None else f"[{seen.symbol}]"
        parts = partial(
            self._over_of, indicator, measure, area, year, category, release
        )  # looked up when a receipt is asked for
        return Figure(
            indicator,
            measure,
            measure,
            area,
            year,
            category,
            value,
            shown,
            symbol,
            release,
            self.door.source_name(seen),
            seen.row,
            seen.column,
            seen.citation or "",
            parts
            if value is not None and measure in (Measure.RATE, Measure.PERCENTAGE)
            else (None, None),
            whole=self.whole_of(indicator),
            withheld=symbol is Symbol.SUPPRESSED
            and self.door.withholds((area.code, year, release), (source.id, key_category), measure),
            left_out=self.door.left_out((area.code, year, release), indicator.id),
        )

    def _of_group(
        self,
        indicator: Indicator,
        measure: Measure,
        group: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> Figure | None:
        if measure is not Measure.COUNT:
            return self._derived(indicator, measure, group, year, category, release)
        members = [self.areas.get(code, year) for code in group.members]
        return summed(
            group,
            [
                self._of_release(indicator, measure, member, year, category, release)
                for member in members
            ],
        )

    def whole_of(self, indicator: Indicator) -> Indicator | None:
        """What the percentages of ``indicator`` are of; None where it has none."""
        percentage = indicator.measures.get(Measure.PERCENTAGE)
        return self.catalogue[percentage.of] if percentage else None

    def _parts(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> tuple[Figure | None, Figure | None]:
        """The count and the denominator behind a rate or percentage, in the same release where that
        holds them.
        """
        if measure not in (Measure.RATE, Measure.PERCENTAGE):
            return None, None
        population = self.catalogue.population
        of = population if measure is Measure.RATE else indicator.measures[measure].of
        count = (
            self._of_release(indicator, Measure.COUNT, area, year, category, release)
            if Measure.COUNT in indicator.measures
            else None
        )
        below = self.level(of, Measure.COUNT, area, year, release=release) or self.level(
            of, Measure.COUNT, area, year
        )
        return count, below

    def _over_of(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> Over:
        count, below = self._parts(indicator, measure, area, year, category, release)
        return (count.value if count else None, below.value if below else None)

    def _derived(
        self,
        indicator: Indicator,
        measure: Measure,
        area: Area,
        year: int,
        category: Category | None,
        release: str,
    ) -> Figure | None:
        if measure is Measure.COUNT:
            return self._sum(indicator, area, year, release)
        if measure is Measure.AVERAGE or Measure.COUNT not in indicator.measures:
            return None
        count, below = self._parts(indicator, measure, area, year, category, release)
        if count is None or below is None:
            return None
        made = self._over(count, below, indicator, measure)
        if measure is Measure.RATE and made.value is not None and _is_rounded(below):
            return replace(
                made,
                value=None,
                shown=f"[{Symbol.NOT_AVAILABLE}]",
                symbol=Symbol.NOT_AVAILABLE,
                over=(None, None),
            )
        return made

    def _over(self, count: Figure, below: Figure, indicator: Indicator, measure: Measure) -> Figure:
        symbol = hidden([count.symbol, below.symbol])
        own = (
            ()
            if count.area.members
            else self.door.left_out((count.area.code, count.year, count.release), indicator.id)
        )
        unrounded = None
        if symbol is None and count.value is not None and below.value is not None:
            unrounded = ratio(
                count.value, below.value, RATE_PER if measure is Measure.RATE else 100
            )
            symbol = Symbol.NOT_APPLICABLE.value if unrounded is None else None
        value = None if unrounded is None else half_up(unrounded, DECIMALS[measure])
        return replace(
            count,
            indicator=indicator,
            measure=measure,
            basis=measure,
            value=value,
            shown=f"[{symbol}]" if value is None else show(value, measure),
            symbol=Symbol(symbol) if symbol else None,
            row=None,
            column="",
            citation=lower_bound_mark((count.citation, below.citation)),
            over=(count.value, below.value) if value is not None else (None, None),
            derived_from=(count, below),
            withheld=symbol == Symbol.SUPPRESSED
            and all(figure.is_number or figure.withheld for figure in (count, below)),
            left_out=tuple(dict.fromkeys((*count.left_out, *below.left_out, *own))),
            whole=self.whole_of(indicator),
            approximate=count.area.level in ("region", "england"),
        )

    def _sum(self, indicator: Indicator, area: Area, year: int, release: str) -> Figure | None:
        """A count that is a sum of categories; where some are hidden, the total less the others.

         The second way is open only where two or more of the summed categories are hidden: with
        one, the sum beside the shown ones would give it away.
        """
        definition = indicator.measures[Measure.COUNT]
        if not definition.sum_of:
            return None
        breakdown = self.catalogue[definition.sum_of]
        parts = [
            self._of_release(breakdown, Measure.COUNT, area, year, breakdown.category(c), release)
            for c in definition.categories
        ]
        summed = [part for part in parts if part is not None]
        if len(summed) < len(parts) or not summed:
            return None
        symbol = hidden([part.symbol for part in summed])
        total, inputs = (
            sum((part.value for part in summed if part.value is not None), Decimal(0)),
            summed,
        )
        if symbol == Symbol.SUPPRESSED and sum(not part.is_number for part in summed) > 1:
            total, inputs, symbol = self._complement(
                breakdown, definition.categories, area, year, release, summed
            )
        place, member = (area.code, year, release), (indicator.id, "")
        if symbol is None and (
            self.door.masks(place, member) or not self.door.admits(place, member)
        ):
            symbol = Symbol.SUPPRESSED.value
        return replace(
            summed[0],
            indicator=indicator,
            category=None,
            value=None if symbol else total,
            shown=f"[{symbol}]" if symbol else show(total, Measure.COUNT),
            symbol=Symbol(symbol) if symbol else None,
            row=None,
            column="",
            citation=lower_bound_mark(f.citation for f in inputs),
            derived_from=tuple(inputs),
            left_out=self.door.left_out(place, indicator.id),
            approximate=area.level in ("region", "england"),
            whole=self.whole_of(indicator),
            withheld=symbol == Symbol.SUPPRESSED
            and not self.door.masks(place, member)
            and all(part.is_number or part.withheld for part in summed),
        )

    def _complement(
        self,
        breakdown: Indicator,
        categories: Sequence[str],
        area: Area,
        year: int,
        release: str,
        summed: list[Figure],
    ) -> tuple[Decimal, list[Figure], str | None]:
        total = self.level(breakdown.breakdown_of, Measure.COUNT, area, year, release=release)
        rest = [
            self._of_release(breakdown, Measure.COUNT, area, year, category, release)
            for identity, category in breakdown.categories.items()
            if identity not in categories
        ]
        known = [
            figure for figure in (total, *rest) if figure is not None and figure.value is not None
        ]
        if not breakdown.additive or len(known) < 1 + len(rest):
            return Decimal(0), summed, Symbol.SUPPRESSED.value
        first, *others = [figure.value or Decimal(0) for figure in known]
        return first - sum(others), known, None

    def all_of(self, area: Area, year: int, indicators: Sequence[Indicator]) -> Iterator[Figure]:
        """Every figure held of these indicators, in the catalogue's order: each measure, each
        category.
        """
        self.door.store.prefetch([area.code], [year], [indicator.id for indicator in indicators])
        for indicator in indicators:
            for measure in indicator.measures:
                for category in ("", *self.catalogue.counts_of(indicator).categories):
                    figure = self.level(indicator.id, measure, area, year, category)
                    if figure is not None:
                        yield figure

    def change(self, later: Figure, earlier: Figure) -> Figure | None:
        """Later less earlier, from the published values; None where either has no number."""
        if later.value is None or earlier.value is None:
            return None
        value = later.value - earlier.value
        return self._computed(
            later,
            Measure.CHANGE,
            value,
            written(abs(value), DECIMALS[later.basis]),
            (later, earlier),
        )

    def relative_change(self, later: Figure, earlier: Figure) -> Figure | None:
        """The change as a percentage of the earlier value; None where that is nought or there is no
        number.
        """
        if later.value is None or not earlier.value:
            return None
        value = half_up((later.value - earlier.value) * 100 / earlier.value, 1)
        figure = self._computed(
            later, Measure.CHANGE, value, written(abs(value), 1) + "%", (later, earlier)
        )
        return replace(figure, relative=True)

    def mean(self, group: Area, figures: Sequence[Figure], decimals: int = 0) -> Figure:
        """The unweighted mean of the figures that have a number, hidden where none has; ``group``
        names whose it is.


        ``decimals``: at least so many; a rate, a percentage and an average have one in any case.
        """
        return self._average(group, Measure.MEAN, figures, decimals)

    def median(self, group: Area, figures: Sequence[Figure]) -> Figure:
        """The median of the figures that have a number, hidden where none has."""
        return self._average(group, Measure.MEDIAN, figures)

    def _average(
        self, group: Area, measure: Measure, figures: Sequence[Figure], least: int = 0
    ) -> Figure:
        numbers = [figure for figure in figures if figure.value is not None]
        if not numbers:
            symbol = hidden([figure.symbol for figure in figures]) or Symbol.NOT_AVAILABLE.value
            none = self._computed(figures[0], measure, Decimal(0), f"[{symbol}]", figures)
            return replace(none, area=group, value=None, symbol=Symbol(symbol), of=0)
        first, values = numbers[0], [figure.value or Decimal(0) for figure in numbers]
        decimals = least if first.basis is Measure.COUNT else max(DECIMALS[first.basis], 1)
        average = (
            sum(values, Decimal(0)) / len(values)
            if measure is Measure.MEAN
            else statistics.median(values)
        )
        value = half_up(average, decimals)
        shown = written(value, decimals) + ("%" if first.basis is Measure.PERCENTAGE else "")
        return replace(
            self._computed(first, measure, value, shown, numbers), area=group, of=len(numbers)
        )

    def times(self, larger: Figure, smaller: Figure) -> Figure | None:
        """How many times ``larger`` is of ``smaller``, to one decimal; None where either has no
        number or the smaller is nought.
        """
        if (
            larger.value is None
            or not smaller.value
            or larger.is_lower_bound
            or smaller.is_lower_bound
        ):
            return None
        value = half_up(larger.value / smaller.value, 1)
        return replace(
            self._computed(larger, Measure.CHANGE, value, written(value, 1), (larger, smaller)),
            relative=True,
        )

    def total(self, figures: Sequence[Figure]) -> Figure | None:
        """Counts of one indicator added up; None where one has no number, as a sum without it would
        not be the sum.
        """
        if not figures or any(figure.value is None or figure.is_lower_bound for figure in figures):
            return None
        value = sum((figure.value or Decimal(0) for figure in figures), Decimal(0))
        made = self._computed(
            figures[-1], Measure.COUNT, value, show(value, Measure.COUNT), figures
        )
        return replace(made, basis=Measure.COUNT, category=None)

    def share_of(self, total: Figure, whole: Figure) -> Figure | None:
        """``total`` as a percentage of ``whole``; None where that is nought or has no number."""
        value = (
            ratio(total.value, whole.value, 100)
            if total.value is not None and whole.value
            else None
        )
        if value is None or total.is_lower_bound or whole.is_lower_bound:
            return None
        rounded = half_up(value, 1)
        made = self._computed(
            total, Measure.PERCENTAGE, rounded, show(rounded, Measure.PERCENTAGE), (total, whole)
        )
        return replace(
            made,
            basis=Measure.PERCENTAGE,
            over=(total.value, whole.value),
            whole=whole.indicator,
            approximate=total.area.level in ("region", "england"),
        )

    def rank(
        self, figure: Figure, peers: Sequence[Figure], lowest_first: bool = False
    ) -> Figure | None:
        """The place of ``figure`` among ``peers`` (itself included), 1 = highest; ties share the
        best place.
        """
        if figure.value is None:
            return None
        values = [peer.value for peer in peers if peer.value is not None]
        ahead = sum(
            (value < figure.value) if lowest_first else (value > figure.value) for value in values
        )
        ranked = self._computed(
            figure, Measure.RANK, Decimal(ahead + 1), ordinal(ahead + 1), (figure,)
        )
        return replace(ranked, of=len(values))

    def _computed(
        self, like: Figure, measure: Measure, value: Decimal, shown: str, inputs: Sequence[Figure]
    ) -> Figure:
        releases = " and ".join(sorted({figure.release for figure in inputs}))
        sources = "; ".join(sorted({figure.source for figure in inputs}))
        return replace(
            like,
            measure=measure,
            value=value,
            shown=shown,
            symbol=None,
            release=releases,
            source=sources,
            row=None,
            column="",
            citation=lower_bound_mark(f.citation for f in inputs),
            over=(None, None),
            derived_from=tuple(inputs),
            approximate=any(figure.approximate for figure in inputs),
        )


def _is_rounded(population: Figure) -> bool:
    """Whether a population is too coarse to work a rate out from: DfE's own rates rest on the
    number before rounding.
    """
    return any(
        part.column.startswith(ROUNDED_POPULATION)
        for part in (population, *population.derived_from)
    )
