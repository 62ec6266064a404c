"""Invented cases -> sources, needs and re-referrals, so that their totals are published ones."""

from __future__ import annotations

from collections.abc import Iterable

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Episode
from cin_narrative.made_up.totals import indicator_of
from cin_narrative.messages import message

IN_YEAR_REPEATS = 0.4  # of the re-referrals, those whose previous referral is in the same return
SOURCES_BEFORE = ("1A", "2A", "3A", "5A", "6")  # of referrals before the year
NEEDS = {"N1": 70, "N2": 8, "N3": 8, "N4": 6, "N5": 5, "N6": 3}  # of cases not open at 31 March


def describe_referrals(cast: Cast) -> None:
    """Give every case a source and a need, and some children an earlier referral."""
    _set_sources(cast)
    _set_needs(cast)
    for episode in cast.ended:
        episode.reason = "RC7"
    _refer_again(cast)


def _codes(cast: Cast, name: str) -> dict[str, str]:
    """The census code of each category of a breakdown."""
    categories = cast.catalogue[indicator_of(name)].categories.values()
    return {category.id: category.values[0] for category in categories}


def _set_sources(cast: Cast) -> None:
    name = "received_by_source"
    sources = cast.shuffled(name, cast.totals.count("received"), _codes(cast, name))
    for episode in cast.all:
        new = cast.is_new(episode)
        episode.source = sources.pop() if new else cast.random.choice(SOURCES_BEFORE)


def _set_needs(cast: Cast) -> None:
    name = "open_cases_by_need"
    needs = cast.shuffled(name, len(cast.open), _codes(cast, name))
    for episode, need in zip(cast.open, needs, strict=True):
        episode.need = need
    for episode in cast.ended + cast.not_in_need:
        episode.need = cast.random.choices(list(NEEDS), list(NEEDS.values()))[0]


def _refer_again(cast: Cast) -> None:
    """Give some referrals of the year an earlier one of the same child, in this return or in the
    one of the year before.
    """
    wanted = cast.totals.count("received_again")
    cases = cast.open + cast.ended + cast.not_in_need
    later = [one for one in cases if one.referral > cast.days.first]
    cast.random.shuffle(later)
    if wanted > len(later):
        raise cast.clash(message("made_up.rereferrals"), "received_again", "received")
    within = min(round(wanted * IN_YEAR_REPEATS), len(cast.no_action))
    for episode, before in zip(later[:within], cast.no_action, strict=False):
        before.child, before.referral = episode.child, cast.any_day(last=episode.referral - 1)
    early = [one for one in later[within:] if one.referral < cast.days.first + 360]
    cast.earlier += _earlier(cast, early[: wanted - within])


def _earlier(cast: Cast, episodes: Iterable[Episode]) -> Iterable[Episode]:
    """For each case one of the same child in the year before, less than a year earlier."""
    last = cast.days.first - 1
    for episode in episodes:
        referral = cast.any_day(episode.referral - 364, last)
        nfa = cast.random.random() < 0.5
        before = Episode(episode.child, referral, nfa=nfa, need="N1", source="6")
        if not nfa:
            before.closure, before.reason = cast.any_day(referral, last), "RC7"
        yield before
