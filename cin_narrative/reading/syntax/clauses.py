"""The tagged words of a segment in, its grammar out: question, order, clause, participle or phrase.

A clause has a finite verb and its subject; number must agree, so that "home visits" is no clause.
What has no finite verb is a phrase, which may belong to a noun before or behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cin_narrative.reading.syntax.verbs import WANTING, forms
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import (
    GREETING,
    INVERTED,
    MULTIPLES,
    POLITE,
    PREPOSITIONS,
    QUESTION,
    words_of,
)

Mood = Literal["question", "order", "statement", "elliptic", "participle", "phrase", "empty"]
PRESENT, PAST = ("VVZ", "VBZ", "VHZ", "VDZ"), ("VVD", "VBD", "VHD", "VDD")
AUXILIARY = ("VB", "VH", "VD", "VM")
FINITE = ("VM0", "VVB", "VBB", "VHB", "VDB", *PRESENT, *PAST)
NOUNS = ("NN", "NP0")
NOMINAL = (*NOUNS, "PN", "DT0", "AT0", "DPS", "AJ", "CRD", "ORD", "POS", "DTQ", "UNC")
ADVERBS = ("AV0", "XX0", "AVP")
AFTER_VERB = ("NN", "PRP", "AVP", "TO0")  # "trustees want assurance", "members worry about drift"
MODIFYING = (
    *NOUNS,
    "AJ",
    "AV0",
    "VVN",
    "VVG",
    "VVD",
    "CRD",
    "ORD",
    "POS",
    "UNC",
    "AT0",
    "DPS",
    "DT0",
)
SEEMING = forms("syntax_clauses.seeming")
SUBORDINATORS = words_of("syntax_clauses.subordinators")
ASKED_KINDLY = words_of("syntax_clauses.asked_kindly")
UNTIL = words_of("syntax_clauses.until")  # with the present tense they say when an answer is needed
OBJECTS = words_of("syntax_clauses.objects")
NOMINATIVES = words_of("syntax_clauses.nominatives")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The grammar of a segment: its ``mood``, the subject and what the finite verb begins."""

    mood: Mood
    words: tuple[Word, ...]  # without what is said to be polite and what joins it
    subject: tuple[Word, ...] = ()
    predicate: tuple[Word, ...] = ()
    subordinator: str = ""

    @property
    def texts(self) -> list[str]:
        """The words as they are read."""
        return [word.text for word in self.words]

    @property
    def verbs(self) -> list[str]:
        """The verbs of the predicate that are no auxiliaries."""
        return [word.text for word in self.predicate if is_full_verb(word)]


def is_full_verb(word: Word) -> bool:
    """Whether a word is a verb that is no auxiliary; "I need ..." is none."""
    return word.has("VV") or (word.has("VM") and word.text in WANTING)


def parsed(words: Sequence[Word]) -> Parsed:
    """The grammar of the words of a segment."""
    bare = _bare(words)
    if not bare:
        return Parsed("empty", ())
    joint, rest = _subordinated(bare)
    mood, at = _mood(rest, joint)
    polite = any(word.text in ASKED_KINDLY for word in words)
    if mood in ("order", "participle", "elliptic") and not polite and _modifies(rest, at):
        mood, at = "phrase", 0
    subject = tuple(word for word in rest[:at] if not word.has(*ADVERBS, "PUN"))
    return Parsed(mood, bare, subject, tuple(rest[at:]), joint)


def _subordinated(words: tuple[Word, ...]) -> tuple[str, tuple[Word, ...]]:
    """The conjunction that a clause begins with, and the clause; none where no clause follows."""
    joint, rest = words[0].text, words[1:]
    until = joint in UNTIL and any(word.has("VVZ", "VVB") for word in rest)
    if not (joint in SUBORDINATORS or until) or not rest:
        return "", words
    rest = rest[1:] if joint == "so" and rest[0].text == "that" else rest
    return (joint, _bare(rest)) if joint in ("because", "so") or _finite(rest) else ("", words)


