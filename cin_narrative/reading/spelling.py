"""A word in, the known word that it is a misspelling of out, or itself.

A word that is spelled rightly is never changed, so that no real English word becomes a measure.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cin_narrative.reading.grammar_words import FUNCTION, POLITE
from cin_narrative.reading.tokens import stem

if TYPE_CHECKING:
    from cin_narrative.reading.lexicon import Lexicon

PACKAGE, WORDS = "spellchecker", Path("resources") / "en.json.gz"
SHORTEST, LONG = 5, 8  # letters: shorter words are left alone; from LONG on, two slips are allowed


@cache
def _listed() -> bytes:
    """The list as it is kept, searched unparsed: the package's own checker takes a second."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return b""
    return gzip.decompress((Path(found.origin).parent / WORDS).read_bytes())


@lru_cache(maxsize=4096)
def is_english(word: str) -> bool:
    """Whether ``word``, in small letters, is spelled rightly."""
    return f'"{word}":'.encode() in _listed()


def corrected(word: str, lexicon: Lexicon) -> str:
    """The one known word that ``word`` is a misspelling of; itself where there is none or several."""
    known = lexicon.vocabulary
    if len(word) < SHORTEST or word in known or stem(word) in known:
        return word
    if word in FUNCTION or word in POLITE or is_english(word):
        return word
    return _nearest(stem(word), tuple(known)) or word


@lru_cache(maxsize=2048)
def _nearest(word: str, known: tuple[str, ...]) -> str | None:
    limit = 1 if len(word) < LONG else 2
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=limit, limit=4)
    near = [one for one in near if one[0][0] == word[0] and len(one[0]) >= SHORTEST - 1]
    if not near:
        return None
    best = [one for one in near if one[1] == near[0][1]]
    return str(best[0][0]) if len({stem(one[0]) for one in best}) == 1 else None
