"""An engine -> the tables that the event views read, without a row of a return, made in SQL: values
from Python would have pandas imported.
"""

from __future__ import annotations

from collections.abc import Mapping

from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import CALENDAR_COLUMNS, RETURN_COLUMNS

SQL_NAMES = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR", "date32[day]": "DATE"}


def make_empty_tables(engine: DuckDBEngine) -> None:
    """The returns and the working days; those of the census are made by the engine itself.

    Tables also in an engine that keeps a view as a view: there no plan would go further than one
    that has no row.
    """
    for name, columns in (("returns", RETURN_COLUMNS), ("calendar", CALENDAR_COLUMNS)):
        DuckDBEngine.create_view(engine, name, _without_rows(columns))


def _without_rows(columns: Mapping[str, object]) -> str:
    nulls = (f"CAST(NULL AS {SQL_NAMES[str(kind)]}) AS {name}" for name, kind in columns.items())
    return f"SELECT {', '.join(nulls)} WHERE false"
