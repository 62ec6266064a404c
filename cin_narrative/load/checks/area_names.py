"""The codes and names of each row -> rows of which they are not of one area in that year.

Then nobody can tell whose the figures are, and the file is refused. A name or code that is not
known at all is told: a new area, or a text that was damaged.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.areas import Areas
from cin_narrative.load.breach import Breach, Severity
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message

# Which columns name the area of a row, and which its region; of the long files and the wide ones.
OF_AREA = ("old_la_code", "new_la_code", "la_name", "geog_c", "geog_n")
OF_REGION = ("region_code", "region_name")


class Naming:
    """Whether the texts of one table name the areas that its rows are taken for."""

    def __init__(self, table: Table, areas: Areas) -> None:
        self._table, self._areas = table, areas
        self._known: dict[tuple[str, str, int, str], bool | None] = {}

    def refusals(self) -> Iterator[str]:
        """A line for the first row of each column that names another area than its code does."""
        for column in (*OF_AREA, *OF_REGION):
            first = next(self._rows(column, False), None)
            if first is not None:
                yield self._said("load.name_of_another_area", column, *first)

    def notes(self) -> Iterator[Breach]:
        """A breach for the first row of each name that is not known at all."""
        for column in (*OF_AREA, *OF_REGION):
            told = set[str]()
            for row, code, year, text in self._rows(column, None):
                if text not in told:
                    told.add(text)
                    said = self._said("load.name_unknown", column, row, code, year, text)
                    yield noted("name", Severity.NOTE, self._table, said, row, column, code, year)

    def _rows(self, column: str, fits: bool | None) -> Iterator[tuple[int, str, int, str]]:
        """(row, code, year, text) of the rows of which ``column`` fits, or not, or is unknown."""
        table = self._table
        texts = table.names.get(column)
        for code, year, row in zip(table.areas, table.years, table.rows, strict=True):
            if texts is None:
                return
            text = texts[row - 1].strip()
            if text and self._fits(column, code, year, text) is fits:
                yield row, code, year, text

    def _fits(self, column: str, code: str, year: int, text: str) -> bool | None:
        key = (column, code, year, text)
        if key not in self._known:
            self._known[key] = self._looked_up(column, code, year, text)
        return self._known[key]

    def _looked_up(self, column: str, code: str, year: int, text: str) -> bool | None:
        """Whether ``text`` names the area (or its region); None where it names none at all."""
        area = self._areas.get(code, year)
        if column in OF_AREA and not area.is_authority:
            return True
        named = self._areas.named(text.removesuffix(".0"))
        wanted = area.region if column in OF_REGION and area.is_authority else code
        return wanted in named if named else None

    def _said(self, name: str, column: str, row: int, code: str, year: int, text: str) -> str:
        gaps = {"file": self._table.file.place, "row": row, "column": column, "found": text}
        return message(name, code=code, year=year, area=self._areas.get(code, year).name, **gaps)
