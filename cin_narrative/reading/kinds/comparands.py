"""An ask that sets a figure against several things at once in, an ask for each of them out: "above
Kent's but below Hull's", "more than in 2023 but fewer than in 2022".

Each comparative holds of what stands behind it, up to the next. What cannot be told apart so, and
an operator that no slot heeds, is left as unread: then the ask has no yes or no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Area, Ask, Change, Period, Restrictor
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.facts.negations import denying, left_denying
from cin_narrative.reading.facts.quantifiers import (
    equalities,
    in_each_year,
    paced_by_nothing,
    unheeded,
)
from cin_narrative.reading.kinds.evidence import of_years, said_of_us, than_years
from cin_narrative.reading.kinds.movement import move_and_side
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.closed_classes import INVERTED, words_of
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan, Stretch

SET = words_of("sides.set")  # "than in 2023", "up on 2023"
DENYING, OTHERWISE = words_of("sides.denying"), words_of("sides.otherwise")
UP, DOWN = ("higher", "up"), ("lower", "down")
COMPARED = ("compare", "change", "net", "value")


def sides(ask: Ask, facts: Facts) -> list[Ask]:
    """The ask, or one for each comparative of its clause; with what is left unread."""
    ask = _of_regions(_in_own_years(ask, facts), facts)
    if ask.paired and ask.ask == "change":  # "fell in Kent in 2021 and in Essex in 2022"
        return [
            msgspec.structs.replace(ask, areas=(area,), periods=(period,), paired=False)
            for area, period in zip(ask.areas, ask.periods, strict=True)
        ]
    found = _parted(ask, facts) if ask.ask in COMPARED and ask.outcome == "answer" else [ask]
    if len(found) > 1:
        return found
    words = dict.fromkeys(facts.spans.words(*one) for one in _unread(ask, facts))
    left = tuple(Restrictor(words=one, what="unread") for one in words)
    return [msgspec.structs.replace(ask, restrictors=(*ask.restrictors, *left))]


def _in_own_years(ask: Ask, facts: Facts) -> Ask:
    """ "Leeds's rate in 2018 against Bradford's in 2024": each place has its own year, and neither
    a figure of the other's. One place twice is a change of it."""
    named = {one.words: one for one in (*ask.areas, *ask.compare_with)}
    us = said_of_us(facts)
    places: list[Stretch] = [*facts.places, *us]
    whose = sorted(places, key=lambda one: one.start)
    areas = [named.get(facts.spans.words(one.start, one.end)) for one in whose]
    if ask.ask not in (*COMPARED, "gap", "trend") or not _alternate(facts) or None in areas:
        return ask
    own = {"periods": tuple(_dated(one, facts) for one in facts.periods), "compare_with": ()}
    if len({one.codes for one in facts.places}) == 1 and not us:
        return msgspec.structs.replace(ask, ask="change", areas=tuple(areas[:1]), **own)
    kept = tuple(one for one in areas if one is not None)
    moved = ask.ask == "change" and facts.having("change", "up", "down")
    as_told = {} if moved else {"ask": "compare", "change": None, "each": ()}
    return msgspec.structs.replace(ask, areas=kept, paired=True, **own, **as_told)


def _dated(one: PeriodSpan, facts: Facts) -> Period:
    return Period(words=facts.spans.words(one.start, one.end))


def _alternate(facts: Facts) -> bool:
    """Whether places and years stand in pairs, and the years are not all one."""
    years = {one.meaning for one in facts.periods if one.meaning.form in ("year", "latest")}
    whose: list[Stretch] = [*(one for one in facts.places if one.codes), *said_of_us(facts)]
    named = [(one.start, "place") for one in whose]
    order = [kind for _, kind in sorted([*named, *((one.start, "") for one in facts.periods)])]
    paired = all(one.codes for one in facts.places) and len(named) == len(facts.periods)
    apart = all(one != other for one, other in pairwise(order))
    return paired and bool(facts.places) and apart and 1 < len(years) == len(facts.periods)


def _of_regions(ask: Ask, facts: Facts) -> Ask:
    """ "Did any region see a rise": the change of each region, which has a way of its own."""
    each = facts.having("each", "regions")
    if ask.ask != "change" or ask.change is None or not each or ask.areas or ask.compare_with:
        return ask
    area = Area(words=facts.spans.words(each[0].start, each[0].end), set="all_regions")
    change = msgspec.structs.replace(ask.change, direction=None)
    return msgspec.structs.replace(ask, areas=(area,), change=change)


def _ways(ask: Ask, facts: Facts) -> list[CueSpan]:
    """The comparatives and, of a change, the rises and falls, in order."""
    levels = {i for level in facts.levels for i in range(level.start, level.end)}
    found = [*facts.having("compare", *COMPARATIVE)]
    found += facts.having("change", "up", "down") if ask.ask == "change" else []
    ways = [one for one in found if one.start not in levels]
    return sorted(ways, key=lambda one: one.start)


