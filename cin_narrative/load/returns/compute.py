"""Census tables in an engine -> every indicator and breakdown that the definitions count.

What is counted stands in the definitions, what an event is in ``events/*.sql``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Catalogue, Events, Indicator, Measure
from cin_narrative.load.returns.census_file.groups import first_year_of
from cin_narrative.load.returns.count_sql import average_sql, count_sql
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.messages import message
from cin_narrative.store.observations import LOWER_BOUND, Symbol

Unknown = Mapping[
    int, Mapping[str, Symbol]
]  # return -> indicator -> why none of its figures is known


@dataclass(frozen=True, slots=True)
class Computed:
    """One computed value of one return; ``note`` marks a lower bound. None where it is not known,
    with the symbol that says why.
    """

    return_id: int
    indicator: str
    measure: Measure
    category: str
    value: float | None
    note: str = ""
    symbol: Symbol | None = None


def compute(
    engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue, unknown: Unknown | None = None
) -> list[Computed]:
    """Every indicator and breakdown that the definitions count, for every return; call ``prepare``
    first.

    A category that nothing falls in is nought. Values are whole counts, working days for
    percentiles. What is ``unknown`` of a return (``gaps``) has a symbol in place of its value.
    """
    alone = _without_previous(keys)
    results: list[Computed] = []
    for indicator in catalogue:
        marked = alone if indicator.needs_previous_return else frozenset[int]()
        for measure, definition in indicator.measures.items():
            if definition.events is not None:
                values = _counted(engine, keys, indicator, measure, definition.events)
                results += _known(_noted(values, marked), unknown or {})
    return results


def _known(values: Iterable[Computed], unknown: Unknown) -> Iterator[Computed]:
    """``values``, with the symbol in place of those that are not known."""
    for value in values:
        symbol = unknown.get(value.return_id, {}).get(value.indicator)
        if symbol is not None:
            yield replace(value, value=None, note="", symbol=symbol)
        elif value.value is not None:
            yield value


def _without_previous(keys: Sequence[ReturnKey]) -> frozenset[int]:
    """The returns whose authority's return of the year before is not among ``keys``."""
    places = {key.place for key in keys}
    return frozenset(key.return_id for key in keys if key.place_before not in places)


def _noted(values: Iterable[Computed], alone: frozenset[int]) -> Iterator[Computed]:
    """``values``, with the note of a lower bound on those of the returns in ``alone``."""
    note = message("load.previous_return_note", mark=LOWER_BOUND)
    for value in values:
        yield replace(value, note=note) if value.return_id in alone else value


def _counted(
    engine: Engine,
    keys: Sequence[ReturnKey],
    indicator: Indicator,
    measure: Measure,
    events: Events,
) -> Iterator[Computed]:
    """One measure of one indicator for every return, by category where it has any."""
    categories = [c for c in indicator.categories.values() if c.values] if events.column else []
    average = measure is Measure.AVERAGE
    sql = average_sql(events, categories) if average else count_sql(events, categories)
    found = {(row[0], row[1]): row[2] for row in engine.rows(sql)}
    names = {category.id: category.first_year for category in categories} or {"": 0}
    # before, the census did not hold them: no figure rather than nought
    start = first_year_of(next(iter(indicator.rests_on), ""))
    for key in keys:
        for name, first_year in names.items():
            value = found.get((key.return_id, name), None if average else 0)
            if max(first_year, start) <= key.year:
                yield Computed(key.return_id, indicator.id, measure, name, value)
