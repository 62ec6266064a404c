"""Slots in, what must be said of them out: what was taken from the conversation or assumed."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import note, quoted, years_listed
from cin_narrative.questions.resolution.places_asked import field_of, those_in
from cin_narrative.questions.resolution.resolved import Before, Resolved
from cin_narrative.questions.resolution.spans import place_named
from cin_narrative.reading.contract import Area, Ask
from cin_narrative.reading.places import is_respelt
from cin_narrative.writing.phrases import tally
from cin_narrative.writing.render import listed

MANY = 2
RUNS = ("trend", "streak", "turning_point", "gap")
WITHOUT_PLACE = ("definition", "help", "none", "coverage", "about_data")


def announced(
    ask: Ask, slots: Resolved, before: Before | None, takes: set[str], held: Held
) -> Iterator[str]:
    """What was taken back or spelt otherwise, what was taken from the conversation, and what was
    assumed."""
    if ask.withdrawn:
        yield note("withdrawn", words=quoted([ask.withdrawn]))
    yield from _respelt(ask, slots, held)
    if before is not None and "result" in takes and ask.within is not None:
        yield from _lying_in(ask.within, before, held)
    if slots.ask in WITHOUT_PLACE and (not slots.topics or slots.ask != "about_data"):
        return
    if before is not None and before.is_earlier:
        taken = listed(_taken(ask, slots, takes, held))
        if taken:
            yield note("from_before", names=taken)
    period = held.catalogue[slots.topics[0].indicator].period if slots.topics else None
    taken_years = before is not None and "periods" in takes and not ask.periods
    run = slots.ask in RUNS or slots.of == "years"
    assumed = slots.years and not slots.years_said and not run and not taken_years
    if period is not None and assumed:
        yield note("latest_year", period=period(slots.years[-1]))
    if slots.places and not slots.place_said:
        area = held.area(slots.places[0], slots.years[-1] if slots.years else None)
        yield note("home_assumed" if held.home is not None else "england_assumed", area=area)


def _lying_in(within: Area, before: Before, held: Held) -> Iterator[str]:
    """How many of the areas that the answer before named lie in the one asked about."""
    field, named = field_of(within, None, held), before.members
    place = field.place
    if place is None or len(named) < MANY or field == before.slots.field:
        return
    found, total = len(those_in(named, place, held)), tally(len(named))
    number = Text(tally(found).capitalize() if found else "None")
    where = held.area(place, held.span[1]).in_name
    yield note("lying_in", number=number, total=total, is_are=found > 1, names=where)


def _respelt(ask: Ask, slots: Resolved, held: Held) -> Iterator[str]:
    """The places that only a near spelling names: never in silence."""
    year = slots.years[-1] if slots.years else None
    field = (ask.within,) if ask.within is not None else ()
    for one in (*ask.areas, *ask.compare_with, *field):
        place = place_named(one.words, held.areas) if one.words and is_respelt(one.words) else None
        if place is not None and one.words:
            name = held.area(place, year).in_name
            yield note("respelt", words=quoted([one.words]), names=name)


def _taken(ask: Ask, slots: Resolved, takes: set[str], held: Held) -> Iterator[Text]:
    if "measures" in takes and not any(one.indicator for one in ask.measures):
        yield from (Text(held.catalogue[t.indicator].title) for t in slots.topics[:1])
    if takes & {"areas", "result"} and not ask.areas:
        year = slots.years[-1] if slots.years else None
        yield from (held.area(place, year).in_name for place in slots.places[:3])
    if "periods" in takes and not ask.periods and slots.years:
        yield years_listed(slots.years)
