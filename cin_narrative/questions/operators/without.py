"""A number of an area without a part of it: the count of the whole and those of the parts in, what
is left out. Where it cannot be worked out, the whole is given, and said to be the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import WithoutParts
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers

FEWEST = 2  # authorities with a number in what is left: of fewer it would be one that is hidden


@dataclass(frozen=True, slots=True)
class WithoutQuery(Query):
    """The count of each place without those of ``without`` that lie in it."""

    intent: ClassVar[str] = "value"
    without: tuple[Place, ...] = ()


def takes(asked: Resolved) -> bool:
    """A number of which parts are to be left out: no rate and no percentage, which do not add."""
    return bool(asked.without) and asked.measure in (None, Measure.COUNT) and _is_sum(asked)


def _is_sum(asked: Resolved) -> bool:
    return asked.ask == "value" or asked.aggregate == "sum"


def query_of(asked: Resolved, held: Held) -> WithoutQuery:
    """The query of an ask."""
    return WithoutQuery(asked.topics, asked.measure, asked.places, asked.years, asked.without)


def say(query: WithoutQuery, speaker: Speaker) -> None:
    """Each topic, place and year."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            for topic in query.topics:
                _without(topic, area, year, query, speaker)


def _without(topic: Topic, area: Area, year: int, query: WithoutQuery, speaker: Speaker) -> None:
    held = speaker.held
    speaker.said.about(speaker.indicator(topic), area, [year])
    inside = held.inside(area, year)
    parts = [held.area(one, year) for one in query.without if inside & set(one.codes)]
    whole = speaker.of(topic, Measure.COUNT, area, year)
    found = [speaker.of(topic, Measure.COUNT, one, year) for one in parts]
    claims = values(topic, query.measure, area, year, speaker)
    if not parts:  # "in Leeds and in London, not counting Camden"
        speaker.said.claims += claims
        return
    known = numbers(found)
    left = inside.difference(*(held.inside(one, year) for one in parts))
    made = None
    if (
        whole is not None
        and len(known) == len(parts)
        and _tells_of_several(topic, left, year, speaker)
    ):
        made = speaker.desk.figures.less(whole, known)
    if whole is None or made is None:
        speaker.said.notes.append("not_without")
        speaker.said.claims += [*claims, *(speaker.alone(one) for one in known)]
    else:
        speaker.said.claims.append(WithoutParts(whole, tuple(known), made))


def _tells_of_several(topic: Topic, left: set[str], year: int, speaker: Speaker) -> bool:
    """Whether what is left is of several authorities that show their number."""
    areas = (speaker.held.areas.get(code, year) for code in sorted(left))
    shown: list[Figure] = []
    for area in areas:
        shown += (
            numbers([speaker.of(topic, Measure.COUNT, area, year)]) if area.is_authority else []
        )
        if len(shown) >= FEWEST:
            return True
    return False


OPERATOR = Operator("without", ("value", "aggregate"), query_of, say, takes)
