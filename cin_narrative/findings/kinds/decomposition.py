"""Decomposition: a share or a ratio that moved in, which of its two counts moved it out."""

from __future__ import annotations

from math import log

from cin_narrative.catalogue.families import Scale
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.finding import Cell, Decomposition
from cin_narrative.findings.kinds import Kind
from cin_narrative.findings.ways_of_saying import count_history, record_of
from cin_narrative.store.dispersion.formulas import Scaled

SPAN = 3


def carry(found: Candidate, looked: LookedAt) -> Decomposition | None:
    """Of a share's or a ratio's change, or of a ratio that is far from elsewhere and moved that way
    in three years: whether what is above the line moved, what is below, or both.
    """
    lag = found.lag or (SPAN if found.series.below else 0)
    moved = looked.test(found.series, lag) if lag else None
    if moved is None or not moved.beyond_chance or moved.value * found.evidence.z <= 0:
        return None
    later, earlier = (counts(found, looked, year) for year in (looked.year, looked.year - lag))
    if len(later) < 2 or len(earlier) < 2:
        return None
    above, below = (later[0], earlier[0]), (later[1], earlier[1])
    records = [record_of(count_history(looked, one)) for one in later]
    return Decomposition(above, below, has_moved(above), has_moved(below), *records)


def counts(found: Candidate, looked: LookedAt, year: int) -> list[Cell]:
    """What is above the line and what is below it."""
    if found.series.scale not in (Scale.SHARE, Scale.RATIO):
        return []
    return list(looked.cells(found.series, year))[1:]


def has_moved(pair: tuple[Cell, Cell]) -> bool:
    """Whether two counts are further apart than chance takes them."""
    later, earlier = (float(one.value or 0) for one in pair)
    if not later or not earlier:
        return later != earlier
    return Scaled(log(later / earlier), 1 / later + 1 / earlier).beyond_chance


KIND = Kind("decomposition", carry=carry)
