"""What one page shows of England and the regions beside the authorities inside them, told to the
``Narrowing`` of each year and release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import RATE_PER, Measure
from cin_narrative.disclosure.narrowing import (
    NOTHING_KNOWN,
    NOUGHT,
    SUPPRESSED,
    Interval,
    Narrowing,
    Share,
    Var,
    rounded,
)
from cin_narrative.disclosure.sums import Member, Sum
from cin_narrative.store.observations import Observation, Symbol

ROUNDED_POPULATION = (
    "Mid"  # how a first-published file heads its population, which it prints to the nearest 100
)
Place = tuple[str, int, str]  # area, year, release
Told = tuple[Sequence[tuple[Var, Interval]], Share | None]


def is_whole(area: str) -> bool:
    """Whether an area is England or a region, whose counts are rounded."""
    return area.startswith("E")


class Reads(NamedTuple):
    """How the door looks at what is stored."""

    stored: Callable[[Place, Member, Measure], Observation | None]
    is_suppressed: Callable[[Place, Member], bool]
    prints: Callable[[Place, str], bool]  # whether the release holds anything of an indicator there
    prefetch: Callable[[Iterable[str], Iterable[int], Iterable[str]], None]


class Across:
    """The narrowings of one page. Two releases of one year are kept apart, save that a whole's
    figures tell of both.
    """

    def __init__(
        self, reads: Reads, sums: Mapping[Member, tuple[Sum, ...]], population: str
    ) -> None:
        self._reads, self._sums, self._population = reads, sums, population
        self._readers: dict[int, dict[str, _Readers]] = defaultdict(dict)
        self._told: dict[int, list[Told]] = defaultdict(
            list
        )  # of wholes, for releases that join the page later
        self._too_fine: set[tuple[Place, Member, Measure]] = set()

    def admits_counts(self, place: Place, members: Iterable[Member]) -> bool:
        """Whether an authority's counts, where they are numbers, leave every suppressed count more
        than one number it can be.
        """
        if is_whole(place[0]):
            return True
        exact = [
            ((place[0], member), (number, number))
            for member in members
            if (number := self._number(place, member)) is not None
        ]
        return not exact or self._readers_of(place).admit(exact, None)

    def admits_figure(
        self, place: Place, member: Member, measure: Measure, value: float, whole: str
    ) -> bool:
        """Whether a figure that is finer than a rounded count, or the only one that is printed,
        leaves them so, too.

         An authority's count is told as such (``admits_counts``), and its rate and percentage with
        it.
        """
        key = (place, member, measure)
        if key in self._too_fine:
            return False
        if not is_whole(place[0]) and self._number(place, member) is not None:
            return True
        told = self._telling(place, member, measure, value, whole)
        own = self._readers_of(place)
        others = (
            [one for one in self._readers[place[1]].values() if one is not own]
            if is_whole(place[0])
            else []
        )
        if not all(readers.admit(*told) for readers in (own, *others)):
            self._too_fine.add(key)
            return False
        if is_whole(place[0]):
            self._told[place[1]].append(told)
        return True

    def _telling(
        self, place: Place, member: Member, measure: Measure, value: float, whole: str
    ) -> Told:
        area = place[0]
        if measure is Measure.COUNT:
            return [((area, member), rounded(value))], None
        is_rate = measure is Measure.RATE
        per, below = (RATE_PER, (self._population, "")) if is_rate else (100, (whole, ""))
        number = (
            self._number(place, below) if measure is Measure.PERCENTAGE else None
        )  # a receipt shows the whole, too
        shown = (
            []
            if number is None
            else [((area, below), rounded(number) if is_whole(area) else (number, number))]
        )
        return shown, Share((area, member), (area, below), round(value * 10), per)

    def _readers_of(self, place: Place) -> _Readers:
        _, year, release = place
        found = self._readers[year].get(release)
        if found is None:
            found = self._readers[year][release] = _Readers(
                partial(self._reader, year, release), self._sums
            )
            for told in self._told[year]:
                found.admit(*told)
        return found

    def _reader(self, year: int, release: str, sums: Mapping[Member, tuple[Sum, ...]]) -> Narrowing:
        return Narrowing(
            year,
            sums,
            lambda area, member: self._at_first((area, year, release), member),
            lambda areas, member: self._reads.prefetch(areas, [year], [member[0]]),
        )

    def _number(self, place: Place, member: Member) -> int | None:
        found = self._reads.stored(place, member, Measure.COUNT)
        return (
            None
            if found is None or found.value is None or self._reads.is_suppressed(place, member)
            else int(found.value)
        )

    def _at_first(self, place: Place, member: Member) -> Interval:
        """What is known of a count that is not shown: that it is suppressed, that there is none of
        the kind, what a population is.
        """
        if self._reads.is_suppressed(place, member):
            return SUPPRESSED
        count = self._reads.stored(place, member, Measure.COUNT)
        if member[0] == self._population:
            return NOTHING_KNOWN if count is None or count.value is None else _population(count)
        if count is not None:
            return NOTHING_KNOWN
        percentage = self._reads.stored(
            place, member, Measure.PERCENTAGE
        )  # all that is printed of some breakdowns
        if percentage is not None:
            return SUPPRESSED if percentage.symbol == Symbol.SUPPRESSED else NOTHING_KNOWN
        return NOUGHT if member[1] and self._reads.prints(place, member[0]) else NOTHING_KNOWN


class _Readers:
    """A reader who adds up everything that should add up; and one who adds up areas alone, once
    something does not.

     What is published does not always add up, and which sum is then left aside decides what follows
    from the others.
    """

    def __init__(
        self,
        make: Callable[[Mapping[Member, tuple[Sum, ...]]], Narrowing],
        sums: Mapping[Member, tuple[Sum, ...]],
    ) -> None:
        self._make, self._full = make, make(sums)
        self._plain: Narrowing | None = None
        self._of_wholes: list[Told] = []

    def admit(self, counts: Sequence[tuple[Var, Interval]], share: Share | None) -> bool:
        """Whether both may be shown this beside all before."""
        if not self._full.admits(counts, share):
            return False
        if self._plain is None and self._full.is_contradicted:
            self._plain = self._make({})
            self._plain.admits(self._full.exact())
            for fact in self._of_wholes:
                self._plain.admits(*fact)
        if self._plain is not None and not self._plain.admits(counts, share):
            return False
        if share or is_whole(counts[0][0][0]):
            self._of_wholes.append((counts, share))
        return True


def _population(count: Observation) -> Interval:
    number = int(count.value or 0)
    return (
        (number - 50, number + 49)
        if count.column.startswith(ROUNDED_POPULATION)
        else (number, number)
    )
