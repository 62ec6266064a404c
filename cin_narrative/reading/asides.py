"""The spans of a text in, the segments that are beside the question out: who asks, why, when, how.

A segment is a sentence, or what a mark or a conjunction sets off in one. It is an aside when
another segment asks, nothing is counted in it, and its grammar proves that it narrows nothing
(syntax/disjuncts.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from cin_narrative.reading.contract import Area
from cin_narrative.reading.facts.corrections import Correction, corrections
from cin_narrative.reading.kinds.confirming import (
    after_condition,
    asks_of_what_is_stated,
    beside_what_is_stated,
    confirms,
    hung_on,
    is_stated,
    is_tagged,
    leans_back,
    means_what_was_told,
    put_to_a_yes,
)
from cin_narrative.reading.sentences import listed_items, sentences
from cin_narrative.reading.slots.aside_periods import (
    Told,
    denied,
    forms_told,
    headings_told,
    idle_words,
    is_one_of,
    is_ours,
    told_periods,
)
from cin_narrative.reading.syntax.clauses import SUBORDINATORS
from cin_narrative.reading.syntax.declaratives import (
    comments,
    conditions_the_reader,
    is_closing,
    tells,
)
from cin_narrative.reading.syntax.frames import is_formula
from cin_narrative.reading.syntax.glosses import glosses, of_a_year
from cin_narrative.reading.syntax.headings import heads
from cin_narrative.reading.syntax.preambles import is_before_asking, is_one, lead_of
from cin_narrative.reading.syntax.reports import reported
from cin_narrative.reading.syntax.scope import SPEAKING, scopes
from cin_narrative.reading.syntax.segments import MARKS, Part, Segment
from cin_narrative.reading.syntax.words import unread
from cin_narrative.reading.words.closed_classes import INVERTED, PREPOSITIONS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans, without
from cin_narrative.reading.words.stretches import PeriodSpan

JOINING = MARKS | SUBORDINATORS | SPEAKING | {"that"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A text without its asides: the spans that are left, the words of the asides, and the places
    named in them, which are those of a question that names none. So is a period, which is left
    where it stands; beside another period it is one of ``periods``, and narrows what is asked."""

    spans: Spans
    words: tuple[str, ...] = ()
    places: tuple[Area, ...] = ()
    periods: tuple[Told, ...] = ()
    corrections: tuple[Correction, ...] = ()
    is_ours: bool = False  # the places are said to be the asker's own


def set_aside(spans: Spans, lexicon: Lexicon) -> Beside:
    """The spans without the asides of their text, and what those say."""
    fixes = tuple(corrections(spans))
    put_right = {i for one in fixes for i in range(*one.part)}
    kept = put_right | listed_items(spans, lexicon)
    found = [part for part in asides(spans, lexicon) if kept.isdisjoint(range(*part))]
    found = [part for part in found if not _ranks(spans, part, lexicon)]
    found += [part for part in glosses(spans) if not any(a <= part[0] < b for a, b in found)]
    found = sorted([*found, *(one.part for one in fixes)])
    gone = {i for start, end in found for i in _with_mark(spans, start, end)}
    rest = [i for i in range(len(spans.tokens)) if i not in gone]
    if not found or not rest:
        return Beside(replace(spans, confirms=confirms(spans, (), lexicon)))
    beside = gone - put_right
    places = [one for one in spans.places if one.codes and one.start in beside]
    places = [one for one in places if not is_one_of(spans, one)]
    first = next((part for part in found for one in places if part[0] <= one.start < part[1]), None)
    told = tuple(
        Area(words=spans.words(one.start, one.end))
        for one in places
        if first and first[0] <= one.start < first[1]
    )
    told_when = [one for part in found for one in _told_when(spans, part, lexicon)]
    told_when = [one for one in told_when if one.start in beside]
    asked = any(one.start not in gone and one.meaning.form != "latest" for one in spans.periods)
    kept = {*forms_told(spans, gone), *headings_told(spans, found)} | (
        {i for one in told_when for i in (*denied(spans, one, gone), one.start)}
        if not asked
        else set()
    )
    words = tuple(words for part in found for words in idle_words(spans, part, told_when))
    left = without(spans, gone - kept, lexicon)
    return Beside(
        replace(left, confirms=confirms(spans, found, lexicon)),
        words,
        told,
        tuple(Told.of(spans, one) for one in told_when) if asked else (),
        fixes,
        is_ours(spans, first) if first else False,
    )


