"""Revised: this release and the one before it in, past counts that they print otherwise out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.finding import Finding
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds.level import is_whole


def told(looked: LookedAt) -> Iterator[Finding]:
    """The counts of the last five years that the release before printed otherwise: ``cells`` are
    the count of this release and of that one.
    """
    held = [one for one in looked.series if is_whole(one) and one.scale is Scale.RATE]
    differing = [
        (series, year)
        for series in held
        for year in looked.years[::-1]
        if _differs(looked, series, year)
    ]
    looked.read_figures((series for series, _ in differing), looked.years)
    for series, year in differing:
        yield from _revised(looked, series, year)


def _differs(looked: LookedAt, series: Series, year: int) -> bool:
    cell = (series.indicator, Measure.COUNT, "")
    now, then = looked.number(year, *cell), looked.numbers_before.get(cell, {}).get(year)
    return now is not None and then is not None and now != then


def _revised(looked: LookedAt, series: Series, year: int) -> Iterator[Finding]:
    area = looked.figures.areas.at(looked.area, year)
    found = [
        looked.figures.level(series.indicator, Measure.COUNT, area, year, release=release)
        for release in (looked.release, looked.release_before)
    ]
    cells = tuple(one for one in found if one is not None and one.value is not None)
    if len(cells) == len(found):
        family = looked.families.of(series.family)
        yield Finding("revised", family.id, family.tier, cells[0], cells)


KIND = Kind("revised", list=told, aside="revised")
