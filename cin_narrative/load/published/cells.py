"""Cells: the text of a table's cells -> values and symbols, in the columns that DuckDB takes in at
once.

A cell is a number only where it is written as DfE writes one; everything else is a mark of its
release, empty, or named in the report and left. ``nan``, ``inf``, ``1e5`` and ``-3`` are no numbers
here, whatever a parser makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from cin_narrative.load.published.choice import Places
from cin_narrative.load.published.table import Table
from cin_narrative.messages import one_line
from cin_narrative.store.observations import Symbol
from cin_narrative.store.sheet import Cells, Column

# No count has thirteen digits: what has them is no number of anybody.
NUMBER = re.compile(r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]+)?|\.[0-9]+", re.ASCII)
SYMBOLS = [symbol.value for symbol in Symbol]
EMPTY, UNREADABLE = -2, -3  # beside -1 for a number and 0.. for a symbol


class Marks(dict[str, int]):
    """Every text met so far in the files of one release -> its place in ``numbers`` and ``kinds``.

    A release repeats some twenty thousand texts in half a million cells, so each is read once.
    """

    def __init__(self, meanings: Mapping[str, str]) -> None:
        super().__init__()
        self._meanings = meanings
        self.numbers: list[float] = []
        self.kinds: list[int] = []

    def __missing__(self, raw: str) -> int:
        text = raw.strip()
        value, symbol = float("nan"), UNREADABLE
        if NUMBER.fullmatch(text):
            value, symbol = float(text.replace(",", "")), -1
        elif text in self._meanings:
            symbol = SYMBOLS.index(self._meanings[text])
        elif not text:
            symbol = EMPTY
        self.numbers.append(value)
        self.kinds.append(symbol)
        self[raw] = len(self)
        return self[raw]


def read_cells(
    table: Table, columns: Sequence[Column], rows: Sequence[Places], marks: Marks
) -> tuple[Cells, list[str]]:
    """The cells of ``columns`` in the ``rows`` that each is read in, and those that are neither a
    number nor a mark, named.
    """
    place, row = _places(table, columns, rows, marks), np.concatenate(rows)
    number = np.repeat(np.arange(len(columns), dtype=np.int32), [len(one) for one in rows])
    symbol = np.array(marks.kinds, np.int8)[place]
    kept = symbol >= -1
    areas = list(dict.fromkeys(table.areas))
    codes = {area: code for code, area in enumerate(areas)}
    cells = Cells(
        areas,
        np.fromiter(map(codes.__getitem__, table.areas), np.int16)[row][kept],
        np.array(table.years, np.int16)[row][kept],
        np.array(table.rows, np.int32)[row][kept],
        number[kept],
        np.array(marks.numbers)[place][kept],
        symbol[kept],
    )
    bad = np.flatnonzero(symbol == UNREADABLE)
    return cells, [_named(table, columns[number[cell]].header, row[cell]) for cell in bad]


def _places(
    table: Table, columns: Sequence[Column], rows: Sequence[Places], marks: Marks
) -> Places:
    """For each cell the place of its text in ``marks``; each header is read once."""
    met = {
        header: table.columns[header].coded(marks.__getitem__)
        for header in {column.header for column in columns}
    }
    pairs = zip(columns, rows, strict=True)
    return np.concatenate([met[column.header][row] for column, row in pairs])


def _named(table: Table, header: str, row: int) -> str:
    text = one_line(table.columns[header][row].strip()[:40])
    return f'row {table.rows[row]}, column {header}: "{text}"'
