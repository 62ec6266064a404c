"""Slots in, the words for them out: how topics are named, and questions to choose, each with the
reading that it has, so that a choice leads to just what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from cin_narrative.catalogue.areas import Area as CatalogueArea
from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.errors import did_you_mean
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import nearest, note
from cin_narrative.questions.operators.brief import main_topics
from cin_narrative.questions.queries import Place, Topic
from cin_narrative.questions.resolution.resolved import Nearest, Option, Resolved
from cin_narrative.questions.resolution.topics_asked import topics_of
from cin_narrative.reading.contract import Area, Ask, AskKind, Measure, Period
from cin_narrative.reading.contract import Metric as MetricName
from cin_narrative.writing.phrases import lower_first
from cin_narrative.writing.render import listed

MOST = 4
TABLE = PROMPTS / "question" / "chips.toml"
NAMED: dict[Metric, MetricName] = {
    Metric.COUNT: "count",
    Metric.RATE: "rate",
    Metric.PERCENTAGE: "percentage",
    Metric.AVERAGE: "average",
}


@cache
def words() -> dict[str, dict[str, str]]:
    """The names of slots and the patterns of questions (prompts/question/chips.toml)."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def title_of(topic: Topic, held: Held) -> Text:
    """What a topic is called, its category after a colon."""
    indicator = held.catalogue[topic.indicator]
    lines = held.catalogue.counts_of(indicator).categories
    line = lines.get(topic.category) if topic.category else None
    return Text(f"{indicator.title}: {line.label}" if line else str(indicator.title))


def said_topics(slots: Resolved, held: Held) -> Text:
    """The topics as the object of a sentence."""
    names = (lower_first(title_of(topic, held)) for topic in slots.topics)
    return listed(list(dict.fromkeys(names))[:MOST])


def options_for(
    slots: Resolved, held: Held, readings: Sequence[Measure] = ()
) -> tuple[Option, ...]:
    """Ways on, never none: the other readings; else the topics where they are held; else the main
    ones.
    """
    others = topics_of(readings, slots.topics, held.catalogue)
    topics = list(dict.fromkeys([*slots.topics, *others])) or list(main_topics())
    places = [*slots.places[:1], *([held.home] if held.home else []), held.england]
    if others or not slots.topics:
        places = places[:1]
    year = slots.years[-1] if slots.years and slots.years_said else None
    return _options(topics, places, year, held) or _options(main_topics(), places, year, held)


def _options(
    topics: Iterable[Topic], places: Sequence[Place], year: int | None, held: Held
) -> tuple[Option, ...]:
    found = (option_of(topic, place, year, held) for topic in topics for place in places)
    return tuple({one.question: one for one in found if one is not None}.values())[:MOST]


def definitions(held: Held) -> tuple[Option, ...]:
    """What the main terms mean, to choose from."""
    asked = (Resolved("definition", "", (topic,)) for topic in main_topics())
    return tuple(worded("definition", slots, held) for slots in asked)[:MOST]


def places_near(names: Iterable[str], slots: Resolved, held: Held) -> tuple[Option, ...]:
    """The same asked of the places whose names are nearest, of the home authority, of England."""
    topic = (slots.topics or main_topics())[0]
    near = [name for one in names for name in did_you_mean(one, held.areas.names)]
    places = [Place(tuple(held.areas.named(name))) for name in near]
    places += [*([held.home] if held.home else []), held.england]
    year = slots.years[-1] if slots.years and slots.years_said else None
    found = (option_of(topic, place, year, held) for place in dict.fromkeys(places))
    return tuple(one for one in found if one is not None)[:MOST]


def option_of(topic: Topic, place: Place, year: int | None, held: Held) -> Option | None:
    """A value to choose, of the year asked for or the latest held; None where none is held."""
    years = held.years(topic, place.codes)
    if not years:
        return None
    wanted = year if year in years else years[-1]
    period = held.catalogue[topic.indicator].period(wanted)
    label = note(
        "option", title=title_of(topic, held), area=held.area(place, wanted), period=period
    )
    slots = Resolved("value", "", (topic,), None, (place,), (wanted,))
    return worded("value", slots, held, label)


def worded(kind: AskKind, slots: Resolved, held: Held, label: str = "") -> Option:
    """A question in plain words with its reading, whose spans are words of it."""
    year = slots.years[-1] if slots.years else None
    named = [str(held.area(place, year).name) for place in slots.places]
    titles = [str(title_of(topic, held)) for topic in slots.topics]
    beside = [
        words()["comparators"][one] if isinstance(one, str) else held.area(one, year).name
        for one in slots.beside
    ]
    spans, what = _years(slots.years), " and ".join(titles)
    when = " and ".join(spans)
    if slots.measure is not None:
        what = words()["of_measure"][slots.measure.value].format(what=what)
    patterns = words()["questions"] | words()["term"]
    question = patterns[kind].format(
        what=what, areas=" and ".join(named), years=when, comparators=" and ".join(beside)
    )
    ask = Ask(
        ask=kind,
        words=question.strip(),
        measures=tuple(_measures(slots, titles)),
        areas=tuple(Area(words=name) for name in named),
        compare_with=tuple(_areas(slots, beside)),
        periods=tuple(Period(words=one) for one in spans),
    )
    return Option(label or question.strip(), question.strip(), ask)


def _measures(slots: Resolved, titles: Sequence[str]) -> Iterable[Measure]:
    name = NAMED.get(slots.measure) if slots.measure is not None else None
    for topic, title in zip(slots.topics, titles, strict=True):
        lines = (topic.category,) if topic.category else ()
        yield Measure(indicator=topic.indicator, categories=lines, metric=name, words=title)


def _areas(slots: Resolved, names: Sequence[str]) -> Iterable[Area]:
    for one, name in zip(slots.beside, names, strict=True):
        near = one == "neighbours"
        if isinstance(one, str):
            yield Area(words=name, set="neighbours" if near else "region")
        else:
            yield Area(words=name)


def _years(years: Sequence[int]) -> list[str]:
    """``from 2019 to 2024`` as one span, ``2019`` and ``2024`` as two."""
    if len(years) > 1 and list(years) == list(range(years[0], years[-1] + 1)):
        return [words()["period"]["run"].format(first=years[0], last=years[-1])]
    return [str(year) for year in years]


def area_of(slots: Resolved, held: Held) -> CatalogueArea | None:
    """The first place of an ask as the area that it was in the last of its years."""
    year = slots.years[-1] if slots.years else None
    return held.area(slots.places[0], year) if slots.places else None


def line_of(kind: str, about: Mapping[str, Any], leads: bool = True) -> Nearest:
    """What was asked, what is held and why they differ, in the words of one kind."""
    asked, is_held, why = (nearest(f"{kind}_{part}", **about) for part in ("asked", "held", "why"))
    return Nearest(asked, is_held, why, leads)
