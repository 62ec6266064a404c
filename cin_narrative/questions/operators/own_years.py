"""Places, each in a year of its own, in; the figure of each out, and yes or no of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers

PAIR = 2


@dataclass(frozen=True, slots=True)
class OwnYearsQuery(Query):
    """Each of ``places`` in the year of ``own`` that stands in its place; ``more``: whether the
    first is asked to be above (or below) the second."""

    intent: ClassVar[str] = "compare"
    own: tuple[int, ...] = ()
    more: bool | None = None


def takes(asked: Resolved) -> bool:
    """Places of which each has its own year."""
    return bool(asked.own_years)


def query_of(asked: Resolved, held: Held) -> OwnYearsQuery:
    """The query of an ask."""
    sided = asked.wants_verdict and asked.than in ("higher", "lower")
    more = asked.than == "higher" if sided else None
    return OwnYearsQuery(
        asked.topics, asked.measure, asked.places, asked.years, asked.own_years, more
    )


def say(query: OwnYearsQuery, speaker: Speaker) -> None:
    """Each topic of each place in its year."""
    pairs = list(zip(query.places, query.own, strict=True))
    for topic in query.topics:
        told = len(speaker.said.claims)
        for place, year in pairs:
            area = speaker.held.area(place, year)
            speaker.said.claims += values(topic, query.measure, area, year, speaker)
        holds = _holds(topic, query, pairs, speaker)
        if holds is not None:
            speaker.said.verdicts.append((speaker.said.claims[told], holds))


def _holds(
    topic: Topic, query: OwnYearsQuery, pairs: list[tuple[Place, int]], speaker: Speaker
) -> bool | None:
    """Whether the first is on the side asked about; where no metric is named, by the number and by
    the rate alike, else nobody can say."""
    indicator = speaker.indicator(topic)
    shown = {indicator.headline, *({Measure.COUNT} & indicator.measures.keys())}
    found = set()
    for measure in {query.measure} if query.measure else shown:
        two = numbers([speaker.figure(topic, measure, *pair) for pair in pairs])
        if len(two) != PAIR or query.more is None:
            return None
        apart = (two[0].value or 0) - (two[1].value or 0)
        found.add(apart > 0 if query.more else apart < 0)
    return found.pop() if len(found) == 1 else None


OPERATOR = Operator("own_years", ("compare",), query_of, say, takes)
