"""A folded text in, the periods it names out: each with its place and what it means.

Own rules, as general date parsers read "2023-24" as a day in November 2023. A year ends on 31
March. ``period(words)`` says what a span means; what is relative is in ``relative_periods.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from re import Match
from typing import Any

from cin_narrative.reading.quantities.finder import MARK, Dated, Finder, Form, Found
from cin_narrative.reading.quantities.numbers import ONES
from cin_narrative.reading.quantities.year_runs import (
    after,
    before,
    from_one_to,
    pandemic_years,
    run_beside,
    run_to,
    spoken,
    ten_before,
    to_short,
    year_to,
)
from cin_narrative.reading.words.tokens import fold

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in (*names.split(), *(f"{short}." for short in names.split()[1:]))  # "31 Mar. 2023"
}
SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "mid": 7, "early": 2, "late": 11}
NUMBERS = {word: number for word, number in ONES.items() if 0 < number <= 12}
MONTH = "(?:" + "|".join(map(re.escape, sorted(MONTHS, key=len, reverse=True))) + ")"
FULL = r"(?:19|20)\d\d"
N = r"(?:\d{1,2}|" + "|".join(NUMBERS) + ")"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
TAKES_A_NUMBER = (
    "(?:over|under|above|below|than|least|most|top|bottom|first|last|section|sec|s|aged?|ages|of"
    "|exceeds?|within|inside|and|or|is|was|about|around|by|number|to|from|between)"
)
TABLE = Path(__file__).with_name("relative_periods.toml")


def reporting_year(year: int, month: int) -> int:
    """The year to 31 March that a month falls in."""
    return year if month <= 3 else year + 1


@lru_cache(maxsize=512)
def period(words: str) -> Dated | None:
    """What the words of one span mean as a period; None where they name none, or more than one."""
    # "the ten-year | change" is a period too
    for following in ("", "trend", "change", "average", "figures"):
        _, found = find_periods(f"x {fold(words)} {following} ")
        if len(found) == 1:
            return found[0].meaning
    return None


def find_periods(folded: str) -> tuple[str, list[Found]]:
    """The text with a marker of the same length where each period stood, and the periods."""
    finder = Finder(folded)
    for rules in (spoken, _runs, _dates, _years, _spans, pandemic_years, _relative):
        rules(finder)
    if not any(finder.standing()):
        _bare_year(finder)
    return finder.text, finder.standing()


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 60 else 1900 + int(year)


def _month(year: str, month: int) -> Dated:
    calendar = _century(year)
    reporting, day = reporting_year(calendar, month), (calendar, month)
    return Dated("year", reporting, reporting, day, day, stated=month == 3)


def _between_months(first: int, last: int, year: str) -> Dated:
    calendar = _century(year)
    begins = (calendar if first <= last else calendar - 1, first)
    ends = (calendar, last)
    return Dated("dates", reporting_year(*begins), reporting_year(*ends), begins, ends)


CLOSE = "(?:(?:very )?end|close|(?:very )?last day|final day)"
ENDS = (
    rf"(?:years?[ -]?(?:ending|ended|to|end)(?: on| in)?(?: the)?(?: end of)?|ye|y/e|{CLOSE} of|end"
    r"|(?:12|twelve) months (?:up to|to|ending))"
)
LEAD = rf"\b(?:(?:in |at |as at |as of |for |on |by )?(?:the )?(?:financial )?{ENDS}? ?(?:the )?)?"


def _runs(finder: Finder) -> None:
    finder.sub(
        rf"\b(?:for |over |in |during |across )?(?:each of )?(?:the )?(?:last |past )?({N}) years "
        rf"(?:up )?(?:to|ending|ended)(?: the)? (?:end of )?(?:(?:{DAY} )?march )?({FULL})\b",
        lambda m: run_to(_count(m[1]), int(m[2])),
    )


def _dates(finder: Finder) -> None:
    day, month, year = rf"(?:{DAY})(?: of)?", rf"({MONTH})", rf"({FULL}|'?\d\d(?!\d))"
    finder.sub(
        rf"(?:between |from )?(?:the )?\b{day} ?({MONTH})? ?(?:and|to|-) ?(?:the )?{day} {month},?"
        rf" ({FULL})(?: only)?",
        lambda m: _between_months(MONTHS[m[1] or m[2]], MONTHS[m[2]], m[3]),
    )
    finder.sub(
        rf"(?:between |from )?\b({MONTH})(?: ?- ?| (?:to|and|till|until|through) )({MONTH}),?"
        rf" ({FULL})",
        lambda m: _between_months(MONTHS[m[1]], MONTHS[m[2]], m[3]),
    )
    dated = lambda m: year_to(m[0], _month(m[2].strip("'"), MONTHS[m[1]]))  # noqa: E731
    finder.sub(rf"\b(?:on )?christmas day,? ({FULL})", lambda m: _month(m[1], 12))
    finder.sub(rf"{LEAD}\b{day} {month},? {year}\b", dated)
    finder.sub(rf"{LEAD}\b{month},? {year}\b(?!\s?%)(?! ?[/-] ?\d)", dated)
    finder.sub(
        rf"\b(?:in |of )?({'|'.join(SEASONS)})(?: of|-)?,? ?({FULL})\b(?! ?[/-] ?\d)",
        lambda m: _month(m[2], SEASONS[m[1]]),
    )

    last, gone = r"(?:last|this past|past|this)", r"(?:just gone|just past|gone)"
    finder.sub(
        rf"{LEAD}(?:{DAY} )?(?:{last} mar(?:ch)?|mar(?:ch)? {gone})\b",
        lambda m: Dated("recent", end=(0, 3)),
    )
    finder.sub(rf"\b(?:as of |in |at |since )?(?:last|this) {MONTH}\b", lambda m: Dated("recent"))

    def digits(match: Match[str]) -> Dated | None:
        return _month(match[2], int(match[1])) if 1 <= int(match[1]) <= 12 else None

    finder.sub(rf"{LEAD}\b\d{{1,2}}[./-](\d{{1,2}})[./-]((?:19|20)?\d\d)\b", digits)
    finder.sub(
        rf"{LEAD}\b({FULL})-(\d\d)-\d\d\b",
        lambda m: _month(m[1], int(m[2])) if 1 <= int(m[2]) <= 12 else None,
    )


def _years(finder: Finder) -> None:
    named = (
        r"(?:[fra]y|financial years?(?: ending| ended| to)?|reporting years?|years? ending(?: in)?"
        r"|the years?|year ended|ye|year to|y/e)"
    )
    fy = rf"(?:\b(?:in |for |during )?(?:the )?{named} ?)"

    def fiscal(match: Match[str]) -> Dated | None:
        last, said = _century(match[1]) + 1, int(match[2][-2:])
        return Dated("year", last, last, stated=True) if last % 100 == said else None

    def stated(match: Match[str]) -> Dated:
        return Dated("year", _century(match[1]), _century(match[1]), stated=True)

    def plain(year: str) -> Dated:
        return Dated("year", int(year), int(year))

    ends = rf"(?:\b(?:at |by |as at |as of |on )?(?:the )?{CLOSE} of (?:the )?|\b(?:at|by) end )?"
    run = rf"(?<!\bfrom )(?<!\bbetween )\b({FULL}) ?to ?(\d{{4}}|\d\d)\b(?![/-]\d|[.,]\d)"
    finder.sub(rf"{ends}{fy}?(?<!\d/)\b({FULL}) ?[/-] ?(\d{{4}}|\d\d)\b(?![/-]\d)", fiscal)
    finder.sub(rf"{ends}{fy}?{run}", fiscal)
    bands = r"(?! ?(?:days|working|years?|month|%|wd))"
    finder.sub(rf"{ends}{fy}?\b(\d\d) ?[/-] ?(\d\d)\b{bands}", fiscal)
    finder.sub(rf"{ends}{fy}({FULL}|\d\d)\b", stated)
    finder.sub(r"(?<=[a-z] )(1\d|2\d)(\d\d)\b(?=\s*[a-z?.!,]|\s*$)", fiscal)
    finder.sub(
        rf"\b(?:the )?({FULL})[ -]calendar[ -]year\b|\bcalendar years? \(?({FULL})\b",
        lambda m: replace(plain(m[1] or m[2]), calendar=True),
    )
    full = rf"({ends})(?<![\d£])\b({FULL})\b(?!%)(?!,\d)(?!\.\d)"  # "at the end of 2022"
    finder.sub(full, lambda m: replace(plain(m[2]), calendar=bool(m[1])))
    finder.sub(
        r"\b(?:in |over |during |through |throughout )?(?:the )?((?:19|20)\d0)'?s\b",
        lambda m: Dated("span", int(m[1]), int(m[1]) + 9),
    )
    finder.sub(r"(?<=\s)'(\d\d)\b", stated)


MARKED = f"({MARK})"
RUN = r"(?:\b(?:between|from|for|over|covering|in|across) ?)?(?:the years? |years |the )?"
ON = r"onwards?|to date|to now|to the present|to present|until now"
SINCE = r"(?:since|from|starting from|after|post|beginning from|(?:going |dating )?back to)"


def _stepped(held: Dated, count: str | None, way: str, led: str) -> Dated | None:
    """ "The year before 2019", "two years after 2015"; "in the two years before 2019" is a run."""
    steps = _count(count or "a")
    if steps > 1 and led.endswith("the ") and held.form == "year":
        return run_beside(held.first, steps, way in ("after", "following"))
    year = held.first + (steps if way in ("after", "following") else -steps)
    return Dated("year", year, year) if held.form == "year" else None


def _spans(finder: Finder) -> None:
    def as_form(form: Form) -> Callable[[Match[str]], Dated | None]:
        def made(match: Match[str]) -> Dated | None:
            held = finder.at(match[1])
            return replace(held, form=form) if held.form == "year" else None

        return made

    span = lambda m: from_one_to(finder.at(m[1]), finder.at(m[2]))  # noqa: E731

    finder.sub(
        rf"(?<!\beach )(?<!\bevery )(?<!\ball )(?<!\bany )(?<!\bno )(?<!\bother )"
        rf"\b((?:in |for |over |during )?(?:the |a )?)"
        rf"(?:({N}) (?:financial )?years?|(?:financial )?year) "
        rf"(before|prior to|preceding|after|following) {MARKED}",
        lambda m: _stepped(finder.at(m[4]), m[2], m[3], m[1]),
    )
    finder.sub(
        rf"{RUN}{MARKED} ?(?:right |all the way )?"
        rf"(?:to|-|until|till|through to|through|thru|up to|and up to)"
        rf" ?(?:the )?{MARKED}(?: inclusive)?",
        span,
    )
    finder.sub(rf"\bbetween ?(?:the years? )?{MARKED} ?and ?{MARKED}", span)
    short = rf"{RUN}{MARKED} ?(?:-|/|to) ?'?(\d\d)\b(?![\d%]|[.,]\d)"
    finder.sub(short, lambda m: to_short(finder.at(m[1]), 2000 + int(m[2])))
    finder.sub(
        rf"\bafter (?:the year )?{MARKED}(?: (?:{ON}|on\b))?",
        lambda m: after(finder.at(m[1])),
    )
    since = rf"\b{SINCE} (?:about |around |the year )?{MARKED}(?: (?:{ON}|on\b))?"
    finder.sub(since, as_form("since"))
    finder.sub(rf"{MARKED} ?(?:{ON}|- ?present|- ?now|and later|and after)", as_form("since"))
    finder.sub(
        rf"\b(?:over |in |during |for )?(?:the |a )?decade (?:to|up to|until|ending) ?{MARKED}",
        lambda m: from_one_to(ten_before(finder.at(m[1])), finder.at(m[1])),
    )
    ended = rf"\b(?:before|prior to|pre|earlier than)[ -]{MARKED}"
    finder.sub(ended, lambda m: before(finder.at(m[1])))
    finder.sub(rf"\b(?:up to(?: and including)?|until|till|up until|by) {MARKED}", as_form("until"))


def _bare_year(finder: Finder) -> None:
    """ "CIN rate Southampton 23": two figures at the end, after no word that takes a number."""

    def year(match: Match[str]) -> Dated | None:
        taken = re.search(rf"\b{TAKES_A_NUMBER}\s*$", match.string[: match.start()])
        return None if taken else Dated("year", 2000 + int(match[1]), 2000 + int(match[1]))

    finder.sub(r"(?<=[a-z] )'?(1[3-9]|2\d)(?=\s*[?.!]*\s*$)", year)


@cache
def _table() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["periods"]
    return [{**entry, "pattern": _written(entry["pattern"])} for entry in entries]


def _written(pattern: str) -> str:
    """A pattern with the short forms of its words."""
    short = pattern.replace("year", "(?:year|yr)").replace("before", "(?:before|b4)")
    return short.replace("{n}", N)


def _relative(finder: Finder) -> None:
    for entry in _table():

        def made(match: Match[str], entry: dict[str, Any] = entry) -> Dated | None:
            said, barred = match.string[: match.start()], entry.get("unless")
            after = entry.get("after")  # "the highest for two years"; "on plans for two years" not
            if (barred and re.search(barred, said)) or (after and not re.search(after, said)):
                return None  # "had been in need over two years" is how long
            count = next(filter(None, match.groups())) if entry.get("count") else None
            first = _count(count) if count else entry.get("first", 0)
            return Dated(
                entry["form"], first, entry.get("last", 0), stated=entry.get("stated", False)
            )

        finder.sub(entry["pattern"], made)


def _count(word: str) -> int:
    return 1 if word in ("a", "the") else NUMBERS.get(word) or int(word)
