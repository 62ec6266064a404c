"""How many, how much: topics, places and years in, each figure out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Together
from cin_narrative.claims.claims import Claim, Share
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers


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
            if touch(query.topics, speaker) and together(query.topics, area, year, speaker):
                continue
            for topic in speaker.topics(query.topics, area, year):
                speaker.said.claims.extend(values(topic, query.measure, area, year, speaker))


def touch(topics: Sequence[Topic], speaker: Speaker) -> bool:
    """Whether the topics are neighbouring bands of one scale, which together are one band."""
    indicator = speaker.indicator(topics[0])
    if len(topics) < 2 or any(one.indicator != indicator.id for one in topics):
        return False
    order = list(speaker.held.catalogue.counts_of(indicator).categories)
    at = sorted(order.index(one.category) for one in topics if one.category in order)
    run = len(at) == len(topics) and at == list(range(at[0], at[0] + len(at)))
    return run and indicator.ordered and indicator.additive


def together(topics: Sequence[Topic], area: Area, year: int, speaker: Speaker) -> bool:
    """The lines of one breakdown added up, where each has a number and no case is in two; whether
    that was so."""
    breakdown = speaker.indicator(topics[0])
    speaker.said.about(breakdown, area, [year])
    found = [speaker.of(topic, Measure.COUNT, area, year) for topic in topics]
    figures = numbers(found)
    additive = breakdown.additive and len(figures) == len(found)
    total = speaker.desk.figures.total(figures) if additive else None
    if total is None:
        speaker.said.notes.append("not_together")
        return False
    whole = speaker.of(Topic(breakdown.breakdown_of), Measure.COUNT, area, year)
    share = speaker.desk.figures.share_of(total, whole) if whole is not None else None
    speaker.said.claims.append(Together(tuple(figures), total, share))
    return True


def values(
    topic: Topic, asked: Measure | None, area: Area, year: int, speaker: Speaker
) -> list[Claim]:
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
