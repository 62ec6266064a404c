"""A census return as CSV files with DfE's field names: the same tables, one file each.

 A file is known by its columns, not by its name. Modules of one child are told apart by
``CINdetailsID``, the groups in a module by ``AssessmentID``, ``CPPID`` and so on (the names the
sector's validator uses); a file with one row per factor or review repeats the row. ``Header.csv``
gives the reference date and the authority.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cin_narrative.errors import InputDamaged, ReturnRefused
from cin_narrative.load.files import InputFile
from cin_narrative.load.returns.tables import TABLES, CensusRows, plain_text
from cin_narrative.load.returns.xml_reader import Header, Reading

HEADER_FIELDS = ("referencedate", "lea")
CHILD, EPISODE = "LAchildID", "CINdetailsID"
# What marks a file as holding a table, in the order they are looked for.
MARKS = (
    ("CINreferralDate", "CINdetails"),
    ("AssessmentActualStartDate", "Assessments"),
    ("S47ActualStartDate", "Section47"),
    ("CPPstartDate", "ChildProtectionPlans"),
    ("CINPlanStartDate", "CINPlanDates"),
    ("AssessmentFactors", "AssessmentFactors"),
    ("CPPreviewDate", "Reviews"),
    ("Disability", "Disabilities"),
    ("PersonBirthDate", "Child"),
    ("Ethnicity", "Child"),
    ("UPN", "Child"),
)
ALIASES = {
    "cinplandatesid": "partid",
    "assessmentid": "partid",
    "cppid": "partid",
    "section47id": "partid",
    "s47id": "partid",
    "disabilities": "disability",
    "childidentifiersid": CHILD.lower(),
    "factorsidentifiedatassessment": "assessmentfactors",
    "reviews": "cppreviewdate",
}
INNER = {
    "Assessments": ("AssessmentFactors", "AssessmentFactors"),
    "ChildProtectionPlans": ("CPPreviewDate", "Reviews"),
}
Row = Mapping[str, str]


def headings(file: InputFile) -> list[str]:
    """The columns of a CSV, in small letters, without a byte-order mark."""
    first = file.content[:8192].decode("utf-8-sig", errors="replace").split("\n", 1)[0]
    return [name.strip().lower() for name in next(csv.reader([first.rstrip("\r")]), [])]


def table_of(file: InputFile) -> str:
    """The census table that a CSV holds by its columns: "Header", one of ``TABLES``, or nothing."""
    names = {ALIASES.get(name, name) for name in headings(file)}
    if set(HEADER_FIELDS) <= names:
        return "Header"
    if CHILD.lower() not in names:
        return ""
    return next((table for field, table in MARKS if field.lower() in names), "")


def read_csv(files: list[InputFile], name: str, rows: CensusRows) -> Reading:
    """Read the tables in ``files`` (one return) into ``rows``.

     Raises ``ReturnRefused`` where a table that is needed is missing, ``InputDamaged`` where a file
    cannot be read.
    """
    tables: dict[str, list[InputFile]] = {}
    for file in files:
        tables.setdefault(table_of(file), []).append(file)
    missing = [table for table in ("Header", "Child", "CINdetails") if table not in tables]
    if missing:
        raise ReturnRefused(
            f"{name} has no CSV that holds {' or '.join(missing)} by its columns (Header: ReferenceDate and LEA; Child: "
            "LAchildID and PersonBirthDate; CINdetails: LAchildID and CINreferralDate)."
        )
    reader = _CsvReader(rows)
    header, digest = read_csv_header(files)
    reader.read_children(tables)
    for table in (
        "CINdetails",
        "Assessments",
        "ChildProtectionPlans",
        "CINPlanDates",
        "Section47",
        "AssessmentFactors",
        "Reviews",
    ):
        for file in tables.get(table, ()):
            reader.read_table(table, file)
    rows.flush()
    return Reading(header, digest, rows.counts, reader.notes, rows.unreadable)


def read_csv_header(files: list[InputFile]) -> tuple[Header, str]:
    """The header of the return that ``files`` form, and the fingerprint of the whole."""
    header = Header()
    for file in files:
        for record in _records(file) if table_of(file) == "Header" else ():
            for field, text in record.items():
                header.fields.setdefault(HEADER_NAMES.get(field, field), text[:100])
    return header, hashlib.sha256(
        "".join(sorted(file.sha256 for file in files)).encode()
    ).hexdigest()


HEADER_NAMES = {
    name.lower(): name
    for name in (
        "Collection",
        "Year",
        "ReferenceDate",
        "SourceLevel",
        "LEA",
        "SoftwareCode",
        "Release",
        "SerialNo",
        "DateTime",
    )
}


def _records(file: InputFile) -> Iterator[dict[str, str]]:
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = file.content.decode("cp1252", errors="replace")
    names = [ALIASES.get(name, name) for name in headings(file)]
    lines = csv.reader(io.StringIO(text, newline=""))
    next(lines, None)
    try:
        for number, line in enumerate(lines, 1):
            if line and len(line) != len(names):
                raise InputDamaged(
                    f"{file.name}, data row {number}: {len(line)} columns where the first line has {len(names)}."
                )
            if any(line):
                yield {name: value.strip() for name, value in zip(names, line, strict=True)}
    except csv.Error:
        raise InputDamaged(f"{file.name} cannot be read as a CSV: export it again.") from None


class _CsvReader:
    def __init__(self, rows: CensusRows) -> None:
        self.rows = rows
        self.notes: Counter[tuple[str, str]] = Counter()
        self._children: dict[str | None, int] = {}
        self._episodes: dict[tuple[str | None, str], int] = {}
        self._parts: dict[tuple[str, int, str], int] = {}

    def read_children(self, tables: Mapping[str, list[InputFile]]) -> None:
        """Children from one file or two (identifiers, characteristics), then their disabilities."""
        found: dict[str | None, dict[str, str]] = {}
        for file in tables["Child"]:
            columns = set(headings(file))
            for number, record in enumerate(_records(file)):
                child = plain_text(record.get(CHILD.lower()))
                held = found.setdefault(child, {})
                if columns & held.keys() - {
                    CHILD.lower()
                }:  # the same columns again: a second child of this name
                    held = found[f"{child}\0{number}"] = {}
                held.update(record)
        for record in found.values():
            self._add("Child", record, {"child_row": self._number_child(record)})
        for file in tables.get("Disabilities", ()):
            for record in _records(file):
                row = self._children.get(plain_text(record.get(CHILD.lower())))
                if row is None:
                    self.notes["unknown", "Disabilities/child not in Child"] += 1
                elif record.get("disability"):
                    self._add("Disabilities", record, {"child_row": row})

    def _number_child(self, record: Row) -> int:
        self.rows.numbers.child_row += 1
        return self._children.setdefault(
            plain_text(record.get(CHILD.lower())), self.rows.numbers.child_row
        )

    def read_table(self, table: str, file: InputFile) -> None:
        """The rows of one table; a factor or a review in the row of its group is added to its own
        table.
        """
        if table != "CINdetails" and EPISODE.lower() not in headings(file):
            raise ReturnRefused(
                f"{file.name} has no column {EPISODE}: without it nobody can tell which referral a row belongs to."
            )
        for number, record in enumerate(_records(file)):
            child = plain_text(record.get(CHILD.lower()))
            identity = (child, record.get(EPISODE.lower(), str(number)))
            if table == "CINdetails":
                self._add_episode(identity, record)
            elif identity not in self._episodes:
                self.notes["unknown", f"{table}/row without its CINdetails"] += 1
            else:
                self._add_part(table, self._episodes[identity], record, number)

    def _add_episode(self, identity: tuple[str | None, str], record: Row) -> None:
        row = self._children.get(identity[0])
        if row is None:
            self.notes["unknown", "CINdetails/child not in Child"] += 1
            return
        self.rows.numbers.episode += 1
        self._episodes[identity] = self.rows.numbers.episode
        self._add("CINdetails", record, {"child_row": row, "episode": self.rows.numbers.episode})

    def _add_part(self, table: str, episode: int, record: Row, number: int) -> None:
        inner = INNER.get(table)
        owner = {"AssessmentFactors": "Assessments", "Reviews": "ChildProtectionPlans"}.get(
            table, table
        )
        identity = (owner, episode, record.get("partid") or f"row {number}")
        part = self._parts.get(identity)
        if part is None:
            self.rows.numbers.part += 1
            part = self._parts[identity] = self.rows.numbers.part
            if table == owner:
                self._add(table, record, {"episode": episode, "part": part})
        field, into = inner or (
            ("AssessmentFactors", table)
            if table == "AssessmentFactors"
            else ("CPPreviewDate", table)
        )
        for text in (
            filter(None, record.get(field.lower(), "").split(","))
            if inner or table != owner
            else ()
        ):
            self._add(into, {field.lower(): text.strip()}, {"episode": episode, "part": part})

    def _add(self, table: str, record: Row, keys: Mapping[str, int]) -> None:
        known: dict[str, Any] = {"return_id": self.rows.return_id, **keys}
        self.rows.rows(table).append(
            tuple(
                known[name] if name in known else record.get(name.lower()) or None
                for name in TABLES[table]
            )
        )
        if table == "CINdetails":
            self.rows.end_of_child()