def _is_up(one: CueSpan) -> bool | None:
    return True if one.cue.value in UP else False if one.cue.value in DOWN else None


def _parts(ask: Ask, facts: Facts) -> list[tuple[CueSpan, range]]:
    """Each comparative with the tokens behind it, where they are not all one way."""
    ways = _ways(ask, facts)
    if len({_is_up(one) for one in ways}) < 2:
        return []
    ends = [*(one.start for one in ways[1:]), facts.clause.end]
    return [(one, range(one.start, end)) for one, end in zip(ways, ends, strict=True)]


def _parted(ask: Ask, facts: Facts) -> list[Ask]:
    whole = [*move_and_side(ask, facts)] or [*_moves(ask, facts)] or [*_than_each(ask, facts)]
    whole = whole or [*_years_and_places(ask, facts)]
    parts = _parts(ask, facts)
    if whole or not parts:
        return whole or [ask]
    for divide in (_by_year, _in_years, _by_place, _by_measure):
        found = list(divide(ask, facts, parts))
        if len(found) == len(parts):
            return found
    return [ask]


def _moves(ask: Ask, facts: Facts) -> Iterator[Ask]:
    """The move in each of two years, whose sizes are set against each other: "was the fall in 2024
    bigger than in 2023". Which is the bigger the figures tell."""
    moves = facts.having("change", "up", "down")
    years = [one for one in facts.periods if one.meaning.form == "year"]
    if ask.ask != "change" or ask.than is None or not moves or not than_years(facts):
        return
    for period in ask.periods if len(ask.periods) == len(years) == 2 else ():
        yield msgspec.structs.replace(
            ask, periods=(period,), change=Change(form="difference"), than=None
        )


def _than_each(ask: Ask, facts: Facts) -> Iterator[Ask]:
    """One year against each of several: "fewer in 2024 than in 2023, and than in 2022"."""
    there, tokens = range(facts.clause.start, facts.clause.end), facts.spans.tokens
    thans = [at for at in there if tokens[at].text == "than"]
    against = [one for one in facts.periods if any(0 < one.start - at <= 2 for at in thans)]
    own = [one for one in facts.periods if one not in against]
    several = min(len(against), len(thans)) > 1 and len(own) < 2
    if ask.ask != "change" or not several or _parts(ask, facts):
        return
    first = Period(words=facts.spans.words(own[0].start, own[0].end)) if own else None
    for one in against:
        base = Period(words=facts.spans.words(one.start, one.end))
        when = (first or Period(default="latest"), base)
        yield msgspec.structs.replace(ask, periods=when)


def _years_and_places(ask: Ask, facts: Facts) -> Iterator[Ask]:
    """What is set against a year and a place: "against last year, and against our region"."""
    cues = facts.having("compare", "against")
    cues = [one for one in cues if facts.spans.tokens[one.end - 1].text in SET]
    years = [one for one in cues if of_years(facts, one.end)]
    both = years and len(cues) > len(years)
    if not both or ask.ask not in ("compare", "change") or len(ask.periods) != 1:
        return
    if not ask.compare_with:
        return
    taken = dict.fromkeys((*ask.inherits, *(("periods",) if ask.inherits else ())))
    yield msgspec.structs.replace(ask, ask="change", compare_with=())
    yield msgspec.structs.replace(ask, ask="compare", periods=(), inherits=tuple(taken))


def _by_place(ask: Ask, facts: Facts, parts: Sequence[tuple[CueSpan, range]]) -> Iterator[Ask]:
    """The places behind each comparative, which the subject before the first is set against."""
    areas = {one.words: one for one in (*ask.areas, *ask.compare_with)}
    named = [(one.start, areas.get(facts.spans.words(one.start, one.end))) for one in facts.places]
    subject = tuple(area for at, area in named if area and at < parts[0][0].start)
    for cue, there in parts if subject and ask.ask == "compare" else ():
        against = tuple(area for at, area in named if area and at in there)
        if against:
            yield _compared(ask, subject, against, cue)


def _compared(ask: Ask, subject: tuple[Area, ...], against: tuple[Area, ...], cue: CueSpan) -> Ask:
    than = COMPARATIVE[cue.cue.value]
    return msgspec.structs.replace(
        ask, ask="compare", areas=subject, compare_with=against, than=than, change=None
    )


def _by_measure(ask: Ask, facts: Facts, parts: Sequence[tuple[CueSpan, range]]) -> Iterator[Ask]:
    """What is counted behind each comparative, of two that are set against one place throughout."""
    measured = {
        one.words: next((m for m in facts.measured.measures if _words(m, facts) == one.words), None)
        for one in ask.measures
    }
    areas = (*ask.areas, *ask.compare_with)
    if len(areas) != 2 or ask.ask == "change":
        return
    for cue, there in parts:
        own = [one for one in ask.measures if (m := measured[one.words]) and m.start in there]
        if len(own) == 1:
            each = msgspec.structs.replace(ask, measures=tuple(own))
            yield _compared(each, areas[:1], areas[1:], cue)


