"""A measure with a category in, the second category of a pair that shares its words out.

"Domestic abuse of a parent and of the child" names two categories: what the second leaves out is
said in the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.words.closed_classes import COORDINATORS, DETERMINERS, PREPOSITIONS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PartSpan
from cin_narrative.reading.words.tokens import Token


def take_paired(
    measure: FoundMeasure, parts: Sequence[PartSpan], spans: Spans, lexicon: Lexicon
) -> None:
    """Add the category that the words behind "and" name in the place of the last ones before."""
    for one in parts:
        own = any(part.indicator == measure.indicator for part in one.parts)
        if not own or one.end - 1 not in measure.taken or one.end - one.start < 2:
            continue
        at, tokens = one.end, spans.tokens
        if at >= len(tokens) or tokens[at].text not in COORDINATORS:
            continue
        while at + 1 < len(tokens) and tokens[at + 1].text in PREPOSITIONS | DETERMINERS:
            at += 1
        word = tokens[at + 1 : at + 2]
        if not word or at + 1 in measure.taken:
            continue
        found = _named([*tokens[one.start : one.end - 1], *word], measure, lexicon)
        new = [name for name in found if name not in measure.categories]
        if new and measure.categories:
            measure.categories += new[:1]
            measure.taken |= set(range(one.end, at + 2))
            measure.end = max(measure.end, at + 2)


def _named(tokens: Sequence[Token], measure: FoundMeasure, lexicon: Lexicon) -> list[str]:
    """The categories of a measure that some words name, with their articles and without."""
    bare = [token for token in tokens if token.text not in ("a", "an", "the")]
    return [
        part.category
        for said in (list(tokens), bare)
        for end, values in lexicon.parts.at(said, 0)
        if end == len(said)
        for part in values
        if part.indicator == measure.indicator
    ]