def _with_mark(spans: Spans, start: int, end: int) -> range:
    """An aside with the comma before it, where one stands behind it too and the clause goes on:
    "how many referrals[, if you can,] did Hull have"."""
    tokens = spans.tokens
    commas = start > 1 and tokens[start - 1].text == tokens[end - 1].text == ","
    on = end < len(tokens) and tokens[end].text in INVERTED | PREPOSITIONS
    return range(start - (commas and on), end)


def _ranks(spans: Spans, part: Part, lexicon: Lexicon) -> bool:
    """Whether an item ranks what is counted: "..., and the most common primary need"."""
    there = range(*part)
    ends = [one.end for one in spans.cues if one.kind == "superlative" and one.start in there]
    said = [one.name for one in spans.terms if any(0 <= one.start - end < 2 for end in ends)]
    return any(one in lexicon.things or lexicon.names_with(one) for one in said)


def _told_when(spans: Spans, part: Part, lexicon: Lexicon) -> Iterator[PeriodSpan]:
    """The periods that an aside tells: of an order of what comes first only the years that it names
    ("if it is too much please start with the most recent years")."""
    ordered = conditions_the_reader(Segment.of(spans, part, lexicon))
    for one in told_periods(spans, part):
        if not ordered or any(letter.isdigit() for letter in spans.words(one.start, one.end)):
            yield one


