"""How many, how much: topics, places and years in, each figure out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.claims import Claim, Share
from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.questions.held import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Query, Topic
from cin_narrative.questions.resolved import Resolved
from cin_narrative.questions.speaker import Speaker


@dataclass(frozen=True, slots=True)
class ValueQuery(Query):
    """Each topic for each place and year."""

    intent: ClassVar[str] = "value"


def query_of(asked: Resolved, held: Held) -> ValueQuery:
    """The query of an ask."""
    return ValueQuery(asked.topics, asked.measure, asked.places, asked.years)


def say(query: Query, speaker: Speaker) -> None:
    """Each topic as it is held, for each place and year."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            for topic in speaker.topics(query.topics, area, year):
                speaker.said.claims.extend(values(topic, query.measure, area, year, speaker))


def values(topic: Topic, asked: Measure | None, area: Area, year: int,
           speaker: Speaker) -> list[Claim]:  # fmt: skip
    """One value: a count with its rate, or a percentage with its fraction."""
    indicator, measure = speaker.indicator(topic), speaker.measure_of(topic, asked)
    shared = topic.category and Measure.PERCENTAGE in indicator.measures
    if shared and measure is Measure.COUNT:
        measure = Measure.PERCENTAGE
    claim = speaker.level(topic, measure, area, year)
    bare = isinstance(claim, Share) and claim.count is None
    if not bare or asked is Measure.PERCENTAGE or Measure.COUNT not in indicator.measures:
        return [claim]
    count = speaker.level(topic, Measure.COUNT, area, year)
    return [count, claim] if count.kind != "gap" else [claim]


OPERATOR = Operator("value", ("value",), query_of, say)
