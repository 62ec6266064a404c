"""Spans of a text in, its sentences and the clauses that each ask something out.

A clause begins with a sentence, at a lettered or numbered part, or where a coordinator is followed
by what can begin an ask of its own (a question word, an inverted verb, a metric, a measure with its
own place or year), and something is asked before it already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from cin_narrative.reading.sentences import headed_list, items, whole_sentences
from cin_narrative.reading.syntax.coordination import (
    held_together,
    is_closed,
    is_placed_anew,
    ranks_anew,
)
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    INVERTED,
    POLITE,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans

CONTRASTING = words_of("clauses.contrasting")
FIELDS = words_of("clauses.fields")
ORDERS = words_of("clauses.orders")
SAME_FOR = {("same", by) for by in ("for", "in", "at", "of")}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of tokens that asks one thing, and the number of the sentence it is in.

    ``joined``: it is coordinated with the clause before it; ``lettered``: it is a lettered part.
    """

    start: int
    end: int
    sentence: int
    joined: bool = False
    lettered: bool = False
    prefix: tuple[int, int] | None = None  # what is said before a list holds of each item
    suffix: tuple[int, int] | None = None  # and so does what is said behind it

    @property
    def stretches(self) -> list[tuple[int, int]]:
        """The stretches of tokens that are read as this clause."""
        found = (self.prefix, (self.start, self.end), self.suffix)
        return [one for one in dict.fromkeys(found) if one is not None]


def clauses_of(spans: Spans, lexicon: Lexicon) -> list[Clause]:
    """The clauses of a text, in order, without the marks and coordinators between them."""
    found: list[Clause] = []
    before: tuple[int, int] | None = None
    for number, (start, end) in enumerate(whole_sentences(spans)):
        marks = items(spans, start, end)
        headed = None if marks else headed_list(spans, start, end, lexicon)
        if headed:
            found += [
                Clause(*one, number, bool(at), True, headed.head, headed.tail)
                for at, one in enumerate(headed.asked)
            ]
        if not marks:
            before = None
            found += [] if headed else _clauses(spans, start, end, number, lexicon)
            continue
        if any(token.text != "\n" for token in spans.tokens[start : marks[0]]):
            before = (start, marks[0])
        elif before is None and found and _announces(spans, found[-1]):
            before = (found[-1].start, found.pop().end)
        for at, stop in zip(marks, [*marks[1:], end], strict=True):
            first = at + marker(spans, at)
            end_of = _without_tail(spans, first, stop)
            made = _clauses(spans, first, end_of, number, lexicon, is_item=True)
            found += [_of_list(spans, one, before, one is made[0]) for one in made]
    return [*_sharing(spans, found), *found[-1:]]


def _sharing(spans: Spans, found: list[Clause]) -> Iterator[Clause]:
    """The clauses that another follows, each that has no verb with that of the next: "how many boys
    | and how many girls were in need"."""
    for one, after in pairwise(found):
        end, begin = _behind_part(spans, one), _behind_part(spans, after)
        verb = begin < after.end and spans.tokens[begin].text in INVERTED
        gapped = end == one.end and after.joined and verb and not (one.prefix or one.suffix)
        yield replace(one, suffix=(begin, after.end)) if gapped else one


def _behind_part(spans: Spans, one: Clause) -> int:
    """Where the words end by which a number of one category is asked for: "how many girls |"."""
    asked = {i for cue in spans.cues if cue.kind == "metric" for i in range(cue.start, cue.end)}
    at = one.start
    while at < one.end and (at in asked or spans.tokens[at].text in QUESTION | DETERMINERS):
        at += 1
    return max((part.end for part in spans.parts if part.start == at > one.start), default=0)


def _announces(spans: Spans, one: Clause) -> bool:
    """Whether a clause ends with a colon, and a list comes on the next line."""
    return spans.words(one.start, one.end).rstrip().endswith(":")


def _of_list(spans: Spans, one: Clause, before: tuple[int, int] | None, begins: bool) -> Clause:
    """An item of a list, with what is said before it; a question that follows in the last item is
    none of the list: "(a) started and (b) ended, and what proportion ..."."""
    if not begins and spans.tokens[one.start].text in QUESTION:
        return one
    return replace(one, prefix=before, lettered=True)


def _without_tail(spans: Spans, start: int, end: int) -> int:
    while end > start + 1 and spans.tokens[end - 1].text in COORDINATORS | {",", ":"}:
        end -= 1
    return end


def _clauses(
    spans: Spans, start: int, end: int, number: int, lexicon: Lexicon, is_item: bool = False
) -> list[Clause]:
    found: list[Clause] = []
    begins = at = start
    while at < end:
        gap = _joint(spans, at)
        begin = gap > 0 and at + gap < end and _begins(spans, at + gap, end, lexicon)
        contrast = _is_contrast(spans, at, gap)
        begin = begin and (contrast or not held_together(spans, begins, at, gap))
        begin = begin and (
            contrast or _asks_anew(spans, at + gap) or is_closed(spans, begins, at, end, lexicon)
        )
        begin = begin or (0 < gap < end - at and ranks_anew(spans, begins, at, at + gap, lexicon))
        item = is_item and not found and at > begins and _asks_anew(spans, at + gap)
        if begin and (item or asks_something(spans, begins, at, lexicon)):
            found.append(Clause(begins, at, number, bool(found)))
            begins = at + gap
        at += max(gap, 1)
    last = [Clause(begins, end, number, bool(found))] if begins < end else []
    return [*found, *last]


