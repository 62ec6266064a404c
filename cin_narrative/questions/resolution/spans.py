"""Spans of a reading in, what they mean here out: places, reporting years, numbers, multiples.

The words are resolved by the functions of ``reading/``; what is held and what the conversation was
about decides the rest ("the latest", "the year before").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.periods import FIRST_YEAR, LAST_YEAR, Kind
from cin_narrative.questions.queries import Place
from cin_narrative.reading.contract import Ask, Period
from cin_narrative.reading.places import codes_of
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.reading.quantities.numbers import number, says_share
from cin_narrative.reading.quantities.quantifiers import quantifier_in
from cin_narrative.reading.words.spelling import of_grammar

BARE = re.compile(r"\d")
ORDINAL = re.compile(
    r"\d*(?:1st|2nd|3rd|\dth)|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next"
)
OR = re.compile(r"\bor\b(?! not\b)")
METRIC = r"(?:number|rate|percentage|proportion|count|share)"
METRICS_APART = re.compile(rf"\b{METRIC} or (?:the )?{METRIC}\b")  # "the number or the rate"
MORE = {"more", "less", "faster", "slower", "further", "most", "least", "fastest"}
LOWEST, HIGHEST = {"bottom", "lower", "lowest", "trough"}, {"top", "upper", "highest", "peak"}
ASKING = {"how", "what", "which", "who", "where", "when", "why", "whose", "by"}
VERBS = {"is", "are", "was", "were", "am", "did", "do", "does", "has", "have", "had", "will"}
VERBS |= {"can", "could", "isn't", "aren't", "wasn't", "didn't"}
COUNTED = {"most", "fewest", "least", "more", "fewer"}
LAST_OF_ITS_OWN = {"its", "their", "final"}  # of an area that is gone, not of today
TEN_MONTHS = 10  # from so many months a stretch of dates is taken for the years it is in


@dataclass(slots=True)
class When:
    """Reporting years, rising; ``near`` names why they are not just the period that was meant."""

    years: list[int] = field(default_factory=list)
    is_run: bool = False
    single: list[int] = field(default_factory=list)  # named each by itself, not as a run
    runs: list[tuple[int, int]] = field(default_factory=list)
    until: int = 0  # where the years are steps back: the year that they are counted from
    near: str = ""
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Around:
    """What a relative period is counted from: the years held of what is asked, the year that the
    conversation was about (else the latest), and whether it is counted on a day or over a year;
    ``is_change``: a change over five years is from the first of them, or from the year before:
    both are given."""

    held: Sequence[int]
    anchor: int
    latest: int
    kind: Kind
    is_change: bool = False
    now: int = 0  # the latest of England, where the place itself is gone


def place_named(words: str, areas: Areas) -> Place | None:
    """The place that the words of a span name; None where they name none."""
    plain = " ".join(words.replace("’", "'").split()).removesuffix("'s").removesuffix("'")
    codes = areas.named(plain) or areas.named(plain.removeprefix("the ")) or codes_of(words)
    return Place(tuple(codes)) if codes else None


def years_of(periods: Sequence[Period], around: Around) -> When:
    """The years of all the periods of an ask."""
    when = When()
    own = [_first_year(one) for one in periods]
    named = [year for year in own if year]
    anchor = named[0] if len(named) == 1 else around.anchor
    for one in periods:
        meaning = meaning_of(one.words) if one.words and named else None
        if meaning is not None and meaning.form in ("since", "until"):
            when.years.append(meaning.first)  # "in 2019, and how did it change by 2024"
        else:
            _add(when, one, replace(around, anchor=anchor))
    when.years = sorted({year for year in when.years if FIRST_YEAR - 30 <= year <= LAST_YEAR + 60})
    return when


def meaning_of(words: str) -> Dated | None:
    """What the words mean; a year's last two figures stand for the year where a text is about
    it."""
    return period(words) or (period(f"year {words}") if words.strip(" '").isdecimal() else None)


def _first_year(one: Period) -> int:
    meaning = meaning_of(one.words) if one.words else None
    return meaning.first if meaning is not None and meaning.form == "year" else 0


def _add(when: When, one: Period, around: Around) -> None:
    if one.words or one.start or one.end:
        _worded(when, one, around)
    elif one.default == "all":
        when.years += around.held or [around.latest]
        when.is_run = True
    else:
        when.years.append(around.latest - (one.default == "previous"))


def _worded(when: When, one: Period, around: Around) -> None:
    meaning = meaning_of(one.words) if one.words else None
    if meaning is not None:
        own = LAST_OF_ITS_OWN & set((one.words or "").lower().split())
        _dated(when, meaning, replace(around, now=0) if own else around)
        return
    ends = [meaning_of(words) for words in (one.start, one.end) if words]
    if not ends or any(end is None for end in ends):
        when.unread.append(one.words or one.start or one.end or "")
        return
    years = [year for end in ends if end is not None for year in _years_in(end, around)]
    first = min(years, default=around.latest)
    last = max(years, default=around.latest) if one.end else around.latest
    when.years += range(first if one.start else _begin(around), last + 1)
    when.is_run = True


def _years_in(meaning: Dated, around: Around) -> list[int]:
    """The years of one end of a stretch: of "since 2015" that year, and none behind it."""
    if meaning.form in ("since", "until"):
        later = meaning.form == "since" and meaning.last > meaning.first  # "after 2015"
        return [meaning.first + (later and not around.is_change)]
    inner = When()
    _dated(inner, meaning, around)
    return inner.years


def _begin(around: Around) -> int:
    return around.held[0] if around.held else around.latest


def _dated(when: When, meaning: Dated, around: Around) -> None:
    """The years of one period; each form says how."""
    first, last, latest, anchor = meaning.first, meaning.last, around.latest, around.anchor
    recent, begins = anchor if last else latest, first + (last > first and not around.is_change)
    runs = {
        "span": (first, last),
        "since": (begins, max(latest, begins)),  # "after 2021" begins a year later
        "until": (min(_begin(around), first), first),
        "last_n": (recent - first + 1, recent),
        "years_before": (anchor - first, anchor - 1),
        "covid": (min(first, latest), last or latest),
        "all": (_begin(around), around.held[-1] if around.held else latest),
    }
    single = {
        "ago": anchor - first,
        "before": anchor - max(first, 1),
        "after": anchor + max(first, 1),
        "latest": around.now or latest,
        "first": _begin(around),
    }
    if meaning.form in runs:
        begin, end = runs[meaning.form]
        when.years += range(begin, (end := min(end, begin + 60)) + 1)
        when.runs.append((begin, end))
        _near_run(when, meaning, end > begin, around.kind)
        if meaning.counts_years and around.is_change and begin - 1 in around.held:
            when.runs.append((begin - 1, end))
    elif meaning.form == "year":
        when.single.append(_one(when, meaning, around.kind))
        when.years.append(when.single[-1])
    elif meaning.form == "dates":
        _between_dates(when, meaning, around.kind)
    elif meaning.form == "change_n":
        when.years += (latest - first, latest)
    else:
        when.years.append(single.get(meaning.form, latest))
        when.until = around.anchor if meaning.form in ("ago", "before") else when.until
        counted = around.kind is Kind.STOCK and meaning.end[1] == 3  # on that very day
        when.near = when.near or ("part" if meaning.form == "recent" and not counted else "")


def _near_run(when: When, meaning: Dated, is_run: bool, kind: Kind) -> None:
    """What is to be said of a run: "since January" begins within a year, "since the end of 2022" is
    of a calendar year."""
    inside = meaning.form in ("since", "until") and meaning.start[1] not in (0, 3, 4)
    part = "part" if inside and kind is Kind.FLOW else ""
    when.near = when.near or ("calendar_year" if meaning.calendar else part)
    when.is_run |= is_run
    when.notes += ["covid"] if meaning.form == "covid" else []


def _one(when: When, meaning: Dated, kind: Kind) -> int:
    """One year; of another day than 31 March, the 31 March that is nearest to it."""
    year, month = meaning.start
    if meaning.calendar:
        when.near = "calendar_year"
    if month and month != 3:
        when.near = "day" if kind is Kind.STOCK else "part"
        if kind is Kind.STOCK:
            return year if month <= 9 else year + 1
    return meaning.first


def _between_dates(when: When, meaning: Dated, kind: Kind) -> None:
    months = (meaning.end[0] - meaning.start[0]) * 12 + meaning.end[1] - meaning.start[1] + 1
    if months < TEN_MONTHS:
        when.years.append(meaning.last)
        when.near = "part" if kind is Kind.FLOW else "day"
        return
    when.years += range(meaning.first, meaning.last + 1)
    when.is_run = when.is_run or meaning.last > meaning.first
    if not (meaning.start[1] == 4 and meaning.end[1] == 3):
        when.near = "calendar_year"


def number_in(words: str | None) -> Decimal | None:
    """The one number that the words of a span say."""
    return number(words) if words else None


def stands_bare(words: str | None) -> bool:
    """Whether a number stands in figures, and is said to be of no hundred: "more than 500"."""
    return bool(BARE.search(words or "")) and not is_share(words)


def is_share(words: str | None) -> bool:
    """Whether the number that the words say is of a hundred."""
    return says_share(words) if words else False


def counts_said(words: str | None) -> bool:
    """Whether the words of an end ("most", "fewest") are of a number, not of a rate or a share, as
    what is most common."""
    said = set((words or "").lower().split())
    return bool(COUNTED & said) and "common" not in said


def is_yes_or_no(words: str | None) -> bool:
    """Whether an ask's words ask for a yes or no: a verb stands first, before any word that
    asks."""
    said = (words or "").lower().replace("’", "'").split()[:5]
    known = (of_grammar(word) or word for word in said)  # "wich month did"
    first = next((word for word in known if word in ASKING or word in VERBS), "")
    return first in VERBS


def is_either_or(ask: Ask) -> bool:
    """Whether one of two things is asked for: "boys or girls", "did more start or end": no yes or
    no answers that."""
    words = (ask.words or "").lower()
    if METRICS_APART.search(words) and MORE & set(words.split()):
        return True
    for one in ask.measures:
        if len(one.categories) > 1 and " or " in (one.words or "").lower():
            return True
    named = [one.words.lower() for one in (*ask.measures, *ask.areas, *ask.periods) if one.words]
    places = sorted((words.find(one), len(one)) for one in named if one in words)
    return any(OR.search(words[at + size : after]) for (at, size), (after, _) in pairwise(places))


def names_place(words: str | None) -> bool:
    """Whether the words of an end name one place: "the second highest", "the 3rd lowest"."""
    said = (words or "").lower().replace("-", " ").split()
    return any(ORDINAL.fullmatch(word) for word in said)


def names_worth(words: str | None) -> bool:
    """Whether the words of an end say which end is good: "the worst"."""
    return bool({"best", "worst"} & set((words or "").lower().split()))


def which_years(words: str | None) -> str:
    """Which of all years some words ask of: the last, or those that are so."""
    said = set((words or "").lower().split())
    if said & {"many", "often", "which", "what"}:
        return "those"
    return "last" if "last" in said and quantifier_in(words) is None else ""


def end_named(words: str | None) -> bool | None:
    """Whether the words name the lowest end (True) or the highest; None where they name neither."""
    said = set((words or "").lower().split())
    return True if said & LOWEST else False if said & HIGHEST else None
