"""Drivers: a total that moved in, the category that carries half of its change or more out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Indicator, Measure
from cin_narrative.catalogue.families import Scale
from cin_narrative.disclosure.arithmetic import share_of
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Cell, Driver
from cin_narrative.findings.kinds import Kind
from cin_narrative.store.dispersion.formulas import LEAST_CASES

HALF = 50  # per cent of a total's change


def carry(found: Candidate, looked: LookedAt) -> Driver | None:
    """The category with the largest part of the change, where that is half of it or more, and more
    than its part of the total: else it did what the whole did.
    """
    if not found.lag or found.series.scale is not Scale.RATE:
        return None
    total = found.series.above[0][0]
    pair = _pair(looked, total, "", found.lag)
    moved = looked.figures.change(*pair) if pair else None
    if pair is None or moved is None or not moved.value:
        return None
    held = [one for one in _drivers(looked, total, found.lag, moved) if _is_one(one, pair[1])]
    return max(held, key=lambda one: (one.share.value or 0, one.later.label), default=None)


def _is_one(driver: Driver, total_before: Cell) -> bool:
    part = share_of(driver.earlier, total_before)
    own = part.value if part and part.value is not None else 0
    return (driver.share.value or 0) >= HALF and (driver.share.value or 0) > own


def _drivers(looked: LookedAt, total: str, lag: int, moved: Cell) -> Iterator[Driver]:
    known = {series.indicator for series in looked.series}
    breakdowns = looked.figures.catalogue.breakdowns_of(total)
    for breakdown in (one for one in breakdowns if one.id in known):
        for category in _lines(breakdown):
            pair = _pair(looked, breakdown.id, category, lag)
            change = looked.figures.change(*pair) if pair else None
            share = share_of(change, moved) if change else None
            if pair and change and share and min(one.value or 0 for one in pair) >= LEAST_CASES:
                yield Driver(*pair, change, share)


def _lines(breakdown: Indicator) -> list[str]:
    """The categories that say something, of a breakdown whose categories add up."""
    lines = breakdown.categories.values() if breakdown.additive else ()
    return [one.id for one in lines if not one.unknown and not one.catch_all]


def _pair(looked: LookedAt, indicator: str, category: str, lag: int) -> tuple[Cell, Cell] | None:
    found = [
        looked.figures.level(
            indicator,
            Measure.COUNT,
            looked.figures.areas.at(looked.area, year),
            year,
            category,
            looked.release,
        )
        for year in (looked.year, looked.year - lag)
    ]
    later, earlier = found
    if later is None or earlier is None or later.value is None or earlier.value is None:
        return None
    return later, earlier


KIND = Kind("drivers", carry=carry)
