"""Tokens and the cues in them in, the cues with each rate's whole base out: "per 10,000 aged 0-17".

A rate is out of the children who live there, so what says who they are behind its number is of the
rate, and says nothing of what is counted. It ends with the word of all of them: their ages from
nought to 17, "under 18", or the population.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.stretches import CueSpan
from cin_narrative.reading.words.tokens import Token

OF_BASES = words_of("quantities_bases.words")
WHOLE = frozenset(("17", "18", "population", "18s", "eighteen"))
LEVEL = frozenset(("10,000", "10000", "10k", "k", "thousand", "1,000", "1000", "head"))


def with_bases(tokens: Sequence[Token], cues: Sequence[CueSpan]) -> list[CueSpan]:
    """The cues, those of a rate with their whole base, and none that stands inside one."""
    grown = {
        one.start: _end(tokens, one)
        for one in cues
        if one.kind == "metric" and one.cue.value == "rate"
    }
    inside = {i for start, end in grown.items() for i in range(start + 1, end)}
    return [
        replace(one, end=max(one.end, grown.get(one.start, 0)))
        for one in cues
        if one.start not in inside
    ]


def _end(tokens: Sequence[Token], cue: CueSpan) -> int:
    """Where the base of a rate ends; where its cue does, if no more is said of it."""
    levels = {token.text for token in tokens[cue.start : cue.end]} & LEVEL
    at, end = cue.end, cue.end
    while levels and at < len(tokens) and (tokens[at].text in OF_BASES or _joins(tokens, at)):
        at += 1
        if tokens[at - 1].text in WHOLE:
            end = at
    while (
        end > cue.end
        and end < len(tokens)
        and tokens[end].text in ("s", "year", "years", "olds", "old")
    ):
        end += 1
    return end


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands inside the base: the hyphen of "0-17", the bracket of "(0-17)"."""
    return (
        tokens[at].text in ("-", "(", "–")
        and at + 1 < len(tokens)
        and (tokens[at + 1].text in OF_BASES)
    )
