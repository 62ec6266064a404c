"""The same cell in the newest release held from before -> how far it was revised.

DfE revises a tenth of its old figures or fewer, and those by a few in a hundred; where an authority
sent its return again, a total is revised and its parts with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.store.decisions import LOCAL, Run

# of the old figure, and so many more: 999 of 1,000 revisions of an authority's counts from 2020
# to 2024 are smaller
REVISED, AND_SOME = 0.1, 5
FURTHER = 2  # times the share by which the total was revised
EARLIER = f"""
CREATE OR REPLACE TEMP TABLE earlier AS
WITH held AS (SELECT release, "order" FROM releases WHERE NOT {LOCAL}),
before AS (
  SELECT p.place, p.area, p.year, h."order" FROM places AS p JOIN held AS h USING (release))
SELECT b.place, c.col, c.counts, arg_max(o.value, h."order") AS value,
  arg_max(coalesce(o.symbol = 'c', false), h."order") AS hidden
FROM before AS b JOIN observations AS o ON o.area = b.area AND o.year = b.year
JOIN held AS h ON h.release = o.release AND h."order" < b."order"
JOIN (SELECT *, measure = 'count' AS counts FROM cols) AS c USING (indicator, measure, category)
WHERE (o.value IS NOT NULL OR o.symbol = 'c') AND o.measure <> 'rate' GROUP BY ALL
"""
# How far the total of a breakdown was revised: its parts may be revised further.
RESENT = """
CREATE OR REPLACE TEMP TABLE resent AS
SELECT c.place, w.col, abs(ln((c.value + 5) / (e.value + 5))) AS share
FROM cells AS c JOIN earlier AS e USING (place, col) JOIN wholes AS w ON w.whole = c.col
WHERE c.value <> e.value
"""
MEASURED = f"""
SELECT c.place, c.col AS one, c.value - e.value AS gap,
  CASE WHEN c.counts THEN
    ({REVISED} + {FURTHER} * coalesce(r.share, 0)) * e.value + 2 * coalesce(u.unit, 0)
    ELSE 100 * coalesce(r.share, 0) END + {AND_SOME} AS most,
  0 AS hidden, 0 AS spare, true AS tight, e.value AS expected, c.value AS found
FROM cells AS c JOIN earlier AS e USING (place, col) LEFT JOIN resent AS r USING (place, col)
LEFT JOIN units AS u ON u.kind = c.kind AND u.col = c.col
WHERE c.value IS NOT NULL AND e.value IS NOT NULL
"""
SIDES = """
SELECT rel, place, one AS col, expected AS fix FROM tested WHERE rule = 'earlier release'
"""
REACH = "SELECT 'earlier release' AS rule, place, col, place AS at, col AS one FROM cell"


@dataclass(frozen=True, slots=True)
class EarlierReleases:
    """A figure is as it was published before, or near it."""

    rule: str = "earlier release"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = "SELECT col AS one, '' AS key FROM cols"

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The cell of the newest earlier release, and the total that each is a part of."""
        run(EARLIER)
        fill(run, "wholes", "col SMALLINT, whole SMALLINT", list(_wholes(columns, catalogue)))
        run(RESENT)


def _wholes(columns: Sequence[Column], catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    place = {column: number for number, column in enumerate(columns)}
    for number, (name, _, category) in enumerate(columns):
        whole = place.get(count_column(catalogue[name].breakdown_of, ""))
        if category and whole is not None:
            yield number, whole
