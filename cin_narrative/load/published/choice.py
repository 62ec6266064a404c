"""The tables of one release -> which cells are read from which: each from the file that is best for
it, and from the next best where that file does not have the area or the year; what else is printed
of it repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cin_narrative.load.published.table import Table
from cin_narrative.store.sheet import Column

Places = npt.NDArray[np.integer[Any]]
Source = tuple[int, str | None]  # the number of a table, and the label of the rows in it


class Choice(NamedTuple):
    """What is read of one table: ``columns``, each in its ``rows``; ``repeats`` are columns, and
    ``repeated`` their rows, that other files of the release hold too.
    """

    columns: list[Column]
    rows: list[Places]
    repeats: list[Column]
    repeated: list[Places]


def choose(tables: Sequence[Table], met: Sequence[Sequence[Column]]) -> list[Choice]:
    """Of the columns ``met`` in each table, what is read of each; the place of an address in its
    list says which file is better.
    """
    chosen = [Choice([], [], [], []) for _ in tables]
    rows = _Rows(tables)
    held: dict[tuple[str, str, str], list[Source]] = {}
    found = [(column.priority, number, column) for number, own in enumerate(met) for column in own]
    for _, number, column in sorted(found, key=lambda one: one[:2]):
        cell = (column.indicator, column.measure, column.category)
        before = held.setdefault(cell, [])
        wanted = rows.beyond((number, column.label), tuple(before))
        rest = np.setdiff1d(rows.of((number, column.label)), wanted)
        # one file may have two labels for a cell: the better is meant, the other is something else
        if len(rest) and number not in {table for table, _ in before}:
            chosen[number].repeats.append(column)
            chosen[number].repeated.append(rest)
        if len(wanted) or not before:
            before.append((number, column.label))
            chosen[number].columns.append(column)
            chosen[number].rows.append(wanted)
    return chosen


class _Rows:
    """The rows of tables, by label, and what they hold beyond each other."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._labels = [np.array(table.labels) for table in tables]
        self._of: dict[Source, Places] = {}
        self._places: dict[Source, list[tuple[str, int]]] = {}
        self._beyond: dict[tuple[Source, tuple[Source, ...]], Places] = {}

    def of(self, source: Source) -> Places:
        """The rows that carry the label, or all."""
        if source not in self._of:
            number, label = source
            everything = np.arange(len(self._tables[number].areas))
            labelled = np.flatnonzero(self._labels[number] == label) if label else everything
            self._of[source] = labelled
        return self._of[source]

    def beyond(self, source: Source, before: tuple[Source, ...]) -> Places:
        """The rows of ``source`` for an area and year that none of ``before`` has a row for."""
        if not before:
            return self.of(source)
        if (source, before) not in self._beyond:
            taken = {place for one in before for place in self._areas_and_years(one)}
            own = zip(self.of(source), self._areas_and_years(source), strict=True)
            rest = [row for row, place in own if place not in taken]
            self._beyond[source, before] = np.array(rest, dtype=np.intp)
        return self._beyond[source, before]

    def _areas_and_years(self, source: Source) -> list[tuple[str, int]]:
        if source not in self._places:
            table = self._tables[source[0]]
            self._places[source] = [(table.areas[row], table.years[row]) for row in self.of(source)]
        return self._places[source]
