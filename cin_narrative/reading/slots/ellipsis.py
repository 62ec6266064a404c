"""The asks of a question in, what one of them says of others out: "the same for Bradford", a place
told before or after, a year said once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Area, Ask, FromAsk, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.levels import limit_number
from cin_narrative.reading.kinds.list_conditions import lists_apart
from cin_narrative.reading.measures.months import of_another_month
from cin_narrative.reading.places import is_wide
from cin_narrative.reading.residue import trimmed
from cin_narrative.reading.slots.asks import is_attribute, predicated
from cin_narrative.reading.turns.years_before import NO_AREAS
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import Stretch

ADDING = words_of("slots_told.adding")
DEDUCTING = words_of("slots_told.deducting")
TAKEN_OFF = words_of("slots_told.taken_off")
EACH_CASE = ["in", "each", "case"]


def _like(one: Ask, after: Ask) -> Ask:
    """An ask that is completed by the next: "how many girls and how many boys are in need", "how
    many, and the rate, compared with March 2023"."""
    names = {measure.indicator for measure in after.measures}
    guessed = any(measure.categories for measure in one.measures)
    found = [other for other in one.readings if other.indicator in names]
    if found and guessed:
        return msgspec.structs.replace(one, measures=found[:1], readings=())
    compared = after.ask == "change" and (after.cue or "").lower().startswith("compar")
    if compared and one.ask == "value" and after.measures and "measures" in after.inherits:
        return msgspec.structs.replace(
            one,
            ask="change",
            periods=(after.periods[0], *one.periods) if one.periods else after.periods,
            change=after.change,
            cue=one.cue,
        )
    return one


def repeated(ask: Ask, facts: Facts, asks: list[Ask], lexicon: Lexicon) -> list[Ask]:
    """ "The same for Bradford", "the same two figures for 2022": every ask before it, of another
    place or year."""
    texts = facts.texts()
    same = "same" in texts and texts[0] not in ("which", "who")
    own = [one for one in facts.measured.measures if one.end > facts.spans.cut]
    if not same or not asks or own or not (ask.areas or ask.periods):
        return []
    changes: dict[str, object] = {"words": ask.words, "inherits": ("ask", "measures")}
    if ask.areas:
        changes["areas"] = ask.areas
    if ask.periods:
        changes["periods"] = ask.periods
    again = [
        msgspec.structs.replace(one, from_ask=FromAsk(ask=at), **_relative_to(one, changes))
        for at, one in enumerate(asks)
    ]
    months = [of_another_month(one.measures, facts, lexicon) or one.measures for one in asks]
    pairs = zip(again, months, strict=True)
    return [msgspec.structs.replace(one, measures=measures) for one, measures in pairs]


def _relative_to(one: Ask, changes: dict[str, object]) -> dict[str, object]:
    """The slots changed; a relative period keeps the inherited one that it is told from."""
    inherits = ("ask", "measures", *(("periods",) if "periods" in changes else ()))
    return {**changes, "inherits": inherits}


def halves(ask: Ask, facts: Facts) -> list[Ask]:
    """ "And per 10,000, and for Stoke too": what is joined to a place by "and" is asked of the
    place before as well, where what is counted is taken from there."""
    taken = "measures" in ask.inherits and "areas" not in ask.inherits and ask.areas
    places = [one.start for one in facts.places] if taken and ask.ask == "value" else []
    before = facts.spans.tokens[facts.clause.start : min(places, default=0)]
    joint = max((i for i, one in enumerate(before) if one.text in COORDINATORS), default=0)
    at = facts.clause.start + joint
    said: list[Stretch] = [*facts.having("metric"), *facts.periods]
    if joint == 0 or not any(one.end <= at for one in said):
        return lists_apart(ask, facts)
    begins, ends = facts.clause.start, trimmed(facts.spans, facts.clause.start, at)[1]
    first = msgspec.structs.replace(
        ask, areas=(), inherits=(*ask.inherits, "areas"), words=facts.spans.words(begins, ends)
    )
    words = facts.spans.words(at, facts.clause.end)
    return [first, msgspec.structs.replace(ask, words=words)]


