"""What a figure is asked of -> the figure once made.

What may be shown of a cell was decided on loading, so that a figure is the same on every page: it
is made once for a store. A group of authorities is its user's own, and of one page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from cin_narrative.catalogue.areas import Area, Areas
from cin_narrative.catalogue.catalogue import Catalogue, Category, Indicator, Measure
from cin_narrative.disclosure.door import Door
from cin_narrative.store.decisions import Place
from cin_narrative.store.figure import Figure

MOST_KEPT = 150_000  # figures kept for a store and choice of release: all of a year, some 60 MB
UNMADE: Any = object()  # in the place of a figure that nobody asked for yet
Making = Callable[[Figure, Figure], Figure | None]
# indicator, measure, area and its first year, year, category, release; no release: the preferred.
# The measure's plain text: a tuple of plain values is none that Python's cycle collector looks at
Key = tuple[str, str, str, int, int, str, str]
Inputs = tuple[Making, int, int]  # how it is worked out, and of which two, told by identity
Releases = dict[tuple[str, str, int], tuple[str, ...]]  # of an indicator, area and year


class Wanted(NamedTuple):
    """What a figure is asked of."""

    indicator: Indicator
    measure: Measure
    area: Area
    year: int
    category: Category | None
    release: str

    @property
    def place(self) -> Place:
        """Its area, year and release."""
        return self.area.code, self.year, self.release

    @property
    def key(self) -> Key:
        """What makes this figure this one: a code stands for several areas, one after another."""
        category = self.category.id if self.category else ""
        code, first_year = self.area.code, self.area.first_year
        return (
            self.indicator.id,
            self.measure._value_,
            code,
            first_year,
            self.year,
            category,
            self.release,
        )


class FigureCache:
    """The figures made for a store and choice of release, and those of one page's groups."""

    def __init__(self, door: Door, catalogue: Catalogue, areas: Areas) -> None:
        same = self.same = (door.choice, door.audience, catalogue, areas)
        self._made: dict[Key, Figure | None] = door.store.kept.setdefault(same, {})
        self._of_groups: dict[Key, Figure | None] = {}
        self._worked_out: dict[Inputs, Figure] = door.store.kept.setdefault(("of two", *same), {})
        self.releases: Releases = door.store.kept.setdefault(("releases", *same), {})

    def made(self, area: Area) -> dict[Key, Figure | None]:
        """The figures made of areas of its kind."""
        return self._of_groups if area.members else self._made

    def keep(
        self, made: dict[Key, Figure | None], key: Key, figure: Figure | None
    ) -> Figure | None:
        """Keep a figure among those ``made``; gives it."""
        if len(made) > MOST_KEPT:
            made.clear()
        made[key] = figure
        return figure

    def worked_out(self, make: Making, first: Figure, second: Figure) -> Figure | None:
        """What ``make`` works out of two figures. It holds both, so that while it is kept no other
        figure has their identity.
        """
        if first.area.members:
            return make(first, second)
        key = (make, id(first), id(second))
        found = self._worked_out.get(key)
        if found is None and (found := make(first, second)) is not None:
            if len(self._worked_out) > MOST_KEPT:
                self._worked_out.clear()
            self._worked_out[key] = found
        return found
