"""Gap: a level far from elsewhere that moved away, or closed on the others, in three years, and has
not gone back since.
"""

from __future__ import annotations

from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.ways_of_saying import turning_year
from cin_narrative.store.dispersion.formulas import LIMIT

SPAN = 3


def widen(found: Candidate, looked: LookedAt) -> Candidate | None:
    """The level and the three-year change of one series, both beyond the limit: it moves away where
    they have the same sign.
    """
    level, change = looked.test(found.series, 0), looked.test(found.series, SPAN)
    if level is None or change is None or not Candidate("", found.series, SPAN, change).is_told:
        return None
    if min(abs(level.z), abs(change.z)) < LIMIT or not level.beyond_chance:
        return None
    if found.series.below or found.series.category or looked.is_head(found.series):
        return None  # a divergence and a mix say so themselves; every page tells the head's level
    if turning_year(looked, found.series, SPAN, change.value > 0) is not None:
        return None  # it no longer moves away, or no longer closes
    away = level.z * change.z > 0
    return found.changed(kind="gap", lag=0, evidence=level, beside=change, moving_away=away)


KIND = Kind("gap", widen=widen)
