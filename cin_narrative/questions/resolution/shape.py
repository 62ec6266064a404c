"""The rest of an ask in, its slots out: how many, which end, which level, which way; and the kind
of ask that its slots make it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Field, Level, Place, Topic
from cin_narrative.questions.resolution.multiples import (
    grown,
    is_hedged,
    multiple_in,
    side_in,
    times_in,
)
from cin_narrative.questions.resolution.places_asked import members_of
from cin_narrative.questions.resolution.resolved import Claimed, Resolved
from cin_narrative.questions.resolution.spans import (
    Around,
    end_named,
    is_either_or,
    is_share,
    is_yes_or_no,
    names_place,
    names_worth,
    number_in,
    place_named,
    stands_bare,
    which_years,
    years_of,
)
from cin_narrative.questions.resolution.topics_asked import is_counted
from cin_narrative.reading.contract import Ask
from cin_narrative.reading.quantities.numbers import one_in
from cin_narrative.reading.quantities.quantifiers import quantifier_in

BY_PLACE = ("trend", "change", "gap", "streak", "turning_point")
EVERY = 999  # more than there are members of any field
MOST_VALUES, MOST_PLACES = 2, 4  # years and places of a value; more are a trend, or a list


def with_shape(
    ask: Ask, slots: Resolved, old: Resolved | None, held: Held, around: Around
) -> Resolved:
    """How many, which end, which level, which way: all that is neither what, where nor when."""
    change, limit = ask.change, ask.limit
    n = (limit.n or 0) if limit is not None else old.n if old is not None else 0
    kept = old.lowest if old is not None else None
    kept = end_named(ask.cue) if ask.ask in ("quartile", "turning_point") and not limit else kept
    lowest = limit.order == "lowest" if limit is not None and limit.order else kept
    return replace(
        slots,
        n=n,
        lowest=lowest,
        of=limit.of if limit is not None else old.of if old is not None else "areas",
        level=_level(ask, held, around) or (old.level if old is not None else None),
        form=change.form if change is not None else "difference",
        is_rise=_is_rise(ask, slots),
        largest=change is not None and change.select is not None,
        smallest=change is not None and change.select == "smallest",
        aggregate=ask.aggregate,
        than=ask.than,
        claimed=_claimed(ask),
        each=frozenset(ask.each),
        aspect=ask.aspect,
        includes=ask.of or "",
        asks_why=any(one.what == "cause" for one in ask.restrictors),
        yes_or_no=(is_yes_or_no(ask.words) and not is_either_or(ask)) or ask.claim is not None,
        which_years=which_years(limit.words) if limit is not None and limit.of == "years" else "",
        quantifier=quantifier_in(limit.words) if limit is not None and not limit.order else None,
        place_named=limit is not None and names_place(limit.words),
        by_worth=limit is not None and names_worth(limit.words),
        judges=any(one.what == "judgement" for one in ask.restrictors),
    )


def _is_rise(ask: Ask, slots: Resolved) -> bool | None:
    """Which way it is asked to have gone. "In 2024 than last year", where that is 2024: than the
    year before it, whichever of the two the reading took for the earlier."""
    if ask.change is None or ask.change.direction is None:
        return None
    alike = len([one for one in ask.periods if one.words]) > len(slots.years) == 1
    up = {"higher": True, "lower": False}.get(ask.than or "") if alike else None
    return ask.change.direction == "up" if up is None else up


def as_before(ask: Ask, slots: Resolved, old: Resolved | None) -> Resolved:
    """The slots with the way that the ask before was put, where the same is asked of another thing,
    place or year: which way a change went, which place in order, and whether a yes is asked for."""
    if old is None or slots.ask != old.ask or old.claimed is not None or slots.claimed is not None:
        return slots
    if ask.change is None:
        way = replace(slots, form=old.form, is_rise=old.is_rise)
        slots = replace(way, largest=old.largest, smallest=old.smallest)
    if ask.limit is None:
        slots = replace(
            slots,
            which_years=old.which_years,
            place_named=old.place_named,
            by_worth=old.by_worth,
        )
    ends = (len(slots.years), len(slots.runs)) == (len(old.years), len(old.runs))
    into = not ask.periods or (ends and len(slots.years) == 1) or bool(slots.runs and old.runs)
    sides = slots.places == old.places or slots.beside == old.beside
    if not sides or (old.ask == "change" and not into):
        return slots
    return replace(
        slots,
        than=slots.than or old.than,
        yes_or_no=slots.yes_or_no or old.yes_or_no,
        quantifier=slots.quantifier or old.quantifier,
    )


def _level(ask: Ask, held: Held, around: Around) -> Level | None:
    threshold = ask.threshold
    if threshold is None:
        return None
    above, inclusive = threshold.op.startswith("g"), threshold.op.endswith("e")
    area, own = threshold.area, threshold.period
    if own is not None:
        year = next(iter(years_of([own], around).years), around.latest)
        return Level(above, inclusive, year=year)
    if area is not None:
        place = place_named(area.words, held.areas) if area.words else None
        home = held.home if area.set == "home" else held.england
        times = times_in(threshold.words) or Decimal(1)
        if threshold.of is not None:
            return Level(above, inclusive, place=place or home, of_end=True)
        return Level(above, inclusive, place=place or home or held.england, times=times)
    number = number_in(threshold.words)
    if number is None:
        return None
    bare, share = stands_bare(threshold.words), is_share(threshold.words)
    end = threshold.of is not None
    return Level(above, inclusive, number, bare=bare, of_hundred=share, of_end=end)


def _claimed(ask: Ask) -> Claimed | None:
    """What the asker states, or supposes: numbers, a multiple, a direction."""
    change = ask.change
    way = change.direction == "up" if change is not None and change.direction else None
    if ask.claim is None:
        times = multiple_in(ask.cue) if change is not None and change.form == "times" else None
        side = side_in(ask.cue, times) if times is not None else ""
        apart = ask.ask != "compare" and side not in grown(times or Decimal(1))
        return None if times is None or apart else Claimed("change", multiple=times, side=side)
    number, multiple = number_in(ask.claim.words), multiple_in(ask.claim.words)
    sized = way and (ask.claim.words or "").lower().startswith("by ")
    if (ask.claim.about == "value" or sized) and number is not None:
        multiple = None  # "half of referrals came from": a share; "risen by half" has not halved
    numbers = (number,) if number is not None and multiple is None else ()
    said = (ask.claim.start, ask.claim.end)
    hedged = any(is_hedged(words) for words in (ask.claim.words, *said))
    ends = (number_in(said[0]), number_in(said[1]))
    numbers = () if ask.claim.words in said else numbers  # no size is stated beside the ends
    of_hundred = bool(numbers) and is_share(ask.claim.words)
    one_of = one_in(ask.claim.words or "") if of_hundred else None
    return Claimed(
        ask.claim.about, numbers, multiple, way, of_hundred, one_in=one_of, ends=ends, hedged=hedged
    )


def as_kind(ask: Ask, slots: Resolved, held: Held) -> Resolved:
    """The kind that its slots make it: a value of a whole breakdown is that breakdown."""
    slots = _by_members(slots, held)
    whole = [topic for topic in slots.topics if _is_whole(topic, held)]
    kind, judged = slots.ask, slots.judges and not slots.beside and slots.places != (held.england,)
    if not slots.topics and slots.field is not None:  # who they are, no figure
        return _who(slots, slots.field)
    if kind in ("list", "top", "rank"):
        kind, slots = _ranked(kind, ask, slots, held)
    elif kind in ("value", "aggregate", "change") and _is_part_of_wider(slots, held):
        kind = "share"
    elif kind in ("value", "trend", "change") and whole and len(whole) == len(slots.topics):
        kind = "breakdown"
    elif kind == "compare" and whole and len(whole) == len(slots.topics):
        beside = tuple(one for one in slots.beside if isinstance(one, Place))
        kind, slots = "breakdown", replace(slots, places=(*slots.places, *beside))
    elif kind in ("value", "share") and slots.field is not None and _lists(slots, slots.field):
        kind = "list"
    elif kind in ("value", "compare") and len(slots.years) > MOST_VALUES and not slots.own_years:
        kind = "trend"  # with what it is set beside: both runs in one table
    elif (
        kind == "change"
        and slots.is_rise is None
        and slots.claimed is None
        and len(ask.periods) == len(slots.years) > MOST_VALUES
    ):
        kind = "trend"  # "how did it compare in 2019, 2021 and 2024"
    elif kind == "value" and slots.beside:
        kind = "compare"
    elif kind == "value" and len(slots.places) > MOST_PLACES:
        kind, slots = "list", replace(slots, field=Field("named", places=slots.places))
    elif kind == "trend" and len(slots.years) == 1 and slots.years_said:
        kind = "value"
    elif kind == "compare" and not slots.beside and len(slots.places) == 1:
        beside = () if slots.places == (held.england,) else (held.england,)
        kind, slots = "compare" if beside else "value", replace(slots, beside=beside)
    if kind == "value" and judged:
        kind, slots = "compare", replace(slots, beside=(held.england,))
    return replace(slots, ask=kind)


def _ranked(kind: str, ask: Ask, slots: Resolved, held: Held) -> tuple[str, Resolved]:
    """The kind that a list, a top or a rank is by its slots."""
    leveled = slots.level is not None
    if kind == "list" and "year" in slots.each and leveled and slots.places:
        return "trend", replace(slots, field=None)  # in which years a place was beyond it
    if kind == "list" and slots.is_rise is not None and not leveled:
        return "top", _each_moved(slots, held)
    if kind == "top" and slots.largest and leveled:
        return kind, _each_moved(slots, held)
    if kind == "list" and _is_one_of_all(slots):
        return "rank", replace(slots, field=None)
    if kind == "top" and slots.of == "categories" and slots.field is not None:
        return kind, _of_kinds(slots, slots.field, held)
    if kind == "rank" and slots.of == "years":
        return "top", slots  # a year among years, and no place among places
    if kind == "top" and _is_of_one(ask, slots):
        return "rank", slots  # which is the highest, of one that is named: where that one stands
    return kind, slots


def _each_moved(slots: Resolved, held: Held) -> Resolved:
    """Which of a field rose or fell: each against itself, so that a number is one where no rate
    is named."""
    counted = all(is_counted(topic, held) for topic in slots.topics)
    measure = slots.measure or (Measure.COUNT if counted else None)
    return replace(slots, largest=True, n=EVERY, measure=measure)


def _is_one_of_all(slots: Resolved) -> bool:
    """Whether a list is asked for, and one authority is all that is named: its place among all."""
    alone = len(slots.places) == 1 and not slots.places[0].is_wide and slots.field is None
    return alone and slots.level is None and "year" not in slots.each


def _is_of_one(ask: Ask, slots: Resolved) -> bool:
    """Whether the highest of areas is asked, and one authority is all that is named to choose
    from."""
    named = bool(ask.areas) and len(slots.places) == 1 and not slots.places[0].is_wide
    return named and slots.of == "areas" and not slots.largest and slots.field is None


def _who(slots: Resolved, field: Field) -> Resolved:
    """Who the neighbours of a place are, or which areas are held."""
    if field.kind == "neighbours":
        own = (field.place,) if field.place is not None else slots.places
        return replace(slots, ask="about_data", places=own)
    return replace(slots, ask="coverage") if slots.ask in ("list", "value") else slots


def _by_members(slots: Resolved, held: Held) -> Resolved:
    """What is asked over years of a field, of each of its members; a comparison of nobody, a
    list."""
    field, year = slots.field, slots.years[-1] if slots.years else held.span[1]
    if slots.places or field is None or not slots.topics or (slots.ask == "gap" and slots.n):
        return slots
    if slots.ask in BY_PLACE and field.kind in ("regions", "neighbours", "named"):
        return replace(slots, places=tuple(members_of(field, year, held)), field=None)
    return replace(slots, ask="list") if slots.ask in (*BY_PLACE, "compare", "rank") else slots


def _of_kinds(slots: Resolved, field: Field, held: Held) -> Resolved:
    """The commonest of some kinds: in a wide place as one, or in each member of a field."""
    year = slots.years[-1] if slots.years else held.span[1]
    if field.kind == "authorities" and "area" not in slots.each:
        wide = (field.place,) if field.place is not None else ()
        return replace(slots, places=(*wide, *slots.places), field=None)
    found = tuple(members_of(field, year, held))
    each = not slots.places or field.kind == "neighbours"
    return replace(slots, places=found, field=None) if found and each else slots


def _is_part_of_wider(slots: Resolved, held: Held) -> bool:
    """Whether a percentage is meant of a wider area's number: that is named as the whole, or the
    topic has none of its own."""
    level, wide = slots.level, [place.is_wide for place in slots.places]
    of_hundred = level is not None and level.number is not None and not level.bare
    in_percent = slots.measure is Measure.PERCENTAGE or (of_hundred and slots.measure is None)
    if not in_percent or slots.beside:
        return False
    if slots.field is not None:
        return bool(slots.places) and slots.field.place is not None
    shares = any(Measure.PERCENTAGE in held.catalogue[t.indicator].measures for t in slots.topics)
    return not shares and (sum(wide) == 1 < len(wide) or (len(wide) == 2 and any(wide)))


def _lists(slots: Resolved, field: Field) -> bool:
    """Whether a field of a value is to be listed: nothing but it is named, or those near a
    place."""
    return not slots.places or (field.kind == "neighbours" and slots.ask == "value")


def _is_whole(topic: Topic, held: Held) -> bool:
    return bool(held.catalogue[topic.indicator].dimension) and not topic.category
