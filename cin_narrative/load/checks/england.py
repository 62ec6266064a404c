"""England's figures of every column, as published before -> columns that hold another's.

``data/reference/england.csv`` keeps them: headers exchanged, a column shifted sideways or one that
was multiplied shows in every year at once, on the first load of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.load.checks.cells import Column, fill
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import Run

FILE = "england.csv"
APART = 0.1  # as a logarithm: England's counts were never revised so far in half of their years
YEARS, HALF = 2, 0.5
KNOWN = f"""
CREATE OR REPLACE TEMP TABLE known AS
SELECT p.release, k.col, c.col AS own, count(*) AS years,
  avg((k.value = c.value)::INT) AS same,
  avg((abs(ln((c.value + 1) / (k.value + 1))) > {APART})::INT) AS apart
FROM cells AS c JOIN places AS p USING (place)
JOIN england AS k ON k.year = p.year
JOIN cols AS a ON a.col = c.col JOIN cols AS b ON b.col = k.col AND b.measure = a.measure
WHERE p.area = '{ENGLAND}' AND c.value IS NOT NULL AND a.measure <> 'rate'
  AND (k.col = c.col OR k.value = c.value)
GROUP BY p.release, k.col, c.col
"""
# What a column holds of its own is compared in every year, and what of another's in equal ones.
WRONG = f"""
SELECT o.own, any_value(x.col ORDER BY x.years DESC, x.col) AS other,
  any_value(n.name) AS file, any_value(n.header) AS header, o.release
FROM known AS o
LEFT JOIN known AS x ON x.release = o.release AND x.own = o.own AND x.col <> o.col
  AND x.years >= {HALF} * o.years AND x.years >= {YEARS}
LEFT JOIN (
  SELECT c.col, v.release, any_value(s.name) AS name, any_value(v.col) AS header
  FROM observations AS v JOIN cols AS c USING (indicator, measure, category)
  JOIN sources AS s ON s.id = v.source WHERE v.area = '{ENGLAND}' GROUP BY ALL) AS n
  ON n.col = o.own AND n.release = o.release
WHERE o.own = o.col AND o.years >= {YEARS}
  AND (o.apart > {HALF} OR o.same = 0 AND x.col IS NOT NULL)
GROUP BY o.own, o.release ORDER BY file, header
"""


@cache
def published() -> tuple[tuple[Column, int, float], ...]:
    """(column, year, England's value) of every release that these tables were made from."""
    return tuple(
        (
            (row["indicator"], row["measure"], row["category"]),
            int(row["year"]),
            float(row["value"]),
        )
        for row in reference_rows(REFERENCE / FILE)
    )


def exchanged(run: Run, columns: Sequence[Column], catalogue: Catalogue) -> list[Breach]:
    """A breach for each column whose figures for England are not its own."""
    place = {column: number for number, column in enumerate(columns)}
    rows = [(place[one], year, value) for one, year, value in published() if one in place]
    fill(run, "england", "col SMALLINT, year SMALLINT, value DOUBLE", rows)
    run(KNOWN)
    return [
        Breach(
            "column",
            Severity.REFUSED,
            file,
            None,
            header,
            "",
            0,
            release,
            *columns[own],
            "",
            "",
            _said(file, header, None if other is None else columns[other], catalogue),
        )
        for own, other, file, header, release in run(WRONG)
    ]


def _said(file: str, header: str, other: Column | None, catalogue: Catalogue) -> str:
    if other is None:
        return message("load.column_not_its_own", file=file, column=header)
    indicator, _, category = other
    counts = catalogue.counts_of(catalogue[indicator])
    label = f": {counts.category(category).label}" if category else ""
    named = f"{catalogue[indicator].title}{label}"
    return message("load.column_of_another", file=file, column=header, other=named)
