"""The facts of a clause in, its words of degree, frequency, attitude and unit passed over.

They say how surely, how often or how much a thing is so, and never which of the things counted are
meant: adverbs that stand by a verb ("do they normally take"), semi-auxiliaries ("meant to be"),
units of counting ("how many times did"), nouns of quantity behind what is counted ("section 47
activity"). The classes are those of grammars of English; before the counted noun, behind a
preposition or as a predicate the same words narrow, and are left.
"""

from __future__ import annotations

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.facts.untellable import manners
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import INVERTED, PREPOSITIONS, words_of
from cin_narrative.reading.words.lexicon import Lexicon

ADVERBS = words_of("slots_degrees.adverbs")
SEMI_AUXILIARIES = words_of("slots_degrees.semi_auxiliaries")
UNITS = words_of("slots_degrees.units")
QUANTITIES = words_of("slots_degrees.quantities")
AMOUNTS = words_of("slots_degrees.amounts")
BEGINNING = frozenset(("once", "whenever", "wherever"))
BEING = words_of("slots_plain.being")


def pass_over_degrees(facts: Facts, lexicon: Lexicon) -> None:
    """Pass over what a clause says of degree, frequency, attitude and unit."""
    tokens, counted = facts.spans.tokens, facts.counted
    left = [
        i
        for i in range(facts.clause.start, facts.clause.end)
        if i not in facts.owned and i not in facts.plain and tokens[i].kind == "word"
    ]
    manner = manners(facts)
    if not manner and not any(tokens[i].text in KNOWN for i in left):
        return
    words = tagged(facts.spans, facts.clause.start, facts.clause.end)
    at_of = {word.token: at for at, word in enumerate(words)}
    for i in left:
        at = at_of.get(i)
        if at is not None and (_is_degree(words, at, counted) or i in manner or _begins(words, at)):
            facts.pass_over(i, i + 1)


KNOWN = ADVERBS | SEMI_AUXILIARIES | UNITS | QUANTITIES | AMOUNTS | {"more", "longer"} | BEGINNING


def _is_degree(words: tuple[Word, ...], at: int, counted: set[int]) -> bool:
    """Whether a word of a class stands where it can say degree alone."""
    text, before = words[at].text, words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    if text in SEMI_AUXILIARIES:
        return after is not None and after.text == "to" and before is not None
    if text in UNITS:
        many = before is not None and before.text == "many"
        return many and after is not None and after.text in INVERTED
    if text in QUANTITIES:
        return before is not None and (before.token in counted or _is_whole(words, at))
    if text in ("more", "longer"):  # "is anybody waiting any more", not "any more plans"
        ends = after is None or after.has("PUN")
        return ends and before is not None and before.text == "any"
    if text in AMOUNTS:
        return _is_amount(before, after)
    return text in ADVERBS and _is_by_verb(before, after, counted)


def _begins(words: tuple[Word, ...], at: int) -> bool:
    """Whether "once" begins a clause, and is no number of times: "once a child is put on one"."""
    subject = words[1:2]
    led = at == 0 and words[0].text in BEGINNING and any(word.has("V") for word in words[2:6])
    return led and bool(subject) and subject[0].has("AT0", "PNP", "NN2", "DPS")


def _is_whole(words: tuple[Word, ...], at: int) -> bool:
    """Whether a quantity is all that is said to have moved, and so that of what was counted: "has
    demand gone up", "is the burden growing"."""
    first = at - words[at - 1].has("AT0")
    led = (
        first > 0
        and words[first - 1].text in INVERTED
        and (first == 1 or words[first - 2].has("PUN"))
    )
    after = next((word for word in words[at + 1 :] if not word.has("AV0")), None)
    return led and after is not None and after.has("V")


def _is_amount(before: Word | None, after: Word | None) -> bool:
    """ "A lot next to Kent", "loads more", "how far did they fall"."""
    compared = after is None or after.has("AJC", "AV", "DT0", "PUN", "VD", "PRP")
    led = before is None or before.has("AT0", "V", "EX0") or before.text in ("how", "that", "a")
    return compared and led and not (after is not None and after.text == "of")


def _is_by_verb(before: Word | None, after: Word | None, counted: set[int]) -> bool:
    """Whether an adverb stands by a verb, before a number, or at an end of the clause."""
    if after is not None and (after.token in counted or after.has("NN", "AJ")):
        return False
    if before is not None and (before.text in PREPOSITIONS or before.has("PR", "AT0", "DPS")):
        return False
    if before is None or before.has("PUN", "CJC"):
        return after is not None or before is not None
    if after is None or after.has("PUN"):
        return before.text not in BEING
    return after.has("V", "PUN", "CRD", "PRP", "CJS", "AV") or before.has("V")
