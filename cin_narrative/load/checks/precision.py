"""The percentages and rates of a release -> columns that were rounded to whole numbers.

DfE prints both with one decimal: no column of it has more than a quarter of whole numbers. One that
has hardly another number was cut by whatever opened the file, and each of its figures is wrong.
Where all columns of a release are so, it is how that release prints them.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import Run

RULE = "column"
FEWEST = 30  # numbers that tell how a column is printed; noughts and hundreds are whole anyway
CUT, USUAL = 0.9, 0.5
ROUNDED = f"""
WITH printed AS (
  SELECT p.release, c.col, avg((c.value = floor(c.value))::INT) AS whole
  FROM cells AS c JOIN places AS p USING (place) JOIN cols AS k USING (col)
  WHERE k.measure IN ('percentage', 'rate') AND c.value > 0 AND c.value < 100
  GROUP BY p.release, c.col HAVING count(*) >= {FEWEST}),
cut AS (
  SELECT release, col FROM printed WHERE whole >= {CUT} AND release IN
    (SELECT release FROM printed GROUP BY release HAVING median(whole) < {USUAL}))
SELECT s.name, o.col, o.release, k.indicator, k.measure, k.category
FROM cut JOIN cols AS k USING (col)
JOIN observations AS o ON o.release = cut.release AND o.indicator = k.indicator
  AND o.measure = k.measure AND o.category = k.category
JOIN sources AS s ON s.id = o.source
GROUP BY ALL ORDER BY ALL
"""


def rounded(run: Run) -> Iterator[Breach]:
    """A refusal for each column that has lost its decimals."""
    for file, header, release, indicator, measure, category in run(ROUNDED):
        said = message("load.column_rounded", file=file, column=header)
        place = (file, None, header, "", 0, release, indicator, measure, category)
        yield Breach(RULE, Severity.REFUSED, *place, "", "", said)
