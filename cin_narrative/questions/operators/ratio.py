"""Two different counts of one year: both in, the one as a percentage of the other out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.claims.asked import Ratio
from cin_narrative.disclosure.figures import Figure, show
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers


@dataclass(frozen=True, slots=True)
class RatioQuery(Query):
    """The first topic's count for every hundred of the second's."""

    intent: ClassVar[str] = "ratio"
    part: bool = False  # the first is asked as a part of the second


def query_of(asked: Resolved, held: Held) -> RatioQuery:
    """The query of an ask."""
    part = asked.measure is Measure.PERCENTAGE
    return RatioQuery(asked.topics, Measure.COUNT, asked.places, asked.years, part)


def say(query: RatioQuery, speaker: Speaker) -> None:
    """The ratio of each place and year; of one topic alone, its own percentage."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            if len(query.topics) == 2 and not is_of(query.topics, speaker):
                set_beside(query.topics, area, year, speaker, part=query.part)
            elif len(query.topics) == 2:
                claims = values(query.topics[0], Measure.PERCENTAGE, area, year, speaker)
                speaker.said.claims += claims
            else:
                for topic in query.topics:
                    speaker.said.claims += values(topic, None, area, year, speaker)


def is_of(topics: Sequence[Topic], speaker: Speaker) -> bool:
    """Whether the second topic is what the first one's percentages are of."""
    part, whole = topics
    of = speaker.indicator(part).measures.get(Measure.PERCENTAGE)
    return of is not None and of.of == whole.indicator


def set_beside(
    topics: Sequence[Topic], area: Area, year: int, speaker: Speaker, *, part: bool
) -> None:
    """One count out of another; each by itself where either has no number, or where a ``part`` is
    larger than its whole, which is asked back."""
    for topic in topics:
        speaker.said.about(speaker.indicator(topic), area, [year])
    known = numbers([speaker.of(topic, Measure.COUNT, area, year) for topic in topics])
    larger = len(known) == 2 and (known[0].value or 0) > (known[1].value or 0)
    if part and larger:
        speaker.said.asks_back = True
        speaker.said.notes.append("no_part")
    if len(known) < 2 or not known[1].value or (part and larger):
        speaker.said.claims += [speaker.level(t, Measure.COUNT, area, year) for t in topics]
        return
    speaker.said.claims.append(Ratio(known[0], known[1], _made(known[0], known[1])))


def _made(upper: Figure, lower: Figure) -> Figure:
    percent, whole = Measure.PERCENTAGE, lower.value or Decimal(1)
    value = half_up(ratio(upper.value or Decimal(0), whole, 100) or Decimal(0), 1)
    return upper.changed(
        measure=percent,
        basis=percent,
        value=value,
        shown=show(value, percent),
        row=None,
        column="",
        citation="",
        over=(upper.value, lower.value),
        derived_from=(upper, lower),
        approximate=not upper.area.is_authority,
        whole=lower.indicator,
    )


OPERATOR = Operator("ratio", ("ratio",), query_of, say)
