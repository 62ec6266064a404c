"""Which release a question asks for: "in the 2020 release", "as first published", "has it been revised?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cin_narrative.questions.tokens import normalise
from cin_narrative.store.disclosure import FIRST_PUBLISHED, LATEST
from cin_narrative.store.store import Store

YEAR = r"(?P<year>(?:19|20)\d\d)"
NAMED = re.compile(
    r",? ?(?:as )?(?:published |shown |given |stated )?\b(?:in|from|by|of|according to|using) (?:the |dfe'?s )?"
    rf"{YEAR} (?:release|edition|publication)\b"
)
FIRST = re.compile(  # of a figure, not of a plan
    r",? ?\b(?:as )?(?:was |were )?(?:first|originally|initially) (?:published|reported|released)(?: as)?\b"
    r"|\b(?:the )?(?:first|original(?:ly)?)[- ]published\b"
)
REVISED = re.compile(r"\b(?:has|have|was|were|is|are)\b(?P<what>.*?)\b(?:been |later )*revised\b(?: since)?")


@dataclass(frozen=True, slots=True)
class Edition:
    """The question without the words that name a release, and the releases to answer from, in order."""

    question: str
    releases: tuple[str, ...]
    named: bool = False
    missing: str = ""  # a year of a release that is not held


def edition_of(question: str, store: Store, release: str) -> Edition:
    """What ``question`` says of releases; as it stands, with ``release``, where it says nothing."""
    text = normalise(question)
    named = NAMED.search(text)
    if named:
        held = next((name for name in store.releases if name == named["year"] or name.startswith(f"{named['year']} ")), "")
        rest = f"{text[: named.start()]} {text[named.end() :]}".strip(" ,")
        return Edition(rest, (held,) if held else (), True, "" if held else named["year"])
    if FIRST.search(text):
        return Edition(FIRST.sub(" ", text), (FIRST_PUBLISHED,), True)
    revised = REVISED.search(text)
    if revised:
        rest = f"what was {revised['what'].strip()}{text[revised.end() :]}"
        return Edition(rest, (FIRST_PUBLISHED, *_later(rest, store), LATEST), True)
    return Edition(question, (release,))


def _later(text: str, store: Store) -> list[str]:
    """The releases between the first and the latest that hold the year named, oldest first."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    if not years:
        return []
    held = [name for name, (first, last) in store.release_years.items() if name.isdigit() and first <= years[-1] <= last]
    return sorted(held)[:-1]
