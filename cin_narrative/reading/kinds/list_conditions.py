"""A list with a level and its clause in, a list for each condition out: "above England for plans
but below it for re-referrals", "above Kent and Essex", "over 300 in 2023 but not in 2024".

No list holds the members of two conditions at once: each is listed by itself, on its own side.
What cannot be told apart so is left unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from cin_narrative.reading.contract import (
    Area,
    Ask,
    Change,
    Measure,
    Op,
    Period,
    Restrictor,
    Threshold,
)
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts, Place
from cin_narrative.reading.facts.negations import OTHER_SIDE, denied
from cin_narrative.reading.kinds.evidence import than_years
from cin_narrative.reading.slots.years import against_now, put_round
from cin_narrative.reading.words.closed_classes import COORDINATORS, DETERMINERS
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan, Stretch

TWO = 2  # years, from one of which to the other a change is
JOINING = COORDINATORS | {"but", "yet", "while"}
SIDE = {"higher": "gt", "lower": "lt"}
WITHIN = ("in", "within", "across", "inside")
Condition = tuple[CueSpan, range]


def conditions(facts: Facts) -> list[Condition]:
    """Each comparative that is joined to one before it, with the tokens behind it; the first alone
    where nothing is joined."""
    levels = {i for level in facts.levels for i in range(level.start, level.end)}
    cues = [one for one in facts.having("compare", *COMPARATIVE) if one.start not in levels]
    cues.sort(key=lambda one: one.start)
    kept = cues[:1]
    for one in cues[1:]:
        between = range(kept[-1].end, one.start)
        joined = any(facts.spans.tokens[i].text in JOINING for i in between)
        whose: list[Stretch] = [*facts.places, *facts.home]
        if joined and any(place.start in between for place in whose):
            kept.append(one)
    ends = [*(one.start for one in kept[1:]), *([facts.clause.end] if kept else [])]
    return [(one, range(one.start, end)) for one, end in zip(kept, ends, strict=True)]


def joined_to(level: Place, places: Sequence[Place], facts: Facts) -> list[Place]:
    """The places that are joined to one by "and": "than the South West and the North West"."""
    found = [level]
    for one in places:
        between = {token.text for token in facts.spans.tokens[found[-1].end : one.start]}
        light = COORDINATORS | DETERMINERS | {","}
        if one.start >= found[-1].end and between & (COORDINATORS | {","}) and between <= light:
            found.append(one)
    return found[1:]


def lists_apart(ask: Ask, facts: Facts) -> list[Ask]:
    """The list, or one for each of its conditions."""
    if ask.ask == "list" and ask.threshold is None:
        return [_that_unread(_moved(ask, facts), facts)]
    if ask.ask != "list" or ask.threshold is None:
        return [ask]
    level = ask.threshold.area
    if level is None or facts.levels:
        return _but_not(_place_unread(ask, facts), facts)
    found = conditions(facts)
    if len(found) > 1:
        return _each_by_itself(ask, facts, found) or [_unread(ask, found[1], facts)]
    places = [one for one in facts.places if found and one.start in found[0][1]]
    named = [one for one in places if facts.spans.words(one.start, one.end) == level.words]
    joined = joined_to(named[0], places, facts) if named else []
    others = [_against(ask, _area(one, facts)) for one in joined]
    return [ask, *others] if others else _but_not(ask, facts)


def _place_unread(ask: Ask, facts: Facts) -> Ask:
    """ "Above England for plans and have over 300 referrals": a level of numbers leaves the place's
    unread."""
    numbers = {i for one in facts.levels for i in range(one.start, one.end)}
    cues = [one for one in facts.having("compare", *COMPARATIVE) if one.start not in numbers]
    pairs = [(c, one) for c in cues for one in facts.places if 0 <= one.start - c.end <= 1]
    words = tuple(facts.spans.words(cue.start, one.end) for cue, one in pairs)
    left = tuple(Restrictor(words=one, what="unread") for one in words)
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, *left)) if left else ask


def _moved(ask: Ask, facts: Facts) -> Ask:
    """ "Which councils had fewer in 2024 than in 2023": those in which it fell from then to now; of
    the regions, each with its own change."""
    found = [one for one in conditions(facts) if one[0].cue.value in SIDE]
    set_apart = found and "area" in ask.each and not facts.levels and than_years(facts)
    if not set_apart or ask.change is not None:
        return ask
    way: Literal["up", "down"] = "up" if SIDE[found[0][0].cue.value] == "gt" else "down"
    change = Change(direction=way)
    moved = msgspec.structs.replace(ask, ask="change", change=change)
    moved = put_round(against_now(moved, facts), facts)
    if len(moved.periods) != TWO or ask.limit is not None:
        return _unread(ask, found[0], facts)
    if any(one.set == "all_regions" for one in ask.areas):
        return msgspec.structs.replace(moved, each=(), change=Change())
    return msgspec.structs.replace(moved, ask="list")


def members_above_that(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Which councils are above that?": than the place that was asked for; unread where what it
    had was no one figure."""
    cue, that = facts.having("compare", *COMPARATIVE)[0], facts.having("anaphor", "that")[0]
    names = {one.indicator for one in (*ask.measures, *before.measures)}
    single = len(before.areas) == 1 == len(names) and before.ask == "value" and not ask.periods
    if not single or cue.cue.value not in SIDE or denied(facts, cue.start):
        return _that_unread(ask, facts)
    facts.own(cue.start, that.end)
    area = before.areas[0]
    op: Op = "gt" if SIDE[cue.cue.value] == "gt" else "lt"
    return msgspec.structs.replace(ask, threshold=Threshold(op=op, words=area.words, area=area))


