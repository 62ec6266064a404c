"""An ask and the asks before it in, the ask with what it takes from them out.

What a clause does not say it takes from the ask before it, and only the slots of its own operator;
a complete new question takes none.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import (
    Ask,
    AskKind,
    FromAsk,
    Measure,
    Restrictor,
    Slot,
    Turn,
    asks_of,
    last_turn,
)
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds.plural_anaphora import now_of_the_same
from cin_narrative.reading.kinds.ratios import in_ratio, is_part_of, of_whole, pair
from cin_narrative.reading.kinds.short_turns import in_short
from cin_narrative.reading.measures.months import of_another_month
from cin_narrative.reading.measures.parallel_categories import of_before, on_one_day
from cin_narrative.reading.places import is_wide
from cin_narrative.reading.slots.anaphora import (
    above_that,
    against_the_same,
    beside_before,
    in_its_list,
    in_the_field,
    of_subject,
    of_that_year,
    of_the_first,
    of_which,
    other_end,
    says_slot,
    then_and_now,
)
from cin_narrative.reading.syntax.frames import FIGURES
from cin_narrative.reading.syntax.verbs import WANTING
from cin_narrative.reading.turns.above_before import above_before, of_those_beside
from cin_narrative.reading.turns.among_those import among_those, beyond_among_those
from cin_narrative.reading.turns.first_named import (
    as_rank,
    beside_first,
    in_that_region,
    is_first_of_areas,
    lies_there,
)
from cin_narrative.reading.turns.parts_before import of_a_part
from cin_narrative.reading.turns.shapes import in_its_field, same_shape, still_left_out
from cin_narrative.reading.turns.that_year import beyond_that_year, in_that_year, points_at_year
from cin_narrative.reading.turns.years_before import NO_AREAS, judges_that, periods_before
from cin_narrative.reading.words.closed_classes import INVERTED
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.tokens import stem

OF_AN_ASK = ("cause", "forecast", "judgement")  # restrictors that stay with their own ask
OF_A_PLACE = ("unknown_place", "ward", "other_country")  # those that go where another is named
FIELDED = ("top", "list")
DATED = (*FIELDED, "turning_point")  # what these came to is asked of, not they again
SHAPE = ("limit", "threshold", "change", "than", "each", "aggregate", "compare_with")


def completed(
    ask: Ask, facts: Facts, asks: list[Ask], history: Sequence[Turn], lexicon: Lexicon
) -> tuple[Ask, bool]:
    """The ask with its inherited slots, and whether it follows on another ask."""
    earlier = asks_of(history)
    before = filled([*earlier, *asks])
    ask = ask if before is None else _of_found(ask, before, facts)
    if before is None or not _follows(ask, facts, bool(asks)):
        return in_that_year(ask, before, facts)
    before = _given_in(before, ask, facts, asks)
    ask, past = of_subject(beyond_that_year(ask, before), facts, asks)
    before = before if past is None else filled([*earlier, *asks[: past + 1]]) or before
    lately = asks if len(asks) > 1 else [*last_turn(history), *asks]
    ask = of_which(ask, before, facts, asks if len(asks) > 1 else [*earlier, *asks])
    ask = in_its_field(same_shape(ask, before, facts, asks), before)
    ask = now_of_the_same(_pointed(ask, before, facts, lately), before, facts)
    ask = _in_turn(ask, before, facts, [*earlier, *asks], lexicon)
    kind = ask.ask if ask.ask != "none" else before.ask
    inherits: list[Slot] = []
    if ask.ask == "none" and _asks_nothing(ask, facts, bool(asks)):
        return ask, False
    if ask.ask == "none":
        kind = _refitted(before, ask, facts)
        inherits += ["ask"] if kind == before.ask or before.ask not in DATED else []
        paced = kind == before.ask == "aggregate"
        each = before.each if paced else ask.each  # "... per day", "and ours?"
        total = before.aggregate if paced else ask.aggregate
        ask = msgspec.structs.replace(ask, ask=kind, cue=before.cue, each=each, aggregate=total)
    ask = of_a_part(in_ratio(ask, before, facts, bool(asks), lexicon), before, facts, lexicon)
    kind = ask.ask if ask.ask == "ratio" else kind
    two = pair(ask, [*earlier, *asks])
    ask, taken = _with_slots(still_left_out(ask, before), before, facts, kind, lexicon)
    if two and kind == "ratio" and facts.metric == "percentage":
        two = tuple(msgspec.structs.replace(one, metric="percentage") for one in reversed(two))
    ask = msgspec.structs.replace(ask, measures=two) if two else ask
    source = None if past is None else FromAsk(ask=past)
    # "what would those be in Hull": of no members
    taken = [one for one in taken if one != "result" or "ask" not in inherits]
    slots = tuple(dict.fromkeys((*ask.inherits, *taken, *inherits)))
    return msgspec.structs.replace(ask, inherits=slots, from_ask=source), True


def _in_turn(ask: Ask, before: Ask, facts: Facts, earlier: Sequence[Ask], lexicon: Lexicon) -> Ask:
    """The ask with what its few words, its level or its kinds take from those before it."""
    ask = above_before(in_short(ask, before, facts, earlier), before, facts, lexicon)
    return of_before(ask, before, facts, lexicon)


def _of_found(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """The ask with what it says of the areas that the answer before it named."""
    ask = of_those_beside(ask, before, facts)
    ask = among_those(in_that_region(ask, before, facts), before, facts)
    return beyond_among_those(ask, before, facts)


def _asks_nothing(ask: Ask, facts: Facts, same_text: bool) -> bool:
    """Whether a clause says nothing of what, where or when, or only states what the asker does."""
    texts = facts.texts()
    own = {"we", "i", "my"} & set(texts)
    states = own and texts[0] not in INVERTED and not facts.having("metric")
    states = states and not (facts.places and WANTING & set(texts))  # "I also want England's"
    return not says_slot(ask) or bool(states and same_text and not facts.periods)


def _pointed(ask: Ask, before: Ask, facts: Facts, lately: Sequence[Ask]) -> Ask:
    """The ask with what it says of those named before: which of them, the other end of them."""
    ask = as_rank(beside_first(ask, before, facts), before, facts)
    ask = in_its_list(against_the_same(ask, facts, lately), before, facts)
    ask = beside_before(ask, before, facts)
    ask = in_the_field(above_that(ask, before, facts), before, facts)
    return then_and_now(other_end(ask, before, facts), before, facts)


def _given_in(before: Ask, ask: Ask, facts: Facts, asks: Sequence[Ask]) -> Ask:
    """ "How the rate has changed": of what was given as a rate before it, not of the share that
    was asked in between."""
    wanted = facts.metric if facts.having("metric") and not ask.measures else None
    given = [one for one in asks if any(each.metric == wanted for each in one.measures)]
    own = {one.metric for one in before.measures}
    if (
        wanted not in ("rate", "percentage")
        or wanted in own
        or not given
        or not own - {None, "count"}
    ):
        return before
    return msgspec.structs.replace(before, measures=given[-1].measures)


def filled(asks: Sequence[Ask]) -> Ask | None:
    """The last ask that asks of something, with the slots that it took from those before it."""
    asks = [one for one in asks if one.ask != "none" or one.measures or one.areas or one.periods]
    if not asks:
        return None
    last, before = asks[-1], asks[:-1]
    changes: dict[str, object] = {}
    for slot in ("measures", "areas", "periods"):
        found = [getattr(one, slot) for one in reversed(before) if getattr(one, slot)]
        if not getattr(last, slot) and slot in last.inherits and found:
            changes[slot] = found[0]
    alike = [at for at, one in enumerate(before) if one.ask == last.ask]
    source = filled(before[: alike[-1] + 1]) if alike and "ask" in last.inherits else None
    for slot in SHAPE if source is not None else ():  # how it is asked is taken as a whole
        if not getattr(last, slot):
            changes[slot] = getattr(source, slot)
    return msgspec.structs.replace(last, **changes)


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


def _refitted(before: Ask, ask: Ask, facts: Facts) -> AskKind:
    """Another year or place of a change or trend asked before: "and in 2019?" is a value; so is
    "what is it now" of the highest year, and "the England figure" beside the last of all."""
    kind, limit = before.ask, before.limit
    series = kind == "trend" or (kind == "top" and limit is not None and limit.of == "years")
    if series and len(ask.periods) == 1 and not ask.areas:
        return "value"
    if of_that_year(before) and not ask.periods and points_at_year(facts):
        return "value"
    if is_first_of_areas(before) and ask.periods and of_the_first(ask, before, facts):
        return "value"  # "what was it in 2019?": of those that were first
    shaped = ask.limit or ask.threshold or ask.change
    if (
        kind in FIELDED
        and ask.areas
        and not shaped
        and FIGURES & {stem(one) for one in facts.words}
    ):
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
        said = _inherited_measures(facts, before, lexicon)
        changes["measures"] = of_another_month(said or before.measures, facts, lexicon) or said
    elif ask.measures and all(one.indicator is None for one in ask.measures):
        taken.append("measures")
    first = kind not in NO_AREAS and of_the_first(ask, before, facts)
    if first:
        taken.append("result")
        changes |= {"within": before.within} if kind == "rank" and not ask.within else {}
    elif _lacks_place(ask, before, kind):
        changes |= _places(ask, before, facts, taken)
    if ask.ask == "compare" and ask.areas and not ask.compare_with:
        again = before.compare_with if before.ask == "compare" else ()
        same = ask.areas == before.areas  # "and were we five years ago?"
        other = all(map(is_wide, again)) and not any(map(is_wide, ask.areas))  # "now do Hull"
        changes["compare_with"] = again if again and (same or other) else before.areas
    if is_part_of(ask, before, facts):
        changes["areas"] = (*before.areas, *ask.areas)
    if "measures" in taken:
        own = (*OF_AN_ASK, *(OF_A_PLACE if ask.areas or ask.within else ()))
        narrowed = tuple(one for one in before.restrictors if one.what not in own)
        changes["restrictors"] = (*ask.restrictors, *narrowed)
    if whole := of_whole(ask, before, lexicon):
        changes["measures"] = whole
    changes |= periods_before(ask, before, facts, taken)
    if before.ask == "ratio" and "measures" in taken and ask.ask in ("change", "compare"):
        told = Restrictor(words=ask.cue or "", what="unread")  # how the share moved, or stands
        changes["restrictors"] = (*ask.restrictors, told)
    result = msgspec.structs.replace(ask, **changes)
    these = {"these", "those", "which"} & set(facts.texts()[:3])
    if not first and these and facts.having("anaphor", "these"):
        taken.append("result")
    return result, taken


def _lacks_place(ask: Ask, before: Ask, kind: AskKind) -> bool:
    """Whether whose figure it is stands in the ask before; of a rank, the field is not who."""
    who = bool(ask.areas or (ask.within and not (kind == "rank" and before.areas)))
    of_none = kind in NO_AREAS and not judges_that(ask)
    found = {"result", "areas"} & set(before.inherits)  # of whom the answer before it was
    return not who and not of_none and bool(before.areas or before.within or found)


def _places(ask: Ask, before: Ask, facts: Facts, taken: list[Slot]) -> dict[str, object]:
    """The places before: as they were; the subject of a field as the field; never one authority
    as the field of "which council was highest"."""
    limit = ask.limit or (before.limit if before.ask == ask.ask else None)
    of_areas = limit is None or limit.of == "areas"
    if ask.ask in FIELDED and of_areas and "year" not in ask.each:
        wide = [one for one in before.areas if one.words and is_wide(one)]
        field = before.within or (wide[0] if wide else None)
        if field is None and not before.areas and (lies_there(facts) or before.ask in FIELDED):
            taken.append("areas")  # "which council in it", of the region that was found before
        return {"within": field} if field else {}
    taken.append("areas")
    if not before.areas and before.within and ask.ask in ("value", "change", "trend", "compare"):
        return {"areas": (before.within,)}
    return {}


def _metric_alone(facts: Facts) -> bool:
    """Whether an item of a list says only how the figure is wanted: "(b) the rate"."""
    return any(one.start >= facts.spans.cut for one in facts.having("metric"))


def _inherited_measures(facts: Facts, before: Ask, lexicon: Lexicon) -> tuple[Measure, ...]:
    """The measures before, by their ids, with the metric that is asked now ("the rate")."""
    said = facts.having("metric") or facts.having("ratio")  # "put that as a percentage of ..."
    if facts.metric is None or not said:
        return ()
    words = facts.spans.words(said[0].start, said[0].end)
    of_day = on_one_day(before.measures, facts, lexicon)
    return tuple(
        Measure(
            indicator=one.indicator, categories=one.categories, metric=facts.metric, words=words
        )
        for one in of_day or before.measures
    )
