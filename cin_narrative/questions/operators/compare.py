"""Areas side by side: subjects and what they are set beside in, each figure and the gaps out.

A count is never set against another area's, nor against an area's that contains it: the rate or
percentage is, and the count stands beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure, Polarity, Text
from cin_narrative.claims.asked import Difference, Times
from cin_narrative.claims.asked_series import Verdict
from cin_narrative.claims.claims import Against, Claim, Level
from cin_narrative.disclosure.figures import Figure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.operators import Operator
from cin_narrative.questions.queries import Place, Query, Topic
from cin_narrative.questions.resolution.multiples import is_on_side
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.statements.speaker import Speaker, numbers
from cin_narrative.writing.phrases import comparator_name


@dataclass(frozen=True, slots=True)
class CompareQuery(Query):
    """``places`` are the subjects; ``beside`` what the first is set against; ``than`` the sense of
    a yes or no; ``times``: how many times the one is of the other; ``median``: the neighbours'."""

    intent: ClassVar[str] = "compare"
    beside: tuple[Place | str, ...] = ()
    than: str | None = None
    times: bool = False
    each: bool = False  # each subject is set against them: "is Kent or Essex above England?"
    median: bool = False
    multiple: Decimal | None = None  # "is it double England's"
    side: str = ""  # of so many times: ge, gt, le or lt
    apart: bool = False  # "how many more": by how many


def query_of(asked: Resolved, held: Held) -> CompareQuery:
    """The query of an ask."""
    claimed = asked.claimed if asked.yes_or_no else None
    sized = asked.level is not None or (claimed is not None and bool(claimed.numbers))
    return CompareQuery(
        asked.topics,
        asked.measure,
        asked.places,
        asked.years,
        asked.beside,
        asked.than if asked.yes_or_no and not sized else None,  # "by over 50%" is not just more
        asked.form == "times",
        asked.than is not None and bool(asked.beside),
        asked.aggregate == "median",
        claimed.multiple if claimed is not None else None,
        claimed.side if claimed is not None else "",
        asked.than is not None and asked.measure is Measure.COUNT,
    )


def say(query: CompareQuery, speaker: Speaker) -> None:
    """Each topic in each year."""
    for year in query.years if query.places else ():
        first = speaker.held.area(query.places[0], year)
        for topic in speaker.topics(query.topics, first, year):
            if speaker.is_whole_breakdown(topic):
                _breakdowns(topic, query, year, speaker)
            else:
                _in_year(topic, query, year, speaker)


def _breakdowns(topic: Topic, query: CompareQuery, year: int, speaker: Speaker) -> None:
    beside = [
        speaker.region_of(speaker.held.area(query.places[0], year)) if one == "region" else one
        for one in query.beside
    ]
    for place in [*query.places, *(one for one in beside if isinstance(one, Place))]:
        area = speaker.held.area(place, year)
        speaker.said.about(speaker.indicator(topic), area, [year])
        speaker.said.claims.append(speaker.desk.breakdown(topic.indicator, area, year))


def _in_year(topic: Topic, query: CompareQuery, year: int, speaker: Speaker) -> None:
    said, measure = speaker.said, speaker.measure_between(topic, query.measure)
    if measure is Measure.COUNT:  # there is nothing to compare by: each is given by itself
        said.claims += [
            speaker.level(topic, measure, area, year) for area in _all(query, year, speaker)
        ]
        return
    claims = [
        _own(topic, measure, query, speaker.held.area(place, year), year, speaker)
        for place in query.places
    ]
    figures = numbers([speaker.figure(topic, measure, place, year) for place in query.places])
    compared: list[Claim] = []
    if figures and figures[0].area == speaker.held.area(query.places[0], year):
        subjects = [] if query.each else _subjects(figures, query, speaker)
        judged = figures if query.each else figures[:1]
        compared = [*subjects, *(one for own in judged for one in _beside(own, query, speaker))]
    verdicts = [claim for claim in compared if isinstance(claim, (Verdict, Times))]
    counted = _counted(topic, measure, query, year, speaker)
    counts = [_own(topic, measure, query, area, year, speaker) for area in counted]
    rest = [claim for claim in compared if claim not in verdicts]
    pairs = [one for one in compared if isinstance(one, (Difference, Verdict))]
    told = [figure for one in pairs for figure in (one.figure, one.other)]
    own = [claim for claim in claims if not _is_told(claim, told)]
    asks = query.than or query.apart
    apart = _counts_apart(topic, counted, query, year, speaker) if asks else []
    said.claims += [*verdicts, *own, *rest, *counts, *apart]


