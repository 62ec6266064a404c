"""English years: a normalised text -> the periods it names, with markers in their place.

Own rules, as general date parsers read "2023-24" as a day in November 2023. ``year`` is the year to 31 March.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from re import Match
from typing import Any

MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), start=1) for name in names.split()}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
FULL = r"(?:19|20)\d\d"
N = r"(?:\d{1,2}|" + "|".join(NUMBERS) + ")"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
TAKES_A_NUMBER = (
    "(?:over|under|above|below|than|least|most|top|bottom|first|last|section|sec|s|aged?|ages|exceeds?|of|within|inside|and|or|is|was|about|around|by|number|to|from)"
)
TABLE = Path(__file__).with_name("periods.toml")
MARK = r"\x02\d+\x03"


@dataclass(frozen=True, slots=True)
class Period:
    """One period as named. ``form``: year, span, since, until, except, last_n, ago, latest, before, after, all, first,
    covid, dates. ``first`` and ``last`` are reporting years (or n, or steps); ``months`` the months of a date."""

    form: str
    first: int = 0
    last: int = 0
    start: tuple[int, int] = (0, 0)  # (calendar year, month) of the first day where dates were given
    end: tuple[int, int] = (0, 0)
    calendar: bool = False
    stated: bool = False  # a financial or reporting year was named as such


def reporting_year(year: int, month: int) -> int:
    """The year to 31 March that a month falls in."""
    return year if month <= 3 else year + 1


class _Finder:
    """Replaces each period of a text by a marker and keeps what it means."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Period] = []

    def put(self, period: Period) -> str:
        self.found.append(period)
        return f"\x02{len(self.found) - 1}\x03"

    def sub(self, pattern: str, make: object) -> None:
        def replaced(match: Match[str]) -> str:
            period = make(match)  # type: ignore[operator]
            return match[0] if period is None else self.put(period)

        self.text = re.sub(pattern, replaced, self.text)

    def at(self, marker: str) -> Period:
        return self.found[int(re.findall(r"\d+", marker)[0])]


SEASONS = {"spring": "april", "summer": "july", "autumn": "october", "mid": "july", "early": "february", "late": "november",
           "start of": "january", "beginning of": "january"}  # a month within it


def _seasons(text: str) -> str:
    """ "spring 2023" as a month of it, whose nearest figure is held; winter runs over two years and stays unread."""
    text = re.sub(rf"\b(?:the )?({FULL})[ -]calendar[ -]year\b", r"calendar year \1", text)
    named = rf"\b({'|'.join(SEASONS)})(?: of| term|-)?,? ?({FULL})\b(?! ?[/-] ?\d)"
    return re.sub(named, lambda match: f"{SEASONS[match[1]]} {match[2]}", text)


def find_periods(text: str) -> tuple[str, list[Period]]:
    """The text with ``\\x02i\\x03`` where the i-th period stood, and the periods."""
    text = text.replace("christmas day", "25 december").replace("new years day", "1 january")
    finder = _Finder(_seasons(text))
    _dates(finder)
    _years(finder)
    _spans(finder)
    _relative(finder)
    if not finder.found:
        _bare_year(finder)
    return finder.text, finder.found


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 60 else 1900 + int(year)


def _dated(year: str, month: int) -> Period:
    calendar = _century(year)
    reporting = reporting_year(calendar, month)
    return Period("year", reporting, reporting, (calendar, month), (calendar, month), stated=month == 3)


def _dates(finder: _Finder) -> None:
    d, m, y = rf"(?:{DAY})(?: of)?", rf"({MONTH})", rf"({FULL}|'?\d\d)"

    def words(match: Match[str]) -> Period:
        return _dated(match[2].strip("'"), MONTHS[match[1]])

    def two_days(match: Match[str]) -> Period:
        first, second = MONTHS[match[1] or match[2]], MONTHS[match[2]]
        year = _century(match[3])
        return Period("dates", reporting_year(year, first), reporting_year(year, second), (year, first), (year, second))

    finder.sub(rf"(?:between |from )?(?:the )?\b{d} ?({MONTH})? ?(?:and|to|-) ?(?:the )?{d} {m},? ({FULL})(?: only)?", two_days)
    ends = r"(?:year[ -]?(?:ending|ended|to|end)(?: on| in)?|ye|y/e|end of|end|12 months (?:to|ending)|twelve months (?:to|ending))"
    lead = rf"\b(?:(?:at |as at |as of )?(?:the )?(?:financial )?{ends}? ?(?:the )?)?"
    month = rf"{MONTH}"
    finder.sub(rf"(?:between |from )?\b({month})(?: ?- ?| (?:to|and|till|until|through) )({month}),? ({FULL})", two_days)
    finder.sub(rf"\bwhen {m},? ({FULL}) ended", words)
    finder.sub(rf"{lead}\b{d} {m},? {y}\b", words)
    finder.sub(rf"{lead}\b{m},? {y}\b(?!\s?%)", words)

    def digits(match: Match[str]) -> Period | None:
        month = int(match[1])
        return _dated(match[2], month) if 1 <= month <= 12 else None

    finder.sub(rf"{lead}\b\d{{1,2}}[./-](\d{{1,2}})[./-]((?:19|20)?\d\d)\b", digits)
    finder.sub(rf"\b({FULL})-(\d\d)-\d\d\b", lambda match: _dated(match[1], int(match[2])) if 1 <= int(match[2]) <= 12 else None)


