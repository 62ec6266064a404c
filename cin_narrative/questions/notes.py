"""What is said that is no claim: a name and what it is about in, the text of a template out.

The templates are in ``prompts/question``: notes, what is nearest, what is missing, and a file for
each aspect of the data in ``about``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from cin_narrative.catalogue.catalogue import RATE_PER, Text
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.store.store import Store
from cin_narrative.writing.render import listed, render

FOLDER = PROMPTS / "question"
ABOUT = FOLDER / "about"
MOST_WORDS, LONGEST = 6, 60
SMALL = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
]
NAMES = (
    "period",
    "area",
    "names",
    "first_year",
    "last_year",
    "given",
    "read",
    "series",
    "title",
    "number",
    "words",
    "is_are",
    "total",
    "place",
    "years",
    "why",
    "published",
    "indicator",
    "whole",
    "releases",
    "release",
    "dimension",
    "wider",
    "helpline",
    "childline",
    "emergency",
)
FIXED = {
    "day": "31 March",
    "enquiries": "section 47 enquiries",
    "eighteen": "18 years",
    "ten_thousand": f"{RATE_PER:,}",
    "act": " of the ".join(("section 17", "Children Act 1989")),
    "before_covid": "2020",
    "year_of_covid": "2021",
    "after_covid": "2022",
}
BLANK: dict[str, Any] = dict.fromkeys(NAMES) | {key: Text(text) for key, text in FIXED.items()}


@cache
def _contacts() -> dict[str, Text]:
    table = tomllib.loads((FOLDER / "contacts.toml").read_text(encoding="utf-8"))
    return {name: Text(number) for name, number in table.items()}


def note(name: str, **given: Any) -> str:
    """A note beside the figures (notes.j2)."""
    return render("notes", {**BLANK, **given, "note": name}, FOLDER)


def missing(name: str, **given: Any) -> str:
    """Why there is no figure (missing.j2)."""
    return render("missing", {**BLANK, **_contacts(), **given, "reason": name}, FOLDER)


def nearest(name: str, **given: Any) -> str:
    """A phrase of what was asked, what is held or why they differ (nearest.j2)."""
    return render("nearest", {**BLANK, **given, "part": name}, FOLDER)


def about(aspect: str, **given: Any) -> str:
    """What there is to say of an aspect of the data (about/<aspect>.j2)."""
    return render(aspect, {**BLANK, **given}, ABOUT)


def year_text(year: int) -> Text:
    """A year as a word of a sentence."""
    return Text(str(year))


def years_listed(years: Sequence[int]) -> Text:
    """ "2010 to 2012 and 2021": runs of three years and more by their ends."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed(one for run in runs for one in _run(run))


def _run(run: Sequence[int]) -> list[Text]:
    return [Text(f"{run[0]} to {run[-1]}")] if len(run) > 2 else [year_text(year) for year in run]


def quoted(words: Iterable[str]) -> Text:
    """The asker's own words in quotation marks: letters, and small numbers written out, as no
    number of theirs stands in a sentence of ours."""
    kept = dict.fromkeys(filter(None, (plain_words(one) for one in words)))
    shown = [f'"{one}"' for one in list(kept)[:MOST_WORDS]]
    return listed(shown) if shown else Text("a part of it")


def plain_words(words: str) -> str:
    """Words of the asker as they may stand in a sentence of ours."""
    spelt = (_spelt(word) for word in words.split())
    kept = ("".join(c for c in word if c.isalpha() or c in "-'’") for word in spelt)
    return " ".join(filter(None, kept))[:LONGEST].strip(" -'’")


def _spelt(word: str) -> str:
    digits = word.strip("()[],.;:?!")
    return SMALL[int(digits)] if digits.isdecimal() and int(digits) < len(SMALL) else word


def releases_listed(store: Store) -> Text:
    """Which release holds which years, newest first."""
    spans = reversed(store.release_years.items())
    held = (
        f"{store.releases[name].label}: {first if first == last else f'{first} to {last}'}"
        for name, (first, last) in spans
    )
    return Text("; ".join(held))
