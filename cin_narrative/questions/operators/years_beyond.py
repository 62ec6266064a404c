"""In which years above or below a level? A run of years and a level in, those years out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import YearsBeyond
from cin_narrative.claims.asked_series import YearsWhen
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.confirmation import is_beyond
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year
from cin_narrative.reading.quantities.quantifiers import ANY, Quantifier


@dataclass(frozen=True, slots=True)
class YearsBeyondQuery(Query):
    """The years in which each topic was beyond ``level`` in each place; ``which``: the last, or
    those; ``quantifier``: of how many it is asked if they were."""

    intent: ClassVar[str] = "trend"
    level: queries.Level | None = None
    which: str = ""
    quantifier: Quantifier | None = None


def takes(asked: Resolved) -> bool:
    """A level to hold the figures of several years against: a number, a place's figures, or the
    place's own figure of one year."""
    several = len(asked.years) > 2 or not asked.years_said
    placed = asked.level is not None and asked.level.place is not None
    which = placed and bool(asked.which_years)
    put = len(asked.years) > 1 and asked.quantifier is not None
    return asked.level is not None and (several or which or put)


def query_of(asked: Resolved, held: Held) -> YearsBeyondQuery:
    """The query of an ask: over every year held, unless several are named."""
    run = held.run(asked.topics, asked.places)
    named = len(asked.years) > (1 if asked.which_years or asked.quantifier else 2)
    years = asked.years if named else run or asked.years
    listed = "those" if "year" in asked.each and not asked.yes_or_no else ""
    which = asked.which_years or listed
    quantifier = asked.quantifier
    if asked.ask == "streak" and asked.n:
        quantifier = quantifier or Quantifier("ge", Decimal(asked.n), "run")
    slots = (asked.topics, asked.measure, asked.places, years, asked.level)
    return YearsBeyondQuery(*slots, which, quantifier)


def say(query: YearsBeyondQuery, speaker: Speaker) -> None:
    """Yes or no for each topic and place, with the years."""
    for topic in query.topics:
        for place in query.places:
            _beyond(topic, query, place, speaker)


def _beyond(topic: Topic, query: YearsBeyondQuery, place: Place, speaker: Speaker) -> None:
    level = query.level
    than = level.place if level is not None else None
    if level is not None and level.year:
        _beyond_own(topic, query, place, level, speaker)
        return
    alike = than is not None and than.is_wide == place.is_wide
    numbered = alike and query.measure is Measure.COUNT  # "more plans than": the number is asked
    measure = (
        speaker.measure_between(topic, query.measure)
        if than is not None and not numbered
        else speaker.measure_over_time(topic, query.measure)
    )
    figures = speaker.run(topic, measure, place, query.years)
    beside = speaker.run(topic, measure, than, query.years) if than is not None else []
    times = level.times if level is not None else Decimal(1)
    limits = {one.year: (one.value or 0) * times for one in numbers(beside)}
    known = [one for one in numbers(figures) if than is None or one.year in limits]
    if not known or level is None:
        _without(topic, measure, place, query, speaker)
        return
    kept = [f for f in known if is_beyond(f.value or Decimal(0), level, limits.get(f.year))]
    if than is None and not (query.which or query.quantifier):
        speaker.said.claims.append(YearsBeyond(known[-1], tuple(kept), level.above, len(known)))
    else:
        name = beside[-1].area.in_name if beside else None
        others = tuple(one for one in known if one not in kept)
        last = query.which == "last"
        at = level.inclusive
        claim = YearsWhen(known[-1], tuple(kept), others, level.above, name, last, inclusive=at)
        _answer(claim, [one if one in known else None for one in figures], query, speaker)
    speaker.said.tables.append(by_year([found for found in (figures, beside) if found]))


def _beyond_own(
    topic: Topic, query: YearsBeyondQuery, place: Place, level: queries.Level, speaker: Speaker
) -> None:
    """In which of the other years its own figure of one year was passed."""
    measure = speaker.measure_over_time(topic, query.measure)
    years = sorted({*query.years, level.year})
    figures = speaker.run(topic, measure, place, years)
    own = next((one for one in numbers(figures) if one.year == level.year), None)
    known = [one for one in numbers(figures) if one.year != level.year]
    if own is None or not known:
        area = speaker.held.area(place, level.year)
        speaker.said.claims.append(speaker.level(topic, measure, area, level.year))
        return
    kept = [one for one in known if is_beyond(one.value or Decimal(0), level, own.value)]
    others = tuple(one for one in known if one not in kept)
    claim = YearsWhen(
        own,
        tuple(kept),
        others,
        level.above,
        is_last=query.which == "last",
        own=own,
        inclusive=level.inclusive,
    )
    _answer(claim, known, query, speaker)
    speaker.said.tables.append(by_year([figures]))


def _answer(
    claim: YearsWhen, years: Sequence[Figure | None], query: YearsBeyondQuery, speaker: Speaker
) -> None:
    """The years with a yes or no, where there is one: of a year without a figure (None) nobody
    knows if it was so."""
    so = [None if one is None else one in claim.figures for one in years]
    holds = (query.quantifier or ANY).holds(so)
    if holds is None:
        speaker.said.claims.append(claim)
    else:
        speaker.said.answer(claim, holds)


def _without(topic: Topic, measure: Measure, place: Place, query: Query, speaker: Speaker) -> None:
    area = speaker.held.area(place, query.years[-1])
    speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))


OPERATOR = Operator("years_beyond", ("trend", "streak"), query_of, say, takes)
