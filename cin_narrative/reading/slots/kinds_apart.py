"""The measures of a clause in, the kinds of one thing that are set against each other out: "more
referrals from schools than from the police"."""

from __future__ import annotations

from dataclasses import replace

from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.measures.names import FoundMeasure


def set_apart(facts: Facts) -> list[FoundMeasure]:
    """A measure for each category of the one that is counted, those before "than" first; none where
    not every category stands on one side of it, or one side has none."""
    found, level = facts.measured.measures, {i for one in facts.levels for i in _there(one)}
    tokens = facts.spans.tokens
    there = range(facts.clause.start, facts.clause.end)
    than = [i for i in there if tokens[i].text == "than" and i not in level]
    if len(found) != 1 or len(than) != 1 or len(found[0].categories) < 2:
        return []
    where = _where(found[0], facts)
    sides = {key: {at > than[0] for at in places} for key, places in where.items()}
    if set(where) != set(found[0].categories) or any(len(side) > 1 for side in sides.values()):
        return []
    ordered = sorted(where, key=lambda key: min(where[key]))
    made = [_of(found[0], key, sides[key], than[0]) for key in ordered]
    return made if {True} in sides.values() and {False} in sides.values() else []


def _there(one: object) -> range:
    return range(one.start, one.end)  # type: ignore[attr-defined]


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
