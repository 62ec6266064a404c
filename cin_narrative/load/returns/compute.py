"""Census tables -> indicators: the event views, and the one query shape that counts them.


    SELECT return_id, <category>, count(*) or count(DISTINCT <distinct>) FROM <view> WHERE <where>
    GROUP BY ...

What is counted stands in the definitions (``view``, ``where``, ``distinct``, ``column``, ``by`` of
a measure), what an event is in ``events/*.sql``. The same SQL runs on every engine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from string import Template

import pyarrow as pa

from cin_narrative.catalogue.catalogue import Catalogue, Category, Events, Indicator, Measure
from cin_narrative.catalogue.working_days import numbered_days
from cin_narrative.errors import DefinitionFault, did_you_mean, either
from cin_narrative.load.returns.engine import DuckDBEngine, Engine, Row, value_table
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.store.observations import LOWER_BOUND

EVENTS = Path(__file__).parent / "events"
VIEWS = (
    "children",
    "characteristics",
    "episodes",
    "referrals",
    "children_referred",
    "open_episodes_by_characteristic",
    "open_episodes_by_ethnicity",
    "disabilities_of_open_episodes",
    "completed_assessments",
    "assessment_factors",
    "section_47_enquiries",
    "conferences",
    "child_protection_plans",
    "open_plans_by_characteristic",
    "plans_ended_early",
    "plan_reviews",
    "child_in_need_plans",
)
FIRST_YEAR = {
    "child_in_need_plans": 2022
}  # before, the census did not hold them: no figure rather than nought
NEED_PREVIOUS_RETURN = {
    "rereferrals_within_12_months",
    "children_rereferred_within_12_months",
    "child_protection_plans_reviewed_within_timescales",
}
PREVIOUS_MISSING = f"{LOWER_BOUND} previous return not loaded"


@dataclass(frozen=True, slots=True)
class Computed:
    """One computed value of one return; ``note`` marks a lower bound."""

    return_id: int
    indicator: str
    measure: Measure
    category: str
    value: float
    note: str = ""


@cache
def constants() -> dict[str, str]:
    """The named constants of the event views."""
    table = tomllib.loads((EVENTS / "constants.toml").read_text(encoding="utf-8"))
    return {name: str(entry["value"]) for name, entry in table.items()}


@cache
def view_sql(view: str) -> str:
    """The SELECT of an event view, with the constants in their places and without its comments."""
    text = (EVENTS / f"{view}.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("--")]
    return Template("\n".join(lines)).substitute(constants())


def prepare(engine: Engine, keys: Sequence[ReturnKey]) -> None:
    """Tell the engine which returns its tables hold, and make the event views."""
    by_place = {(key.area, key.year): key.return_id for key in keys}
    rows = [
        (
            key.return_id,
            key.area,
            key.year,
            key.first_day,
            key.last_day,
            date(key.year - 1, 10, 1),
            by_place.get((key.area, key.year - 1)),
        )
        for key in keys
    ]
    columns = {
        "return_id": pa.int64(),
        "area": pa.string(),
        "year": pa.int32(),
        "first_day": pa.date32(),
        "last_day": pa.date32(),
        "half_year": pa.date32(),
        "previous_return_id": pa.int64(),
    }
    engine.insert("returns", value_table(columns, rows))
    engine.insert("calendar", _calendar())
    for view in VIEWS:
        engine.create_view(view, view_sql(view))


@cache
def _calendar() -> pa.Table:
    first, last = (
        date.fromisoformat(constants()[name])
        for name in ("first_calendar_day", "last_calendar_day")
    )
    return value_table(
        {"day": pa.date32(), "working_day": pa.int32()}, list(numbered_days(first, last))
    )


def compute(engine: Engine, keys: Sequence[ReturnKey], catalogue: Catalogue) -> list[Computed]:
    """Every indicator and breakdown that the definitions count, for every return; call ``prepare``
    first.

     A category that nothing falls in is nought. Values are whole counts, working days for
    percentiles.
    """
    have_previous = {
        key.return_id
        for key in keys
        if any(k.area == key.area and k.year == key.year - 1 for k in keys)
    }
    results: list[Computed] = []
    for indicator in catalogue:
        for measure, definition in indicator.measures.items():
            if definition.events is not None:
                results += _measure(
                    engine, keys, indicator, measure, definition.events, have_previous
                )
    return results


def _measure(
    engine: Engine,
    keys: Sequence[ReturnKey],
    indicator: Indicator,
    measure: Measure,
    events: Events,
    have_previous: set[int],
) -> Iterable[Computed]:
    categories = [c for c in indicator.categories.values() if c.values] if events.column else []
    rows = engine.rows(
        average_sql(events, categories)
        if measure is Measure.AVERAGE
        else count_sql(events, categories)
    )
    found = {(row[0], row[1]): row[2] for row in rows}
    names = {category.id: category.first_year for category in categories} or {"": 0}
    for key in keys:
        short = indicator.id in NEED_PREVIOUS_RETURN and key.return_id not in have_previous
        for name, first_year in names.items():
            value = found.get((key.return_id, name), None if measure is Measure.AVERAGE else 0)
            if value is not None and max(first_year, FIRST_YEAR.get(events.view, 0)) <= key.year:
                yield Computed(
                    key.return_id,
                    indicator.id,
                    measure,
                    name,
                    value,
                    PREVIOUS_MISSING if short else "",
                )


def count_sql(events: Events, categories: Sequence[Category]) -> str:
    """The query that counts: (return_id, category, count)."""
    what = f"count(DISTINCT {events.distinct})" if events.distinct else "count(*)"
    where = f" WHERE {events.where}" if events.where else ""
    if not categories:
        return f"SELECT return_id, '' AS category, {what} AS counted FROM {events.view}{where} GROUP BY return_id"
    category = _case(events, categories)
    return (
        f"SELECT return_id, {category} AS category, {what} AS counted FROM {events.view}{where} "
        f"GROUP BY return_id, {category}"
    )


def _case(events: Events, categories: Sequence[Category]) -> str:
    def branches(column: str, pairs: Mapping[str, Sequence[str]]) -> str:
        whens = " ".join(
            f"WHEN {column} IN ({', '.join(map(_quoted, values))}) THEN {_quoted(name)}"
            for name, values in pairs.items()
        )
        return f"CASE {whens} END"

    if not events.by:
        return branches(events.column, {c.id: c.values for c in categories})
    rows = {c.id.split(".")[0]: c.values for c in categories}
    columns = {c.id.split(".")[1]: c.by_values for c in categories}
    return f"{branches(events.column, rows)} || '.' || {branches(events.by, columns)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def average_sql(events: Events, categories: Sequence[Category]) -> str:
    """The query that gives percentiles of a column: (return_id, category, value), each category's
    value the fraction.
    """
    return " UNION ALL ".join(
        f"SELECT return_id, {_quoted(c.id)} AS category, percentile_disc({float(c.values[0])}) WITHIN GROUP (ORDER BY {events.column}) "
        f"AS counted FROM {events.view} WHERE {events.column} IS NOT NULL GROUP BY return_id"
        for c in categories
    )


def check_definitions(catalogue: Catalogue) -> None:
    """Raise ``DefinitionFault`` where a definition names an event view or a column that does not
    exist.
    """
    engine = DuckDBEngine()
    prepare(engine, [])
    faults = []
    columns = {
        view: {
            row[0]: row[1]
            for row in engine.rows(
                f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{view}'"
            )
        }
        for view in VIEWS
    }
    for indicator in catalogue:
        for definition in indicator.measures.values():
            if definition.events is not None:
                faults += [
                    f"{indicator.id}.toml: {fault}" for fault in _faults(definition.events, columns)
                ]
    engine.close()
    if faults:
        raise DefinitionFault(faults)


def _faults(events: Events, columns: dict[str, dict[str, str]]) -> Iterable[str]:
    if events.view not in columns:
        near = did_you_mean(events.view, columns)
        yield f'there is no event view "{events.view}"' + (
            f"; did you mean {either(near)}?" if near else ""
        )
        return
    known = columns[events.view]
    for name in filter(None, (events.where, events.distinct, events.column, events.by)):
        if name not in known:
            near = did_you_mean(name, known)
            yield f'the view {events.view} has no column "{name}"' + (
                f"; did you mean {either(near)}?" if near else ""
            )
    if known.get(events.where, "BOOLEAN") != "BOOLEAN":
        yield f'where = "{events.where}" is not a true/false column of {events.view}'


def rows_of(engine: Engine, view: str) -> list[Row]:
    """All rows of an event view, for tests and for looking into a figure at home."""
    return engine.rows(f"SELECT * FROM {view}")
