"""Areas of a reading in, places and fields out; what names none is unread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made

import msgspec

from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import NEIGHBOURS, REGION, Field, Place
from cin_narrative.questions.resolution.spans import meaning_of, place_named
from cin_narrative.reading.contract import Area, Ask, Excluded, Reading

HOME = "home"
INNER_LONDON = "E13"  # Inner and Outer London stand beside London, and are no regions of their own


@dataclass(slots=True)
class Where:
    """Places in the order asked; ``field`` where a set is meant; ``unread`` words of no place."""

    places: list[Place] = made(default_factory=list)
    field: Field | None = None
    unread: list[str] = made(default_factory=list)
    no_home: bool = False


def subjects(areas: Sequence[Area], own: Place | None, held: Held) -> Where:
    """Whose figures are meant. ``own`` is what "its region" and "its neighbours" are of."""
    where = Where()
    for area in areas:
        _subject(area, own, held, where)
    where.places = list(dict.fromkeys(where.places))
    return where


def _subject(area: Area, own: Place | None, held: Held, where: Where) -> None:
    place = place_named(area.words, held.areas) if area.words else None
    if area.set == "home" or (area.set is None and place is None and not area.words):
        where.places += [held.home] if held.home is not None else []
        where.no_home = held.home is None
    elif area.set == "region":
        region = region_of(place or own, held)
        where.places += [region] if region is not None else []
        where.no_home = is_nowhere(area, own, held)
    elif area.set is not None:
        where.field = field_of(area, own, held)
    elif place is not None:
        where.places.append(place)
    else:
        where.unread.append(area.words or "")


def is_nowhere(area: Area | None, own: Place | None, held: Held) -> bool:
    """Whether "the region" or "the neighbours" are of an authority that nobody names."""
    of_one = area is not None and area.set in (REGION, "all_in_region", NEIGHBOURS)
    named = area is not None and area.words and place_named(area.words, held.areas)
    return of_one and not named and own is None and held.home is None


def ours_named(reading: Reading, held: Held) -> tuple[Reading, Area | None]:
    """The reading with "our" as the one authority that is named as a subject, where no authority is
    set as ours ("How do we compare? I've been asked for Sheffield's position"), and that one."""
    areas = [area for ask in reading.asks for area in ask.areas]
    if held.home is not None or not any(area.set == HOME for area in areas):
        return reading, None
    named = {place_named(one.words, held.areas): one for one in areas if one.words and not one.set}
    local = [one for place, one in named.items() if place is not None and not place.is_wide]
    if len(local) != 1:
        return reading, None
    mine = local[0]
    asks = (
        msgspec.structs.replace(
            ask,
            areas=tuple(dict.fromkeys(mine if one.set == HOME else one for one in ask.areas)),
        )
        for ask in reading.asks
    )
    return msgspec.structs.replace(reading, asks=tuple(asks)), mine


def field_of(area: Area, own: Place | None, held: Held) -> Field:
    """The field that an area names: of a rank, a top, a list."""
    place = place_named(area.words, held.areas) if area.words else None
    if area.set == NEIGHBOURS:
        return Field("neighbours", place if place and not place.is_wide else own)
    if area.set == "all_regions":
        return Field("regions")
    if area.set in (REGION, "all_in_region"):
        return Field(
            "authorities",
            (place if place and place.is_wide else None) or region_of(place or own, held),
        )
    return Field("authorities", place if place is not None and place.is_wide else None)


def region_of(place: Place | None, held: Held) -> Place | None:
    """The region of a place; of none, of the home authority."""
    own = place or held.home
    if own is None or own.is_wide:
        return None
    region = held.areas.region_of(held.area(own, held.span[1]))
    return Place((region.code,)) if region is not None else None


def left_out(excluded: Sequence[Excluded], held: Held) -> tuple[tuple[Place, ...], list[str]]:
    """The places that are not to be counted, and the words that name neither one nor a time."""
    found: list[Place] = []
    unnamed: list[str] = []
    for one in excluded:
        place = place_named(one.words, held.areas) if one.words else None
        home = {"home": held.home, "region": region_of(None, held)}.get(one.set or "")
        known = place or home
        found += [known] if known is not None else []
        if known is None and one.words and meaning_of(one.words) is None:
            unnamed.append(one.words)
    return tuple(dict.fromkeys(found)), unnamed


def lying_in(places: Sequence[Place], wider: Sequence[Place], held: Held) -> tuple[Place, ...]:
    """Those of the places that are a part of one of the wider ones, none of them inside another."""
    year = held.span[1]
    within = {place: held.inside(held.area(place, year), year) for place in {*places, *wider}}

    def is_part(one: Place, other: Place) -> bool:
        return one != other and bool(within[other] & set(one.codes))

    parts = [one for one in places if any(is_part(one, other) for other in wider)]
    return tuple(one for one in parts if not any(is_part(one, other) for other in parts))


def of_members(named: tuple[Place, ...], field: Field | None, held: Held) -> Field:
    """Those of the areas named before that lie in a field; all of them, where none does."""
    wide = field.place if field is not None and field.kind == "authorities" else None
    inside = those_in(named, wide, held) if wide is not None else ()
    return Field("named", places=inside or named)


def those_in(named: Sequence[Place], wide: Place, held: Held) -> tuple[Place, ...]:
    """Those of the places that lie in a wider one, or are it."""
    parts = lying_in(named, (wide,), held)
    return tuple(one for one in named if one == wide or one in parts)


def comparators(
    areas: Sequence[Area], own: Place | None, held: Held
) -> tuple[tuple[Place | str, ...], list[str]]:
    """What a figure is set beside, and the words that name none. ``own`` is what "its region" is
    of; "our region" is that of the home authority, whoever else is named."""
    found: list[Place | str] = []
    unread: list[str] = []
    for area in areas:
        place = place_named(area.words, held.areas) if area.words else None
        ours = (area.words or "").lower().startswith("our ") and own != held.home
        if area.set == REGION and ours and (region := region_of(None, held)) is not None:
            found.append(region)
        elif area.set in (NEIGHBOURS, REGION):
            found.append(area.set)
        elif place is not None:
            found.append(place)
        elif area.set == "home" and held.home is not None:
            found.append(held.home)
        elif area.set in ("all", "all_regions"):
            found.append(held.england)
        elif area.set == "all_in_region":
            found.append(REGION)
        else:
            unread.append(area.words or "")
    return tuple(dict.fromkeys(found)), unread


def members_of(field: Field, year: int, held: Held) -> Iterator[Place]:
    """The places of a small field."""
    if field.kind == "named":
        yield from (one for one in field.places if one not in field.without)
    elif field.kind == "regions":
        found = held.areas.regions(year)
        regions = (Place((o.code,)) for o in found if not o.code.startswith(INNER_LONDON))
        yield from (one for one in regions if one not in field.without)
    elif field.kind == "authorities" and field.place is not None:
        found = held.areas.authorities(year, held.area(field.place, year).code)
        yield from (one for one in map(held.place, found) if one not in field.without)
    elif field.place is not None:
        near = held.areas.neighbours(held.area(field.place, year), year)[1]
        yield from (one for one in map(held.place, near) if one not in field.without)


def field_named(kind: str, ask: Ask, places: tuple[Place, ...]) -> Field | None:
    """The places named as what is ranked or listed; one that is wide, by its authorities."""
    areas = ask.limit is None or ask.limit.of == "areas"
    if kind not in ("top", "list") or not areas or not places:
        return None
    if len(places) > 1:
        return Field("named", places=places)
    return Field("authorities", places[0]) if places[0].is_wide else None
