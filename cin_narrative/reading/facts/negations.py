"""A comparative in, whether it is denied out: "isn't above England", "not over 25%", "don't have a
rate above ours". What is denied is the other side of the level, with the level itself.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    PRONOUNS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.tokens import Token

OTHER_SIDE = {"gt": "le", "lt": "ge", "ge": "lt", "le": "gt"}
LIGHT = words_of("negations.light")
ASKERS, IT = frozenset(("i", "we", "you")), frozenset(("it", "they", "we", "that"))


def is_negation(text: str) -> bool:
    """Whether a word is "not", by itself or drawn to its verb."""
    return text == "not" or text.endswith("n't")


def denied_at(tokens: Sequence[Token], at: int, start: int, named: Set[int] = frozenset()) -> int:
    """Where the word stands that denies the comparative at ``at``; -1 where none does. ``named``:
    the tokens of what is counted, which may stand between."""
    back = at - 1
    while back >= start and (tokens[back].text in LIGHT or back in named):
        back -= 1
    denies = back >= start and is_negation(tokens[back].text)
    return back if denies or (back == at - 1 >= start and tokens[back].text == "no") else -1


def denied(facts: Facts, at: int) -> bool:
    """Whether the comparative of a clause is denied; the words that deny it are then in its
    slot."""
    named = facts.counted | {i for one in facts.having("metric") for i in range(one.start, one.end)}
    found = denied_at(facts.spans.tokens, at, facts.clause.start, named)
    if found < 0 or facts.asks_yes_or_no:
        return False
    facts.own(found, at)
    return True


def left_denying(facts: Facts) -> list[tuple[int, int]]:
    """The words that deny something of what is counted or of the members of a field, and that no
    level heeds: "conferences that weren't held in time", "which haven't risen". What the asker or
    the reader does not do is another matter, and so is "isn't it?"."""
    tokens, begins = facts.spans.tokens, facts.clause.start
    heads = [one.start for one in facts.having("each", "areas", "regions")]
    first = min((*heads, *facts.counted), default=facts.clause.end)
    owned = facts.owned | {i for one in facts.levels for i in range(one.start, one.end)}
    owned |= {
        i for one in facts.spans.cues if one.kind == "claim" for i in range(one.start, one.end)
    }
    return [
        (i, i + 1)
        for i in range(max(first, begins + 1), facts.clause.end)
        if tokens[i].text.endswith("n't")
        and i not in owned
        and tokens[i - 1].text not in ASKERS
        and (i < first + 1 or tokens[min(i + 1, facts.clause.end - 1)].text not in IT)
    ]


def denying(facts: Facts) -> list[tuple[int, int]]:
    """The words that deny what is put to a yes, which no slot heeds: "is it true that it hasn't
    risen". A yes to that and a yes to what is denied are opposites. "Isn't it higher", and "..., is
    it higher, isn't it?", deny nothing."""
    tokens, end = facts.spans.tokens, facts.clause.end
    if QUESTION - {"that"} & facts.words:
        return []
    owned = facts.owned | {i for one in facts.levels for i in range(one.start, one.end)}
    there = range(facts.clause.start + 1, end)
    denied = (i for i in there if tokens[i].text.endswith("n't") and i not in owned)
    found = (i for i in denied if tokens[i - 1].text not in COORDINATORS | {","})
    return [(i, i + 1) for i in found if not _is_tag(facts, i)]


def _is_tag(facts: Facts, at: int) -> bool:
    """Whether it stands with a pronoun alone at the end: "... isn't it?"."""
    left = [one for one in facts.spans.tokens[at + 1 : facts.clause.end] if one.kind != "mark"]
    return len(left) == 1 and left[0].text in PRONOUNS
