"""Sheets and observations -> the next version of a store, built beside the old one and swapped in.

A killed load leaves the old store whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import duckdb

from cin_narrative.store.building_file import BuildingFile
from cin_narrative.store.connection import quoted
from cin_narrative.store.decisions import Decide, Decisions, keep, to_decide
from cin_narrative.store.merge import (
    DROP_SUPERSEDED,
    first_sql,
    incoming_sql,
    kept_sql,
    listed,
    merged_sql,
)
from cin_narrative.store.observations import (
    LOCAL_RETURN_ORDER,
    Finding,
    Release,
    Source,
)
from cin_narrative.store.schema import SCHEMA, SCHEMA_VERSION, WORKING
from cin_narrative.store.sheet import Sheet
from cin_narrative.store.store import Store

HELD_COUNTS = """
SELECT o.year, o.indicator, r."order" >= ? AS is_local, arg_max(o.value, r."order")
FROM old.observations AS o JOIN old.releases AS r USING (release)
WHERE o.area = ? AND o.measure = 'count' AND o.category = '' AND o.value IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""


class HeldCount(NamedTuple):
    """The newest count that the old store holds of an area: of DfE's, or of its own return."""

    year: int
    indicator: str
    is_local: bool
    value: float


class StoreBuilder:
    """Builds the next version of the store at ``path``; use as a context manager, and call
    ``publish`` to swap it in.

    Raises ``StoreFault`` where another load is running, the old store is not one of ours, or the
    folder cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = BuildingFile(path)
        self._releases: dict[str, Release] = {}
        self._sources: list[Source] = []
        self._frames: list[Any] = []
        self._replaced: set[int] = set()
        self._findings: list[Finding] = []
        self._old = path.exists()
        self._decided = False  # whether the old store says what may be shown
        try:
            self._run(SCHEMA + WORKING)
            self._run("INSERT INTO meta VALUES ('schema_version', ?)", [SCHEMA_VERSION])
            if self._old:
                self._attach_old()
        except BaseException:
            self._file.abandon()
            raise

    def _attach_old(self) -> None:
        with Store.open(self.path, older=True) as old:  # refuses what is not a store
            self._releases, self._sources = dict(old.releases), list(old.sources.values())
            self._findings, self._decided = list(old.findings), not old.is_older
        self._run(f"ATTACH {quoted(self.path)} AS old (READ_ONLY)")

    def _run(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._file.connection.execute(sql, parameters).fetchall()
        except duckdb.Error as error:  # the disk is full, or a block of the old store is damaged
            raise self._file.unwritable(error) from error

    def __enter__(self) -> StoreBuilder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.abandon()

    @property
    def is_older(self) -> bool:
        """Whether the old store is of an older layout, and to be written anew."""
        return self._old and not self._decided

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
        place = (sheet.name, sheet.release.id)
        self._replaced |= {one.id for one in self._sources if (one.name, one.release) == place}
        source = self._source(sheet.name, sheet.sha256, sheet.release)
        if sheet.frame is None:
            return
        number = len(self._frames)
        self._frames.append(sheet.frame)
        self._file.connection.register(f"frame_{number}", sheet.frame)
        self._fill("columns", sheet.column_rows(number, source))

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

    def held_counts(self, area: str) -> list[HeldCount]:
        """What the old store holds of an area, for looking at what comes in beside it: the newest
        count of each indicator and year, of DfE's releases and of the area's own returns.
        """
        if not self._old:
            return []
        found = self._run(HELD_COUNTS, [LOCAL_RETURN_ORDER, area])
        return [HeldCount(*row) for row in found]

    def replace_local(self, area: str, year: int) -> list[str]:
        """Take out every local return of this authority and year that the old store holds, for a
        newer one; their releases.
        """
        local = [release.id for release in self._releases.values() if release.is_local]
        if not self._old or not local:
            return []
        marks = ", ".join("?" * len(local))
        gone = self._run(
            "SELECT DISTINCT source, release FROM old.observations "
            f"WHERE area = ? AND year = ? AND release IN ({marks})",
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
            columns = [list(column) for column in zip(*rows, strict=True)]
            self._run(f"INSERT INTO {table} SELECT {lists}", columns)

    def publish(self, decide: Decide | None = None) -> Decisions:
        """Merge what was staged with the old store and swap the result in: one rename, all or
        nothing.

        ``decide`` says what may be shown of it (without it nothing is of an authority's own
        return); what it decided is returned.
        """
        self._fill("releases", list(self._releases.values()))
        self._run(f"CREATE TABLE observations AS {self._observations()} ORDER BY area, year")
        self._fill("sources", self._sources)
        self._insert_findings()
        decisions = self._decide(decide)
        self._run(DROP_SUPERSEDED)
        if self._old:
            self._run("DETACH old")
        self._run("CHECKPOINT")  # closing would do it too, and say nothing where there is no room
        self._file.swap_in()
        return decisions

    def _observations(self) -> str:
        """The SQL of the new observations; of an old store, after what comes in and stays is set
        apart.
        """
        sheets = len(self._frames)
        if not self._old:
            return first_sql(sheets)
        self._run(f"CREATE TEMP TABLE incoming AS {incoming_sql(sheets)}")
        self._run(f"CREATE TEMP TABLE kept AS {kept_sql(self._replaced, self._decided)}")
        return merged_sql(self._replaced, self._decided)

    def _decide(self, decide: Decide | None) -> Decisions:
        """Ask what may be shown of the merged observations, and store it with them."""
        merged = to_decide(self._run, listed(self._replaced), self._old, self._decided)
        decisions = decide(merged) if decide else Decisions()
        keep(self._run, self._fill, decisions, merged, self._decided)
        return decisions

    def _insert_findings(self) -> None:
        for finding in self._findings:
            row = [*finding[:7], list(finding.indicators), finding.words]
            self._run("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
