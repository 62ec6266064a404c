"""How long something lasted: "over a year", "within 20 working days" -> one word for the published bands beyond or up to that limit.

DfE publishes durations in bands; only a limit where one band ends and the next begins can be answered, and it is the sum of whole bands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.questions.years import NUMBERS

WRITTEN = {**NUMBERS, "a": 1, "an": 1, "half a": 0, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fortyfive": 45,
           "forty five": 45, "forty-five": 45, "fifty": 50, "sixty": 60}  # fmt: skip
OVER, LEAST, UNDER, MOST = "over", "least", "under", "most"
SIGNS = {
    OVER: "(?:took |taking |lasting |lasted |ran |running |went )?(?:for )?(?:over|more than|longer than|greater than|above|beyond"
    "|exceeding|exceeded|exceeds|upwards of|in excess of)",
    LEAST: "at least|no less than|not less than|a minimum of",
    UNDER: "(?:in )?(?:under|less than|fewer than|shorter than|below)",
    MOST: "within|inside|up to|no more than|no longer than|not more than|at most|a maximum of",
}
TAILS = {OVER: "plus", LEAST: r"\+|or more|or longer|or over|or above|and over|and longer|and above|and more",
         MOST: "or less|or under|or fewer|or shorter"}  # fmt: skip
NUMBER = "(?:" + "|".join(sorted((re.escape(word) for word in WRITTEN), key=len, reverse=True)) + r"|\d{1,3})"
LIMIT = re.compile(
    r"(?<!last )(?<!past )(?<!previous )(?<!aged )\b"
    + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in SIGNS.items()) + ") "
    rf"(?P<n>{NUMBER})(?P<plus>\+)?[ -]?(?:calendar |working |full )?(?P<unit>days?|months?|years?|yrs?|mths?)\b"
    r"(?! (?:ago|earlier|before|previously|old|olds|of age))"
)  # fmt: skip
TAILED = re.compile(
    rf"\b(?:for )?(?P<n>{NUMBER})[ -]?(?:calendar |working |full )?(?P<unit>days?|months?|years?|yrs?|mths?)? ?"
    + "(?:" + "|".join(f"(?P<{name}>{words})" for name, words in TAILS.items()) + r")(?![a-z])"
    r"(?: (?:calendar |working |full )?(?P<after>days?|months?|years?|yrs?|mths?)\b)?(?! (?:old|olds|of age))"
    rf"(?! (?:{NUMBER})\b)"  # "under 3 months or over 2 years" has two limits
)  # fmt: skip
SHARED = re.compile(  # "more than 20 but fewer than 40 days": the unit is that of both
    rf"\b((?:{SIGNS[OVER]}|{SIGNS[LEAST]}) \d{{1,3}}) (but|and) (?=(?:{SIGNS[UNDER]}|{SIGNS[MOST]}) \d{{1,3}} "
    r"(?P<unit>(?:calendar |working )?(?:days|months|years))\b)"
)
BETWEEN = re.compile(r"\b(?:between |from )?(\d{1,2}) ?(?:and|to|-) ?(\d{1,2}) (?:working )?(days|months)\b")
LISTED = re.compile(  # "0-10, 11-15, 16-20 and 21+ days": the unit at the end is that of each
    r"(?:\b\d{1,2} ?(?:-|to) ?\d{1,2}(?:,? (?:and|or) |, ?| & ))+"
    r"(?=\d{1,2} ?(?:(?:-|to) ?\d{1,2}|\+|or more|plus|and over) ?(?:working |calendar )?(?P<unit>days|months)\b)"
)
PAIR = re.compile(r"(\d{1,2}) ?(?:-|to) ?(\d{1,2})")
ODD = "oddspan"  # a limit inside a band: nothing is published for it
TWO_YEARS, THREE_MONTHS, KEPT_DAYS, KEPT_MONTHS = 24, 3, (45, 15), (12,)


class Band(NamedTuple):
    """A published band: its indicator and category, and what it runs from (not included) and to, in days or months."""

    indicator: str
    category: str
    unit: str
    low: int
    high: int


ENDLESS = 9_999


@cache
def bands(catalogue: Catalogue) -> tuple[Band, ...]:
    """Every band of days or months in the catalogue."""
    found = []
    for indicator in catalogue:
        for category in () if indicator.is_cross_table or not indicator.ordered else indicator.categories:
            band = _band(indicator.id, category)
            if band is not None:
                found.append(band)
    return tuple(found)


def _band(indicator: str, category: str) -> Band | None:
    if category == "same_day":
        return Band(indicator, category, "days", -1, 0)
    if not re.search(r"days?|months?|years?", category):
        return None
    unit = "days" if "day" in category else "months"
    ends = [int(number) * (12 if "year" in (name or "") else 1) for number, name in re.findall(r"(\d+)_?(years?|months?|days?)?", category)]
    if "or_less" in category:
        return Band(indicator, category, unit, -1, ends[0])
    if "or_more" in category or len(ends) == 1:
        return Band(indicator, category, unit, ends[0] - (unit == "days"), ENDLESS)
    return Band(indicator, category, unit, ends[0] - (unit == "days"), ends[1])


def phrases(catalogue: Catalogue) -> Iterator[tuple[str, list[str]]]:
    """Each word for a limit with the categories ("indicator/category") that it stands for."""
    limits = sorted({(band.unit, edge) for band in bands(catalogue) for edge in (band.low, band.high) if 0 < edge < ENDLESS})
    for unit, edge in limits:
        ending = {band.indicator for band in bands(catalogue) if band.unit == unit and edge in (band.low, band.high)}
        for side in ("over", "upto"):
            kept = [b for b in bands(catalogue) if b.indicator in ending and (b.low >= edge if side == "over" else b.high <= edge)]
            word, names = _word(side, unit, edge), [f"{band.indicator}/{band.category}" for band in kept]
            yield word, names
            if word == _word("over", "months", THREE_MONTHS):
                yield "3 months or more", names


def with_limits(text: str) -> str:
    """``text`` with every limit of time in one word; what is a period, an age or has its own meaning stays as it is."""
    text = LISTED.sub(lambda match: PAIR.sub(rf"\1 to \2 {match['unit']}", match[0]), text)
    text = SHARED.sub(lambda match: f"{match[1]} {match['unit']} {match[2]} ", text)
    text = BETWEEN.sub(r"\1 to \2 \3", text)
    return LIMIT.sub(_replaced, TAILED.sub(_replaced, text))


def _replaced(match: re.Match[str]) -> str:
    groups = match.groupdict()
    sign = next(name for name in (OVER, LEAST, UNDER, MOST) if groups.get(name))
    unit, number = groups.get("unit") or groups.get("after"), groups["n"]
    if unit is None:
        return match[0]
    count = WRITTEN[number] if number in WRITTEN else int(number)
    if groups.get("plus") or (groups.get("unit") and groups.get("after")):
        return match[0]
    if unit.startswith("day"):
        return _days(match[0], sign, count)
    return _months(match[0], sign, count * 12 if unit.startswith("y") else count or 6)


def _days(given: str, sign: str, count: int) -> str:
    limit = count - 1 if sign in (LEAST, UNDER) and count not in (10, 15, 20, 30, 40, 45, 50, 60) else count
    above = sign in (OVER, LEAST)
    if limit in KEPT_DAYS:
        return f" {'more than' if above else 'within'} {limit} days "
    return f" {_word('over' if above else 'upto', 'days', limit)} " if limit in (10, 20, 30, 40, 50, 60) else f" {ODD} "


def _months(given: str, sign: str, months: int) -> str:
    above = sign in (OVER, LEAST)
    if months == THREE_MONTHS and sign == LEAST:
        return " 3 months or more "
    if months == TWO_YEARS and above:
        return " 2 years or more "
    if months in KEPT_MONTHS and sign == MOST:
        return given  # "within 12 months" of a previous referral
    if months == 3 and not above:
        return " 3 months or less "
    return f" {_word('over' if above else 'upto', 'months', months)} " if months in (3, 6, 12, 24) else given


def _word(side: str, unit: str, edge: int) -> str:
    return f"span{side}{unit}" + "".join("abcdefghij"[int(digit)] for digit in str(edge))