def asides(spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """The segments that are asides, in order; none where nothing in the text asks, or where every
    word of it has a slot."""
    found = list(sentences(spans))
    joined = any(token.text in JOINING for token in spans.tokens)
    if len(found) == 1 and not joined and not any(unread(spans, part) for part in found):
        return
    sayings = [Segment.of(spans, part, lexicon) for part in found]
    asking = [one.asks or any(piece.asks for piece in one.pieces()) for one in sayings]
    if not any(asking):  # "we should be grateful for | the timeliness of conferences"
        yield from _where_nothing_asks(sayings)
        return
    leans = any(_names(one) and leans_back(after) for one, after in pairwise(sayings))
    free = _is_free(sayings, asking) and not leans
    told = [free and tells(one) for one in sayings]
    asking = [asks and not only for asks, only in zip(asking, told, strict=True)]
    put = [one for one, asks in zip(sayings, asking, strict=True) if asks]
    bare = not any(one.terms for one in put)
    stated = is_stated(spans) and (bare or (len(put) == 1 and is_tagged(put[0])))
    text = _Text(asking.index(True), free, stated, bare or leans)
    back = any({"they", "them", "their"} & {word.text for word in one.words} for one in put)
    points = any(one.points_back for one in put)
    means = any(map(means_what_was_told, put))
    for at, one in enumerate(sayings):
        named = (points and one.names_a_part) or (means and one.names_its_own)
        if at < text.first and free and heads(one, put):
            yield one.part
            continue
        if at < text.first and (named or (back and one.is_of_others())):
            continue  # "keep raising abuse. How many picked it up?", "it covers Leeds; do they ..."
        text.closed = text.closed or (at > text.first and is_formula(one.words))
        if begin := asks_of_what_is_stated(one, put):
            yield begin, one.part[1]
        elif asking[at] or told[at] or not _is_of_what_is_asked(one):
            yield from text.of_sentence(one, at, asks=asking[at], tells=told[at])


@dataclass(slots=True)
class _Text:
    """What of a text its sentences are read beside: which is the ``first`` that asks, and whether
    something is asked of a thing that is named (``free``), is stated to be confirmed, or is asked
    of nothing named (``bare``)."""

    first: int
    free: bool
    stated: bool
    bare: bool
    closed: bool = False  # a formula that a letter ends with came before

    def of_sentence(self, one: Segment, at: int, *, asks: bool, tells: bool) -> Iterator[Part]:
        """The asides of a sentence."""
        begin = (asks and put_to_a_yes(one.words)) or after_condition(one.words)
        if begin and not Segment.of(one.spans, (one.part[0], begin), one.lexicon).terms - {"case"}:
            yield one.part[0], begin
            one = Segment.of(one.spans, (begin, one.part[1]), one.lexicon)
        if self.stated and one.terms and any(word.has("CRD") for word in one.words):
            yield from beside_what_is_stated(one)
        elif tells or conditions_the_reader(one):
            yield one.part
        elif asks:
            yield from _led(one, list(_inside(one, free=self.free)))
        elif self.closed or (
            one.is_aside(before=at < self.first) and not (self.bare and _names(one))
        ):
            yield one.part
        elif _is_told(one.spans, one.part):
            yield one.part[0], one.part[0] + 1
            yield from _inside(Segment.of(one.spans, (one.part[0] + 1, one.part[1]), one.lexicon))
        else:
            first = 0 if at > self.first or (self.bare and _names(one)) else None
            yield from _inside(one, first=first)


def _names(one: Segment) -> bool:
    """Whether what somebody says names a thing: "I was told that referrals fell. By how many?" """
    return one.names_its_own and reported(one.words) > 0


def _where_nothing_asks(sayings: Sequence[Segment]) -> list[Part]:
    """What is beside the topic of a text without a question: its leads, and glosses of it."""
    pieces = [piece for one in sayings for piece in one.pieces()]
    idle = (one.part for one in pieces if len(pieces) > 1 and is_one(one))
    return sorted({*idle, *(lead for one in sayings for lead in _led(one, []))})


def _is_of_what_is_asked(one: Segment) -> bool:
    """ "This is about the under-twos", "true or false?"."""
    stated = one.has("claim") and not (one.terms or after_condition(one.words))
    return scopes(one.words) or stated


def _led(sentence: Segment, inside: list[Part]) -> Iterator[Part]:
    """The asides inside a sentence, and what of its lead is none of them."""
    lead = lead_of(sentence)
    covered = {i for start, end in inside for i in range(start, end)}
    left = [i for i in range(*lead) if i not in covered] if lead else []
    begins = [i for i in left if i - 1 not in left]
    rest = [
        (i, next(j for j in range(i, len(sentence.spans.tokens) + 1) if j not in left))
        for i in begins
    ]
    yield from sorted([*inside, *rest])


def _is_free(sayings: Sequence[Segment], asking: Sequence[bool]) -> bool:
    """Whether something is asked of a thing that what asks names itself."""
    put = (one for one, asks in zip(sayings, asking, strict=True) if asks)
    return any((one.names_its_own or one.names_in_full) and not tells(one) for one in put)


def _inside(sentence: Segment, first: int | None = None, *, free: bool = False) -> Iterator[Part]:
    """The asides of a sentence that asks: what marks and conjunctions set off, and the clause that
    it hangs on."""
    pieces = list(sentence.pieces())
    asking = [one.asks for one in pieces]
    for at, one in enumerate(pieces):
        heads = not any(asking[:at])  # "CIN in Bury, number and rate, with England's" has none
        asking[at] = asking[at] and not (heads and one.is_heading() and any(asking[at + 1 :]))
    free = (free and len(pieces) > 1) or _is_free(pieces, asking)
    told = [free and tells(one, whole=False) for one in pieces]
    asking = [asks and not only for asks, only in zip(asking, told, strict=True)]
    if first is None:
        first = asking.index(True) if any(asking) else len(pieces)
    beside = not any(asking) and any(one.is_aside(before=False) for one in pieces)
    closed, left = False, False
    for at, one in enumerate(pieces):
        closed = closed or (at > first and (is_formula(one.words) or is_closing(one.parsed.texts)))
        denied = left and one.parsed.texts[:1] == ["not"]  # "it is children I'm after, | not plans"
        plain = closed or denied or (at != first and (comments(one) or of_a_year(one)))
        plain = plain or (told[at] and one.stands_apart()) or is_before_asking(pieces[at : at + 2])
        hangs = not plain and (asking[at] or (at == first and len(pieces) == 1))
        aside = not hangs and one.is_aside(before=at < first, attached=True)
        left = plain or aside or (not hangs and beside and one.puts_a_condition)
        if left:
            yield one.part
        elif hangs:
            yield from hung_on(one)


def _is_told(spans: Spans, part: Part) -> bool:
    """Whether a sentence only gives a year or a place: "use 31 March 2023, that's what ..."."""
    said = {one.start for one in spans.said}
    return spans.tokens[part[0]].text in ("use", "using", "take") and part[0] + 1 in said
