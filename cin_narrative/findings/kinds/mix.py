"""Mix: the lines of a breakdown in, a line whose share is far from elsewhere, or moved, out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.families import Series
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, candidate
from cin_narrative.findings.kinds import Kind
from cin_narrative.store.dispersion.formulas import SHARE

LAGS = (0, 3)


def is_line(series: Series) -> bool:
    """Whether a series is a line of a breakdown that says something: "not stated" and "other" are
    habits of recording.
    """
    is_share = series.scale is SHARE and bool(series.category)
    return is_share and series.is_recorded and not series.is_catch_all


def propose(looked: LookedAt) -> Iterator[Candidate]:
    """The level and the three-year change of each line."""
    for series in filter(is_line, looked.series):
        for lag in LAGS:
            if found := candidate("mix", series, lag, looked):
                yield found


KIND = Kind("mix", propose=propose)
