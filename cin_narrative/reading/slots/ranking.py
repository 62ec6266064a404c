"""The cues of order, level and change of a clause in, the limit, threshold and change out."""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import (
    Ask,
    Change,
    Limit,
    Period,
    Threshold,
)
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.facts.levels import limit_number
from cin_narrative.reading.kinds.conditions import CONDITIONS, multiple_of_then
from cin_narrative.reading.kinds.evidence import BOTH_ENDS, WIDE_NEEDED, years_said
from cin_narrative.reading.kinds.movement import is_percent_change, way_of
from cin_narrative.reading.kinds.multiples import begins_with, heed, multiple_before
from cin_narrative.reading.kinds.superlatives import commonest_kind, order_of
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.quantities.numbers import ORDINALS, PERCENT
from cin_narrative.reading.stated.ends import is_reached, is_size
from cin_narrative.reading.stated.quantified import quantified
from cin_narrative.reading.words.closed_classes import MULTIPLES, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import Stretch
from cin_narrative.reading.words.tokens import stem

KINDS = words_of("slots_ranking.kinds")
LOW = words_of("slots_ranking.low")
NEAR = 1  # tokens: "changed the least", "smallest percentage rise"
PACE = {"faster": "higher", "slower": "lower"}
LEVELLED = ("list", "value", "compare", "top", "streak", "trend", "change")
CHANGING = ("change", "top", "gap", "trend", "rank", "compare", "streak")


