"""Slots in, the words for them out: how topics are named, and questions to choose, each with the
reading that it has, so that a choice leads to just what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.errors import did_you_mean
from cin_narrative.questions.held import Held
from cin_narrative.questions.notes import note
from cin_narrative.questions.operators.brief import main_topics
from cin_narrative.questions.queries import NEIGHBOURS, REGION, Place, Topic
from cin_narrative.questions.resolved import Option, Resolved
from cin_narrative.reading.contract import Area, Ask, AskKind, Measure, Period
from cin_narrative.writing.phrases import lower_first
from cin_narrative.writing.render import listed

MOST = 4
COMPARED = {NEIGHBOURS: "its statistical neighbours", REGION: "its region"}
METRICS = {Metric.COUNT: "number of", Metric.RATE: "rate of", Metric.PERCENTAGE: "percentage of"}


def title_of(topic: Topic, held: Held) -> Text:
    """What a topic is called, its category after a colon."""
    indicator = held.catalogue[topic.indicator]
    lines = held.catalogue.counts_of(indicator).categories
    line = lines.get(topic.category) if topic.category else None
    return Text(f"{indicator.title}: {line.label}" if line else str(indicator.title))


def said_topics(slots: Resolved, held: Held) -> Text:
    """The topics as the object of a sentence."""
    return listed(lower_first(title_of(topic, held)) for topic in slots.topics[:MOST])


def options_for(slots: Resolved, held: Held, readings: Sequence[Measure] = ()) -> tuple[Option, ...]:
    """Ways on: the other readings; else the topics where they are held; else the main ones."""
    topics = [Topic(one.indicator, next(iter(one.categories), "")) for one in readings
              if one.indicator in held.catalogue] if readings else []  # fmt: skip
    topics = [*slots.topics, *topics] if readings else list(slots.topics)
    places = [*slots.places[:1], *([held.home] if held.home else []), held.england]
    year = slots.years[-1] if slots.years and slots.years_said else None
    if not topics:
        topics, places = list(main_topics()), places[:1]
    elif readings:
        places = places[:1]
    found = (option_of(topic, place, year, held) for topic in topics for place in places)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST]


def places_near(words: Iterable[str], slots: Resolved, held: Held) -> tuple[Option, ...]:
    """The same asked of the places whose names are nearest, of the home authority, of England."""
    topics = slots.topics[:1] or main_topics()[:1]
    codes = [tuple(held.areas.named(name)) for one in words
             for name in did_you_mean(one, held.areas.names)]  # fmt: skip
    places = [Place(one) for one in codes if one]
    places += [*([held.home] if held.home else []), held.england]
    year = slots.years[-1] if slots.years and slots.years_said else None
    found = (option_of(topics[0], place, year, held) for place in dict.fromkeys(places))
    return tuple(filter(None, found))[:MOST]


def option_of(topic: Topic, place: Place, year: int | None, held: Held) -> Option | None:
    """A value to choose, of the year asked for or the latest held; None where none is held."""
    years = held.years(topic, place.codes)
    if not years:
        return None
    wanted = year if year in years else years[-1]
    name = held.area(place, wanted).name
    title = title_of(topic, held)
    label = note("option", title=title, area=held.area(place, wanted),
                 period=held.catalogue[topic.indicator].period(wanted))  # fmt: skip
    return worded("value", (topic,), (place,), (wanted,), held, label=label) if name else None


def worded(kind: AskKind, topics: Sequence[Topic], places: Sequence[Place], years: Sequence[int],
           held: Held, metric: Metric | None = None, beside: Sequence[Place | str] = (),
           label: str = "") -> Option:  # fmt: skip
    """A question in plain words with its reading, whose spans are words of it."""
    year = years[-1] if years else None
    named = [str(held.area(place, year).name) for place in places]
    titles = [str(title_of(topic, held)) for topic in topics]
    against = [COMPARED.get(one, "") if isinstance(one, str) else held.area(one, year).name
               for one in beside]  # fmt: skip
    when = _years(years)
    parts = [METRICS.get(metric, "") if metric else "", " and ".join(titles), "in",
             " and ".join(named), when]  # fmt: skip
    lead = {"trend": "trend in", "change": "change in", "rank": "rank for"}.get(kind, "")
    said = " ".join(filter(None, [lead, *parts]))
    question = f"{said} compared with {' and '.join(against)}" if against else said
    measures = tuple(_measure(topic, title, metric) for topic, title in zip(topics, titles, strict=True))
    ask = Ask(
        ask=kind, words=question, measures=measures,
        areas=tuple(Area(words=name) for name in named), compare_with=tuple(_areas(beside, against)),
        periods=(Period(words=when),) if when else (),
    )  # fmt: skip
    return Option(label or question, question, ask)


def _measure(topic: Topic, title: str, metric: Metric | None) -> Measure:
    lines = (topic.category,) if topic.category else ()
    name = metric.value if metric is not None else None
    return Measure(indicator=topic.indicator, categories=lines, metric=name, words=title)  # type: ignore[arg-type]


def _areas(beside: Sequence[Place | str], names: Sequence[str]) -> Iterator[Area]:
    for one, name in zip(beside, names, strict=True):
        yield Area(words=name, set=one) if isinstance(one, str) else Area(words=name)  # type: ignore[arg-type]


def _years(years: Sequence[int]) -> str:
    """``from 2019 to 2024``, ``2024``, ``2019 and 2024``."""
    if len(years) > 1 and list(years) == list(range(years[0], years[-1] + 1)):
        return f"from {years[0]} to {years[-1]}"
    return " and ".join(str(year) for year in years)


