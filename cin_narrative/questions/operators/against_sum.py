"""One area against several put together: their counts in, the sum, and yes or no out. Rates of
several areas are not added up, so it is the counts that are set against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Together
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers


@dataclass(frozen=True, slots=True)
class AgainstSumQuery(Query):
    """The count of each of ``places`` against the sum of those of ``beside``; ``more``: whether it
    is asked to be more (or less)."""

    intent: ClassVar[str] = "compare"
    beside: tuple[Place | str, ...] = ()
    more: bool | None = None


def takes(asked: Resolved) -> bool:
    """Several places that are added up, and one that is set against them."""
    return asked.aggregate == "sum" and len(asked.beside) > 1


def query_of(asked: Resolved, held: Held) -> AgainstSumQuery:
    """The query of an ask."""
    sided = asked.wants_verdict and asked.than in ("higher", "lower")
    more = asked.than == "higher" if sided else None
    count = Measure.COUNT
    return AgainstSumQuery(asked.topics, count, asked.places, asked.years, asked.beside, more)


def say(query: AgainstSumQuery, speaker: Speaker) -> None:
    """Each topic, place and year."""
    for topic in query.topics:
        for year in query.years:
            for place in query.places:
                _against(topic, place, year, query, speaker)


def _against(
    topic: Topic, place: Place, year: int, query: AgainstSumQuery, speaker: Speaker
) -> None:
    area = speaker.held.area(place, year)
    own = values(topic, Measure.COUNT, area, year, speaker)
    figure = speaker.of(topic, Measure.COUNT, area, year)
    others = [
        speaker.figure(topic, Measure.COUNT, one, year)
        for one in query.beside
        if isinstance(one, Place)
    ]
    known = numbers(others)
    total = speaker.desk.figures.total(known) if len(known) == len(query.beside) else None
    speaker.said.claims += own
    if total is None:
        speaker.said.notes.append("not_together")
        speaker.said.claims += [speaker.alone(one) for one in known]
        return
    speaker.said.claims.append(Together(tuple(known), total))
    _judged(figure, total, query, speaker)


def _judged(figure: Figure | None, total: Figure, query: AgainstSumQuery, speaker: Speaker) -> None:
    """Yes or no before the figure of the place, where it has a number."""
    own = numbers([figure])
    if own and query.more is not None:
        apart = (own[0].value or 0) - (total.value or 0)
        holds = apart > 0 if query.more else apart < 0
        speaker.said.verdicts.append((speaker.said.claims[-2], holds))


OPERATOR = Operator("against_sum", ("compare",), query_of, say, takes)
