"""The measures found in a clause in, those of its ask with their metrics out."""

from __future__ import annotations

import itertools
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Indicator
from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.contract import Measure, Metric
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds.contrasted_kinds import set_apart
from cin_narrative.reading.kinds.evidence import is_breakdown
from cin_narrative.reading.measures.conjuncts import brings_base
from cin_narrative.reading.measures.metrics import metric_of, metrics_of
from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.words.closed_classes import FUNCTION, words_of
from cin_narrative.reading.words.lexicon import Lexicon, Named
from cin_narrative.reading.words.stretches import Stretch


def measures_of(facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    """The measures of a clause, each in every metric that is asked, the numerator first."""
    found = facts.measured.measures
    ordered = sorted(found, key=lambda one: (_is_whole(one, facts), one.start))
    metrics = metrics_of(facts)
    return tuple(
        _measure(one, facts, lexicon, metric)
        for one in ordered
        for metric in (metrics if len(metrics) > 1 else (metric_of(one, facts, lexicon),))
    )


def starts_and_ends(facts: Facts, lexicon: Lexicon) -> None:
    """ "Net movement on child protection plans": what started less what ended, of one thing; or one
    kind of it less another."""
    facts.measured.measures = set_apart(facts) or facts.measured.measures
    found = facts.measured.measures
    if len(found) != 1:
        return
    one = found[0]
    both = [replace(one, indicator=end.indicator, terms=end.terms) for end in _ends(one, lexicon)]
    if len(both) == len(MOVES):
        ends = [term for term in facts.spans.terms if term.name in MOVES]
        both[1].taken |= {at for term in ends for at in range(term.start, term.end)}
        facts.measured.measures = both


def _ends(one: FoundMeasure, lexicon: Lexicon) -> tuple[Named, ...]:
    """What started and what ended of one thing, both counted alike: children, plans or episodes."""
    names = [name for all_names in lexicon.names.values() for name in all_names]
    plain = one.terms - MOVES
    begun, ended = (
        [name for name in names if plain | {end} in (name.terms, name.terms - UNITS)]
        for end in ("start", "end")
    )
    pairs = sorted(
        itertools.product(begun, ended),
        key=lambda pair: sum(len(name.terms) for name in pair),
    )
    counted = [[lexicon.catalogue[name.indicator].counted for name in pair] for pair in pairs]
    alike = (pair for pair, (first, last) in zip(pairs, counted, strict=True) if first == last)
    return next(alike, ())


MOVES = frozenset(("start", "end"))
UNITS = frozenset(("child", "episode"))  # of whom or of what so many are said to start and end
ENDS = MOVES | UNITS
BASES = words_of("slots_measures.bases")
RESULTS = words_of("slots_measures.results")


def _is_whole(one: FoundMeasure, facts: Facts) -> bool:
    """Whether a measure is what the other is counted for: the numerator stands first.

    It is what "for every 100", "out of" or "as a share of" stands before; else what leads to the
    other ("enquiries that led to a conference", "the conversion of enquiries to conferences").
    """
    found = facts.measured.measures
    if len(found) < 2:
        return False
    if any(brings_base(facts.spans, other.start) for other in found):
        return brings_base(facts.spans, one.start)
    compared = "than" in facts.words and facts.having("compare")  # in the order they are said in
    if compared or not (facts.metric == "percentage" or facts.having("ratio")):
        return False
    based = [other for other in found if _has_base(other, facts)]
    if based:
        return one in based
    first, second = sorted(found, key=lambda other: other.start)[:2]
    between = {token.text for token in facts.spans.tokens[first.end : second.start]}
    converted = any("conver" in facts.spans.tokens[cue.start].text for cue in facts.having("ratio"))
    leads = any(text.startswith(verb) for text in between for verb in RESULTS)
    return one is first and (leads or converted)


def started(facts: Facts, lexicon: Lexicon) -> None:
    """ "What proportion of conferences resulted in a plan": a plan that started, not all that
    stand on a day."""
    found = sorted(facts.measured.measures, key=lambda one: _is_whole(one, facts))
    kinds = [lexicon.catalogue[one.indicator].kind for one in found]
    if len(found) != 2 or kinds != [Kind.STOCK, Kind.FLOW] or not _is_whole(found[1], facts):
        return
    names = [name for all_names in lexicon.names.values() for name in all_names]
    made = [name for name in names if name.terms == found[0].terms | {"start"}]
    if made and found[1].start < found[0].start:
        found[0].indicator, found[0].terms = made[0].indicator, made[0].terms


def _has_base(one: FoundMeasure, facts: Facts) -> bool:
    """Whether what brings a whole stands right before a measure, a number between at most; "the
    ratio of", "the number of" and "the conversion of" bring a part."""
    if _behind_share(one, facts):
        return True
    at, tokens = one.start - 1, facts.spans.tokens
    while at > facts.clause.start and (
        tokens[at].kind == "number" or tokens[at].text in ("hundred", "thousand", "the", "those")
    ):
        at -= 1
    if at < facts.clause.start or tokens[at].text not in BASES:
        return False
    before = {token.text for token in tokens[max(facts.clause.start, at - 2) : at]}
    return not before & {"ratio", "number", "numbers", "count", "conversion", "rate"}


def _behind_share(one: FoundMeasure, facts: Facts) -> bool:
    """Whether a measure is the first thing behind "percentage of": "what share of our open CIN"."""
    for cue in facts.having("metric", "percentage"):
        after = [other for other in facts.measured.measures if other.start >= cue.end]
        tokens = facts.spans.tokens[cue.start : cue.end + 1]
        if after and "of" in {token.text for token in tokens}:
            return one is min(after, key=lambda other: other.start)
    return False


def _measure(one: FoundMeasure, facts: Facts, lexicon: Lexicon, metric: Metric | None) -> Measure:
    facts.owned |= one.taken
    indicator = _counted(lexicon.catalogue[one.indicator], metric, lexicon)
    whole = (
        is_breakdown(facts, lexicon)
        and not one.categories
        and bool(lexicon.catalogue.counts_of(indicator).categories)
        and indicator.headline != "average"
    )
    return Measure(
        indicator=indicator.id,
        categories=tuple(one.categories),
        all_categories=whole,
        metric=_held_metric(metric, indicator),
        words=_span_of(one, facts),
    )


def _counted(indicator: Indicator, metric: Metric | None, lexicon: Lexicon) -> Indicator:
    """The number that a share is taken from, where it is the number that is asked for."""
    if metric == "count" and indicator.count_from:
        return lexicon.catalogue[indicator.count_from]
    return indicator


def _held_metric(metric: Metric | None, indicator: Indicator) -> Metric | None:
    """ "The re-referral rate" is a percentage, where that is how the indicator is measured."""
    held = {one.value for one in indicator.measures}
    if metric == "rate" and "rate" not in held and "percentage" in held:
        return "percentage"
    return metric


def _span_of(one: FoundMeasure, facts: Facts) -> str:
    """The words of a measure; places and years that stand between them are left out ("...")."""
    said: list[Stretch] = [*facts.places, *facts.periods]
    others = {i for found in said for i in range(found.start, found.end)}
    pieces: list[list[int]] = []
    for at in sorted(one.taken):
        if pieces and not others & set(range(pieces[-1][1], at)):
            pieces[-1][1] = at + 1
        else:
            pieces.append([at, at + 1])
    return " ... ".join(facts.spans.words(start, end) for start, end in pieces)


def rivals(facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    """What a bare word may stand for, where nothing else is said: "plans" are child protection
    plans or child in need plans. Parts of what it stands for are no rivals."""
    found = facts.measured.measures
    if len(found) != 1 or len(found[0].terms) != 1 or found[0].categories:
        return ()
    start, end = facts.clause.start, facts.clause.end
    left = [facts.spans.tokens[i] for i in range(start, end) if i not in found[0].taken]
    bare = all(token.text in FUNCTION or token.kind == "mark" for token in left)
    if facts.periods or facts.cues or not bare:
        return ()
    one, (term,) = lexicon.catalogue[found[0].indicator], found[0].terms
    names = [name for all_names in lexicon.names.values() for name in all_names]
    own = [name.terms for name in names if name.indicator == one.id and len(name.terms) == 2]
    if not any(term in terms and not any(w.startswith("=") for w in terms) for terms in own):
        return ()
    like = [
        name.indicator
        for name in names
        if len(name.terms) == 2 and term in name.terms and _is_rival(name.indicator, one, lexicon)
    ]
    ids = list(dict.fromkeys([one.id, *sorted(like)])) if like else []
    words = _span_of(found[0], facts)
    return tuple(Measure(indicator=name, words=words) for name in ids)


def _is_rival(name: str, one: Indicator, lexicon: Lexicon) -> bool:
    other = lexicon.catalogue[name]
    parts = other.breakdown_of or any(m.of for m in other.measures.values() if m.of == one.id)
    alike = other.kind == one.kind and other.headline == one.headline
    return name != one.id and alike and not parts


def others(facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    """The measures that the words fit as well as those taken."""
    found = []
    for one in facts.measured.measures:
        words = _span_of(one, facts)
        for name in one.others:
            found.append(
                Measure(
                    indicator=name,
                    categories=tuple(one.categories),
                    metric=facts.metric,
                    words=words,
                )
            )
    return tuple(found)
