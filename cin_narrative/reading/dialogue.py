"""An ask and the asks before it in, the ask with what it takes from them out.

What a clause does not say it takes from the ask before it, and only the slots of its own operator;
a complete new question takes none.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.contract import Area, Ask, AskKind, FromAsk, Measure, Period, Slot, Turn
from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.facts.levels import limit_number
from cin_narrative.reading.places import codes_of
from cin_narrative.reading.words.closed_classes import INVERTED
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans

Percentage = Metric.PERCENTAGE
OF_AN_ASK = ("cause", "forecast", "judgement")  # restrictors that stay with their own ask
NO_AREAS = {"definition", "about_data", "coverage", "help"}
RELATIVE = {"before", "after", "ago"}


def completed(
    ask: Ask, facts: Facts, asks: list[Ask], history: Sequence[Turn], lexicon: Lexicon
) -> tuple[Ask, bool]:
    """The ask with its inherited slots, and whether it follows on another ask."""
    before = filled([*_earlier(history), *asks])
    if before is None:
        return ask, False
    if not _follows(ask, facts, bool(asks)):
        return ask, False
    kind = ask.ask if ask.ask != "none" else before.ask
    inherits: list[Slot] = []
    texts = facts.texts()
    statement = {"we", "i", "my"} & set(texts) and texts[0] not in INVERTED and not facts.having("metric")
    if ask.ask == "none" and (
        not _says_slot(ask) or (statement and bool(asks) and not facts.periods)
    ):
        return ask, False
    if ask.ask == "none":
        inherits.append("ask")
        ask = msgspec.structs.replace(ask, ask=_refitted(before.ask, ask, facts), cue=before.cue)
    pair = _pair(ask, [*_earlier(history), *asks])
    ask, taken = _with_slots(ask, before, facts, kind, lexicon)
    if pair:
        ask = msgspec.structs.replace(ask, measures=pair)
    return msgspec.structs.replace(ask, inherits=(*taken, *inherits)), True


def _earlier(history: Sequence[Turn]) -> list[Ask]:
    """The asks of the conversation; of turns without a reading nothing is known."""
    return [ask for turn in history if turn.reading for ask in turn.reading.asks]


def filled(asks: Sequence[Ask]) -> Ask | None:
    """The last ask, with the slots that it took itself from those before it."""
    if not asks:
        return None
    last, before = asks[-1], asks[:-1]
    changes: dict[str, object] = {}
    for slot in ("measures", "areas", "periods"):
        found = [getattr(one, slot) for one in reversed(before) if getattr(one, slot)]
        if not getattr(last, slot) and slot in last.inherits and found:
            changes[slot] = found[0]
    return msgspec.structs.replace(last, **changes)


def _says_slot(ask: Ask) -> bool:
    return bool(
        ask.areas or ask.compare_with or ask.periods or ask.within or ask.measures or ask.each
    )


def _follows(ask: Ask, facts: Facts, same_text: bool) -> bool:
    """Whether an ask leans on another: it lacks a measure, or has a word that points back."""
    if same_text:
        return True
    texts = facts.texts()
    points = texts[:1] in (["and"], ["or"], ["same"], ["also"], ["now"], ["ok"]) or texts[:2] in (
        ["what", "about"],
        ["how", "about"],
    )
    if not ask.measures:
        return True
    return points or not (ask.areas or ask.within or ask.compare_with)


def _refitted(kind: AskKind, ask: Ask, facts: Facts) -> AskKind:
    """Another year or place of a change or trend asked before: "and in 2019?" is a value."""
    if kind == "trend" and len(ask.periods) == 1 and not ask.areas:
        return "value"
    return kind


def _with_slots(
    ask: Ask, before: Ask, facts: Facts, kind: AskKind, lexicon: Lexicon
) -> tuple[Ask, list[Slot]]:
    taken: list[Slot] = []
    changes: dict[str, object] = {}
    beside = facts.spans.cut > 0 and not facts.having("anaphor") and not _metric_alone(facts)
    if not ask.measures and before.measures and not beside:
        taken.append("measures")
        changes["measures"] = _inherited_measures(facts, before)
    elif ask.measures and all(one.indicator is None for one in ask.measures):
        taken.append("measures")
    if not (ask.areas or ask.within) and kind not in NO_AREAS and (before.areas or before.within):
        changes |= _places(ask, before, taken)
    if ask.ask == "compare" and ask.areas and not ask.compare_with and before.areas:
        changes["compare_with"] = before.areas
    if "measures" in taken:
        narrowed = tuple(one for one in before.restrictors if one.what not in OF_AN_ASK)
        changes["restrictors"] = (*ask.restrictors, *narrowed)
    whole = _of_whole(ask, before, lexicon)
    if whole:
        changes["measures"] = whole
    changes |= _periods(ask, before, facts, taken)
    result = msgspec.structs.replace(ask, **changes)
    if {"these", "those", "which"} & set(facts.texts()[:3]) and facts.having("anaphor", "these"):
        taken.append("result")
    return result, taken


def _places(ask: Ask, before: Ask, taken: list[Slot]) -> dict[str, object]:
    """The places before: as they were; the subject of a field as the field; never one authority
    as the field of "which council was highest"."""
    fielded = ask.ask in ("top", "list") and (ask.limit is None or ask.limit.of == "areas")
    if fielded:
        wide = [one for one in before.areas if one.words and codes_of(one.words)[:1] > ("E",)]
        field = before.within or (wide[0] if wide else None)
        return {"within": field} if field else {}
    taken.append("areas")
    if not before.areas and before.within and ask.ask in ("value", "change", "trend", "compare"):
        return {"areas": (before.within,)}
    return {}


def _of_whole(ask: Ask, before: Ask, lexicon: Lexicon) -> tuple[Measure, ...]:
    """ "What percentage of referrals is that": the measure before, out of what is named here."""
    if (
        len(ask.measures) != 1
        or ask.measures[0].metric != "percentage"
        or ask.measures[0].categories
    ):
        return ()
    whole = ask.measures[0]
    if whole.indicator is None or "percentage" in lexicon.catalogue[whole.indicator].measures:
        return ()
    found = []
    for one in before.measures:
        share = lexicon.catalogue[one.indicator].measures.get(Percentage) if one.indicator else None
        if share and share.of == whole.indicator:
            found.append(msgspec.structs.replace(one, metric="percentage", words=whole.words))
    return tuple(found)


def _metric_alone(facts: Facts) -> bool:
    """Whether an item of a list says only how the figure is wanted: "(b) the rate"."""
    return any(one.start >= facts.spans.cut for one in facts.having("metric"))


def _pair(ask: Ask, asks: Sequence[Ask]) -> tuple[Measure, ...]:
    """ "How many started? How many ended? What's the net?": the two things asked for before."""
    last = [one.measures[0] for one in asks[-2:] if len(one.measures) == 1]
    different = len({(one.indicator, one.categories) for one in last}) == 2
    paired = ask.ask in ("net", "ratio") and not ask.measures and different
    return tuple(last) if paired else ()


def _inherited_measures(facts: Facts, before: Ask) -> tuple[Measure, ...]:
    """The measures before, by their ids, with the metric that is asked now ("the rate")."""
    if facts.metric is None or (facts.metric == "count" and not facts.having("metric")):
        return ()
    first = facts.having("metric")[0]
    words = facts.spans.words(first.start, first.end)
    return tuple(
        Measure(
            indicator=one.indicator, categories=one.categories, metric=facts.metric, words=words
        )
        for one in before.measures
    )


def _periods(ask: Ask, before: Ask, facts: Facts, taken: list[Slot]) -> dict[str, object]:
    """A period that is told by its distance stands beside the one that it is told from."""
    if ask.ask in NO_AREAS:
        return {}
    anchors = tuple(one for one in before.periods if one.words)
    relative = any(one.meaning.form in RELATIVE for one in facts.periods)
    since = any(one.meaning.form == "since" for one in facts.periods)
    if (
        ask.ask == "change"
        and len(ask.periods) == 1
        and anchors
        and (relative or since or _plain(facts))
    ):
        return {"periods": (*(_point(one) for one in ask.periods), anchors[-1])}
    if (not ask.periods and before.periods) or (relative and anchors):
        taken.append("periods")
    return {}


def _plain(facts: Facts) -> bool:
    return any(one.meaning.form in ("year", "latest", "first") for one in facts.periods)


def _point(one: Period) -> Period:
    return one


def _like(one: Ask, after: Ask) -> Ask:
    """An ask that is completed by the next: "how many girls and how many boys are in need", "how
    many, and the rate, compared with March 2023"."""
    names = {measure.indicator for measure in after.measures}
    found = [other for other in one.readings if other.indicator in names]
    if found:
        return msgspec.structs.replace(one, measures=found[:1], readings=())
    compared = after.ask == "change" and (after.cue or "").lower().startswith("compar")
    if compared and one.ask == "value" and after.measures and "measures" in after.inherits:
        return msgspec.structs.replace(
            one,
            ask="change",
            periods=(after.periods[0], *one.periods),
            change=after.change,
            cue=one.cue,
        )
    return one


