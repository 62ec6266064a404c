"""Tokens in, the lengths of time they name out: "over two years", "within 45 working days".

A length is a stretch with a lower and an upper limit, in days or in months, so that the words of a
question, of a synonym and of a published band are compared as what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cin_narrative.reading.quantities import whole
from cin_narrative.reading.words.tokens import Token, fold, tokens_of

ENDLESS = 9_999
UNITS = {
    "day": ("d", 1),
    "week": ("d", 7),
    "month": ("m", 1),
    "mth": ("m", 1),
    "year": ("m", 12),
    "yr": ("m", 12),
    "yrs": ("m", 12),
    "mths": ("m", 1),
    "wks": ("d", 7),
    "wd": ("d", 1),
}
BEFORE = {
    "over": "gt",
    "more than": "gt",
    "longer than": "gt",
    "greater than": "gt",
    "above": "gt",
    "beyond": "gt",
    "exceeding": "gt",
    "exceeded": "gt",
    "outside": "gt",
    "outside the": "gt",
    "upwards of": "ge",
    "in excess of": "gt",
    "at least": "ge",
    "no less than": "ge",
    "not less than": "ge",
    "a minimum of": "ge",
    "under": "lt",
    "less than": "lt",
    "fewer than": "lt",
    "shorter than": "lt",
    "below": "lt",
    "within": "le",
    "inside": "le",
    "inside the": "le",
    "within the": "le",
    "in": "le",
    "up to": "le",
    "no more than": "le",
    "no longer than": "le",
    "not more than": "le",
    "at most": "le",
    "a maximum of": "le",
    "past": "gt",
    "after": "gt",
}
AFTER = {
    "or more": "ge",
    "or longer": "ge",
    "or over": "ge",
    "or above": "ge",
    "and over": "ge",
    "and longer": "ge",
    "and above": "ge",
    "and more": "ge",
    "plus": "ge",
    "+": "ge",
    "or less": "le",
    "or under": "le",
    "or fewer": "le",
    "or shorter": "le",
    "and under": "le",
    "mark": "at",
    "limit": "le",
    "target": "le",
    "timescale": "le",
    "deadline": "le",
}
JOINED = ("the", "a", "number", "numbers", "how", "rate", "percentage")  # "plus the number of"
FILLERS = {"working", "calendar", "full", "whole", "clear"}


@dataclass(frozen=True, slots=True)
class Lasting:
    """From ``low`` (not included, unless ``closed``) to ``high`` (included); "d" days, "m" months.
    A bare length ("45 days") has its number as both."""

    unit: str
    low: int
    high: int
    closed: bool = False

    @property
    def term(self) -> str:
        """The length as a term of a phrase: equal for equal lengths, however worded."""
        return f"{self.unit}:{self.low}-{self.high}{'c' * self.closed}"


@dataclass(frozen=True, slots=True)
class Found:
    """A length and the tokens it takes."""

    meaning: Lasting
    start: int
    end: int


def durations(tokens: Sequence[Token]) -> list[Found]:
    """Every length named, from left to right."""
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        here = (_as_before(tokens, at, found[-1]) if found else None) or _at(tokens, at)
        if here:
            found.append(here)
        at = here.end if here else at + 1
    return found


CUTS = tuple(" ".join(("but", *words)) for words in (("no", "more", "than"), ("less", "than")))


def edges(label: str) -> Lasting | None:
    """The length that the label of a published band means; None where it is no length."""
    text = fold(label).replace("the same day", "0 to 0 days")
    if text.startswith(("aged", "boys", "girls", "young")):
        return None
    for cut in CUTS:
        if cut in text:
            parts = (durations(tokens_of(part)) for part in (text.split(cut)))
            low, high = ([one.meaning for one in part] for part in parts)
            return Lasting("m", low[-1].low, high[-1].high) if low and high else None
    found = durations(tokens_of(text))
    if not found:
        return None
    meaning = found[0].meaning
    return Lasting(meaning.unit, 12, 24) if label.startswith("1 year but") else meaning


def _between(tokens: Sequence[Token], start: int) -> Found | None:
    """ "Between six months and a year": each end with a unit of its own."""
    first, at = _limit(tokens, start + 1)
    joined = at < len(tokens) and tokens[at].text == "and"
    second, end = _limit(tokens, at + 1) if joined else (None, at)
    if first is None or second is None or first[0] != second[0]:
        return None
    return Found(_range(first[0], first[1], second[1], 1), start, end)


def _limit(tokens: Sequence[Token], at: int) -> tuple[tuple[str, int] | None, int]:
    """A number with its unit, in days or months: "six months", "a year"."""
    if at >= len(tokens):
        return None, at
    number, at = (1, at + 1) if tokens[at].text == "a" else _number(tokens, at)
    unit = UNITS.get(tokens[at].stem) if at < len(tokens) else None
    if number is None or unit is None:
        return None, at
    return (unit[0], number * unit[1]), at + 1


def _at(tokens: Sequence[Token], start: int) -> Found | None:
    if tokens[start].text == "between" and (both := _between(tokens, start)):
        return both
    sign, at = _sign(tokens, start)
    first, at = _number(tokens, at)
    if first is None or (start and not sign and tokens[start - 1].text in POINTING):
        return None  # "for the same two years", not "those under three months"
    second, end = None, at
    if _hyphened(tokens, at):
        second, at = _number(tokens, at)
    elif at < len(tokens) and tokens[at].text in ("to", "-", "and", "but", "or") and sign != "ge":
        second, end = _number(tokens, at + 1)
        at = end if second is not None else at
    tail, at = _tail(tokens, at)
    stops = at
    if second is not None or tail:
        at = _past_list(tokens, at)
    while at < len(tokens) and tokens[at].text in FILLERS:
        at += 1
    if at >= len(tokens) or tokens[at].stem not in UNITS:
        return None
    unit, size = UNITS[tokens[at].stem]
    if unit == "m" and tokens[start].text == "in":
        return None  # "referrals in a year" are those of a year
    at = at + 1 if stops == at or tokens[stops].text in FILLERS else stops
    if not tail:
        tail, at = _tail(tokens, at)
    aged = " ".join(token.text for token in tokens[at : at + 2]) == "of age"
    if aged or (at < len(tokens) and tokens[at].text in ("old", "olds", "ago", "earlier", "later")):
        return None
    if second is not None:
        return Found(_range(unit, first, second, size), start, at)
    return Found(_stretch(unit, first * size, tail or sign), start, at)


def _range(unit: str, first: int, second: int, size: int) -> Lasting:
    """Both ends of a range are in it: days are whole, and nought is no limit of months."""
    low = (first - 1 if unit == "d" or not first else first) * size
    return Lasting(unit, max(low, -1), second * size)


def _as_before(tokens: Sequence[Token], start: int, before: Found) -> Found | None:
    """A range that has the unit of the length before it: "over 60 days, how many between 46 and
    50", or that goes on from it: "0-3 months, 3-6, 6-12, 1-2 years"."""
    first, at = _number(tokens, start)
    led = tokens[start - 1].text if start else ""
    if first is None or at >= len(tokens) or led not in (",", "and", "between"):
        return None
    unit = before.meaning.unit
    size = 12 if {token.stem for token in tokens[before.start : before.end]} & YEARS else 1
    on = first * size in (before.meaning.high, before.meaning.high + 1)
    tail, stop = _tail(tokens, at)
    if tail == "ge" and on and led != "between":  # "1-2 years, 2+"
        return Found(_stretch(unit, first * size, tail), start, stop)
    begin = at if _hyphened(tokens, at) else at + 1
    joined = begin == at or tokens[at].text in (("and",) if led == "between" else ("to", "-"))
    second, end = _number(tokens, begin) if joined else (None, at)
    ends = end >= len(tokens) or tokens[end].kind == "mark" or tokens[end].text in ENDING
    if second is None or not (first < second and ends and (on or led == "between")):
        return None
    return Found(_range(unit, first, second, size), start, end)


