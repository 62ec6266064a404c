"""What can be asked: no slots in, the text of help out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import note, year_text
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Query
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker


@dataclass(frozen=True, slots=True)
class HelpQuery(Query):
    """What may be asked here."""

    intent: ClassVar[str] = "help"


def query_of(asked: Resolved, held: Held) -> HelpQuery:
    """The query of an ask."""
    return HelpQuery()


def say(query: HelpQuery, speaker: Speaker) -> None:
    """The text of help."""
    first, last = speaker.held.span
    speaker.said.texts.append(note("help", first_year=year_text(first), last_year=year_text(last)))


OPERATOR = Operator("help", ("help", "none"), query_of, say, counts=False)
