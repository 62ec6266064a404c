"""The facts of a clause in, what several operators weigh out: how many places, years, kinds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.reading.contract import AskKind
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts, Place
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.reading.quantities.numbers import PERCENT
from cin_narrative.reading.slots.years import is_left_out
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    FIRST,
    INVERTED,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan, Stretch
from cin_narrative.reading.words.tokens import Token

WIDE_NEEDED = 3  # years: a run of so many is a trend, two are a change
BOTH_ENDS = ({"highest", "lowest"}, {"best", "worst"})  # between which there is a gap
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
MANY = 9  # years: a run without an end counts as so many


def authorities(facts: Facts) -> int:
    """How many single places are named, but for those that are to be left out."""
    single = (place for place in facts.places if not place.is_wide)
    return sum(1 for place in single if not is_left_out(place.start, facts))


def years_said(facts: Facts) -> int:
    """How many years the periods make at least; a run without an end counts as many."""
    return sum(_years(one.meaning) for one in facts.periods)


def _years(meaning: Dated) -> int:
    if meaning.form in ("span", "dates"):
        return meaning.last - meaning.first + 1
    if meaning.form in ("last_n", "years_before"):
        return meaning.first
    return MANY if meaning.form in ("since", "until", "all") else 1


def is_breakdown(facts: Facts, lexicon: Lexicon) -> bool:
    """Whether the measure is a breakdown of which no category is named."""
    return any(
        lexicon.catalogue.counts_of(lexicon.catalogue[one.indicator]).categories
        and not one.categories
        and lexicon.catalogue[one.indicator].headline != "average"
        for one in facts.measured.measures
    )


def lists_in_order(facts: Facts) -> bool:
    """Whether every member is wanted, in order: a list or a ranking of places, whose order is told
    from end to end ("highest first") and not by how many ("the top five")."""
    told = facts.having("list") or facts.having("rank", "rank") or _end_to_end(facts)
    ordered = any(
        one.end - one.start > 1 and facts.spans.tokens[one.end - 1].text in ENDS
        for one in facts.having("superlative")
    )
    members = facts.having("each", "areas", "regions") or any(one.is_wide for one in facts.places)
    own = (FIRST | {"our"}) & set(facts.texts())
    return bool(told and ordered and members and not own) and not authorities(facts)


def _end_to_end(facts: Facts) -> bool:
    """Whether an order goes from one end to the other: "high to low"."""
    ends = facts.having("superlative") if not facts.numbers else []  # "the top ten, high to low"
    tokens = facts.spans.tokens
    return any(tokens[i].text == "to" for one in ends for i in range(one.start, one.end))


ENDS = words_of("kinds_evidence.ends")
KINDS = words_of("kinds_evidence.kinds")


def of_kinds(facts: Facts) -> bool:
    """Whether kinds of one thing are ranked: "the most common reason"."""
    cues = facts.having("superlative")
    return any(
        facts.spans.tokens[i].text in KINDS for one in cues for i in range(one.start, one.end)
    )


def of_years(facts: Facts, at: int) -> bool:
    """Whether what is set against stands in years: "2022 compared with 2021"."""
    whose: list[Stretch] = [*facts.places, *facts.home]
    following = min((one.start for one in whose if one.start >= at), default=9_999)
    return any(at <= one.start < min(following, at + 4) for one in facts.periods)


def than_years(facts: Facts) -> bool:
    """Whether "than" stands before a year or a time: "more than before the pandemic"."""
    places = [
        i
        for i in range(facts.clause.start, facts.clause.end)
        if facts.spans.tokens[i].text == "than"
        and not any(level.start <= i < level.end for level in facts.levels)
    ]
    return any(
        of_years(facts, at + 1)
        or (
            any(at < one.start < at + 6 for one in facts.periods)
            and not any(at < place.start for place in facts.places)
            and not any(at < one.start for one in facts.home)
        )
        for at in places
    )


def against_us(facts: Facts) -> list[CueSpan]:
    """The words for us right behind what compares: "below ours", "than we do", "Bolton with us"."""
    tokens, light = facts.spans.tokens, {"than", "to", "with", "against"}
    places = {i for place in facts.places for i in range(place.start, place.end)}
    return [
        us
        for us in facts.home
        if tokens[us.start].text in ("us", "ours", "we", "our")
        for cue in facts.having("compare")
        if cue.end <= us.start
        and all(i in places or tokens[i].text in light for i in range(cue.end, us.start))
    ]


def said_of_us(facts: Facts) -> list[CueSpan]:
    """The words for us that say whose figure is meant, beside a place that is named: "than us",
    "are we", "our plans"; not who asks ("do we know") nor what a named place may be called by."""
    tokens, figures = facts.spans.tokens, facts.having("metric")
    theirs = facts.counted | {i for one in figures for i in range(one.start, one.end)}
    marks = {one.end for one in facts.having("compare")}
    found = []
    for one in facts.home:
        text, at = tokens[one.start].text, one.end
        before = tokens[one.start - 1].text if one.start else ""
        after = [token.text for token in tokens[at : at + 2]] + ["", ""]
        led = before in PREPOSITIONS | COORDINATORS | BESIDE or one.start in marks
        asks = after[0] in ASKING or (after[0] == "have" and after[1] in ("on", "for", "about"))
        of_us = (text in ("us", "ours") and led) or (text == "we" and not asks)
        if of_us or (text == "our" and at == one.start + 1 and theirs & {at, at + 1, at + 2}):
            found.append(one)
    return found


def are_there(facts: Facts, named: Sequence[Place]) -> bool:
    """Whether the place that is named is where we are: "how many did we do in Leeds"; not "did we
    have, and in Leeds", "ours in Leeds"."""
    texts = [token.text for token in facts.spans.tokens]
    if len(named) != 1 or named[0].is_wide or [texts[one.start] for one in facts.home] != ["we"]:
        return False
    at = named[0].start - 1
    led = texts[at] == "in" and texts[at - 1] not in COORDINATORS | {",", "than", "as"}
    return led and facts.home[0].start < at


