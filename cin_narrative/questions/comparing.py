"""Queries that set areas or years side by side -> claims: trends, changes, comparisons, ranks, leagues, lists, ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.claims.asked import (
    Hidden,
    MeanOfYears,
    Net,
    Quarter,
    Ratio,
    ShareOfWider,
    Times,
    YearsBeyond,
)
from cin_narrative.claims.desk import NEIGHBOURS
from cin_narrative.disclosure.figures import Figure, show
from cin_narrative.questions.grouping import GroupSpeaker
from cin_narrative.questions.query import Place, Query, Topic
from cin_narrative.questions.speaking import Said, latest
from cin_narrative.writing.sentences import comparator_name

PAIRS = 4  # areas set against the first, at most


class ComparingSpeaker(GroupSpeaker):
    """Makes the claims of questions that compare."""

    def trend(self, query: Query, said: Said) -> None:
        """The run of years asked for, or of all years held; with comparators, how the last year stands."""
        for place in query.places:
            for topic in query.topics:
                indicator = self.setting.catalogue[topic.indicator]
                if indicator.dimension and not topic.category:
                    said.notes.append("trend_of_breakdown")
                    continue
                years = list(query.years) or self.setting.series(topic.indicator, place.codes)
                measure = self.measure_of(indicator, query.measure, said)
                if topic.category and query.measure is None and Measure.COUNT in indicator.measures:
                    measure = Measure.COUNT
                figures = self.run(topic, measure, place, years, said) if years else []
                if not figures and years:
                    said.claims.append(
                        self.desk.gap(indicator, measure, self.setting.area(place, years[-1]), years[-1], None, topic.category)
                    )
                self.series(figures, said, query=query)
                numbers = [figure for figure in figures if figure.value is not None and not figure.is_lower_bound]
                self.multiplied(numbers, query, said)
                self._years_beyond(numbers, query, said)
                if query.comparators and numbers:
                    said.claims += filter(None, [self.desk.comparison(numbers[-1], query.comparators)])

    def _years_beyond(self, numbers: Sequence[Figure], query: Query, said: Said) -> None:
        """The years beyond a level that was named, said first."""
        if query.threshold is None or not numbers:
            return
        sign = 1 if query.above else -1
        kept = [f for f in numbers if sign * ((f.value or 0) - query.threshold) > 0 or (query.inclusive and f.value == query.threshold)]
        said.claims.insert(0, YearsBeyond(numbers[-1], tuple(kept), query.above, len(numbers)))

    def change(self, query: Query, said: Said) -> None:
        """From the first year asked for to the last; from the year before, and over all years, where one or none is named."""
        for place in query.places:
            for topic in query.topics:
                self._change_of(topic, place, query, said)

    def _change_of(self, topic: Topic, place: Place, query: Query, said: Said) -> None:
        indicator = self.setting.catalogue[topic.indicator]
        if topic.category and query.measure is None and Measure.COUNT in indicator.measures:  # as in a trend
            query = replace(query, measure=Measure.COUNT)
        measure = self.measure_of(
            indicator, query.measure if query.measure in indicator.measures or query.measure is not Measure.PERCENTAGE else None, said
        )
        if indicator.dimension and not topic.category:
            said.notes.append("trend_of_breakdown")
            return
        held = self.setting.years_held(topic.indicator, place.codes)
        years = list(query.years)
        if len(years) < 2:
            year = years[-1] if years else (held[-1] if held else self.setting.span[1])
            years = [year - 1, year]
        figures = [self.figure(topic, measure, place, year) for year in (years[0], years[-1])]
        said.about(indicator, self.setting.area(place, years[-1]), [years[0], years[-1]])
        if all(figure is not None and figure.value is not None for figure in figures):
            self.series([figure for figure in figures if figure is not None], said, every=False, query=query)
            self.multiplied([figure for figure in figures if figure is not None], query, said)
            self._same_area(topic, measure, place, years, figures[-1], said)
        else:
            for year, figure in zip((years[0], years[-1]), figures, strict=True):
                self._one_end(topic, measure, place, year, figure, held, said)
        if not query.years and len(held) > 2:
            self.series(self.run(topic, measure, place, self.setting.series(topic.indicator, place.codes), said), said)
        said.claims += [
            claim
            for figure in figures
            if figure is not None and query.quoted
            for claim in self.confirmed(query, self.desk.level(topic.indicator, figure.area, figure.year, measure, topic.category))
        ][:1]

    def _one_end(
        self, topic: Topic, measure: Measure, place: Place, year: int, figure: Figure | None, held: Sequence[int], said: Said
    ) -> None:
        indicator, area = self.setting.catalogue[topic.indicator], self.setting.area(place, year)
        if figure is None:
            said.claims.append(replace(self.desk.gap(indicator, measure, area, year, None, topic.category), last=None))
            if held and year < held[0]:
                self.series(self.run(topic, measure, place, held, said), said)
        else:
            said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, measure, topic.category)))

    def _same_area(self, topic: Topic, measure: Measure, place: Place, years: Sequence[int], later: Figure | None, said: Said) -> None:
        """Where the area was reorganised in between: the change since its first year as it is now."""
        if later is None or later.area.exists_in(years[0]) or later.area.first_year >= years[-1]:
            return
        first = self.figure(topic, measure, Place((later.area.code,)), later.area.first_year)
        if first is not None and first.value is not None and first.year != years[0]:
            said.claims.append(self.desk.change_between(later, first))

    def compare(self, query: Query, said: Said) -> None:
        """Each place's figure, the gaps between them, and how the first stands to its comparators."""
        for topic in query.topics:
            indicator = self.setting.catalogue[topic.indicator]
            counted = query.measure is Measure.COUNT and bool(query.comparators) and indicator.headline is not Measure.COUNT
            measure = self.measure_of(indicator, query.measure, said) if query.measure and not counted else indicator.headline
            if indicator.dimension and not topic.category:
                for place in query.places:
                    for year in query.years:
                        said.claims.append(self.desk.breakdown(topic.indicator, self.setting.area(place, year), year))
                continue
            if len(query.years) > 2 and self.gaps(topic, measure, query, said):
                continue
            for year in latest(query.years, 4, said):
                for one in self.topics([topic], self.setting.area(query.places[0], year), year, said):
                    self._compare_in(one, measure, query, year, said)

    def _compare_in(self, topic: Topic, measure: Measure, query: Query, year: int, said: Said) -> None:
        figures = []
        for place in sorted(query.places, key=self.is_wider):
            area = self.setting.area(place, year)
            if not self.exists(area, year, place, said):
                continue
            said.about(self.setting.catalogue[topic.indicator], area, [year])
            figure = self.figure(topic, measure, place, year)
            if figure is None or figure.value is None:
                said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, measure, topic.category)))
            else:
                figures.append(figure)
        if not figures:
            return
        if len(figures) > 1 and measure is Measure.RATE and query.measure is None:
            for figure in figures[: PAIRS + 1]:
                said.claims.append(self.desk.level(topic.indicator, figure.area, year, Measure.COUNT, topic.category))
        alone = len(figures) == 1 and not (len(query.comparators) == 1 and measure is not Measure.PERCENTAGE)
        if alone or len(query.comparators) > 1:
            count = measure is Measure.RATE and query.measure in (None, Measure.COUNT) and Measure.COUNT in figures[0].indicator.measures
            said.claims.append(self.desk.level(topic.indicator, figures[0].area, year, Measure.COUNT if count else measure, topic.category))
        for other in figures[1 : PAIRS + 1]:
            self.difference(figures[0], other, other.area.in_name, said)
            self._times(figures[0], other, query, said)
        for other in figures[PAIRS + 1 :]:
            said.claims.append(self.desk.level(topic.indicator, other.area, year, measure, topic.category))
        self._comparators(figures[0], query, said)
        said.claims.extend(self.confirmed(query, self.desk.level(topic.indicator, figures[0].area, year, measure, topic.category)))

    def _times(self, figure: Figure, other: Figure, query: Query, said: Said) -> None:
        """How many times the one is of the other, the larger over the smaller."""
        larger, smaller = sorted((figure, other), key=lambda f: -(f.value or 0))
        times = self.desk.figures.times(larger, smaller) if query.times else None
        if times is not None:
            said.claims.insert(0, Times(larger, smaller, times))

    def _comparators(self, figure: Figure, query: Query, said: Said) -> None:
        comparison = self.desk.comparison(figure, query.comparators) if query.comparators else None
        if comparison is None:
            return
        if len(query.comparators) == 1 and comparison.against:
            against = comparison.against[0]
            self.difference(figure, against.figure, comparator_name(against), said)
            if against.name != NEIGHBOURS:
                return
        said.claims.append(comparison)

    def rank(self, query: Query, said: Said) -> None:
        """The place of each area among the authorities of England, a region, or with its neighbours."""
        for topic in query.topics:
            indicator = self.setting.catalogue[topic.indicator]
            measure = self.measure_of(indicator, query.measure, said) if query.measure else indicator.headline
            for place in query.places:
                for year in query.years:
                    area = self.setting.area(place, year)
                    if not self.exists(area, year, place, said):
                        continue
                    said.about(indicator, area, [year])
                    level = self.desk.level(topic.indicator, area, year, measure, topic.category, beside=measure is not Measure.COUNT)
                    said.claims.append(self.without_number(level))
                    figure = self.figure(topic, measure, place, year)
                    if figure is not None and figure.value is not None:
                        self._place_of(figure, query, said)

    def _place_of(self, figure: Figure, query: Query, said: Said) -> None:
        within, peers = self.group(figure, query.within)
        found = self.desk.rank(figure, within, query.lowest_first, peers)
        if figure.is_lower_bound:
            return
        if found is None or not figure.area.is_authority:
            said.notes.append("no_rank")
            return
        said.claims.append(found)
        if query.quartile:
            place = int(found.rank.value or 1)
            quarter = min(4, (place - 1) * 4 // max(found.rank.of, 1) + 1)
            said.claims.append(Quarter(found.rank, quarter if not query.lowest_first else 5 - quarter))

    def ratio(self, query: Query, said: Said) -> None:
        """One count for every hundred of another."""
        for place in query.places:
            for year in query.years:
                lower, upper = (self.figure(topic, Measure.COUNT, place, year) for topic in query.topics)
                area = self.setting.area(place, year)
                for topic in query.topics:
                    said.about(self.setting.catalogue[topic.indicator], area, [year])
                bounded = any(figure is not None and figure.is_lower_bound for figure in (upper, lower))
                if bounded or upper is None or lower is None or upper.value is None or not lower.value:
                    for topic in query.topics:
                        said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, Measure.COUNT)))
                    continue
                value = half_up(ratio(upper.value, lower.value, 100) or Decimal(0), 1)
                made = replace(
                    upper, measure=Measure.PERCENTAGE, basis=Measure.PERCENTAGE, value=value, shown=show(value, Measure.PERCENTAGE),
                    row=None, column="", citation="", over=(upper.value, lower.value), derived_from=(upper, lower),
                    approximate=not area.is_authority, whole=lower.indicator,
                )  # fmt: skip
                said.claims.append(Ratio(upper, lower, made))

    def mean(self, query: Query, said: Said) -> None:
        """The plain average of the yearly figures of each topic and place."""
        for place in query.places:
            for topic in query.topics:
                indicator = self.setting.catalogue[topic.indicator]
                measure = self.measure_of(indicator, query.measure, said)
                if topic.category and query.measure is None and Measure.COUNT in indicator.measures:
                    measure = Measure.COUNT
                figures = self.run(topic, measure, place, query.years, said)
                numbers = [figure for figure in figures if figure.value is not None and not figure.is_lower_bound]
                if len({figure.area.code for figure in numbers}) > 1:
                    said.notes.append("boundary")
                if len(numbers) > 1:
                    made = self.desk.figures.mean(numbers[-1].area, numbers, decimals=1)
                    said.claims.append(MeanOfYears(tuple(numbers), made, len(query.years)))
                    said.claims += [Hidden(figure, figure.symbol) for figure in figures if figure.value is None and figure.symbol]
                else:
                    self.series(figures, said)

    def share(self, query: Query, said: Said) -> None:
        """The count of each place as a percentage of that of the last, wider one."""
        topic, (*inner, wider) = query.topics[0], query.places
        indicator = self.setting.catalogue[topic.indicator]
        for year in latest(query.years, 3, said):
            whole = self.figure(topic, Measure.COUNT, wider, year)
            for place in inner:
                area = self.setting.area(place, year)
                if not self.exists(area, year, place, said):
                    continue
                said.about(indicator, area, [year])
                part = self.figure(topic, Measure.COUNT, place, year)
                share = self.desk.figures.share_of(part, whole) if part is not None and whole is not None else None
                if part is None or whole is None or share is None:
                    said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, Measure.COUNT, topic.category)))
                else:
                    said.claims.append(ShareOfWider(part, whole, replace(share, approximate=True)))

    def net(self, query: Query, said: Said) -> None:
        """Starts less ends."""
        for place in query.places:
            for year in query.years:
                starts, ends = (self.figure(topic, Measure.COUNT, place, year) for topic in query.topics)
                area = self.setting.area(place, year)
                said.about(self.setting.catalogue[query.topics[0].indicator], area, [year])
                difference = self.desk.figures.change(starts, ends) if starts is not None and ends is not None else None
                if starts is None or ends is None or difference is None:
                    for topic in query.topics:
                        said.claims.append(self.without_number(self.desk.level(topic.indicator, area, year, Measure.COUNT)))
                else:
                    said.claims.append(Net(starts, ends, difference))
