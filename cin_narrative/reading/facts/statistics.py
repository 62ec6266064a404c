"""The facts of a clause in, what it says of the statistic and not of what is counted passed over.

"The crude rate of", "a ballpark figure for", "annual series": an adjective right before the noun of
a statistic says how exact, how sure or how made the figure is, and no more which of the things
counted are meant. One that names another statistic ("median", "monthly", "standardised") or could
be said of people ("teenage") is none of these, and narrows.
"""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.facts.clause_facts import Facts
from cin_narrative.reading.syntax.clauses import ASKED_KINDLY
from cin_narrative.reading.syntax.frames import OBTAINABLE
from cin_narrative.reading.syntax.matrix_clause import EXTENTS as EXTENTS_OF
from cin_narrative.reading.syntax.verbs import TELLING
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.tokens import stem

NOUNS = words_of("facts_statistics.nouns")
MADE = words_of("facts_statistics.made")
EXPRESSED = words_of("facts_statistics.expressed")
IF_HELD = words_of("facts_statistics.if_held")
HELD = OBTAINABLE | words_of("facts_statistics.held")
PUBLISHED = words_of("facts_statistics.published")
RELATIVE = frozenset(("that", "which"))
OF_FIGURES = words_of("facts_statistics.of_figures")
EXTENTS = EXTENTS_OF | words_of("facts_statistics.extents")
SIZES = words_of("facts_statistics.sizes")
OF_WORDS = words_of("facts_statistics.of_words")
KNOWN = NOUNS | MADE | {"up", "terms"} | EXPRESSED | HELD | TELLING | OF_WORDS | EXTENTS | SIZES
BESIDE = ("PUN", "PRF", "PER", "CRD", "VB", "VM", "CJ", "PRP", "AVP", "AT0", "DT0")


def pass_over_statistics(facts: Facts) -> None:
    """Pass over what a clause says of the statistic that is wanted."""
    tokens, (start, end) = facts.spans.tokens, (facts.clause.start, facts.clause.end)
    free = [i for i in range(start, end) if i not in facts.owned and i not in facts.plain]
    if not any(tokens[i].text in KNOWN or tokens[i].stem in NOUNS for i in free):
        return
    words = tagged(facts.spans, start, end)
    for first, last in _held(words):
        facts.pass_over(words[first].token, words[last - 1].token + 1)
    metrics = {i for one in facts.having("metric") for i in range(one.start, one.end)}
    for at in range(len(words)):
        of_figure = (*_modifiers(words, at, metrics), *_noun(facts, words, at))
        of_figure = (*of_figure, *_extent(words, at, metrics))
        for i in (*of_figure, *_term(facts, words, at), *_form(words, at)):
            if words[i].token not in facts.counted:
                after = words[i + 1].token if i + 1 < len(words) else end  # "up-to-date" is one
                facts.pass_over(words[i].token, max(words[i].token + 1, after))


def _held(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """The clauses that say no more than that there is a figure: "where available", "for which data
    are published", "as published", "if you hold it"."""
    for at, word in enumerate(words):
        if word.text not in IF_HELD:
            continue
        end = at + 1
        while end < len(words) and (
            words[end].text in OF_FIGURES or words[end].has("VB", "VH", "AV0", "PNP", "AT0")
        ):
            end += 1
        of_it = word.text in RELATIVE and end == at + 2  # "plans that were needed" says which
        held = end < len(words) and words[end].text in (PUBLISHED if of_it else HELD)
        end += held
        end += held and end < len(words) and words[end].text in ("it", "them", "this")
        if held and (end == len(words) or words[end].has("PUN", "CJC", "PER")):
            yield at - (at > 0 and word.text == "which" and words[at - 1].has("PR")), end


def _is_noun(word: Word) -> bool:
    return bool({word.text, stem(word.text)} & NOUNS)


def _modifiers(words: tuple[Word, ...], at: int, metrics: set[int]) -> Iterator[int]:
    """The adjectives of a statistic, from its noun backwards: "the official published rate"; behind
    an ordinal they say which edition: "the first published rate"."""
    if words[at].token not in metrics and not _is_noun(words[at]):
        return
    first = at
    while first and words[first - 1].text in MADE:
        first -= 1
    if not (first and words[first - 1].has("ORD")):
        yield from range(first, at)


def _noun(facts: Facts, words: tuple[Word, ...], at: int) -> Iterator[int]:
    """The noun of a statistic that has no slot, where it is no thing counted: "the amount of ...",
    "..., annual series 2018 to 2024", "is the direction up or down"."""
    if not _is_noun(words[at]) or words[at].token in facts.owned:
        return
    first = at
    while first and (words[first - 1].text in MADE or words[first - 1].token in facts.owned):
        first -= 1
    before, after = words[first - 1 : first], words[at + 1 : at + 2]
    if (not before or before[0].has(*BESIDE)) and (not after or after[0].has(*BESIDE)):
        yield at


def _extent(words: tuple[Word, ...], at: int, metrics: set[int]) -> Iterator[int]:
    """ "The full set of numbers", "what sort of number", "how large was the number of"."""
    rest = [word for word in words[at + 1 : at + 5] if not word.has("AT0", "DT0", "PRF", "VB")]
    of = words[at + 1 : at + 2] and words[at + 1].has("PRF")
    if not rest or not (rest[0].token in metrics or _is_noun(rest[0])):
        return
    if of and words[at].text in EXTENTS:
        yield at
        yield from _modifiers(words, at, {words[at].token})
    elif at and words[at - 1].text == "how" and words[at].text in SIZES:
        yield at


def _term(facts: Facts, words: tuple[Word, ...], at: int) -> Iterator[int]:
    """ "The term re-referral", "the phrase child in need": the noun of the words themselves."""
    after = words[at + 1 : at + 2]
    if words[at].text in OF_WORDS and after and after[0].token in facts.counted:
        yield at


def _form(words: tuple[Word, ...], at: int) -> Iterator[int]:
    """ "Expressed as a percentage", "in absolute terms", "please set Leeds beside Hull"."""
    if at > 1 and words[at].text == "terms" and words[at - 1].text in MADE:
        yield from (at - 1, at)
    if at and words[at - 1].text in ASKED_KINDLY and words[at].text in TELLING:
        yield at
    after = words[at + 1 : at + 2]
    led = bool(after) and after[0].text in ("as", "in", "per", "by")
    if led and words[at].text in EXPRESSED and words[at].has("VVN", "VVD", "AJ"):
        yield at
