"""The observations of whole releases -> what is ordinary for each series, year and lag (SQL).

The formulas are those of ``formulas`` and of Spiegelhalter (2005); a series and the places of its
values are numbers here, since joins of numbers take a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cin_narrative.catalogue.catalogue import Catalogue, Measure, load_catalogue
from cin_narrative.catalogue.families import Scale, Series, load_families, series_of
from cin_narrative.store.decisions import LOCAL, Run
from cin_narrative.store.dispersion.formulas import (
    LAGS,
    LEAST_AUTHORITIES,
    LEAST_CASES,
    LEAST_WHOLE,
    LIMIT,
    MAD_TO_SD,
    WINSOR,
)

Fill = Callable[[str, Sequence[Sequence[Any]]], None]
AUTHORITY = "length(o.area) = 3"  # regions and England have codes of nine
KEPT = """
INSERT INTO constants SELECT * FROM old.constants
WHERE release IN (SELECT release FROM releases) AND release NOT IN (SELECT unnest(?::VARCHAR[]))
"""
WIDE = f"""
SELECT release FROM observations AS o WHERE {AUTHORITY}
AND release IN (SELECT release FROM releases WHERE NOT {LOCAL})
AND release IN (SELECT unnest(?::VARCHAR[]))
GROUP BY release HAVING count(DISTINCT area) >= {LEAST_AUTHORITIES} ORDER BY release
"""
WORKING = """
CREATE OR REPLACE TEMP TABLE series(one SMALLINT, scale VARCHAR, needed SMALLINT);
CREATE OR REPLACE TEMP TABLE series_parts(
  one SMALLINT, side VARCHAR, indicator VARCHAR, measure VARCHAR, category VARCHAR);
CREATE OR REPLACE TEMP TABLE series_bars(one SMALLINT, area VARCHAR, year SMALLINT);
CREATE OR REPLACE TEMP TABLE series_breaks(one SMALLINT, first SMALLINT, last SMALLINT);
"""
# ``place`` is the area and the year of one release
CELLS = f"""
CREATE OR REPLACE TEMP TABLE series_cells AS
SELECT p.one, p.side, o.area::INTEGER * 10000 + o.year AS place, o.value
FROM observations AS o JOIN series_parts AS p USING (indicator, measure, category)
WHERE o.release = ? AND o.value IS NOT NULL AND {AUTHORITY}
"""
POINTS = f"""
CREATE OR REPLACE TEMP TABLE series_points AS
WITH above AS (
  SELECT c.one, place, value AS n FROM series_cells AS c JOIN series USING (one)
  WHERE side = 'above' AND needed = 1
  UNION ALL
  SELECT c.one, place, sum(value) FROM series_cells AS c JOIN series USING (one)
  WHERE side = 'above' AND needed > 1
  GROUP BY c.one, place HAVING count(*) = any_value(needed)),
whole AS (SELECT one, place, value AS d FROM series_cells WHERE side = 'whole'),
rate AS (SELECT one, place, value AS r FROM series_cells WHERE side = 'rate' AND value > 0),
points AS (
  SELECT one, place, scale, n, coalesce(d, n * 10000 / r) AS d
  FROM above JOIN series USING (one) LEFT JOIN whole USING (one, place)
  LEFT JOIN rate USING (one, place)),
