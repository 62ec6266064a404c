"""Where the census tables live and the SQL runs: a small seam with two engines behind it.

DuckDB in memory is the default: it cannot spill to disk, reach a file or the network. Apache Spark
(spark_engine.py) is for a team that pools more returns than one machine takes. Both run the same
SQL, unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any, Protocol
from weakref import finalize

import duckdb
import pyarrow as pa

from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.census_file.fields import SQL_TYPE, TABLES, kind_of
from cin_narrative.messages import message
from cin_narrative.store.connection import execute, stopping

# The one function that the two engines spell differently: whole days from one date to another.
DUCKDB_FUNCTIONS = "CREATE MACRO days_between(a, b) AS date_diff('day', a, b)"
MEMORY_ONLY = {
    "temp_directory": "",
    "max_temp_directory_size": "0B",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "errors_as_json": "false",
}
NUMBERS = count(1)  # of the batches that were begun
Row = tuple[Any, ...]

SqlRefused = duckdb.Error  # what ``rows`` and ``create_view`` raise where SQL does not hold


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
    """The default engine: one process, in memory only."""

    def __init__(self, memory_limit: str = "", threads: int = 0) -> None:
        limits = {"memory_limit": memory_limit, "threads": threads}
        settings = {name: value for name, value in limits.items() if value}
        # a DuckDB takes longer to start than to hold a return: one serves all that ask for no other
        self._connection = _started(**settings).cursor()
        name = f"census_{next(NUMBERS)}"
        self._run(f"ATTACH ':memory:' AS {name}")
        # whatever becomes of whoever asked for it
        self._forgotten = finalize(self, _forget, self._connection, name)
        self._run(f"USE {name}")
        self._run("BEGIN")
        for sql in (DUCKDB_FUNCTIONS, *_tables()):
            self._run(sql)
        self._run("COMMIT")
        self._made = {table.lower() for table in TABLES}

    def _run(self, sql: str) -> list[Row]:
        try:
            with stopping():
                return execute(self._connection, sql).fetchall()
        except duckdb.OutOfMemoryException:
            raise CinNarrativeError(message("load.out_of_memory")) from None

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add rows to a table; the first batch of an unknown name makes it."""
        self._connection.register("batch", batch)
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
        self._run(f"CREATE OR REPLACE TABLE {name} AS {select}")

    def rows(self, sql: str) -> list[Row]:
        """Run one SELECT."""
        return self._run(sql)

    def close(self) -> None:
        """Forget everything."""
        self._forgotten()


def _forget(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let the rows of one batch go; nothing of them stays in memory."""
    connection.execute("USE memory").fetchall()
    connection.execute(f"DETACH {name}").fetchall()
    connection.close()


@cache
def _started(**settings: str | int) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory only, of these further settings, for as long as the program runs."""
    connection = duckdb.connect(":memory:")
    for name, value in {**MEMORY_ONLY, **settings}.items():
        connection.execute(f"SET {name} = '{value}'").fetchall()
    return connection


@cache
def _tables() -> tuple[str, ...]:
    """What makes the tables of the census."""
    return tuple(
        f"CREATE TABLE {table} "
        f"({', '.join(f'{column} {SQL_TYPE[kind_of(column)]}' for column in columns)})"
        for table, columns in TABLES.items()
    )


def value_table(columns: dict[str, Any], rows: Sequence[Row]) -> pa.Table:
    """Rows as a table with the given column types (Arrow's)."""
    arrays = zip(*rows, strict=True) if rows else ([] for _ in columns)
    pairs = zip(columns.items(), arrays, strict=True)
    return pa.table({name: pa.array(values, kind) for (name, kind), values in pairs})
