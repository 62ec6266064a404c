"""An ask and the one before it in, whether it is of what that one came to out: "and what was its
rate?", "and how many were there?"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import Ask, Change, Period
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.facts.levels import limit_number
from cin_narrative.reading.kinds.list_conditions import members_above_that
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.turns.first_named import lies_there
from cin_narrative.reading.words.closed_classes import INVERTED, QUESTION, words_of

POINTING = words_of("slots_pointed.pointing")
IT = frozenset(("it", "that", "this"))
FIRST_OF = ("top",)
OF_SUBJECT = ("value", "compare", "rank", "quartile", "breakdown", "top", "list", "ratio")
OF_THAT = ("value", "compare", "change", "trend")
BACK = frozenset(("that", "this", "both"))  # what they point at is the change itself
THEM = frozenset(("they", "them", "their", "theirs", "those", "these"))
PAIR = 2
DATED = ("turning_point",)


def of_the_first(ask: Ask, before: Ask, facts: Facts) -> bool:
    """Whether an ask that names no place is of the area that was first: "its rate", "within it"."""
    ranked = before.ask in FIRST_OF and (before.limit is None or before.limit.of == "areas")
    those = THEM | POINTING if "result" in before.inherits else THEM
    picked = is_picked(before) and bool(facts.words & those)
    is_one = len(before.areas) == 1 and before.areas[0].set is None and not before.within
    named = ask.areas or (ask.within and ask.ask != "rank") or is_one  # of a rank, the field
    that = ask.ask in OF_THAT and facts.having("anaphor", "that")  # "how far above it is that"
    who = facts.texts()[0] in ("who", "which")  # "who was it in 2019?" asks for the first again
    back = picked or (ranked and bool(that or facts.words & POINTING or lies_there(facts)))
    return back and not (named or (who and not lies_there(facts)))


def is_picked(before: Ask) -> bool:
    """Whether a list of areas was asked for of which not all are in it: those above a level, or
    some of those before it."""
    some = "result" in before.inherits
    level = before.threshold is not None or before.change is not None
    return before.ask == "list" and (level or some) and "area" in before.each


def of_that_year(before: Ask) -> bool:
    """Whether what was asked before came to a year: "when was it highest"."""
    of_years = before.limit is not None and before.limit.of == "years"
    return before.ask in DATED or (before.ask in FIRST_OF and of_years)


def of_which(ask: Ask, before: Ask, facts: Facts, asks: Sequence[Ask]) -> Ask:
    """ "... and which is higher?": of the two places or years that were asked for before."""
    if _is_of_two(ask, facts) or _is_of_those(ask, before, facts):
        named = (*before.areas, *before.compare_with)
        if len(named) < PAIR:  # "Newham too. Which is higher?"
            named = tuple({one.words: one for each in asks for one in each.areas}.values())
        return msgspec.structs.replace(ask, areas=named if len(named) > 1 else ())
    ordered = facts.having("compare", *COMPARATIVE)
    own = ask.areas or ask.compare_with or ask.periods or ask.within or facts.measured.measures
    said = own or not facts.words & {"which", "who", "whichever"}
    areas = before.areas
    if facts.words & {"two", "three"} and len(areas) + len(before.compare_with) < PAIR:
        lately = [one for each in asks for one in each.areas if one.set is None]
        areas = tuple({one.words: one for one in lately}.values())[-PAIR:]
    places = len(areas) + len(before.compare_with)
    plain = ask.ask in ("none", "value")
    if not plain or said or not ordered or max(places, len(before.periods)) < PAIR:
        return ask
    for one in ordered:
        facts.own(one.start, one.end)
    kind = "compare" if places > 1 else "change"
    cue = facts.spans.words(ordered[0].start, ordered[0].end)
    named = areas if areas != before.areas else ()
    return msgspec.structs.replace(
        ask, ask=kind, cue=cue, areas=named, compare_with=before.compare_with
    )


def of_subject(ask: Ask, facts: Facts, asks: Sequence[Ask]) -> tuple[Ask, int | None]:
    """An ask behind a change, and which ask before it is the one that was set against another year.

    "How many, is that up on 2022, and how does the rate compare": the base belongs to the change
    alone, and what follows is of the year that was set against it.
    """
    last = asks[-1] if asks else None
    free = not ask.periods and ask.ask in OF_SUBJECT and not facts.words & BACK
    if last is None or last.ask != "change" or not free:
        return ask, None
    if any(one.default == "latest" for one in last.periods):
        return msgspec.structs.replace(ask, periods=(Period(default="latest"),)), None
    own = last.areas or last.within or last.measures or "measures" not in last.inherits
    if own or len(asks) < PAIR or asks[-2].ask != "value" or asks[-2].periods == last.periods:
        return ask, None
    return ask, len(asks) - PAIR


def then_and_now(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "... in 2021, is it higher now?": now is set against the year before it."""
    ways = facts.having("compare", "higher", "lower")
    now = [one for one in facts.periods if one.meaning.form == "latest"]
    alone = len(now) == len(facts.periods) == len(before.periods) == len(ways) == 1
    said = ask.areas or ask.compare_with or facts.measured.measures or "than" in facts.words
    if ask.ask not in ("none", "value") or not alone or said or not before.periods[0].words:
        return ask
    cue = facts.take(ways[0].start, ways[0].end)
    change = Change(direction="up" if ways[0].cue.value == "higher" else "down")
    when = (*ask.periods, *before.periods)
    return msgspec.structs.replace(ask, ask="change", cue=cue, change=change, periods=when)


