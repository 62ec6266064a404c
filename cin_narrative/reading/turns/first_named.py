"""A turn that points at the area that came out first before it in, what it asks of that one out:
"are we above that?", "which council there?", "is it the highest for referrals too?"."""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, OTHER_WAY, Facts, Place
from cin_narrative.reading.words.closed_classes import AUXILIARIES
from cin_narrative.reading.words.tokens import Token

INSIDE = frozenset(("in", "within", "inside"))
POINTING = frozenset(("that", "this", "the"))
HAVING = frozenset(("has", "have", "had", "did", "does", "do"))


def lies_there(facts: Facts) -> bool:
    """ "The rate there", "which council there", "in it", "in that region": in that place; "how many
    were there" is of none."""
    if _that_region(facts) or any(one.text == "it" for one in _led(facts)):
        return True
    tokens, fields = facts.spans.tokens, {one.end for one in facts.having("each", "areas")}
    for at in range(facts.clause.start + 1, facts.clause.end):
        near = {token.text for token in (*tokens[at - 1 : at], *tokens[at + 1 : at + 2])}
        is_place = at in fields or not near & (AUXILIARIES - HAVING)
        if tokens[at].text == "there" and is_place:
            return True
    return False


def _led(facts: Facts) -> list[Token]:
    """The words that "in" leads."""
    tokens, there = facts.spans.tokens, range(facts.clause.start, facts.clause.end - 1)
    return [tokens[at + 1] for at in there if tokens[at].text in INSIDE]


def _that_region(facts: Facts) -> Place | None:
    """ "In that region", "in the region"; not in ours."""
    tokens = facts.spans.tokens
    found = (one for one in facts.places if one.set == "region" and one.start > facts.clause.start)
    return next((one for one in found if tokens[one.start - 1].text in POINTING), None)


def in_that_region(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Which region is highest? Which authority in that region is lowest?": in the one that came
    out first, and not in our own; in which of several nobody can say."""
    named = (before.within, *before.areas)
    regions = any(one is not None and one.set == "all_regions" for one in named)
    if not (regions and is_first_of_areas(before)):
        return ask
    that, several = _that_region(facts), before.limit is not None and (before.limit.n or 1) > 1
    if several and facts.having("each", "areas") and (that or "them" in facts.words):
        words = facts.take(that.start, that.end) if that else "them"
        left = Restrictor(words=words, what="unread")
        ask = msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    if that is None:
        return ask
    facts.own(that.start - 1, that.end)
    within = ask.within if ask.within and ask.within.set != "region" else None
    areas = tuple(one for one in ask.areas if one.set != "region")
    return msgspec.structs.replace(ask, within=within, areas=areas)


def is_first_of_areas(before: Ask) -> bool:
    """Whether it was asked which area is first, by its figure."""
    of_areas = before.limit is None or before.limit.of == "areas"
    return before.ask == "top" and of_areas and before.change is None


def beside_first(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Are we above that?": what came out first is set against us, so that the side turns."""
    ordered = facts.having("compare", *COMPARATIVE)
    that = facts.having("anaphor", "that")
    own = ask.measures or ask.within or ask.compare_with or facts.levels or ask.limit
    if not (that and len(ask.areas) == 1 and is_first_of_areas(before)) or own:
        return ask
    if ask.ask == "compare" and ask.than is None:
        return msgspec.structs.replace(ask, areas=(), compare_with=ask.areas)
    side = OTHER_WAY.get(ordered[0].cue.value) if ordered else None
    if ask.ask not in ("none", "compare") or side is None or that[0].start < ordered[0].end:
        return ask
    facts.own(ordered[0].start, that[0].end)
    cue = facts.spans.words(ordered[0].start, ordered[0].end)
    beside = {"areas": (), "compare_with": ask.areas, "than": side}
    return msgspec.structs.replace(ask, ask="compare", cue=cue, **beside)


def as_rank(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Is it the highest for referrals too?": where the first one stands for them."""
    back = facts.words & {"it", "they"} and facts.asks_yes_or_no
    own = ask.areas or ask.within or ask.limit is None or ask.limit.of != "areas" or ask.change
    if ask.ask != "top" or own or not back or not is_first_of_areas(before):
        return ask
    return msgspec.structs.replace(ask, ask="rank")