def _that_unread(ask: Ask, facts: Facts) -> Ask:
    """The list with "that" left unread, where it stands right behind what compares."""
    ends = {one.end for one in facts.having("compare") if one.start not in facts.counted}
    for that in facts.having("anaphor", "that") if not ask.restrictors else ():
        if that.start in ends:
            left = Restrictor(words=facts.spans.words(that.start, that.end), what="unread")
            return msgspec.structs.replace(ask, restrictors=(left,))
    return ask


def _area(one: Place, facts: Facts) -> Area:
    return Area(words=facts.spans.words(one.start, one.end), set=one.set)


def _against(ask: Ask, area: Area, cue: CueSpan | None = None, *, other: bool = False) -> Ask:
    """The list against another place; on the side of a comparative, where one is given."""
    level = ask.threshold
    op = level.op if level else "gt"
    op = SIDE[cue.cue.value] if cue else op  # type: ignore[assignment]
    op = OTHER_SIDE[op] if other else op  # type: ignore[assignment]
    level = msgspec.structs.replace(level, op=op, words=area.words, area=area) if level else None
    return msgspec.structs.replace(ask, threshold=level)


def _unread(ask: Ask, condition: Condition, facts: Facts) -> Ask:
    words = facts.spans.words(condition[0].start, condition[0].end)
    left = Restrictor(words=words, what="unread")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def _each_by_itself(ask: Ask, facts: Facts, found: Sequence[Condition]) -> list[Ask]:
    """A list for each comparative, of what is counted and the year that stand behind it."""
    area = ask.threshold.area if ask.threshold else None
    measures, periods = _measures(ask, facts, found), _periods(ask, facts, found)
    sides = all(cue.cue.value in SIDE for cue, _ in found)
    if area is None or not (sides and measures and periods):
        return []
    asks = []
    for (cue, there), counted, when in zip(found, measures, periods, strict=True):
        area = _level(facts, there) or area
        made = _against(ask, area, cue, other=denied(facts, cue.start))
        asks.append(msgspec.structs.replace(made, measures=counted, periods=when))
    return asks


def _level(facts: Facts, there: range) -> Area | None:
    """The place that a comparative sets against, of those behind it."""
    tokens = facts.spans.tokens
    for one in facts.places:
        before = [token.text for token in tokens[max(one.start - 2, 0) : one.start]]
        field = before[-1:] and (before[-1] in WITHIN or (before[0] in WITHIN and len(before) > 1))
        if one.start in there and not (field and before[-1] in (*WITHIN, *DETERMINERS)):
            return _area(one, facts)
    for us in facts.home:
        if us.start in there:
            return Area(words=facts.spans.words(us.start, us.end), set="home")
    return None


def _measures(
    ask: Ask, facts: Facts, found: Sequence[Condition]
) -> list[tuple[Measure, ...]] | None:
    """What is counted in each condition; one thing is counted in all. None: nobody can say."""
    if len(ask.measures) < 2:
        return [ask.measures for _ in found]
    at = {facts.spans.words(m.start, m.end): m.start for m in facts.measured.measures}
    each = [
        tuple(one for one in ask.measures if at.get(one.words or "", -1) in there)
        for _, there in found
    ]
    return each if all(len(one) == 1 for one in each) else None


def _periods(ask: Ask, facts: Facts, found: Sequence[Condition]) -> list[tuple[Period, ...]] | None:
    """The year of each condition; one year is that of all. None: nobody can say."""
    if len(facts.periods) < 2:
        return [ask.periods for _ in found]
    each = [[one for one in facts.periods if one.start in there] for _, there in found]
    if any(len(one) != 1 for one in each):
        return None
    return [tuple(Period(words=facts.spans.words(o.start, o.end)) for o in one) for one in each]


def _but_not(ask: Ask, facts: Facts) -> list[Ask]:
    """ "Above England in 2023 but not in 2024": in that year, what is on the other side."""
    out = [one for one in facts.periods if _is_out(one, ask, facts)]
    kept = [one for one in facts.periods if one not in out]
    years = all(one.meaning.form in ("year", "latest") for one in facts.periods)
    apart = len(out) == len(ask.excluded) == len(kept) == 1 and years and not ask.each[1:]
    if not apart or ask.threshold is None or "area" not in ask.each:
        return [ask]
    other = msgspec.structs.replace(ask.threshold, op=OTHER_SIDE[ask.threshold.op])
    when = Period(words=facts.spans.words(out[0].start, out[0].end))
    ask = msgspec.structs.replace(ask, excluded=())
    return [ask, msgspec.structs.replace(ask, periods=(when,), threshold=other)]


def _is_out(one: PeriodSpan, ask: Ask, facts: Facts) -> bool:
    words = facts.spans.words(one.start, one.end)
    return any(words == left.words for left in ask.excluded)
