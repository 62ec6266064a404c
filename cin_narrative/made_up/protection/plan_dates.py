"""The totals of child protection plans -> how long each is open, or from when until when it ran."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cin_narrative.made_up.calendar import cannot
from cin_narrative.made_up.episodes import Cast
from cin_narrative.messages import message

Band = tuple[int, int]  # the fewest and the most days

LENGTHS: tuple[Band, ...] = ((1, 90), (92, 183), (184, 364), (366, 720), (731, 1100))
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
    total = cast.totals.count("open_plans")
    counts = cast.bands("open_plans_by_length", total)
    lengths = [
        _open_length(cast, band)
        for count, band in zip(counts, LENGTHS, strict=True)
        for _ in range(count)
    ]
    longer = cast.totals.count("open_plans_three_months") - (total - counts[0])
    on_the_edge = min(max(0, longer), counts[0])
    lengths[:on_the_edge] = [THREE_MONTHS] * on_the_edge
    return lengths


def _open_length(cast: Cast, band: Band) -> int:
    """A length of a plan that is open at 31 March and started on a working day."""
    days = cast.days
    lengths = range(band[0], band[1] + 1)
    return cast.random.choice([one for one in lengths if days.is_working(days.last - one)])


def ended_plans(cast: Cast, begun: int) -> list[EndedPlan]:
    """Every plan that ended in the year, of which ``begun`` began in it."""
    counts = cast.bands("plans_ended_by_length", cast.totals.count("plans_ended"))
    if not 0 <= begun <= sum(counts[:3]):
        raise cannot(message("made_up.durations_of_plans"))
    ours: list[Band] = []
    carried: list[Band] = []
    for count, band in zip(counts, LENGTHS, strict=True):
        here = min(count, begun)
        begun -= here
        ours += [band] * here
        carried += [band] * (count - here)
    brief = ours.count(LENGTHS[0])
    too_many = cast.totals.at_most("plans_ended_early", len(carried)) - len(carried)
    found = [_begun_in_year(cast, band) for band in ours[max(0, too_many) :]]
    kinds = _times_after(cast, len(carried), brief)
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


def _times_after(cast: Cast, carried: int, brief: int) -> Sequence[str]:
    """For each plan of before the year how long the child stays in need: those that ended by
    September in any order, then nothing for the others. Where there are not enough, for as many of
    the ``brief`` plans of the year, too.
    """
    early = cast.totals.at_most("plans_ended_early", carried)
    parts = cast.totals.parts("plans_ended_early_by_time_after", list(AFTER), early)
    after = [name for name, count in parts.items() for _ in range(count)]
    if early > carried + brief:
        raise cannot(message("made_up.plans_ended_early"))
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
