"""What stands against a comparison: notes of the catalogue, and doubts of the load, on a series."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.catalogue import Measure, Note
from cin_narrative.catalogue.families import Scale, Series
from cin_narrative.findings.area_evidence import LookedAt


def break_in(looked: LookedAt, series: Series, years: Sequence[int]) -> Note | None:
    """The break that lies between these years, for that area."""
    return next((one for one in _on(looked, series, years) if one.break_between), None)


def bar_on(looked: LookedAt, series: Series, years: Sequence[int]) -> Note | None:
    """The note by which no comparison rests on the figures of one of these years."""
    return next((one for one in _on(looked, series, years) if one.bars), None)


def _on(looked: LookedAt, series: Series, years: Sequence[int]) -> list[Note]:
    return [note for note in looked.limits(tuple(years)) if note.is_on(series.rests_on)]


def is_in_doubt(looked: LookedAt, series: Series, years: Sequence[int]) -> bool:
    """Whether a figure that it is made of does not fit with others of the files loaded."""
    measure = Measure.AVERAGE if series.scale is Scale.AVERAGE else Measure.COUNT
    cells = [(name, measure, category) for name, category in series.above]
    cells += [(series.indicator, series.measure, series.category)] * (not series.below)
    cells += [(series.whole, Measure.COUNT, "")] * bool(series.whole)
    door, area = looked.figures.door, looked.area.code
    return any(door.doubts((area, year, looked.release), *one) for year in years for one in cells)
