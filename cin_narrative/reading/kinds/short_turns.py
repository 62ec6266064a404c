"""A few words after a question ("and the second highest?", "and per week?", "which was the most
common?") and the ask before them in, the ask that they make of it out."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import Ask, FromAsk, Limit, Restrictor, Turn, last_turn
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.levels import limit_number
from cin_narrative.reading.quantities.numbers import ORDINALS
from cin_narrative.reading.turns.several_before import of_several
from cin_narrative.reading.words.closed_classes import AUXILIARIES, words_of

LIGHT = words_of("short_turns.light")
CAME = frozenset(("who", "which", "comes", "came", "ranks", "ranked"))
ORDERED = ("top", "rank")
SINGLE = frozenset(("year", "latest"))


def in_short(ask: Ask, before: Ask, facts: Facts, earlier: Sequence[Ask]) -> Ask:
    """The ask with what its few words take from the ask before."""
    for heed in (_next_in_order, _of_its_kinds, _at_a_pace, _of_a_list):
        ask = heed(ask, before, facts)
    return of_several(ask, before, facts, earlier)


def _rest(facts: Facts, taken: set[int]) -> set[str]:
    """The words of a clause but for some of its tokens, marks and what only leads in."""
    tokens = facts.spans.tokens
    there = [at for at in range(facts.clause.start, facts.clause.end) if at not in taken]
    return {tokens[at].text for at in there if tokens[at].kind != "mark"} - LIGHT


def _next_in_order(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And the second highest?", "and the bottom five", "who is third?": another place in the same
    order."""
    ends = facts.having("superlative", "highest", "lowest")
    if before.ask not in ORDERED or before.limit is None or facts.places:
        return ask
    if not ends and before.limit.order:
        return _who_is_next(ask, before, before.limit, facts)
    if before.ask != "top" or len(ends) != 1:
        return ask
    number, start, end = limit_number(facts, ends[0])
    if number is None or _rest(facts, set(range(start, end))):
        return ask
    words = facts.take(start, end)
    order = ends[0].cue.value
    limit = Limit(words=words, n=number, order=order, of=before.limit.of)  # type: ignore[arg-type]
    of = {"areas": before.areas, "within": before.within, "each": before.each}
    kept = () if before.limit.order else ask.measures
    return msgspec.structs.replace(ask, ask="top", limit=limit, cue=words, measures=kept, **of)


def _who_is_next(ask: Ask, before: Ask, limit: Limit, facts: Facts) -> Ask:
    """ "Who is third?", "and which came second?": behind the one that was asked for or ranked."""
    texts, start = facts.texts(), facts.clause.start
    places = {
        **ORDINALS,
        "next": (limit.n or 1) + 1,
    }  # behind the last of those that were asked for
    at = next((i for i, text in enumerate(texts) if text in places), 0)
    asked = {"who", "which"} & set(texts[:at]) or texts[at] == "next"
    if not asked or _rest(facts, {start + at}) - AUXILIARIES - CAME:
        return ask
    facts.own(start, facts.clause.end)
    words = facts.spans.words(start + at, start + at + 1)
    next_one = msgspec.structs.replace(limit, words=words, n=places[texts[at]])
    kept = {"within": before.within, "each": before.each}
    return msgspec.structs.replace(ask, ask="top", limit=next_one, cue=words, measures=(), **kept)


def _of_its_kinds(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "What were the needs? Which was the most common?": the kinds are what is ranked."""
    kinds = before.ask in ("breakdown", "value", "top") and any(
        one.all_categories for one in before.measures
    )
    plain = ask.ask == "top" and not (ask.measures or ask.areas or ask.within)
    if not (kinds and plain) or ask.limit is None or facts.having("each"):
        return ask
    return msgspec.structs.replace(ask, limit=msgspec.structs.replace(ask.limit, of="categories"))


def _at_a_pace(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And per week?": the number before, on average."""
    paces = facts.having("pace")
    taken = {at for one in paces for at in range(one.start, one.end)}
    plain = ask.ask in ("none", "value") and not ask.measures
    if before.ask != "value" or len(paces) != 1 or not plain or _rest(facts, taken):
        return ask
    words = facts.take(paces[0].start, paces[0].end)
    each = (paces[0].cue.value,)
    return msgspec.structs.replace(ask, ask="aggregate", aggregate="mean", cue=words, each=each)


def _of_a_list(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "How many are there?", of the members of a list: no figure is their number."""
    counted = facts.texts()[:2] == ["how", "many"] and not facts.measured.measures
    level = before.ask == "list" and (before.threshold is not None or before.change is not None)
    if not (counted and level and ask.ask == "value") or ask.areas or ask.within:
        return ask
    words = facts.spans.words(facts.clause.start, facts.clause.end)
    left = Restrictor(words=words, what="unread")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def of_all_before(asks: list[Ask], history: Sequence[Turn]) -> list[Ask]:
    """A question that names only another place or year ("and Hull?"), of all that was asked in the
    last turn."""
    alone = asks[0] if len(asks) == 1 else None
    if alone is None or not {"ask", "measures"} <= set(alone.inherits) or alone.from_ask:
        return asks
    counted = [one for one in last_turn(history) if one.measures and one.outcome == "answer"]
    moved = alone.areas or alone.within or alone.periods
    several = len({(one.ask, one.measures, one.than) for one in counted}) > 1
    if alone.measures or not moved or not several:
        return asks
    return [msgspec.structs.replace(alone, from_ask=FromAsk(turn=len(history) - 1))]
