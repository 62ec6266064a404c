"""The periods of a clause in, the slots of its years, and how finely it is broken down, out."""

from __future__ import annotations

from typing import Literal

import msgspec

from cin_narrative.reading.contract import Area, Ask, Excluded, Fineness, Period
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.quantities.finder import Dated
from cin_narrative.reading.quantities.numbers import ORDINALS, whole
from cin_narrative.reading.syntax.verbs import EXCEEDING
from cin_narrative.reading.words.closed_classes import PREPOSITIONS, words_of
from cin_narrative.reading.words.stretches import CueSpan, PeriodSpan

WHOLE = ("all", "span", "last_n", "since")
ASIDE = ("aside", "apart")
WAS, NEARBY = words_of("slots_years.was"), words_of("slots_years.nearby")
LEADING, PRONOUNS = words_of("slots_years.leading"), words_of("slots_years.pronouns")
BETWEEN = words_of("slots_years.between")
ORDERED = ("higher", "lower")
LATEST = 9999
NEAR = 6  # tokens: "than the number it had in the year before"
FURTHER = 2  # words that a span may need to mean by itself what it meant in its place
BEFORE = 6  # and before it: "the highest it has ever been in ten years"


def _period(one: PeriodSpan, facts: Facts) -> Period:
    """The words of a period, with those about it that make it what it is: "the ten year change" is
    from a year to another, "the ten year" a run, and so is "the highest in ten years"."""
    facts.own(one.start, one.end)
    back = BEFORE if one.meaning.form == "last_n" else 0
    begins = range(one.start, max(one.start - back, facts.clause.start) - 1, -1)
    ends = range(one.end, min(one.end + FURTHER, facts.clause.end) + 1)
    around = [*((one.start, end) for end in ends), *((begin, one.end) for begin in begins)]
    spans = (facts.spans.words(*pair) for pair in around)
    words = next((words for words in spans if period(words) == one.meaning), None)
    return Period(words=words or facts.spans.words(one.start, one.end))


def with_periods(ask: Ask, facts: Facts) -> Ask:
    """The periods; "since ..." and "up to ..." that stand apart are one stretch."""
    left_out = [one for one in facts.periods if is_left_out(one.start, facts)]
    kept = [one for one in facts.periods if one not in left_out]
    out = tuple(Excluded(words=facts.take(one.start, one.end)) for one in left_out)
    ask = msgspec.structs.replace(ask, excluded=(*ask.excluded, *out))
    starts = [one for one in kept if one.meaning.form == "since"]
    ends = [one for one in kept if one.meaning.form == "until"]
    stretch = starts or ends or any(one.meaning.form == "span" for one in kept)
    every = [one for one in kept if one.meaning.form == "all" and stretch]
    for one in every:  # "every year, starting from 2021", "in all years from 2018 to 2024"
        facts.own(one.start, one.end)
        kept.remove(one)
    if len(starts) == len(ends) == 1:
        first, last = (
            facts.take(starts[0].start, starts[0].end),
            facts.take(ends[0].start, ends[0].end),
        )
        joined = Period(
            words=f"{first} ... {last}" if starts[0].start < ends[0].start else None,
            start=first,
            end=last,
        )
        rest = [one for one in kept if one not in (*starts, *ends)]
        return msgspec.structs.replace(
            ask, periods=(joined, *(_period(one, facts) for one in rest))
        )
    return msgspec.structs.replace(ask, periods=tuple(_period(one, facts) for one in kept))


def against_now(ask: Ask, facts: Facts) -> Ask:
    """ "Fewer than in 2019", "a wider gap than in 2019": now is set against that year."""
    plain = [one for one in facts.periods if _is_one_year(one.meaning)]
    if ask.ask not in ("change", "gap") or len(ask.periods) != 1 or len(plain) != 1:
        return ask
    tokens = facts.spans.tokens
    marks = {one.end for one in facts.having("compare", "against")}
    levels = {at for level in facts.levels for at in range(level.start, level.end)}
    marks |= {at + 1 for at, one in enumerate(tokens) if one.text == "than" and at not in levels}
    marks |= {at for one in facts.having("change") for at in upon(one, facts)}
    marks |= {plain[0].start} if of_then(facts) is plain[0] else set()
    behind = [at for at in marks if facts.clause.start < at <= plain[0].start < at + 4]
    before = {token.text for token in tokens[facts.clause.start : plain[0].start]}
    said = before - {"compare", "compared", "with", "to", "against", "than"}
    if not behind or not (said or facts.measured.measures):
        return ask
    return msgspec.structs.replace(ask, periods=(*ask.periods, Period(default="latest")))


