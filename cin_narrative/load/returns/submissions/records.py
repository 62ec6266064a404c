"""The files of two submissions -> how many records came, went or changed, by table of the census.

Both files are read into memory, set side by side there, and forgotten: the store holds no record,
no identifier and nothing made of one. A record is known again by its child, its referral and its
own first date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cin_narrative.errors import ReturnRefused
from cin_narrative.load.returns.batch import read_file
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.fields import KEYS, TABLES
from cin_narrative.load.returns.census_file.files import AS_THEY_ARE, ReadAs, find_returns
from cin_narrative.load.returns.engine import DuckDBEngine, Engine
from cin_narrative.load.returns.incoming import header_of
from cin_narrative.messages import message
from cin_narrative.store.submissions.record import Submission

# What a record is known by beside its child and its referral.
KNOWN_BY: Mapping[str, str] = {
    "Child": "",
    "Disabilities": "Disability",
    "CINdetails": "",
    "Assessments": "AssessmentActualStartDate",
    "AssessmentFactors": "AssessmentFactors",
    "CINPlanDates": "CINPlanStartDate",
    "Section47": "S47ActualStartDate",
    "ChildProtectionPlans": "CPPstartDate",
    "Reviews": "CPPreviewDate",
}
OF_CHILD = ("Child", "Disabilities")
CHILD = "LAchildID"
REFERRED = "CINreferralDate"
SET_BESIDE = """
WITH known AS (
  SELECT t.return_id, concat_ws(chr(31), {key}) AS name, concat_ws(chr(31), {content}) AS content
  FROM {table} AS t {joined}),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY return_id, name ORDER BY content) AS nth FROM known),
earlier AS (FROM numbered WHERE return_id = 1),
later AS (FROM numbered WHERE return_id = 2)
SELECT count(*) FILTER (e.name IS NULL), count(*) FILTER (l.name IS NULL),
  count(*) FILTER (e.content <> l.content)
FROM earlier AS e FULL JOIN later AS l ON e.name = l.name AND e.nth = l.nth
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records of a table came, went and changed."""

    came: int
    went: int
    changed: int

    def line(self, table: str) -> str:
        """The numbers as the command line prints them."""
        gaps = {"came": self.came, "went": self.went, "changed": self.changed}
        return message("load.records_moved", table=table, **gaps)

    def record(self) -> dict[str, Any]:
        """The numbers as JSON."""
        return {"came": self.came, "went": self.went, "changed": self.changed}


def changes_between(
    files: Sequence[Path],
    submissions: tuple[Submission, Submission],
    how: ReadAs = AS_THEY_ARE,
) -> dict[str, Changes]:
    """The records that came, went or changed from the first submission to the second.

    Raises ``ReturnRefused`` where ``files`` are not those of the two, in whatever order.
    """
    found = [one for file in files for one in find_returns([file], how)[0]]
    by_print = {header_of(one)[1]: one for one in found}
    if any(one.sha256 not in by_print for one in submissions):
        gaps = {"before": submissions[0].file, "after": submissions[1].file}
        raise ReturnRefused(message("load.files_of_others", **gaps))
    engine, numbers = DuckDBEngine(), Numbers()
    try:
        for at, one in enumerate(submissions, 1):
            rows = CensusRows(engine, at, numbers)
            read_file(by_print[one.sha256], rows, lambda count: None)
        return {table: _changes(engine, table) for table in TABLES}
    finally:
        engine.close()


def _changes(engine: Engine, table: str) -> Changes:
    [row] = engine.rows(set_beside_sql(table))
    return Changes(*row)


def set_beside_sql(table: str) -> str:
    """The query that counts the records of ``table`` that came, went and changed."""
    own = f"t.{KNOWN_BY[table]}" if KNOWN_BY[table] else ""
    if table in OF_CHILD:
        names, joined = [f"c.{CHILD}"], "JOIN Child AS c USING (return_id, child_row)"
    else:
        names, joined = [f"d.{CHILD}", f"d.{REFERRED}"], ""
        joined = "JOIN CINdetails AS d USING (return_id, episode)"
    key = ", ".join(_text(name) for name in (*names, own) if name)
    fields = [name for name in TABLES[table] if name not in KEYS]
    content = ", ".join(_text(f"t.{name}") for name in fields)
    return SET_BESIDE.format(table=table, joined=joined, key=key, content=content)


def _text(name: str) -> str:
    return f"coalesce(CAST({name} AS VARCHAR), '')"
