"""The facts of a clause in, the cues of what is asked out: no part of a name, of what is counted,
or of what somebody does."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import (
    DETERMINERS,
    FUNCTION,
    PREPOSITIONS,
    RESTRICTING,
    words_of,
)
from cin_narrative.reading.words.occasions import is_pace
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import CueSpan, Stretch

YEARS = words_of("facts_cues.years")
PERSON = words_of("facts_finding.person")
PARTICLES = words_of("facts_cues.particles")
WORTH, PERFORMING = words_of("facts_cues.worth"), words_of("facts_cues.performing")
NARROWING = RESTRICTING - {"in", "of", "at", "on", "like"} | {"for"}


def cues_of(facts: Facts, named: set[int], held: set[int]) -> Iterator[CueSpan]:
    """The cues of the clause that are no part of a name, of a measure, of a length of
    time or of a verb of several words ("came up")."""
    lengths = {i for one in facts.spans.lengths for i in range(one.start, one.end)}
    verbs = {i for start, end, _ in facts.spans.verbs for i in range(start, end) if end > start + 1}
    for one in facts.spans.cues:
        there = set(range(one.start, one.end))
        inside = facts.clause.start <= one.start and one.end <= facts.clause.end
        inside = inside and not (_is_passive(facts.spans, one) or _is_brought(facts, one))
        part = one.kind not in ("metric", "each", "pace") and (there <= held or there <= lengths)
        part = part or (one.kind == "change" and there <= verbs)
        part = part or (
            one.kind == "streak" and one.end in {length.start for length in facts.spans.lengths}
        )
        part = part or (one.kind == "streak" and _is_lasting(facts.spans, one))
        part = part or (one.kind == "closing" and bool(there & held))
        part = part or (one.kind == "rank" and (_is_placed(facts, one) or _is_figure(facts, one)))
        part = part or _is_noun(spans=facts.spans, one=one)
        part = part or (
            one.kind == "change" and (_of_persons(facts, one) or _is_particle(facts, one, held))
        )
        if inside and not part and not named & there:
            yield one


def _is_lasting(spans: Spans, one: CueSpan) -> bool:
    """Whether "running" says how long a thing has lasted, and no years are counted before it: "have
    been running for two years", but not "three years running"."""
    before = spans.tokens[one.start - 1] if one.start else None
    alone = one.end == one.start + 1 and spans.tokens[one.start].text == "running"
    years = {at for period in spans.periods for at in range(period.start, period.end)}
    counted = before is not None and before.text in YEARS
    return alone and not counted and one.start - 1 not in years


def _is_placed(facts: Facts, one: CueSpan) -> bool:
    """Whether those who are counted are placed somewhere: "how many children were placed in"."""
    counted = [token.text for token in facts.spans.tokens[facts.clause.start :][:2]]
    return counted == ["how", "many"] and facts.spans.tokens[one.end - 1].text == "placed"


def _is_figure(facts: Facts, one: CueSpan) -> bool:
    """Whether a figure is what is given, and nothing "figures" anywhere: "with the England figure",
    but not "where does Kent figure"."""
    before = {token.text for token in facts.spans.tokens[facts.clause.start : one.start]}
    figure = facts.spans.tokens[one.end - 1].stem == "figure"
    return figure and not before & {"do", "does", "did"}


def _of_persons(facts: Facts, one: CueSpan) -> bool:
    """Whether it is those who are counted that changed, and no figure: "how many of those children
    moved away", "because the child moved"; but not "drug misuse by a parent changed"."""
    before = [token.text for token in facts.spans.tokens[facts.clause.start : one.start]]
    several = "many" in before[:3] and before[-1:] in (["children"], ["families"], ["them"])
    led = [text for text in before[:-1] if text not in DETERMINERS][-1:]
    return several or (bool(set(before[-1:]) & PERSON) and not set(led) & PREPOSITIONS)


