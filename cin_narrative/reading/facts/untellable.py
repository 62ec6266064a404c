"""An ask and its facts in, the ask with the words that ask for what no figure tells out:
some of the years, a thing set against another in each of the members, what those counted did.
"""

from __future__ import annotations

import re

import msgspec

from cin_narrative.catalogue.indicator import Indicator
from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import FOCUSING, INVERTED, QUESTION, words_of
from cin_narrative.reading.words.lexicon import Lexicon

POINTING, AMOUNTS = ("so", "this"), ("few", "many", "low", "high", "little")
BEYOND = ("after", "besides", "beyond", "behind")
ALL_ALONG = words_of("untellable.all_along")
EVERY_YEAR = re.compile(r"(?:every|each)(?: \w+)? year|year (?:on|after|by) year", re.I)
OTHER = words_of("slots_finish.other_statistics") | words_of("slots_degrees.times")
ATTITUDE = words_of("slots_degrees.adverbs") | FOCUSING
ONE_BY_ONE = frozenset(("value", "trend", "change", "rank", "top", "list"))
EVERY = frozenset(("every", "all", "any", "each"))
AMONG = frozenset(("of", "among", "amongst", "out"))
SOME_YEARS = (("even",), ("odd",), ("alternate",), ("every", "other"), ("every", "second"))


def with_untellable(ask: Ask, facts: Facts) -> Ask:
    """The ask with each such word as what narrows it."""
    for heed in HEEDED:
        ask = heed(ask, facts)
    return ask


def narrowed(ask: Ask, words: str) -> Ask:
    """The ask with some words as what narrows it."""
    return msgspec.structs.replace(
        ask, restrictors=(*ask.restrictors, Restrictor(words=words, what="attribute"))
    )


def _of_each_of_two(ask: Ask, facts: Facts) -> Ask:
    """ "How many councils have more plans for neglect than for abuse": one thing set against
    another in each of the members, and not in the place as a whole."""
    members = facts.having("each", "areas", "regions")
    if ask.ask != "net" or not members or len(ask.areas) > 1:
        return ask
    return narrowed(ask, facts.spans.words(members[0].start, members[0].end))


def _changed_kind(ask: Ask, facts: Facts) -> Ask:
    """ "How many plans changed category": those that are counted did, and no figure."""
    if ask.ask != "change" or "many" not in facts.words:
        return ask
    for one in facts.having("change", "any"):
        if one.end in facts.counted and any(m.all_categories for m in ask.measures):
            words = facts.spans.words(one.start, one.end + 1)
            plain = msgspec.structs.replace(ask, ask="value", change=None)
            return narrowed(plain, words)
    return ask


def _of_some_years(ask: Ask, facts: Facts) -> Ask:
    """ "In even years", "every other year": some of the years, which nobody here picks out."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end - 1):
        texts = tuple(token.text for token in tokens[at : at + 3])
        year = next((i for i, text in enumerate(texts) if text in ("year", "years")), 0)
        if year and texts[:year] in SOME_YEARS:
            return narrowed(ask, facts.take(at, at + year + 1))
    return ask


def _so_few(ask: Ask, facts: Facts) -> Ask:
    """ "Have we ever had so few": as low as this before is another question than a record low."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end - 1):
        pair = tokens[at].text, tokens[at + 1].text
        behind = {token.text for token in tokens[at + 2 : facts.clause.end]}
        so = pair[0] in POINTING or (pair[0] == "as" and "as" not in behind)
        if so and pair[1] in AMOUNTS and at + 1 not in facts.counted:
            plain = msgspec.structs.replace(ask, ask="value", limit=None, change=None, than=None)
            return narrowed(plain, facts.take(at, at + 2))
    return ask


def _after_one(ask: Ask, facts: Facts) -> Ask:
    """ "After schools, which source refers most": the next of all is not the one that is named."""
    start, tokens = facts.clause.start, facts.spans.tokens
    named = [one.end for one in facts.spans.parts if start < one.start <= start + 2]
    first = ask.ask in ("top", "rank") and tokens[start].text in BEYOND
    ends = [at for at in named if at < facts.clause.end and tokens[at].text == ","]
    return narrowed(ask, facts.take(start, min(ends))) if first and ends else ask


