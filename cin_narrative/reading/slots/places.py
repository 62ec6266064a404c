"""The places of a clause in, each in the slot of the part that it plays out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cin_narrative.reading.contract import Area, Ask, AskKind, Restrictor
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts, Place
from cin_narrative.reading.kinds.evidence import (
    BOTH_ENDS,
    across_members,
    against_us,
    are_alternatives,
    are_there,
    is_pointed,
    of_years,
    put_first,
    said_of_us,
    subject_named_later,
    the_whole,
    years_said,
)
from cin_narrative.reading.kinds.multiples import multiple_before, multiples_of_places
from cin_narrative.reading.slots.place_levels import (
    area_of,
    beyond,
    is_put_first,
    next_of,
    without_left_out,
)
from cin_narrative.reading.syntax.verbs import EXCEEDING
from cin_narrative.reading.words.closed_classes import COORDINATORS
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan

REST = tuple(
    (word, *of, *the)
    for word, of in (("rest", ("of",)), ("remainder", ("of",)), ("elsewhere", ("in",)))
    for the in (("the",), ())
)


def _of_the_rest(ask: Ask, places: list[Place], facts: Facts) -> Ask:
    """ "The rest of England", "elsewhere in Kent": what is left of a place is not that place."""
    found: list[Restrictor] = []
    for place in places:
        texts = [one.text for one in facts.spans.tokens[facts.clause.start : place.start]]
        back = next((len(one) for one in REST if tuple(texts[-len(one) :]) == one), 0)
        if back:
            words = facts.take(place.start - back, place.end)
            found.append(Restrictor(words=words, what="rest"))
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, *found))


def _areas(places: Iterable[Place], facts: Facts) -> tuple[Area, ...]:
    return tuple(area_of(place, facts) for place in places)


def _home(facts: Facts) -> tuple[Area, ...]:
    for cue in facts.home:
        facts.own(cue.start, cue.end)
    if not facts.home:
        return ()
    first = facts.home[0]
    return (Area(words=facts.spans.words(first.start, first.end), set="home"),)


def with_places(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The places by the part that they play: subject, set against, the field, a level, left out."""
    ask, places = without_left_out(ask, facts)
    several = facts.having("each", "areas", "regions") or across_members(facts)
    members = ask.ask == "aggregate" and several
    ends = {one.cue.value for one in facts.having("superlative")}
    between = ask.ask == "gap" and any(pair <= ends for pair in BOTH_ENDS)
    if ask.ask in ("rank", "top", "list", "quartile") or members or between:
        return _fielded(ask, places, facts, lexicon)
    whole = the_whole(facts, places) if ask.ask in ("value", "change", "aggregate") else None
    if whole is not None:
        return _within(whole, ask, places, facts)
    ask = _of_the_rest(ask, places, facts)
    either = ask.ask == "compare" and are_alternatives(facts)
    if ask.ask == "streak":
        ask, places = beyond(ask, places, facts, lexicon)
    if ask.ask == "change" and (moved := _moved_beside_us(places, facts)):
        return msgspec.structs.replace(ask, areas=moved)
    subjects, against = _divided(ask.ask, places, facts, either)
    one_side = ask.ask in ("compare", "gap") and places and not (subjects and against)
    if one_side and (ours := _ours(facts)):
        return msgspec.structs.replace(ask, areas=_areas(places, facts), compare_with=ours)
    if ask.ask in ("compare", "gap") and not against and len(subjects) > 1:
        subjects, against = _beside_wider(subjects, facts, either)
    if _are_set_beside_us(ask, facts, subjects) and not against:
        subjects, against = [], subjects
    sided = ask.ask in ("compare", "gap")
    if sided and not (subjects or facts.home or is_pointed(facts, against)):
        subjects, against = subject_named_later(against, facts)
    apart = not any(not one.is_wide for one in subjects) or _is_joined(facts, subjects)
    beside = said_of_us(facts) and (against or not are_there(facts, subjects))
    us = _home(facts) if apart or beside else _quiet_home(facts)
    if sided and subjects and against and _is_joined(facts, against):  # "with ours and England's"
        beyond_us = (*us, *_areas(against, facts))
        return msgspec.structs.replace(ask, areas=_areas(subjects, facts), compare_with=beyond_us)
    areas = us + _areas(subjects, facts)
    if sided and not areas and not against:
        against = subjects
    return msgspec.structs.replace(ask, areas=areas, compare_with=_areas(against, facts))


