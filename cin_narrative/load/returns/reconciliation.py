"""The store -> an authority's own figures beside DfE's, with every difference.

Both sides come through the disclosure door: a figure that DfE suppressed stays suppressed here,
too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE, Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.errors import NotHeld
from cin_narrative.load.returns.differences import Line, Sides, cells_of
from cin_narrative.load.returns.reasons.reasons import explained
from cin_narrative.load.returns.submissions.sides import sides as submission_sides
from cin_narrative.messages import message
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.record import Submission

SUBMISSIONS_TRIED = 12  # of a return, for DfE's figure


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every figure of one authority and year on both sides, in the order of the catalogue."""

    area: Area
    year: int
    local: str
    published: str
    lines: tuple[Line, ...]
    exact: bool = False
    resubmitted: bool = False

    @property
    def differing(self) -> list[Line]:
        """The lines whose numbers differ: those that most children are behind first, the count
        before its rate and percentage; of the others the largest relative difference first.
        """
        found = [line for line in self.lines if line.difference]
        return sorted(found, key=_most_children_first)

    @property
    def agreeing(self) -> int:
        """How many figures are the same."""
        return sum(line.agrees for line in self.lines)

    def text(self) -> str:
        """The reconciliation as the command line prints it."""
        return "\n".join([*self._heading(), *self._differences()])

    def record(self) -> dict[str, Any]:
        """The reconciliation as JSON: what differs, with its reasons."""
        return {
            "code": self.area.code,
            "year": self.year,
            "local": self.local,
            "published": self.published,
            "internal": self.exact,
            "agreeing": self.agreeing,
            "differing": [line.record() for line in self.differing],
        }

    def _heading(self) -> Iterator[str]:
        yield message(
            "load.reconciliation_title",
            area=self.area.in_name,
            year=self.year,
            local=self.local,
            published=self.published,
        )
        if self.exact:
            yield message("load.internal_figures")
        compared = sum(line.difference is not None for line in self.lines)
        yield message(
            "load.reconciliation_summary",
            agreeing=self.agreeing,
            compared=compared,
            others=len(self.lines) - compared,
        )
        if self.resubmitted:
            yield message("load.main_counts_differ")

    def _differences(self) -> Iterator[str]:
        for line in self.differing:
            published = line.published.shown if line.published else "none"
            yield (
                f"{line.name} ({line.measure.value}): {line.local.shown} here, "
                f"{published} from DfE, {line.written_difference}."
            )
            for reason in line.reasons:
                yield f"    {reason.said[0].upper()}{reason.said[1:]}."


def reconcile(
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    area: Area,
    year: int,
    release: str = "",
    audience: str = PUBLISHABLE,
) -> Reconciliation:
    """Set the local return of ``area`` for ``year`` beside DfE's ``release`` (default: its newest
    that holds the area and year).

    Raises ``NotHeld`` where the store has no local return, or nothing of DfE's to compare with.
    """
    figures = Figures(Door(store, catalogue, audience=audience), catalogue, areas)
    held = figures.door.releases(area.code, year, *(indicator.id for indicator in catalogue))
    local = next((name for name in held if store.releases[name].is_local), "")
    published = release or next((name for name in held if not store.releases[name].is_local), "")
    if not local:
        raise NotHeld(message("load.no_return_for", area=area.in_name, year=year))
    if not published:
        raise NotHeld(message("load.nothing_to_compare", area=area.in_name, year=year))
    exact = audience == INTERNAL
    others = _other_submissions(store, area, year) if exact else ()
    with submission_sides(store, others, catalogue, areas, audience) as seen:
        both = Sides(figures, area, year, local, published, seen)
        found = _with_children([both.line(*cell) for cell in cells_of(catalogue)])
        lines = tuple(explained(line, both) for line in found)
    return Reconciliation(area, year, local, published, lines, exact, _is_another_return(lines))


def _most_children_first(line: Line) -> tuple[Decimal, str, bool, Decimal]:
    """A figure's count stands before its rate and percentage."""
    name = line.name if line.children else ""
    return -line.children, name, line.measure is not Measure.COUNT, -line.relative


def _other_submissions(store: Store, area: Area, year: int) -> tuple[Submission, ...]:
    """The newest further submissions of the return, the newest first: for the internal view."""
    own = [one for one in store.submissions if one.place == (area.code, f"{year}-03-31")]
    used = store.in_use or (own[-1] if own else None)
    return tuple(one for one in reversed(own) if one != used)[:SUBMISSIONS_TRIED]


def _with_children(found: Iterable[Line | None]) -> list[Line]:
    """The lines that there are, each with by how many children its counts differ."""
    lines = [line for line in found if line is not None]
    counts = {
        (line.indicator.id, line.cell[2]): abs(line.difference or Decimal(0))
        for line in lines
        if line.measure is Measure.COUNT
    }
    none = Decimal(0)
    return [replace(o, children=counts.get((o.indicator.id, o.cell[2]), none)) for o in lines]


def _is_another_return(lines: Iterable[Line]) -> bool:
    """Whether more than one main count differs: DfE then used another return than this one."""
    main = (line for line in lines if line.indicator.is_main_count)
    return sum(bool(one.difference) for one in main if one.measure is Measure.COUNT) > 1
