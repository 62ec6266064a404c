"""A turn that only names another thing, place or year in, the ask before it of that one out:
"and on the rate of referrals?", "what about 2020?"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import Ask, Measure
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.places import is_wide
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.stretches import Stretch

SHAPED = frozenset((
    "top", "list", "rank", "compare", "change", "trend", "gap", "streak", "turning_point",
    "aggregate", "quartile",
))  # fmt: skip
FIELDED = ("top", "list")
NAMING = words_of("turns.naming") | words_of("english.polite")
LEADING = ("and", "or", "what", "how", "same", "also", "then")
INTO = "year"


def same_shape(ask: Ask, before: Ask, facts: Facts, asks: Sequence[Ask]) -> Ask:
    """ "Is Leeds above England on plans? And on the rate of referrals?": the same is asked of
    another thing, with all that says how it is asked."""
    plain = ask.ask in ("value", "none", before.ask) and bool(ask.measures)
    own = ask.within or ask.limit or ask.threshold or ask.change or ask.compare_with or ask.claim
    if before.ask not in SHAPED or not plain or own or not _only_names(facts):
        return ask
    if not _begins(facts, asks) or _of_kinds(before) or not _fits(ask, before):
        return ask
    return msgspec.structs.replace(
        ask,
        ask="none",
        areas=ask.areas or (before.areas if before.ask in FIELDED else ()),
        measures=tuple(_as_before(one, before) for one in ask.measures),
        compare_with=before.compare_with,
        within=None if ask.areas and before.ask in FIELDED else before.within,
        limit=before.limit,
        threshold=before.threshold,
        change=before.change,
        than=before.than,
        each=before.each,
        aggregate=before.aggregate,
        restrictors=tuple(one for one in before.restrictors if one.what == "unread"),
    )


def _as_before(one: Measure, before: Ask) -> Measure:
    """A measure that says not how it is counted is counted as the one before."""
    metrics = {each.metric for each in before.measures}
    alone = one.metric is None and len(metrics) == 1 and "percentage" not in metrics
    return msgspec.structs.replace(one, metric=metrics.pop()) if alone else one


def _begins(facts: Facts, asks: Sequence[Ask]) -> bool:
    """Whether a clause is a question by itself, and no part of the one before it."""
    start = facts.clause.start
    led = facts.texts()[0] in LEADING
    return not asks or (led and start > 0 and facts.spans.tokens[start - 1].text in ("?", "."))


def _of_kinds(before: Ask) -> bool:
    """Whether the kinds of one thing were ranked or told: another thing has others."""
    of_kinds = before.limit is not None and before.limit.of == "categories"
    return of_kinds or any(one.all_categories for one in before.measures)


def _fits(ask: Ask, before: Ask) -> bool:
    """Whether the places of a turn can stand where those before it stood."""
    if not ask.areas or ask.areas == before.areas:
        return True
    if before.ask in FIELDED:
        return len(ask.areas) == 1 and is_wide(ask.areas[0])
    wide = any(map(is_wide, ask.areas))
    return not before.compare_with or (all(map(is_wide, before.compare_with)) and not wide)


def _only_names(facts: Facts) -> bool:
    """Whether a clause holds a thing, how it is counted, a place and a year, and nothing else."""
    tokens, named = facts.spans.tokens, set(facts.counted)
    said: list[Stretch] = [*facts.having("metric"), *facts.home, *facts.periods]
    for one in (*said, *facts.places):
        named.update(range(one.start, one.end))
    there = range(facts.clause.start, facts.clause.end)
    rest = {tokens[at].text for at in there if at not in named and tokens[at].kind != "mark"}
    return rest <= NAMING


def in_its_field(ask: Ask, before: Ask) -> Ask:
    """ "Where does Derby rank in its region? What about Hull?": another place, in its own region;
    or in the field that was named."""
    other = ask.ask == "none" and before.ask == "rank" and len(ask.areas) == 1
    if not other or ask.within or ask.measures or is_wide(ask.areas[0]):
        return ask
    return msgspec.structs.replace(ask, within=before.within)


def is_own_year(ask: Ask, before: Ask, facts: Facts) -> bool:
    """ "Did it rise in 2023? What about 2020?": a change into another year, or since another one,
    and none between the two."""
    forms = [one.meaning.form for one in facts.periods]
    if before.ask != "change" or len(before.periods) != 1 or facts.having("compare", "against"):
        return False
    if forms == ["since"]:
        return facts.spans.tokens[facts.periods[0].start].text == "since"
    meaning = period(before.periods[0].words or "")
    return forms == [INTO] and meaning is not None and meaning.form == INTO


def still_left_out(ask: Ask, before: Ask) -> Ask:
    """ "Not counting Kent, who had the most? And in 2024?": the places left out stay so while the
    field, or the place, is the same."""
    named = ask.within.words if ask.within is not None else None
    field = before.within.words if before.within is not None else None
    places = tuple(one for one in before.excluded if one.set or period(one.words or "") is None)
    if ask.excluded or not places or ask.areas or named not in (None, field):
        return ask
    return msgspec.structs.replace(ask, excluded=places)
