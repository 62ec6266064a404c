"""The words of a clause in, those that stand for every member of a place out."""

from __future__ import annotations

from itertools import pairwise

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.kinds.movement import asks_how_long
from cin_narrative.reading.words.closed_classes import DETERMINERS, INVERTED, words_of
from cin_narrative.reading.words.lexicon import Cue
from cin_narrative.reading.words.stretches import CueSpan

WHO = words_of("facts_members.who")
EACH = words_of("facts_members.each")


MEMBERS = {
    "authority": "areas",
    "authorities": "areas",
    "council": "areas",
    "councils": "areas",
    "borough": "areas",
    "boroughs": "areas",
    "la": "areas",
    "las": "areas",
    "area": "areas",
    "areas": "areas",
    "region": "regions",
    "regions": "regions",
    "place": "areas",
    "places": "areas",
    "county": "areas",
    "counties": "areas",
    "city": "areas",
    "cities": "areas",
}
KINDS = words_of("facts_members.kinds")


INSIDE = words_of("facts_members.inside")
OR_THE = 2  # tokens between two that are chosen from: "London or the South East"
RELATIVE = words_of("facts_members.relative")
ASKED = INVERTED | {"there"}
STEP = words_of("facts_members.step")
SINCE = ("since", "from", "until", "till")


def find_members(facts: Facts) -> None:
    """ "every North East authority", "which of the London boroughs": the members of a place."""
    tokens = facts.spans.tokens
    of_two, first = _of_two(facts), facts.clause.start
    _pass_over_kind(facts, of_two)
    for at in range(facts.clause.start, facts.clause.end):
        kind = MEMBERS.get(tokens[at].text) if at not in facts.owned else None
        begins = _begins_each(facts, at) if kind else None
        if kind and any(one.end == at for one in facts.having("superlative")):
            begins = at  # "the highest and the lowest region"
        if kind == "regions" and begins is None and _is_ranked(facts, at):
            begins = at
        if kind and (begins is not None or tokens[at].text.endswith("s")):
            if not any(one.kind == "each" and one.start <= at < one.end for one in facts.cues):
                facts.cues.append(CueSpan(Cue("each", kind), at, at + 1))
            first = begins if begins is not None else _numbered(facts, at)
            while first > facts.clause.start and tokens[first - 1].text in KINDS:
                first -= 1  # "compared with county councils"
            facts.own(first, at + 1)
            _narrow_to_kind(facts, first, at + 1)
            inside = {one for one in facts.having("set", "home") if first <= one.start <= at}
            facts.cues = [one for one in facts.cues if one not in inside]
    beyond = facts.having("compare", "higher", "lower", "better", "worse")
    if tokens[first].text in WHO and beyond and not of_two:  # "who had more than England"
        facts.cues.append(CueSpan(Cue("each", "areas"), first, first + 1))
        facts.own(first, first + 1)
    for near in facts.having("neighbours"):
        begins = _begins_each(facts, near.start)
        begins = _counted(facts, near.start) if begins is None else begins
        if begins is not None and tokens[begins].text in ("which", "any", "each", "many"):
            facts.cues.append(CueSpan(Cue("each", "areas"), begins, begins + 1))
            facts.own(begins, near.start)
    for place in facts.places:
        several = tokens[place.end - 1].text in MEMBERS and tokens[place.end - 1].text != "region"
        if several and place.codes and place.codes[0].startswith("E"):
            facts.cues.append(CueSpan(Cue("each", "areas"), place.end - 1, place.end))


def _pass_over_kind(facts: Facts, of_two: bool) -> None:
    """ "Which region has more, London or the South East": what they are says no more of them."""
    first, tokens = facts.clause.start, facts.spans.tokens
    chosen = of_two and tokens[first].text in ("which", "what")
    for at in range(first + 1, min(first + 5, facts.clause.end)) if chosen else ():
        if tokens[at].text in MEMBERS:
            facts.own(at, at + 1)
            facts.cues = [one for one in facts.cues if one.kind != "set" or one.start != at]


def _is_ranked(facts: Facts, at: int) -> bool:
    """ "Is the North East the region with the second highest": one of all regions is meant."""
    tokens = facts.spans.tokens
    relative = at + 1 < facts.clause.end and tokens[at + 1].text in RELATIVE
    return relative and any(one.start > at for one in facts.having("superlative"))


def _of_two(facts: Facts) -> bool:
    """Whether one of two named places is asked for: "who had more plans, Bolton or Bury"."""
    named = [one for one in facts.places if one.codes]
    joined = any(
        "or" in {token.text for token in facts.spans.tokens[one.end : after.start]}
        and after.start - one.end <= OR_THE
        for one, after in pairwise(named)
    )
    return joined and "than" not in facts.words


def _narrow_to_kind(facts: Facts, first: int, end: int) -> None:
    """A kind of authority narrows, as all kinds are ranked together: "which county"; but boroughs
    of a named place are its members."""
    texts = [token.text for token in facts.spans.tokens[first:end]]
    whose = any(place.is_wide and place.codes[:1] != (ENGLAND,) for place in facts.places)
    for at, text in enumerate(texts, first):
        if text in KINDS and not (text.startswith("borough") and whose):
            facts.owned.discard(at)
            facts.narrowing.add(at)


