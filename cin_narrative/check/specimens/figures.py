"""Specimen figures: the catalogue -> figures of every measure, each with a receipt of nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from cin_narrative.catalogue.areas import ENGLAND, Area
from cin_narrative.catalogue.catalogue import (
    DEFINED_MEASURES,
    Catalogue,
    Category,
    Indicator,
    Measure,
    Note,
    Text,
)
from cin_narrative.catalogue.periods import Kind
from cin_narrative.store.figure import Figure, show
from cin_narrative.store.observations import Symbol

YEAR = 2024
HERE, THERE, ELSEWHERE = "901", "902", "903"  # codes that no authority has


def area(code: str, name: str, level: str = "authority") -> Area:
    """A made-up area."""
    text = Text(name)
    return Area(code, code, 2010, None, level, name, text, text, ENGLAND, (), ())


AREAS = (
    area(HERE, "Aplace"),
    area(THERE, "Beplace"),
    area(ELSEWHERE, "Ceplace"),
    area(ENGLAND, "England", "england"),
)


@dataclass(frozen=True)
class Indicators:
    """A few indicators of the catalogue that between them have every trait a sentence can tell."""

    catalogue: Catalogue

    @cached_property
    def chosen(self) -> Sequence[Indicator]:
        """For each trait the first indicator that has it."""
        found: dict[str, Indicator] = {}
        told: set[object] = set()
        for indicator in self.catalogue:
            traits = set(_traits(indicator)) - told
            if traits:
                told |= traits
                found[indicator.id] = indicator
        return tuple(found.values())

    def with_measure(self, measure: Measure) -> Iterator[Indicator]:
        """Those that have a measure, whole counts first."""
        having = [one for one in self.catalogue if measure in one.measures]
        yield from sorted(having, key=lambda one: bool(one.breakdown_of))

    @property
    def notes(self) -> Sequence[Note]:
        """The first notes of the catalogue."""
        return tuple(self.catalogue.notes.values())[:2]


def _traits(one: Indicator) -> Iterator[object]:
    yield one.kind, one.headline, bool(one.breakdown_of), one.ordered
    yield "why", bool(one.why)
    yield "counted", one.counted


def whole_of(catalogue: Catalogue, indicator: Indicator) -> Indicator | None:
    """What the percentages of an indicator are of."""
    percentage = indicator.measures.get(Measure.PERCENTAGE)
    return catalogue.indicators.get(percentage.of) if percentage else None


def figure(
    catalogue: Catalogue,
    indicator: Indicator,
    measure: Measure,
    value: str,
    place: Area = AREAS[0],
    year: int = YEAR,
    category: Category | None = None,
) -> Figure:
    """One figure that was never published."""
    number = Decimal(value)
    return Figure(
        indicator, measure, measure, place, year, category, number, show(number, measure), None,
        "specimen", "specimen", 1, "specimen", over=(Decimal(30), Decimal(100)), of=9,
        whole=whole_of(catalogue, indicator),
    )  # fmt: skip


def symbol_figure(one: Figure, symbol: Symbol) -> Figure:
    """The same figure with a symbol in place of its number."""
    return one.changed(value=None, shown=f"[{symbol.value}]", symbol=symbol)


def derived(one: Figure, measure: Measure, value: str, relative: bool = False) -> Figure:
    """A change, a place or a ratio that is worked out from a figure."""
    number = Decimal(value)
    shown = show(abs(number), Measure.PERCENTAGE if relative else one.basis)
    return one.changed(
        measure=measure, value=number, shown=shown, relative=relative, derived_from=(one,)
    )


def measured(indicators: Indicators) -> Iterator[tuple[Indicator, Measure]]:
    """An indicator of each measure, and of each kind of year."""
    for measure in DEFINED_MEASURES:
        for kind in Kind:
            having = (one for one in indicators.with_measure(measure) if one.kind is kind)
            first = next(having, None)
            if first is not None:
                yield first, measure
