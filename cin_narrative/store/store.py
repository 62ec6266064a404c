"""The store: one DuckDB file of observations, opened read-only, with external access off and its
settings locked.

 A reader sees a whole load or none: writers build a new file beside this one and swap it in
(building.py). It has no column that could hold a row about a child.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import duckdb

from cin_narrative.errors import StoreFault
from cin_narrative.store.observations import Finding, Observation, Release, Source

SCHEMA_VERSION = "1"
MANY_AREAS, ASKED_OFTEN, WHOLE_COUNTRY = (
    5,
    5,
    3_000,
)  # so many areas at once, so many times, or so many: indicators are read for every area
MANY_INDICATORS = 20
CACHED_OBSERVATIONS = 500_000  # about 150 MB; past that the cache is dropped and filled anew
READER: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}
SCHEMA = """
CREATE TABLE meta(key VARCHAR, value VARCHAR);
CREATE TABLE releases(release VARCHAR, label VARCHAR, "order" DOUBLE);
CREATE TABLE sources(id INTEGER, name VARCHAR, sha256 VARCHAR, release VARCHAR, loaded VARCHAR);
CREATE TABLE findings(area VARCHAR, year SMALLINT, release VARCHAR, rule VARCHAR, handling VARCHAR, records INTEGER,
  out_of INTEGER, indicators VARCHAR[], words VARCHAR);
