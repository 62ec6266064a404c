"""The working tables of cells -> every cell of every place at once, as arrays.

An identity of a column is one sum over whole arrays here, where joining its cells took a hundred
times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from cin_narrative.store.decisions import Arrays

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer[Any]]
CELLS = "SELECT place, col, value, coalesce(symbol = 'c', false) AS hidden FROM cells"
PLACES = "SELECT place, series, kind, year, wide FROM places ORDER BY place"
MOSTLY = 0.95  # of a column's values: so many multiples of ten, and the column is rounded to ten
ENOUGH = 20  # values of authorities, to tell rounding from chance
WHOLE, TENTH = 0.5, 0.05  # half of the last printed place


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells by place (its number; nought is none) and column: ``values`` (NaN: none is printed),
    whether they are ``held``, ``hidden``, and ``lacking`` (held without a number, and not hidden).

    By place its ``series``, ``kind``, ``year``, and whether it is ``wide`` (a region or England).
    ``units`` are what DfE rounds a column to (10 for regions and England, say; nought: nothing) and
    ``printed`` half of its last printed place, by kind of place and column.
    """

    values: Floats
    held: Flags
    hidden: Flags
    lacking: Flags
    series: Numbers
    kind: Numbers
    year: Numbers
    wide: Flags
    units: Floats
    printed: Floats

    def unit(self, column: int | Sequence[int] | Numbers) -> Floats:
        """What the values of a column, or of several, are rounded to, by place."""
        found: Floats = self.units[:, column][self.kind]
        return found

    @property
    def every(self) -> Numbers:
        """The number of every place, nought among them."""
        return np.arange(len(self.series))


def grid_of(arrays: Arrays, columns: int, counts: Sequence[bool]) -> Grid:
    """The grid of ``cells`` and ``places``; ``counts`` says of each column whether it is one."""
    places, cells = arrays(PLACES, []), arrays(CELLS, [])
    own = {name: np.concatenate([[0], places[name]]) for name in ("series", "kind", "year", "wide")}
    shape = (len(own["series"]), columns)
    values = np.full(shape, np.nan, order="F")  # most is asked of it by column
    held, hidden = np.zeros(shape, np.bool_, order="F"), np.zeros(shape, np.bool_, order="F")
    at, value = (cells["place"], cells["col"]), np.ma.filled(cells["value"], np.nan)
    values[at], held[at], hidden[at] = value, True, cells["hidden"]
    lacking = held & np.isnan(values) & ~hidden
    wide = own["wide"].astype(np.bool_)
    kinds = np.zeros(int(own["kind"].max()) + 1, np.bool_)
    kinds[own["kind"]] = wide
    by_kind = _rounded(own["kind"][at[0]], at[1], value, kinds, np.array(counts, np.bool_))
    numbers = (own["series"], own["kind"], own["year"])
    return Grid(values, held, hidden, lacking, *numbers, wide, *by_kind)


def _rounded(
    kind: Numbers, col: Numbers, value: Floats, wide: Flags, counts: Flags
) -> tuple[Floats, Floats]:
    """What each column is rounded to, and half of its last printed place (NaN: nothing printed),
    by kind, from the values that stand there.
    """
    shape, above = (len(wide), len(counts)), value > 0
    key, value = kind[above].astype(np.int64) * len(counts) + col[above], value[above]
    number = np.bincount(key, minlength=shape[0] * shape[1])

    def share(unit: int) -> Floats:
        multiples = key[np.floor(value / unit) == value / unit]
        found: Floats = np.bincount(multiples, minlength=len(number)) / np.maximum(number, 1)
        return found.reshape(shape)

    found = number.reshape(shape)
    known = counts & (wide[:, None] | (found >= ENOUGH))
    units = np.where(known & (share(10) > MOSTLY), 10.0, 0.0)
    units[known & (share(100) > MOSTLY)] = 100
    return units, np.where(found > 0, np.where(share(1) > MOSTLY, WHOLE, TENTH), np.nan)