def _words(measure: object, facts: Facts) -> str:
    start, end = getattr(measure, "start", 0), getattr(measure, "end", 0)
    return facts.spans.words(start, end)


def _by_year(ask: Ask, facts: Facts, parts: Sequence[tuple[CueSpan, range]]) -> Iterator[Ask]:
    """The year behind each comparative, which one year before them all is set against: the first of
    them, or the latest."""
    years = [one for one in facts.periods if one.meaning.form in ("year", "before", "ago")]
    if ask.ask != "change" or len(years) != len(facts.periods):
        return
    before = [one for one in years if one.start < parts[0][0].start]
    subject = before[0] if before else None
    first = [one for one in years if one.start in parts[0][1]]
    if subject is None and len(first) == 2:  # "more in 2024 than in 2023 but fewer than in 2022"
        subject = first[0]
    own = Period(words=facts.spans.words(subject.start, subject.end)) if subject else None
    for cue, there in parts if len(before) < 2 else ():
        against = [one for one in years if one.start in there and one is not subject]
        if len(against) == 1 and _is_set(facts, cue, against[0].start):
            period = Period(words=facts.spans.words(against[0].start, against[0].end))
            way = "up" if _is_up(cue) else "down"
            yield msgspec.structs.replace(
                ask,
                periods=(own or Period(default="latest"), period),
                change=Change(direction=way),  # type: ignore[arg-type]
                than=None,
                areas=(*ask.areas, *ask.compare_with),
                compare_with=(),
            )


def _in_years(ask: Ask, facts: Facts, parts: Sequence[tuple[CueSpan, range]]) -> Iterator[Ask]:
    """The move in the year behind each way: "did it rise in 2024 but fall in 2023"."""
    years = [one for one in facts.periods if one.meaning.form == "year"]
    if ask.ask != "change" or len(years) != len(facts.periods) or len(years) != len(parts):
        return
    for (cue, there), when in zip(parts, years, strict=True):
        if when.start in there and not _is_set(facts, cue, when.start):
            period = Period(words=facts.spans.words(when.start, when.end))
            way = Change(direction="up" if _is_up(cue) else "down")
            yield msgspec.structs.replace(ask, periods=(period,), change=way, than=None)


def _is_set(facts: Facts, cue: CueSpan, at: int) -> bool:
    """Whether a comparative is against the year behind it: "than in 2023", "up on 2023"; and not a
    move in it: "rose in 2023"."""
    between = {token.text for token in facts.spans.tokens[cue.end - 1 : at]}
    return bool(between & SET)


def _unread(ask: Ask, facts: Facts) -> Iterator[tuple[int, int]]:
    """The operators of a question put to a yes that the ask does not heed."""
    yield from facts.unread
    yield from in_each_year(facts) if ask.ask == "change" else ()
    yield from paced_by_nothing(ask, facts)
    yield from dict.fromkeys((*left_denying(facts), *denying(facts)))
    for at in range(facts.clause.start, facts.clause.end - 2) if ask.ask == "value" else ():
        number, end = whole(facts.spans.tokens, at + 1)
        years = number and end < facts.clause.end and facts.spans.tokens[end].text == "years"
        if years and facts.spans.tokens[at].text in ("which", "what"):
            yield at, end + 1  # "which two years had the same number"
    yield from equalities(ask, facts)
    if ask.threshold and (ask.ask in ("streak", "trend") or facts.having("each", "years")):
        members = facts.having("each", "areas", "regions")  # "any council ... ever"
        yield from ((one.start, one.end) for one in members)
    for (_, before), (cue, _) in pairwise(_parts(ask, facts) if ask.ask in COMPARED else ()):
        if _is_joined(facts, before):
            yield cue.start, cue.end
    ends = facts.having("superlative") if ask.ask == "gap" else []
    both = len({one.cue.value for one in ends}) == len(ends) == 2  # between which there is a gap
    yield from ((one.start, one.end) for one in ends if not both)
    if not facts.asks_yes_or_no and not facts.is_put_to_a_yes:
        return
    for one in facts.spans.cues:  # "... Is that wrong?": a yes to that is a no
        heads = [facts.spans.words(at, one.end) for at in range(max(one.start - 3, 0), one.start)]
        if one.kind == "claim" and any(denies(words) for words in heads):
            yield one.start, one.end
    yield from unheeded(facts)


def denies(words: str) -> bool:
    """Whether words ask if what is stated is not so: "am I wrong that"; not "true or false"."""
    texts = words.lower().split()
    said, put = set(texts), {*texts[:1]} & INVERTED
    return bool(put) and bool(said & DENYING) and not said & OTHERWISE


def _is_joined(facts: Facts, there: range) -> bool:
    """Whether the next comparative is joined to this by "and", "or" or "but", so that it is asked
    too."""
    return any(facts.spans.tokens[i].text in ("and", "or", "but", "yet", "while") for i in there)
