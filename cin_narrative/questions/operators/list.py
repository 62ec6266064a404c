"""All members of a field, or those beyond a level: a topic and a field in, each figure out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.rounding import written
from cin_narrative.claims.asked import Listing
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.confirmation import is_beyond
from cin_narrative.questions.operators.rank import ENGLISH
from cin_narrative.questions.queries import NEIGHBOURS, Field, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.fields import Members, members, spoken_of
from cin_narrative.questions.statements.speaker import Speaker
from cin_narrative.questions.statements.year_tables import by_area
from cin_narrative.reading.quantities.quantifiers import Quantifier

LONG = 8  # members from which a table stands beside the words


@dataclass(frozen=True, slots=True)
class ListQuery(Query):
    """The members of ``field`` with their figures; those beyond ``level``, where there is one;
    ``quantifier``: of how many of them it is asked if they are."""

    intent: ClassVar[str] = "list"
    field: Field = ENGLISH
    level: queries.Level | None = None
    lowest: bool | None = None  # from which end; by name where neither is asked
    quantifier: Quantifier | None = None

    def holds(self, kept: int, counted: int, missing: int) -> bool | None:
        """Whether it is so of as many; None where those without a figure may decide."""
        if self.quantifier is None or self.level is None:
            return None
        known = [True] * kept + [False] * (counted - kept)
        return self.quantifier.holds([*known, *[None] * missing])


def query_of(asked: Resolved, held: Held) -> ListQuery:
    """The query of an ask."""
    field = asked.field
    if field is None and asked.places:
        field = Field("named", places=asked.places)
    return ListQuery(
        asked.topics,
        asked.measure,
        asked.places,
        asked.years,
        field or ENGLISH,
        asked.level,
        asked.lowest,
        asked.quantifier if asked.yes_or_no and asked.of == "areas" else None,
    )


def say(query: ListQuery, speaker: Speaker) -> None:
    """Each topic in each year."""
    for topic in query.topics:
        for year in query.years:
            _list(topic, query, year, speaker)


def _list(topic: Topic, query: ListQuery, year: int, speaker: Speaker) -> None:
    measure = _measure(topic, query, speaker)
    found = members(query.field, topic, measure, year, speaker)
    area = spoken_of(found, speaker.indicator(topic), [year], speaker)
    if not found.numbers:
        speaker.said.claims += [speaker.level(topic, measure, area, year)]
        return
    limit = _limit(topic, measure, query, year, speaker)
    if query.level is not None and limit is None:
        return
    _told(found, query, limit, measure, speaker)
    if query.field.kind == NEIGHBOURS:
        for place in query.places:
            area = speaker.held.area(place, year)
            speaker.said.claims.append(speaker.level(topic, measure, area, year))
            beside = speaker.measure_between(topic, query.measure)
            figure = speaker.of(topic, beside, area, year)
            mean = speaker.desk.comparison(figure, (NEIGHBOURS,)) if figure is not None else None
            speaker.said.claims += [mean] if mean is not None else []


def _measure(topic: Topic, query: ListQuery, speaker: Speaker) -> Measure:
    """Held against a wider area's figure, never a count; else what was asked, or how many."""
    wide = query.level is not None and query.level.place is not None and query.level.place.is_wide
    against = query.level is not None and query.level.place is not None
    if wide or (against and query.measure is None):
        return speaker.measure_between(topic, query.measure)
    return speaker.measure_of(topic, query.measure)


def _limit(
    topic: Topic, measure: Measure, query: ListQuery, year: int, speaker: Speaker
) -> Decimal | None:
    """The level in force: the number asked for, or the figure of a place, which is said."""
    if query.level is None or query.level.place is None:
        return query.level.number if query.level is not None else None
    area = speaker.held.area(query.level.place, year)
    speaker.said.claims.append(speaker.level(topic, measure, area, year))
    figure = speaker.of(topic, measure, area, year)
    known = figure is not None and not figure.is_lower_bound
    value = figure.value if figure is not None and known else None
    return value * query.level.times if value is not None else None


def _told(
    found: Members, query: ListQuery, limit: Decimal | None, measure: Measure, speaker: Speaker
) -> None:
    everyone, order = sorted(found.numbers, key=lambda figure: figure.area.name), ""
    if query.lowest is not None:
        everyone = found.ordered(query.lowest)
        order = "lowest first" if query.lowest else "highest first"
    kept, beyond, level = everyone, "", None
    if query.level is not None and limit is not None:
        kept = [f for f in everyone if is_beyond(f.value or Decimal(0), query.level, limit)]
        beyond = "above" if query.level.above else "below"
        beyond = f"at or {beyond}" if query.level.inclusive else beyond
        level = level_text(limit, measure)
    speaker.said.members += [figure.area for figure in kept]
    counted = len(everyone)
    listing = Listing(
        everyone[0], tuple(kept), found.name, counted, found.missing, beyond, level, order
    )
    holds = query.holds(len(kept), counted, found.missing)
    if holds is None:
        speaker.said.claims.append(listing)
    else:  # the answer stands before the figure that they are held against
        level_said = query.level is not None and query.level.place is not None
        speaker.said.claims.insert(len(speaker.said.claims) - level_said, listing)
        speaker.said.verdicts.append((listing, holds))
    tabled(kept, speaker)


def tabled(figures: list[Figure], speaker: Speaker) -> None:
    """The members in a table, where they are many."""
    if len(figures) >= LONG:
        speaker.said.tables.append(by_area(figures))


def level_text(number: Decimal, measure: Measure) -> Text:
    """The level that was named, written as the figures beside it are."""
    plain = written(number, 0 if number == number.to_integral_value() else 1)
    return Text(plain + ("%" if measure is Measure.PERCENTAGE else ""))


OPERATOR = Operator("list", ("list",), query_of, say)