YEARS = frozenset(("year", "yr"))
ENDING = frozenset(("and", "or", "in", "for", "at"))


def _hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Whether two numbers stand together with a hyphen between: "0-10"."""
    together = at < len(tokens) and tokens[at].kind == tokens[at - 1].kind == "number"
    return together and tokens[at].start == tokens[at - 1].end + 1


POINTING = frozenset(("same", "those", "these", "both"))
LISTED = 60  # tokens of a list of bands at most: each band is some four


def _past_list(tokens: Sequence[Token], at: int) -> int:
    """Where the unit stands that the last of a list says for all: "0-10, 11-15 and 21+ days"."""
    end, last = at, min(len(tokens), at + LISTED)
    while end < last and (
        tokens[end].kind == "number"
        or tokens[end].text in (",", "and", "or", "to", "-", "+", "plus", "more", "over")
    ):
        end += 1
    filled = end
    while filled < len(tokens) and tokens[filled].text in FILLERS:
        filled += 1
    return end if filled < len(tokens) and tokens[filled].stem in UNITS else at


def _stretch(unit: str, count: int, sign: str) -> Lasting:
    """Days are whole, so that "51 days or more" is over 50; months are not."""
    if sign in ("gt", "ge"):
        whole_days = unit == "d" and sign == "ge"
        return Lasting(unit, count - whole_days, ENDLESS)
    if sign in ("lt", "le"):
        return Lasting(unit, -1, count - (unit == "d" and sign == "lt" and count % 5 == 1))
    return Lasting(unit, count, count)


def _sign(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    for size in (3, 2, 1):
        phrase = " ".join(token.text for token in tokens[at : at + size])
        if phrase in BEFORE and at + size <= len(tokens):
            return BEFORE[phrase], at + size
    return "", at


def _tail(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    for size in (2, 1):
        phrase = " ".join(token.text for token in tokens[at : at + size])
        joins = phrase == "plus" and at + 1 < len(tokens) and tokens[at + 1].text in JOINED
        if phrase in AFTER and at + size <= len(tokens) and not joins:
            return AFTER[phrase], at + size
    return "", at


def _number(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    return whole(tokens, at)
