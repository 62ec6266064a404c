"""Rates and percentages beside the counts that they are of -> gaps.

A rate is the count over the population, a percentage the count over its whole; both within what
rounding of either side leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import RATE_PER, Catalogue, Measure
from cin_narrative.load.checks.cells import Column, count_column, fill
from cin_narrative.store.decisions import Run

RATIOS = "one SMALLINT, upper SMALLINT, lower SMALLINT, times DOUBLE, key VARCHAR"
CLOSE = 0.001  # floating point; what DfE prints is right to the last place
# ``gap`` is signed, and what the printed places and the rounded counts leave open is ``most``
MEASURED = f"""
SELECT *, greatest(best - times * a / b, times * a / b - worst) + printed + {CLOSE} AS most
FROM (
SELECT r.release, r.area, r.year, q.one, r.value - q.times * a.value / b.value AS gap,
  0 AS hidden, true AS tight, q.times * a.value / b.value AS expected, r.value AS found,
  q.times * (a.value + ua.unit / 2) / greatest(b.value - ub.unit / 2, 1) AS best,
  q.times * greatest(a.value - ua.unit / 2, 0) / (b.value + ub.unit / 2) AS worst,
  a.value AS a, b.value AS b, q.times, ur.printed
FROM cells AS r JOIN ratios AS q ON q.one = r.col
JOIN cells AS a ON a.release = r.release AND a.area = r.area AND a.year = r.year AND a.col = q.upper
JOIN cells AS b ON b.release = r.release AND b.area = r.area AND b.year = r.year AND b.col = q.lower
JOIN units AS ur ON ur.release = r.release AND ur.col = r.col AND ur.wide = r.wide
JOIN units AS ua ON ua.release = r.release AND ua.col = a.col AND ua.wide = r.wide
JOIN units AS ub ON ub.release = r.release AND ub.col = b.col AND ub.wide = r.wide
WHERE r.value IS NOT NULL AND a.value IS NOT NULL AND b.value > 0)
"""
SIDES = """
SELECT t.rel, c.area, c.year, c.col, CASE c.col WHEN q.one THEN t.expected
  WHEN q.upper THEN c.value * t.found / nullif(t.expected, 0)
  ELSE c.value * t.expected / nullif(t.found, 0) END AS fix
FROM tested AS t JOIN ratios AS q USING (one)
JOIN cells AS c ON c.release = t.release AND c.area = t.area AND c.year = t.year
  AND c.col IN (q.one, q.upper, q.lower)
WHERE t.rule = 'ratio'
"""


@dataclass(frozen=True, slots=True)
class Ratios:
    """A rate is count over population, a percentage part over whole."""

    rule: str = "ratio"
    measured: str = MEASURED
    members: str = SIDES
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
