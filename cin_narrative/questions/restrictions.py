"""Words that narrow an ask to what is not held in, what comes nearest and why it differs out: the
restrictors of a reading, and the concepts of the catalogue that are not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.concepts import Concept, concept_named, concept_of
from cin_narrative.catalogue.indicator import Indicator
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import missing, quoted
from cin_narrative.questions.operators import operator_for
from cin_narrative.questions.queries import Place, Topic
from cin_narrative.questions.resolution.resolved import Missing, Nearest, Resolved
from cin_narrative.questions.wording import area_of, line_of, options_for, said_topics
from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.reading.quantities.dates import period
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.tokens import fold, tokens_of
from cin_narrative.writing.render import listed

ELSEWHERE = ("other_dataset", "other_country", "attribute", "cross", "own_data", "unknown_place")
PLAIN = ("other_dataset", "unknown_place", "other_country")  # where no concept says more of it
APART = frozenset(",:;")  # what stands behind one of these is asked by itself
OWN_WORDS = ("cause", "judgement")
CLOSING = frozenset(("because", "reason", "closed", "closing", "ended", "closure", "closures"))
BETWEEN = ("compare", "gap")  # a part is below its whole just where it is below the rest
# what is given is just what is held; what is not is said after


def concept_in(one: Restrictor) -> Concept | None:
    """The concept that is not held which a restrictor names."""
    return concept_of(one.words) if one.words and one.what in ELSEWHERE else None


def with_concepts(ask: Ask, slots: Resolved, held: Held) -> Resolved | Missing:
    """What is asked of a thing or a country that is not held: what comes nearest to it."""
    concepts = list(dict.fromkeys(c for c in map(concept_in, ask.restrictors) if c is not None))
    counts_figures = operator_for(slots).counts
    counts = counts_figures and not slots.topics
    if not concepts and (counts or ask.outcome == "decline"):
        concepts = [c for c in [concept_of(ask.words or "")] if c is not None]
    abroad = [concept for concept in concepts if concept.abroad]
    if abroad and not slots.place_said:
        if not abroad[0].place:
            return _elsewhere(abroad[0], replace(slots, places=()), held)
        slots = replace(slots, places=(Place((abroad[0].place,)),), notes=())
    instead = _instead(ask)
    if instead is not None and counts_figures:
        return _elsewhere(instead, slots, held)
    if slots.topics or not concepts or slots.ask in ("help", "about_data", "coverage", "brief"):
        return slots
    things = [concept for concept in concepts if not concept.abroad]
    near = [Topic(name) for concept in things for name in concept.nearest]
    if near and not any(map(concept_in, ask.restrictors)):
        slots = replace(slots, nearest=tuple(_of_concept(one, near, slots, held) for one in things))
    held_now = [topic for topic in near if held.years(topic, held.england.codes)]
    if held_now:
        return with_years(replace(slots, topics=tuple(held_now), ask=_plain(slots.ask)), held)
    return _elsewhere((things or concepts)[0], slots, held)


def _instead(ask: Ask) -> Concept | None:
    """The concept that is asked for in place of what is counted beside it: named before it, as in
    "how much money is spent on each child in need"."""
    words = ask.words or ""
    first = min((words.find(one.words) for one in ask.measures if one.words), default=-1)
    named = ((concept_in(one), words.find(one.words or "")) for one in ask.restrictors)
    before = ((c, words[at:first]) for c, at in named if c is not None and 0 <= at < first)
    return next((c for c, said in before if c.instead and not APART & set(said)), None)


def _elsewhere(one: Concept, slots: Resolved, held: Held) -> Missing:
    """Nothing near is held: who publishes it, and what is held here."""
    why = missing("elsewhere", title=one.title, why=one.why, published=one.published)
    return Missing("not_held", why, options_for(slots, held))


def _plain(kind: str) -> str:
    return kind if kind in ("trend", "change", "rank", "top", "list", "compare") else "value"


def _by_concept_alone(ask: Ask, slots: Resolved, held: Held) -> Iterator[Nearest]:
    """ "Adoptions in Kent": a measure that only its category names, by words for what is not held,
    is what comes nearest to it, and says so; "closed because of adoption" is the category."""
    if CLOSING & set((ask.words or "").lower().split()):
        return
    for one in ask.measures:
        concept = concept_named(one.words) if one.words and one.categories else None
        if concept is not None:
            yield _of_words("concept", concept, [one.words or ""], slots, held)


def narrowed(ask: Ask, slots: Resolved, held: Held) -> Iterator[Nearest]:
    """A line for each kind of words that narrow the question to what is not told apart."""
    yield from _by_concept_alone(ask, slots, held)
    kinds: dict[tuple[str, Concept | None], list[str]] = {}
    for one in ask.restrictors:
        if one.words:
            concept = concept_in(one)
            kind: str = "attribute" if one.what in PLAIN else one.what
            kind = "period_beside" if _is_dated(one.words) else kind
            kind = _as_held(kind, one.words, slots, held)
            kinds.setdefault(("" if concept else kind, concept), []).append(one.words)
    for (kind, concept), words in kinds.items():
        yield _of_words(kind, concept, words, slots, held)
    if ask.outcome == "decline" and ask.decline == "opinion":
        yield line_about("opinion", slots, held)


def _as_held(kind: str, words: str, slots: Resolved, held: Held) -> str:
    """What can be said of some words: of what is broken down by nothing there are no two breakdowns
    at once; and a category that is told apart was not read, and is none that is not held."""
    parts = [held.catalogue.counts_of(held.catalogue[one.indicator]) for one in slots.topics]
    crossed = any(one.categories for one in parts) and _names_category(words, list(held.catalogue))
    if kind == "cross" and not crossed:
        kind = "attribute"
    wholes = {one.breakdown_of or one.id for one in parts}
    told = [each for whole in wholes for each in held.catalogue.breakdowns_of(whole)]
    return "unread" if kind == "attribute" and _names_category(words, told) else kind


def _names_category(words: str, breakdowns: Sequence[Indicator]) -> bool:
    """Whether all of some words stand in the name of one category."""
    said = _texts(words)
    labels = (part.label for one in breakdowns for part in one.categories.values())
    return any(said <= _texts(label) for label in labels)


@lru_cache(maxsize=2048)  # the labels, each looked through for every such word, are 544
def _texts(words: str) -> frozenset[str]:
    return frozenset(token.text for token in tokens_of(fold(words)))


def _is_dated(words: str) -> bool:
    """Whether some words are a time of the figures, and no length by itself: "five years"."""
    meaning, tokens = period(words), tokens_of(fold(words))
    lasts = meaning is not None and meaning.form in ("last_n", "change_n")
    return meaning is not None and not (lasts and whole(tokens, 0)[0] is not None)


def _of_concept(one: Concept, near: Sequence[Topic], slots: Resolved, held: Held) -> Nearest:
    """The line of a concept that the ask as a whole is about."""
    given = {"title": one.title, "why": one.why, "published": one.published}
    return line_about("concept", replace(slots, topics=tuple(near)), held, one.title, **given)


def _of_words(
    kind: str, concept: Concept | None, words: Sequence[str], slots: Resolved, held: Held
) -> Nearest:
    if concept is None:
        return line_about(kind, slots, held, quoted(words))
    given = {"title": concept.title, "why": concept.why, "published": concept.published}
    return line_about(
        "country" if concept.abroad else "concept", slots, held, quoted(words), **given
    )


def line_about(
    kind: str, slots: Resolved, held: Held, words: Text | None = None, **given: Text
) -> Nearest:
    """The line of one kind of narrowing, about the topics and the place of an ask."""
    names, by = said_topics(slots, held) or Text("figures"), _dimensions(slots, held)
    about = {"words": words, "names": names, "dimension": by, "area": area_of(slots, held), **given}
    beside = kind == "rest" and slots.ask in BETWEEN
    return line_of(kind, about, kind not in OWN_WORDS and not beside)


def not_without(slots: Resolved, held: Held) -> Nearest:
    """The line of a place that is to be left out of a figure which cannot be had without it."""
    year = slots.years[-1] if slots.years else held.span[1]
    gone = [held.area(one, year).in_name for one in slots.without]
    return line_about("without", slots, held, listed(gone))


def _dimensions(slots: Resolved, held: Held) -> Text | None:
    """By what the totals asked about are broken down here."""
    totals = dict.fromkeys(topic.indicator for topic in slots.topics)
    found = [
        one.dimension
        for total in totals
        for one in held.catalogue.breakdowns_of(total)
        if held.years(Topic(one.id), held.england.codes) and not one.is_cross_table
    ]
    return listed(dict.fromkeys(found)) if found else None


def near_period(kind: str, slots: Resolved, held: Held) -> Nearest:
    """The line of a period that is not just the one that was meant."""
    period = held.catalogue[slots.topics[0].indicator].period(slots.years[-1])
    return line_of(kind, {"period": period, "names": said_topics(slots, held)})


def with_years(slots: Resolved, held: Held) -> Resolved:
    """The slots with the latest year held of what they are about now, unless years were named."""
    if slots.years_said and slots.years:
        return slots
    common = held.common(slots.topics, slots.places or (held.england,))
    return replace(slots, years=(common[-1],) if common else slots.years)
