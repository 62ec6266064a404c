"""A turn that points at several places or years that the turns before it named one after the other
in, the ask of all of them out: "and referrals for both?", "who had more?"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cin_narrative.reading.contract import Area, Ask, Change, Measure, Period
from cin_narrative.reading.facts.clause_facts import COMPARATIVE, Facts
from cin_narrative.reading.quantities.numbers import whole
from cin_narrative.reading.words.closed_classes import words_of

PAIR = 2
BOTH, ENDING = frozenset(("both", "each")), words_of("turns.ending")
POINTING, PLACES = words_of("turns.pointing"), words_of("turns.places")
DIFFERENCE = frozenset(("difference", "gap"))
ASKING = frozenset(
    ("what", "whats", "is", "was", "and", "the", "so", "s", "between", "them", "two")
)
BY_HOW_MUCH = ["by", "how", "much"]
KINDS = words_of("slots_ranking.kinds") | {"group"}
WHO = frozenset(("which", "who", "whose"))
THEM = frozenset(("they", "them", "two", "both"))


def of_several(ask: Ask, before: Ask, facts: Facts, earlier: Sequence[Ask]) -> Ask:
    """The ask of the places or the years that it points at; as it is where it points at none."""
    asked = _run(earlier)
    ask = _apart(_each_kind(ask, facts, earlier), facts, asked)
    ask = _beside_each_other(_beside_before(ask, before, facts), facts, asked)
    if ask.areas or ask.within or ask.compare_with or ask.threshold or ask.change:
        return ask
    if WHO & facts.words:
        return _which_of(ask, before, facts, asked)
    number, tokens = pointed(facts)
    several = any(len(one.categories) > 1 for one in ask.measures) or len(ask.measures) > 1
    if not tokens or not ask.measures or several or len(ask.periods) > 1:
        return ask
    places, years = _places(asked), _years(asked)
    if len(places) >= max(number, PAIR):
        facts.plain.update(tokens)
        if places == before.areas:
            return ask
        places = places[-number:] if number else places
        return msgspec.structs.replace(ask, areas=places, inherits=(*ask.inherits, "areas"))
    if len(years) >= max(number, PAIR) and not ask.periods:
        facts.plain.update(tokens)
        return msgspec.structs.replace(ask, periods=years[-number:] if number else years)
    return ask


def _beside_before(ask: Ask, before: Ask, facts: Facts) -> Ask:
    """ "And Warwickshire, and the difference between them?", "and in 2024, and the gap between the
    two": the place or the year before, and the one that is named here."""
    them, single = _them(facts), before.ask == "value" and not before.within
    if ask.ask != "gap" or not (them and single) or ask.measures or ask.compare_with:
        return ask
    sided = len(ask.areas) == 1 and len(before.areas) < PAIR and ask.areas != before.areas
    if sided and not ask.periods:
        facts.plain.update(them)
        subject = before.areas or (Area(set="home"),)
        return msgspec.structs.replace(ask, areas=subject, compare_with=ask.areas)
    if len(ask.periods) == len(before.periods) == 1 and not ask.areas:
        facts.plain.update(them)
        moved, when = Change(form="difference"), (*before.periods, *ask.periods)
        return msgspec.structs.replace(ask, ask="change", periods=when, change=moved)
    return ask


def _beside_each_other(ask: Ask, facts: Facts, asked: Sequence[Ask]) -> Ask:
    """ "In Leeds? And in Bradford? How do they compare?", "how far apart are they?", "which rose
    more?": of the places; "in 2014? And now? How much has it risen?": of the years."""
    places, years, them = _places(asked), _years(asked), _them(facts)
    own = ask.areas or ask.within or ask.measures or ask.compare_with
    both = ask.ask in ("compare", "gap") and bool(them)
    faster = ask.ask == "change" and bool({"which", "who"} & facts.words)
    if own or not (both or faster or ask.ask == "change"):
        return ask
    if len(places) < PAIR:
        moved = ask.ask == "change" and not ask.periods and len(years) == PAIR
        return msgspec.structs.replace(ask, periods=years) if moved else ask
    if not (both or faster):
        return ask
    facts.plain.update(them)
    if ask.ask == "gap":
        return msgspec.structs.replace(ask, areas=places[:1], compare_with=places[1:])
    change = msgspec.structs.replace(ask.change, direction=None) if ask.change else None
    return msgspec.structs.replace(ask, areas=places, change=change)


def _each_kind(ask: Ask, facts: Facts, earlier: Sequence[Ask]) -> Ask:
    """ "How many are Black? And Asian? Which group has grown more?": of each of those that were
    counted one after the other, in one place."""
    counted, moved = _counted(earlier), ask.change is not None and ask.ask in ("change", "top")
    kinds = len({one.indicator for one in counted}) == 1 < len(counted)
    own = ask.measures or ask.areas or ask.within or ask.compare_with or facts.measured.measures
    those = {"which", "each", "both"} & facts.words and not facts.having("each", "areas", "regions")
    if ask.ask == "compare" and kinds and not own and (them := _them(facts)):
        facts.plain.update(them)  # "how do they compare": the kinds, each with its figure
        return msgspec.structs.replace(ask, ask="value", measures=counted, than=None)
    if not (moved and those) or own or len(counted) < PAIR or ask.change is None:
        return ask
    for one in (*facts.having("superlative"), *facts.having("compare")):
        facts.own(one.start, one.end)  # each with its own change, from which the most is read
        facts.cues.remove(one)
    there = range(facts.clause.start, facts.clause.end)
    facts.plain.update(at for at in there if facts.spans.tokens[at].text in KINDS)
    change = msgspec.structs.replace(ask.change, direction=None, select=None)
    kept = tuple(one for one in ask.inherits if one != "result")
    return msgspec.structs.replace(
        ask, ask="change", measures=counted, change=change, limit=None, inherits=kept
    )