def _numbered(facts: Facts, at: int) -> int:
    """Where "nine English" begins, that only says how many members there are."""
    inside = INSIDE - {"of", "the", "inner", "outer"}
    while at > facts.clause.start and facts.spans.tokens[at - 1].text in inside:
        at -= 1
    return at


def _puts_years(facts: Facts) -> bool:
    """ "Is 2021 the year with fewest", "was it 2018 or 2019 that had most": a year is the
    subject."""
    start, tokens = facts.clause.start, facts.spans.tokens
    at = start + 1 + (tokens[min(start + 1, facts.clause.end - 1)].text == "it")
    subject = any(one.start == at and one.meaning.form == "year" for one in facts.periods)
    return tokens[start].text in INVERTED and subject


def find_best_years(facts: Facts) -> None:
    """ "The worst year", "when was the highest number": the years are what is ranked; "since when
    has A had more than B", "when did A overtake B": those in which it was so."""
    start, tokens = facts.clause.start, facts.spans.tokens
    end = start + (
        3 if [one.text for one in tokens[start + 1 : start + 3]] == ["/", "where"] else 1
    )
    dated = any(one.meaning.form in ("year", "latest") for one in facts.periods)
    since = facts.texts()[1:2] == ["when"] and tokens[start].text in SINCE
    two = len(facts.places) + bool(facts.having("set", "home")) > 1
    compared = two and facts.having("compare", "higher", "lower")
    lasting = bool(compared) and asks_how_long(facts.spans, facts.clause)
    since, when = since or lasting, tokens[start + since].text == "when" or lasting
    if when and (compared or facts.having("superlative")) and not dated:
        facts.cues.append(CueSpan(Cue("each", "years"), start, end + since))
        facts.own(start, end + since)
    for one in facts.periods:  # "the highest for two years"
        if one.meaning.form == "last_n" and one.meaning.last and facts.having("superlative"):
            facts.cues.append(CueSpan(Cue("each", "years"), one.start, one.end))
    if _puts_years(facts) and facts.having("superlative"):
        facts.cues.append(CueSpan(Cue("each", "years"), start, start + 1))
    for cue in facts.having("superlative"):
        year = cue.end < facts.clause.end and tokens[cue.end].text in ("year", "years")
        if not _find_step(facts, cue.end) and year:
            facts.cues.append(CueSpan(Cue("each", "years"), cue.end, cue.end + 1))


def _find_step(facts: Facts, start: int) -> bool:
    """ "The biggest single-year rise": from one year to the next, over all years."""
    tokens, at = facts.spans.tokens, start
    while at < facts.clause.end and (tokens[at].kind == "mark" or tokens[at].text in STEP):
        at += 1
    said = {token.text for token in tokens[start:at]}
    if "year" not in said or not any(one.end > at for one in facts.having("change")):
        return False
    facts.own(start, at)
    if not (facts.having("each", "areas", "regions") or {"who", "whose"} & facts.words):
        facts.cues.append(CueSpan(Cue("each", "years"), start, at))
    return True


def _begins_each(facts: Facts, at: int) -> int | None:
    """Where the determiner stands that makes a noun stand for its members, places between."""
    named = {i for place in facts.places for i in range(place.start, place.end)}
    back = at - 1
    own = {i for one in facts.having("set", "home") for i in range(one.start, one.end)}
    while back >= facts.clause.start and (
        back in named | own or facts.spans.tokens[back].text in INSIDE
    ):
        back -= 1
    if back < facts.clause.start:
        return None
    texts = [
        token.text for token in facts.spans.tokens[max(facts.clause.start, back - 1) : back + 1]
    ]
    put = facts.texts()[0] in ASKED or back == facts.clause.start
    asked = texts[-1] == "any" and (put or bool(set(texts[:-1]) & ASKED))
    exists = texts[-1] in ("a", "an") and texts[:-1] == ["there"]  # "is there a council where"
    return back if asked or exists or texts[-1] in EACH else None


def _counted(facts: Facts, at: int) -> int | None:
    """Where "many" stands that counts members, "of" and whose they are between: "how many of our
    neighbours"."""
    own = {i for one in facts.having("set", "home") for i in range(one.start, one.end)}
    own |= {i for one in facts.places for i in range(one.start, one.end)}
    back = at - 1
    while back > facts.clause.start and (
        back in own or facts.spans.tokens[back].text in INSIDE | DETERMINERS - {"many"}
    ):
        back -= 1
    how = [token.text for token in facts.spans.tokens[max(back - 1, 0) : back + 1]]
    return back if how == ["how", "many"] else None


def counting_members(facts: Facts) -> set[int]:
    """Where "how many" counts members, and not what they have: "how many South East councils"."""
    places = {i for one in facts.places for i in range(one.start, one.end)}
    heads = {one.start for one in facts.having("each", "areas", "regions")}
    heads |= {one.end for one in facts.places if one.set == "neighbours"}
    tokens, found = facts.spans.tokens, set[int]()
    for one in facts.having("metric", "count"):
        at = one.end
        while at < facts.clause.end and (at in places or tokens[at].text in DETERMINERS | {"of"}):
            at += 1
        found |= {one.start} if heads & {at, *range(one.start, one.end)} else set()
    return found
