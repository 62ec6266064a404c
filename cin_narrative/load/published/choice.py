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
YEARS = 10_000  # more than any year
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
        wanted, rest = rows.beside((number, column.label), tuple(before))
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
        self._labels = [np.array(table.labels) for table in tables]
        codes = {area: n for n, area in enumerate({a for table in tables for a in table.areas})}
        self._places = [  # of each row: its area and year as one number
            np.fromiter(map(codes.__getitem__, table.areas), np.int64) * YEARS
            + np.array(table.years, np.int64)
            for table in tables
        ]
        self._of: dict[Source, Places] = {}
        self._beside: dict[tuple[Source, tuple[Source, ...]], tuple[Places, Places]] = {}

    def _rows(self, source: Source) -> Places:
        """The rows that carry the label, or all."""
        if source not in self._of:
            number, label = source
            everything = np.arange(len(self._places[number]))
            labelled = np.flatnonzero(self._labels[number] == label) if label else everything
            self._of[source] = labelled
        return self._of[source]

    def beside(self, source: Source, before: tuple[Source, ...]) -> tuple[Places, Places]:
        """The rows of ``source`` for an area and year that none of ``before`` has a row for, and
        the others.
        """
        if (source, before) not in self._beside:
            rows = self._rows(source)
            taken = [self._areas_and_years(one) for one in before]
            own = self._areas_and_years(source)
            there = np.isin(own, np.concatenate(taken)) if taken else np.zeros(len(own), bool)
            self._beside[source, before] = rows[~there], rows[there]
        return self._beside[source, before]

    def _areas_and_years(self, source: Source) -> Places:
        return self._places[source[0]][self._rows(source)]
