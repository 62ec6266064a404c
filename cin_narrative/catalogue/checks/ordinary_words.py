"""Measures called by an ordinary word: definitions -> faults of synonyms that name no measure.

Which words are ordinary is not listed, but seen. A unit that several totals count names none of
them. A word that many definitions use, or that English uses often, names no measure whose own
title and units do without it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from spellchecker import SpellChecker

from cin_narrative.catalogue.checks.phrases import Phrase, synonyms_of
from cin_narrative.catalogue.definitions import Definitions
from cin_narrative.catalogue.faults import Fault
from cin_narrative.catalogue.periods import Kind, Period
from cin_narrative.catalogue.records import IndicatorRecord

WORD = re.compile(r"[a-z0-9]+")
FIELD_SHARE = 0.1  # of the definitions: a word that more of them use is one of the field
COMMON = 100_000  # times in the word list of the spelling checker (pyspellchecker, its English)


class _Words:
    """The words of the definitions, one and many taken as the same word."""

    def __init__(self, records: Iterable[IndicatorRecord]) -> None:
        self._one = {
            many: one
            for record in records
            for one, many in zip(_split(record.one), _split(record.many), strict=False)
        }

    def phrase(self, text: str) -> str:
        """The words of ``text`` between blanks, to be looked for in others."""
        return f" {' '.join(self._one.get(word, word) for word in _split(text))} "

    def of(self, *texts: str) -> str:
        """The words of several texts, to look for a phrase in; none runs over their ends."""
        return ".".join(map(self.phrase, texts))


def _split(text: str) -> list[str]:
    return WORD.findall(text.lower())


def ordinary_faults(read: Definitions) -> Iterator[Fault]:
    """Every synonym of a measure that is an ordinary word by itself.

    What categories own is looked for with the phrases: a category may have such a word.
    """
    field = _Field([record for _, record in read.files.values()])
    for phrase in synonyms_of(read):
        said = field.words.phrase(phrase.words)
        totals = field.totals_of(said)
        if totals > 1:
            yield _fault(phrase, "unit_of_many", totals=totals)
            continue
        if said in field.own[phrase.owner]:
            continue  # most are: then the other definitions need not be looked through
        others = field.others_with(said, phrase.owner)
        if others > FIELD_SHARE * len(field.own):
            yield _fault(phrase, "word_of_many", others=others)
        elif _is_common(phrase.words):
            yield _fault(phrase, "common_word")


def _fault(phrase: Phrase, text: str, **gaps: object) -> Fault:
    return phrase.file.fault(phrase.keys, text, phrase=phrase.words, **gaps)


class _Field:
    """What the definitions say: each one's own names, its whole text, and the units they count."""

    def __init__(self, records: list[IndicatorRecord]) -> None:
        self.words = _Words(records)
        self.own = {record.id: self.words.of(*_names(record)) for record in records}
        self._texts = {record.id: self.words.of(*_text(record)) for record in records}
        self._units = Counter(
            self.words.phrase(record.counted) for record in records if _is_total(record)
        )

    def totals_of(self, said: str) -> int:
        """How many totals count what ``said`` is a unit of; nought where it is none."""
        return self._units[said]

    def others_with(self, said: str, owner: str) -> int:
        """How many other definitions use the phrase."""
        return sum(said in text for name, text in self._texts.items() if name != owner)


def _is_total(record: IndicatorRecord) -> bool:
    """Whether it counts a unit by itself: no breakdown of another, no part of one."""
    return not record.breakdown_of and not any(one.of for one in record.measures.values())


def _names(record: IndicatorRecord) -> Iterator[str]:
    yield " ".join(word for word in _split(record.title) if word not in _period_words())
    yield from (record.one, record.many)
    for measure in record.measures.values():
        yield from (measure.share, measure.name)


@cache
def _period_words() -> frozenset[str]:
    """The words of "in the year ending 31 March", which titles have and which name nothing."""
    return frozenset(word for kind in Kind for word in _split(str(Period(0, kind))))


def _text(record: IndicatorRecord) -> Iterator[str]:
    yield from _names(record)
    yield from (record.definition, record.why, record.dimension, record.dimensions)
    yield from (category.label for category in record.categories)


def _is_common(phrase: str) -> bool:
    if len(phrase.split()) > 1:
        return False
    return bool(_english().word_frequency[phrase] >= COMMON)


@cache
def _english() -> SpellChecker:
    return SpellChecker()  # a quarter of a second: for the check alone
