"""A finding -> the claims that tell it: a bold claim, then one or two sentences, with the one
comparator that carries it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cin_narrative.catalogue.areas import ENGLAND, NEIGHBOURS_NEEDED
from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.claims import Claim
from cin_narrative.claims.counts_behind import Carrier, Counts, Decomposed
from cin_narrative.claims.desk import Desk
from cin_narrative.claims.message import (
    Before,
    Lead,
    Moved,
    Stages,
    Stands,
    Track,
    Turned,
)
from cin_narrative.claims.message_words import Emphasis, Shape, Topic, Turn
from cin_narrative.disclosure.figures import Figure
from cin_narrative.findings.finding import Degree, Driver, Finding, Way
from cin_narrative.messages import message
from cin_narrative.report.decomposition_claim import decomposed

MOST_ALIKE = 2  # times that a page says of a figure that it has been so for years
BEYOND = 1.96  # standard deviations: what a comparator must be away to be the one that is told
TOPICS = {Measure.RATIO: Topic.RATIO, Measure.PERCENTAGE: Topic.SHARE, Measure.AVERAGE: Topic.DAYS}


class Teller:
    """Words the findings of one page: no two of a kind in the same sentence until all of its
    sentences were used.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk, self._head = desk, load_families().head
        self._told: Counter[type] = Counter()
        self._lasting = 0

    def message(self, finding: Finding) -> list[Claim]:
        """The bold claim, and one or two sentences."""
        claims = [self._planned(claim) for claim in self._sentences(finding)]
        return [lead_of(finding, self.desk), *claims[:2]]

    def _planned(self, claim: Claim) -> Claim:
        if isinstance(claim, Before | Track | Decomposed):
            self._told[type(claim)] += 1
            return replace(claim, again=self._told[type(claim)] % 2 == 0)
        if not isinstance(claim, Stands | Moved | Stages):
            return claim
        self._told[type(claim)] += 1
        if isinstance(claim, Stands) and claim.lasting:
            self._lasting += 1
            claim = replace(claim, lasting=self._lasting <= MOST_ALIKE)
        return replace(claim, plan=self._told[type(claim)] - 1)

    def _sentences(self, finding: Finding) -> Iterator[Claim]:
        subject = stage_of(finding.subject, self.desk)
        earlier = stage_of(finding.earlier, self.desk) if finding.earlier else None
        if subject.measure is Measure.RATIO:
            yield from self._stages(finding, subject, earlier)
        elif finding.kind == "gap":
            yield replace(self._stands(finding, subject), lasting=False)
            if earlier is not None:
                yield Before(earlier, finding.span)
        elif earlier is not None:
            yield from self._moved(finding, subject, earlier)
        else:
            yield self._stands(finding, subject)
        for carried in finding.carried:
            if isinstance(carried, Driver):
                yield Carrier(
                    carried.later, carried.earlier, turn_of(carried.later, carried.earlier)
                )

    def _stands(self, finding: Finding, figure: Figure) -> Stands:
        other, near = self._other(finding, figure)
        return Stands(
            figure, turn_to(finding), emphasis_of(finding), other, near, finding.persistent
        )

    def _moved(self, finding: Finding, later: Figure, earlier: Figure) -> Iterator[Claim]:
        """By its numbers where the finding is of a rate; then what the rate, or the share,
        is now.
        """
        turn, now = turn_of(later, earlier), later
        numbers = (
            [self._count(one) for one in (later, earlier)] if later.basis is Measure.RATE else []
        )
        if (
            len(numbers) == 2
            and numbers[0]
            and numbers[1]
            and turn_of(numbers[0], numbers[1]) is turn
        ):
            later, earlier = numbers[0], numbers[1]
        against = finding.z != 0 and (finding.z > 0) is not (turn is Turn.UP)
        # the number and the rate of the head indicator are told of every page
        is_head = now.indicator.id == self._head and later is not now
        yield Moved(later, earlier, turn, emphasis_of(finding), finding.span, against, is_head)
        turned = finding.turned_from and self._as(later, finding.turned_from)
        if turned:
            yield Turned(turned, turn)
        if (counts := decomposed(finding, now)) is not None:
            yield counts
        record, run = finding.record, finding.run if finding.run > 1 else 0
        end = None if record is None else Turn.UP if record.highest else Turn.DOWN
        if end or run or (now is not later and not is_head):
            yield Track(now, turn, end, record.years if record else 0, run, is_head or now is later)

    def _as(self, later: Figure, figure: Figure) -> Figure | None:
        """A figure by its number, where the sentence before it is by numbers."""
        return figure if figure.basis is later.basis else self._count(figure)

    def _count(self, figure: Figure) -> Figure | None:
        found = self.desk.figures.level(
            figure.indicator.id, Measure.COUNT, figure.area, figure.year, release=figure.release
        )
        return found if found is not None and found.is_number and not found.is_lower_bound else None

    def _stages(self, finding: Finding, figure: Figure, earlier: Figure | None) -> Iterator[Claim]:
        turn = turn_of(figure, earlier) if earlier else turn_to(finding)
        other, near = self._other(finding, figure)
        yield Stages(figure, turn, emphasis_of(finding), earlier, max(finding.span, 1), other, near)
        if finding.turned_from:
            yield Turned(stage_of(finding.turned_from, self.desk), turn)
        yield decomposed(finding, figure) or Counts(*figure.derived_from)

    def _other(self, finding: Finding, figure: Figure) -> tuple[Figure | None, bool]:
        """The neighbours' mean where the figure is well away from it, else England's; and whether
        it is the neighbours'. A level has none that it is not beyond as printed: an average is
        pulled by one of its parts as no middle is.
        """
        near = finding.neighbours
        if near is not None and abs(near.z) >= BEYOND and (near.z > 0) is (finding.z > 0):
            mean = self.neighbour_mean(figure)
            if mean is not None and _is_beyond(finding, figure, mean):
                return mean, True
        england = beside(figure, self.desk, ENGLAND)
        beyond = england is not None and _is_beyond(finding, figure, england)
        return england if beyond else None, False

    def neighbour_mean(self, figure: Figure) -> Figure | None:
        """The neighbours' mean of a figure, or of a ratio of two stages."""
        if figure.measure is not Measure.RATIO:
            return self.desk.neighbour_mean(figure)
        model, neighbours = self.desk.areas.neighbours(figure.area, figure.year, self.desk.model)
        found = [
            one
            for place in neighbours
            if (one := beside(figure, self.desk, place.code)) is not None
        ]
        if len(found) < NEIGHBOURS_NEEDED:
            return None
        make = (
            self.desk.figures.mean
            if self.desk.average is Measure.MEAN
            else self.desk.figures.median
        )
        return make(self.desk.neighbour_group(figure.area, model), found)


