"""A breach about a row, a column or a table, before any of it is stored."""

from __future__ import annotations

from cin_narrative.load.published.table import Table
from cin_narrative.store.breach import Breach, Severity


def noted(
    rule: str,
    severity: Severity,
    table: Table,
    said: str,
    row: int | None = None,
    column: str = "",
    area: str = "",
    year: int = 0,
    expected: str = "",
    found: str = "",
    cell: tuple[str, str, str] = ("", "", ""),
) -> Breach:
    """A breach in ``table``; ``cell`` is the indicator, measure and category in doubt, if any."""
    where = (table.file.name, row, column, area, year, table.release.id)
    return Breach(rule, severity, *where, *cell, expected, found, said)
