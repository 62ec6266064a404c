"""In which years above or below a level? A run of years and a level in, those years out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.claims.asked import YearsBeyond
from cin_narrative.questions import queries
from cin_narrative.questions.held import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.confirmation import is_beyond
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year


@dataclass(frozen=True, slots=True)
class YearsBeyondQuery(Query):
    """The years in which each topic was beyond ``level`` in each place."""

    intent: ClassVar[str] = "trend"
    level: queries.Level | None = None


def takes(asked: Resolved) -> bool:
    """A number to hold the figures of several years against."""
    several = len(asked.years) > 2 or not asked.years_said
    return asked.level is not None and asked.level.number is not None and several


def query_of(asked: Resolved, held: Held) -> YearsBeyondQuery:
    """The query of an ask: over every year held, unless several are named."""
    run = held.run(asked.topics, asked.places)
    years = asked.years if len(asked.years) > 2 else run or asked.years
    return YearsBeyondQuery(asked.topics, asked.measure, asked.places, years, asked.level)


def say(query: YearsBeyondQuery, speaker: Speaker) -> None:
    """Yes or no for each topic and place, with the years."""
    for topic in query.topics:
        for place in query.places:
            _beyond(topic, query, place, speaker)


def _beyond(topic: Topic, query: YearsBeyondQuery, place: Place, speaker: Speaker) -> None:
    measure = speaker.measure_over_time(topic, query.measure)
    figures = speaker.run(topic, measure, place, query.years)
    known = numbers(figures)
    if not known or query.level is None:
        area = speaker.held.area(place, query.years[-1])
        speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))
        return
    kept = [f for f in known if is_beyond(f.value or Decimal(0), query.level)]
    above = query.level.above
    speaker.said.claims.append(YearsBeyond(known[-1], tuple(kept), above, len(known)))
    speaker.said.tables.append(by_year([figures]))


OPERATOR = Operator("years_beyond", ("trend", "streak"), query_of, say, takes)
