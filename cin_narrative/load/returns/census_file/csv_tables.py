"""A CSV with DfE's field names -> which table it holds, its records, and the return's header."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping

from cin_narrative.errors import InputDamaged
from cin_narrative.load.files import InputFile
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.names import OF_HEADER, plain_heading
from cin_narrative.load.table_text import first_line
from cin_narrative.messages import message

HEADER_FIELDS = ("referencedate", "lea")
NEEDED = ("Header", "Child", "CINdetails")  # without which there is no return
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
HEADER_NAMES = {plain_heading(name): name for name in OF_HEADER}
LONGEST_HEAD = 32_768  # bytes of the first line of a table
Row = Mapping[str, str]


def headings(file: InputFile) -> list[str]:
    """The columns of a CSV, their letters and digits in small letters."""
    start = file.content[:LONGEST_HEAD].decode("utf-8-sig", errors="replace")
    return [plain_heading(name) for name in first_line(start, ",")]


def table_of(file: InputFile) -> str:
    """The census table that a CSV holds by its columns: "Header", one of ``fields.TABLES``, or
    nothing.
    """
    names = {ALIASES.get(name, name) for name in headings(file)}
    if set(HEADER_FIELDS) <= names:
        return "Header"
    if CHILD.lower() not in names:
        return ""
    return next((table for field, table in MARKS if field.lower() in names), "")


def read_csv_header(files: list[InputFile]) -> tuple[Header, str]:
    """The header of the return that ``files`` form, and the fingerprint of the whole."""
    header = Header()
    for file in files:
        for record in records(file) if table_of(file) == "Header" else ():
            for field, text in record.items():
                header.take(HEADER_NAMES.get(field, field), text[:100])
    prints = sorted(file.sha256 for file in files)
    return header, hashlib.sha256("".join(prints).encode()).hexdigest()


def records(file: InputFile) -> Iterator[dict[str, str]]:
    """The rows of a CSV: heading -> text without surrounding blanks; empty rows are passed over.

    Raises ``InputDamaged`` where a row has not the columns of the first line, or a column stands
    twice there.
    """
    names = [ALIASES.get(name, name) for name in headings(file)]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        columns = ", ".join(twice)
        raise InputDamaged(message("load.columns_twice", file=file.name, columns=columns))
    lines = csv.reader(io.StringIO(_text(file), newline=""))
    next(lines, None)
    try:
        for number, line in enumerate(lines, 1):
            if line and len(line) != len(names):
                raise _short_line(file, number, len(line), len(names))
            if any(line):
                yield {name: value.strip() for name, value in zip(names, line, strict=True)}
    except csv.Error:
        raise InputDamaged(message("load.csv_damaged", file=file.name)) from None


def _text(file: InputFile) -> str:
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.content.decode("cp1252", errors="replace")


def _short_line(file: InputFile, row: int, columns: int, expected: int) -> InputDamaged:
    gaps = {"file": file.name, "row": row, "columns": columns, "expected": expected}
    return InputDamaged(message("load.csv_short_line", **gaps))