def _years(finder: _Finder) -> None:
    named = r"(?:fy|financial years?(?: ending| ended| to)?|reporting years?|years? ending(?: in)?|ye|year to|y/e)"
    fy = rf"(?:\b(?:in |for |during )?(?:the )?{named} ?)"

    def fiscal(match: Match[str]) -> Period | None:
        first, second = _century(match[1]), int(match[2][-2:])
        return Period("year", first + 1, first + 1, stated=True) if (first + 1) % 100 == second else None

    finder.sub(rf"{fy}?\b({FULL}) ?[/-] ?(\d{{4}}|\d\d)\b", fiscal)
    finder.sub(rf"{fy}?\b(\d\d) ?[/-] ?(\d\d)\b(?! ?(?:days|working|years?|year|month|%))", fiscal)
    finder.sub(rf"{fy}({FULL}|\d\d)\b", lambda match: Period("year", _century(match[1]), _century(match[1]), stated=True))
    finder.sub(rf"\bcalendar years? \(?({FULL})\b", lambda match: Period("year", int(match[1]), int(match[1]), calendar=True))
    finder.sub(rf"\b({FULL})\b(?! ?%)(?!,\d)", lambda match: Period("year", int(match[1]), int(match[1])))
    decade = r"\b(?:in |over |during |through |throughout )?(?:the )?((?:19|20)\d0)'?s\b"
    finder.sub(decade, lambda match: Period("span", int(match[1]), int(match[1]) + 9))
    finder.sub(r"(?<=\s)'(\d\d)\b", lambda match: Period("year", 2000 + int(match[1]), 2000 + int(match[1])))


def _spans(finder: _Finder) -> None:
    def span(match: Match[str]) -> Period | None:
        one, two = finder.at(match[1]), finder.at(match[2])
        if one.form != "year" or two.form != "year" or two.first < one.first:
            return None
        if one.start[1] and two.end[1] and not (one.start[1] == 3 and two.end[1] == 3):
            return Period("dates", one.first, two.first, one.start, two.end)
        return Period("span", one.first, two.first)

    mark = f"({MARK})"
    lead = r"(?:\b(?:between|from|for|over|covering|in) ?)?(?:the years? |years? )?"
    finder.sub(rf"{lead}{mark} ?(?:to|-|until|till|through|thru|up to|and up to) ?{mark}(?: inclusive)?", span)
    finder.sub(rf"\bbetween ?(?:the years? )?{mark} ?and ?{mark}", span)

    def one(form: str) -> object:
        def make(match: Match[str]) -> Period | None:
            held = finder.at(match[1])
            return replace(held, form=form) if held.form == "year" or (form, held.form) == ("except", "span") else None

        return make

    but = (
        r"(?:excluding|except for|except|not including|not counting|leaving out|but not|without|apart from"
        r"|aside from|other than|save for|bar|not)"
    )
    finder.sub(rf"\b(?:but |though )?{but} (?:in |for )?{mark}", one("except"))
    since, on = (
        r"(?:since|from|starting from|after|post|beginning from)",
        r"onwards|onward|to date|to now|to the present|to present|until now",
    )
    _leave_out_lists(finder)
    finder.sub(rf"\b{since} (?:about |around |the year )?{mark}(?: (?:on|{on}))?", one("since"))
    finder.sub(rf"{mark} ?(?:{on}|- ?present|- ?now|and later|and after)", one("since"))
    finder.sub(rf"\b(?:before|prior to|up to|until|till|pre|up until) {mark}", one("until"))


def _leave_out_lists(finder: _Finder) -> None:
    """ "excluding 2019, 2020 and 2021": every year of the list is left out, as the first is."""
    at = 0
    while at < len(finder.found):
        if finder.found[at].form == "except":
            follows = re.search(rf"\x02{at}\x03 ?(?:,? ?and|,? ?or|,) ?(\x02(\d+)\x03)", finder.text)
            if follows and finder.found[int(follows[2])].form in ("year", "span"):
                number = int(follows[2])
                finder.found[number] = replace(finder.found[number], form="except")
                finder.text = finder.text[: follows.start()] + f"\x02{at}\x03 \x02{number}\x03" + finder.text[follows.end() :]
                at = min(at, number) - 1
        at += 1


def _bare_year(finder: _Finder) -> None:
    """ "CIN rate Southampton 23": two figures at the end, after no word that takes a number, are a year."""
    def year(match: Match[str]) -> Period | None:
        number = 2000 + int(match[1])
        return None if re.search(rf"\b{TAKES_A_NUMBER}\s*$", match.string[: match.start()]) else Period("year", number, number)

    finder.sub(r"(?<=[a-z] )'?(1[3-9]|2\d)(?=\s*[?.!]*$)", year)


def _count(word: str) -> int:
    return 1 if word == "a" else NUMBERS.get(word) or int(word)


@cache
def _table() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["periods"]
    return [{**entry, "pattern": entry["pattern"].replace("{n}", N)} for entry in entries]


def _relative(finder: _Finder) -> None:
    for entry in _table():

        def made(match: Match[str], entry: dict[str, Any] = entry) -> Period:
            first = _count(match[1]) if entry.get("count") else entry.get("first", 0)
            return Period(entry["form"], first, entry.get("last", 0), stated=entry.get("stated", False))

        finder.sub(entry["pattern"], made)
