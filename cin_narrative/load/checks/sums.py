"""Sums in one area and year: the catalogue's breakdowns and identities -> gaps between a total and
its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.sums import Member, sums_of
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.load.checks.grid import Flags, Floats, Grid, Numbers
from cin_narrative.load.checks.relation import Measured, Working
from cin_narrative.store.decisions import Run

MEMBERS = "one INTEGER, col SMALLINT, sign INTEGER, first_year SMALLINT"
SIDES = """
SELECT t.rel, c.place, c.col, c.value - m.sign * t.gap AS fix
FROM tested AS t JOIN sum_members AS m USING (one)
JOIN cells AS c ON c.place = t.place AND c.col = m.col
WHERE t.rule = 'sum' AND c.value IS NOT NULL
"""
REACH = "SELECT place, col, place AS at, one FROM cell JOIN sum_members USING (col)"


@dataclass(frozen=True, slots=True)
class Sums:
    """A total is the sum of its parts, hidden and missing ones allowed for."""

    rule: str = "sum"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """The members of every sum, by column."""
        fill(run, "sum_members", MEMBERS, list(_members(columns, catalogue)))

    def names(self, working: Working) -> dict[int, str]:
        """What each sum is called."""
        sums = sums_of(working.catalogue)
        return {number: _named(one.total, one.parts) for number, one in enumerate(sums)}

    def measured(self, working: Working) -> Measured:
        """Every sum in every place."""
        rows: dict[int, list[tuple[int, int, int]]] = {}
        for one, *member in _members(working.columns, working.catalogue):
            rows.setdefault(one, []).append((member[0], member[1], member[2]))
        parts = [_measured(working.grid, *np.array(own).T) for own in rows.values()]
        return Measured.by_identity(working.grid.every, list(rows), parts)


def _measured(grid: Grid, col: Numbers, sign: Numbers, first: Numbers) -> dict[str, Floats | Flags]:
    """One sum: the columns of its members, 1 for its total and -1 for a part, and first years.

    Beside what is hidden for being small, DfE hides the next smallest to protect it: ``spare``.
    """
    values, held, is_part = grid.values[:, col], grid.held[:, col], sign == -1
    shown, value = ~np.isnan(values), np.nan_to_num(values)
    parts, total = value[:, is_part].sum(axis=1), value[:, ~is_part].sum(axis=1)
    least = np.where(value > 0, value, np.inf)[:, is_part].min(axis=1, initial=np.inf)
    hidden = grid.hidden[:, col].sum(axis=1)
    unit = np.where(held, grid.unit(col), 0)
    needed = (first <= grid.year[:, None]).sum(axis=1)
    open_ended = grid.lacking[:, col].any(axis=1) | (held.sum(axis=1) < needed)
    there = (shown[:, ~is_part].sum(axis=1) == 1) & shown[:, is_part].any(axis=1) & (needed > 0)
    return {
        "gap": np.where(there, total - parts, np.nan),
        "most": (unit.sum(axis=1) + unit.max(axis=1)) / 2,
        "hidden": np.where(open_ended, -1, hidden),
        "spare": np.maximum(hidden - 1, 0) * np.where(np.isinf(least), total, least),
        "tight": shown.sum(axis=1) == needed,
        "expected": parts,
        "found": total,
    }


def _members(
    columns: Sequence[Column], catalogue: Catalogue
) -> Iterator[tuple[int, int, int, int]]:
    """(sum, column, sign, first year) of each member that is a column."""
    place = {column: number for number, column in enumerate(columns)}
    for number, one in enumerate(sums_of(catalogue)):
        for member in (one.total, *one.parts):
            if count_column(*member) in place:
                sign, first = 1 if member == one.total else -1, _first_year(catalogue, member)
                yield number, place[count_column(*member)], sign, first


def _named(total: Member, parts: Sequence[Member]) -> str:
    """A sum's name in the table of bounds: its total, first part and number of parts."""
    return f"{'/'.join(filter(None, total))} = {'/'.join(filter(None, parts[0]))} ({len(parts)})"


def _first_year(catalogue: Catalogue, member: Member) -> int:
    categories = catalogue[member[0]].categories
    return categories[member[1]].first_year if member[1] in categories else 0
