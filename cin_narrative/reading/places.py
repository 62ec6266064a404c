"""The words of one span in, the codes of the places that they may mean out."""

from __future__ import annotations

from functools import lru_cache

from cin_narrative.reading.contract import Area
from cin_narrative.reading.words.lexicon import load_lexicon
from cin_narrative.reading.words.spans import find_spans
from cin_narrative.reading.words.spelling import corrected
from cin_narrative.reading.words.tokens import fold, tokens_of


@lru_cache(maxsize=512)
def codes_of(words: str) -> tuple[str, ...]:
    """The codes of the areas that a span may mean: none where it names none, or more than one
    place; several where areas followed each other under one name ("Dorset")."""
    parts = [part for part in words.split("...") if part.strip()]
    found = find_spans(" ".join(part.strip() for part in parts), load_lexicon()).places
    return found[0].codes if len(found) == 1 else ()


def is_wide(area: Area) -> bool:
    """Whether a place is a region, the country or a group, and no authority."""
    return bool(area.set and area.set != "home") or codes_of(area.words or "")[:1] > ("E",)


def is_respelt(words: str) -> bool:
    """Whether a span names a place only as a near spelling of it."""
    lexicon = load_lexicon()
    return any(corrected(token.text, lexicon) != token.text for token in tokens_of(fold(words)))
