"""Facts and an operator in, an ask with its slots out; what the slots take is marked as owned.

Slots of an operator take only what is theirs: a change its two years, a comparison what it is set
against, a top its field. What no slot takes is left to the residue.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cin_narrative.catalogue.catalogue import Indicator, Polarity
from cin_narrative.reading.contract import (
    Area,
    Ask,
    AskKind,
    Aspect,
    Change,
    Excluded,
    Fineness,
    Limit,
    Measure,
    Metric,
    Order,
    Period,
    Threshold,
)
from cin_narrative.reading.dates import MONTHS
from cin_narrative.reading.facts import Facts, Place, limit_number
from cin_narrative.reading.lexicon import Lexicon
from cin_narrative.reading.measures import FoundMeasure
from cin_narrative.reading.operators import is_breakdown
from cin_narrative.reading.quantities import ORDINALS, whole
from cin_narrative.reading.spans import CueSpan, PeriodSpan

COMPARATIVE = {"higher": "higher", "lower": "lower", "better": "better", "worse": "worse"}
OP = {"higher": "gt", "worse": "gt", "lower": "lt", "better": "lt"}
JOINING = frozenset(["and", "&", "or", ",", "the", "/", "plus", "both"])
USED = {
    "trend": ("trend",), "change": ("change", "times", "compare", "trend"),
    "compare": ("compare", "gap", "times", "rank"), "rank": ("rank", "superlative"),
    "top": ("superlative", "each", "change", "rank", "list"), "list": ("list", "each", "compare"),
    "breakdown": ("breakdown", "each", "list"), "quartile": ("quartile", "superlative"),
    "gap": ("gap", "change", "compare", "superlative"), "streak": ("streak", "change", "superlative"),
    "turning_point": ("turning_point", "change"), "value": ("ratio",), "ratio": ("ratio",), "net": ("net", "change", "compare"),
    "aggregate": ("aggregate", "trend", "each"), "definition": ("definition",), "about_data": ("about",),
    "coverage": ("coverage",), "brief": ("brief",), "help": ("help",),
}  # fmt: skip


def build_ask(facts: Facts, kind: AskKind, lexicon: Lexicon) -> Ask:
    """The ask of a clause, with the slots of its operator."""
    ask = Ask(ask=kind, words=facts.spans.words(facts.clause.start, facts.clause.end))
    ask = msgspec.structs.replace(ask, measures=_measures(facts, lexicon), cue=_cue(facts, kind))
    ask = _with_places(ask, facts)
    ask = _of_month(_with_periods(ask, facts), facts, lexicon)
    ask = _with_each(ask, facts)
    if kind == "streak":
        _own_run(facts)
    for fill in (_with_change, _with_limit, _with_level, _with_aggregate, _with_aspect):
        ask = fill(ask, facts, lexicon)
    return _with_form(ask, facts)


def _words(facts: Facts, start: int, end: int) -> str:
    facts.own(start, end)
    return facts.spans.words(start, end)


def _cue(facts: Facts, kind: AskKind) -> str | None:
    """The words that say what is asked; every cue of the operator's own kinds is taken."""
    taken = [one for one in facts.cues if one.kind in USED.get(kind, ())]
    for one in taken:
        facts.own(one.start, one.end)
    metric = facts.having("metric")
    for one in metric:
        facts.own(one.start, one.end)
    first = (taken or metric)[:1]
    return facts.spans.words(first[0].start, first[0].end) if first else None


