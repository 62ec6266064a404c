"""A total by category: a breakdown, places and years in, each line out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.claims import Breakdown
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.questions.statements.statement import Table

MANY_LINES = 8  # from so many lines the largest are told and all stand in a table
TOLD = 5


@dataclass(frozen=True, slots=True)
class BreakdownQuery(Query):
    """Each breakdown (or named line) for each place and year; ``n`` the largest lines alone."""

    intent: ClassVar[str] = "breakdown"
    n: int = 0


def query_of(asked: Resolved, held: Held) -> BreakdownQuery:
    """The query of an ask."""
    return BreakdownQuery(asked.topics, asked.measure, asked.places, asked.years, asked.n)


def say(query: BreakdownQuery, speaker: Speaker) -> None:
    """Each breakdown; of a line that is named, its value."""
    for place in query.places:
        for topic in query.topics:
            for year in query.years:
                if speaker.is_whole_breakdown(topic):
                    _whole(topic, query, place, year, speaker)
                else:
                    area = speaker.held.area(place, year)
                    speaker.said.claims += values(topic, query.measure, area, year, speaker)


def _whole(topic: Topic, query: BreakdownQuery, place: Place, year: int, speaker: Speaker) -> None:
    area, indicator = speaker.held.area(place, year), speaker.indicator(topic)
    speaker.said.about(indicator, area, [year])
    lines = speaker.held.catalogue.counts_of(indicator).categories
    top = query.n or (TOLD if len(lines) >= MANY_LINES and not indicator.ordered else None)
    speaker.said.claims.append(speaker.desk.breakdown(topic.indicator, area, year, top))
    if not query.n:
        found = speaker.desk.breakdown(topic.indicator, area, year)
        if isinstance(found, Breakdown) and len(found.parts) > TOLD:
            speaker.said.tables.append(_table(found))


def _table(found: Breakdown) -> Table:
    period = found.indicator.period(found.year).noun
    title = f"{found.indicator.title}, {found.area.short_name}, {period}"
    rows = [
        (str(p.figure.category.label if p.figure.category else ""), p.count, p.share)
        for p in found.parts
    ]
    head = str(found.indicator.dimension)
    columns = (head[:1].upper() + head[1:], "Number", "Share")
    if all(share is None for _, _, share in rows):
        return Table(title, columns[:2], tuple(row[:2] for row in rows))
    return Table(title, columns, tuple(rows))


OPERATOR = Operator("breakdown", ("breakdown",), query_of, say)
