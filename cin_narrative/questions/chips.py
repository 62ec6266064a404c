"""How a question was read, slot by slot, and what each slot can be changed to: a question for each alternative, proved to be read so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Indicator, Measure, Text
from cin_narrative.claims.direction import PROMPTS
from cin_narrative.questions.available import within_holdings
from cin_narrative.questions.conversation import understand
from cin_narrative.questions.interpret import Understood
from cin_narrative.questions.query import Intent, Place, Query, Topic
from cin_narrative.questions.refining import kindred
from cin_narrative.questions.setting import Decline, Option, Setting
from cin_narrative.writing.render import listed

TABLE = PROMPTS / "question" / "chips.toml"
READ = (Intent.VALUE, Intent.BREAKDOWN, Intent.TREND, Intent.CHANGE, Intent.COMPARE, Intent.RANK, Intent.MEAN)
MOST = 5  # alternatives of one slot
COMPARATORS = ((), ("neighbours",), ("region",), (ENGLAND,))
MEASURED = {Measure.COUNT: "number of ", Measure.RATE: "rate of ", Measure.PERCENTAGE: "percentage of "}
COMPARED = {"neighbours": "statistical neighbours", "region": "the region", ENGLAND: "England"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One slot of the reading: its name, what was understood, and the questions that change it."""

    slot: str
    label: str
    value: str
    alternatives: tuple[Option, ...]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def chips(query: Query, setting: Setting) -> list[Chip]:
    """The slots of ``query`` in a fixed order; none for a question about the data itself, or about a group of authorities."""
    query = _settled(query, setting)
    if query.intent not in READ or not query.topics or not query.places:
        return []
    slots = (("indicator", _titles(query, setting), _indicators(query, setting)), ("area", _areas(query, setting), _places(query, setting)),
             ("period", _period(query, setting), _periods(query, setting)), ("comparator", _beside(query), _compared(query)),
             ("measure", _measure(query, setting), _measures(query, setting)))  # fmt: skip
    return [Chip(slot, _words()["slots"][slot], value, tuple(_offered(query, found, setting))[:MOST]) for slot, value, found in slots]


def _offered(query: Query, found: Iterable[tuple[str, Query]], setting: Setting) -> Iterator[Option]:
    """Each alternative whose question is read back as just that, and which is held."""
    for label, wanted in found:
        question = worded(wanted, setting)
        if wanted != query and question and _is_read_as(question, wanted, query, setting):
            yield Option(label, question)


def _is_read_as(question: str, wanted: Query, context: Query, setting: Setting) -> bool:
    parts = understand(question, context, setting).parts
    if len(parts) != 1 or not isinstance(parts[0][1], Understood) or len(parts[0][1].queries) != 1:
        return False
    read = parts[0][1].queries[0]
    if isinstance(within_holdings(read, setting), Decline):
        return False
    read = _settled(read, setting)
    slots = ("intent", "topics", "places", "comparators", "within", "n", "lowest_first")
    kept = wanted.measure is context.measure  # a number asked for and one given by itself are the same, unless that is what is changed
    measured = read.measure is wanted.measure or (kept and {read.measure, wanted.measure} == {None, Measure.COUNT})
    alike = all(getattr(read, slot) == getattr(wanted, slot) for slot in slots)
    return alike and measured and (read.years == wanted.years or not wanted.years)


def _settled(query: Query, setting: Setting) -> Query:
    """A place set beside England has it as its comparator."""
    if query.intent is Intent.COMPARE and not query.comparators and len(query.places) == 2 and query.places[1] == setting.england:
        return replace(query, places=query.places[:1], comparators=(ENGLAND,))
    return query


def worded(query: Query, setting: Setting) -> str:
    """A question in plain words that asks for ``query``; empty where there is no such wording."""
    patterns = _words()["questions"]
    name = "places" if query.intent is Intent.COMPARE and not query.comparators else query.intent.value
    measure = MEASURED.get(query.measure, "") if query.measure else ""
    what = measure + " and ".join(_named(topic, setting) for topic in query.topics)
    return patterns[name].format(
        what=what, areas=" and ".join(setting.area(place, _last(query)).name for place in query.places), years=_years(query),
        comparators=" and ".join(COMPARED[name] for name in query.comparators if name in COMPARED),
    ).strip()  # fmt: skip


def _named(topic: Topic, setting: Setting) -> str:
    indicator = setting.catalogue[topic.indicator]
    label = indicator.categories[topic.category].label if topic.category in indicator.categories else ""
    return f"{indicator.title}: {label}" if label else str(indicator.title)


def _years(query: Query) -> str:
    years = query.years
    if not years:
        return ""
    if query.intent is Intent.CHANGE and len(years) > 1:
        return f"between {years[0]} and {years[-1]}"
    run = len(years) > 1 and years == tuple(range(years[0], years[-1] + 1))
    return f"from {years[0]} to {years[-1]}" if run else " and ".join(str(year) for year in years)


