"""Invented cases -> child protection plans on those that are long enough for them."""

from __future__ import annotations

from cin_narrative.errors import InputRefused
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.pool import Pool
from cin_narrative.made_up.protection.plan_dates import AFTER, EndedPlan, ended_plans, open_lengths
from cin_narrative.made_up.records import Episode, Plan
from cin_narrative.made_up.totals import indicator_of
from cin_narrative.messages import message

LEAD = 60  # days kept before a plan for its enquiry
TRANSFERRED = 3  # cases that moved away soon after a plan, where nobody published how many
SOON = "3_months_or_less"


class Plans:
    """Puts plans on the cases of ``cast``.

    ``open`` and ``ended`` are the plans; ``busy`` the ids of cases that have one; ``conferences``
    those of plans of the year, as (case, day). Of the cases that ended soon after a plan,
    ``transferred`` moved to another authority and ``kept`` did not.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast, self.days = cast, cast.days
        self.busy: set[int] = set()
        self.conferences: list[tuple[Episode, int]] = []
        self.transferred: list[Episode] = []
        self.kept: list[Episode] = []
        lengths = open_lengths(cast)
        new = sum(length <= self.days.last - self.days.first for length in lengths)
        ended = ended_plans(cast, new)
        placed = self._place_open(lengths, [plan for plan in ended if not plan.after])
        early = self._place_early([plan for plan in ended if plan.after])
        self.open = [plan for plan in placed if plan.end is None]
        self.ended = [*(plan for plan in placed if plan.end is not None), *early]
        self._move_away()

    @property
    def all(self) -> list[Plan]:
        """Open plans, then ended ones."""
        return [*self.open, *self.ended]

    def is_new(self, plan: Plan) -> bool:
        """Whether the plan began in the year."""
        return plan.start >= self.days.first

    def _place_open(self, lengths: list[int], late: list[EndedPlan]) -> list[Plan]:
        """Open plans, and those that ended but leave the case open, on open cases old enough for
        them.
        """
        pool = self._open_pool(self.cast.at_work)
        wanted: list[tuple[int, int | None]] = [(self.days.last - one, None) for one in lengths]
        wanted += [(plan.start, plan.end) for plan in late]
        plans = []
        for start, end in sorted(wanted, key=lambda dates: dates[0]):
            episode = pool.take(self.days.last - start + LEAD, self._no_open_case)
            plans.append(self._add(episode, Plan(start, end)))
        return plans

    def _open_pool(self, episodes: list[Episode]) -> Pool:
        last = self.days.last
        return Pool(episodes, lambda episode: last - episode.referral, self.cast.random)

    def _place_early(self, early: list[EndedPlan]) -> list[Plan]:
        """Plans that ended by September: the case closes as long after as the totals say, or stays
        open.
        """
        closing = [
            (plan, self.cast.random.randint(*AFTER[plan.after]))
            for plan in early
            if AFTER[plan.after][1]
        ]
        staying = [plan for plan in early if not AFTER[plan.after][1]]
        return [*self._place_closing(closing), *self._place_staying(staying)]

    def _place_closing(self, closing: list[tuple[EndedPlan, int]]) -> list[Plan]:
        """Plans on cases that close so many days after them; the longest first."""
        pool = Pool(self._long_ended(), _length, self.cast.random)
        plans = []
        for plan, after in sorted(closing, key=lambda one: one[0].start - one[0].end - one[1]):
            needed = plan.end - plan.start + after + LEAD
            episode = pool.take(needed, self._no_ended_case)
            _close(episode, min(plan.end + after, self.days.last))
            if plan.after == SOON:
                self.kept.append(episode)
            plans.append(self._add(episode, Plan(plan.start, plan.end)))
        return plans

    def _long_ended(self) -> list[Episode]:
        """Cases of before the year that ended in it after more than a year."""
        ended = (episode for episode in self.cast.ended if episode.closure is not None)
        return [one for one in ended if not self.cast.is_new(one) and _length(one) > 365]

    def _place_staying(self, staying: list[EndedPlan]) -> list[Plan]:
        """Plans on cases that stay open and have none yet."""
        pool = self._open_pool([one for one in self.cast.at_work if id(one) not in self.busy])
        plans = []
        for start, end, _ in sorted(staying):
            episode = pool.take(self.days.last - start + LEAD, self._no_open_case)
            plans.append(self._add(episode, Plan(start, end)))
        return plans

    def _no_open_case(self) -> InputRefused:
        of_plans = ("open_plans", "open_plans_by_length", "plans_ended_early")
        return self.cast.clash(message("made_up.no_open_case"), *of_plans, "open_cases_by_length")

    def _no_ended_case(self) -> InputRefused:
        of_plans = ("plans_ended_early", "plans_ended_early_by_time_after")
        return self.cast.clash(message("made_up.no_ended_case"), *of_plans, "cases_ended_by_length")

    def _move_away(self) -> None:
        """As many of the cases that ended soon after a plan as the totals say moved away."""
        key = (indicator_of("plans_ended_early_then_moved"), "")
        count = min(len(self.kept), round(self.cast.totals.counts.get(key, TRANSFERRED)))
        self.transferred, self.kept = self.kept[:count], self.kept[count:]

    def _add(self, episode: Episode, plan: Plan) -> Plan:
        episode.plans.append(plan)
        self.busy.add(id(episode))
        if self.is_new(plan):
            self.conferences.append((episode, plan.start))
        return plan


def _length(episode: Episode) -> int:
    return (episode.closure or 0) - episode.referral


def _close(episode: Episode, closure: int) -> None:
    """Let a case close on another day, with its length as it was."""
    episode.referral += closure - (episode.closure or closure)
    episode.closure = closure
