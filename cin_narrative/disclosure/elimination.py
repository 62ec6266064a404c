"""Sums with hidden members -> the hidden ones that follow by adding and subtracting, in however many
steps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from cin_narrative.disclosure.sums import Member

# Elimination is done modulo this: whole numbers stay small, and a chance coincidence is one in
# 10**18.
PRIME = (1 << 61) - 1
Row = dict[int, int]


def following(hidden: Collection[Member], sums: Iterable[Sequence[Member]]) -> set[Member]:
    """The hidden members that follow from the shown ones: whose unit vector is in the row space of
    the sums, each (total, part, ...).
    """
    rows = ([(total, -1), *((part, 1) for part in parts)] for total, *parts in sums)
    return set(solved(hidden, ((row, 0) for row in rows)))


def solved(
    hidden: Collection[Member], rows: Iterable[tuple[Sequence[tuple[Member, int]], int]]
) -> dict[Member, int]:
    """Each hidden member that follows, with its number.

    ``rows`` are equations: the members with their signs, and what they add up to. Members that are
    not ``hidden`` are left out: their numbers stand on the other side.
    """
    order = {member: place for place, member in enumerate(sorted(hidden))}
    names, constant = list(order), len(order)
    made: list[Row] = []
    for signed, value in rows:
        row: Row = {constant: value % PRIME} if value % PRIME else {}
        for member, sign in signed:
            if member in order:
                _add(row, order[member], sign)
        made.append(row)
    return {
        names[place]: _signed(row.get(constant, 0))
        for row in reduced(made, constant)
        if len(places := row.keys() - {constant}) == 1
        for place in places
    }


def _signed(value: int) -> int:
    return value if value <= PRIME // 2 else value - PRIME


def reduced(rows: Iterable[Row], constant: int) -> list[Row]:
    """The reduced row echelon form, modulo ``PRIME``, of sparse rows; ``constant`` is the place of
    their number. A row of a number alone is of a sum that does not hold, and tells nothing.
    """
    pivots: dict[int, Row] = {}
    for given in rows:
        row = dict(given)
        for place in sorted(row.keys() & pivots.keys()):
            if place in row:
                _subtract(row, pivots[place], row[place])
        if row.keys() <= {constant}:
            continue
        pivot = min(row)
        inverse = pow(row[pivot], -1, PRIME)
        row = {place: value * inverse % PRIME for place, value in row.items()}
        for other in pivots.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        pivots[pivot] = row
    return list(pivots.values())


def _subtract(row: Row, other: Mapping[int, int], times: int) -> None:
    for place, value in other.items():
        _add(row, place, -times * value)


def _add(row: Row, place: int, value: int) -> None:
    left = (row.get(place, 0) + value) % PRIME
    if left:
        row[place] = left
    else:
        row.pop(place, None)
