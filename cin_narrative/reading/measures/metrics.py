"""The metrics of a clause in, in which of them each of its measures is asked out: "the number of
referrals and the percentage of re-referrals", "plans (rate)", "the number and the rate of"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cin_narrative.reading.contract import Metric
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.measures.names import FoundMeasure
from cin_narrative.reading.words.closed_classes import COORDINATORS, DETERMINERS, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan

JOINING = words_of("slots_measures.joining")


def metric_of(one: FoundMeasure, facts: Facts, lexicon: Lexicon) -> Metric | None:
    """The metric beside a measure, where several measures have their own ("the number of referrals
    and the percentage of re-referrals"); else that of the clause."""
    cues, found = facts.having("metric"), facts.measured.measures
    if len(found) < 2 or not cues or facts.having("ratio"):
        return facts.metric
    apart = _lead_own(cues, facts)
    ends = [other.end for other in found if other.end <= one.start]
    before = [cue for cue in cues if max(ends, default=0) <= cue.start < one.start]
    before = [cue for cue in before if not _is_behind(cue, facts)]
    behind = [cue for cue in cues if one.start <= cue.start <= one.end or _closes(cue, one, facts)]
    if apart and (before or behind):
        return _said(before[-1:] or behind)
    led = [cue for cue in cues if cue.end <= one.start]  # "the rate of A, and of B"
    metric = _said(led[-1:]) if apart else facts.metric
    shares = [o for o in found if "percentage" in lexicon.catalogue[o.indicator].measures]
    return None if metric == "percentage" and shares and one not in shares else metric


def _is_behind(cue: CueSpan, facts: Facts) -> bool:
    """Whether a metric closes an item before it: "re-referrals %, s47 rate", "plans (rate)"."""
    after = facts.spans.tokens[cue.end : cue.end + 1]
    closes = any(_closes(cue, one, facts) for one in facts.measured.measures)
    return closes and any(token.text in (",", ";", ")", *COORDINATORS) for token in after)


def _closes(cue: CueSpan, one: FoundMeasure, facts: Facts) -> bool:
    """Whether a metric stands right behind a measure, or in brackets there."""
    bracket = facts.spans.tokens[cue.start - 1].text == "(" and cue.start - 1 == one.end
    return one.end == cue.start or bracket


def _said(cues: Sequence[CueSpan]) -> Metric | None:
    return cues[0].cue.value if cues else None  # type: ignore[return-value]


def _lead_own(cues: Sequence[CueSpan], facts: Facts) -> bool:
    """Whether the metrics of a list belong to its items: they are not all the same, or one begins
    an item behind the first ("referrals, % re-referrals")."""
    tokens = facts.spans.tokens
    first = min(one.end for one in facts.measured.measures)
    begun = [
        cue
        for cue in cues
        if first <= cue.start - 1
        and tokens[cue.start - 1].text in (*COORDINATORS, ",", ";")
        and _has_own(cue, facts.clause.end, facts)
    ]
    return len({cue.cue.value for cue in cues}) > 1 or bool(begun)


def metrics_of(facts: Facts) -> tuple[Metric | None, ...]:
    """The metrics asked for: two where they are coordinated ("the number and the rate of")."""
    cues, tokens = facts.having("metric"), facts.spans.tokens
    for one, other in itertools.pairwise(cues):
        between = [token.text for token in tokens[one.end : other.start]]
        adjacent = bool(between) and set(between) <= JOINING
        light = DETERMINERS | {"in", "as", "by"}
        joined = [text for text in between if text not in light][-1:] in (
            ["and"],
            ["&"],
            ["+"],
            ["plus"],
        )
        leads = _has_own(other, facts.clause.end, facts)
        apart = leads and (_has_own(one, other.start, facts) or _is_behind(one, facts))
        if one.cue.value != other.cue.value and (adjacent or joined) and not apart:
            return (one.cue.value, other.cue.value)  # type: ignore[return-value]
    return (facts.metric,)


def _has_own(cue: CueSpan, stop: int, facts: Facts) -> bool:
    """Whether a metric leads a measure of its own: "the rate of plans, and the % of ..."."""
    return any(cue.end <= one.start < stop for one in facts.measured.measures)
