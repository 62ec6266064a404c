"""English years: a normalised text -> the periods it names, with markers in their place.

Own rules, as general date parsers read "2023-24" as a day in November 2023. ``year`` is the year to 31 March.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from re import Match

MONTHS = {name: number for number, names in enumerate(
    ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
     "september sept sep", "october oct", "november nov", "december dec"), start=1) for name in names.split()}  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1)}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
FULL = r"(?:19|20)\d\d"
N = r"(?:\d{1,2}|" + "|".join(NUMBERS) + ")"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
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


def find_periods(text: str) -> tuple[str, list[Period]]:
    """The text with ``\\x02i\\x03`` where the i-th period stood, and the periods."""
    finder = _Finder(text)
    _dates(finder)
    _years(finder)
    _spans(finder)
    _relative(finder)
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
    lead = r"\b(?:(?:at |as at |as of )?(?:the )?(?:financial )?(?:year[ -]?(?:ending|ended|to|end)(?: on| in)?|ye|y/e|end of|12 months to|twelve months to)? ?(?:the )?)?"
    finder.sub(rf"{lead}\b{d} {m},? {y}\b", words)
    finder.sub(rf"{lead}\b{m},? {y}\b(?!\s?%)", words)
    def digits(match: Match[str]) -> Period | None:
        month = int(match[1])
        return _dated(match[2], month) if 1 <= month <= 12 else None

    finder.sub(rf"{lead}\b\d{{1,2}}[./-](\d{{1,2}})[./-]((?:19|20)?\d\d)\b", digits)
    finder.sub(rf"\b({FULL})-(\d\d)-\d\d\b", lambda match: _dated(match[1], int(match[2])) if 1 <= int(match[2]) <= 12 else None)


def _years(finder: _Finder) -> None:
    fy = r"(?:\b(?:in |for |during )?(?:the )?(?:fy|financial years?(?: ending| ended| to)?|reporting years?|year(?:s)? ending(?: in)?|ye|year to|y/e) ?)"
    def fiscal(match: Match[str]) -> Period | None:
        first, second = _century(match[1]), int(match[2][-2:])
        return Period("year", first + 1, first + 1, stated=True) if (first + 1) % 100 == second else None

    finder.sub(rf"{fy}?\b({FULL}) ?[/-] ?(\d{{4}}|\d\d)\b", fiscal)
    finder.sub(rf"{fy}?\b(\d\d) ?[/-] ?(\d\d)\b(?! ?(?:days|working|years?|year|month|%))", fiscal)
    finder.sub(rf"{fy}({FULL}|\d\d)\b", lambda match: Period("year", _century(match[1]), _century(match[1]), stated=True))
    finder.sub(rf"\bcalendar years? \(?({FULL})\b", lambda match: Period("year", int(match[1]), int(match[1]), calendar=True))
    finder.sub(rf"\b({FULL})\b(?! ?%)(?!,\d)", lambda match: Period("year", int(match[1]), int(match[1])))
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
    finder.sub(rf"(?:\b(?:between|from|for|over|covering|in) ?)?(?:the years? |years? )?{mark} ?(?:to|-|until|till|through|thru|up to|and up to) ?{mark}(?: inclusive)?", span)
    finder.sub(rf"\bbetween ?(?:the years? )?{mark} ?and ?{mark}", span)
    def one(form: str) -> object:
        def make(match: Match[str]) -> Period | None:
            held = finder.at(match[1])
            return replace(held, form=form) if held.form == "year" else None
        return make

    finder.sub(rf"\b(?:but |though )?(?:excluding|except for|except|not including|not counting|leaving out|but not|without|apart from|not) (?:in |for )?{mark}", one("except"))
    finder.sub(rf"\b(?:since|from|starting in|starting from|starting|after|post|beginning in) (?:about |around |the year )?{mark}(?: on| onwards| onward| to date| to now| to the present| to present| until now)?", one("since"))
    finder.sub(rf"{mark} ?(?:onwards|onward|to date|to now|to the present|to present|until now|- ?present|- ?now|and later|and after)", one("since"))
    finder.sub(rf"\b(?:before|prior to|up to|until|till|pre|up until) {mark}", one("until"))


def _count(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _relative(finder: _Finder) -> None:
    adjective = r"(?:last|past|previous|latest|most recent|recent|preceding)"
    finder.sub(r"\b(?:before and after|pre and post|pre-? ?and post-?|before, during and after|before vs after|before versus after) (?:the )?(?:covid(?:-19)?|pandemic|lockdown|coronavirus)(?: pandemic| lockdowns?)?", lambda m: Period("covid", 2020, 2022))
    finder.sub(r"\b(?:pre|before) ?-?(?:the )?(?:covid(?:-19)?|pandemic|lockdown)(?: pandemic)?", lambda m: Period("covid", 2020, 2020))
    finder.sub(r"\b(?:since|post|after) ?-?(?:the )?(?:covid(?:-19)?|pandemic|lockdown)(?: pandemic)?", lambda m: Period("covid", 2022, 0))
    finder.sub(r"\b(?:during|in|over|through) (?:the )?(?:covid(?:-19)?|pandemic|lockdown)(?: pandemic| year)?", lambda m: Period("covid", 2021, 2021))
    finder.sub(rf"\b(?:in |over |for |during |across |within |of )?(?:each of |every one of )?(?:the |our )?(?:{adjective} )+({N}) (?:calendar |financial |reporting |full |available )?years?(?: available| for which (?:figures|data) are available)?", lambda m: Period("last_n", _count(m[1])))
    finder.sub(rf"\b(?:the )?({N})[ -]years? (?:trend|history|series|run|period)", lambda m: Period("last_n", _count(m[1])))
    finder.sub(r"\b(?:over |in |for )?(?:the )?(?:last|past) decade", lambda m: Period("last_n", 10))
    finder.sub(r"\b(?:over |in |for )?(?:the )?(?:last|past|recent) (?:few|couple of|several) years|\brecent years|\bin recent years", lambda m: Period("last_n", 5))
    finder.sub(rf"\b({N}|a) years? (?:ago|earlier|before that|previously)", lambda m: Period("ago", 1 if m[1] == "a" else _count(m[1])))
    finder.sub(r"\b(?:and )?(?:than |with |to |on |in |for )?(?:the )?(?:year before last)", lambda m: Period("ago", 1))
    finder.sub(r"\b(?:and )?(?:than |from |with |to |on |in |for )?(?:the )?(?:year before|previous year|prior year|preceding year|year earlier|year previous|one before|previous one)(?: that| this)?(?! \x02)", lambda m: Period("before", 1))
    finder.sub(r"\b(?:and )?(?:in |for )?(?:the )?(?:year after(?: that)?|following year|one after|subsequent year)", lambda m: Period("after", 1))
    finder.sub(r"\b(?:in |over |during |for |within )?(?:the )?(?:last|past|previous) (?:12|twelve) months", lambda m: Period("latest"))
    finder.sub(r"\bsince (?:last year|the year before|the previous year)|\bon (?:last year|the year)(?=\W|$)|\bthan last year|\bcompared (?:to|with) last year|\bvs last year|\bon year", lambda m: Period("before", 1, stated=True))
    finder.sub(r"\b(?:in |over |during |for |by )?(?:the |this )?(?:last|latest|past|current|most recent|this|newest) (?:available )?(?:financial |reporting |calendar |full )?year(?:'s)?(?: for which (?:figures|data|information) (?:are|is) (?:available|held))?(?: available)?", lambda m: Period("latest"))
    finder.sub(r"\b(?:at the moment|at present|at the current time|right now|as of today|these days|nowadays|today|currently|now|to date|so far|ytd|year to date|this month|last month|last week|this week|yesterday)\b", lambda m: Period("latest"))
    finder.sub(r"\b(?:earliest|first) (?:year|figure|available year|year held)(?: held| available)?", lambda m: Period("first"))
    finder.sub(r"\b(?:over time|over the years|of all time|on record|all years|every year(?: held| available)?|each year|for all years|since records began|all available years|year by year|whole series|full series|full history|across all years|of every year|for as long as you have|ever)\b", lambda m: Period("all"))
