"""The same cell in the newest release held from before -> how far it was revised.

DfE revises a tenth of its old figures or fewer, and those by a few in a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.store.decisions import LOCAL, Run

# of the old figure, and so many more: 999 of 1,000 revisions of an authority's counts from 2020
# to 2024 are smaller
REVISED, AND_SOME = 0.1, 5
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
MEASURED = f"""
SELECT c.place, c.col AS one, c.value - e.value AS gap,
  CASE WHEN c.counts THEN {REVISED} * e.value + 2 * coalesce(u.unit, 0) ELSE 0 END
    + {AND_SOME} AS most,
  0 AS hidden, true AS tight, e.value AS expected, c.value AS found
FROM cells AS c JOIN earlier AS e USING (place, col)
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
        """The cell of the newest earlier release."""
        run(EARLIER)
