"""Invented cases and their plans -> section 47 enquiries and initial conferences on them."""

from __future__ import annotations

from cin_narrative.made_up.assessments import without_room
from cin_narrative.made_up.calendar import spread
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.protection.plans import LEAD, Plans
from cin_narrative.made_up.records import Episode
from cin_narrative.messages import message

BANDS = {
    "0_to_10_days": (4, 10),
    "11_to_15_days": (11, 15),
    "16_to_20_days": (16, 20),
    "21_days_or_more": (21, 32),
}
PERCENTILES = ((0.25, "lower_quartile", 12), (0.5, "median", 14), (0.75, "upper_quartile", 15))


def add_enquiries(cast: Cast, plans: Plans) -> None:
    """A conference for every plan of the year, and as many more as were held; where fewer were, as
    for children who move in with a plan, some have none. An enquiry before each conference, and as
    many more as led to none.
    """
    led_to_plans = plans.conferences
    total = cast.totals.between("conferences", len(led_to_plans))
    if len(led_to_plans) > total:
        led_to_plans = cast.random.sample(led_to_plans, total)
    others = _other_conferences(cast, plans, total - len(led_to_plans))
    conferences = [*led_to_plans, *others]
    begun = 0
    for (episode, held), length in zip(conferences, _lengths(cast, total), strict=True):
        start = cast.days.before(held, length)
        begun += start >= cast.days.first
        episode.enquiries.append((start, held))
    _add_others(cast, cast.totals.between("enquiries", begun) - begun)


def _other_conferences(cast: Cast, plans: Plans, more: int) -> list[tuple[Episode, int]]:
    """So many conferences, as (case, day), that no plan followed."""
    free = (one for one in [*cast.at_work, *cast.ended] if id(one) not in plans.busy)
    long = [one for one in free if cast.in_year(one)[1] - cast.in_year(one)[0] > LEAD]
    if more > len(long):
        raise cast.clash(
            message("made_up.conferences_missing"), "conferences", "open_cases", "cases_ended"
        )
    found = []
    for episode in cast.random.sample(long, more):
        first, last = cast.in_year(episode)
        found.append((episode, cast.working_day(max(first, episode.referral + LEAD), last)))
    return found


def _lengths(cast: Cast, total: int) -> list[int]:
    """Working days from enquiry to conference, one for each conference, in any order."""
    counts = cast.totals.parts("conferences_by_length", list(BANDS), total)
    anchors = [
        (fraction, cast.totals.percentile("conference_days", name, default))
        for fraction, name, default in PERCENTILES
    ]
    lengths = spread([(*BANDS[name], counts[name]) for name in BANDS], anchors)
    cast.random.shuffle(lengths)
    return lengths


def _add_others(cast: Cast, count: int) -> None:
    """Enquiries that led to no conference: one case has no two on one day, which would be one
    record that stands twice.
    """
    episodes = [*cast.at_work, *cast.ended]
    days = sum(last - first + 1 for first, last in map(cast.in_year, episodes))
    if not 0 <= count <= days:
        raise cast.clash(message("made_up.enquiries_missing"), "enquiries", "conferences")
    for episode in without_room(cast)[:count]:
        episode.enquiries.append((cast.random.randint(*cast.in_year(episode)), None))
        count -= 1
    left = count
    while left:
        episode = cast.random.choice(episodes)
        enquiry = (cast.random.randint(*cast.in_year(episode)), None)
        if enquiry not in episode.enquiries:
            episode.enquiries.append(enquiry)
            left -= 1
