"""The spans of a text in, its words with their parts of speech out.

The tags are those of the British National Corpus (C5): NN1 is a noun in the singular, VVZ a verb in
the third person, AV0 an adverb. They are found by HanTa, whose model of English ships with it; it
is loaded when the first text comes that holds a word which no slot has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cin_narrative.reading.quantities import whole
from cin_narrative.reading.words.closed_classes import FUNCTION, INTERJECTIONS, POLITE
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import RUN_TOGETHER

MODEL = "morphmodel_en.pgz"
LONGEST = 20  # letters of a word that is looked at: taking apart a longer one takes long
PLACE, PERIOD = "London", "2020"  # what stands for a name or a date while a sentence is tagged
SUBJECTS = ("i", "we", "they")
POSSESSIVE = re.compile("['\u2019]s?$")
JOINED = re.compile(r"(?i)(.+?)(n't|(?<=can)not|'(?:s|m|re|ve|ll|d))$")
HYPHENED = re.compile("[-\u2010\u2011]")
UNJOINED = {
    "im": "i'm",
    "ive": "i've",
    "weve": "we've",
    "whats": "what's",
    "thats": "that's",
    "hows": "how's",
    "wheres": "where's",
    "whos": "who's",
    "ur": "your",
    "b4": "before",
    "coz": "because",
    "cos": "because",
    "bc": "because",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark: ``text`` in small letters, its ``tag``, and the token that it stands in;
    "I've" is two words of one token. A place is NP0, a period PER, a mark PUN; ``written`` is the
    word as it was written."""

    text: str
    tag: str
    token: int
    written: str = ""

    def has(self, *tags: str) -> bool:
        """Whether its tag begins with one of these."""
        return self.tag.startswith(tags)


def tagged(spans: Spans, start: int, end: int) -> tuple[Word, ...]:
    """The words of some tokens, which are one sentence, with their tags."""
    pieces = list(_pieces(spans, start, end))
    tags = _tags(tuple(piece for piece, _, _ in pieces))
    words: list[Word] = []
    led = False  # an infinitive stands behind an auxiliary or "to": elsewhere it is a present
    for (piece, at, kind), tag in zip(pieces, tags, strict=True):
        last = words[-1] if words else None
        right = kind or _mended(piece, tag, last)
        if right == "VVI" and last is not None and last.has("NN2", "NN0") and not led:
            right = "VVB"  # "members worry"
        led = not right.startswith("PUN") and (led or right.startswith(("VM", "VD", "TO0")))
        words.append(Word(piece.lower(), right, at, piece))
    return tuple(words)


def unread(spans: Spans, part: tuple[int, int]) -> bool:
    """Whether a segment has a content word that no place, period, part or cue has."""
    slots: list[Stretch] = [*spans.said, *spans.parts, *spans.cues]
    read = {i for one in slots for i in range(one.start, one.end)}
    read |= {i for one in spans.terms if one.name[0] != "=" for i in range(one.start, one.end)}
    return any(
        i not in read
        and whole(spans.tokens, i)[0] is None
        and spans.tokens[i].kind == "word"
        and spans.tokens[i].text not in FUNCTION | POLITE
        for i in range(*part)
    )


def _mended(written: str, tag: str, last: Word | None) -> str:
    """The tag of a word where what stands before it, or how it is written, leaves no choice."""
    text = written.lower()
    if written.isupper() and len(text) > 1 and tag.startswith("V") and text not in FUNCTION:
        return "NP0"
    if text in INTERJECTIONS and (last is None or last.has("ITJ", "PUN")):
        return "ITJ"
    if last is None:
        return "VVB" if text in ("need", "want") else tag  # "need cin number asap"
    if last.text in SUBJECTS and tag in ("VVI", "NN1"):
        return "VVB"  # "I chair the forum"
    if text == "'s" and last.has("PN", "EX", "DTQ", "AVQ", "DT0"):
        return "VBZ"
    if last.text in ("please", "kindly", "pls", "plz") and tag in ("NN1", "NN0", "VVI", "VVN"):
        return "VVB"
    return tag


def _pieces(spans: Spans, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """The words to tag, each with its token, and its tag where that is known already."""
    names = {one.start: one.end for one in spans.places if one.codes}
    small, at = any(letter.islower() for letter in spans.text), start
    while at < end:
        token, first = spans.tokens[at], at
        raw = spans.text[token.start : token.end]
        if token.kind == "period":
            yield PERIOD, at, "PER"
        elif at in names and names[at] <= end:
            yield PLACE, first, "NP0"
            at = names[at] - 1
            if POSSESSIVE.search(spans.text[token.start : spans.tokens[at].end]):
                yield "'s", first, "POS"
        elif token.kind in ("mark", "number"):
            yield raw, at, "PUN" if token.kind == "mark" else "CRD"
        else:
            while at + 1 < end and HYPHENED.fullmatch(
                spans.text[spans.tokens[at].end : spans.tokens[at + 1].start]
            ):
                at += 1  # "pre-inspection" is one word
                raw = spans.text[token.start : spans.tokens[at].end]
            short = token.text if raw.lower() in RUN_TOGETHER else ""
            plain = short or (raw if small else raw.lower())
            whole = UNJOINED.get(raw.lower(), plain)[:LONGEST]
            parts = JOINED.match(whole.translate({0x2019: "'"}))
            for part in parts.groups() if parts else (whole,):
                yield part, first, ""
        at += 1


@lru_cache(maxsize=512)
def _tags(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_tagger().tag_sent(list(words), taglevel=0))


@cache
def _tagger() -> Any:
    from HanTa.HanoverTagger import HanoverTagger

    found = find_spec("HanTa")
    where = Path(str(found.origin)).with_name(MODEL) if found else Path(MODEL)
    tagger = HanoverTagger(str(where))  # by its path: a file of that name elsewhere is not opened
    # a word that its list has not is taken apart anew in every sentence, for two milliseconds
    tagger.analyze_forward = lru_cache(maxsize=4096)(tagger.analyze_forward)
    return tagger
