"""Invented cases without a protection plan -> child in need plans on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Episode
from cin_narrative.messages import message

LONGEST_BEFORE = 300  # days before the year from which a plan may have run


class Kind(NamedTuple):
    """A kind of plan: whether it is open at 31 March and began in the year, and how many."""

    is_open: bool
    is_new: bool
    plans: int


def add_need_plans(cast: Cast, busy: set[int]) -> None:
    """As many child in need plans as were open, started and ended, on cases that are not ``busy``
    with a protection plan: one each, and where there are fewer cases a second after the first.
    """
    cases = [one for one in [*cast.open, *cast.ended] if id(one) not in busy]
    cast.random.shuffle(cases)
    for kind in _wanted(cast, cases):
        free = [one for one in cases if not one.need_plans and _holds(cast, one, kind)]
        left = kind.plans - len(free)
        again = [one for one in cases if _holds_again(cast, one, kind)] if left > 0 else []
        if left > len(again) or kind.plans < 0:
            raise cast.clash(
                message("made_up.need_plans_missing"), "need_plans", "open_cases", "cases_ended"
            )
        for episode in [*free, *again][: kind.plans]:
            episode.need_plans.append(_need_plan(cast, episode, kind))


def _wanted(cast: Cast, cases: Sequence[Episode]) -> list[Kind]:
    """How many of every kind of plan: those first that the fewest ``cases`` can have."""
    at_31, started = map(cast.totals.count, ("open_need_plans", "need_plans_begun"))
    ended = cast.totals.between("need_plans_ended", max(0, started - at_31))
    open_new = min(at_31, round(started * at_31 / max(1, at_31 + ended)))
    old = sum(_holds(cast, one, Kind(True, False, 0)) for one in cases)
    open_new = min(max(open_new, at_31 - old, started - ended), started, at_31)
    return [
        Kind(True, False, at_31 - open_new),
        Kind(False, False, ended - started + open_new),
        Kind(True, True, open_new),
        Kind(False, True, started - open_new),
    ]


def _holds(cast: Cast, episode: Episode, kind: Kind) -> bool:
    """Whether a case can have such a plan."""
    if kind.is_open and episode.closure is not None:
        return False
    return kind.is_new or episode.referral < cast.days.first - 1


def _holds_again(cast: Cast, episode: Episode, kind: Kind) -> bool:
    """Whether a case can have such a plan after the one that it has."""
    if not kind.is_new or not episode.need_plans or not _holds(cast, episode, kind):
        return False
    end = episode.need_plans[-1][1]
    return end is not None and end + 1 < cast.in_year(episode)[1]


def _need_plan(cast: Cast, episode: Episode, kind: Kind) -> tuple[int, int | None]:
    """(start, end) of a plan on a case; no end where it is open."""
    year, random = cast.days.first, cast.random
    first, last = cast.in_year(episode)
    before = max((end for _, end in episode.need_plans if end), default=first - 1)
    if kind.is_new:
        first, until = before + 1, last
    else:
        first, until = max(episode.referral, year - LONGEST_BEFORE), year - 1
    start = random.randint(first, until)
    return start, None if kind.is_open else random.randint(max(start, year), last)