def with_change(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with how its change is put, or ranked by."""
    cues, times = facts.having("change"), facts.having("times")
    multiple = multiple_of_then(facts) if ask.ask == "change" and not (cues or times) else None
    if multiple is not None:
        return _of_then(ask, multiple[1] - 1, facts)
    if ask.ask == "compare" and CONDITIONS["multiple_of_place"](facts, lexicon):
        return _of_other(ask, facts)
    if ask.ask == "compare" and not times:
        return ask
    if ask.ask == "gap" and (moved := _gap_moved(facts)):
        return msgspec.structs.replace(ask, change=Change(direction=moved))  # type: ignore[arg-type]
    than = facts.having("compare", "higher", "lower")
    if ask.ask == "change" and than and not (cues or times):
        way = "up" if than[0].cue.value == "higher" else "down"
        return msgspec.structs.replace(ask, change=Change(direction=way))  # type: ignore[arg-type]
    ask = _by_size(ask, facts)
    ways = {one.cue.value for one in cues}
    listed = ask.ask == "list" and ways in ({"up"}, {"down"}) and not (facts.levels or times)
    if not (ask.ask in CHANGING or listed) or not (cues or times):
        return ask
    for one in (*cues, *times):
        facts.own(one.start, one.end)
    for one in times if ask.ask == "change" else ():
        ask = msgspec.structs.replace(ask, cue=facts.spans.words(one.start, one.end))
        whole = any(measure.all_categories for measure in ask.measures)
        facts.unread += [(one.start, one.end)] if whole else []  # "which factors doubled"
    direction = way_of(ask, facts, lexicon)
    beside = (*ask.areas, *ask.compare_with)
    paced = ask.ask == "change" and (than or facts.having("compare", *PACE))
    if paced and (len(beside) > 1 or (ask.compare_with and not ask.areas)):
        ask = msgspec.structs.replace(ask, areas=beside, compare_with=())
        direction = None if len(beside) > 2 else direction  # which rose more is no yes of any
    in_percent = facts.metric in ("percentage", "rate", "count") and is_percent_change(facts)
    form = "times" if times else "percent" if in_percent else "difference"
    if direction is None and ask.ask in ("trend", "streak"):
        return ask
    change = Change(form=form, direction=direction, select=_end(ask, facts))  # type: ignore[arg-type]
    return msgspec.structs.replace(ask, change=change)


def _is_sized(facts: Facts) -> bool:
    """Whether a level is of how far something moved: "rose more than 50%", "fell by over 20%"."""
    tokens, ends = facts.spans.tokens, [one.end for one in facts.having("change", "up", "down")]
    return any(
        level.op in ("gt", "ge")
        and any(0 <= level.start - end <= 1 for end in ends)
        and any(token.text in PERCENT for token in tokens[level.start : level.end + 1])
        for level in facts.levels
    )


def _by_size(ask: Ask, facts: Facts) -> Ask:
    """Those that moved so far are ranked by how far; the per cent is of the move."""
    if ask.ask != "list" or not _is_sized(facts):
        return ask
    plain = (
        msgspec.structs.replace(one, metric=None if one.metric == "percentage" else one.metric)
        for one in ask.measures
    )
    return msgspec.structs.replace(ask, ask="top", measures=tuple(plain), each=())


def _end(ask: Ask, facts: Facts) -> str | None:
    """Which end of all changes is meant: "changed least", "the smallest rise"."""
    moves = (*facts.having("change"), *facts.having("times"))
    least = any(
        0 <= one.start - move.end <= NEAR or 0 <= move.start - one.end <= NEAR
        for one in facts.having("superlative", "lowest")
        for move in moves
    )
    most = facts.having("superlative", "highest")
    return None if ask.ask != "top" else "smallest" if least and not most else "largest"


def _of_then(ask: Ask, multiple: int, facts: Facts) -> Ask:
    """How many times it is of what it was, and on which side."""
    heed(multiple, facts)
    cue = facts.take(begins_with(multiple, facts), multiple + 1)
    return msgspec.structs.replace(ask, cue=cue, change=Change(form="times"))


def _of_other(ask: Ask, facts: Facts) -> Ask:
    """How many times another's figure it is: the multiple is no level, and no side of one."""
    cue = ask.cue
    others: list[Stretch] = [*facts.places, *facts.home]
    for whose in others:
        multiple = multiple_before(whose, facts)
        if multiple is not None:
            begin = begins_with(multiple, facts)
            cue = facts.spans.words(begin, multiple + 1)
            facts.pass_over(begin, whose.start)
    for at in range(facts.clause.start, facts.clause.end):
        if facts.spans.tokens[at].text in MULTIPLES:
            heed(at, facts)
            facts.unread += [(at, at + 1)] if at in facts.counted else []  # "plans three times"
    for start, end in [*((one.start, one.end) for one in facts.levels), *facts.numbers]:
        facts.own(start, end)
    facts.levels, facts.numbers = [], []
    facts.cues = [one for one in facts.cues if one.cue.value not in COMPARATIVE]
    return msgspec.structs.replace(ask, change=Change(form="times"), cue=cue)


def _gap_moved(facts: Facts) -> str | None:
    """Which way a gap is asked to have moved: "is the gap closing", "has it widened"."""
    ways = {one.cue.value for one in facts.having("gap", "narrow", "widen")}
    if facts.having("gap", "gap"):
        ways |= {one.cue.value for one in facts.having("closing")}
    return {"narrow": "down", "widen": "up"}[ways.pop()] if len(ways) == 1 else None


def _of_years(facts: Facts) -> Limit | None:
    """How many years a run is said to have: "three years running", "for two consecutive years"."""
    tokens = facts.spans.tokens
    for at in range(facts.clause.start, facts.clause.end):
        number, end = whole(tokens, at)
        said = [n for n, one in enumerate(tokens[end : end + 2], end) if one.stem == "year"]
        if number and number > 1 and said:
            return Limit(words=facts.spans.words(at, said[0] + 1), n=number, of="years")
    return None


def with_limit(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with how many of which are wanted, and from which end."""
    if (limit := quantified(ask, facts)) is not None:
        return msgspec.structs.replace(ask, limit=limit)
    if ask.ask == "streak":
        years = _of_years(facts)
        return msgspec.structs.replace(ask, limit=years) if years else _with_end(ask, facts)
    cues = facts.having("superlative")
    ask = commonest_kind(ask, cues, facts, lexicon)
    ends = {one.cue.value for one in cues}
    near = ask.within is not None and ask.within.set == "neighbours"
    if ask.ask == "gap" and any(pair <= ends for pair in BOTH_ENDS) and (near or not ask.areas):
        for one in cues:
            facts.own(one.start, one.end)
        return msgspec.structs.replace(ask, limit=Limit(n=1))
    if ask.ask == "list" and cues:
        words = facts.take(cues[0].start, cues[0].end)
        return msgspec.structs.replace(
            ask, limit=Limit(order=order_of(cues[0], ask, lexicon), words=words)
        )
    if ask.ask not in ("top", "rank") or not cues:
        if ask.ask == "rank":
            return _of_each_year(ask, facts)
        return (
            ask if ask.ask != "top" else msgspec.structs.replace(ask, limit=Limit(order="highest"))
        )
    number, start, end = limit_number(facts, cues[0])
    number = number or _of_members(facts)
    facts.numbers = [one for one in facts.numbers if not start <= one[0] < end]
    order = order_of(cues[0], ask, lexicon)
    named = {token.text for token in facts.spans.tokens[start:end]}
    of = _ranked(ask, facts, None if named & set(ORDINALS) else number)
    if of == "years" and ask.change and number == 2:
        number = 1  # "which two years did it rise most between": one pair
    n = number or (None if ask.ask == "rank" or (of == "categories" and _plural(facts)) else 1)
    for one in cues[1:]:  # "the top five, highest first"
        if one.cue.value == cues[0].cue.value:
            facts.own(one.start, one.end)
    limit = Limit(n=n, order=None if ask.change else order, of=of, words=facts.take(start, end))  # type: ignore[arg-type]
    return _of_each_year(msgspec.structs.replace(ask, limit=limit), facts)


def _of_each_year(ask: Ask, facts: Facts) -> Ask:
    """A place in a field is told for each of several years: "each year since 2020" says no more."""
    for at in range(facts.clause.start, facts.clause.end - 1 if ask.ask == "rank" else 0):
        one, after = facts.spans.tokens[at : at + 2]
        if one.text in ("each", "every") and after.text == "year" and years_said(facts) > 1:
            facts.pass_over(at, at + 2)
    return ask


def _of_members(facts: Facts) -> int | None:
    """The number right before what is chosen from: "which three councils", "which five factors"."""
    for one in facts.having("each", "years"):  # "which two consecutive years"
        for at in range(one.start, one.end):
            if number := whole(facts.spans.tokens, at)[0]:
                return number
    for first, last in facts.numbers:
        counted = any(one.start == last for one in facts.measured.measures)
        if counted or any(0 <= one.start - last <= 3 for one in facts.having("each")):
            facts.own(first, last)
            return whole(facts.spans.tokens, first)[0]
    return None


def _with_end(ask: Ask, facts: Facts) -> Ask:
    """The ask with which end of all its years is meant: "a record low", "the lowest ever"."""
    ends = facts.having("superlative", "highest", "lowest")
    for one in ends or facts.having("streak", "record"):
        said = {facts.spans.tokens[at].text for at in range(one.start, one.end)}
        order = one.cue.value if ends else "lowest" if LOW & said else "highest"
        limit = Limit(order=order, words=facts.spans.words(one.start, one.end))  # type: ignore[arg-type]
        return msgspec.structs.replace(ask, limit=limit)
    return ask


def _ranked(ask: Ask, facts: Facts, number: int | None) -> str:
    """Of what the first are wanted: areas, categories or years."""
    of_all = any(one.all_categories for one in ask.measures)
    of_it = "it" in facts.words and not facts.having("each", "areas", "regions")
    one_area = of_it or (len(ask.areas) == 1 and ask.areas[0].set in (None, "home"))
    every_year = years_said(facts) >= WIDE_NEEDED and one_area and not of_all
    placed = ask.within is not None or (number or 0) > 1  # "in the region", "in the top ten"
    if ask.ask == "rank" and placed and one_area and not facts.having("each", "years"):
        return "areas"
    if facts.having("each", "years") or facts.having("streak", "bare") or every_year:
        return "years"
    return "categories" if facts.having("each", "months") or of_all else "areas"


def _plural(facts: Facts) -> bool:
    """Whether several kinds are asked for: "the main needs", "what are the most common ..."."""
    if months := facts.having("each", "months"):  # "in which month were they highest"
        return any("months" in facts.spans.words(one.start, one.end).lower() for one in months)
    nouns = {stem(text) for text in facts.texts() if text != stem(text)}
    return bool({"are", "were"} & facts.words or nouns & KINDS)


def with_level(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask with the number that a level is set by, and the direction of a comparison."""
    than = [one for one in facts.having("compare", *COMPARATIVE) if ask.ask in ("compare", "net")]
    levels = {i for level in facts.levels for i in range(level.start, level.end)}
    than = [one for one in than if one.start not in levels] or than  # "over 50% lower than Hull's"
    paced = [o for o in facts.having("compare", "higher", "lower", *PACE) if o.start not in levels]
    if ask.ask == "change" and paced and ask.change and "than" in facts.words:
        pace = paced[0].cue.value
        form = "percent" if pace in PACE else ask.change.form  # of each, against what it was
        change = msgspec.structs.replace(ask.change, form=form)
        ask = msgspec.structs.replace(ask, than=PACE.get(pace, pace), change=change)
    if than:
        ask = msgspec.structs.replace(ask, than=COMPARATIVE[than[0].cue.value])
    if not facts.levels or ask.ask not in LEVELLED:
        return ask
    put, level = facts.asks_yes_or_no or facts.is_put_to_a_yes, facts.levels[0]
    of = "end" if ask.ask == "change" and is_reached(level, facts) else None
    if not put and (ask.ask == "value" or of):
        return ask  # "children under 5" are told apart by age, and no figure is set a level
    moved = ask.ask in ("change", "top") and ask.change is not None
    if not moved and is_size(level.start, facts):
        return ask
    words, when = facts.take(level.start, level.end), level.when
    own = Period(words=facts.spans.words(when.start, when.end)) if when is not None else None
    own = Period(default="latest") if level.is_that else own
    made = Threshold(op=level.op, words=words, period=own, of=of)  # type: ignore[arg-type]
    return msgspec.structs.replace(ask, threshold=made)
