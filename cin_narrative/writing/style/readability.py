"""The prose of a page's main part -> how it reads: length, figures, marks, repetition, grade; and
what two pages share.

Prose is what the main part says of its area: notes, sources and the reviewed notes that bar a
comparison are left out. A figure is a number with a receipt. Syllables are counted as groups of
vowels, a silent "e" at the end left out; the grade is Flesch and Kincaid's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

from cin_narrative.claims.asked import Neighbours
from cin_narrative.claims.claims import Caveat
from cin_narrative.claims.message import Barred
from cin_narrative.writing.commentary import MARK, Commentary, Paragraph

NOTES = (
    Caveat | Barred | Neighbours
)  # notes and lists: their length is that of what they explain or list
RUN = 8  # words of a run that two pages may share
END = re.compile(r"(?<=[.!?]) +(?=[A-Z0-9“\"'(])")
NUMBER = re.compile(r"\d[\d,.]*%?")
VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[A-Za-z']+")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one page's main part reads. ``runs`` are its runs of eight words; ``frames`` how often
    its commonest sentence
    stands, figures apart; ``begin_with_area`` how many sentences do.
    """

    words: int
    sentences: tuple[int, ...]  # words of each
    figures: tuple[int, ...]  # of each sentence
    marks: int
    frames: int
    begin_with_area: int
    grade: float
    runs: frozenset[str]

    @property
    def marks_per_hundred(self) -> float:
        """Marks to a hundred words of prose."""
        return 100 * self.marks / max(sum(self.sentences), 1)


def reading_of(page: Commentary, area: str) -> Reading:
    """How the main part of ``page`` reads; ``area`` is what its place is called in a sentence."""
    main = [one for one in page.paragraphs if not one.annex]
    prose = [one for one in main if not any(isinstance(claim, NOTES) for claim in one.claims)]
    told = [(text, count) for paragraph in prose for text, count in _sentences(paragraph)]
    frames = Counter(NUMBER.sub("#", text) for text, _ in told)
    return Reading(
        sum(len(one.plain.split()) for one in main),
        tuple(len(text.split()) for text, _ in told),
        tuple(count for _, count in told),
        sum(len(MARK.findall(one.text)) for one in prose),
        max(frames.values(), default=0),
        sum(text.startswith((area, f"In {area}")) for text, _ in told),
        _grade([text for text, _ in told]),
        frozenset(run for one in prose for run in _runs(one.plain)),
    )


def shared_runs(readings: Sequence[Reading]) -> float:
    """The median, over all pairs of pages, of the percentage of the shorter one's runs that the
    other has too.
    """
    pairs = combinations([one.runs for one in readings if one.runs], 2)
    return median(
        [100 * len(one & other) / min(len(one), len(other)) for one, other in pairs] or [0.0]
    )


def _sentences(paragraph: Paragraph) -> Iterator[tuple[str, int]]:
    """Each sentence without marks, and how many figures it prints."""
    start = 0
    for text in END.split(paragraph.text):
        start = paragraph.text.index(text, start)
        end = start + len(text)
        yield MARK.sub("", text), sum(start <= span.start < end for span in paragraph.spans)


def _runs(text: str) -> Iterator[str]:
    words = re.sub(r"[^\w% ]", "", text.lower()).split()
    return (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _grade(sentences: Sequence[str]) -> float:
    words = [word for text in sentences for word in WORD.findall(text)]
    if not words:
        return 0.0
    spoken = sum(len(text.split()) for text in sentences)
    return 0.39 * spoken / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    found = len(VOWELS.findall(word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and found > 1
    return max(found - silent, 1)
