"""The months of a clause in, those of a breakdown that are asked for out: "in October 2022", "and
in December?"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.contract import Ask, Measure, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.dates import MONTHS
from cin_narrative.reading.words.lexicon import Lexicon

YEAR = 12  # months
ENDING = frozenset(("to", "until", "till", "by", "since", "through"))
APRIL = 4
SEASONS = {"summer": (6, 7, 8), "autumn": (9, 10, 11)}  # those that lie in one reporting year whole


def of_month(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Referrals in October 2022", "in April, May and June 2023": where the months are a
    breakdown, those of it."""
    months = _months(facts)
    if not months or len(ask.measures) != 1:
        return ask
    said = ask.measures[0]
    own = lexicon.catalogue[said.indicator] if said.indicator else None
    breakdowns = lexicon.catalogue.breakdowns_of(said.indicator or "")
    for one in (own,) if own and said.categories else breakdowns:
        numbers = {key: MONTHS.get(part.label.lower()) for key, part in one.categories.items()}
        wanted = [key for key, number in numbers.items() if number in months]
        if wanted and not _are_of_one_year([numbers[key] for key in said.categories], facts):
            one_year = msgspec.structs.replace(ask, ask="value", change=None)
            beside = facts.spans.words(facts.periods[0].start, facts.periods[0].end)
            other = Restrictor(words=beside, what="cross")
            return msgspec.structs.replace(
                one_year, periods=ask.periods[:1], restrictors=(*ask.restrictors, other)
            )
        if wanted:
            kept = tuple(key for key in numbers if key in (*said.categories, *wanted))
            measure = msgspec.structs.replace(said, indicator=one.id, categories=kept)
            ask = msgspec.structs.replace(ask, measures=(measure,))
            return _side_by_side(ask) if len(kept) > 1 and ask.ask == "change" else ask
    total = lexicon.catalogue[own.breakdown_of] if own and own.breakdown_of else own
    if total is None or total.kind is Kind.STOCK or not facts.periods[0].meaning.stated:
        return ask  # "children in need in March 2024" are those of the 31st
    words = facts.spans.words(facts.periods[0].start, facts.periods[0].end).split()
    month = next((word for word in words if word.lower() in MONTHS), None)
    left = Restrictor(words=month, what="cross" if said.categories else "attribute")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def of_another_month(
    measures: Sequence[Measure], facts: Facts, lexicon: Lexicon
) -> tuple[Measure, ...]:
    """ "And in December 2022?": the month that was asked for before gives way to the one named."""
    months, words = _months(facts), facts.spans.words
    one = measures[0] if len(measures) == 1 else None
    if one is None or not one.indicator or not one.categories or not months:
        return ()
    parts = lexicon.catalogue[one.indicator].categories
    numbers = {key: MONTHS.get(part.label.lower()) for key, part in parts.items()}
    wanted = tuple(key for key, number in numbers.items() if number in months)
    if not wanted or any(numbers.get(key) is None for key in one.categories):
        return ()
    named = words(facts.periods[0].start, facts.periods[0].end)
    return (msgspec.structs.replace(one, categories=wanted, words=named),)


def _are_of_one_year(months: Sequence[int | None], facts: Facts) -> bool:
    """Whether months that stand without a year lie in the reporting year of the period beside them:
    "in April, May and June 2023", but not "in March than in April 2023"."""
    one = facts.periods[0].meaning
    return all(month and one.start[0] + (month >= APRIL) == one.first for month in months)


def _side_by_side(ask: Ask) -> Ask:
    """ "In December compared to November 2023": two months of one year, and no change of years."""
    return msgspec.structs.replace(ask, ask="breakdown", change=None, periods=ask.periods[:1])


def _months(facts: Facts) -> tuple[int, ...]:
    """The months of the only period, or the one month of several years, where it is no whole year,
    and no day at the end of one."""
    named = [one.meaning for one in facts.periods]
    said = {one.start[1] if one.start == one.end else 0 for one in named}
    if not facts.periods or (len(facts.periods) > 1 and (len(said) > 1 or 0 in said)):
        return ()
    one = facts.periods[0]
    words = facts.spans.words(one.start, one.end).lower()
    (year, first), (until, last) = one.meaning.start, one.meaning.end
    before = facts.spans.tokens[one.start - 1].text if one.start else ""
    led = words.startswith("in ") or before in ("in", "during")
    bare = led and words.removeprefix("in ").split()[0] in MONTHS
    if not first or (one.meaning.stated and not bare):  # "to March 2024" ends a year
        return ()
    against = any(cue.end == one.start for cue in facts.having("compare"))  # "compared to May"
    ends = {before if not against else "", words.split()[0]} & ENDING
    if one.meaning.form in ("since", "until") or ends:
        return ()  # "since January 2023" is of every month from then
    texts = words.replace(",", " ").split()
    if not MONTHS.keys() & set(texts):  # "in early 2023" names no month
        return next((SEASONS[word] for word in texts if word in SEASONS), ())
    run = range(year * 12 + first, until * 12 + last + 1)
    if len(run) >= YEAR or one.meaning.first != one.meaning.last:
        return ()
    apart = " and " in words and "between" not in words
    return tuple((at - 1) % 12 + 1 for at in ((run[0], run[-1]) if apart else run))
