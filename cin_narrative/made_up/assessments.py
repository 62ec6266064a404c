"""Invented cases -> assessments on them, as long as the published bands and percentiles say."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from functools import partial

from cin_narrative.errors import InputRefused
from cin_narrative.made_up.calendar import spread
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.pool import Pool
from cin_narrative.made_up.records import Assessment, Episode
from cin_narrative.messages import message

BANDS = {
    "same_day": (0, 0),
    "1_to_10_days": (1, 10),
    "11_to_20_days": (11, 20),
    "21_to_30_days": (21, 30),
    "31_to_40_days": (31, 40),
    "41_to_45_days": (41, 45),
    "46_to_50_days": (46, 50),
    "51_to_60_days": (51, 60),
    "61_days_or_more": (61, 110),
}
PERCENTILES = ((0.25, "lower_quartile", 16), (0.5, "median", 26), (0.75, "upper_quartile", 45))
# working days: these cases close with their assessment, in time, or within the year if they must
LONGEST_NOT_IN_NEED, LATEST_NOT_IN_NEED = 45, 65
NOTHING_FOUND = "21"  # the code of "no factors identified"
EARLIEST = 120  # days before the year from which an assessment may run


def add_assessments(cast: Cast) -> list[Episode]:
    """One assessment for each of as many cases as there are, the longest first; then second ones.

    Children assessed as not in need have one each, with which their case closes. Gives the other
    cases, once for each of their assessments.
    """
    lengths, settled = _lengths(cast), [one.takes for one in cast.not_in_need]
    short = [takes for takes in settled if takes is not None] or _short(cast, lengths)
    for episode, length in zip(cast.not_in_need, short, strict=True):
        lengths.remove(length)
        _close_with(cast, episode, length)
    return _assess(cast, sorted(lengths, reverse=True))


def settle_lengths(cast: Cast) -> None:
    """Say how long the assessment of each child not in need takes, before its referral has its
    day.
    """
    short = _short(cast, _lengths(cast))
    for episode, length in zip(cast.not_in_need, short, strict=True):
        episode.takes = length


def _lengths(cast: Cast) -> list[int]:
    """The working days of every assessment, ascending."""
    counts = cast.totals.parts("assessed_by_length", list(BANDS), cast.totals.count("assessed"))
    anchors = [
        (fraction, cast.totals.percentile("assessment_days", name, default))
        for fraction, name, default in PERCENTILES
    ]
    return spread([(*BANDS[name], counts[name]) for name in BANDS], anchors)


def _short(cast: Cast, lengths: Sequence[int]) -> list[int]:
    """The lengths of the assessments of children not in need."""
    wanted = len(cast.not_in_need)
    short = [length for length in lengths if length <= LONGEST_NOT_IN_NEED]
    if len(short) >= wanted:
        return cast.random.sample(short, wanted)
    found = sorted(length for length in lengths if length <= LATEST_NOT_IN_NEED)[:wanted]
    if len(found) < wanted:
        gaps = {"short": len(found), "days": LATEST_NOT_IN_NEED, "children": wanted}
        raise cast.clash(
            message("made_up.short_assessments", **gaps),
            "assessed_by_length",
            "assessment_days",
            "not_in_need",
        )
    return found


def _close_with(cast: Cast, episode: Episode, length: int) -> None:
    end = cast.days.after(episode.referral, length)
    episode.assessments.append(Assessment(episode.referral, end, [NOTHING_FOUND]))
    episode.closure, episode.reason = end, "RC8"


def _assess(cast: Cast, lengths: Sequence[int]) -> list[Episode]:
    first = cast.without_work()  # none of them is without one while there are assessments
    ids = set(map(id, first))
    episodes = [*cast.at_work, *cast.ended]
    musts, others = _pool(cast, first), _pool(cast, [e for e in episodes if id(e) not in ids])
    found: list[Episode] = []
    for place, length in enumerate(lengths):
        if not musts.holds(length) and not others.holds(length):
            # every case has one, or those without are too short for it: begin again
            others = _pool(cast, episodes)
        pool = musts if _is_for(cast, musts, others, length, len(lengths) - place) else others
        episode = pool.take(length, partial(_too_long, cast))
        episode.assessments.append(_dated(cast, episode, length))
        found.append(episode)
    return found


def _too_long(cast: Cast) -> InputRefused:
    names = ("assessed_by_length", "assessment_days", "open_cases_by_length")
    return cast.clash(message("made_up.no_case_so_long"), *names, "cases_ended_by_length")


def without_room(cast: Cast) -> list[Episode]:
    """Cases on which something must be done and for which no assessment is left that is short
    enough, where as many have one as can.
    """
    left = Counter(_lengths(cast))
    left.subtract(one.takes for one in cast.not_in_need if one.takes is not None)
    lengths = deque(sorted(left.elements()))
    found = list[Episode]()
    for room, _, episode in sorted(
        (_room(cast, one), place, one) for place, one in enumerate(cast.without_work())
    ):
        if lengths and lengths[0] <= room:
            lengths.popleft()
        else:
            found.append(episode)
    return found


def _pool(cast: Cast, episodes: Sequence[Episode]) -> Pool:
    return Pool(episodes, lambda episode: _room(cast, episode), cast.random)


def _is_for(cast: Cast, musts: Pool, others: Pool, length: int, left: int) -> bool:
    """Whether an assessment is for one of ``musts``: where it must be, since no more are ``left``
    than there are of them; else as often as there are of both.
    """
    if not musts.holds(length):
        return False
    if not others.holds(length) or len(musts) >= left:
        return True
    return cast.random.random() * (len(musts) + len(others)) < len(musts)


def _room(cast: Cast, episode: Episode) -> int:
    """The most working days that an assessment of a case can take."""
    first, last = _window(cast, episode)
    if cast.days.working(cast.days.first - 1, last) == 0:
        # closed before the first working day of the year: only an assessment of one day can end
        # in it
        return 0
    return cast.days.working(first, last)


def _window(cast: Cast, episode: Episode) -> tuple[int, int]:
    """From when an assessment may run, and until when."""
    first = max(episode.referral, cast.days.first - EARLIEST)
    return first, cast.in_year(episode)[1]


def _dated(cast: Cast, episode: Episode, length: int) -> Assessment:
    """An assessment of so many working days that ends in the year."""
    days, (first, last) = cast.days, _window(cast, episode)
    latest = min(days.latest_start(last, length), last)
    earliest = min(max(first, days.latest_start(days.first - 1, length) + 1), latest)
    start = cast.random.randint(earliest, latest)
    return Assessment(start, days.after(start, length))
