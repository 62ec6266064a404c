"""Cells that no other need be looked at for: counts that are no whole numbers, percentages above a
hundred, and what is printed where it should be hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.load.checks.blame import Suspect
from cin_narrative.load.checks.grid import Flags, Numbers
from cin_narrative.load.checks.relation import Working

IMPOSSIBLE, BESIDE = "impossible", "hidden beside"
RATIOS = "SELECT one, upper FROM ratios"


def alone(working: Working) -> Iterator[Suspect]:
    """Every cell that cannot be, and then every one that is printed beside a hidden one."""
    with np.errstate(invalid="ignore"):
        yield from _suspects(working, IMPOSSIBLE, _impossible(working))
    pairs = working.arrays(RATIOS, [])
    yield from _suspects(working, BESIDE, _beside(working, pairs["one"], pairs["upper"]))


def _impossible(working: Working) -> Flags:
    values = working.grid.values
    counts, shares = (
        np.array([one == measure for _, one, _ in working.columns])
        for measure in (Measure.COUNT, Measure.PERCENTAGE)
    )
    found: Flags = values < 0
    return found | counts & (np.floor(values) < values) | shares & (values > 100)


def _beside(working: Working, one: Numbers, upper: Numbers) -> Flags:
    """No count is ever printed whose percentage or rate is hidden, and no nought beside a hidden
    count.
    """
    grid = working.grid
    found = np.zeros(grid.values.shape, np.bool_)
    place, number = np.nonzero(grid.hidden[:, one] & ~np.isnan(grid.values[:, upper]))
    found[place, upper[number]] = True
    place, number = np.nonzero((grid.values[:, one] == 0) & grid.hidden[:, upper])
    found[place, one[number]] = True
    return found


def _suspects(working: Working, rule: str, found: Flags) -> Iterator[Suspect]:
    for place, col in zip(*(side.tolist() for side in np.nonzero(found)), strict=True):
        value = float(working.grid.values[place, col])
        yield Suspect(-1, rule, place, col, value, 0.0, 1.0, 0, 0, False)
