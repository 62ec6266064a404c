"""The facts of a clause in, what it says of the answer's form and purpose passed over.

Behind what is asked stand phrases of the answer: a form with what qualifies it ("a short table I
can paste"), that it is welcome ("would be great for a slide"), needed ("pls need for a slide"), for
reference, or to be put beside something ("to set next to it"). None is said of what is counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.disjuncts import LIMITING
from cin_narrative.reading.syntax.frames import FORMS, PURPOSES, is_occasion
from cin_narrative.reading.syntax.verbs import WANTING
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import POLITE, PREPOSITIONS, words_of
from cin_narrative.reading.words.tokens import stem

BRINGING = frozenset(("i", "we", "you", "that", "which"))
WELCOME = words_of("syntax_telling.welcome")
POINTING = frozenset(("it", "them", "this", "that"))


def pass_over_form(facts: Facts) -> None:
    """Pass over what a clause says of the answer's form, welcome and purpose."""
    start, end = facts.clause.start, facts.clause.end
    left = (
        facts.spans.tokens[i].text
        for i in range(start, end)
        if i not in facts.owned and i not in facts.plain
    )
    hinted = any(text in HINTS or stem(text) in HINTS for text in left)
    if not (hinted or facts.having("form")):
        return
    words = tagged(facts.spans, start, end)
    said = {i for one in facts.spans.said for i in range(one.start, one.end)}
    taken = facts.counted | said
    terms = [one for one in facts.spans.terms if one.name[0] != "=" and one.name != "service"]
    narrowing = {i for one in facts.spans.parts for i in range(one.start, one.end)}
    narrowing |= {i for one in terms for i in range(one.start, one.end)}
    narrowing |= {word.token for word in words if word.text in LIMITING}
    for at in range(len(words)):
        for first, last in (*_form(words, at, taken), *_welcome(words, at), *_purpose(words, at)):
            stretch = range(words[first].token, words[last - 1].token + 1)
            if not (facts.counted | narrowing) & set(stretch):
                facts.pass_over(stretch.start, stretch.stop)


HINTS = FORMS | PURPOSES | WELCOME | WANTING | {"to"}


def _form(words: tuple[Word, ...], at: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """ "As a small table", with the relative clause or the sentence that it is to have."""
    if not {words[at].text, stem(words[at].text)} & FORMS:
        return
    if at and words[at - 1].has("NP0") and words[at - 1].token in taken:
        yield at, at + 1  # "the England line"
    first = at
    while (
        first and words[first - 1].has("AJ", "CRD", "NN1") and words[first - 1].token not in taken
    ):
        first -= 1
    led = first and words[first - 1].has("AT0") and words[first - 2 : first - 1]
    if not led or not led[0].has("PR", "CJS", "AV"):
        return
    more = [word.text for word in words[at + 1 : at + 3]] in (["or", "two"], ["or", "so"])
    yield first, at + 1 + 2 * more
    after = words[at + 1 : at + 2]
    asked = any(one.text == "whether" for one in words[at + 2 : at + 4])
    if after and (after[0].text in BRINGING or (asked and after[0].text in PREPOSITIONS)):
        yield at + 1, _end(words, at + 1, taken)


def _end(words: tuple[Word, ...], at: int, taken: set[int]) -> int:
    """Where a clause of the answer ends: at a mark, or at what a slot has."""
    return next(
        (i for i in range(at, len(words)) if words[i].has("PUN") or words[i].token in taken),
        len(words),
    )


def _welcome(words: tuple[Word, ...], at: int) -> Iterator[tuple[int, int]]:
    """ "... would be great (for a slide)"."""
    if words[at].text not in WELCOME or at < 2 or not words[at - 2].has("VM"):
        return
    rest = words[at + 1 :]
    if not rest or rest[0].has("PUN"):
        yield at - 2, at + 1
    elif rest[0].text == "for" and is_occasion(rest[1:]):
        yield at - 2, len(words)


def _purpose(words: tuple[Word, ...], at: int) -> Iterator[tuple[int, int]]:
    """ "For reference", "pls need for a slide", "to set next to it"."""
    after = words[at + 1 : at + 2]
    if words[at].text == "for" and after and after[0].text in PURPOSES:
        yield at, at + 2
    elif words[at].text in WANTING and at and words[at - 1].text in POLITE:
        if not after or (after[0].text == "for" and is_occasion(words[at + 2 :])):
            yield at, len(words)
    elif words[at].has("TO0") and after and after[0].has("VVI"):
        end = next((i for i in range(at + 2, len(words)) if words[i].has("PUN")), len(words))
        short = end - at < 7 and words[end - 1].text in POINTING
        if short and all(one.has("AV", "PR", "AJ", "VV", "TO0", "PN") for one in words[at:end]):
            yield at, end
