"""Tokens in, the numbers they say out: "two", "forty-five", "30%", "half", "1,200"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from cin_narrative.reading.words.tokens import Token, fold, tokens_of

ONES = {
    "nought": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "k": 1_000, "m": 1_000_000}
PARTS = {
    "half": Decimal(50),
    "third": Decimal(100) / 3,
    "quarter": Decimal(25),
    "fifth": Decimal(20),
    "tenth": Decimal(10),
}
MOSTLY = ("mostly",)
MOST = (  # over half of what is counted
    MOSTLY,
    ("most",),
    ("most", "of"),
    ("most", "of", "the"),
    ("the", "majority", "of"),
    ("a", "majority", "of"),
)
PERCENT = ("%", "percent", "pct", "pc")


def whole(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The whole number that begins at a token, in figures or words, and the token after it."""
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind == "number":
        return (int(token.text), at + 1) if token.text.isdigit() else (None, at)
    if token.text in TENS:
        following = ONES.get(tokens[at + 1].text, 0) if at + 1 < len(tokens) else 0
        return TENS[token.text] + (following if 0 < following < 10 else 0), (
            at + 2 if 0 < following < 10 else at + 1
        )
    if token.text in ONES:
        return ONES[token.text], at + 1
    if token.text in ("a", "an") and at + 1 < len(tokens):
        unit = tokens[at + 1].text
        return (1, at + 1) if unit in ("year", "month", "week", "day") else (None, at)
    return None, at


def quantity(tokens: Sequence[Token], at: int) -> tuple[Decimal | None, int]:
    """A quantity in figures or words ("30%", "1.2 million", "a quarter"), and the token after it.

    A part ("a quarter", "one in five") is its percentage. None where none begins there.
    """
    part, end = _one_in(tokens, at)
    if part is not None:
        return part, end
    start = at + (tokens[at].text in ("a", "an", "one") if at < len(tokens) else 0)
    if start < len(tokens) and tokens[start].text in PARTS:
        return PARTS[tokens[start].text], start + 1
    if at < len(tokens) and tokens[at].kind == "number":
        number, end = Decimal(tokens[at].text), at + 1
    else:
        count, end = whole(tokens, at)
        if count is None:
            return None, at
        number = Decimal(count)
    if end < len(tokens) and tokens[end].text in SCALES:
        number, end = number * SCALES[tokens[end].text], end + 1
    if end < len(tokens) and tokens[end].text in PERCENT:
        end += 1
    elif " ".join(token.text for token in tokens[end : end + 2]) == "per cent":
        end += 2
    return number, end


def says_share(words: str) -> bool:
    """Whether a quantity in the words is of a hundred: "30%", "a third", "one in five"."""
    tokens = tokens_of(fold(words))
    texts = [token.text for token in tokens]
    if tuple(texts) in MOST:
        return True
    parts = any(text in PARTS or text in PERCENT for text in texts) or "per cent" in " ".join(texts)
    return parts or any(_one_in(tokens, at)[0] is not None for at in range(len(tokens)))


def one_in(words: str) -> int | None:
    """What one of is said: five of "one in five"; None where a share is not said so."""
    tokens = tokens_of(fold(words))
    found = (_some_of(tokens, at) for at in range(len(tokens)))
    return next((of for some, of, _ in filter(None, found) if some == 1), None)


def _one_in(tokens: Sequence[Token], at: int) -> tuple[Decimal | None, int]:
    """ "One in five", "one child in five": the percentage, to one decimal."""
    found = _some_of(tokens, at)
    if found is None:
        return None, at
    some, of, last = found
    return (Decimal(HUNDRED * some) / of).quantize(Decimal("0.1")).normalize(), last


def _some_of(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Two and three of "two out of every three", and the token after it; what is counted may stand
    between them: "one child in five"."""
    some, end = whole(tokens, at)
    texts = tuple(token.text for token in tokens[end : end + 4])
    light = next((one for one in AMONG if texts[: len(one)] == one), ())
    if not light and texts and tokens[end].kind == "word":
        end += 1
        light = next((one for one in AMONG if texts[1 : 1 + len(one)] == one), ())
    of, last = whole(tokens, end + len(light)) if light else (None, at)
    if some is None or of is None or not 0 < some < of <= HUNDRED:
        return None
    return some, of, last


HUNDRED = 100
AMONG = (("out", "of", "every"), ("in", "every"), ("out", "of"), ("in",))


@lru_cache(maxsize=512)
def number(words: str) -> Decimal | None:
    """The one quantity that the words of a span say; None where they say none, or more than one."""
    tokens = tokens_of(fold(words))
    if tuple(token.text for token in tokens) in MOST:
        return PARTS["half"]
    found, at = [], 0
    while at < len(tokens):
        value, end = quantity(tokens, at)
        if value is not None:
            found.append(value)
        at = max(end, at + 1)
    return found[0] if len(found) == 1 else None
