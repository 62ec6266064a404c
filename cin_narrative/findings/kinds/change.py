"""Change: an indicator's figures of two years in, how far it moved beside other authorities out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, candidate
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.kinds.level import is_whole
from cin_narrative.store.dispersion.formulas import LAGS


def propose(looked: LookedAt) -> Iterator[Candidate]:
    """The change of each indicator over one year and over three, less what most moved by."""
    for series in filter(is_whole, looked.series):
        for lag in filter(None, LAGS):
            if found := candidate("change", series, lag, looked):
                yield found


KIND = Kind("change", propose=propose)
