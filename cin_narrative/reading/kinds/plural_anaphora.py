"""A clause that points at several figures before it in, what it asks of each of them out: "both for
Hull", "the same two percentages in 2022", "the rate of each", "which of the two"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cin_narrative.reading.contract import (
    Ask,
    Measure,
    Metric,
    Restrictor,
    Turn,
    asks_of,
    last_turn,
)
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.closed_classes import words_of

BOTH = words_of("slots_told.both")
FIGURES = words_of("slots_told.figures")
POINTING = words_of("slots_told.pointing")
OF_THEM = words_of("slots_told.of_them")
OF_YEARS = words_of("slots_told.of_years")
LEADING = words_of("slots_told.leading")
TIMES = frozenset(("year", "period", "date", "day"))


def of_each(ask: Ask, facts: Facts, asks: Sequence[Ask], history: Sequence[Turn]) -> Ask:
    """ "And how did both change", "the rate of each", "the same two percentages for Hull": what the
    asks before it counted, each of them, where it names nothing itself. A number of figures may
    point further back in the conversation."""
    lately = asks or last_turn(history)
    number = None if facts.measured.measures else figures_pointed_at(facts)
    each = BOTH & facts.words if not facts.measured.measures else set[str]()
    things = _counted(lately)
    if number is not None and number[0] > len(things):
        things = dict(list(_counted([*asks_of(history), *asks]).items())[-number[0] :])
    places = {one.words for before in lately for one in (*before.areas, *before.compare_with)}
    places |= {"" for before in lately if before.compare_with and not before.areas}  # ours
    spread = max(len(places), *(len(before.periods) for before in lately), 0)
    most = max(spread, len(things))
    lacks = number is not None and most < number[0] and not _joins(facts)
    if lacks or ("both" in each and most < 2 and not _joins(facts)):
        told = facts.spans.words(*number[1:]) if number is not None else "both"
        left = Restrictor(words=told, what="unread")
        return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    if number is not None:
        facts.pass_over(*number[1:])
    if not (each or number) or len(things) < 2 or "measures" not in ask.inherits:
        return ask
    metric = facts.metric if facts.having("metric") and number is None else None
    cue = facts.having("metric")[:1]
    words = facts.spans.words(cue[0].start, cue[0].end) if cue else None
    measures = tuple(
        Measure(indicator=name, categories=categories, metric=metric or own, words=words)
        for (name, categories), own in things.items()
    )
    return msgspec.structs.replace(ask, measures=measures)


def _counted(asks: Sequence[Ask]) -> dict[tuple[str, tuple[str, ...]], Metric | None]:
    """What was counted, in the order in which it was asked last, with how."""
    found: dict[tuple[str, tuple[str, ...]], Metric | None] = {}
    for one in (measure for before in asks for measure in before.measures):
        if one.indicator:
            key = (one.indicator, one.categories)
            found = {**{k: v for k, v in found.items() if k != key}, key: one.metric}
    return found


def figures_pointed_at(facts: Facts) -> tuple[int, int, int] | None:
    """How many figures before it a clause points at, and the tokens that say so: "the two
    figures", "those three percentages", "both measures", "both for Hull"."""
    tokens, (start, end) = facts.spans.tokens, (facts.clause.start, facts.clause.end)
    for at in range(start, end):
        number, then = (2, at + 1) if tokens[at].text == "both" else whole(tokens, at)
        if not number or number < 2 or then > end:
            continue
        noun = then < end and tokens[then].stem in FIGURES and tokens[then].text not in FIGURES
        led = tokens[at].text == "both" or (at > start and tokens[at - 1].text in POINTING)
        alone = tokens[at].text == "both" and (then == end or tokens[then].text in OF_THEM)
        if led and (noun or alone):
            return number, at, then + noun
    return None


def points_at_several(facts: Facts) -> bool:
    """Whether a clause is of several figures before it: "their average", "mean of the three"."""
    tokens, (start, end) = facts.spans.tokens, (facts.clause.start, facts.clause.end)
    them = {"their", "they", "them", "these", "those"} & facts.words
    number = any(
        tokens[at].text in POINTING and (whole(tokens, at + 1)[0] or 0) > 1
        for at in range(start, end - 1)
    )
    return not facts.measured.measures and (bool(them) or number)


def _joins(facts: Facts) -> bool:
    """Whether "both" stands before two that are named here: "both in 2022 and in 2023"."""
    figures = (*facts.having("metric"), *facts.having("rank"))
    return len(facts.places) > 1 or len(facts.periods) > 1 or len(figures) > 1


def of_named(ask: Ask, facts: Facts, asks: list[Ask]) -> Ask:
    """ "Which of the two": the places that the asks before it named, where it names none."""
    said = {"two", "three", "four", "them", "these", "those"} & set(facts.texts())
    named = [area for one in asks for area in one.areas if area.set is None]
    places = {area.words: area for area in named}
    if ask.ask != "top" or ask.areas or ask.within or not said or len(places) < 2:
        return ask
    return msgspec.structs.replace(ask, areas=tuple(places.values()))


def same_years(facts: Facts) -> Iterator[tuple[int, int]]:
    """ "In each of those years", "for both years", "over the same period": the years before."""
    tokens, first = facts.spans.tokens, facts.clause.start
    for at in range(first, facts.clause.end):
        begin = at - 1
        while begin >= first and whole(tokens, begin)[0]:
            begin -= 1
        if begin < first or tokens[begin].text not in OF_YEARS or tokens[at].stem not in TIMES:
            continue
        while begin > first and tokens[begin - 1].text in LEADING:
            begin -= 1
        yield begin, at + 1


def now_of_the_same(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And now England, same two years": "now" says no time where the years before are meant."""
    only = [facts.spans.words(one.start, one.end) for one in facts.periods] == ["now"]
    same = before.periods and only and any(same_years(facts))
    return msgspec.structs.replace(ask, periods=()) if same else ask
