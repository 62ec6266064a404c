"""The English words that the spelling step must never change: the list that ships with pyspellchecker, read when first needed."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE, WORDS = "spellchecker", Path("resources") / "en.json.gz"


@cache
def _listed() -> bytes:
    """The list as it is kept, ``{"word": frequency, ...}``. Searched unparsed: the package's own checker takes a second to start."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        return b""
    return gzip.decompress((Path(found.origin).parent / WORDS).read_bytes())


@lru_cache(maxsize=4096)
def is_right(word: str) -> bool:
    """Whether ``word``, lower case and of letters only, is spelled rightly."""
    return f'"{word}":'.encode() in _listed()
