"""Figures from observations, through the door: protected, rounded half up, worked out where DfE
does not print them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from weakref import ref

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import DECIMALS, Catalogue, Indicator, Measure
from cin_narrative.catalogue.indicator import AVERAGE, COUNT, PERCENTAGE, RATE
from cin_narrative.catalogue.rounding import half_up
from cin_narrative.disclosure import arithmetic
from cin_narrative.disclosure.derived_figures import quotient, sum_of_parts
from cin_narrative.disclosure.door import Door, hidden
from cin_narrative.disclosure.figure_cache import UNMADE, FigureCache, Wanted
from cin_narrative.disclosure.groups import summed
from cin_narrative.errors import StoreFault
from cin_narrative.messages import message
from cin_narrative.store.figure import Figure, Over, ordinal, plain, printed, show
from cin_narrative.store.observations import Observation, Symbol

__all__ = ["Figure", "Figures", "Over", "ordinal", "plain", "show"]


class Figures:
    """Makes figures from observations, for one page (one ``Door``)."""

    def __init__(self, door: Door, catalogue: Catalogue, areas: Areas) -> None:
        self.door = door
        self.catalogue = catalogue
        self.areas = areas
        self._cache = FigureCache(door, catalogue, areas)
        kept = door.store.kept.setdefault("figures", {})
        first: Figures = kept.setdefault(self._cache.same, self)
        self._looker = ref(first)  # a figure that held its store would hold it for ever

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
        code, first_year, kind = area.code, area.first_year, measure._value_
        key = (indicator_id, kind, code, first_year, year, category_id, release or "")
        made = self._cache.made(area)
        # one look: another thread may keep it, or forget it, between two
        found: Figure | None = made.get(key, UNMADE)
        if found is not UNMADE:
            return found
        figure = self._level(indicator_id, measure, area, year, category_id, release)
        return self._cache.keep(made, key, figure)

    def _level(
        self,
        indicator_id: str,
        measure: Measure,
        area: Area,
        year: int,
        category_id: str,
        release: str | None,
    ) -> Figure | None:
        indicator = self.catalogue[indicator_id]
        if measure not in indicator.measures:
            return None
        counts = self.catalogue.counts_of(indicator)
        category = counts.category(category_id) if category_id else None
        if release is not None:
            return self._make(Wanted(indicator, measure, area, year, category, release))
        for one in self.releases(indicator, area, year):
            figure = self._of(Wanted(indicator, measure, area, year, category, one))
            if figure is not None:
                return figure
        return None

    def count_printed(
        self, indicator: Indicator, area: Area, year: int, category: str, release: str | None
    ) -> Decimal | None:
        """The number of a line's count, where that is printed: of many that are compared few are
        told, and only those are made figures (``level``).
        """
        if release is None or area.members or COUNT not in indicator.measures:
            return None
        name = self.catalogue.counts_of(indicator).id
        seen = self.door.look(area.code, year, name, COUNT, category, release)
        if seen is None or seen.value is None:
            return None
        return half_up(seen.value, DECIMALS[COUNT])

    def releases(self, indicator: Indicator, area: Area, year: int) -> tuple[str, ...]:
        """The releases that hold the indicator there and then, the one to use first."""
        code = area.members[0] if area.members else area.code
        asked = (indicator.id, code, year)
        if asked not in self._cache.releases:
            summed = [one.sum_of for one in indicator.measures.values() if one.sum_of]
            counts = self.catalogue.counts_of(indicator).id
            self._cache.releases[asked] = tuple(self.door.releases(code, year, counts, *summed))
        return self._cache.releases[asked]

    def whole_of(self, indicator: Indicator) -> Indicator | None:
        """What the percentages of ``indicator`` are of; None where it has none."""
        percentage = indicator.measures.get(PERCENTAGE)
        return self.catalogue[percentage.of] if percentage else None

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

    def _of(self, wanted: Wanted) -> Figure | None:
        """The figure of one release, made once."""
        made, key = self._cache.made(wanted.area), wanted.key
        return made[key] if key in made else self._cache.keep(made, key, self._make(wanted))

    def _make(self, wanted: Wanted) -> Figure | None:
        if wanted.area.members:
            return self._of_group(wanted)
        indicator, measure, area, year, category, release = wanted
        source = self.catalogue.counts_of(indicator) if measure is COUNT else indicator
        name = category.id if category else ""
        seen = self.door.look(area.code, year, source.id, measure, name, release)
        return self._derived(wanted) if seen is None else self._printed(wanted, seen)

    def _printed(self, wanted: Wanted, seen: Observation) -> Figure:
        """The figure of an observation, as printed."""
        indicator, measure, area, year, category, release = wanted
        symbol, place = seen.symbol, wanted.place
        value, shown = (None, f"[{symbol}]") if seen.value is None else printed(seen.value, measure)
        is_ratio = measure is RATE or measure is PERCENTAGE
        over = (
            partial(_over, self._looker, wanted) if value is not None and is_ratio else (None, None)
        )
        return Figure(
            indicator,
            measure,
            measure,
            area,
            year,
            category,
            value,
            shown,
            Symbol(symbol) if symbol else None,
            release,
            self.door.source_name(seen),
            seen.row,
            seen.column,
            seen.citation or "",
            over,  # looked up when a receipt is asked for
            whole=self.whole_of(indicator),
            left_out=self.door.left_out(place, indicator.id),
            doubts=self.door.doubts(place, seen.indicator, measure, seen.category),
        )

    def _of_group(self, wanted: Wanted) -> Figure | None:
        if wanted.measure is not COUNT:
            return self._derived(wanted)
        members = [self.areas.get(code, wanted.year) for code in wanted.area.members]
        return summed(wanted.area, [self._of(wanted._replace(area=one)) for one in members])

    def over(self, wanted: Wanted) -> Over:
        """What stands above and below the line of a rate or a percentage."""
        count, below = self._parts(wanted)
        return (count.value if count else None, below.value if below else None)

    def _parts(self, wanted: Wanted) -> tuple[Figure | None, Figure | None]:
        """The count and the denominator behind a rate or percentage, in the same release where that
        holds them.
        """
        indicator, measure, area, year, category, release = wanted
        is_rate = measure is RATE
        of = self.catalogue.population if is_rate else indicator.measures[measure].of
        count = None
        if COUNT in indicator.measures:
            count = self._of(Wanted(indicator, COUNT, area, year, category, release))
        below = self.level(of, COUNT, area, year, release=release)
        return count, below or self.level(of, COUNT, area, year)

    def _derived(self, wanted: Wanted) -> Figure | None:
        if wanted.measure is COUNT:
            return self._sum(wanted)
        if wanted.measure is AVERAGE or COUNT not in wanted.indicator.measures:
            return None
        count, below = self._parts(wanted)
        if count is None or below is None:
            return None
        left_out: tuple[str, ...] = ()
        if not count.area.members:
            place = (count.area.code, count.year, count.release)
            left_out = self.door.left_out(place, wanted.indicator.id)
        whole = self.whole_of(wanted.indicator)
        return quotient(count, below, wanted.indicator, wanted.measure, whole, left_out)

    def _sum(self, wanted: Wanted) -> Figure | None:
        """A count that is a sum of categories; where some are hidden, the total less the others, if
        that was left open on loading.
        """
        definition = wanted.indicator.measures[COUNT]
        if not definition.sum_of:
            return None
        breakdown = self.catalogue[definition.sum_of]

        def parts(names: Sequence[str]) -> list[Figure | None]:
            categories = [breakdown.category(name) for name in names]
            return [self._of(wanted._replace(indicator=breakdown, category=c)) for c in categories]

        summed = [part for part in parts(definition.categories) if part is not None]
        if len(summed) < len(definition.categories) or not summed:
            return None
        rest: list[Figure | None] = []
        if hidden([part.symbol for part in summed]) == Symbol.SUPPRESSED and self.door.may_work_out(
            wanted.place, wanted.indicator.id
        ):
            others = [name for name in breakdown.categories if name not in definition.categories]
            place = (wanted.area, wanted.year)
            whole = self.level(breakdown.breakdown_of, COUNT, *place, release=wanted.release)
            rest = [whole, *parts(others)]
        left_out = self.door.left_out(wanted.place, wanted.indicator.id)
        return sum_of_parts(
            wanted.indicator, summed, rest, self.whole_of(wanted.indicator), left_out
        )

    def change(self, later: Figure, earlier: Figure) -> Figure | None:
        """Later less earlier, from the published values; None where either has no number, or where
        it would be one hidden count: a total less all its other parts.
        """
        if self._leaves_one_hidden(later, earlier) or self._leaves_one_hidden(earlier, later):
            return None
        return arithmetic.change(later, earlier)

    def _leaves_one_hidden(self, whole: Figure, part: Figure) -> bool:
        place = (whole.area.code, whole.year, whole.release)
        if whole.basis is not COUNT or (part.area.code, part.year, part.release) != place:
            return False
        members = [
            (self.catalogue.counts_of(one.indicator).id, one.category.id if one.category else "")
            for one in (whole, part)
        ]
        return self.door.leaves_one_hidden(place, *members)

    def relative_change(self, later: Figure, earlier: Figure) -> Figure | None:
        """The change as a percentage of the earlier value; None where that is nought or there is no
        number.
        """
        return arithmetic.relative_change(later, earlier)

    def mean(self, group: Area, figures: Sequence[Figure], decimals: int = 0) -> Figure:
        """The unweighted mean of the figures that have a number, hidden where none has; ``group``
        names whose it is.

        ``decimals``: at least so many; a rate, a percentage and an average have one in any case.
        """
        return arithmetic.average(group, Measure.MEAN, figures, decimals)

    def median(self, group: Area, figures: Sequence[Figure], decimals: int = 0) -> Figure:
        """The median of the figures that have a number, as ``mean``."""
        return arithmetic.average(group, Measure.MEDIAN, figures, decimals)

    def per_hundred(self, above: Figure, below: Figure) -> Figure | None:
        """As of ``arithmetic``, and made once: each authority is a neighbour on some ten pages."""
        return self._cache.worked_out(arithmetic.per_hundred, above, below)

    times = staticmethod(arithmetic.times)
    pace = staticmethod(arithmetic.pace)
    total = staticmethod(arithmetic.total)
    less = staticmethod(arithmetic.less)
    share_of = staticmethod(arithmetic.share_of)
    one_in = staticmethod(arithmetic.one_in)
    rank = staticmethod(arithmetic.rank)


def _over(looker: ref[Figures], wanted: Wanted) -> Over:
    """``Figures.over``, while its store is there: what a verb gives was asked for before."""
    figures = looker()
    if figures is None:
        raise StoreFault(message("disclosure.store_gone", indicator=wanted.indicator.title))
    return figures.over(wanted)
