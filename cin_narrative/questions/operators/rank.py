"""The place of an area in a field: a topic, a place and a field in, the rank with its figure
out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cin_narrative.catalogue.catalogue import Measure, Polarity
from cin_narrative.claims.claims import Claim, Rank
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Field, Query, Topic
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.fields import with_own
from cin_narrative.questions.statements.speaker import Speaker

ENGLISH = Field("authorities")


@dataclass(frozen=True, slots=True)
class End:
    """The end that a place is asked to be at: among the first ``n``, or ``exact``ly there; where
    it was named as good or bad (``by_worth``) of a measure of which neither is, nobody can say."""

    n: int
    exact: bool = False
    by_worth: bool = False

    def holds(self, claim: Rank) -> bool | None:
        """Whether the place is there; None where that cannot be said."""
        if self.by_worth and claim.figure.indicator.polarity is Polarity.NONE:
            return None
        place = int(claim.rank.value or 0)
        return place == self.n if self.exact else place <= self.n


@dataclass(frozen=True, slots=True)
class RankQuery(Query):
    """The place of each of ``places`` in ``field``, the highest first unless ``lowest``."""

    intent: ClassVar[str] = "rank"
    field: Field = ENGLISH
    lowest: bool = False
    end: End | None = None


def query_of(asked: Resolved, held: Held) -> RankQuery:
    """The query of an ask: among all authorities of England where no field is named."""
    return RankQuery(
        asked.topics,
        asked.measure,
        asked.places,
        asked.years,
        asked.field or ENGLISH,
        bool(asked.lowest),
        end_of(asked),
    )


def end_of(asked: Resolved) -> End | None:
    """The end that a yes or no is asked of; None where none is, or something else was asked."""
    if not asked.wants_verdict or asked.lowest is None or asked.nearest:
        return None
    return End(max(asked.n, 1), asked.place_named, asked.by_worth)


def say(query: RankQuery, speaker: Speaker) -> None:
    """The figure and the place of each; of a number, the place of its rate beside it."""
    for topic in query.topics:
        indicator = speaker.indicator(topic)
        measure = speaker.measure_of(topic, query.measure) if query.measure else indicator.headline
        for place in query.places:
            for year in query.years:
                area = speaker.held.area(place, year)
                beside = measure is not Measure.COUNT
                level = speaker.level(topic, measure, area, year, beside)
                speaker.said.claims.append(level)
                own = speaker.of(topic, measure, area, year)
                found = placed(topic, measure, query, own, speaker)
                _judged(level, found, query.end, speaker)
                if measure is Measure.COUNT and indicator.headline is not Measure.COUNT:
                    figure = speaker.of(topic, indicator.headline, area, year)
                    placed(topic, indicator.headline, query, figure, speaker, told=True)


def placed(
    topic: Topic,
    measure: Measure,
    query: RankQuery,
    figure: Figure | None,
    speaker: Speaker,
    told: bool = False,
) -> Rank | None:
    """The place of one figure, ``told`` with the figure itself; nothing where it has no number."""
    if figure is None or figure.value is None or figure.is_lower_bound:
        return None
    within, peers = with_own(query.field, figure, speaker)
    found = speaker.desk.rank(figure, within, query.lowest, peers)
    like = query.field.kind == "regions" or figure.area.is_authority
    if found is None or not like:
        speaker.said.notes.append("no_rank")
    else:
        speaker.said.claims += [*([speaker.alone(figure)] if told else []), found]
        return found
    return None


def _judged(level: Claim, found: Rank | None, end: End | None, speaker: Speaker) -> None:
    """Yes or no before the figure, where it is asked whether that is at an end."""
    holds = end.holds(found) if end is not None and found is not None else None
    if holds is not None:
        speaker.said.verdicts.append((level, holds))
    elif end is not None and found is not None:
        speaker.said.notes.append("no_worth")


OPERATOR = Operator("rank", ("rank",), query_of, say)
