"""The census tables and the SQL on a Spark session that the caller made.

It needs the extra ``[spark]`` and Java 17 or newer, and its workers may write shuffled rows to
their own disks, which must be approved for child-level data.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from cin_narrative.load.returns.census_file.fields import SQL_TYPE, TABLES, kind_of
from cin_narrative.load.returns.engine import (
    Row,
)

SPARK_FUNCTIONS = (
    "CREATE OR REPLACE TEMPORARY FUNCTION days_between(a DATE, b DATE) RETURNS INT "
    "RETURN datediff(b, a)"
)


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
        # computed once: a plan that grew view by view would be planned anew each time
        frame = frame.localCheckpoint(eager=True)
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
