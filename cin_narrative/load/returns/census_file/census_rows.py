"""Rows of a return, as text -> batches of typed tables for an engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from cin_narrative.load.returns.census_file.fields import (
    ARROW,
    FIELDS,
    TABLES,
    Kind,
    kind_of,
)
from cin_narrative.load.returns.census_file.values import (
    BATCH_ROWS,
    Unread,
    Unreadable,
    Values,
    plain_text,
)

MOST_UNREAD = 1_000  # values of a field that are kept for a list of them


class TableSink(Protocol):
    """Takes a batch of one table; an engine does (engine.py)."""

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add the rows of ``batch`` to ``table``."""


@dataclass(slots=True)
class Numbers:
    """The next free numbers of children, episodes and groups: shared by all returns of one load."""

    child_row: int = 0
    episode: int = 0
    part: int = 0


class CensusRows:
    """Gathers the rows of one return, keys and texts as they stand in the file, and hands them to
    ``sink`` in batches.

    Texts become values column by column when a batch is handed on. ``counts`` are the rows so far,
    by table.
    """

    def __init__(self, sink: TableSink, return_id: int, numbers: Numbers) -> None:
        self.return_id = return_id
        self.numbers = numbers
        self.counts: Counter[str] = Counter()
        self._sink = sink
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        kinds = {name: kind for name, kind in FIELDS.items() if kind is not Kind.TEXT}
        self._values = {name: Values(kind) for name, kind in kinds.items()}
        self._doubted: dict[str, list[Unread]] = {name: [] for name in kinds}

    @property
    def unreadable(self) -> dict[str, Unreadable]:
        """Field -> its values that were given and cannot be read."""
        found = {name: one.unreadable for name, one in self._values.items()}
        return {name: unread for name, unread in found.items() if unread}

    @property
    def unread(self) -> list[Unread]:
        """The values that cannot be read, each with its record: a thousand of a field."""
        return [
            one
            for name in self.unreadable
            for one in self._doubted[name]
            if not (one.is_date and self._values[name].is_day_first)
        ]

    @property
    def day_first(self) -> list[str]:
        """The fields of which every date is written day first, and read so."""
        return [name for name, one in self._values.items() if one.is_day_first]

    @property
    def blank(self) -> dict[tuple[str, str], int]:
        """What a reading notes of fields that hold nothing but blanks."""
        return {("empty", name): one.blank for name, one in self._values.items() if one.blank}

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Where to append rows of ``table``: numbers for the keys, text or None for the fields."""
        return self._rows[table]

    def mark(self) -> dict[str, int]:
        """How many rows of each table wait to be handed on: for ``forget_since``."""
        return {table: len(rows) for table, rows in self._rows.items()}

    def forget_since(self, mark: dict[str, int]) -> None:
        """Take back what was appended since ``mark``; nothing was handed on meanwhile."""
        for table, length in mark.items():
            del self._rows[table][length:]

    def end_of_child(self) -> None:
        """To be called after each child: hands on a batch when enough rows are gathered."""
        episodes, factors = len(self._rows["CINdetails"]), len(self._rows["AssessmentFactors"])
        if episodes >= BATCH_ROWS or factors >= 2 * BATCH_ROWS:
            self.flush()

    def flush(self) -> None:
        """Hand on what is gathered."""
        for table, rows in self._rows.items():
            if rows:
                self.counts[table] += len(rows)
                self._sink.insert(table, self._arrow(table, rows))
                rows.clear()

    def _arrow(self, table: str, rows: list[tuple[Any, ...]]) -> pa.Table:
        """``rows`` of ``table`` as typed Arrow columns."""
        columns = {}
        for name, column in zip(TABLES[table], zip(*rows, strict=True), strict=True):
            kind = kind_of(name)
            doubtful = self._doubtful(name)
            values = columns[name] = self._read(name, kind, column)
            if self._doubtful(name) > doubtful:
                self._note(table, name, rows, values)
        return pa.table(columns)

    def _doubtful(self, name: str) -> int:
        return self._values[name].doubtful if name in self._values else 0

    def _note(self, table: str, name: str, rows: list[tuple[Any, ...]], values: pa.Array) -> None:
        """Keep which records have a value of ``name`` that is not as DfE writes it."""
        columns, doubts, kept = TABLES[table], self._values[name].doubts, self._doubted[name]
        at = columns.index(name)
        key = max(place for place, one in enumerate(columns) if kind_of(one) is Kind.KEY)
        for row, value in zip(rows, values, strict=True):
            if len(kept) < MOST_UNREAD and doubts(row[at]):
                kept.append(
                    Unread(table, row[key], name, plain_text(row[at]) or "", value.is_valid)
                )

    def _read(self, name: str, kind: Kind, column: tuple[Any, ...]) -> pa.Array:
        if kind is Kind.DATE:
            return self._values[name].days(column)
        if kind is Kind.KEY:
            return pa.array(column, ARROW[kind])
        values = self._values[name].column(column) if name in self._values else _texts(column)
        return pa.array(values, ARROW[kind])


def _texts(column: tuple[str | None, ...]) -> list[str | None]:
    return list(map(plain_text, column))
