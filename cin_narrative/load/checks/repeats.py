"""The same figure in two files of one release -> where they differ.

DfE prints a total in every file that divides it. One is stored; the others vouch for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.rounding import written
from cin_narrative.load.breach import Breach, Severity
from cin_narrative.load.checks.tables import noted
from cin_narrative.load.published.cells import NUMBER
from cin_narrative.load.published.table import Table
from cin_narrative.messages import message
from cin_narrative.store.sheet import Column

Cell = tuple[str, str, str]  # indicator, measure, category
Values = dict[tuple[str, int], tuple[float, int]]  # area, year -> value, row


def differing(
    tables: Sequence[Table], met: Sequence[Sequence[Column]], areas: Areas
) -> Iterator[Breach]:
    """A breach for each cell that two tables of one release print with two numbers."""
    printed: dict[Cell, list[tuple[Table, Column]]] = {}
    for table, columns in zip(tables, met, strict=True):
        for column in columns:
            cell = (column.indicator, column.measure, column.category)
            printed.setdefault(cell, []).append((table, column))
    for cell, places in printed.items():
        if len({id(table) for table, _ in places}) > 1:
            yield from _differing(cell, sorted(places, key=lambda one: one[1].priority), areas)


def _differing(
    cell: Cell, places: Sequence[tuple[Table, Column]], areas: Areas
) -> Iterator[Breach]:
    (first, first_column), *others = places
    told = set[tuple[str, int]]()
    for table, column in others:
        if table is first or _printed_alike(first, first_column, table, column):
            continue
        both = set(table.areas) & set(first.areas)
        held = _values(first, first_column, both)
        for place, (value, row) in _values(table, column, both).items():
            own = held.get(place)
            if own is None or own[0] == value or place in told:
                continue
            told.add(place)
            area = areas.get(*place).name
            gaps = {"area": area, "year": place[1], "first": first.file.name, "row": row}
            gaps |= {"column": first_column.header, "second": table.file.name}
            numbers = (_said(value), _said(own[0]))
            said = message("load.files_contradict", expected=numbers[0], found=numbers[1], **gaps)
            where = (own[1], first_column.header, *place)
            yield noted("two files", Severity.DOUBT, first, said, *where, *numbers, cell)


def _printed_alike(first: Table, one: Column, second: Table, other: Column) -> bool:
    """Whether two columns are the same, row by row: nearly all are, and need no more looking at."""
    return (
        one.label == other.label
        and first.columns[one.header] == second.columns[other.header]
        and list(first.keys()) == list(second.keys())
    )


def _said(value: float) -> str:
    return written(value, 0 if value == int(value) else 1)


def _values(table: Table, column: Column, areas: Collection[str]) -> Values:
    """The numbers under a column, by area and year; what is no number is left out."""
    texts = table.columns[column.header]
    rows = zip(table.areas, table.years, table.labels, table.rows, texts, strict=True)
    return {
        (area, year): (float(plain), row)
        for area, year, label, row, text in rows
        if area in areas
        and column.label in (None, label)
        and NUMBER.fullmatch(plain := text.strip().replace(",", ""))
    }
