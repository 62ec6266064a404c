"""A reader who wants to know what is hidden: all that is shown of a return, and every sum that holds, put together.

Written apart from the code under test: it eliminates with fractions, and narrows whole numbers on its own.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.disclosure.local_sums import local_sums, usual_sums

Member = tuple[str, str]


def known_counts(figures: Iterable[Figure], catalogue: Catalogue) -> dict[Member, int]:
    """Every count that figures tell: shown as such, in a receipt, or the only one that fits a percentage or rate."""
    known: dict[Member, int] = {}
    queue = list(figures)
    while queue:
        figure = queue.pop()
        queue += figure.derived_from
        if figure.measure is Measure.COUNT and figure.value is not None:
            known[member_of(figure, catalogue)] = int(figure.value)
        if figure.measure in (Measure.PERCENTAGE, Measure.RATE) and figure.value is not None:
            if figure.numerator is not None:
                known[member_of(figure, catalogue)] = int(figure.numerator)
            elif figure.denominator is not None:
                known |= _fits(figure, catalogue)
    return known


def _fits(figure: Figure, catalogue: Catalogue) -> dict[Member, int]:
    """The numerator, where only one whole number gives the value shown."""
    assert figure.value is not None
    assert figure.denominator is not None
    each = (100 if figure.measure is Measure.PERCENTAGE else 10_000) / Fraction(int(figure.denominator))
    low, high = (Fraction(figure.value) - Fraction(1, 20)) / each, (Fraction(figure.value) + Fraction(1, 20)) / each
    return {member_of(figure, catalogue): ceil(low)} if ceil(low) == floor(high) else {}


def member_of(figure: Figure, catalogue: Catalogue) -> Member:
    """What a figure counts."""
    return catalogue.counts_of(figure.indicator).id, figure.category.id if figure.category else ""


def sums_on(truth: dict[Member, int], catalogue: Catalogue) -> list[tuple[Member, ...]]:
    """(total, part, ...) of every sum that holds on the counts as they are."""
    found = set()
    for one in (*local_sums(catalogue), *usual_sums()):
        parts = tuple(part for part in one.parts if part in truth)
        if one.total in truth and parts and truth[one.total] == sum(truth[part] for part in parts):
            found.add((one.total, *parts))
    return sorted(found)


def by_elimination(truth: dict[Member, int], known: dict[Member, int], sums: list[tuple[Member, ...]]) -> set[Member]:
    """The counts that are not known and follow by adding and subtracting."""
    rows = []
    for total, *parts in sums:
        row: dict[Member, Fraction] = {}
        for member, sign in ((total, -1), *((part, 1) for part in parts)):
            if member not in known:
                row[member] = row.get(member, Fraction(0)) + sign
        rows.append({member: value for member, value in row.items() if value})
    done: list[tuple[Member, dict[Member, Fraction]]] = []
    for row in rows:
        for pivot, other in done:
            if pivot in row:
                _take(row, other, row[pivot])
        if not row:
            continue
        pivot = next(iter(row))
        reduced = {member: value / row[pivot] for member, value in row.items()}
        for _, other in done:
            if pivot in other:
                _take(other, reduced, other[pivot])
        done.append((pivot, reduced))
    return {pivot for pivot, row in done if len(row) == 1 and pivot in truth}


def _take(row: dict[Member, Fraction], other: dict[Member, Fraction], times: Fraction) -> None:
    for member, value in other.items():
        left = row.get(member, Fraction(0)) - times * value
        if left:
            row[member] = left
        else:
            row.pop(member, None)


def by_whole_numbers(truth: dict[Member, int], known: dict[Member, int], sums: list[tuple[Member, ...]]) -> set[Member]:
    """The counts of 1 to 5 that only one whole number fits, for a reader who takes every hidden count for at least 1."""
    low = {member: known.get(member, min(1, count)) for member, count in truth.items()}
    high = {member: known.get(member, 5 if 1 <= count <= 5 else 10**6) for member, count in truth.items()}
    for _ in range(100):
        before = (dict(low), dict(high))
        for total, *parts in sums:
            low[total] = max(low[total], sum(low[part] for part in parts))
            high[total] = min(high[total], sum(high[part] for part in parts))
            for part in parts:
                rest = [other for other in parts if other != part]
                low[part] = max(low[part], low[total] - sum(high[other] for other in rest))
                high[part] = min(high[part], high[total] - sum(low[other] for other in rest))
        if before == (low, high):
            break
    return {member for member, count in truth.items() if member not in known and 1 <= count <= 5 and low[member] == high[member]}
