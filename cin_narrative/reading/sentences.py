"""The spans of a text in, its sentences and the items of their lists out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.words.closed_classes import COORDINATORS, words_of
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans

STOPS = frozenset("?!;")
QUOTES = frozenset("'\"’”")  # what is quoted is a sentence of its own: "... in need.' True?"
ABBREVIATED = words_of("sentences.abbreviated")


def sentences(spans: Spans) -> Iterator[tuple[int, int]]:
    """The sentences of a text, without the marks that end them."""
    start = 0
    for i, token in enumerate(spans.tokens):
        if token.kind == "mark" and _stops(spans, i):
            if i > start:
                yield start, i
            start = i + 1
    if start < len(spans.tokens):
        yield start, len(spans.tokens)


def _stops(spans: Spans, at: int) -> bool:
    mark, tokens = spans.tokens[at].text, spans.tokens
    if mark in STOPS or (mark == "." and at == 0):  # what stood before it is set aside
        return True
    if mark == "%":  # a sign that is read, and the end of nothing: "number and %"
        return False
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if mark in QUOTES and before is not None and before.text == ".":
        return after is not None and after.start > tokens[at].end and after.capital
    if after is None:
        return mark != "%"  # "number and %"
    if mark == "\n":
        return bool(before and before.kind == "mark") or after.capital or marker(spans, at + 1) > 0
    if mark != "." or before is None or before.text in ABBREVIATED:
        return False
    spaced = after.start > tokens[at].end
    numbered = before.kind == "number" and before.text.isdigit() and len(before.text) < 3
    at_start = at == 1 or tokens[at - 2].kind == "mark"
    initial = before.kind != "mark" and len(before.text) < 2
    return spaced and not initial and not (numbered and at_start)


def items(spans: Spans, start: int, end: int) -> list[int]:
    """Where the items of a list begin: the markers that more than a place or a year follows."""
    marks = [at for at in range(start, end) if marker(spans, at)]
    found = [at for at in marks if _is_item(spans, at + marker(spans, at), end)]
    several = sum(marker(spans, at) > 0 for at in range(len(spans.tokens))) > 1
    return found if several or found[:1] == [start] else []


def _is_item(spans: Spans, at: int, end: int) -> bool:
    """Whether a lettered part is more than a place or a year: "(b) the rate", not "(b) 2021"."""
    stop = at
    while stop < end and not marker(spans, stop):
        stop += 1
    taken = {i for one in spans.said for i in range(one.start, one.end)}
    days = (one for one in spans.terms if one.name == "current")  # "(b) England on 31 March"
    taken |= {i for one in days for i in range(one.start, one.end)}
    return any(
        i not in taken
        and spans.tokens[i].kind == "word"
        and spans.tokens[i].text not in COORDINATORS | {"in", "for", "the", "on", "at"}
        for i in range(at, stop)
    )
