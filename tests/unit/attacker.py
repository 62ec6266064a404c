"""A reader who wants to know what is hidden: all that is shown of a return, and every sum that holds, put together.

Written apart from the code under test: it eliminates with fractions, and narrows whole numbers on its own.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.disclosure.figures import Figure
from cin_narrative.disclosure.returns.local_sums import local_covers, local_sums, usual_sums

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


def by_integer_program(truth: dict, known: dict, sums: Iterable[tuple], covers: Iterable[tuple] = (), *, told_which: bool = True) -> set:
    """The counts of 1 to 5 that can be one whole number only, by solving for the least and the most that each can be.

    The strongest reader is ``told_which`` hidden counts are 1 to 5 and which are not; a page does not say: both have one mark.
    ``sums`` are (total, part, ...), ``covers`` (whole, part, ...) where the parts overlap. Needs scipy.
    """
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    unknown = sorted(member for member in truth if member not in known)
    place = {member: number for number, member in enumerate(unknown)}
    rows: list[tuple[dict[int, int], float, float]] = []

    def row(signed: Iterable[tuple], low: float, high: float) -> None:
        coefficients: dict[int, int] = {}
        for member, sign in signed:
            if member in place:
                coefficients[place[member]] = coefficients.get(place[member], 0) + sign
            else:
                low, high = low - sign * known[member], high - sign * known[member]
        if coefficients:
            rows.append((coefficients, low, high))

    for total, *parts in sums:
        row([(total, -1), *((part, 1) for part in parts)], 0, 0)
    for whole, *parts in covers:
        row([(whole, -1), *((part, 1) for part in parts)], 0, np.inf)
        for part in parts:
            row([(whole, 1), (part, -1)], 0, np.inf)
    if not unknown:
        return set()
    cells = [(number, column, sign) for number, (found, _, _) in enumerate(rows) for column, sign in found.items()]
    matrix = csr_array(([c[2] for c in cells], ([c[0] for c in cells], [c[1] for c in cells])), shape=(len(rows), len(unknown)))
    rules = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    low = np.array([min(1, truth[m]) for m in unknown], dtype=float)
    high = np.array([5 if told_which and 1 <= truth[m] <= 5 else 10**6 for m in unknown], dtype=float)
    open_yet, found = {m for m in unknown if 1 <= truth[m] <= 5}, set()
    for member in sorted(open_yet):
        if member not in open_yet:
            continue
        for sign in (1, -1):
            goal = np.zeros(len(unknown))
            goal[place[member]] = sign
            solved = milp(goal, constraints=rules, bounds=Bounds(low, high), integrality=np.ones(len(unknown)))
            assert solved.success, solved.message  # the true counts are a solution
            open_yet -= {m for m in unknown if round(solved.x[place[m]]) != truth[m]}  # a second solution: these are not told
        if member in open_yet:
            found.add(member)
    return found


def covers_on(truth: dict[Member, int], catalogue: Catalogue) -> list[tuple[Member, ...]]:
    """(whole, part, ...) of every whole whose parts overlap and that holds on the counts."""
    found = []
    for one in local_covers(catalogue):
        parts = [part for part in one.parts if part in truth]
        if one.whole in truth and parts and max(truth[p] for p in parts) <= truth[one.whole] <= sum(truth[p] for p in parts):
            found.append((one.whole, *parts))
    return found
