"""Never a dead end: slots as asked in, slots that are held out, each with what was asked, what is
held and why they differ; or why there is nothing, with ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.concepts import concept_of
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import missing, quoted, years_listed
from cin_narrative.questions.operators import operator_for
from cin_narrative.questions.queries import Place, Topic
from cin_narrative.questions.resolution.resolve import Read
from cin_narrative.questions.resolution.resolved import Missing, Nearest, Resolved
from cin_narrative.questions.restrictions import (
    BETWEEN,
    concept_in,
    line_about,
    narrowed,
    near_period,
    not_without,
    with_concepts,
    with_years,
)
from cin_narrative.questions.successors import in_their_stead, kin_of, of_districts
from cin_narrative.questions.wording import (
    area_of,
    definitions,
    line_of,
    options_for,
    places_near,
    said_topics,
)
from cin_narrative.reading.contract import Ask

PAIRED = ("ratio", "net", "share", "aggregate")
OWN_LEVEL = ("value", "list", "trend", "streak")  # whose level is of the figure itself
FIELDS = ("rank", "top", "list", "quartile", "aggregate")


def fit(ask: Ask, read: Read, held: Held) -> list[Resolved] | Missing:
    """The slots that can be answered: one of them or several, or none and why."""
    stopped = _declined(ask, read, held) or _unread(read, held)
    if stopped is not None:
        return stopped
    slots = with_concepts(ask, read.slots, held)
    if isinstance(slots, Missing):
        return slots
    if unsaid := _which(slots, held):
        return unsaid
    slots = replace(slots, nearest=(*slots.nearest, *narrowed(ask, slots, held)))
    if slots.topics:
        slots = replace(slots, nearest=(*slots.nearest, *of_districts(ask, slots, held)))
    beside = ("rest",) if slots.ask in BETWEEN else ()
    if slots.without or any(one.what not in beside for one in ask.restrictors):
        level = None if slots.ask == "value" else slots.level  # a yes would be to another question
        slots = replace(slots, yes_or_no=False, claimed=None, level=level)
    slots = _of_hundred(slots, held)
    if slots.without and slots.topics and operator_for(slots).name != "without":
        slots = replace(slots, nearest=(*slots.nearest, not_without(slots, held)))
    monthly = any(
        held.catalogue[topic.indicator].dimension.startswith("month") for topic in slots.topics
    )
    if read.near_period and slots.topics and slots.years and not monthly:
        line = near_period(read.near_period, slots, held)
        slots = replace(slots, yes_or_no=False, claimed=None, nearest=(*slots.nearest, line))
    if read.no_home and slots.topics:
        slots = replace(
            slots, nearest=(*slots.nearest, line_about("no_home", slots, held)), notes=()
        )
    if read.not_broken_down and slots.topics:
        by = line_about("not_broken", slots, held, given=Text(read.not_broken_down))
        slots = replace(slots, nearest=(*slots.nearest, by))
    if not slots.topics or slots.ask in ("definition", "coverage", "brief"):
        return [slots]
    return _held(slots, held)


def _which(slots: Resolved, held: Held) -> Missing | None:
    """What is asked back where no measure or no term was named."""
    if slots.ask == "definition" and not slots.topics:
        return Missing("choice_needed", missing("which_term"), definitions(held))
    placed = slots.ask == "none" and slots.place_said
    if placed or (operator_for(slots).counts and not slots.topics):
        return Missing("choice_needed", missing("which_measure"), options_for(slots, held))
    return None


def _of_hundred(slots: Resolved, held: Held) -> Resolved:
    """A level in per cent ("more than a tenth of"), or a number so stated, is of a percentage: the
    slots so measured, or without it where none is published."""
    held_against = any(one is not None and one.of_hundred for one in (slots.level, slots.claimed))
    if not held_against or slots.ask not in OWN_LEVEL or not slots.topics:
        return slots
    measures = [held.catalogue[topic.indicator].measures for topic in slots.topics]
    if all(Measure.PERCENTAGE in one for one in measures):
        return replace(slots, measure=slots.measure or Measure.PERCENTAGE)
    line = line_about("of_hundred", slots, held)
    lines = (*slots.nearest, line)
    return replace(slots, level=None, claimed=None, yes_or_no=False, nearest=lines)


def _declined(ask: Ask, read: Read, held: Held) -> Missing | None:
    """Danger, a person's data, an instruction; other subjects by what they are."""
    counts = operator_for(read.slots).counts or read.slots.ask == "none" or ask.value is not None
    known = any(map(concept_in, ask.restrictors)) or concept_of(ask.words or "") is not None
    if ask.outcome == "ask_back" and not read.slots.topics and counts and not known:
        return Missing("choice_needed", missing("which_measure"), options_for(read.slots, held))
    if ask.outcome == "ask_back" and ask.readings:
        return Missing(
            "choice_needed", missing("which_of"), options_for(read.slots, held, ask.readings)
        )
    if ask.outcome != "decline" or (ask.decline == "opinion" and read.slots.topics):
        return None
    if ask.decline in ("danger", "personal", "instruction"):
        return Missing("refused", missing(ask.decline))
    if ask.decline == "opinion":  # whatever is beside it that is not held
        return Missing("refused", missing("opinion"), options_for(read.slots, held))
    concept = next((c for c in map(concept_in, ask.restrictors) if c), None) or concept_of(
        ask.words or ""
    )
    if concept is not None and concept.nearest:
        return None
    reason = "elsewhere" if concept is not None else ask.decline or "other_subject"
    why = missing(
        reason,
        title=concept.title if concept else None,
        why=concept.why if concept else None,
        published=concept.published if concept else None,
    )
    return Missing("not_held" if concept else "refused", why, options_for(read.slots, held))


