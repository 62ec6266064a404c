"""Tokens in, the same with each coordinator as one "and" out: "as well as", "n"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.reading.words.closed_classes import COORDINATORS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import Token

COORDINATING = (
    ("as", "well", "as"),
    ("along", "with"),
    ("together", "with"),
    ("in", "addition", "to"),
    ("and", "as", "well"),
    ("and", "also"),
    ("and", "then"),
    ("not", "only"),
    ("but", "also"),
)
FIRST = frozenset(words[0] for words in COORDINATING)


def coordinated(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with "n" between words, and what several words say, as "and"."""
    return _of_several_words(_joined_by_n(tokens, lexicon))


def _joined_by_n(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """A lone "n" between two words, or before the first, is "and", unless a name begins with it;
    where "and" or a mark follows ("n and %") it is the number."""
    return [
        replace(token, text="and", stem="and")
        if token.text == "n"
        and at + 1 < len(tokens)
        and tokens[at + 1].text not in COORDINATORS | {"of", ".", "=", ",", "/"}
        and not lexicon.places.at(tokens, at)
        else token
        for at, token in enumerate(tokens)
    ]


def _of_several_words(tokens: Sequence[Token]) -> list[Token]:
    """Coordinators of several words as one "and": "as well as", "along with"."""
    found, at = list[Token](), 0
    while at < len(tokens):
        begins = tokens[at].text in FIRST
        words = tuple(token.text for token in tokens[at : at + 3]) if begins else ()
        size = 3 if words in COORDINATING else 2 if words[:2] in COORDINATING else 1
        last = tokens[at + size - 1]
        one = tokens[at] if size == 1 else replace(tokens[at], text="and", stem="and", end=last.end)
        found.append(one)
        at += size
    return found
