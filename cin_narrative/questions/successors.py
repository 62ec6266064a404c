"""Areas that did not exist in a year in, those that were there in their stead out; districts that
have no children's services of their own, and the authority that has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import quoted
from cin_narrative.questions.queries import Place
from cin_narrative.questions.resolution.resolved import Nearest, Resolved
from cin_narrative.questions.restrictions import with_years
from cin_narrative.questions.wording import line_of
from cin_narrative.reading.contract import Ask
from cin_narrative.writing.render import listed


def kin_of(place: Place, held: Held) -> list[Place]:
    """The areas that followed a place, or that it followed."""
    codes = [code for code in place.codes if code in held.areas]
    near = [
        one
        for code in codes
        for area in [held.areas.get(code)]
        for one in (*area.successors, *area.predecessors)
    ]
    return [Place((code,)) for code in dict.fromkeys(near) if code not in place.codes]


def of_districts(ask: Ask, slots: Resolved, held: Held) -> Iterator[Nearest]:
    """What is given for each district named: the authority that it is in."""
    fields = (ask.within,) if ask.within is not None else ()
    year = slots.years[-1] if slots.years else held.span[1]
    for one in (*ask.areas, *ask.compare_with, *fields):
        name = (one.words or "").removesuffix("'s").removesuffix("’s").removeprefix("the ")
        codes = held.areas.around(name)
        if codes:
            area = held.area(Place(codes), year)
            yield line_of(
                "district", {"words": quoted([name]), "area": area, "names": area.in_name}
            )


def in_their_stead(slots: Resolved, held: Held) -> list[Resolved]:
    """A place that did not exist in any of the years, as those that were there in its stead."""
    places: list[Place] = []
    lines: list[Nearest] = []
    for place in slots.places:
        years = slots.years if slots.years_said else (held.span[1],)
        if not years or any(held.is_alive(place, year) for year in years):
            places.append(place)
            continue
        instead = [one for one in kin_of(place, held) if any(held.is_alive(one, y) for y in years)]
        lines.append(_gone(place, instead, years[-1], slots, held))
        places += instead or [place]
    if not lines:
        return [slots]
    kept = replace(slots, places=tuple(dict.fromkeys(places)), nearest=(*slots.nearest, *lines))
    return [with_years(kept, held), *_as_they_were(slots, held)]


def _as_they_were(slots: Resolved, held: Held) -> list[Resolved]:
    """The last figures of the areas that are gone, where they were to be set beside another."""
    if slots.ask not in ("compare", "gap", "top"):
        return []
    last = held.span[1]
    gone = [(one, held.area(one, last).last_year) for one in slots.places]
    return [
        replace(slots, ask="value", places=(place,), beside=(), years=(year,), nearest=(), notes=())
        for place, year in gone
        if year is not None and year < min(slots.years or (last,)) and len(slots.places) > 1
    ]


def _gone(
    place: Place, instead: Sequence[Place], year: int, slots: Resolved, held: Held
) -> Nearest:
    area = held.area(place, year)
    kind = "abolished" if area.last_year is not None and year > area.last_year else "not_yet"
    period = held.catalogue[slots.topics[0].indicator].period
    ends = area.last_year if kind == "abolished" else area.first_year
    about = {
        "area": area,
        "names": listed([held.area(one, year).in_name for one in instead]) or None,
        "period": period(year),
        "years": period(ends or year),
    }
    return line_of(kind, about)
