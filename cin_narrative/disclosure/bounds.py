"""What whole numbers a hidden count can be, for a reader who knows which counts are hidden for
being 1 to 5.

 Adding and subtracting gives a count away only where one number fits. Whole numbers give away more:
two hidden counts that add up to 2 are 1 each; a factor that 12 episodes have, 7 of them for the
parent and none for another person, is the child's in at least 5. A quartile says how many durations
lie below it. Each is a rule here, and the smallest and largest number that each hidden count can be
is narrowed until no rule narrows it further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil, inf

from cin_narrative.disclosure.sums import Member

SMALLEST, LARGEST_HIDDEN = 1, 5
MOST_ROUNDS = 60  # a narrowing that takes longer tells nothing that a reader would find

Interval = tuple[float, float]
Known = dict[Member, Interval]


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
    holding = [one for one in sums if not hidden.isdisjoint(one) and _holds(one, counts)]
    rules = [
        cover
        for cover in covers
        if cover.whole in known and not hidden.isdisjoint((cover.whole, *cover.parts))
    ]
    unsettled = [member for member in known if member in hidden or member in (more or {})]
    for _ in range(MOST_ROUNDS):
        before = [known[member] for member in unsettled]
        for total, *parts in holding:
            _narrow_sum(known, total, parts)
        for cover in rules:
            _narrow_cover(known, cover.whole, [part for part in cover.parts if part in known])
        if before == [known[member] for member in unsettled]:
            break
    return {member for member in hidden if member in known and known[member][0] == known[member][1]}


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


def _narrow_sum(known: Known, total: Member, parts: Sequence[Member]) -> None:
    low, high = sum(known[part][0] for part in parts), sum(known[part][1] for part in parts)
    _narrow(known, total, low, high)
    for part in parts:
        if known[part][0] == known[part][1]:
            continue
        others = [other for other in parts if other != part]
        _narrow(
            known,
            part,
            known[total][0] - sum(known[other][1] for other in others),
            known[total][1] - sum(known[other][0] for other in others),
        )


def _narrow_cover(known: Known, whole: Member, parts: Sequence[Member]) -> None:
    if not parts:
        return
    _narrow(
        known, whole, max(known[part][0] for part in parts), sum(known[part][1] for part in parts)
    )
    for part in parts:
        if known[part][0] == known[part][1]:
            continue
        others = sum(known[other][1] for other in parts if other != part)
        _narrow(known, part, known[whole][0] - others, known[whole][1])


def _narrow(known: Known, member: Member, low: float, high: float) -> None:
    held = known[member]
    narrower = (max(held[0], low), min(held[1], high))
    if narrower[0] <= narrower[1]:  # else the rule does not hold on this return, and says nothing
        known[member] = narrower


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
