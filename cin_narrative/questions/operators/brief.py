"""The main figures of a place: a place and a year in, each with last year's and England's out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.claims.claims import Change
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.held import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

TABLE = PROMPTS / "question" / "brief.toml"


@dataclass(frozen=True, slots=True)
class BriefQuery(Query):
    """The topics of a brief, or those named, for each place and year."""

    intent: ClassVar[str] = "value"


@cache
def main_topics() -> tuple[Topic, ...]:
    """The indicators that a brief tells (prompts/question/brief.toml)."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Topic(name) for name in table["indicators"])


def query_of(asked: Resolved, held: Held) -> BriefQuery:
    """The query of an ask."""
    return BriefQuery(asked.topics or main_topics(), None, asked.places, asked.years)


def say(query: BriefQuery, speaker: Speaker) -> None:
    """Each figure, how it moved on the year before, and how it stands to England's."""
    for place in query.places:
        for year in query.years[-1:]:
            for topic in query.topics:
                _told(topic, place, year, speaker)


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
