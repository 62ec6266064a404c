"""A word in, the known word that it is a misspelling of out, or itself.

A word that is spelled rightly is never changed, so that no real English word becomes a measure.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cin_narrative.reading.words.closed_classes import FUNCTION, POLITE, words_of
from cin_narrative.reading.words.tokens import stem

if TYPE_CHECKING:
    from cin_narrative.reading.words.lexicon import Lexicon

ADVERBS = words_of("slots_degrees.adverbs")
PACKAGE, WORDS = "spellchecker", Path("resources") / "en.json.gz"
MANY = 30
SHORTEST, LONG = 5, 8  # letters: shorter words are left alone; from LONG on, two slips are allowed


class Shapes:
    """Known words by their first letter and their length, so that few are compared."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, int], list[str]] = {}
        for word in sorted(words):
            self._words.setdefault((word[0], len(word)), []).append(word)

    def words(self, first: str, length: int) -> list[str]:
        """The known words of a shape."""
        return self._words.get((first, length), [])


@cache
def _listed() -> bytes:
    """The list as it is kept, searched unparsed: the package's own checker takes a second."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return b""
    return gzip.decompress((Path(found.origin).parent / WORDS).read_bytes())


@cache
def _indexed() -> frozenset[bytes]:
    return frozenset(re.findall(rb'"([^"]+)":', _listed()))


@lru_cache(maxsize=4096)
def is_english(word: str) -> bool:
    """Whether ``word``, in small letters, is spelled rightly. The list is put in order only for who
    looks for many words: that takes as long as the search for thirty.
    """
    if is_english.cache_info().misses > MANY:
        return word.encode() in _indexed()
    return f'"{word}":'.encode() in _listed()


def corrected(word: str, lexicon: Lexicon) -> str:
    """The known word that ``word`` is a misspelling of; itself where none is, or several."""
    known = lexicon.vocabulary
    owner = word[:-1]
    if word.endswith("s") and owner in lexicon.places.words and word not in known:
        return word if is_english(word) else owner  # "dudleys referrals"
    if len(word) < SHORTEST - 1 or word in known or stem(word) in known:
        return word
    if word in FUNCTION or word in POLITE or is_english(word):
        return word
    if len(word) < SHORTEST:
        return of_grammar(word) or _exchanged(word, lexicon.shapes) or word
    return _nearest(stem(word), lexicon.shapes) or of_grammar(word) or word


@cache
def _grammar() -> Shapes:
    """The words of grammar that are long enough to be known by their letters."""
    return Shapes(one for one in FUNCTION | ADVERBS if len(one) >= SHORTEST - 1 and one.isalpha())


def of_grammar(word: str) -> str | None:
    """The one word of grammar that is a letter away: "normaly"; of several, the one of which a
    letter was left out: "wich" is rather "which" than "with"."""
    if word in FUNCTION or is_english(word):
        return None
    near = [
        one
        for length in range(len(word) - 1, len(word) + 2)
        for one in _grammar().words(word[0], length)
        if OSA.distance(word, one) == 1
    ]
    longer = [one for one in near if len(one) > len(word)]
    return near[0] if len(near) == 1 else longer[0] if len(longer) == 1 else None


def _exchanged(word: str, shapes: Shapes) -> str | None:
    """The one known word of the same letters: "yaer"."""
    same = [one for one in shapes.words(word[0], len(word)) if sorted(one) == sorted(word)]
    return same[0] if len(same) == 1 else None


@lru_cache(maxsize=2048)
def _nearest(word: str, shapes: Shapes) -> str | None:
    limit = 1 if len(word) < LONG else 2
    lengths = range(max(SHORTEST - 1, len(word) - limit), len(word) + limit + 1)
    known = [one for length in lengths for one in shapes.words(word[0], length)]
    near = process.extract(word, known, scorer=OSA.distance, score_cutoff=limit, limit=4)
    if not near:
        return None
    best = [one for one in near if one[1] == near[0][1]]
    return str(best[0][0]) if len({stem(one[0]) for one in best}) == 1 else None
