"""A submission -> its figures through the disclosure door, beside those of another one.

Both sides are read from the store as it would be if each were the one in use. A mask holds for the
submission in use alone: figures of another, or of twelve months that are not DfE's year, are for
the internal view.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from decimal import Decimal

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.load.returns.differences import cells_of
from cin_narrative.load.returns.header import on_day
from cin_narrative.load.returns.submissions.listing import refuse_publishable
from cin_narrative.store.observations import Finding
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.record import Submission

Cell = tuple[Indicator, Measure, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One submission, looked at through a door of its own."""

    submission: Submission
    figures: Figures
    records: dict[str, int]

    def level(self, cell: Cell) -> Figure | None:
        """One figure of it, as the door lets it through; None where it has none."""
        one, (indicator, measure, category) = self.submission, cell
        area = self.figures.areas.get(one.area, one.year)
        return self.figures.level(indicator.id, measure, area, one.year, category, one.release)

    def cells(self) -> Iterator[tuple[Cell, Figure]]:
        """Every figure that it has, in the order of the catalogue."""
        for cell in cells_of(self.figures.catalogue):
            figure = self.level(cell)
            if figure is not None:
                yield cell, figure

    def findings(self) -> list[Finding]:
        """What is wrong with it, worst damage first."""
        one = self.submission
        return self.figures.door.store.findings_on(one.area, one.year, one.release)


@contextmanager
def sides(
    store: Store,
    submissions: tuple[Submission, ...],
    catalogue: Catalogue,
    areas: Areas,
    audience: str,
) -> Iterator[tuple[Side, ...]]:
    """A side of each. Raises ``NotHeld`` where its figures are not for this ``audience``."""
    with ExitStack() as stack:
        found = []
        for one in submissions:
            refuse_publishable(store, one, audience)
            seen = store.as_of(one)
            if seen is not store:
                stack.callback(seen.close)
            seen.prefetch([one.area], [one.year], [indicator.id for indicator in catalogue])
            door = Door(seen, catalogue, audience=audience)
            records = store.submission_records(one)
            found.append(Side(one, Figures(door, catalogue, areas), records))
        yield tuple(found)


def name_of(figure: Figure, one: Submission) -> str:
    """The title of a figure's indicator, at the reference date, with its category."""
    title = on_day(str(figure.indicator.title), one.day)
    return f"{title}: {figure.category.label}" if figure.category else title


def moved(before: Figure | None, after: Figure | None) -> Decimal | None:
    """By how much a figure moved; None where one of the two has no number."""
    if before is None or after is None or before.value is None or after.value is None:
        return None
    return after.value - before.value
