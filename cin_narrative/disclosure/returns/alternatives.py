"""Hidden counts -> those for which no other whole number was found that fits everything shown.

Adding and subtracting, and narrowing each count by itself, do not find every count that only one
whole number fits: several rules together can leave one solution. A count is safe where a second
solution is at hand. One is sought from the true counts: a count is moved by one, what each rule
leaves of all the others is narrowed, and where a rule does not hold yet one of its counts is moved,
each in turn. That finds a solution wherever there is one, or that there is none; what is not found
in so many moves counts as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cin_narrative.disclosure.returns.bounds import LARGEST_HIDDEN, SMALLEST, Cover
from cin_narrative.disclosure.sums import Member

MOST_MOVES = 400  # of one search: a solution near the true one is found in some tens
# at rules while one move is followed up: what is left then stays as wide as it is
MOST_LOOKS = 3_000
FAR = 10**9  # no count is so large


class Rule(NamedTuple):
    """What holds: ``least`` <= the signed differences from the true counts together <= ``most``."""

    signed: tuple[tuple[int, int], ...]
    least: int
    most: int


class Ranges(NamedTuple):
    """The least and the most by which each count can differ from the true one."""

    low: list[int]
    high: list[int]

    def moved(self, place: int, bound: int, up: bool) -> Ranges:
        """The same where one count differs by at least ``bound``, or by at most."""
        low, high = self.low.copy(), self.high.copy()
        (low if up else high)[place] = bound
        return Ranges(low, high)

    def nearest(self) -> list[int]:
        """The differences in these ranges that are the smallest."""
        return [min(max(0, low), high) for low, high in zip(self.low, self.high, strict=True)]


def without_alternative(
    wanted: AbstractSet[Member],
    hidden: AbstractSet[Member],
    counts: Mapping[Member, int],
    sums: Iterable[Sequence[Member]],
    covers: Iterable[Cover],
) -> set[Member]:
    """Those of ``wanted`` for which no second solution was found."""
    names = sorted(hidden)
    places = {member: place for place, member in enumerate(names)}
    search = _Search([counts[member] for member in names], _rules(places, counts, sums, covers))
    left = set(wanted)
    for member in sorted(wanted):
        if member in left:
            found = search.second(places[member]) or ()
            left -= {names[place] for place, by in enumerate(found) if by}
    return left


def _rules(
    places: Mapping[Member, int],
    counts: Mapping[Member, int],
    sums: Iterable[Sequence[Member]],
    covers: Iterable[Cover],
) -> Iterator[Rule]:
    """The rules that hold on the true counts, as far as they are on hidden ones."""
    for total, *addends in sums:
        if counts[total] == sum(counts[part] for part in addends):
            yield from _rule(places, [(total, -1), *((part, 1) for part in addends)], 0)
    for one in (cover for cover in covers if _holds(cover, counts)):
        whole, over = one.whole, sum(counts[part] for part in one.parts) - counts[one.whole]
        yield from _rule(places, [(whole, -1), *((part, 1) for part in one.parts)], -over, FAR)
        for part in one.parts:
            yield from _rule(places, [(whole, 1), (part, -1)], counts[part] - counts[whole], FAR)


def _rule(
    places: Mapping[Member, int], signed: Iterable[tuple[Member, int]], least: int, most: int = 0
) -> Iterator[Rule]:
    found = tuple((places[member], sign) for member, sign in signed if member in places)
    if found:
        yield Rule(found, least, most)


class _Search:
    """Second solutions: whole numbers for the hidden counts that fit the rules, too."""

    def __init__(self, counts: Sequence[int], rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._of: list[list[int]] = [[] for _ in counts]
        for number, rule in enumerate(self._rules):
            for place, _ in rule.signed:
                self._of[place].append(number)
        ranges = [(low - count, high - count) for count in counts for low, high in [_range(count)]]
        self._ranges = Ranges([low for low, _ in ranges], [high for _, high in ranges])
        self._narrow(self._ranges, range(len(self._rules)))
        self._moves = 0

    def second(self, place: int) -> list[int] | None:
        """By how much each count differs in a solution with another number for the one at
        ``place``; None where none was found.
        """
        for bound, up in ((1, True), (-1, False)):
            self._moves = 0
            if self._ranges.low[place] <= bound <= self._ranges.high[place]:
                found = self._solved(self._ranges.moved(place, bound, up), place)
                if found is not None:
                    return found
        return None

    def _solved(self, ranges: Ranges, moved: int) -> list[int] | None:
        """A solution in ``ranges``, of which that of the count at ``moved`` was narrowed."""
        self._moves += 1
        if self._moves > MOST_MOVES or not self._narrow(ranges, self._of[moved]):
            return None
        values = ranges.nearest()
        broken = self._broken(values)
        if not broken:
            return values
        for place, by in min((self._ways(number, values, ranges) for number in broken), key=len):
            found = self._solved(ranges.moved(place, values[place] + by, by > 0), place)
            if found is not None:
                return found
            # in a solution that is left, if any, this one is not moved that way
            (ranges.high if by > 0 else ranges.low)[place] = values[place]
        return None

    def _broken(self, values: Sequence[int]) -> set[int]:
        """The rules that do not hold."""
        near = {number for place, value in enumerate(values) if value for number in self._of[place]}
        return {number for number in near if self._off(number, values)}

    def _off(self, number: int, values: Sequence[int]) -> int:
        """By how much a rule's counts are too many together; less than nought: too few."""
        signed, least, most = self._rules[number]
        now = sum(sign * values[place] for place, sign in signed)
        return max(now - most, 0) + min(now - least, 0)

    def _ways(self, number: int, values: list[int], ranges: Ranges) -> list[tuple[int, int]]:
        """Each count that can be moved by one to help a rule that does not hold, and which way;
        first what is the least trouble to others.
        """
        too_many = self._off(number, values) > 0
        ways = [(place, -sign if too_many else sign) for place, sign in self._rules[number].signed]
        can = [(p, by) for p, by in ways if ranges.low[p] <= values[p] + by <= ranges.high[p]]
        return sorted(can, key=lambda way: self._trouble(values, *way))

    def _trouble(self, values: list[int], place: int, by: int) -> int:
        """How far off the rules on a count are once it is moved."""
        values[place] += by
        off = sum(abs(self._off(number, values)) for number in self._of[place])
        values[place] -= by
        return off

    def _narrow(self, ranges: Ranges, numbers: Iterable[int]) -> bool:
        """Narrow ``ranges`` by these rules, and by all that bear on what is narrower then; False
        where nothing is left of one.
        """
        low, high = ranges
        to_do, looks = dict.fromkeys(numbers), 0
        while to_do and looks < MOST_LOOKS:
            looks += 1
            number = next(iter(to_do))
            del to_do[number]
            for place in _narrowed(self._rules[number], low, high):
                if low[place] > high[place]:
                    return False
                to_do |= dict.fromkeys(self._of[place])
        return True


def _narrowed(rule: Rule, low: list[int], high: list[int]) -> list[int]:
    """The places whose ranges one rule has narrowed."""
    lowest = sum(low[place] if sign > 0 else -high[place] for place, sign in rule.signed)
    highest = sum(high[place] if sign > 0 else -low[place] for place, sign in rule.signed)
    above, below = rule.most - lowest, highest - rule.least
    found = []
    for place, sign in rule.signed:
        least, most = low[place], high[place]
        if most - least > (above if sign > 0 else below):
            high[place] = least + (above if sign > 0 else below)
            found.append(place)
        if most - least > (below if sign > 0 else above):
            low[place] = most - (below if sign > 0 else above)
            found.append(place)
    return found


def _holds(cover: Cover, counts: Mapping[Member, int]) -> bool:
    parts = [counts[part] for part in cover.parts]
    return max(parts) <= counts[cover.whole] <= sum(parts)


def _range(count: int) -> tuple[int, int]:
    """What a hidden count can be for a reader who knows why it is hidden: see ``bounds``."""
    if SMALLEST <= count <= LARGEST_HIDDEN:
        return SMALLEST, LARGEST_HIDDEN
    return (0 if count == 0 else SMALLEST), FAR
