"""Steady: five years that chance alone explains in, an indicator that did not move out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.families import Series
from cin_narrative.findings.area_evidence import WINDOW, LookedAt
from cin_narrative.findings.candidate import candidate
from cin_narrative.findings.finding import Finding
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds.level import is_whole
from cin_narrative.findings.make import finding_of
from cin_narrative.findings.notes import bar_on, break_in
from cin_narrative.store.dispersion.formulas import Scaled

STILL = 9.4877  # chi-squared with four degrees of freedom that one in twenty goes beyond


def told(looked: LookedAt) -> Iterator[Finding]:
    """The indicators of the chain of a case whose five years differ by no more than chance."""
    chain = {one.id for one in looked.families.families if one.tier == 1}
    whole = (one for one in looked.series if one.family in chain and is_whole(one))
    held = [one for one in whole if is_steady(looked, one)]
    looked.read_figures(held, looked.years)
    for series in held:
        found = candidate("steady", series, 0, looked)
        made = finding_of(found, looked, years=looked.years[::-1]) if found else None
        if made is not None:
            yield made


def is_steady(looked: LookedAt, series: Series) -> bool:
    """Whether its five years are there, without a break, and no further apart than chance takes
    them.
    """
    found = [looked.scaled(series, 0, year) for year in looked.years]
    points = [one for one in found if one is not None and one.variance]
    if len(points) < WINDOW or spread_of(points) > STILL:
        return False
    years = looked.years
    return not break_in(looked, series, years) and not bar_on(looked, series, years)


def spread_of(points: list[Scaled]) -> float:
    """The chi-squared of values around their mean, each weighed by its variance."""
    weights = [1 / one.variance for one in points]
    mean = sum(w * one.value for w, one in zip(weights, points, strict=True)) / sum(weights)
    return sum(w * (one.value - mean) ** 2 for w, one in zip(weights, points, strict=True))


KIND = Kind("steady", list=told, aside="steady")
