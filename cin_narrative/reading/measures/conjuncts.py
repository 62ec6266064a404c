"""The tokens and terms of a clause in, the conjunct that each token is in out.

"Plans for neglect, assessments and re-referrals" are three things: what is said of one of them is
said of no other. A conjunct begins where a coordinator or a mark of a list is followed by a thing
of its own; without one ("started and ended", "for neglect or emotional abuse") it goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.reading.words.closed_classes import (
    BARE_HEADS,
    COORDINATORS,
    DETERMINERS,
    FUNCTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Term

JOINTS = COORDINATORS | frozenset((",", "/", ";", "+", "minus"))
BASES = words_of("measures_conjuncts.bases")
LONGEST = 12  # tokens: "between the start of the section 47 enquiry and"
MOVES = ("start", "end")  # verbs, which share what they are said of
LIGHT = frozenset(("child", "factor"))  # heads of what another thing is said of as well


def conjuncts(spans: Spans, terms: Sequence[Term], lexicon: Lexicon) -> list[int]:
    """The number of the conjunct of every token, counted from nought."""
    of_things = {term.start for term in terms if is_head(term, spans, lexicon)}
    children = {term.start for term in terms if term.name == "child"}
    inside = {i for term in terms for i in range(term.start + 1, term.end)}
    brings = _bringing(spans, terms)
    ends = _ends(spans)
    found, number, has_head, joint = [0] * len(spans.tokens), 0, False, 0
    # "more re-referrals than plans", not "more than" and not "more start than end a plan"
    behind = {term.end for term in terms if term.name not in MOVES}
    for at, token in enumerate(spans.tokens):
        joins = token.text in JOINTS or (token.text == "than" and at in behind)
        if joins and at not in inside and not _is_between(spans, at):
            joint = at + 1
        elif at in of_things and brings_base(spans, at):
            joint = joint or at  # "referrals per conference" are two things
        elif joint and at not in brings | of_things | children:
            joint = 0  # "how many stayed in need" has no thing of its own
        if at in of_things | children:
            if has_head and joint:
                number += 1
                found[joint:at] = [number] * (at - joint)
            said = [term for term in terms if at < term.start < ends[at]]
            qualified = at in children and any(one.name in lexicon.qualities for one in said)
            has_head, joint = has_head or at in of_things or qualified, 0
        found[at] = number
    return found


def _ends(spans: Spans) -> list[int]:
    """Where the conjunct that a token is in may end, of every token: the next coordinator or mark
    of a list."""
    ends = [len(spans.tokens)] * (len(spans.tokens) + 1)
    for at in range(len(spans.tokens) - 1, -1, -1):
        ends[at] = at if spans.tokens[at].text in JOINTS else ends[at + 1]
    return ends


def is_head(term: Term, spans: Spans, lexicon: Lexicon) -> bool:
    """Whether a term names a thing of its own: "episodes", not the "cases" or "children" that
    another thing is said of."""
    if term.end - term.start > 1:
        return term.name in lexicon.things - lexicon.qualities
    light = term.name in LIGHT or spans.tokens[term.start].text in BARE_HEADS
    return not light and term.name in lexicon.things - lexicon.qualities


def _bringing(spans: Spans, terms: Sequence[Term]) -> set[int]:
    """The tokens that may stand between a coordinator and the thing that it brings: determiners,
    how the figure is wanted, qualities."""
    found = {i for term in terms if term.name[0] != "=" for i in range(term.start, term.end)}
    found |= {i for one in spans.cues if one.kind == "metric" for i in range(one.start, one.end)}
    light = DETERMINERS | BARE_HEADS | JOINTS | {"of"}
    return found | {i for i, token in enumerate(spans.tokens) if token.text in light}


def brings_base(spans: Spans, at: int) -> bool:
    """Whether a token is what something is counted for each of: "per conference", "for every
    conference"."""
    before = [token.text for token in spans.tokens[max(0, at - 2) : at]]
    return before[-1:] == ["per"] or (before[:1] == ["for"] and before[-1] in BASES)


def _is_between(spans: Spans, at: int) -> bool:
    """Whether a coordinator holds two things together: "days between enquiry and conference"."""
    before = [token.text for token in spans.tokens[max(0, at - LONGEST) : at]]
    return "between" in before and not COORDINATORS & set(before[before.index("between") :])


def is_behind_than(spans: Spans, end: int, start: int) -> bool:
    """Whether what begins at one token is what is set against, behind what ends at another: "grew
    faster than the |"."""
    between = [token.text for token in spans.tokens[end:start]]
    than = between.index("than") if "than" in between else len(between)
    return than < len(between) and all(one in FUNCTION | BARE_HEADS for one in between[than:])


def is_set_beyond(spans: Spans, one: Term, other: Term) -> bool:
    """ "More re-referrals than plans": what stands before "than" is said of nothing right behind
    it, but for a length of time."""
    return (
        is_behind_than(spans, one.end, other.start)
        and one.name not in MOVES
        and other.name[:2] not in ("d:", "m:")
        and other.name[0] != "="
    )