def repeated(ask: Ask, facts: Facts, asks: list[Ask]) -> list[Ask]:
    """ "The same for Bradford", "the same two figures for 2022": every ask before it, of another
    place or year."""
    same = {"same"} & set(facts.texts())
    own = [one for one in facts.measured.measures if one.end > facts.spans.cut]
    if not same or not asks or own or not (ask.areas or ask.periods):
        return []
    changes: dict[str, object] = {"words": ask.words, "inherits": ("ask", "measures")}
    if ask.areas:
        changes["areas"] = ask.areas
    if ask.periods:
        changes["periods"] = ask.periods
    return [
        msgspec.structs.replace(one, from_ask=FromAsk(ask=at), **_relative_to(one, changes))
        for at, one in enumerate(asks)
    ]


def _relative_to(one: Ask, changes: dict[str, object]) -> dict[str, object]:
    """The slots changed; a relative period keeps the inherited one that it is told from."""
    inherits = ("ask", "measures", *(("periods",) if "periods" in changes else ()))
    return {**changes, "inherits": inherits}


def told_limit(facts: Facts, asks: list[Ask]) -> bool:
    """Whether a clause says only how many are wanted of the members asked for: "top five will
    do"; the ask before it then has that limit."""
    cues, last = facts.having("superlative"), asks[-1] if asks else None
    said = facts.measured.measures or facts.places or facts.periods
    if last is None or last.limit is None or said or not cues:
        return False
    number, start, end = limit_number(facts, cues[0])
    if number is None:
        return False
    words = facts.spans.words(start, end)
    limit = msgspec.structs.replace(last.limit, n=number, words=words)
    asks[-1] = msgspec.structs.replace(last, limit=limit)
    return True


