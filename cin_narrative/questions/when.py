"""When: the periods of one part -> reporting years, in the light of what is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cin_narrative.catalogue.periods import Kind as PeriodKind
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.query import Query
from cin_narrative.questions.years import Period

NAMED = ("year", "span", "since", "until", "last_n", "dates")


@dataclass(slots=True)
class When:
    """The reporting years asked for, in order; ``series`` where a run of years was named; ``before`` the steps back."""

    years: list[int] = field(default_factory=list)
    series: bool = False
    step: int = 0
    own: bool = True
    partial: bool = False
    month: int = 0
    too_early: bool = False
    future: bool = False
    notes: list[str] = field(default_factory=list)


def find_years(part: Part, context: Query | None, held: Sequence[int], kind: PeriodKind, whole_span: tuple[int, int]) -> When:
    """The years; those of the conversation, then the latest held, where the part names none.

    ``held`` are the years held of what is asked; ``whole_span`` the first and last year of the store.
    """
    when = When()
    periods = [mention.period for mention in part.mentions if mention.period is not None]
    latest = held[-1] if held else whole_span[1]
    anchor = context.years[-1] if context is not None and context.years else latest
    if any(period.form in NAMED for period in periods):  # "each year since 2018": the years since 2018, as a run
        when.series = any(period.form == "all" for period in periods)
        periods = [period for period in periods if period.form != "all"]
    named = [period for period in periods if period.form == "year" and not period.calendar]
    if named:  # "the year covid hit (2020-21)", "pre-pandemic (2019)": the year is named
        periods = [period for period in periods if period.form != "covid" or period.first != period.last]
    if len(named) == 1:  # "2023, and the year before": before the year named here
        anchor = _one(When(), named[0], kind)
    for period in periods:
        _add(when, period, list(held), anchor, kind, latest)
    excluded = {year for period in periods if period.form == "except" for year in range(period.first, period.last + 1)}
    when.years = sorted({year for year in when.years if year not in excluded})
    if not periods:
        when.own = False
        when.years = list(context.years) if context is not None and context.years else [latest]
        if not (context is not None and context.years):
            when.notes.append("latest_year")
    elif not when.years and not when.step:
        when.years = [latest]
    when.future = any(year > whole_span[1] for year in when.years) if whole_span[1] else False
    return when


def _add(when: When, period: Period, held: list[int], anchor: int, kind: PeriodKind, latest: int) -> None:
    first = held[0] if held else latest
    form = period.form
    if form == "year":
        when.years.append(_one(when, period, kind))
    elif form == "span":
        when.years += range(period.first, period.last + 1)
        when.series = when.series or period.last > period.first
    elif form == "dates":
        _between_dates(when, period, kind)
    elif form == "since":
        when.years += range(period.first, max(latest, period.first) + 1)
        when.series = True
    elif form == "until":
        when.years += range(min(first, period.first), period.first + 1)
        when.series = True
    elif form == "last_n":
        when.years += range(latest - period.first + 1, latest + 1)
        when.series = period.first > 1
    elif form == "change_n":
        when.years += (latest - period.first, latest)
    elif form == "ago":
        when.years.append(anchor - period.first if anchor != latest else latest - period.first)
    elif form in ("latest", "first"):
        when.years.append(latest if form == "latest" else first)
    elif form == "all":
        when.years += held or [latest]
        when.series = True
    else:
        _add_near(when, period, anchor, kind, latest)


def _add_near(when: When, period: Period, anchor: int, kind: PeriodKind, latest: int) -> None:
    """The forms that are known by what is near them: the year before, the pandemic, a part of this year."""
    if period.form == "recent":  # the latest year held is the nearest
        when.years.append(latest)
        when.partial = kind is PeriodKind.FLOW
        when.notes.append("month")
    elif period.form == "before" and period.stated:
        when.step = 1
    elif period.form in ("before", "after"):
        when.years.append(anchor - period.first if period.form == "before" else anchor + period.first)
    elif period.form == "covid":
        when.years += range(min(period.first, latest), (period.last or latest) + 1)
        when.series = period.last != period.first
        when.notes.append("covid")


def _one(when: When, period: Period, kind: PeriodKind) -> int:
    if period.calendar:
        when.notes.append("calendar_year")
    year, month = period.start
    if month and month != 3:
        when.notes.append("month")
        if kind is PeriodKind.STOCK:
            return year if month <= 9 else year + 1
        when.partial, when.month = True, month
    return period.first


def _between_dates(when: When, period: Period, kind: PeriodKind) -> None:
    months = (period.end[0] - period.start[0]) * 12 + period.end[1] - period.start[1] + 1
    when.years += range(period.first, period.last + 1)
    if months < 10:
        when.partial = kind is PeriodKind.FLOW
        when.years = [period.last]
        when.notes.append("month")
    elif not (period.start[1] == 4 and period.end[1] == 3):
        when.notes.append("calendar_year")
    elif period.last > period.first:
        when.series = True
