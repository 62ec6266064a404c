"""One figure on both sides, an authority's and DfE's -> the difference and its likely reasons.

A reason is given only where the store can test it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.messages import message


@dataclass(frozen=True, slots=True)
class Line:
    """One figure on both sides. ``difference`` is local less published, None where one side has no
    number.
    """

    indicator: Indicator
    measure: Measure
    category: Category | None
    local: Figure
    published: Figure | None
    difference: Decimal | None
    reasons: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The title of the indicator, with the category."""
        title = str(self.indicator.title)
        return f"{title}: {self.category.label}" if self.category else title

    @property
    def agrees(self) -> bool:
        """Whether both sides show the same number."""
        return self.difference == 0

    @property
    def relative(self) -> Decimal:
        """How large the difference is beside the larger of the two figures."""
        published = self.published.value if self.published else None
        larger = max(abs(self.local.value or Decimal(0)), abs(published or Decimal(0)))
        return abs(self.difference or Decimal(0)) / larger if larger else Decimal(0)

    def record(self) -> dict[str, Any]:
        """The figure on both sides as JSON."""
        return {
            "indicator": self.indicator.id,
            "measure": self.measure.value,
            "category": self.category.id if self.category else "",
            "local": self.local.shown,
            "published": self.published.shown if self.published else None,
            "reasons": list(self.reasons),
        }

    @property
    def written_difference(self) -> str:
        """``16 fewer here``, ``2.3 percentage points higher here``."""
        return f"{written_change(self.measure, self.difference or Decimal(0))} here"


def written_change(measure: Measure, by: Decimal) -> str:
    """``16 fewer``, ``2.3 percentage points higher``; ``the same``."""
    if not by:
        return message("load.the_same")
    if measure is Measure.COUNT:
        return f"{abs(by):,} {'more' if by > 0 else 'fewer'}"
    points = " percentage points" if measure is Measure.PERCENTAGE else ""
    return f"{abs(by):,}{points} {'higher' if by > 0 else 'lower'}"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two releases of one area and year, looked at through one disclosure door."""

    figures: Figures
    area: Area
    year: int
    local: str
    published: str

    def line(self, indicator: Indicator, measure: Measure, category: str) -> Line | None:
        """One figure on both sides; None where the authority's return does not give it."""
        local = self.level(indicator, measure, category, self.local)
        if local is None:
            return None
        published = self.level(indicator, measure, category, self.published)
        theirs = published.value if published else None
        known = local.value is not None and theirs is not None
        difference = (local.value or Decimal(0)) - (theirs or Decimal(0)) if known else None
        return Line(indicator, measure, local.category, local, published, difference)

    def level(
        self, indicator: Indicator, measure: Measure, category: str, release: str
    ) -> Figure | None:
        """One figure of one release, as the door lets it through."""
        cell = (indicator.id, measure, self.area, self.year, category)
        return self.figures.level(*cell, release=release)


def cells_of(catalogue: Catalogue) -> Iterator[tuple[Indicator, Measure, str]]:
    """Every figure that a return can give: indicator, measure and category ("" for the whole)."""
    for indicator in catalogue:
        if not indicator.is_population and not indicator.is_cross_table:
            for measure in indicator.measures:
                for category in catalogue.counts_of(indicator).categories or [""]:
                    yield indicator, measure, category


def explained(line: Line, sides: Sides) -> Line:
    """``line`` with every reason that the store gives for its difference; of two equal counts with
    a rate or percentage that differs, that they have other parts.
    """
    if not line.difference:
        return line
    reasons = list(_reasons(line, sides))
    if not reasons and line.measure is not Measure.COUNT and _same_count(line, sides):
        reasons.append(message("load.other_parts"))
    return replace(line, reasons=tuple(reasons))


def _reasons(line: Line, sides: Sides) -> Iterator[str]:
    if line.local.is_lower_bound:
        yield message("load.lower_bound_here")
    for left_out in line.local.left_out:
        yield message("load.records_left_out", words=left_out.removesuffix("."))
    if line.measure is Measure.RATE and line.published:
        yield from _population(line.local, line.published)
    yield from _revised(line, sides)


def _population(local: Figure, published: Figure) -> Iterator[str]:
    """Whether the two rates are of different estimates of the population."""
    ours, theirs = local.denominator, published.denominator
    if ours and theirs and ours != theirs:
        yield message("load.population_revised", local=ours, published=theirs)


def _revised(line: Line, sides: Sides) -> Iterator[str]:
    """Whether DfE's own releases differ on the figure."""
    door, shown = sides.figures.door, dict[str, str]()
    category = line.category.id if line.category else ""
    for name in door.releases(sides.area.code, sides.year, line.indicator.id):
        if not door.store.releases[name].is_local:
            figure = sides.level(line.indicator, line.measure, category, name)
            if figure is not None and figure.is_number:
                shown[name] = figure.shown
    if len(set(shown.values())) > 1:
        releases = ", ".join(f"{name}: {value}" for name, value in shown.items())
        yield message("load.revised_by_dfe", releases=releases)


def _same_count(line: Line, sides: Sides) -> bool:
    """Whether both sides show one count, whatever their rates or percentages say."""
    if Measure.COUNT not in line.indicator.measures:
        return False
    counts = sides.line(line.indicator, Measure.COUNT, line.category.id if line.category else "")
    if counts is None or counts.published is None:
        return False
    return counts.local.value == counts.published.value
