"""One authority's counts -> its value on the scale of a test, and its z among all authorities.

Sources: Spiegelhalter (2005), "Handling over-dispersion of performance indicators", Quality and
Safety in Health Care 14: additive random effects, z-scores winsorised at their 10th and 90th
centiles; logs of rates and ratios, arcsines of shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, erfc, exp, inf, isfinite, log, sin, sqrt
from typing import Any, NamedTuple, Self

import msgspec

from cin_narrative.catalogue.families import Scale

LIMIT, FAR = 1.959964, 3.090232  # the points that leave out 5 and 0.2 in a hundred
LEAST_CASES, LEAST_WHOLE = 20, 50  # fewer cases, or a share of fewer, have no test
LEAST_AUTHORITIES = 20
LAGS = (0, 1, 3)  # years: of a level, and of the two changes
WINSOR = (0.1, 0.9)
MAD_TO_SD = 0.6745  # of a normal distribution
FINGERTIPS = 9.5495  # chi-squared with one degree of freedom that one in 500 goes beyond
# a page asks for them thousands of times, and Python 3.11 takes ten times as long by their class
RATE, SHARE, RATIO, AVERAGE = Scale.RATE, Scale.SHARE, Scale.RATIO, Scale.AVERAGE


class Tested(msgspec.Struct, frozen=True, gc=False):
    """What a test is of, or what it says: a page makes thousands, in a fifth of the time that a
    named tuple takes, and Python's cycle collector, which would find nothing, passes them over.
    """

    def changed(self, **fields: Any) -> Self:
        """The same with other values of some fields."""
        return msgspec.structs.replace(self, **fields)


class Scaled(Tested, frozen=True):
    """A value on the scale of its test, and its variance by chance alone (nought: not known)."""

    value: float
    variance: float

    @property
    def beyond_chance(self) -> bool:
        """Whether it is further from nought than chance takes it: of a change, whether there is
        one.
        """
        return abs(self.value) > LIMIT * sqrt(self.variance)


def times_as_much(scale: Scale, level: float, other: float) -> float:
    """How many times one level of a rate, share or ratio is another, both on the scale of tests."""
    if scale is SHARE:
        return (sin(level) / sin(other)) ** 2 if sin(other) else inf
    return exp(level - other)


class Counts(Tested, frozen=True):
    """What a value is made of: ``above`` the line and ``below`` it; of an average, the value."""

    above: float
    below: float = 0.0


def is_enough(scale: Scale, counts: Counts) -> bool:
    """Whether there are cases enough for a test."""
    if scale is AVERAGE:
        return True
    above, below = counts.above, counts.below
    if scale is SHARE:
        return above >= LEAST_CASES and below >= LEAST_WHOLE and above <= below
    return above >= LEAST_CASES and below >= LEAST_CASES


def level_of(scale: Scale, counts: Counts) -> Scaled | None:
    """The value of one year; None on too few cases."""
    if not is_enough(scale, counts):
        return None
    above, below = counts.above, counts.below
    if scale is SHARE:
        return Scaled(asin(sqrt(above / below)), 1 / (4 * below))
    if scale is RATE:
        return Scaled(log(above / below), 1 / above)
    if scale is RATIO:
        return Scaled(log(above / below), 1 / above + 1 / below)
    return Scaled(above, 0.0)


def change_of(scale: Scale, later: Counts, earlier: Counts) -> Scaled | None:
    """The change between two years; None where either is of too few cases."""
    if scale is SHARE:
        if not is_enough(scale, later) or not is_enough(scale, earlier):
            return None
        parts = (later.above / later.below, earlier.above / earlier.below)
        variance = (1 - parts[0]) / later.above + (1 - parts[1]) / earlier.above
        return Scaled(log(parts[0] / parts[1]), variance)
    after, before = level_of(scale, later), level_of(scale, earlier)
    if after is None or before is None:
        return None
    return Scaled(after.value - before.value, after.variance + before.variance)


def scaled_of(scale: Scale, later: Counts, earlier: Counts | None) -> Scaled | None:
    """The change from ``earlier``; the level where there is none."""
    return change_of(scale, later, earlier) if earlier else level_of(scale, later)


class Constant(NamedTuple):
    """What is ordinary for one series, year and lag among the authorities of one release.

    ``theta`` is the median and ``tau`` the spread beyond chance, on the scale of the test; ``phi``
    is how many times the spread by chance the whole is (winsorised mean of z squared). ``up`` and
    ``down`` of the ``authorities`` moved that way beyond their own sampling limits.
    """

    release: str
    year: int
    indicator: str
    measure: str
    category: str
    below: str
    lag: int
    theta: float
    tau: float
    phi: float
    authorities: int
    up: int
    down: int

    def z(self, scaled: Scaled) -> float:
        """How many spreads a value is from the median; nought where nothing spreads."""
        spread = sqrt(scaled.variance + self.tau**2)
        found = (scaled.value - self.theta) / spread if spread else 0.0
        return found if isfinite(found) else 0.0


def p_of(z: float) -> float:
    """The two-sided p of a z."""
    return erfc(abs(z) / sqrt(2))


def trend_of(scale: Scale, points: Sequence[tuple[int, Counts]]) -> float:
    """The chi-squared for trend of (time, counts), signed as the trend goes.

    Cochran and Armitage's for shares, the same with person-years for rates and ratios (Public
    Health England, Fingertips: recent trends). Nought where there is none to be told.
    """
    above, below = sum(one.above for _, one in points), sum(one.below for _, one in points)
    if not above or not below or (scale is SHARE and above >= below):
        return 0.0
    share = above / below
    middle = sum(time * one.below for time, one in points) / below
    moved = sum((time - middle) * one.above for time, one in points)
    spread = sum((time - middle) ** 2 * one.below for time, one in points)
    variance = share * spread * ((1 - share) if scale is SHARE else 1)
    if scale is RATIO:  # what is below the line is a count with chance of its own
        variance *= 1 + share
    return moved * abs(moved) / variance if variance else 0.0
