"""An ask of a reading in, its slots out: every span resolved, what is not said taken from the ask
before it or from the defaults, and each of these announced."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.periods import Kind
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import note
from cin_narrative.questions.queries import Field, Place
from cin_narrative.questions.resolution import places_asked as where_asked
from cin_narrative.questions.resolution.announcements import WITHOUT_PLACE, announced
from cin_narrative.questions.resolution.resolved import Before, Resolved
from cin_narrative.questions.resolution.shape import as_before, as_kind, with_shape
from cin_narrative.questions.resolution.spans import (
    Around,
    When,
    counts_said,
    end_named,
    meaning_of,
    place_named,
    years_of,
)
from cin_narrative.questions.resolution.topics_asked import (
    are_numbered,
    broken_down,
    is_counted,
    metric_of,
    says_number,
    shares_whole,
    topics_of,
)
from cin_narrative.reading.contract import Ask, Period

MANY = 2
OF_THEN = ("value", "change", "compare", "rank", "share", "ratio", "breakdown", "top", "list")


@dataclass(frozen=True, slots=True)
class Read:
    """An ask resolved, with the words of it that name no place or period, how the
    period given is not the one meant, and by what it is not broken down."""

    slots: Resolved
    unread_places: tuple[str, ...] = ()
    unread_periods: tuple[str, ...] = ()
    near_period: str = ""
    not_broken_down: str = ""
    no_home: bool = False


def resolve(ask: Ask, before: Before | None, held: Held) -> Read:
    """The slots of one ask."""
    old = before.slots if before is not None else None
    takes = _takes(ask, before)
    kind = old.ask if old is not None and "ask" in takes else ask.ask
    slots = Resolved(kind, ask.words or "")
    slots = _with_topics(ask, slots, old if takes & {"measures", "result"} else None, held)
    own = _own(ask, old, held)
    slots, unread, no_home = _with_places(ask, slots, before, takes, own, held)
    slots, each = broken_down(ask, slots, held)
    when = _when(ask, slots, old, held)
    dated = _dated(ask, before, slots, held) if "periods" in takes else None
    slots = _with_years(ask, slots, when, dated, held)
    around = _around(slots, None, held)
    shaped = old if "ask" in takes else None
    slots = as_before(ask, with_shape(ask, slots, shaped, held, around), shaped)
    dates = tuple(note(name) for name in dict.fromkeys(when.notes))
    slots = replace(slots, notes=(*announced(ask, slots, before, takes, held), *dates))
    return Read(
        as_kind(ask, slots, held), tuple(unread), tuple(when.unread), when.near, each, no_home
    )


def _takes(ask: Ask, before: Before | None) -> set[str]:
    """The slots taken from the ask before. Within one question a later part that names no place and
    no year is about those of the part before it, whether or not its reader said so."""
    if before is None:
        return set()
    takes: set[str] = set(ask.inherits)
    if takes and not ask.measures and not ask.restrictors:  # what it leans on is about something
        takes.add("measures")
    if not before.is_earlier and before.slots.topics:
        takes |= {"areas"} if not (ask.areas or ask.within or "result" in takes) else set()
        takes |= {"periods"} if not ask.periods else set()
    return takes


def _own(ask: Ask, old: Resolved | None, held: Held) -> Place | None:
    """What "its region" and "its neighbours" are of."""
    named = [
        place_named(area.words, held.areas) for area in ask.areas if area.words and not area.set
    ]
    earlier = old.places[:1] if old is not None else ()
    near = old.field.place if old is not None and old.field is not None else None
    known = [place for place in (*named, *earlier, near, held.home) if place is not None]
    return next((place for place in known if not place.is_wide), known[0] if known else None)


def _with_topics(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> Resolved:
    topics = topics_of(ask.measures, old.topics if old is not None else (), held.catalogue)
    if not topics and old is not None:
        topics = old.topics
    measure = metric_of(ask.measures) or (
        old.measure if old is not None and not ask.measures else None
    )
    counted = all(is_counted(topic, held) for topic in topics)
    end = ask.limit if ask.limit and (ask.ask != "list" or ask.limit.order) else None
    if measure is None and (says_number(ask) or counts_said(end.words if end else "")):
        measure = Measure.COUNT if are_numbered(ask, topics, held) else None
    elif measure is Measure.PERCENTAGE and counted and shares_whole(ask):
        measure = Measure.COUNT  # of one whole, shares are in the order of the numbers
    return replace(slots, topics=topics, measure=measure)


def _with_places(
    ask: Ask, slots: Resolved, before: Before | None, takes: set[str], own: Place | None, held: Held
) -> tuple[Resolved, list[str], bool]:
    """The subjects, the field and what they are set beside."""
    where = where_asked.subjects(ask.areas, own, held)
    beside, unread = where_asked.comparators(ask.compare_with, own, held)
    old = before.slots if before is not None and "areas" in takes else None
    if where.no_home and before is not None and len(before.slots.places) == 1:
        where.places, where.no_home = list(before.slots.places), False  # "Plymouth ... are we"
    places, field = _subjects_of(ask, where, old)
    if ask.within is not None and (field is None or field.kind != "regions"):
        field = where_asked.field_of(ask.within, own, held)
    if before is not None and "result" in takes:
        places, field, pointing = _of_result(ask, before, places, field, held)
        unread = [*unread, *pointing]
    if old is not None and not beside and not ask.areas and slots.ask == old.ask:
        beside = old.beside
    if ask.aggregate == "median" and field is None and len(ask.periods) < MANY:
        wide = [one for one in places if one.is_wide]
        if len(wide) == len(places) <= 1:  # of one area in one year there is no median
            places, field = (), Field("authorities", wide[0] if wide else None)
    left_out, unnamed = where_asked.left_out(ask.excluded, held)
    field, places = _without(
        field or where_asked.field_named(slots.ask, ask, places), places, ask, left_out
    )
    said = bool(places or field)
    if not places and (_is_of_a_place(ask, field) or not _goes_without(ask, slots, field)):
        places = (held.england if left_out else held.home or held.england,)
    if said and not beside:
        places, beside = _against_before(ask, places, before, takes)
    beside = tuple(one for one in beside if (one,) != places)
    found = replace(slots, places=places, field=field, beside=beside, place_said=said)
    if field is None or field.kind == "named":
        found = replace(found, without=where_asked.lying_in(left_out, places, held))
    nowhere = where.no_home or where_asked.is_nowhere(ask.within, own, held)
    return found, [*where.unread, *unread, *unnamed], nowhere


def _of_result(
    ask: Ask, before: Before, places: tuple[Place, ...], field: Field | None, held: Held
) -> tuple[tuple[Place, ...], Field | None, list[str]]:
    """ "Its rate", "which council in it", "of these": what the answer before named; the words that
    point at a first where the answer before named none."""
    fielded = ask.ask in ("top", "list") and "year" not in ask.each
    named = before.members
    if len(named) == 1 and not fielded:
        return named, field if ask.ask == "rank" else None, []
    if len(named) == 1 and named[0].is_wide:
        return (), Field("authorities", named[0]), []
    if named:
        return places, where_asked.of_members(named, field, held), []
    if before.slots.ask != "top":  # "is Derby the highest, and what is its rate?"
        return places if places or field else before.slots.places, field, []
    pointing = [one for one in (ask.words or "").split() if one.lower() in ("it", "its")]
    return places, field, pointing[:1]


def _subjects_of(
    ask: Ask, where: where_asked.Where, old: Resolved | None
) -> tuple[tuple[Place, ...], Field | None]:
    """The places and the field named, else those of the ask before."""
    if where.places or where.field or old is None:
        return tuple(where.places), where.field
    return old.places, old.field


def _without(
    field: Field | None, places: tuple[Place, ...], ask: Ask, left_out: tuple[Place, ...]
) -> tuple[Field | None, tuple[Place, ...]]:
    """The field and the places without those that are to be left out."""
    kept = tuple(place for place in places if place not in left_out)
    if left_out and field is None and ask.ask in ("top", "list", "rank", "quartile"):
        field = Field("authorities")
    return (replace(field, without=left_out) if field is not None else None), kept


def _against_before(
    ask: Ask, places: tuple[Place, ...], before: Before | None, takes: set[str]
) -> tuple[tuple[Place, ...], tuple[Place | str, ...]]:
    """ "Is that more than Bradford?": the place of the ask before is the subject, Bradford what it
    is set beside."""
    old = before.slots.places[:1] if before is not None else ()
    if ask.ask == "compare" and len(places) == 1 and old and old != places and "areas" not in takes:
        return old, places
    return places, ()


def _is_of_a_place(ask: Ask, field: Field | None) -> bool:
    """Whether kinds or years of a place are ranked: "the most common source", "the best year"."""
    of = ask.limit.of if ask.limit is not None else None
    return ask.ask == "top" and field is None and of in ("categories", "years")


def _goes_without(ask: Ask, slots: Resolved, field: Field | None) -> bool:
    """Whether the ask needs no place of its own: it is about a field, or about the data alone."""
    if ask.ask == "quartile" and end_named(ask.cue) is not None:
        return True  # who is in the upper quartile
    if slots.ask == "about_data" and slots.topics:
        return field is not None
    alone = slots.ask in (*WITHOUT_PLACE, "top", "list") or (slots.ask == "gap" and slots.n > 0)
    return alone or (field is not None and slots.ask != "rank")


def _around(slots: Resolved, old: Resolved | None, held: Held) -> Around:
    """What relative periods are counted from."""
    places = slots.places or _field_places(slots.field, held)
    years, wider = held.run(slots.topics, places), held.run(slots.topics, [held.england])
    alive = all(held.is_alive(place, held.span[1]) for place in places)
    if not years or (wider and alive and years[-1] < wider[-1] - 1):  # held once, long ago
        years = wider
    latest = years[-1] if years else held.span[1]
    anchor = old.years[-1] if old is not None and old.years else latest
    kind = held.catalogue[slots.topics[0].indicator].kind if slots.topics else Kind.FLOW
    now = wider[-1] if wider and not alive else 0
    return Around(years, anchor, latest, kind, slots.ask == "change", now)


def _field_places(field: Field | None, held: Held) -> tuple[Place, ...]:
    if field is not None and field.kind == "named":
        return field.places
    own = field.place if field is not None else None
    return (own or held.england,)


def _when(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> When:
    around = _around(slots, old if "periods" in ask.inherits else None, held)
    when = years_of(ask.periods, around)
    for one in ask.excluded:
        meaning = meaning_of(one.words) if one.words else None
        if meaning is not None and place_named(one.words or "", held.areas) is None:
            left = years_of([Period(words=one.words)], around)
            kept = when.years or list(around.held)
            after = {meaning.first} if meaning.form == "since" and meaning.last else set()
            when.years = [year for year in kept if year not in left.years or year in after]
            when.unread += left.unread
    of_each = {"each", "every"} & set((ask.cue or "").lower().split())  # of those years
    again = bool(of_each) or "ask" in ask.inherits
    some = again and old is not None and "periods" in ask.inherits and len(old.years) > 1
    if not when.years and {"year"} & set(ask.each) and slots.ask != "rank" and not some:
        places = slots.places or _field_places(slots.field, held)
        when.years, when.is_run = list(held.run(slots.topics, places)), True
    return when


def _own_years(ask: Ask, slots: Resolved, old: Resolved | None, held: Held) -> tuple[int, ...]:
    """The year of each place, where each is said to have one of its own."""
    found = [years_of([one], _around(slots, old, held)).years for one in ask.periods]
    single = [years[0] for years in found if len(years) == 1]
    each = len(single) == len(slots.places) == len(ask.periods) and ask.paired
    return tuple(single) if each else ()


def _dated(ask: Ask, before: Before | None, slots: Resolved, held: Held) -> Resolved | None:
    """The ask before as years are taken from it: with the year that it came to, of "when was it
    highest, and how many were there"; of a change, from then."""
    if before is None or not before.when or ask.ask not in OF_THEN:
        return before.slots if before is not None else None
    years = {*before.when, *([_around(slots, None, held).latest] if ask.ask == "change" else [])}
    return replace(before.slots, years=tuple(sorted(years)), years_said=True)


def _with_years(
    ask: Ask, slots: Resolved, when: When, old: Resolved | None, held: Held
) -> Resolved:
    """The years named; those of the ask before; the latest held."""
    if when.years:
        back = (
            {when.until} if slots.ask == "change" and len(when.years) == 1 and when.until else set()
        )
        years = tuple(sorted({*when.years, *back}))
        asked = when.single[0] if len(when.single) == 1 else 0
        slots = replace(slots, own_years=_own_years(ask, slots, old, held))
        return replace(slots, years=years, years_said=True, year_asked=asked, runs=tuple(when.runs))
    if old is not None and old.years and not ask.periods:
        return replace(slots, years=old.years, years_said=old.years_said)
    latest = _around(slots, None, held).latest
    return replace(slots, years=(latest,) if latest else ())
