"""Spans and what was asked before in, the same with "one" as the thing that it stands for out:
"plans: how many children came off one"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cin_narrative.reading.words.closed_classes import COORDINATORS, PREPOSITIONS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Term

PARTICLES = PREPOSITIONS | {"off"}


def with_pronoun(
    spans: Spans, start: int, end: int, lexicon: Lexicon, before: Sequence[str]
) -> Spans:
    """The spans with the terms of the thing asked for last at a "one" that ends its phrase."""
    tokens = spans.tokens
    at = next((i for i in range(start + 1, end) if tokens[i].text == "one"), None)
    if at is None or not before or tokens[at - 1].text not in PARTICLES:
        return spans
    follows = tokens[at + 1] if at + 1 < end else None
    if (
        follows is not None
        and follows.kind == "word"
        and follows.text not in (PREPOSITIONS | COORDINATORS)
    ):
        return spans  # "one child"
    things = lexicon.terms_about(before[-1]) & lexicon.things - {"child"}
    said = [Term(name, at, at + 1) for name in sorted(things)]
    return replace(spans, terms=tuple(sorted((*spans.terms, *said), key=lambda one: one.start)))
