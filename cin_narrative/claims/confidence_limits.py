"""Confidence limits of a printed figure: Byar's for rates, Wilson's for percentages.

Source of the formulas: the technical guides of England's public health profiles (Breslow and Day
1987 for Byar's approximation; Wilson 1927). The limits follow from what may be shown beside the
figure - its count, and what it is of - and from nothing else: where either is hidden or not held
there are none, so that limits give no number away.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.catalogue import DECIMALS, Measure
from cin_narrative.catalogue.rounding import half_up
from cin_narrative.disclosure.figures import Figure, show

BYARS, WILSONS = "Byar's", "Wilson's"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a figure, rounded as the figure is, and whose ``method`` they are by."""

    lower: Decimal
    upper: Decimal
    measure: Measure
    method: str

    @property
    def shown(self) -> str:
        """``377.1 to 409.2``."""
        return f"{show(self.lower, self.measure)} to {show(self.upper, self.measure)}"

    def hold(self, value: Decimal) -> bool:
        """Whether a printed value lies within the limits, or on one of them."""
        return self.lower <= value <= self.upper


def limits_of(figure: Figure, deviate: Decimal) -> Limits | None:
    """The limits of a rate or percentage as printed; None for other measures, and where its count
    or what it is of is not shown.

    A rate's limits are the printed rate, times the limits of its count over its count: so they rest
    on the denominator that the rate was published with. None, too, where a printed percentage is
    not what its count and whole give.
    """
    count, whole = figure.numerator, figure.denominator
    if figure.value is None or count is None or whole is None:
        return None
    if figure.measure is Measure.RATE and count > 0:
        low, high = (figure.value * limit / count for limit in byars(count, deviate))
        method = BYARS
    elif figure.measure is Measure.PERCENTAGE and 0 <= count <= whole and whole > 0:
        low, high = (100 * limit for limit in wilsons(count, whole, deviate))
        method = WILSONS
    else:
        return None
    places = DECIMALS[figure.measure]
    found = Limits(half_up(low, places), half_up(high, places), figure.measure, method)
    return found if found.hold(figure.value) else None


def byars(count: Decimal, deviate: Decimal) -> tuple[Decimal, Decimal]:
    """Byar's limits of a count of events above nought."""

    def limit(events: Decimal, sign: int) -> Decimal:
        return events * (1 - 1 / (9 * events) + sign * deviate / (3 * events.sqrt())) ** 3

    return max(limit(count, -1), Decimal(0)), limit(count + 1, 1)


def wilsons(count: Decimal, whole: Decimal, deviate: Decimal) -> tuple[Decimal, Decimal]:
    """Wilson's limits of the proportion ``count`` of ``whole``, between nought and one."""
    square = deviate * deviate
    middle, below = 2 * count + square, 2 * (whole + square)
    spread = deviate * (square + 4 * count * (whole - count) / whole).sqrt()
    return (middle - spread) / below, (middle + spread) / below
