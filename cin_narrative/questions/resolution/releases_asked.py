"""The words of a span in, the releases that they name out: "as first published", "the 2020
release"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from cin_narrative.disclosure.door import FIRST_PUBLISHED, LATEST
from cin_narrative.reading.contract import Ask
from cin_narrative.store.store import Store

EDITION = re.compile(r"\b(?:releases?|editions?|publications?|published)\b")
NAMED = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)"
    r"(?:(?: release)?,? (?:and|versus|vs|or) (?:the |in the )?(?:19|20)\d\d)*"
    r" (?:releases?|editions?|publications?)\b|\bpublished in (?P<of>(?:19|20)\d\d)\b"
)
FIRST = re.compile(
    r"\b(?:first|originally|initially|original)[ -](?:published|reported|released|release)\b"
)
# of the figures, not of a plan that somebody "first published"
FIRST_FIGURES = re.compile(
    rf"{FIRST.pattern}(?: (?:figures?|data|numbers?|statistics|values?)\b|\W*$|,)"
)
NEWEST = re.compile(
    r"\b(?:latest|newest|current|most recent) (?:release|edition|publication)\b|\bpublished now\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Editions:
    """The releases to answer from, in order; ``missing``: one was named that is not held. ``ask``
    is the ask without the words that name them."""

    ask: Ask
    releases: tuple[str, ...]
    is_named: bool = False
    missing: bool = False


def names_edition(words: str) -> bool:
    """Whether words that narrow nothing else name a release: "As first published, how many ..."."""
    return bool(FIRST_FIGURES.search(words.lower()) or NAMED.search(words.lower()))


def editions_of(ask: Ask, store: Store, release: str, beside: Sequence[str] = ()) -> Editions:
    """What an ask, or the words ``beside`` it, say of releases; ``release`` where they say
    nothing."""
    if ask.aspect == "revisions" and ask.measures:
        return Editions(ask, (FIRST_PUBLISHED, LATEST), True)
    spans = [one for one in ask.restrictors if one.words and EDITION.search(one.words.lower())]
    if not spans and not beside:
        return Editions(ask, (release,))
    said = " ".join([ask.words or "", *(one.words or "" for one in spans), *beside]).lower()
    years = [year for match in NAMED.finditer(said) for year in YEAR.findall(match[0])]
    held = [_held(year, store) for year in dict.fromkeys(years)]
    names = [FIRST_PUBLISHED] * bool(FIRST.search(said)) + [name for name in held if name]
    names += [LATEST] if NEWEST.search(said) and names else []
    kept = msgspec.structs.replace(
        ask,
        restrictors=tuple(one for one in ask.restrictors if one not in spans),
        periods=tuple(one for one in ask.periods if (one.words or "") not in years),
    )
    return Editions(kept, tuple(names) or (release,), bool(names), "" in held)


def _held(year: str, store: Store) -> str:
    """The release of that year: DfE's of the time where there is one, else its first figures."""
    names = [
        name
        for name in store.releases
        if name == year or name.startswith(f"{year} ") or name.endswith(f"/{year}")
    ]
    return min(names, key=len, default="")
