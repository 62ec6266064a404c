"""What DfE's own releases are like -> ``data/reference/check_bounds.csv``, ``england.csv`` and ``first_published.csv``.

    python benchmarks/releases/history.py STORE

STORE: a store loaded with every release of DfE that there is. Run it when a release is added, and
read the difference before it is kept: each figure of these tables makes a check sharper or blunter.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.reference import REFERENCE
from cin_narrative.load.checks.area_sums import AreaSums
from cin_narrative.load.checks.blame import TESTED, Tested, test_all
from cin_narrative.load.checks.bounds import FEW
from cin_narrative.load.checks.cells import columns_of, fill, make_cells
from cin_narrative.load.checks.grid import grid_of
from cin_narrative.load.checks.ratios import Ratios
from cin_narrative.load.checks.relation import Working
from cin_narrative.load.checks.sums import Sums
from cin_narrative.load.checks.years import Years

# An identity that so many of a hundred authorities and years break is no identity but a habit: it
# is taken as loosely as they keep it. One that fewer break is kept strictly, and they are findings.
# What is hidden is no contradiction of DfE's, however large: it may hold what it ever held.
HABIT = 0.9
OFTEN = 5  # fewer than so many are no habit, however few there are in all
NEARLY_ALL = 0.999

SLACK = """
SELECT key, wide,
  CASE WHEN 100 * avg((abs(gap) > most)::INT) FILTER (tight) > {habit}
      AND count(*) FILTER (tight AND abs(gap) > most) >= {often}
    THEN quantile_cont(greatest(abs(gap) - most, 0), {most}) FILTER (tight) ELSE 0 END AS slack,
  greatest(5, 1 + max((gap - most - spare) / hidden) FILTER (hidden > 0)) AS per_hidden
FROM gaps JOIN places USING (place) GROUP BY ALL ORDER BY ALL
"""
STRICT = (Sums(), AreaSums(), Ratios())
GAPS = "key VARCHAR, place INTEGER, gap DOUBLE, most DOUBLE, tight BOOLEAN, hidden DOUBLE, spare DOUBLE"
STEPS = "place INTEGER, one INTEGER, gap DOUBLE"
# Only what no identity vouches for is left to its years: the furthest that such a cell ever stood
# out in each column, and a little more.
EVERY_COLUMN = """
CREATE OR REPLACE TEMP TABLE year_columns AS
SELECT col AS one, indicator || '/' || measure || '/' || category AS key FROM cols
"""
JUMPS = """
WITH vouched AS (SELECT DISTINCT place, col FROM ({sides})),
steps AS (
  SELECT s.one, s.gap, v.place IS NULL AS alone FROM gaps AS s
  LEFT JOIN vouched AS v ON v.place = s.place AND v.col = s.one)
SELECT indicator || '/' || measure || '/' || category AS key,
  1.05 * max(gap) FILTER (alone) + 0.02 AS most, 1.05 * max(gap) + 0.02 AS of_all
FROM steps JOIN cols AS c ON c.col = one
GROUP BY ALL HAVING count(*) FILTER (alone) >= 20 ORDER BY ALL
"""
ENGLAND = """
SELECT indicator, measure, category, year, arg_max(value, "order") AS value
FROM observations JOIN releases USING (release)
WHERE area = 'E92000001' AND value IS NOT NULL AND "order" < 10000
  AND (indicator, measure, category) IN (SELECT (indicator, measure, category) FROM observations
    WHERE area NOT LIKE 'E%')
GROUP BY ALL ORDER BY ALL
"""


# A long file has a row for each year, and England's figures tell its columns; a wide file is of one.
COLUMNS = """
SELECT DISTINCT release, indicator, measure, category FROM observations JOIN releases USING (release)
WHERE release LIKE 'SFR%' ORDER BY ALL
"""


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with duckdb.connect(sys.argv[1], read_only=True) as store:

        def run(sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
            return store.execute(sql, parameters).fetchall()

        def arrays(sql: str, parameters: Any = ()) -> dict[str, Any]:
            return store.execute(sql, parameters).fetchnumpy()

        write("check_bounds.csv", "rule,key,wide,slack,per_hidden", bounds(run, arrays))
        write("england.csv", "indicator,measure,category,year,value", england(run))
        write("first_published.csv", "release,indicator,measure,category", run(COLUMNS))


def bounds(run: Any, arrays: Any) -> list[tuple[Any, ...]]:
    catalogue, columns = load_catalogue(), columns_of(load_catalogue())
    releases = [name for (name,) in run('SELECT release FROM releases WHERE "order" < 10000')]
    make_cells(run, columns, load_areas(), releases)
    grid = grid_of(arrays, len(columns), [measure == "count" for _, measure, _ in columns])
    working = Working(run, arrays, columns, catalogue, grid)
    rows: list[tuple[Any, ...]] = []
    for one in STRICT:
        one.prepare(run, columns, catalogue)
    for tested in test_all(working, STRICT, (), FEW):
        fill(run, "gaps", GAPS, list(measured_rows(tested, working)))
        for key, wide, slack, hidden in run(
            SLACK.format(habit=HABIT, often=OFTEN, most=NEARLY_ALL)
        ):
            places = 3 if tested.rule == "ratio" else 0
            rows.append(
                (tested.rule, key, "yes" if wide else "no", _said(slack, places), _said(hidden, 0))
            )
    return [*rows, *jumps(working, rows)]


def measured_rows(tested: Tested, working: Working) -> Iterator[tuple[Any, ...]]:
    own = tested.measured
    names = next(one for one in STRICT if one.rule == tested.rule).names(working)
    for place, number in zip(*np.nonzero(~np.isnan(own.gap)), strict=True):
        sides = (own.gap, own.most, own.tight, own.hidden, own.spare)
        yield (
            names[int(own.ones[number])],
            int(own.places[place]),
            *(one[place, number].item() for one in sides),
        )


def jumps(working: Working, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    run = working.run
    known = [(*r[:2], r[2] == "yes", *(float(one or 0) for one in r[3:])) for r in rows]
    found = test_all(working, STRICT, known, FEW)
    vouched = [row for one in found for row in one.rows(one.holding)]
    fill(run, "tested", TESTED, [(number, *row) for number, row in enumerate(vouched)])
    run(EVERY_COLUMN)
    with np.errstate(invalid="ignore", divide="ignore"):
        steps = Years().measured(working)
    at, one = np.nonzero(~np.isnan(steps.gap))
    held = zip(
        steps.places[at].tolist(),
        steps.ones[one].tolist(),
        steps.gap[at, one].tolist(),
        strict=True,
    )
    fill(run, "gaps", STEPS, list(held))
    sides = " UNION ALL ".join(f"({one.members})" for one in STRICT)
    return [
        ("years", key, "no", _said(most, 2), _said(of_all - most, 2))
        for key, most, of_all in run(JUMPS.format(sides=sides))
    ]


def england(run: Any) -> list[tuple[Any, ...]]:
    return [(*row[:4], f"{row[4]:g}" if row[4] < 1e5 else int(row[4])) for row in run(ENGLAND)]


def _said(value: float | None, places: int) -> str:
    return "" if not value else f"{value:.{places}f}"


def write(name: str, header: str, rows: list[tuple[Any, ...]]) -> None:
    with Path(REFERENCE / name).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerows([header.split(","), *rows])
    print(f"{name}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
