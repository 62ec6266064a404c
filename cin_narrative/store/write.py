"""Writing a store: built beside the old one, swapped in by one rename. A killed load leaves the old
store whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import duckdb

from cin_narrative.errors import StoreFault
from cin_narrative.store.observations import Finding, Release, Source
from cin_narrative.store.store import OBSERVATIONS, SCHEMA, SCHEMA_VERSION, Store, quoted

WORKING = """
CREATE TEMP TABLE staged(area VARCHAR, year SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, value DOUBLE, symbol VARCHAR, source INTEGER, "row" INTEGER, col VARCHAR, citation VARCHAR,
  priority SMALLINT);
CREATE TEMP TABLE columns(sheet INTEGER, number SMALLINT, indicator VARCHAR, measure VARCHAR, category VARCHAR,
  release VARCHAR, source INTEGER, col VARCHAR, priority SMALLINT);
"""
COLUMNS = f"{OBSERVATIONS}, priority"
CELL = ("area", "year", "indicator", "measure", "category", "release")
IN_USE = ("lock", "another process")  # in what DuckDB says of a file that another process has open

_running: set[Path] = set()
_running_lock = Lock()


@dataclass(frozen=True, slots=True)
class Column:
    """Which indicator cell a column of a file holds; ``label`` limits it to the rows that carry
    this label.
    """

    header: str
    indicator: str
    measure: str
    category: str = ""
    label: str | None = None
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file ready to be stored.

     ``frame`` is anything DuckDB can scan, one cell a row: ``area``, ``year``, ``row`` (of the
    file, from 1), ``number`` (the place in ``columns``), ``value`` and ``symbol``. None where the
    file adds nothing to what other files hold.
    """

    name: str
    sha256: str
    release: Release
    frame: Any
    columns: Sequence[Column]


class StoreBuilder:
    """Builds the next version of the store at ``path``; use as a context manager, and call
    ``publish`` to swap it in.

     Raises ``StoreFault`` where another load is running, the old store is not one of ours, or the
    folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._building = path.with_name(f".{path.name}.building").absolute()
        self._connection = _claim(self._building, path)
        self._published = False
        self._releases: dict[str, Release] = {}
        self._sources: list[Source] = []
        self._frames: list[Any] = []
        self._replaced: set[int] = set()
        self._findings: list[Finding] = []
        self._old = path.exists()
        try:
            self._run(SCHEMA + WORKING)
            self._run("INSERT INTO meta VALUES ('schema_version', ?)", [SCHEMA_VERSION])
            if self._old:
                self._attach_old()
        except BaseException:
            self._abandon()
            raise

    def _attach_old(self) -> None:
        with Store.open(self.path) as old:  # refuses to build on what is not a store
            self._releases, self._sources = dict(old.releases), list(old.sources.values())
            self._findings = list(old.findings)
        self._run(f"ATTACH {quoted(self.path)} AS old (READ_ONLY)")

    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except duckdb.Error as error:  # the disk is full, or a block of the old store is damaged
            raise _unwritable(self.path, error) from error

    def __enter__(self) -> StoreBuilder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._published:  # after that the name may be another load's
            self._abandon()

    def _abandon(self) -> None:
        self._connection.close()
        _discard(self._building)
        _release(self._building)

    def holds(self, sha256: str, release: str) -> bool:
        """Whether exactly this file is already in the store."""
        return any((source.sha256, source.release) == (sha256, release) for source in self._sources)

    def _source(self, name: str, sha256: str, release: Release) -> int:
        self._releases[release.id] = release
        number = max((source.id for source in self._sources), default=0) + 1
        self._sources.append(Source(number, name, sha256, release.id, date.today().isoformat()))
        return number

    def add_sheet(self, sheet: Sheet) -> None:
        """Stage every cell of ``sheet``. What an earlier file of its name and release gave is taken
        out: it was corrected.
        """
        self._replaced |= {
            s.id for s in self._sources if (s.name, s.release) == (sheet.name, sheet.release.id)
        }
        source = self._source(sheet.name, sheet.sha256, sheet.release)
        if sheet.frame is None:
            return
        number = len(self._frames)
        self._frames.append(sheet.frame)
        self._connection.register(f"frame_{number}", sheet.frame)
        self._fill(
            "columns",
            [
                (
                    number,
                    place,
                    c.indicator,
                    c.measure,
                    c.category,
                    sheet.release.id,
                    source,
                    c.header,
                    c.priority,
                )
                for place, c in enumerate(sheet.columns)
            ],
        )

    def add_observations(
        self, name: str, sha256: str, release: Release, rows: Iterable[Sequence[Any]], priority: int
    ) -> int:
        """Stage finished observations of one source.

         ``rows`` are (area, year, indicator, measure, category, value, symbol, row, column,
        citation).
        """
        source = self._source(name, sha256, release)
        records = [(*r[:5], release.id, r[5], r[6], source, *r[7:], priority) for r in rows]
        self._fill("staged", records)
        return len(records)

    def add_findings(self, findings: Iterable[Finding]) -> None:
        """Stage what is wrong with a return; what was found in it before is forgotten."""
        new = list(findings)
        places = {finding[:3] for finding in new}
        self._findings = [finding for finding in self._findings if finding[:3] not in places] + new

    def replace_local(self, area: str, year: int) -> list[str]:
        """Take out every local return of this authority and year that the old store holds, for a
        newer one; their releases.
        """
        local = [release.id for release in self._releases.values() if release.is_local]
        if not self._old or not local:
            return []
        marks = ", ".join("?" * len(local))
        gone = self._run(
            f"SELECT DISTINCT source, release FROM old.observations WHERE area = ? AND year = ? AND release IN ({marks})",
            [area, year, *local],
        )
        self._replaced |= {source for source, _ in gone}
        self._sources = [source for source in self._sources if source.id not in self._replaced]
        for _, release in gone:
            del self._releases[release]
            self._findings = [finding for finding in self._findings if finding.release != release]
        return sorted(release for _, release in gone)

    def _fill(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Insert whole columns as lists: a hundred times as fast as rows of parameters."""
        if rows:
            types = [kind for _, _, kind, *_ in self._run(f"PRAGMA table_info('{table}')")]
            lists = ", ".join(f"unnest(?::{kind}[])" for kind in types)
            self._run(
                f"INSERT INTO {table} SELECT {lists}",
                [list(column) for column in zip(*rows, strict=True)],
            )

    def _incoming(self) -> str:
        """The SQL of everything staged."""
        parts = [f"SELECT {COLUMNS} FROM staged"]
        parts += [
            "SELECT f.area::VARCHAR, f.year, c.indicator, c.measure, c.category, c.release, f.value, f.symbol::VARCHAR, "
            f'c.source, f."row", c.col, NULL, c.priority FROM frame_{number} AS f '
            f"JOIN columns AS c ON c.sheet = {number} AND c.number = f.number"
            for number in range(len(self._frames))
        ]
        return " UNION ALL ".join(parts)

    def _merged(self) -> str:
        """The SQL of everything staged with what stays of the old store: where both hold a cell,
        the lower priority wins.
        """
        self._run(f"CREATE TEMP TABLE incoming AS {self._incoming()}")
        ours = "(SELECT DISTINCT release FROM incoming)"
        gone = ", ".join(map(str, self._replaced)) or "-1"
        self._run(
            f"CREATE TEMP TABLE kept AS SELECT {COLUMNS} FROM old.observations AS o WHERE release IN {ours} "
            f"AND source NOT IN ({gone}) "
            f"AND NOT EXISTS (FROM incoming AS i WHERE {_same('i', 'o')} AND i.priority <= o.priority)"
        )
        return (
            f"SELECT {COLUMNS} FROM incoming AS i WHERE NOT EXISTS (FROM kept AS o WHERE {_same('i', 'o')}) "
            f"UNION ALL SELECT {COLUMNS} FROM kept "
            f"UNION ALL SELECT {COLUMNS} FROM old.observations WHERE release NOT IN {ours} AND source NOT IN ({gone})"
        )

    def publish(self) -> None:
        """Merge what was staged with the old store and swap the result in: one rename, all or
        nothing.
        """
        self._run(
            f"CREATE TABLE observations AS {self._merged() if self._old else self._incoming()} ORDER BY area, year"
        )
        self._fill("releases", list(self._releases.values()))
        self._fill("sources", self._sources)
        for finding in self._findings:
            self._run(
                "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [*finding[:7], list(finding.indicators), finding.words],
            )
        self._run(
            "DELETE FROM sources AS o WHERE EXISTS (FROM sources AS n WHERE n.name = o.name AND n.release = o.release "
            "AND n.id > o.id) AND id NOT IN (SELECT source FROM observations)"
        )
        if self._old:
            self._run("DETACH old")
        self._run("CHECKPOINT")  # closing would do it too, and say nothing where there is no room
        self._connection.close()
        try:
            with self._building.open("rb+") as file:
                os.fsync(file.fileno())
            self._building.replace(self.path)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        self._published = True
        _release(self._building)


