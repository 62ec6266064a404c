"""One closed query -> the claims that answer it, made at the desk. No words here, and no numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.claims.asked import (
    Beyond,
    ChangeConfirmed,
    Confirmed,
    Hidden,
    Peak,
    Rest,
    Together,
    YearByYear,
)
from cin_narrative.claims.claims import Change, Claim, Gap, Level, Share, Trend
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure, show
from cin_narrative.questions.query import Intent, Place, Query, Topic
from cin_narrative.questions.refining import ANY_PERSON, FACTORS, PERSONS
from cin_narrative.questions.setting import Setting

SPLIT_FROM = 2021  # physical and sexual abuse factors are recorded by who did it from this year (notes.toml)
SMALLEST_SHOWN = 6  # DfE hides counts of 1 to 5
SPLIT = ("child_on_child", "adult_on_child")


@dataclass(slots=True)
class Said:
    """The claims of one query, the areas and years they are about, and what must be added in words."""

    claims: list[Claim] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    gone: dict[str, tuple[str, Area, int]] = field(default_factory=dict)  # what did not exist in a year asked for: the note that says so

    def about(self, indicator: Indicator, area: Area, years: Sequence[int]) -> None:
        """Remember what was spoken of, for its caveats."""
        if indicator not in self.indicators:
            self.indicators.append(indicator)
        if area.code not in [known.code for known in self.areas]:
            self.areas.append(area)
        self.years |= set(years)


def latest(years: Sequence[int], most: int, said: Said) -> Sequence[int]:
    """The last ``most`` of the years asked for, and the note that says so where there are more."""
    if len(years) > most:
        said.notes.append("years_cut")
    return years[-most:]


class Speaker:
    """Makes claims about places and years at one desk."""

    def __init__(self, desk: Desk, setting: Setting) -> None:
        self.desk, self.setting = desk, setting

    def measure_of(self, indicator: Indicator, asked: Measure | None, said: Said | None = None) -> Measure:
        """The measure to give: the one asked for where the indicator has it, else the nearest, and that is said."""
        if asked is None:
            plain = indicator.headline is Measure.RATE and Measure.COUNT in indicator.measures
            return Measure.COUNT if plain else indicator.headline
        if asked in indicator.measures:
            return asked
        if asked is Measure.RATE and Measure.PERCENTAGE in indicator.measures:
            return Measure.PERCENTAGE
        if said is not None and asked is Measure.PERCENTAGE and Measure.RATE in indicator.measures:
            said.notes.append("rate_not_percentage")
        return Measure.RATE if asked is Measure.PERCENTAGE and Measure.RATE in indicator.measures else indicator.headline

    def topics(self, topics: Sequence[Topic], area: Area, year: int, said: Said) -> Iterator[Topic]:
        """The topics as they are held in ``year``: a factor of any person as its three by person, abuse by who did it."""
        for topic in topics:
            if (
                topic.indicator == ANY_PERSON and topic.category and topic.category.split("_")[0] not in ("sexual", "physical")
            ) or topic.category == "physical_disability":
                if self.desk.figures.level(ANY_PERSON, Measure.COUNT, area, year, topic.category) is not None:
                    yield topic
                    continue
                said.notes.append("by_person")
                for person in PERSONS:
                    yield Topic(FACTORS, f"{topic.category}_{person}")
            elif (
                topic.category in ("physical_abuse_unspecified", "sexual_abuse_unspecified", "physical_abuse", "sexual_abuse")
                and "factor" in topic.indicator
                and year >= SPLIT_FROM
            ):
                for who in SPLIT:
                    yield Topic(FACTORS, f"{topic.category.removesuffix('_unspecified')}_{who}")
            else:
                yield topic

    def figure(self, topic: Topic, measure: Measure, place: Place, year: int) -> Figure | None:
        """The figure of a topic for a place in a year, under the code that the place had then."""
        return self.desk.figures.level(topic.indicator, measure, self.setting.area(place, year), year, topic.category)

    def values(self, query: Query, said: Said) -> None:
        """How many, how much: each topic for each place and year, with the answer to a number that was quoted."""
        for place in query.places:
            for year in query.years:
                area = self.setting.area(place, year)
                if not self.exists(area, year, place, said):
                    continue
                if query.together:
                    self._together(query, place, year, said)
                for topic in self.topics(query.topics, area, year, said):
                    self.value(topic, query, area, year, said)
        if query.total:
            self._total(query, said)

    def _together(self, query: Query, place: Place, year: int, said: Said) -> None:
        """The bands of one breakdown added up, where each of them has a number."""
        figures = [self.figure(topic, Measure.COUNT, place, year) for topic in query.topics]
        total = self.desk.figures.total([figure for figure in figures if figure is not None]) if all(figures) else None
        if total is None:
            said.notes.append("not_together")
            return
        breakdown = self.setting.catalogue[query.topics[0].indicator]
        whole = self.figure(Topic(breakdown.breakdown_of), Measure.COUNT, place, year)
        share = self.desk.figures.share_of(total, whole) if whole is not None else None
        said.claims.append(Together(tuple(figure for figure in figures if figure is not None), total, share))

    def _total(self, query: Query, said: Said) -> None:
        """The counts of the places and years asked for added up, where each has a number."""
        for topic in query.topics:
            figures = [self.figure(topic, Measure.COUNT, place, year) for place in query.places for year in query.years]
            total = self.desk.figures.total([figure for figure in figures if figure is not None]) if all(figures) else None
            if total is None:
                said.notes.append("not_together")
            elif len(figures) > 1:
                said.claims.insert(0, Together(tuple(figure for figure in figures if figure is not None), total))

    def exists(self, area: Area, year: int, place: Place, said: Said) -> bool:
        """Whether the place existed in that year; where not, that is said, once."""
        if area.exists_in(year):
            return True
        note = "abolished" if area.last_year is not None and year > area.last_year else "not_yet"
        said.gone.setdefault(area.code, (note, area, year))
        return False

    def value(self, topic: Topic, query: Query, area: Area, year: int, said: Said) -> None:
        """One value, as a count with its rate or a percentage with its fraction."""
        indicator = self.setting.catalogue[topic.indicator]
        said.about(indicator, area, [year])
        measure = self.measure_of(indicator, query.measure, said)
        if topic.category and Measure.PERCENTAGE in indicator.measures and measure is Measure.COUNT:
            measure = Measure.PERCENTAGE
        claim = self.desk.level(topic.indicator, area, year, measure, topic.category)
        if (
            isinstance(claim, Share)
            and claim.count is None
            and Measure.COUNT in indicator.measures
            and query.measure is not Measure.PERCENTAGE
        ):
            count = self.without_number(self.desk.level(topic.indicator, area, year, Measure.COUNT, topic.category))
            said.claims += [] if isinstance(count, Gap) else [count]
        said.claims.extend(self.confirmed(query, claim))  # yes or no first, where that was asked
        said.claims.append(self.without_number(claim))

    def late(self, query: Query, said: Said) -> None:
        """The complement of what was within a limit: whole less part, where that is no small number."""
        for place in query.places:
            for year in query.years:
                for topic in query.topics:
                    percentage = self.setting.catalogue[topic.indicator].measures.get(Measure.PERCENTAGE)
                    part = self.figure(topic, Measure.COUNT, place, year)
                    whole = self.figure(Topic(percentage.of), Measure.COUNT, place, year) if percentage else None
                    rest = self.desk.figures.change(whole, part) if whole is not None and part is not None else None
                    if (
                        whole is None
                        or part is None
                        or rest is None
                        or rest.value is None
                        or not whole.value
                        or 0 < rest.value < SMALLEST_SHOWN
                    ):
                        self.value(topic, query, self.setting.area(place, year), year, said)
                        continue
                    count = replace(rest, measure=Measure.COUNT, basis=Measure.COUNT, indicator=part.indicator)
                    value = half_up(ratio(rest.value, whole.value, 100) or 0, 1)
                    percent = Measure.PERCENTAGE
                    share = replace(count, measure=percent, basis=percent, value=value, shown=show(value, percent),
                                    over=(rest.value, whole.value), whole=whole.indicator)  # fmt: skip
                    said.about(part.indicator, part.area, [year])
                    said.claims.append(Rest(whole, part, count, share))

    def without_number(self, claim: Claim) -> Claim:
        """A gap with a published symbol is cited as such; one that is simply not held stays a gap."""
        if not isinstance(claim, Gap) or claim.symbol is None:
            return claim
        category = claim.category.id if claim.category else ""
        figure = self.desk.figures.level(claim.indicator.id, claim.measure, claim.area, claim.year, category)
        return Hidden(figure, claim.symbol, claim.last) if figure is not None and figure.symbol is not None else claim

    def confirmed(self, query: Query, claim: Claim) -> Iterator[Claim]:
        """Whether a quoted number is the figure just given, or the figure beyond the level named."""
        if isinstance(claim, (Level, Share)) and claim.figure.is_lower_bound:
            return  # it may be anything above
        if query.threshold is not None and isinstance(claim, (Level, Share)):
            shown = [
                f
                for f in (claim.rate if isinstance(claim, Level) and query.measure is Measure.RATE else None, claim.figure)
                if f is not None
            ]
            sign = 1 if query.above else -1
            distance = sign * ((shown[0].value or Decimal(0)) - query.threshold)
            yield Beyond(shown[0], query.above, distance > 0 or (query.inclusive and distance == 0))
            return
        if not query.quoted or not isinstance(claim, (Level, Share)):
            return
        given = [claim.figure, claim.rate if isinstance(claim, Level) else claim.count]
        shown = [figure for figure in given if figure is not None and figure.value is not None]
        agreeing = [figure for figure in shown if any(agrees(figure, number) for number in query.quoted)]
        yield Confirmed(agreeing[0] if agreeing else shown[0], bool(agreeing))

    def run(self, topic: Topic, measure: Measure, place: Place, years: Sequence[int], said: Said) -> list[Figure]:
        """The figures of a run of years, those with a symbol included."""
        areas = {year: self.setting.area(place, year) for year in years}
        for area in {area.code: area for area in areas.values()}.values():
            self.desk.prefetch([area], years, [topic.indicator])
        found = [
            self.desk.figures.level(topic.indicator, measure, areas[year], year, topic.category)
            for year in years
            if areas[year].exists_in(year)
        ]
        said.about(self.setting.catalogue[topic.indicator], areas[years[-1]], list(years))
        return [figure for figure in found if figure is not None]

    def multiplied(self, numbers: Sequence[Figure], query: Query, said: Said) -> None:
        """Whether the last figure is twice (or half, or three times) the first, where that was asked."""
        if query.multiple is None or len(numbers) < 2 or not numbers[0].value or numbers[0].is_lower_bound or numbers[-1].is_lower_bound:
            return
        limit, last = numbers[0].value * query.multiple, numbers[-1].value or Decimal(0)
        holds = last >= limit if query.multiple > 1 else last <= limit
        said.notes.append(f"{NAMES[query.multiple]}_{'yes' if holds else 'no'}")

    def change_confirmed(self, change: Change, query: Query, said: Said) -> None:
        """Whether a rise or fall that the asker gave is the one between the published figures."""
        given = query.quoted_change
        if given is None or change.difference.value is None:
            return
        shown = [figure for figure in (change.relative, change.difference) if figure is not None and figure.value is not None]
        agreeing = [figure for figure in shown if abs((figure.value or Decimal(0)) - given) <= Decimal("0.5")]
        said.claims.insert(0, ChangeConfirmed((agreeing or shown)[0], change.later, change.earlier, bool(agreeing)))

    def series(self, figures: Sequence[Figure], said: Said, every: bool = True, query: Query | None = None) -> None:
        """A run of figures: the change over it, its ends, each of its values, and the years without one."""
        bounded = [figure for figure in figures if figure.value is not None and figure.is_lower_bound]
        numbers = [figure for figure in figures if figure.value is not None and not figure.is_lower_bound]
        for figure in bounded:
            said.claims.append(Level(figure) if figure.basis is not Measure.PERCENTAGE else Share(figure))
        before = len(said.claims)
        if len(numbers) > 1:
            differ = len({figure.area.code for figure in numbers}) > 1
            change = self.desk.change_between(numbers[-1], numbers[0])
            if differ:
                said.notes.append("boundary")
            said.claims.append(change)
            if query is not None:
                self.change_confirmed(change, query, said)
            highest = max(numbers, key=lambda f: (f.value or 0, f.year))
            lowest = min(numbers, key=lambda f: (f.value or 0, -f.year))
            if every:
                said.claims.append(YearByYear(tuple(numbers), differ))
            if len(numbers) > 2:
                if query is not None and query.of_years:
                    said.claims.insert(before, Peak(highest, lowest, query.lowest_first))
                else:
                    said.claims.append(Trend(tuple(figures), change, highest, lowest))
        elif numbers:
            said.claims.append(Level(numbers[0]) if numbers[0].basis is not Measure.PERCENTAGE else Share(numbers[0]))
        for figure in figures:
            if figure.value is None and figure.symbol is not None:
                said.claims.append(Hidden(figure, figure.symbol))


NAMES = {Decimal(2): "double", Decimal(3): "treble", Decimal("0.5"): "halve"}  # as in notes.j2


def agrees(figure: Figure, number: Decimal) -> bool:
    """Whether a quoted number is the figure, as shown or to the whole per cent."""
    if figure.value is None:
        return False
    return figure.value == number or (
        figure.basis is not Measure.COUNT and number == number.to_integral_value() and abs(figure.value - number) <= Decimal("0.5")
    )


def is_about_places(query: Query) -> bool:
    """Whether the query is answered place by place."""
    return query.intent in (
        Intent.VALUE,
        Intent.TREND,
        Intent.CHANGE,
        Intent.COMPARE,
        Intent.RANK,
        Intent.BREAKDOWN,
        Intent.RATIO,
        Intent.NET,
    )