def _beside_wider(
    subjects: list[Place], facts: Facts, either: bool
) -> tuple[list[Place], list[Place]]:
    """Authorities, and the wider areas among them as what they are set against."""
    kept = either or (subjects[0].is_wide and any(multiples_of_places(facts)))
    wide = [one for one in subjects if one.is_wide and not kept]  # not "half of Hull's"
    if not wide or len(wide) == len(subjects):
        return subjects, []
    return [one for one in subjects if not one.is_wide], wide


def _within(whole: Place, ask: Ask, places: Sequence[Place], facts: Facts) -> Ask:
    """What the places, and we, have of a wider one."""
    parts = _areas([one for one in places if one is not whole], facts)
    return msgspec.structs.replace(ask, areas=(*_home(facts), *parts), within=area_of(whole, facts))


def _are_set_beside_us(ask: Ask, facts: Facts, subjects: list[Place]) -> bool:
    """Whether wider areas that stand alone are what we, or who is not named, are set against."""
    if ask.ask not in ("compare", "gap"):
        return False
    if _are_behind(facts, subjects):
        return True
    ours = bool(facts.having("set", "home")) and len(subjects) == 1  # "do we have half of Bury's"
    if ours and any(one.place in subjects for one in multiples_of_places(facts)):
        return True
    if not subjects or not all(one.is_wide for one in subjects):
        return False
    single = ask.ask == "compare" and len(subjects) == 1 and years_said(facts) < 2
    return bool(facts.home) or (single and not is_put_first(subjects[0], facts))


def _divided(
    kind: AskKind, places: list[Place], facts: Facts, either: bool
) -> tuple[list[Place], list[Place]]:
    """The subjects, and what they are set against."""
    against = put_first(kind, places, facts)
    pivot = None if either else _pivot(kind, facts)
    if not against and pivot is not None:
        against = [one for one in places if not _before(one, pivot, facts)]
    return [one for one in places if one not in against], against


def _moved_beside_us(places: Sequence[Place], facts: Facts) -> tuple[Area, ...]:
    """ "Did ours fall faster than Bradford's", "did Bradford's rise more than ours": both moved, in
    the order that they are set against each other in."""
    tokens, us = facts.spans.tokens, [one.start for one in facts.home[:1]]
    there = range(facts.clause.start, facts.clause.end)
    than = next((at for at in there if tokens[at].text == "than"), None)
    if than is None or not us or not places or not facts.having("change"):
        return ()
    first = us[0] < than
    named = _areas(places, facts)
    if any((one.start < than) is first for one in places):
        return ()
    return (*_home(facts), *named) if first else (*named, *_home(facts))


def _are_behind(facts: Facts, places: Sequence[Place]) -> bool:
    """ "How far above Leeds are we": the place right behind what compares, and we behind it."""
    if len(places) != 1:
        return False
    near = {one.end for one in facts.having("compare")} & {places[0].start, places[0].start - 1}
    return bool(near) and any(one.start >= places[0].end for one in said_of_us(facts))


def _is_joined(facts: Facts, places: list[Place]) -> bool:
    """Whether we stand beside a place that is joined to us: "us and Leeds"."""
    tokens, at = facts.spans.tokens, {one.start for one in places}
    ends = {one.end for one in places}
    listed = COORDINATORS | {","}  # "us, Leeds and England"
    return any(
        (one.end + 1 in at and tokens[one.end].text in listed)
        or (one.start - 1 in ends and tokens[one.start - 1].text in listed)
        for one in facts.home
        if tokens[one.start].text in ("us", "we", "ours", "ourselves")
    )


def _ours(facts: Facts) -> tuple[Area, ...]:
    """ "Is Trafford's rate below ours", "twice ours": what a named place is set against is us."""
    multiples = [one for one in facts.home if multiple_before(one, facts) is not None]
    found = (against_us(facts) or multiples)[:1]
    return tuple(Area(words=facts.take(one.start, one.end), set="home") for one in found)


def _before(place: Place, pivot: int, facts: Facts) -> bool:
    """Whether a place is a subject: it stands before what is set against, or by itself after the
    question: "... compared with our neighbours? (Salford)"."""
    between = {token.text for token in facts.spans.tokens[pivot : place.start]}
    return place.start < pivot or bool(between & {"?", "("})


