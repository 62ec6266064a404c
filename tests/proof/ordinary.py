"""What is ordinary among the authorities, worked out of DfE's cells by the formulas below and no code of the program.

z of a level and of a change over some years: the median of all authorities as the middle, a variance by chance and a spread tau
beyond it (Spiegelhalter 2005). Rates and ratios on logs, shares on arcsines (their changes on logs), averages by median and MAD.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import asin, log, sqrt
from statistics import median

from proof.cells import Published

SAMPLING, FAR = 1.96, 3.09
LEAST_CASES = 20  # fewer cases in a year have no test
LEAST_WHOLE = 50


@dataclass(frozen=True)
class Series:
    """What a test is of: ``kind`` rate, share, ratio or average; ``below`` the indicator below the line of a share or ratio."""

    kind: str
    indicator: str
    category: str = ""
    below: str = ""


@dataclass(frozen=True)
class Test:
    """A value beside all authorities': ``own`` and ``middle`` on the test's scale, ``chance`` its standard deviation by chance.

    ``ahead`` and ``behind``: the share of the other authorities whose plain value (or change) is below this one's, and above it.
    """

    own: float
    middle: float
    chance: float
    z: float
    ahead: float
    behind: float
    authorities: int
    tau: float
    zs: tuple[float, ...] = ()  # as it is where the authorities that are counted in are others: either may be said


def scaled(kind: str, n: float, d: float, moving: bool) -> tuple[float, float] | None:
    """(y, s squared) of one authority; None where it has no test. ``moving``: on the scale of changes."""
    if kind == "average":
        return n, 0.0
    if n < LEAST_CASES or d <= 0 or (kind == "share" and (d < LEAST_WHOLE or n > d)) or (kind == "ratio" and d < LEAST_CASES):
        return None
    if kind == "share":
        return (log(n / d), (1 - n / d) / n) if moving else (asin(sqrt(n / d)), 1 / (4 * d))
    return log(n / d), 1 / n + (1 / d if kind == "ratio" else 0.0)


def centile(ordered: list[float], share: float) -> float:
    """By linear interpolation."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def spread_beyond_chance(points: list[tuple[float, float]], middle: float, of_all: bool = False) -> float:
    """tau: of averages the MAD over 0.6745, else from the mean of winsorised z squared. ``of_all``: I is of all the authorities,
    also of those that have no z because a share is all of its whole in both years.
    """
    if all(v == 0 for _, v in points):
        return median([abs(y - middle) for y, _ in points]) / 0.6745
    z = [(y - middle) / sqrt(v) for y, v in points if v > 0]
    ordered = sorted(z)
    low, high = centile(ordered, 0.1), centile(ordered, 0.9)
    phi = sum(min(max(one, low), high) ** 2 for one in z) / len(z)
    w = [1 / v for _, v in points if v > 0]
    total = len(points) if of_all else len(z)
    return sqrt(max(0.0, (total * phi - (total - 1)) / (sum(w) - sum(one * one for one in w) / sum(w))))


class Ordinary:
    """Tests of figures of one release, each worked out once."""

    def __init__(self, published: Published, release: str) -> None:
        self.published, self.release = published, release
        self._points: dict[tuple[Series, int, int], dict[str, tuple[float, float]]] = {}
        self._spread: dict[tuple[Series, int, int], tuple[float, float]] = {}

    def cell(self, code: str, year: int, indicator: str, measure: str, category: str = "") -> float | None:
        found = self.published.value(self.release, code, year, indicator, measure, category)
        return float(found) if isinstance(found, Decimal) else None

    def counts(self, series: Series, code: str, year: int) -> tuple[float, float] | None:
        """What is above the line and below it."""
        if series.kind == "average":
            if series.below and (self.cell(code, year, series.below, "count") or 0) < LEAST_WHOLE:
                return None  # of too few cases
            value = self.cell(code, year, series.indicator, "average", series.category)
            return None if value is None else (value, 0.0)
        n = self.cell(code, year, series.indicator, "count", series.category)
        d = self.cell(code, year, series.below or "children_aged_under_18", "count")
        return None if n is None or d is None else (n, d)

    def scaled(self, series: Series, code: str, year: int, lag: int) -> tuple[float, float] | None:
        later = self._one(series, code, year, bool(lag))
        if not lag or later is None:
            return later
        earlier = self._one(series, code, year - lag, True)
        return None if earlier is None else (later[0] - earlier[0], later[1] + earlier[1])

    def _one(self, series: Series, code: str, year: int, moving: bool) -> tuple[float, float] | None:
        counts = self.counts(series, code, year)
        return None if counts is None else scaled(series.kind, *counts, moving)

    def points(self, series: Series, year: int, lag: int) -> dict[str, tuple[float, float]]:
        key = (series, year, lag)
        if key not in self._points:
            codes: Iterable[str] = self.published.authorities(self.release, year)
            found = {code: self.scaled(series, code, year, lag) for code in codes}
            self._points[key] = {code: one for code, one in found.items() if one is not None}
        return self._points[key]

    def test(self, series: Series, code: str, year: int, lag: int = 0) -> Test | None:
        """The test of one authority's level, or of its change over ``lag`` years; None where it has none."""
        points = self.points(series, year, lag)
        own = points.get(code)
        if own is None or len(points) < 20:
            return None
        middle, tau = self.middle_and_spread(series, year, lag)
        spread = sqrt(own[1] + tau**2)
        held = self.points(replace(series, below=""), year, lag) if series.kind == "average" else points  # of few cases, too
        others = [y for other, (y, _) in held.items() if other != code]
        ahead, behind = (sum(passed) / len(others) for passed in ([y < own[0] for y in others], [y > own[0] for y in others]))
        zs = self._counted_otherwise(series, year, lag, own)
        return Test(own[0], middle, sqrt(own[1]), (own[0] - middle) / spread if spread else 0.0, ahead, behind, len(points), tau, zs)

    def _counted_otherwise(self, series: Series, year: int, lag: int, own: tuple[float, float]) -> tuple[float, ...]:
        """z where the authorities counted in are others: those whose share is all of its
        whole, those with an average of few cases, those whose count is the rest of others.
        """
        if series.kind == "average":
            middle, tau = self.middle_and_spread(replace(series, below=""), year, lag)
        elif parts := self.published.where[series.indicator].get("sum"):
            points = [one for code, one in self.points(series, year, lag).items() if not self._is_rest(parts, code, {year, year - lag})]
            middle = median([y for y, _ in points])
            tau = spread_beyond_chance(points, middle)
        else:
            middle, _ = self.middle_and_spread(series, year, lag)
            tau = spread_beyond_chance(list(self.points(series, year, lag).values()), middle, of_all=True)
        spread = sqrt(own[1] + tau**2)
        return ((own[0] - middle) / spread,) if spread else ()

    def _is_rest(self, parts: list[list[str]], code: str, years: set[int]) -> bool:
        """Whether its count is what the other parts leave over, as DfE suppresses one of its own."""
        return any(self.published.suppresses(self.release, part, code, year) for part in parts for year in years)

    def middle_and_spread(self, series: Series, year: int, lag: int) -> tuple[float, float]:
        key = (series, year, lag)
        if key not in self._spread:
            points = list(self.points(series, year, lag).values())
            middle = median([y for y, _ in points])
            self._spread[key] = middle, spread_beyond_chance(points, middle)
        return self._spread[key]


@cache
def ordinary_of(published: Published, release: str) -> Ordinary:
    """One for each release of the files."""
    return Ordinary(published, release)
