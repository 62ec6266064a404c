"""How a question was read, slot by slot: a resolved ask and its reading in, each slot's value, how
it came about and what it can be changed to out, each change a question with its reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.queries import NEIGHBOURS, REGION, Place, Topic
from cin_narrative.questions.resolution.resolved import Option, Resolved
from cin_narrative.questions.wording import title_of, worded, words
from cin_narrative.reading.contract import Ask, AskKind
from cin_narrative.writing.render import listed

READ = ("value", "breakdown", "trend", "change", "compare", "rank")
MOST, NEAREST = 5, 3  # alternatives of one slot, neighbours among them
Found = Iterator[tuple[str, Resolved]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One slot of the reading: its name, what was understood, the questions that change it, and
    ``how`` it came about: typed, carried over from an earlier question, or assumed."""

    slot: str
    label: str
    value: str
    alternatives: tuple[Option, ...]
    how: str = ""


def chips(slots: Resolved, held: Held, ask: Ask) -> list[Chip]:
    """The slots of ``ask``, resolved, in a fixed order; none for one about the data or about a
    group."""
    if slots.ask not in READ or not slots.topics or not slots.places:
        return []
    values = {
        "indicator": (str(listed(title_of(t, held) for t in slots.topics)), _topics(slots, held)),
        "area": (_areas(slots, held), _places(slots, held)),
        "period": (_period(slots, held), _periods(slots, held)),
        "comparator": (_beside(slots, held), _compared(slots, held)),
        "measure": (_measure(slots, held), _measures(slots, held)),
    }
    how = _how(ask, bool(slots.beside))
    return [
        Chip(
            slot,
            words()["slots"][slot],
            value,
            tuple(_offered(slots, found, held))[:MOST],
            words()["how"].get(how[slot], ""),
        )
        for slot, (value, found) in values.items()
    ]


def _how(ask: Ask, is_compared: bool) -> dict[str, str]:
    """How each slot came about; nothing where it says nothing."""
    typed = {
        "indicator": bool(ask.measures) and "measures" not in ask.inherits,
        "area": bool(ask.areas) and "areas" not in ask.inherits,
        "period": any(one.words or one.start or one.end for one in ask.periods)
        and "periods" not in ask.inherits,
        "comparator": bool(ask.compare_with),
        "measure": any(one.metric for one in ask.measures),
    }
    source = {"indicator": "measures", "area": "areas", "period": "periods", "comparator": "ask"}
    source["measure"] = "measures" if not typed["indicator"] else ""
    found = {
        slot: "typed" if said else "carried" if source[slot] in ask.inherits else "assumed"
        for slot, said in typed.items()
    }
    return found if is_compared else {**found, "comparator": ""}


def _offered(slots: Resolved, found: Found, held: Held) -> Iterator[Option]:
    """Each alternative that is held, as a question with its reading."""
    for label, wanted in found:
        common = held.common(wanted.topics, wanted.places)
        if wanted != slots and common and set(wanted.years) <= set(common):
            yield worded(_kind(wanted), wanted, held, label)


def _kind(slots: Resolved) -> AskKind:
    kinds: dict[str, AskKind] = {
        "breakdown": "breakdown",
        "trend": "trend",
        "change": "change",
        "compare": "compare",
        "rank": "rank",
    }
    return kinds.get(slots.ask, "value")


def _last(slots: Resolved) -> int | None:
    return slots.years[-1] if slots.years else None


def _areas(slots: Resolved, held: Held) -> str:
    return str(listed(held.area(place, _last(slots)).in_name for place in slots.places))


def _period(slots: Resolved, held: Held) -> str:
    period = held.catalogue[slots.topics[0].indicator].period
    nouns = [period(year).noun for year in slots.years]
    if not nouns:
        return words()["period"]["all"]
    span = words()["period"]["span"].format(first=nouns[0], last=nouns[-1])
    return span if len(nouns) > 1 else nouns[0]


def _beside(slots: Resolved, held: Held) -> str:
    table, year = words()["comparators"], _last(slots)
    names = [
        table[one] if isinstance(one, str) else str(held.area(one, year).in_name)
        for one in slots.beside
    ]
    return str(listed(Text(name) for name in names)) if names else table["none"]


def _measure(slots: Resolved, held: Held) -> str:
    indicator = held.catalogue[slots.topics[0].indicator]
    both = slots.measure is None and {Measure.COUNT, Measure.RATE} <= set(indicator.measures)
    table = words()["measures"]
    return table["both"] if both else table[(slots.measure or indicator.headline).value]


def _topics(slots: Resolved, held: Held) -> Found:
    """The total of a breakdown, and what stands in the same group, each as a whole."""
    if len(slots.topics) != 1:
        return
    own = held.catalogue[slots.topics[0].indicator]
    near = [one.id for one in held.catalogue if one.group == own.group and not one.breakdown_of]
    kind = "value" if slots.ask == "breakdown" else slots.ask
    for name in dict.fromkeys([own.breakdown_of, *near]):
        if name and name in held.catalogue and name != own.id:
            topic = Topic(name)
            yield (
                str(title_of(topic, held)),
                replace(slots, ask=kind, topics=(topic,), measure=None),
            )


def _places(slots: Resolved, held: Held) -> Found:
    """The home authority, the region, England and the nearest neighbours of the one place."""
    if len(slots.places) != 1 or slots.ask == "rank":
        return
    area = held.area(slots.places[0], _last(slots))
    region = held.areas.region_of(area) if area.is_authority else None
    near = held.areas.neighbours(area, held.span[1])[1] if area.is_authority else []
    wide = [Place((region.code,))] if region is not None else []
    own = [held.home] if held.home is not None else []
    for place in dict.fromkeys([*own, *wide, held.england, *map(held.place, near[:NEAREST])]):
        beside = () if place.is_wide else slots.beside
        kind = "value" if slots.ask == "compare" and not beside else slots.ask
        changed = replace(slots, ask=kind, places=(place,), beside=beside)
        yield str(held.area(place, _last(slots)).in_name), changed


def _periods(slots: Resolved, held: Held) -> Found:
    """The years beside the one asked for, the latest, and the run of all that are held."""
    topic, place = slots.topics[0], slots.places[0]
    run, period = held.series(topic, place.codes), held.catalogue[topic.indicator].period
    if len(slots.years) == 1 and slots.ask != "change":
        year = slots.years[0]
        for other in dict.fromkeys([year - 1, year + 1, *run[-1:]]):
            yield period(other).noun, replace(slots, years=(other,))
    whole = bool(held.catalogue[topic.indicator].dimension) and not topic.category
    if len(run) > 1 and not whole and not slots.beside and slots.ask in ("value", "change"):
        yield words()["period"]["all"], replace(slots, ask="trend", years=tuple(run))
    if slots.ask == "trend" and run:
        yield period(run[-1]).noun, replace(slots, ask="value", years=(run[-1],), beside=())


def _compared(slots: Resolved, held: Held) -> Found:
    """Beside nothing, the neighbours, the region or England: of one place and year."""
    single = len(slots.places) == len(slots.topics) == len(slots.years) == 1
    if not single or slots.ask not in ("value", "compare") or slots.places[0].is_wide:
        return
    for beside in ((), (NEIGHBOURS,), (REGION,), (held.england,)):
        changed = replace(slots, beside=beside, ask="compare" if beside else "value")
        yield _beside(changed, held), changed


def _measures(slots: Resolved, held: Held) -> Found:
    """The other measures of the indicator."""
    for measure in held.catalogue[slots.topics[0].indicator].measures:
        if measure is not slots.measure:
            yield words()["measures"][measure.value], replace(slots, measure=measure)
