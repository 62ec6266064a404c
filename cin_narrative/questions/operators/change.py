"""From one year to another: topics, places and two years in, the change with both ends out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import ChangeConfirmed
from cin_narrative.claims.claims import Change, Gap
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.confirmation import agrees, is_beyond
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.resolved import Claimed, Resolved
from cin_narrative.questions.statements.came_to import came_to
from cin_narrative.questions.statements.speaker import Speaker, numbers

NEAR = 10  # a tenth
HALF = Decimal("0.5")  # a change that people give is often rounded to the whole


@dataclass(frozen=True, slots=True)
class ChangeQuery(Query):
    """From the first to the last of ``years``, else of those of the ``span`` with a number;
    ``claimed`` the rise or fall that was given, ``level`` the size it is held against."""

    intent: ClassVar[str] = "change"
    claimed: Claimed | None = None
    span: tuple[int, ...] = ()
    level: queries.Level | None = None


def query_of(asked: Resolved, held: Held) -> ChangeQuery:
    """Between the two years named; to the one named from the year before it."""
    claimed = asked.claimed
    if claimed is None and asked.is_rise is not None and asked.yes_or_no:
        claimed = Claimed("change", is_rise=asked.is_rise)
    ends = two_years(asked.years)
    return ChangeQuery(
        asked.topics, asked.measure, asked.places, ends, claimed, asked.years, asked.level
    )


def two_years(years: tuple[int, ...]) -> tuple[int, ...]:
    """The first and the last of the years; the year before the only one, and that one."""
    return (years[0] - 1, years[0]) if len(years) == 1 else (years[0], years[-1]) if years else ()


def say(query: ChangeQuery, speaker: Speaker) -> None:
    """The change of each topic in each place."""
    for topic in speaker.topics_over(query):
        for place in query.places:
            changed(topic, measure_for(topic, query, speaker), place, query, speaker)


def measure_for(topic: Topic, query: Query, speaker: Speaker) -> Measure:
    """A percentage of a rate is how the change is put, not the measure."""
    indicator, asked = speaker.indicator(topic), query.measure
    of_change = asked is Measure.PERCENTAGE and asked not in indicator.measures
    return speaker.measure_over_time(topic, None if of_change else asked)


def changed(
    topic: Topic, measure: Measure, place: Place, query: ChangeQuery, speaker: Speaker
) -> None:
    """The change of one topic in one place, with yes or no first where a change was given."""
    said, years = speaker.said, query.years
    found = [speaker.figure(topic, measure, place, year) for year in years]
    said.about(speaker.indicator(topic), speaker.held.area(place, years[-1]), years)
    known = numbers(found)
    if query.claimed is not None and query.measure is None and len(known) == len(years):
        measure = stated_in(topic, measure, place, query, speaker)
        known = numbers([speaker.figure(topic, measure, place, year) for year in years])
    if len(known) < 2:
        _one_end(topic, measure, place, years, speaker)
        known = numbers(speaker.run(topic, measure, place, query.span)) if query.span else []
        if len({one.area.code for one in known}) == 1 and len(known) > 1:
            _between(topic, measure, (known[0], known[-1]), speaker)
        return
    change = speaker.desk.change(
        topic.indicator, known[-1].area, years[-1], years[0], measure, topic.category
    )
    if isinstance(change, Change) and query.level is not None and query.level.of_end:
        way = query.claimed.is_rise if query.claimed is not None else None
        came_to(change, query.level, query.measure, way, speaker)
    elif isinstance(change, Change):
        _judged(change, query, speaker)
    else:
        said.claims += [speaker.alone(known[-1]), speaker.cited(change), speaker.alone(known[0])]
    if known[0].area.code != known[-1].area.code:
        said.notes.append("boundary")
        _as_it_is_now(topic, measure, place, years, speaker)


def _between(topic: Topic, measure: Measure, ends: tuple[Figure, Figure], speaker: Speaker) -> None:
    """The change between the years of a run that have a number, where its own ends have none."""
    first, last = ends
    change = speaker.desk.change(
        topic.indicator, last.area, last.year, first.year, measure, topic.category
    )
    if isinstance(change, Change):
        speaker.said.claims.append(change)


def _one_end(
    topic: Topic, measure: Measure, place: Place, years: Sequence[int], speaker: Speaker
) -> None:
    """Each end by itself: the number of the one, why there is none for the other."""
    for year in years:
        area = speaker.held.area(place, year)
        claim = speaker.level(topic, measure, area, year)
        told = replace(claim, last=None) if isinstance(claim, Gap) else claim
        speaker.said.claims.append(told)


def _as_it_is_now(
    topic: Topic, measure: Measure, place: Place, years: Sequence[int], speaker: Speaker
) -> None:
    """Where the area was reorganised in between: the change since its first year as it is now."""
    area = speaker.held.area(place, years[-1])
    if not years[0] < area.first_year < years[-1]:
        return
    known = numbers(
        [speaker.of(topic, measure, area, year) for year in (area.first_year, years[-1])]
    )
    if len(known) == 2:
        speaker.said.claims.append(speaker.desk.change_between(known[1], known[0]))


def _judged(change: Change, query: ChangeQuery, speaker: Speaker) -> None:
    """The change; with yes or no, where a rise, a fall or its size was given."""
    claimed, said = query.claimed, speaker.said
    if query.level is not None:
        _by_level(change, query.level, claimed, speaker)
        return
    if claimed is None or change.difference.value is None:
        speaker.said.claims.append(change)
        return
    difference = change.difference.value
    sizes = _sizes(change, claimed)
    agreeing = [f for f in sizes if any(_is(f.value, n) for n in claimed.numbers)]
    way = claimed.is_rise is None or (difference > 0 if claimed.is_rise else difference < 0)
    if claimed.hedged and way and not agreeing and _is_near(change, sizes, claimed):
        said.claims.append(change)  # whether that is about so much, nobody can say
    elif any(end is not None for end in claimed.ends):
        way = way and _are_ends(change, claimed) and bool(agreeing or not claimed.numbers)
        said.answer(change, way and difference != 0)
    elif way and claimed.numbers and not agreeing:
        confirmed = ChangeConfirmed(sizes[0], change.later, change.earlier, False, True)
        speaker.said.claims += [confirmed, change]
    else:
        said.answer(change, way and difference != 0)


def _are_ends(change: Change, claimed: Claimed) -> bool:
    """Whether a change is from and to what was given."""
    pairs = zip((change.earlier, change.later), claimed.ends, strict=True)
    return all(number is None or agrees(figure, number) for figure, number in pairs)


def _is_near(change: Change, sizes: list[Figure], claimed: Claimed) -> bool:
    """Whether what was given is not exact, and no more than a tenth from the figures."""
    pairs = zip((change.earlier, change.later), claimed.ends, strict=True)
    given = [(figure, number) for figure, number in pairs if number is not None]
    if all(agrees(figure, number) for figure, number in given) and not claimed.numbers:
        return False
    near = [abs((f.value or Decimal(0)) - n) <= abs(n) / NEAR for f, n in given]
    sized = [(abs(f.value or Decimal(0)), abs(n)) for f in sizes for n in claimed.numbers]
    numbered = [abs(value - number) <= number / NEAR for value, number in sized]
    return all(near) and (any(numbered) or not claimed.numbers)


def stated_in(
    topic: Topic, measure: Measure, place: Place, query: ChangeQuery, speaker: Speaker
) -> Measure:
    """The measure that the levels given are of, where none is named: the first in which they are
    the published ones, else the usual one."""
    ends = query.claimed.ends if query.claimed is not None else (None, None)
    given = [(n, year) for n, year in zip(ends, query.years, strict=False) if n is not None]
    for one in (measure, *speaker.indicator(topic).measures) if given else ():
        found = [(n, numbers([speaker.figure(topic, one, place, year)])) for n, year in given]
        if all(figures and agrees(figures[0], number) for number, figures in found):
            return one
    return measure


def _sizes(change: Change, claimed: Claimed) -> list[Figure]:
    """What a stated size may be of: a share of a number or rate is of its relative change, and a
    plain number of the difference of a count."""
    of_percentage = change.later.basis is Measure.PERCENTAGE
    relative_only = claimed.of_hundred and not of_percentage
    plain_only = not claimed.of_hundred and change.later.basis is Measure.COUNT
    first = None if plain_only and claimed.numbers else change.relative
    last = None if relative_only else change.difference
    return [one for one in (first, last) if one is not None]


def _by_level(
    change: Change, level: queries.Level, claimed: Claimed | None, speaker: Speaker
) -> None:
    """Whether a rise or fall is beyond a size: per cent of a number or rate, else what it is in. Of
    a percentage nobody can say which of the two is meant."""
    size = change.difference if level.bare else change.relative
    way = claimed.is_rise if claimed is not None and level.number is not None else None
    if size is None or size.value is None or change.difference.value is None or way is None:
        speaker.said.claims.append(change)
        return
    went = change.difference.value > 0 if way else change.difference.value < 0
    speaker.said.answer(change, went and is_beyond(abs(size.value), level))


def _is(value: Decimal | None, number: Decimal) -> bool:
    return value is not None and abs(abs(value) - abs(number)) <= HALF


OPERATOR = Operator("change", ("change",), query_of, say)