def _all_along(ask: Ask, facts: Facts) -> Ask:
    """ "Did it rise every year since 2020", "has it kept rising": from end to end is another
    question than all along."""
    put = facts.asks_yes_or_no or facts.is_put_to_a_yes
    if ask.ask != "change" or not (put and ask.change and ask.change.direction):
        return ask
    words = facts.spans.words(facts.clause.start, facts.clause.end)
    said = EVERY_YEAR.search(words) if put else None
    alone = [
        (at, at + 1)
        for at in range(facts.clause.start, facts.clause.end)
        if facts.spans.tokens[at].text in ALL_ALONG
    ]
    if not (said or alone):
        return ask
    plain = msgspec.structs.replace(ask, change=msgspec.structs.replace(ask.change, direction=None))
    left = Restrictor(words=said[0] if said else facts.take(*alone[0]), what="unread")
    return msgspec.structs.replace(plain, restrictors=(*plain.restrictors, left))


def _how_far(ask: Ask, facts: Facts) -> Ask:
    """ "Did it rise sharply", "was there a small fall": which way it went is no yes to how far."""
    put = facts.asks_yes_or_no or facts.is_put_to_a_yes
    if ask.ask != "change" or not (put and ask.change and ask.change.direction):
        return ask
    compared = {at for one in facts.having("compare") for at in range(one.start, one.end)}
    if all(facts.spans.tokens[at].text in ATTITUDE for at in manners(facts) - compared):
        return ask
    return msgspec.structs.replace(ask, change=msgspec.structs.replace(ask.change, direction=None))


def manners(facts: Facts) -> set[int]:
    """The words that say how something moved: "a sharp rise", "fell steadily", not "a monthly
    rise"."""
    moved = {one.start for one in facts.having("change")}
    words = tagged(facts.spans, facts.clause.start, facts.clause.end) if moved else ()
    return {word.token for at, word in enumerate(words) if _is_manner(words, at, moved)}


def _is_manner(words: tuple[Word, ...], at: int, moved: set[int]) -> bool:
    one, after = words[at], words[at + 1 : at + 2]
    beside = [near for near in (*words[max(0, at - 1) : at], *after) if near.token in moved]
    if one.text in OTHER or not beside:
        return False
    noun = after == (beside[-1],) and beside[-1].has("NN")
    return (noun and one.has("AJ")) or (one.has("AV0") and one.text.endswith("ly"))


