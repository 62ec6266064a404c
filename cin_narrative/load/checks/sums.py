"""Sums in one area and year: the catalogue's breakdowns and identities -> gaps between a total and
its parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.sums import Member, sums_of
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.store.decisions import Run

NAMES = "one INTEGER, key VARCHAR"
MEMBERS = "one INTEGER, col SMALLINT, sign INTEGER, first_year SMALLINT"
# Beside what is hidden for being small, DfE hides the next smallest to protect it: ``spare``.
MEASURED = """
WITH sums AS (
  SELECT c.place, m.one, sum(m.sign * c.value) AS gap, count(*) AS held, count(c.value) AS printed,
    (sum(coalesce(u.unit, 0)) + coalesce(max(u.unit), 0)) / 2 AS most,
    count(*) FILTER (c.symbol = 'c') AS hidden,
    count(*) FILTER (c.value IS NULL AND c.symbol <> 'c') AS missing,
    min(c.value) FILTER (m.sign = -1 AND c.value > 0) AS least,
    sum(c.value) FILTER (m.sign = -1) AS expected, any_value(c.value) FILTER (m.sign = 1) AS found
  FROM cells AS c JOIN sum_members AS m USING (col)
  LEFT JOIN units AS u ON u.kind = c.kind AND u.col = c.col
  WHERE c.counts GROUP BY c.place, m.one
  HAVING count(c.value) FILTER (m.sign = 1) = 1 AND count(c.value) FILTER (m.sign = -1) > 0)
SELECT s.place, s.one, gap, most,
  CASE WHEN missing > 0 OR held < needed THEN -1 ELSE hidden END AS hidden,
  greatest(hidden - 1, 0) * coalesce(least, found) AS spare, printed = needed AS tight,
  expected, found
FROM sums AS s JOIN places AS p USING (place)
JOIN (SELECT one, year, count(*) AS needed FROM sum_members
  JOIN (SELECT DISTINCT year FROM places) ON first_year <= year GROUP BY ALL) AS n
  ON n.one = s.one AND n.year = p.year
"""
SIDES = """
SELECT t.rel, c.place, c.col, c.value - m.sign * t.gap AS fix
FROM tested AS t JOIN sum_members AS m USING (one)
JOIN cells AS c ON c.place = t.place AND c.col = m.col
WHERE t.rule = 'sum' AND c.value IS NOT NULL
"""
REACH = "SELECT 'sum' AS rule, place, col, place AS at, one FROM cell JOIN sum_members USING (col)"


@dataclass(frozen=True, slots=True)
class Sums:
    """A total is the sum of its parts, hidden and missing ones allowed for."""

    rule: str = "sum"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = "SELECT one, key FROM sum_names"

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The members of every sum, by column."""
        place = {column: number for number, column in enumerate(columns)}
        rows = [
            (number, place[count_column(*member)], -1 if member != one.total else 1, first)
            for number, one in enumerate(sums_of(catalogue))
            for member in (one.total, *one.parts)
            if count_column(*member) in place
            for first in [_first_year(catalogue, member)]
        ]
        fill(run, "sum_members", MEMBERS, rows)
        named = [
            (number, _named(one.total, one.parts)) for number, one in enumerate(sums_of(catalogue))
        ]
        fill(run, "sum_names", NAMES, named)


def _named(total: Member, parts: Sequence[Member]) -> str:
    """A sum's name in the table of bounds: its total, first part and number of parts."""
    return f"{'/'.join(filter(None, total))} = {'/'.join(filter(None, parts[0]))} ({len(parts)})"


def _first_year(catalogue: Catalogue, member: Member) -> int:
    categories = catalogue[member[0]].categories
    return categories[member[1]].first_year if member[1] in categories else 0
