"""``data/reference/check_bounds.csv`` -> how far apart the sides of an identity may be.

DfE's figures do not all add up to the last child, and what is hidden is of any size: both are
measured on its releases by ``benchmarks/releases/history.py``, so that a check is as sharp as they
allow.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cin_narrative.catalogue.reference import REFERENCE, reference_rows
from cin_narrative.load.checks.cells import fill
from cin_narrative.store.decisions import Run

FILE = "check_bounds.csv"
Bound = tuple[str, str, bool, float, float]
TYPES = "rule VARCHAR, key VARCHAR, wide BOOLEAN, slack DOUBLE, per_hidden DOUBLE"
FEW = 5  # DfE hides counts of 1 to 5: what one hidden cell may hold where history says nothing


@cache
def bounds() -> tuple[Bound, ...]:
    """(rule, identity, whether of regions and England, slack, most per hidden member)."""
    return tuple(
        (
            row["rule"],
            row["key"],
            row["wide"] == "yes",
            float(row["slack"] or 0),
            float(row["per_hidden"] or (0 if row["rule"] == "years" else FEW)),
        )
        for row in reference_rows(REFERENCE / FILE)
    )


def fill_bounds(run: Run, rows: Iterable[Bound]) -> None:
    """The working table of bounds."""
    fill(run, "bounds", TYPES, list(rows))
