"""Figures of a group of authorities that the user names: sums of the members' counts, hidden where
any of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.disclosure.arithmetic import doubts_of
from cin_narrative.disclosure.door import hidden
from cin_narrative.store.figure import Figure, show
from cin_narrative.store.observations import Symbol, lower_bound_mark


def summed(group: Area, figures: Sequence[Figure | None]) -> Figure | None:
    """The sum of the members' counts; None where one is not held, a symbol where one is hidden or
    two releases would mix.
    """
    held = [figure for figure in figures if figure is not None]
    if not held or len(held) < len(figures) or len({figure.release for figure in held}) > 1:
        return None
    symbol = hidden([figure.symbol for figure in held])
    total = sum((figure.value for figure in held if figure.value is not None), Decimal(0))
    return held[0].changed(
        area=group,
        value=None if symbol else total,
        shown=f"[{symbol}]" if symbol else show(total, Measure.COUNT),
        symbol=Symbol(symbol) if symbol else None,
        row=None,
        column="",
        derived_from=tuple(held),
        citation=lower_bound_mark(f.citation for f in held),
        left_out=tuple(dict.fromkeys(words for figure in held for words in figure.left_out)),
        doubts=doubts_of(held),
        source="; ".join(sorted({figure.source for figure in held})),
    )
