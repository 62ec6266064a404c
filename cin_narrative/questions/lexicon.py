"""The vocabulary of the question box: every phrase it understands -> what the phrase may mean.

Built once per catalogue and areas, from the definitions' synonyms, the areas' names and ``words.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.questions.lasting import phrases as limits
from cin_narrative.questions.spelling import is_right
from cin_narrative.questions.tokens import normalise, stem, tokens_of

WORDS = Path(__file__).with_name("words.toml")
Phrase = tuple[str, ...]
CLEARLY = 3  # of two words equally near, one must be in this many times as many phrases


class Kind(StrEnum):
    """What a phrase may be."""

    INDICATOR = "indicator"
    CATEGORY = "category"  # value "indicator/category"
    AREA = "area"  # value: codes joined by a blank
    MEASURE = "measure"
    MODIFIER = "modifier"
    CUE = "cue"
    TOPIC = "topic"  # not held: value is the topic's name
    ABOVE = "above"
    BELOW = "below"
    PLAN = "plan"  # "plan" alone: of which kind is unsaid
    CASE = "case"
    NARROWER = "narrower"  # a part of one category ("GPs" of health services): value "indicator/category"
    UNIT = "unit"  # days, weeks, months: nothing where a duration is asked for, else a filter
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase."""

    kind: Kind
    value: str = ""


@dataclass(slots=True, eq=False)
class Lexicon:
    """Phrases by their exact words and by their stems, and every single word known (for spelling)."""

    exact: dict[Phrase, list[Entry]] = field(default_factory=dict)
    stemmed: dict[Phrase, list[Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    by_shape: dict[tuple[str, int], set[str]] = field(default_factory=dict)  # first letter and length -> words
    known: set[str] = field(default_factory=set)
    ordinary: frozenset[str] = frozenset()
    abbreviations: dict[str, str] = field(default_factory=dict)  # one word as typed -> the words it stands for

    def add(self, phrase: str, kind: Kind, value: str = "") -> None:
        """Enter one phrase; the first owner of a phrase and kind keeps it, except for categories, which may share one."""
        words = tuple(token.text for token in tokens_of(normalise(phrase)) if token.kind != "stop")
        if not words:
            return
        entry = Entry(kind, value)
        for table, key in ((self.exact, words), (self.stemmed, tuple(stem(word) for word in words))):
            held = table.setdefault(key, [])
            if entry not in held and (kind is Kind.CATEGORY or all(other.kind is not kind for other in held)):
                held.append(entry)
        head = stem(words[0])
        self.longest[head] = max(self.longest.get(head, 0), len(words))
        for word in words:
            if word.isalpha():
                self.known.add(word)
                if kind is not Kind.TOPIC:  # nothing is ever "corrected" into something that is not held
                    self.by_shape.setdefault((word[0], len(word)), set()).add(word)
                    self.words[word] = self.words.get(word, 0) + 1

    def at(self, words: Phrase) -> list[Entry]:
        """The meanings of exactly these words; of the same words in another number where there are none."""
        found = self.exact.get(words)
        return found if found is not None else self.stemmed.get(tuple(stem(word) for word in words), [])


@lru_cache(maxsize=8)
def build_lexicon(catalogue: Catalogue, areas: Areas) -> Lexicon:
    """The vocabulary over these definitions and areas."""
    table = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    lexicon = Lexicon()
    _add_indicators(lexicon, catalogue, table)
    for name, codes in areas.vocabulary.items():
        for written in _as_written(name):
            lexicon.add(written, Kind.AREA, " ".join(sorted(codes)))
    for kind, section in ((Kind.MEASURE, "measures"), (Kind.MODIFIER, "modifiers"), (Kind.CUE, "cues")):
        for value, phrases in table[section].items():
            _add_all(lexicon, phrases, kind, value)
    for value, topic in table["topics"].items():
        _add_all(lexicon, topic["phrases"], Kind.TOPIC, value)
    _add_all(lexicon, table["above"]["words"], Kind.ABOVE)
    _add_all(lexicon, table["below"]["words"], Kind.BELOW)
    _add_all(lexicon, ("plan", "plans"), Kind.PLAN)
    _add_all(lexicon, table["units"], Kind.UNIT)
    _add_all(lexicon, ("case", "cases", "episode", "episodes", "open case", "social care cases", "childrens social care cases"), Kind.CASE)
    _add_all(lexicon, table["stop"].split(), Kind.STOP)
    _add_all(lexicon, table["stop_phrases"], Kind.STOP)
    for phrase, names in (*table["several"].items(), *limits(catalogue)):
        for name in names:
            lexicon.add(phrase, Kind.CATEGORY, name)
    for name, words in table["narrower"].items():
        _add_all(lexicon, words, Kind.NARROWER, name)
    lexicon.abbreviations = table["abbreviations"]
    lexicon.ordinary = frozenset(table["ordinary"].split())
    return lexicon


def _add_all(lexicon: Lexicon, phrases: Iterable[str], kind: Kind, value: str = "") -> None:
    for phrase in phrases:
        lexicon.add(phrase, kind, value)


def _add_indicators(lexicon: Lexicon, catalogue: Catalogue, table: dict[str, Any]) -> None:
    for indicator in catalogue:
        _add_all(lexicon, (*indicator.synonyms, str(indicator.title)), Kind.INDICATOR, indicator.id)
    for name, phrases in table["indicators"].items():
        _add_all(lexicon, phrases, Kind.INDICATOR, name)
    for indicator in catalogue:
        if indicator.is_cross_table:
            continue
        for category in indicator.categories.values():
            names = (*category.synonyms, str(category.label))
            _add_all(lexicon, names, Kind.CATEGORY, f"{indicator.id}/{category.id}")


def near(word: str, lexicon: Lexicon) -> str | None:
    """The one known word that ``word`` is a misspelling of; None where there is none or more than one.

    A word that is known, or spelled rightly though not understood, is never changed; short words must be one step away.
    """
    if len(word) < 5 or word in lexicon.known or word in lexicon.ordinary or stem(word) in lexicon.ordinary:
        return None
    limit = 1 if len(word) < 8 else 2
    shapes = ((word[0], length) for length in range(max(4, len(word) - limit), len(word) + limit + 1))
    candidates = (known for shape in shapes for known in lexicon.by_shape.get(shape, ()))
    close = [(distance(word, known, limit), -lexicon.words[known], known) for known in candidates]
    close = sorted(found for found in close if found[0] <= limit)
    if not close or is_right(word):  # asked last, as the list is read when first needed
        return None
    tied = [(count, known) for steps, count, known in close if steps == close[0][0] and stem(known) != stem(close[0][2])]
    clear = not tied or -close[0][1] >= CLEARLY * -tied[0][0]
    return close[0][2] if clear else None


def distance(one: str, other: str, limit: int) -> int:
    """The number of letters added, dropped, changed or swapped with a neighbour; ``limit + 1`` where more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        oldest, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                steps = min(steps, oldest[j - 2] + 1)
            row.append(steps)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _as_written(name: str) -> tuple[str, ...]:
    """How a place may stand in a question: a bare three-digit code is a number there ("over 800"), "LA 800" is a place."""
    if name.isdigit():
        return tuple(f"{word} {name}" for word in ("la", "lea", "code", "authority"))
    if " and " in name:  # "Yorkshire and the Humber"
        return (name, name.replace(" and ", " and the "))
    return (name,) if len(name) > 1 else ()
