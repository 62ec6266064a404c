"""A turn that asks where the areas lie that a ranking or a list named before it in, the list of
those that lie there out: "which of those are in London?", "are any in the North East?"."""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Area, Ask, Restrictor, Threshold
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.places import is_wide
from cin_narrative.reading.words.closed_classes import words_of

POINTING = frozenset(("those", "these", "them", "ones"))
ASKING = frozenset(("which", "any", "many", "who", "all", "none")) | POINTING
SOME = frozenset(("any", "all", "none", "they"))
LYING = words_of("turns.lying")
LEADING = frozenset(("in", "from", "within", "inside", "the", "of", "our"))


def among_those(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """The ask, which is a list of those before it that lie in the place it names."""
    areas = [one for one in (*ask.areas, ask.within) if one is not None and one.set != "home"]
    again = before.ask == "list" and "result" in before.inherits and ask.ask == "none"
    if again and before.within is not None and len(areas) == 1 and is_wide(areas[0]):
        left = Restrictor(words=areas[0].words, what="unread")  # "and in the North East?": of whom?
        return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    own = ask.limit or ask.threshold or ask.change or ask.compare_with or facts.measured.measures
    said = ASKING & facts.words and len(areas) == len(facts.places) == 1 and is_wide(areas[0])
    if own or not said or not _names_several(before) or not _lie_there(areas[0], facts):
        return ask
    if areas[0].set not in (None, "region"):  # "which of them are our neighbours"
        left = Restrictor(words=areas[0].words, what="unread")
        return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    members = facts.having("metric", "count")  # "how many of those" are no children
    for one in members:
        facts.own(one.start, one.end)
    facts.cues = [one for one in facts.cues if one not in members]
    there = {"measures": (), "areas": (), "within": areas[0], "each": ("area",), "cue": None}
    return msgspec.structs.replace(ask, ask="list", inherits=("result",), **there)


def beyond_among_those(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Which of them are above England?": those of the areas before it that are."""
    sides, level = {"higher": "gt", "lower": "lt"}, ask.compare_with
    those = POINTING & facts.words and {"which", "any", "many"} & facts.words
    own = ask.areas or ask.within or len(level) != 1 or ask.than not in sides
    if ask.ask != "compare" or own or not those or not _names_several(before):
        return ask
    made = Threshold(op=sides[ask.than or ""], words=level[0].words, area=level[0])  # type: ignore[arg-type]
    beyond = {"compare_with": (), "than": None, "threshold": made, "each": ("area",)}
    return msgspec.structs.replace(ask, ask="list", inherits=("result",), **beyond)


def _names_several(before: Ask) -> bool:
    """Whether the answer before named several areas: the first of a field, or those in a list."""
    limit = before.limit
    of_areas = limit is None or limit.of == "areas"
    several = before.ask == "list" or (limit is not None and (limit.n or 1) > 1)
    ranked = before.ask in ("top", "list") and of_areas and several and "year" not in before.each
    return ranked or (before.ask == "value" and "result" in before.inherits)  # "their rates"


def _lie_there(area: Area, facts: Facts) -> bool:
    """Whether the place is where they are: a verb of place, or what points at them, leads it; "are
    London boroughs"."""
    tokens, at = facts.spans.tokens, facts.places[0].start
    while at > facts.clause.start and tokens[at - 1].text in LEADING:
        at -= 1
    found = at > facts.clause.start and tokens[at - 1].text in LYING | POINTING | SOME
    if found:
        facts.own(at - 1, at)
    return found
