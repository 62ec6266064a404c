"""Staged cells and the old store -> the SQL of the observations of the next version.

Everything staged comes from the tables of ``schema.WORKING``, the sheets that are registered as
``frame_0``, ``frame_1`` ..., and a store attached as ``old``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from cin_narrative.store.decisions import LOCAL
from cin_narrative.store.schema import OBSERVATIONS

COLUMNS = f"{OBSERVATIONS}, priority"
# what nobody decides on stays hidden
UNDECIDED = f"release IN (SELECT release FROM releases WHERE {LOCAL})"
CELL = ("area", "year", "indicator", "measure", "category", "release")
HAS_REPEATS = """
SELECT 1 FROM information_schema.tables WHERE table_catalog = 'old' AND table_name = 'repeats'
"""
OURS = "(SELECT DISTINCT release FROM incoming)"
HELD_COUNTS = """
SELECT o.year, o.indicator, r."order" >= ? AS is_local, arg_max(o.value, r."order")
FROM old.observations AS o JOIN old.releases AS r USING (release)
WHERE o.area = ? AND o.measure = 'count' AND o.category = '' AND o.value IS NOT NULL
GROUP BY ALL ORDER BY ALL
"""
# A file that was loaded again, and of which no cell is left, is no source any more.
PRINTED = "(SELECT source FROM observations UNION SELECT source FROM repeats)"
DROP_SUPERSEDED = f"""
DELETE FROM sources AS o
WHERE EXISTS (FROM sources AS n WHERE n.name = o.name AND n.release = o.release AND n.id > o.id)
AND id NOT IN {PRINTED}
"""
# After what was held has been replaced: else a file whose cells are gone would count as loaded.
DROP_REPLACED = f"""
DELETE FROM sources AS o
WHERE id NOT IN {PRINTED} AND id IN (SELECT id FROM old.sources)
"""
# DfE prints a total in every file that divides it. One print of a cell is the observation: that of
# the file which is best for it. The others stand in ``repeats``, and vouch for it, or do not. Few
# columns are printed twice, and only in these each cell is looked at.
# Of two files that are as good, as the parts of one are, it is the first.
BEST = f"""
CREATE TEMP TABLE best AS SELECT {", ".join(CELL)}, min((priority, source)) AS first
FROM observations
SEMI JOIN (SELECT indicator, measure, category, release FROM observations GROUP BY ALL
  HAVING min((priority, source)) < max((priority, source)))
  USING (indicator, measure, category, release)
GROUP BY ALL HAVING count(*) > 1
"""
_WORSE = (
    "EXISTS (FROM best AS i "
    f"WHERE {' AND '.join(f'i.{column} = o.{column}' for column in CELL)} "
    "AND i.first < (o.priority, o.source))"
)
REPEATED = f"SELECT * FROM observations AS o WHERE {_WORSE}"
DROP_REPEATED = f"DELETE FROM observations AS o WHERE {_WORSE}"


class HeldCount(NamedTuple):
    """The newest count that the old store holds of an area: of DfE's, or of its own return."""

    year: int
    indicator: str
    is_local: bool
    value: float


class Difference(NamedTuple):
    """What a file brings to a release that the store holds: how many cells are new, are held as
    they are, and are held otherwise; how many of its kind are held beyond them, of how many areas
    and years.
    """

    added: int
    confirmed: int
    changed: int
    beyond: int
    areas: int
    years: int


def incoming_sql(sheets: int) -> str:
    """The SELECT of everything staged: finished observations, and the cells of so many sheets."""
    return " UNION ALL ".join([f"SELECT {COLUMNS} FROM staged", *map(_sheet_sql, range(sheets))])


def _sheet_sql(number: int) -> str:
    return (
        "SELECT f.area::VARCHAR, f.year, c.indicator, c.measure, c.category, c.release, f.value, "
        'f.symbol::VARCHAR, c.source, f."row", c.col, NULL, c.priority '
        f"FROM frame_{number} AS f JOIN columns AS c ON c.sheet = {number} AND c.number = f.number"
    )


def kept_sql(table: str, replaced: Collection[int], masked: str, replace: bool) -> str:
    """The SELECT of what stays of a ``table`` of the old store in the releases that something comes
    in for: what other sources than ``replaced`` print, and no file of that kind prints otherwise
    now. With ``replace`` nothing stays of the kinds of files that come in. ``masked`` says of a row
    whether it is.
    """
    same = f"{_SAME} AND i.priority = o.priority" + ("" if replace else f" AND NOT {_EQUAL}")
    return (
        f"SELECT {COLUMNS}, {masked} AS masked FROM old.{table} AS o "
        f"WHERE release IN {OURS} AND source NOT IN ({listed(replaced)}) "
        f"AND NOT EXISTS (FROM incoming AS i WHERE {same})"
        + (f" AND NOT EXISTS (FROM family_cells AS f WHERE {_OF_FAMILY})" if replace else "")
    )


def differences_sql(replaced: Collection[int]) -> str:
    """The SELECT, by source that comes in, of how many of its cells the old store does not hold,
    holds as they are, and holds otherwise; and how many it holds of that kind of file beyond them,
    of how many areas and years.
    """
    old = f"(FROM old.observations WHERE source NOT IN ({listed(replaced)}))"
    cells = ", ".join(CELL)
    return (
        f"SELECT source, added, confirmed, changed, beyond, areas, years FROM ("
        f"SELECT i.source, count(*) FILTER (o.source IS NULL) AS added, "
        f"count(*) FILTER (o.source IS NOT NULL AND {_EQUAL}) AS confirmed, "
        f"count(*) FILTER (o.source IS NOT NULL AND NOT {_EQUAL}) AS changed "
        f"FROM incoming AS i LEFT JOIN {old} AS o USING ({cells}) GROUP BY i.source) "
        f"LEFT JOIN (SELECT f.source, count(*) AS beyond, count(DISTINCT area) AS areas, "
        f"count(DISTINCT year) AS years FROM {old} AS o JOIN family_cells AS f ON {_OF_FAMILY} "
        f"WHERE NOT EXISTS (FROM incoming AS i WHERE {_SAME}) GROUP BY f.source) USING (source)"
    )


def new_sql() -> str:
    """The SELECT of what comes in beside ``kept``, which holds some of it already."""
    same = f"{_SAME} AND i.priority = o.priority"
    return (
        f"SELECT {COLUMNS}, {UNDECIDED} AS masked FROM incoming AS i "
        f"WHERE NOT EXISTS (FROM kept AS o WHERE {same})"
    )


def untouched_sql(table: str, replaced: Collection[int], masked: str) -> str:
    """The SELECT of the old store's ``table`` in the releases that nothing comes in for."""
    return (
        f"SELECT {COLUMNS}, {masked} AS masked FROM old.{table} "
        f"WHERE release NOT IN {OURS} AND source NOT IN ({listed(replaced)})"
    )


_SAME = " AND ".join(f"i.{column} = o.{column}" for column in CELL)
_EQUAL = "(i.value IS NOT DISTINCT FROM o.value AND i.symbol IS NOT DISTINCT FROM o.symbol)"
_OF_FAMILY = " AND ".join(
    f"f.{column} = o.{column}"
    for column in ("release", "indicator", "measure", "category", "priority")
)


def listed(sources: Collection[int]) -> str:
    """Sources as the inside of an SQL list."""
    return ", ".join(map(str, sources)) or "-1"
