"""A clause in, how it says that a figure moved out: which way, whether in per cent, and where the
movement is said to begin or to end: "when did plans start to rise", "have they stopped falling".
What starts there is the rise, and none of the things counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import msgspec

from cin_narrative.catalogue.catalogue import Polarity
from cin_narrative.reading.clauses import Clause
from cin_narrative.reading.contract import Ask, Period
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.words.closed_classes import COORDINATORS, INVERTED, words_of
from cin_narrative.reading.words.lexicon import Cue, Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, Stretch

STEEP = forms("kinds_movement.steep")
BEGINNING, ENDING = words_of("aspect.beginning"), words_of("aspect.ending")
WHEN = words_of("aspect.when")
LASTING = 4  # tokens: "running for at least two years"
WAYS = ("up", "down")


def _aspects(spans: Spans, clause: Clause) -> Iterator[tuple[int, int]]:
    """Each word of beginning or ending before a movement ("stop falling"), or behind one that is
    the subject ("has the rise in plans come to an end"), with the end of what it is of."""
    tokens, cues = spans.tokens, [one for one in spans.cues if one.kind == "change"]
    for at in range(clause.start, clause.end):
        text = tokens[at].text
        if text not in BEGINNING | ENDING:
            continue
        after = at + 1 + (at + 1 < clause.end and tokens[at + 1].text == "to")
        moved = [one for one in cues if one.start == after and one.cue.value in WAYS]
        moved += [one for one in spans.cues if one.kind == "turning_point" and one.start == at]
        subject = [
            one
            for one in cues
            if clause.start < one.start < at and one.end < at
            if tokens[one.start - 1].text == "the" and tokens[one.end].text in ("in", "of")
        ]
        if moved or subject:
            yield at, moved[0].end if moved else at + 1


def asks_how_long(spans: Spans, clause: Clause) -> bool:
    """ "How long has Kent been above Essex": for how many years, and not how long a thing lasts."""
    texts = [token.text for token in spans.tokens[clause.start : clause.end]]
    if texts[:2] != ["how", "long"] or texts[2:3] == [] or texts[2] not in INVERTED:
        return False
    ours = [one for one in spans.cues if one.cue == Cue("set", "home")]
    whose: list[Stretch] = [*spans.places, *ours]
    ends = [one.end for one in whose if one.start - clause.start in (3, 4)]
    near = {at + more for at in ends for more in range(4)}  # "had a higher", "been well above"
    compared = (one for one in spans.cues if one.kind == "compare")
    return any(one.start in near and one.cue.value in ("higher", "lower") for one in compared)


def of_the_move(spans: Spans, clause: Clause) -> Spans:
    """The spans without the terms of starting and ending that are of a movement."""
    gone = {at for at, _ in _aspects(spans, clause)}
    gone |= {clause.start, clause.start + 1} if asks_how_long(spans, clause) else set()
    moved = {one.end for one in spans.cues if one.kind in ("change", "turning_point")}
    gone |= {at for at in moved if at < clause.end and spans.tokens[at].text == "again"}
    kept = tuple(one for one in spans.terms if not gone & set(range(one.start, one.end)))
    return replace(spans, terms=kept) if gone else spans


def _lasts(facts: Facts) -> bool:
    """ "Since when have they been falling", "for how long": for how many years on end."""
    texts = facts.texts()
    return texts[:2] == ["since", "when"] or ["how", "long"] in (texts[:2], texts[1:3])


def find_turns(facts: Facts) -> None:
    """When a movement began, or whether it has ended, lies with where the run of years turned."""
    asked = set(facts.texts()[:2]) & WHEN or "year" in facts.texts()[1:3]
    for at, end in _aspects(facts.spans, facts.clause):
        if asked or facts.spans.tokens[at].text in ENDING:
            facts.cues = [one for one in facts.cues if not at <= one.start < end]
            facts.cues.append(CueSpan(Cue("turning_point", "turn"), at, end))
        facts.own(at, end)
    if not facts.having("turning_point") and facts.having("change", *WAYS) and _lasts(facts):
        facts.cues.append(
            CueSpan(Cue("streak", "running"), facts.clause.start, facts.clause.start + 2)
        )
    moves = {cue.end for cue in (*facts.having("change"), *facts.having("turning_point"))}
    for at in moves & set(range(facts.clause.start, facts.clause.end)):
        if facts.spans.tokens[at].text == "again":
            facts.own(at, at + 1)
    streaks = {i for one in facts.having("streak") for i in range(one.start, one.end)}
    named: list[Stretch] = [*facts.spans.lengths, *facts.spans.parts]
    for one in named:  # "have been running for two years"
        for at in range(max(one.start - LASTING, facts.clause.start), one.start):
            if facts.spans.tokens[at].text == "running" and at not in streaks:
                facts.own(at, at + 1)


def way_of(ask: Ask, facts: Facts, lexicon: Lexicon) -> Literal["up", "down"] | None:
    """Which way it is asked to have gone; of both ways none, nor of a plunge: how far a thing must
    fall to have plunged, nobody can say."""
    cues = [one for one in facts.having("change") if one.cue.value != "any"]  # "a yearly fall"
    values = {one.cue.value for one in cues}
    if values in ({"improve"}, {"worsen"}):
        return _better(ask, lexicon, "improve" in values)
    either = {"how", "or", "much"} & facts.words and {"up", "down"} <= values
    steep = {facts.spans.tokens[one.start].text for one in cues} & STEEP
    if ask.ask == "change" and (either or steep):
        return None
    return "up" if values == {"up"} else "down" if values == {"down"} else None


def _better(ask: Ask, lexicon: Lexicon, better: bool) -> Literal["up", "down"] | None:
    names = [one.indicator for one in ask.measures if one.indicator]
    polarity = lexicon.catalogue[names[0]].polarity if names else Polarity.NONE
    if polarity is Polarity.NONE:
        return None
    return "down" if (polarity is Polarity.LOW_IS_GOOD) == better else "up"


def is_percent_change(facts: Facts) -> bool:
    """ "% change", "percentage increase", "by what percentage did it rise"."""
    change = facts.having("change")
    return any(
        abs(one.end - c.start) <= 1 or facts.spans.tokens[one.start - 1].text in ("what", "by")
        for one in facts.having("metric", "percentage")
        for c in change
    )


def move_and_side(ask: Ask, facts: Facts) -> Iterator[Ask]:
    """ "Up on last year and above England's", "fewer than in 2023, and than Plymouth": a move, and
    behind "and" on which side of another place the figure is."""
    tokens = facts.spans.tokens
    for cue in facts.having("compare", "higher", "lower") if ask.ask == "change" else ():
        joined = tokens[cue.start - 1].text in COORDINATORS
        place = next((one for one in facts.places if 0 <= one.start - cue.end <= 2), None)
        if not joined or place is None:
            continue
        words = facts.spans.words(place.start, place.end)
        areas = tuple(one for one in ask.areas if one.words != words)
        beside = tuple(one for one in (*ask.areas, *ask.compare_with) if one.words == words)
        if not (areas and beside) or {one.words for one in ask.compare_with} - {words}:
            return
        now = [one for one in ask.periods if one.default == "latest"]  # the other is its base
        move = msgspec.structs.replace(ask, areas=areas, compare_with=())
        yield move
        yield msgspec.structs.replace(
            move,
            ask="compare",
            cue=facts.spans.words(cue.start, cue.end),
            compare_with=beside,
            than=COMPARATIVE[cue.cue.value],
            change=None,
            periods=tuple(now) or (Period(default="latest"),),
        )
        return
