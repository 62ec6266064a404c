"""The tables of one load -> what is told of them, or the refusal of those wrong as a whole.

These checks see what the store does not keep: names, rows, and columns that are stored from another
file.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import FileInDoubt
from cin_narrative.load.breach import Breach
from cin_narrative.load.checks.area_names import Naming
from cin_narrative.load.checks.columns import blank, missing
from cin_narrative.load.checks.repeats import differing
from cin_narrative.load.checks.rows import Rows
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.table import Table
from cin_narrative.store.sheet import Column

MANY = 8  # cells of one column that two files print differently: one of the files is wrong


def check_tables(tables: Sequence[Table], areas: Areas) -> list[Breach]:
    """What is told of rows and names; raises ``FileInDoubt`` with a line for each table refused."""
    checks = [(Naming(table, areas), Rows(table, areas)) for table in tables]
    refuse([line for pair in checks for one in pair for line in one.refusals()])
    return [breach for pair in checks for one in pair for breach in one.notes()]


def check_columns(
    tables: Sequence[Table],
    met: Sequence[Sequence[Column]],
    addresses: Addresses,
    catalogue: Catalogue,
    areas: Areas,
) -> list[Breach]:
    """What is told of the columns of one release, whose tables have ``met`` these; raises
    ``FileInDoubt`` where two files print a column differently in many places.
    """
    found = list(differing(tables, met, areas))
    by_column: dict[tuple[str, str], list[Breach]] = {}
    for one in found:
        by_column.setdefault((one.file, one.column), []).append(one)
    refuse([own[0].message for own in by_column.values() if len(own) >= MANY])
    return [*found, *missing(tables, met, addresses, catalogue), *blank(tables, met)]


def refuse(lines: Sequence[str]) -> None:
    """Raise ``FileInDoubt`` with these lines, if there are any."""
    if lines:
        raise FileInDoubt("\n".join(dict.fromkeys(lines)))
