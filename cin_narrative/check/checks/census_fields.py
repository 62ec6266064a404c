"""The fields that an indicator says its own figures rest on (``rests_on``), held to those that its
query reads: a field that is read and not named could change a figure in silence.

What a query reads is what DuckDB's plan takes from the tables of the census once it has left out
every column that nothing needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.faults import Fault
from cin_narrative.check.empty_census import make_empty_tables
from cin_narrative.check.house import Document, House, unknown_name
from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.census_file.fields import FIELDS, TABLES
from cin_narrative.load.returns.compute import Asked
from cin_narrative.load.returns.engine import DuckDBEngine, SqlRefused
from cin_narrative.load.returns.event_views import VIEWS, view_sql
from cin_narrative.messages import message

WORD = re.compile(r"\w+")
# What leaves out every column that nothing needs; some of the others keep columns, all take time.
KEPT = ("unused_columns", "filter_pushdown", "expression_rewriter")
OTHERS = f"SELECT string_agg(name, ',') FROM duckdb_optimizers() WHERE name NOT IN {KEPT}"
NOT_SQL = (SqlRefused, CinNarrativeError, KeyError, ValueError)
Read = Mapping[str, set[str]]  # table of the census -> fields read of it


def faults(house: House) -> Iterator[Fault]:
    """Every table and field that is not there, not named though it is read, or named though it is
    not. SQL that does not hold is the fault of another check.
    """
    engine = _Plans()
    make_empty_tables(engine)
    engine.rows(f"SET disabled_optimizers = '{engine.rows(OTHERS)[0][0]}'")
    for view in VIEWS:
        with suppress(*NOT_SQL):
            engine.create_view(view, view_sql(view))
    for indicator in house.catalogue:
        document = house.indicator_file(indicator.id)
        yield from _unknown_names(indicator, document)
        with suppress(*NOT_SQL):
            read = engine.read_by(indicator)
            yield from _differences(indicator, document, read)
    engine.close()


class _Plans(DuckDBEngine):
    """The views as views, so that a query is planned down to the tables of the census."""

    def create_view(self, name: str, select: str) -> None:
        """Keep the text of ``select`` under ``name``."""
        self._run(f"CREATE VIEW {name} AS {select}")

    def read_by(self, indicator: Indicator) -> Read:
        """The tables and fields that the queries of an indicator read."""
        found: dict[str, set[str]] = {}
        for measure, definition in indicator.measures.items():
            if events := definition.events:
                sql = Asked(indicator, measure, events).sql
                plan = json.loads(self.rows(f"EXPLAIN (FORMAT JSON) {sql}")[0][1])
                for table, fields in _scans(plan):
                    found.setdefault(table, set()).update(fields)
        return found


def _scans(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, set[str]]]:
    """(table, fields) of every scan of a plan: what it projects, and what it filters by."""
    for node in nodes:
        about = node.get("extra_info", {})
        table = str(about.get("Table", "")).rpartition(".")[2]
        if table in TABLES:
            said = json.dumps([about.get("Projections", ""), about.get("Filters", "")])
            yield table, {name for name in WORD.findall(said) if name in FIELDS}
        yield from _scans(node.get("children", []))


def _unknown_names(indicator: Indicator, document: Document) -> Iterator[Fault]:
    for table, fields in indicator.rests_on.items():
        known = TABLES.get(table)
        if known is None:
            text = unknown_name(message("check.a_census_table"), table, TABLES)
            yield document.fault(("rests_on", table), text)
        for name in fields if known else ():
            if name not in (known or ()):
                text = unknown_name(message("check.a_field", table=table), name, known or ())
                yield document.fault(("rests_on", table), text)


def _differences(indicator: Indicator, document: Document, read: Read) -> Iterator[Fault]:
    named = {table: set(fields) for table, fields in indicator.rests_on.items()}
    for table in TABLES:
        reads, says = read.get(table, set()), named.get(table, set()) & FIELDS.keys()
        gaps = {"table": table}
        for name in sorted(reads - says):
            text = message("check.read_not_named", field=name, **gaps)
            yield document.fault(("rests_on", table), text)
        for name in sorted((says & set(TABLES[table])) - reads):
            text = message("check.named_not_read", field=name, **gaps)
            yield document.fault(("rests_on", table), text)
        if table in named and table not in read:
            text = message("check.table_not_read", **gaps)
            yield document.fault(("rests_on", table), text)
