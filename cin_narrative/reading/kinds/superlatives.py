"""The first or the last of all in, one ask for each region and each end that is named out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.catalogue import Polarity
from cin_narrative.reading.contract import Area, Ask, Claim, Limit, Measure, Order
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds.evidence import of_kinds
from cin_narrative.reading.quantities.numbers import ORDINALS
from cin_narrative.reading.slots.place_levels import by_worth
from cin_narrative.reading.words.closed_classes import (
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.stretches import CueSpan
from cin_narrative.reading.words.tokens import stem

BETWEEN_FIELDS = COORDINATORS | DETERMINERS | PREPOSITIONS | {",", "/"}
ENDS = {"highest": "higher", "lowest": "lower"}
FIELDS = frozenset(("of", "among", "amongst", "between"))
NEXT_TO = frozenset(("after", "behind", "besides", "except", "excluding"))
IN_ORDER = re.compile(r"\b(?:in order|ordered by|ranked by|sorted by)\b")
ALPHABET = frozenset(("alphabetical", "alphabetically", "name", "names"))
REGIONS = "E12"  # how the codes of England's regions begin
DEGREES = {"higher": "higher", "larger": "higher", "lower": "lower", "smaller": "lower"}


def firsts(ask: Ask, facts: Facts) -> list[Ask]:
    """The ask, or one for each region and each end that it names; with what is not ranked."""
    ask = _of_those_named(_of_a_region(_each_ranked(ask, facts), facts), facts)
    fields = [one for part in _apart_from_kinds(ask) for one in _each_field(part, facts)]
    return [one for field in fields for one in _both_ends(field, facts)]


def _of_those_named(ask: Ask, facts: Facts) -> Ask:
    """ "Is Kent's the highest of Kent, Surrey and Essex?": the field is those named behind the
    superlative, and not all authorities. A region takes its place among the regions."""
    if ask.ask != "rank":
        return ask
    tokens, cues = facts.spans.tokens, facts.having("superlative", *ENDS)
    last = max((one.end for one in cues), default=facts.clause.end)
    led = {token.text for token in tokens[last : last + 2]} & FIELDS
    behind = [one for one in facts.places if led and one.start > last]
    if len(behind) > 1 and not any(one.is_wide for one in behind) and ask.limit and not ask.within:
        names = {facts.spans.words(one.start, one.end) for one in behind}
        areas = tuple(one for one in ask.areas if one.words in names)
        limit = msgspec.structs.replace(ask.limit, n=ask.limit.n or 1)
        return msgspec.structs.replace(ask, ask="top", areas=areas, limit=limit, claim=None)
    if ask.within and not ask.areas and len(facts.places) == 1 and _is_subject(facts):
        every = (_every(ask.within),)
        limit = ask.limit or Limit(order="highest")
        return msgspec.structs.replace(ask, ask="top", areas=every, within=None, limit=limit)
    return ask


def _of_a_region(ask: Ask, facts: Facts) -> Ask:
    """ "Does the North East have the highest rate?": a region that is spoken of takes its place
    among the regions; it is no field, of which one authority is the highest."""
    place, cues = next(iter(facts.places), None), facts.having("superlative")
    asked = facts.asks_yes_or_no or facts.is_put_to_a_yes
    whole = all(one.codes == (ENGLAND,) for one in facts.places[1:])
    others = facts.having("each", "areas", "years") or facts.home
    if ask.ask != "top" or not (asked and place and cues and whole) or others:
        return ask
    if not (ask.limit and ask.limit.of == "areas") or ask.threshold:
        return ask
    if not place.codes[0].startswith(REGIONS) or place.start > cues[0].start:
        return ask
    region = Area(words=facts.spans.words(place.start, place.end))
    if ask.change is not None:
        return msgspec.structs.replace(ask, areas=(_every(region),), within=None)
    return msgspec.structs.replace(ask, ask="rank", areas=(region,), within=Area(set="all_regions"))


def _every(region: Area) -> Area:
    return msgspec.structs.replace(region, set="all_regions")


def _each_ranked(ask: Ask, facts: Facts) -> Ask:
    """ "Rank Derby's neighbours by", "put our neighbours in order": each of them in order, where
    they are what is ranked, and no field of another ("rank Derby among its neighbours")."""
    fields = [one for one in (ask.within, *ask.areas) if one is not None]
    near = [one for one in facts.places if one.set == "neighbours"]
    text = " ".join(facts.texts())
    put = facts.texts()[0] == "rank" or (IN_ORDER.search(text) and not ALPHABET & facts.words)
    if (
        not (put and near)
        or ask.ask not in ("rank", "list", "value")
        or (ask.limit and ask.limit.n)
    ):
        return ask
    led = {token.text for token in facts.spans.tokens[facts.clause.start : near[0].start]}
    if led & PREPOSITIONS or facts.having("compare"):
        return ask
    within = next((one for one in fields if one.set == "neighbours"), None)
    areas = tuple(one for one in ask.areas if one is not within)
    limit = ask.limit or Limit(order="highest")
    return msgspec.structs.replace(
        ask, ask="list", areas=areas, within=within, limit=limit, each=("area",)
    )


def _is_subject(facts: Facts) -> bool:
    """Whether the one place is a region that is spoken of, and not the field: "where does the South
    East rank"."""
    place, tokens = facts.places[0], facts.spans.tokens
    led = tokens[place.start - 1 - (tokens[place.start - 1].text == "the")].text
    region = bool(place.codes) and place.codes[0].startswith(REGIONS)
    return region and led not in PREPOSITIONS and not facts.home


