"""Rates and percentages beside the counts that they are of -> gaps.

A rate is the count over the population, a percentage the count over its whole; both within what
rounding of either side leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cin_narrative.catalogue.catalogue import RATE_PER, Catalogue, Measure
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.load.checks.grid import TENTH, Flags, Floats, Numbers
from cin_narrative.load.checks.relation import Measured, Working
from cin_narrative.store.decisions import Run
from cin_narrative.store.dispersion.ordinary import quantile

Ratio = tuple[int, int, int, float, str]
RATIOS = "one SMALLINT, upper SMALLINT, lower SMALLINT, times DOUBLE, key VARCHAR"
CLOSE = 0.001  # floating point; what DfE prints is right to the last place
# Where three rates or more of a place agree on another population than the one held, DfE worked
# with that one: the rates are right, and the population is another year's or was revised since.
AGREE, ANOTHER, LARGE = 3, 0.003, 100
# No other whole makes anything of a nought, and any count is nothing of itself.
SIDES = """
SELECT * FROM (
  SELECT t.rel, c.place, c.col, CASE c.col WHEN q.one THEN t.expected
    WHEN q.upper THEN CASE WHEN t.expected > 0 THEN c.value * t.found / t.expected
      ELSE t.found * w.value / q.times END
    ELSE nullif(c.value * t.expected / nullif(t.found, 0), 0) END AS fix
  FROM tested AS t JOIN ratios AS q USING (one)
  JOIN cells AS c ON c.place = t.place AND c.col IN (q.one, q.upper, q.lower)
  JOIN cells AS w ON w.place = t.place AND w.col = q.lower
  WHERE t.rule = 'ratio')
WHERE fix IS NOT NULL
"""
REACH = """
SELECT place, col, place AS at, one FROM cell JOIN ratios ON col IN (one, upper, lower)
"""


@dataclass(frozen=True, slots=True)
class Ratios:
    """A rate is count over population, a percentage part over whole."""

    rule: str = "ratio"
    members: str = SIDES
    reach: str = REACH

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """What each rate and percentage is of."""
        fill(run, "ratios", RATIOS, _ratios(tuple(columns), catalogue))

    def names(self, working: Working) -> dict[int, str]:
        """The indicator and the measure."""
        ratios = _ratios(tuple(working.columns), working.catalogue)
        return {one: key for one, _, _, _, key in ratios}

    def measured(self, working: Working) -> Measured:
        """Every rate and percentage in every place."""
        grid, held = working.grid, set(np.flatnonzero(working.grid.held.any(axis=0)).tolist())
        every = _ratios(tuple(working.columns), working.catalogue)
        rows = [row for row in every if row[0] in held]
        one, upper, lower = (np.array([row[n] for row in rows], np.int64) for n in range(3))
        times = np.array([row[3] for row in rows])
        found, above, below = (grid.values[:, own] for own in (one, upper, lower))
        below, leeway = _divisor(found, above, np.where(below > 0, below, np.nan), lower, times)
        half, open_by = grid.unit(upper) / 2, grid.unit(lower) / 2
        expected = times * above / below
        best = times * (above + half) / np.maximum(below - open_by, 1)
        worst = times * np.maximum(above - half, 0) / (below + open_by)
        printed = np.nan_to_num(grid.printed[:, one][grid.kind], nan=TENTH)
        most = np.maximum(best - expected, expected - worst) + printed
        most += np.where(leeway, ANOTHER * times * above / below, 0) + CLOSE
        none = np.zeros_like(found)
        sides = (found - expected, most, expected, found, none == 0, none, none)
        return Measured(grid.every, one, *sides)


def _divisor(
    found: Floats, above: Floats, below: Floats, lower: Numbers, times: Floats
) -> tuple[Floats, Flags]:
    """What rates and percentages are of: what is held, or for rates what they agree on, and where
    that is another.
    """
    made = np.where(
        (times == RATE_PER) & (above >= LARGE) & (found > 0), times * above / found, np.nan
    )
    implied = np.full_like(found, np.nan)
    for whole in np.unique(lower[times == RATE_PER]):
        own = (lower == whole) & (times == RATE_PER)
        enough = (~np.isnan(made[:, own])).sum(axis=1) >= AGREE
        agreed = np.full(len(found), np.nan)
        agreed[enough] = quantile(made[enough][:, own], 0.5)
        implied[:, own] = agreed[:, None]
    other = np.abs(implied / below - 1) > ANOTHER
    return np.where(other, implied, below), other


@lru_cache(maxsize=8)
def _ratios(columns: tuple[Column, ...], catalogue: Catalogue) -> tuple[Ratio, ...]:
    return tuple(_made(columns, catalogue))


def _made(columns: Sequence[Column], catalogue: Catalogue) -> Iterator[Ratio]:
    place = {column: number for number, column in enumerate(columns)}
    for number, (name, measure, category) in enumerate(columns):
        if measure not in (Measure.RATE, Measure.PERCENTAGE):
            continue
        indicator = catalogue[name]
        is_rate = measure == Measure.RATE
        of = catalogue.population if is_rate else indicator.measures[Measure(measure)].of
        upper = place.get(count_column(catalogue.counts_of(indicator).id, category))
        lower = place.get(count_column(of, ""))
        if upper is not None and lower is not None:
            yield number, upper, lower, float(RATE_PER if is_rate else 100), f"{name}/{measure}"
