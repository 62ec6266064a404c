"""Which is highest, lowest, or moved most: a field, a breakdown or the years in, the first out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure, Polarity
from cin_narrative.claims.asked import Listing, Movers
from cin_narrative.claims.claims import Change, League
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.change import measure_for, two_years
from cin_narrative.questions.operators.rank import ENGLISH
from cin_narrative.questions.operators.streak import record_of
from cin_narrative.questions.operators.value import values
from cin_narrative.questions.queries import Field, Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.resolution.spans import is_yes_or_no
from cin_narrative.questions.statements.changes_in_order import Order
from cin_narrative.questions.statements.fields import Members, members, spoken_of
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.questions.statements.years_in_order import first_years, peak_of

MOST = 160
SOME = 3  # how many "which categories" and "which areas" mean, where no number is said


@dataclass(frozen=True, slots=True)
class TopQuery(Query):
    """The first ``n`` of the field's areas, of a breakdown's categories, or of the years; by the
    change between two years where ``by_change``; ``relative``: as a percentage; ``is_place``: the
    ``n``th is asked for, not the first ``n``."""

    intent: ClassVar[str] = "league"
    field: Field = ENGLISH
    of: str = "areas"
    n: int = 1
    lowest: bool = False
    by_change: bool = False
    relative: bool = False
    level: queries.Level | None = None
    is_place: bool = False
    year: int = 0  # which is asked to be the highest or lowest of the years; nought: none is
    by_worth: bool = False
    smallest: bool = False  # the least change comes first
    either: bool = False  # whichever way it went


def query_of(asked: Resolved, held: Held) -> TopQuery:
    """The query of an ask; of years, all that are held unless some are named."""
    years = asked.years
    year = 0
    if asked.of == "years":
        run = held.run(asked.topics, asked.places)
        year = (asked.year_asked or max(run, default=0)) if asked.yes_or_no else 0
        of_two = is_yes_or_no(asked.words) and not asked.yes_or_no  # "was it 2018 or 2019"
        if of_two or not (asked.years_said and len(years) > 1):
            years = run or years
        elif year:  # "was 2024 the lowest since 2013": of all between
            years = tuple(range(years[0], years[-1] + 1))
    if asked.largest and asked.of != "years":
        years = two_years(years)
    falls = asked.is_rise is False
    return TopQuery(
        asked.topics,
        asked.measure,
        asked.places,
        years,
        asked.field or ENGLISH,
        asked.of,
        asked.n or (SOME if asked.of == "categories" else 1),
        falls if asked.largest else bool(asked.lowest),
        asked.largest,
        asked.form == "percent",
        asked.level,
        asked.place_named,
        year,
        asked.by_worth,
        asked.smallest,
        asked.largest and asked.is_rise is None,
    )


def say(query: TopQuery, speaker: Speaker) -> None:
    """Of areas, of categories, or of years."""
    for topic in query.topics:
        if query.of == "categories" or (speaker.is_whole_breakdown(topic) and query.places):
            _categories(topic, query, speaker)
        elif query.of == "years":
            _years(topic, query, speaker)
        elif query.by_change:
            _movers(topic, query, speaker)
        else:
            _areas(topic, query, speaker)


def _areas(topic: Topic, query: TopQuery, speaker: Speaker) -> None:
    for year in query.years:
        indicator = speaker.indicator(topic)
        measure = speaker.measure_of(topic, query.measure) if query.measure else indicator.headline
        found = members(query.field, topic, measure, year, speaker)
        if not found.numbers:  # where no number is held, the share may be
            found = members(query.field, topic, measure := indicator.headline, year, speaker)
        area = spoken_of(found, indicator, [year], speaker)
        first = first_of(found, query.n, query.lowest)
        if not first:
            speaker.said.claims.append(speaker.level(topic, measure, area, year))
            continue
        meant = [one for one in first if one.value == first[-1].value] if query.is_place else first
        speaker.said.members += [figure.area for figure in meant]
        if query.by_worth and indicator.polarity is Polarity.NONE:
            speaker.said.notes.append("no_worth_of_end")
        _told(first, found, query, speaker)
        if measure is Measure.COUNT and indicator.headline is not Measure.COUNT:
            _rates_beside(topic, meant[:1], found, query, speaker)


def first_of(found: Members, n: int, lowest: bool) -> list[Figure]:
    """The first ``n``, with all that tie for the last place."""
    ordered = found.ordered(lowest)
    last = ordered[min(n, len(ordered), MOST) - 1].value if ordered else None
    return [figure for i, figure in enumerate(ordered) if i < n or figure.value == last]


def _told(first: Sequence[Figure], found: Members, query: TopQuery, speaker: Speaker) -> None:
    counted = len(found.numbers)
    if found.within is not None and query.is_place:  # that one, and not those before it
        for figure in (one for one in first if one.value == first[-1].value):
            rank = speaker.desk.rank(figure, found.within, query.lowest, found.figures)
            speaker.said.claims += [speaker.alone(figure), *([rank] if rank is not None else [])]
        return
    if found.within is not None:
        rank = speaker.desk.rank(first[0], found.within, query.lowest, found.figures)
        if len(first) == 1 and rank is not None:
            speaker.said.claims += [speaker.alone(first[0]), rank]
            return
        league = League(tuple(first), found.within, counted, found.missing, query.lowest)
        speaker.said.claims.append(league)
        return
    if counted == 1:
        speaker.said.claims.append(speaker.alone(first[0]))
        return
    shown = found.ordered(query.lowest) if query.n == 1 else list(first)
    order = "lowest first" if query.lowest else "highest first"
    speaker.said.claims.append(
        Listing(first[0], tuple(shown), found.name, counted, found.missing, order=order)
    )


def _rates_beside(
    topic: Topic, first: Sequence[Figure], found: Members, query: TopQuery, speaker: Speaker
) -> None:
    """Where the one with the most stands by its rate: larger areas have more of everything."""
    headline = speaker.indicator(topic).headline
    peers = members(query.field, topic, headline, first[0].year, speaker)
    figure = speaker.of(topic, headline, first[0].area, first[0].year)
    if figure is not None and figure.value is not None and found.within is not None:
        rank = speaker.desk.rank(figure, found.within, False, peers.figures)
        speaker.said.claims += [speaker.alone(figure), *([rank] if rank is not None else [])]


def _movers(topic: Topic, query: TopQuery, speaker: Speaker) -> None:
    """Who rose or fell most between two years, of those with a figure in both."""
    indicator, (since, until) = speaker.indicator(topic), query.years
    measure = speaker.measure_of(topic, query.measure) if query.measure else indicator.headline
    before = members(query.field, topic, measure, since, speaker)
    after = members(query.field, topic, measure, until, speaker)
    earlier = {figure.area.code: figure for figure in before.numbers}
    spoken_of(after, indicator, query.years, speaker)
    pairs = [(one, earlier[one.area.code]) for one in after.numbers if one.area.code in earlier]
    changes = [speaker.desk.change_between(*pair) for pair in pairs]
    kept = _largest(changes, query)
    speaker.said.members += [change.later.area for change in kept]
    speaker.said.claims.append(
        Movers(
            tuple(kept),
            pairs[0][0] if pairs else None,
            after.name,
            len(changes),
            since,
            query.lowest,
            query.smallest,
            query.either,
        )
    )


def _largest(changes: Sequence[Change], query: TopQuery) -> list[Change]:
    beyond = query.level.number if query.level is not None else None
    shape = (query.n, query.lowest, query.either, query.smallest, query.relative)
    return Order(*shape, beyond=beyond).first(changes)


def _categories(topic: Topic, query: TopQuery, speaker: Speaker) -> None:
    places = query.places or (speaker.held.england,)
    for place in places:
        area = speaker.held.area(place, query.years[-1])
        speaker.said.about(speaker.indicator(topic), area, query.years)
        if query.by_change:
            speaker.said.claims += _largest(_changes_of_lines(topic, query, place, speaker), query)
            continue
        for year in query.years:
            area = speaker.held.area(place, year)
            first = _first_lines(topic, query, area, year, speaker)
            for line in first:
                speaker.said.claims += values(line, query.measure, area, year, speaker)
            if not first:
                n = MOST if query.lowest else query.n
                speaker.said.claims.append(speaker.desk.breakdown(topic.indicator, area, year, n))


def _first_lines(
    topic: Topic, query: TopQuery, area: Area, year: int, speaker: Speaker
) -> list[Topic]:
    """The smallest lines of a breakdown, or the largest of one that has an order of its own; none
    where a line has no number, and may be the one; nor where a breakdown is said from the largest
    on."""
    indicator = speaker.indicator(topic)
    lines = [
        replace(topic, category=name)
        for name, one in speaker.held.catalogue.counts_of(indicator).categories.items()
        if not one.told_apart
    ]
    found = [(speaker.of(line, Measure.COUNT, area, year), line) for line in lines]
    held = [(figure, line) for figure, line in found if figure is not None]
    known = [(figure.value, line) for figure, line in held if figure in numbers([figure])]
    if not (query.lowest or indicator.ordered) or len(known) < len(held) or not known:
        return []
    ordered = sorted((v for v, _ in known if v), reverse=not query.lowest)  # nought is said beside
    last = ordered[min(query.n, len(ordered)) - 1] if ordered else Decimal(0)
    kept = [
        (value or Decimal(0), line)
        for value, line in known
        if ((value or 0) <= last if query.lowest else (value or 0) >= last)
    ]
    return [line for _, line in sorted(kept, key=lambda one: one[0], reverse=not query.lowest)]


def _changes_of_lines(
    topic: Topic, query: TopQuery, place: Place, speaker: Speaker
) -> list[Change]:
    lines = speaker.held.catalogue.counts_of(speaker.indicator(topic)).categories
    found: list[Change] = []
    for category in lines:
        line = replace(topic, category=category)
        measure = measure_for(line, query, speaker)
        known = numbers([speaker.figure(line, measure, place, year) for year in query.years])
        if len(known) == 2:
            found.append(speaker.desk.change_between(known[1], known[0]))
    return found


def _years(topic: Topic, query: TopQuery, speaker: Speaker) -> None:
    """The year of the highest or lowest figure, or of the largest rise or fall."""
    for place in query.places:
        measure = speaker.measure_over_time(topic, query.measure)
        known = numbers(speaker.run(topic, measure, place, query.years))
        if len(known) < 2:
            area = speaker.held.area(place, query.years[-1])
            speaker.said.claims.append(speaker.level(topic, measure, area, query.years[-1]))
        elif query.by_change:
            steps = [
                speaker.desk.change_between(later, before) for before, later in pairwise(known)
            ]
            largest = _largest(steps, query)
            speaker.said.when += [change.later.year for change in largest]
            speaker.said.claims += largest
        elif query.year and (own := [one for one in known if one.year == query.year]):
            _judged(own[0], known, query, speaker)
        else:
            if query.n > 1:
                first = first_years(known, query.n, query.lowest, query.is_place)
                speaker.said.claims += [speaker.alone(figure) for figure in first]
            peak = peak_of(known, query.lowest)
            speaker.said.when.append((peak.lowest if query.lowest else peak.highest).year)
            speaker.said.claims.append(peak)


def _judged(own: Figure, known: Sequence[Figure], query: TopQuery, speaker: Speaker) -> None:
    """Whether the year asked about is at that end of the years; which end is the worse of a measure
    of which neither is good, nobody can say."""
    place = query.is_place and query.n > 1  # "the second highest on record": the ends, and no yes
    unjudged = query.by_worth and own.indicator.polarity is Polarity.NONE
    if place or unjudged:
        speaker.said.notes += ["no_worth"] if unjudged and not place else []
        speaker.said.claims += [speaker.alone(own), peak_of(known, query.lowest)]
        return
    record = record_of(known, query.lowest)
    speaker.said.claims.append(replace(record, figure=own))


OPERATOR = Operator("top", ("top",), query_of, say)