def beside_before(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Is that a bigger rise than Bradford's?": its change, and that of the place before."""
    said = {one.words for one in ask.areas}
    more = tuple(one for one in before.areas if one.words not in said)
    back = facts.having("anaphor", "that") and "than" in facts.words
    if ask.ask != "change" or not (back and ask.areas and more) or ask.change is None:
        return ask
    change = msgspec.structs.replace(ask.change, direction=None)
    return msgspec.structs.replace(ask, areas=(*more, *ask.areas), change=change)


def above_that(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Are we above that?": the place asked about is set against the one that was asked for."""
    ordered = facts.having("compare", *COMPARATIVE)
    that = facts.having("anaphor", "that")
    behind = that and ordered and that[0].start >= ordered[0].end
    if behind and ask.ask == "list" and ask.threshold is None and not facts.levels:
        return members_above_that(ask, before, facts)
    alone = not (ask.measures or ask.periods or ask.compare_with or facts.levels)
    if not (behind and alone and ask.areas and before.areas) or before.areas == ask.areas:
        return ask
    facts.own(ordered[0].start, that[0].end)
    cue, way = ordered[0], COMPARATIVE[ordered[0].cue.value]
    words = facts.spans.words(cue.start, cue.end)
    return msgspec.structs.replace(
        ask, ask="compare", compare_with=before.areas, than=way, cue=words
    )


def against_the_same(ask: Ask, facts: Facts, lately: Sequence[Ask]) -> Ask:
    """ "Against the same two": what the asks before set against is set against again."""
    tokens, (start, end) = facts.spans.tokens, (facts.clause.start, facts.clause.end)
    same = [at for at in range(start + 2, end) if tokens[at].text == "same"]
    against = tuple(dict.fromkeys(area for one in lately for area in one.compare_with))
    brought = [at for at in same if {one.text for one in tokens[at - 2 : at]} & AGAINST]
    if not brought or not against or ask.compare_with or ask.ask not in ("value", "compare"):
        return ask
    number, stops = whole(tokens, brought[0] + 1)
    if number is not None and number != len(against):
        return ask
    facts.own(brought[0], stops)
    return msgspec.structs.replace(ask, ask="compare", compare_with=against)


def in_its_list(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "Derby beside England: referrals; plans": an item that only names another thing is set
    against the same."""
    start = facts.clause.start
    item = start > 0 and facts.spans.tokens[start - 1].text == ";"
    own = facts.places or ask.areas or ask.ask != "value" or facts.texts()[0] in QUESTION | INVERTED
    if not item or own or before.ask != "compare" or not before.compare_with:
        return ask
    return msgspec.structs.replace(
        ask, ask="compare", cue=before.cue, compare_with=before.compare_with, than=before.than
    )


AGAINST = frozenset(("against", "to", "with", "than", "beside"))


def in_the_field(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And what rank is York?" is in the field before it, "and nationally?" of who was ranked."""
    ranked = before.ask in ("rank", "top", "list") and before.within is not None
    if ask.ask == "rank" and ask.areas and not ask.within and ranked:
        return msgspec.structs.replace(ask, within=before.within)
    wide = bool(facts.places) and all(one.is_wide and one.codes for one in facts.places)
    if ask.ask == "none" and before.ask == "rank" and before.areas and wide and not ask.measures:
        return msgspec.structs.replace(ask, within=ask.areas[0] if ask.areas else None, areas=())
    return ask


def _is_of_two(ask: Ask, facts: Facts) -> bool:
    """Whether a comparative stands for a superlative, and of whom is not said: "which had the
    higher rate"."""
    ends = {one.start for one in facts.having("superlative")}
    compared = [one for one in facts.spans.cues if one.kind == "compare" and one.start in ends]
    return ask.ask == "top" and bool(compared) and not (ask.areas or ask.within)


def _is_of_those(ask: Ask, before: Ask, facts: Facts) -> bool:
    """Whether the first of places named before is asked for, and no other field: "who's top"."""
    single = [one for one in before.areas if one.set is None]
    named = ask.areas or ask.within or facts.having("each", "areas", "regions")
    of_areas = ask.limit is None or ask.limit.of == "areas"
    asked = facts.words & {"who", "whos", "who's", "which"}
    return ask.ask == "top" and len(single) >= PAIR and not named and of_areas and bool(asked)


def other_end(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And the lowest?": the other end of what was ranked before."""
    ends = facts.having("superlative", "highest", "lowest")
    said = bool(ask.areas or ask.within or ask.compare_with or facts.measured.measures)
    said = said or ask.ask not in ("none", "value")
    if before.ask != "top" or before.limit is None or said or len(ends) != 1:
        return ask
    if ends[0].cue.value == before.limit.order or limit_number(facts, ends[0])[0]:
        return ask  # "top five will do"
    words = facts.take(ends[0].start, ends[0].end)
    limit = msgspec.structs.replace(before.limit, order=ends[0].cue.value, words=words)
    of = {"areas": before.areas, "within": before.within, "each": before.each}
    return msgspec.structs.replace(ask, ask="top", limit=limit, cue=words, **of)


def says_slot(ask: Ask) -> bool:
    """Whether an ask says anything of what, where or when."""
    return bool(
        ask.areas or ask.compare_with or ask.periods or ask.within or ask.measures or ask.each
    )


def of_a_term(asks: Sequence[Ask]) -> list[Ask]:
    """ "Re-referrals: what counts as one? Is it any time, or within a year?": what is only named
    before its definition is asked is no ask, and what is asked of "it" then is of what it means."""
    kept: list[Ask] = []
    for one in asks:
        before = kept[-1] if kept else None
        defined = one.ask == "definition" and not one.measures and "measures" in one.inherits
        if defined and before is not None and _only_names(before):
            left = tuple(each for each in one.restrictors if each not in before.restrictors)
            kept[-1] = msgspec.structs.replace(
                one, measures=before.measures, inherits=(), restrictors=left
            )
        elif before is not None and before.ask == "definition" and _asks_of_it(one, before):
            kept.append(
                msgspec.structs.replace(
                    one, ask="definition", aspect="meaning", cue=one.words, restrictors=()
                )
            )
        else:
            kept.append(one)
    return kept


def _only_names(one: Ask) -> bool:
    """Whether an ask says nothing but a thing: no figure of it is asked for."""
    metric = any(measure.metric for measure in one.measures)
    said = one.areas or one.periods or one.cue or one.within or one.compare_with or metric
    return one.ask == "value" and bool(one.measures) and not said


def _asks_of_it(one: Ask, before: Ask) -> bool:
    """Whether an ask is yes or no of "it" alone."""
    names = {measure.indicator for measure in before.measures}
    texts = (one.words or "").lower().split()[:2]
    put = texts[:1] and texts[0] in INVERTED and texts[1:] and texts[1] in IT
    other = {measure.indicator for measure in one.measures} - names
    said = other or one.areas or one.periods or one.within or one.compare_with or one.each
    return bool(put) and not said and bool(one.measures or "measures" in one.inherits)
