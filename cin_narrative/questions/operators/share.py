"""A part of its own whole: a line or a limit in, its percentage out; or an area's part of a wider
area's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import ShareOfWider
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators import ratio as ratios
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker


@dataclass(frozen=True, slots=True)
class ShareQuery(Query):
    """The percentage that each first topic is of its whole; ``wider``: that the places' number is
    of that place's."""

    intent: ClassVar[str] = "share"
    wider: Place | None = None


def query_of(asked: Resolved, held: Held) -> ShareQuery:
    """The query of an ask: a place in a wider one, where the topic has no whole of its own."""
    field = asked.field.place if asked.field is not None else None
    wide = [one for one in asked.beside if isinstance(one, Place) and one.is_wide]
    wider = field or next(iter(wide), None)
    inner = tuple(place for place in asked.places if place != wider)
    widest = [one for one in inner if one == held.england] or [one for one in inner if one.is_wide]
    if wider is None and len(inner) > 1 and widest:
        wider = widest[0]
        inner = tuple(place for place in inner if place != wider)
    whole = any(Measure.PERCENTAGE in held.catalogue[t.indicator].measures for t in asked.topics)
    return ShareQuery(
        asked.topics,
        Measure.PERCENTAGE,
        inner or asked.places,
        asked.years,
        None if whole else wider,
    )


def say(query: ShareQuery, speaker: Speaker) -> None:
    """The share of each place in each year."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            if query.wider is not None:
                _of_wider(query, place, query.wider, year, speaker)
            elif len(query.topics) == 2 and not ratios.is_of(query.topics, speaker):
                ratios.set_beside(query.topics, area, year, speaker, part=True)
            else:
                for topic in speaker.topics(query.topics[:1], area, year):
                    speaker.said.claims += values(topic, Measure.PERCENTAGE, area, year, speaker)


def _of_wider(query: ShareQuery, place: Place, wider: Place, year: int, speaker: Speaker) -> None:
    for topic in query.topics:
        area = speaker.held.area(place, year)
        speaker.said.about(speaker.indicator(topic), area, [year])
        part = speaker.of(topic, Measure.COUNT, area, year)
        whole = speaker.figure(topic, Measure.COUNT, wider, year)
        known = part is not None and whole is not None
        share = speaker.desk.figures.share_of(part, whole) if part and whole and known else None
        if part is None or whole is None or share is None:
            speaker.said.claims.append(speaker.level(topic, Measure.COUNT, area, year))
        else:
            made = share.changed(approximate=True)
            speaker.said.claims.append(ShareOfWider(part, whole, made))


OPERATOR = Operator("share", ("share",), query_of, say)
