"""What a kind of check is: SQL that measures how far apart the two sides of every identity are,
and SQL that names the cells on both sides.

A check never says which cell is wrong: ``blame`` does, from all of them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.store.decisions import Run


class Relation(Protocol):
    """One kind of identity between cells.

    ``prepare`` makes the tables that ``measured`` reads, from the catalogue. ``measured`` selects
    (place, one, gap, most, hidden, spare, tight, expected, found): ``gap`` is how far the
    sides are apart, ``most`` how far rounding alone can part them, ``hidden`` how many members are
    hidden (a gap above nought may be theirs; -1: some are not there, and it may be anything),
    ``spare`` what those hidden to protect others may hold, and ``tight`` whether the gap shows any
    change of one cell. ``members`` selects (rel, place,
    col, fix) from ``tested``, where ``fix`` is the value that would close the gap.
    """

    @property
    def rule(self) -> str:
        """Its name in reports and in ``data/reference/check_bounds.csv``."""

    @property
    def measured(self) -> str:
        """The SELECT of the gaps."""

    @property
    def members(self) -> str:
        """The SELECT of the cells of each relation in ``tested``."""

    @property
    def reach(self) -> str:
        """The SELECT of (rule, place, col, at, one): the identities that each of ``cell`` is in."""

    @property
    def lines(self) -> str:
        """The SELECT of (one, key): each identity and its name."""

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Make the tables that the SQL reads."""
