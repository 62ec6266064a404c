"""Hidden counts -> those for which no other whole number was found that fits everything shown.

Adding and subtracting, and narrowing each count by itself, do not find every count that only one
whole number fits: several rules together can leave one solution. A count is safe where a second
solution is at hand: one is sought near the true counts, by changing one hidden count and putting
right, sum by sum, what no longer adds up. What is not found in so many steps counts as not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from cin_narrative.disclosure.bounds import LARGEST_HIDDEN, SMALLEST, Cover
from cin_narrative.disclosure.sums import Member

MOST_STEPS = 3_000  # of one search: a solution near the true one is found in some tens
MOST_CHANGES = 14  # counts that differ from the true ones
FAR = 10**9  # no count is so large

Change = dict[Member, int]  # how a second solution differs from the true one


def without_alternative(
    wanted: AbstractSet[Member],
    hidden: AbstractSet[Member],
    counts: Mapping[Member, int],
    sums: Sequence[Sequence[Member]],
    covers: Iterable[Cover],
) -> set[Member]:
    """Those of ``wanted`` for which no second solution was found."""
    search = _Search(hidden, counts, sums, covers)
    left = set(wanted)
    for member in sorted(wanted):
        if member in left:
            change = search.second(member)
            left -= change.keys() if change else set()
    return left


class _Search:
    """Second solutions: whole numbers for the hidden counts that fit the sums and covers, too."""

    def __init__(
        self,
        hidden: AbstractSet[Member],
        counts: Mapping[Member, int],
        sums: Sequence[Sequence[Member]],
        covers: Iterable[Cover],
    ) -> None:
        self._counts, self._hidden = counts, hidden
        self._sums: dict[Member, list[Sequence[Member]]] = defaultdict(list)
        self._covers: dict[Member, list[Cover]] = defaultdict(list)
        for one in sums:
            if counts[one[0]] == sum(counts[part] for part in one[1:]):
                for member in hidden & set(one):
                    self._sums[member].append(one)
        for cover in (one for one in covers if _holds(one, counts)):
            for member in hidden & {cover.whole, *cover.parts}:
                self._covers[member].append(cover)
        self._steps = 0

    def second(self, member: Member) -> Change | None:
        """How a solution with another number for ``member`` differs; None where none was found."""
        for step in (1, -1, 2, -2, 3, -3, 4, -4):
            self._steps = 0
            if self._fits(member, step):
                found = self._put_right({member: step})
                if found is not None:
                    return found
        return None

    def _put_right(self, change: Change) -> Change | None:
        self._steps += 1
        if self._steps > MOST_STEPS or len(change) > MOST_CHANGES:
            return None
        ways = self._ways(change)
        if ways is None:
            return change
        for other, by in ways:
            if other in self._hidden and other not in change and self._fits(other, by):
                found = self._put_right({**change, other: by})
                if found is not None:
                    return found
        return None

    def _ways(self, change: Change) -> Iterable[tuple[Member, int]] | None:
        """Each count that can put the first broken rule right, and by how much; None where all
        hold.
        """
        for member in change:
            for one in self._sums[member]:
                if off := _off(one, change):
                    others = sorted(one, key=lambda m: (len(self._sums[m]), m))
                    return ((m, off if m == one[0] else -off) for m in others)
        for member in change:
            for cover in self._covers[member]:
                if ways := self._uncovered(cover, change):
                    return ways
        return None

    def _uncovered(self, cover: Cover, change: Change) -> list[tuple[Member, int]]:
        """How a cover that does not hold can be put right; nothing where it does."""
        parts = {part: self._counts[part] + change.get(part, 0) for part in cover.parts}
        whole = self._counts[cover.whole] + change.get(cover.whole, 0)
        short = whole - sum(parts.values())
        if short > 0:
            return [*((part, short) for part in cover.parts), (cover.whole, -short)]
        most = max(parts, key=lambda part: parts[part])
        over = parts[most] - whole
        return [(cover.whole, over), (most, -over)] if over > 0 else []

    def _fits(self, member: Member, by: int) -> bool:
        low, high = _range(self._counts[member])
        return low <= self._counts[member] + by <= high


def _off(one: Sequence[Member], change: Change) -> int:
    """By how much the parts are now more than the total."""
    return sum(change.get(part, 0) for part in one[1:]) - change.get(one[0], 0)


def _holds(cover: Cover, counts: Mapping[Member, int]) -> bool:
    parts = [counts[part] for part in cover.parts]
    return max(parts) <= counts[cover.whole] <= sum(parts)


def _range(count: int) -> tuple[int, int]:
    """What a hidden count can be for a reader who knows why it is hidden: see ``bounds``."""
    if SMALLEST <= count <= LARGEST_HIDDEN:
        return SMALLEST, LARGEST_HIDDEN
    return (0 if count == 0 else SMALLEST), FAR