def _counts_apart(
    topic: Topic, counted: list[Area], query: CompareQuery, year: int, speaker: Speaker
) -> list[Claim]:
    """How far the counts are apart, where the number itself was asked for; beside the rates."""
    if query.measure is not Measure.COUNT:
        return []
    area = speaker.held.area(query.places[0], year)
    places = query.places[1:] if not query.each else ()
    others = [speaker.held.area(place, year) for place in places]
    alike = [one for one in [*others, *counted] if _are_alike(area, one)]
    known = numbers([speaker.of(topic, Measure.COUNT, one, year) for one in [area, *alike]])
    if not known or known[0].area != area:
        return []
    if query.times:
        return [one for other in known[1:] for one in _times(known[0], other, speaker)]
    pairs = [speaker.difference(known[0], other) for other in known[1:]]
    return [one for one in pairs if one is not None]


def _are_alike(area: Area, other: Area) -> bool:
    """Whether neither of two places lies in the other: two authorities, or two regions."""
    return area.level == other.level in ("authority", "region")


def _times(figure: Figure, other: Figure, speaker: Speaker) -> Iterator[Times]:
    larger, smaller = sorted((figure, other), key=lambda one: -(one.value or 0))
    times = speaker.desk.figures.times(larger, smaller)
    if times is not None:
        yield Times(larger, smaller, times)


def _is_told(claim: Claim, told: list[Figure]) -> bool:
    """Whether a comparison gives the very figure of the claim: it is not said twice."""
    if not isinstance(claim, Level) or claim.rate is not None:
        return False
    return any(claim.figure.key == figure.key for figure in told)


def _counted(
    topic: Topic, measure: Measure, query: CompareQuery, year: int, speaker: Speaker
) -> list[Area]:
    """The places like the first that it is set beside: the count of each stands beside its rate;
    and beside its percentage, where more or fewer may be of the number."""
    own = speaker.held.area(query.places[0], year)
    found = [speaker.held.area(one, year) for one in query.beside if isinstance(one, Place)]
    sided = query.than in ("higher", "lower") or query.apart
    numbered = Measure.COUNT in speaker.indicator(topic).measures
    shared = measure is Measure.PERCENTAGE and sided and numbered
    wanted = query.measure in (None, Measure.COUNT) and (measure is Measure.RATE or shared)
    wide = not own.is_authority
    return [one for one in found if one.is_authority or (wide and _are_alike(own, one))] * wanted


def _all(query: CompareQuery, year: int, speaker: Speaker) -> Iterator[Area]:
    for one in [*query.places, *query.beside]:
        if isinstance(one, Place):
            yield speaker.held.area(one, year)


def _own(
    topic: Topic, measure: Measure, query: CompareQuery, area: Area, year: int, speaker: Speaker
) -> Claim:
    """A subject's own figure: the count with its rate, where that is how it is counted."""
    counted = measure is Measure.RATE and Measure.COUNT in speaker.indicator(topic).measures
    wanted = query.measure in (None, Measure.COUNT)
    return speaker.level(topic, Measure.COUNT if counted and wanted else measure, area, year)


def _subjects(figures: list[Figure], query: CompareQuery, speaker: Speaker) -> Iterator[Claim]:
    """The first subject against each of the others, the smaller against the wider; a multiple is of
    the first: "is England's half of Blackpool's"."""
    ordered = figures if query.multiple is not None else sorted(figures, key=_width)
    for other in ordered[1:]:
        yield from _pair(ordered[0], other, other.area.in_name, query, speaker)


def _width(figure: Figure) -> int:
    return {"authority": 0, "region": 1}.get(figure.area.level, 2)


