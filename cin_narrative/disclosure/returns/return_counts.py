"""A store being built -> the counts of the returns to decide on, with what DfE's releases show and
hide of the same areas and years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.sums import Member
from cin_narrative.store.decisions import LOCAL, Place, Run
from cin_narrative.store.observations import Symbol

OF_RETURNS = f"""
SELECT area, year, release, indicator, measure, category, value FROM observations
WHERE area IN (SELECT unnest(?::VARCHAR[])) AND value IS NOT NULL
  AND release IN (SELECT release FROM releases WHERE {LOCAL})
ORDER BY ALL
"""
# DfE's counts of the same area in the years of a return and in those beside it
BESIDE = f"""
WITH places AS (SELECT DISTINCT area, year FROM observations
  WHERE area IN (SELECT unnest(?::VARCHAR[]))
    AND release IN (SELECT release FROM releases WHERE {LOCAL}))
SELECT DISTINCT o.area, o.year, o.indicator, o.category, o.value, o.symbol FROM observations AS o
WHERE o.measure = 'count' AND o.release NOT IN (SELECT release FROM releases WHERE {LOCAL})
  AND EXISTS (FROM places AS p WHERE p.area = o.area AND abs(p.year - o.year) <= 1)
"""


@dataclass(slots=True)
class ReturnCounts:
    """One authority's return of one year: its counts, its percentiles (indicator -> category ->
    days), and every cell (indicator, measure, category) that is stored.
    """

    place: Place
    counts: dict[Member, int] = field(default_factory=dict)
    percentiles: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    cells: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Printed:
    """What DfE prints of an area and year: the numbers of each count, and those it suppresses."""

    numbers: dict[Member, set[int]] = field(default_factory=lambda: defaultdict(set))
    suppressed: set[Member] = field(default_factory=set)


def read_returns(query: Run, areas: Collection[str], catalogue: Catalogue) -> list[ReturnCounts]:
    """The returns of these areas, in a fixed order; cross-tables, which are never shown, aside."""
    found: dict[Place, ReturnCounts] = {}
    for area, year, release, indicator, measure, category, value in query(
        OF_RETURNS, [sorted(areas)]
    ):
        one = found.setdefault((area, year, release), ReturnCounts((area, year, release)))
        one.cells.append((indicator, measure, category))
        if measure == Measure.AVERAGE:
            one.percentiles[indicator][category] = value
        elif measure == Measure.COUNT and not catalogue[indicator].is_cross_table:
            one.counts[indicator, category] = round(value)
    for one in found.values():
        add_sums(one.counts, catalogue)
    return list(found.values())


def add_sums(counts: dict[Member, int], catalogue: Catalogue) -> None:
    """Add the counts that are worked out: sums of categories."""
    for indicator in catalogue:
        definition = indicator.measures.get(Measure.COUNT)
        if definition and definition.sum_of and (indicator.id, "") not in counts:
            parts = [
                counts.get((definition.sum_of, category)) for category in definition.categories
            ]
            if None not in parts:
                counts[indicator.id, ""] = sum(part or 0 for part in parts)


def read_printed(query: Run, areas: Collection[str]) -> Mapping[tuple[str, int], Printed]:
    """What DfE prints of these areas in the years of their returns and in those beside them."""
    found: dict[tuple[str, int], Printed] = defaultdict(Printed)
    for area, year, indicator, category, value, symbol in query(BESIDE, [sorted(areas)]):
        if value is not None:
            found[area, year].numbers[indicator, category].add(round(value))
        elif symbol == Symbol.SUPPRESSED:
            found[area, year].suppressed.add((indicator, category))
    return found
