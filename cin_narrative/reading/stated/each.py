"""An ask that states several numbers or names several years in, an ask for each out: "9,914
referrals and 2,459 section 47s", "did it rise in 2022 and 2024".

Each number is of what stands beside it; what cannot be told apart so is left as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Area, Ask, Claim, Measure, Period, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.stated.ends import reached_place
from cin_narrative.reading.stated.set_against import each_set_against, listed
from cin_narrative.reading.words.stretches import PeriodSpan, Stretch

Slots = dict[str, Area | Measure | Period]
RUNS = ("span", "last_n", "years_before")
YEARS = ("year", "latest", "before", "ago")


def each_stated(ask: Ask, facts: Facts) -> list[Ask]:
    """An ask for each run of years, each year and each number that is named or stated."""
    against = each_set_against(reached_place(ask, facts), facts)
    if len(against) > 1:
        return against
    years = (one for run in _each_run(against[0], facts) for one in _each_year(run, facts))
    return [one for year in years for one in _each_number(year, facts)]


def _each_run(ask: Ask, facts: Facts) -> list[Ask]:
    """ "The average in 2015-2019 and in 2020-2024": one of each run of years, set against each
    other or not; no average of all of them."""
    runs = [one for one in facts.periods if one.meaning.form in RUNS]
    means = facts.having("aggregate", "mean", "median")
    over_years = ask.ask in ("aggregate", "compare", "change") and means and not ask.compare_with
    if not over_years or len(runs) < 2 or len(runs) != len(ask.periods):
        return [ask]
    how = {"ask": "aggregate", "aggregate": means[0].cue.value, "change": None, "than": None}
    facts.own(means[0].start, means[0].end)
    return [msgspec.structs.replace(ask, periods=(one,), **how) for one in ask.periods]


def _each_number(ask: Ask, facts: Facts) -> list[Ask]:
    """An ask for each number that is stated, of the measure, place or year beside it."""
    claim, numbers = ask.claim, facts.numbers
    stated = claim is not None and claim.about != "comparison" and not (claim.start or claim.end)
    moved = facts.having("change") or facts.levels
    if not stated or len(numbers) < 2 or claim is None or moved:
        return [ask]
    if claim.words != facts.spans.words(*numbers[0]):
        return [ask]  # "two, three or four" is one thing stated
    found = [dict[str, Area | Measure | Period]() for _ in numbers]
    for name, said in _slots(ask, facts):
        begins = [start for start, _ in said]
        near = name != "measures" or _stand_next(begins, numbers)
        if near and _alternate(begins, [start for start, _ in numbers]):
            for slots, (_, one) in zip(found, said, strict=True):
                slots[name] = one
    if not found[0]:
        left = (Restrictor(words=facts.spans.words(*one), what="unread") for one in numbers[1:])
        return [msgspec.structs.replace(ask, restrictors=(*ask.restrictors, *left))]
    pairs = zip(numbers, found, strict=True)
    return [_of_one(ask, facts.spans.words(*at), slots) for at, slots in pairs]


def _of_one(ask: Ask, words: str, slots: Slots) -> Ask:
    """The ask of one number that is stated, with the slots that are its own."""
    claim = msgspec.structs.replace(ask.claim, words=words, about="value")  # type: ignore[type-var]
    own = {name: (one,) for name, one in slots.items()}
    return msgspec.structs.replace(ask, ask="value", change=None, claim=claim, **own)


def _slots(
    ask: Ask, facts: Facts
) -> Iterator[tuple[str, list[tuple[int, Area | Measure | Period]]]]:
    """Each slot that may differ from number to number, with where each of its words stands."""
    whose: list[Stretch] = [*facts.places, *facts.having("set", "home")]
    stretches: list[tuple[str, Sequence[Stretch]]] = [
        ("measures", facts.measured.measures),
        ("areas", whose),
        ("periods", facts.periods),
    ]
    for name, there in stretches:
        named: dict[str | None, Area | Measure | Period] = {
            one.words: one for one in getattr(ask, name)
        }
        ordered = sorted(there, key=lambda one: one.start)
        said = [(one.start, named.get(facts.spans.words(one.start, one.end))) for one in ordered]
        kept = [(at, one) for at, one in said if one is not None]
        if len(kept) == len(ordered) == len(facts.numbers):
            yield name, kept


def _stand_next(things: Sequence[int], numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether each number stands right before its thing, where it stands before it: not so in "24%
    of referrals in Leeds and 22% in Bradford repeated"."""
    first = things[0] < numbers[0][0]
    return first or all(at - end <= 1 for at, (_, end) in zip(things, numbers, strict=True))


def _alternate(said: Sequence[int], numbers: Sequence[int]) -> bool:
    """Whether things and numbers take turns."""
    order = sorted([*((at, "thing") for at in said), *((at, "number") for at in numbers)])
    return all(one != other for (_, one), (_, other) in pairwise(order))


def _each_year(ask: Ask, facts: Facts) -> list[Ask]:
    """ "Did it rise in 2022 and 2024": whether it rose is asked of each of the years; of a level,
    whether each figure is beyond it."""
    put = facts.asks_yes_or_no or facts.is_put_to_a_yes
    years = sorted(facts.periods, key=lambda one: one.start)
    alone = len(years) == len(ask.periods) > 1
    if not put or ask.ask not in ("change", "trend") or not alone:
        return [ask]
    if not _listed(years, facts):
        return [_at_level(ask, facts)]
    kind = "change" if facts.having("change") else "value"
    moved = ask.change.direction if ask.change is not None else None
    if not (moved if kind == "change" else ask.threshold):
        return [ask]
    if any(one.meaning.form != "year" for one in years):  # of which year, nobody can say
        facts.unread.append((years[-1].start, years[-1].end))
        return [ask]
    claim = ask.claim or (Claim(words=ask.cue, about="change") if kind == "change" else None)
    change = ask.change if kind == "change" else None
    return [
        msgspec.structs.replace(ask, ask=kind, periods=(one,), each=(), change=change, claim=claim)
        for one in ask.periods
    ]


def _at_level(ask: Ask, facts: Facts) -> Ask:
    """ "Were there over 600 in 2024, having been 590 in 2023": a level that nothing moved or is set
    against is of the figures."""
    levels = {at for level in facts.levels for at in range(level.start, level.end)}
    set_against = [one for one in facts.having("compare") if one.start not in levels]
    if ask.ask != "change" or ask.threshold is None or set_against or facts.having("change"):
        return ask
    return msgspec.structs.replace(ask, ask="value", change=None)


def _listed(years: Sequence[PeriodSpan], facts: Facts) -> bool:
    """Whether single years stand in a list, and not as the ends of a run."""
    return all(one.meaning.form in YEARS for one in years) and listed(years, facts)
