"""An ask in, every span of it out, with the slot that it fills."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cin_narrative.reading.contract import Ask


@dataclass(frozen=True, slots=True)
class Named:
    """One span of a reading: the slot that it fills and its words."""

    slot: str
    words: str


def spans_of(ask: Ask) -> Iterator[Named]:
    """Every span of an ask with the slot it fills."""
    for one in (*ask.measures, *ask.readings):
        yield from named("measures", one.words)
    for slot, areas in (("areas", ask.areas), ("compare_with", ask.compare_with)):
        for area in areas:
            yield from named(slot, area.words)
    if ask.within:
        yield from named("within", ask.within.words)
    for when in ask.periods:
        yield from named("periods", when.words, when.start, when.end)
    for out in ask.excluded:
        yield from named("periods", out.words, out.start, out.end)
    if ask.threshold:
        yield from named("threshold", ask.threshold.words)
        if ask.threshold.area:
            yield from named("threshold", ask.threshold.area.words)
        if ask.threshold.period:
            yield from named("threshold", ask.threshold.period.words)
    if ask.claim:
        yield from named("claim", ask.claim.start, ask.claim.end)
    for slot, span in (("limit", ask.limit), ("claim", ask.claim), ("value", ask.value)):
        if span:
            yield from named(slot, span.words)
    for restrictor in ask.restrictors:
        yield from named("restrictors", restrictor.words)
    yield from named("withdrawn", ask.withdrawn)
    yield from named("cue", ask.cue, ask.of)


def named(slot: str, *words: str | None) -> Iterator[Named]:
    """Each span that is given, as one of a slot."""
    for one in words:
        if one:
            yield Named(slot, one)
