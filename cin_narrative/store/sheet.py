"""One file ready to be stored: which cell of which indicator each of its columns holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cin_narrative.store.observations import Release

if TYPE_CHECKING:  # numpy is heavy, and a reader of a store does without
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.number[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """Which indicator cell a column of a file holds; ``label`` limits it to the rows that carry
    this label.
    """

    header: str
    indicator: str
    measure: str
    category: str = ""
    label: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one file, each at the same place of every array: ``area`` (a place in
    ``areas``), ``year``, ``row`` (of the file, from 1), ``number`` (the place of its column),
    ``value`` (NaN where there is none) and ``symbol`` (the place in ``Symbol``, -1 for a number).
    """

    areas: Sequence[str]
    area: Numbers
    year: Numbers
    row: Numbers
    number: Numbers
    value: Numbers
    symbol: Numbers

    def areas_held(self) -> list[str]:
        """The areas that it has a cell of."""
        return [self.areas[place] for place in set(self.area.tolist())]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file ready to be stored.

    ``cells`` are None where no column is known. ``family_cells`` are the (indicator, measure,
    category, priority) of all cells that are ever read from files of its kind.
    """

    name: str
    sha256: str
    release: Release
    cells: Cells | None
    columns: Sequence[Column]
    family_cells: Collection[tuple[str, str, str, int]] = ()

    def column_rows(self, first: int, source: int) -> list[tuple[Any, ...]]:
        """The rows of ``schema.WORKING``'s table of columns; the first has the number ``first``."""
        return [
            (n, c.indicator, c.measure, c.category, self.release.id, source, c.header, c.priority)
            for n, c in enumerate(self.columns, first)
        ]

    def family_rows(self, source: int) -> list[tuple[Any, ...]]:
        """The rows of ``schema.WORKING``'s table of what a kind of file holds."""
        return [(source, self.release.id, *cell) for cell in sorted(self.family_cells)]
