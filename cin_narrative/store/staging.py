"""Sheets and finished observations -> ``incoming``, what one load brings in, and the working tables
that the next version of a store is made of.

A cell carries the numbers of its column and area; what they mean is said once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from cin_narrative.store.decisions import Fill, Run
from cin_narrative.store.observations import Symbol
from cin_narrative.store.schema import OBSERVATIONS, WORKING
from cin_narrative.store.sheet import Cells, Sheet

if TYPE_CHECKING:  # heavy, and nothing for who builds a store of starter figures
    from cin_narrative.store.sheet import Numbers

Record = tuple[Any, ...]
# A ``cell`` numbers an indicator, measure and category of a release.
NAMED = "indicator, measure, category, release"
WORKED_WITH = ("columns", "staged", "family_cells")
FRESH = " UNION ".join(f"SELECT {NAMED} FROM {one}" for one in WORKED_WITH)
NAMES = """
CREATE TEMP TABLE names AS SELECT (row_number() OVER ())::INTEGER AS cell, * FROM ({named})
"""
OF_FAMILY = f"CREATE TEMP VIEW of_family AS FROM family_cells JOIN names USING ({NAMED})"
SYMBOLS = [symbol.value for symbol in Symbol]
# what comes in is numbered: of finished observations with odd numbers, of sheets with even ones
FINISHED = f"""
SELECT {OBSERVATIONS}, priority, cell, 2 * staged.rowid + 1 AS id
FROM staged JOIN names USING ({NAMED})
"""
OF_SHEETS = f"""
SELECT a.area, s.year, c.indicator, c.measure, c.category, c.release, s.value,
  {SYMBOLS}[s.symbol + 1] AS symbol, c.source, s."row", c.col, NULL, c.priority, c.cell, s.id
FROM sheet_cells AS s JOIN sheet_areas AS a ON a.number = s.area
JOIN (FROM columns JOIN names USING ({NAMED})) AS c ON c.number = s.number
"""


# what prints a cell, whether or not it has it for every area and year
PRINTED_BY = f"""
SELECT cell, priority, source FROM columns JOIN names USING ({NAMED})
UNION SELECT cell, priority, source FROM staged JOIN names USING ({NAMED})
"""
BROUGHT = "CREATE TEMP TABLE brought AS SELECT DISTINCT area, release FROM staged"
OF_SHEETS_TOO = """
INSERT INTO brought SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]) EXCEPT FROM brought
"""


class Staging:
    """What one load brings in, until it is merged."""

    def __init__(self, run: Run, fill: Fill, connection: duckdb.DuckDBPyConnection) -> None:
        self._run, self._fill, self._connection = run, fill, connection
        self._columns: list[Record] = []
        self._family_cells: list[Record] = []
        self._finished: list[Record] = []
        self._cells: list[tuple[int, Cells]] = []  # with the number of their first column
        self._brought = set[tuple[str, str]]()  # area and release of what is in sheets
        run(WORKING)

    def add_sheet(self, sheet: Sheet, source: int) -> None:
        """Stage every cell of ``sheet``."""
        self._family_cells += sheet.family_rows(source)
        if sheet.cells is not None:
            self._cells.append((len(self._columns), sheet.cells))
            self._brought |= {(area, sheet.release.id) for area in sheet.cells.areas_held()}
            self._columns += sheet.column_rows(len(self._columns), source)

    def add_finished(self, rows: Sequence[Record]) -> None:
        """Stage observations as ``schema.WORKING`` has them."""
        self._finished += rows

    def prints_twice(self) -> bool:
        """Whether any cell of what was staged has two prints (see ``PRINTED_BY``)."""
        printed = {(*row[1:5], row[7], row[5]) for row in self._columns}
        printed |= {(*row[2:6], row[12], row[8]) for row in self._finished}
        return len({row[:4] for row in printed}) < len(printed)

    def number(self, old: Sequence[str]) -> None:
        """Number the cells of what was staged, and of what the ``old`` tables hold of the same
        releases: from now on ``incoming`` can be read, and ``brought``, its areas by release.
        """
        self._fill("columns", self._columns)
        self._fill("family_cells", self._family_cells)
        self._fill("staged", self._finished)
        held = (
            f" UNION SELECT {NAMED} FROM {one} WHERE release IN (SELECT release FROM ({FRESH}))"
            for one in old
        )
        self._run(NAMES.format(named=FRESH + "".join(held)))
        self._run(OF_FAMILY)
        of_sheets = ""
        if self._cells:
            areas, arrays = together(self._cells)
            self._connection.register("sheet_areas", areas)
            self._connection.register("sheet_cells", arrays)
            of_sheets = f" UNION ALL {OF_SHEETS}"
        self._run(f"CREATE TEMP VIEW incoming AS {FINISHED}{of_sheets}")
        self._run(BROUGHT)
        if self._brought:
            pairs = zip(*sorted(self._brought), strict=True)
            self._run(OF_SHEETS_TOO, [list(column) for column in pairs])


def together(sheets: Sequence[tuple[int, Cells]]) -> tuple[dict[str, Any], dict[str, Numbers]]:
    """The areas, numbered, and the cells of all ``sheets`` by area and year."""
    import numpy as np

    areas = sorted({area for _, cells in sheets for area in cells.areas})
    places = {area: place for place, area in enumerate(areas)}
    own = [np.array([places[area] for area in cells.areas], np.int16) for _, cells in sheets]
    arrays: dict[str, Numbers] = {
        name: np.concatenate([getattr(cells, name) for _, cells in sheets])
        for name in ("year", "row", "value", "symbol")
    }
    numbered = zip(own, sheets, strict=True)
    arrays["area"] = np.concatenate([of[cells.area] for of, (_, cells) in numbered])
    arrays["number"] = np.concatenate([cells.number + np.int32(first) for first, cells in sheets])
    order = np.lexsort((arrays["year"], arrays["area"]))
    named = {"number": np.arange(len(areas), dtype=np.int16), "area": np.array(areas, object)}
    ids = 2 * np.arange(len(order), dtype=np.int64)
    return named, {"id": ids, **{name: array[order] for name, array in arrays.items()}}
