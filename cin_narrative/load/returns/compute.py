"""Census tables in an engine -> every indicator and breakdown that the definitions count.

What is counted stands in the definitions, what an event is in ``events/*.sql``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Catalogue, Category, Events, Indicator, Measure
from cin_narrative.load.returns.census_file.groups import first_year_of
from cin_narrative.load.returns.count_sql import average_sql, count_sql, together
from cin_narrative.load.returns.engine import Engine
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.messages import message
from cin_narrative.store.observations import LOWER_BOUND, Symbol

Key = tuple[int, str]  # return, category
Unknown = Mapping[
    int, Mapping[str, Symbol]
]  # return -> indicator -> why none of its figures is known


@dataclass(frozen=True, slots=True)
class Asked:
    """One measure of one indicator, as its definition counts it."""

    indicator: Indicator
    measure: Measure
    events: Events

    @property
    def is_average(self) -> bool:
        """Whether it is of percentiles."""
        return self.measure is Measure.AVERAGE

    @property
    def categories(self) -> list[Category]:
        """Those that it is counted by; none where it is not."""
        held = self.indicator.categories.values() if self.events.column else ()
        return [category for category in held if category.values]

    @property
    def sql(self) -> str:
        """The query: (return_id, category, value)."""
        make = average_sql if self.is_average else count_sql
        return make(self.events, self.categories)


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
    for asked, found in _found(engine, catalogue):
        marked = alone if asked.indicator.needs_previous_return else frozenset[int]()
        results += _known(_noted(_counted(keys, asked, found), marked), unknown or {})
    return results


def asked_of(catalogue: Catalogue) -> list[Asked]:
    """All that the definitions count."""
    return [
        Asked(indicator, measure, definition.events)
        for indicator in catalogue
        for measure, definition in indicator.measures.items()
        if definition.events is not None
    ]


def _found(engine: Engine, catalogue: Catalogue) -> list[tuple[Asked, dict[Key, float]]]:
    """What is asked for, and what was counted: one query a view, since planning is what a query of
    a small return takes.
    """
    found = [(asked, dict[Key, float]()) for asked in asked_of(catalogue)]
    by_view: dict[str, list[int]] = defaultdict(list)
    for place, (asked, _) in enumerate(found):
        by_view[asked.events.view].append(place)
    for places in by_view.values():
        queries = {place: found[place][0].sql for place in places}
        for place, return_id, category, counted in engine.rows(together(queries)):
            found[place][1][return_id, category] = counted
    return found


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
    keys: Sequence[ReturnKey], asked: Asked, found: Mapping[Key, float]
) -> Iterator[Computed]:
    """One measure of one indicator for every return, by category where it has any."""
    indicator, measure = asked.indicator, asked.measure
    names = {category.id: category.first_year for category in asked.categories} or {"": 0}
    # before, the census did not hold them: no figure rather than nought
    start = first_year_of(next(iter(indicator.rests_on), ""))
    for key in keys:
        for name, first_year in names.items():
            value = found.get((key.return_id, name), None if asked.is_average else 0)
            if max(first_year, start) <= key.year:
                yield Computed(key.return_id, indicator.id, measure, name, value)
