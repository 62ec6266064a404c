"""A list or a run of years and its places in, the level that some place's own figure sets out:
"above the national average", "more than us", "at least double that of England"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.catalogue.indicator import Polarity
from cin_narrative.reading.contract import Area, Ask, AskKind, Excluded, Op, Threshold
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts, Place
from cin_narrative.reading.facts.negations import OTHER_SIDE, denied
from cin_narrative.reading.kinds.list_conditions import conditions, joined_to
from cin_narrative.reading.kinds.multiples import OfPlace, heed, multiples_of_places
from cin_narrative.reading.slots.years import is_left_out
from cin_narrative.reading.stated.quantified import is_behind
from cin_narrative.reading.words.closed_classes import COORDINATORS, PREPOSITIONS, QUESTION
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan, Stretch

OP: dict[str, Op] = {"higher": "gt", "worse": "gt", "lower": "lt", "better": "lt"}
TWO = 2  # years, between which something is said to be higher
MIRROR: dict[str, Op] = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge"}
GOOD: dict[str, Op] = {"worse": "lt", "better": "gt"}  # where high is good


def area_of(place: Place, facts: Facts) -> Area:
    """The area that stands in a place, with what is left of its name."""
    words = facts.take(place.start, place.end)
    if place.rest:
        words = f"{words} ... {facts.spans.words(*place.rest)}"
    return Area(words=words, set=place.set)


def is_put_first(place: Place, facts: Facts) -> bool:
    """Whether a place that is named is what a yes or no is asked of: "is London above average"."""
    at = facts.inverted_at
    return at is not None and 0 < place.start - at <= 2 and not place.set and not facts.home


def next_of(facts: Facts, at: int, words: tuple[str, ...]) -> int | None:
    """The first token from one on that is one of some words."""
    for i in range(at, facts.clause.end):
        if facts.spans.tokens[i].text in words:
            return i
    return None


def beyond(
    ask: Ask, places: list[Place], facts: Facts, lexicon: Lexicon
) -> tuple[Ask, list[Place]]:
    """ "Above the national average": a place whose figure is the level, and the places left."""
    shared = facts.having("each", "areas", "regions") or len(places) > 1 or facts.home
    multiple = next(multiples_of_places(facts), None) if ask.ask == "list" and shared else None
    if multiple is not None:
        return _of_multiple(ask, multiple, facts), [
            one for one in places if one is not multiple.place
        ]
    cues, found = facts.having("compare", *COMPARATIVE), conditions(facts)
    if ask.ask == "list" and not facts.levels and cues and is_behind(cues[0], facts):
        return _beyond_members(ask, places, cues[0], facts, lexicon)
    if ask.ask == "list" and len(found) > 1 and not facts.levels:
        cues = [found[0][0]]  # what is joined to it is a list of its own
        apart = [one for one in places if any(one.start in there for _, there in found[1:])]
        for one in apart:
            facts.own(one.start, one.end)
        places = [one for one in places if one not in apart]
    after = [place for place in places if cues and place.start >= cues[0].start]
    than = next_of(facts, cues[0].start, ("than",)) if cues else None
    us = [one for one in facts.home if than is not None and one.start == than + 1]
    if not facts.levels and cues and (us or not after):
        own = _beyond_own(ask, cues[0], facts, lexicon)
        return _beyond_subject(own, places, facts, lexicon), places
    if facts.levels or not after:
        return ask, places
    behind = [place for place in after if than is not None and place.start > than]
    next_to = [one for one in after[:1] if 0 <= one.start - cues[0].end <= 1]  # "above Leeds in .."
    level, cue = (behind or next_to or after[-1:])[0], cues[0]
    area = area_of(level, facts)
    named = [one for one in places if one.is_wide and one.codes and one is not level]
    if level.set == "region" and named:  # "in the East ... above the region's average"
        area = Area(words=facts.spans.words(named[0].start, named[0].end))
    facts.own(cue.start, cue.end)
    threshold = Threshold(op=_op(cue, _names(facts), facts, lexicon), words=area.words, area=area)
    ask = msgspec.structs.replace(ask, threshold=threshold)
    beside = _beside(level, places, facts) if ask.ask == "list" else []
    return ask, [place for place in places if place is not level and place not in beside]


def _beside(level: Place, places: list[Place], facts: Facts) -> list[Place]:
    """The places that are no field of a list as they are levels too ("than Kent and Essex"), or
    say what the level is of ("above the average of the London boroughs")."""
    tokens, joined = facts.spans.tokens, joined_to(level, places, facts)
    of = [
        one
        for one in places
        if one.set and {t.text for t in tokens[one.end : level.start]} == {"of", "the"}
    ]
    for one in (*joined, *of):
        facts.own(one.start, level.start if one in of else one.end)
    return [*joined, *of]


def _of_multiple(ask: Ask, one: OfPlace, facts: Facts) -> Ask:
    """The ask with a multiple of a place's figure as its level, whose number is no level then."""
    said = range(one.start, one.end)
    facts.levels = [level for level in facts.levels if level.start not in said]
    facts.own(one.start, one.end)
    heed(one.end - 1, facts)
    words = facts.spans.words(one.start, one.place.end)
    threshold = Threshold(op=one.op, words=words, area=area_of(one.place, facts))
    return msgspec.structs.replace(ask, threshold=threshold)


