"""Rates and percentages beside the counts that they are of -> gaps.

A rate is the count over the population, a percentage the count over its whole; both within what
rounding of either side leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import RATE_PER, Catalogue, Measure
from cin_narrative.load.checks.cells import Column, count_column, fill, spot
from cin_narrative.store.decisions import Run

RATIOS = "one SMALLINT, upper SMALLINT, lower SMALLINT, times DOUBLE, key VARCHAR"
CLOSE = 0.001  # floating point; what DfE prints is right to the last place
# ``gap`` is signed, and what the printed places and the rounded counts leave open is ``most``
# Where three rates or more of a place agree on another population than the one held, DfE worked
# with that one: the rates are right, and the population is another year's or was revised since.
AGREE, ANOTHER, LARGE = 3, 0.003, 100
MEASURED = f"""
WITH printed AS (
  SELECT c.place, q.one, q.upper, q.lower, q.times, c.value, u.printed
  FROM cells AS c JOIN ratios AS q ON q.one = c.col
  LEFT JOIN units AS u ON u.kind = c.kind AND u.col = c.col
  WHERE NOT c.counts AND c.value IS NOT NULL),
upper AS (
  SELECT p.*, c.value AS a, coalesce(u.unit, 0) / 2 AS half FROM printed AS p
  JOIN cells AS c ON c.spot = {spot("p.place", "p.upper")}
  LEFT JOIN units AS u ON u.kind = c.kind AND u.col = c.col WHERE c.value IS NOT NULL),
implied AS (
  SELECT place, lower, median(times * a / value) AS b FROM upper
  WHERE times = {RATE_PER} AND a >= {LARGE} AND value > 0
  GROUP BY place, lower HAVING count(*) >= {AGREE}),
lower AS (
  SELECT u.*, coalesce(n.unit, 0) / 2 AS open, CASE WHEN abs(i.b / c.value - 1) > {ANOTHER} THEN i.b
    ELSE c.value END AS b, abs(i.b / c.value - 1) > {ANOTHER} AS other
  FROM upper AS u JOIN cells AS c ON c.spot = {spot("u.place", "u.lower")}
  LEFT JOIN units AS n ON n.kind = c.kind AND n.col = c.col
  LEFT JOIN implied AS i ON i.place = u.place AND i.lower = u.lower AND u.times = {RATE_PER}
  WHERE c.value > 0),
sides AS (
  SELECT place, one, value AS found, times * a / b AS expected, printed,
    times * (a + half) / greatest(b - open, 1) AS best,
    times * greatest(a - half, 0) / (b + open) AS worst,
    CASE WHEN other THEN {ANOTHER} * times * a / b ELSE 0 END AS leeway FROM lower)
SELECT place, one, found - expected AS gap,
  greatest(best - expected, expected - worst) + coalesce(printed, 0.05) + leeway + {CLOSE} AS most,
  0 AS hidden, 0 AS spare, true AS tight, expected, found
FROM sides
"""
SIDES = """
SELECT t.rel, c.place, c.col, CASE c.col WHEN q.one THEN t.expected
  WHEN q.upper THEN c.value * t.found / nullif(t.expected, 0)
  ELSE c.value * t.expected / nullif(t.found, 0) END AS fix
FROM tested AS t JOIN ratios AS q USING (one)
JOIN cells AS c ON c.place = t.place AND c.col IN (q.one, q.upper, q.lower)
WHERE t.rule = 'ratio'
"""
REACH = """
SELECT 'ratio' AS rule, place, col, place AS at, one
FROM cell JOIN ratios ON col IN (one, upper, lower)
"""


@dataclass(frozen=True, slots=True)
class Ratios:
    """A rate is count over population, a percentage part over whole."""

    rule: str = "ratio"
    measured: str = MEASURED
    members: str = SIDES
    reach: str = REACH
    lines: str = "SELECT one, key FROM ratios"

    def prepare(self, run: Run, columns: Sequence[Column], catalogue: Catalogue) -> None:
        """What each rate and percentage is of."""
        fill(run, "ratios", RATIOS, list(_ratios(columns, catalogue)))


def _ratios(
    columns: Sequence[Column], catalogue: Catalogue
) -> Iterator[tuple[int, int, int, float, str]]:
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
