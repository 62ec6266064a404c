"""How far one place is from another, and whether that closed: two places and years in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Difference
from cin_narrative.claims.asked_series import GapMoved
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator, compare
from cin_narrative.questions.operators.compare import CompareQuery
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year


@dataclass(frozen=True, slots=True)
class GapQuery(CompareQuery):
    """The gap of the first place to the second in each of ``years``; ``closes``: whether it was
    asked to have closed (True) or widened (False)."""

    intent: ClassVar[str] = "compare"
    closes: bool | None = None


def query_of(asked: Resolved, held: Held) -> Query:
    """The query of an ask: of one year, how far apart; else from the first to the last year."""
    places = asked.places or (held.england,)
    years, beside = asked.years, asked.beside or (() if len(places) > 1 else (held.england,))
    moved = asked.is_rise is not None or "year" in asked.each
    if moved and len(years) < 2:
        run = [held.series(topic, places[0].codes) for topic in asked.topics]
        last = years[-1] if years else held.span[1]
        years = tuple(year for year in run[0] if year <= last) if run else years
    closes = None if asked.is_rise is None else not asked.is_rise
    found = GapQuery(asked.topics, asked.measure, places, years, beside, asked.than, closes=closes)
    return replace(found, apart=asked.measure is Measure.COUNT)


def say(query: GapQuery, speaker: Speaker) -> None:
    """The gap in the first and in the last year; both runs in a table."""
    if len(query.years) < 2:
        compare.say(query, speaker)
        return
    for topic in query.topics:
        others = [*query.places[1:], *_beside(query, speaker)]
        apart = [one for one in others if one != query.places[0]]
        for other in apart:
            _moved(topic, query, query.places[0], other, speaker)
        if not apart:
            area = speaker.held.area(query.places[0], query.years[-1])
            measure = speaker.measure_between(topic, query.measure)
            speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))


def _beside(query: GapQuery, speaker: Speaker) -> list[Place]:
    area = speaker.held.area(query.places[0], query.years[-1])
    found = [speaker.region_of(area) if one == "region" else one for one in query.beside]
    return [one for one in found if isinstance(one, Place)]


def _moved(topic: Topic, query: GapQuery, place: Place, other: Place, speaker: Speaker) -> None:
    measure = speaker.measure_between(topic, query.measure)
    own = speaker.run(topic, measure, place, query.years)
    wider = speaker.run(topic, measure, other, query.years)
    gaps = _gaps(own, wider, speaker)
    if len(gaps) < 2:
        speaker.said.claims += [*gaps, *(speaker.alone(f) for f in numbers(own)[-1:])]
        return
    first, last = gaps[0], gaps[-1]
    closed = _size(last) < _size(first)
    holds = None if query.closes is None else query.closes is closed
    speaker.said.claims += [GapMoved(first, last, holds), last]
    apart = [gap.difference for gap in gaps]
    speaker.said.tables.append(by_year([own, wider, apart], ("Gap",)))


def _size(gap: Difference) -> Decimal:
    return abs(gap.difference.value or Decimal(0))


def _gaps(own: list[Figure], wider: list[Figure], speaker: Speaker) -> list[Difference]:
    others = {figure.year: figure for figure in numbers(wider)}
    pairs = [(one, others[one.year]) for one in numbers(own) if one.year in others]
    found = [speaker.difference(one, other) for one, other in pairs]
    return [gap for gap in found if isinstance(gap, Difference)]


OPERATOR = Operator("gap", ("gap",), query_of, say)