free AS (
  FROM points AS p WHERE NOT EXISTS (
    FROM series_bars AS b WHERE b.one = p.one AND b.year = p.place % 10000
    AND b.area IN ('*', lpad((p.place // 10000)::VARCHAR, 3, '0'))))
SELECT one, place, scale,
  CASE scale WHEN '{Scale.SHARE}' THEN asin(sqrt(n / d)) WHEN '{Scale.AVERAGE}' THEN n
    ELSE ln(n / d) END AS y,
  CASE scale WHEN '{Scale.SHARE}' THEN 1 / (4 * d) WHEN '{Scale.RATE}' THEN 1 / n
    WHEN '{Scale.RATIO}' THEN 1 / n + 1 / d ELSE 0 END AS v,
  CASE WHEN scale = '{Scale.SHARE}' THEN ln(n / d) ELSE y END AS moving,
  CASE WHEN scale = '{Scale.SHARE}' THEN (1 - n / d) / n ELSE v END AS moving_v
FROM free WHERE scale = '{Scale.AVERAGE}' OR n >= {LEAST_CASES} AND CASE scale
  WHEN '{Scale.SHARE}' THEN d >= {LEAST_WHOLE} AND n <= d ELSE d >= {LEAST_CASES} END
"""
# a join of equals for each lag: one with the lag in a table takes minutes
MOVED = """
SELECT later.one, later.place, {lag} AS lag, later.scale,
  later.moving - earlier.moving AS y, later.moving_v + earlier.moving_v AS v
FROM series_points AS later
JOIN (SELECT *, place + {lag} AS until FROM series_points) AS earlier
  ON earlier.one = later.one AND earlier.until = later.place
WHERE NOT EXISTS (FROM series_breaks AS b WHERE b.one = later.one
  AND b.first >= later.place % 10000 - {lag} AND b.last <= later.place % 10000)
"""
MOVES = "CREATE OR REPLACE TEMP TABLE series_moves AS " + " UNION ALL ".join(
    [
        "SELECT one, place, 0 AS lag, scale, y, v FROM series_points",
        *(MOVED.format(lag=lag) for lag in LAGS if lag),
    ]
)
ORDINARY = f"""
INSERT INTO constants
WITH moves AS (
  SELECT (one::INTEGER * 10000 + place % 10000) * 10 + lag AS test, scale, y, v FROM series_moves),
middle AS (
  SELECT test, any_value(scale) AS scale, median(y) AS theta, count(*) AS i,
    count(*) FILTER (y > {LIMIT} * sqrt(v)) AS up, count(*) FILTER (y < -{LIMIT} * sqrt(v)) AS down
  FROM moves GROUP BY test HAVING count(*) >= {LEAST_AUTHORITIES}),
scores AS (
  SELECT m.test, m.v, abs(m.y - theta) AS far,
    CASE WHEN m.v > 0 THEN (m.y - theta) / sqrt(m.v) END AS z
  FROM moves AS m JOIN middle USING (test)),
ends AS (
  SELECT test, quantile_cont(z, [{WINSOR[0]}, {WINSOR[1]}]) AS ends FROM scores GROUP BY test),
spread AS (
  SELECT test, count(z) AS k, -- greatest() passes over a null: it would take the lower end for it
    avg(least(greatest(z, ends[1]), ends[2]) ** 2) FILTER (z IS NOT NULL) AS phi,
    sum(1 / v) FILTER (v > 0) AS w, sum(1 / (v * v)) FILTER (v > 0) AS ww,
    median(far) FILTER (v = 0) AS far
  FROM scores JOIN ends USING (test) GROUP BY test)
SELECT ?, (test // 10) % 10000, names.*, test % 10, theta,
  CASE WHEN scale = '{Scale.AVERAGE}' THEN far / {MAD_TO_SD}
    ELSE sqrt(greatest(0, (k * phi - (k - 1)) / (w - ww / w))) END,
  coalesce(phi, 0), i,
  CASE WHEN scale = '{Scale.AVERAGE}' OR test % 10 = 0 THEN 0 ELSE up END,
  CASE WHEN scale = '{Scale.AVERAGE}' OR test % 10 = 0 THEN 0 ELSE down END
FROM middle JOIN spread USING (test)
JOIN series_names AS n ON n.one = test // 100000
CROSS JOIN LATERAL (SELECT n.indicator, n.measure, n.category, n.below) AS names
ORDER BY test
"""
NAMES = """
CREATE OR REPLACE TEMP TABLE series_names(
  one INTEGER, indicator VARCHAR, measure VARCHAR, category VARCHAR, below VARCHAR)
"""


def keep_constants(run: Run, fill: Fill, releases: Iterable[str], held: bool) -> None:
    """Fill the table ``constants``: worked out of these ``releases``, and of the others that stay
    as they were, or worked out, too, where the old store has none (not ``held``).
    """
    worked_out = sorted(releases)
    if held:
        run(KEPT, [worked_out])
    else:
        worked_out = [name for (name,) in run("SELECT release FROM releases")]
    catalogue = load_catalogue()
    work_out(run, fill, worked_out, series_of(catalogue, load_families()), catalogue)


def wide_releases(run: Run, releases: Iterable[str]) -> list[str]:
    """Those of DfE's ``releases`` that hold enough authorities to say what is ordinary."""
    return [name for (name,) in run(WIDE, [sorted(releases)])]


def work_out(
    run: Run, fill: Fill, releases: Iterable[str], series: Sequence[Series], catalogue: Catalogue
) -> None:
    """Put what is ordinary in these releases into the table ``constants``."""
    wide = wide_releases(run, releases)
    if not wide:
        return
    run(WORKING)
    run(NAMES)
    fill("series", [(n, one.scale.value, len(one.above)) for n, one in enumerate(series)])
    fill("series_names", [(number, *one.key) for number, one in enumerate(series)])
    fill("series_parts", [row for n, one in enumerate(series) for row in _parts(n, one)])
    fill("series_bars", list(_bars(series, catalogue)))
    fill("series_breaks", list(_breaks(series, catalogue)))
    for release in wide:
        run(CELLS, [release])
        run(POINTS)
        run(MOVES)
        run(ORDINARY, [release])


def _parts(number: int, one: Series) -> Iterable[tuple[int, str, str, str, str]]:
    measure = Measure.AVERAGE if one.scale is Scale.AVERAGE else Measure.COUNT
    for indicator, category in one.above:
        yield number, "above", indicator, measure.value, category
    if one.whole:
        yield number, "whole", one.whole, Measure.COUNT.value, ""
    if one.scale is Scale.RATE:
        yield number, "rate", one.indicator, Measure.RATE.value, one.category


def _bars(series: Sequence[Series], catalogue: Catalogue) -> Iterable[tuple[int, str, int]]:
    """What no comparison rests on: (series, area, year)."""
    for note in catalogue.notes.values():
        for number, one in enumerate(series) if note.bars else ():
            if "*" in note.indicators or one.rests_on & set(note.indicators):
                yield from ((number, area, year) for area in note.areas for year in note.years)


def _breaks(series: Sequence[Series], catalogue: Catalogue) -> Iterable[tuple[int, int, int]]:
    """What no series of any authority is joined across: (series, year, year)."""
    for note in catalogue.notes.values():
        for number, one in enumerate(series) if note.break_between and "*" in note.areas else ():
            if "*" in note.indicators or one.rests_on & set(note.indicators):
                yield number, note.break_between[0], note.break_between[1]
