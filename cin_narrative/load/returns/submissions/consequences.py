"""The figures that moved between two submissions -> which of them merely follow from another.

A percentage follows from its count, a line of a breakdown from its total, and a total from the one
part of it that moved most. What is left are the causes: what to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.returns.local_sums import local_sums

MovedCell = tuple[str, Measure, str]  # indicator, measure, category
By = Mapping[MovedCell, Decimal]


def causes(by: By, catalogue: Catalogue) -> dict[MovedCell, MovedCell]:
    """Each figure that follows from another -> the one that it follows from in the end. ``by`` how
    much each figure moved.
    """
    nearest = {cell: next(_behind(cell, by, catalogue), cell) for cell in by}
    found = {cell: _last(cell, nearest) for cell in by}
    return {cell: cause for cell, cause in found.items() if cause != cell}


def _last(cell: MovedCell, nearest: Mapping[MovedCell, MovedCell]) -> MovedCell:
    """The end of the chain of figures that ``cell`` follows from."""
    passed = {cell}
    while (behind := nearest[cell]) not in passed:
        passed.add(behind)
        cell = behind
    return cell


def _behind(cell: MovedCell, by: By, catalogue: Catalogue) -> Iterator[MovedCell]:
    """What a figure follows from among those that moved, the nearest first."""
    name, measure, category = cell
    indicator = catalogue[name]
    counts = catalogue.counts_of(indicator)
    if measure is Measure.COUNT:
        yield from _wholes(cell, by, catalogue)
        yield from _parts(cell, by, catalogue)
        return
    of = indicator.measures[measure].of
    for other, line in (
        (counts.id, category),
        (of, ""),
        (counts.breakdown_of, ""),
        (counts.id, ""),
    ):
        if (other, Measure.COUNT, line) in by:
            yield other, Measure.COUNT, line


def _wholes(cell: MovedCell, by: By, catalogue: Catalogue) -> Iterator[MovedCell]:
    """The total of a breakdown, for one of its lines or for several together: they follow from it
    where they moved the same way, and no further.
    """
    indicator = catalogue[cell[0]]
    summed = indicator.measures[Measure.COUNT].sum_of
    of = catalogue[summed].breakdown_of if summed else indicator.breakdown_of
    whole = (of, Measure.COUNT, "")
    if whole in by and 0 < by[cell] / by[whole] <= 1:
        yield whole


def _parts(cell: MovedCell, by: By, catalogue: Catalogue) -> Iterator[MovedCell]:
    """The part that moved most of a total that is made of whole counts."""
    for one in local_sums(catalogue):
        if one.total == (cell[0], cell[2]) and not any(category for _, category in one.members):
            parts = [(part[0], Measure.COUNT, "") for part in one.parts]
            moved = [part for part in parts if part in by]
            if moved and sum(by[part] for part in moved) == by[cell]:
                yield max(moved, key=lambda part: abs(by[part]))
