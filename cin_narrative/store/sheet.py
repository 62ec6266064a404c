"""One file ready to be stored: which cell of which indicator each of its columns holds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from cin_narrative.store.observations import Release


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
class Sheet:
    """One file ready to be stored.

    ``frame`` is anything DuckDB can scan, one cell a row: ``area``, ``year``, ``row`` (of the
    file, from 1), ``number`` (the place in ``columns``), ``value`` and ``symbol``. None where no
    column is known. ``family_cells`` are the (indicator, measure, category, priority) of all cells
    that are ever read from files of its kind.
    """

    name: str
    sha256: str
    release: Release
    frame: Any
    columns: Sequence[Column]
    family_cells: Collection[tuple[str, str, str, int]] = ()

    def column_rows(self, number: int, source: int) -> list[tuple[Any, ...]]:
        """The rows of ``schema.WORKING``'s table of columns, for the sheet of this number."""
        release = self.release.id
        return [
            (
                number,
                place,
                c.indicator,
                c.measure,
                c.category,
                release,
                source,
                c.header,
                c.priority,
            )
            for place, c in enumerate(self.columns)
        ]

    def family_rows(self, source: int) -> list[tuple[Any, ...]]:
        """The rows of ``schema.WORKING``'s table of what a kind of file holds."""
        return [(source, self.release.id, *cell) for cell in sorted(self.family_cells)]