"""
OBSERVATIONS = (
    'area, year, indicator, measure, category, release, value, symbol, source, "row", col, citation'
)

Key = tuple[str, int, str]  # area, year, indicator
Cell = tuple[str, str]  # measure, category
Rows = list[tuple[Any, ...]]


class Store:
    """A store opened for reading. Cheap to open; keeps what it has read; safe to share between
    threads.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self._rows: dict[Key, Rows] = {}  # as read
        self._cells: dict[Key, dict[Cell, list[Observation]]] = {}  # as looked at
        self._held = 0
        self._whole: set[tuple[int, str]] = set()
        self._asked: dict[int, int] = {}
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store at ``path``; ``StoreFault`` where there is none, or it is not one of ours."""
        if not path.exists():
            raise StoreFault(
                f"There is no store at {path}: load some files first with `cin-narrative load`."
            )
        connection = duckdb.connect(":memory:", config=READER)
        try:
            # Attached, not connected to: DuckDB gives whoever connects to a path that is open the
            # file of before the swap.
            connection.execute(f"ATTACH {quoted(path)} AS store (READ_ONLY)").fetchall()
            connection.execute(
                "SET enable_external_access=false; SET lock_configuration=true"
            ).fetchall()
            version = connection.execute(
                "SELECT value FROM store.meta WHERE key = 'schema_version'"
            ).fetchall()
        except duckdb.Error as error:
            connection.close()
            raise _unreadable(path, error) from error
        if version != [(SCHEMA_VERSION,)]:
            connection.close()
            found = version[0][0] if version else "none"
            raise StoreFault(
                f"{path} was made by another version of this program (its layout is {found}, this one needs "
                f"{SCHEMA_VERSION}): delete it and load the files again."
            )
        return cls(path, connection)

    def close(self) -> None:
        """Close the connection; the store cannot be read afterwards."""
        self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            with _no_collecting():
                return self._connection.cursor().execute(sql, parameters).fetchall()
        except duckdb.Error as error:  # a block that is damaged shows only when it is read
            raise _unreadable(self.path, error) from error

    @cached_property
    def releases(self) -> dict[str, Release]:
        """Every release held, oldest first."""
        rows = self._query(
            'SELECT release, label, "order" FROM store.releases ORDER BY "order", release'
        )
        return {row[0]: Release(*row) for row in rows}

    @cached_property
    def sources(self) -> dict[int, Source]:
        """Every file that observations came from, by its number."""
        return {
            row[0]: Source(*row) for row in self._query("SELECT * FROM store.sources ORDER BY id")
        }

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong with the local returns held, worst damage first; a store of before they
        existed has none.
        """
        held = self._query(
            "SELECT 1 FROM information_schema.tables WHERE table_catalog = 'store' AND table_name = 'findings'"
        )
        rows = (
            self._query("SELECT * FROM store.findings ORDER BY area, year, release, rowid")
            if held
            else []
        )
        return [Finding._make((*row[:7], tuple(row[7]), row[8])) for row in rows]

    def findings_on(self, area: str, year: int, release: str, indicator: str = "") -> list[Finding]:
        """The findings on one return, or those that damage one indicator of it."""
        return [
            f
            for f in self.findings
            if (f.area, f.year, f.release) == (area, year, release)
            and (not indicator or indicator in f.indicators)
        ]

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last reporting year held, nothing held: (0, 0)."""
        first, last = self._query(
            "SELECT min(year), max(year) FROM store.observations WHERE indicator <> 'children_aged_under_18'"
        )[0]
        return (first or 0, last or 0)

    @cached_property
    def release_years(self) -> dict[str, tuple[int, int]]:
        """The first and last reporting year that each release holds, oldest release first;
        populations left out.
        """
        rows = self._query(
            "SELECT release, min(year), max(year) FROM store.observations "
            "WHERE indicator <> 'children_aged_under_18' GROUP BY release"
        )
        found = {release: (first, last) for release, first, last in rows}
        return {release: found[release] for release in self.releases if release in found}

    @cached_property
    def holdings(self) -> dict[tuple[str, str], frozenset[int]]:
        """What is held: (indicator, area) -> years. For refusals, pickers and "the nearest thing
        held".
        """
        rows = self._query(
            "SELECT indicator, area, list(DISTINCT year) FROM store.observations GROUP BY ALL"
        )
        return {(indicator, area): frozenset(years) for indicator, area, years in rows}

    @cached_property
    def areas_by_year(self) -> dict[int, frozenset[str]]:
        """The codes of the areas that have any figure, by year."""
        found: dict[int, set[str]] = {}
        for (_, area), years in self.holdings.items():
            for year in years:
                found.setdefault(year, set()).add(area)
        return {year: frozenset(areas) for year, areas in found.items()}

    def prefetch(
        self, areas: Iterable[str], years: Iterable[int], indicators: Iterable[str]
    ) -> None:
        """Read these observations in one query, so that ``observations`` answers from memory.

         Who asks for many areas of one year again and again is going through the country: then
        those indicators are read for every area.
        """
        wanted, names, held = list(areas), list(indicators), self._is_held
        missing: set[Key] = set()
        for year in years:
            lacking = {
                (a, year, i)
                for i in names
                if (year, i) not in self._whole
                for a in wanted
                if not held((a, year, i))
            }
            if lacking and len(wanted) >= MANY_AREAS:
                self._asked[year] = self._asked.get(year, 0) + 1
            if lacking and (
                self._asked.get(year, 0) > ASKED_OFTEN or len(wanted) * len(names) > WHOLE_COUNTRY
            ):
                self._read_whole(year, {name for _, _, name in lacking})
            else:
                missing |= lacking
        if missing:
            self._read(missing)

    def _is_held(self, key: Key) -> bool:
        return key in self._cells or key in self._rows

    def _read(self, missing: set[Key]) -> dict[Key, Rows]:
        """Read ``missing`` and keep it. Other threads see what is read only when it is whole."""
        wanted = [sorted(set(part)) for part in zip(*missing, strict=True)]
        asked = (
            wanted[:2] if len(wanted[2]) >= MANY_INDICATORS else wanted
        )  # a long list takes longer than what it would leave out
        marks = [
            f"{name} IN ({', '.join('?' * len(part))})"
            for name, part in zip(("area", "year", "indicator"), asked, strict=False)
        ]
        where, values = " AND ".join(marks), [value for part in asked for value in part]
        rows = self._query(f"SELECT {OBSERVATIONS} FROM store.observations WHERE {where}", values)
        found: dict[Key, Rows] = {key: [] for key in missing}
        self._keep(found, [row for row in rows if row[:3] in missing])
        return found

    def _read_whole(self, year: int, names: set[str]) -> None:
        """Read these indicators of every area."""
        where = f"year = ? AND indicator IN ({', '.join('?' * len(names))})"
        rows = self._query(
            f"SELECT {OBSERVATIONS} FROM store.observations WHERE {where}", [year, *sorted(names)]
        )
        self._keep(defaultdict(list), rows, {(year, name) for name in names})

    def _keep(
        self, found: dict[Key, Rows], rows: Rows, whole: Iterable[tuple[int, str]] = ()
    ) -> None:
        for row in rows:
            found[row[:3]].append(row)
        with self._lock:
            if self._held > CACHED_OBSERVATIONS:
                self._rows, self._cells, self._held, self._whole = {}, {}, 0, set()
            self._rows.update(found)
            self._held += len(rows)
            self._whole.update(whole)

    def observations(self, area: str, year: int, indicator: str) -> dict[Cell, list[Observation]]:
        """(measure, category) -> every release's observation, newest first. Only the disclosure
        door calls this.
        """
        key = (area, year, indicator)
        cells = self._cells.get(key)
        if cells is None:
            # an indicator is whole only together with its rows: another thread may just be dropping
            # both
            with self._lock:
                cells = self._looked_at(key)
        if cells is None:
            cells = self._sorted(self._read({key})[key])
        return cells

    def _looked_at(self, key: Key) -> dict[Cell, list[Observation]] | None:
        """What has been read of ``key``, by cell; None where nothing has."""
        if key not in self._cells:
            rows = self._rows.pop(key, [] if key[1:] in self._whole else None)
            if rows is None:
                return None
            self._cells[key] = self._sorted(rows)
        return self._cells[key]

    def _sorted(self, rows: Rows) -> dict[Cell, list[Observation]]:
        """The rows of one area, year and indicator by cell. Much is read at once that is never
        looked at: this is done when it is.
        """
        cells: dict[Cell, list[Observation]] = {}
        for row in rows:
            cells.setdefault(row[3:5], []).append(Observation._make(row))
        order = {release.id: release.order for release in self.releases.values()}
        for versions in cells.values():
            if len(versions) > 1:
                versions.sort(key=lambda o: (-order[o.release], o.release, o.source, o.row or 0))
        return cells


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Python's cycle collector off: rows are no cycles, and looking through all that is held at
    every 700th took a fifth of a summary.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def quoted(path: Path) -> str:
    """``path`` as a string of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def _unreadable(path: Path, error: duckdb.Error) -> StoreFault:
    return StoreFault(
        f"{path} is not a store of this program, or is damaged ({_first_line(error)}): "
        "name another with --store, or delete it and load the files again."
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:160]
