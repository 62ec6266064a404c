"""What a load takes in and what the old store holds -> the submissions of the next version.

The newest submission of a 31 March stands among the observations, where every page finds it. One
that a newer takes the place of, and every one of other twelve months, stands in tables of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cin_narrative.store.connection import OldConnection
from cin_narrative.store.decisions import LOCAL, Fill, Run
from cin_narrative.store.observations import LOWER_BOUND, Finding
from cin_narrative.store.submissions.record import Submission, newest_of

TABLES = ("submission_records", "submission_figures", "submission_findings", "submission_sums")
# The returns of a store from before there were submissions: each is the first of its year.
UPGRADED = f"""
SELECT area, row_number() OVER (PARTITION BY area ORDER BY year), year, year || '-03-31', file,
  sha256, split_part(release, ', ', -1), loaded, '', release, NOT is_alone
FROM (SELECT o.area, o.year, o.release, min(s.name) AS file, min(s.sha256) AS sha256,
    min(s.loaded) AS loaded,
    bool_or(coalesce(o.citation LIKE '{LOWER_BOUND}%', FALSE)) AS is_alone
  FROM old.observations AS o JOIN old.sources AS s ON s.id = o.source
  WHERE o.release IN (SELECT release FROM old.releases WHERE {LOCAL}) GROUP BY ALL)
ORDER BY area, year
"""
# (area, number, year, release) of those whose figures leave the observations
LEAVING = """
CREATE TEMP TABLE leaving(area VARCHAR, number INTEGER, year SMALLINT, release VARCHAR)
"""
OF_LEAVING = "JOIN leaving AS l USING (area, year, release)"
MOVED_FIGURES = f"""
INSERT INTO submission_figures
SELECT area, number, indicator, measure, category, value, symbol, col, citation, {{masked}}
FROM old.observations {OF_LEAVING}
"""
MOVED_SUMS = f"""
INSERT INTO submission_sums SELECT area, number, indicator FROM old.sums_shown {OF_LEAVING}
"""


class Taken(NamedTuple):
    """A submission that comes in: how many records each table of it has, and, where it is of other
    twelve months, its figures (as ``StoreBuilder.add_observations`` takes them) and findings.
    """

    submission: Submission
    records: Mapping[str, int]
    figures: Sequence[Sequence[Any]] = ()
    findings: Sequence[Finding] = ()


class Shelf:
    """The submissions of a store that is being built."""

    def __init__(self, run: Run, fill: Fill) -> None:
        self._run, self._fill = run, fill
        self._held: list[Submission] = []
        self._old: list[Submission] = []
        self._taken: list[Taken] = []
        self._has_tables, self._has_sums, self._is_decided = False, False, True
        self._findings: Sequence[Finding] = ()

    def look_at_old(self, old: OldConnection, findings: Sequence[Finding]) -> None:
        """Take over what the ``old`` store holds, with its ``findings`` on the returns in use."""
        self._findings, self._is_decided = tuple(findings), old.is_decided
        self._has_tables, self._has_sums = old.has("submissions"), old.has("sums_shown")
        held = self._run("SELECT * FROM old.submissions" if self._has_tables else UPGRADED)
        self._old = [Submission(*row) for row in held]
        self._held = list(self._old)

    @property
    def held(self) -> Sequence[Submission]:
        """Those of the old store that stay."""
        return tuple(self._held)

    def number(self, area: str, last_day: str, sha256: str) -> int:
        """The number of a submission that comes in: the next one of the authority, or, of a file
        that is its newest already, the one it has.
        """
        newest = newest_of(self._all).get((area, last_day))
        if newest is not None and newest.sha256 == sha256:
            return newest.number
        return 1 + max((one.number for one in self._all if one.area == area), default=0)

    @property
    def _all(self) -> list[Submission]:
        return [*self._held, *(one.submission for one in self._taken)]

    def same(self, area: str, number: int) -> Submission | None:
        """The submission of this number, where it is held already."""
        return next((one for one in self._held if (one.area, one.number) == (area, number)), None)

    def add(self, taken: Taken) -> None:
        """Take one in, in the place of what has its number."""
        key = taken.submission[:2]
        self._held = [one for one in self._held if one[:2] != key]
        self._taken.append(taken)

    def remove(self, area: str, year: int) -> None:
        """Take out every submission of the 31 March of ``year``."""
        place = (area, f"{year}-03-31")
        self._held = [one for one in self._held if one.place != place]

    def is_used(self, one: Submission) -> bool:
        """Whether pages are made of it: the newest of its 31 March."""
        return not one.is_in_year and newest_of(self._held)[one.place] == one

    def remove_one(self, one: Submission) -> None:
        """Take one out that is not in use."""
        self._held.remove(one)

    def keep(self) -> None:
        """Store what is held and what came in."""
        self._fill("submissions", sorted(self._all))
        if self._has_tables:
            self._copy()
        leaving = self._leaving()
        if leaving:
            self._move(leaving)
        self._insert_taken()

    def _copy(self) -> None:
        """What the old store has in the tables of submissions, of those that stay."""
        chosen = ""
        if len(self._held) < len(self._old):  # else all of it stays, as in nearly every load
            self._run("CREATE TEMP TABLE staying(area VARCHAR, number INTEGER)")
            self._fill("staying", [one[:2] for one in self._held])
            chosen = " JOIN staying USING (area, number) ORDER BY t.rowid"
        for table in TABLES:
            self._run(f"INSERT INTO {table} SELECT t.* FROM old.{table} AS t{chosen}")

    def _leaving(self) -> list[Submission]:
        """Those that were the newest of their year, and are not any more."""
        before, now = newest_of(self._old), newest_of(self._all)
        return [
            one
            for one in self._held
            if before[one.place] == one and now[one.place] != one and not one.is_in_year
        ]

    def _move(self, leaving: Sequence[Submission]) -> None:
        """Their figures, findings and sums, out of those of the returns in use."""
        self._run(LEAVING)
        rows = [(one.area, one.number, one.year, one.release) for one in leaving]
        self._fill("leaving", rows)
        masked = "masked" if self._is_decided else "TRUE"
        self._run(MOVED_FIGURES.format(masked=masked))
        if self._has_sums:
            self._run(MOVED_SUMS)
        for one in leaving:
            own = [f for f in self._findings if f[:3] == (one.area, one.year, one.release)]
            self._insert_findings(one, own)

    def _insert_taken(self) -> None:
        """What came in: all of a table at once, since to fill one takes as long for one return."""
        records, figures = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
        for one in self._taken:
            key = one.submission[:2]
            records += [(*key, place, count) for place, count in one.records.items()]
            # of overlapping twelve months no mask is worked out: none of it is for the public
            figures += [(*key, *row[2:7], *row[8:10], True) for row in one.figures]
        self._fill("submission_records", records)
        self._fill("submission_figures", figures)
        for one in self._taken:
            self._insert_findings(one.submission, one.findings)

    def _insert_findings(self, of: Submission, findings: Iterable[Finding]) -> None:
        key = of[:2]
        rows = [(*key, *one[3:7], list(one.indicators), one.words) for one in findings]
        self._fill("submission_findings", rows)
