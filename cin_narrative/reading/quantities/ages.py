"""Tokens in, the ages they name out: "aged under five", "under-5s", "10 to 15 year olds".

An age is a stretch of whole years, as a length of time is, so that the words of a question and of a
published band are compared as what they mean. "Under 18" is every child, and no age.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.reading.quantities.durations import ENDLESS, Found, Lasting
from cin_narrative.reading.quantities.numbers import ONES, whole
from cin_narrative.reading.words.closed_classes import PREPOSITIONS, words_of
from cin_narrative.reading.words.tokens import Token

OLDEST, CHILDHOOD = 25, (0, 17)
AGED = words_of("quantities_ages.aged")
UNDER = words_of("quantities_ages.under")
JOINING = words_of("quantities_ages.joining")
UP, DOWN = words_of("quantities_ages.up"), words_of("quantities_ages.down")
BEING = words_of("quantities_ages.being")
OF_CHILDREN = words_of("quantities_ages.of_children")


def ages(tokens: Sequence[Token]) -> list[Found]:
    """Every age named, from left to right."""
    return [one for one in _all(tokens) if not _is_childhood(one)]


def childhoods(tokens: Sequence[Token]) -> list[Found]:
    """The ages named that are those of every child, which tell none apart: "aged 0-17"."""
    return [one for one in _all(tokens) if _is_childhood(one)]


def _is_childhood(one: Found) -> bool:
    return (one.meaning.low, one.meaning.high) == CHILDHOOD


def _all(tokens: Sequence[Token]) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        here = _at(tokens, at)
        if here:
            yield here
        at = here.end if here else at + 1


def _at(tokens: Sequence[Token], start: int) -> Found | None:
    aged = tokens[start].text in AGED
    at = start + aged
    under = at < len(tokens) and tokens[at].text in UNDER
    at += under + (under and _text(tokens, at + 1) == "than")
    at += under and [_text(tokens, at + i) for i in range(3)] == ["the", "age", "of"] and 3
    between = not under and _text(tokens, at) == "between"
    first, plural, at = _years(tokens, at + between)
    if first is None:
        return None
    last, stops = first, at
    hyphened = _is_hyphened(tokens, at)
    if (hyphened or _text(tokens, at) in JOINING) and not under:
        second, more, end = _years(tokens, at + (not hyphened))
        if second is not None:
            last, plural, stops = second, more or plural, end
    old, in_years, stops = _old(tokens, stops)
    tail, stops = _tail(tokens, stops)
    brought = not in_years and (under or bool(tail)) and _of_children(tokens, start, stops)
    low, high = _stretch(first, last, under, tail)
    if not (aged or old or brought or (plural and (under or last != first))) or low > high:
        return None
    unit_follows = _text(tokens, stops) in ("%", "percent", "month", "months", "days", "weeks")
    if unit_follows or (high > OLDEST != ENDLESS and not tail):
        return None
    return Found(Lasting("a", low, high), start, stops)


def _is_hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Whether two numbers stand together with a hyphen between: "0-17"."""
    together = 0 < at < len(tokens) and tokens[at].kind == tokens[at - 1].kind == "number"
    return together and tokens[at].start == tokens[at - 1].end + 1


def _of_children(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a number is said of children: "kids under 5", "how many children are under 10"."""
    before = [token.text for token in tokens[:start]]
    said = before[-1:] and before[-1] in BEING and bool(OF_CHILDREN & set(before))
    ends = end == len(tokens) or tokens[end].kind == "mark" or tokens[end].text in PREPOSITIONS
    return bool(before[-1:] and before[-1] in OF_CHILDREN) or bool(said and ends)


def _text(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _years(tokens: Sequence[Token], at: int) -> tuple[int | None, bool, int]:
    """A number, whether it stood in the plural ("fives", "5s"), and the token after it."""
    text = _text(tokens, at)
    if text.endswith("s") and text[:-1] in ONES:
        return ONES[text[:-1]], True, at + 1
    number, end = whole(tokens, at)
    if number is None or text in ("a", "an"):
        return None, False, at
    after = tokens[end] if end < len(tokens) else None
    gap = after.start - tokens[end - 1].end - (after.kind != "mark") if after is not None else 0
    return number, tokens[at].kind == "number" and gap == 1 and not _is_hyphened(tokens, end), end


def _old(tokens: Sequence[Token], at: int) -> tuple[bool, bool, int]:
    """Whether it is "years old", "year olds" or "years of age"; whether "years" stands alone, which
    says nothing; and the token after it."""
    end = at + (_text(tokens, at) in ("year", "years"))
    if end > at and _text(tokens, end) in ("old", "olds"):
        return True, False, end + 1
    if end > at and [_text(tokens, end), _text(tokens, end + 1)] == ["of", "age"]:
        return True, False, end + 2
    return False, end > at, end


def _tail(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    if _text(tokens, at) in ("plus", "+"):
        return "up", at + 1
    after = _text(tokens, at + 1) if _text(tokens, at) in ("and", "or") else ""
    return ("up" if after in UP else "down", at + 2) if after in UP | DOWN else ("", at)


def _stretch(first: int, last: int, under: bool, tail: str) -> tuple[int, int]:
    """From which year to which, both included."""
    if under:
        return 0, first - 1
    return {"up": (first, ENDLESS), "down": (0, first)}.get(tail, (first, last))