def _last(query: Query) -> int | None:
    return query.years[-1] if query.years else None


def _titles(query: Query, setting: Setting) -> str:
    return str(listed([Text(_named(topic, setting)) for topic in query.topics]))


def _areas(query: Query, setting: Setting) -> str:
    return str(listed([setting.area(place, _last(query)).in_name for place in query.places]))


def _period(query: Query, setting: Setting) -> str:
    words, years = _words()["period"], query.years
    period = setting.catalogue[query.topics[0].indicator].period
    if not years:
        return words["all"]
    return words["span"].format(first=period(years[0]).noun, last=period(years[-1]).noun) if len(years) > 1 else str(period(years[0]).noun)


def _beside(query: Query) -> str:
    words = _words()["comparators"]
    return str(listed([Text(words[name]) for name in query.comparators if name in words])) if query.comparators else words["none"]


def _measure(query: Query, setting: Setting) -> str:
    words, indicator = _words()["measures"], setting.catalogue[query.topics[0].indicator]
    both = query.measure is None and {Measure.COUNT, Measure.RATE} <= set(indicator.measures)
    return words["both"] if both else words[(query.measure or indicator.headline).value]


def _indicators(query: Query, setting: Setting) -> Iterator[tuple[str, Query]]:
    """What stands near the indicator in the process, and its breakdown, each as a whole."""
    if len(query.topics) != 1:
        return
    topic = query.topics[0]
    names = dict.fromkeys([*kindred(topic.indicator), setting.catalogue[topic.indicator].breakdown_of])
    for name in names:
        if name and name in setting.catalogue.indicators and name != topic.indicator and not setting.catalogue[name].breakdown_of:
            intent = Intent.VALUE if query.intent is Intent.BREAKDOWN else query.intent
            yield str(setting.catalogue[name].title), replace(query, topics=(Topic(name),), intent=intent, measure=None)


def _places(query: Query, setting: Setting) -> Iterator[tuple[str, Query]]:
    """The authority that is ours, its region, England and its nearest neighbours, where one place was asked about."""
    if len(query.places) != 1 or query.intent is Intent.RANK:
        return
    area = setting.area(query.places[0], _last(query))
    wider = setting.areas.region_of(area)
    near = setting.areas.neighbours(area, setting.span[1])[1] if area.is_authority else []
    found = [setting.home, Place((wider.code,)) if wider else None, setting.england, *(Place((one.code,)) for one in near[:3])]
    for place in dict.fromkeys(place for place in found if place is not None):
        codes = next((codes for codes in setting.areas.vocabulary.values() if place.codes[0] in codes), place.codes)
        one = place if place == setting.home else Place(tuple(sorted(codes)) if len(place.codes) == 1 and len(codes) == 1 else place.codes)
        yield str(setting.area(one, _last(query)).in_name), replace(query, places=(one,))


def _periods(query: Query, setting: Setting) -> Iterator[tuple[str, Query]]:
    """The years beside the one asked for, the latest, and the run of all that are held."""
    held = setting.series(query.topics[0].indicator, query.places[0].codes)
    period = setting.catalogue[query.topics[0].indicator].period
    if len(query.years) == 1 and query.intent not in (Intent.CHANGE, Intent.TREND, Intent.MEAN):
        for year in dict.fromkeys([query.years[0] - 1, query.years[0] + 1, *held[-1:]]):
            if year in held and year != query.years[0]:
                yield str(period(year).noun), replace(query, years=(year,))
    whole = len(held) > 1 and not (setting.catalogue[query.topics[0].indicator].dimension and not query.topics[0].category)
    if whole and not query.comparators and query.intent in (Intent.VALUE, Intent.CHANGE):
        yield _words()["period"]["all"], replace(query, intent=Intent.TREND, years=tuple(range(held[0], held[-1] + 1)))
    if query.intent is Intent.TREND and held:
        yield str(period(held[-1]).noun), replace(query, intent=Intent.VALUE, years=(held[-1],), comparators=())


def _compared(query: Query) -> Iterator[tuple[str, Query]]:
    """Beside nothing, the neighbours, the region or England: of one year, as a comparison."""
    single = len(query.places) == 1 and len(query.topics) == 1 and len(query.years) == 1
    if not single or query.intent not in (Intent.VALUE, Intent.COMPARE) or query.places[0].codes[0].startswith("E"):
        return
    words = _words()["comparators"]
    for names in COMPARATORS:
        label = words["none"] if not names else words[names[0]]
        yield label, replace(query, comparators=names, intent=Intent.COMPARE if names else Intent.VALUE)


def _measures(query: Query, setting: Setting) -> Iterator[tuple[str, Query]]:
    """The other measures of the indicator."""
    indicator: Indicator = setting.catalogue[query.topics[0].indicator]
    for measure in indicator.measures:
        if measure is not query.measure and measure in (Measure.COUNT, Measure.RATE, Measure.PERCENTAGE):
            yield _words()["measures"][measure.value], replace(query, measure=measure)
