"""What a definition counts -> the one query shape that counts it.

    SELECT return_id, <category>, count(*) or count(DISTINCT <distinct>) FROM <view> WHERE <where>
    GROUP BY ...

The names stand in the definitions (``view``, ``where``, ``distinct``, ``column``, ``by`` of a
measure); there is no SQL in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cin_narrative.catalogue.catalogue import Category, Events


def count_sql(events: Events, categories: Sequence[Category]) -> str:
    """The query that counts: (return_id, category, count)."""
    what = f"count(DISTINCT {events.distinct})" if events.distinct else "count(*)"
    where = f" WHERE {events.where}" if events.where else ""
    category = _category(events, categories) if categories else "''"
    groups = f"return_id, {category}" if categories else "return_id"
    return (
        f"SELECT return_id, {category} AS category, {what} AS counted FROM {events.view}{where} "
        f"GROUP BY {groups}"
    )


def _category(events: Events, categories: Sequence[Category]) -> str:
    """The SQL of a row's category; a cross table's is ``row.column``."""
    if not events.by:
        return _case(events.column, {c.id: c.values for c in categories})
    rows = {c.id.split(".")[0]: c.values for c in categories}
    columns = {c.id.split(".")[1]: c.by_values for c in categories}
    return f"{_case(events.column, rows)} || '.' || {_case(events.by, columns)}"


def _case(column: str, values: Mapping[str, Sequence[str]]) -> str:
    """The SQL of the name whose values a column holds."""
    whens = " ".join(
        f"WHEN {column} IN ({', '.join(map(_quoted, held))}) THEN {_quoted(name)}"
        for name, held in values.items()
    )
    return f"CASE {whens} END"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def average_sql(events: Events, categories: Sequence[Category]) -> str:
    """The query that gives percentiles of a column: (return_id, category, value), each category's
    value the fraction.
    """
    return " UNION ALL ".join(_percentile(events, category) for category in categories)


def together(queries: Mapping[int, str]) -> str:
    """One query of several, each row with the number of its own before it."""
    return " UNION ALL ".join(
        f"SELECT {number} AS number, * FROM ({sql}) AS query_{number}"
        for number, sql in queries.items()
    )


def _percentile(events: Events, category: Category) -> str:
    fraction, column = float(category.values[0]), events.column
    return (
        f"SELECT return_id, {_quoted(category.id)} AS category, "
        f"percentile_disc({fraction}) WITHIN GROUP (ORDER BY {column}) AS counted "
        f"FROM {events.view} WHERE {column} IS NOT NULL GROUP BY return_id"
    )
