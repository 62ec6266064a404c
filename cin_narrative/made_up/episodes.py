"""Inventing children and their referrals, so that the totals of referrals and episodes of need come
out exactly.
"""

from __future__ import annotations

from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.made_up.calendar import Days, cannot
from cin_narrative.made_up.records import Child, Episode
from cin_narrative.made_up.totals import BANDS, Totals, apportion

LENGTHS = (
    (1, 91),
    (92, 183),
    (184, 364),
    (366, 729),
    (731, 2200),
)  # days of each band; 365 falls in or out of the year
IN_YEAR_REPEATS = 0.4  # of the re-referrals, those whose previous referral is in the same return
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
UNBORN_SHARE, LONGEST_PREGNANCY = 0.02, 200


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
            self._new(self._any_day(days.first, days.last - 100))
            for _ in range(totals.count("referrals_assessed_as_not_in_need"))
        ]
        self.no_action = [
            self._new(self._any_day(), nfa=True)
            for _ in range(totals.count("referrals_no_further_action"))
        ]
        self.earlier: list[Episode] = []  # in the return of the year before only
        self._check()
        self._describe()

    @property
    def all(self) -> list[Episode]:
        """Every episode of the return."""
        return [*self.open, *self.ended, *self.not_in_need, *self.no_action]

    def is_new(self, episode: Episode) -> bool:
        """Whether the referral is of the year."""
        return episode.referral >= self.days.first

    def _any_day(self, first: int | None = None, last: int | None = None) -> int:
        return self.random.randint(first or self.days.first, last or self.days.last)

    def _new(self, referral: int, closure: int | None = None, nfa: bool = False) -> Episode:
        self._children += 1
        return Episode(
            Child(f"{self._prefix}{self._children:06d}"),
            referral,
            closure,
            nfa=nfa,
            need=None if nfa else "N1",
        )

    def bands(self, indicator: str, total: int) -> list[int]:
        """A breakdown by duration, shortest first."""
        return list(self.totals.parts(indicator, BANDS, total).values())

    def _open(self) -> list[Episode]:
        counts = self.bands(
            "children_in_need_by_duration_open", self.totals.count("children_in_need_at_31_march")
        )
        return [
            self._new(self.days.last - self.random.randint(*length))
            for count, length in zip(counts, LENGTHS, strict=True)
            for _ in range(count)
        ]

    def _ended(self) -> list[Episode]:
        counts = self.bands(
            "episodes_of_need_ending_by_duration", self.totals.count("episodes_of_need_ending")
        )
        new = self.totals.count("episodes_of_need_starting") - sum(map(self.is_new, self.open))
        if not 0 <= new <= sum(counts[:3]):
            raise cannot("more or fewer episodes began in the year than the durations allow")
        of_the_year = [*apportion(new, counts[:3]), 0, 0]
        ended = []
        for count, fresh, length in zip(counts, of_the_year, LENGTHS, strict=True):
            for place in range(count):
                days = self.random.randint(*length)
                closure = (
                    self._any_day(self.days.first + days)
                    if place < fresh
                    else self._any_day(last=min(self.days.first + days - 1, self.days.last))
                )
                ended.append(self._new(closure - days, closure))
        return ended

    def _check(self) -> None:
        new = sum(map(self.is_new, self.all))
        if new != self.totals.count("referrals"):
            raise cannot(
                f"referrals are not episodes started, no further action and not in need together ({new})"
            )

    def _describe(self) -> None:
        """Sources, needs, reasons and re-referrals, then the children's characteristics."""
        categories = self.catalogue["referrals_by_source"].categories
        sources = self._shuffled(
            "referrals_by_source",
            self.totals.count("referrals"),
            {c.id: c.values[0] for c in categories.values()},
        )
        for episode in self.all:
            episode.source = (
                sources.pop()
                if self.is_new(episode)
                else self.random.choice(("1A", "2A", "3A", "5A", "6"))
            )
        needs = {
            c.id: c.values[0]
            for c in self.catalogue["children_in_need_by_primary_need"].categories.values()
        }
        for episode, need in zip(
            self.open,
            self._shuffled("children_in_need_by_primary_need", len(self.open), needs),
            strict=True,
        ):
            episode.need = need
        for episode in self.ended + self.not_in_need:
            episode.need = self.random.choices(
                ("N1", "N2", "N3", "N4", "N5", "N6"), (70, 8, 8, 6, 5, 3)
            )[0]
        for episode in self.ended:
            episode.reason = "RC7"
        self._refer_again()

    def _shuffled(self, indicator: str, total: int, values: dict[str, str]) -> list[str]:
        parts = self.totals.parts(indicator, list(values), total)
        found = [values[category] for category, count in parts.items() for _ in range(count)]
        self.random.shuffle(found)
        return found

    def _refer_again(self) -> None:
        """Give some referrals of the year an earlier one of the same child, in this return or in
        the one of the year before.
        """
        wanted = self.totals.count("rereferrals_within_12_months")
        later = [
            e
            for e in self.open + self.ended + self.not_in_need
            if self.is_new(e) and e.referral > self.days.first
        ]
        self.random.shuffle(later)
        if wanted > len(later):
            raise cannot("there are more re-referrals than referrals that could be one")
        within = min(round(wanted * IN_YEAR_REPEATS), len(self.no_action))
        for episode, before in zip(later[:within], self.no_action, strict=False):
            before.child, before.referral = episode.child, self._any_day(last=episode.referral - 1)
        for episode in [e for e in later[within:] if e.referral < self.days.first + 360][
            : wanted - within
        ]:
            referral = self._any_day(episode.referral - 364, self.days.first - 1)
            before = Episode(
                episode.child, referral, nfa=self.random.random() < 0.5, need="N1", source="6"
            )
            if not before.nfa:
                before.closure, before.reason = self._any_day(referral, self.days.first - 1), "RC7"
            self.earlier.append(before)

    def make_children(self) -> None:
        """Sex, age, ethnicity and disability of every child, once all dates stand."""
        first: dict[int, tuple[Child, int]] = {}
        for episode in [*self.all, *self.earlier]:
            held = first.get(id(episode.child))
            first[id(episode.child)] = (
                episode.child,
                min(episode.referral, held[1] if held else episode.referral),
            )
        for child, referral in first.values():
            child.sex = self.random.choices("MF", (53, 47))[0]
            child.ethnicity = self.random.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0]
            child.born = referral - self.random.randint(0, 16 * 365)
        for episode in self.random.sample(self.open, round(len(self.open) * UNBORN_SHARE)):
            if (
                self.days.last - episode.referral < LONGEST_PREGNANCY
                and first[id(episode.child)][1] == episode.referral
            ):
                episode.child.born, episode.child.sex = None, "U"
                episode.child.expected = self.days.last + self.random.randint(
                    1, LONGEST_PREGNANCY - (self.days.last - episode.referral)
                )
        self._make_disabilities()

    def _make_disabilities(self) -> None:
        total = self.totals.count("children_in_need_with_disability_recorded")
        born = [episode.child for episode in self.open if episode.child.born is not None]
        if total > len(born):
            raise cannot("more children have a disability than are in need")
        chosen = self.random.sample(born, total)
        place = 0
        for category in self.catalogue["children_in_need_by_disability_type"].categories.values():
            percent = self.totals.counts.get(
                ("children_in_need_by_disability_type", category.id),
                self.totals.pattern.get(("children_in_need_by_disability_type", category.id), 10),
            )
            for _ in range(round(percent * total / 100)):
                chosen[place % total].disabilities.append(category.values[0])
                place += 1
        for child in chosen:
            child.disabilities = child.disabilities or ["DDA"]
