"""Is it so? A value with a number that the asker gave, or a level, in; yes or no first out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Beyond, Confirmed
from cin_narrative.claims.claims import Claim, Level, Share
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.held import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import ValueQuery, values
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

HALF = Decimal("0.5")  # a rate or percentage that people give is often rounded to the whole


@dataclass(frozen=True, slots=True)
class ConfirmationQuery(ValueQuery):
    """A value, with the numbers that were given for it or the level it is held against."""

    numbers: tuple[Decimal, ...] = ()
    level: queries.Level | None = None


def takes(asked: Resolved) -> bool:
    """A number that the asker states of the figure, or a level for one."""
    claims = asked.claimed is not None and bool(asked.claimed.numbers)
    return claims or (asked.level is not None and asked.level.number is not None)


def query_of(asked: Resolved, held: Held) -> ConfirmationQuery:
    """The query of an ask."""
    numbers = asked.claimed.numbers if asked.claimed is not None else ()
    return ConfirmationQuery(
        asked.topics, asked.measure, asked.places, asked.years, numbers, asked.level
    )


def say(query: ConfirmationQuery, speaker: Speaker) -> None:
    """Each value with the yes or no before it."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            for topic in speaker.topics(query.topics, area, year):
                claims = values(topic, query.measure, area, year, speaker)
                judged = [answer for claim in claims for answer in _judged(claim, query)]
                speaker.said.claims += [*judged[:1], *claims]


def _judged(claim: Claim, query: ConfirmationQuery) -> Iterator[Claim]:
    given = list(_shown(claim))
    if not given or given[0].is_lower_bound:
        return  # of a lower bound neither is known
    if query.level is not None and query.level.number is not None:
        figure = next((f for f in given if f.basis is query.measure), given[0])
        yield Beyond(figure, query.level.above, is_beyond(figure.value or Decimal(0), query.level))
    elif query.numbers:
        agreeing = [f for f in given if any(agrees(f, number) for number in query.numbers)]
        yield Confirmed((agreeing or given)[0], bool(agreeing))


def _shown(claim: Claim) -> Iterator[Figure]:
    if isinstance(claim, (Level, Share)):
        beside = claim.rate if isinstance(claim, Level) else claim.count
        yield from (f for f in (claim.figure, beside) if f is not None and f.value is not None)


def is_beyond(value: Decimal, level: queries.Level, limit: Decimal | None = None) -> bool:
    """Whether a value is above (or below) the level, or at it where that counts."""
    at = level.number if limit is None else limit
    distance = (value - (at or Decimal(0))) * (1 if level.above else -1)
    return distance > 0 or (level.inclusive and distance == 0)


def agrees(figure: Figure, number: Decimal) -> bool:
    """Whether a number that was given is the figure, as shown or to the whole per cent."""
    if figure.value is None:
        return False
    whole = figure.basis is not Measure.COUNT and number == number.to_integral_value()
    return figure.value == number or (whole and abs(figure.value - number) <= HALF)


OPERATOR = Operator("confirmation", ("value",), query_of, say, takes)
