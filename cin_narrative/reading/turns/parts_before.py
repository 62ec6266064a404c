"""A turn that asks "of those" in, what it asks of a part that is counted nowhere out: "what share
came from schools? And of those, how many were re-referrals?"."""

from __future__ import annotations

import msgspec

from cin_narrative.catalogue.catalogue import Measure as Metric
from cin_narrative.reading.contract import Ask, Measure, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    COORDINATORS,
    PREPOSITIONS,
    QUESTION,
)
from cin_narrative.reading.words.lexicon import Lexicon

THOSE = frozenset(("those", "these", "them", "which"))
RELATIVE = frozenset(("who", "whom", "whose", "that", "with"))
FIELDED = ("top", "list", "rank")


def of_a_part(ask: Ask, before: Ask, facts: Facts, lexicon: Lexicon) -> Ask:
    """The ask, which is narrowed by what was counted before it where that is a part of a whole, and
    what is counted here is no part of that part."""
    said = _of_those(facts)
    if said is None or before.ask in FIELDED or len(before.measures) != 1 or not ask.measures:
        return ask
    part, again = before.measures[0], facts.spans.cut > 0
    if not _is_part(part, lexicon) or any(
        _is_of(one, part, again, lexicon) for one in ask.measures
    ):
        return ask
    own = "measures" not in before.inherits and part.words and "..." not in part.words
    left = Restrictor(words=part.words if own else facts.spans.words(*said), what="cross")
    return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, left))


def _of_those(facts: Facts) -> tuple[int, int] | None:
    """Where "of those" stands, and no words behind it say who they are ("of those referred")."""
    tokens, end = facts.spans.tokens, facts.clause.end
    for at in range(facts.clause.start + 1, end):
        if tokens[at].text not in THOSE or not _is_counted(at - 1, facts):
            continue
        after = tokens[at + 1] if at + 1 < end else None
        if after is None or after.kind == "mark" or after.text in AUXILIARIES | QUESTION:
            return at - 1, at + 1
        if not (after.text in PREPOSITIONS | RELATIVE or _is_of_those(at + 1, facts)):
            return at - 1, at + 1
    return None


def _is_of_those(at: int, facts: Facts) -> bool:
    """Whether a participle says who they are: "of those referred, how many were", and not "how many
    of those led to", where it is what they did."""
    tokens = facts.spans.tokens
    later = {token.text for token in tokens[at + 1 : facts.clause.end]}
    put = tokens[facts.clause.start].text == "of"
    told = put or bool(later & AUXILIARIES)
    return tokens[at].text.endswith("ing") or (tokens[at].text.endswith("ed") and told)


def _is_counted(at: int, facts: Facts) -> bool:
    """ "Of those", at the head or behind what counts them: "how many of them", "what share of
    those"; "the pair of them" are places."""
    tokens, start = facts.spans.tokens, facts.clause.start
    cues = [one for kind in ("metric", "ratio") for one in facts.having(kind)]
    counts = {one.end - (tokens[one.end - 1].text == "of") for one in cues}
    head = all(token.text in COORDINATORS or token.kind == "mark" for token in tokens[start:at])
    return tokens[at].text == "of" and (head or at in counts or tokens[at - 1].text == "many")


def _is_part(one: Measure, lexicon: Lexicon) -> bool:
    """Whether some of a whole are counted: some categories, or those that a percentage is of."""
    return bool(one.categories) or bool(one.indicator and _whole(one.indicator, lexicon))


def _whole(indicator: str, lexicon: Lexicon) -> str | None:
    found = lexicon.catalogue[indicator]
    share = found.measures.get(Metric.PERCENTAGE)
    return found.breakdown_of or (share.of if share is not None else None)


def _is_of(one: Measure, part: Measure, again: bool, lexicon: Lexicon) -> bool:
    """Whether what is counted is the part itself, or a part of it; ``again``: or another item of
    the same list ("of those, how many were (a) for neglect, (b) for sexual abuse")."""
    if one.indicator is None or one.indicator == part.indicator:
        return again or not part.categories or one.categories in ((), part.categories)
    own = lexicon.catalogue[one.indicator]
    if own.is_cross_table or " and " in str(own.dimension):  # "how many of them are boys"
        return True
    return not part.categories and _whole(one.indicator, lexicon) == part.indicator