def _is_contrast(spans: Spans, at: int, gap: int) -> bool:
    return any(token.text in CONTRASTING for token in spans.tokens[at : at + gap])


def _asks_anew(spans: Spans, at: int) -> bool:
    """Whether what begins here is put as a question or an order of its own, not as a noun."""
    return (
        spans.tokens[at].text in QUESTION | INVERTED | ORDERS
        or _brings_question(spans, at)
        or _cue_at(spans, at, "correction")
        or _is_the_same_for(spans, at)
    )


def _is_the_same_for(spans: Spans, at: int) -> bool:
    """ "..., and | the same for Blackpool"."""
    first, *same = [token.text for token in spans.tokens[at : at + 3]]
    placed = any(one.start in (at + 3, at + 4) for one in spans.places)
    return placed and first == "the" and tuple(same) in SAME_FOR


def _brings_question(spans: Spans, at: int) -> bool:
    """ "By how much", "in which year", "say whether": a preposition or an order before a question
    word."""
    texts = [token.text for token in spans.tokens[at : at + 3]]
    if texts[:1] == ["of"] and texts[1:2] in (["those"], ["these"], ["them"]):
        del texts[1]  # "of those | how many"
    brought = texts[1:2] in (["how"], ["what"], ["which"], ["whether"])
    return brought and texts[0] in PREPOSITIONS | {"say", "state"}


def _joint(spans: Spans, at: int) -> int:
    """How many tokens join two clauses here: ", and", "and then", a dash, a slash."""
    taken = 0
    while at + taken < len(spans.tokens):
        token = spans.tokens[at + taken]
        if (
            token.text in COORDINATORS | CONTRASTING
            or _adds_metric(spans, at + taken, taken)
            or token.text in (",", ":", "/")
            or (taken and token.text in POLITE)
        ) or (token.text in ("-", "(") and not taken):
            taken += 1
        else:
            break
    return taken


def _adds_metric(spans: Spans, at: int, taken: int) -> bool:
    """Whether "with" adds a figure to those asked for: ", with the rate for the latest"."""
    joined = taken and spans.tokens[at].text == "with" and at + 2 < len(spans.tokens)
    return bool(joined) and spans.tokens[at + 1].text in DETERMINERS and _metric_at(spans, at + 2)


def _begins(spans: Spans, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether an ask of its own can begin at a token."""
    first = spans.tokens[at]
    after = spans.tokens[at + 1] if at + 1 < end else None
    if first.text in QUESTION - {"which", "that", "whose", "who"}:
        return True
    said_again = _is_the_same_for(spans, at) or _cue_at(spans, at, "correction")
    if _brings_question(spans, at) or said_again:
        return True
    if first.text in ("which", "who"):
        near = {token.stem for token in spans.tokens[at + 1 : at + 4]}
        ranked = any(_cue_at(spans, at + ahead, "superlative") for ahead in (1, 2))
        placed = any(0 < one.start - at < 4 for one in spans.places)  # "which in the South East"
        return after is not None and (
            after.text in {*INVERTED, "of"}  # "which of the four"
            or first.text == "who"
            or ranked
            or placed
            or bool(near & FIELDS)
        )
    if first.text in INVERTED and after is not None:
        named = any(place.start <= at + 1 < place.end for place in spans.places)
        things = (one.start for one in spans.terms if one.name in lexicon.things)
        named = named or at + 1 in things  # "and have section 47 enquiries doubled"
        return named or after.text in PRONOUNS | DETERMINERS | {"there"}
    if first.text in ORDERS and first.kind == "word":
        return True
    noun = at + (first.text in DETERMINERS)
    if _cue_at(spans, noun, "superlative") and is_placed_anew(spans, at, end):
        return True
    if any(one.start == at and _metric_at(spans, one.end) for one in spans.places):
        return True  # "and England's rate"
    named = (
        any(
            one.start == noun and one.name[0] != "=" and _metric_at(spans, one.end)
            for one in spans.terms
        )
        and noun > at
    )
    return named or _metric_at(spans, noun) or _counted_at(spans, noun, end, lexicon)


def _cue_at(spans: Spans, at: int, kind: str) -> bool:
    return any(cue.kind == kind and cue.start == at for cue in spans.cues)


def _metric_at(spans: Spans, at: int) -> bool:
    """Whether a metric begins here; a median in a list of percentiles is one of them."""
    part = any(one.start == at for one in spans.parts)
    return any(
        one.kind == "metric" and one.start == at and not (part and one.cue.value == "average")
        for one in spans.cues
    )


def _counted_at(spans: Spans, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a thing that is counted begins here, and a place or year of its own follows."""
    if not any(term.start == at and term.name in lexicon.things for term in spans.terms):
        return False
    return any(at < one.start < end for one in spans.said)


def asks_something(spans: Spans, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a stretch asks: it counts a thing and says how or where, or has a question word."""

    def has(kinds: set[str]) -> bool:
        return any(start <= cue.start < end and cue.kind in kinds for cue in spans.cues)

    thing = any(start <= term.start < end and term.name in lexicon.things for term in spans.terms)
    opened = spans.tokens[start].text in INVERTED or any(
        token.text in QUESTION for token in spans.tokens[start:end]
    )
    said = any(start <= one.start < end for one in spans.said)
    texts = (token.text for token in spans.tokens[start:end])
    if said and not SAME_FOR.isdisjoint(pairwise(texts)):
        return True  # "the same for 2024 | plus how many of those"
    asked = has({"metric", "change", "rank", "compare", "superlative", "trend"})
    if thing:
        return opened or said or asked
    return opened and (said or asked or has({"gap", "about", "definition"}))
