"""The main figures of a place: a place and a year in, a few in sentences and all in a table out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.claims.claims import Change
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.questions.statements.statement import Table
from cin_narrative.questions.statements.year_tables import title_of

MOST_TOLD = 2  # measures in sentences: more of them are read in a table
TABLE = PROMPTS / "question" / "brief.toml"


@dataclass(frozen=True, slots=True)
class BriefQuery(Query):
    """The topics of a brief, or those named, for each place and year."""

    intent: ClassVar[str] = "value"


@cache
def _words() -> dict[str, Any]:
    """The indicators that a brief tells, and the words of its table (prompts/question)."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def main_topics() -> tuple[Topic, ...]:
    """The indicators that a brief tells."""
    return tuple(Topic(name) for name in _words()["indicators"])


def query_of(asked: Resolved, held: Held) -> BriefQuery:
    """The query of an ask."""
    return BriefQuery(asked.topics or main_topics(), None, asked.places, asked.years)


def say(query: BriefQuery, speaker: Speaker) -> None:
    """Of a few, each figure, how it moved on the year before, and how it stands to England's; of
    more, so the first, and a table of all."""
    for place in query.places:
        for year in query.years[-1:]:
            few = len(query.topics) <= MOST_TOLD
            for topic in query.topics if few else query.topics[:1]:
                _told(topic, place, year, speaker)
            if not few:
                _listed(query, place, year, speaker)


def _listed(query: BriefQuery, place: Place, year: int, speaker: Speaker) -> None:
    """A row for each, by the measure that compares areas: last year, this year, England."""
    area, england = speaker.held.area(place, year), speaker.held.england
    rows = []
    for topic in query.topics:
        measure = speaker.indicator(topic).headline
        before = speaker.of(topic, measure, area, year - 1)
        figure = speaker.of(topic, measure, area, year)
        if figure is not None:
            beside = speaker.of(topic, measure, speaker.held.area(england, year), year)
            rows.append((title_of(figure), before, figure, beside))
            speaker.said.about(speaker.indicator(topic), area, [year])
    if rows:
        table = _words()["table"]
        names = (str(year - 1), str(year), table["england"].format(year=year))
        title = table["title"].format(area=area.in_name)
        speaker.said.tables.append(Table(title, (table["measure"], *names), tuple(rows)))


def _told(topic: Topic, place: Place, year: int, speaker: Speaker) -> None:
    area, headline = speaker.held.area(place, year), speaker.indicator(topic).headline
    claim = speaker.level(topic, speaker.measure_of(topic, None), area, year)
    if claim.kind == "gap":
        return
    speaker.said.claims.append(claim)
    change = speaker.desk.change(topic.indicator, area, year, None, headline, topic.category)
    speaker.said.claims += [change] if isinstance(change, Change) else []
    figure = speaker.of(topic, headline, area, year)
    beside = speaker.desk.comparison(figure, (ENGLAND,)) if figure is not None else None
    speaker.said.claims += [beside] if beside is not None else []


OPERATOR = Operator("brief", ("brief",), query_of, say, counts=False)