def _beside(figure: Figure, query: CompareQuery, speaker: Speaker) -> Iterator[Claim]:
    """The first subject against what it is set beside."""
    comparators = [speaker.comparator(one, figure.year) for one in query.beside]
    desk = speaker.desk.averaging(Measure.MEDIAN) if query.median else speaker.desk
    comparison = desk.comparison(figure, comparators) if comparators else None
    if comparison is None:
        return
    for against in comparison.against:
        if len(comparison.against) == 1 or query.than:
            yield from _pair(
                figure, against.figure, comparator_name(against), query, speaker, _model(against)
            )
    if comparison.missing or (len(comparison.against) > 1 and not query.than):
        yield comparison


def _model(against: Against) -> str:
    return str(against.model) if against.name == "neighbours" else ""


def _pair(
    figure: Figure,
    other: Figure,
    name: Text,
    query: CompareQuery,
    speaker: Speaker,
    model: str = "",
) -> Iterator[Claim]:
    apart = speaker.difference(figure, other, name, model)
    sided = query.than is not None and not _otherwise_by_number(figure, other, query, speaker)
    if sided and query.than is not None:
        yield Verdict(figure, other, name, query.than, _holds(figure, other, query.than), apart)
    if query.times:
        by_number = _by_number(figure, other, speaker) if _may_be_number(figure, query) else None
        yield from _times(*by_number, speaker) if by_number else ()  # "times more": of numbers
        for claim in _times(figure, other, speaker):
            yield _judged(claim, figure, other, query, speaker)
    if apart is not None and not sided:
        yield apart


def _judged(
    claim: Times, figure: Figure, other: Figure, query: CompareQuery, speaker: Speaker
) -> Times:
    """The claim with a yes or no where a multiple is asked. Where numbers may be meant, they and
    the rates must say the same; and 1.96 is shown as 2.0 times: neither would be understood."""
    shown = round(claim.times.value or Decimal(0), 1)
    just = query.multiple is not None and shown in (query.multiple, 1 / query.multiple)
    if query.multiple is None or just:
        return claim
    pairs = [(figure, other)]
    if figure.measure is Measure.RATE and query.measure is not Measure.RATE:
        known = _by_number(figure, other, speaker)
        if known is None:  # whether it is so by number too, nobody can say
            return claim
        pairs.append(known)
    holds = {
        is_on_side(one.value or Decimal(0), (of.value or Decimal(0)) * query.multiple, query.side)
        for one, of in pairs
    }
    if len(holds) == 1:
        speaker.said.verdicts.append((claim, holds.pop()))
    return claim


def _by_number(figure: Figure, other: Figure, speaker: Speaker) -> tuple[Figure, Figure] | None:
    """The numbers of two authorities or of two regions, where both have one."""
    topic = Topic(figure.indicator.id, figure.category.id if figure.category else "")
    found = [speaker.of(topic, Measure.COUNT, one.area, one.year) for one in (figure, other)]
    both = _are_alike(figure.area, other.area)
    known = numbers(found) if both else []
    return (known[0], known[1]) if len(known) == 2 else None


def _otherwise_by_number(
    figure: Figure, other: Figure, query: CompareQuery, speaker: Speaker
) -> bool:
    """Whether the numbers of two places lie the other way round than their rates, and it was
    not the rate that was asked of: then there is no yes or no."""
    if not _may_be_number(figure, query):
        return False
    known = _by_number(figure, other, speaker)
    if known is None:
        return False
    by_rate = (figure.value or 0) > (other.value or 0)
    return by_rate is not ((known[0].value or 0) > (known[1].value or 0))


def _may_be_number(figure: Figure, query: CompareQuery) -> bool:
    """Whether "more" may be of the number that a rate or a percentage is made from: it is not the
    rate that was asked of, nor which of the two does better."""
    made = figure.measure in (Measure.RATE, Measure.PERCENTAGE)
    worth = query.than in ("better", "worse") and figure.measure is Measure.PERCENTAGE
    return query.measure in (None, Measure.COUNT) and made and not worth


def _holds(figure: Figure, other: Figure, than: str) -> bool:
    """Whether it is so in the sense asked; better and worse follow the indicator's polarity."""
    gap = (figure.value or 0) - (other.value or 0)
    high = figure.indicator.polarity is not Polarity.LOW_IS_GOOD
    upward = {"higher": True, "lower": False, "better": high, "worse": not high}[than]
    return gap > 0 if upward else gap < 0


OPERATOR = Operator("compare", ("compare",), query_of, say)
