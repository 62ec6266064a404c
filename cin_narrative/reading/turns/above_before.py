"""A turn that asks who is higher, and than whom stands in the one before it, in, the list of those
on that side of its figure out: "what is Derby's rate? Which neighbours are higher?"."""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Area, Ask, Restrictor
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.slots.place_levels import beyond_area, is_unset
from cin_narrative.reading.words.lexicon import Lexicon

OF_ONE = ("value", "compare", "rank", "change", "trend", "share", "quartile")


def above_before(ask: Ask, before: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The list against the place that was asked for; unread where that was no one place."""
    if "area" not in ask.each or not is_unset(ask, facts):
        return ask
    single = len(before.areas) == 1 and before.areas[0].set in (None, "home")
    ours = not (before.areas or before.within or {"result", "areas"} & set(before.inherits))
    if before.ask in OF_ONE and (single or ours):
        area = before.areas[0] if single else Area(set="home")
        return beyond_area(ask, area, facts, lexicon)
    cue = facts.having("compare", *COMPARATIVE)[0]
    left = Restrictor(words=facts.take(cue.start, cue.end), what="unread")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def of_those_beside(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "How does it compare with its neighbours? Which are higher?": of the neighbours."""
    beside = before.compare_with[0] if len(before.compare_with) == 1 else None
    own = ask.areas or ask.within or ask.compare_with or ask.measures or ask.limit
    asks = "which" in facts.words and facts.having("compare", *COMPARATIVE)
    plain = ask.ask in ("none", "value", "compare")
    if beside is None or beside.set != "neighbours" or own or not (asks and plain):
        return ask
    each = {"than": None, "within": beside, "each": ("area",)}
    return msgspec.structs.replace(ask, ask="list", **each)
