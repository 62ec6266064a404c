"""An ask that sets a figure against several at once in, an ask for each out: "higher than in 2018,
2020 and 2022", "more plans than last year, and more conferences".

What cannot be set against each is left as unread.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Ask, Change, Period, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.slots.place_levels import next_of
from cin_narrative.reading.slots.years import upon
from cin_narrative.reading.words.closed_classes import COORDINATORS, DETERMINERS, FOCUSING
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan

SIDES = ("higher", "lower")
LINKS = COORDINATORS | DETERMINERS | FOCUSING | {",", "in", "for"}


def each_set_against(ask: Ask, facts: Facts) -> list[Ask]:
    """An ask for each year and for each measure that something is set against."""
    if ask.ask == "net":
        return _each_measure(ask, facts)
    if ask.ask == "streak" and ask.threshold and "many" in facts.words and ask.limit is None:
        facts.unread += [(one.start, one.end) for one in facts.having("streak")]  # how long it was
    ask = _of_regions(_beside_neighbours(ask, facts), facts)
    moved = ask.change.direction if ask.ask == "change" and ask.change is not None else None
    return _each_year(ask, facts) if moved else [ask]


def _each_year(ask: Ask, facts: Facts) -> list[Ask]:
    """ "Higher than in 2018, 2020 and 2022", "up on 2021 and 2023": the latest, or the year before
    "than", against each; a year told by another ("and the year before") is left unread."""
    marks = [at for one in facts.having("change") for at in upon(one, facts)]
    if ask.than in SIDES and (than := _than(facts)) is not None:
        marks.append(than)
    spans = sorted(facts.periods, key=lambda one: one.start)
    behind = [one for one in spans if marks and one.start >= min(marks)]
    ahead = [one for one in spans if one not in behind]
    alike = all(one.meaning.form == "year" for one in behind)
    if len(behind) < 2 or len(ahead) > 1 or not listed(behind, facts):
        return [ask]
    if not alike:
        facts.unread.append((behind[1].start, behind[-1].end))
        behind = behind[:1]
    named = {one.words: one for one in ask.periods}
    whose = [one for span in ahead if (one := named.get(_words(span, facts)))]
    base = whose or [Period(default="latest")]
    against = [one for span in behind if (one := named.get(_words(span, facts)))]
    way = _way(ask.than) if ask.than in SIDES else ask.change
    return [msgspec.structs.replace(ask, periods=(*base, one), change=way) for one in against] or [
        ask
    ]


def _each_measure(ask: Ask, facts: Facts) -> list[Ask]:
    """ "More section 47s than last year, and more conferences": each against its own year before,
    and not the one against the other."""
    than, measures = _than(facts), sorted(facts.measured.measures, key=lambda one: one.start)
    years = [one for one in facts.periods if than is not None and 0 < one.start - than <= 2]
    cues = [_side_before(one.start, facts) for one in measures]
    if len(measures) != len(ask.measures) or not years or not all(cues) or len(set(cues)) < 2:
        return [ask]
    return [
        msgspec.structs.replace(
            ask, ask="change", measures=(one,), than=cue.cue.value, change=_way(cue.cue.value)
        )
        for one, cue in zip(ask.measures, cues, strict=True)
        if cue is not None
    ]


def _side_before(at: int, facts: Facts) -> CueSpan | None:
    """The comparative that stands right before a measure."""
    near = [one for one in facts.having("compare", *SIDES) if 0 <= at - one.end <= 1]
    return near[0] if near else None


def _beside_neighbours(ask: Ask, facts: Facts) -> Ask:
    """ "Rising faster than our neighbours'": how a set of places moved is not set against."""
    sets = [one for one in ask.areas if one.set == "neighbours" and one.words]
    if ask.ask != "change" or ask.than is None or len(ask.areas) < 2 or not sets:
        return ask
    left = tuple(Restrictor(words=one.words or "", what="unread") for one in sets)
    areas = tuple(one for one in ask.areas if one not in sets)
    way = msgspec.structs.replace(ask.change, direction=None) if ask.change else None
    restrictors = (*ask.restrictors, *left)
    return msgspec.structs.replace(ask, areas=areas, restrictors=restrictors, than=None, change=way)


def _of_regions(ask: Ask, facts: Facts) -> Ask:
    """ "Did five of the nine regions see a rise": so many regions are no size of it."""
    cues = facts.having("each", "regions")
    near = any(0 <= cue.start - end <= 1 for cue in cues for _, end in facts.numbers)
    if ask.ask != "change" or ask.claim is None or not near:
        return ask
    facts.unread.append((min(start for start, _ in facts.numbers), cues[0].start))
    return msgspec.structs.replace(ask, claim=None)


def _way(than: str | None) -> Change:
    return Change(direction="up" if than == "higher" else "down")


def _than(facts: Facts) -> int | None:
    return next_of(facts, facts.clause.start, ("than",))


def _words(span: PeriodSpan, facts: Facts) -> str:
    return facts.spans.words(span.start, span.end)


def listed(years: Sequence[PeriodSpan], facts: Facts) -> bool:
    """Whether years stand in a list: "in 2022 and in 2023"."""
    tokens = facts.spans.tokens
    between = [tokens[one.end : other.start] for one, other in pairwise(years)]
    return all({t.text for t in words} <= LINKS for words in between) and all(between)