def _measures(facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    found = facts.measured.measures
    ordered = sorted(found, key=lambda one: (_is_whole(one, facts), one.start))
    metrics = _metrics(facts)
    return tuple(_measure(one, facts, lexicon, metric) for one in ordered for metric in metrics)


def _metrics(facts: Facts) -> tuple[Metric | None, ...]:
    """The metrics asked for: two where they are coordinated ("the number and the rate of")."""
    cues, tokens = facts.having("metric"), facts.spans.tokens
    for one, other in zip(cues, cues[1:], strict=False):
        between = {token.text for token in tokens[one.end : other.start]}
        if one.cue.value != other.cue.value and between and between <= JOINING:
            return (one.cue.value, other.cue.value)  # type: ignore[return-value]
    return (facts.metric,)


def _is_whole(one: FoundMeasure, facts: Facts) -> bool:
    """Whether a measure is what a percentage is of: the numerator stands first."""
    if facts.metric != "percentage" or len(facts.measured.measures) < 2:
        return False
    before = [token.text for token in facts.spans.tokens[max(facts.clause.start, one.start - 3) : one.start]]
    return "of" in before or "all" in before


def _measure(one: FoundMeasure, facts: Facts, lexicon: Lexicon, metric: Metric | None) -> Measure:
    facts.owned |= one.taken
    indicator = lexicon.catalogue[one.indicator]
    whole = is_breakdown(facts, lexicon) and not one.categories and bool(
        lexicon.catalogue.counts_of(indicator).categories) and indicator.headline != "average"  # fmt: skip
    return Measure(
        indicator=one.indicator,
        categories=tuple(one.categories),
        all_categories=whole,
        metric=_held_metric(metric, indicator),
        words=_span_of(one, facts),
    )


def _held_metric(metric: Metric | None, indicator: Indicator) -> Metric | None:
    """ "The re-referral rate" is a percentage, where that is how the indicator is measured."""
    held = {one.value for one in indicator.measures}
    if metric == "rate" and "rate" not in held and "percentage" in held:
        return "percentage"
    return metric


def _span_of(one: FoundMeasure, facts: Facts) -> str:
    """The words of a measure; what stands between them and is none of its own is left out."""
    return facts.spans.words(min(one.taken), max(one.taken) + 1)


def others(facts: Facts, lexicon: Lexicon) -> tuple[Measure, ...]:
    """The measures that the words fit as well as those taken."""
    found = []
    for one in facts.measured.measures:
        words = _span_of(one, facts)
        for name in one.others:
            found.append(Measure(indicator=name, categories=tuple(one.categories),
                                 metric=facts.metric, words=words))  # fmt: skip
    return tuple(found)


def _area(place: Place, facts: Facts) -> Area:
    words = _words(facts, place.start, place.end)
    if place.rest:
        words = f"{words} ... {facts.spans.words(*place.rest)}"
    return Area(words=words, set=place.set)


def _areas(places: Iterable[Place], facts: Facts) -> tuple[Area, ...]:
    return tuple(_area(place, facts) for place in places)


def _home(facts: Facts) -> tuple[Area, ...]:
    for cue in facts.home:
        facts.own(cue.start, cue.end)
    if not facts.home:
        return ()
    first = facts.home[0]
    return (Area(words=facts.spans.words(first.start, first.end), set="home"),)


def _with_places(ask: Ask, facts: Facts) -> Ask:
    """The places by the part that they play: subject, set against, the field, a level, left out."""
    left_out = [place for place in facts.places if _is_left_out(place.start, facts)]
    places = [place for place in facts.places if place not in left_out]
    excluded = [Excluded(words=_words(facts, one.start, one.end), set=one.set) for one in left_out]
    ask = msgspec.structs.replace(ask, excluded=(*ask.excluded, *excluded))
    members = ask.ask == "aggregate" and facts.having("each", "areas", "regions")
    if ask.ask in ("rank", "top", "list", "quartile") or members:
        return _fielded(ask, places, facts)
    pivot = _pivot(ask.ask, facts)
    if ask.ask == "streak":
        ask, places = _beyond(ask, places, facts)
    subjects = [one for one in places if pivot is None or one.start < pivot]
    against = [one for one in places if pivot is not None and one.start >= pivot]
    if ask.ask in ("compare", "gap") and pivot is None and len(subjects) > 1:
        wide = [one for one in subjects if one.is_wide]
        if wide and len(wide) < len(subjects):
            subjects, against = [one for one in subjects if not one.is_wide], wide
    if ask.ask in ("compare", "gap") and not against and subjects and all(one.is_wide for one in subjects) and facts.home:
        subjects, against = [], subjects
    areas = _areas(subjects, facts)
    home = _home(facts) if not any(not one.is_wide for one in subjects) else _quiet_home(facts)
    if ask.ask in ("compare", "gap") and not areas and not home and not against:
        against = subjects
    return msgspec.structs.replace(ask, areas=(*home, *areas) if home or areas else (),
                                   compare_with=_areas(against, facts))  # fmt: skip


def _quiet_home(facts: Facts) -> tuple[Area, ...]:
    """Where a place is named, "the council" and "your authority" are that place."""
    for cue in facts.home:
        facts.own(cue.start, cue.end)
    return ()


def _pivot(kind: AskKind, facts: Facts) -> int | None:
    """The token from which places are what the subject is set against."""
    if kind not in ("compare", "gap", "aggregate", "value", "trend", "change"):
        return None
    tokens = facts.spans.tokens
    for cue in facts.having("compare"):
        if any(place.start == cue.start and place.set for place in facts.places):
            return cue.start
        text = tokens[cue.end - 1].text
        if text in ("versus", "vs", "v") and not _wide_after(facts, cue.end):
            continue
        if text in ("compare", "compares", "compared", "comparison", "comparing", "up", "off", "gap"):
            at = _next(facts, cue.end, ("with", "to", "against"))
            if at is not None:
                return at
            continue
        if cue.cue.value in COMPARATIVE and not _wide_after(facts, cue.end):
            at = _next(facts, cue.end, ("than",))
            if at is not None:
                return at
            continue
        return cue.end
    if kind == "gap":
        return _next(facts, facts.clause.start, ("to", "with", "from"))
    return None


def _wide_after(facts: Facts, at: int) -> bool:
    following = [place for place in facts.places if place.start >= at]
    return bool(following) and following[0].is_wide


def _next(facts: Facts, at: int, words: tuple[str, ...]) -> int | None:
    for i in range(at, facts.clause.end):
        if facts.spans.tokens[i].text in words:
            return i
    return None


def _fielded(ask: Ask, places: list[Place], facts: Facts) -> Ask:
    """A rank, a top or a list: the wide place is its field, unless a level is set by it."""
    if ask.ask == "list":
        ask, places = _beyond(ask, places, facts)
    wide = [place for place in places if place.is_wide]
    single = [place for place in places if not place.is_wide]
    field = wide[-1] if wide else None
    ask = msgspec.structs.replace(
        ask,
        within=_area(field, facts) if field else None,
        areas=_areas([*wide[:-1], *single], facts) or (_home(facts) if ask.ask in ("rank", "quartile") else ()),
    )
    if ask.ask == "top" and facts.home:
        ask = msgspec.structs.replace(ask, areas=ask.areas or _home(facts))
    return ask


def _beyond(ask: Ask, places: list[Place], facts: Facts) -> tuple[Ask, list[Place]]:
    """ "Above the national average": a place whose figure is the level, and the places left."""
    cues = facts.having("compare", *COMPARATIVE)
    after = [place for place in places if cues and place.start >= cues[0].start]
    if facts.levels or not after:
        return ask, places
    level, cue = after[-1], cues[0]
    area = _area(level, facts)
    facts.own(cue.start, cue.end)
    threshold = Threshold(op=OP[cue.cue.value], words=area.words, area=area)  # type: ignore[arg-type]
    ask = msgspec.structs.replace(ask, threshold=threshold)
    return ask, [place for place in places if place is not level]


def _is_left_out(at: int, facts: Facts) -> bool:
    """Whether "except", "but not", "excluding" stands right before, with a list between at most."""
    for cue in facts.having("negation"):
        between = facts.spans.tokens[cue.end : at]
        text = facts.spans.tokens[cue.start].text
        if cue.end <= at and text not in ("no", "never", "nor") and all(
                token.text in ("in", "for", ",", "and", "or", "the", "year", "years") or token.kind == "period"
                or any(p.start <= i < p.end for p in facts.spans.places)
                for i, token in enumerate(between, cue.end)):  # fmt: skip
            facts.own(cue.start, cue.end)
            return True
    return False


def _period(one: PeriodSpan, facts: Facts) -> Period:
    return Period(words=_words(facts, one.start, one.end))


def _with_periods(ask: Ask, facts: Facts) -> Ask:
    """The periods; "since ..." and "up to ..." that stand apart are one stretch."""
    left_out = [one for one in facts.periods if _is_left_out(one.start, facts)]
    kept = [one for one in facts.periods if one not in left_out]
    out = tuple(Excluded(words=_words(facts, one.start, one.end)) for one in left_out)
    ask = msgspec.structs.replace(ask, excluded=(*ask.excluded, *out))
    starts = [one for one in kept if one.meaning.form == "since"]
    ends = [one for one in kept if one.meaning.form == "until"]
    if len(starts) == len(ends) == 1:
        first, last = _words(facts, starts[0].start, starts[0].end), _words(facts, ends[0].start, ends[0].end)
        joined = Period(words=f"{first} ... {last}" if starts[0].start < ends[0].start else None, start=first, end=last)
        rest = [one for one in kept if one not in (*starts, *ends)]
        return msgspec.structs.replace(ask, periods=(joined, *(_period(one, facts) for one in rest)))
    return msgspec.structs.replace(ask, periods=tuple(_period(one, facts) for one in kept))


def _of_month(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Referrals in October 2022": where the months are a breakdown, that month of it."""
    named = [one.meaning for one in facts.periods]
    month = named[0].start[1] if len(named) == 1 and named[0].start == named[0].end else 0
    if not month or named[0].stated or len(ask.measures) != 1 or ask.measures[0].categories:
        return ask
    for one in lexicon.catalogue.breakdowns_of(ask.measures[0].indicator or ""):
        wanted = [key for key, part in one.categories.items() if MONTHS.get(part.label.lower()) == month]
        if wanted:
            measure = msgspec.structs.replace(ask.measures[0], indicator=one.id, categories=tuple(wanted))
            return msgspec.structs.replace(ask, measures=(measure,))
    return ask


def _with_each(ask: Ask, facts: Facts) -> Ask:
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
    if ask.ask in ("list", "top"):
        facts_each = facts.having("each", "areas", "regions", "years")
        for cue in facts_each:
            facts.own(cue.start, cue.end)
        if ask.ask == "list":
            each.append("area")
        regions = [cue for cue in facts_each if cue.cue.value == "regions"]
        if regions and not ask.areas:
            first = regions[0]
            area = Area(words=facts.spans.words(first.start, first.end), set="all_regions")
            ask = msgspec.structs.replace(ask, areas=(area,))
    return msgspec.structs.replace(ask, each=tuple(dict.fromkeys(each)))


def _own_run(facts: Facts) -> None:
    """ "Three years running", "third year in a row": the number of years belongs to the cue."""
    for cue in facts.having("streak", "running"):
        start = cue.start
        while start > facts.clause.start and start > cue.start - 3 and (
                facts.spans.tokens[start - 1].text in ("year", "years", *ORDINALS)
                or whole(facts.spans.tokens, start - 1)[0]):  # fmt: skip
            start -= 1
        facts.own(start, cue.end)
        facts.numbers = [one for one in facts.numbers if not start <= one[0] < cue.end]


def _with_change(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    cues, times = facts.having("change"), facts.having("times")
    if ask.ask == "compare" and not times:
        return ask
    if ask.ask not in ("change", "top", "gap", "trend", "rank", "compare") or not (cues or times):
        return ask
    for one in (*cues, *times):
        facts.own(one.start, one.end)
    values = {one.cue.value for one in cues}
    direction = "up" if values == {"up"} else "down" if values == {"down"} else None
    if ask.ask == "change" and ({"how", "or", "much"} & set(facts.texts()) and "up" in values and "down" in values):
        direction = None
    if {"improve", "worsen"} & values and len(values) == 1:
        direction = _better(ask, lexicon, "improve" in values)
    form = "times" if times else "percent" if facts.metric == "percentage" and _percent_change(facts) else "difference"
    largest = "largest" if ask.ask == "top" else None
    if direction is None and ask.ask == "trend":
        return ask
    change = Change(form=form, direction=direction, select=largest)  # type: ignore[arg-type]
    return msgspec.structs.replace(ask, change=change)


def _better(ask: Ask, lexicon: Lexicon, better: bool) -> str | None:
    names = [one.indicator for one in ask.measures if one.indicator]
    polarity = lexicon.catalogue[names[0]].polarity if names else Polarity.NONE
    if polarity is Polarity.NONE:
        return None
    return "down" if (polarity is Polarity.LOW_IS_GOOD) == better else "up"


def _percent_change(facts: Facts) -> bool:
    """ "% change", "percentage increase", "by what percentage did it rise"."""
    change = facts.having("change")
    return any(abs(one.end - c.start) <= 1 or facts.spans.tokens[one.start - 1].text in ("what", "by")
               for one in facts.having("metric", "percentage") for c in change)  # fmt: skip


def _with_limit(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    cues = facts.having("superlative")
    ask = _of_kinds(ask, cues, facts, lexicon)
    if ask.ask not in ("top", "rank") or not cues:
        if ask.ask == "rank":
            return ask
        return ask if ask.ask != "top" else msgspec.structs.replace(ask, limit=Limit(n=1))
    number, start, end = limit_number(facts, cues[0])
    for first, last in facts.numbers:
        if number is None and any(0 <= one.start - last <= 3 for one in facts.having("each")):
            number = whole(facts.spans.tokens, first)[0]
            facts.own(first, last)
    facts.numbers = [one for one in facts.numbers if not start <= one[0] < end]
    order = _order(cues[0], ask, lexicon)
    of = "areas"
    every_year = any(one.meaning.form == "all" for one in facts.periods)
    if facts.having("each", "years") or (every_year and ask.areas):
        of = "years"
    elif facts.having("each", "months") or any(one.all_categories for one in ask.measures):
        of = "categories"
    n = number or (None if ask.ask == "rank" or (of == "categories" and _plural(facts)) else 1)
    limit = Limit(n=n, order=None if ask.change else order, of=of, words=_words(facts, start, end))  # type: ignore[arg-type]
    return msgspec.structs.replace(ask, limit=limit)


def _of_kinds(ask: Ask, cues: list[CueSpan], facts: Facts, lexicon: Lexicon) -> Ask:
    """ "The most common disability": the kinds of what is counted, where they are a breakdown."""
    words = {facts.spans.tokens[i].text for one in cues for i in range(one.start, one.end)}
    if ask.ask != "top" or not words & {"common", "commonest", "main", "frequent"} or len(ask.measures) != 1:
        return ask
    kinds = lexicon.catalogue.breakdowns_of(ask.measures[0].indicator or "")
    if len(kinds) != 1 or ask.measures[0].all_categories:
        return ask
    measure = msgspec.structs.replace(ask.measures[0], indicator=kinds[0].id, all_categories=True)
    return msgspec.structs.replace(ask, measures=(measure,))


def _plural(facts: Facts) -> bool:
    return any(text in ("are", "were", "reasons", "needs", "factors", "sources", "which") for text in facts.texts())


def _order(cue: CueSpan, ask: Ask, lexicon: Lexicon) -> Order:
    if cue.cue.value in ("highest", "lowest"):
        return cue.cue.value  # type: ignore[return-value]
    names = [one.indicator for one in ask.measures if one.indicator]
    good = names and lexicon.catalogue[names[0]].polarity is Polarity.HIGH_IS_GOOD
    return "highest" if (cue.cue.value == "best") == bool(good) else "lowest"


def _with_level(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    than = [one for one in facts.having("compare", *COMPARATIVE) if ask.ask == "compare"]
    if than:
        ask = msgspec.structs.replace(ask, than=COMPARATIVE[than[0].cue.value])
    if not facts.levels or ask.ask not in ("list", "value", "compare", "top", "streak", "trend"):
        return ask
    level = facts.levels[0]
    words = _words(facts, level.start, level.end)
    return msgspec.structs.replace(ask, threshold=Threshold(op=level.op, words=words))  # type: ignore[arg-type]


def _with_aggregate(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    cues = facts.having("aggregate")
    if ask.ask != "aggregate" or not cues:
        return ask
    return msgspec.structs.replace(ask, aggregate=cues[0].cue.value)


ASPECTS = ("meaning", "includes", "difference")


def _with_aspect(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    aspect: Aspect | None = None
    if ask.ask == "definition":
        aspect = "difference" if facts.having("definition", "difference") and len(ask.measures) > 1 else "meaning"
    if ask.ask == "about_data":
        cues = facts.having("about")
        best = min(cues, key=lambda one: one.cue.value == "good_or_bad")
        aspect = best.cue.value  # type: ignore[assignment]
    return msgspec.structs.replace(ask, aspect=aspect) if aspect else ask


def _with_form(ask: Ask, facts: Facts) -> Ask:
    forms = facts.having("form")
    for one in forms:
        facts.own(one.start, one.end)
    return msgspec.structs.replace(ask, form=forms[0].cue.value) if forms else ask
