"""The areas and years of a table -> rows that are not there though their neighbours are.

A file of some areas, or of some years, is a choice, and taken. One whose rows stop before its last
year is whole was cut short, and is refused; a single row that is missing is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.areas import Areas
from cin_narrative.load.breach import Breach, Severity
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.families import named_span
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message

# Of the years of a file, so many must have an area, for a year without it to be a gap.
HALF = 0.5
# Missing rows of the year that a file ends with: it was cut short there; one is enough where the
# years of its name are not all there.
CUT = 3


class Rows:
    """What a table holds of areas and years, for each label."""

    def __init__(self, table: Table, areas: Areas) -> None:
        self._table, self._areas = table, areas
        self.missing = sorted(self._missing())

    def _missing(self) -> Iterator[tuple[int, str, str]]:
        """(year, area, label) of each row that is not there."""
        table = self._table
        held = set(table.keys())
        years = sorted(set(table.years))
        by_row: dict[tuple[str, str], set[int]] = {}
        for area, year, label in held:
            by_row.setdefault((area, label), set()).add(year)
        for (area, label), own in by_row.items():
            existing = [y for y in years if self._areas.existed(self._areas.get(area), y)]
            if len(own) >= HALF * len(existing):
                yield from ((year, area, label) for year in existing if year not in own)

    def refusals(self) -> Iterator[str]:
        """A line where the rows of the year that the file ends with are not all there."""
        if not self._table.areas or self._table.is_wide:
            return
        last = self._table.years[-1]
        gone = [one for one in self.missing if one[0] == last]
        span = named_span(self._table.file.name)
        short = span is not None and span[0] < min(self._table.years)
        if len(gone) >= CUT or gone and short:
            gaps = {"file": self._table.file.place, "year": last, "count": len(gone)}
            yield message("load.cut_short", **gaps)

    def notes(self) -> Iterator[Breach]:
        """A breach for each row that is missing."""
        for year, code, _ in self.missing:
            area = self._areas.get(code, year).name
            said = message("load.row_missing", file=self._table.file.place, area=area, year=year)
            yield noted("row", Severity.NOTE, self._table, said, None, "", code, year)
