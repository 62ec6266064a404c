"""Where the census tables live and the SQL runs: a small seam with two engines behind it.

DuckDB in memory is the default: it cannot spill to disk, reach a file or the network. Apache Spark
(spark_engine.py) is for a team that pools more returns than one machine takes. Both run the same
SQL, unchanged.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.census_file.fields import SQL_TYPE, TABLES, kind_of
from cin_narrative.messages import message
from cin_narrative.store.connection import execute, stopping

# The one function that the two engines spell differently: whole days from one date to another.
DUCKDB_FUNCTIONS = "CREATE MACRO days_between(a, b) AS date_diff('day', a, b)"
MEMORY_ONLY = {
    "temp_directory": "''",
    "max_temp_directory_size": "'0B'",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "errors_as_json": "false",
}
Row = tuple[Any, ...]

SqlRefused = duckdb.Error  # what ``rows`` and ``create_view`` raise where SQL does not hold


NUMBERS = count(1)
MOST_WAITING = 100_000  # rows of a table that wait for those of further returns, to go in at once


@cache
def _duckdb(memory_limit: str, threads: int) -> duckdb.DuckDBPyConnection:
    """DuckDB, started: it takes longer than to count a small return, and once is enough."""
    settings = MEMORY_ONLY | ({"memory_limit": f"'{memory_limit}'"} if memory_limit else {})
    settings |= {"threads": str(threads)} if threads else {}
    connection = duckdb.connect(":memory:")
    connection.execute(";".join(f"SET {name} = {value}" for name, value in settings.items()))
    return connection


@cache
def _census_tables() -> str:
    """What makes the tables of the census, empty."""
    columns = {
        table: ", ".join(f"{column} {SQL_TYPE[kind_of(column)]}" for column in names)
        for table, names in TABLES.items()
    }
    return ";".join(f"CREATE TABLE {table} ({typed})" for table, typed in columns.items())


def _detach(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute(f"USE memory; DETACH {name}")
    connection.close()


class Engine(Protocol):
    """Holds tables, makes views, runs SQL of the common subset and returns rows."""

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add rows to a table; the first batch of an unknown name makes it."""

    def create_view(self, name: str, select: str) -> None:
        """Keep the rows of ``select`` under ``name``."""

    def rows(self, sql: str) -> list[Row]:
        """Run one SELECT."""

    def close(self) -> None:
        """Forget everything."""


class DuckDBEngine:
    """The default engine: a database of its own, in memory only."""

    def __init__(self, memory_limit: str = "", threads: int = 0) -> None:
        self._connection = _duckdb(memory_limit, threads).cursor()
        name = f"return_{next(NUMBERS)}"
        self._run(f"ATTACH ':memory:' AS {name}; USE {name}")
        self._run(f"{DUCKDB_FUNCTIONS}; {_census_tables()}")
        self._forget = weakref.finalize(self, _detach, self._connection, name)
        self._made = {table.lower() for table in TABLES}
        self._waiting: dict[str, list[pa.Table]] = {}

    def _run(self, sql: str) -> list[Row]:
        try:
            with stopping():
                return execute(self._connection, sql).fetchall()
        except duckdb.OutOfMemoryException:
            raise CinNarrativeError(message("load.out_of_memory")) from None

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add rows to a table; the first batch of an unknown name makes it."""
        waiting = self._waiting.setdefault(table, [])
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= MOST_WAITING:
            self._put_in(table)

    def _put_in(self, table: str) -> None:
        self._connection.register("batch", pa.concat_tables(self._waiting.pop(table)))
        if table.lower() in self._made:
            self._run(f"INSERT INTO {table} SELECT * FROM batch")
        else:
            self._run(f"CREATE TABLE {table} AS FROM batch")
        self._made.add(table.lower())
        self._connection.unregister("batch")

    def create_view(self, name: str, select: str) -> None:
        """Keep the rows of ``select`` under ``name``; computed once, since many queries read each
        view.
        """
        self._asked(f"CREATE OR REPLACE TABLE {name} AS {select}")

    def rows(self, sql: str) -> list[Row]:
        """Run one SELECT."""
        return self._asked(sql)

    def _asked(self, sql: str) -> list[Row]:
        """What a statement gives once all rows are in their tables."""
        for table in list(self._waiting):
            self._put_in(table)
        return self._run(sql)

    def close(self) -> None:
        """Forget everything."""
        self._waiting.clear()
        self._forget()


def value_table(columns: dict[str, Any], rows: Sequence[Row]) -> pa.Table:
    """Rows as a table with the given column types (Arrow's)."""
    arrays = zip(*rows, strict=True) if rows else ([] for _ in columns)
    pairs = zip(columns.items(), arrays, strict=True)
    return pa.table({name: pa.array(values, kind) for (name, kind), values in pairs})
