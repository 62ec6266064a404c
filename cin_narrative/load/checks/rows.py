"""The areas and years of a table -> rows that are not there though their neighbours are.

A file of some areas, or of some years, is a choice, and taken. One whose rows stop before its last
year is whole was cut short, and is refused; a single row that is missing is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cin_narrative.catalogue.areas import ENGLAND, Areas
from cin_narrative.load.checks.cells import FIRST_YEAR, LAST_YEAR
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.families import named_span
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity

# Of the years of a file, so many must have an area, for a year without it to be a gap.
HALF = 0.5
# Missing rows of the year that a file ends with: it was cut short there; one is enough where the
# years of its name are not all there.
CUT = 3
FEW = 0.1  # of the authorities: so many missing are no choice of some


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
            existing = [year for year in years if year in _years_of(self._areas)[area]]
            if len(own) >= HALF * len(existing):
                yield from ((year, area, label) for year in existing if year not in own)

    def refusals(self) -> Iterator[Breach]:
        """A breach where the rows of the year that the file ends with are not all there."""
        if not self._table.areas or self._table.is_wide:
            return
        last = self._table.years[-1]
        gone = [one for one in self.missing if one[0] == last]
        span = named_span(self._table.file.name)
        short = span is not None and span[0] < min(self._table.years)
        if len(gone) >= CUT or (gone and short):
            gaps = {"file": self._table.file.place, "year": last, "count": len(gone)}
            said = message("load.cut_short", **gaps)
            yield noted("row", Severity.REFUSED, self._table, said, year=last)

    def notes(self) -> Iterator[Breach]:
        """A breach for each row, year and authority that is missing among others."""
        table = self._table
        if not table.areas:
            return
        if table.is_wide:
            yield from self._lacking()
            return
        for year in self._years_gone():
            said = message("load.year_missing", file=table.file.place, year=year)
            yield noted("row", Severity.NOTE, table, said, year=year)
        for code in self._authorities_gone():
            name = self._areas.get(code).name
            said = message("load.authority_missing", file=table.file.place, area=name)
            yield noted("row", Severity.NOTE, table, said, area=code)
        for year, code, _ in self.missing:
            area = self._areas.get(code, year).name
            said = message("load.row_missing", file=self._table.file.place, area=area, year=year)
            yield noted("row", Severity.NOTE, self._table, said, None, "", code, year)

    def _lacking(self) -> Iterator[Breach]:
        """A breach where a file of one year has England's row and not all authorities: it was cut
        short, or rows were taken out of it.
        """
        table, held = self._table, set(self._table.areas)
        every = self._areas.authorities(table.years[0])
        gone = [area for area in every if area.code not in held]
        if ENGLAND in held and gone:
            gaps = {"file": table.file.place, "count": len(gone), "area": gone[0].name}
            said = message("load.authorities_missing", **gaps)
            yield noted("row", Severity.NOTE, table, said, year=table.years[0])

    def _years_gone(self) -> list[int]:
        """The years that are not there between others, or that the file's name speaks of."""
        held = set(self._table.years)
        first, last = min(held), max(held)
        span = named_span(self._table.file.name)
        if span is not None and first > last - (span[1] - span[0]):
            first = last - (span[1] - span[0])
        return [year for year in range(first, last) if year not in held]

    def _authorities_gone(self) -> list[str]:
        """The authorities that no row is of, where the file has nearly all of them."""
        held, years = set(self._table.areas), set(self._table.years)
        every = {
            code
            for code, own in _years_of(self._areas).items()
            if not code.startswith("E") and own & years
        }
        gone = every - held
        return sorted(gone) if len(gone) <= FEW * len(every) else []


@cache
def _years_of(areas: Areas) -> dict[str, frozenset[int]]:
    """The years in which each area existed, by its code."""
    found: dict[str, set[int]] = {}
    for area in areas.every:
        own = (year for year in range(FIRST_YEAR, LAST_YEAR) if area.exists_in(year))
        found.setdefault(area.code, set()).update(own)
    return {code: frozenset(years) for code, years in found.items()}
