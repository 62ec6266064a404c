"""The cases of a return -> those of the return of the year before: the ones that go on into the
year, and others that ended before it, as many as ended in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from cin_narrative.made_up.calendar import Days
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Assessment, Child, Episode, Plan
from cin_narrative.made_up.snapshot import as_of

WEEKS_BACK = 52 * 7  # days: the same day of the week a year earlier
FACTORS = ("3B", "4B", "16A", "17A", "1B", "2B")


def year_before(cast: Cast, days: Days, before: Days, random: Random) -> list[Episode]:
    """The episodes of the return of the year before: those of ``cast`` that had begun by then, and
    an echo of those it ended.
    """
    begun = [episode for episode in cast.all if episode.referral < days.first]
    carried = list(as_of([*begun, *cast.earlier], days.first - 1, before.first))
    for episode in carried:
        _enquire(episode, before)
        _assess(episode, days, before, random)
    return [*carried, *_echo([*cast.ended, *cast.not_in_need, *cast.no_action], days)]


def _enquire(episode: Episode, before: Days) -> None:
    """An enquiry and a conference for each plan that began in the year before."""
    held = {conference for _, conference in episode.enquiries}
    for plan in episode.plans:
        if plan.start >= before.first and plan.start not in held and before.is_working(plan.start):
            start = max(episode.referral, before.before(plan.start, 12))
            episode.enquiries.append((start, plan.start))


def _assess(episode: Episode, days: Days, before: Days, random: Random) -> None:
    """An assessment for a case that began in the year before and has none yet."""
    if episode.nfa or episode.assessments or episode.referral < before.first:
        return
    wanted = before.after(episode.referral, random.randint(5, 44))
    end = min(wanted, days.first - 1, episode.closure or days.first)
    factors = [random.choice(FACTORS)]
    episode.assessments.append(Assessment(episode.referral, max(end, episode.referral), factors))


def _echo(episodes: Iterable[Episode], days: Days) -> Iterator[Episode]:
    """The same cases a year earlier, of other children, as far as they were over by then."""
    children: dict[int, Child] = {}
    for episode in episodes:
        closed = episode.referral if episode.nfa else episode.closure
        if closed is not None and closed - WEEKS_BACK < days.first:
            other = _other(episode.child, len(children) + 1)
            yield _a_year_earlier(episode, children.setdefault(id(episode.child), other))


def _a_year_earlier(episode: Episode, child: Child) -> Episode:
    return replace(
        episode,
        child=child,
        referral=_earlier(episode.referral),
        closure=_back(episode.closure),
        assessments=[_earlier_assessment(one) for one in episode.assessments],
        need_plans=[(_earlier(start), _back(end)) for start, end in episode.need_plans],
        enquiries=[(_earlier(start), _back(held)) for start, held in episode.enquiries],
        plans=[_earlier_plan(plan) for plan in episode.plans],
    )


def _earlier_assessment(one: Assessment) -> Assessment:
    start, end = _earlier(one.start), _earlier(one.end)
    return replace(one, start=start, end=end, factors=list(one.factors))


def _earlier_plan(plan: Plan) -> Plan:
    reviews = list(map(_earlier, plan.reviews))
    return replace(plan, start=_earlier(plan.start), end=_back(plan.end), reviews=reviews)


def _other(child: Child, number: int) -> Child:
    return replace(
        child,
        identity=f"{child.identity[:9]}E{number:06d}",
        born=_back(child.born),
        expected=_back(child.expected),
        disabilities=list(child.disabilities),
    )


def _earlier(day: int) -> int:
    return day - WEEKS_BACK


def _back(day: int | None) -> int | None:
    return None if day is None else day - WEEKS_BACK