def _counted(earlier: Sequence[Ask]) -> tuple[Measure, ...]:
    """What the last ask counted, and those before it that were put of the same place and year."""
    found: list[Ask] = list(earlier[-1:])
    for before in reversed(earlier[:-1]):
        follows = {"areas", "periods"} & set(found[0].inherits) and not found[0].periods
        if not follows or found[0].areas or before.ask != "value":
            break
        found.insert(0, before)
    alike = bool(found) and {one.ask for one in found} == {"value"}
    measures = [measure for one in found for measure in one.measures if measure.indicator]
    return tuple(dict.fromkeys(measures)) if alike else ()


def _apart(ask: Ask, facts: Facts, asked: Sequence[Ask]) -> Ask:
    """ "In 2019? And in 2024? What's the difference?", "by how much?": of the two years, or of the
    two places."""
    texts = [text for text in facts.texts() if text.isalpha()]
    named = any(one.indicator for one in ask.measures)  # "in percentage points" names nothing
    moved = bool(ask.change) and "differ" not in texts
    own = ask.areas or ask.periods or named or ask.within or ask.compare_with or moved
    bare = texts == BY_HOW_MUCH or (DIFFERENCE & set(texts) and set(texts) - DIFFERENCE <= ASKING)
    bare = bare or ask.ask == "gap" or "differ" in texts
    if own or not bare or ask.ask not in ("none", "gap", "value", "change"):
        return ask
    places, years = _places(asked), _years(asked)
    if len(places) == PAIR and len(years) < PAIR:
        facts.own(facts.clause.start, facts.clause.end)
        return msgspec.structs.replace(ask, ask="gap", areas=places[:1], compare_with=places[1:])
    if len(years) == PAIR and len(places) < PAIR:
        facts.own(facts.clause.start, facts.clause.end)
        return msgspec.structs.replace(ask, ask="change", periods=years, change=Change())
    return ask


def _them(facts: Facts) -> list[int]:
    """The tokens that point at those before: "them", "the two", "they", "both"."""
    there = range(facts.clause.start, facts.clause.end)
    return [at for at in there if facts.spans.tokens[at].text in THEM]


def _run(earlier: Sequence[Ask]) -> list[Ask]:
    """The last ask, and those before it of which it is the same for another place or year."""
    found = list(earlier[-1:])
    for before in reversed(earlier[:-1]):
        if not {"measures", "ask"} <= set(found[0].inherits):
            break
        found.insert(0, before)
    return found if {one.ask for one in found} == {"value"} else []


def _places(asked: Sequence[Ask]) -> tuple[Area, ...]:
    found: list[Area] = []
    for one in asked:
        own = "areas" not in one.inherits and not one.within
        found += one.areas or ((Area(set="home"),) if own else ())
    return tuple({area.set or area.words: area for area in found}.values())


def _years(asked: Sequence[Ask]) -> tuple[Period, ...]:
    return tuple({one.words: one for each in asked for one in each.periods if one.words}.values())


def pointed(facts: Facts) -> tuple[int, list[int]]:
    """How many are pointed at (nought where that is not said), and the tokens that say so: "both",
    "each of them", "all three", "the two places"."""
    tokens, (start, end) = facts.spans.tokens, (facts.clause.start, facts.clause.end)
    for at in range(start, end):
        text, after = tokens[at].text, tokens[at + 1].text if at + 1 < end else "."
        number, then = whole(tokens, at)
        if text in BOTH and (at + 1 == end or after in ENDING or tokens[at + 1].kind == "mark"):
            return (PAIR if text == "both" else 0), [at]
        if text == "them" and tokens[at - 1].text in ("for", "of", "in"):
            return 0, [at]
        led = at > start and tokens[at - 1].text in POINTING
        rest = [tokens[i].text for i in range(then, end) if tokens[i].kind != "mark"]
        if number and number >= PAIR and led and (not rest or rest[0] in PLACES | ENDING):
            return number, [at - 1, at, *range(then, end)]
    return 0, []


def _which_of(ask: Ask, before: Ask, facts: Facts, asked: Sequence[Ask]) -> Ask:
    """ "Who had more?", "which is lower per head?", "who had most?": of the places asked for."""
    places = before.areas if len(before.areas) > 1 else _places(asked)
    ordered = facts.having("compare", *COMPARATIVE)
    if len(places) < PAIR or ask.measures or ask.periods or facts.having("each", "regions"):
        return ask
    if ask.ask == "top" and (ask.limit is None or ask.limit.of == "areas"):
        return msgspec.structs.replace(ask, areas=places)
    if ask.ask not in ("none", "value", "list") or not ordered or "than" in facts.words:
        return ask
    cue = facts.take(ordered[0].start, ordered[0].end)
    sides = {"areas": places[:1], "compare_with": places[1:]}
    return msgspec.structs.replace(ask, ask="compare", cue=cue, each=(), **sides)
