"""Never a dead end: slots as asked in, slots that are held out, each with what was asked, what is
held and why they differ; or why there is nothing, with ways on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cin_narrative.catalogue.areas import Area
from cin_narrative.catalogue.catalogue import Text
from cin_narrative.catalogue.concepts import Concept, concept_of
from cin_narrative.questions.held import Held
from cin_narrative.questions.notes import missing, nearest, quoted, years_listed
from cin_narrative.questions.operators import operator_for
from cin_narrative.questions.queries import Place, Topic
from cin_narrative.questions.resolution.resolve import Read
from cin_narrative.questions.resolution.resolved import Missing, Nearest, Resolved
from cin_narrative.questions.wording import options_for, places_near, said_topics
from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.writing.render import listed

PAIRED = ("ratio", "net", "share", "aggregate")
FIELDS = ("rank", "top", "list", "quartile", "aggregate")
ELSEWHERE = ("other_dataset", "other_country", "attribute", "cross", "own_data", "unknown_place")
OWN_WORDS = ("cause", "judgement")  # what is given is just what is held; what is not is said after


def fit(ask: Ask, read: Read, held: Held) -> list[Resolved] | Missing:
    """The slots that can be answered: one of them or several, or none and why."""
    stopped = _declined(ask, read, held) or _unread(read, held)
    if stopped is not None:
        return stopped
    slots = _with_concepts(ask, read.slots, held)
    if isinstance(slots, Missing):
        return slots
    operator = operator_for(slots)
    if slots.ask == "none" and slots.place_said:
        return Missing("choice_needed", missing("which_measure"), options_for(slots, held))
    if operator.counts and not slots.topics:
        return Missing("choice_needed", missing("which_measure"), options_for(slots, held))
    slots = replace(slots, nearest=(*slots.nearest, *_narrowed(ask, slots, held)))
    monthly = any(held.catalogue[topic.indicator].dimension == "month" for topic in slots.topics)
    if read.near_period and slots.topics and slots.years and not monthly:
        slots = replace(
            slots, nearest=(*slots.nearest, _near_period(read.near_period, slots, held))
        )
    if read.not_broken_down and slots.topics:
        by = _line("not_broken", slots, held, None, given=Text(read.not_broken_down))
        slots = replace(slots, nearest=(*slots.nearest, by))
    if not slots.topics or slots.ask in ("definition", "coverage", "brief"):
        return [slots]
    return _held(slots, held)


def _declined(ask: Ask, read: Read, held: Held) -> Missing | None:
    """Danger, a person's data, an instruction; other subjects by what they are."""
    if ask.outcome == "ask_back" and not read.slots.topics:
        return Missing("choice_needed", missing("which_measure"), options_for(read.slots, held))
    if ask.outcome == "ask_back" and ask.readings:
        return Missing(
            "choice_needed", missing("which_of"), options_for(read.slots, held, ask.readings)
        )
    if ask.outcome != "decline" or (ask.decline == "opinion" and read.slots.topics):
        return None
    if ask.decline in ("danger", "personal", "instruction"):
        return Missing("refused", missing(ask.decline))
    concept = next((c for c in map(_concept, ask.restrictors) if c), None) or concept_of(
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


def _concept(one: Restrictor) -> Concept | None:
    return concept_of(one.words) if one.words and one.what in ELSEWHERE else None


def _with_concepts(ask: Ask, slots: Resolved, held: Held) -> Resolved | Missing:
    """What is asked of a thing or a country that is not held: what comes nearest to it."""
    concepts = list(dict.fromkeys(c for c in map(_concept, ask.restrictors) if c is not None))
    counts = operator_for(slots).counts and not slots.topics
    if not concepts and (counts or ask.outcome == "decline"):
        concepts = [c for c in [concept_of(ask.words or "")] if c is not None]
    abroad = [concept for concept in concepts if concept.place]
    if abroad and not slots.place_said:
        slots = replace(slots, places=(Place((abroad[0].place,)),), notes=())
    if slots.topics or not concepts or slots.ask in ("help", "about_data", "coverage", "brief"):
        return slots
    things = [concept for concept in concepts if not concept.place]
    near = [Topic(name) for concept in things for name in concept.nearest]
    if near and not any(map(_concept, ask.restrictors)):
        slots = replace(slots, nearest=tuple(_of_concept(one, near, slots, held) for one in things))
    if near:
        held_now = [topic for topic in near if held.years(topic, held.england.codes)]
        return _given_years(replace(slots, topics=tuple(held_now), ask=_plain(slots.ask)), held)
    concept = (things or concepts)[0]
    why = missing("elsewhere", title=concept.title, why=concept.why, published=concept.published)
    return Missing("not_held", why, options_for(slots, held))


def _plain(kind: str) -> str:
    return kind if kind in ("trend", "change", "rank", "top", "list", "compare") else "value"


def _given_years(slots: Resolved, held: Held) -> Resolved:
    if slots.years_said and slots.years:
        return slots
    common = held.common(slots.topics, slots.places or (held.england,))
    return replace(slots, years=(common[-1],) if common else slots.years)


def _narrowed(ask: Ask, slots: Resolved, held: Held) -> Iterator[Nearest]:
    """A line for each word that narrows the question to what is not told apart."""
    for one in ask.restrictors:
        if one.what == "judgement" and not one.words:
            continue
        yield _of_restrictor(one, slots, held)
    if ask.outcome == "decline" and ask.decline == "opinion":
        yield _line("opinion", slots, held, None)


def _of_concept(one: Concept, near: Sequence[Topic], slots: Resolved, held: Held) -> Nearest:
    """The line of a concept that the ask as a whole is about."""
    given = {"title": one.title, "why": one.why, "published": one.published}
    return _line("concept", replace(slots, topics=tuple(near)), held, one.title, **given)


def _of_restrictor(one: Restrictor, slots: Resolved, held: Held) -> Nearest:
    words, concept = quoted([one.words or ""]), _concept(one)
    if concept is not None:
        given = {"title": concept.title, "why": concept.why, "published": concept.published}
        kind = "country" if concept.place else "concept"
        return _line(kind, slots, held, words, **given)
    kind = (
        "attribute" if one.what in ("other_dataset", "unknown_place", "other_country") else one.what
    )
    return _line(kind, slots, held, words)


def _line(kind: str, slots: Resolved, held: Held, words: Text | None, **given: Text) -> Nearest:
    """What was asked, what is held and why, in the words of one kind of narrowing."""
    about = {
        "words": words,
        "names": said_topics(slots, held),
        "dimension": _dimensions(slots, held),
        "area": _area(slots, held),
        **given,
    }
    asked, is_held, why = (nearest(f"{kind}_{part}", **about) for part in ("asked", "held", "why"))
    return Nearest(asked, is_held, why, leads=kind not in OWN_WORDS)


def _area(slots: Resolved, held: Held) -> Area | None:
    if not slots.places:
        return None
    return held.area(slots.places[0], slots.years[-1] if slots.years else None)


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


def _near_period(kind: str, slots: Resolved, held: Held) -> Nearest:
    period = held.catalogue[slots.topics[0].indicator].period(slots.years[-1])
    names = said_topics(slots, held)
    parts = (
        nearest(f"{kind}_{part}", period=period, names=names) for part in ("asked", "held", "why")
    )
    return Nearest(*parts)


def _held(slots: Resolved, held: Held) -> list[Resolved] | Missing:
    """The slots by what is held: England's figures, an area's successors, the years there are."""
    places = _places_of(slots, held)
    local = [topic for topic in slots.topics if not _is_england_only(topic, places, slots, held)]
    if slots.ask in PAIRED and len(local) < len(slots.topics):
        local = []
    found: list[Resolved] = []
    if local:
        found += _alive(replace(slots, topics=tuple(local)), held)
    rest = tuple(topic for topic in slots.topics if topic not in local)
    if rest:
        found += _of_england(replace(slots, topics=rest), local, held)
    dated = [one for each in found for one in _dated(each, held)]
    if dated:
        return dated
    why = missing("no_figures", names=said_topics(slots, held), area=_area(slots, held))
    return Missing("not_held", why, options_for(slots, held))


def _places_of(slots: Resolved, held: Held) -> tuple[Place, ...]:
    """Whose figures tell which years are held: the places, else those of the field."""
    field = slots.field
    if slots.places or field is None:
        return slots.places or (held.england,)
    return field.places or (field.place or held.england,)


def _is_england_only(topic: Topic, places: Sequence[Place], slots: Resolved, held: Held) -> bool:
    """Whether it is held for England, and for none of the places asked about in those years."""
    england = held.years(topic, held.england.codes)
    if not england or (set(slots.places) == {held.england} and slots.field is None):
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
    kin = [place, *_kin(place, held)]
    return [year for one in kin for year in held.years(topic, one.codes)]


def _of_england(slots: Resolved, local: Iterable[Topic], held: Held) -> list[Resolved]:
    """England's figures for what is held for England alone, and the total of the place asked."""
    area = _area(slots, held)
    names = said_topics(slots, held)
    totals = dict.fromkeys(held.total_of(topic.indicator) for topic in slots.topics)
    whole = tuple(Topic(one) for one in totals if one and Topic(one) not in local)
    asks_place = area is not None and slots.places != (held.england,)
    about = {
        "names": names,
        "area": area if asks_place else None,
        "total": Text("yes") if whole else None,
    }
    line = Nearest(*(nearest(f"england_only_{part}", **about) for part in ("asked", "held", "why")))
    kind = (
        slots.ask
        if slots.ask in ("value", "trend", "change", "breakdown", *PAIRED)
        else (
            "breakdown"
            if any(not t.category and held.catalogue[t.indicator].dimension for t in slots.topics)
            else "value"
        )
    )
    of_england = replace(
        slots,
        ask=kind,
        places=(held.england,),
        field=None,
        beside=(),
        judges=False,
        nearest=(*slots.nearest, line),
    )
    found = [_given_years(of_england, held)]
    if whole and asks_place and slots.places:
        found.append(
            _given_years(
                replace(
                    slots,
                    ask="value",
                    topics=whole,
                    measure=None,
                    field=None,
                    beside=(),
                    notes=(),
                    nearest=(),
                    n=0,
                    level=None,
                    claimed=None,
                ),
                held,
            )
        )
    return found


def _kin(place: Place, held: Held) -> list[Place]:
    """The areas that followed a place, or that it followed."""
    codes = [code for code in place.codes if code in held.areas]
    near = [
        one
        for code in codes
        for area in [held.areas.get(code)]
        for one in (*area.successors, *area.predecessors)
    ]
    return [Place((code,)) for code in dict.fromkeys(near) if code not in place.codes]


def _alive(slots: Resolved, held: Held) -> list[Resolved]:
    """A place that did not exist in any of the years, as those that were there in its stead."""
    places: list[Place] = []
    lines: list[Nearest] = []
    for place in slots.places:
        years = slots.years if slots.years_said else (held.span[1],)
        if not years or any(held.is_alive(place, year) for year in years):
            places.append(place)
            continue
        instead = [one for one in _kin(place, held) if any(held.is_alive(one, y) for y in years)]
        lines.append(_gone(place, instead, years[-1], slots, held))
        places += instead or [place]
    if not lines:
        return [slots]
    return [
        _given_years(
            replace(slots, places=tuple(dict.fromkeys(places)), nearest=(*slots.nearest, *lines)),
            held,
        )
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
    return Nearest(*(nearest(f"{kind}_{part}", **about) for part in ("asked", "held", "why")))


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
        return [replace(slots, years=tuple(kept), nearest=(*slots.nearest, line))]
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
        "area": _area(slots, held),
        "first_year": Text(str(known[0])),
        "last_year": Text(str(known[-1])),
    }
    parts = (nearest(f"{kind}_{part}", **about) for part in ("asked", "held", "why"))
    return Nearest(*parts, leads=leads)
