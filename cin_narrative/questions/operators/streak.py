"""A run of rises or a record: years in, how many years running and whether it is a record out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from cin_narrative.claims.asked_series import Record, Run
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year
from cin_narrative.reading.quantities.quantifiers import ANY, Quantifier


@dataclass(frozen=True, slots=True)
class StreakQuery(Query):
    """The run up to the last of ``years``: ``steps`` years of rises (or falls) where a number was
    given; ``record``: whether the last is the highest (or, ``lowest``, the lowest) of all."""

    intent: ClassVar[str] = "trend"
    is_rise: bool | None = None
    steps: int = 0
    record: bool = False
    lowest: bool = False
    wants_verdict: bool = False
    which: str = ""  # the "last" year, or "those" in which it rose (or fell)
    quantifier: Quantifier = ANY  # of how many of these a yes is asked


def query_of(asked: Resolved, held: Held) -> StreakQuery:
    """The query of an ask: over every year held, up to the year named."""
    run = held.run(asked.topics, asked.places)
    last = asked.years[-1] if asked.years_said and asked.years else max(run, default=0)
    years = asked.years if len(asked.years) > 2 else tuple(year for year in run if year <= last)
    given = [int(n) for n in asked.claimed.numbers] if asked.claimed is not None else []
    steps = next((n for n in [*given, asked.n] if 1 < n <= len(years)), 0)
    record = asked.lowest is not None
    ever = asked.of == "years" and not asked.n and asked.is_rise is not None
    return StreakQuery(
        asked.topics,
        asked.measure,
        asked.places,
        years or asked.years,
        asked.is_rise,
        steps,
        record,
        bool(asked.lowest),
        asked.wants_verdict or asked.claimed is not None,
        asked.which_years or ("those" if ever else ""),
        asked.quantifier or ANY,
    )


def say(query: StreakQuery, speaker: Speaker) -> None:
    """The run and the record of each topic and place."""
    for topic in query.topics:
        for place in query.places:
            _streak(topic, query, place, speaker)


def _streak(topic: Topic, query: StreakQuery, place: Place, speaker: Speaker) -> None:
    measure = speaker.measure_over_time(topic, query.measure)
    figures = speaker.run(topic, measure, place, query.years)
    known = numbers(figures)
    if len(known) < 2:
        area = speaker.held.area(place, query.years[-1])
        speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))
        return
    if query.which in ("last", "those"):
        _moves(known, query, speaker)
    elif query.record or (query.is_rise is None and not query.steps):
        speaker.said.claims.append(record_of(known, query.lowest))
    if not (query.record or query.which):
        speaker.said.claims.append(_run(known, query))
    speaker.said.tables.append(by_year([figures]))


def _moves(known: Sequence[Figure], query: StreakQuery, speaker: Speaker) -> None:
    """The changes from a year to the next that went the way asked, or the last of them; where none
    did, the change over all years."""
    steps = [(later, before) for before, later in pairwise(known)]
    by = [(later.value or 0) - (before.value or 0) for later, before in steps]
    so = [bool(one) and query.is_rise in (None, one > 0) for one in by]
    found = [step for step, is_so in zip(steps, so, strict=True) if is_so]
    found = found[-1:] if query.which == "last" else found
    speaker.said.when += [later.year for later, _ in found]
    pairs = found or [(known[-1], known[0])]
    claims = [speaker.desk.change_between(*pair) for pair in pairs]
    speaker.said.claims += claims
    holds = query.quantifier.holds(so) if query.wants_verdict else None
    speaker.said.verdicts += [(claims[0], holds)] if holds is not None else []


def record_of(known: Sequence[Figure], lowest: bool) -> Record:
    """Whether the last figure is the highest (or lowest); of equals, the last year's."""
    pick = min if lowest else max
    extreme = pick(known, key=lambda f: (f.value or 0, -f.year if lowest else f.year))
    return Record(known[-1], extreme, lowest, len(known))


def _run(known: Sequence[Figure], query: StreakQuery) -> Run:
    last = (known[-1].value or 0) - (known[-2].value or 0)
    rising = last > 0
    steps = running(known, rising) if last else 0
    holds = None
    if query.wants_verdict and (query.is_rise is not None or query.steps):
        way = query.is_rise is None or query.is_rise is rising
        holds = bool(last) and way and steps >= max(query.steps, 1)
    return Run(known[-1 - steps], known[-1], steps, rising, holds)


def running(known: Sequence[Figure], rising: bool) -> int:
    """In how many years up to the last the figure moved that way, one after the other."""
    steps = 0
    for before, after in reversed(list(pairwise(known))):
        gap = (after.value or 0) - (before.value or 0)
        if after.year - before.year != 1 or not (gap > 0 if rising else gap < 0):
            break
        steps += 1
    return steps


OPERATOR = Operator("streak", ("streak",), query_of, say)