def _quiet_home(facts: Facts) -> tuple[Area, ...]:
    """Where a place is named, "the council" is that place; so are we where we are there."""
    for cue in facts.home:
        facts.own(cue.start, cue.end)
    return ()


def _pivot(kind: AskKind, facts: Facts) -> int | None:
    """The token from which places are what the subject is set against."""
    if kind not in ("compare", "gap", "aggregate", "value", "trend", "change"):
        return None
    tokens = facts.spans.tokens
    for cue in _setting_apart(facts):
        if any(cue.end <= one.start < cue.end + 4 for one in facts.periods) and kind == "change":
            continue
        if any(place.start == cue.start and place.set for place in facts.places):
            return cue.start
        text = tokens[cue.end - 1].text
        two = any(place.end <= cue.start for place in facts.places) or not facts.home
        if text in ("versus", "vs", "v") and not _wide_after(facts, cue.end) and two:
            continue
        if text in LINKED:
            at = next_of(facts, cue.end, ("with", "to", "against"))
            if at is not None:
                return at
            continue
        if cue.cue.value in COMPARATIVE:
            at = next_of(facts, cue.start, ("than",))
            if at is not None and of_years(facts, at + 1):
                continue  # "fewer in 2023 than 2022 in Leeds"
            if at is not None:
                return at
            beside = text in ABOVE and any(
                place.start - cue.end in (0, 1) for place in facts.places
            )  # "is England above Kent"
            if not (beside or _wide_after(facts, cue.end) or text in EXCEEDING):
                continue
        return cue.end
    if kind == "gap":
        return next_of(facts, facts.clause.start, ("to", "with", "from"))
    return None


LINKED = frozenset(
    ["compare", "compares", "compared", "comparison", "comparing", "up", "off", "gap"]
)
ABOVE = frozenset(("above", "below", "over", "under", "of", "behind", "beyond"))


def _setting_apart(facts: Facts) -> list[CueSpan]:
    """The cues of a comparison that are no part of a level: "more than half"."""
    levels = {i for level in facts.levels for i in range(level.start, level.end)}
    found = [one for one in facts.having("compare") if one.start not in levels]
    first = min((place.end for place in facts.places), default=0)
    behind = [one for one in found if one.start >= first]
    heading = (
        found
        and found[0].start == facts.clause.start
        and not next_of(facts, found[0].end, ("with", "to", "against"))
    )
    return behind if heading else found  # "benchmarking run: A next to B"


def _wide_after(facts: Facts, at: int) -> bool:
    return next((place.is_wide for place in facts.places if place.start >= at), False)


def _fielded(ask: Ask, places: list[Place], facts: Facts, lexicon: Lexicon) -> Ask:
    """A rank, a top or a list: the wide place is its field, unless a level is set by it."""
    if ask.ask == "list":
        ask, places = beyond(ask, places, facts, lexicon)
    wide = [place for place in places if place.is_wide]
    single = [place for place in places if not place.is_wide]
    wide.sort(key=lambda one: bool(one.codes and ask.ask == "list"))  # the one named last
    field, alone = (wide[-1] if wide else None), ask.ask == "list" and not single
    others = [] if alone else wide[:-1]  # of two fields one is left over, and told
    if ask.ask == "rank" and field and not single and _stands(field, facts):
        return msgspec.structs.replace(ask, areas=_areas(wide, facts))
    years = facts.having("each", "years") and not facts.having("each", "areas", "regions")
    us_set = ask.threshold is not None and getattr(ask.threshold.area, "set", None) == "home"
    ours = ask.ask in ("rank", "quartile") or (years and not (wide or us_set))
    whose = _areas([*others, *single], facts)
    beside = bool(years and said_of_us(facts)) or _is_joined(facts, single)
    us = (ours and not whose) or (beside and (ours or ask.ask == "top"))
    ask = msgspec.structs.replace(
        ask,
        within=area_of(field, facts) if field else None,
        areas=(*(_home(facts) if us else ()), *whose),
    )
    if ask.ask == "top" and facts.home:
        ask = msgspec.structs.replace(ask, areas=ask.areas or _home(facts))
    return ask


def _stands(place: Place, facts: Facts) -> bool:
    """Whether it is a place's own standing that is asked: "where does London come"."""
    return any(one.start == place.end for one in facts.having("rank", "stand"))
