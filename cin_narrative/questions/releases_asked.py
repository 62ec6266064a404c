"""The words of a span in, the releases that they name out: "as first published", "the 2020 release"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cin_narrative.disclosure.door import FIRST_PUBLISHED, LATEST
from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.store.store import Store

EDITION = re.compile(r"\b(?:releases?|editions?|publications?|published)\b")
FIRST = re.compile(r"\b(?:first|originally|initially|original)[ -](?:published|reported|released|publication|release)\b")
NEWEST = re.compile(r"\b(?:latest|newest|current|most recent)\b|\bnow\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Editions:
    """The releases to answer from, in order; ``missing``: one was named that is not held."""

    releases: tuple[str, ...]
    is_named: bool = False
    missing: bool = False


def editions_of(ask: Ask, store: Store, release: str) -> Editions:
    """What an ask says of releases; ``release`` where it says nothing."""
    if ask.aspect == "revisions" and ask.measures:
        return Editions((FIRST_PUBLISHED, LATEST), True)
    spans = [one.words for one in ask.restrictors if one.words and names_release(one)]
    names = [name for words in spans for name in _named(words.lower(), store)]
    if not spans:
        return Editions((release,))
    held = tuple(dict.fromkeys(name for name in names if name))
    return Editions(held or (release,), True, "" in names)


def names_release(one: Restrictor) -> bool:
    """Whether a restrictor names a release, and so narrows nothing."""
    return bool(one.words and EDITION.search(one.words.lower()))


def _named(words: str, store: Store) -> list[str]:
    found = [FIRST_PUBLISHED] if FIRST.search(words) else []
    found += [_held(year, store) for year in YEAR.findall(words)]
    return found + ([LATEST] if NEWEST.search(words) and not found else [])


def _held(year: str, store: Store) -> str:
    """The release of that year: DfE's of the time where there is one, else its first figures."""
    names = [n for n in store.releases if n == year or n.startswith(f"{year} ") or n.endswith(f"/{year}")]
    return min(names, key=len, default="")
