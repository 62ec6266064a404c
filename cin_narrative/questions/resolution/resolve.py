"""An ask of a reading in, its slots out: every span resolved, what is not said taken from the ask
before it or from the defaults, and each of these announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.periods import Kind
from cin_narrative.questions.resolution import places_asked as where_asked
from cin_narrative.questions.held import Held
from cin_narrative.questions.notes import note, years_listed
from cin_narrative.questions.queries import Field, Level, Place, Topic
from cin_narrative.questions.resolution.resolved import Claimed, Resolved
from cin_narrative.questions.resolution.spans import (
    Around,
    When,
    counts_said,
    multiple_in,
    number_in,
    place_named,
    years_of,
)
from cin_narrative.questions.resolution.topics_asked import broken_down, metric_of, topics_of
from cin_narrative.reading.contract import Ask
from cin_narrative.writing.render import listed

RUNS = ("trend", "streak", "turning_point", "gap")
WITHOUT_PLACE = ("definition", "help", "none", "coverage", "about_data")
FIELDS = ("rank", "top", "list", "quartile", "aggregate", "share")
MOST_VALUES, MOST_PLACES = 2, 4  # years and places of a value; more are a trend, or a list


@dataclass(frozen=True, slots=True)
class Before:
    """The ask that slots are taken from: its slots, the areas that its answer named, and whether
    it is of an earlier question."""

    slots: Resolved
    members: tuple[Place, ...] = ()
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """An ask resolved, with the words of it that name no place or period, how the
    period given is not the one meant, and by what it is not broken down."""

    slots: Resolved
    unread_places: tuple[str, ...] = ()
    unread_periods: tuple[str, ...] = ()
    near_period: str = ""
    not_broken_down: str = ""


def resolve(ask: Ask, before: Before | None, held: Held) -> Read:
    """The slots of one ask."""
    old = before.slots if before is not None else None
    takes = _takes(ask, before)
    kind = old.ask if old is not None and "ask" in takes else ask.ask
    slots = Resolved(kind, ask.words or "")
    slots = _with_topics(ask, slots, old if takes & {"measures", "result"} else None, held)
    own = _own(ask, old, held)
    slots, unread = _with_places(ask, slots, before, takes, own, held)
    slots, each = broken_down(ask, slots, held)
    when = _when(ask, slots, old, held)
    slots = _with_years(ask, slots, when, old if "periods" in takes else None, held)
    slots = _with_shape(ask, slots, old if "ask" in takes else None, held)
    slots = replace(slots, notes=tuple(_announced(ask, slots, before, takes, held)))
    return Read(_as_kind(ask, slots, held), tuple(unread), tuple(when.unread), when.near, each)


def _takes(ask: Ask, before: Before | None) -> set[str]:
    """The slots taken from the ask before. Within one question a later part that names no place and
    no year is about those of the part before it, whether or not its reader said so."""
    if before is None:
        return set()
    takes: set[str] = set(ask.inherits)
    if not before.is_earlier and before.slots.topics:
        takes |= {"areas"} if not (ask.areas or ask.within or "result" in takes) else set()
        takes |= {"periods"} if not ask.periods else set()
    return takes


def _own(ask: Ask, old: Resolved | None, held: Held) -> Place | None:
    """What "its region" and "its neighbours" are of."""
    named = (
        place_named(area.words, held.areas) for area in ask.areas if area.words and not area.set
    )
    earlier = old.places[:1] if old is not None else ()
    return next((place for place in (*named, *earlier, held.home) if place is not None), None)


def _with_topics(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> Resolved:
    topics = topics_of(ask.measures, old.topics if old is not None else (), held.catalogue)
    if not topics and old is not None:
        topics = old.topics
    measure = metric_of(ask.measures) or (
        old.measure if old is not None and not ask.measures else None
    )
    if measure is None and ask.limit is not None and counts_said(ask.limit.words):
        measure = Measure.COUNT if all(_is_counted(topic, held) for topic in topics) else None
    return replace(slots, topics=topics, measure=measure)


def _is_counted(topic: Topic, held: Held) -> bool:
    """Whether it is a number with a rate beside it, so that "most" is of the number."""
    indicator = held.catalogue[topic.indicator]
    return indicator.headline is Measure.RATE and Measure.COUNT in indicator.measures


def _with_places(
    ask: Ask, slots: Resolved, before: Before | None, takes: set[str], own: Place | None, held: Held
) -> tuple[Resolved, list[str]]:
    """The subjects, the field and what they are set beside."""
    where = where_asked.subjects(ask.areas, own, held)
    beside, unread = where_asked.comparators(ask.compare_with, held)
    old = before.slots if before is not None else None
    field = where_asked.field_of(ask.within, own, held) if ask.within is not None else where.field
    places = tuple(where.places)
    if not places and not where.field and old is not None and "areas" in takes:
        places, field = old.places, field or old.field
    if before is not None and "result" in takes and before.members:
        field = Field("named", places=before.members)
    beside = beside or (
        old.beside
        if old is not None and "areas" in takes and not ask.areas and slots.ask == old.ask
        else ()
    )
    field = field or _field_named(slots.ask, ask, places, held)
    without = _left_out(ask, held)
    kept = tuple(place for place in places if place not in without)
    if field is not None and without:
        field = replace(field, without=without)
    said = bool(kept or field)
    if not kept and not _goes_without(slots.ask, field):
        kept = (held.home or held.england,)
    if slots.ask == "compare" and not beside and len(kept) == 1 and said and old is not None:
        if (
            old.places and old.places != kept and "areas" not in takes
        ):  # "is that more than Bradford"
            kept, beside = old.places[:1], kept
    beside = tuple(one for one in beside if (one,) != kept)
    found = replace(slots, places=kept, field=field, beside=beside, place_said=said)
    return found, [*where.unread, *unread]


def _field_named(kind: str, ask: Ask, places: tuple[Place, ...], held: Held) -> Field | None:
    """The places named as what is ranked or listed; one that is wide, by its authorities."""
    areas = ask.limit is None or ask.limit.of == "areas"
    if kind not in ("top", "list") or not areas or not places:
        return None
    if len(places) > 1:
        return Field("named", places=places)
    return Field("authorities", places[0]) if places[0].is_wide else None


def _left_out(ask: Ask, held: Held) -> tuple[Place, ...]:
    named = (place_named(one.words, held.areas) for one in ask.excluded if one.words)
    return tuple(place for place in named if place is not None)


def _goes_without(kind: str, field: Field | None) -> bool:
    """Whether the ask needs no place of its own: it is about a field, or about the data."""
    return (
        kind in WITHOUT_PLACE or kind in ("top", "list") or (field is not None and kind != "rank")
    )


def _around(slots: Resolved, old: Resolved | None, held: Held) -> Around:
    """What relative periods are counted from."""
    places = slots.places or _field_places(slots.field, held)
    common = held.common(slots.topics, places)
    years = common or held.common(slots.topics, [held.england])
    latest = years[-1] if years else held.span[1]
    anchor = old.years[-1] if old is not None and old.years else latest
    kind = held.catalogue[slots.topics[0].indicator].kind if slots.topics else Kind.FLOW
    return Around(years, anchor, latest, kind)


def _field_places(field: Field | None, held: Held) -> tuple[Place, ...]:
    if field is not None and field.kind == "named":
        return field.places
    own = field.place if field is not None else None
    return (own or held.england,)


def _when(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> When:
    around = _around(slots, old, held)
    when = years_of(ask.periods, around)
    for one in ask.excluded:
        if one.words and place_named(one.words, held.areas) is None:
            left = years_of([_period(one.words)], around)
            kept = when.years or list(around.held)
            when.years = [year for year in kept if year not in left.years]
            when.unread += left.unread
    if not when.years and {"year"} & set(ask.each) and slots.ask != "rank":
        when.years, when.is_run = _series(slots, held), True
    return when


def _period(words: str):  # type: ignore[no-untyped-def]
    from cin_narrative.reading.contract import Period

    return Period(words=words)


def _series(slots: Resolved, held: Held) -> list[int]:
    """Every year of the newest release that is held of all that is asked."""
    places = slots.places or _field_places(slots.field, held)
    runs = [set(held.series(topic, place.codes)) for topic in slots.topics for place in places]
    return sorted(set[int].intersection(*runs)) if runs else []


def _with_years(
    ask: Ask, slots: Resolved, when: When, old: Resolved | None, held: Held
) -> Resolved:
    """The years named; those of the ask before; the latest held."""
    if when.years:
        back = (
            {when.until} if slots.ask == "change" and len(when.years) == 1 and when.until else set()
        )
        return replace(slots, years=tuple(sorted({*when.years, *back})), years_said=True)
    if old is not None and old.years and not ask.periods:
        return replace(slots, years=old.years, years_said=old.years_said)
    latest = _around(slots, None, held).latest
    return replace(slots, years=(latest,) if latest else ())


def _with_shape(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> Resolved:
    """How many, which end, which level, which way: all that is neither what, where nor when."""
    change, limit = ask.change, ask.limit
    n = (limit.n or 0) if limit is not None else old.n if old is not None else 0
    lowest = (
        _lowest(ask, slots, held)
        if limit is not None and limit.order
        else (old.lowest if old is not None else None)
    )
    return replace(
        slots,
        n=n,
        lowest=lowest,
        of=limit.of if limit is not None else "areas",
        level=_level(ask, held) or (old.level if old is not None else None),
        form=change.form if change is not None else "difference",
        is_rise=change.direction == "up" if change is not None and change.direction else None,
        largest=change is not None and change.select == "largest",
        aggregate=ask.aggregate,
        than=ask.than,
        claimed=_claimed(ask),
        each=frozenset(ask.each),
        aspect=ask.aspect,
        includes=ask.of or "",
        asks_why=any(one.what == "cause" for one in ask.restrictors),
        judges=any(one.what == "judgement" for one in ask.restrictors),
    )


def _lowest(ask: Ask, slots: Resolved, held: Held) -> bool:
    return ask.limit is not None and ask.limit.order == "lowest"


def _level(ask: Ask, held: Held) -> Level | None:
    threshold = ask.threshold
    if threshold is None:
        return None
    above, inclusive = threshold.op.startswith("g"), threshold.op.endswith("e")
    area = threshold.area
    if area is not None:
        place = place_named(area.words, held.areas) if area.words else None
        home = held.home if area.set == "home" else held.england
        return Level(above, inclusive, place=place or home or held.england)
    number = number_in(threshold.words)
    return Level(above, inclusive, number) if number is not None else None


def _claimed(ask: Ask) -> Claimed | None:
    """What the asker states, or supposes: numbers, a multiple, a direction."""
    change = ask.change
    way = change.direction == "up" if change is not None and change.direction else None
    if ask.claim is None:
        times = multiple_in(ask.cue) if change is not None and change.form == "times" else None
        return Claimed("change", multiple=times) if times is not None else None
    number, multiple = number_in(ask.claim.words), multiple_in(ask.claim.words)
    numbers = (number,) if number is not None and multiple is None else ()
    return Claimed(ask.claim.about, numbers, multiple, way)


def _announced(
    ask: Ask, slots: Resolved, before: Before | None, takes: set[str], held: Held
) -> Iterator[str]:
    """What was taken from the conversation, and what was assumed."""
    if slots.ask in WITHOUT_PLACE and (not slots.topics or slots.ask != "about_data"):
        return
    if before is not None and before.is_earlier:
        taken = listed(_taken(ask, slots, takes, held))
        if taken:
            yield note("from_before", names=taken)
    period = held.catalogue[slots.topics[0].indicator].period if slots.topics else None
    if period is not None and slots.years and not slots.years_said and slots.ask not in RUNS:
        if not (before is not None and "periods" in takes and not ask.periods):
            yield note("latest_year", period=period(slots.years[-1]))
    if slots.places and not slots.place_said:
        area = held.area(slots.places[0], slots.years[-1] if slots.years else None)
        yield note("home_assumed" if held.home is not None else "england_assumed", area=area)


def _taken(ask: Ask, slots: Resolved, takes: set[str], held: Held) -> Iterator[Text]:
    if "measures" in takes and not any(one.indicator for one in ask.measures):
        yield from (Text(held.catalogue[t.indicator].title) for t in slots.topics[:1])
    if takes & {"areas", "result"} and not ask.areas:
        year = slots.years[-1] if slots.years else None
        yield from (held.area(place, year).in_name for place in slots.places[:3])
    if "periods" in takes and not ask.periods and slots.years:
        yield years_listed(slots.years)


def _as_kind(ask: Ask, slots: Resolved, held: Held) -> Resolved:
    """The kind that its slots make it: a value of a whole breakdown is that breakdown."""
    whole = [topic for topic in slots.topics if _is_whole(topic, held)]
    kind, judged = slots.ask, slots.judges and not slots.beside and slots.places != (held.england,)
    if kind == "list" and not slots.topics and slots.field is not None:  # who they are, no figure
        kind = "about_data" if slots.field.kind == "neighbours" else "coverage"
        own = (slots.field.place,) if slots.field.place is not None else slots.places
        slots = replace(slots, places=own)
    elif kind == "value" and _is_part_of_wider(slots, held):
        kind = "share"
    elif kind in ("value", "trend", "change") and whole and len(whole) == len(slots.topics):
        kind = "breakdown"
    elif kind in ("value", "share") and slots.field is not None and _lists(slots, slots.field):
        kind = "list"
    elif kind == "value" and slots.beside:
        kind = "compare"
    elif kind == "value" and len(slots.years) > MOST_VALUES:
        kind = "trend"
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


def _is_part_of_wider(slots: Resolved, held: Held) -> bool:
    """Whether a percentage is meant of a wider area's number: the topic has no whole of its own."""
    shares = any(Measure.PERCENTAGE in held.catalogue[t.indicator].measures for t in slots.topics)
    wide = [place.is_wide for place in slots.places]
    return slots.measure is Measure.PERCENTAGE and not shares and len(wide) == 2 and any(wide)


def _lists(slots: Resolved, field: Field) -> bool:
    """Whether a field of a value is to be listed: nothing but it is named, or those near a place."""
    return not slots.places or (field.kind == "neighbours" and slots.ask == "value")


def _is_whole(topic: Topic, held: Held) -> bool:
    return bool(held.catalogue[topic.indicator].dimension) and not topic.category


def unresolved(reads: Sequence[Read]) -> bool:
    """Whether any ask has words that name no place or period."""
    return any(read.unread_places or read.unread_periods for read in reads)
