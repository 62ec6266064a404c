"""The totals of child protection plans -> how long each is open, or from when until when it ran."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cin_narrative.made_up.episodes import Cast
from cin_narrative.made_up.protection.categories import fewest_carried
from cin_narrative.made_up.totals import BANDS, indicator_of
from cin_narrative.messages import message

Band = tuple[int, int]  # the fewest and the most days

LENGTHS: tuple[Band, ...] = ((1, 90), (92, 183), (184, 364), (366, 720), (731, 1100))
ONE_YEAR = 365  # days
THREE_MONTHS = 91  # days: the length on the edge of the first band
AFTER: dict[str, Band] = {
    "3_months_or_less": (1, 91),
    "more_than_3_to_6_months": (92, 182),
    "more_than_6_months": (0, 0),
}


class EndedPlan(NamedTuple):
    """A plan that ended in the year. ``after``: how long the child stays in need; empty for a plan
    that ended after September.
    """

    start: int
    end: int
    after: str


def open_lengths(cast: Cast) -> list[int]:
    """Days that each plan open at 31 March has run, the shortest band first."""
    begun, longer = map(cast.totals.count, ("plans_begun", "open_plans_three_months"))
    total = cast.totals.between("open_plans", 0, begun + longer)
    counts = _open_bands(cast, total, fewest_carried(cast, total, begun))
    lengths = [
        _open_length(cast, band)
        for count, band in zip(counts, LENGTHS, strict=True)
        for _ in range(count)
    ]
    on_the_edge = min(max(0, longer - (total - counts[0])), counts[0])
    lengths[:on_the_edge] = [THREE_MONTHS] * on_the_edge
    return lengths


def _open_bands(cast: Cast, total: int, carried: int) -> list[int]:
    """How many open plans are of each length; where that is not published, no fewer than
    ``carried`` are of before the year.
    """
    counts = cast.bands("open_plans_by_length", total)
    indicator, held = indicator_of("open_plans_by_length"), cast.totals.counts
    hidden = [at for at, name in enumerate(BANDS) if held.get((indicator, name)) != counts[at]]
    longer = [at for at in hidden if LENGTHS[at][0] > ONE_YEAR]
    for at in [at for at in hidden if at not in longer] if longer else ():
        more = max(0, min(counts[at], carried - sum(counts[3:])))
        counts[at] -= more
        counts[longer[0]] += more
    return counts


def _open_length(cast: Cast, band: Band) -> int:
    """A length of a plan that is open at 31 March and started on a working day."""
    days = cast.days
    lengths = range(band[0], band[1] + 1)
    return cast.random.choice([one for one in lengths if days.is_working(days.last - one)])


def ended_plans(cast: Cast, begun_and_open: int) -> list[EndedPlan]:
    """Every plan that ended in the year; of those that began in it, ``begun_and_open`` did not."""
    counts = cast.bands("plans_ended_by_length", cast.totals.count("plans_ended"))
    most = begun_and_open + sum(counts[:3])
    begun = cast.totals.between("plans_begun", begun_and_open, most) - begun_and_open
    if not 0 <= begun <= sum(counts[:3]):
        raise cast.clash(
            message("made_up.durations_of_plans"),
            "plans_begun",
            "open_plans_three_months",
            "plans_ended_by_length",
        )
    ours: list[Band] = []
    carried: list[Band] = []
    for count, band in zip(counts, LENGTHS, strict=True):
        here = min(count, begun)
        begun -= here
        ours += [band] * here
        carried += [band] * (count - here)
    brief = ours.count(LENGTHS[0])
    ended_early = _early(cast, carried, brief)
    found = [_begun_in_year(cast, band) for band in ours[max(0, ended_early - len(carried)) :]]
    kinds = _times_after(cast, len(carried), ended_early)
    rest, early = kinds[: len(carried)], kinds[len(carried) :]
    return [
        *found,
        *(_begun_and_ended_early(cast, after) for after in early),
        *(_carried(cast, *one) for one in zip(carried, rest, strict=True)),
    ]


def _begun_and_ended_early(cast: Cast, after: str) -> EndedPlan:
    """A plan that began and ended from April to September."""
    days, span = cast.days, cast.random.randint(*LENGTHS[0])
    start = cast.working_day(days.first, days.half - span)
    return EndedPlan(start, start + span, after)


def _begun_in_year(cast: Cast, band: Band) -> EndedPlan:
    days, span = cast.days, cast.random.randint(*band)
    start = cast.working_day(max(days.first, days.half + 1 - span), days.last - span)
    return EndedPlan(start, start + span, "")


def _early(cast: Cast, carried: Sequence[Band], brief: int) -> int:
    """How many plans ended by September: at least those of before the year that were too short to
    run on. Where the others of before the year are not enough, ``brief`` ones of the year did, too.
    """
    short = sum(longest <= cast.days.half + 1 - cast.days.first for _, longest in carried)
    early = cast.totals.between("plans_ended_early", short, len(carried))
    if not short <= early <= len(carried) + brief:
        raise cast.clash(
            message("made_up.plans_ended_early"), "plans_ended_early", "plans_ended_by_length"
        )
    return early


def _times_after(cast: Cast, carried: int, early: int) -> Sequence[str]:
    """For each plan of before the year how long the child stays in need: the ``early`` ones in any
    order, then nothing for the others; where there are more of the early ones, for each of them.
    """
    parts = cast.totals.parts("plans_ended_early_by_time_after", list(AFTER), early)
    after = [name for name, count in parts.items() for _ in range(count)]
    cast.random.shuffle(after)
    return after + [""] * max(0, carried - early)


def _carried(cast: Cast, band: Band, after: str) -> EndedPlan:
    """A plan of before the year that ended by September, where ``after`` says how long the child
    stays in need, or later.
    """
    days, span = cast.days, cast.random.randint(max(band[0], 2), band[1])
    first, last = (days.first, days.half) if after else (days.half + 1, days.last)
    end = cast.random.randint(first, min(last, days.first + span - 1))
    if after == "more_than_3_to_6_months":
        end = min(end, days.last - AFTER[after][1])
    return EndedPlan(end - span, end, after)
