"""Inventing enquiries, conferences, child protection plans and child in need plans on the episodes
there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.made_up.calendar import Days, cannot, spread
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.records import Episode, Plan

LEAD = 60  # days kept before a plan for its enquiry
LENGTHS = ((1, 90), (92, 183), (184, 364), (366, 720), (731, 1100))
CONFERENCE_BANDS = {
    "0_to_10_days": (4, 10),
    "11_to_15_days": (11, 15),
    "16_to_20_days": (16, 20),
    "21_days_or_more": (21, 32),
}
CATEGORIES = {
    "neglect": "NEG",
    "physical_abuse": "PHY",
    "sexual_abuse": "SAB",
    "emotional_abuse": "EMO",
    "multiple": "MUL",
}
AFTER = {
    "3_months_or_less": (1, 91),
    "more_than_3_to_6_months": (92, 182),
    "more_than_6_months": (0, 0),
}


class Pool:
    """Episodes by how many days they hold; each is given out once."""

    def __init__(
        self, episodes: Iterable[Episode], room: Callable[[Episode], int], random: Random
    ) -> None:
        self._waiting = sorted(
            ((room(episode), number, episode) for number, episode in enumerate(episodes)),
            key=lambda item: item[:2],
        )
        self._ready: list[Episode] = []
        self._random = random

    def take(self, needed: int, what: str) -> Episode:
        """An episode with at least ``needed`` days; ask for the longest first."""
        while self._waiting and self._waiting[-1][0] >= needed:
            self._ready.append(self._waiting.pop()[2])
        if not self._ready:
            raise cannot(f"no case is open long enough for {what}")
        place = self._random.randrange(len(self._ready))
        self._ready[place], self._ready[-1] = self._ready[-1], self._ready[place]
        return self._ready.pop()


class Protection:
    """Puts plans and what goes with them on the episodes of ``cast``."""

    def __init__(self, cast: Cast, days: Days, random: Random, catalogue: Catalogue) -> None:
        self.cast, self.days, self.random, self.catalogue = cast, days, random, catalogue
        self.totals = cast.totals
        self.transferred: list[Episode] = []
        self.kept: list[Episode] = []  # ended soon after a plan, and not by a transfer
        self.conferences: list[tuple[Episode, int]] = []
        self._busy: set[int] = set()
        self.open_plans, self.ended_plans = self._plans()
        self._categories()
        self._repeats()
        self._reviews()
        self._enquiries()
        self._need_plans()

    def _plans(self) -> tuple[list[Plan], list[Plan]]:
        total = self.totals.count("child_protection_plans_at_31_march")
        counts = self.cast.bands("child_protection_plans_at_31_march_by_duration", total)
        lengths = [
            self._length(length)
            for count, length in zip(counts, LENGTHS, strict=True)
            for _ in range(count)
        ]
        on_the_edge = max(
            0,
            self.totals.count("child_protection_plans_at_31_march_three_months_or_more")
            - (total - counts[0]),
        )
        lengths[: min(on_the_edge, counts[0])] = [91] * min(on_the_edge, counts[0])
        new = sum(length <= self.days.last - self.days.first for length in lengths)
        ended = self._ended_lengths(self.totals.count("child_protection_plans_starting") - new)
        opened = self._place_open(lengths, [item for item in ended if not item[2]])
        return opened, [*self._placed_late, *self._place_early([item for item in ended if item[2]])]

    def _length(self, length: tuple[int, int]) -> int:
        """A length in days of a plan that is open at 31 March and started on a working day."""
        found = [
            days
            for days in range(length[0], length[1] + 1)
            if self.days.is_working(self.days.last - days)
        ]
        return self.random.choice(found)

    def _ended_lengths(self, fresh: int) -> list[tuple[int, int, str]]:
        """(start, end, time in need after) of every plan that ended; the last is empty for a plan
        ended after September.
        """
        counts = self.cast.bands(
            "child_protection_plans_ending_by_duration",
            self.totals.count("child_protection_plans_ending"),
        )
        early = self.totals.count("child_protection_plans_ending_in_first_six_months")
        if not 0 <= fresh <= sum(counts[:3]):
            raise cannot("more or fewer plans began in the year than the durations allow")
        found: list[tuple[int, int, str]] = []
        carried: list[tuple[int, int]] = []
        for count, length in zip(counts, LENGTHS, strict=True):
            here = min(count, fresh)
            fresh -= here
            for _ in range(here):
                span = self.random.randint(*length)
                start = self._working_day(
                    max(self.days.first, self.days.half + 1 - span), self.days.last - span
                )
                found.append((start, start + span, ""))
            carried += [length] * (count - here)
        parts = self.totals.parts(
            "child_protection_plans_ending_in_first_six_months_by_time_in_need_after",
            list(AFTER),
            early,
        )
        after = [name for name, count in parts.items() for _ in range(count)]
        if early > len(carried):
            raise cannot("more plans ended by September than were open in April")
        self.random.shuffle(after)
        for place, length in enumerate(carried):
            kind = after[place] if place < early else ""
            found.append(self._ended_dates(length, kind))
        return found

    def _ended_dates(self, length: tuple[int, int], kind: str) -> tuple[int, int, str]:
        span = self.random.randint(max(length[0], 2), length[1])
        first, last = (
            (self.days.first, self.days.half) if kind else (self.days.half + 1, self.days.last)
        )
        end = self.random.randint(first, min(last, self.days.first + span - 1))
        if kind == "more_than_3_to_6_months":
            end = min(end, self.days.last - 182)
        return end - span, end, kind

    def _working_day(self, first: int, last: int) -> int:
        found = [day for day in range(first, last + 1) if self.days.is_working(day)]
        return self.random.choice(found) if found else first

    def _place_open(self, lengths: list[int], late: list[tuple[int, int, str]]) -> list[Plan]:
        """Open plans, and those that ended but leave the case open, on open cases old enough for
        them.
        """
        pool = Pool(self.cast.open, lambda episode: self.days.last - episode.referral, self.random)
        wanted: list[tuple[int, int | None]] = [
            (self.days.last - length, None) for length in lengths
        ]
        wanted += [(start, end) for start, end, _ in late]
        plans = []
        for start, end in sorted(wanted, key=lambda item: item[0]):
            episode = pool.take(self.days.last - start + LEAD, "a child protection plan")
            plans.append(self._add(episode, Plan(start, end)))
        self._placed_late = [plan for plan in plans if plan.end is not None]
        return [plan for plan in plans if plan.end is None]

    def _place_early(self, early: list[tuple[int, int, str]]) -> list[Plan]:
        """Plans that ended by September: the case closes as long after as the totals say, or stays
        open.
        """
        closing = [
            (*item, self.random.randint(*AFTER[item[2]])) for item in early if AFTER[item[2]][1]
        ]
        staying = [item for item in early if not AFTER[item[2]][1]]
        ended = [
            e
            for e in self.cast.ended
            if e.closure is not None and not self.cast.is_new(e) and e.closure - e.referral > 365
        ]
        pool = Pool(ended, lambda episode: (episode.closure or 0) - episode.referral, self.random)
        plans = []
        for start, end, kind, after in sorted(
            closing, key=lambda item: item[0] - item[1] - item[3]
        ):
            episode = pool.take(end - start + after + LEAD, "a plan that ended early")
            self._move(episode, min(end + after, self.days.last))
            (self.kept if kind == "3_months_or_less" else []).append(episode)
            plans.append(self._add(episode, Plan(start, end)))
        free = [episode for episode in self.cast.open if id(episode) not in self._busy]
        rest = Pool(free, lambda episode: self.days.last - episode.referral, self.random)
        for start, end, _ in sorted(staying):
            plans.append(
                self._add(
                    rest.take(self.days.last - start + LEAD, "a plan that ended early"),
                    Plan(start, end),
                )
            )
        moved = self.totals.counts.get(
            ("child_protection_plans_ending_in_first_six_months_then_transferred", "")
        )
        count = min(len(self.kept), 3 if moved is None else round(moved))
        self.transferred, self.kept = self.kept[:count], self.kept[count:]
        return plans

    @staticmethod
    def _move(episode: Episode, closure: int) -> None:
        """Let a case close on another day, with its length as it was."""
        episode.referral += closure - (episode.closure or closure)
        episode.closure = closure

    def _add(self, episode: Episode, plan: Plan) -> Plan:
        episode.plans.append(plan)
        self._busy.add(id(episode))
        if self.days.first <= plan.start:
            self.conferences.append((episode, plan.start))
        return plan

    def _new_plans(self, plans: list[Plan]) -> list[Plan]:
        return [plan for plan in plans if plan.start >= self.days.first]

    def _categories(self) -> None:
        """Initial and latest category, so that plans starting and plans open at 31 March both come
        out.
        """
        for which in ("initial", "latest"):
            open_total = self.totals.parts(
                f"child_protection_plans_at_31_march_by_{which}_category",
                list(CATEGORIES),
                len(self.open_plans),
            )
            new = self._new_plans([*self.open_plans, *self.ended_plans])
            start_total = self.totals.parts(
                f"child_protection_plans_starting_by_{which}_category", list(CATEGORIES), len(new)
            )
            carried = [plan for plan in self.open_plans if plan.start < self.days.first]
            shares = self._carried_shares(open_total, start_total, len(carried))
            opened = {name: open_total[name] - shares[name] for name in CATEGORIES}
            ended = {name: start_total[name] - opened[name] for name in CATEGORIES}
            for plans, counts in (
                (carried, shares),
                (self._new_plans(self.open_plans), opened),
                (self._new_plans(self.ended_plans), ended),
            ):
                codes = [CATEGORIES[name] for name, count in counts.items() for _ in range(count)]
                for plan, code in zip(plans, codes, strict=True):
                    setattr(plan, which, code)

    @staticmethod
    def _carried_shares(
        open_total: dict[str, int], start_total: dict[str, int], carried: int
    ) -> dict[str, int]:
        """How many of the plans open from before the year have each category: at least what did not
        start in it.
        """
        shares = {name: max(0, open_total[name] - start_total[name]) for name in CATEGORIES}
        left = carried - sum(shares.values())
        for name in sorted(CATEGORIES, key=lambda name: shares[name] - open_total[name]):
            more = min(left, open_total[name] - shares[name])
            shares[name] += max(0, more)
            left -= max(0, more)
        if left:
            raise cannot("the categories of abuse at 31 March and at the start do not fit together")
        return shares

    def _repeats(self) -> None:
        new = self._new_plans([*self.open_plans, *self.ended_plans])
        for plan in self.random.sample(
            new, min(len(new), self.totals.count("child_protection_plans_second_or_subsequent"))
        ):
            plan.previous = self.random.randint(1, 3)

    def _reviews(self) -> None:
        """Every plan is reviewed in time, but for as many of those open three months as the totals
        say.
        """
        tested = [plan for plan in self.open_plans if self.days.last - plan.start >= 91]
        late = len(tested) - self.totals.count("child_protection_plans_reviewed_within_timescales")
        if late < 0:
            raise cannot("more plans were reviewed in time than were open for three months")
        for plan in [*self.open_plans, *self.ended_plans]:
            day, until = plan.start + self.random.randint(60, 90), plan.end or self.days.last
            while day <= until:
                plan.reviews.append(day)
                day += self.random.randint(120, 182)
        for plan in self.random.sample(
            [plan for plan in tested if plan.start >= self.days.first], late
        ):
            plan.reviews = []

    def _enquiries(self) -> None:
        total = self.totals.count("initial_child_protection_conferences")
        more = total - len(self.conferences)
        others = [
            e
            for e in [*self.cast.open, *self.cast.ended]
            if id(e) not in self._busy and self._span(e)[1] - self._span(e)[0] > LEAD
        ]
        if not 0 <= more <= len(others):
            raise cannot("fewer conferences were held than plans began")
        for episode in self.random.sample(others, more):
            first, last = self._span(episode)
            self.conferences.append(
                (episode, self._working_day(max(first, episode.referral + LEAD), last))
            )
        counts = self.totals.parts("conferences_by_duration", list(CONFERENCE_BANDS), total)
        anchors = [
            (f, self.totals.percentile("conference_duration_percentiles", name, default))
            for f, name, default in (
                (0.25, "lower_quartile", 12),
                (0.5, "median", 14),
                (0.75, "upper_quartile", 15),
            )
        ]
        lengths = spread(
            [(*CONFERENCE_BANDS[name], counts[name]) for name in CONFERENCE_BANDS], anchors
        )
        self.random.shuffle(lengths)
        begun = 0
        for (episode, held), length in zip(self.conferences, lengths, strict=True):
            start = self.days.before(held, length)
            begun += start >= self.days.first
            episode.enquiries.append((start, held))
        self._other_enquiries(self.totals.count("section_47_enquiries") - begun)

    def _other_enquiries(self, count: int) -> None:
        """Enquiries that led to no conference."""
        episodes = [*self.cast.open, *self.cast.ended]
        if count < 0 or not episodes:
            raise cannot("fewer enquiries began than conferences need")
        for _ in range(count):
            episode = self.random.choice(episodes)
            episode.enquiries.append((self.random.randint(*self._span(episode)), None))

    def _span(self, episode: Episode) -> tuple[int, int]:
        """The part of a case that lies in the year."""
        return max(episode.referral, self.days.first), min(
            episode.closure or self.days.last, self.days.last
        )

    def _need_plans(self) -> None:
        """Child in need plans, on cases without a protection plan."""
        at_31, started, ended = (
            self.totals.count(f"child_in_need_plans_{name}")
            for name in ("at_31_march", "starting", "ending")
        )
        open_new = min(at_31, round(started * at_31 / max(1, at_31 + ended)))
        wanted: list[tuple[bool, bool, int]] = [
            (True, True, open_new),
            (True, False, at_31 - open_new),
            (False, True, started - open_new),
            (False, False, ended - started + open_new),
        ]
        free = [e for e in [*self.cast.open, *self.cast.ended] if id(e) not in self._busy]
        self.random.shuffle(free)
        for is_open, is_new, count in wanted:
            fitting = [e for e in free if self._holds(e, is_open, is_new)]
            if count > len(fitting) or count < 0:
                raise cannot("there are more child in need plans than cases for them")
            taken = set(map(id, fitting[:count]))
            free = [e for e in free if id(e) not in taken]
            for episode in fitting[:count]:
                episode.need_plans.append(self._need_plan(episode, is_open, is_new))

    def _holds(self, episode: Episode, is_open: bool, is_new: bool) -> bool:
        if is_open and episode.closure is not None:
            return False
        return is_new or episode.referral < self.days.first - 1

    def _need_plan(self, episode: Episode, is_open: bool, is_new: bool) -> tuple[int, int | None]:
        first, last = self._span(episode)
        start = (
            self.random.randint(first, last)
            if is_new
            else self.random.randint(
                max(episode.referral, self.days.first - 300), self.days.first - 1
            )
        )
        return start, None if is_open else self.random.randint(max(start, self.days.first), last)
