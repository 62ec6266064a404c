"""The columns that a release has had before -> those that are not there now.

A header that was renamed, or a column that was dropped, is no wrong figure: it is one that will be
missed, and is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.load.checks.england import published
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.sheet import Column

FILE = "first_published.csv"
SHOWN = 3
Cell = tuple[str, str, str]  # indicator, measure, category


def missing(
    tables: Sequence[Table],
    met: Sequence[Sequence[Column]],
    addresses: Addresses,
    catalogue: Catalogue,
) -> Iterator[Breach]:
    """A breach for each table that lacks columns of DfE's that no other has, the first named."""
    here = {(one.indicator, one.measure, one.category) for own in met for one in own}
    for table, own in zip(tables, met, strict=True):
        if not table.years or len(own) < 2:
            continue
        gone = sorted(_before(table, addresses) - here)
        if gone:
            said = message(
                "load.columns_missing",
                file=table.file.place,
                count=len(gone),
                what="; ".join(_called(cell, catalogue) for cell in gone[:SHOWN]),
            )
            yield noted("column", Severity.NOTE, table, said)


def _before(table: Table, addresses: Addresses) -> set[Cell]:
    """What DfE has published in such a file, of the years that it holds."""
    if table.is_wide:
        return {cell for release, cell in first_published() if release == table.release.id}
    first, last = min(table.years), max(table.years)
    before = {cell for cell, year, _ in published() if first <= year <= last}
    return before & {cell[:3] for cell in addresses.cells_of(table.family)}


@cache
def first_published() -> tuple[tuple[str, Cell], ...]:
    """(release, cell) of every column of DfE's first-published files."""
    rows = reference_rows(REFERENCE / FILE)
    return tuple(
        (row["release"], (row["indicator"], row["measure"], row["category"])) for row in rows
    )


def _called(cell: Cell, catalogue: Catalogue) -> str:
    indicator, measure, category = cell
    counts = catalogue.counts_of(catalogue[indicator])
    label = f": {counts.category(category).label}" if category else ""
    return f"{catalogue[indicator].title}{label} ({measure})"


def blank(tables: Sequence[Table], met: Sequence[Sequence[Column]]) -> Iterator[Breach]:
    """A breach for each column with blank cells: DfE prints a number or a mark in every one."""
    for table, own in zip(tables, met, strict=True):
        for header in sorted({one.header for one in own}):
            empty = table.columns[header].where(lambda text: not text.strip())
            if not empty.any():
                continue
            rows = list(compress(table.rows, empty))
            gaps = {"file": table.file.place, "column": header, "row": rows[0]}
            said = message("load.cells_blank", count=len(rows), **gaps)
            yield noted("blank", Severity.NOTE, table, said, rows[0], header)
