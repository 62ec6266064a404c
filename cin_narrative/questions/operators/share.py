"""A part of its own whole: a line or a limit in, its percentage out; or an area's part of a wider
area's number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.claims.asked import ShareOfWider
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators import ratio as ratios
from cin_narrative.questions.operators.change import two_years
from cin_narrative.questions.operators.confirmation import is_beyond
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Level, Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.writing.render import listed


@dataclass(frozen=True, slots=True)
class ShareQuery(Query):
    """The percentage that each first topic is of its whole; ``wider``: that the places' number is
    of that place's, ``together`` added up; held against a ``level``, or, ``is_rise``, against that
    of the first year."""

    intent: ClassVar[str] = "share"
    wider: Place | None = None
    together: bool = False
    level: Level | None = None
    is_rise: bool | None = None


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
    years, level = asked.years, asked.level
    return ShareQuery(
        asked.topics,
        Measure.PERCENTAGE,
        inner or asked.places,
        two_years(years) if asked.is_rise is not None else years,
        wider if field is not None or not whole else None,
        asked.aggregate == "sum" or (level is not None and level.number is not None),
        level,
        asked.is_rise if asked.yes_or_no else None,
    )


def say(query: ShareQuery, speaker: Speaker) -> None:
    """The share of each place in each year."""
    if query.wider is not None:
        for topic in query.topics:
            _over_years(topic, query, query.wider, speaker)
        return
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            if len(query.topics) == 2 and not ratios.is_of(query.topics, speaker):
                ratios.set_beside(query.topics, area, year, speaker, part=True)
            else:
                for topic in speaker.topics(query.topics[:1], area, year):
                    speaker.said.claims += values(topic, Measure.PERCENTAGE, area, year, speaker)


def _over_years(topic: Topic, query: ShareQuery, wider: Place, speaker: Speaker) -> None:
    """The share of the wider area in each year, with the yes or no asked for before the last."""
    single = [query.places] if query.together else [(place,) for place in query.places]
    for places in single:
        shares = []
        for year in query.years:
            share = _of_wider(topic, places, wider, year, query, speaker)
            shares += [share] if share is not None else []
        if query.is_rise is not None and len(shares) == 2:
            first, last = (one.share.value or Decimal(0) for one in shares)
            holds = last > first if query.is_rise else last < first
            speaker.said.verdicts.append((shares[0], holds))


def _of_wider(
    topic: Topic,
    places: Sequence[Place],
    wider: Place,
    year: int,
    query: ShareQuery,
    speaker: Speaker,
) -> ShareOfWider | None:
    """What the places' number is of the wider area's; each number where one of them is not held."""
    areas, said = [speaker.held.area(place, year) for place in places], speaker.said
    for area in areas:
        said.about(speaker.indicator(topic), area, [year])
    around = speaker.held.area(wider, year)
    if not {area.code for area in areas} < speaker.held.inside(around, year):
        said.notes.append("not_inside")
        told = [*areas, around]
        said.claims += [speaker.level(topic, Measure.COUNT, area, year) for area in told]
        return None
    part = _added_up(topic, areas, year, speaker)
    whole = speaker.figure(topic, Measure.COUNT, wider, year)
    share = speaker.desk.figures.share_of(part, whole) if part and whole else None
    if part is None or whole is None or share is None:
        said.claims += [speaker.level(topic, Measure.COUNT, area, year) for area in areas]
        return None
    claim = ShareOfWider(part, whole, share.changed(approximate=True))
    if query.level is not None and query.level.number is not None and share.value is not None:
        said.answer(claim, is_beyond(share.value, query.level))
    else:
        said.claims.append(claim)
    return claim


def _added_up(topic: Topic, areas: Sequence[Area], year: int, speaker: Speaker) -> Figure | None:
    """The count of the areas, as that of one that is named after them all."""
    found = [speaker.of(topic, Measure.COUNT, area, year) for area in areas]
    known = [one for one in found if one is not None]
    if len(known) < len(areas) or len(areas) == 1:
        return known[0] if len(areas) == 1 and known else None
    total = speaker.desk.figures.total(known)
    name = Text(str(listed([area.in_name for area in areas])))
    group = replace(areas[0], name=name, in_name=name, short_name=name)
    return None if total is None else total.changed(area=group)


OPERATOR = Operator("share", ("share",), query_of, say)
