"""The SQL of the census on tables without a row: every view that does not bind, and every view,
column or filter of an indicator or a rule that is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from cin_narrative.catalogue.catalogue import Events, Indicator, Measure
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.toml_files.lines import Path as Keys
from cin_narrative.catalogue.toml_files.records import Record, record_faults
from cin_narrative.check.empty_census import make_empty_tables
from cin_narrative.check.house import Document, House, unknown_name
from cin_narrative.check.prompt_shapes import Text
from cin_narrative.load.returns.compute import Asked
from cin_narrative.load.returns.engine import DuckDBEngine, SqlRefused
from cin_narrative.load.returns.event_views import EVENTS, VIEWS, in_order
from cin_narrative.load.returns.quality.header_facts import FACTS
from cin_narrative.load.returns.quality.rules import (
    HEADER,
    RULE_FILES,
    RULES,
    names_of,
    rule_faults,
)
from cin_narrative.messages import message

Columns = Mapping[str, Mapping[str, str]]
BOOLEAN = "BOOLEAN"
ANYTHING = '"NULL"'  # the type of a column of a view that could not be made: it takes any use
CHOICE = "not choose a best"
NO_TABLE = re.compile(r"Table with name \S+ does not exist")
LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)
PROMISE = re.compile(r"--   (?P<names>\w+(?:, \w+)*) {2,}\S")
WITHOUT_NOTES = re.compile(r"--[^\n]*")
OF_CALENDAR = ("first_calendar_day", "last_calendar_day")
COLUMN_KEYS = ("where", "distinct", "column", "by")
GIVEN = re.compile(r"\$\{?(\w+)\}?")


class Constant(Record, frozen=True):
    """One constant of the event views."""

    value: int | str
    reason: Text


def faults(house: House) -> Iterator[Fault]:
    """Views first, then what counts their rows: it is held to the views that are there."""
    constants = _constants(house)
    yield from _constant_faults(house, constants)
    engine = DuckDBEngine()
    try:
        yield from _given_faults(house, engine)
        made = _Views(
            house, engine, {name: str(one.get("value")) for name, one in constants.items()}
        )
        yield from made.all_of(EVENTS, VIEWS)
        yield from _indicator_faults(house, made)
        yield from _rule_faults(house, made)
    finally:
        engine.close()


def _given_faults(house: House, engine: DuckDBEngine) -> Iterator[Fault]:
    """The tables of the census, of the returns and of working days, without a row of a return."""
    document, sound = house.document(EVENTS / "constants.toml"), _constants(house)
    for name in OF_CALENDAR:
        value = sound.get(name, {}).get("value")
        if value is not None and not _is_day(value):
            yield document.fault((name, "value"), message("check.no_day", given=value))
    make_empty_tables(engine)


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _constants(house: House) -> dict[str, dict[str, Any]]:
    table = house.table(EVENTS / "constants.toml") or {}
    return {name: one for name, one in table.items() if isinstance(one, dict)}


def _constant_faults(house: House, constants: Mapping[str, Any]) -> Iterator[Fault]:
    document = house.document(EVENTS / "constants.toml")
    for keys, text in record_faults(house.table(document.path) or {}, dict[str, Constant]):
        yield document.fault(keys, text)
    texts = [house.document(path).text for path in sorted(EVENTS.glob("*.sql"))]
    used = {name for text in texts for name in GIVEN.findall(text)} | set(OF_CALENDAR)
    for name in constants:
        if name not in used:
            yield document.fault((name,), message("check.key_not_read", key=name))
    for name in OF_CALENDAR:
        if name not in constants:
            yield document.fault((), message("check.key_missing", key=name))
    for path in sorted(EVENTS.glob("*.sql")):
        if path.stem not in VIEWS:
            yield house.document(path).fault_at(0, message("check.file_not_read"))


class _Views:
    """Makes the views one by one; one that does not bind is stood in for by its column names."""

    def __init__(self, house: House, engine: DuckDBEngine, constants: Mapping[str, str]) -> None:
        self.house, self.engine, self._constants = house, engine, constants
        self.columns: dict[str, Mapping[str, str]] = {}
        self.failed: set[str] = set()

    def all_of(self, folder: Path, names: Sequence[str]) -> Iterator[Fault]:
        """The faults of the views of a folder, made in this order."""
        for name in names:
            document = self.house.document(folder / f"{name}.sql")
            yield from self._made(name, document)

    def _made(self, name: str, document: Document) -> Iterator[Fault]:
        sql = WITHOUT_NOTES.sub("", document.text)
        named = list(dict.fromkeys(GIVEN.findall(sql)))
        for key in named:
            if key not in self._constants:
                text = unknown_name(message("check.a_constant"), key, self._constants)
                yield document.fault_at(document.line_with(f"${key}"), text)
        sql = Template(sql).safe_substitute({key: self._constants.get(key, "0") for key in named})
        if refused := self.refused(sql, lambda: self.engine.create_view(name, sql)):
            yield document.fault_at(refused[0], message("check.sql", why=refused[1]))
        if not self._columns_of(name):
            self.failed.add(name)
            self._stand_in(name, sql)
        self.columns[name] = self._columns_of(name)
        yield from self._promised(document, self.columns[name])

    def _promised(self, document: Document, columns: Mapping[str, str]) -> Iterator[Fault]:
        """The columns that the head of a view explains and that the view does not give."""
        for number, line in enumerate(document.text.splitlines(), start=1):
            match = PROMISE.match(line)
            for name in match["names"].split(", ") if match and columns else ():
                if name not in columns:
                    text = unknown_name(message("check.a_given_column"), name, columns)
                    yield document.fault_at(number, text)

    def refused(self, sql: str, run: Callable[[], object]) -> tuple[int, str] | None:
        """The line and the reason where DuckDB refuses; None where it does not, or where a view
        that is at fault itself is the reason.
        """
        try:
            run()
        except SqlRefused as error:
            said = str(error)
            if any(re.search(rf"\b{name}\b", sql) for name in self.failed) and (
                ANYTHING in said or CHOICE in said or NO_TABLE.search(said)
            ):
                return None
            line = LINE.search(said)
            first = next(iter(said.splitlines()), "").strip()
            return (int(line[1]) if line else 0, first.removesuffix("!"))
        return None

    def _stand_in(self, name: str, sql: str) -> None:
        """A view with the columns that the text names, of a type that everything takes."""
        parsed = self.engine.rows(f"SELECT json_serialize_sql({quoted(sql)})")
        tree = json.loads(str(parsed[0][0]))
        names = (
            list(_named_columns(tree["statements"][0]["node"])) if tree.get("statements") else []
        )
        if names:
            nulls = ", ".join(f'NULL AS "{one}"' for one in dict.fromkeys(names))
            self.engine.create_view(name, f"SELECT {nulls} WHERE false")

    def _columns_of(self, name: str) -> Mapping[str, str]:
        """The columns of a view and their types; none where it could not be made."""
        try:
            return {str(row[0]): str(row[1]) for row in self.engine.rows(f"DESCRIBE {name}")}
        except SqlRefused:
            return {}


def _named_columns(node: Mapping[str, Any]) -> Iterator[str]:
    """The names of the columns of a SELECT, as its text gives them."""
    first = (node.get("children") or [node])[0]
    for one in first.get("select_list", []):
        names = one.get("column_names") or [""]
        if name := one.get("alias") or names[-1]:
            yield name


def quoted(text: str) -> str:
    """``text`` as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _indicator_faults(house: House, made: _Views) -> Iterator[Fault]:
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        for measure, definition in indicator.measures.items():
            if definition.events is not None:
                at = ("measures", measure.value)
                found = list(_event_faults(definition.events, made.columns))
                yield from (document.fault((*at, key), text) for key, text in found)
                if not found:
                    yield from _query_faults(made, document, indicator, measure)


