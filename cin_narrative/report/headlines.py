"""What an area's findings tell first: which way the head indicator went, how strongly that may be
said, and what a page says apart from its figures.
"""

from __future__ import annotations

from collections.abc import Collection
from math import log

from cin_narrative.catalogue.families import load_families
from cin_narrative.claims.message import Steady
from cin_narrative.claims.message_words import Course, Emphasis
from cin_narrative.findings.finding import Degree, Finding, Findings, Way
from cin_narrative.report.finding_claims import emphasis_of
from cin_narrative.store.dispersion.formulas import Scaled

MOST_STEADY = 3  # indicators that a sentence names


def course_of(change: Finding | None) -> Course | None:
    """Which way the head indicator went in a year; None where that is not known."""
    if change is None:
        return None
    later, earlier = (float(one.value or 0) for one in change.cells[:2])
    # by chance of the numbers themselves, not of the rate: they are what is told
    moved = Scaled(log(later / earlier), 1 / later + 1 / earlier) if later and earlier else None
    if change.direction is Way.NEITHER or (moved is not None and not moved.beyond_chance):
        return Course.LITTLE
    return Course.UP if change.direction is Way.HIGHER else Course.DOWN


def emphasis_of_head(change: Finding | None, course: Course | None) -> Emphasis | None:
    """How strongly it may be said that the number went that way: as far as the rate, which is
    tested, went there too.
    """
    if (
        change is None
        or change.evidence is None
        or change.degree not in (Degree.MOST, Degree.ALMOST_ALL)
    ):
        return None
    rose = change.evidence.value > 0
    return emphasis_of(change) if course is (Course.UP if rose else Course.DOWN) else None


def told(findings: Findings | None) -> list[Finding]:
    """What the page tells first: how the head indicator moved, or where that is not known its
    level, and the messages.
    """
    if findings is None or findings.level is None:
        return []
    return [findings.change or findings.level, *findings.told]


def spoken(finding: Finding) -> tuple[str, ...]:
    """What is said of a finding apart from its figures: to tell whether only the figures changed
    since last year.
    """
    category = finding.subject.category.id if finding.subject.category else ""
    return (
        finding.kind,
        finding.family,
        finding.subject.indicator.id,
        category,
        finding.direction.value,
        finding.degree.value,
    )


def steady_in(findings: Findings, names: Collection[str]) -> Steady | None:
    """Which of the indicators ``names`` held steady: the head indicator not where its number is
    said to have moved.
    """
    moved = course_of(findings.change) in (Course.UP, Course.DOWN)
    left_out = {load_families().head} if moved else set()
    held = [one for one in findings.steady if one.subject.indicator.id in {*names} - left_out]
    years = {cell.year for one in held[:1] for cell in one.cells}
    indicators = tuple(one.subject.indicator for one in held[:MOST_STEADY])
    return Steady(indicators, len(years)) if indicators else None