BESIDE = words_of("kinds_evidence.beside")
ASKING = words_of("kinds_evidence.asking")
ACROSS = frozenset(("across", "among", "amongst", "throughout"))
APART = words_of("kinds_evidence.apart")
TOWARDS = words_of("kinds_evidence.towards")


def between_years(facts: Facts) -> bool:
    """Whether two years of one subject are set apart or side by side: "the difference between its
    plans in 2018 and in 2024", "how do 2013 and 2024 compare". A gap to another place is none."""
    tokens, said = facts.spans.tokens, [one.meaning for one in facts.periods]
    two = len(said) == 2 and all(one.form in POINTS for one in said)
    two = two or [one.form for one in said] == ["span"]
    heads = {tokens[one.start - 1].text for one in facts.places if one.start > facts.clause.start}
    single = len(facts.places) + bool(facts.home) <= 1 and not heads & TOWARDS
    if not (two and single) or facts.having("change") or facts.having("closing"):
        return False
    gaps = facts.having("gap", "gap")
    texts = {tokens[i].text for one in gaps for i in range(one.start, one.end)}
    texts |= set(facts.spans.words(facts.periods[0].start, facts.periods[0].end).lower().split())
    compared = facts.having("compare", "against")
    whose: list[Stretch] = [*facts.places, *facts.home]
    named = [one.start for one in (*whose, *facts.measured.measures)]
    alone = bool(compared) and len(said) == 2 and all(at > compared[0].start for at in named)
    behind = all(one.end <= compared[0].start for one in facts.periods) if compared else False
    return bool(gaps and texts & APART) or (alone and behind)


POINTS = ("year", "latest", "before", "ago", "first", "recent")


def are_alternatives(facts: Facts) -> bool:
    """Whether the places of a comparison are to be told apart: "more in London or in Kent?"."""
    tokens = facts.spans.tokens
    joined = [
        {token.text for token in tokens[one.end : after.start]}
        for one, after in pairwise(facts.places)
    ]
    light = DETERMINERS | PREPOSITIONS | {"or", ","}
    listed = all(between <= light and between & {"or", ","} for between in joined)
    return bool(joined) and listed and "or" in joined[-1] and "than" not in facts.words


