"""Is it so? A value with a number that the asker gave, or a level, in; yes or no first out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.asked import Beyond, Confirmed, Together
from cin_narrative.claims.claims import Claim, Level, Share
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions import queries
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators.value import ValueQuery, together, touch, values
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker

HUNDRED = Decimal(100)  # no share is above so many of a hundred
HALF = Decimal("0.5")  # a rate or percentage that people give is often rounded to the whole


@dataclass(frozen=True, slots=True)
class ConfirmationQuery(ValueQuery):
    """A value, with the numbers that were given for it or the level it is held against."""

    numbers: tuple[Decimal, ...] = ()
    level: queries.Level | None = None
    of_hundred: bool = False  # they are shares, of which no count is one
    one_in: int | None = None  # "one in six" is what rounds to one in six


def takes(asked: Resolved) -> bool:
    """A number that the asker states of the figure, or a level for one."""
    claims = asked.claimed is not None and bool(asked.claimed.numbers)
    return claims or (asked.level is not None and asked.level.number is not None)


def query_of(asked: Resolved, held: Held) -> ConfirmationQuery:
    """The query of an ask."""
    numbers = asked.claimed.numbers if asked.claimed is not None else ()
    share = any(one is not None and one.of_hundred for one in (asked.level, asked.claimed))
    return ConfirmationQuery(
        asked.topics,
        asked.measure,
        asked.places,
        asked.years,
        numbers,
        asked.level,
        share,
        asked.claimed.one_in if asked.claimed is not None else None,
    )


def say(query: ConfirmationQuery, speaker: Speaker) -> None:
    """Each value with the yes or no before it."""
    for place in query.places:
        for year in query.years:
            area = speaker.held.area(place, year)
            stated = query.level is not None or len(query.numbers) == 1
            if len(query.topics) > 1 and stated and _joined(query, area, year, speaker):
                continue
            for topic in speaker.topics(query.topics, area, year):
                claims = values(topic, query.measure, area, year, speaker)
                judged = [answer for claim in claims for answer in _judged(claim, query)]
                speaker.said.claims += [*judged[:1], *claims]


def _joined(query: ConfirmationQuery, area: Area, year: int, speaker: Speaker) -> bool:
    """Several lines of one breakdown held against a level: added up where they are neighbouring
    bands ("six months or less"); else each is given, as whether all or any is meant is not said.
    One number that is stated of several ("half come from police and schools") is of their sum."""
    if len({topic.indicator for topic in query.topics}) > 1:
        return False
    claims = speaker.said.claims
    summed = touch(query.topics, speaker) or bool(query.numbers)
    if summed and together(query.topics, area, year, speaker):
        claims[-1:] = [*_judged(claims[-1], query), claims[-1]]
        return True
    for topic in query.topics:
        claims += values(topic, query.measure, area, year, speaker)
    return True


def _judged(claim: Claim, query: ConfirmationQuery) -> Iterator[Claim]:
    shares = (Measure.PERCENTAGE,) if query.of_hundred else tuple(Measure)
    given = [figure for figure in _shown(claim) if figure.basis in shares]
    if not given or given[0].is_lower_bound:
        return  # of a lower bound neither is known
    if query.level is not None and query.level.number is not None:
        held = list(_meant(claim, given, query, query.level))
        found = {is_beyond(figure.value or Decimal(0), query.level) for figure in held}
        if len(found) == 1:
            yield Beyond(held[-1], query.level.above, found.pop())
    elif query.numbers:
        agreeing = [f for f in given if any(agrees(f, number) for number in query.numbers)]
        agreeing = agreeing or [f for f in given if f.value and _one_in(f.value) == query.one_in]
        yield Confirmed((agreeing or given)[0], bool(agreeing))


def _one_in(value: Decimal) -> Decimal:
    """What one of is a percentage, rounded: six of 17.4%."""
    return (HUNDRED / value).quantize(Decimal(1), ROUND_HALF_UP)


def _meant(
    claim: Claim, given: Sequence[Figure], query: ConfirmationQuery, level: queries.Level
) -> Iterator[Figure]:
    """The figures that a level may be of: the one asked for; of a part, its number too where the
    level may be one. Where they do not agree there is no yes or no."""
    named = next((figure for figure in given if figure.basis is query.measure), None)
    if named is not None or not level.bare or not isinstance(claim, (Share, Together)):
        yield named or given[0]
        return
    share = (level.number or Decimal(0)) <= HUNDRED
    yield from (f for f in given if share or f.basis is not Measure.PERCENTAGE)


def _shown(claim: Claim) -> Iterator[Figure]:
    if isinstance(claim, Together):
        yield from (f for f in (claim.share, claim.total) if f is not None)
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
