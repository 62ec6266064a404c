"""An ask and the spans of its text in, where its slots say another thing than their own words out.

An order, a level and a category have words, and those words have a meaning: "most" is no lowest,
"more than 30%" no level from above, "the police" no school. And of two asks, each with a place and
a year in its words, neither takes the other's.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.clauses import clauses_of
from cin_narrative.reading.contract import Area, Ask, Fault, Measure, Period, Reading
from cin_narrative.reading.facts.finding import find_facts
from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.positions import where
from cin_narrative.reading.words.spans import Spans, find_spans
from cin_narrative.reading.words.stretches import Stretch

ENDS = frozenset(("highest", "lowest"))


def opposites(ask: Ask, number: int, lexicon: Lexicon) -> Iterator[Fault]:
    """The slots of one ask that say another thing than their words."""
    if ask.limit and ask.limit.order and ask.limit.words:
        cues = find_spans(ask.limit.words, lexicon).cues
        said = {one.cue.value for one in cues if one.kind == "superlative"}
        if said <= ENDS and said and ask.limit.order not in said:
            yield Fault(kind="opposite", words=ask.limit.words, ask=number, slot="limit")
    if ask.threshold and ask.threshold.words:
        ops = _ops(ask.threshold.words, lexicon)
        if ops and ask.threshold.op not in ops:
            yield Fault(kind="opposite", words=ask.threshold.words, ask=number, slot="threshold")
    for one in ask.measures:
        if one.words and _is_other_category(one, lexicon):
            yield Fault(kind="other_measure", words=one.words, ask=number, slot="measures")


def _ops(words: str, lexicon: Lexicon) -> set[str]:
    spans = find_spans(words, lexicon)
    found = (find_facts(spans, clause, lexicon).levels for clause in clauses_of(spans, lexicon))
    return {level.op for levels in found for level in levels}


def _is_other_category(one: Measure, lexicon: Lexicon) -> bool:
    """Whether the words name categories of the measure, and none of those that are named."""
    found = {part for span in find_spans(one.words or "", lexicon).parts for part in span.parts}
    said = {part.category for part in found if part.indicator == one.indicator}
    return bool(said) and bool(one.categories) and not said & set(one.categories)


def exchanged(reading: Reading, spans: Spans) -> Iterator[Fault]:
    """The places and periods in the words of an ask that it passes over for those of another."""
    regions = [_where(ask.words, spans) for ask in reading.asks]
    for number, (ask, region) in enumerate(zip(reading.asks, regions, strict=True)):
        others = set[int]().union(*(r for i, r in enumerate(regions) if i != number)) - region
        areas = [*ask.areas, *ask.compare_with, *([ask.within] if ask.within else [])]
        yield from _passed_over("areas", areas, spans.places, region, others, number, spans)
        yield from _passed_over(
            "periods", ask.periods, spans.periods, region, others, number, spans
        )


def parts_ignored(reading: Reading, spans: Spans, lexicon: Lexicon) -> Iterator[Fault]:
    """The categories of what is asked that a reading calls idle, in a sentence that an ask covers:
    "referrals" of "how many referrals came from the police"."""
    named = {one.indicator for ask in reading.asks for one in ask.measures if one.indicator}
    asked = {i for ask in reading.asks for i in _where(ask.words, spans)}
    idle = {i for words in reading.ignored for i in _where(words, spans)}
    for one in spans.parts:
        there = set(range(one.start, one.end))
        if there <= idle & asked and any(
            named & base_of(lexicon.catalogue[part.indicator], lexicon) for part in one.parts
        ):
            words = spans.words(one.start, one.end)
            yield Fault(kind="narrowing_ignored", words=words, slot="ignored")


def _passed_over(
    slot: str,
    taken: list[Area] | tuple[Period, ...],
    there: tuple[Stretch, ...],
    region: set[int],
    others: set[int],
    number: int,
    spans: Spans,
) -> Iterator[Fault]:
    at = [_where(one.words, spans) for one in taken if one.words]
    foreign = [one for one in at if one and one <= others]
    own = set[int]().union(*at) & region
    if not foreign or own:
        return
    for one in there:
        tokens = set(range(one.start, one.end))
        if tokens <= region:
            words = spans.words(one.start, one.end)
            yield Fault(kind="not_taken", words=words, ask=number, slot=slot)


def _where(words: str | None, spans: Spans) -> set[int]:
    return {i for part in where(words or "", spans) for i in range(*part)}
