"""When did it turn? Years in, the year since which a figure has moved the other way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.claims.asked import Peak
from cin_narrative.claims.asked_series import TurningPoint
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.streak import running
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year


@dataclass(frozen=True, slots=True)
class TurningPointQuery(Query):
    """The last turn of each topic and place in ``years``; ``of_peak``: its highest and lowest
    alone, as when it peaked is no turn but the last."""

    intent: ClassVar[str] = "trend"
    of_peak: bool = False


def query_of(asked: Resolved, held: Held) -> TurningPointQuery:
    """The query of an ask: over every year held, unless several are named."""
    run = held.run(asked.topics, asked.places)
    years = asked.years if len(asked.years) > 2 else run or asked.years
    return TurningPointQuery(
        asked.topics, asked.measure, asked.places, years, asked.lowest is not None
    )


def say(query: TurningPointQuery, speaker: Speaker) -> None:
    """The turn of each, its highest and its lowest."""
    for topic in query.topics:
        for place in query.places:
            _turn(topic, query, place, speaker)


def _turn(topic: Topic, query: TurningPointQuery, place: Place, speaker: Speaker) -> None:
    measure = speaker.measure_over_time(topic, query.measure)
    figures = speaker.run(topic, measure, place, query.years)
    known = numbers(figures)
    if len(known) < 3:
        area = speaker.held.area(place, query.years[-1])
        speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))
        return
    rising = (known[-1].value or 0) > (known[-2].value or 0)
    steps = running(known, rising)
    if 0 < steps < len(known) - 1 and not query.of_peak:
        turn = known[-1 - steps]
        speaker.said.claims.append(TurningPoint(turn, known[-1], rising, steps))
        speaker.said.when += [turn.year] if rising else []  # "that year" may be that of the trough
    highest = max(known, key=lambda f: (f.value or 0, f.year))
    lowest = min(known, key=lambda f: (f.value or 0, -f.year))
    speaker.said.when.append(highest.year)
    speaker.said.claims.append(Peak(highest, lowest))
    speaker.said.tables.append(by_year([figures]))


OPERATOR = Operator("turning_point", ("turning_point",), query_of, say)