def _unread(read: Read, held: Held) -> Missing | None:
    """Words that stand where a place or a period does, and name none."""
    if read.unread_places:
        words = quoted(read.unread_places)
        options = places_near(read.unread_places, read.slots, held)
        return Missing("choice_needed", missing("which_place", words=words), options)
    if read.unread_periods and not read.slots.years_said:
        words = quoted(read.unread_periods)
        return Missing(
            "choice_needed", missing("which_year", words=words), options_for(read.slots, held)
        )
    return None


def _held(slots: Resolved, held: Held) -> list[Resolved] | Missing:
    """The slots by what is held: England's figures, an area's successors, the years there are."""
    places = _places_of(slots, held)
    local = [topic for topic in slots.topics if not _is_england_only(topic, places, slots, held)]
    if slots.ask in PAIRED and len(local) < len(slots.topics):
        local = []
    found: list[Resolved] = []
    if local:
        found += in_their_stead(replace(slots, topics=tuple(local)), held)
    rest = tuple(topic for topic in slots.topics if topic not in local)
    if rest:
        found += _of_england(replace(slots, topics=rest), local, held)
    dated = [one for each in found for one in _dated(each, held)]
    if dated:
        return dated
    whole = _of_totals(slots, held)
    if whole:
        return whole
    why = missing("no_figures", names=said_topics(slots, held), area=area_of(slots, held))
    return Missing("not_held", why, options_for(slots, held))


def _of_totals(slots: Resolved, held: Held) -> list[Resolved]:
    """What only an authority's own return tells apart, and none is loaded: the totals."""
    totals = dict.fromkeys(held.total_of(topic.indicator) for topic in slots.topics)
    whole = tuple(Topic(one) for one in totals if one)
    if not whole:
        return []
    line = line_about("attribute", replace(slots, topics=whole), held, said_topics(slots, held))
    plain = replace(slots, topics=whole, measure=None, nearest=(*slots.nearest, line))
    return _dated(with_years(plain, held), held)


def _places_of(slots: Resolved, held: Held) -> tuple[Place, ...]:
    """Whose figures tell which years are held: the places, else those of the field."""
    field = slots.field
    if slots.places or field is None:
        return slots.places or (held.england,)
    return field.places or (field.place or held.england,)


