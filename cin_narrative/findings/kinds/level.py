"""Level: an indicator's figure in, how far it is from those of other authorities out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.families import Series
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, candidate
from cin_narrative.findings.kinds import Kind
from cin_narrative.store.dispersion.formulas import AVERAGE


def is_whole(series: Series) -> bool:
    """Whether a series is an indicator's own, no line of a breakdown and no ratio of stages; the
    percentiles of a duration are.
    """
    return not series.below and (not series.category or series.scale is AVERAGE)


def propose(looked: LookedAt) -> Iterator[Candidate]:
    """The level of each indicator among all authorities, beyond chance and what is ordinary."""
    for series in filter(is_whole, looked.series):
        if found := candidate("level", series, 0, looked):
            yield found


KIND = Kind("level", propose=propose)
