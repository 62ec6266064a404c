"""In which quarter of a field? A place in, its rank and quarter out; or a quarter's members."""

from __future__ import annotations

from dataclasses import dataclass

from cin_narrative.claims.asked import Listing, Quarter
from cin_narrative.claims.claims import Claim, Rank
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.operators import rank as ranking
from cin_narrative.questions.operators.list import tabled
from cin_narrative.questions.operators.rank import ENGLISH, RankQuery
from cin_narrative.questions.queries import Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.fields import members, spoken_of
from cin_narrative.questions.statements.speaker import Speaker

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class QuartileQuery(RankQuery):
    """The quarter of each of ``places`` in ``field``; without places, who is in the first (or
    ``lowest``) quarter. ``judges``: whether a place is in that quarter is asked."""

    judges: bool = False


def query_of(asked: Resolved, held: Held) -> QuartileQuery:
    """The query of an ask."""
    field = asked.field or ENGLISH
    return QuartileQuery(
        asked.topics,
        asked.measure,
        asked.places,
        asked.years,
        field,
        bool(asked.lowest),
        judges=asked.yes_or_no and asked.lowest is not None,
    )


def say(query: QuartileQuery, speaker: Speaker) -> None:
    """Each place's quarter; or the members of one."""
    if not query.places:
        for topic in query.topics:
            for year in query.years:
                _members(topic, query, year, speaker)
        return
    ranking.say(query, speaker)
    told: list[Claim] = []
    level: Claim | None = None  # the figure that the next rank is of
    for claim in speaker.said.claims:
        told.append(claim)
        if isinstance(claim, Rank):
            quarter = _quarter(claim)
            told.append(Quarter(claim.rank, quarter))
            if query.judges and level is not None:
                wanted = QUARTERS if query.lowest else 1
                speaker.said.verdicts.append((level, quarter == wanted))
                level = None
        else:
            level = claim
    speaker.said.claims[:] = told


def _quarter(claim: Rank) -> int:
    place, of = int(claim.rank.value or 1), max(claim.rank.of, 1)
    quarter = min(QUARTERS, (place - 1) * QUARTERS // of + 1)
    return QUARTERS + 1 - quarter if claim.lowest_first else quarter


def _members(topic: Topic, query: QuartileQuery, year: int, speaker: Speaker) -> None:
    measure = speaker.measure_between(topic, query.measure)
    found = members(query.field, topic, measure, year, speaker)
    area = spoken_of(found, speaker.indicator(topic), [year], speaker)
    ordered = found.ordered(query.lowest)
    kept = ordered[: max(1, len(ordered) // QUARTERS)]
    if not kept:
        speaker.said.claims.append(speaker.level(topic, measure, area, year))
        return
    beyond = "bottom quarter" if query.lowest else "top quarter"
    speaker.said.members += [figure.area for figure in kept]
    speaker.said.claims.append(
        Listing(kept[0], tuple(kept), found.name, len(ordered), found.missing, beyond)
    )
    tabled(kept, speaker)


OPERATOR = Operator("quartile", ("quartile",), query_of, say)
