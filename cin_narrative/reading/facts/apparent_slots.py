"""An ask and the facts of its clause in, the same without what only seems to fill a slot: the words
narrow it, and are said to."""

from __future__ import annotations

import msgspec

from cin_narrative.catalogue.periods import Kind
from cin_narrative.reading.contract import Ask, Measure, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts, Place
from cin_narrative.reading.facts.speed import at_speed
from cin_narrative.reading.facts.untellable import among_others, narrowed, with_untellable
from cin_narrative.reading.kinds.evidence import than_years, years_said
from cin_narrative.reading.measures.percentiles import of_percentile
from cin_narrative.reading.words.closed_classes import AUXILIARIES, words_of
from cin_narrative.reading.words.lexicon import Lexicon

TOWARDS, ACTS = words_of("facts_untold.towards"), words_of("facts_untold.acts")
WHILE = words_of("facts_untold.while")
PAIR = 2
NOT_SET_APART = ("value", "trend", "aggregate")


def with_untold(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with each such word as what narrows it."""
    for heed in (
        _sent,
        _acted,
        _counted_times,
        _turned_into,
        _on_working_days,
        _beyond_a_year,
        _of_members,
        _in_each,
        _how_long,
        _quartered,
        _as_median,
        _as_total,
        _as_new,
        _of_one_operand,
    ):
        ask = heed(ask, facts)
    ask = among_others(_within_a_part(ask, facts, lexicon), facts, lexicon)
    ask = of_percentile(with_untellable(ask, facts), facts, lexicon)
    ask = _all_the_while(ask, facts, lexicon)
    return at_speed(_at_a_pace(ask, facts, lexicon), facts, lexicon)


def _within_a_part(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Of those aged 10 to 15, what percentage were boys": a cell of two breakdowns is held as a
    part of all, and of the one part it is another percentage."""
    share = facts.having("metric", "percentage")
    first = min((one.start for one in facts.spans.parts), default=facts.clause.end)
    of_part = facts.texts()[:1] == ["of"] and bool(share) and first < share[0].start
    found = [lexicon.catalogue[one.indicator] for one in ask.measures if one.indicator]
    crossed = any(one.is_cross_table or " and " in str(one.dimension) for one in found)
    if not (of_part and crossed):
        return ask
    return narrowed(ask, facts.spans.words(share[0].start, share[0].end))


def _sent(ask: Ask, facts: Facts) -> Ask:
    """ "How many did Leeds send to Bradford", "place elsewhere": where to is no place of its
    own whose figure is asked for."""
    if ask.ask not in NOT_SET_APART or len(facts.places) < 2 or facts.having("compare"):
        return ask
    first = facts.places[0]
    if facts.metric == "percentage" and any(one.is_wide for one in facts.places):
        return ask  # "what share of England's referrals come from London"
    for place in facts.places[1:]:
        if _is_towards(place, first, facts):
            words = facts.spans.words(place.start, place.end)
            kept = tuple(one for one in ask.areas if one.words != words)
            if kept:
                ask = narrowed(msgspec.structs.replace(ask, areas=kept), words)
    return ask


def _is_towards(place: Place, first: Place, facts: Facts) -> bool:
    tokens = facts.spans.tokens
    before = [one.text for one in tokens[first.end : place.start] if one.text != "the"]
    return bool(before) and (before[-1] in TOWARDS or place.set == "all")


def _acted(ask: Ask, facts: Facts) -> Ask:
    """ "How many plans did Leeds open": what an authority does is not how things stand."""
    tokens = facts.spans.tokens
    for place in facts.places if ask.ask == "value" else ():
        before = tokens[place.start - 1].text if place.start else ""
        after = tokens[place.end].text if place.end < facts.clause.end else ""
        if before in AUXILIARIES and after in ACTS and place.end not in facts.counted:
            return narrowed(ask, facts.take(place.end, place.end + 1))
    return ask


def _counted_times(ask: Ask, facts: Facts) -> Ask:
    """ "How many times has it risen": the rises are to be counted, not measured."""
    times = facts.having("times", "times")
    asked = times and facts.spans.tokens[times[0].start].text == "how"
    if ask.ask == "change" and asked and ask.change is not None and ask.change.direction:
        words = facts.spans.words(times[0].start, times[0].end)
        plain = msgspec.structs.replace(ask.change, form="difference")
        return narrowed(msgspec.structs.replace(ask, change=plain), words)
    return ask


def _turned_into(ask: Ask, facts: Facts) -> Ask:
    """ "How many referrals ended in a plan": the word that joins two things is the end of neither,
    and which of the first became the second is not told."""
    cues = {i for one in facts.having("ratio") for i in range(one.start, one.end)}
    joined = [one for one in facts.measured.measures if cues & set(one.taken)]
    words = {facts.spans.words(one.start, one.end) for one in joined}
    kept: tuple[Measure, ...] = tuple(one for one in ask.measures if one.words not in words)
    if ask.ask != "ratio" or not joined or not kept or len(kept) == len(ask.measures):
        return ask
    ask = msgspec.structs.replace(ask, ask="value", measures=kept)
    for said in sorted(words):
        ask = narrowed(ask, said)
    return ask


def _beyond_a_year(ask: Ask, facts: Facts) -> Ask:
    """ "Which years had more referrals than 2019": a year's own figure is no level of a list, and
    its place among places another question. Every year is given, and what is not told said."""
    years = ask.ask in ("list", "top") and facts.having("each", "years") and than_years(facts)
    if not years or facts.levels:
        return ask
    behind = facts.clause.start + facts.texts().index("than")
    if not any(one.meaning.form == "year" and one.start > behind for one in facts.periods):
        return ask  # "lower than in any year since 2013" is the lowest
    whose = (ask.threshold.area,) if ask.threshold and ask.threshold.area else ()
    plain = msgspec.structs.replace(
        ask,
        ask="trend",
        areas=ask.areas or whose,
        periods=(),
        each=("year",),
        limit=None,
        threshold=None,
    )
    ends = [one.end for one in facts.periods if one.start > behind]
    return narrowed(plain, facts.take(behind, min(ends, default=behind + 1)))


def _of_members(ask: Ask, facts: Facts) -> Ask:
    """ "Which South East authorities rose three years running": a run of each member of a place
    is none of the place, and how long each one's is nobody here works out."""
    members = facts.having("each", "areas")
    wide = ask.areas if all(one.is_wide for one in facts.places) else ()
    if ask.ask not in ("streak", "turning_point") or not members or len(wide) > 1:
        return ask
    for one in (*facts.having("streak"), *facts.having("change")):
        ask = narrowed(ask, facts.spans.words(one.start, one.end))
    return msgspec.structs.replace(
        ask, ask="list", areas=(), within=next(iter(wide), None), change=None, each=("area",)
    )


def _in_each(ask: Ask, facts: Facts) -> Ask:
    """ "Which authority had most in each region", "the commonest need in each council": so many
    firsts of so many fields are not the first of one."""
    members, regions = facts.having("each", "areas"), facts.having("each", "regions")
    of = ask.limit.of if ask.limit is not None else None
    if ask.ask != "top" or not members or of in (None, "years"):
        return ask
    if of == "categories" and (ask.areas or ask.within):
        return msgspec.structs.replace(ask, each=("area",))
    words = facts.spans.words(members[0].start, members[0].end)
    if of == "areas" and regions:
        ask = msgspec.structs.replace(ask, areas=())
        words = facts.spans.words(regions[0].start, regions[0].end)
    return narrowed(ask, words) if regions or of == "categories" else ask


def _how_long(ask: Ask, facts: Facts) -> Ask:
    """ "How long has it been top": for how many years something was first is no length of a plan,
    and nobody here works it out."""
    led = ask.measures and (ask.measures[0].words or "").lower().startswith("how long")
    if ask.ask != "top" or not led or not {"has", "have"} & facts.words:
        return ask
    left = Restrictor(words=ask.words, what="unread")
    return Ask(ask="value", words=ask.words, restrictors=(left,), outcome="ask_back")


def _quartered(ask: Ask, facts: Facts) -> Ask:
    """ "Which authorities are in the top quartile": the members of a quarter are not worked out."""
    members = facts.having("each", "areas")
    if ask.ask != "quartile" or not members or ask.areas:
        return ask
    cue = facts.having("quartile")[0]
    listed = msgspec.structs.replace(ask, ask="list", each=("area",), limit=None)
    return narrowed(listed, facts.spans.words(cue.start, cue.end))


def _as_median(ask: Ask, facts: Facts) -> Ask:
    """ "Against the neighbours' median": theirs is worked out, that of another area is none."""
    near = any(place.set == "neighbours" for place in facts.places)
    lasting = any(one.metric == "average" for one in ask.measures) and not near
    if ask.ask != "compare" or "median" not in facts.words or lasting:
        return ask
    if not near:
        return narrowed(ask, "median")
    plain = (
        msgspec.structs.replace(one, metric=None if one.metric == "average" else one.metric)
        for one in ask.measures
    )
    return msgspec.structs.replace(ask, measures=tuple(plain), aggregate="median")


def _as_total(ask: Ask, facts: Facts) -> Ask:
    """ "Total enquiries over three years compared with Bradford": a sum over years of each of two
    places is none of their figures."""
    texts = facts.texts()
    at = facts.clause.start + texts.index("total") if "total" in texts else -1
    if ask.ask != "compare" or at < 0 or years_said(facts) < PAIR:
        return ask
    return narrowed(ask, facts.take(at, at + 1))


def _as_new(ask: Ask, facts: Facts) -> Ask:
    """ "How many were new": what is said of those that are counted tells them apart."""
    texts = facts.texts()
    at = texts.index("new") if "new" in texts[1:] else 0
    stated = at and texts[at - 1] in ("are", "were", "is", "was")
    if ask.ask not in ("value", "trend") or not stated:
        return ask
    return narrowed(ask, facts.take(facts.clause.start + at, facts.clause.start + at + 1))


def _of_one_operand(ask: Ask, facts: Facts) -> Ask:
    """ "Referrals minus NFA", read as one thing: of one thing there is nothing to take off."""
    if ask.ask != "net" or len(ask.measures) != 1:
        return ask
    plain = msgspec.structs.replace(ask, ask="value")
    return narrowed(plain, ask.cue) if ask.cue else plain


def _at_a_pace(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "How fast are plans falling": how fast they change, and not how long they last."""
    moved = facts.having("change", "up", "down")
    if ask.ask not in ("change", "streak") or len(ask.measures) != 1 or not moved:
        return ask
    one = ask.measures[0]
    led = (one.words or "").lower().startswith("how ")
    whole = lexicon.catalogue[one.indicator].breakdown_of if one.indicator else ""
    if not (led and one.all_categories and whole):
        return ask
    plain = msgspec.structs.replace(one, indicator=whole, all_categories=False)
    return msgspec.structs.replace(ask, measures=(plain,))


def _on_working_days(ask: Ask, facts: Facts) -> Ask:
    """ "Assessments per working day": what is held is by the day of the calendar."""
    for cue in facts.having("pace"):
        for at in range(cue.start, cue.end):
            if facts.spans.tokens[at].text == "working":
                ask = narrowed(ask, facts.spans.words(at, at + 1))
    return ask


def _all_the_while(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "On a plan during 2024": what is counted on one day is counted at any point of a year by
    another indicator, where there is one; else that day is what is held."""
    tokens = facts.spans.tokens
    said = [
        one.start - 1
        for one in facts.periods
        if one.meaning.form == "year" and one.start and tokens[one.start - 1].text in WHILE
    ]
    measure = ask.measures[0] if len(ask.measures) == 1 else None
    if not said or measure is None or measure.indicator is None or measure.categories:
        return ask
    there = range(facts.clause.start, facts.clause.end)
    on_a_day = any(one.name == "current" and one.start in there for one in facts.spans.terms)
    if on_a_day or lexicon.catalogue[measure.indicator].kind is not Kind.STOCK:
        return ask
    own = facts.measured.measures[0].terms | {"anypoint"}
    names = lexicon.names_with("anypoint")
    held = [one for one in names if one.terms == own]
    held += [one for one in names if one.terms | {"child"} == own | {"child"}]
    if not held:
        return narrowed(ask, facts.take(said[0], said[0] + 1))
    one = msgspec.structs.replace(measure, indicator=held[0].indicator)
    return msgspec.structs.replace(ask, measures=(one,))
