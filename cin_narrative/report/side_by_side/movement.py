"""Two figures of one area, a later and an earlier one -> which way it moved, beyond chance
or not.
"""

from __future__ import annotations

from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.families import Scale
from cin_narrative.claims.direction import Direction, Judgement
from cin_narrative.disclosure.figures import Figure
from cin_narrative.store.dispersion.formulas import Counts, change_of

SCALES = {Measure.RATE: Scale.RATE, Measure.PERCENTAGE: Scale.SHARE}


def moved(later: Figure, earlier: Figure) -> Judgement | None:
    """How one area's rate or percentage moved: ``SIMILAR`` within what chance does; None on too few
    cases, or without a number.
    """
    counts = [(one.numerator, one.denominator) for one in (later, earlier)]
    if later.value is None or earlier.value is None or later.basis not in SCALES:
        return None
    if any(above is None or not above or not below for above, below in counts):
        return None
    after, before = (Counts(float(above or 0), float(below or 0)) for above, below in counts)
    change = change_of(SCALES[later.basis], after, before)
    if change is None:
        return None
    gap = later.value - earlier.value
    side = Direction.HIGHER if gap > 0 else Direction.LOWER
    within = Direction.SIMILAR if gap else Direction.SAME
    return Judgement(
        side if gap and change.beyond_chance else within, later, earlier, gap, Decimal(0)
    )
