"""The facts of a clause in, each multiple with what is said of it as one operator out: "more than
double", "nearly twofold", "at least four times".

What stands before a multiple says on which side of it, and sets nothing else against anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cin_narrative.reading.contract import Op
from cin_narrative.reading.facts.clause_facts import Facts, Place
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.closed_classes import DETERMINERS, MULTIPLES, words_of
from cin_narrative.reading.words.stretches import CueSpan, Stretch

BEFORE = words_of("facts_multiples.before")
OF_FIGURE = words_of("facts_multiples.of_figure")
OPS: dict[str, Op] = {
    **dict.fromkeys(("more", "over", "higher", "greater", "above"), "gt"),
    **dict.fromkeys(("less", "under", "fewer", "lower", "below"), "lt"),
    "most": "le",
}
ABOUT = words_of("facts_multiples.about")


def find_multiples(facts: Facts) -> None:
    """Join each multiple with the words of degree right before it, which are no operators then."""
    _find_odds(facts)
    tokens = facts.spans.tokens
    still = [one for one in facts.having("times") if _is_no_move(one, facts)]
    facts.cues = [one for one in facts.cues if one not in still]
    facts.unread += [(one.start, one.end) for one in still]
    for at, one in enumerate(facts.cues):
        first = one.start if one.kind == "times" and one.cue.value != "times" else 0
        while first > facts.clause.start and tokens[first - 1].text in BEFORE:
            first -= 1
        either = tokens[first - 1].text == "or"  # "more or less doubled"
        if one.kind == "times" and one.start > first > 0 and not either:
            facts.cues[at] = replace(one, start=first)
    of_places = {i for one in multiples_of_places(facts) for i in range(one.start, one.end)}
    facts.cues = [  # "at least twice England's" is no end
        one for one in facts.cues if one.kind != "superlative" or one.start not in of_places
    ]
    inside = {i for one in facts.having("times") for i in range(one.start, one.end)}
    facts.cues = [one for one in facts.cues if one.kind == "times" or one.start not in inside]


def heed(at: int, facts: Facts) -> None:
    """A multiple is taken for what it is of: nothing of it is left to be read."""
    facts.own(at, at + 1)
    facts.unread = [one for one in facts.unread if at not in range(*one)]


def _is_no_move(one: CueSpan, facts: Facts) -> bool:
    """ "Double the number of girls": so many times another figure, and nothing there has doubled.
    Whoever reads what it is set against takes it; else it is left unread."""
    after = facts.spans.tokens[one.end : one.end + 1]
    bare = one.end == one.start + 1 and facts.spans.tokens[one.start].text in MULTIPLES
    return bare and any(token.text in DETERMINERS for token in after)


@dataclass(frozen=True, slots=True)
class OfPlace:
    """A multiple of a place's own figure: its words, its side, and whose figure it is of."""

    start: int
    end: int
    op: Op
    place: Place


def multiples_of_places(facts: Facts) -> Iterator[OfPlace]:
    """ "At least double that of England", "more than three times Kent's", "half as many plans as
    Kent"; what is between the multiple and the place says only that it is a figure, or names what
    is counted. Of "about double" no side is told."""
    tokens = facts.spans.tokens
    for place in facts.places:
        at = multiple_before(place, facts)
        if at is None:
            continue
        first = begins_with(at, facts)
        said = {token.text for token in tokens[first:at]}
        if not said & ABOUT:
            op: Op = next((OPS[text] for text in sorted(said & OPS.keys())), "ge")
            yield OfPlace(first, at + 1, op, place)


def begins_with(at: int, facts: Facts) -> int:
    """Where a multiple begins, with its number and with what says on which side of it."""
    tokens = facts.spans.tokens
    first = at - bool(tokens[at].text == "times" and whole(tokens, at - 1)[1] == at)
    while first > facts.clause.start and tokens[first - 1].text in BEFORE:
        first -= 1
    return first


def multiple_before(whose: Stretch, facts: Facts) -> int | None:
    """The multiple of somebody's figure, from where they are named. "Twice as many in Bury as in
    Kent" is of Kent's, which the second "as" tells; what is counted may be named between where
    somebody is named before: "do we have half the plans of Kent"."""
    tokens = facts.spans.tokens
    others = {i for one in facts.places for i in range(one.start, one.end)}
    ours = {i for one in facts.having("set", "home") for i in range(one.start, one.end)}
    at, equal, named = whose.start - 1, 0, False
    while at > facts.clause.start and tokens[at].text not in MULTIPLES:
        equal += tokens[at].text == "as"
        named |= at in facts.counted
        between = at in facts.counted or (at in others and equal == 1)
        if not (between or tokens[at].text in OF_FIGURE):
            return None
        at -= 1
    if tokens[at].text not in MULTIPLES or equal == 1 or at in facts.quantifying:
        return None
    return at if equal or not named or any(i < at for i in others | ours) else None


def _find_odds(facts: Facts) -> None:
    """ "Two to one", "half as many again": how many times over, which no yes to "more" answers."""
    tokens = facts.spans.tokens
    lengths = {i for one in facts.spans.lengths for i in range(one.start, one.end)}
    for at in range(facts.clause.start, facts.clause.end - 2):
        number, end = whole(tokens, at)
        joined = number and number > 1 and end == at + 1 and tokens[end].text in ("to", ":")
        if joined and at not in lengths and whole(tokens, at + 2) == (1, at + 3):
            facts.unread.append((at, at + 3))
        again = tokens[at].text == "as" and tokens[at + 2].text == "again"
        facts.unread += [(at, at + 3)] if again else []  # "half as many again"
