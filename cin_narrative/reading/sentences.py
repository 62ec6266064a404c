"""The spans of a text in, its sentences and the items of their lists out.

Items have markers ("(a)", "2."), or a head before them that names what is counted, while they name
only what happened to it, or all of it: "plans: total, started, ended". What follows the last one
(", each for 2022 and 2023") is said of every item.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    FUNCTION,
    PREPOSITIONS,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans

STOPS = frozenset("?!;")
QUOTES = frozenset("'\"’”")  # what is quoted is a sentence of its own: "... in need.' True?"
ABBREVIATED = words_of("sentences.abbreviated")
MONTHS = words_of("sentences.months")
OPENERS = {":": "", "-": "-", "(": ")"}  # each with the mark that closes it
SPLITTING = COORDINATORS | {",", "/"}
ARTICLES = frozenset(("a", "an", "the"))
WHOLE = words_of("sentences.whole")
JOINTS = frozenset((".", ",", "in", "for", "at", "(", ")"))
LIGHT = FUNCTION | PREPOSITIONS | DETERMINERS | {",", "year", "each"}

Stretch = tuple[int, int]


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
    if before.text in MONTHS and at > 1 and tokens[at - 2].kind == "number":
        return after.capital  # "at 31 Mar. 2023"
    spaced = after.start > tokens[at].end
    numbered = before.kind == "number" and before.text.isdigit() and len(before.text) < 3
    at_start = at == 1 or tokens[at - 2].kind == "mark" or marker(spans, at - 1) > 0
    initial = before.kind != "mark" and len(before.text) < 2
    return spaced and not initial and not (numbered and at_start)


def whole_sentences(spans: Spans) -> list[Stretch]:
    """The sentences of a text; one of places and years alone is a part of the one beside it:
    "Leeds. 2019." """
    found: list[Stretch] = []
    every = list(sentences(spans))
    waiting: int | None = None
    for start, end in every:
        if _only_said(spans, (start, end), JOINTS) or (
            found and _only_qualities(spans, start, end)
        ):
            if found:
                found[-1] = (found[-1][0], end)
            else:
                waiting = start if waiting is None else waiting
        else:
            found.append((start if waiting is None else waiting, end))
            waiting = None
    return found if waiting is None else [*found, (waiting, every[-1][1])]


def _only_said(spans: Spans, within: Stretch, light: Set[str]) -> bool:
    """Whether places and periods, and light words, are all that is between two tokens."""
    said = {i for one in spans.said for i in range(one.start, one.end)}
    return all(i in said or spans.tokens[i].text in light for i in range(*within))


def _only_qualities(spans: Spans, start: int, end: int) -> bool:
    """Whether a few words say a quality of what was counted: "? initial category"."""
    read = {i for one in spans.terms if one.name[0] != "=" for i in range(one.start, one.end)}
    asked = {i for one in spans.cues if one.kind != "breakdown" for i in range(one.start, one.end)}
    words = [i for i in range(start, end) if spans.tokens[i].kind != "mark"]
    return 0 < len(words) < 4 and all(i in read and i not in asked for i in words)


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


@dataclass(frozen=True, slots=True)
class HeadedList:
    """The stretches of a list: its head, its items, which of them are the head itself ("total"),
    and what is said of all of them."""

    head: Stretch
    items: tuple[Stretch, ...]
    whole: tuple[bool, ...]
    tail: Stretch | None

    @property
    def asked(self) -> list[Stretch]:
        """What each item asks of beside the head."""
        each = zip(self.items, self.whole, strict=True)
        return [self.head if whole else item for item, whole in each]


def headed_list(spans: Spans, start: int, end: int, lexicon: Lexicon) -> HeadedList | None:
    """The list that a sentence is, where some item of it is nothing without the head."""
    opener = next((at for at in range(start, end) if spans.tokens[at].text in OPENERS), None)
    if opener is None or not _things(spans, (start, opener), lexicon.things):
        return None
    closing = OPENERS[spans.tokens[opener].text]
    close = next((i for i in range(opener + 1, end) if spans.tokens[i].text == closing), end)
    body = (opener + 1, _begin_of_tail(spans, (opener + 1, close), lexicon))
    found = list(_items(spans, body))
    things = lexicon.things - lexicon.qualities
    bare = [one for one in found if not _things(spans, one, things)]
    whole = [_is_whole(spans, one) for one in found]
    sound = all(
        all_of_it or _is_quality(spans, one, lexicon)
        for one, all_of_it in zip(found, whole, strict=True)
    )
    needs_head = any(whole) or any(_terms(spans, one, lexicon) for one in bare)
    if len(found) < 2 or all(whole) or not (sound and needs_head):
        return None
    left = [i for i in range(body[1], end) if not (i == close and closing)]
    tail = (left[0], left[-1] + 1) if left else None
    if tail and not _only_said(spans, tail, LIGHT | {"-"}):
        return None
    return HeadedList((start, opener), tuple(found), tuple(whole), tail)


def _things(spans: Spans, within: Stretch, things: Set[str]) -> bool:
    """Whether one of some things is named between two tokens."""
    return any(within[0] <= one.start < within[1] and one.name in things for one in spans.terms)


def listed_items(spans: Spans, lexicon: Lexicon) -> set[int]:
    """The tokens of every item of such a list in a text."""
    found = (headed_list(spans, start, end, lexicon) for start, end in sentences(spans))
    return {i for one in found if one for item in one.items for i in range(*item)}


def _terms(spans: Spans, within: Stretch, lexicon: Lexicon) -> list[Stretch]:
    parts = {i for one in spans.parts for i in range(one.start, one.end)}  # "median" is a category
    return [
        (one.start, one.end)
        for one in spans.terms
        if one.name in lexicon.qualities
        and within[0] <= one.start
        and one.end <= within[1]
        and one.start not in parts
    ]


def _qualities(spans: Spans, within: Stretch, lexicon: Lexicon) -> list[Stretch]:
    """The terms, categories and lengths of time by which the head may be told apart."""
    said = [(one.start, one.end) for one in spans.parts]
    said += [(one.start, one.end) for one in spans.lengths]
    inside = [one for one in said if within[0] <= one[0] and one[1] <= within[1]]
    return [*_terms(spans, within, lexicon), *inside]


def _begin_of_tail(spans: Spans, body: Stretch, lexicon: Lexicon) -> int:
    """Where the items end: behind the last that says anything, and the year that it is of."""
    whole = [(i, i + 1) for i in range(*body) if spans.tokens[i].text in WHOLE]
    ends = [end for _, end in (*_qualities(spans, body, lexicon), *whole)]
    at = max(ends, default=body[1])
    of_year = [token.text for token in spans.tokens[at : at + 3]]
    return at + 3 if of_year[1:] == ["the", "year"] and of_year[0] in PREPOSITIONS else at


def _items(spans: Spans, body: Stretch) -> Iterator[Stretch]:
    """The stretches between commas and coordinators, without articles before them."""
    begin = body[0]
    for at in range(body[0], body[1] + 1):
        if at < body[1] and spans.tokens[at].text not in SPLITTING:
            continue
        while begin < at and spans.tokens[begin].text in ARTICLES:
            begin += 1
        if begin < at:
            yield begin, at
        begin = at + 1


def _is_whole(spans: Spans, one: Stretch) -> bool:
    return all(token.text in WHOLE for token in spans.tokens[one[0] : one[1]])


def _is_quality(spans: Spans, one: Stretch, lexicon: Lexicon) -> bool:
    """Whether a stretch holds a quality of the head, and nothing else that says anything."""
    found = _qualities(spans, one, lexicon)
    taken = {i for start, end in found for i in range(start, end)}
    rest = (i for i in range(*one) if i not in taken)
    return bool(found) and all(spans.tokens[i].text in LIGHT for i in rest)