def among_others(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Among re-referrals, how many came from schools", "counting only section 47 enquiries, how
    many assessments": another thing set before what is asked narrows it, and is not asked for."""
    if len(ask.measures) < 2 or ask.ask not in ONE_BY_ONE:
        return ask
    end = _fronted_until(facts)
    inside = [one for one in facts.measured.measures if max(one.taken) < end]
    apart = len(ask.measures) == len(facts.measured.measures)
    if not inside or not apart or len(inside) == len(ask.measures):
        return ask
    shares = [one for one in inside if _is_share(lexicon.catalogue[one.indicator])]
    parts = [one for one in inside if one.categories]
    before = {(one.indicator, tuple(one.categories)) for one in inside}
    kept = tuple(one for one in ask.measures if (one.indicator, one.categories) not in before)
    asked = msgspec.structs.replace(ask, measures=kept or ask.measures[-1:], readings=())
    if not kept:
        return asked  # "thinking about disabled children, how many are disabled"
    left_out = any(one.start < end for one in facts.having("negation"))
    if left_out or (facts.texts()[0] in AMONG and not parts and not shares):
        return ask  # "of the children in need, how many were on a plan": the whole stands beside
    last = max(max(one.taken) for one in inside)
    return narrowed(asked, facts.spans.words(facts.clause.start, last + 1))


def _is_share(indicator: Indicator) -> bool:
    return any(one.of for one in indicator.measures.values() if one.measure == "percentage")


def _fronted_until(facts: Facts) -> int:
    """Where the comma stands that ends a phrase before the question word: one led by a preposition
    or a participle, and by "only" or "just"; the clause's start where there is none."""
    start, tokens = facts.clause.start, facts.spans.tokens
    words = tagged(facts.spans, start, facts.clause.end)
    led = [one for one in words[:2] if not one.has("AV0")][:1]  # "only | counting"
    put = next((one for one in words if one.text in QUESTION | INVERTED), None)
    if not led or not led[0].has("PR", "VVG", "CJS") or led[0].text in QUESTION or put is None:
        return start
    return put.token - 1 if tokens[put.token - 1].text == "," else start


def _all_but(ask: Ask, facts: Facts) -> Ask:
    """ "Every month but August": all the others, of which each is given, and not the one."""
    tokens = facts.spans.tokens
    for part in facts.spans.parts:
        at = part.start - 1
        led = {token.text for token in tokens[max(facts.clause.start, at - 2) : max(at, 0)]}
        inside = facts.clause.start < at and part.end <= facts.clause.end
        if inside and tokens[at].text == "but" and led & EVERY and part.start in facts.counted:
            every = (
                msgspec.structs.replace(one, categories=(), all_categories=bool(one.categories))
                for one in ask.measures
            )
            left = msgspec.structs.replace(ask, measures=tuple(every), restrictors=(), readings=())
            return narrowed(left, facts.take(at, part.end))
    return ask


def _number_of_the_first(ask: Ask, facts: Facts) -> Ask:
    """ "How many of the ten highest are in the North East", "how many were on plans in the borough
    with the highest rate": a number beside an order, which is not what is ranked."""
    ranked = ask.ask == "top" and facts.texts()[:2] == ["how", "many"]
    plain = facts.texts()[2:3] != ["of"] and all(one.metric == "count" for one in ask.measures)
    return _left_unread(ask, facts.clause.start, facts) if ranked and not plain else ask


def _level_of_a_number(ask: Ask, facts: Facts) -> Ask:
    """ "The highest rate among those with fewer than 300 plans": the level is of the number, and
    the order of the rate."""
    level = facts.levels[0] if len(facts.levels) == 1 else None
    of_number = level is not None and level.end in facts.counted and "per" not in facts.words
    if not (of_number and ask.threshold and ask.limit and facts.metric in ("rate", "percentage")):
        return ask
    words, plain = ask.threshold.words or "", {"ask": "top", "threshold": None}
    left = (*ask.restrictors, Restrictor(words=words, what="unread"))
    return msgspec.structs.replace(ask, restrictors=left, **plain)


def _how_often(ask: Ask, facts: Facts) -> Ask:
    """ "How often have referrals fallen": in how many years, which is no change of them."""
    often = ask.ask == "change" and facts.texts()[:2] == ["how", "often"]
    return _left_unread(ask, facts.clause.start, facts) if often else ask


def _left_unread(ask: Ask, at: int, facts: Facts) -> Ask:
    """The ask with "how many" or "how often" unread."""
    left = Restrictor(words=facts.take(at, at + 2), what="unread")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def _rate_in_percent(ask: Ask, facts: Facts) -> Ask:
    """ "Kent's rate as a percentage of England's": one rate in per cent of another, which is no
    share of its number."""
    cues = facts.having("ratio", "percentage")
    if ask.ask != "value" or not (ask.within and cues and facts.having("metric", "rate")):
        return ask
    measures = tuple(msgspec.structs.replace(one, metric="rate") for one in ask.measures)
    plain = {"ask": "compare", "measures": measures, "compare_with": (ask.within,), "within": None}
    words = facts.spans.words(cues[0].start, cues[0].end)
    left = (*ask.restrictors, Restrictor(words=words, what="unread"))
    return msgspec.structs.replace(ask, restrictors=left, **plain)


def _converted(ask: Ask, facts: Facts) -> Ask:
    """ "The section 47 conversion rate": of one thing alone it is not said into what, and how many
    there were is another figure."""
    cues = [one for one in facts.having("ratio", "ratio") if one.start not in facts.counted]
    for one in cues if ask.ask != "ratio" and len(ask.measures) == 1 else ():
        if facts.spans.tokens[one.start].text == "conversion":
            return narrowed(ask, facts.take(one.start, one.end))
    return ask


HEEDED = (
    _converted,
    _of_some_years,
    _of_each_of_two,
    _changed_kind,
    _so_few,
    _after_one,
    _all_along,
    _how_far,
    _rate_in_percent,
    _all_but,
    _number_of_the_first,
    _level_of_a_number,
    _how_often,
)
