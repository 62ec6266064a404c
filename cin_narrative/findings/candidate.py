"""A test that may become a finding: what it is of, its evidence, and whether it may be told."""

from __future__ import annotations

from math import exp

from cin_narrative.catalogue.families import Series
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.finding import HALF_AS_MUCH, Degree, Evidence, Way
from cin_narrative.store.dispersion.formulas import FAR, LIMIT, Tested, times_as_much


class Candidate(Tested, frozen=True):
    """A test of one series: of its level (``lag`` nought) or of its change over so many years.

    ``beside`` is the other test that a gap rests on. ``is_told``: it is beyond chance, and goes
    the way that its z does. A council that fell less than most did rise more than most in the
    eyes of a test, and it may not be said of it.
    """

    kind: str
    series: Series
    lag: int
    evidence: Evidence
    beside: Evidence | None = None
    moving_away: bool = False

    @property
    def is_told(self) -> bool:
        """Whether it may be said as it stands."""
        moved = self.evidence.value if self.lag else self.evidence.z
        return self.evidence.beyond_chance and moved * self.evidence.z > 0

    @property
    def p(self) -> float:
        """What enters the selection."""
        return self.evidence.p if self.is_told else 1.0

    @property
    def size(self) -> float:
        """How far it stands out."""
        return abs(self.evidence.z) if self.is_told else 0.0

    @property
    def is_large(self) -> bool:
        """Whether it is half as much again, or a third less: as it was, or, of a level, as is
        ordinary.
        """
        own, centre = self.evidence.value, self.evidence.centre
        times = exp(own) if self.lag else times_as_much(self.series.scale, own, centre)
        return times >= HALF_AS_MUCH or times * HALF_AS_MUCH <= 1

    @property
    def direction(self) -> Way:
        """Which way it points."""
        return way(self.evidence.value if self.lag else self.evidence.z)

    @property
    def degree(self) -> Degree:
        """How strongly it may be worded."""
        return degree_of(self.evidence, is_change=bool(self.lag))


def candidate(kind: str, series: Series, lag: int, looked: LookedAt) -> Candidate | None:
    """The test of a series, as a kind proposes it; None where there is none."""
    evidence = looked.test(series, lag)
    return Candidate(kind, series, lag, evidence) if evidence else None


def way(moved: float) -> Way:
    """Up, down or neither."""
    if not moved:
        return Way.NEITHER
    return Way.HIGHER if moved > 0 else Way.LOWER


def degree_of(evidence: Evidence, is_change: bool) -> Degree:
    """The word of degree that a test allows."""
    if not evidence.beyond_chance:
        return Degree.LITTLE
    if is_change and evidence.value * evidence.z <= 0:
        return Degree.PLAIN
    size = abs(evidence.z)
    if size < LIMIT:
        return Degree.PLAIN
    return Degree.MOST if size < FAR else Degree.ALMOST_ALL
