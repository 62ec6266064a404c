"""Every identity measured -> the cells that most likely break them.

Of the cells of a broken identity, the one in doubt stands in the most other broken ones and the
fewest that hold; where that does not tell, the one that closing the gap would bring into line with
the years beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from cin_narrative.load.checks.bounds import Bound
from cin_narrative.load.checks.cells import fill
from cin_narrative.load.checks.grid import Flags
from cin_narrative.load.checks.relation import Measured, Relation, Working

TESTED = (
    "rel INTEGER, rule VARCHAR, place INTEGER, one INTEGER, gap DOUBLE, expected DOUBLE, "
    "found DOUBLE, tight BOOLEAN"
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
WITH broken AS (SELECT place, col, count(*) AS broken FROM suspects GROUP BY ALL)
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
HOLDING = "place INTEGER, col SMALLINT, holding INTEGER"
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


class Tested(NamedTuple):
    """The identities of one kind, measured and held against their bounds: which are ``broken``,
    and which hold and show it of every cell.
    """

    rule: str
    measured: Measured
    broken: Flags
    holding: Flags

    def rows(self, which: Flags) -> list[tuple[Any, ...]]:
        """(rule, place, identity, gap, expected, found, tight) of some of them."""
        at, one = np.nonzero(which)
        own = self.measured
        numbers = (side[at, one].tolist() for side in (own.gap, own.expected, own.found, own.tight))
        return list(
            zip(repeat(self.rule), own.places[at].tolist(), own.ones[one].tolist(), *numbers)
        )


def test_all(
    working: Working, relations: Sequence[Relation], bounds: Iterable[Bound], few: int
) -> list[Tested]:
    """Every identity held against its bound; one hidden cell may hold ``few`` where there is
    none.
    """
    known: dict[str, dict[tuple[str, bool], tuple[float, float]]] = defaultdict(dict)
    for rule, key, wide, slack, per_hidden in bounds:
        known[rule][key, wide] = slack, per_hidden
    with np.errstate(divide="ignore", invalid="ignore"):
        return [_test(working, one, known[one.rule], few) for one in relations]


def _test(
    working: Working,
    relation: Relation,
    bounds: Mapping[tuple[str, bool], tuple[float, float]],
    few: int,
) -> Tested:
    own, names = relation.measured(working), relation.names(working)
    none = (0.0, float(few))
    keys = [names.get(one, "") for one in own.ones.tolist()]
    of = np.array([[bounds.get((key, wide), none) for key in keys] for wide in (False, True)])
    by_place = of.reshape(2, len(keys), 2)[working.grid.wide[own.places].astype(np.int64)]
    slack, per_hidden = by_place[..., 0], by_place[..., 1]
    # a gap below nought is never a hidden member's: the printed parts exceed the whole
    too_low = own.gap < -own.most - slack
    too_high = own.gap > own.most + own.spare + slack + own.hidden * per_hidden
    broken = np.where(
        own.tight, np.abs(own.gap) > own.most + slack, too_low | (own.hidden >= 0) & too_high
    )
    return Tested(relation.rule, own, broken, own.tight & ~broken & ~np.isnan(own.gap))


def blame(
    working: Working, relations: Sequence[Relation], tested: Sequence[Tested]
) -> list[Suspect]:
    """The likeliest cell of every identity that is broken, and not overruled by others."""
    run = working.run
    broken = [row for one in tested for row in one.rows(one.broken)]
    if not broken:
        return []
    fill(run, "tested", TESTED, [(number, *row) for number, row in enumerate(broken)])
    run(SUSPECTS.format(sides=" UNION ALL ".join(f"({one.members})" for one in relations)))
    run(CELL)
    run(BESIDE)
    fill(run, "holding", HOLDING, _holding(working, relations, tested))
    run(SCORED)
    found = (Suspect(*row) for row in run(RANKED))
    order = {one.rule: number for number, one in enumerate(relations)}  # the first tells of a cell
    return sorted(
        (one for one in found if not one.is_cleared),
        key=lambda one: (order[one.rule], one.one, one.place, one.col, one.fix),
    )


def _holding(
    working: Working, relations: Sequence[Relation], tested: Sequence[Tested]
) -> list[tuple[int, int, int]]:
    """How many identities vouch for each cell that may be in doubt: (place, column, how many)."""
    count = np.zeros(working.grid.values.shape, np.int64)
    for relation, one in zip(relations, tested, strict=True):
        if not one.holding.any():
            continue
        holds = np.zeros((len(count), int(one.measured.ones.max()) + 1), np.bool_)
        holds[np.ix_(one.measured.places, one.measured.ones)] = one.holding
        reach = working.arrays(relation.reach, [])
        inside = reach["one"] < holds.shape[1]
        place, col, at, number = (reach[name][inside] for name in ("place", "col", "at", "one"))
        np.add.at(count, (place, col), holds[at, number])
    place, col = np.nonzero(count)
    return list(zip(place.tolist(), col.tolist(), count[place, col].tolist(), strict=True))
