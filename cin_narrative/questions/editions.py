"""Which release a question asks for: "in the 2020 release", "as first published", "has it been revised?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cin_narrative.disclosure.door import FIRST_PUBLISHED, LATEST
from cin_narrative.questions.tokens import normalise
from cin_narrative.store.store import Store

YEAR = r"(?P<year>(?:19|20)\d\d)"
NAMED = re.compile(
    r",? ?(?:as )?(?:published |shown |given |stated )?\b(?:in|from|by|of|according to|using) (?:the |dfe'?s )?"
    rf"{YEAR}(?:(?: release)?,? (?:and|versus|vs|or) (?:the |in the |of the )?(?:19|20)\d\d)* (?:releases?|editions?|publications?)\b"
    rf"|,? ?\bas (?:it was )?published in {YEAR.replace('year', 'of')}\b"
)
NEWEST = re.compile(
    r",? ?(?:and |versus |vs |or )?(?:as )?(?:it is |they are )?(?:in|from|by|of|according to) the (?:latest|newest|current|most recent)"
    r" (?:release|edition|publication)\b"
    r"|,? ?(?:and |versus |vs )(?:as )?(?:it is )?now\b|,? ?(?:and |versus |vs )(?:as )?(?:latest|most recently|currently) published\b"
)
BESIDE_LATEST = re.compile(r"\bin the (?:latest|newest|current|most recent) (?:release|edition|publication)\b")
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
    """What ``question`` says of releases; as it stands, with ``release``, where it says nothing. Several may be named at once."""
    text = normalise(question)
    revised = REVISED.search(text)
    if revised and not NAMED.search(text):
        rest = f"what was {revised['what'].strip()}{text[revised.end() :]}"
        return Edition(rest, (FIRST_PUBLISHED, *_later(rest, store), LATEST), True)
    wanted = [(match.start(), year) for match in NAMED.finditer(text) for year in re.findall(r"(?:19|20)\d\d", match[0])]
    rest = NAMED.sub(" ", text)
    wanted += [(match.start(), FIRST_PUBLISHED) for match in FIRST.finditer(rest)]
    rest = FIRST.sub(" ", rest)
    if wanted or BESIDE_LATEST.search(rest):
        wanted += [(match.start(), LATEST) for match in NEWEST.finditer(rest)]
        rest = NEWEST.sub(" ", rest)
    if not wanted:
        return Edition(question, (release,))
    names = [name for _, name in sorted(wanted)]
    held = [name if name in (FIRST_PUBLISHED, LATEST) else _held(name, store) for name in names]
    missing = next((name for name, found in zip(names, held, strict=True) if not found), "")
    return Edition(re.sub(r"\s+(?:and|or|versus|vs|with|to)?\s*$|\s{2,}(?:and|or|versus|vs)\b", " ", rest).strip(" ,"),
                   tuple(dict.fromkeys(held)), True, missing)  # fmt: skip


def _held(year: str, store: Store) -> str:
    """The release of that year: DfE's of the time where there is one, else the publication of first figures."""
    names = [name for name in store.releases if name == year or name.startswith(f"{year} ") or name.endswith(f"/{year}")]
    return min(names, key=len, default="")


def _later(text: str, store: Store) -> list[str]:
    """The releases between the first and the latest that hold the year named, oldest first."""
    years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
    if not years:
        return []
    held = [name for name, (first, last) in store.release_years.items() if name.isdigit() and first <= years[-1] <= last]
    return sorted(held)[:-1]
