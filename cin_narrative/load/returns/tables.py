"""The tables that a census return becomes, with DfE's names for the fields, and the reading of
single values.

 A row is a tuple in the order of ``TABLES``. Rows are gathered here and handed on in batches as
Arrow tables, so that reading needs no more memory than the tables themselves. Field names:
../shared/domain/cin-census.md 1.1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

import pyarrow as pa

BATCH_ROWS = 20_000
LONGEST_VALUE = (
    100  # characters; no field of the census is longer, and an identifier has at most 20
)
EPOCH = date(1970, 1, 1).toordinal()
TRUTH = {"0": False, "1": True, "false": False, "true": True}


class Kind(StrEnum):
    """How a field is read: text as it comes, a code in capitals, a date, a yes or no, a whole
    number, one of our keys.
    """

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    TRUTH = "truth"
    WHOLE = "whole"
    KEY = "key"


ARROW: Mapping[Kind, Any] = {
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.DATE: pa.int32(),
    Kind.TRUTH: pa.bool_(),
    Kind.WHOLE: pa.int32(),
    Kind.KEY: pa.int64(),
}
SQL_TYPE = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.DATE: "DATE",
    Kind.TRUTH: "BOOLEAN",
    Kind.WHOLE: "INTEGER",
    Kind.KEY: "BIGINT",
}
FIELDS: Mapping[str, Kind] = {
    "LAchildID": Kind.TEXT,
    "UPN": Kind.TEXT,
    "FormerUPN": Kind.TEXT,
    "UPNunknown": Kind.CODE,
    "PersonBirthDate": Kind.DATE,
    "ExpectedPersonBirthDate": Kind.DATE,
    "Sex": Kind.CODE,
    "GenderCurrent": Kind.CODE,
    "PersonDeathDate": Kind.DATE,
    "Ethnicity": Kind.CODE,
    "Disability": Kind.CODE,
    "CINreferralDate": Kind.DATE,
    "ReferralSource": Kind.CODE,
    "PrimaryNeedCode": Kind.CODE,
    "CINclosureDate": Kind.DATE,
    "ReasonForClosure": Kind.CODE,
    "DateOfInitialCPC": Kind.DATE,
    "ReferralNFA": Kind.TRUTH,
    "AssessmentActualStartDate": Kind.DATE,
    "AssessmentInternalReviewDate": Kind.DATE,
    "AssessmentAuthorisationDate": Kind.DATE,
    "AssessmentFactors": Kind.CODE,
    "CINPlanStartDate": Kind.DATE,
    "CINPlanEndDate": Kind.DATE,
    "S47ActualStartDate": Kind.DATE,
    "InitialCPCtarget": Kind.DATE,
    "ICPCnotRequired": Kind.TRUTH,
    "CPPstartDate": Kind.DATE,
    "CPPendDate": Kind.DATE,
    "InitialCategoryOfAbuse": Kind.CODE,
    "LatestCategoryOfAbuse": Kind.CODE,
    "NumberOfPreviousCPP": Kind.WHOLE,
    "CPPreviewDate": Kind.DATE,
}
KEYS = ("return_id", "child_row", "episode", "part")
# `child_row`, `episode` and `part` number the children, the CINdetails modules and the groups in
# them, since the file
# gives no identity to anything but the child. They are unique within one load, not within one
# return.
TABLES: Mapping[str, tuple[str, ...]] = {
    "Child": (
        "return_id",
        "child_row",
        "LAchildID",
        "UPN",
        "FormerUPN",
        "UPNunknown",
        "PersonBirthDate",
        "ExpectedPersonBirthDate",
        "Sex",
        "GenderCurrent",
        "PersonDeathDate",
        "Ethnicity",
    ),
    "Disabilities": ("return_id", "child_row", "Disability"),
    "CINdetails": (
        "return_id",
        "child_row",
        "LAchildID",
        "episode",
        "CINreferralDate",
        "ReferralSource",
        "PrimaryNeedCode",
        "CINclosureDate",
        "ReasonForClosure",
        "DateOfInitialCPC",
        "ReferralNFA",
    ),
    "Assessments": (
        "return_id",
        "episode",
        "part",
        "AssessmentActualStartDate",
        "AssessmentInternalReviewDate",
        "AssessmentAuthorisationDate",
    ),
    "AssessmentFactors": ("return_id", "episode", "part", "AssessmentFactors"),
    "CINPlanDates": ("return_id", "episode", "part", "CINPlanStartDate", "CINPlanEndDate"),
    "Section47": (
        "return_id",
        "episode",
        "part",
        "S47ActualStartDate",
        "InitialCPCtarget",
        "DateOfInitialCPC",
        "ICPCnotRequired",
    ),
    "ChildProtectionPlans": (
        "return_id",
        "episode",
        "part",
        "CPPstartDate",
        "CPPendDate",
        "InitialCategoryOfAbuse",
        "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP",
    ),
    "Reviews": ("return_id", "episode", "part", "CPPreviewDate"),
}


def kind_of(column: str) -> Kind:
    """The kind of a column of ``TABLES``."""
    return Kind.KEY if column in KEYS else FIELDS[column]


class TableSink(Protocol):
    """Takes a batch of one table; an engine does (engine.py)."""

    def insert(self, table: str, batch: pa.Table) -> None:
        """Add the rows of ``batch`` to ``table``."""


class Values(dict[str | None, Any]):
    """Text of one field -> its value, remembered. Text that cannot be read counts in ``unreadable``
    and gives None.


    Text of nothing but blanks counts in ``blank``.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__({None: None})
        self._parse = PARSE[kind]
        self.unreadable = 0
        self.blank = 0

    def __missing__(self, raw: str | None) -> Any:
        text = (raw or "").strip()
        if not text:
            self.blank += 1
            return None
        try:
            value = self._parse(text)
        except ValueError:
            self.unreadable += 1
            return None
        if len(self) < BATCH_ROWS and len(text) < LONGEST_VALUE:
            self[raw] = value
        return value


