"""A clause and the measure found in it in, that measure by what a stranded preposition brings out.

"Where do referrals come from" ends with the preposition that brings a source ("from schools"): what
is asked for is the sources, all of them. Nothing is asked about where an area stands.
"""

from __future__ import annotations

from dataclasses import replace

from cin_narrative.reading.measures.names import FoundMeasure, Measured
from cin_narrative.reading.words.closed_classes import PREPOSITIONS, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans

OBJECTS = words_of("measures_stranded.objects")  # the question words that a preposition can govern


def by_what_is_brought(
    spans: Spans, start: int, end: int, measured: Measured, lexicon: Lexicon
) -> Measured:
    """The measures between two tokens; the one measure of a question by its breakdown, where the
    preposition that brings its categories stands without an object.
    """
    asked = OBJECTS & {token.text for token in spans.tokens[start : start + 2]}
    if len(measured.measures) != 1 or measured.measures[0].categories or not asked:
        return measured
    one = measured.measures[0]
    for at in range(one.end, end):
        if _is_bare(spans, at, end):
            found = _broken_down(one, spans.tokens[at].text, at, lexicon)
            if found is not None:
                return replace(measured, measures=[found])
    return measured


def _is_bare(spans: Spans, at: int, end: int) -> bool:
    """Whether a token governs nothing: the clause ends behind it, or another preposition follows
    ("come from in 2024"). In "from the average" and "from 2019" it governs what follows.
    """
    following = spans.tokens[at + 1 : min(at + 2, end)]
    return all(one.kind == "mark" or one.text in PREPOSITIONS for one in following)


def _broken_down(
    one: FoundMeasure, preposition: str, at: int, lexicon: Lexicon
) -> FoundMeasure | None:
    for indicator in lexicon.catalogue:
        same = indicator.breakdown_of == one.indicator
        if same and preposition in indicator.brought_by:
            taken = one.taken | {at - 1, at}  # the verb, and what brings
            return replace(one, indicator=indicator.id, all_categories=True, taken=taken)
    return None