def told_limit(facts: Facts, asks: list[Ask]) -> bool:
    """Whether a clause says only how many are wanted of the members asked for: "top five will
    do"; the ask before it then has that limit."""
    cues, last = facts.having("superlative"), asks[-1] if asks else None
    said = facts.measured.measures or facts.places or facts.periods
    if last is None or last.limit is None or said or not cues:
        return False
    number, start, end = limit_number(facts, cues[0])
    if number is None:
        return False
    words = facts.spans.words(start, end)
    limit = msgspec.structs.replace(last.limit, n=number, words=words)
    asks[-1] = msgspec.structs.replace(last, limit=limit)
    return True


def with_context(
    ask: Ask,
    facts: Facts,
    context: tuple[Area, ...],
    asks: Sequence[Ask],
    *,
    counted: bool,
    ours: bool = True,
) -> tuple[Ask, tuple[Area, ...]]:
    """A place told before the question comes ("I'm from Dudley. How many ...") is its place; where
    it is not said to be ours, "our number" is not of it. An ask of nothing ("Is that unusual?")
    leaves it to the next."""
    if not counted:
        kept = tuple(one for one in ask.areas if one.set in (None, "neighbours"))
        return ask, kept or context
    near = tuple(one for one in context if one.set == "neighbours")
    context = tuple(one for one in context if one not in near)
    if near and ask.ask in ("top", "list") and not (ask.areas or ask.within):
        return msgspec.structs.replace(ask, areas=context, within=near[0]), ()
    if ask.ask in ("top", "list") and not ask.areas:  # "I live in Dudley. Which council ...?"
        context = tuple(one for one in context if is_wide(one))
    taken = "areas" in ask.inherits and any(one.measures for one in asks or (ask,))
    if context and ask.areas and _is_added(facts):
        ask = msgspec.structs.replace(ask, areas=(*context, *ask.areas))
    elif (context and not (ask.areas or ask.within or taken or ask.ask in NO_AREAS)) or (
        ours and context and all(one.set == "home" for one in ask.areas) and ask.areas
    ):
        slots = tuple(slot for slot in ask.inherits if slot != "areas")
        ask = msgspec.structs.replace(ask, areas=context, inherits=slots)
    of_nothing = not (ask.measures or "measures" in ask.inherits or ask.ask in NO_AREAS)
    return ask, context if of_nothing or not ask.areas else ()


def _is_added(facts: Facts) -> bool:
    """Whether all places of a clause are added to its own: "with the England figure for each"."""
    tokens = facts.spans.tokens
    heads = [
        next((t.text for t in reversed(tokens[: one.start]) if t.text not in DETERMINERS), "")
        for one in facts.places
    ]
    measured = min((one.end for one in facts.measured.measures), default=facts.clause.end)
    behind = all(one.is_wide and one.start >= measured for one in facts.places)
    return bool(heads) and behind and set(heads) <= ADDING


def told_home(ask: Ask, facts: Facts, asks: list[Ask]) -> list[Ask]:
    """ "How do we compare? We're Rotherham": the place told afterwards is our own."""
    said = {"we", "i", "us", "our", "my"} & set(facts.texts())
    places = tuple(one for one in ask.areas if one.set is None)
    if not said or not places:
        return asks
    return [
        msgspec.structs.replace(one, areas=places)
        if one.areas and all(area.set == "home" for area in one.areas)
        else one
        for one in asks
    ]


def told_last(asks: list[Ask], spans: Spans) -> list[Ask]:
    """A place by itself at the end, after the questions, is that of each: "... now? Wirral"."""
    stops = [i for i, token in enumerate(spans.tokens) if token.text in ("?", ";", "(")]
    stops = [i for i in stops if i < len(spans.tokens) - 1]
    said = {i for one in spans.places for i in range(one.start, one.end)}
    rest = range(stops[-1] + 1, len(spans.tokens)) if stops else range(0)
    alone = rest and all(i in said or spans.tokens[i].kind == "mark" for i in rest)
    if not alone or len(spans.places) > sum(one.start in rest for one in spans.places):
        return asks
    told = tuple(Area(words=spans.words(one.start, one.end)) for one in spans.places)
    return [
        one
        if one.areas or one.within or "areas" in one.inherits or one.ask in NO_AREAS
        else msgspec.structs.replace(one, areas=told)
        for one in asks
    ]


