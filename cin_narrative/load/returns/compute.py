"""Census tables in an engine -> every indicator and breakdown that the definitions count.

What is counted stands in the definitions, what an event is in ``events/*.sql``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Catalogue, Events, Indicator, Measure
from cin_narrative.load.returns.count_sql import average_sql, count_sql
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.messages import message
from cin_narrative.store.observations import LOWER_BOUND

# before, the census did not hold them: no figure rather than nought
FIRST_YEAR = {"child_in_need_plans": 2022}


@dataclass(frozen=True, slots=True)
class Computed:
    """One computed value of one return; ``note`` marks a lower bound."""

    return_id: int
    indicator: str
    measure: Measure
    category: str
    value: float
    note: str = ""


def compute(engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue) -> list[Computed]:
    """Every indicator and breakdown that the definitions count, for every return; call ``prepare``
    first.

    A category that nothing falls in is nought. Values are whole counts, working days for
    percentiles.
    """
    alone = _without_previous(keys)
    results: list[Computed] = []
    for indicator in catalogue:
        marked = alone if indicator.needs_previous_return else frozenset[int]()
        for measure, definition in indicator.measures.items():
            if definition.events is not None:
                values = _counted(engine, keys, indicator, measure, definition.events)
                results += _noted(values, marked)
    return results


def _without_previous(keys: Sequence[ReturnKey]) -> frozenset[int]:
    """The returns whose authority's return of the year before is not among ``keys``."""
    places = {(key.area, key.year) for key in keys}
    return frozenset(key.return_id for key in keys if (key.area, key.year - 1) not in places)


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
    start = FIRST_YEAR.get(events.view, 0)
    for key in keys:
        for name, first_year in names.items():
            value = found.get((key.return_id, name), None if average else 0)
            if value is not None and max(first_year, start) <= key.year:
                yield Computed(key.return_id, indicator.id, measure, name, value)
