"""Starts less ends of a year: both counts in, the net change out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Net
from cin_narrative.questions.held import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers


@dataclass(frozen=True, slots=True)
class NetQuery(Query):
    """The first topic's count less the second's."""

    intent: ClassVar[str] = "net"


def query_of(asked: Resolved, held: Held) -> NetQuery:
    """The query of an ask."""
    return NetQuery(asked.topics, Measure.COUNT, asked.places, asked.years)


def say(query: NetQuery, speaker: Speaker) -> None:
    """The net change of each place and year."""
    for place in query.places:
        for year in query.years:
            _net(query, speaker.held.area(place, year), year, speaker)


def _net(query: NetQuery, area: Area, year: int, speaker: Speaker) -> None:
    for topic in query.topics:
        speaker.said.about(speaker.indicator(topic), area, [year])
    known = numbers([speaker.of(t, Measure.COUNT, area, year) for t in query.topics])
    whole = not any(topic.category for topic in query.topics)  # a sentence of two totals
    net = speaker.desk.figures.change(known[0], known[1]) if whole and len(known) == 2 else None
    if net is None:
        levels = [speaker.level(t, Measure.COUNT, area, year) for t in query.topics]
        speaker.said.claims += levels
    else:
        speaker.said.claims.append(Net(known[0], known[1], net))


OPERATOR = Operator("net", ("net",), query_of, say)
