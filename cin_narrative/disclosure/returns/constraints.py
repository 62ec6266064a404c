"""Counts with what holds between them and what is known of them elsewhere; several of these joined
into one: years, or versions of a return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from cin_narrative.disclosure.returns.bounds import Cover
from cin_narrative.disclosure.returns.mask import NOWHERE, Elsewhere, mask_of
from cin_narrative.disclosure.sums import Member, Sum


@dataclass(frozen=True, slots=True)
class Puzzle:
    """What a reader has to work with, and what is to be kept from him."""

    counts: dict[Member, int]
    sums: Sequence[Sum]
    covers: Sequence[Cover]
    elsewhere: Elsewhere = NOWHERE

    def mask(self) -> frozenset[Member]:
        """What to hide (``mask_of``)."""
        return mask_of(self.counts, self.sums, self.covers, self.elsewhere)

    def hiding(self, hidden: Set[Member]) -> Puzzle:
        """The same, of which these stay hidden."""
        return replace(self, elsewhere=replace(self.elsewhere, secret=hidden))

    def showing(self, shown: Set[Member]) -> Puzzle:
        """The same, of which these are known to readers, too."""
        public = self.elsewhere.public | shown
        return replace(self, elsewhere=replace(self.elsewhere, public=public))

    def renamed(self, name: Callable[[Member], Member]) -> Puzzle:
        """The same with other names: those that get one name are one count."""
        return Puzzle(
            {name(member): count for member, count in self.counts.items()},
            [Sum(name(one.total), tuple(map(name, one.parts))) for one in self.sums],
            [Cover(name(one.whole), tuple(map(name, one.parts))) for one in self.covers],
            Elsewhere(
                frozenset(map(name, self.elsewhere.secret)),
                frozenset(map(name, self.elsewhere.public)),
            ),
        )


def joined(puzzles: Iterable[Puzzle]) -> Puzzle:
    """Several as one: counts of one name are one count."""
    given = list(puzzles)
    return Puzzle(
        {member: count for one in given for member, count in one.counts.items()},
        list(dict.fromkeys(one for puzzle in given for one in puzzle.sums)),
        list(dict.fromkeys(one for puzzle in given for one in puzzle.covers)),
        Elsewhere(
            frozenset().union(*(one.elsewhere.secret for one in given)),
            frozenset().union(*(one.elsewhere.public for one in given)),
        ),
    )


def holding(sums: Iterable[Sum], counts: Mapping[Member, int]) -> list[Sum]:
    """The sums that hold on these counts: where one does, a reader may take it that it does."""
    return [
        one
        for one in sums
        if all(member in counts for member in one.members)
        and counts[one.total] == sum(counts[part] for part in one.parts)
    ]
