"""Staged cells and the old store -> the SQL of the observations of the next version.

Everything staged comes from the tables of ``schema.WORKING``, the sheets that are registered as
``frame_0``, ``frame_1`` ..., and a store attached as ``old``.
"""

from __future__ import annotations

from collections.abc import Collection

from cin_narrative.store.schema import OBSERVATIONS

COLUMNS = f"{OBSERVATIONS}, priority"
CELL = ("area", "year", "indicator", "measure", "category", "release")
OURS = "(SELECT DISTINCT release FROM incoming)"
# A file that was loaded again, and of which no cell is left, is no source any more.
DROP_SUPERSEDED = """
DELETE FROM sources AS o
WHERE EXISTS (FROM sources AS n WHERE n.name = o.name AND n.release = o.release AND n.id > o.id)
AND id NOT IN (SELECT source FROM observations)
"""


def incoming_sql(sheets: int) -> str:
    """The SELECT of everything staged: finished observations, and the cells of so many sheets."""
    return " UNION ALL ".join([f"SELECT {COLUMNS} FROM staged", *map(_sheet_sql, range(sheets))])


def _sheet_sql(number: int) -> str:
    return (
        "SELECT f.area::VARCHAR, f.year, c.indicator, c.measure, c.category, c.release, f.value, "
        'f.symbol::VARCHAR, c.source, f."row", c.col, NULL, c.priority '
        f"FROM frame_{number} AS f JOIN columns AS c ON c.sheet = {number} AND c.number = f.number"
    )


def kept_sql(replaced: Collection[int]) -> str:
    """The SELECT of what stays of the old store in the releases that something comes in for: cells
    of other sources than ``replaced`` that nothing of the same or a lower priority stands for.
    """
    return (
        f"SELECT {COLUMNS} FROM old.observations AS o "
        f"WHERE release IN {OURS} AND source NOT IN ({_listed(replaced)}) "
        f"AND NOT EXISTS (FROM incoming AS i WHERE {_SAME} AND i.priority <= o.priority)"
    )


def merged_sql(replaced: Collection[int]) -> str:
    """The SELECT of everything staged with what stays of the old store; where both hold a cell, the
    lower priority wins. The tables ``incoming`` and ``kept`` must be there.
    """
    return (
        f"SELECT {COLUMNS} FROM incoming AS i WHERE NOT EXISTS (FROM kept AS o WHERE {_SAME}) "
        f"UNION ALL SELECT {COLUMNS} FROM kept "
        f"UNION ALL SELECT {COLUMNS} FROM old.observations "
        f"WHERE release NOT IN {OURS} AND source NOT IN ({_listed(replaced)})"
    )


_SAME = " AND ".join(f"i.{column} = o.{column}" for column in CELL)


def _listed(sources: Collection[int]) -> str:
    return ", ".join(map(str, sources)) or "-1"
