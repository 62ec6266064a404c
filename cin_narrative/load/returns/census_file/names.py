"""A mapping file -> DfE's field names for those that a system writes in their place.

It is a CSV of two columns under any two headings: the system's name, then DfE's.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from cin_narrative.errors import InputDamaged, did_you_mean
from cin_narrative.load.files import opened
from cin_narrative.load.returns.census_file.fields import FIELDS
from cin_narrative.messages import message

Names = Mapping[str, str]  # a heading as ``plain_heading`` has it -> DfE's, likewise
# What a table has beside DfE's fields: what tells its records apart, and the fields of the header.
KEYS = ("CINdetailsID", "AssessmentID", "CPPID", "CINPlanDatesID", "Section47ID", "S47ID")
OF_HEADER = (
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
KNOWN = (*FIELDS, *KEYS, *OF_HEADER)


def plain_heading(text: str) -> str:
    """A heading as it is compared: its letters and digits, in small letters."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def read_names(path: Path) -> Names:
    """The mapping in the file at ``path``. Raises ``InputMissing``, and ``InputDamaged`` with a
    line for every fault of it.
    """
    with opened(path) as stream:
        text = stream.read().decode("utf-8-sig", errors="replace")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)][1:]
    faults = list(_faults(path.name, rows))
    if faults:
        raise InputDamaged("\n".join(faults))
    return {plain_heading(own): plain_heading(theirs) for own, theirs in rows}


def _faults(file: str, rows: list[list[str]]) -> Iterator[str]:
    known = {plain_heading(name): name for name in KNOWN}
    seen: dict[tuple[int, str], int] = {}
    if not rows:
        yield message("load.names_empty", file=file)
    for number, row in enumerate(rows, 2):
        where = {"file": file, "line": number}
        if len(row) != 2 or not all(map(plain_heading, row)):
            yield message("load.names_not_two", **where)
            continue
        own, theirs = row[0].strip(), row[1].strip()
        if plain_heading(theirs) not in known:
            near = " or ".join(did_you_mean(theirs, KNOWN)) or KNOWN[0]
            yield message("load.names_unknown", name=theirs[:40], near=near, **where)
        for column, name in enumerate((own, theirs)):
            first = seen.setdefault((column, plain_heading(name)), number)
            if first != number:
                yield message("load.names_twice", name=name[:40], first=first, **where)