def of_named(ask: Ask, facts: Facts, asks: list[Ask]) -> Ask:
    """ "Which of the two": the places that the asks before it named, where it names none."""
    said = {"two", "three", "four", "them", "these", "those"} & set(facts.texts())
    named = [area for one in asks for area in one.areas if area.set is None]
    places = {area.words: area for area in named}
    if ask.ask != "top" or ask.areas or ask.within or not said or len(places) < 2:
        return ask
    return msgspec.structs.replace(ask, areas=tuple(places.values()))


def with_context(
    ask: Ask, facts: Facts, context: tuple[Area, ...], *, counted: bool
) -> tuple[Ask, tuple[Area, ...]]:
    """A place told before the question comes ("I'm from Dudley. How many ...") is its place."""
    if not counted:
        return ask, tuple(one for one in ask.areas if one.set is None) or context
    if (
        context and not (ask.areas or ask.within or "areas" in ask.inherits or ask.ask in NO_AREAS)
    ) or (context and all(one.set == "home" for one in ask.areas) and ask.areas):
        ask = msgspec.structs.replace(ask, areas=context)
    return ask, context if not ask.areas else ()


def told_home(ask: Ask, facts: Facts, asks: list[Ask]) -> list[Ask]:
    """ "How do we compare? We're Rotherham": the place told afterwards is our own."""
    said = {"we", "i", "us", "our", "my"} & set(facts.texts())
    places = tuple(one for one in ask.areas if one.set is None)
    if not said or not places:
        return asks
    return [
        msgspec.structs.replace(one, areas=places)
        if one.areas and all(area.set == "home" for area in one.areas)
        else one
        for one in asks
    ]


def told_last(asks: list[Ask], spans: Spans) -> list[Ask]:
    """A place by itself at the end, after the questions, is that of each: "... now? Wirral"."""
    stops = [i for i, token in enumerate(spans.tokens) if token.text in ("?", ";", "(")]
    stops = [i for i in stops if i < len(spans.tokens) - 1]
    said = {i for one in spans.places for i in range(one.start, one.end)}
    rest = range(stops[-1] + 1, len(spans.tokens)) if stops else range(0)
    alone = rest and all(i in said or spans.tokens[i].kind == "mark" for i in rest)
    if not alone or len(spans.places) > sum(one.start in rest for one in spans.places):
        return asks
    told = tuple(Area(words=spans.words(one.start, one.end)) for one in spans.places)
    return [one if one.areas or one.within or "areas" in one.inherits or one.ask in NO_AREAS
            else msgspec.structs.replace(one, areas=told) for one in asks]  # fmt: skip


def shared(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """Asks of one sentence joined by "and": "referrals and assessments in Leeds in 2022" - what
    only the last of equal asks says holds of those before it too."""
    result = list(asks)
    for at in range(len(result) - 2, -1, -1):
        one, after = result[at], result[at + 1]
        result[at] = one = _like(one, after)
        if "ask" in after.inherits or one.ask not in ("value", "trend", "breakdown"):
            continue
        spread = (
            one.ask == "value"
            and not one.periods
            and after.ask in ("trend", "change")
            and (
                after.change is None and after.cue not in (None, "trend") and not after.compare_with
            )
        )
        if one.ask != after.ask and not spread:
            continue
        changes: dict[str, object] = {}
        if (not one.areas and not one.within and after.areas and "areas" in after.inherits) or (
            not one.areas
            and "areas" not in one.inherits
            and "areas" not in after.inherits
            and after.areas
        ):
            changes["areas"] = after.areas
        if not one.periods and "periods" not in one.inherits and after.periods:
            changes["periods"] = after.periods
            changes |= {"ask": after.ask, "each": after.each} if spread else {}
        result[at] = msgspec.structs.replace(one, **changes)
    return tuple(result)
