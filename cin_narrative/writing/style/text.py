"""Texts as the style checks see them: without marks, but with the places in the text as it
stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MARK = re.compile(r" \[\d+\]")
PERIOD = re.compile(r"(?:in |to |since |of )?(?:the year ending |at )?31 March \d{4}")
BRACKETS = re.compile(r"\([^()]*\)")
SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9“\"'(])")
LIST = re.compile(
    r"^Among (?:[^,]|,(?=\d))+, the |: [^;.]+[;,]|;.*;|\([^()]*\)[,;] .*\([^()]*\)[,;]? "
    r"(?:and )?.*\([^()]*\)"
)


class TextKind(StrEnum):
    """What a text is for: some rules are for one kind, and some serve nobody in another."""

    SENTENCES = "sentences"
    HEADLINE = "headline"
    HEADING = "heading"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: the words, where they begin in the text as given, and what to do."""

    rule: int
    found: str
    start: int
    advice: str

    def __str__(self) -> str:
        return f'Rule {self.rule}: "{self.found}". {self.advice}'


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A text without its marks. ``places[i]`` is where the i-th character stands in the text as
    given.
    """

    text: str
    places: tuple[int, ...]
    marked: frozenset[int]  # the places in ``text`` after which a mark stood

    def finding(self, rule: int, start: int, end: int, advice: str) -> Finding:
        """A finding about these characters."""
        place = self.places[start] if start < len(self.places) else 0
        return Finding(rule, self.text[start:end][:80], place, advice)

    def has_mark(self, end: int) -> bool:
        """Whether a mark stood after the character before ``end``."""
        return end in self.marked


def unmarked(text: str) -> Unmarked:
    """``text`` without marks."""
    kept, places, marks, end = [], list[int](), set[int](), 0
    for match in MARK.finditer(text):
        kept.append(text[end : match.start()])
        places += range(end, match.start())
        marks.add(len(places))
        end = match.end()
    kept.append(text[end:])
    places += range(end, len(text))
    return Unmarked("".join(kept), tuple(places), frozenset(marks))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text."""

    text: str

    @property
    def counted_words(self) -> int:
        """Words, a period ("in the year ending 31 March 2016") counting as one, and what is in
        brackets as none.
        """
        return len(PERIOD.sub("then", BRACKETS.sub("", self.text)).split())

    @property
    def is_list(self) -> bool:
        """Whether it lists categories or three things or more: its length is theirs."""
        return bool(LIST.search(self.text))


def sentences(text: str) -> Iterator[tuple[int, Sentence]]:
    """The sentences of a text and where they begin."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        yield start, Sentence(text[start : match.start()])
        start = match.end()
    if text[start:].strip():
        yield start, Sentence(text[start:])