def _bare(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without the marks, coordinators and politeness that they begin and end with."""
    at = 0
    while at < len(words) and (
        words[at].has("PUN", "CJC", "ITJ") or words[at].text in POLITE or _is_greeting(words, at)
    ):
        at += 1
    end = len(words)
    while end > at and (words[end - 1].has("PUN") or words[end - 1].text in POLITE):
        end -= 1
    return tuple(words[at:end])


def _is_greeting(words: Sequence[Word], at: int) -> bool:
    """ "Good morning", "dear all"."""
    beside = words[max(0, at - 1) : at + 2]
    return sum(word.text in GREETING for word in beside) > 1 and words[at].text in GREETING


def _mood(words: tuple[Word, ...], joint: str) -> tuple[Mood, int]:
    """The mood, and where the predicate begins."""
    if not words:
        return "empty", 0
    first, second = words[0], words[1] if len(words) > 1 else None
    nominal = second is not None and second.has(*NOMINAL, "EX0", "XX0")
    if not joint and first.text in QUESTION - {"that"}:
        return "question", 0
    if first.text == "do" and second is not None and second.text in ("n't", "not"):
        return "order", 0
    if first.text in INVERTED and nominal and not joint:
        return "question", 0
    verb = next((at for at, word in enumerate(words) if not word.has(*ADVERBS)), 0)
    if len(words) - verb < 2:
        return "phrase", 0
    if verb and words[verb - 1].has("AVP"):
        return "phrase", 0
    seeming = words[verb].has("VVZ") and first.text in SEEMING  # "looks daft to me"
    if (
        seeming
        or words[verb].has("VM0", "VHB", "VHD", "VVD")
        or (joint and words[verb].has(*FINITE))
    ):
        return "elliptic", verb
    if words[verb].has("VVB", "VVI", "VDB", "VBI", "VDI", "VHI"):
        return "order", verb
    if words[verb].has("VVG", "VHG", "VBG", "VDG"):
        return "participle", verb
    at = _finite(words)
    return ("statement", at) if at else ("phrase", 0)


def _modifies(words: tuple[Word, ...], at: int) -> bool:
    """Whether a verb stands before a noun as an adjective does: "Barking ward", "lost boys"."""
    after = words[at + 1]
    modifying = words[at].has("VV") and not words[at].has("VVZ")
    return modifying and after.has("NN", "NP0", "AJ", "VV", "UNC")


def _finite(words: tuple[Word, ...]) -> int:
    """Where the finite verb of a clause stands that has a subject before it; nought for none."""
    opened = False
    for at, word in enumerate(words):
        if word.has("PNQ", "CJT", "CJS") or (word.has("DTQ", "AVQ") and at):
            opened = True  # its verb is that of a clause inside the subject
        elif word.has(*FINITE) and at:
            if not opened and _agrees(words, at):
                return at
            opened = False
    return 0


def _agrees(words: tuple[Word, ...], at: int) -> bool:
    """Whether a verb has its subject before it: agreeing with it, and no participle or noun."""
    before = at - 1
    while before >= 0 and words[before].has(*ADVERBS):
        before -= 1
    if before < 0:
        return False
    head, verb, first = words[before], words[at], words[0]
    if head.text in NOMINATIVES or first.text in NOMINATIVES or head.text in ("this", "that"):
        return True
    if first.has("PRP", "PRF") or not head.has(*NOMINAL):
        return False
    if verb.has(*AUXILIARY):
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    object_ = following is not None and (
        following.has("PN", "AT0", "DPS", "CJT", "DT0") or following.text in OBJECTS
    )
    if verb.has("VVD"):  # "referrals closed by the team" has no finite verb
        adverb = following is None or following.has("AV", "TO0", "PUN")
        single = first.has("AT0") and words[_head(words[:at])].has("NN1", "NN0")
        return object_ or first.has("DPS") or (single and adverb)
    number = words[_head(words[:at])]
    if verb.has("VVZ"):
        return number.has("NN1", "NP0", "NN0") and (object_ or first.has("AT0", "DPS", "DT0"))
    present = verb.has("VVB") and following is not None and following.has(*AFTER_VERB)
    return number.has("NN2") and (object_ or present or first.has("AT0", "DPS"))


def _head(words: Sequence[Word]) -> int:
    """Where the noun stands that a phrase is about: the last before a preposition."""
    end = next((at for at, word in enumerate(words) if at and word.has("PRP", "PRF")), len(words))
    nouns = [at for at, word in enumerate(words[:end]) if word.has(*NOUNS)]
    return nouns[-1] if nouns else max(end - 1, 0)


def head_of(words: Sequence[Word]) -> Word | None:
    """The noun that a phrase is about, without the preposition before it."""
    rest = list(words)
    while rest and rest[0].has("PRP", "PRF", *ADVERBS):
        rest = rest[1:]
    return rest[_head(rest)] if rest else None


def is_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a verb stands where one can: behind no preposition and no article, and before no
    noun of its own, as adjectives stand ("lost boys")."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    barred = bool(before) and (
        before[0].has("PR", "AT0", "DPS", "AJ") or before[0].text in PREPOSITIONS
    )
    modifies = bool(after) and after[0].has("NN", "NP0", "AJ", "VV", "UNC")
    return words[at].has("VV", "VM", "VB", "VD") and not barred and not modifies


def phrase_start(words: Sequence[Word], token: int) -> int:
    """The token that the noun phrase of a token begins with: its determiner, or what else stands
    before its noun; a multiple stands before both ("twice the rate", "three times the rate")."""
    at = next((at for at, word in enumerate(words) if word.token == token), 0)
    while at and words[at - 1].has(*MODIFYING) and not words[at].has("AT0", "DPS", "DT0"):
        at -= 1
    while at and (words[at - 1].text in MULTIPLES or words[at].text == "times"):
        at -= 1
    return words[at].token if words else token
