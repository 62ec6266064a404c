"""Sheets and observations -> the next version of a store, built beside the old one and swapped in.

A killed load leaves the old store whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from cin_narrative.store.breach import Breach, in_order
from cin_narrative.store.building_file import BuildingFile
from cin_narrative.store.connection import OldConnection, is_there
from cin_narrative.store.decisions import Check, Checked, Decide, Decisions, keep, to_decide
from cin_narrative.store.dispersion.constants import keep_constants
from cin_narrative.store.dispersion.formulas import Constant
from cin_narrative.store.merge import (
    DROP_REPLACED,
    DROP_SUPERSEDED,
    HELD_COUNTS,
    OBSERVED,
    ONCE,
    PRINTS,
    PRINTS_BESIDE,
    REPEATED,
    UNDECIDED,
    Difference,
    HeldCount,
    differences_sql,
    kept_sql,
    listed,
    untouched_sql,
    worse_sql,
)
from cin_narrative.store.observations import LOCAL_RETURN_ORDER, Finding, Release, Source
from cin_narrative.store.schema import SCHEMA, SCHEMA_VERSION
from cin_narrative.store.sheet import Sheet
from cin_narrative.store.staging import Staging
from cin_narrative.store.store import Store
from cin_narrative.store.submissions.supersession import Shelf


class StoreBuilder:
    """Builds the next version of the store at ``path``; use as a context manager, and call
    ``publish`` to swap it in (unless it ``keeps`` nothing, for a look at what would be).

    What the old store holds of a release stays where no file that comes in holds it, unless
    ``replace``: then nothing of the kinds of files that come in stays. Raises ``StoreFault`` where
    another load runs for longer than ``patience`` seconds, the old store is not one of ours, or the
    folder cannot be written.
    """

    def __init__(
        self, path: Path, replace: bool = False, keeps: bool = True, patience: float = 0.0
    ) -> None:
        self.path, self._replace, self._keeps = path, replace, keeps
        self.differences: dict[int, Difference] = {}  # by source; known once it is published
        is_there(path)  # or it is said why that cannot be told
        self._file = file = BuildingFile(path, patience)
        self._run, self._arrays, self._fill = file.run, file.arrays, file.fill
        self._releases: dict[str, Release] = {}
        self._sources: list[Source] = []
        self._replaced: set[int] = set()
        self._findings: list[Finding] = []
        self._breaches: list[Breach] = []  # of the old store
        self.breaches: list[Breach] = []  # of the new one
        self.known = frozenset[Breach]()  # of the old one, once the new one is published
        self._last_old = 0  # the number of its last source
        self.has_old = self.has_repeats = path.exists()  # whether there is a store to build on
        self._constants: list[Constant] = []  # that are given
        self.is_older = False  # whether the old store is of an older layout, to be written anew
        self.is_decided = self.has_old  # whether the old store says what may be shown of it
        try:
            for sql in ("BEGIN", *SCHEMA.split(";\n"), "COMMIT"):  # or each goes to the disk alone
                self._run(sql)
            self._staging = Staging(self._run, self._fill, file.connection)
            self.submissions = Shelf(self._run, self._fill)
            self._run("INSERT INTO meta VALUES ('schema_version', ?)", [SCHEMA_VERSION])
            if self.has_old:
                self._attach_old()
        except BaseException:
            self._file.abandon()
            raise

    def _attach_old(self) -> None:
        connection = OldConnection(self.path, self._file.connection)  # refuses what is no store
        old = Store(self.path, connection)
        self._releases, self._sources = dict(old.releases), list(old.sources.values())
        self._findings, self.is_older = list(old.findings), old.is_older
        self.is_decided = old.is_decided
        self._breaches = list(old.breaches)
        self._last_old = max((one.id for one in self._sources), default=0)
        self.has_repeats = connection.has("repeats")
        self.submissions.look_at_old(connection, self._findings)

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
    def sources(self) -> Sequence[Source]:
        """What the next version holds so far: of the old store what stays, and what was added."""
        return tuple(self._sources)

    def holds(self, sha256: str, release: str) -> bool:
        """Whether exactly this file is in the store, and no later one of its name and release."""
        newest = {(source.name, source.release): source.sha256 for source in self._sources}
        return any(
            sha256 == newest[source.name, release]
            for source in self._sources
            if source.release == release
        )

    def drop_stand_ins(self, priority: int) -> None:
        """Take out the sources whose cells stand in, with this priority, for files that were not
        loaded, and the releases that are left without a source.
        """
        if not self.has_old:
            return
        found = "SELECT DISTINCT source FROM old.observations WHERE priority = ?"
        self._replaced |= {source for (source,) in self._run(found, [priority])}
        self._sources = [source for source in self._sources if source.id not in self._replaced]
        held = {source.release for source in self._sources}
        self._releases = {name: one for name, one in self._releases.items() if name in held}

    def _source(self, name: str, sha256: str, release: Release) -> int:
        self._releases[release.id] = release
        number = max((source.id for source in self._sources), default=0) + 1
        self._sources.append(Source(number, name, sha256, release.id, date.today().isoformat()))
        return number

    def add_sheet(self, sheet: Sheet) -> int:
        """Stage every cell of ``sheet``; the number of its source."""
        source = self._source(sheet.name, sheet.sha256, sheet.release)
        self._staging.add_sheet(sheet, source)
        return source

    def add_observations(
        self, name: str, sha256: str, release: Release, rows: Iterable[Sequence[Any]], priority: int
    ) -> int:
        """Stage finished observations of one source.

        ``rows`` are (area, year, indicator, measure, category, value, symbol, row, column,
        citation).
        """
        source = self._source(name, sha256, release)
        records = [(*r[:5], release.id, r[5], r[6], source, *r[7:], priority) for r in rows]
        self._staging.add_finished(records)
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
        if not self.has_old:
            return []
        found = self._run(HELD_COUNTS, [LOCAL_RETURN_ORDER, area])
        return [HeldCount(*row) for row in found]

    def replace_local(self, area: str, year: int) -> list[str]:
        """Take out every local return of this authority and year that is held; their releases."""
        local = [release.id for release in self._releases.values() if release.is_local]
        if not self.has_old or not local:
            return []
        marks = ", ".join("?" * len(local))
        gone = self._run(
            "SELECT DISTINCT source, release FROM old.observations "
            f"WHERE area = ? AND year = ? AND release IN ({marks})",
            [area, year, *local],
        )
        self._replaced |= {source for source, _ in gone}
        self._sources = [source for source in self._sources if source.id not in self._replaced]
        found = {release for _, release in gone}
        # a file of another authority may have the same name, and with it make the same release
        for release in found - {source.release for source in self._sources}:
            del self._releases[release]
        self._findings = [one for one in self._findings if one[:2] != (area, year)]
        return sorted(found)

    def add_breaches(self, breaches: Iterable[Breach]) -> None:
        """Stage what does not hang together in what was staged."""
        self.breaches += breaches

    def add_constants(self, constants: Iterable[Constant]) -> None:
        """Stage what is ordinary among authorities, where it comes with figures of few of them."""
        self._constants += constants

    def publish(self, decide: Decide | None = None, check: Check | None = None) -> Decisions:
        """Merge what was staged with the old store and swap the result in: one rename, all or
        nothing.

        ``decide`` says what may be shown of it (without it nothing is of an authority's own
        return); what it decided is given back. ``check`` says what in it does not hang together,
        or refuses it: then nothing is swapped in.
        """
        self._fill("releases", list(self._releases.values()))
        self._merge()
        self._fill("sources", self._sources)
        self._fill("findings", [_row(finding) for finding in self._findings])
        decisions = self._decided(decide, check)
        self.submissions.keep()
        self._run(DROP_REPLACED if self._replace and self.has_old else DROP_SUPERSEDED)
        if self.has_old:
            self._run("DETACH old")
        if self._keeps:
            self._run("CHECKPOINT")  # closing does it too, and says nothing where there is no room
            self._file.swap_in()
        return decisions

    def _decided(self, decide: Decide | None, check: Check | None) -> Decisions:
        """What does not hang together and what may be shown, decided and stored."""
        old = (listed(self._replaced), self.has_old, self.is_decided)
        merged = to_decide(self._run, self._arrays, *old)
        self._keep_breaches(check(merged) if check else Checked())
        decisions = decide(merged) if decide else Decisions()
        keep(self._run, self._fill, decisions, merged, self.is_decided)
        held = self.has_old and not self.is_older
        keep_constants(self._run, self._arrays, self._fill, merged.taken, held)
        self._fill("constants", self._constants)
        return decisions

    def _keep_breaches(self, checked: Checked) -> None:
        """Store what was found, and what was told before of files that did not come in again."""
        new = {(one.name, one.release) for one in self._sources if one.id > self._last_old}
        self.known = frozenset(self._breaches)
        held = [one for one in self._breaches if (one.file, one.release) not in new]
        self._breaches = [one for one in held if checked.leaves(one)]
        self.breaches = in_order([*self.breaches, *checked.breaches])
        self._fill("breaches", in_order([*self._breaches, *self.breaches]))

    def _merge(self) -> None:
        """Make the new observations, and what repeats them, of what comes in and what stays."""
        tables, untouched = self._old_tables, ["", ""]
        self._staging.number([f"old.{one}" for one in tables])
        if tables:
            masked = "masked" if self.is_decided else UNDECIDED
            kept = [kept_sql(one, self._replaced, masked, self._replace) for one in tables]
            self._run(f"CREATE TEMP TABLE kept AS {' UNION ALL '.join(kept)}")
            self._tell_differences()
            for place, one in enumerate(tables):
                rest = untouched_sql(one, self._replaced, masked)
                untouched[place] = f" UNION ALL {rest}"
        self._run(PRINTS_BESIDE if tables else PRINTS)
        observed, repeated = ONCE
        if tables or self._staging.prints_twice():
            self._run(worse_sql(bool(tables)))
            observed, repeated = OBSERVED, REPEATED
        # what comes in is in order as it is
        order = " ORDER BY area, year" if tables else ""
        self._run(f"CREATE TABLE observations AS {observed}{untouched[0]}{order}")
        self._run(f"CREATE TABLE repeats AS {repeated}{untouched[1]}")

    @property
    def _old_tables(self) -> list[str]:
        """The tables of figures that the old store has; none where there is no old store."""
        if not self.has_old:
            return []
        return ["observations", "repeats"] if self.has_repeats else ["observations"]

    def _tell_differences(self) -> None:
        """Set what comes in beside the old store, where that holds any of its releases."""
        held = "SELECT count(*) FROM family_cells AS f JOIN old.releases AS r USING (release)"
        if self._run(held)[0][0]:
            for source, *counts in self._run(differences_sql(self._replaced)):
                self.differences[source] = Difference(*(count or 0 for count in counts))


def _row(finding: Finding) -> tuple[Any, ...]:
    """The finding as the table of them has it."""
    return (*finding[:7], list(finding.indicators), finding.words)
