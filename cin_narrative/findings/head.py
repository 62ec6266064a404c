"""The head indicator of an area and year -> its level and its change, which every page begins with.

England, a region and a group have them too, without a test: they are not among authorities.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from math import exp

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.families import Series
from cin_narrative.catalogue.rounding import half_up, written
from cin_narrative.disclosure.arithmetic import computed
from cin_narrative.findings.area_evidence import LookedAt
from cin_narrative.findings.candidate import Candidate, degree_of, way
from cin_narrative.findings.finding import Cell, Degree, Evidence, Finding, Forbidden
from cin_narrative.findings.kinds.with_country import carry
from cin_narrative.findings.make import forbidden
from cin_narrative.findings.notes import break_in
from cin_narrative.findings.ways_of_saying import (
    beside_neighbours,
    count_history,
    degree_among,
    is_persistent,
    place_of,
    record_of,
    run_of,
)


def head_of(looked: LookedAt) -> Series:
    """The series of the head indicator."""
    name = looked.families.head
    return next(one for one in looked.series if one.indicator == name and not one.below)


def level_of_head(looked: LookedAt) -> Finding | None:
    """How many, with the rate; None where the count has no number."""
    series, count = head_of(looked), _count(looked, looked.year)
    if count is None:
        return None
    rate, evidence = looked.figure(series, looked.year), looked.test(head_of(looked), 0)
    lowest = evidence is not None and evidence.z < 0
    past = count_history(looked, count)
    return replace(
        _told("level", looked, (count, *([rate] if rate else [])), evidence, 0),
        place=place_of(looked, series, rate, lowest) if rate and evidence else None,
        place_from_lowest=lowest,
        neighbours=beside_neighbours(looked, series) if evidence else None,
        record=record_of(past),
        persistent=evidence is not None and is_persistent(looked, series),
    )


def change_of_head(looked: LookedAt) -> Finding | None:
    """How it moved in a year; None where two counts cannot be compared."""
    series, pair = head_of(looked), (looked.year, looked.year - 1)
    later, earlier = (_count(looked, year) for year in pair)
    if later is None or earlier is None or break_in(looked, series, pair[::-1]):
        return None
    rates = [looked.figure(series, year) for year in pair]
    cells = (later, earlier, *(one for one in rates if one is not None))
    evidence = looked.test(series, 1)
    made = _told("change", looked, cells, evidence, 1)
    moved = (later.value or 0) - (earlier.value or 0)
    passed = Candidate("change", series, 1, evidence) if evidence else None
    carried = carry(passed, looked) if passed else None
    return replace(
        made,
        direction=way(float(moved)),
        run=run_of(count_history(looked, later)),
        carried=(carried,) if carried else (),
        may_not_claim=made.may_not_claim - ({Forbidden.AS_IN_MOST} if carried else set()),
    )


def _told(
    kind: str, looked: LookedAt, cells: tuple[Cell, ...], evidence: Evidence | None, span: int
) -> Finding:
    family, degree = looked.families.of(head_of(looked).family), Degree.PLAIN
    if evidence:
        degree = degree_of(evidence, bool(span))
        degree = degree_among(looked, head_of(looked), span, degree)
    return Finding(
        kind,
        family.id,
        family.tier,
        cells[0],
        cells,
        way(evidence.z) if evidence else way(0.0),
        degree,
        span,
        evidence,
        may_not_claim=forbidden(cells[0], cells),
    )


def _count(looked: LookedAt, year: int) -> Cell | None:
    areas, name = looked.figures.areas, looked.families.head
    if not areas.existed(looked.area, year):
        return None
    found = looked.figures.level(
        name, Measure.COUNT, areas.at(looked.area, year), year, release=looked.release
    )
    is_number = found is not None and found.value is not None and not found.is_lower_bound
    return found if is_number else None


def ordinary_of(looked: LookedAt, told: Finding | None) -> Cell | None:
    """By how many per cent the head indicator of an ordinary authority moves in a year: tau, which
    is on the scale of logs.
    """
    constant = looked.constant(head_of(looked), 1, looked.year)
    if constant is None or told is None:
        return None
    value = half_up(100 * (Decimal(exp(constant.tau)) - 1), 0)
    return computed(
        told.subject,
        Measure.CHANGE,
        value,
        written(value, 0) + "%",
        (),
        area=looked.figures.areas.get(ENGLAND, looked.year),
        release=told.subject.release,
        source=told.subject.source,
        relative=True,
        of=constant.authorities,
    )
