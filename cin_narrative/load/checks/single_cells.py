"""Cells that no other need be looked at for: counts that are no whole numbers, percentages above a
hundred, what is printed where it should be hidden, and where DfE has a figure of nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.load.checks.blame import Suspect
from cin_narrative.load.checks.grid import Flags, Grid, Numbers
from cin_narrative.load.checks.relation import Working

IMPOSSIBLE, BESIDE, LONE = "impossible", "hidden beside", "printed alone"
# In no year of a release has DfE printed a column for one to twenty authorities, and "not
# available" for all others: it has figures of all that sent any, or of none.
FEW, MANY = 3, 10
RATIOS = "SELECT one, upper FROM ratios"


def alone(working: Working) -> Iterator[Suspect]:
    """Every cell that cannot be, every one that is printed beside a hidden one, and every one that
    is printed where hardly any other authority has a number.
    """
    with np.errstate(invalid="ignore"):
        yield from _suspects(working, IMPOSSIBLE, _impossible(working))
    pairs = working.arrays(RATIOS, [])
    yield from _suspects(working, BESIDE, _beside(working, pairs["one"], pairs["upper"]))
    yield from _suspects(working, LONE, _lone(working.grid))


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


def _lone(grid: Grid) -> Flags:
    """What is printed of few authorities, where the same year of all others is not available."""
    found = np.zeros(grid.values.shape, np.bool_)
    col = np.flatnonzero(grid.lacking.sum(axis=0) >= MANY)
    lacking, held = grid.lacking[:, col], grid.held[:, col]
    shown = ~np.isnan(grid.values[:, col])
    for kind, year in set(zip(grid.kind[1:].tolist(), grid.year[1:].tolist(), strict=True)):
        own = np.flatnonzero((grid.kind == kind) & (grid.year == year) & ~grid.wide)
        printed, missing = shown[own].sum(axis=0), lacking[own].sum(axis=0)
        whole = printed + missing == held[own].sum(axis=0)
        alone = (printed <= FEW) & (missing >= MANY) & whole
        found[np.ix_(own, col)] = shown[own] & alone
    return found


def _suspects(working: Working, rule: str, found: Flags) -> Iterator[Suspect]:
    for place, col in zip(*(side.tolist() for side in np.nonzero(found)), strict=True):
        value = float(working.grid.values[place, col])
        yield Suspect(-1, rule, place, col, value, 0.0, 1.0, 0, 0, False)
