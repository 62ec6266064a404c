"""A reading in, whoever wrote it, and the text it is of; what is wrong with it out, span by span.

Nothing of it is believed: spans, places, periods, measures and every word that narrows are checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from cin_narrative.reading.accounting import unaccounted
from cin_narrative.reading.asides import set_aside
from cin_narrative.reading.claims import is_context, take_back
from cin_narrative.reading.clauses import clauses_of
from cin_narrative.reading.contract import Area, Ask, Fault, Measure, Reading, Turn
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.dropped_cues import is_apposed, is_glossed
from cin_narrative.reading.facts.finding import find_facts
from cin_narrative.reading.kinds import kinds, uses
from cin_narrative.reading.kinds.recognition import decide
from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.measures.finding import find_measures
from cin_narrative.reading.measures.percentiles import own_percentiles
from cin_narrative.reading.opposites import exchanged, opposites, parts_ignored
from cin_narrative.reading.places import codes_of
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.residue import judge
from cin_narrative.reading.sentences import sentences
from cin_narrative.reading.slots.aside_periods import told_periods
from cin_narrative.reading.slots.completion import is_uncounted
from cin_narrative.reading.slots.measures import ENDS
from cin_narrative.reading.slots.nonrestrictive import pass_over
from cin_narrative.reading.slots.slot_spans import named, spans_of
from cin_narrative.reading.words.lexicon import Lexicon, load_lexicon
from cin_narrative.reading.words.spans import Spans, find_spans
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import fold

PAIRED = ("net", "ratio")  # what starts and what ends of one thing, by the thing's own words


def verify(reading: Reading, question: str, history: Sequence[Turn] = ()) -> tuple[Fault, ...]:
    """What is wrong with a reading of a question; empty where all of it holds.

    A fault names the ask and the slot, so that one slot can be asked back by itself.
    """
    spans = find_spans(question, lexicon := load_lexicon())
    texts = [fold(question), *(fold(turn.question) for turn in history)]
    faults: list[Fault] = []
    for number, ask in enumerate(reading.asks):
        if ask.outcome != "decline":
            faults += _of_ask(ask, number, texts, lexicon)
    for words in reading.ignored:
        if not _stands(words, texts):
            faults.append(Fault(kind="not_in_the_text", words=words, slot="ignored"))
    if reading.asks and all(ask.outcome != "decline" for ask in reading.asks):
        faults += (*_not_taken(reading, spans), *exchanged(reading, spans))
        faults += _told_and_ignored(reading, spans)
        for part in unaccounted(reading, spans, lexicon):
            faults.append(Fault(kind="not_taken", words=spans.words(*part), slot="asks"))
        faults += _narrowing_ignored(reading, set_aside(spans, lexicon).spans, lexicon)
        faults += parts_ignored(reading, spans, lexicon)
    return tuple(faults)


def _stands(words: str, texts: Iterable[str]) -> bool:
    """Whether a span stands in one of the texts, its parts in order."""
    parts = [part.strip() for part in fold(words).split("...") if part.strip()]
    return bool(parts) and any(_in_order(parts, text) for text in texts)


def _in_order(parts: Sequence[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _of_ask(ask: Ask, number: int, texts: Sequence[str], lexicon: Lexicon) -> Iterator[Fault]:
    """The faults that an ask has by itself."""
    for span in (*spans_of(ask), *named("words", ask.words)):
        if not _stands(span.words, texts):
            yield Fault(kind="not_in_the_text", words=span.words, ask=number, slot=span.slot)
    for one in ask.measures:
        yield from _of_measure(one, number, lexicon, ENDS if ask.ask in PAIRED else frozenset())
    for one in ask.readings:
        yield from _of_measure(one, number, lexicon, None)
    for slot, area in _places(ask):
        if not area.set and area.words and not codes_of(area.words):
            yield Fault(kind="not_resolved", words=area.words, ask=number, slot=slot)
    own = ask.threshold.period if ask.threshold else None
    for when in (*ask.periods, *([own] if own else [])):
        said = [one for one in ((when.start, when.end) if when.start else (when.words,)) if one]
        for words in said:
            if period(words) is None:
                yield Fault(kind="not_resolved", words=words, ask=number, slot="periods")
    yield from _metric_dropped(ask, number, lexicon)
    yield from _cue_missing(ask, number, lexicon)
    yield from opposites(ask, number, lexicon)


def _places(ask: Ask) -> Iterator[tuple[str, Area]]:
    for slot, areas in (("areas", ask.areas), ("compare_with", ask.compare_with)):
        yield from ((slot, area) for area in areas)
    if ask.within:
        yield "within", ask.within
    if ask.threshold and ask.threshold.area:
        yield "threshold", ask.threshold.area


def _of_measure(
    one: Measure, number: int, lexicon: Lexicon, more: frozenset[str] | None
) -> Iterator[Fault]:
    """The faults of one measure. ``more``: the terms that its name may have beside those of its
    words; None for any, as what is only offered may be a fuller name of a bare word."""
    if one.indicator is None:
        return
    if one.indicator not in lexicon.catalogue:
        yield Fault(kind="unknown_id", words=one.indicator, ask=number, slot="measures")
        return
    known = lexicon.catalogue.counts_of(lexicon.catalogue[one.indicator]).categories
    for category in one.categories:
        if category not in known:
            yield Fault(kind="unknown_id", words=category, ask=number, slot="measures")
    if one.words and not _same_family(one, lexicon, more):
        yield Fault(kind="other_measure", words=one.words, ask=number, slot="measures")


def _same_family(one: Measure, lexicon: Lexicon, more: frozenset[str] | None) -> bool:
    """Whether our lexicon, where it reads the words, reads this measure, its total or its part."""
    spans = find_spans(one.words or "", lexicon)
    read = find_measures(spans, 0, len(spans.tokens), lexicon)
    if not read.measures or read.guessed or one.indicator is None:
        return True
    mine = _family(one.indicator, lexicon)
    if any(mine & _family(found.indicator, lexicon) for found in read.measures):
        return True
    own = [
        name.terms
        for names in lexicon.names.values()
        for name in names
        if name.indicator == one.indicator
    ]
    return any(
        found.terms <= terms and (more is None or terms - found.terms <= more)
        for found in read.measures
        for terms in own
    )


def _family(name: str, lexicon: Lexicon) -> set[str]:
    indicator = lexicon.catalogue[name]
    whole = {name, *base_of(indicator, lexicon)}
    if indicator.count_from:
        whole |= {indicator.count_from}
    return whole | set(lexicon.beside(name))


def _metric_dropped(ask: Ask, number: int, lexicon: Lexicon) -> Iterator[Fault]:
    """A rate or percentage that is named and not asked for, or asked for and not named."""
    spans = find_spans(ask.words or "", lexicon)
    tokens = spans.tokens
    cues = [
        one
        for one in spans.cues
        if one.kind == "metric"
        and "not" not in {token.text for token in tokens[max(0, one.start - 2) : one.start]}
    ]
    named = {one.cue.value for one in cues} & {"rate", "percentage"}
    given = {one.metric for one in ask.measures}
    plain = ask.ask in ("value", "trend", "compare") and given == {"count"}
    if named and plain:
        words = spans.words(cues[0].start, cues[0].end)
        yield Fault(kind="metric_dropped", words=words, ask=number, slot="measures")
    invented = (
        given & {"rate"} and "rate" not in named and "count" in {one.cue.value for one in cues}
    )
    if invented and not ask.inherits:
        words = spans.words(cues[0].start, cues[0].end)
        yield Fault(kind="metric_dropped", words=words, ask=number, slot="measures")


def _cue_missing(ask: Ask, number: int, lexicon: Lexicon) -> Iterator[Fault]:
    """An operator that no word of the ask is a cue of."""
    known = kinds().get(ask.ask)
    if known is None or not known.needs or "ask" in ask.inherits:
        return
    spans = find_spans(ask.words or "", lexicon)
    if not any(one.kind in known.needs for one in spans.cues):
        yield Fault(kind="cue_missing", words=ask.words or "", ask=number, slot="cue")


def _not_taken(reading: Reading, spans: Spans) -> Iterator[Fault]:
    """Places and periods of the question that stand in no slot."""
    taken = _tokens(reading, spans)
    for place in spans.places:
        if not taken & set(range(place.start, place.end)):
            yield Fault(kind="not_taken", words=spans.words(place.start, place.end), slot="areas")
    pairs = list(pairwise(spans.periods))
    glossed = {a.start for a, b in pairs if b.start in taken and is_glossed(spans, a, b)}
    glossed |= {b.start for a, b in pairs if is_apposed(spans, a, b)}
    for when in spans.periods:
        if when.start not in taken | glossed and when.meaning.form != "latest":
            yield Fault(kind="not_taken", words=spans.words(when.start, when.end), slot="periods")


def _told_and_ignored(reading: Reading, spans: Spans) -> Iterator[Fault]:
    """Periods of what is asked that a reading calls idle: neither the day of a meeting nor the year
    of a law."""
    idle = _tokens(Reading(ignored=reading.ignored), spans)
    taken = _tokens(msgspec.structs.replace(reading, ignored=()), spans)
    for start, end in sentences(spans):
        for when in told_periods(spans, (start, end)):
            if when.start in idle - taken:
                words = spans.words(when.start, when.end)
                yield Fault(kind="not_taken", words=words, slot="periods")


def _tokens(reading: Reading, spans: Spans) -> set[int]:
    """The tokens of the question that some slot, restrictor or idle stretch of a reading has."""
    found: set[int] = set()
    for ask in reading.asks:
        for span in spans_of(ask):
            found |= _where(span.words, spans)
    for words in reading.ignored:
        found |= _where(words, spans)
    return found


def _where(words: str, spans: Spans) -> set[int]:
    """The tokens at which a span stands, at every place that it does."""
    text, found = fold(spans.text), set()
    for part in (part.strip() for part in fold(words).split("...")):
        at = text.find(part) if part else -1
        while at >= 0:
            end = at + len(part)
            found |= {
                i for i, token in enumerate(spans.tokens) if token.start < end and token.end > at
            }
            at = text.find(part, at + 1)
    return found


def _narrowing_ignored(reading: Reading, spans: Spans, lexicon: Lexicon) -> Iterator[Fault]:
    """Words that narrow what is counted and that the reading has in no slot and no restrictor."""
    taken, restricting = _owned(reading, spans)
    names = [one.indicator for ask in reading.asks for one in ask.measures if one.indicator]
    known = [name for name in names if name in lexicon.catalogue]
    used = {"metric", "form", "claim", *("each" for ask in reading.asks if ask.each)}
    used |= {kind for ask in reading.asks for kind in uses(ask.ask)}
    of_data = [one.words or spans.text for one in reading.asks if is_uncounted(one)]
    uncounted = {i for words in of_data for i in _where(words, spans)}
    for clause in clauses_of(spans, lexicon):
        alone = find_facts(spans, clause, lexicon)
        told = _tokens(Reading(ignored=reading.ignored), spans)
        if decide(alone, lexicon) == "none" and set(range(clause.start, clause.end)) <= told:
            continue
        facts = find_facts(spans, clause, lexicon, known)
        if decide(facts, lexicon) == "none" or is_context(facts, False):
            continue
        take_back(facts)
        _own_read(facts, taken, used)
        own_percentiles(known, facts, lexicon)
        pass_over(facts, known, lexicon, dated=True)
        for start, end in judge(facts, counted=True).restrictors:
            there = set(range(start, end))
            if not (restricting & there or there <= told & uncounted):
                words = spans.words(start, end)
                yield Fault(kind="narrowing_ignored", words=words, slot="restrictors")


def _owned(reading: Reading, spans: Spans) -> tuple[set[int], set[int]]:
    """The tokens that the slots of a reading take, and those of its restrictors. What the words of
    a measure take is found again, as a word that narrows may have been put among them."""
    limits = {ask.limit.n for ask in reading.asks if ask.limit and ask.limit.n}
    taken = {i for i in range(len(spans.tokens)) if whole(spans.tokens, i)[0] in limits}
    restricting = set[int]()
    for ask in reading.asks:
        for span in spans_of(ask):
            there = _where(span.words, spans)
            restricting |= there if span.slot == "restrictors" else set()
            taken |= there if span.slot != "measures" else set()
    return taken, restricting


def _own_read(facts: Facts, taken: set[int], kinds: set[str]) -> None:
    """Give to the slots what the reading takes; words that are no span of ours narrow nothing."""
    spanned: list[Stretch] = [*facts.places, *facts.periods, *facts.cues, *facts.levels]
    there = {i for one in spanned for i in range(one.start, one.end)}
    facts.owned |= (taken & there) | {i for one in facts.measured.measures for i in one.taken}
    facts.plain |= taken
    for cue in (*facts.cues, *facts.spans.cues):  # "double the England rate" is no cue of a clause
        if cue.kind in kinds and (cue.kind == "times" or cue in facts.cues):
            facts.own(cue.start, cue.end)
