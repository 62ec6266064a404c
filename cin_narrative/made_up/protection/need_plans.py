"""Invented cases without a protection plan -> child in need plans on them."""

from __future__ import annotations

from cin_narrative.made_up.calendar import cannot
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Episode
from cin_narrative.messages import message

LONGEST_BEFORE = 300  # days before the year from which a plan may have run


def add_need_plans(cast: Cast, busy: set[int]) -> None:
    """As many child in need plans as were open, started and ended, on cases that are not ``busy``
    with a protection plan.
    """
    free = [one for one in [*cast.open, *cast.ended] if id(one) not in busy]
    cast.random.shuffle(free)
    for is_open, is_new, count in _wanted(cast):
        fitting = [one for one in free if _holds(cast, one, is_open, is_new)]
        if count > len(fitting) or count < 0:
            raise cannot(message("made_up.need_plans_missing"))
        taken = set(map(id, fitting[:count]))
        free = [one for one in free if id(one) not in taken]
        for episode in fitting[:count]:
            episode.need_plans.append(_need_plan(cast, episode, is_open, is_new))


def _wanted(cast: Cast) -> list[tuple[bool, bool, int]]:
    """(open at 31 March, of the year, how many) of every kind of plan."""
    names = ("open_need_plans", "need_plans_begun", "need_plans_ended")
    at_31, started, ended = map(cast.totals.count, names)
    open_new = min(at_31, round(started * at_31 / max(1, at_31 + ended)))
    return [
        (True, True, open_new),
        (True, False, at_31 - open_new),
        (False, True, started - open_new),
        (False, False, ended - started + open_new),
    ]


def _holds(cast: Cast, episode: Episode, is_open: bool, is_new: bool) -> bool:
    """Whether a case can have such a plan."""
    if is_open and episode.closure is not None:
        return False
    return is_new or episode.referral < cast.days.first - 1


def _need_plan(cast: Cast, episode: Episode, is_open: bool, is_new: bool) -> tuple[int, int | None]:
    """(start, end) of a plan on a case; no end where it is open."""
    year, random = cast.days.first, cast.random
    first, last = cast.in_year(episode)
    if not is_new:
        first, until = max(episode.referral, year - LONGEST_BEFORE), year - 1
    else:
        until = last
    start = random.randint(first, until)
    return start, None if is_open else random.randint(max(start, year), last)
