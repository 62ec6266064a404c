"""Divergence: two linked stages of a case in, a ratio of them that is far from elsewhere, or moved,
out.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, candidate
from cin_narrative.findings.kinds import Kind

LAGS = (0, 3)


def propose(looked: LookedAt) -> Iterator[Candidate]:
    """The level and the three-year change of each ratio and share of two linked stages."""
    for series in looked.series:
        for lag in LAGS if series.below else ():
            if found := candidate("divergence", series, lag, looked):
                yield found


KIND = Kind("divergence", propose=propose)
