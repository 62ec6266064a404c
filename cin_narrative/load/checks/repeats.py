"""The same figure in two files of one release -> where they differ.

DfE prints a total in every file that divides it. One is stored as the observation; the others,
``repeats``, vouch for it.
"""

from __future__ import annotations

from collections.abc import Collection

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.rounding import written
from cin_narrative.load.checks.whole_tables import refuse
from cin_narrative.messages import message
from cin_narrative.store.breach import Breach, Severity
from cin_narrative.store.decisions import Run

RULE = "two files"
MANY = 8  # cells of one column that two files print differently: one of the files is wrong
# Of several that differ, the one that is the next best for the cell is named.
DIFFERING = """
SELECT s.name, o."row", o.col, (o.area, o.year, o.release, o.indicator, o.measure, o.category),
  r.value, o.value, t.name, r."row"
FROM repeats AS r JOIN observations AS o
  USING (area, year, release, indicator, measure, category)
JOIN sources AS s ON s.id = o.source JOIN sources AS t ON t.id = r.source
WHERE o.value <> r.value AND o.release IN (SELECT unnest(?::VARCHAR[]))
QUALIFY row_number() OVER (
  PARTITION BY o.area, o.year, o.release, o.indicator, o.measure, o.category
  ORDER BY r.priority, t.name, r."row") = 1
ORDER BY ALL
"""


def differing(run: Run, releases: Collection[str], areas: Areas) -> list[Breach]:
    """A breach for each cell that two files of one of the releases print with two numbers; raises
    ``FileInDoubt`` where they differ so in many places of a column.
    """
    found = [_breach(areas, *row) for row in run(DIFFERING, [sorted(releases)])]
    by_column: dict[tuple[str, str, str], list[Breach]] = {}
    for one in found:
        by_column.setdefault((one.release, one.file, one.column), []).append(one)
    wrong = [own[0] for own in by_column.values() if len(own) >= MANY]
    refuse([one._replace(severity=Severity.REFUSED) for one in wrong])
    return found


def _breach(
    areas: Areas,
    first: str,
    row: int,
    column: str,
    cell: tuple[str, int, str, str, str, str],
    other: float,
    own: float,
    second: str,
    other_row: int,
) -> Breach:
    area, year = cell[:2]
    gaps = {"first": first, "column": column, "second": second, "row": other_row}
    gaps |= {"expected": _said(other), "found": _said(own)}
    said = message("load.files_contradict", area=areas.get(area, year).name, year=year, **gaps)
    place = (first, row, column, *cell)
    return Breach(RULE, Severity.DOUBT, *place, _said(other), _said(own), said)


def _said(value: float) -> str:
    return written(value, 0 if value == int(value) else 1)
