"""The codes and names of each row -> rows of which they are not of one area in that year.

Then nobody can tell whose the figures are, and the file is refused. A name or code that is not
known at all is told: a new area, or a text that was damaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from cin_narrative.catalogue.areas import Areas
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity

# Which columns name the area of a row, and which its region; of the long files and the wide ones.
OF_AREA = ("old_la_code", "new_la_code", "la_name", "geog_c", "geog_n")
OF_REGION = ("region_code", "region_name")


class Naming:
    """Whether the texts of one table name the areas that its rows are taken for."""

    def __init__(self, table: Table, areas: Areas) -> None:
        self._table, self._areas = table, areas
        columns = [column for column in (*OF_AREA, *OF_REGION) if column in table.names]
        # a file has few areas, each in many rows
        texts = set(zip(table.areas, *map(self._texts, columns), strict=True))
        self._wrong = {
            (column, fits): pairs
            for place, column in enumerate(columns, 1)
            for fits, pairs in self._pairs(column, {(row[0], row[place]) for row in texts}).items()
        }

    def refusals(self) -> Iterator[Breach]:
        """A breach for the first row of each column that names another area than its code does."""
        for column in (*OF_AREA, *OF_REGION):
            first = next(self._rows(column, False), None)
            if first is not None:
                row, code, year, _ = first
                said = self._said("load.name_of_another_area", column, *first)
                yield noted("name", Severity.REFUSED, self._table, said, row, column, code, year)

    def notes(self) -> Iterator[Breach]:
        """A breach for the first row of each name that is not known at all."""
        for column in (*OF_AREA, *OF_REGION):
            told = set[str]()
            for row, code, year, text in self._rows(column, None):
                if text not in told:
                    told.add(text)
                    said = self._said("load.name_unknown", column, row, code, year, text)
                    yield noted("name", Severity.NOTE, self._table, said, row, column, code, year)

    def _texts(self, column: str) -> Sequence[str]:
        """The texts of a column, for the rows that were taken."""
        texts, rows = self._table.names[column], self._table.rows
        return texts if len(rows) == len(texts) else [texts[row - 1] for row in rows]

    def _pairs(
        self, column: str, pairs: set[tuple[str, str]]
    ) -> dict[bool | None, set[tuple[str, str]]]:
        """The ``pairs`` of code and text in ``column`` that do not fit, or name no area at all."""
        found: dict[bool | None, set[tuple[str, str]]] = {}
        of_region = column in OF_REGION
        for code, text in pairs:
            fits = _fits(self._areas, of_region, code, text.strip())
            if not fits:
                found.setdefault(fits, set()).add((code, text))
        return found

    def _rows(self, column: str, fits: bool | None) -> Iterator[tuple[int, str, int, str]]:
        """(row, code, year, text) of the rows of which ``column`` does not fit, or is unknown."""
        wrong = self._wrong.get((column, fits), set())
        if wrong:
            table, texts = self._table, self._texts(column)
            rows = zip(table.rows, table.areas, table.years, texts, strict=True)
            yield from (row for row in rows if (row[1], row[3]) in wrong)

    def _said(self, name: str, column: str, row: int, code: str, year: int, text: str) -> str:
        gaps = {"file": self._table.file.place, "row": row, "column": column, "found": text}
        return message(name, code=code, year=year, area=self._areas.get(code, year).name, **gaps)


@cache
def _fits(areas: Areas, of_region: bool, code: str, text: str) -> bool | None:
    """Whether ``text`` names the area (or its region); None where it names none at all."""
    area = areas.get(code)
    if not text or (not of_region and not area.is_authority):
        return True
    named = areas.named(text.removesuffix(".0"))
    wanted = area.region if of_region and area.is_authority else code
    return wanted in named if named else None