def _same(left: str, right: str) -> str:
    return " AND ".join(f"{left}.{column} = {right}.{column}" for column in CELL)


def _claim(building: Path, store: Path) -> duckdb.DuckDBPyConnection:
    """The connection to a new, empty file to build in; whoever holds it is the one load that is
    running.
    """
    with (
        _running_lock
    ):  # DuckDB's own lock keeps other processes out, but not other threads of this one
        if building in _running:
            raise _busy(store)
        try:
            building.parent.mkdir(parents=True, exist_ok=True)
            if building.exists() and _is_in_use(building):
                raise _busy(store)
            _discard(building)
            connection = duckdb.connect(building)
        except (OSError, duckdb.Error) as error:
            if _says_in_use(error):
                raise _busy(store) from error
            with suppress(OSError):
                _discard(building)
            raise _unwritable(store, error) from error
        _running.add(building)
        return connection


def _unwritable(store: Path, error: Exception) -> StoreFault:
    return StoreFault(
        f"A store cannot be written at {store} ({str(error).splitlines()[0]}), so nothing was loaded: name another "
        "place with --store, or make room there."
    )


def _is_in_use(building: Path) -> bool:
    """Whether a running load holds this file; else it was left by a killed one, in whatever state."""
    try:
        duckdb.connect(building).close()
    except duckdb.Error as error:
        return _says_in_use(error)
    return False


def _says_in_use(error: Exception) -> bool:
    return isinstance(error, duckdb.IOException) and any(
        word in str(error).lower() for word in IN_USE
    )


def _busy(store: Path) -> StoreFault:
    return StoreFault(f"Another load into {store} is running: wait for it to end, then try again.")


def _discard(building: Path) -> None:
    for path in (building, building.with_name(building.name + ".wal")):
        path.unlink(missing_ok=True)


def _release(building: Path) -> None:
    with _running_lock:
        _running.discard(building)
