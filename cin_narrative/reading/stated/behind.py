"""A clause that only asks if what was stated before it is so, and where or when, in; what was
stated of that place and year out: "Referrals rose by 7%. Is that true of Kent?"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from cin_narrative.reading.contract import Area, Ask, Claim
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.words.closed_classes import (
    DETERMINERS,
    FIRST,
    INVERTED,
    PREPOSITIONS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Stretch

SAID, HOLDING = words_of("kinds_confirming.said"), forms("kinds_confirming.holding")
POINTING = words_of("kinds_confirming.objects") | {"same"}
ADDED = frozenset(("too", "also", "as", "well"))


def puts_before(spans: Spans, start: int, end: int) -> int:
    """Where the words end, of some tokens, that only ask if what stands before them is so, a place
    or a year behind them: "is that the case | in Kent?", "true | for Kent?"; nought for none."""
    stretches: list[Stretch] = [*spans.places, *spans.periods]
    stretches += [one for one in spans.cues if one.kind == "set"]
    named = {i for one in stretches for i in range(one.start, one.end) if start <= i < end}
    claimed = {i for one in spans.cues if one.kind == "claim" for i in range(one.start, one.end)}
    texts = [token.text for token in spans.tokens[:end]]
    at = start + (texts[start : start + 1] == ["and"])
    led = at < end and texts[at] in INVERTED
    said = at + led + (texts[at + led : at + led + 1] == ["the"])
    if led and not (said < end and texts[said] in POINTING):
        return 0
    said += led
    size = _predicate(texts, said, claimed, end) if led else int(at in claimed)
    light = PREPOSITIONS | DETERMINERS | ADDED
    rest = (i for i in range(said + size, end) if i not in named | claimed)
    plain = all(texts[i] in light or spans.tokens[i].kind == "mark" for i in rest)
    return said + size if named and size and plain else 0


def _predicate(texts: list[str], at: int, claimed: set[int], end: int) -> int:
    """How many tokens say that something is so: "true", "so", "the case", "hold"."""
    after = [*texts[at:end], "", ""]
    if at in claimed or after[0] == "so" or after[0] in HOLDING:
        return 1
    return 2 * (after[0] == "the" and after[1] in SAID) or int(at - 1 in claimed)


def place_stated(ask: Ask, facts: Facts, asks: list[Ask]) -> bool:
    """Put the place and the year of a clause that only asks if it is so into what was stated; where
    that has another place or year of its own, ask the same of this one beside it."""
    clause, spans = facts.clause, facts.spans
    stated = list(_stated(asks))
    last = puts_before(spans, clause.start, clause.end) if ask.areas or ask.periods else 0
    if not stated or not last:
        return False
    made = [_placed(one, ask, spans.words(clause.start, last)) for one in stated]
    if any(_has_its_own(one, ask) for one in stated):
        asks += [msgspec.structs.replace(one, words=ask.words) for one in made]
    else:
        asks[-len(stated) :] = made
    return True


def _stated(asks: list[Ask]) -> Iterator[Ask]:
    """The last asks that state something, in order: no question is put in them."""
    first = len(asks)
    while first and not set((asks[first - 1].words or "").lower().split()) & ASKED:
        first -= 1
    yield from asks[first:]


ASKED = QUESTION - {"that", "who", "when", "where"}


def _has_its_own(one: Ask, ask: Ask) -> bool:
    placed = one.areas or one.within is not None or "areas" in one.inherits
    dated = one.periods or "periods" in one.inherits
    told = all(_is_told(area) for area in one.areas) and one.within is None
    return bool((ask.areas and placed and not told) or (ask.periods and dated))


def _is_told(area: Area) -> bool:
    """Whether a place is only called what it is: "the council", and not "we"."""
    return area.set == "home" and not FIRST & set((area.words or "").lower().split())


def _placed(one: Ask, ask: Ask, words: str) -> Ask:
    claim = one.claim
    if claim is None and (one.ask != "value" or one.limit is not None):
        about: Literal["change", "comparison"] = "change" if one.ask == "change" else "comparison"
        claim = Claim(words=one.cue or words, about=about)
    areas, periods = ask.areas or one.areas, ask.periods or one.periods
    return msgspec.structs.replace(one, areas=areas, periods=periods, claim=claim)
