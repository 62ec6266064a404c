"""How far the highest of a field is from its lowest: a field and a year in, both ends and the gap
out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.claims import League
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.rank import ENGLISH
from cin_narrative.questions.operators.top import first_of
from cin_narrative.questions.queries import Field, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.fields import Members, members, spoken_of
from cin_narrative.questions.statements.speaker import Speaker


@dataclass(frozen=True, slots=True)
class RangeQuery(Query):
    """The highest and the lowest of the field in each of the years."""

    intent: ClassVar[str] = "range"
    field: Field = ENGLISH


def query_of(asked: Resolved, held: Held) -> RangeQuery:
    """The query of an ask; without a field, of the authorities of England."""
    field = asked.field or ENGLISH
    return RangeQuery(asked.topics, asked.measure, (), asked.years, field)


def say(query: RangeQuery, speaker: Speaker) -> None:
    """Each topic in each year."""
    for topic in query.topics:
        for year in query.years:
            _in_year(topic, year, query, speaker)


def _in_year(topic: Topic, year: int, query: RangeQuery, speaker: Speaker) -> None:
    measure = speaker.measure_between(topic, query.measure)
    found = members(query.field, topic, measure, year, speaker)
    area = spoken_of(found, speaker.indicator(topic), [year], speaker)
    ends = [first_of(found, 1, lowest) for lowest in (False, True)]
    if not all(ends):
        speaker.said.claims.append(speaker.level(topic, measure, area, year))
        return
    speaker.said.members += [figure.area for end in ends for figure in end]
    for end, lowest in zip(ends, (False, True), strict=True):
        _told(end, lowest, found, speaker)
    apart = speaker.difference(ends[0][0], ends[1][0])
    speaker.said.claims += [apart] if apart is not None else []


def _told(end: list[Figure], lowest: bool, found: Members, speaker: Speaker) -> None:
    if found.within is None:
        speaker.said.claims += [speaker.alone(figure) for figure in end]
        return
    counted, missing = len(found.numbers), found.missing
    speaker.said.claims.append(League(tuple(end), found.within, counted, missing, lowest))


OPERATOR = Operator("range", ("gap",), query_of, say, lambda asked: asked.n > 0)
