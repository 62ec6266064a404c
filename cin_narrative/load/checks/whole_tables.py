"""The tables of one load -> what is told of them, or the refusal of those wrong as a whole.

These checks see what the store does not keep: names, rows that are missing, blank cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import FileInDoubt
from cin_narrative.load.checks.area_names import Naming
from cin_narrative.load.checks.columns import blank, missing
from cin_narrative.load.checks.rows import Rows
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.table import Table
from cin_narrative.store.breach import Breach
from cin_narrative.store.sheet import Column


def check_tables(tables: Sequence[Table], areas: Areas) -> list[Breach]:
    """What is told of rows and names; raises ``FileInDoubt`` with a line for each table refused."""
    checks = [(Naming(table, areas), Rows(table, areas)) for table in tables]
    refuse([breach for pair in checks for one in pair for breach in one.refusals()])
    return [breach for pair in checks for one in pair for breach in one.notes()]


def check_columns(
    tables: Sequence[Table],
    met: Sequence[Sequence[Column]],
    addresses: Addresses,
    catalogue: Catalogue,
) -> list[Breach]:
    """What is told of the columns of one release, whose tables have ``met`` these."""
    return [*missing(tables, met, addresses, catalogue), *blank(tables, met)]


def refuse(breaches: Sequence[Breach]) -> None:
    """Raise ``FileInDoubt`` with these, if there are any."""
    if breaches:
        lines = dict.fromkeys(one.message for one in breaches)
        raise FileInDoubt("\n".join(lines), [one.as_finding() for one in breaches])
