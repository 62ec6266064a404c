"""Exact counts and the sums between them -> which to hide so that no count of 1 to 5 can be worked
out.

Counts of 1 to 5 are hidden. Then, as long as a hidden count could be worked out, by adding and
subtracting what is left in however many steps or because only one whole number fits, another count
is hidden, too. Rule: DfE, Children in need, data guidance (counts of 1 to 5 are hidden).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cin_narrative.disclosure.elimination import following
from cin_narrative.disclosure.returns.alternatives import without_alternative
from cin_narrative.disclosure.returns.bounds import LARGEST_HIDDEN, SMALLEST, Cover, determined
from cin_narrative.disclosure.sums import Member, Sum


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of the counts beside what is shown of them here.

    ``secret`` are hidden elsewhere and stay so. ``public`` are shown elsewhere with the same
    number: none of them is chosen to hide behind, and what they give away counts as given away.
    """

    secret: AbstractSet[Member] = frozenset()
    public: AbstractSet[Member] = frozenset()


NOWHERE = Elsewhere()


def mask_of(
    counts: Mapping[Member, int],
    sums: Iterable[Sum],
    covers: Iterable[Cover] = (),
    elsewhere: Elsewhere = NOWHERE,
) -> frozenset[Member]:
    """The members to hide so that no count of 1 to 5 can be worked out from what is shown.

    What was hidden beside them and can be worked out all the same is shown: to hide it helps
    nobody. A count of 1 to 5 that what is public gives away, whatever else is hidden, is hidden
    still, but nothing beside it.
    """
    puzzle = _Puzzle(counts, sums, covers, elsewhere.public)
    small = {m for m, count in counts.items() if SMALLEST <= count <= LARGEST_HIDDEN}
    small -= elsewhere.public
    kept = (elsewhere.secret & counts.keys()) - elsewhere.public
    lost = puzzle.told(counts.keys() - elsewhere.public, small) if elsewhere.public else set()
    hidden = small | kept
    while found := puzzle.told(hidden, small - lost):
        more = puzzle.choices(found, hidden)
        if not more:
            break
        hidden |= {min(more, key=lambda member: (counts[member], member))}
    while loose := puzzle.given_away(hidden) - small - kept:
        hidden -= loose
    return frozenset(hidden)


class _Puzzle:
    """What a reader has to work with: the sums and covers that hold on the counts."""

    def __init__(
        self,
        counts: Mapping[Member, int],
        sums: Iterable[Sum],
        covers: Iterable[Cover],
        public: Collection[Member],
    ) -> None:
        self._counts, self._public = counts, public
        self._sums = [one for one in (_within(one, counts) for one in sums) if one is not None]
        self._covers = [c for c in (_covered(cover, counts) for cover in covers) if c is not None]
        self._groups: list[Sequence[Member]] = [
            *self._sums,
            *((cover.whole, *cover.parts) for cover in self._covers),
        ]
        self._places: dict[Member, list[int]] = defaultdict(list)  # in the groups
        for place, group in enumerate(self._groups):
            for member in group:
                self._places[member].append(place)
        self._given_away: dict[frozenset[Member], set[Member]] = {}

    def given_away(self, hidden: AbstractSet[Member]) -> set[Member]:
        """The hidden members that follow from the others, or can be one number only; worked out
        once for what is hidden, though it is asked before and after the search.
        """
        held = frozenset(hidden)
        if held not in self._given_away:
            sums, covers = self._bearing_on(held)
            known = determined(held, self._counts, sums, covers)
            self._given_away[held] = following(held, sums) | known
        return self._given_away[held]

    def told(self, hidden: AbstractSet[Member], small: AbstractSet[Member]) -> set[Member]:
        """The small members that are given away; else those for which no other whole number was
        found that fits all the rules.
        """
        found = self.given_away(hidden) & small
        return found or without_alternative(small, hidden, self._counts, *self._bearing_on(hidden))

    def _near(self, members: Iterable[Member]) -> list[int]:
        """The places of the groups that any of these is in: few of the hundreds that there are."""
        return sorted({place for member in members for place in self._places.get(member, ())})

    def _bearing_on(self, hidden: Iterable[Member]) -> tuple[list[tuple[Member, ...]], list[Cover]]:
        """The sums and the covers that any hidden member is in."""
        near, first = self._near(hidden), len(self._sums)
        sums = [self._sums[place] for place in near if place < first]
        return sums, [self._covers[place - first] for place in near if place >= first]

    def choices(self, given_away: Iterable[Member], hidden: AbstractSet[Member]) -> set[Member]:
        """What could be hidden beside each of these."""
        found = (self._complement(member, hidden) for member in given_away)
        return {choice for choice in found if choice is not None}

    def _complement(self, member: Member, hidden: AbstractSet[Member]) -> Member | None:
        """What to hide beside ``member``: the smallest shown part of one of its groups that is not
        nought, else a nought, else its total. Where all of those are hidden or public, the same of
        the groups of what is hidden there, and so on.
        """
        reached, grown = {member}, True
        while grown:
            near = [self._groups[place] for place in self._near(reached)]
            best = [choice for group in near for choice in self._shown(group, hidden)]
            if best:
                return min(best)[3]
            found = {one for group in near for one in group if one in hidden}
            grown, reached = not found <= reached, reached | found
        return None

    def _shown(
        self, group: Sequence[Member], hidden: AbstractSet[Member]
    ) -> Iterator[tuple[bool, bool, int, Member]]:
        """The members that could be hidden, in the order of how little is lost with them."""
        for one in group:
            if one not in hidden and one not in self._public:
                yield one == group[0], self._counts[one] == 0, self._counts[one], one


def _within(one: Sum, counts: Mapping[Member, int]) -> tuple[Member, ...] | None:
    """The members of a sum that have counts, the total first; None where the total or all parts
    have none: it tells nothing.

    A part without a count is a category that the year did not have: nought.
    """
    parts = [part for part in one.parts if part in counts]
    return (one.total, *parts) if one.total in counts and parts else None


def _covered(cover: Cover, counts: Mapping[Member, int]) -> Cover | None:
    """A cover with the parts that have counts; None where the whole or all parts have none."""
    parts = tuple(part for part in cover.parts if part in counts)
    return Cover(cover.whole, parts) if cover.whole in counts and parts else None
