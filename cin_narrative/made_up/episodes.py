"""The totals of an area and year -> invented children and their cases, as many as they say."""

from __future__ import annotations

from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import InputRefused
from cin_narrative.made_up.calendar import Days
from cin_narrative.made_up.records import Child, Episode
from cin_narrative.made_up.totals import BANDS, Totals, apportion
from cin_narrative.messages import message

# days of each band; 365 falls in or out of the year
LENGTHS = ((1, 91), (92, 183), (184, 364), (366, 729), (731, 2200))


class Cast:
    """All episodes of one made-up authority and year, by what becomes of them."""

    def __init__(
        self, totals: Totals, days: Days, random: Random, catalogue: Catalogue, prefix: str
    ) -> None:
        self.totals, self.days, self.random, self.catalogue = totals, days, random, catalogue
        self._prefix = prefix
        self._children = 0
        self.open = self._open()
        self.ended = self._ended()
        self.not_in_need = [
            self._new(self.any_day(days.first, days.last - 100))
            for _ in range(totals.count("not_in_need"))
        ]
        self.no_action = [
            self._new(self.any_day(), nfa=True) for _ in range(totals.count("no_action"))
        ]
        self.earlier: list[Episode] = []  # in the return of the year before only
        new = sum(map(self.is_new, self.all))
        if new != totals.count("received"):
            names = ("received", "cases_begun", "no_action", "not_in_need")
            numbers = {name: totals.count(name) for name in names}
            raise self.clash(message("made_up.referrals_do_not_add_up", **numbers), *names)

    def clash(self, why: str, *names: str) -> InputRefused:
        """That no return can have the totals called ``names``, with why and with each of them."""
        totals = "; ".join(self.totals.told(name, self.catalogue) for name in names)
        return InputRefused(message("made_up.impossible", why=why, totals=totals))

    @property
    def all(self) -> list[Episode]:
        """Every episode of the return."""
        return [*self.open, *self.ended, *self.not_in_need, *self.no_action]

    @property
    def at_work(self) -> list[Episode]:
        """The open cases on which something is done."""
        return [one for one in self.open if not one.waits]

    def let_wait(self) -> None:
        """Let the newest open cases await their assessment, as many as the totals say, where they
        are published.
        """
        if self.totals.publishes("waiting"):
            newest_first = sorted(self.open, key=lambda one: -one.referral)
            for one in newest_first[: self.totals.count("waiting")]:
                one.waits = True

    def without_work(self) -> list[Episode]:
        """Open cases on which something must be done, and nothing is yet: those that await their
        assessment are as many as published.
        """
        if not self.totals.publishes("waiting"):
            return []
        return [one for one in self.at_work if not one.enquiries and not one.plans]

    def is_new(self, episode: Episode) -> bool:
        """Whether the referral is of the year."""
        return episode.referral >= self.days.first

    def any_day(self, first: int | None = None, last: int | None = None) -> int:
        """Any day from ``first`` to ``last``; where they are not given, of the year."""
        return self.random.randint(first or self.days.first, last or self.days.last)

    def _new(self, referral: int, closure: int | None = None, nfa: bool = False) -> Episode:
        self._children += 1
        child = Child(f"{self._prefix}{self._children:06d}")
        return Episode(child, referral, closure, nfa=nfa, need=None if nfa else "N1")

    def bands(self, name: str, total: int) -> list[int]:
        """A breakdown by duration, shortest first."""
        return list(self.totals.parts(name, BANDS, total).values())

    def _open(self) -> list[Episode]:
        counts = self.bands("open_cases_by_length", self.totals.count("open_cases"))
        return [
            self._new(self.days.last - self.random.randint(*length))
            for count, length in zip(counts, LENGTHS, strict=True)
            for _ in range(count)
        ]

    def _ended(self) -> list[Episode]:
        counts = self.bands("cases_ended_by_length", self.totals.count("cases_ended"))
        begun, least = self.totals.count("cases_begun"), sum(map(self.is_new, self.open))
        new, most = begun - least, least + sum(counts[:3])
        if not least <= begun <= most:
            gaps = {"begun": begun, "least": least, "most": most}
            raise self.clash(
                message("made_up.durations_of_episodes", **gaps),
                "cases_begun",
                "open_cases_by_length",
                "cases_ended_by_length",
            )
        of_the_year = [*apportion(new, counts[:3]), 0, 0]
        return [
            self._ended_after(self.random.randint(*length), place < fresh)
            for count, fresh, length in zip(counts, of_the_year, LENGTHS, strict=True)
            for place in range(count)
        ]

    def _ended_after(self, length: int, begun_in_year: bool) -> Episode:
        """A case of so many days that ended in the year."""
        edge = self.days.first + length
        last = min(edge - 1, self.days.last)
        closure = self.any_day(edge) if begun_in_year else self.any_day(last=last)
        return self._new(closure - length, closure)

    def in_year(self, episode: Episode) -> tuple[int, int]:
        """The first and the last day of the part of a case that lies in the year."""
        end = episode.closure or self.days.last
        return max(episode.referral, self.days.first), min(end, self.days.last)

    def working_day(self, first: int, last: int) -> int:
        """Any working day from ``first`` to ``last``; ``first`` where there is none."""
        found = [day for day in range(first, last + 1) if self.days.is_working(day)]
        return self.random.choice(found) if found else first

    def shuffled(self, name: str, total: int, values: dict[str, str]) -> list[str]:
        """One value for each of ``total`` cases, as many of each category as the breakdown says, in
        any order.
        """
        parts = self.totals.parts(name, list(values), total)
        found = [values[category] for category, count in parts.items() for _ in range(count)]
        self.random.shuffle(found)
        return found
