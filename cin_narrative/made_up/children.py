"""Invented cases -> sex, age, ethnicity and disability of the children, once all dates stand."""

from __future__ import annotations

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Child, Episode
from cin_narrative.made_up.totals import indicator_of
from cin_narrative.messages import message

ETHNICITIES = {
    "WBRI": 60,
    "WOTH": 6,
    "WIRI": 1,
    "WROM": 2,
    "MWBC": 4,
    "MWBA": 1,
    "MWAS": 2,
    "MOTH": 3,
    "AIND": 2,
    "APKN": 7,
    "ABAN": 1,
    "CHNE": 1,
    "AOTH": 2,
    "BCRB": 1,
    "BAFR": 3,
    "BOTH": 1,
    "OOTH": 2,
    "REFU": 1,
    "NOBT": 2,
}
UNBORN_SHARE, LONGEST_PREGNANCY = 0.02, 200  # of the open cases; days
OLDEST = 16 * 365  # days, at the first referral


def make_children(cast: Cast) -> None:
    """Describe every child of ``cast``, with as many disabilities as the totals say."""
    first = _first_referrals(cast)
    for child, referral in first.values():
        child.sex = cast.random.choices("MF", (53, 47))[0]
        child.ethnicity = cast.random.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
        child.born = referral - cast.random.randint(0, OLDEST)
    for episode in cast.random.sample(cast.open, round(len(cast.open) * UNBORN_SHARE)):
        if first[id(episode.child)][1] == episode.referral:
            _make_unborn(cast, episode)
    _add_disabilities(cast)


def _first_referrals(cast: Cast) -> dict[int, tuple[Child, int]]:
    """Each child, by its identity as an object, with the day of its first referral."""
    first: dict[int, tuple[Child, int]] = {}
    for episode in [*cast.all, *cast.earlier]:
        _, earliest = first.get(id(episode.child), (episode.child, episode.referral))
        first[id(episode.child)] = (episode.child, min(episode.referral, earliest))
    return first


def _make_unborn(cast: Cast, episode: Episode) -> None:
    """Let the child of an open case be expected after the year, where the case is not too old."""
    waited = cast.days.last - episode.referral
    if waited < LONGEST_PREGNANCY:
        episode.child.born, episode.child.sex = None, "U"
        days = cast.random.randint(1, LONGEST_PREGNANCY - waited)
        episode.child.expected = cast.days.last + days


def _add_disabilities(cast: Cast) -> None:
    total = cast.totals.count("disabled")
    born = [episode.child for episode in cast.open if episode.child.born is not None]
    if total > len(born):
        raise cast.clash(message("made_up.disabilities"), "disabled", "open_cases")
    chosen = cast.random.sample(born, total)
    codes = _disability_codes(cast, total)
    for place, code in enumerate(codes):
        chosen[place % total].disabilities.append(code)
    for child in chosen:
        child.disabilities = child.disabilities or ["DDA"]


def _disability_codes(cast: Cast, total: int) -> list[str]:
    """The codes to be given to ``total`` children in turn: each to the published percentage."""
    name, codes = indicator_of("disabilities"), list[str]()
    for category in cast.catalogue[name].categories.values():
        key = (name, category.id)
        percent = cast.totals.counts.get(key, cast.totals.pattern.get(key, 10))
        codes += [category.values[0]] * round(percent * total / 100)
    return codes
