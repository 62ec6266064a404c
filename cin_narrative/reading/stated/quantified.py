"""A clause in, the members that it says something of so many of out: "in four of the last five
years", "most of our neighbours", "all but two London boroughs".

The words are then no end, no level and no multiple of another's figure.
"""

from __future__ import annotations

from cin_narrative.reading.contract import Ask, Limit
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.members import INSIDE, KINDS, MEMBERS
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.quantities.quantifiers import (
    ALL,
    ANY,
    EXCEPT,
    RUNNING,
    Quantifier,
    quantifier_at,
    quantifier_in,
)
from cin_narrative.reading.words.closed_classes import DETERMINERS
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.stretches import CueSpan

RUNS = ("last_n", "years_before", "span", "since", "until", "all")
YEARS = ("year", "years")
SINGULAR = frozenset(("every", "each", "any", "no", "single", "one"))  # "every council"
LIGHT = INSIDE | DETERMINERS | KINDS | {"out", "statistical"}
BEFORE = frozenset(("how", "the", "of", "as"))  # "how many", "the only two"
Found = tuple[int, int]


def find_quantified(facts: Facts) -> None:
    """The words that say of how many years, or of how many members of a place, something is so, in
    what is put to a yes."""
    if not (facts.asks_yes_or_no or facts.is_put_to_a_yes):
        return
    lengths = {i for one in facts.spans.lengths for i in range(one.start, one.end)}
    ranked = {one.end for one in facts.having("superlative", "highest", "lowest")}
    ranked |= {one.end for one in facts.having("quartile")}  # "in the top half of"
    for at in range(facts.clause.start, facts.clause.end):
        if at in lengths | ranked | facts.quantifying:
            continue
        if facts.spans.tokens[at].kind == "period":
            facts.quantified = facts.quantified or _in_period(facts, at)
        elif at == 0 or facts.spans.tokens[at - 1].text not in BEFORE:
            found = quantifier_at(facts.spans.tokens[: facts.clause.end], at)
            than = at > 0 and facts.spans.tokens[at - 1].text == "than"
            if found is not None and not (than and found[0] in (ALL, ANY)):  # that is an end
                facts.quantified = facts.quantified or _of_years(facts, at, *found)
                _find_members(facts, at, found[1])


def _in_period(facts: Facts, at: int) -> Found | None:
    """ "In each of the last three years", "for the last three years", "every year but one"."""
    run = any(one.start == at and one.meaning.form in RUNS for one in facts.periods)
    words = facts.spans.words(at, at + 1)
    said = quantifier_in(words)
    if said is None or (said != ALL and " of " not in words):
        return None
    if not run:
        return None
    running = {one.text for one in facts.spans.tokens[at + 1 : at + 2]} & RUNNING
    left = 2 * (said == ALL and _is_but_one(facts, at + 1))
    return at, at + 1 + (left or len(running))


def _is_but_one(facts: Facts, at: int) -> bool:
    """Whether so many are left out right behind the years: "but one"."""
    tokens, end = facts.spans.tokens, facts.clause.end
    return at + 1 < end and tokens[at].text in EXCEPT and whole(tokens, at + 1)[1] == at + 2


def _of_years(facts: Facts, at: int, said: Quantifier, after: int) -> Found | None:
    """ "All but one of the last five years", "in most years", "three years running"."""
    tokens, end = facts.spans.tokens, facts.clause.end
    noun = after
    while noun < end and (tokens[noun].text in {*LIGHT, *RUNNING} or tokens[noun].kind == "number"):
        noun += 1
    partitive = "of" in {token.text for token in tokens[after:noun]}
    if noun < end and tokens[noun].kind == "period":
        partitive |= facts.spans.words(noun, noun + 1).lower().startswith("of ")
        run = any(one.start == noun and one.meaning.form in RUNS for one in facts.periods)
        if run or not facts.spans.words(noun, noun + 1).startswith("year to"):
            return (at, after) if (partitive or said == ALL) and run else None
        facts.unread.append((at, noun + 1))  # "in every year to 2024"
        return None
    if noun == end or tokens[noun].text not in YEARS:
        return None
    last = noun + 1
    while last < end and tokens[last].text in {*RUNNING, "in", "on", "a", "the"}:
        last += 1
    runs = RUNNING & {token.text for token in tokens[after:last]}
    placed = partitive or said.op != "at" or tokens[at - 1].text == "in"
    stop = last if runs else noun + 1 + 2 * (said == ALL and _is_but_one(facts, noun + 1))
    return (at, stop) if runs or placed else None


def _find_members(facts: Facts, at: int, after: int) -> None:
    """ "Half of the East Midlands authorities", "none of our neighbours"."""
    tokens, head = facts.spans.tokens, after
    near = {one.start: one.end for one in facts.having("neighbours")}
    theirs = {i for one in (*facts.places, *facts.having("set", "home")) for i in _in(one)}
    while head < facts.clause.end and tokens[head].text not in MEMBERS and head not in near:
        if head not in theirs and tokens[head].text not in LIGHT:
            return
        head += 1
    last = near.get(head, head + 1) - 1
    several = last < facts.clause.end and tokens[last].text.endswith("s")
    if last >= facts.clause.end or not (several or tokens[after - 1].text in SINGULAR):
        return  # "above both its region and England"
    kind = MEMBERS.get(tokens[head].text, "areas")
    there = range(at, head)
    facts.cues = [one for one in facts.cues if one.start not in there or one.cue.kind == "set"]
    facts.cues.append(CueSpan(Cue("each", kind), head, head + 1))
    facts.members_quantified = (at, after)
    own = {i for one in facts.having("set", "home") for i in _in(one)}
    for i in there:
        if i not in own and not any(i in _in(one) for one in facts.places):
            facts.own(i, i + 1)


def quantified(ask: Ask, facts: Facts) -> Limit | None:
    """Of how many years or members it is asked, or of which of all years."""
    if facts.which_years is not None and ask.ask in ("list", "streak"):
        return Limit(of="years", words=facts.spans.words(*facts.which_years))
    said = facts.members_quantified if ask.ask == "list" else None
    return Limit(of="areas", words=facts.spans.words(*said)) if said is not None else None


def is_behind(cue: CueSpan, facts: Facts) -> bool:
    """Whether the members are what a subject is set against: "is Kent above most of them"."""
    said = facts.members_quantified
    return said is not None and cue.end <= said[0]


def _in(one: object) -> range:
    return range(one.start, one.end)  # type: ignore[attr-defined]
