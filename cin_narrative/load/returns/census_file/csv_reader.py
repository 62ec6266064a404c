"""A census return as CSV files with DfE's field names -> the same tables, one file each.

A file is known by its columns, not by its name. Modules of one child are told apart by
``CINdetailsID``, the groups in a module by ``AssessmentID``, ``CPPID`` and so on (the names the
sector's validator uses); a file with one row per factor or review repeats the row. ``Header.csv``
gives the reference date and the authority.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cin_narrative.errors import ReturnRefused
from cin_narrative.load.files import InputFile
from cin_narrative.load.returns.census_file.census_rows import CensusRows
from cin_narrative.load.returns.census_file.contents import Reading
from cin_narrative.load.returns.census_file.csv_tables import (
    CHILD,
    EPISODE,
    NEEDED,
    Row,
    headings,
    read_csv_header,
    records,
    table_of,
)
from cin_narrative.load.returns.census_file.fields import TABLES
from cin_narrative.load.returns.census_file.values import plain_text
from cin_narrative.messages import message

# where the list of a group stands: in the row of its group, or in a file of its own
INNER = {
    "Assessments": ("AssessmentFactors", "AssessmentFactors"),
    "ChildProtectionPlans": ("CPPreviewDate", "Reviews"),
    "AssessmentFactors": ("AssessmentFactors", "AssessmentFactors"),
    "Reviews": ("CPPreviewDate", "Reviews"),
}
OWNER = {"AssessmentFactors": "Assessments", "Reviews": "ChildProtectionPlans"}
ORDER = (
    "CINdetails",
    "Assessments",
    "ChildProtectionPlans",
    "CINPlanDates",
    "Section47",
    "AssessmentFactors",
    "Reviews",
)
CHILD_KEY = CHILD.lower()


def read_csv(files: list[InputFile], name: str, rows: CensusRows) -> Reading:
    """Read the tables in ``files`` (one return) into ``rows``.

    Raises ``ReturnRefused`` where a table that is needed is missing, ``InputDamaged`` where a file
    cannot be read.
    """
    tables: dict[str, list[InputFile]] = {}
    for file in files:
        tables.setdefault(table_of(file), []).append(file)
    missing = [table for table in NEEDED if table not in tables]
    if missing:
        raise ReturnRefused(message("load.tables_missing", name=name, tables=" or ".join(missing)))
    reader = _CsvReader(rows)
    header, digest = read_csv_header(files)
    reader.read_children(tables)
    for table in ORDER:
        for file in tables.get(table, ()):
            reader.read_table(table, file)
    rows.flush()
    rows.counts["Reviews"] -= reader.notes["empty", "Reviews"]  # without its date it is none
    missing = [table for table in TABLES if table not in tables and table not in reader.inner]
    return Reading(
        header,
        digest,
        rows.counts,
        reader.notes,
        rows.unreadable,
        rows.day_first,
        frozenset(missing),
        rows.unread,
    )


class _CsvReader:
    """Gives the rows of a return's CSVs the keys that its tables have."""

    def __init__(self, rows: CensusRows) -> None:
        self.rows = rows
        self.notes: Counter[tuple[str, str]] = Counter()
        self._children: dict[str | None, int] = {}
        self._episodes: dict[tuple[str | None, str], int] = {}
        self._parts: dict[tuple[str, int, str], int] = {}
        self.inner: set[str] = set()  # the tables that stand in the rows of others

    def read_children(self, tables: Mapping[str, list[InputFile]]) -> None:
        """Children from one file or two (identifiers, characteristics), then their disabilities."""
        for record in _children(self._once("Child", file) for file in tables["Child"]):
            self._add("Child", record, {"child_row": self._number_child(record)})
        for file in tables.get("Disabilities", ()):
            for row in self._once("Disabilities", file):
                self._add_disability(row)

    def _once(self, table: str, file: InputFile) -> Iterator[Row]:
        """The rows of a file; one that stands twice, alike in everything, is read once."""
        seen = set[tuple[str, ...]]()
        for record in records(file):
            content = tuple(record.values())
            if content in seen:
                self.notes["identical", table] += 1
            else:
                seen.add(content)
                yield record

    def _number_child(self, record: Row) -> int:
        numbers = self.rows.numbers
        numbers.child_row += 1
        return self._children.setdefault(plain_text(record.get(CHILD_KEY)), numbers.child_row)

    def _add_disability(self, record: Row) -> None:
        row = self._children.get(plain_text(record.get(CHILD_KEY)))
        if row is None:
            self.notes["orphaned", "Disabilities"] += 1
        elif record.get("disability"):
            self._add("Disabilities", record, {"child_row": row})

    def read_table(self, table: str, file: InputFile) -> None:
        """The rows of one table; a factor or a review in the row of its group is added to its own
        table.
        """
        if table != "CINdetails" and EPISODE.lower() not in headings(file):
            raise ReturnRefused(message("load.no_episode_column", file=file.name, column=EPISODE))
        for number, record in enumerate(self._once(table, file)):
            child = plain_text(record.get(CHILD_KEY))
            identity = (child, record.get(EPISODE.lower(), str(number)))
            if table == "CINdetails":
                self._add_episode(identity, record)
            elif identity not in self._episodes:
                self.notes["orphaned", table] += 1
            else:
                self._add_part(table, self._episodes[identity], record, number)

    def _add_episode(self, identity: tuple[str | None, str], record: Row) -> None:
        row = self._children.get(identity[0])
        if row is None:
            self.notes["orphaned", "CINdetails"] += 1
            return
        self.rows.numbers.episode += 1
        self._episodes[identity] = self.rows.numbers.episode
        self._add("CINdetails", record, {"child_row": row, "episode": self.rows.numbers.episode})

    def _add_part(self, table: str, episode: int, record: Row, number: int) -> None:
        """One group of an episode, once however many rows it has, and what its list holds here."""
        owner = OWNER.get(table, table)
        identity = (owner, episode, record.get("partid") or f"row {number}")
        keys = {"episode": episode, "part": self._parts.get(identity, 0)}
        if not keys["part"]:
            self.rows.numbers.part += 1
            keys["part"] = self._parts[identity] = self.rows.numbers.part
            if table == owner:
                self._add(table, record, keys)
        if table in INNER:
            field, into = INNER[table]
            self.inner |= {into} if field.lower() in record else set()
            texts = list(filter(None, record.get(field.lower(), "").split(",")))
            for text in texts:
                self._add(into, {field.lower(): text.strip()}, keys)
            if table == "Reviews" and not texts:
                self._add(into, {}, keys)  # a review without its date
                self.notes["empty", table] += 1

    def _add(self, table: str, record: Row, keys: Mapping[str, int]) -> None:
        known: dict[str, Any] = {"return_id": self.rows.return_id, **keys}
        row = [
            known[name] if name in known else record.get(name.lower()) or None
            for name in TABLES[table]
        ]
        self.rows.rows(table).append(tuple(row))
        if table == "CINdetails":
            self.rows.end_of_child()


def _children(files: Iterable[Iterable[Row]]) -> Iterable[dict[str, str]]:
    """One record for each child, put together from all its rows in ``files``; a row that gives the
    same columns again is a second child of this name.
    """
    found: dict[str | None, dict[str, str]] = {}
    for file in files:
        for number, record in enumerate(file):
            child = plain_text(record.get(CHILD_KEY))
            held = found.setdefault(child, {})
            if record.keys() & held.keys() - {CHILD_KEY}:
                held = found[f"{child}\0{number}"] = {}
            held.update(record)
    return found.values()