def of_then(facts: Facts) -> PeriodSpan | None:
    """The year of which it is told what a figure was: "double what it was in 2013", "as many as
    there were in 2013"; now is set against it. "What was it in 2013" asks for that year alone."""
    tokens = facts.spans.tokens
    for one in facts.periods:
        at = one.start - 1
        while at > facts.clause.start and tokens[at].text in NEARBY:
            at -= 1
        whose = at - 1
        if whose <= facts.clause.start + 1 or tokens[at].text not in WAS:
            continue
        led = tokens[whose - 1].text in LEADING or whose - 1 in facts.counted
        if led and tokens[whose].text in PRONOUNS and whose - 1 != facts.clause.start:
            return one
    return None


def put_round(ask: Ask, facts: Facts) -> Ask:
    """ "Was it higher in 2020 than in 2024": the change is told from the earlier year, so what was
    higher then has fallen since."""
    change, periods = ask.change, list(ask.periods)
    if ask.ask != "change" or change is None or change.direction is None or len(periods) > 2:
        return ask
    said: set[str | None] = {
        facts.spans.words(one.start, one.end) for one in _set_against(facts)
    } or _asked_before(ask, facts)
    if len(periods) == 1 and not said and _is_put_alone(facts):
        said, periods = {None}, [*periods, Period(default="latest")]
    against = [one for one in periods if one.words in said]
    others = [one for one in periods if one.words not in said]
    if len(against) != 1 or len(others) != 1 or _order(others[0]) >= _order(against[0]):
        return ask
    turned: Literal["up", "down"] = "down" if change.direction == "up" else "up"
    return msgspec.structs.replace(ask, change=msgspec.structs.replace(change, direction=turned))


def _is_put_alone(facts: Facts) -> bool:
    """ "We had more the year before": that year is what is more, and than now."""
    tokens, only = facts.spans.tokens, facts.periods[-1:]
    behind = {token.text for one in only for token in tokens[one.start - 1 : one.start]}
    back = any(one.meaning.form in ("before", "ago") for one in only)
    return back and not (facts.having("change") or behind & (PREPOSITIONS - {"in"}))


def _set_against(facts: Facts) -> list[PeriodSpan]:
    """The years that another is set against: behind "than", "compared with", "up on"; and behind a
    comparative with a year before it: "was its 2020 number above its 2024 number"."""
    tokens, levels = facts.spans.tokens, {i for o in facts.levels for i in range(o.start, o.end)}
    there = range(facts.clause.start, facts.clause.end)
    marks = [at + 1 for at in there if tokens[at].text == "than" and at not in levels]
    marks = marks or [one.end for one in facts.having("compare", "against")]
    marks += [at for one in facts.having("change") for at in upon(one, facts)]
    compared = [] if marks or facts.having("change") else facts.having("compare", *ORDERED)
    first = min((one.start for one in facts.periods), default=0)
    marks += [
        one.end
        for one in compared
        if one.start not in levels
        and (first < one.start or tokens[one.end - 1].text in PREPOSITIONS | EXCEEDING)
    ]
    found = (_year_behind(mark, facts) for mark in marks)
    return [one for one in found if one is not None]


def _asked_before(ask: Ask, facts: Facts) -> set[str | None]:
    """ "Was it more the year before?": set against the year of the question before."""
    own = {facts.spans.words(one.start, one.end) for one in facts.periods}
    left = {one.words for one in ask.periods} - own
    return left if len(left) == len(own) == 1 and not facts.having("change") else set()


def _year_behind(mark: int, facts: Facts) -> PeriodSpan | None:
    """The first year that stands near behind a token, with no place before it."""
    near = range(mark, mark + NEAR)
    one = min((o for o in facts.periods if o.start in near), key=lambda o: o.start, default=None)
    placed = one and any(mark <= place.start < one.start for place in facts.places)
    return None if placed else one


def _order(one: Period) -> int:
    """Where a period stands among years: the latest is after those with a number, and the year
    before another, or so many years earlier, is before it, whichever that is."""
    meaning = period(one.words) if one.words else None
    if meaning is None or meaning.form not in ("year", "covid", "before", "ago", "after"):
        return LATEST
    if meaning.form == "covid":
        return meaning.first if meaning.first == meaning.last else LATEST
    back = {"year": meaning.first, "after": LATEST + 1}
    return back.get(meaning.form, -meaning.first)


def upon(one: CueSpan, facts: Facts) -> list[int]:
    """Where what a move is measured from begins: "up on 2022", "is it up or down on 2022"."""
    tokens = facts.spans.tokens
    ends = range(one.end, min(one.end + 2, facts.clause.end))
    return [at for at in ends if tokens[at - 1].text == "on"]


