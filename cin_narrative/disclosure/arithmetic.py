"""Figures shown -> figures worked out from them: changes, averages, totals, shares, places.

No store is read here: what comes in may be shown already.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import DECIMALS, RATE_PER, Measure
from cin_narrative.catalogue.indicator import COUNT, PERCENTAGE
from cin_narrative.catalogue.rounding import half_up, written
from cin_narrative.disclosure.door import hidden
from cin_narrative.store.figure import Figure, ordinal, show
from cin_narrative.store.observations import Symbol, lower_bound_mark

NOUGHT = Decimal(0)


def is_of_rounded(figure: Figure) -> bool:
    """Whether a figure is of an area whose counts DfE rounds."""
    return figure.area.level in ("region", "england")


def change(later: Figure, earlier: Figure) -> Figure | None:
    """Later less earlier, from the published values; None where either has no number."""
    if later.value is None or earlier.value is None:
        return None
    value = later.value - earlier.value
    said = written(abs(value), DECIMALS[later.basis])
    return computed(later, Measure.CHANGE, value, said, (later, earlier))


def relative_change(later: Figure, earlier: Figure) -> Figure | None:
    """The change as a percentage of the earlier value; None where that is nought or there is no
    number.
    """
    if later.value is None or not earlier.value:
        return None
    value = half_up((later.value - earlier.value) * 100 / earlier.value, 1)
    said = written(abs(value), 1) + "%"
    return computed(later, Measure.CHANGE, value, said, (later, earlier), relative=True)


def average(group: Area, measure: Measure, figures: Sequence[Figure], least: int = 0) -> Figure:
    """The mean or median of the figures that have a number, hidden where none has; ``group`` names
    whose it is. It has ``least`` decimals or more.
    """
    numbers = [figure for figure in figures if figure.value is not None]
    if not numbers:
        symbol = hidden([figure.symbol for figure in figures]) or Symbol.NOT_AVAILABLE.value
        none = {"area": group, "symbol": Symbol(symbol), "of": 0}
        return computed(figures[0], measure, None, f"[{symbol}]", figures, **none)
    first, values = numbers[0], [figure.value or NOUGHT for figure in numbers]
    whole = first.basis in (COUNT, Measure.RATIO)
    decimals = least if whole else max(DECIMALS[first.basis], 1)
    is_mean = measure is Measure.MEAN
    value = sum(values, NOUGHT) / len(values) if is_mean else statistics.median(values)
    value = half_up(value, decimals)
    shown = written(value, decimals) + ("%" if first.basis is PERCENTAGE else "")
    return computed(first, measure, value, shown, numbers, area=group, of=len(numbers))


def times(larger: Figure, smaller: Figure) -> Figure | None:
    """How many times ``larger`` is of ``smaller``, to one decimal, or to two below one; None where
    either has no number or the smaller is nought.
    """
    bounded = larger.is_lower_bound or smaller.is_lower_bound
    if larger.value is None or not smaller.value or bounded:
        return None
    decimals = 1 if larger.value >= smaller.value else 2
    value = half_up(larger.value / smaller.value, decimals)
    said = written(value, decimals)
    return computed(larger, Measure.CHANGE, value, said, (larger, smaller), relative=True)


def pace(figure: Figure, parts: Decimal) -> Figure:
    """A year's count for each of the ``parts`` of that year, to one decimal."""
    value = half_up((figure.value or NOUGHT) / parts, 1)
    return computed(figure, Measure.MEAN, value, written(value, 1), (figure,), of=1)


def total(figures: Sequence[Figure]) -> Figure | None:
    """Counts of one indicator added up; None where one has no number, as a sum without it would not
    be the sum.
    """
    if not figures or any(figure.value is None or figure.is_lower_bound for figure in figures):
        return None
    value = sum((figure.value or NOUGHT for figure in figures), NOUGHT)
    whole = {"basis": COUNT, "category": None}
    said = show(value, COUNT)
    return computed(figures[-1], COUNT, value, said, figures, **whole)


def less(whole: Figure, parts: Sequence[Figure]) -> Figure | None:
    """A count without those of areas inside it; None where one has no number, or is a bound."""
    figures = (whole, *parts)
    if not parts or any(one.value is None or one.is_lower_bound for one in figures):
        return None
    value = (whole.value or NOUGHT) - sum((one.value or NOUGHT for one in parts), NOUGHT)
    said, rounded = show(value, COUNT), is_of_rounded(whole)
    given = {"basis": COUNT, "approximate": rounded}
    return computed(whole, COUNT, value, said, figures, **given) if value >= 0 else None


def share_of(part: Figure, whole: Figure) -> Figure | None:
    """``part`` as a percentage of ``whole``; None where that is nought or has no number."""
    return _out_of_hundred(part, whole, PERCENTAGE)


def _out_of_hundred(part: Figure, whole: Figure, measure: Measure) -> Figure | None:
    if part.value is None or not whole.value or part.is_lower_bound or whole.is_lower_bound:
        return None
    value = half_up(part.value * 100 / whole.value, DECIMALS[measure])
    return computed(
        part,
        measure,
        value,
        show(value, measure),
        (part, whole),
        basis=measure,
        over=(part.value, whole.value),
        whole=whole.indicator,
        approximate=is_of_rounded(part),
    )


def per_hundred(above: Figure, below: Figure) -> Figure | None:
    """So many of ``above`` for every hundred of ``below``, two counts of linked stages of a case;
    None where either has no number or that is nought. It follows nobody from one to the other.
    """
    return _out_of_hundred(above, below, Measure.RATIO)


def one_in(rate: Figure) -> Figure | None:
    """A rate as "one child in so many"; None where it has no number or is nought."""
    if not rate.value or rate.is_lower_bound:
        return None
    value = half_up(RATE_PER / rate.value, 0)
    return computed(rate, Measure.ONE_IN, value, show(value, Measure.ONE_IN), (rate,))


def rank(figure: Figure, peers: Sequence[Figure], lowest_first: bool = False) -> Figure | None:
    """The place of ``figure`` among ``peers`` (itself included), 1 = highest; ties share the best
    place.
    """
    if figure.value is None:
        return None
    values = [peer.value for peer in peers if peer.value is not None]
    ahead = sum((v < figure.value) if lowest_first else (v > figure.value) for v in values)
    place = ahead + 1
    inputs, of = (figure,), len(values)
    return computed(figure, Measure.RANK, Decimal(place), ordinal(place), inputs, of=of)


def doubts_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What any of these figures does not fit with: what is worked out from them inherits it."""
    return tuple(dict.fromkeys(said for figure in figures for said in figure.doubts))


def computed(
    like: Figure,
    measure: Measure,
    value: Decimal | None,
    shown: str,
    inputs: Sequence[Figure],
    **more: Any,
) -> Figure:
    """A figure like another with a value of its own, worked out from ``inputs``; ``more`` is what
    else it has otherwise.
    """
    changes: dict[str, Any] = {
        "symbol": None,
        "release": " and ".join(sorted({figure.release for figure in inputs})),
        "source": "; ".join(sorted({figure.source for figure in inputs})),
        "row": None,
        "column": "",
        "citation": lower_bound_mark(f.citation for f in inputs),
        "over": (None, None),
        "derived_from": tuple(inputs),
        "approximate": any(figure.approximate for figure in inputs),
        "doubts": doubts_of(inputs),
    }
    changes.update(more)
    return like.changed(measure=measure, value=value, shown=shown, **changes)
