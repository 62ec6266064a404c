"""How a figure moved over a run of years: its ends, its highest and lowest, every year in a
table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Hidden, YearByYear
from cin_narrative.claims.claims import Change, Trend
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.year_tables import by_year

MOST_IN_WORDS = 4  # years given one by one in a sentence; more stand in a table alone
MOST_TOLD = 4  # places whose run is told in words, too


@dataclass(frozen=True, slots=True)
class TrendQuery(Query):
    """Each topic for each place over a run of years; ``beside`` how its last year stands."""

    intent: ClassVar[str] = "trend"
    beside: tuple[Place | str, ...] = ()
    rises: bool | None = None  # whether it is asked to have risen (or fallen)
    every_year: bool = False  # in every year, and not only from the first to the last

    def holds(self, known: Sequence[Figure]) -> bool | None:
        """Whether the run went the way that is asked; None where none is, or a year is missing."""
        if self.rises is None or (self.every_year and len(known) < len(self.years)):
            return None
        pairs = pairwise(known) if self.every_year else [(known[0], known[-1])]
        moves = [(later.value or 0) - (before.value or 0) for before, later in pairs]
        return all(move > 0 if self.rises else move < 0 for move in moves)


def query_of(asked: Resolved, held: Held) -> TrendQuery:
    """The run of years asked for, else of all years held in the newest release."""
    years = asked.years
    if not asked.years_said and asked.topics:
        runs = [held.series(topic, p.codes) for topic in asked.topics for p in asked.places]
        years = tuple(sorted({year for run in runs for year in run})) or asked.years
    rises = asked.is_rise if asked.wants_verdict else None
    every = "year" in asked.each
    return TrendQuery(asked.topics, asked.measure, asked.places, years, asked.beside, rises, every)


def say(query: TrendQuery, speaker: Speaker) -> None:
    """The run of each topic: in words for a few places, every year in a table."""
    for topic in speaker.topics_over(query):
        runs = [(place, run_of(topic, query, place, speaker)) for place in query.places]
        for place, figures in runs[:MOST_TOLD]:
            told(topic, query, place, figures, speaker)
        wider = [_wider(topic, query, one, speaker) for one in query.beside]
        everything = [*(figures for _, figures in runs), *filter(None, wider)]
        held = [figures for figures in everything if figures]
        if held and (len(query.years) > MOST_IN_WORDS or len(held) > 1):
            speaker.said.tables.append(by_year(held))


def run_of(topic: Topic, query: Query, place: Place, speaker: Speaker) -> list[Figure]:
    """The figures of a topic over the query's years, those with a symbol included."""
    measure = _measure(topic, query, speaker)
    return speaker.run(topic, measure, place, query.years) if query.years else []


def _measure(topic: Topic, query: Query, speaker: Speaker) -> Measure:
    several = len(query.places) > 1 or bool(getattr(query, "beside", ()))
    alone = query.measure is Measure.COUNT and not getattr(query, "beside", ())
    if several and any(place.is_wide for place in query.places) and not alone:
        return speaker.measure_between(topic, query.measure)
    if getattr(query, "beside", ()):
        return speaker.measure_between(topic, query.measure)
    return speaker.measure_over_time(topic, query.measure)


def _wider(topic: Topic, query: TrendQuery, one: Place | str, speaker: Speaker) -> list[Figure]:
    """The same run for what it is set beside, where that is a place."""
    area = speaker.held.area(query.places[0], query.years[-1]) if query.places else None
    place = one if isinstance(one, Place) else speaker.region_of(area) if one == "region" else None
    return run_of(topic, query, place, speaker) if place is not None else []


def told(
    topic: Topic, query: TrendQuery, place: Place, figures: Sequence[Figure], speaker: Speaker
) -> None:
    """The ends, the highest and the lowest of one run; a figure that is not there, as such."""
    said, known = speaker.said, numbers(figures)
    if not figures and query.years:
        area, year = speaker.held.area(place, query.years[-1]), query.years[-1]
        said.claims.append(speaker.level(topic, _measure(topic, query, speaker), area, year))
        return
    ends(known, speaker)
    _judged(query, known, speaker)
    if len(known) > 2:
        said.claims.append(_extremes(figures, known, speaker))
    if query.beside and known:
        comparators = [speaker.comparator(one, known[-1].year) for one in query.beside]
        said.claims += filter(None, [speaker.desk.comparison(known[-1], comparators)])
    said.claims += [speaker.alone(f) for f in figures if f.value is not None and f.is_lower_bound]
    said.claims += [
        Hidden(f, f.symbol) for f in figures if f.value is None and f.symbol is not None
    ]


def _judged(query: TrendQuery, known: Sequence[Figure], speaker: Speaker) -> None:
    """Yes or no before the change of a run, where it is asked which way it went."""
    holds = query.holds(known) if len(known) > 1 else None
    changes = [claim for claim in speaker.said.claims if isinstance(claim, Change)]
    if holds is not None and changes:
        speaker.said.verdicts.append((changes[-1], holds))


def ends(known: Sequence[Figure], speaker: Speaker) -> None:
    """The change from the first to the last, and each year where they are few."""
    said = speaker.said
    differ = len({figure.area.code for figure in known}) > 1
    said.notes += ["boundary"] if differ else []
    if len(known) == 1:
        said.claims.append(speaker.alone(known[0]))
    elif known:
        said.claims.append(speaker.desk.change_between(known[-1], known[0]))
    if 2 < len(known) <= MOST_IN_WORDS:
        said.claims.append(YearByYear(tuple(known), differ))


def _extremes(figures: Sequence[Figure], known: Sequence[Figure], speaker: Speaker) -> Trend:
    highest = max(known, key=lambda figure: (figure.value or 0, figure.year))
    lowest = min(known, key=lambda figure: (figure.value or 0, -figure.year))
    change = speaker.desk.change_between(known[-1], known[0])
    return Trend(tuple(figures), change, highest, lowest)


OPERATOR = Operator("trend", ("trend",), query_of, say)
