"""An ask and its clause in, the ask with what is only supposed out: "will" and "would" say of a
figure that it has not been yet, or that it never was.
"""

from __future__ import annotations

import msgspec

from cin_narrative.reading.contract import Ask, Restrictor
from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.words.closed_classes import PRONOUNS, QUESTION

ASIDE = frozenset(("do", "you", "i", "it", "that", "she", "he"))
POINTING = ASIDE | (PRONOUNS - QUESTION - {"there"})
SPEAKING = frozenset(("you", "i", "possible", "so", "not"))


def with_forecast(ask: Ask, facts: Facts) -> Ask:
    """The ask with "will" or "would" as what no figure answers: what has not been yet."""
    tokens = facts.spans.tokens
    wish = facts.having("metric") and facts.having("metric")[0].start == facts.clause.start
    if ask.ask in ("none", "about_data") or (wish and not QUESTION & facts.words):
        return ask  # "percentages at 31 March would be ideal"
    for at in range(facts.core, facts.clause.end - 1):
        if tokens[at].text in ("will", "would") and not _is_put_politely(facts, at):
            word = Restrictor(words=facts.spans.words(at, at + 1), what="forecast")
            return msgspec.structs.replace(ask, restrictors=(*ask.restrictors, word))
    return ask


def _is_put_politely(facts: Facts, at: int) -> bool:
    """Whether the word says only that one asks: "would you", "will that do", "what would those
    be"; and no case is supposed: "what would it be if", "if we had theirs, what would it be"."""
    tokens = facts.spans.tokens
    around = {tokens[at + 1].text, tokens[at - 1].text if at else ""}
    supposed = "if" in {token.text for token in tokens[at : facts.clause.end]}
    if tokens[at].text == "would" and not around & SPEAKING:
        supposed |= _is_conditional([one.text for one in tokens[facts.sentence_start : at]])
    pointing = POINTING if tokens[at].text == "would" else ASIDE
    return not supposed and bool(around & pointing)


def _is_conditional(before: list[str]) -> bool:
    """Whether a clause with "if" stands before what would be: "if we had theirs, what would"."""
    first = before.index("if") if "if" in before else len(before)
    return "," in before[first:] and before[first + 1] not in SPEAKING
