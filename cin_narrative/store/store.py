"""The store: one DuckDB file of observations, opened for reading -> what it holds.

A reader sees a whole load or none: writers build a new file beside this one and swap it in
(write.py). It has no column that could hold a row about a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.cached.numbers import AreaNumbers, CellName, Pair
from cin_narrative.store.cached.observations import Cells, ObservationCache
from cin_narrative.store.connection import Rows, StoreConnection
from cin_narrative.store.dispersion.formulas import Constant
from cin_narrative.store.observations import Finding, Release, Source
from cin_narrative.store.submissions.record import Submission, newest_of
from cin_narrative.store.submissions.submission_view import SubmissionConnection

YEARS = """
SELECT release, min(year), max(year) FROM store.observations
WHERE indicator <> ? GROUP BY release
"""
HOLDINGS = "SELECT indicator, area, list(DISTINCT year) FROM store.observations GROUP BY ALL"
CONSTANTS = "SELECT * FROM store.constants WHERE release = ? AND year = ?"
VALUES = """
SELECT indicator, measure, category, string_agg(area, ' '), list(value) FROM store.observations
WHERE year = ? AND release = ? AND value IS NOT NULL AND length(area) = 3
AND measure IN ('count', 'average') AND (? OR indicator IN (SELECT unnest(?::VARCHAR[])))
GROUP BY ALL
"""
TIMES, WHOLE = "times", "whole"  # how often values were read, and whether all were
READ_APART = 2  # reads of some values: to read all of a year takes hardly longer than one
RECORDS = """
SELECT place, records FROM store.submission_records WHERE area = ? AND number = ? ORDER BY rowid
"""


class Store:
    """A store opened for reading. Cheap to open; keeps what it has read; safe to share between
    threads.
    """

    def __init__(self, path: Path, connection: StoreConnection) -> None:
        self.path, self.is_older = path, connection.is_older
        self.is_decided = connection.is_decided
        self._connection = connection
        self._cache = ObservationCache(connection, lambda: self.releases)
        self._numbers = AreaNumbers(connection)
        # what readers made of it and keep with it: a store that is open never changes
        self.kept: dict[Any, dict[Any, Any]] = {}
        self._reads_values = Lock()
        self.in_use: Submission | None = None  # that was asked for in place of the newest

    @classmethod
    def open(cls, path: Path, older: bool = False) -> Store:
        """Open the store at ``path``; ``older`` and errors as of ``StoreConnection``."""
        return cls(path, StoreConnection(path, older))

    def __repr__(self) -> str:
        return f"<Store {self.path}>"

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

    def _query(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        return self._connection.query(sql, parameters)

    @cached_property
    def releases(self) -> dict[str, Release]:
        """Every release held, oldest first."""
        sql = 'SELECT release, label, "order" FROM store.releases ORDER BY "order", release'
        return {row[0]: Release(*row) for row in self._query(sql)}

    @cached_property
    def sources(self) -> dict[int, Source]:
        """Every file that observations came from, by its number."""
        rows = self._query("SELECT * FROM store.sources ORDER BY id")
        return {row[0]: Source(*row) for row in rows}

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong with the local returns held, worst damage first; a store of before they
        existed has none.
        """
        if not self._connection.has("findings"):
            return []
        rows = self._query("SELECT * FROM store.findings ORDER BY area, year, release, rowid")
        return [Finding._make((*row[:7], tuple(row[7]), row[8])) for row in rows]

    @cached_property
    def submissions(self) -> list[Submission]:
        """The returns that were loaded, load by load, by authority and number; a store of before
        they existed has none.
        """
        if not self._connection.has("submissions"):
            return []
        rows = self._query("SELECT * FROM store.submissions ORDER BY area, number")
        return [Submission(*row) for row in rows]

    def submission_records(self, one: Submission) -> dict[str, int]:
        """How many records a submission has, by table of the census."""
        return dict(self._query(RECORDS, list(one[:2])))

    def as_of(self, one: Submission) -> Store:
        """The store in which this submission is the one in use: itself, where it is; else another,
        to be closed by the caller.
        """
        if not one.is_in_year and newest_of(self.submissions)[one.place] == one:
            return self
        seen = Store(self.path, SubmissionConnection(self.path, one))
        seen.in_use = one
        return seen

    @cached_property
    def breaches(self) -> list[Breach]:
        """What did not hang together in what was loaded, by area and year; a store of before they
        existed has none.
        """
        if not self._connection.has("breaches"):
            return []
        rows = self._query("SELECT * FROM store.breaches ORDER BY rowid")
        return [Breach(row[0], Severity(row[1]), *row[2:]) for row in rows]

    def breaches_on(
        self, area: str, year: int, release: str, indicator: str, measure: str, category: str
    ) -> list[Breach]:
        """The breaches that cast doubt on one cell; one on a breakdown is on each line of it."""
        found = self._breaches_by_place.get((area, year, release, indicator))
        if not found:  # as nearly every cell
            return []
        return [
            one
            for one in found
            if one.measure in ("", measure) and (not one.measure or one.category == category)
        ]

    @cached_property
    def _breaches_by_place(self) -> dict[tuple[str, int, str, str], list[Breach]]:
        found: dict[tuple[str, int, str, str], list[Breach]] = {}
        for one in self.breaches:
            if one.severity is not Severity.NOTE:
                place = (one.area, one.year, one.release, one.indicator)
                found.setdefault(place, []).append(one)
        return found

    @cached_property
    def sums_shown(self) -> frozenset[tuple[str, int, str, str]]:
        """The (area, year, release, indicator) that may be worked out as a total less its other
        parts, where some of what it adds up is hidden: decided on loading (``disclosure``).
        """
        return frozenset(self._query("SELECT * FROM store.sums_shown"))

    def findings_on(self, area: str, year: int, release: str, indicator: str = "") -> list[Finding]:
        """The findings on one return, or those that damage one indicator of it."""
        place = (area, year, release)
        found = [one for one in self.findings if (one.area, one.year, one.release) == place]
        return [one for one in found if not indicator or indicator in one.indicators]

    @cached_property
    def span(self) -> tuple[int, int]:
        """The first and the last reporting year held, nothing held: (0, 0)."""
        years = self._years.values()
        first = min((first for first, _ in years), default=0)
        return first, max((last for _, last in years), default=0)

    @cached_property
    def release_years(self) -> dict[str, tuple[int, int]]:
        """The first and last reporting year that each release holds, oldest release first;
        populations left out.
        """
        return {name: self._years[name] for name in self.releases if name in self._years}

    @cached_property
    def _years(self) -> dict[str, tuple[int, int]]:
        return {
            release: (first, last)
            for release, first, last in self._query(YEARS, [load_catalogue().population])
        }

    @cached_property
    def holdings(self) -> dict[tuple[str, str], frozenset[int]]:
        """What is held: (indicator, area) -> years. For refusals, pickers and "the nearest thing
        held".
        """
        rows = self._query(HOLDINGS)
        return {(indicator, area): frozenset(years) for indicator, area, years in rows}

    @cached_property
    def areas_by_year(self) -> dict[int, frozenset[str]]:
        """The codes of the areas that have any figure, by year."""
        found: dict[int, set[str]] = {}
        for (_, area), years in self.holdings.items():
            for year in years:
                found.setdefault(year, set()).add(area)
        return {year: frozenset(areas) for year, areas in found.items()}

    def constants(self, release: str, year: int) -> dict[tuple[str, str, str, str, int], Constant]:
        """What is ordinary among the authorities of a release and year: (indicator, measure,
        category, below, lag) -> its constants; nothing where it holds too few of them.
        """
        kept = self.kept.setdefault("constants", {})
        if (release, year) not in kept:
            rows = self._query(CONSTANTS, [release, year])
            kept[release, year] = {row[2:7]: Constant(*row) for row in rows}
        found: dict[tuple[str, str, str, str, int], Constant] = kept[release, year]
        return found

    def numbers(self, area: str, release: str, before: str, since: int, masked: bool) -> Pair:
        """What a release holds of one area as bare numbers, and the totals that the one ``before``
        holds ``since`` a year (``AreaNumbers``). Only the disclosure door calls this.
        """
        return self._numbers.of(area, (release, before, since, masked))

    def read_values(self, year: int, release: str, cells: Iterable[CellName]) -> None:
        """Read every authority's value of these (indicator, measure, category) in one query; one
        thread at a time, so that none takes what is not read yet for what is not held.
        """
        with self._reads_values:
            held = self.kept.setdefault("values", {}).setdefault((year, release), {})
            missing = [cell for cell in cells if cell not in held]
            if missing and not held.get(WHOLE):
                self._read_missing(held, missing, year, release)

    def _read_missing(
        self, held: dict[Any, Any], missing: list[CellName], year: int, release: str
    ) -> None:
        held[TIMES] = held.get(TIMES, 0) + 1
        held[WHOLE] = held[TIMES] > READ_APART  # somebody goes through the country
        names = sorted({cell[0] for cell in missing})
        found: dict[CellName, dict[str, float]] = {cell: {} for cell in missing}
        for *cell, areas, values in self._query(VALUES, [year, release, held[WHOLE], names]):
            found[cell[0], cell[1], cell[2]] = dict(zip(areas.split(), values, strict=True))
        held.update(found)

    def values(self, year: int, release: str, cell: CellName) -> dict[str, float]:
        """Every authority's value of one cell, by its code. Only the disclosure door calls this."""
        self.read_values(year, release, [cell])
        held: dict[str, float] = self.kept["values"][year, release].get(cell, {})
        return held

    def prefetch(
        self, areas: Iterable[str], years: Iterable[int], indicators: Iterable[str]
    ) -> None:
        """Read these observations in one query, so that ``observations`` answers from memory."""
        self._cache.prefetch(areas, years, indicators)

    def read_just(self, area: str, years: Iterable[int], indicators: Iterable[str]) -> None:
        """The same for one area, and no more than this, whoever goes through the country."""
        self._cache.read_just(area, years, indicators)

    def observations(self, area: str, year: int, indicator: str) -> Cells:
        """(measure, category) -> every release's observation, newest first. Only the disclosure
        door calls this.
        """
        return self._cache.cells(area, year, indicator)
