"""Tokens in, the same with each verb that stands apart from its particle as one word out: "took 46
children off plans" is said of plans that ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cin_narrative.reading.words.closed_classes import COORDINATORS, PREPOSITIONS, QUESTION
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import Token

PARTICLES = ("off", "down", "out")
FARTHEST = 5  # tokens: "took forty six of its children off"
BETWEEN = (PREPOSITIONS - {"of"}) | COORDINATORS | QUESTION


def rejoined(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with the term that verb and particle name in the verb's place, and no particle."""
    found = {at: (far, term) for at, far, term in _parted(tokens, lexicon)}
    gone = {far for far, _ in found.values()}
    return [
        replace(one, text=found[at][1], stem=found[at][1]) if at in found else one
        for at, one in enumerate(tokens)
        if at not in gone
    ]


def _parted(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """The verb, its particle, and the term that the two name together."""
    for far, particle in enumerate(tokens):
        if particle.text not in PARTICLES:
            continue
        for at in range(far - 2, max(-1, far - 1 - FARTHEST), -1):
            if tokens[at + 1].kind == "mark" or tokens[at + 1].text in BETWEEN:
                break
            here = lexicon.terms.at([tokens[at], particle], 0)
            term = str(here[0][1][0]) if here and here[0][0] > 1 else ""
            if term.isalpha():
                yield at, far, term
                break