def _event_faults(events: Events, columns: Columns) -> Iterator[tuple[str, str]]:
    known = columns.get(events.view)
    if known is None:
        yield "view", unknown_name(message("check.a_view"), events.view, columns)
        return
    for key in COLUMN_KEYS if known else ():
        name = getattr(events, key)
        if name and name not in known:
            what = message("check.a_column", view=events.view)
            yield key, unknown_name(what, name, known)
    if known.get(events.where, BOOLEAN) not in (BOOLEAN, ANYTHING):
        yield "where", message("check.no_filter", column=events.where, view=events.view)


def _query_faults(
    made: _Views, document: Document, indicator: Indicator, measure: Measure
) -> Iterator[Fault]:
    """The query itself, which may still not bind: a fraction that is none, types that differ."""
    events = indicator.measures[measure].events
    if events is None or not made.columns[events.view]:
        return
    at: Keys = ("measures", measure.value)
    try:
        query = Asked(indicator, measure, events).sql
    except ValueError as error:
        yield document.fault(at, message("check.sql", why=error))
        return
    if query and (refused := made.refused(query, lambda: made.engine.rows(query))):
        yield document.fault(at, message("check.sql", why=refused[1]))


def _rule_faults(house: House, made: _Views) -> Iterator[Fault]:
    yield from rule_faults(house.known_indicators)
    views = in_order(RULES)
    yield from made.all_of(RULES, views)
    named = set[str]()
    for path in RULE_FILES:
        table = house.table(path) or {}
        named |= {str(table.get("view")), *_read_by(house, str(table.get("view")), views)}
        yield from _rules_of_file(house.document(path), table, made.columns)
    for view in views:
        if view not in named:
            name = house.document(RULES / f"{view}.sql")
            yield name.fault_at(0, message("check.file_not_read"))


def _read_by(house: House, view: str, views: Sequence[str]) -> Iterator[str]:
    """The views that the text of another reads from."""
    path = RULES / f"{view}.sql"
    if path.exists():
        text = house.document(path).text
        yield from (name for name in views if re.search(rf"\b(?:FROM|JOIN) {name}\b", text))


def _rules_of_file(
    document: Document, table: Mapping[str, Any], columns: Columns
) -> Iterator[Fault]:
    quality_views = {name: one for name, one in columns.items() if name not in VIEWS}
    view = str(table.get("view"))
    if view == HEADER:
        known: Mapping[str, str] | None = dict.fromkeys(FACTS, BOOLEAN)
    elif view not in quality_views:
        text = unknown_name(message("check.a_view"), view, quality_views)
        yield document.fault(("view",), text)
        return
    else:
        known = columns[view]
    for index, rule in enumerate(table.get("rules", []) if known else ()):
        for text in _one_rule(str(rule.get("where")), view, known or {}):
            yield document.fault(("rules", index, "where"), text)


def _one_rule(where: str, view: str, known: Mapping[str, str]) -> Iterator[str]:
    for name in names_of(where):
        if name not in known:
            yield unknown_name(message("check.a_column", view=view), name, known)
        elif known[name] not in (BOOLEAN, ANYTHING):
            yield message("check.no_filter", column=name, view=view)
