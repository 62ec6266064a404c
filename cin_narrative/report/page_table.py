"""A table of the page: rows of figures in, their text with marks out, and its record in JSON.

A row has one mark, beside its name, which opens every figure of it; a cell may hold several figures
("569.4 (331.1 to 797.5)"). No table holds a number that is not a figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.disclosure.figures import Figure
from cin_narrative.writing.commentary import span_records
from cin_narrative.writing.marks import Printed, Worded
from cin_narrative.writing.render import Ledger

NOT_HELD, NO_RATE = "[x]", "–"


Cell = tuple[
    Figure | str, ...
]  # figures and the words between them, in order; none: nothing is held


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is of, and its cells in the order of the columns after the first."""

    label: Text
    cells: tuple[Cell, ...]

    @property
    def figures(self) -> list[Figure]:
        """Every figure with a number in it."""
        return [
            one for cell in self.cells for one in cell if isinstance(one, Figure) and one.is_number
        ]


@dataclass(frozen=True, slots=True)
class WordedRow:
    """A row as it is printed: its name with its mark, and each cell with the places of its
    figures.
    """

    label: str
    cells: tuple[Worded, ...]
    figures: tuple[Figure | None, ...]  # of each cell: the one figure that it is, if it is one


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of the page: the heading it stands under, its caption, its columns (the first names
    the rows), and notes under it.

    ``annex``: it stands in the page's second part.
    """

    heading: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    annex: bool = False

    def enter(self, ledger: Ledger) -> None:
        """Give each row's figures their mark, in the order of the page."""
        for row in self.rows:
            if figures := row.figures:
                ledger.cite_together(figures)

    def worded(self, ledger: Ledger) -> list[WordedRow]:
        """The rows as text; each row's figures are entered in ``ledger`` under one mark."""
        return [_worded(row, ledger) for row in self.rows]


def _worded(row: Row, ledger: Ledger) -> WordedRow:
    figures = row.figures
    mark = ledger.cite_together(figures) if figures else 0
    cells = tuple(Printed(ledger).cell(cell or (NOT_HELD,), mark) for cell in row.cells)
    single = (
        cell[0] if len(cell) == 1 and isinstance(cell[0], Figure) else None for cell in row.cells
    )
    return WordedRow(f"{row.label} [{mark}]" if mark else str(row.label), cells, tuple(single))


def table_record(
    table: PageTable, ledger: Ledger, places: Mapping[tuple[object, ...], int]
) -> dict[str, Any]:
    """A table of the contract: its rows as text, and ``spans``, by row and cell, with the index in
    ``figures`` of what is printed.
    """
    rows = table.worded(ledger)
    return {
        "heading": table.heading,
        "caption": table.caption,
        "columns": list(table.columns),
        "annex": table.annex,
        "rows": [[row.label, *(cell.text for cell in row.cells)] for row in rows],
        "notes": list(table.notes),
        "spans": [[[], *(span_records(cell.spans, places) for cell in row.cells)] for row in rows],
    }
