"""The words of a segment beside the question in, whether they can say what is counted out.

"My research covers children of refugees" and "this is about the under-twos" narrow what is asked in
the sentence after them; "my children are grown up now" does not. What narrows chooses ("leave out",
"only"), brings a topic ("about"), or names people in general.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cin_narrative.reading.syntax.clauses import head_of
from cin_narrative.reading.syntax.disjuncts import LIMITING, OWN
from cin_narrative.reading.syntax.frames import GROUPS, UTTERANCES
from cin_narrative.reading.syntax.matrix_clause import GOVERNING
from cin_narrative.reading.syntax.verbs import CHOOSING, DOING, WANTING, forms
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import words_of
from cin_narrative.reading.words.tokens import stem

PEOPLE = words_of("syntax_scope.people")
PLURAL = words_of("syntax_scope.plural")
ABOUT = words_of("syntax_scope.about")
SCOPING = forms("syntax_scope.scoping") | ABOUT | LIMITING
POINTING = words_of("syntax_scope.pointing")
WORKS = UTTERANCES | words_of("syntax_scope.works")
CONFINING = forms("syntax_scope.confining") | words_of("syntax_scope.confined") | ABOUT
SPEAKING = words_of("syntax_scope.speaking")
OWNING = frozenset(("my", "our", "your"))
MEANING = forms("syntax_scope.meaning")
PARTITIVE = frozenset(("of", "among", "amongst"))
SET_ASIDE = frozenset(("aside", "apart"))
LEAVING = frozenset(("without", "except", "excluding", "excl"))


def names_people(words: Sequence[Word]) -> bool:
    """Whether people in general are named: in the plural, and nobody's own ("my children")."""
    for at, word in enumerate(words):
        text = word.text.rpartition("-")[2]  # "under-twos"
        if text == "ones" and at and words[at - 1].text in LIMITING:
            continue  # "we are not the only ones"
        plural = stem(text) != text and stem(text) in PEOPLE
        if (plural or text in PLURAL) and not any(
            one.has("DPS", "POS") or one.text in OWNING for one in words[max(0, at - 2) : at]
        ):
            return True
    return False


def scopes(words: Sequence[Word]) -> bool:
    """Whether a sentence says whom a question is about."""
    texts = [word.text for word in words]
    if texts[0] == "just" and len(words) > 2 and words[1].has("VV") and not words[2].has("NN"):
        texts = texts[1:]  # "just moved here"
    own = bool(set(texts[:3]) & (OWN | WORKS | {"this", "it"})) or words[0].has("VVG", "AV0")
    return own and bool(SCOPING & set(texts)) and names_people(words)


def confines(words: Sequence[Word]) -> bool:
    """Whether words confine what is counted to some people: "sticking to girls", "for kids at the
    academy, not everyone"."""
    kept = [one.text for one, two in pairwise(words) if one.text != "keep" or two.text == "to"]
    return names_people(words) and bool(CONFINING & {*kept, *(one.text for one in words[-1:])})


def chooses_among(words: Sequence[Word]) -> bool:
    """Whether something in a lead or an aside may say what is counted: it chooses, leaves out,
    brings a topic, or names people in general."""
    texts = [word.text for word in words]
    left_out = any(
        text in LEAVING and not (words[at + 1 : at + 2] and words[at + 1].has("VVG"))
        for at, text in enumerate(texts)
    )
    return (
        left_out
        or bool((CHOOSING | SET_ASIDE | MEANING) & set(texts))
        or _partitive(words)
        or any(one in ABOUT and two not in POINTING for one, two in pairwise(texts))
        or _limits(texts)
        or names_people(words)
    )


def _partitive(words: Sequence[Word]) -> bool:
    """ "Of the complaints", "among those": of what something is asked."""
    for at, word in enumerate(words[:-1]):
        rest = [one for one in words[at + 1 : at + 4] if not one.has("AT0", "DT0", "DPS", "AJ")]
        if word.text in PARTITIVE and (not rest or rest[0].has("NN2")):
            return True
    return False


def _limits(texts: Sequence[str]) -> bool:
    """Whether "only" or "just" limits: not of time ("has just rung"), of the asker ("I only speak",
    "just a mum", "just like to know") or of one thing that there is ("the only thing")."""
    return any(
        text in LIMITING
        and not {*texts[max(0, at - 1) : at]} & {"has", "have", "the", "'ve"}
        and not {*texts[at + 1 : at + 2]} & ({"a", "an", "to"} | WANTING | DOING)
        for at, text in enumerate(texts)
    )


def is_for_group(words: Sequence[Word]) -> bool:
    """Whether something is to be told for some group: "give me for the duty team | the number"."""
    for at, word in enumerate(words[:-2]):
        led = (
            at == 0
            or words[at - 1].has("PUN")
            or words[at - 1].text in GOVERNING | {"me", "us", "have"}
        )
        head = (
            head_of(words[at + 1 :])
            if led and word.has("PRP") and words[at + 1].has("AT0")
            else None
        )
        if head is not None and head.text in GROUPS:
            return True
    return False
