"""Trend: five comparable years in, a direction that chance, one odd year and what most authorities
did do not explain, out.

Source: Public Health England, Fingertips, recent trends: chi-squared for trend over five years.
That alone is found in 18 to 63 of a hundred councils; so it is told of a three-year change that
passed, and only where it stands with any one of the five years left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.families import Scale
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.notes import break_in
from cin_narrative.store.dispersion.formulas import FINGERTIPS, Counts, is_enough, trend_of

SPAN = 3


def widen(found: Candidate, looked: LookedAt) -> Candidate | None:
    """A three-year change that is part of a trend of five years."""
    change = looked.test(found.series, SPAN)
    if found.lag != SPAN or change is None or found.series.scale is Scale.AVERAGE:
        return None
    if found.series.below or found.series.category or break_in(looked, found.series, looked.years):
        return None
    points = [(year, looked.counts(found.series, year)) for year in looked.years]
    scale = found.series.scale
    held = [(year, one) for year, one in points if one is not None and is_enough(scale, one)]
    if len(held) < len(points) or not is_trend(scale, held, change.value):
        return None
    looked.read_figures([found.series], looked.years)
    return found.changed(kind="trend")


def is_trend(scale: Scale, points: Sequence[tuple[int, Counts]], way: float) -> bool:
    """Whether the years go the ``way`` of a change beyond the limit, all of them and with any one
    left out.
    """
    whole = list(points)
    left = [[*whole[:place], *whole[place + 1 :]] for place in range(len(whole))]
    trends = [trend_of(scale, one) for one in (whole, *left)]
    return all(abs(one) > FINGERTIPS and one * way > 0 for one in trends)


KIND = Kind("trend", widen=widen)
