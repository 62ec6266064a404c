"""Every identity measured -> the cells that most likely break them.

Of the cells of a broken identity, the one in doubt stands in the most other broken ones and the
fewest that hold; where that does not tell, the one that closing the gap would bring into line with
the years beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cin_narrative.load.checks.relation import Relation
from cin_narrative.store.decisions import Run

TESTED = """
CREATE OR REPLACE TEMP TABLE all_tested(rel BIGINT, rule VARCHAR, place INTEGER, one INTEGER,
  gap DOUBLE, expected DOUBLE, found DOUBLE, tight BOOLEAN, broken BOOLEAN)
"""
# A gap below nought is never a hidden member's: what is printed of the parts is more than the whole.
TEST = """
INSERT INTO all_tested
SELECT (SELECT count(*) FROM all_tested) + row_number() OVER (), ?, m.place,
  m.one, m.gap, m.expected, m.found, m.tight,
  CASE WHEN m.tight THEN abs(m.gap) > m.most + coalesce(b.slack, 0)
  WHEN m.gap < -m.most - coalesce(b.slack, 0) THEN true
  WHEN m.hidden < 0 THEN false
  ELSE m.gap > m.most + coalesce(b.slack, 0) + m.hidden * coalesce(b.per_hidden, ?) END
FROM ({measured}) AS m JOIN ({lines}) AS l USING (one) JOIN places AS p USING (place)
LEFT JOIN bounds AS b ON b.rule = ? AND b.key = l.key AND b.wide = p.wide
"""
BROKEN = "CREATE OR REPLACE TEMP TABLE tested AS FROM all_tested WHERE broken"
HOLDING = """
CREATE OR REPLACE TEMP TABLE tested AS SELECT t.* FROM all_tested AS t JOIN places AS p USING (place)
WHERE NOT broken AND tight AND (p.wide OR place IN (SELECT place FROM suspects))
AND (p.release, p.year) IN (SELECT (release, year) FROM suspects JOIN places USING (place))
"""
SUSPECTS = """
CREATE OR REPLACE TEMP TABLE suspects AS
SELECT s.*, t.rule FROM ({sides}) AS s JOIN tested AS t USING (rel)
"""
BESIDE = """
CREATE OR REPLACE TEMP TABLE beside AS
WITH wanted AS (SELECT DISTINCT place, col FROM suspects)
SELECT w.place, w.col, avg(c.value) AS usual
FROM wanted AS w JOIN places AS p USING (place)
JOIN places AS q ON q.release = p.release AND q.area = p.area AND abs(q.year - p.year) = 1
JOIN cells AS c ON c.place = q.place AND c.col = w.col GROUP BY ALL
"""
SCORED = """
CREATE OR REPLACE TEMP TABLE scored AS
WITH broken AS (SELECT place, col, count(*) AS broken FROM suspects GROUP BY ALL),
holding AS (SELECT place, col, count(*) AS holding FROM ({sides}) GROUP BY ALL)
SELECT s.*, c.value, broken - coalesce(holding, 0) AS score,
  coalesce(abs(ln((c.value + 5) / (usual + 5)))
    - abs(ln((greatest(s.fix, 0) + 5) / (usual + 5))), 0) AS gain
FROM suspects AS s JOIN broken USING (place, col) JOIN cells AS c USING (place, col)
LEFT JOIN holding USING (place, col) LEFT JOIN beside USING (place, col)
"""
BLAMED = """
WITH first AS (
  FROM scored QUALIFY row_number() OVER
    (PARTITION BY rel ORDER BY score DESC, gain DESC, place, col) = 1)
SELECT place, col, any_value(value ORDER BY rel) AS found,
  any_value(fix ORDER BY rel) AS expected, any_value(rule ORDER BY rel) AS rule
FROM first GROUP BY place, col ORDER BY ALL
"""


def measure_all(run: Run, relations: Sequence[Relation], few: int) -> None:
    """Measure every identity against its bound: the table ``all_tested``."""
    run(TESTED)
    for one in relations:
        sql = TEST.format(measured=one.measured, lines=one.lines)
        run(sql, [one.rule, few, one.rule])


def blame(run: Run, relations: Sequence[Relation]) -> list[tuple[Any, ...]]:
    """The cells in doubt: the table ``blamed``."""
    sides = " UNION ALL ".join(f"({one.members})" for one in relations)
    run(BROKEN)
    run(SUSPECTS.format(sides=sides))
    run(HOLDING)
    run(BESIDE)
    run(SCORED.format(sides=sides))
    return run(BLAMED)
