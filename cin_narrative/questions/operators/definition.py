"""What a term means, includes, or is for: indicators in, their definitions out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.claims.claims import Meaning
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import about
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

OF_THE_FIGURES = ("good_or_bad", "denominator", "history_of_term", "why_it_matters")


@dataclass(frozen=True, slots=True)
class DefinitionQuery(Query):
    """The definition of each topic; ``aspect``: what of it is asked."""

    intent: ClassVar[str] = "definition"
    aspect: str = "meaning"


def query_of(asked: Resolved, held: Held) -> DefinitionQuery:
    """The query of an ask."""
    return DefinitionQuery(asked.topics, aspect=asked.aspect or "meaning")


def say(query: DefinitionQuery, speaker: Speaker) -> None:
    """Each definition once, with what the aspect asked for adds."""
    names = dict.fromkeys(topic.indicator for topic in query.topics)
    for name in names:
        indicator = speaker.held.catalogue[name]
        speaker.said.claims.append(Meaning(indicator))
        speaker.said.texts += _more(query.aspect, indicator, speaker)


def _more(aspect: str, indicator: Indicator, speaker: Speaker) -> list[str]:
    if aspect in OF_THE_FIGURES:
        return [about(aspect, indicator=indicator, whole=speaker.desk.figures.whole_of(indicator))]
    return []


OPERATOR = Operator("definition", ("definition",), query_of, say)
