"""An ask and those before it in, the two things that it sets in a ratio out: "what share of those
went to a conference", "what proportion of the one ended in the other"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.contract import Ask, Measure
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.words.closed_classes import INVERTED
from cin_narrative.reading.words.lexicon import Lexicon

Percentage = Metric.PERCENTAGE
POINTING = frozenset(("that", "this", "it", "those", "these"))
FOLLOWING = forms("kinds_ratios.following")


def share_of_before(
    ask: Ask, before: Ask, lexicon: Lexicon, *, turned: bool
) -> tuple[Measure, ...]:
    """ "And what share went to a conference": of what was asked before, where that is a thing of
    its own and a share of nothing; ``turned``: "and as a percentage of children in need"."""
    if ask.ask not in ("value", "ratio") or len(ask.measures) != 1 or len(before.measures) != 1:
        return ()
    part, whole = ask.measures[0], before.measures[0]
    if turned:
        part, whole = msgspec.structs.replace(whole, metric="percentage"), part
    if part.metric != "percentage" or part.indicator is None or whole.indicator is None:
        return ()
    one, of = lexicon.catalogue[part.indicator], lexicon.catalogue[whole.indicator]
    alone = Percentage not in one.measures and not (part.categories or whole.categories)
    different = one.id != of.id and one.kind == of.kind
    return (
        (part, msgspec.structs.replace(whole, metric="percentage")) if alone and different else ()
    )


def pass_over_following(facts: Facts) -> None:
    """ "For every hundred enquiries, how many conferences follow?": that the one comes after the
    other is what a ratio of the two is taken to show."""
    last = facts.clause.end - 1
    led = facts.spans.tokens[last].text in FOLLOWING and last not in facts.counted
    if led and any(facts.spans.tokens[one.start].text == "for" for one in facts.having("ratio")):
        facts.pass_over(last, last + 1)


def of_the_other(ask: Ask, facts: Facts) -> bool:
    """ "What proportion of the one ended in the other": of the two things asked for before."""
    return (
        {"one", "other"} <= facts.words
        and ask.ask == "value"
        and not ask.measures
        and bool(facts.having("ratio"))
    )


def pair(ask: Ask, asks: Sequence[Ask]) -> tuple[Measure, ...]:
    """ "How many started? How many ended? What's the net?": the two things asked for before."""
    last = [one.measures[0] for one in asks[-2:] if len(one.measures) == 1]
    different = len({(one.indicator, one.categories) for one in last}) == 2
    paired = ask.ask in ("net", "ratio") and not ask.measures and different
    return tuple(last) if paired else ()


def is_part_of(ask: Ask, before: Ask, facts: Facts) -> bool:
    """ "What share of the region's is that?": of the wider area, what the place before has."""
    wide = len(facts.places) == 1 and facts.places[0].is_wide and not ask.compare_with
    pointed = POINTING & set(facts.texts()) and not ask.measures
    same = {one.indicator for one in ask.measures} <= {one.indicator for one in before.measures}
    meant = pointed or (same and points_back(facts))
    return wide and facts.metric == "percentage" and bool(meant and before.areas)


def points_back(facts: Facts) -> bool:
    """Whether what a clause asks about is what was asked before it: "what share of it is that"."""
    return any(one in INVERTED and other in POINTING for one, other in pairwise(facts.texts()))


def of_whole(ask: Ask, before: Ask, lexicon: Lexicon) -> tuple[Measure, ...]:
    """ "What percentage of referrals is that": the measure before, out of what is named here."""
    names = {one.indicator for one in ask.measures if not one.categories}
    in_percent = any(one.metric == "percentage" for one in ask.measures)
    whole = names.pop() if len(names) == 1 and in_percent else None
    if whole is None or "percentage" in lexicon.catalogue[whole].measures:
        return ()
    parts = [
        one
        for one in before.measures
        if one.indicator
        and (share := lexicon.catalogue[one.indicator].measures.get(Percentage))
        and share.of == whole
    ]
    return tuple(
        msgspec.structs.replace(one, metric=each.metric, words=each.words)
        for one in parts
        for each in ask.measures
    )


def in_ratio(ask: Ask, before: Ask, facts: Facts, same_text: bool, lexicon: Lexicon) -> Ask:
    """ "What proportion of the one ended in the other", "what share of those went to a conference":
    of the two things, where neither is a percentage of the other."""
    if of_the_other(ask, facts):
        for cue in facts.having("ratio"):
            facts.own(cue.start, cue.end)
        return msgspec.structs.replace(ask, ask="ratio")
    ends = [one.end for one in facts.having("ratio", "percentage")]
    ends += [one.end for one in facts.having("metric", "percentage") if points_back(facts)]
    turned = any(one.start - end in (0, 1) for end in ends for one in facts.measured.measures)
    back = turned or same_text or facts.words & {"these", "those", "them"}
    whole = of_whole(ask, before, lexicon)
    share = share_of_before(ask, before, lexicon, turned=turned) if back and not whole else ()
    return msgspec.structs.replace(ask, ask="ratio", measures=share) if share else ask