def _is_one_year(meaning: Dated) -> bool:
    """A year by its number, or the one before the pandemic."""
    return meaning.form == "year" or (meaning.form == "covid" and meaning.first == meaning.last)


def with_each(ask: Ask, facts: Facts) -> Ask:
    """The ask with how finely it is to be broken down."""
    if ask.ask == "aggregate" and (paces := facts.having("pace")):
        return msgspec.structs.replace(ask, each=(paces[0].cue.value,))
    each: list[Fineness] = []
    names: dict[str, Fineness] = {"months": "month", "weeks": "week"}
    for cue in facts.having("each"):
        if cue.cue.value in names:
            each.append(names[cue.cue.value])
            facts.own(cue.start, cue.end)
    if ask.ask == "trend":
        each.append("year")
    if ask.ask == "breakdown" and not each:
        each.append("category")
    ends = {one.cue.value for one in facts.having("superlative")}
    if ask.ask in ("list", "top") or (ask.ask == "gap" and {"highest", "lowest"} <= ends):
        facts_each = facts.having("each", "areas", "regions", "years")
        for cue in facts_each:
            facts.own(cue.start, cue.end)
        if ask.ask == "list":
            by_year = bool(facts.having("each", "years"))
            each.append("year" if by_year else "area")
        regions = [cue for cue in facts_each if cue.cue.value == "regions"]
        if regions and not ask.areas:
            first = regions[0]
            area = Area(words=facts.spans.words(first.start, first.end), set="all_regions")
            field = {"within": area} if ask.ask == "gap" else {"areas": (area,)}
            ask = msgspec.structs.replace(ask, **field)
    return msgspec.structs.replace(ask, each=tuple(dict.fromkeys(each)))


def own_run(facts: Facts) -> None:
    """ "Three years running", "third year in a row": the number of years belongs to the cue."""
    for cue in facts.having("streak", "running"):
        start = cue.start
        while (
            start > facts.clause.start
            and start > cue.start - 3
            and (
                facts.spans.tokens[start - 1].text in ("year", "years", *ORDINALS)
                or whole(facts.spans.tokens, start - 1)[0]
            )
        ):
            start -= 1
        facts.own(start, cue.end)
        facts.numbers = [one for one in facts.numbers if not start <= one[0] < cue.end]


def _is_aside(at: int, facts: Facts) -> bool:
    """ "Leaving London aside", "London apart": what stands before the word is left out."""
    tokens = facts.spans.tokens
    ends = [one.end for one in facts.spans.places if one.start == at and one.end < len(tokens)]
    if not ends or tokens[ends[0]].text not in ASIDE:
        return False
    if [one.text for one in tokens[ends[0] : ends[0] + 2]] == ["apart", "from"]:
        return False  # "in Leeds apart from those on a plan"
    facts.own(at - (at > 0 and tokens[at - 1].text.endswith("ing")), ends[0] + 1)
    return True


def is_left_out(at: int, facts: Facts) -> bool:
    """Whether "except", "but not", "excluding" stands right before, with a list between at most;
    or "but" between what is whole and a part of it: "all years but 2021"."""
    whole = any(one.end == at - 1 and one.meaning.form in WHOLE for one in facts.periods)
    if whole and facts.spans.tokens[at - 1].text == "but":
        facts.own(at - 1, at)
        return True
    if _is_aside(at, facts):
        return True
    places = {i for one in facts.spans.places for i in range(one.start, one.end)}
    periods = {i for one in facts.periods for i in range(one.start, one.end)}
    alike = places if at in places else periods  # a list is of places or of years
    for cue in facts.having("negation"):
        between = facts.spans.tokens[cue.end : at]
        text = facts.spans.tokens[cue.start].text
        before = facts.spans.tokens[cue.start - 1].text if cue.start else ""
        if text == "neither" and before not in PREPOSITIONS:
            continue  # "neither Kent nor Essex had": both are asked about
        if (
            cue.end <= at
            and text not in ("no", "never", "nor")
            and all(token.text in BETWEEN or i in alike for i, token in enumerate(between, cue.end))
            and not _holds_what_is_left_out(facts, cue.end, at, places)
        ):
            facts.own(cue.start, cue.end)
            return True
    return False


def _holds_what_is_left_out(facts: Facts, start: int, at: int, places: set[int]) -> bool:
    """ "Except Kent in the South East": a place that stands right in another is left out of it."""
    tokens = facts.spans.tokens
    led = at - 1 - (tokens[at - 1].text == "the")
    return at in places and led > start and tokens[led].text == "in" and led - 1 in places
