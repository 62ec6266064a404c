"""Census tables in an engine -> one view of each kind of event, by the same SQL on every engine.

What an event is stands in `events/*.sql`, with its numbers in `events/constants.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from string import Template

import pyarrow as pa

from cin_narrative.catalogue.working_days import numbered_days
from cin_narrative.load.returns.engine import Engine, Row, value_table
from cin_narrative.load.returns.header import ReturnKey

EVENTS = Path(__file__).parent / "events"
READ_FROM = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)", re.IGNORECASE)
RETURN_COLUMNS = {
    "return_id": pa.int64(),
    "area": pa.string(),
    "year": pa.int32(),
    "first_day": pa.date32(),
    "last_day": pa.date32(),
    "half_year": pa.date32(),
    "previous_return_id": pa.int64(),
}


def in_order(folder: Path) -> tuple[str, ...]:
    """The views, one for each SQL file of ``folder``, each after those that it reads from."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    reads = {name: set(READ_FROM.findall(text)) & set(texts) for name, text in texts.items()}
    order = TopologicalSorter({name: sorted(others) for name, others in reads.items()})
    return tuple(order.static_order())


VIEWS = in_order(EVENTS)
CALENDAR_COLUMNS = {"day": pa.date32(), "working_day": pa.int32()}


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
    tell_returns(engine, keys)
    for view in VIEWS:
        engine.create_view(view, view_sql(view))


def tell_returns(engine: Engine, keys: Sequence[ReturnKey]) -> None:
    """Tell the engine which returns its tables hold, and which days are worked."""
    by_place = {key.place: key.return_id for key in keys}
    rows = [_return(key, by_place.get(key.place_before)) for key in keys]
    engine.insert("returns", value_table(RETURN_COLUMNS, rows))
    engine.insert("calendar", _calendar())


def _return(key: ReturnKey, previous: int | None) -> Row:
    days = (key.first_day, key.last_day, key.half_year)
    return (key.return_id, key.area, key.year, *days, previous)


@cache
def _calendar() -> pa.Table:
    first = date.fromisoformat(constants()["first_calendar_day"])
    last = date.fromisoformat(constants()["last_calendar_day"])
    return value_table(CALENDAR_COLUMNS, list(numbered_days(first, last)))


def rows_of(engine: Engine, view: str) -> list[Row]:
    """All rows of an event view, for tests and for looking into a figure at home."""
    return engine.rows(f"SELECT * FROM {view}")
