"""Where the census tables live and the SQL runs: a small seam with two engines behind it.

 DuckDB in memory is the default: it cannot spill to disk, reach a file or the network. Apache Spark
is for a team that pools more returns than one machine takes; it needs the extra ``[spark]`` and
Java 17 or newer, and its workers may write shuffled rows to their own disks, which must be approved
for child-level data. Both run the same SQL, unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.tables import SQL_TYPE, TABLES, kind_of

# The one function that the two engines spell differently: whole days from one date to another.
DUCKDB_FUNCTIONS = "CREATE MACRO days_between(a, b) AS date_diff('day', a, b)"
SPARK_FUNCTIONS = "CREATE OR REPLACE TEMPORARY FUNCTION days_between(a DATE, b DATE) RETURNS INT RETURN datediff(b, a)"
MEMORY_ONLY = (
    "SET temp_directory = ''",
    "SET max_temp_directory_size = '0B'",
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET python_enable_replacements = false",
    "SET errors_as_json = false",
)
Row = tuple[Any, ...]


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

    def __init__(self, memory_limit: str = "") -> None:
        self._connection = duckdb.connect(":memory:")
        for setting in MEMORY_ONLY:
            self._run(setting)
        if memory_limit:
            self._run(f"SET memory_limit = '{memory_limit}'")
        self._run(DUCKDB_FUNCTIONS)
        for table, columns in TABLES.items():
            self._run(
                f"CREATE TABLE {table} ({', '.join(f'{c} {SQL_TYPE[kind_of(c)]}' for c in columns)})"
            )
        self._made = {table.lower() for table in TABLES}

    def _run(self, sql: str) -> list[Row]:
        try:
            return self._connection.execute(sql).fetchall()
        except duckdb.OutOfMemoryException:
            raise CinNarrativeError(
                "The returns need more memory than there is, and child-level rows are never written to disk: "
                "load fewer of them in one command."
            ) from None

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add rows to a table; the first batch of an unknown name makes it."""
        self._connection.register("batch", batch)
        new = table.lower() not in self._made
        self._run(
            f"CREATE TABLE {table} AS FROM batch"
            if new
            else f"INSERT INTO {table} SELECT * FROM batch"
        )
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
        self._connection.close()


class SparkEngine:
    """The same on a Spark session that the caller made (and stops)."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._batches: dict[str, list[pa.Table]] = {table: [empty(table)] for table in TABLES}
        self._cached: list[Any] = []
        session.sql(SPARK_FUNCTIONS)

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add rows to a table; they reach Spark when the first view or query needs them."""
        self._batches.setdefault(table, []).append(batch)

    def _hand_over(self) -> None:
        for table, batches in self._batches.items():
            rows = pa.concat_tables(batches)
            self._keep(table, self._session.createDataFrame(rows))
        self._batches = {}

    def _keep(self, name: str, frame: Any) -> None:
        frame = frame.localCheckpoint(
            eager=True
        )  # computed once: a plan that grew view by view would be planned anew each time
        frame.createOrReplaceTempView(name)
        self._cached.append(frame)

    def create_view(self, name: str, select: str) -> None:
        """Keep the rows of ``select`` under ``name``."""
        self._hand_over()
        self._keep(name, self._session.sql(select))

    def rows(self, sql: str) -> list[Row]:
        """Run one SELECT."""
        self._hand_over()
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def close(self) -> None:
        """Let the cached rows go; the session stays."""
        for frame in self._cached:
            frame.unpersist()


def empty(table: str) -> pa.Table:
    """A table of the census without rows, with its columns typed."""
    types = {
        "VARCHAR": pa.string(),
        "DATE": pa.date32(),
        "BOOLEAN": pa.bool_(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
    }
    return pa.table(
        {column: pa.array([], types[SQL_TYPE[kind_of(column)]]) for column in TABLES[table]}
    )


def value_table(columns: dict[str, Any], rows: Sequence[Row]) -> pa.Table:
    """Rows as a table with the given column types (Arrow's)."""
    arrays = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pa.table(
        {
            name: pa.array(values, kind)
            for (name, kind), values in zip(columns.items(), arrays, strict=True)
        }
    )
