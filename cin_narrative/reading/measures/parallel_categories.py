"""A measure asked for before and what stands here in, the same of another thing or time out: "the
share of girls among children in need, and among those on plans"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.clauses import Clause
from cin_narrative.reading.contract import Ask, Measure, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.measures.crossing import crossed_with
from cin_narrative.reading.measures.finding import otherwise
from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    QUESTION,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans

ASKING = ["how", "many"]  # "what proportion are on plans" may be of those in need
PAIR = 2
MARCH = 3
ON_A_DAY = ("at ", "on ", "as at ", "as of ")


def of_both(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """An ask whose share of one thing by a category is that of the other too."""
    grouped = [one for one in ask.measures if one.categories]
    bare = [one for one in ask.measures if _is_bare(one, lexicon)]
    shares = facts.metric == "percentage" and not facts.having("ratio")
    if len(ask.measures) != PAIR or len(grouped) != 1 or len(bare) != 1 or not shares:
        return ask
    if "percentage" in lexicon.catalogue[bare[0].indicator or ""].measures:
        return ask
    ask = _put(ask, grouped[0], bare[0], lexicon)
    return msgspec.structs.replace(ask, ask="value", than=None) if ask.ask == "net" else ask


def of_before(ask: Ask, before: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "... and how does that compare with plans?", "... and how many are on plans?": of the same
    children as before, where no others are named."""
    if len(ask.measures) == 1 and ask.measures[0].categories and facts.having("anaphor", "these"):
        return _of_those(ask, before, lexicon)
    single = len(ask.measures) == 1 and _is_bare(ask.measures[0], lexicon)
    group = [one for one in before.measures if one.categories]
    if not single or len(group) != 1 or len(before.measures) != 1 or ask.restrictors:
        return ask
    texts = facts.texts()
    led = texts[:2] == ASKING and texts[2:3] and texts[2] in AUXILIARIES | PREPOSITIONS
    points = ask.ask == "compare" and facts.having("anaphor", "that")
    if not (points and not (ask.areas or ask.compare_with)) and not (facts.clause.joined and led):
        return ask
    ask = _put(ask, group[0], ask.measures[0], lexicon)
    return msgspec.structs.replace(ask, ask="value") if ask.ask == "compare" else ask


def _of_those(ask: Ask, before: Ask, lexicon: Lexicon) -> Ask:
    """ "For neglect?", "and of those under one?": of both at once, where they are held crossed."""
    own, group = ask.measures[0], [one for one in before.measures if one.categories]
    if len(group) != 1 or not group[0].indicator or group[0].indicator == own.indicator:
        return ask
    made = FoundMeasure(group[0].indicator, 0, 0, set(), list(group[0].categories))
    if len(own.categories) == 1 and crossed_with(made, {own.categories[0]}, set(), lexicon):
        both = msgspec.structs.replace(
            own, indicator=made.indicator, categories=tuple(made.categories), metric=None
        )
        return msgspec.structs.replace(ask, measures=(both,))
    left = Restrictor(words=group[0].words, what="cross")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def _is_bare(one: Measure, lexicon: Lexicon) -> bool:
    whole = lexicon.catalogue[one.indicator].breakdown_of if one.indicator else "none"
    return not (one.categories or one.all_categories or whole)


def _put(ask: Ask, group: Measure, bare: Measure, lexicon: Lexicon) -> Ask:
    """The ask with the category in place of the whole; where it is not held so, that is said."""
    made = _same_of(group, bare, lexicon)
    if made is None:
        left = Restrictor(words=group.words, what="cross")
        return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))
    kept = tuple(made if one is bare else one for one in ask.measures)
    return msgspec.structs.replace(ask, measures=kept)


def _same_of(group: Measure, bare: Measure, lexicon: Lexicon) -> Measure | None:
    """The category in the breakdown of the other thing by the same; None where there is none."""
    dimension = lexicon.catalogue[group.indicator or ""].dimension
    for one in lexicon.catalogue:
        held = one.dimension == dimension and set(group.categories) <= one.categories.keys()
        if held and bare.indicator in base_of(one, lexicon):
            metric = bare.metric or group.metric
            return msgspec.structs.replace(
                bare, indicator=one.id, categories=group.categories, metric=metric
            )
    return None


def on_one_day(before: Sequence[Measure], facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    """ "... and the number at the end of March?" after plans that started and ended: those open
    then; none where what was asked is counted on that day itself, or the words give no day."""
    days = [one for one in facts.periods if one.meaning.start[1] == one.meaning.end[1] == MARCH]
    day = any(facts.spans.words(one.start, one.end).lower().startswith(ON_A_DAY) for one in days)
    names = [one.indicator for one in before if one.indicator and not one.categories]
    flows = [name for name in names if lexicon.catalogue[name].kind is Kind.FLOW]
    if not day or len(flows) != len(before):
        return ()
    open_then = (otherwise(name, "current", lexicon) for name in flows)
    found = dict.fromkeys(one.indicator for one in open_then if one is not None)
    return tuple(Measure(indicator=name) for name in found)


def is_gapped(spans: Spans, clause: Clause) -> bool:
    """ "Of those, what percentage had autism | and what percentage a learning disability": without
    a verb of its own a clause has the subject of the one before."""
    start, end = clause.start, clause.end
    asked = {i for one in spans.cues if one.kind == "metric" for i in range(one.start, one.end)}
    parts = [one for one in spans.parts if start <= one.start and one.end <= end]
    read = asked | {i for one in parts for i in range(one.start, one.end)}
    rest = (spans.tokens[i].text for i in range(start, end) if i not in read)
    light = QUESTION | DETERMINERS | {","}
    return clause.joined and bool(parts) and bool(asked) and all(text in light for text in rest)


def of_those(spans: Spans, start: int, end: int) -> bool:
    """Whether a share or a number has no subject and a length of time: "what fraction had been in
    need for under three months", "how many took over 20 days" are of what was asked for before."""
    near = [one for one in spans.cues if one.kind == "metric" and start <= one.start <= start + 1]
    took = {one.start for one in spans.terms if one.name == "duration"}
    bare = (
        one.end in took
        or (one.cue.value == "percentage" and spans.tokens[one.end].text in ("had", "were", "was"))
        for one in near
        if one.end < end
    )
    return any(start <= one.start < end for one in spans.lengths) and any(bare)