def _is_beyond(finding: Finding, figure: Figure, other: Figure) -> bool:
    """Whether a level is on the side of ``other`` that it is said to be on; a change says nothing
    of that.
    """
    is_change = bool(finding.span) and finding.kind != "gap"
    return is_change or (turn_of(figure, other) is turn_to(finding) and figure.value != other.value)


def lead_of(finding: Finding, desk: Desk, in_opening: bool = False) -> Lead:
    """The bold claim over a finding; in the page's one sentence a gap is told as the level that it
    is.
    """
    shape = Shape.CHANGE if finding.span and finding.kind != "gap" else Shape.LEVEL
    if finding.kind == "gap" and not in_opening:
        shape = Shape.AWAY if finding.moving_away else Shape.CLOSING
    figure, turn = stage_of(finding.subject, desk), turn_to(finding)
    if shape is Shape.CHANGE and finding.earlier is not None:
        turn = turn_of(figure, stage_of(finding.earlier, desk))
    topic = Topic.NAMED if figure.indicator.is_named else TOPICS.get(figure.basis, Topic.RATE)
    per = figure.whole.short_one if figure.measure is Measure.RATIO and figure.whole else Text("")
    quarter = figure.category.short if figure.category and topic is Topic.DAYS else Text("")
    return Lead(
        topic,
        shape,
        turn,
        emphasis_of(finding),
        figure.indicator.short_of(figure.category),
        per,
        quarter,
    )


def question_of(finding: Finding, desk: Desk) -> Text:
    """What a director would ask of a message, by which way it points."""
    lead, subject = lead_of(finding, desk), finding.subject
    below = subject.whole.id if subject.whole and lead.topic is Topic.RATIO else ""
    asked = load_families().of(finding.family).questions_on(subject.indicator.id, below)
    is_change, up = lead.shape in (Shape.CHANGE, Shape.AWAY), lead.turn is Turn.UP
    text = (asked.rose if up else asked.fell) if is_change else asked.higher if up else asked.lower
    label = subject.category.label if subject.category else ""
    return Text(text.replace("{category}", label).replace("{line}", lead.short))


def turn_to(finding: Finding) -> Turn:
    """Which way a finding points."""
    return Turn.DOWN if finding.direction is Way.LOWER else Turn.UP


def emphasis_of(finding: Finding) -> Emphasis:
    """How strongly it may be worded."""
    return Emphasis.ALMOST_ALL if finding.degree is Degree.ALMOST_ALL else Emphasis.MOST


def stage_of(figure: Figure, desk: Desk) -> Figure:
    """A share that is worked out of two stages as so many for every hundred; any other figure as it
    is.
    """
    counts = len(figure.derived_from) == 2 and all(
        one.basis is Measure.COUNT for one in figure.derived_from
    )
    of_stages = (
        counts
        and figure.basis in (Measure.PERCENTAGE, Measure.RATIO)
        and figure.measure is not Measure.CHANGE
    )
    if not of_stages or Measure.PERCENTAGE in figure.indicator.measures:
        return figure
    return desk.figures.per_hundred(*figure.derived_from) or figure


def turn_of(later: Figure, earlier: Figure) -> Turn:
    """Which way a figure went."""
    return Turn.DOWN if (later.value or 0) < (earlier.value or 0) else Turn.UP


def beside(figure: Figure, desk: Desk, code: str) -> Figure | None:
    """The same figure of another area, of a ratio too; None where that is the area itself or none
    is held.
    """
    area = desk.areas.get(code, figure.year)
    if area.code == figure.area.code:
        return None
    if figure.measure is not Measure.RATIO:
        found = desk.beside(figure, area)
        return found if found is not None and found.is_number else None
    release = desk.release_beside(figure.derived_from[0])
    above, below = (
        desk.figures.level(one.indicator.id, Measure.COUNT, area, figure.year, release=release)
        for one in figure.derived_from
    )
    return desk.figures.per_hundred(above, below) if above and below else None


def reason_of(finding: Finding, again: bool = False) -> str:
    """Why a finding stands on the page: how far its figure is from the middle of all authorities.
    ``again``: the page of the
    year before said the same, apart from the figures.
    """
    evidence, said = finding.evidence, message("report.always_told", subject=finding.subject.label)
    if evidence is not None:
        z = f"{abs(evidence.z):.1f}"
        said = message(
            "report.why", subject=finding.subject.label, z=z, authorities=evidence.authorities
        )
    return f"{said} {message('report.again')}" if again else said
