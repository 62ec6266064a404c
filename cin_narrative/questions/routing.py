"""The first job of a model: say which measure a question means that the grammar could not settle. A reading to confirm, never an answer.

The model picks from closed lists or says "none". Places and years are the grammar's. The reading is written as a question in our own words
and put through the grammar again: it stands only if that gives the very query, and if the store holds an answer to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Catalogue, Indicator, Measure
from cin_narrative.catalogue.periods import Kind as PeriodKind
from cin_narrative.questions.grammar import Part
from cin_narrative.questions.interpret import Understood
from cin_narrative.questions.job_prompts import prompt_for
from cin_narrative.questions.model import ROUTE, Assistance, Job, LanguageModel, judged
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.setting import Decline, Option, Setting
from cin_narrative.questions.unsettled import Unsettled
from cin_narrative.questions.when import find_years
from cin_narrative.questions.where import Where, find_places

NONE = "none"
PATTERNS = {
    Intent.VALUE: "{title} in {place}{years}", Intent.TREND: "Trend of {title} in {place}{years}",
    Intent.COMPARE: "How does {title} in {place} compare with {beside}{years}?",
    Intent.RANK: "Where does {place} rank for {title}{years}?", Intent.BREAKDOWN: "{title} in {place}{years}",
}  # fmt: skip
MEASURED = {None: "", Measure.COUNT: "the number of ", Measure.RATE: "the rate of "}
SPLIT_OR_BOTH = (Intent.VALUE, Intent.BREAKDOWN)  # the number is always among what these give
BESIDE = {ENGLAND: "England", "neighbours": "its statistical neighbours", "region": "its region"}
Settle = Callable[[str], tuple[Query | None, frozenset[Measure]]]  # what answers a question of ours, and the measures it gives


@dataclass(frozen=True, slots=True)
class Routed:
    """A reading to confirm, or None; with what the model did."""

    option: Option | None
    words: tuple[str, ...]
    assistance: Assistance


@dataclass(frozen=True, slots=True)
class _Slots:
    """What the grammar read of the question itself: the place, the years, what to compare with."""

    place: str
    codes: tuple[str, ...]
    years: tuple[int, ...]
    beside: tuple[str, ...]


def route(question: str, gap: Unsettled, context: Query | None, setting: Setting, model: LanguageModel, settle: Settle) -> Routed | None:
    """The reading of the part by ``model``, checked; None where the places or years of the part stand in the way. Never raises."""
    slots = _slots_of(gap.part, context, setting)
    if slots is None:
        return None
    job = job_of(question, [setting.catalogue[name] for name in gap.candidates], setting.catalogue, gap.intents)
    reply = model.reply(job)
    reason, option = reply.failure, None
    if reply.value is not None:
        found = _chosen(reply.value, gap, setting.catalogue)
        reason, option = (found, None) if isinstance(found, str) else _confirmed(*found, gap, slots, settle)
    exchange = judged(model, job, reply, reason)
    words = gap.candidates[str(reply.value["indicator"])] if option is not None and reply.value is not None else ()
    return Routed(option, words, Assistance(option is not None, False, reason or None, (exchange,)))


def job_of(question: str, candidates: Sequence[Indicator], catalogue: Catalogue, intents: Collection[Intent] = tuple(PATTERNS)) -> Job:
    """What is sent: the question as data, and of the catalogue the measures that the question could mean; what a reading may intend."""
    dimensions = sorted({str(one.dimension) for indicator in candidates for one in catalogue.breakdowns_of(indicator.id) if one.dimension})
    splits = dimensions if Intent.BREAKDOWN in intents else []
    lists = {"indicators": [*(indicator.id for indicator in candidates), NONE],
             "intents": [*(intent.value for intent in PATTERNS if intent in intents), NONE], "breakdowns": [*splits, NONE]}  # fmt: skip
    given: dict[str, object] = {"question": question, "measures": {indicator.id: str(indicator.title) for indicator in candidates}}
    return prompt_for(ROUTE).as_job({**given, **({"breakdowns": splits} if splits else {})}, lists, question=question)


def _chosen(value: Mapping[str, object], gap: Unsettled, catalogue: Catalogue) -> tuple[Indicator, Intent] | str:
    """The indicator and intent of a reply that names nothing outside the lists; else why not."""
    if not prompt_for(ROUTE).fits(value):
        return "the reply is not in the form asked for"
    name, meant, breakdown = (str(value[field]) for field in ("indicator", "intent", "breakdown"))
    if NONE in (name, meant):
        return "the model knows no measure for it"
    if name not in gap.candidates or meant not in [intent.value for intent in PATTERNS]:
        return "the reply names something outside the lists"
    if (meant == Intent.BREAKDOWN) != (breakdown != NONE):
        return "the reply does not fit together"
    if breakdown == NONE:
        return catalogue[name], Intent(meant)
    split = [one for one in catalogue.breakdowns_of(name) if one.dimension == breakdown]
    return (split[0], Intent(meant)) if split else "there is no such breakdown"


def _slots_of(part: Part, context: Query | None, setting: Setting) -> _Slots | None:
    where = find_places(part, context, setting)
    when = find_years(part, context, [], PeriodKind.FLOW, setting.span)
    if not isinstance(where, Where) or not where.places or where.within or where.every_region or when.partial or when.future:
        return None
    own = [place for place in where.places if place != setting.england] or where.places[:1]
    beside = list(dict.fromkeys([*where.comparators, *([ENGLAND] if len(where.places) > len(own) else [])]))
    if len(own) > 1 or any(name not in BESIDE for name in beside):
        return None
    place = own[0]
    years = tuple(when.years) if when.own else ()
    return _Slots(setting.area(place, years[-1] if years else None).in_name, place.codes, years, tuple(beside))


def _confirmed(indicator: Indicator, intent: Intent, gap: Unsettled, slots: _Slots, settle: Settle) -> tuple[str, Option | None]:
    """The reading as a question of ours, if the grammar reads that as the same query and the store answers it; else why not."""
    if intent not in gap.intents or bool(slots.beside) is not (intent is Intent.COMPARE):
        return "the reply leaves out what the question asks of the figures", None
    beside = " and ".join(BESIDE[name] for name in slots.beside)
    measured = "" if intent in SPLIT_OR_BOTH and gap.measure is Measure.COUNT else MEASURED[gap.measure]
    question = PATTERNS[intent].format(title=f"{measured}{indicator.title}", place=slots.place, beside=beside, years=_years(slots.years))
    query, given = settle(question)
    if query is None:
        return "the figures held do not answer that reading", None
    if not _is_same(query, indicator, intent, slots) or (gap.measure is not None and gap.measure not in given):
        return "that reading is not one that can be asked", None
    return "", Option(question[0].upper() + question[1:], question)


def _years(years: Sequence[int]) -> str:
    if len(years) > 1 and list(years) == list(range(years[0], years[-1] + 1)):
        return f" from {years[0]} to {years[-1]}"
    return f" {' and '.join(str(year) for year in years)}" if years else ""


def _is_same(query: Query, indicator: Indicator, intent: Intent, slots: _Slots) -> bool:
    """Whether the grammar's query is the one meant: the measure, the intent, the place and the years, and nothing besides."""
    meant = {intent, Intent.BREAKDOWN} if indicator.breakdown_of else {intent, Intent.CHANGE} if intent is Intent.TREND else {intent}
    topics = {topic.indicator for topic in query.topics}
    if topics != {indicator.id} or query.intent not in meant:
        return False
    places = {code for place in query.places for code in place.codes} - {ENGLAND}
    own = set(slots.codes) - {ENGLAND}
    return places == own and (not slots.years or set(slots.years) == set(query.years))


def read_parts(parts: Sequence[tuple[Part, Understood | Decline]]) -> Query | None:
    """The only query of a question that the grammar settled as one part; None otherwise."""
    if len(parts) != 1 or not isinstance(parts[0][1], Understood) or len(parts[0][1].queries) != 1:
        return None
    return parts[0][1].queries[0]
