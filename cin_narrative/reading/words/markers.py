"""A token in, whether it is the marker of an item of a list out: "(a)", "b)", "2."."""

from __future__ import annotations

from itertools import pairwise

from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.spans import Spans

ROMAN = words_of("words_markers.roman")
NAMED, NAMED_ENDS = words_of("words_markers.named"), frozenset(".):-\n")
ENUMERATING = words_of("words_markers.enumerating")
OPENING, ENDING = NAMED | {"("}, frozenset(",:).")  # how a marker begins; what stands behind that


def marker(spans: Spans, at: int) -> int:
    """How many tokens the list marker at this token takes: "(a)", "b)", "2."; nought for none."""
    texts = [token.text for token in spans.tokens[at : at + 3]]
    if OPENING.isdisjoint(texts[:1]) and ENDING.isdisjoint(texts[1:2]):
        return 0  # nearly every token
    if len(texts) == 3 and texts[0] == "(" and texts[2] == ")" and _letters(texts[1]):
        return 3
    first = at == 0 or spans.tokens[at - 1].kind == "mark"
    if (
        texts[:2][1:] in ([","], [":"])
        and texts[0] in ENUMERATING
        and (first or _follows_and(spans, at))
    ):
        return 2  # "first, how many ...?"
    opened = at > 0 and spans.tokens[at - 1].text == "("
    if len(texts) > 1 and texts[1] == ")" and _letters(texts[0]) and not opened:
        return 2
    if first and _is_named(texts) and tokens_after(spans, at) in NAMED_ENDS:
        return 2 + (tokens_after(spans, at) != "\n")
    dotted = len(texts) > 2 and texts[1] == "." and _letters(texts[0])
    if (
        dotted
        and (first or texts[0].isdigit())
        and (_counted_on(spans, at) if texts[0].isdigit() and not first else _in_turn(spans, at))
    ):
        return 2
    return 0


def _is_named(texts: list[str]) -> bool:
    """Whether a number is said to be that of a question: "Q1.", "Question 2:"."""
    numbered = len(texts) > 1 and texts[1].isdigit() and len(texts[1]) < 3
    return numbered and texts[0] in NAMED


def tokens_after(spans: Spans, at: int) -> str:
    """What stands behind a noun and its number."""
    return spans.tokens[at + 2].text if at + 2 < len(spans.tokens) else ""


def _follows_and(spans: Spans, at: int) -> bool:
    return spans.tokens[at - 1].text == "and"


def _in_turn(spans: Spans, at: int) -> bool:
    """Whether a letter with a full stop is the first of its kind or follows the one before it: "J."
    of a name does neither."""
    letter, tokens = spans.tokens[at].text, spans.tokens
    if letter in ROMAN or letter.isdigit() or letter == "a":
        return True
    return any(
        one.text == chr(ord(letter) - 1) and other.text == "."
        for one, other in pairwise(tokens[:at])
    )


def _counted_on(spans: Spans, at: int) -> bool:
    """Whether the number before this one stood as a marker, or of a first the next one does: "give
    me 1. ... 2. ..."."""
    number, tokens = int(spans.tokens[at].text), spans.tokens
    part, wanted = (tokens[:at], number - 1) if number > 1 else (tokens[at:], 2)
    return any(one.text == str(wanted) and other.text == "." for one, other in pairwise(part))


def _letters(text: str) -> bool:
    return (
        (len(text) == 1 and text.isalpha()) or text in ROMAN or (text.isdigit() and len(text) < 3)
    )
