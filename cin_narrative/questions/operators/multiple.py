"""Has it doubled, trebled or halved? Two years and a multiple in, yes or no and both ends out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.claims.asked_series import Multiple
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.change import (
    ChangeQuery,
    changed,
    measure_for,
    two_years,
)
from cin_narrative.questions.resolution.multiples import grown, is_on_side
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers

WORDS = {
    Decimal(2): "doubled",
    Decimal(3): "trebled",
    Decimal(4): "quadrupled",
    Decimal("0.5"): "halved",
}


@dataclass(frozen=True, slots=True)
class MultipleQuery(ChangeQuery):
    """Whether the last year's figure is ``times`` the first year's, or more (for a half: less)."""

    times: Decimal = Decimal(2)
    side: str = "ge"  # gt and lt: and not just so many


def takes(asked: Resolved) -> bool:
    """A multiple that has a word of its own is asked about, or stated."""
    return asked.claimed is not None and asked.claimed.multiple in WORDS


def query_of(asked: Resolved, held: Held) -> MultipleQuery:
    """The query of an ask."""
    times = asked.claimed.multiple if asked.claimed and asked.claimed.multiple else Decimal(2)
    return MultipleQuery(
        asked.topics,
        asked.measure,
        asked.places,
        two_years(asked.years),
        times=times,
        side=(asked.claimed.side if asked.claimed else "") or grown(times)[0],
    )


def say(query: MultipleQuery, speaker: Speaker) -> None:
    """Yes or no for each topic and place, and the change."""
    for topic in query.topics:
        for place in query.places:
            measure = measure_for(topic, query, speaker)
            found = [speaker.figure(topic, measure, place, year) for year in query.years]
            known = numbers(found)
            if len(known) == 2 and known[0].value:
                speaker.said.claims += _judged(query, known[0].value, known, speaker)
            changed(topic, measure, place, query, speaker)


def _judged(
    query: MultipleQuery, first: Decimal, known: list[Figure], speaker: Speaker
) -> list[Multiple]:
    earlier, later = known
    made = speaker.desk.figures.times(later, earlier)
    if made is None:
        return []
    holds = is_on_side(later.value or Decimal(0), first * query.times, query.side)
    return [Multiple(later, earlier, made, WORDS[query.times], holds)]


OPERATOR = Operator("multiple", ("change", "trend", "value", "streak"), query_of, say, takes)
