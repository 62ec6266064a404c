"""A conversation: earlier questions read again for what they leave to lean on, and the parts of the present one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cin_narrative.questions.grammar import Part, read
from cin_narrative.questions.guards import stopped
from cin_narrative.questions.interpret import Understood, interpret, partial
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent, Query
from cin_narrative.questions.setting import Decline, Setting
from cin_narrative.questions.tokens import LONGEST, normalise

POLITE = re.compile(
    r"(?:(?:ok|okay|many|great|perfect|lovely|brilliant|super|good|thanks|thank you|cheers|ta|hello|hi|hey|bye|goodbye|morning|afternoon"
    r"|so much|very much|a lot|that is all|thats all|please|there|noted|got it|understood|will do)\b[ ,!.]*)+"
)
MEANING = re.compile(r"^(?:what (?:does|do) [^?]{2,60} (?:mean|stand for)|define |what is (?:the meaning|meant|the definition))")
MOST_PARTS = 20
ALONE = {"years_held", "areas_held", "help", "symbols", "source", "trust", "neighbours_list", "brief"}


@dataclass(slots=True)
class Reading:
    """The parts of one question as understood or declined, in order, and the context they leave behind."""

    parts: list[tuple[Part, Understood | Decline]] = field(default_factory=list)
    context: Query | None = None
    stopped: Decline | None = None


@lru_cache(maxsize=4096)
def understand(question: str, context: Query | None, setting: Setting) -> Reading:
    """Read one question in the light of ``context``. Never raises for any text; treat what it returns as fixed."""
    if len(question) > LONGEST:
        return Reading(context=context, stopped=Decline("refused", "too_long"))
    refusal = stopped(normalise(question))
    if refusal is not None:
        return Reading(context=context, stopped=refusal)
    reading = Reading(context=context)
    parts = _merged(read(question, setting.lexicon)[:MOST_PARTS], context)
    for index, part in enumerate(parts):
        if _says_nothing(part) and len(parts) > 1:
            continue
        _take_back(part, reading.context)
        _borrow(part, parts[index + 1 :], reading.context, setting.home is not None)
        if len(parts) == 1 and POLITE.fullmatch(part.text.strip(" !.,")):
            reading.parts.append((part, Decline("refused", "nothing")))
            continue
        found = _all_again(part, reading, interpret(part, reading.context, setting))
        if isinstance(found, Decline) and _is_rider(part, found, reading):
            _mark_why(reading)
            continue
        reading.parts.append((part, found))
        if isinstance(found, Understood) and found.queries:
            if found.queries[-1].topics:
                reading.context = found.queries[-1]
        elif isinstance(found, Decline):
            reading.context = found.leaves or partial(part, reading.context, setting) or reading.context
    return reading


def _all_again(part: Part, reading: Reading, found: Understood | Decline) -> Understood | Decline:
    """ "(iii) the same for Derbyshire" as the last of a list: everything that the list asked of one place, of another."""
    asked = [query for _, held in reading.parts if isinstance(held, Understood) for query in held.queries]
    own = _names_something(part) or any(m.period is not None for m in part.mentions)
    compares = not own and part.cues() & {"change", "compare"} and not any(True for _ in part.having(Kind.AREA))
    between = _between(asked) if compares else None
    if between is not None:
        return Understood([between])
    alike = len({(query.places, query.years) for query in asked}) == 1 and all(query.intent is Intent.VALUE for query in asked)
    if isinstance(found, Decline) or "same" not in part.cues() or len(asked) < 2 or not alike or len(found.queries) != 1:
        return found
    if _names_something(part):
        return found
    places, years = found.queries[0].places, found.queries[0].years
    return replace(found, queries=[replace(query, places=places, years=years) for query in asked])


def _take_back(part: Part, context: Query | None) -> None:
    """ "Derbyshire not Derby", "not plans, referrals": what is taken back goes, where another of its kind stands in its place."""
    for at in range(len(part.mentions) - 1):
        if part.mentions[at].words != ("not",) or (follows := part.mentions[at + 1]).says_nothing:
            continue
        kind = next((kind for kind in (Kind.AREA, Kind.INDICATOR, Kind.PLAN) if follows.value(kind) is not None), None)
        kinds = (Kind.INDICATOR, Kind.PLAN) if kind is Kind.PLAN else (kind,)
        another = kind is not None and any(i != at + 1 for k in kinds if k for i, _ in part.having(k))
        known = kind is Kind.AREA or (context is not None and any("plan" in t.indicator or t.indicator == follows.value(Kind.INDICATOR)
                                                                  for t in context.topics))  # fmt: skip
        if another and known:
            part.mentions = part.mentions[:at] + part.mentions[at + 2 :]
            return


def _between(asked: Sequence[Query]) -> Query | None:
    """ "(a) referrals 2022 (b) referrals 2023 (c) the difference": the change, or the gap, between the two just asked for."""
    if asked and asked[-1].intent is Intent.VALUE and len(asked[-1].years) == 2 and len(asked[-1].places) == 1:
        return replace(asked[-1], intent=Intent.CHANGE)
    if len(asked) < 2 or asked[-1].topics != asked[-2].topics or any(len(query.years) != 1 for query in asked[-2:]):
        return None
    first, second = asked[-2:]
    if first.places == second.places and first.years != second.years:
        return replace(second, intent=Intent.CHANGE, years=tuple(sorted({*first.years, *second.years})), measure=first.measure)
    if first.years == second.years and first.places != second.places:
        return replace(second, intent=Intent.COMPARE, places=(*first.places, *second.places))
    return None


def _names_something(part: Part) -> bool:
    kinds = (Kind.INDICATOR, Kind.CATEGORY, Kind.PLAN, Kind.CASE, Kind.TOPIC)
    return bool(part.unknown) or any(True for kind in kinds for _ in part.having(kind))


def _merged(parts: list[Part], context: Query | None) -> list[Part]:
    """A first sentence that names nothing ("it was 45%, wasn't it? re-referrals in Leeds") read with the next."""
    while len(parts) > 1 and context is None and not _names_something(parts[0]) and not parts[0].cues() & ALONE:
        first, second = parts[0], parts[1]
        second.mentions = [*first.mentions, *second.mentions]
        second.text = f"{first.text} {second.text}"
        parts = parts[1:]
    kept: list[Part] = []
    for part in parts:
        if kept and _only_confirms(part):  # "... 300 in 2022. Is that right?"
            kept[-1].mentions += part.mentions
            kept[-1].text = f"{kept[-1].text} {part.text}"
        else:
            kept.append(part)
    return kept


def _only_confirms(part: Part) -> bool:
    bare = not _names_something(part) and all(m.says_nothing or m.value(Kind.CUE) is not None for m in part.mentions)
    others = {"compare", "opinion", "why", "change", "trend", "same", "highest", "lowest"}
    return bare and "confirm" in part.cues() and not part.cues() & others


def _says_nothing(part: Part) -> bool:
    return not part.unknown and all(mention.says_nothing for mention in part.mentions)


def _borrow(part: Part, later: Sequence[Part], context: Query | None, at_home: bool) -> None:
    """A part without a place or a year takes those that come after it in the same message, where nothing came before.

    With a home authority (``at_home``) what names no place is about that; "the same for Bolton" asks of another place, after this one.
    """
    if context is not None or not later or MEANING.match(part.text):
        return
    has_place = any(True for _ in part.having(Kind.AREA)) or part.cues() & {"home", "england", "which_area", "all_authorities"}
    if not has_place:
        source = next((p for p in later if any(True for _ in p.having(Kind.AREA)) and (p.continues or _only_slots(p))), None)
        added = source is not None and at_home and source.text.startswith("and ")  # "our s47s. And England's": ours, and England's
        if source is not None and not added and "same" not in source.cues() and (_only_slots(source) or not at_home):
            part.mentions += [mention for _, mention in source.having(Kind.AREA)]
            if _only_slots(source):
                part.mentions += [m for m in source.mentions if m.period is not None]
                source.mentions = []
    tells_year = not any(True for _ in later[0].having(Kind.INDICATOR)) and len(later) == 1
    if (later[0].continues or tells_year) and not any(m.period for m in part.mentions):
        part.mentions += [m for m in later[0].mentions if m.period is not None]
        if _only_slots(later[0]) and not later[0].text.startswith("and ") and not any(True for _ in later[0].having(Kind.AREA)):
            later[0].mentions = []  # "... than Nottingham? 2024": the year of what was asked, nothing more


def _only_slots(part: Part) -> bool:
    return not part.unknown and all(m.says_nothing or m.period is not None or m.value(Kind.AREA) is not None for m in part.mentions)


def _is_rider(part: Part, found: Decline, reading: Reading) -> bool:
    """A sentence of why or should after figures were asked for: no figure depends on it."""
    asked = any(isinstance(held, Understood) and held.queries for _, held in reading.parts)
    rides = part.asks_why or bool(part.cues() & {"why"}) or found.saying == "topic_opinion"
    return asked and rides


def _mark_why(reading: Reading) -> None:
    """Say of the last figures asked for that they do not say why."""
    for place in range(len(reading.parts) - 1, -1, -1):
        part, held = reading.parts[place]
        if isinstance(held, Understood) and held.queries:
            queries = [*held.queries[:-1], replace(held.queries[-1], asks_why=True)]
            reading.parts[place] = (part, replace(held, queries=queries))
            return


def context_of(history: Sequence[str], setting: Setting) -> tuple[Query | None, list[Query]]:
    """What the earlier questions leave to lean on, and every query that they made."""
    context: Query | None = None
    asked: list[Query] = []
    for question in history:
        reading = understand(str(question), context, setting)
        context = reading.context
        asked += [query for _, held in reading.parts if isinstance(held, Understood) for query in held.queries]
    return context, [query for query in asked if query.intent in (Intent.VALUE, Intent.BREAKDOWN, Intent.COMPARE, Intent.NET, Intent.RATIO)]
