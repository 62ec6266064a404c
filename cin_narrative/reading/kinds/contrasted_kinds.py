"""The measures of a clause in, the kinds of one thing that are set against each other out: "more
referrals from schools than from the police", "boys against girls"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.syntax.verbs import EXCEEDING


def set_apart(facts: Facts) -> list[FoundMeasure]:
    """A measure for each category of the one that is counted, those before what sets them apart
    first; none where not every category stands on one side of it, or one side has none."""
    found = facts.measured.measures
    if len(found) != 1 or len(found[0].categories) < 2:
        return []
    where = _where(found[0], facts)
    for at in _setting_apart(found[0], where, facts):
        sides = {key: {place > at for place in places} for key, places in where.items()}
        apart = {side for both in sides.values() for side in both} == {True, False}
        if apart and all(len(side) == 1 for side in sides.values()):
            ordered = sorted(where, key=lambda key: min(where[key]))
            return [_of(found[0], key, sides[key], at) for key in ordered]
    return []


def in_each_place(facts: Facts) -> bool:
    """Whether two things or kinds stand about "than", and all places on one side of it: "more
    section 47s than conferences in Kent and Hull" is asked of each place."""
    tokens, found = facts.spans.tokens, facts.measured.measures
    there = range(facts.clause.start, facts.clause.end)
    at = next((i for i in there if tokens[i].text == "than"), None)
    if at is None or not (set_apart(facts) or len(found) == 2):
        return False
    second = next((i for i in sorted(facts.counted) if i > at), facts.clause.end)
    behind = {one.start > at for one in facts.places}
    return len(behind) == 1 and all(one.start < at or one.start > second for one in facts.places)


def _setting_apart(one: FoundMeasure, where: dict[str, list[int]], facts: Facts) -> Iterator[int]:
    """Where one side ends: at "than", "outnumber", "against", "compared with"; at "or" where the
    larger of two is asked for."""
    if set(where) != set(one.categories):
        return
    level = {i for held in facts.levels for i in range(held.start, held.end)}
    against = {cue.start for cue in facts.having("compare", "against")}
    larger = facts.having("compare", "higher", "lower") or facts.having("superlative")
    gap = facts.having("gap", "gap")
    for at in range(min(map(min, where.values())), facts.clause.end):
        text = facts.spans.tokens[at].text
        joined = (larger and text == "or") or (gap and text == "and")
        if at not in level and (text == "than" or text in EXCEEDING or at in against or joined):
            yield at


def _where(one: FoundMeasure, facts: Facts) -> dict[str, list[int]]:
    """Where each category of a measure is named."""
    found: dict[str, list[int]] = {}
    for span in facts.spans.parts:
        for part in span.parts:
            own = part.indicator == one.indicator and part.category in one.categories
            if own and span.start in one.taken:
                found.setdefault(part.category, []).append(span.start)
    return found


def _of(one: FoundMeasure, category: str, side: set[bool], than: int) -> FoundMeasure:
    """The measure of one category, with the words on its own side."""
    taken = {at for at in one.taken if (at > than) in side}
    start, end = min(taken), max(taken) + 1
    return replace(one, categories=[category], taken=taken, start=start, end=end)
