"""What a kind of check is: how far apart the sides of every identity are, as arrays; and SQL that
names the cells on both sides.

A check never says which cell is wrong: ``blame`` does, from all of them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.load.checks.cells import Column
from cin_narrative.load.checks.grid import Flags, Floats, Grid, Numbers
from cin_narrative.store.decisions import Arrays, Run


class Working(NamedTuple):
    """What the checks of a load work with: the store being built by SQL, as rows or as arrays, and
    its cells as a ``grid`` by the places of ``columns``.
    """

    run: Run
    arrays: Arrays
    columns: Sequence[Column]
    catalogue: Catalogue
    grid: Grid

    @property
    def number(self) -> dict[Column, int]:
        """The place of each column."""
        return {column: number for number, column in enumerate(self.columns)}


class Measured(NamedTuple):
    """How far the sides of identities are apart: an array's row for each of ``places``, its column
    for each of the identities ``ones``.

    ``gap`` is how far the sides are apart (NaN: no identity there), ``most`` how far rounding
    alone can part them, ``hidden`` how many members are hidden (a gap above nought may be theirs;
    -1: some are not there, and it may be anything), ``spare`` what those hidden to protect others
    may hold, and ``tight`` whether the gap shows any change of one cell.
    """

    places: Numbers
    ones: Numbers
    gap: Floats
    most: Floats
    expected: Floats
    found: Floats
    tight: Flags
    hidden: Floats
    spare: Floats

    @classmethod
    def none(cls) -> Measured:
        """No identity anywhere."""
        no, empty = np.zeros(0, np.int64), np.zeros((0, 0))
        return cls(no, no, empty, empty, empty, empty, empty.astype(np.bool_), empty, empty)

    @classmethod
    def by_identity(
        cls, places: Numbers, ones: Sequence[int], parts: Sequence[Mapping[str, Floats | Flags]]
    ) -> Measured:
        """Of what was measured identity by identity; what a part does not say is nought."""
        nought = np.zeros(len(places))
        sides = {
            name: np.stack([part.get(name, nought) for part in parts], axis=1)
            for name in cls._fields[2:]
        }
        return cls(places, np.array(ones, np.int64), **(sides | {"tight": sides["tight"] != 0}))


class Relation(Protocol):
    """One kind of identity between cells.

    ``prepare`` makes the tables that the SQL reads, from the catalogue. ``members`` selects (rel,
    place, col, fix) from ``tested``, the identities that do not hold, where ``fix`` is the value
    that would close the gap; a cell that no value of would is none of them.
    """

    @property
    def rule(self) -> str:
        """Its name in reports and in ``data/reference/check_bounds.csv``."""

    @property
    def members(self) -> str:
        """The SELECT of the cells of each relation in ``tested``."""

    @property
    def reach(self) -> str:
        """The SELECT of (place, col, at, one): the identities that each of ``cell`` is in."""

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """Make the tables that the SQL reads."""

    def names(self, working: Working) -> dict[int, str]:
        """The name of each identity in the table of bounds."""

    def measured(self, working: Working) -> Measured:
        """How far apart the sides of every identity are, in every place."""