def among_its_kinds(ask: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """ "Is neglect the biggest category in Kent?", "are schools the biggest referrer?": the
    categories of Kent are ranked, and not the councils; ``biggest`` is said of what the breakdown
    is by, or of the category itself."""
    one = ask.measures[0] if len(ask.measures) == 1 else None
    of = ask.limit.of if ask.limit is not None else None
    ranked = ask.ask in ("rank", "top") and of in ("areas", "years")
    if not ranked or ask.limit is None or one is None or not one.categories:
        return ask
    by = str(lexicon.catalogue[one.indicator or ""].dimension).split(" of ")[0].split()
    tokens = facts.spans.tokens
    after = [cue.end for cue in facts.having("superlative") if cue.end < facts.clause.end]
    said = any(tokens[at].stem in {stem(word) for word in by} for at in after)
    first = said and ask.ask == "rank" and not ask.within and of == "areas"
    if not first and not _is_a_kind(facts):
        return ask
    whole = msgspec.structs.replace(one, categories=(), all_categories=True)
    limit = msgspec.structs.replace(ask.limit, n=ask.limit.n or 1, of="categories")
    areas = ask.areas or ((ask.within,) if ask.within else ())
    kind = {"ask": "top", "areas": areas, "within": None, "limit": limit}
    return msgspec.structs.replace(ask, measures=(whole,), **kind)


def _is_a_kind(facts: Facts) -> bool:
    """Whether a category is put to a yes as the first of its kind: "were schools the biggest
    referrer", and not "is neglect highest in Kent"."""
    tokens, at = facts.spans.tokens, facts.inverted_at
    cues = facts.having("superlative", *ENDS)
    if at is None or not cues:
        return False
    first = cues[0]
    kind = tokens[first.end].text if first.end < facts.clause.end else ""
    noun = bool(kind) and kind not in PREPOSITIONS and tokens[first.end].kind != "mark"
    metrics = {one.start for one in facts.having("metric")}
    placed = any(one.start < first.start for one in facts.places)
    subject = not placed and any(at < one.start <= at + 2 for one in facts.spans.parts)
    before = first.start - 1 - (tokens[first.start - 1].text in ORDINALS)
    led = bool({tokens[before].text, tokens[first.start].text} & DETERMINERS)
    return subject and noun and led and first.end not in metrics


def commonest_kind(ask: Ask, cues: Sequence[CueSpan], facts: Facts, lexicon: Lexicon) -> Ask:
    """ "The most common disability": the kinds of what is counted, where they are a breakdown."""
    if ask.ask != "top" or not of_kinds(facts) or len(ask.measures) != 1:
        return ask
    if _is_of_places(facts, cues[0]):
        return ask  # "where is neglect most common"
    if ask.measures[0].categories:  # "is neglect the most common reason?"
        _leave_first(facts)
        claim = Claim(words=ask.measures[0].words, about="comparison")
        measure = msgspec.structs.replace(ask.measures[0], categories=(), all_categories=True)
        return msgspec.structs.replace(ask, measures=(measure,), claim=claim)
    kinds = lexicon.catalogue.breakdowns_of(ask.measures[0].indicator or "")
    if ask.measures[0].all_categories or (not kinds and facts.having("each", "areas", "regions")):
        return ask
    if len(kinds) != 1:  # "the most common reason they were put on one": which kinds?
        return msgspec.structs.replace(ask, ask="none", outcome="ask_back")
    measure = msgspec.structs.replace(ask.measures[0], indicator=kinds[0].id, all_categories=True)
    return msgspec.structs.replace(ask, measures=(measure,))


def _is_of_places(facts: Facts, cue: CueSpan) -> bool:
    """Whether it is asked in which place a thing is most common; "the most common category" of a
    place is a kind, and not a place."""
    asked = "where" in facts.texts()[:1] or facts.having("each", "areas", "regions")
    behind = facts.spans.tokens[cue.end : cue.end + 1] if cue.end < facts.clause.end else ()
    return bool(asked) and all(one.text in PREPOSITIONS or one.kind == "mark" for one in behind)


def _leave_first(facts: Facts) -> None:
    """ "The most common need after neglect": which comes next to a kind is not told apart."""
    tokens = facts.spans.tokens
    led = [one for one in facts.spans.parts if tokens[one.start - 1].text in NEXT_TO]
    if led:
        facts.unread.append((led[0].start - 1, max(one.end for one in led)))


def _apart_from_kinds(ask: Ask) -> list[Ask]:
    """ "The rate of plans, and the most common need": what is ranked are the kinds of one thing;
    the others are figures by themselves."""
    whole = tuple(one for one in ask.measures if one.all_categories)
    rest = tuple(one for one in ask.measures if not one.all_categories)
    ranked = ask.ask == "top" and ask.limit is not None and ask.limit.of == "categories"
    if not (ranked and whole and rest):
        return [ask]
    plain = msgspec.structs.replace(ask, ask="value", measures=rest, limit=None, cue=None, each=())
    return [plain, msgspec.structs.replace(ask, measures=whole)]


def _each_field(ask: Ask, facts: Facts) -> list[Ask]:
    """ "The highest in the North East and in the North West", "North East, North West": the first
    of each of several regions that are joined; of two of which one is "the higher", those two."""
    wide = [one for one in facts.places if one.is_wide]
    joined = all(
        {token.text for token in facts.spans.tokens[one.end : other.start]} <= BETWEEN_FIELDS
        for one, other in itertools.pairwise(wide)
    )
    named = {facts.spans.words(one.start, one.end) for one in wide}
    fields = (*ask.areas, *((ask.within,) if ask.within else ()))
    single = tuple(one for one in ask.areas if one.words not in named)
    if ask.ask == "rank" and len(wide) > 1 and single and joined:  # "in the region and in England"
        fields = tuple(one for one in fields if one.words in named)
        return [msgspec.structs.replace(ask, areas=single, within=one) for one in fields]
    several = len(wide) > 1 and {one.words for one in fields} == named
    if ask.ask != "top" or ask.threshold or not (joined and several):
        return [ask]
    degree = {
        facts.spans.tokens[at].text
        for one in facts.having("superlative")
        for at in range(one.start, one.end)
    }
    between = facts.spans.tokens[wide[0].end : wide[-1].start]
    chosen = "or" in {token.text for token in between} and ask.change is None
    if len(wide) == 2 and (degree & set(DEGREES) or chosen):
        order = ask.limit.order if ask.limit else None
        than = next((DEGREES[one] for one in degree if one in DEGREES), ENDS[order or "highest"])
        changes = {"areas": fields[:1], "compare_with": fields[1:], "than": than}
        return [msgspec.structs.replace(ask, ask="compare", within=None, limit=None, **changes)]
    return [msgspec.structs.replace(ask, areas=(), within=one) for one in fields]


def _both_ends(ask: Ask, facts: Facts) -> list[Ask]:
    """ "The highest and the lowest": two asks, one from each end."""
    cues = facts.having("superlative", "highest", "lowest")
    other = [one for one in cues if cues and one.cue.value != cues[0].cue.value]
    if ask.ask != "top" or ask.limit is None or ask.limit.order is None or not other:
        return [ask]
    words = facts.spans.words(other[0].start, other[0].end)
    limit = msgspec.structs.replace(ask.limit, order=other[0].cue.value, words=words)
    return [ask, msgspec.structs.replace(ask, limit=limit)]


def says_again(ask: Ask, asks: Sequence[Ask]) -> bool:
    """Whether how far something moved is asked of what an ask for the one that moved most has told:
    "where did it rise the most, and what was the size of the increase?"."""
    moved = asks[-1].ask == "top" and asks[-1].change is not None if asks else False
    own = ask.measures or ask.areas or ask.compare_with or ask.periods
    return moved and ask.ask == "change" and not own and ask.claim is None


def by_inherited(ask: Ask, names: Sequence[str], facts: Facts, lexicon: Lexicon) -> Ask:
    """ "... and who is best?", "who is worse than us?": which end, or side, that is lies with what
    was counted before it."""
    ask = by_worth(ask, names, facts, lexicon)
    cues = facts.having("superlative", "best", "worst")
    ranked = ask.ask in ("top", "rank") and ask.limit is not None and ask.limit.order
    if not ranked or ask.limit is None or ask.measures or not cues:
        return ask
    counted = msgspec.structs.replace(
        ask, measures=tuple(Measure(words="", indicator=one) for one in names)
    )
    limit = msgspec.structs.replace(ask.limit, order=order_of(cues[0], counted, lexicon))
    return msgspec.structs.replace(ask, limit=limit)


def between_ends(ask: Ask, facts: Facts, asks: Sequence[Ask]) -> Ask:
    """ "Which is highest, which lowest, and how far apart are they?": the gap between the two ends
    of one field that were asked for just before."""
    cues, ends = facts.having("gap", "gap"), [one for one in asks[-2:] if one.ask == "top"]
    orders = {one.limit.order for one in ends if one.limit is not None}
    own = ask.measures or facts.places or facts.periods
    if not cues or own or orders != {"highest", "lowest"}:
        return ask
    for one in (*cues, *facts.having("metric")):
        facts.own(one.start, one.end)
    return msgspec.structs.replace(
        ends[0], ask="gap", words=ask.words, cue=ask.cue, limit=Limit(n=1), restrictors=()
    )


def order_of(cue: CueSpan, ask: Ask, lexicon: Lexicon) -> Order:
    """Which end a superlative means: of "best" and "worst" the catalogue's polarity tells."""
    if cue.cue.value in ("highest", "lowest"):
        return cue.cue.value  # type: ignore[return-value]
    names = [one.indicator for one in ask.measures if one.indicator]
    good = names and lexicon.catalogue[names[0]].polarity is Polarity.HIGH_IS_GOOD
    return "highest" if (cue.cue.value == "best") == bool(good) else "lowest"
