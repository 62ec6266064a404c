"""An adjective in, its comparative and its superlative out: "busy", "busier", "busiest"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cin_narrative.reading.words.tokens import SHORT_VOWEL

IRREGULAR = {"many": ("more", "most"), "few": ("fewer", "fewest"), "little": ("less", "least")}
ENDS = {"higher": "highest", "lower": "lowest"}
OTHER = {"higher": "lower", "lower": "higher"}


def graded(adjective: str) -> tuple[str, str]:
    """The comparative and the superlative of an adjective, as they are spelt."""
    if adjective in IRREGULAR:
        return IRREGULAR[adjective]
    base = adjective.removesuffix("e")
    if adjective.endswith("y"):
        base = adjective[:-1] + "i"
    elif SHORT_VOWEL.fullmatch(adjective):  # "big", "bigger"
        base = adjective + adjective[-1]
    return base + "er", base + "est"


def grades(adjectives: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Every phrase by which things are graded, with its kind of cue and value: those of an
    adjective that says more, or fewer, and "less" of one is more of the other."""
    for way, words in adjectives.items():
        for word in words:
            comparative, superlative = graded(word)
            less = OTHER[way]
            for phrase in (comparative, f"more {word}"):
                yield phrase, "compare", way
            for phrase in (superlative, f"most {word}", f"the most {word}"):
                yield phrase, "superlative", ENDS[way]
            yield f"less {word}", "compare", less
            yield f"least {word}", "superlative", ENDS[less]
