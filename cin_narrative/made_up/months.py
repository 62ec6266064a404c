"""Invented referrals of the year -> on other days: each month has as many as are published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from cin_narrative.made_up.assessments import settle_lengths
from cin_narrative.made_up.episodes import LENGTHS, Cast
from cin_narrative.made_up.records import Episode
from cin_narrative.messages import message

MONTHS = (
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
)
WITHIN = 364  # days in which a referral after another is a re-referral, whatever the year


@dataclass(frozen=True, slots=True, eq=False)
class Movable:
    """A referral, the days of the year between which its case can have begun, and the ``other``
    referral of the child, where there is one: the later of the two is a re-referral.
    """

    episode: Episode
    low: int
    high: int
    other: Episode | None

    @property
    def months(self) -> range:
        """The months that it can be of."""
        first, last = self.days
        return range(month_of(first), month_of(last) + 1) if first <= last else range(0)

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day on which it can have been made."""
        if self.other is None:
            return self.low, self.high
        if self.other.referral > self.episode.referral:
            return self.low, min(self.high, self.other.referral - 1)
        began = self.other.referral
        return max(self.low, began + 1), min(self.high, began + WITHIN)


def month_of(day: int) -> int:
    """The month of the year in which ``day`` is, from April (0) to March (11)."""
    return (date.fromordinal(day).month - 4) % len(MONTHS)


def spread_over_months(cast: Cast) -> None:
    """Let as many referrals be of each month as the totals say, where they are published.

    A case keeps its length, and one that is open its band. A child who was referred again is
    referred again. Raises ``InputRefused`` where the lengths leave no room for the months.
    """
    if not cast.totals.publishes("received_by_month"):
        return
    settle_lengths(cast)
    received = [one for one in cast.all if cast.is_new(one)]
    wanted = cast.totals.parts("received_by_month", MONTHS, len(received))
    more = Counter(month_of(one.referral) for one in received)
    more.subtract(dict(enumerate(wanted.values())))
    by_month = _by_month(cast)
    while any(more.values()):
        moved = _moved(by_month, more)
        if not moved:
            raise cast.clash(
                message("made_up.months"),
                "received_by_month",
                "open_cases_by_length",
                "cases_ended_by_length",
            )
        for one, month, other in moved:
            by_month[month].remove(one)
            by_month[other].append(one)
            _move(cast, one, other)
            more[month] -= 1
            more[other] += 1


def _by_month(cast: Cast) -> list[list[Movable]]:
    """The referrals that can move, in any order, by the month that they are of."""
    found: list[list[Movable]] = [[] for _ in MONTHS]
    of_child = defaultdict[int, list[Episode]](list)
    for one in [*cast.all, *cast.earlier]:
        of_child[id(one.child)].append(one)
    for one, low, high in _limits(cast):
        if cast.is_new(one):
            other = next((each for each in of_child[id(one.child)] if each is not one), None)
            found[month_of(one.referral)].append(Movable(one, low, high, other))
    for referrals in found:
        cast.random.shuffle(referrals)
    return found


def _limits(cast: Cast) -> Iterator[tuple[Episode, int, int]]:
    """Each case, and between which days its length lets it begin in the year."""
    first, last = cast.days.first, cast.days.last
    for one in cast.open:
        shortest, longest = _band(last - one.referral)
        yield one, max(first, last - longest), last - shortest
    for one in cast.ended:
        yield one, first, last - ((one.closure or one.referral) - one.referral)
    for one in cast.not_in_need:
        yield one, first, cast.days.latest_start(last, one.takes or 0)
    for one in cast.no_action:
        yield one, first, last


def _band(length: int) -> tuple[int, int]:
    return next((low, high) for low, high in LENGTHS if low <= length <= high)


def _moved(by_month: list[list[Movable]], more: Counter[int]) -> list[tuple[Movable, int, int]]:
    """A referral of a month that has too many for one that has too few, with those that make room
    in the months between: each with its month and the other; nothing where there is no way.
    """
    ways: dict[int, list[tuple[Movable, int, int]]]
    ways = {month: [] for month, many in sorted(more.items()) if many > 0}
    reached = list(ways)
    for month in reached:  # grows by what is reached
        moved = [id(one.episode) for one, _, _ in ways[month]]
        free = [one for one in by_month[month] if id(one.other) not in moved]
        for one, other in _others(free, ways):
            ways[other] = [*ways[month], (one, month, other)]
            if more[other] < 0:
                return ways[other]
            reached.append(other)
    return []


def _others(referrals: list[Movable], known: Collection[int]) -> Iterator[tuple[Movable, int]]:
    """A referral for each month that is not ``known`` yet and that one of them can be of."""
    for one in referrals:
        for other in one.months:
            if other not in known:
                yield one, other


def _move(cast: Cast, one: Movable, month: int) -> None:
    """Let a referral be of any day of ``month``; its case keeps its length."""
    first, last = one.days
    days = [day for day in range(first, last + 1) if month_of(day) == month]
    moved_by = cast.random.choice(days) - one.episode.referral
    one.episode.referral += moved_by
    if one.episode.closure is not None:
        one.episode.closure += moved_by
