"""One part of a question, read -> closed queries, or why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind as PeriodKind
from cin_narrative.questions.accounting import loose_number, not_understood
from cin_narrative.questions.asking import Asking
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.intents import choose_intents
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import ABOUT_THE_DATA, Intent, Place, Query, Topic
from cin_narrative.questions.refining import (
    ANY_PERSON,
    ENDING,
    FACTORS,
    NEED,
    PERSONS,
    PLANS,
    WITHIN_45,
)
from cin_narrative.questions.setting import Decline, Option, Setting
from cin_narrative.questions.topics import declined_topic
from cin_narrative.questions.what import What, find_topics
from cin_narrative.questions.when import NAMED, When, find_years
from cin_narrative.questions.where import Where, find_places

ABOUT = {
    "years_held": Intent.YEARS_HELD, "areas_held": Intent.AREAS_HELD, "help": Intent.HELP, "symbols": Intent.SYMBOLS, "rates": Intent.RATES,
}  # fmt: skip


OF_CHANGE = re.compile(
    r"(?:%|per ?cent|percentage|pct) (?:\w+ )?(?:change|increase|decrease|rise|fall|drop|growth|reduction|difference)"
    r"|in (?:per ?cent|percentage|%)|what (?:%|per ?cent|percentage) (?:has|have|did)|by what|by how|\(%\)"
)
BY_PERSON_FROM = 2018  # the first year of the factors by person in the newest release


@dataclass(slots=True)
class Understood:
    """The queries of one part and what must be said about how it was read."""

    queries: list[Query] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    beside: tuple[str, ...] = ()
    late: bool = False


def interpret(part: Part, context: Query | None, setting: Setting) -> Understood | Decline:
    """The queries of ``part`` in the light of the conversation."""
    about = _about_the_data(part, context, setting)
    if about is not None:
        return about
    beside = declined_topic(part)
    if isinstance(beside, Decline):
        return beside
    what = find_topics(part, context, setting)
    if isinstance(what, Decline):
        return _with_offer(what, part, context, setting)
    unknown = not_understood(part, what, setting)
    if unknown:
        return Decline("not_held" if what.own and what.topics else "refused", "unknown_words", unknown,
                       what.topics[0].indicator if what.topics else "")  # fmt: skip
    if not what.topics:
        return _without_topic(part, context, setting)
    where = find_places(part, context, setting)
    if isinstance(where, Decline):
        return where
    return _compose(part, context, setting, what, where, beside)


def _with_offer(decline: Decline, part: Part, context: Query | None, setting: Setting) -> Decline:
    if part.unknown and decline.saying != "which_plan":
        return Decline("not_held", "unknown_words", tuple(part.unknown), decline.indicator)
    where = find_places(part, context, setting)
    if isinstance(where, Decline) or not where.places:
        return decline
    name = setting.area(where.places[0], None).in_name
    if decline.saying == "which_plan":
        return replace(
            decline,
            options=tuple(
                Option(f"{kind}, {name}, at 31 March", f"{kind} in {name}") for kind in ("Child protection plans", "Child in need plans")
            ),
        )
    if decline.saying == "which_category":
        return replace(decline, options=tuple(replace(option, question=f"{option.question} in {name}") for option in decline.options))
    if decline.indicator not in setting.catalogue:
        return decline
    return replace(decline, place=where.places[0])


def partial(part: Part, context: Query | None, setting: Setting) -> Query | None:
    """What a declined part leaves for the next question to lean on: its places and years, and no topic."""
    where = find_places(part, context, setting)
    when = find_years(part, context, [], PeriodKind.FLOW, setting.span)
    if isinstance(where, Decline) or not (where.own or when.own):
        return None
    return Query(Intent.VALUE, places=tuple(where.places), years=tuple(when.years) if when.own else ())


def _about_the_data(part: Part, context: Query | None, setting: Setting) -> Understood | None:
    cues = part.cues()
    has_topic = any(True for _ in part.having(Kind.INDICATOR)) or any(True for _ in part.having(Kind.CATEGORY))
    if any(True for _ in part.having(Kind.TOPIC)) or part.unknown:
        return None
    alike = any(word in part.text for word in ("neighbour", "most like", "compared with", "similar", "benchmark", "who are we like"))
    neighbours = alike and cues & {"neighbours_list", "list", "define", "which_area"} and not has_topic
    if neighbours and not any(m.period for m in part.mentions):
        where = find_places(part, context, setting)
        if isinstance(where, Where) and where.places:
            return Understood([Query(Intent.NEIGHBOURS, places=tuple(where.places[:1]))])
    for cue, intent in ABOUT.items():
        if (
            cue in cues
            and not (has_topic and intent is not Intent.YEARS_HELD)
            and not (intent is Intent.HELP and _asks_for_a_figure(part))
            and not (cue == "years_held" and cues & {"highest", "lowest", "worst", "best", "list"})
        ):
            topics = find_topics(part, None, setting) if has_topic else None
            held = tuple(topics.topics) if isinstance(topics, What) else ()
            return Understood([Query(intent, topics=held)])
    return None


def _asks_for_a_figure(part: Part) -> bool:
    """Whether "help" stands in a question of its own ("how many children did we help in 2024?") and is no call for help."""
    return any(mention.period for mention in part.mentions) or any(True for _ in part.having(Kind.MEASURE))


def _without_topic(part: Part, context: Query | None, setting: Setting) -> Understood | Decline:
    cues = part.cues()
    if "trust" in cues:
        where = find_places(part, context, setting)
        if isinstance(where, Where):
            where.places = where.places or [setting.england]
            when = find_years(part, context, [], PeriodKind.FLOW, setting.span)
            return Understood([Query(Intent.TRUST, places=tuple(where.places), years=tuple(when.years))])
    if "source" in cues:
        return Understood([Query(Intent.SOURCE)])
    if cues & {"brief"}:
        return _brief(part, context, setting)
    said = any(not m.says_nothing for m in part.mentions)
    return Decline(
        "choice_needed" if said or part.mentions else "refused",
        "which_measure" if part.mentions else "nothing",
        options=_measures(part, context, setting),
    )


def _brief(part: Part, context: Query | None, setting: Setting) -> Understood | Decline:
    where = find_places(part, context, setting)
    if isinstance(where, Decline):
        return where
    if not where.places:
        return Decline("choice_needed", "which_area", options=(Option("England as a whole", "Summary for England"),))
    when = find_years(part, context, [], PeriodKind.FLOW, setting.span)
    names = (NEED, "referrals", "rereferrals_within_12_months", WITHIN_45, "section_47_enquiries", PLANS)
    query = Query(Intent.VALUE, tuple(Topic(name) for name in names), None, tuple(where.places), (), tuple(when.years[-1:]))
    return Understood([query], [*where.notes, *when.notes])


def _measures(part: Part, context: Query | None, setting: Setting) -> tuple[Option, ...]:
    place = ""
    where = find_places(part, context, setting)
    if isinstance(where, Where) and where.places:
        place = f" in {setting.area(where.places[0], None).in_name}"
    place = place or " in England"
    measures = (("Children in need on one day, 31 March", "children in need"), ("Referrals received in the year", "referrals"),
                ("Child protection plans open at 31 March", "child protection plans"),
                ("Section 47 enquiries in the year", "section 47 enquiries"))  # fmt: skip
    return tuple(Option(f"{title}{place}", f"How many {many}{place}?") for title, many in measures)


def _compose(
    part: Part, context: Query | None, setting: Setting, what: What, where: Where, beside: tuple[str, ...]
) -> Understood | Decline:
    codes = {code for place in where.places for code in place.codes} or {where.within or ENGLAND}
    if where.within == "neighbours" or not codes & {code for (_, code) in setting.store.holdings}:
        codes = {ENGLAND}
    _by_person(part, what, codes, setting)
    indicator = setting.catalogue[what.topics[0].indicator]
    held = setting.years_held(indicator.id, codes)
    in_england = setting.years_held(indicator.id, [ENGLAND])
    if not held or (in_england and not any(setting.is_gone(place) for place in where.places) and in_england[-1] > held[-1]):
        held = in_england
    when = find_years(part, context, held, indicator.kind, setting.span)
    swapped = _month(part, when, what)
    if isinstance(swapped, Decline):
        return swapped
    notes = [*what.notes, *where.notes, *(note for note in when.notes if note != "latest_year" or what.own)]
    if "opinion" in part.cues():
        notes.append("opinion")
    base = Query(
        Intent.VALUE, tuple(what.topics), _measure(part, context, what), tuple(where.places), tuple(where.comparators),
        tuple(when.years), where.within, where.every_region, together=what.together, asks_why=part.asks_why or "why" in part.cues(),
    )  # fmt: skip
    if base.measure is Measure.PERCENTAGE and Measure.PERCENTAGE not in indicator.measures and part.cues() & {"change", "double"}:
        base = replace(base, measure=None)  # "up 30%": the percentage is of the change
    loose = loose_number(part, what, setting)
    elsewhere = not setting.is_local(indicator) and not any(place.codes[0].startswith("E") for place in where.places)
    if loose is not None and not elsewhere:  # "held for England alone" says more than that a band is not held
        return loose
    queries = choose_intents(Asking(part, base, context, what, where, when, setting))
    if isinstance(queries, Decline):
        return queries
    if what.together and any(query.intent is not Intent.VALUE for query in queries):
        return Decline("not_held", "together", (), indicator.id)
    return Understood(queries, notes, beside, "late" in part.modifiers())


def _by_person(part: Part, what: What, codes: set[str], setting: Setting) -> None:
    """A factor by person, where that is what the latest years hold: each of its three, as they must not be added up."""
    held = setting.years_held(ANY_PERSON, codes)
    early = any(m.period and m.period.first and m.period.form in NAMED and m.period.first < BY_PERSON_FROM for m in part.mentions)
    if early or (held and held[-1] == setting.span[1]):
        return
    known = setting.catalogue[FACTORS].categories
    topics: list[Topic] = []
    for topic in what.topics:
        persons = [Topic(FACTORS, f"{topic.category}_{person}") for person in PERSONS if f"{topic.category}_{person}" in known]
        topics += persons if topic.indicator == ANY_PERSON and persons else [topic]
    if topics != what.topics:
        what.topics = topics
        what.notes.append("by_person")


def _month(part: Part, when: When, what: What) -> Decline | None:
    """A month within the year: referrals are held by month; nothing else is."""
    if not when.partial:
        return None
    months = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
    half = [m.period for m in part.mentions if m.period is not None and m.period.form == "dates"]
    first_half = len(half) == 1 and (half[0].start[1], half[0].end[1]) == (4, 9) and half[0].start[0] == half[0].end[0]
    if first_half and [topic.indicator for topic in what.topics] == [ENDING]:  # plans ending between April and September
        what.topics = [Topic(f"{ENDING}_in_first_six_months")]
        return None
    if when.month and [topic.indicator for topic in what.topics] in (["referrals"], ["referrals_by_month"]):
        what.topics = [Topic("referrals_by_month", months[when.month - 1])]
        return None
    return Decline("not_held", "part_of_year", (), what.topics[0].indicator, year=when.years[-1] if when.years else None)


def _measure(part: Part, context: Query | None, what: What) -> Measure | None:
    found = {mention.value(Kind.MEASURE) for _, mention in part.having(Kind.MEASURE)}
    if part.cues() & {"share"}:
        found.add("percentage")
    if any(m.words[-1] == "rate" or m.words[-1] == "rates" for _, m in part.having(Kind.INDICATOR)):
        found.add("rate")
    if any(m.words[0] in ("number", "numbers") for _, m in part.having(Kind.INDICATOR)):
        found.add("count")  # "number of referrals" is itself a name of the indicator
    if not found:
        return context.measure if context is not None and not what.own else None
    if {"rate", "count"} <= found and re.search(r"number of .* and .*\brate\b|\brate\b.* and .*number of", part.text):
        return None  # the number and the rate: both are given
    if "rate" in found:
        return Measure.RATE
    if "percentage" in found and not (part.cues() & {"change", "double"} and OF_CHANGE.search(part.text)):
        return Measure.PERCENTAGE
    return Measure.COUNT if "count" in found else None


__all__ = ["ABOUT_THE_DATA", "Place", "Understood", "interpret"]
