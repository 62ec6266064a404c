"""A year in, the year or the run of years that words make of it out: "before 2020", "2019-24"."""

from __future__ import annotations

import re
from dataclasses import replace
from re import Match

from cin_narrative.reading.quantities.finder import Dated, Finder
from cin_narrative.reading.quantities.numbers import ONES

TENTHS = {word: number for word, number in ONES.items() if number > 9}
LATER = {f"twenty {word}": 20 + number for word, number in ONES.items() if 0 < number < 10}
SPOKEN = {**LATER, "twenty": 20, **TENTHS}
MARCH, DECEMBER = 3, 12
TWELVE = re.compile(r"\b(?:years?|months)[ -](?:up )?(?:ending|ended|to)\b")
SAID = "|".join(one.replace(" ", "[ -]") for one in SPOKEN)  # the longest first


def from_one_to(one: Dated, two: Dated) -> Dated | None:
    """From one year to another; months that are named stay dates."""
    if one.form != "year" or two.form != "year" or two.first < one.first:
        return None
    if one.start[1] and two.end[1] and not (one.start[1] == 3 and two.end[1] == 3):
        return Dated("dates", one.first, two.first, one.start, two.end)
    return Dated("span", one.first, two.first)


def year_to(words: str, one: Dated) -> Dated:
    """ "The year to September 2023": the twelve months that end with it, which are no reporting
    year; with March, they are."""
    (year, month), whole = one.start, TWELVE.search(words)
    if not whole or month == MARCH:
        return one
    begins = (year - 1, month + 1) if month < DECEMBER else (year, 1)
    return Dated("dates", one.first - 1, one.first, begins, one.end)


def to_short(one: Dated, last: int) -> Dated | None:
    """ "2019-24": the last year by its last two figures."""
    return Dated("span", one.first, last) if one.form == "year" and last > one.first else None


def after(held: Dated) -> Dated | None:
    """ "After 2020": a run from that year as others are; the first that is wholly in it is kept."""
    made = replace(held, form="since", last=held.first + 1)
    return made if held.form == "year" else None


def before(held: Dated) -> Dated | None:
    """ "Before 2020": the year itself is no longer in it."""
    return Dated("until", held.first - 1, held.first - 1) if held.form == "year" else None


def ten_before(held: Dated) -> Dated:
    """The year that a decade to a year begins from."""
    return Dated("year", held.first - 10, held.first - 10)


def run_to(count: int, last: int) -> Dated | None:
    """ "The three years to March 2024": their number is stated."""
    return Dated("span", last - count + 1, last, stated=True) if count > 1 else None


def run_beside(year: int, count: int, later: bool) -> Dated:
    """ "In the three years before 2020": those years, the last of them the one before it."""
    return Dated("span", year + 1, year + count) if later else Dated("span", year - count, year - 1)


PANDEMIC = r"(?:the )?(?:covid(?:-19)?|pandemic|lockdown|coronavirus)(?: pandemic)?"
NUMBER = "|".join(word for word, number in ONES.items() if 1 < number <= 10)


def pandemic_years(finder: Finder) -> None:
    """ "In the two years before the pandemic": the last before it is the one to March 2020."""

    def made(match: Match[str]) -> Dated:
        count = int(match[1]) if match[1].isdigit() else ONES[match[1]]
        if match[2] in ("after", "following"):
            return Dated("covid", 2022, 2021 + count)
        return Dated("covid", 2021 - count, 2020)

    led = rf"\b(?:in |over |for |during |across )?(?:the )?({NUMBER}|[2-9]|10) (?:full )?years "
    finder.sub(rf"{led}(before|prior to|preceding|after|following) {PANDEMIC}\b", made)


def spoken(finder: Finder) -> None:
    """ "Twenty nineteen", "twenty eighteen nineteen", "two thousand and fifteen": years as people
    say them."""
    century = r"\b(?:twenty|two thousand(?: and)?)[ -]"
    finder.sub(rf"{century}({SAID})(?:,? |[-/])(?:{century})?({SAID})\b", _said)
    finder.sub(rf"{century}({SAID})()\b(?! ?(?:per|%))", _said)


def _said(match: Match[str]) -> Dated | None:
    first, second = (SPOKEN[one.replace("-", " ")] if one else 0 for one in match.groups())
    if not second:
        return Dated("year", 2000 + first, 2000 + first)
    ends = second == first + 1
    return Dated("year", 2000 + second, 2000 + second, stated=True) if ends else None