def _is_particle(facts: Facts, one: CueSpan, held: set[int]) -> bool:
    """Whether "up" or "down" belongs to what others do: "that parents split up"."""
    tokens, before = facts.spans.tokens, range(one.start - 2, one.start)
    cues = [each for each in facts.spans.cues if each.kind != "breakdown"]  # "split"
    known = held | {i for each in (*facts.spans.said, *cues) for i in range(each.start, each.end)}
    alone = one.end == one.start + 1 and tokens[one.start].text in PARTICLES
    return (
        alone
        and before.start >= facts.clause.start
        and all(at not in known and tokens[at].text not in FUNCTION for at in before)
        and all(tokens[at].kind == "word" for at in before)
    )


def _is_noun(spans: Spans, one: CueSpan) -> bool:
    """Whether a word of order is a thing of somebody's: "on their record", but not "our record
    number"; and a yearly figure no run of years: "in a year"."""
    before = spans.tokens[one.start - 1].text if one.start else ""
    after = spans.tokens[one.end : one.end + 1]
    last = all(token.text in FUNCTION or token.kind == "mark" for token in after)
    worst = [cue.end for cue in spans.cues if cue.kind == "superlative"] * (one.kind == "streak")
    achieved = one.start in worst  # "the poorest record"
    once = one.kind == "times" and spans.tokens[one.start].text == "time"  # "in time the"
    record = one.kind == "superlative" and spans.tokens[one.end - 1].stem == "record"
    owned = record and before in ("their", "its", "his", "her") and last  # "at its lowest" is none
    paced = one.kind == "pace" and not is_pace(spans, one)
    return (
        owned
        or paced
        or (one.cue.value == "bare" and achieved)
        or once
        or _is_of_people(spans, one)
        or _is_ahead_of_time(spans, one)
        or (before == "in" and [t.text for t in spans.tokens[one.start : one.end]] == ["a", "year"])
    )


def _is_of_people(spans: Spans, one: CueSpan) -> bool:
    """Whether "the poorest" are people or places by themselves, and no figure's end: "in the
    poorest areas"."""
    after = spans.tokens[one.end : one.end + 1]
    worth = spans.tokens[one.end - 1].text in WORTH and one.kind == "superlative"
    free = all(t.kind != "word" or t.text in FUNCTION | PERFORMING for t in after)
    return worth and not free


def _is_ahead_of_time(spans: Spans, one: CueSpan) -> bool:
    """Whether "ahead of" is before something comes: "ahead of the inspection", and not before some
    place or figure: "ahead of England"."""
    if spans.tokens[one.start].text not in ("ahead", "front") or one.end - one.start < 2:
        return False
    at = one.end
    while at < len(spans.tokens) and spans.tokens[at].text in DETERMINERS:
        at += 1
    beside = ("set", "neighbours", "metric", "anaphor", "each")
    found: list[Stretch] = [*spans.places, *(cue for cue in spans.cues if cue.kind in beside)]
    return not any(each.start in range(one.end, at + 1) for each in found)


def _is_brought(facts: Facts, one: CueSpan) -> bool:
    """Whether a word of change stands as what narrows: behind a preposition of its own ("referrals
    about surging", "from moves"), or before the noun that is counted ("many surging referrals")."""
    tokens, counted = facts.spans.tokens, facts.counted
    before = tokens[one.start - 1].text if one.start > facts.clause.start else ""
    kind = one.kind in ("change", "gap") or (one.kind == "times" and one.cue.value != "times")
    led = before in NARROWING and min(counted, default=one.start) < one.start - 1
    led = led and one.end == one.start + 1
    return kind and (led or (before == "many" and one.end in counted))


def _is_passive(spans: Spans, one: CueSpan) -> bool:
    """Whether a change is done to what is counted: "referrals are dropped"."""
    before = spans.tokens[one.start - 1].text if one.start else ""
    passive = before in ("are", "is", "were", "was", "be", "been", "being")
    last = spans.tokens[one.end - 1].text
    return one.kind == "change" and passive and last.endswith("ed")
