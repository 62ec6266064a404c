"""Revised: this release and the one before it in, past counts that they print otherwise out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.disclosure.door import LATEST
from cin_narrative.findings.finding import Finding
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds.level import is_whole
from cin_narrative.findings.looked_at import LookedAt


def told(looked: LookedAt) -> Iterator[Finding]:
    """The counts of the last five years that the release before printed otherwise, by more than
    rounding: ``cells`` are the count of this release and of that one.
    """
    for series in filter(is_whole, looked.series):
        for year in looked.years[::-1] if series.scale is Scale.RATE else ():
            if made := _revised(looked, series, year):
                yield made


def _revised(looked: LookedAt, series: Series, year: int) -> Finding | None:
    figures, earlier = looked.figures, _release_before(looked, series, year)
    area = figures.areas.at(looked.area, year)
    now, then = (
        figures.level(series.indicator, Measure.COUNT, area, year, release=release)
        for release in (looked.release, earlier or looked.release)
    )
    if now is None or then is None or now.value is None or then.value is None:
        return None
    if now.value == then.value:
        return None
    family = looked.families.of(series.family)
    return Finding("revised", family.id, family.tier, now, (now, then))


def _release_before(looked: LookedAt, series: Series, year: int) -> str | None:
    """The newest release before this one that holds it."""
    door = looked.figures.door.choosing(LATEST)
    order = door.store.releases[looked.release].order
    held = door.releases(looked.area.code, year, series.indicator)
    return next((name for name in held if door.store.releases[name].order < order), None)


KIND = Kind("revised", list=told, aside="revised")
