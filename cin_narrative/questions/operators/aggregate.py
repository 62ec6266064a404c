"""Several figures into one: areas, years or bands in, their sum, mean or median out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind
from cin_narrative.claims.asked import MeanOfYears, Together
from cin_narrative.claims.asked_series import MeanOfAreas
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators import top as tops
from cin_narrative.questions.operators.top import TopQuery
from cin_narrative.questions.operators.value import together, values
from cin_narrative.questions.queries import Field, Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.fields import Members, members, spoken_of
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.writing.render import listed


@dataclass(frozen=True, slots=True)
class AggregateQuery(Query):
    """``how`` the figures of ``field`` (else of the places, else of the years) become one."""

    intent: ClassVar[str] = "mean"
    how: str = "mean"
    field: Field | None = None


def query_of(asked: Resolved, held: Held) -> Query:
    """The query of an ask; the largest or smallest of several is the top of them."""
    how, field = asked.aggregate or "sum", asked.field
    if how in ("max", "min"):
        of = "years" if len(asked.years) > 1 and not asked.field else "areas"
        named = field or (Field("named", places=asked.places) if len(asked.places) > 1 else None)
        return TopQuery(
            asked.topics,
            asked.measure,
            asked.places,
            asked.years,
            named or Field("authorities"),
            of,
            1,
            how == "min",
        )
    if field is None and len(asked.places) > 1 and len(asked.years) == 1:
        field = Field("named", places=asked.places)
    return AggregateQuery(asked.topics, asked.measure, asked.places, asked.years, how, field)


def say(query: Query, speaker: Speaker) -> None:
    """Over areas where there are several, else over years, else over the bands of a breakdown."""
    if isinstance(query, TopQuery):
        tops.say(query, speaker)
    elif isinstance(query, AggregateQuery) and query.how == "sum":
        _sums(query, speaker)
    elif isinstance(query, AggregateQuery):
        _means(query, speaker)


def _means(query: AggregateQuery, speaker: Speaker) -> None:
    for topic in query.topics:
        if query.field is not None:
            for year in query.years:
                _over_areas(topic, query, year, speaker)
            continue
        for place in query.places:
            _over_years(topic, query, place, speaker)


def _over_areas(topic: Topic, query: AggregateQuery, year: int, speaker: Speaker) -> None:
    indicator = speaker.indicator(topic)
    measure = speaker.measure_of(topic, query.measure) if query.measure else indicator.headline
    found = members(query.field or Field("authorities"), topic, measure, year, speaker)
    area = spoken_of(found, indicator, [year], speaker)
    out = _lacking(query, found, year, speaker)
    lacking = [speaker.level(topic, measure, one, year) for one in out]
    if len(found.numbers) < 2:
        speaker.said.claims += [*(speaker.alone(figure) for figure in found.numbers), *lacking]
        speaker.said.notes += ["not_together"] if lacking else []
        return
    group = replace(area, name=str(found.name), in_name=found.name, short_name=found.name)
    figures = speaker.desk.figures
    middle = figures.mean if query.how == "mean" else figures.median
    made = middle(group, found.numbers, 1)
    speaker.said.claims += [MeanOfAreas(tuple(found.numbers), made, found.name), *lacking]
    _own_figures(found, speaker)


def _lacking(query: AggregateQuery, found: Members, year: int, speaker: Speaker) -> list[Area]:
    """The places that are named and have no figure in it: a mean of the others is none of them."""
    if query.field is None or query.field.kind != "named":
        return []
    held = {figure.area.code for figure in found.numbers}
    places = [one for one in query.field.places if one not in query.field.without]
    areas = [speaker.held.area(place, year) for place in places]
    return [one for one in areas if one.code not in held]


def _own_figures(found: Members, speaker: Speaker) -> None:
    """What is published for the area as a whole, which is not the mean of its parts."""
    first = found.numbers[0]
    if found.within is None or first.basis is Measure.COUNT:
        return
    topic = Topic(first.indicator.id, first.category.id if first.category else "")
    figure = speaker.of(topic, first.basis, found.within, first.year)
    if figure is not None and figure.value is not None:
        speaker.said.claims.append(speaker.alone(figure))


def _over_years(topic: Topic, query: AggregateQuery, place: Place, speaker: Speaker) -> None:
    measure = speaker.measure_over_time(topic, query.measure)
    known = numbers(speaker.run(topic, measure, place, query.years))
    if len({figure.area.code for figure in known}) > 1:
        speaker.said.notes.append("boundary")
    if len(known) < 2:
        area = speaker.held.area(place, query.years[-1])
        speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))
        return
    figures = speaker.desk.figures
    middle = figures.mean if query.how == "mean" else figures.median
    made = middle(known[-1].area, known, 1)
    speaker.said.claims.append(MeanOfYears(tuple(known), made, len(query.years)))


def _sums(query: AggregateQuery, speaker: Speaker) -> None:
    if len(query.topics) > 1 and len({topic.indicator for topic in query.topics}) == 1:
        for place in query.places:
            for year in query.years:
                area = speaker.held.area(place, year)
                if not together(query.topics, area, year, speaker):
                    for topic in query.topics:
                        speaker.said.claims += values(topic, None, area, year, speaker)
        return
    for topic in query.topics:
        if query.measure in (Measure.RATE, Measure.PERCENTAGE) and len(query.places) > 1:
            _of_group(topic, query, speaker)
        else:
            _sum(topic, query, speaker)


def _of_group(topic: Topic, query: AggregateQuery, speaker: Speaker) -> None:
    """The rate or percentage of several authorities as one: from their counts added up."""
    for year in query.years:
        areas = [speaker.held.area(place, year) for place in query.places]
        alone = all(area.is_authority for area in areas)
        name = str(listed([area.in_name for area in areas]))
        group = speaker.held.areas.group(name, [a.code for a in areas], year) if alone else None
        measure = speaker.measure_of(topic, query.measure)
        figure = speaker.of(topic, measure, group, year) if group is not None else None
        if figure is not None and figure.value is not None:
            speaker.said.claims.append(speaker.alone(figure))
        else:
            speaker.said.notes.append("not_together")
        speaker.said.claims += [speaker.level(topic, measure, area, year) for area in areas]


def _sum(topic: Topic, query: AggregateQuery, speaker: Speaker) -> None:
    """The counts of the areas and years added up; of what is counted on one day, never years."""
    stock = speaker.indicator(topic).kind is Kind.STOCK
    if stock and len(query.years) > 1:
        speaker.said.notes.append("no_sum_of_days")
        _each(topic, query, speaker)
        return
    figures = [figure for year in query.years for figure in _summed(topic, query, year, speaker)]
    total = (
        speaker.desk.figures.total([f for f in figures if f is not None]) if all(figures) else None
    )
    if total is None or len(figures) < 2:
        speaker.said.notes += ["not_together"] if len(figures) > 1 else []
        _each(topic, query, speaker)
        return
    speaker.said.claims.append(Together(tuple(f for f in figures if f is not None), total))
    if query.field is None or query.field.kind == "named":
        _each(topic, query, speaker)


def _summed(
    topic: Topic, query: AggregateQuery, year: int, speaker: Speaker
) -> Sequence[Figure | None]:
    if query.field is not None:
        return members(query.field, topic, Measure.COUNT, year, speaker).figures
    return [speaker.figure(topic, Measure.COUNT, place, year) for place in query.places]


def _each(topic: Topic, query: AggregateQuery, speaker: Speaker) -> None:
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            speaker.said.claims += values(topic, Measure.COUNT, area, year, speaker)


OPERATOR = Operator("aggregate", ("aggregate",), query_of, say)
