"""Every identity measured -> the cells that most likely break them.

Of the cells of a broken identity, the one in doubt stands in the most other broken ones and the
fewest that hold; where that does not tell, the one that closing the gap would bring into line with
the years beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cin_narrative.load.checks.relation import Relation
from cin_narrative.store.decisions import Run

TESTED = """
CREATE OR REPLACE TEMP TABLE all_tested(rule VARCHAR, place INTEGER, one INTEGER, gap DOUBLE,
  expected DOUBLE, found DOUBLE, tight BOOLEAN, broken BOOLEAN)
"""
LIMITS = """
CREATE OR REPLACE TEMP TABLE limits AS SELECT l.one, b.wide, b.slack, b.per_hidden
FROM bounds AS b JOIN ({lines}) AS l USING (key) WHERE b.rule = ?
"""
# A gap below nought is never a hidden member's: the parts that are printed exceed the whole.
TEST = """
INSERT INTO all_tested
SELECT ?, m.place, m.one, m.gap, m.expected, m.found, m.tight,
  CASE WHEN m.tight THEN abs(m.gap) > m.most + coalesce(b.slack, 0)
  WHEN m.gap < -m.most - coalesce(b.slack, 0) THEN true
  WHEN m.hidden < 0 THEN false
  ELSE m.gap > m.most + m.spare + coalesce(b.slack, 0)
    + m.hidden * coalesce(b.per_hidden, ?) END
FROM ({measured}) AS m JOIN places AS p USING (place)
LEFT JOIN limits AS b ON b.one = m.one AND b.wide = p.wide
"""
BROKEN = (
    "CREATE OR REPLACE TEMP TABLE tested AS SELECT rowid AS rel, * FROM all_tested WHERE broken"
)
SUSPECTS = """
CREATE OR REPLACE TEMP TABLE suspects AS
SELECT s.*, t.rule FROM ({sides}) AS s JOIN tested AS t USING (rel)
"""
CELL = "CREATE OR REPLACE TEMP TABLE cell AS SELECT DISTINCT place, col FROM suspects"
BESIDE = """
CREATE OR REPLACE TEMP TABLE beside AS
SELECT w.place, w.col, avg(c.value) AS usual
FROM cell AS w JOIN places AS p USING (place)
JOIN places AS q ON q.release = p.release AND q.area = p.area AND abs(q.year - p.year) = 1
JOIN cells AS c ON c.place = q.place AND c.col = w.col GROUP BY ALL
"""
SCORED = """
CREATE OR REPLACE TEMP TABLE scored AS
WITH broken AS (SELECT place, col, count(*) AS broken FROM suspects GROUP BY ALL),
holding AS (
  SELECT r.place, r.col, count(*) AS holding
  FROM ({reach}) AS r JOIN all_tested AS t ON t.rule = r.rule AND t.place = r.at AND t.one = r.one
  WHERE t.tight AND NOT t.broken GROUP BY ALL)
SELECT s.*, c.value, broken - coalesce(holding, 0) AS score, coalesce(holding, 0) AS holding,
  coalesce(abs(ln((c.value + 5) / (usual + 5)))
    - abs(ln((greatest(s.fix, 0) + 5) / (usual + 5))), 0) AS gain
FROM suspects AS s JOIN broken USING (place, col) JOIN cells AS c USING (place, col)
LEFT JOIN holding USING (place, col) LEFT JOIN beside USING (place, col)
"""
# For each broken identity the likeliest of its cells.
RANKED = """
SELECT rel, s.rule, s.place, s.col, s.value, fix, ahead, holding, t.one, t.tight
FROM (SELECT *, row_number() OVER likeliest AS rank,
    CASE WHEN score > coalesce(lead(score) OVER likeliest, -1000) THEN 1
    ELSE gain - lead(gain) OVER likeliest END AS ahead
  FROM scored WINDOW likeliest AS (PARTITION BY rel ORDER BY score DESC, gain DESC, place, col)
  ) AS s
JOIN tested AS t USING (rel) WHERE rank = 1
"""
CLEAR = 0.2  # from where a cell stands out enough for one among equals to be named
ALONE = ("earlier release", "years")  # what any identity that holds overrules


class Suspect(NamedTuple):
    """The likeliest cell of a broken identity ``one`` of a ``rule``; ``fix`` is what would fit.

    ``holding`` counts the identities that vouch for it, ``ahead`` is how far it stands before the
    next of the cells that may be it; ``tight`` says that every member of the identity is printed.
    """

    rel: int
    rule: str
    place: int
    col: int
    value: float
    fix: float
    ahead: float
    holding: int
    one: int
    tight: bool

    @property
    def is_cleared(self) -> bool:
        """Whether what it stands out by is overruled."""
        return self.rule in ALONE and self.holding > 0

    @property
    def may_say_fix(self) -> bool:
        """Whether ``fix`` follows from printed figures alone: beside a hidden one it would give it
        away.
        """
        return self.tight or self.rule in ALONE

    @property
    def is_clear(self) -> bool:
        """Whether this cell, and not another of the identity, is in doubt."""
        return self.ahead > CLEAR


def measure_all(run: Run, relations: Sequence[Relation], few: int) -> None:
    """Measure every identity against its bound: the table ``all_tested``."""
    run(TESTED)
    for one in relations:
        run(LIMITS.format(lines=one.lines), [one.rule])
        run(TEST.format(measured=one.measured), [one.rule, few])


def blame(run: Run, relations: Sequence[Relation]) -> list[Suspect]:
    """The likeliest cell of every identity that is broken, and not overruled by others."""
    sides = " UNION ALL ".join(f"({one.members})" for one in relations)
    run(BROKEN)
    if not run("SELECT 1 FROM tested LIMIT 1"):
        return []
    run(SUSPECTS.format(sides=sides))
    run(CELL)
    run(BESIDE)
    run(SCORED.format(reach=" UNION ALL ".join(f"({one.reach})" for one in relations)))
    found = (Suspect(*row) for row in run(RANKED))
    order = {one.rule: number for number, one in enumerate(relations)}  # the first tells of a cell
    return sorted(
        (one for one in found if not one.is_cleared),
        key=lambda one: (order[one.rule], one.one, one.place, one.col, one.fix),
    )