def _beyond_own(ask: Ask, cue: CueSpan, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "A higher rate than us": our own figure is the level."""
    own = [one for one in facts.home if one.start > cue.start]
    if not own:
        return ask
    area = Area(words=facts.take(own[0].start, own[0].end), set="home")
    facts.own(cue.start, cue.end)
    threshold = Threshold(op=_op(cue, _names(facts), facts, lexicon), words=area.words, area=area)
    return msgspec.structs.replace(ask, threshold=threshold)


def _beyond_subject(ask: Ask, places: list[Place], facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Which neighbours of Derby are higher?", "which of our neighbours are lower?": than the one
    whose neighbours they are."""
    near = any(one.set == "neighbours" for one in places)
    single = [one for one in places if one.codes and not one.is_wide]
    if not (near and is_unset(ask, facts)) or len(single) + bool(facts.home) != 1:
        return ask
    area = area_of(single[0], facts) if single else Area(words=_ours(facts), set="home")
    return beyond_area(ask, area, facts, lexicon)


def _ours(facts: Facts) -> str:
    return facts.take(facts.home[0].start, facts.home[0].end)


def is_unset(ask: Ask, facts: Facts) -> bool:
    """Whether a list is of those on one side of a level, and no level is named: "which neighbours
    are higher?"."""
    cues = facts.having("compare", *COMPARATIVE)
    alone = len(cues) == 1 and not {"than", "that"} & facts.words and not facts.levels
    free = ask.threshold is None and ask.change is None and not ask.compare_with
    return ask.ask == "list" and alone and free and len(ask.periods) < TWO


def beyond_area(ask: Ask, area: Area, facts: Facts, lexicon: Lexicon) -> Ask:
    """The list of those on that side of an area's own figure."""
    cue = facts.having("compare", *COMPARATIVE)[0]
    words = facts.take(cue.start, cue.end)
    op = _op(cue, _names(facts), facts, lexicon)
    made = Threshold(op=op, words=area.words or words, area=area)
    return msgspec.structs.replace(ask, threshold=made)


def by_worth(ask: Ask, names: Sequence[str], facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Who is worse than us?", "has it ever been better?": which side that is lies with what was
    counted before it."""
    level, there = ask.threshold, range(facts.clause.start, facts.clause.end)
    said = [one for one in facts.spans.cues if one.kind == "compare" and one.start in there]
    if level is None or not (level.area or level.period) or not said:
        return ask
    if said[0].cue.value not in GOOD:
        return ask
    level = msgspec.structs.replace(level, op=_op(said[0], names, facts, lexicon))
    return msgspec.structs.replace(ask, threshold=level)


def _beyond_members(
    ask: Ask, places: list[Place], cue: CueSpan, facts: Facts, lexicon: Lexicon
) -> tuple[Ask, list[Place]]:
    """ "Is Kent above most of its neighbours": most of them are below Kent."""
    before = [one for one in places if one.end <= cue.start]
    area = area_of(before[0], facts) if before else None
    for us in facts.home[:1] if area is None else ():
        area = Area(words=facts.take(us.start, us.end), set="home")
    if area is None:
        facts.unread.append((cue.start, cue.end))
        return ask, places
    facts.own(cue.start, cue.end)
    threshold = Threshold(
        op=MIRROR[_op(cue, _names(facts), facts, lexicon)], words=area.words, area=area
    )
    near = any(one.set == "neighbours" for one in places)
    itself = () if near or area.set else (Excluded(words=area.words),)
    wide = before[:1] if before and before[0].is_wide else []
    ask = msgspec.structs.replace(ask, threshold=threshold, excluded=(*ask.excluded, *itself))
    return ask, [one for one in places if one not in wide]


def _op(cue: CueSpan, names: Sequence[str], facts: Facts, lexicon: Lexicon) -> Op:
    """Which side of a level is meant: "worse" is below it where high is good."""
    good = bool(names) and all(
        lexicon.catalogue[name].polarity is Polarity.HIGH_IS_GOOD for name in names
    )
    op = {**OP, **(GOOD if good else {})}[cue.cue.value]
    return OTHER_SIDE[op] if denied(facts, cue.start) else op  # type: ignore[return-value]


def _names(facts: Facts) -> list[str]:
    return [one.indicator for one in facts.measured.measures]


def without_left_out(ask: Ask, facts: Facts) -> tuple[Ask, list[Place]]:
    """The ask with what is to be left out of it, and the other places."""
    left_out = [place for place in facts.places if is_left_out(place.start, facts)]
    if ask.ask == "top":
        left_out += [place for place in facts.places if is_followed(place, facts)]
    places = [place for place in facts.places if place not in left_out]
    excluded = [Excluded(words=facts.take(one.start, one.end), set=one.set) for one in left_out]
    excluded += us_left_out(ask.ask, facts)
    return msgspec.structs.replace(ask, excluded=(*ask.excluded, *excluded)), places


def is_followed(place: Stretch, facts: Facts) -> bool:
    """ "The highest after Croydon": who comes next to a place that is named is not that place. Who
    comes before it is not told."""
    tokens, end = facts.spans.tokens, place.end
    before = tokens[place.start - 1].text if place.start else ""
    ends = end >= facts.clause.end or tokens[end].kind == "mark"
    alone = ends or tokens[end].text in PREPOSITIONS | COORDINATORS | QUESTION
    if before not in ("after", "behind", "before") or not alone:
        return False
    facts.unread += [(place.start - 1, end)] if before == "before" else []
    facts.own(place.start - 1, place.start)
    return True


def us_left_out(kind: AskKind, facts: Facts) -> list[Excluded]:
    """ "Besides us", "after us": our own authority is left out as one that is named is."""
    of_top = kind == "top"
    found = [
        one
        for one in facts.having("set", "home")
        if facts.spans.tokens[one.start].text in ("us", "ourselves")
        and (is_left_out(one.start, facts) or (of_top and is_followed(one, facts)))
    ]
    facts.cues = [one for one in facts.cues if one not in found]
    return [Excluded(words=facts.take(one.start, one.end), set="home") for one in found]
