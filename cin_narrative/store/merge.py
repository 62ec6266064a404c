"""Staged cells and the old store -> the SQL of the observations of the next version.

What comes in is the view ``incoming`` of ``staging``, which numbers its cells; a store that is
built on is attached as ``old``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from cin_narrative.store.decisions import LOCAL
from cin_narrative.store.schema import OBSERVATIONS
from cin_narrative.store.staging import NAMED, PRINTED_BY

COLUMNS = f"{OBSERVATIONS}, priority"
# what nobody decides on stays hidden
UNDECIDED = f"release IN (SELECT release FROM releases WHERE {LOCAL})"
OURS = "(SELECT release FROM brought)"
SAME = "i.cell = o.cell AND i.area = o.area AND i.year = o.year"
EQUAL = "(i.value IS NOT DISTINCT FROM o.value AND i.symbol IS NOT DISTINCT FROM o.symbol)"
OF_FAMILY = "f.cell = o.cell AND f.priority = o.priority"
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
# The new store's figures in the releases that come in, before they are told apart.
PRINTS = f"""
CREATE TEMP VIEW prints AS SELECT {COLUMNS}, cell, id, {UNDECIDED} AS masked FROM incoming"""
PRINTS_BESIDE = f"""{PRINTS} AS i
WHERE NOT EXISTS (FROM kept AS o WHERE {SAME} AND i.priority = o.priority)
UNION ALL SELECT {COLUMNS}, cell, -1 - rowid, masked FROM kept
"""
# DfE prints a total in every file that divides it. One print of a cell is the observation: that of
# the file which is best for it. The others stand in ``repeats``, and vouch for it, or do not. Few
# columns are printed twice, and only in these each cell is looked at.
# Of two files that are as good, as the parts of one are, it is the first.
WORSE = """
CREATE TEMP TABLE worse AS SELECT id FROM prints
SEMI JOIN (SELECT cell FROM ({printed_by}) GROUP BY cell HAVING count(*) > 1) USING (cell)
QUALIFY rank() OVER (PARTITION BY cell, area, year ORDER BY priority, source) > 1
"""
KEPT_BY = "UNION SELECT cell, priority, source FROM kept"
OBSERVED, REPEATED = (
    f"SELECT {COLUMNS}, masked FROM prints {kind} JOIN worse USING (id)"
    for kind in ("ANTI", "SEMI")
)
# where no cell is printed twice
ONCE = (f"SELECT {COLUMNS}, masked FROM prints", "FROM observations LIMIT 0")


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


def worse_sql(beside: bool) -> str:
    """The statement that makes ``worse``, the numbers of the prints that are not the best of their
    cell; ``beside`` what is kept of an old store.
    """
    return WORSE.format(printed_by=PRINTED_BY + (KEPT_BY if beside else ""))


def kept_sql(table: str, replaced: Collection[int], masked: str, replace: bool) -> str:
    """The SELECT of what stays of a ``table`` of the old store in the releases that something comes
    in for: what other sources than ``replaced`` print, and no file of that kind prints otherwise
    now. With ``replace`` nothing stays of the kinds of files that come in. ``masked`` says of a row
    whether it is.
    """
    same = f"{SAME} AND i.priority = o.priority" + ("" if replace else f" AND NOT {EQUAL}")
    return (
        f"SELECT {COLUMNS}, cell, {masked} AS masked "
        f"FROM (FROM old.{table} JOIN names USING ({NAMED})) AS o "
        f"WHERE release IN {OURS} AND source NOT IN ({listed(replaced)}) "
        f"AND NOT EXISTS (FROM incoming AS i WHERE {same})"
        + (f" AND NOT EXISTS (FROM of_family AS f WHERE {OF_FAMILY})" if replace else "")
    )


def differences_sql(replaced: Collection[int]) -> str:
    """The SELECT, by source that comes in, of how many of its cells the old store does not hold,
    holds as they are, and holds otherwise; and how many it holds of that kind of file beyond them,
    of how many areas and years.
    """
    old = (
        f"(FROM old.observations JOIN names USING ({NAMED}) "
        f"WHERE source NOT IN ({listed(replaced)}))"
    )
    return (
        f"SELECT source, added, confirmed, changed, beyond, areas, years FROM ("
        f"SELECT i.source, count(*) FILTER (o.source IS NULL) AS added, "
        f"count(*) FILTER (o.source IS NOT NULL AND {EQUAL}) AS confirmed, "
        f"count(*) FILTER (o.source IS NOT NULL AND NOT {EQUAL}) AS changed "
        f"FROM incoming AS i LEFT JOIN {old} AS o ON {SAME} GROUP BY i.source) "
        f"LEFT JOIN (SELECT f.source, count(*) AS beyond, count(DISTINCT area) AS areas, "
        f"count(DISTINCT year) AS years FROM {old} AS o JOIN of_family AS f ON {OF_FAMILY} "
        f"WHERE NOT EXISTS (FROM incoming AS i WHERE {SAME}) GROUP BY f.source) USING (source)"
    )


def untouched_sql(table: str, replaced: Collection[int], masked: str) -> str:
    """The SELECT of the old store's ``table`` in the releases that nothing comes in for."""
    return (
        f"SELECT {COLUMNS}, {masked} AS masked FROM old.{table} "
        f"WHERE release NOT IN {OURS} AND source NOT IN ({listed(replaced)})"
    )


def listed(sources: Collection[int]) -> str:
    """Sources as the inside of an SQL list."""
    return ", ".join(map(str, sources)) or "-1"