def left_out_beside(asks: Sequence[Ask]) -> list[Ask]:
    """ "Nothing before 2020. How has it changed?": what only says what is left out is said of the
    ask before it, else of the one after; so is what is to be taken off."""
    asks = _taken_off(asks)
    kept = [one for one in asks if not _only_leaves_out(one)]
    for at, one in enumerate(asks if kept else ()):
        if _only_leaves_out(one):
            near = len([other for other in asks[:at] if not _only_leaves_out(other)])
            heir = max(near - 1, 0)
            out = (*kept[heir].excluded, *one.excluded)
            kept[heir] = msgspec.structs.replace(kept[heir], excluded=out)
    return kept or list(asks)


def _taken_off(asks: Sequence[Ask]) -> list[Ask]:
    """ "Minus the re-referrals", "re-referrals should be taken off": what is to be taken from the
    number of another ask is no question of its own, and narrows that one."""
    kept: list[Ask] = []
    before: tuple[Restrictor, ...] = ()
    for one in asks:
        said = set((one.words or "").lower().split())
        off = one.ask in ("value", "net") and len(one.measures) == 1 and not one.areas
        put = said & DEDUCTING or said >= TAKEN_OFF
        if off and len(asks) > 1 and put and not said & QUESTION:
            before = (*before, Restrictor(words=one.words, what="unread"))
        else:
            kept.append(one)
    heir = 0 if before and asks[0] not in kept else len(kept) - 1
    if not kept or not before:
        return list(asks)
    narrowed = (*kept[heir].restrictors, *before)
    kept[heir] = msgspec.structs.replace(kept[heir], restrictors=narrowed)
    return kept


def _only_leaves_out(one: Ask) -> bool:
    said = one.measures or one.areas or one.periods or one.within or one.restrictors or one.limit
    return bool(one.excluded) and not said and one.ask in ("trend", "value", "none")


def _each_against(asks: Sequence[Ask]) -> list[Ask]:
    """ "The rate of enquiries and that of conferences, each next to England": what the last is set
    against with "each" or "both", the figures asked for before it are set against too."""
    last = asks[-1] if len(asks) > 1 else None
    said = (last.words or "").lower().replace(",", " , ").split() if last is not None else []
    heads = any(mark == "," and word in ("each", "both", "all") for mark, word in pairwise(said))
    ends = said[-2:] in (["for", "each"], ["for", "both"], ["of", "each"]) or said[-3:] == EACH_CASE
    if last is None or last.ask != "compare" or not last.compare_with or not (heads or ends):
        return list(asks)
    slots = {"ask": "compare", "compare_with": last.compare_with, "cue": last.cue}
    return [
        msgspec.structs.replace(one, **slots)
        if one.ask == "value" and one.measures and not one.compare_with
        else one
        for one in asks
    ]


def shared(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Asks of one sentence joined by "and": "referrals and assessments in Leeds in 2022" - what
    only the last of equal asks says holds of those before it too."""
    result = _each_against(predicated(asks))
    first = result[0] if len(result) > 1 else None
    if first is not None and not (first.measures or first.inherits or first.restrictors):
        alike = first.ask == result[1].ask in ("change", "top")
        named = result[1].measures if alike else ()
        periods = first.periods or result[1].periods
        result[0] = msgspec.structs.replace(
            first, measures=named, periods=periods, outcome="answer" if named else first.outcome
        )
    for at in range(len(result) - 2, -1, -1):
        one, after = result[at], result[at + 1]
        result[at] = one = _like(one, after)
        if "ask" in after.inherits or one.ask not in ("value", "trend", "breakdown", "change"):
            continue
        spread = (
            one.ask == "value"
            and not one.periods
            and after.ask in ("trend", "change")
            and (after.change is None and after.cue != "trend" and not after.compare_with)
        )
        if one.ask != after.ask and not spread:
            continue
        changes: dict[str, object] = {}
        taken = "areas" in after.inherits and not one.within
        free = not {"areas"} & {*one.inherits, *after.inherits} and not is_attribute(after)
        if after.areas and not one.areas and (taken or free):
            changes["areas"] = after.areas
        if not one.periods and "periods" not in one.inherits and after.periods:
            changes["periods"] = after.periods
            changes |= {"ask": after.ask, "each": after.each} if spread else {}
        result[at] = msgspec.structs.replace(one, **changes)
    return tuple(result)
