"""Counts, totals and denominators as shown -> the sums, rates and percentages that DfE does not
print.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cin_narrative.catalogue.catalogue import DECIMALS, RATE_PER, Indicator, Measure
from cin_narrative.catalogue.indicator import COUNT, RATE
from cin_narrative.catalogue.rounding import half_up, ratio
from cin_narrative.disclosure.arithmetic import NOUGHT, doubts_of, is_of_rounded
from cin_narrative.disclosure.door import hidden
from cin_narrative.store.figure import Figure, show
from cin_narrative.store.observations import Symbol, lower_bound_mark

# how a first-published file heads its population, which it prints to the nearest 100
ROUNDED_POPULATION = "Mid"


def quotient(
    count: Figure,
    below: Figure,
    indicator: Indicator,
    measure: Measure,
    whole: Indicator | None,
    left_out: tuple[str, ...],
) -> Figure:
    """A count as a rate or percentage of what stands below it, with the symbol of either where that
    is hidden.

    No rate is worked out of a population that is rounded: DfE's own rates rest on the number before
    rounding.
    """
    value, symbol = _divided(count, below, measure)
    if value is not None and measure is RATE and _is_rounded(below):
        value, symbol = None, Symbol.NOT_AVAILABLE.value
    return count.changed(
        indicator=indicator,
        measure=measure,
        basis=measure,
        value=value,
        shown=f"[{symbol}]" if value is None else show(value, measure),
        symbol=Symbol(symbol) if symbol else None,
        row=None,
        column="",
        citation=lower_bound_mark((count.citation, below.citation)),
        over=(count.value, below.value) if value is not None else (None, None),
        derived_from=(count, below),
        left_out=tuple(dict.fromkeys((*count.left_out, *below.left_out, *left_out))),
        whole=whole,
        approximate=is_of_rounded(count),
        doubts=doubts_of((count, below)),
    )


def _divided(count: Figure, below: Figure, measure: Measure) -> tuple[Decimal | None, str | None]:
    """The rounded quotient, or the symbol that says why there is none."""
    symbol = hidden([count.symbol, below.symbol])
    if symbol is not None or count.value is None or below.value is None:
        return None, symbol
    found = ratio(count.value, below.value, RATE_PER if measure is RATE else 100)
    if found is None:
        return None, Symbol.NOT_APPLICABLE.value
    return half_up(found, DECIMALS[measure]), None


def _is_rounded(population: Figure) -> bool:
    parts = (population, *population.derived_from)
    return any(part.column.startswith(ROUNDED_POPULATION) for part in parts)


def sum_of_parts(
    indicator: Indicator,
    parts: Sequence[Figure],
    rest: Sequence[Figure | None],
    whole: Indicator | None,
    left_out: tuple[str, ...],
) -> Figure:
    """A count that is the sum of ``parts``. Where some are hidden it is the first of ``rest``, the
    total, less the others of it; hidden, too, where there is no ``rest`` or not all of it has a
    number.
    """
    symbol, inputs = hidden([part.symbol for part in parts]), list(parts)
    value = sum((part.value for part in parts if part.value is not None), NOUGHT)
    known = [one for one in rest if one is not None and one.value is not None]
    if symbol == Symbol.SUPPRESSED and known and len(known) == len(rest):
        total, *others = [one.value or NOUGHT for one in known]
        value, inputs, symbol = total - sum(others), known, None
    return parts[0].changed(
        indicator=indicator,
        category=None,
        value=None if symbol else value,
        shown=f"[{symbol}]" if symbol else show(value, COUNT),
        symbol=Symbol(symbol) if symbol else None,
        row=None,
        column="",
        citation=lower_bound_mark(one.citation for one in inputs),
        derived_from=tuple(inputs),
        left_out=left_out,
        doubts=doubts_of(inputs),
        approximate=is_of_rounded(parts[0]),
        whole=whole,
    )
