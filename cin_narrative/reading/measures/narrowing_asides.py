"""A reading with its idle words in, what of them could narrow what is asked out.

Idle is what says nothing of what is counted. Words beside the question that name a category of what
is asked ("my work is on neglect"), confine it to some people ("turning to girls") or qualify it
("speaking of repeat plans") are never that, wherever the grammar has put them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from cin_narrative.reading.contract import Reading, Restrictor
from cin_narrative.reading.measures.attachment import base_of
from cin_narrative.reading.syntax.disjuncts import OWN
from cin_narrative.reading.syntax.frames import is_occasion_put_first
from cin_narrative.reading.syntax.glosses import glosses
from cin_narrative.reading.syntax.preambles import is_divided
from cin_narrative.reading.syntax.reports import reported, verb_of
from cin_narrative.reading.syntax.scope import WORKS, confines
from cin_narrative.reading.syntax.verbs import CHOOSING
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import DETERMINERS, FUNCTION, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.positions import where
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.stretches import PartSpan

Part = tuple[int, int]
SINGLING = words_of("overlooked.singling")


def minded(reading: Reading, spans: Spans, lexicon: Lexicon) -> Reading:
    """The reading with each idle stretch that could narrow what is asked as a restrictor of it."""
    kept, found = list[str](), list[Restrictor]()
    for words in reading.ignored:
        parts = where(words, spans)
        there = [one for part in parts for one in _narrows(reading, part, spans, lexicon)]
        if there:
            found += [Restrictor(words=spans.words(*one), what="attribute") for one in there]
        else:
            kept.append(words)
    if not found:
        return reading
    asks = tuple(
        msgspec.structs.replace(
            one, restrictors=(*one.restrictors, *(found if one.measures else ()))
        )
        for one in reading.asks
    )
    return msgspec.structs.replace(reading, asks=asks, ignored=tuple(kept))


def _narrows(reading: Reading, part: Part, spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """What of an idle stretch could narrow an ask, as stretches of tokens."""
    start, end = part
    names = {one.indicator or "" for ask in reading.asks for one in ask.measures}
    names = {name for name in names if name in lexicon.catalogue}
    glossed = {i for one in glosses(spans) for i in range(*one)}
    inside = [one for one in spans.parts if start <= one.start and one.end <= end]
    inside = [one for one in inside if one.start not in glossed]
    aged = [one for one in spans.lengths if start <= one.start and one.end <= end]
    if not names:
        return
    words, told_apart = tagged(spans, start, end), _told_apart(names, lexicon)
    of_others = _is_of_others(words)
    for one in inside:
        fits = any(category.indicator in told_apart for category in one.parts)
        if fits and not of_others and _is_generic(one, words, spans):
            yield one.start, one.end
    whole = any(one.meaning.unit == "a" for one in aged)
    said = words[verb_of(words) :] if of_others else words  # "residents complain about delays"
    told = reported(words) or is_occasion_put_first(words)
    whole = whole or (confines(said) and not told)
    if (
        whole
        or is_divided(spans, part, lexicon)
        or _is_qualified(names, words, part, spans, lexicon)
    ):
        yield start, end


def _is_of_others(words: tuple[Word, ...]) -> bool:
    """Whether somebody else is the subject of a verb: "two head teachers resigned over it"; what is
    said to be left out is what is asked of all the same ("the police can be ignored")."""
    at = verb_of(words)
    subject = {word.text for word in words[:at]}
    own = subject & (OWN | WORKS | {"this", "it", "that", "you", "figure"}) - SINGLING
    mine = bool(subject & OWN) and bool(subject & WORKS)
    somebody = any(word.has("NN", "NP0", "PN") for word in words[:at])
    return somebody and not (own or mine or CHOOSING & {word.text for word in words[at:]})


def _told_apart(names: set[str], lexicon: Lexicon) -> set[str]:
    """The breakdowns of what is asked, and of what that is a part of."""
    wholes = names.union(*(base_of(lexicon.catalogue[name], lexicon) for name in names))
    beside = {one for name in wholes for one in (name, *lexicon.beside(name))}
    return {one.id for name in beside for one in lexicon.catalogue.breakdowns_of(name)} | names


def _is_generic(one: PartSpan, words: tuple[Word, ...], spans: Spans) -> bool:
    """Whether a category is meant, and no thing of somebody's ("my school"), name ("the Health
    Board") or part of one ("a school governor")."""
    tokens, first = spans.tokens, spans.tokens[one.start]
    before = {token.text for token in tokens[max(0, one.start - 2) : one.start]}
    after = next((word for word in words if word.token >= one.end), None)
    named = first.capital and one.start > 0 and tokens[one.start - 1].kind == "word"
    plain = one.end - one.start > 1 or first.text not in DETERMINERS | FUNCTION
    who = any(term.name == "service" and term.start <= one.start < term.end for term in spans.terms)
    goes_on = after is not None and after.has("NN", "AJ", "CJC")
    return plain and not (before & SINGLING or named or who or goes_on)


def _is_qualified(
    names: set[str], words: tuple[Word, ...], part: Part, spans: Spans, lexicon: Lexicon
) -> bool:
    """Whether a thing asked for is said again in the plural with a quality: "repeat plans"."""
    about = frozenset[str]().union(*(lexicon.terms_about(name) for name in names))
    before_of = {two.token: one for one, two in pairwise(words)}
    things = lexicon.things - {"child", "case"}
    for term in spans.terms:
        before, last = before_of.get(term.start), spans.tokens[term.end - 1]
        said = term.name in things & about and last.text != last.stem
        if not said or before is None or term.start < part[0] or term.end > part[1]:
            continue
        qualities = [one for one in spans.terms if one.name in lexicon.qualities - about]
        lasting = any(term.end <= one.start < part[1] for one in spans.lengths)
        led = any(one.end == term.start for one in qualities)
        if led or lasting or before.has("AJ0", "AJC", "ORD", "VVN"):
            return True
    return False
