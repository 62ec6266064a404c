"""How many a day, a week or a month? What is counted over a year in, the average of its days, weeks
or months out."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind
from cin_narrative.claims.asked_series import Pace
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

WEEK, MONTHS = 7, 12
UNITS = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class PaceQuery(Query):
    """The count of each year for each day, week or month (``unit``) of that year."""

    intent: ClassVar[str] = "mean"
    unit: str = "day"


def takes(asked: Resolved) -> bool:
    """An average for each day, week or month."""
    return bool(asked.each & set(UNITS))


def query_of(asked: Resolved, held: Held) -> PaceQuery:
    """The query of an ask."""
    unit = next(one for one in UNITS if one in asked.each)
    return PaceQuery(asked.topics, Measure.COUNT, asked.places, asked.years, unit)


def say(query: PaceQuery, speaker: Speaker) -> None:
    """The average of each topic, place and year, with the count and the days it is of."""
    for topic in query.topics:
        for place in query.places:
            for year in query.years:
                _pace(topic, place, year, query.unit, speaker)


def _pace(topic: Topic, place: Place, year: int, unit: str, speaker: Speaker) -> None:
    """What is counted on one day of the year has no pace, nor has what is not shown."""
    area, indicator = speaker.held.area(place, year), speaker.indicator(topic)
    figure = speaker.of(topic, Measure.COUNT, area, year)
    known = figure is not None and figure.value is not None and not figure.is_lower_bound
    if figure is None or not known or indicator.kind is Kind.STOCK:
        speaker.said.notes += ["no_pace"] if indicator.kind is Kind.STOCK else []
        speaker.said.claims += values(topic, Measure.COUNT, area, year, speaker)
        return
    days = 366 if isleap(year) else 365  # the year to 31 March holds its own February
    parts = {"day": Decimal(days), "week": Decimal(days) / WEEK, "month": Decimal(MONTHS)}[unit]
    speaker.said.about(indicator, area, [year])
    pace = speaker.desk.figures.pace(figure, parts)
    speaker.said.claims.append(Pace(figure, pace, unit, 0 if unit == "month" else days))


OPERATOR = Operator("pace", ("aggregate",), query_of, say, takes)