def _date(text: str) -> int:
    """Days since 1970 of ``2024-03-31``, with or without a time or a time zone after it."""
    if len(text) > 10 and text[10] not in "TZ+-":
        raise ValueError
    if text[4:5] != "-" or text[7:8] != "-":
        raise ValueError
    return date.fromisoformat(text[:10]).toordinal() - EPOCH


def _truth(text: str) -> bool:
    if text.lower() not in TRUTH:
        raise ValueError
    return TRUTH[text.lower()]


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise ValueError
    return int(text)


def _code(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise ValueError
    return text.upper()


PARSE: Mapping[Kind, Callable[[str], Any]] = {
    Kind.DATE: _date,
    Kind.TRUTH: _truth,
    Kind.WHOLE: _whole,
    Kind.CODE: _code,
}


def plain_text(raw: str | None) -> str | None:
    """An identifier as it comes, without surrounding blanks; None for nothing."""
    return (raw.strip()[:LONGEST_VALUE] or None) if raw else None


@dataclass(slots=True)
class Numbers:
    """The next free numbers of children, episodes and groups: shared by all returns of one load."""

    child_row: int = 0
    episode: int = 0
    part: int = 0


class CensusRows:
    """Gathers the rows of one return, keys and texts as they stand in the file, and hands them to
    ``sink`` in batches.

     Texts become values column by column when a batch is handed on. ``counts`` are the rows so far,
    by table.
    """

    def __init__(self, sink: TableSink, return_id: int, numbers: Numbers) -> None:
        self.return_id = return_id
        self.numbers = numbers
        self.counts: Counter[str] = Counter()
        self._sink = sink
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
        self._values = {
            name: Values(kind) for name, kind in FIELDS.items() if kind is not Kind.TEXT
        }
        self._readers: dict[str, Callable[[str | None], Any]] = {
            name: plain_text if kind is Kind.TEXT else self._values[name].__getitem__
            for name, kind in FIELDS.items()
        }

    @property
    def unreadable(self) -> dict[str, int]:
        """Field -> how many of its values could not be read (and count as not given)."""
        return {
            name: values.unreadable for name, values in self._values.items() if values.unreadable
        }

    @property
    def blank(self) -> dict[tuple[str, str], int]:
        """What a reading notes of fields that hold nothing but blanks."""
        return {
            ("empty", name): values.blank for name, values in self._values.items() if values.blank
        }

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Where to append rows of ``table``: numbers for the keys, text or None for the fields."""
        return self._rows[table]

    def end_of_child(self) -> None:
        """To be called after each child: hands on a batch when enough rows are gathered."""
        if (
            len(self._rows["CINdetails"]) >= BATCH_ROWS
            or len(self._rows["AssessmentFactors"]) >= 2 * BATCH_ROWS
        ):
            self.flush()

    def flush(self) -> None:
        """Hand on what is gathered."""
        for table, rows in self._rows.items():
            if rows:
                self.counts[table] += len(rows)
                self._sink.insert(table, self._arrow(table, rows))
                rows.clear()

    def _arrow(self, table: str, rows: list[tuple[Any, ...]]) -> pa.Table:
        """``rows`` of ``table`` as typed Arrow columns."""
        columns = {}
        for name, column in zip(TABLES[table], zip(*rows, strict=True), strict=True):
            kind = kind_of(name)
            values = column if kind is Kind.KEY else list(map(self._readers[name], column))
            array = pa.array(values, ARROW[kind])
            columns[name] = array.cast(pa.date32()) if kind is Kind.DATE else array
        return pa.table(columns)
