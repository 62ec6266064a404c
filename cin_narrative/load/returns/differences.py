"""One figure on both sides, an authority's and DfE's -> the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.messages import message
from cin_narrative.store.submissions.record import Submission


class Reason(NamedTuple):
    """Why a figure may differ: the class of reasons, and the reason as a clause."""

    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure on both sides. ``difference`` is local less published, None where one side has no
    number; ``children`` by how many the counts of its indicator and category differ.
    """

    indicator: Indicator
    measure: Measure
    category: Category | None
    local: Figure
    published: Figure | None
    difference: Decimal | None
    reasons: tuple[Reason, ...] = ()
    children: Decimal = Decimal(0)

    @property
    def cell(self) -> tuple[Indicator, Measure, str]:
        """What it is a figure of."""
        return self.indicator, self.measure, self.category.id if self.category else ""

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
            "reasons": [one._asdict() for one in self.reasons],
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


class OtherSubmission(Protocol):
    """A submission of the return that is not the one in use."""

    @property
    def submission(self) -> Submission:
        """Which one."""

    def level(self, cell: tuple[Indicator, Measure, str]) -> Figure | None:
        """One figure of it, as the door lets it through."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two releases of one area and year, looked at through one disclosure door; ``others`` are
    further submissions of the return, the newest first.
    """

    figures: Figures
    area: Area
    year: int
    local: str
    published: str
    others: tuple[OtherSubmission, ...] = ()

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
