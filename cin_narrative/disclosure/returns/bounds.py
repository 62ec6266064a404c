"""What whole numbers a hidden count can be, for a reader who knows which counts are hidden for
being 1 to 5.

 Adding and subtracting gives a count away only where one number fits. Whole numbers give away more:
two hidden counts that add up to 2 are 1 each; a factor that 12 episodes have, 7 of them for the
parent and none for another person, is the child's in at least 5. A quartile says how many durations
lie below it. Each is a rule here, and the smallest and largest number that each hidden count can be
is narrowed until no rule narrows it further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil, inf
from typing import NamedTuple

from cin_narrative.disclosure.sums import Member

SMALLEST, LARGEST_HIDDEN = 1, 5
MOST_ROUNDS = 60  # a narrowing that takes longer tells nothing that a reader would find

Interval = tuple[float, float]
Known = dict[Member, Interval]


class Fixed(NamedTuple):
    """The parts that are one number from the start, as all that are shown: how many they are
    together, and the largest of them. Only the others need to be looked at again.
    """

    together: float
    largest: float


Narrow = Callable[[Known, Member, Sequence[Member], Fixed], Iterable[Member]]
Rule = tuple[Narrow, Member, Sequence[Member], Fixed]


@dataclass(frozen=True, slots=True)
class Cover:
    """``whole`` is no more than its ``parts`` together, and no less than any of them: one child can
    have several.
    """

    whole: Member
    parts: tuple[Member, ...]


def determined(
    hidden: AbstractSet[Member],
    counts: Mapping[Member, int],
    sums: Iterable[Sequence[Member]],
    covers: Iterable[Cover] = (),
    more: Mapping[Member, Interval] | None = None,
) -> set[Member]:
    """The hidden members that can be one number only.

     ``sums`` are (total, part, ...) of members with counts; one that does not hold on these counts
    is passed over. ``more`` holds members that are no counts of the return, with what is known of
    each.
    """
    known: Known = {
        member: _at_first(count) if member in hidden else (count, count)
        for member, count in counts.items()
    }
    known |= more or {}
    rules = [
        _rule(_narrow_sum, one[0], one[1:], known)
        for one in sums
        if not hidden.isdisjoint(one) and _holds(one, counts)
    ]
    for cover in covers:
        if cover.whole in known and not hidden.isdisjoint((cover.whole, *cover.parts)):
            parts = [part for part in cover.parts if part in known]
            rules += [_rule(_narrow_cover, cover.whole, parts, known)] if parts else []
    _narrow_all(known, rules)
    return {member for member in hidden if member in known and known[member][0] == known[member][1]}


def _rule(narrow: Narrow, whole: Member, parts: Iterable[Member], known: Known) -> Rule:
    """What narrows ``whole`` and ``parts``."""
    left, fixed = list[Member](), [0.0]
    for part in parts:
        low, high = known[part]
        if low == high:
            fixed.append(low)
        else:
            left.append(part)
    return narrow, whole, left, Fixed(sum(fixed), max(fixed))


def _narrow_all(known: Known, rules: Sequence[Rule]) -> None:
    """Narrow ``known`` by every rule, again and again. A rule that narrowed nothing is looked at
    again only where another has narrowed one of its members since.
    """
    of: dict[Member, list[int]] = {}
    for place, (_, whole, parts, _) in enumerate(rules):
        for member in (whole, *parts):
            of.setdefault(member, []).append(place)
    to_do = [True] * len(rules)
    for _ in range(MOST_ROUNDS):
        if not any(to_do):
            return
        for place, (narrow, whole, parts, fixed) in enumerate(rules):
            if to_do[place]:
                to_do[place] = False
                for member in narrow(known, whole, parts, fixed):
                    for other in of[member]:
                        to_do[other] = True


def _at_first(count: int) -> Interval:
    """A hidden count before any rule: 1 to 5 where it is, else any number of at least as many (a
    nought is seldom hidden).
    """
    if SMALLEST <= count <= LARGEST_HIDDEN:
        return SMALLEST, LARGEST_HIDDEN
    return (0, inf) if count == 0 else (SMALLEST, inf)


def _holds(one: Sequence[Member], counts: Mapping[Member, int]) -> bool:
    total, *parts = one
    if any(member not in counts for member in one):
        return True  # of a member that is no count of the return only what is known can be said
    return counts[total] == sum(counts[part] for part in parts)


class _Highest:
    """The most that members can be together, while one after the other is narrowed."""

    def __init__(self, fixed: float, intervals: Iterable[Interval]) -> None:
        self._bounded, self._unbounded = fixed, 0
        for _, high in intervals:
            self.change(0, high)

    def change(self, before: float, now: float) -> None:
        """The most of one of them is not ``before`` any more, but ``now``."""
        self._bounded += (now < inf and now) - (before < inf and before)
        self._unbounded += (now == inf) - (before == inf)

    def without(self, high: float) -> float:
        """That of the others than one that is at most ``high``."""
        if self._unbounded > (high == inf):
            return inf
        return self._bounded - (high < inf and high)


def _narrow_sum(
    known: Known, total: Member, parts: Sequence[Member], fixed: Fixed
) -> Iterator[Member]:
    """Narrow what adds up; the members that are narrower now."""
    intervals = [known[part] for part in parts]
    low = sum((least for least, _ in intervals), fixed.together)
    highest = _Highest(fixed.together, intervals)
    if _narrow(known, total, low, highest.without(0)):
        yield total
    for part in parts:
        least, most = known[part]
        of_total = known[total]
        narrower = least != most and _narrow(
            known, part, of_total[0] - highest.without(most), of_total[1] - (low - least)
        )
        if narrower:
            low += known[part][0] - least
            highest.change(most, known[part][1])
            yield part


def _narrow_cover(
    known: Known, whole: Member, parts: Sequence[Member], fixed: Fixed
) -> Iterator[Member]:
    """Narrow what overlaps; the members that are narrower now."""
    intervals = [known[part] for part in parts]
    highest = _Highest(fixed.together, intervals)
    largest = max((least for least, _ in intervals), default=fixed.largest)
    if _narrow(known, whole, max(largest, fixed.largest), highest.without(0)):
        yield whole
    for part in parts:
        least, most = known[part]
        low = known[whole][0] - highest.without(most)
        if least != most and _narrow(known, part, low, known[whole][1]):
            highest.change(most, known[part][1])
            yield part


def _narrow(known: Known, member: Member, low: float, high: float) -> bool:
    """Whether the member is narrower now."""
    held = known[member]
    narrower = (max(held[0], low), min(held[1], high))
    if narrower[0] > narrower[1]:
        return False  # the rule does not hold on this return, and says nothing
    known[member] = narrower
    return narrower != held


def below(edge: float, total: int, percentiles: Mapping[float, float]) -> Interval:
    """How many of ``total`` durations are no longer than ``edge``, as far as ``percentiles``
    (fraction -> duration) tell.
    """
    low, high = 0, total
    for fraction, value in percentiles.items():
        place = max(1, ceil(fraction * total - 1e-9))
        if value <= edge:
            low = max(low, place)
        else:
            high = min(high, place - 1)
    return low, high
