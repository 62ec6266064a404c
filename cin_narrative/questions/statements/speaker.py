"""What operators say figures with: topics, places and years in, levels, symbols and gaps out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure, Text
from cin_narrative.claims.asked import Difference, Hidden
from cin_narrative.claims.claims import Claim, Gap, Level, Share
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.statements.statement import Said


@dataclass(frozen=True, slots=True)
class Speaker:
    """Makes claims about places and years at one desk, into what is ``said``."""

    desk: Desk
    held: Held
    said: Said

    def indicator(self, topic: Topic) -> Indicator:
        """The indicator of a topic."""
        return self.held.catalogue[topic.indicator]

    def is_whole_breakdown(self, topic: Topic) -> bool:
        """Whether the topic is a breakdown, no category of it named."""
        return bool(self.indicator(topic).dimension) and not topic.category

    def measure_of(self, topic: Topic, asked: Measure | None) -> Measure:
        """The measure to give: the one asked for, else the nearest, and that is said."""
        indicator = self.indicator(topic)
        if asked is None or (asked is Measure.AVERAGE and asked not in indicator.measures):
            return self._plain(indicator)
        if asked in indicator.measures:
            return asked
        if asked is Measure.RATE and Measure.PERCENTAGE in indicator.measures:
            return Measure.PERCENTAGE
        if asked is Measure.PERCENTAGE and Measure.RATE in indicator.measures:
            self.said.notes.append("rate_not_percentage")
            return Measure.RATE
        return indicator.headline

    def _plain(self, indicator: Indicator) -> Measure:
        counted = indicator.headline is Measure.RATE and Measure.COUNT in indicator.measures
        return Measure.COUNT if counted else indicator.headline

    def measure_over_time(self, topic: Topic, asked: Measure | None) -> Measure:
        """The measure of a run of years: of a category the number, where nothing else is asked."""
        counted = topic.category and asked in (None, Measure.AVERAGE)
        if counted and Measure.COUNT in self.indicator(topic).measures:
            return Measure.COUNT
        return self.measure_of(topic, asked)

    def measure_between(self, topic: Topic, asked: Measure | None) -> Measure:
        """The measure that areas are compared by: never a count, where there is another."""
        indicator = self.indicator(topic)
        counted = asked is Measure.COUNT and indicator.headline is not Measure.COUNT
        return indicator.headline if asked is None or counted else self.measure_of(topic, asked)

    def topics(self, topics: Sequence[Topic], area: Area, year: int) -> Iterator[Topic]:
        """The topics as they are held in ``year``: a line that is told apart by others as those."""
        for topic in topics:
            found = list(self._as_held(topic, area, year))
            if len(found) > 1:
                self.said.notes.append("told_apart")
            yield from found

    def topics_over(self, query: Query) -> list[Topic]:
        """The topics of a query over several years, as they are held in the last of them."""
        if not query.places or not query.years:
            return list(query.topics)
        area = self.held.area(query.places[0], query.years[-1])
        return list(self.topics(query.topics, area, query.years[-1]))

    def _as_held(self, topic: Topic, area: Area, year: int) -> Iterator[Topic]:
        counts = self.held.catalogue.counts_of(self.indicator(topic))
        apart = counts.categories[topic.category].told_apart if topic.category else ()
        own = self.desk.figures.level(*_cell(topic, area, year)) if apart else None
        if not apart or (own is not None and own.value != 0):
            yield topic
            return
        found: list[Topic] = []
        for name in apart:
            counted, _, category = name.partition(".")
            found += self._as_held(Topic(self._like(topic, counted), category), area, year)
        told = [one for one in found if self.desk.figures.level(*_cell(one, area, year))]
        yield from told or ([topic] if own is not None else found)

    def _like(self, topic: Topic, counted: str) -> str:
        """The indicator that shows the counts of ``counted`` out of what the topic's are of."""
        catalogue, whole = self.held.catalogue, self.indicator(topic).breakdown_of
        alike = (i.id for i in catalogue if catalogue.counts_of(i).id == counted)
        return next((name for name in alike if catalogue[name].breakdown_of == whole), counted)

    def figure(self, topic: Topic, measure: Measure, place: Place, year: int) -> Figure | None:
        """The figure of a place in a year, under the code that the place had then."""
        return self.of(topic, measure, self.held.area(place, year), year)

    def of(self, topic: Topic, measure: Measure, area: Area, year: int) -> Figure | None:
        """The figure of an area in a year."""
        return self.desk.figures.level(topic.indicator, measure, area, year, topic.category)

    def level(
        self, topic: Topic, measure: Measure, area: Area, year: int, beside: bool = True
    ) -> Claim:
        """How many or how much; a published symbol is cited, what is not held is a gap."""
        self.said.about(self.indicator(topic), area, [year])
        claim = self.desk.level(topic.indicator, area, year, measure, topic.category, beside)
        return self.cited(claim)

    def cited(self, claim: Claim) -> Claim:
        """A gap with a published symbol as that symbol, with its receipt; any other as it is."""
        if not isinstance(claim, Gap) or claim.symbol is None:
            return claim
        category = claim.category.id if claim.category else ""
        topic = Topic(claim.indicator.id, category)
        figure = self.of(topic, claim.measure, claim.area, claim.year)
        known = figure is not None and figure.symbol is not None
        return Hidden(figure, claim.symbol, claim.last) if figure is not None and known else claim

    def run(
        self, topic: Topic, measure: Measure, place: Place, years: Sequence[int]
    ) -> list[Figure]:
        """The figures of a run of years, those with a symbol included."""
        areas = {year: self.held.area(place, year) for year in years}
        for area in {area.code: area for area in areas.values()}.values():
            self.desk.prefetch([area], years, [topic.indicator])
        self.said.about(self.indicator(topic), areas[years[-1]], years)
        alive = [year for year in years if areas[year].exists_in(year)]
        found = (self.of(topic, measure, areas[year], year) for year in alive)
        return [figure for figure in found if figure is not None]

    def difference(
        self, figure: Figure, other: Figure, name: Text | None = None, model: str = ""
    ) -> Difference | None:
        """How far one figure is from another; None where either has no number or is a bound.
        ``model``: of the statistical neighbours, where the other is of them."""
        gap = self.desk.figures.change(figure, other)
        if gap is None or figure.is_lower_bound or other.is_lower_bound:
            return None
        points = figure.basis is Measure.PERCENTAGE
        relative = None if points else self.desk.figures.relative_change(figure, other)
        return Difference(figure, other, name or other.area.in_name, gap, relative, model)

    def region_of(self, area: Area | None) -> Place | None:
        """The region of an authority, as a place."""
        region = self.held.areas.region_of(area) if area is not None and area.is_authority else None
        return Place((region.code,)) if region is not None else None

    def comparator(self, one: Place | str, year: int) -> str | Area:
        """What a figure is set beside, as the desk takes it."""
        return one if isinstance(one, str) else self.held.area(one, year)

    def alone(self, figure: Figure) -> Claim:
        """One figure by itself."""
        return Share(figure) if figure.basis is Measure.PERCENTAGE else Level(figure)


def numbers(figures: Sequence[Figure | None]) -> list[Figure]:
    """The figures with a number that is no lower bound."""
    return [f for f in figures if f is not None and f.value is not None and not f.is_lower_bound]


def _cell(topic: Topic, area: Area, year: int) -> tuple[str, Measure, Area, int, str]:
    return topic.indicator, Measure.COUNT, area, year, topic.category
