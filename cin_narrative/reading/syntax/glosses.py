"""The spans of a text in, what only explains a word that stands before it out, as stretches.

A gloss gives examples of a category or its other name ("other legal agencies - courts, prisons and
the like -", "epilepsy or similar"), says what a category is not ("individuals rather than schools")
or how places are counted ("1 being the highest"). It must say that it is one: what stands in
brackets without a word of example narrows ("referrals (out of hours)").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.reading.syntax.disjuncts import LIMITING
from cin_narrative.reading.syntax.scope import names_people
from cin_narrative.reading.syntax.segments import Segment
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    INVERTED,
    PREPOSITIONS,
    words_of,
)
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PartSpan

Stretch = tuple[int, int]
OPENING, EXTENDING, CONTRASTING = (
    tuple(tuple(one.split("/")) for one in sorted(words_of(f"syntax_glosses.{name}")))
    for name in ("opening", "extending", "contrasting")
)
FIRST = {one[0] for one in (*OPENING, *EXTENDING, *CONTRASTING)}
BEING = words_of("syntax_glosses.being")
LEAVING = LIMITING | words_of("syntax_glosses.leaving")
CLOSED = {"(": ")", "-": "-"}
STOPS = frozenset(".?!;:()")
LONGEST = 14  # tokens: a longer one is a clause of its own


def glosses(spans: Spans) -> Iterator[Stretch]:
    """The stretches of a text that only explain what stands before them."""
    texts = [token.text for token in spans.tokens]
    yield from _rankings(spans, texts)
    if not FIRST & set(texts):
        return
    known: dict[int, list[PartSpan]] = {}
    for one in spans.parts:
        known.setdefault(one.end, []).append(one)
    for end, heads in known.items():
        at = end
        for start, stop in _behind(texts, end):
            if start == at and stop > start and not _narrows(spans, heads, start, stop):
                yield start, stop
                at = stop
    for at in range(len(texts)):
        yield from _contrasts(spans, texts, at, known)


def _behind(texts: Sequence[str], at: int) -> Iterator[Stretch]:
    """What may explain the word that ends at a token: "or similar", then what a mark sets off."""
    extended = at + _said(texts, at, EXTENDING)
    if extended > at:
        yield at, extended
    mark = texts[extended] if extended < len(texts) else ""
    if mark in CLOSED:
        stop = _closes(texts, extended + 1, CLOSED[mark])
        inside = texts[extended + 1 : stop]
        names = extended > at or _said(inside, 0, OPENING)
        if names or any(_said(inside, i, EXTENDING) for i in range(len(inside))):
            yield extended, min(stop + 1, len(texts))
    else:
        begin = extended + (mark == ",")
        opened = _said(texts, begin, OPENING)
        if opened:
            yield extended, _listed(texts, begin + opened)


def _said(texts: Sequence[str], at: int, phrases: Sequence[tuple[str, ...]]) -> int:
    """How many tokens a phrase takes that stands at a place, with a full stop or comma of its own
    ("i.e.,"); nought for none."""
    found = max((len(one) for one in phrases if tuple(texts[at : at + len(one)]) == one), default=0)
    while found and at + found < len(texts) and texts[at + found] in ".,":
        if texts[at + found] == "." and texts[at + found - 1] not in ("e", "g", "eg", "ie", "etc"):
            break
        found += 1
    return found


def _closes(texts: Sequence[str], at: int, mark: str) -> int:
    """Where what a mark opens ends."""
    return next((i for i in range(at, len(texts)) if texts[i] in {mark, "?", ";"}), len(texts))


def _listed(texts: Sequence[str], at: int) -> int:
    """Where a list ends that no mark closes: at the mark behind its last item, or where the clause
    goes on."""
    joined = False
    for i in range(at, min(at + LONGEST, len(texts))):
        if texts[i] in STOPS or texts[i] in INVERTED:
            return i
        joined = joined or texts[i] in ("and", "or")
        ahead = texts[i + 1 : i + 6]
        more = {"and", "or"} & set(ahead) and not set(ahead[:1]) & PREPOSITIONS
        if texts[i] == "," and (joined or not more):
            return i + 1
    return min(at + LONGEST, len(texts))


def _narrows(spans: Spans, heads: Sequence[PartSpan], start: int, stop: int) -> bool:
    """Whether a stretch limits, or names another category than the one before it."""
    tokens = spans.tokens[start:stop]
    if len(tokens) > 2 * LONGEST or any(one.text in LEAVING for one in tokens):
        return True
    if any(one.kind in ("period", "number") for one in tokens):
        return True
    said = {part for head in heads for part in head.parts}
    kinds = {part.indicator for part in said}
    inside = [one for one in spans.parts if start <= one.start and one.end <= stop]
    others = (one for one in inside if kinds & {part.indicator for part in one.parts})
    return any(not said & set(one.parts) for one in others)


def _contrasts(
    spans: Spans, texts: Sequence[str], at: int, known: dict[int, list[PartSpan]]
) -> Iterator[Stretch]:
    """ "From individuals, | rather than from police or schools": what a category is not."""
    begin = at + _said(texts, at, CONTRASTING)
    before = [one for end, ones in known.items() if end <= at for one in ones]
    if begin == at or not before:
        return
    kinds = {part.indicator for one in before for part in one.parts}
    ends = {one.start: one.end for one in reversed(spans.parts) if _is_of(one, kinds)}
    end = i = begin
    while i < len(texts) and (i in ends or texts[i] in LINKING):
        i = ends.get(i, i + 1)
        end = i if texts[i - 1] not in LINKING else end
    if end > begin:
        yield at, end


LINKING = COORDINATORS | DETERMINERS | PREPOSITIONS | {","}


def _is_of(one: PartSpan, kinds: set[str]) -> bool:
    return bool(kinds & {part.indicator for part in one.parts})


def _rankings(spans: Spans, texts: Sequence[str]) -> Iterator[Stretch]:
    """ "1 being the highest share", "with 1 as the highest": how the places of a rank are counted;
    where that is from below, the word that says so is left."""
    metrics = {one.start: one.end for one in spans.cues if one.kind == "metric"}
    orders = {one.start: one for one in spans.cues if one.kind == "superlative"}
    ranked = any(one.kind == "rank" for one in spans.cues)
    for at in range(1, len(texts) - 1) if ranked and orders else ():
        order = orders.get(at + 1 + (texts[at + 1] in DETERMINERS))
        if texts[at] not in BEING or texts[at - 1] not in ("1", "one", "first") or order is None:
            continue
        start = at - 1 - (at > 1 and texts[at - 2] in ("with", "where"))
        stop = metrics.get(order.end, order.end)
        apart = start == 0 or spans.tokens[start - 1].kind == "mark" or start < at - 1
        if apart and (stop == len(texts) or spans.tokens[stop].kind == "mark"):
            yield start, (stop if order.cue.value == "highest" else order.start)


def of_a_year(piece: Segment) -> bool:
    """Whether what a comma sets off tells of the year before it: "2021, when schools were shut"."""
    words, start = piece.words, piece.part[0]
    ends = {one.end for one in piece.spans.periods}
    told = len(words) > 2 and words[0].text == "when" and words[1].text not in INVERTED
    return told and start - 1 in ends and not (names_people(words) or piece.has("metric"))
