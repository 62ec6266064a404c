"""Starts less ends of a year: both counts in, the net change out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Net
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers


@dataclass(frozen=True, slots=True)
class NetQuery(Query):
    """The first topic's count less the second's; of rates or percentages only which is higher."""

    intent: ClassVar[str] = "net"
    more: bool | None = None  # whether the first is asked to be more (or less) than the second
    is_compared: bool = False  # "how many more assessments than referrals"


def query_of(asked: Resolved, held: Held) -> NetQuery:
    """The query of an ask."""
    compared = asked.than is not None
    measure = asked.measure if compared and asked.measure else Measure.COUNT
    return NetQuery(asked.topics, measure, asked.places, asked.years, _more(asked), compared)


def _more(asked: Resolved) -> bool | None:
    sided = asked.wants_verdict and asked.than in ("higher", "lower")
    return asked.than == "higher" if sided else None


def say(query: NetQuery, speaker: Speaker) -> None:
    """The net change of each place and year."""
    for place in query.places:
        for year in query.years:
            _net(query, speaker.held.area(place, year), year, speaker)


def _net(query: NetQuery, area: Area, year: int, speaker: Speaker) -> None:
    for topic in query.topics:
        speaker.said.about(speaker.indicator(topic), area, [year])
    measure = query.measure or Measure.COUNT
    known = numbers([speaker.of(t, measure, area, year) for t in query.topics])
    both = len(query.topics) == len(known) == 2
    whole = measure is Measure.COUNT and not any(topic.category for topic in query.topics)
    alike = len({speaker.indicator(topic).counted for topic in query.topics}) == 1
    both = both and (alike or query.is_compared)  # children less episodes are nothing
    net = speaker.desk.figures.change(known[0], known[1]) if whole and both else None
    if net is None:
        levels = [values(t, measure, area, year, speaker) for t in query.topics]
        if both and query.more is not None:
            apart = (known[0].value or 0) - (known[1].value or 0)
            speaker.said.verdicts.append((levels[0][0], apart > 0 if query.more else apart < 0))
        speaker.said.claims += [claim for found in levels for claim in found]
    else:
        claim, value = Net(known[0], known[1], net), net.value or 0
        if query.more is None:
            speaker.said.claims.append(claim)
        else:
            speaker.said.answer(claim, value > 0 if query.more else value < 0)


OPERATOR = Operator("net", ("net",), query_of, say)