def than_place(facts: Facts) -> bool:
    """Whether what is set against is a place: "both lower than England's"."""
    tokens = facts.spans.tokens
    at = {one.start for one in facts.places} | {one.start for one in facts.home}
    thans = [i for i in range(facts.clause.start, facts.clause.end) if tokens[i].text == "than"]
    return any(
        next((j for j in range(i + 1, i + 4) if j in at), 0)
        and not any(i < one.start < i + 3 for one in facts.measured.measures)
        for i in thans
    )


def across_members(facts: Facts) -> bool:
    """Whether one wide area is named as that which holds others: "across the North East". The
    average rate across it may be its own."""
    if facts.metric in ("rate", "percentage") and not facts.having("aggregate", "median"):
        return False
    tokens, wide = facts.spans.tokens, [one for one in facts.places if one.is_wide]
    before = [token.text for one in wide for token in tokens[max(0, one.start - 2) : one.start]]
    return len(wide) == len(facts.places) == 1 and bool(set(before) & ACROSS)


def the_whole(facts: Facts, places: Sequence[Place]) -> Place | None:
    """The wider area whose number the other places are a part of: "what share of the North East's
    plans are in Gateshead". Where two are joined ("of Leeds's and of London's") none is."""
    tokens, spans = facts.spans.tokens, facts.spans
    levels = [tokens[one.start : one.end] for one in facts.levels]
    in_percent = facts.metric == "percentage" or any(_is_of_hundred(one) for one in levels)
    found = []
    for one in places if in_percent and len(places) + bool(facts.home) > 1 else ():
        at = one.start - 1
        while at > facts.clause.start and tokens[at].text in DETERMINERS:
            at -= 1
        owner = spans.words(one.start, one.end).replace(APOSTROPHE, "'").endswith(("'s", "s'"))
        near = {tokens[i].text for i in (at - 1, one.end) if 0 <= i < len(tokens)}
        if owner and tokens[at].text == "of":
            found.append((one, bool(near & (COORDINATORS | {","}))))
    single = len(found) == 1 and found[0][0].is_wide and not found[0][1]
    return found[0][0] if single else None


def _is_of_hundred(level: Sequence[Token]) -> bool:
    """Whether a level is a part of a whole: "a third", "20%"; not "20"."""
    figures = any(token.kind == "number" for token in level)
    return not figures or any(token.text in PERCENT for token in level)


def put_first(kind: AskKind, places: Sequence[Place], facts: Facts) -> list[Place]:
    """ "Compared to Bradford, does Leeds have more": what stands before the question is what the
    subject in it is set against."""
    begins = [*(one.start for one in places), *(one.start for one in facts.home)]
    led = [one for one in facts.having("compare") if one.start < min(begins, default=0)]
    if kind not in ("compare", "gap") or not led or led[0].cue.value in COMPARATIVE:
        return []
    tokens, there = facts.spans.tokens, range(led[0].end, facts.clause.end)
    asked = next((at for at in there if tokens[at].text in INVERTED | QUESTION), led[0].start)
    first = [one for one in places if one.end <= asked]
    return first if any(at > asked for at in begins) else []


def is_pointed(facts: Facts, against: Sequence[Place]) -> bool:
    """ "How does that compare with Surrey and England": what was asked before is the subject, where
    a word for it follows the verb and what it is set against is led in behind it."""
    tokens, at = facts.spans.tokens, against[0].start if against else 0
    before = [token.text for token in tokens[max(at - 2, 0) : at]]
    led = before == ["than", "in"] or before[-1:] in (["with"], ["to"], ["than"], ["against"])
    led = led or any(one.end == at for one in facts.having("compare"))
    return led and any(
        tokens[i].text in PRONOUNS and tokens[i - 1].text in INVERTED
        for i in range(facts.clause.start + 1, at)
    )


def subject_named_later(against: list[Place], facts: Facts) -> tuple[list[Place], list[Place]]:
    """ "How far from the regional average was Swindon", "how many more than Essex did Kent have":
    where all places stand behind what sets them apart, those behind the verb are the subject, else
    the authorities among wider ones."""
    tokens = facts.spans.tokens
    for at, (one, after) in enumerate(pairwise(against), 1):
        if any(token.text in INVERTED for token in tokens[one.end : after.start]):
            return against[at:], against[:at]
    single = [one for one in against if not one.is_wide]
    if single and len(single) < len(against):
        return single, [one for one in against if one.is_wide]
    return [], against
