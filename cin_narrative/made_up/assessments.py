"""Inventing assessments and their factors on the episodes there are."""

from __future__ import annotations

from random import Random

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.made_up.calendar import Days, cannot, spread
from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.protection import Pool
from cin_narrative.made_up.records import Assessment, Episode

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
LONGEST_NOT_IN_NEED = 45  # working days: these cases close with their assessment
BY_PERSON = ("child", "parent", "other_person")
OVERLAP = (
    0.85  # of the people concerned, roughly how many episodes: several people in one are common
)


class Assessed:
    """Puts assessments on the episodes of ``cast``."""

    def __init__(self, cast: Cast, days: Days, random: Random, catalogue: Catalogue) -> None:
        self.cast, self.days, self.random, self.catalogue = cast, days, random, catalogue
        self.totals = cast.totals
        lengths = self._lengths()
        short = [length for length in lengths if length <= LONGEST_NOT_IN_NEED]
        if len(short) < len(cast.not_in_need):
            raise cannot("there are fewer short assessments than children assessed as not in need")
        for episode, length in zip(
            cast.not_in_need, random.sample(short, len(cast.not_in_need)), strict=True
        ):
            lengths.remove(length)
            self._close_with(episode, length)
        self._assess(sorted(lengths, reverse=True))
        self._factors()

    def _lengths(self) -> list[int]:
        total = self.totals.count("assessments_completed")
        counts = self.totals.parts("assessments_by_duration", list(BANDS), total)
        anchors = [
            (fraction, self.totals.percentile("assessment_duration_percentiles", name, default))
            for fraction, name, default in PERCENTILES
        ]
        return spread([(*BANDS[name], counts[name]) for name in BANDS], anchors)

    def _close_with(self, episode: Episode, length: int) -> None:
        end = self.days.after(episode.referral, length)
        episode.assessments.append(Assessment(episode.referral, end, ["21"]))
        episode.closure, episode.reason = end, "RC8"

    def _room(self, episode: Episode) -> int:
        first, last = self._window(episode)
        if self.days.working(self.days.first - 1, last) == 0:
            # closed before the first working day of the year: only an assessment of one day can end
            # in it
            return 0
        return self.days.working(first, last)

    def _window(self, episode: Episode) -> tuple[int, int]:
        """From when an assessment may run, and until when."""
        return max(episode.referral, self.days.first - 120), min(
            episode.closure or self.days.last, self.days.last
        )

    def _assess(self, lengths: list[int]) -> None:
        """One assessment for each of as many cases as there are, the longest first; then second
        ones.
        """
        episodes = [*self.cast.open, *self.cast.ended]
        pool, used = Pool(episodes, self._room, self.random), 0
        self.assessed: list[Episode] = []
        for length in lengths:
            if used == len(episodes):
                pool, used = Pool(episodes, self._room, self.random), 0
            episode = pool.take(length, "an assessment")
            used += 1
            episode.assessments.append(self._dated(episode, length))
            self.assessed.append(episode)

    def _dated(self, episode: Episode, length: int) -> Assessment:
        first, last = self._window(episode)
        latest = min(self.days.latest_start(last, length), last)
        earliest = min(max(first, self.days.latest_start(self.days.first - 1, length) + 1), latest)
        start = self.random.randint(earliest, latest)
        return Assessment(
            start,
            max(self.days.after(start, length), self.days.first if length == 0 else 0)
            if length
            else start,
        )

    def _factors(self) -> None:
        """Factors so that each, and the episodes with any, come out; as many persons concerned as
        the totals say.
        """
        distinct = list({id(episode): episode for episode in self.assessed}.values())
        total = self.totals.count("episodes_with_assessment_factor")
        more = max(0, total - len(distinct))
        if more > len(self.cast.not_in_need):
            raise cannot("more episodes have a factor than were assessed")
        others = self.random.sample(self.cast.not_in_need, more)
        for episode in others:
            episode.assessments[0].factors = []
        chosen = self.random.sample(distinct, total - more) + others
        self.random.shuffle(chosen)
        covered = 0
        for codes, counts in self._groups(total):
            group = self._next(chosen, covered, counts)
            covered += len(group)
            offset = 0
            for code, count in zip(codes, counts[1:], strict=True):
                for place in range(count):
                    group[(offset + place) % len(group)].assessments[0].factors.append(code)
                offset += count
        for episode in chosen:
            if not episode.assessments[0].factors:
                raise cannot("there are too few factors for the episodes that have one")

    def _next(self, chosen: list[Episode], covered: int, counts: list[int]) -> list[Episode]:
        """The episodes of one factor: first those that have none yet, then any."""
        fresh = chosen[covered : covered + counts[0]] if covered < len(chosen) else []
        return fresh + (
            self.random.sample(chosen[:covered], counts[0] - len(fresh))
            if counts[0] > len(fresh)
            else []
        )

    def _groups(self, most: int) -> list[tuple[list[str], list[int]]]:
        """(codes, [episodes with any of them, episodes with each]) of every factor."""
        single = self.catalogue["assessment_factors"].categories
        found = []
        for category in self.catalogue["assessment_factors_any_person"].categories.values():
            parts = [c for c in single.values() if set(c.values) <= set(category.values)]
            held = [self._published("assessment_factors", c.id) for c in parts]
            whole = self._published("assessment_factors_any_person", category.id)
            if all(value is None for value in held):
                codes = [c.values[0] for c in parts]
                found.append(self._shared(codes, whole or 0))
            else:
                counts = [value or 0 for value in held]
                any_of = (
                    whole
                    if whole is not None
                    else min(most, max(*counts, round(sum(counts) * OVERLAP)))
                )
                found.append(([c.values[0] for c in parts], [min(any_of, sum(counts)), *counts]))
        return [(codes, counts) for codes, counts in found if counts[0]]

    def _published(self, indicator: str, category: str) -> int | None:
        value = self.totals.counts.get((indicator, category))
        return None if value is None else round(value)

    @staticmethod
    def _shared(codes: list[str], whole: int) -> tuple[list[str], list[int]]:
        """A factor of which only the whole is known: by person where there are persons, else under
        its first code.
        """
        if (
            len(codes) == len(BY_PERSON)
            and codes[0].endswith("A")
            and codes[0] not in ("18A", "19A")
        ):
            return codes, [
                whole,
                whole // 4,
                whole - whole // 10,
                whole - whole // 4 - (whole - whole // 10) + whole // 8,
            ]
        return codes[:1], [whole, whole]
