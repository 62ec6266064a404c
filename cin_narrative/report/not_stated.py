"""A percentage and its comparators -> whether the word between them rests on those of whom nothing
is stated.

Where an authority states no need of many children, its share of each need is low for that alone
(writing rules: shares leave out "not stated", or say that they do not, where the word would
change).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.claims.desk import Desk
from cin_narrative.disclosure.figures import Figure


def rests_on_unstated(figure: Figure, other: Figure, beside: Sequence[Figure], desk: Desk) -> bool:
    """Whether ``figure`` stands the other way to ``other`` (the mean of ``beside``, or the one)
    without those not stated.
    """
    own = _stated(figure, desk)
    others = [one for one in (_stated(one, desk) for one in beside) if one is not None]
    if own is None or not others or figure.value is None or other.value is None:
        return False
    return (own > sum(others) / len(others)) is not (figure.value > other.value)


def _stated(figure: Figure, desk: Desk) -> Decimal | None:
    """Its percentage of those of whom something is stated; None where its counts are not shown."""
    unknown = [one.id for one in figure.indicator.categories.values() if one.unknown]
    if not unknown or figure.numerator is None or figure.denominator is None:
        return None
    whole = Decimal(figure.denominator)
    for category in unknown:
        found = desk.figures.level(
            figure.indicator.id,
            Measure.COUNT,
            figure.area,
            figure.year,
            category,
            release=figure.release,
        )
        whole -= found.value or 0 if found is not None else 0
    return Decimal(figure.numerator) * 100 / whole if whole > 0 else None
