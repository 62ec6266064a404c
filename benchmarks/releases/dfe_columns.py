"""DfE's files -> ``data/reference/dfe_columns.csv``: the columns and row labels that each has.

    python benchmarks/releases/dfe_columns.py FOLDER...

FOLDER: a release as DfE publishes it, with its guidance (``data-guidance.txt``) where there is one.
Run it when a release is added. What the table has of other releases stays in it.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.check.dfe_columns import COLUMN, LABEL, TABLE, key_of
from cin_narrative.load.files import find_files
from cin_narrative.load.published.column_addresses import Addresses, year_marks
from cin_narrative.load.published.families import named_family
from cin_narrative.load.published.long_files import LONG_COMMON
from cin_narrative.load.published.recognition import read_table
from cin_narrative.load.published.table import Table

Entry = tuple[str, str, str]  # family, kind, name
FILE_NAMED = re.compile(r"^Filename: (\S+)")
VARIABLE = re.compile(r"^([\w%]\S*) +\|")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    path = REFERENCE / TABLE
    held = reference_rows(path) if path.exists() else []
    entries = [(row["family"], row["kind"], row["name"]) for row in held]
    for folder in map(Path, sys.argv[1:]):
        entries += [*of_files(folder), *of_guidance(folder)]
    kept: dict[Entry, Entry] = {}
    for family, kind, name in entries:
        kept.setdefault((family, kind, key_of(family, kind, name)), (family, kind, name))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("family", "kind", "name"))
        writer.writerows(sorted(kept.values()))


def of_files(folder: Path) -> Iterator[Entry]:
    """What the tables of a folder have; a file that is none of DfE's is named and left."""
    addresses, areas = Addresses(load_catalogue()), load_areas()
    for file in find_files([folder])[0]:
        table = read_table(file, areas, addresses)
        if isinstance(table, Table):
            yield from of_table(table)
        else:
            print(f"left: {file.name}", file=sys.stderr)


def of_table(table: Table) -> Iterator[Entry]:
    for header in table.columns:
        yield table.family, COLUMN, without_year(header, table.year) if table.year else header
    for label in dict.fromkeys(table.labels):
        if label:
            yield table.family, LABEL, label


def without_year(header: str, year: int) -> str:
    """A header of a wide file with gaps for what says its year."""
    for gap, mark in year_marks(year).items():  # 1415 first: it may stand in 201415
        header = header.replace(mark, f"{{{gap}}}")
    return header


def of_guidance(folder: Path) -> Iterator[Entry]:
    """The variables that DfE's guidance names, file by file."""
    for path in sorted(folder.glob("data-guidance*.txt")):
        family = ""
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            if named := FILE_NAMED.match(line):
                family = named_family(named[1])
            found = VARIABLE.match(line)
            if found and family and found[1].lower() not in {"variable", *LONG_COMMON}:
                yield family, COLUMN, found[1]


if __name__ == "__main__":
    main()
