"""Resolved asks in, what they were read as in plain words out: the label of a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import Field, Place
from cin_narrative.questions.resolution.resolved import Resolved
from cin_narrative.questions.wording import title_of, words
from cin_narrative.reading.kinds import label_of
from cin_narrative.writing.phrases import lower_first
from cin_narrative.writing.render import listed


def read_as(asks: Iterable[Resolved], held: Held) -> str:
    """What each ask was read as, one after the other: what, where, when, set against what."""
    return "; ".join(dict.fromkeys(", ".join(_parts(slots, held)) for slots in asks))


def _parts(slots: Resolved, held: Held) -> Iterator[str]:
    table = words()
    yield label_of(slots.ask).format(what=_what(slots, held)).strip()
    if slots.ask in ("top", "list") and slots.lowest is not None:
        end = "lowest" if slots.lowest else "highest"
        yield table["ends"][f"{end}_n" if slots.n > 1 else end].format(n=slots.n)
    if slots.places:
        yield _listed(slots.places, slots, held)
    if slots.field is not None:
        yield _field(slots.field, slots, held)
    if slots.years:
        yield _years(slots, held)
    if slots.beside:
        names = [
            table["comparators"][one] if isinstance(one, str) else _name(one, slots, held)
            for one in slots.beside
        ]
        yield table["ends"]["beside"].format(names=_and(names))
    if slots.level is not None and slots.level.number is not None:
        side = table["ends"]["above" if slots.level.above else "below"]
        yield side.format(number=f"{slots.level.number:f}")


def _what(slots: Resolved, held: Held) -> str:
    titles = [str(lower_first(title_of(topic, held))) for topic in slots.topics]
    what = _and(titles) if titles else words()["ends"]["nothing"]
    return words()["of_measure"][slots.measure.value].format(what=what) if slots.measure else what


def _years(slots: Resolved, held: Held) -> str:
    if not slots.topics:
        return _and([str(year) for year in slots.years])
    of_all = slots.ask == "top" and slots.of == "years" and not slots.years_said
    years = (held.run(slots.topics, slots.places) if of_all else ()) or slots.years
    period = held.catalogue[slots.topics[0].indicator].period
    nouns = [str(period(year).noun) for year in years]
    is_run = list(years) == list(range(years[0], years[-1] + 1))
    if len(nouns) > 2 and is_run:
        return words()["period"]["span"].format(first=nouns[0], last=nouns[-1])
    return _and(nouns)


def _field(field: Field, slots: Resolved, held: Held) -> str:
    own = field.place or (slots.places[0] if slots.places else held.england)
    where = _listed(field.places, slots, held) if field.places else _name(own, slots, held)
    return words()["fields"][field.kind].format(where=where)


def _listed(places: Sequence[Place], slots: Resolved, held: Held) -> str:
    return _and([_name(place, slots, held) for place in places])


def _name(place: Place, slots: Resolved, held: Held) -> str:
    return str(held.area(place, slots.years[-1] if slots.years else None).in_name)


def _and(names: Sequence[str]) -> str:
    return str(listed([Text(name) for name in names]))
