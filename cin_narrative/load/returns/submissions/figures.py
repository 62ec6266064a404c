"""One submission -> every figure of it, beside the same twelve months a year before where held.

Figures of twelve months that are not DfE's year say so, and stand beside none of DfE's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.disclosure.figures import Figure
from cin_narrative.load.returns.differences import written_change
from cin_narrative.load.returns.header import day_before_year_to, period_of
from cin_narrative.load.returns.submissions.listing import submission
from cin_narrative.load.returns.submissions.sides import Cell, moved, name_of, sides
from cin_narrative.messages import message
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.record import Submission, newest_of


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, and the same of the twelve months before, where that is held."""

    name: str
    cell: Cell
    now: Figure
    before: Figure | None

    @property
    def change(self) -> str:
        """How it moved; "" where one of the two has no number, or is a lower bound."""
        is_bound = self.now.is_lower_bound or (self.before and self.before.is_lower_bound)
        by = moved(self.before, self.now)
        return "" if by is None or is_bound else written_change(self.cell[1], by)

    @property
    def line(self) -> str:
        """The figure as the command line prints it."""
        mark = f" ({self.now.citation.replace(':', ',')})" if self.now.is_lower_bound else ""
        measure, shown = self.cell[1].value, f"{self.now.shown}{mark}"
        if self.before is None:
            return f"{self.name} ({measure}): {shown}"
        gaps = {"name": self.name, "measure": measure, "shown": shown}
        after = f" ({self.change})" if self.change else ""
        return message("load.figure_beside", before=self.before.shown, change=after, **gaps)

    def record(self) -> dict[str, Any]:
        """The figure as JSON."""
        indicator, measure, category = self.cell
        return {
            "indicator": indicator.id,
            "measure": measure.value,
            "category": category,
            "shown": self.now.shown,
            "lower_bound": self.now.is_lower_bound,
            "before": self.before.shown if self.before else None,
        }


@dataclass(frozen=True, slots=True)
class SubmissionFigures:
    """The figures of one submission; ``before`` is the newest one of the twelve months before."""

    area: Area
    submission: Submission
    before: Submission | None
    rows: tuple[Row, ...]
    exact: bool

    @property
    def heading(self) -> str:
        """Whose figures these are, and of which twelve months."""
        one = self.submission
        gaps = {"area": self.area.in_name, "number": one.number, "file": one.file}
        return message("load.submission_title", period=period_of(one.day), **gaps)

    @property
    def about(self) -> list[str]:
        """What has to be known of all of them."""
        said = [message("load.internal_figures")] if self.exact else []
        if self.submission.is_made_up:
            said.append(message("load.submission_is_made_up"))
        if self.before is None:
            return [*said, message("load.nothing_before")]
        gaps = {"number": self.before.number, "period": period_of(self.before.day)}
        return [*said, message("load.beside_before", **gaps)]

    def lines(self) -> list[str]:
        """The figures as the command line prints them."""
        return [self.heading, *self.about, *(row.line for row in self.rows)]

    def record(self) -> dict[str, Any]:
        """The figures as JSON."""
        one = self.submission
        return {
            "code": self.area.code,
            "submission": one.number,
            "period": period_of(one.day),
            "in_year": one.is_in_year,
            "made_up": one.is_made_up,
            "internal": self.exact,
            "before": self.before.number if self.before else None,
            "figures": [row.record() for row in self.rows],
        }


def submission_figures(
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    area: Area,
    number: int,
    audience: str = PUBLISHABLE,
) -> SubmissionFigures:
    """Every figure of one submission of ``area``, beside the newest of the twelve months before.

    Raises ``NotHeld`` where it is not held, or its figures are not for this ``audience``.
    """
    one = submission(store, area, number)
    day = day_before_year_to(one.day).isoformat()
    before = newest_of(store.submissions).get((one.area, day))
    both = (one, before) if before else (one,)
    with sides(store, both, catalogue, areas, audience) as (now, *earlier):
        rows = tuple(
            Row(name_of(figure, one), cell, figure, earlier[0].level(cell) if earlier else None)
            for cell, figure in now.cells()
        )
    return SubmissionFigures(area, one, before, rows, audience == INTERNAL)