def _is_england_only(topic: Topic, places: Sequence[Place], slots: Resolved, held: Held) -> bool:
    """Whether DfE publishes it for England alone: held so, for none of the places asked about in
    those years, and not for want of a file."""
    england = held.years(topic, held.england.codes)
    if not england or (set(slots.places) == {held.england} and slots.field is None):
        return False
    if not held.is_for_england_alone(topic, min(slots.years, default=england[-1])):
        return False
    if not slots.places or (
        slots.field is not None and slots.field.kind != "named" and slots.ask in FIELDS
    ):
        regions = slots.field is not None and slots.field.kind == "regions"
        return not held.is_local(topic) and not regions
    own = {year for place in places for year in _years_of_line(topic, place, held)}
    if not own:
        return True
    if not slots.years_said:  # held once, long ago: what is meant is the present
        return max(own) < england[-1] - 1
    wanted = [year for year in slots.years if year in england]
    return bool(wanted) and min(wanted) > max(own)


def _years_of_line(topic: Topic, place: Place, held: Held) -> list[int]:
    """The years held for a place, or for those that came after or before it."""
    kin = [place, *kin_of(place, held)]
    return [year for one in kin for year in held.years(topic, one.codes)]


def _of_england(slots: Resolved, local: Iterable[Topic], held: Held) -> list[Resolved]:
    """England's figures for what is held for England alone, and the total of the place asked."""
    area = area_of(slots, held) if slots.places != (held.england,) else None
    totals = dict.fromkeys(held.total_of(topic.indicator) for topic in slots.topics)
    whole = tuple(Topic(one) for one in totals if one and Topic(one) not in local)
    total = Text("yes") if whole else None
    about = {"names": said_topics(slots, held), "area": area, "total": total}
    plain = replace(slots, field=None, beside=(), judges=False)
    line = line_of("england_only", about)
    of_england = replace(
        plain,
        ask=_of_one_area(slots, held),
        places=(held.england,),
        nearest=(*slots.nearest, line),
    )
    found = [with_years(of_england, held)]
    if whole and area is not None:
        bare = replace(plain, ask="value", topics=whole, measure=None, notes=(), nearest=())
        found.append(with_years(replace(bare, n=0, level=None, claimed=None), held))
    return found


def _of_one_area(slots: Resolved, held: Held) -> str:
    """The kind of an ask about areas within England, where it is about England alone."""
    if slots.ask in ("value", "trend", "change", "breakdown", *PAIRED):
        return slots.ask
    whole = (not t.category and held.catalogue[t.indicator].dimension for t in slots.topics)
    return "breakdown" if any(whole) else "value"


def _dated(slots: Resolved, held: Held) -> list[Resolved]:
    """The years that are held of those asked for; where none is, the one that is nearest."""
    places = _places_of(slots, held)
    each = [set(held.years(topic, place.codes)) for topic in slots.topics for place in places]
    known = sorted(set[int].union(*each)) if each else []
    if not known:
        return []
    if not slots.years_said or not slots.years:
        return [slots if slots.years else replace(slots, years=(known[-1],))]
    kept = [year for year in slots.years if known[0] <= year <= known[-1]]
    left = [year for year in slots.years if year not in kept]
    if kept and left and not (slots.ask == "change" and len(slots.years) == 1):
        line = _years_left(left, known, slots, held, leads=False)
        single = slots.ask == "change" and len(kept) == 1  # of two years one is held, and no change
        kind = "value" if single else slots.ask
        return [replace(slots, ask=kind, years=tuple(kept), nearest=(*slots.nearest, line))]
    if kept:
        return [slots]
    series = [
        year for topic in slots.topics for p in places for year in held.series(topic, p.codes)
    ]
    instead = known[-1] if min(slots.years) > known[-1] else min(series or known)
    line = _years_left(left, known, slots, held, leads=True)
    kind = "value" if slots.ask in ("trend",) else slots.ask
    return [replace(slots, ask=kind, years=(instead,), nearest=(*slots.nearest, line))]


def _years_left(
    left: Sequence[int], known: Sequence[int], slots: Resolved, held: Held, leads: bool
) -> Nearest:
    kind = "future" if min(left) > held.span[1] else "years"
    about = {
        "years": years_listed(left),
        "names": said_topics(slots, held),
        "area": area_of(slots, held),
        "first_year": Text(str(known[0])),
        "last_year": Text(str(known[-1])),
    }
    return line_of(kind, about, leads)
