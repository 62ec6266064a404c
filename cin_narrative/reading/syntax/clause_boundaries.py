"""The words of a sentence in, where a clause of the asker's own begins in it out."""

from __future__ import annotations

from collections.abc import Iterator

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.syntax.clauses import NOMINATIVES, SUBORDINATORS, UNTIL, parsed
from cin_narrative.reading.syntax.frames import CONDITIONAL, OBTAINABLE, is_own_document
from cin_narrative.reading.syntax.matrix_clause import legal_basis
from cin_narrative.reading.syntax.verbs import TELLING, WANTING, forms
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import (
    INVERTED,
    QUESTION,
)

HANDLED = (
    WANTING | TELLING | forms("syntax_segments.handled")
)  # "... need it by 2", "... will use it in a paper"


def joints(words: tuple[Word, ...]) -> Iterator[int]:
    """Where a clause of the asker's own begins behind what is asked or what it is for: "... and
    nobody has sent it", "... so that we can plan", "... need it by 2", "for a report | I need"."""
    yield from _asker(words)
    if len(words) > 2 and words[0].has("AJ") and words[1].text == "one" and words[2].text in UNTIL:
        yield words[2].token  # "quick one | before I ring the leader"
    for at in range(2, len(words) - 1):
        word, after = words[at], words[at + 1 :]
        if word.text in CONDITIONAL and after[-1].text in OBTAINABLE and len(after) < 4:
            yield word.token  # "... if available"
        if word.text == "but" and after[0].text in QUESTION | INVERTED:
            yield after[0].token
        basis = legal_basis(words[at:]) if word.text in ("under", "pursuant") else 0
        if basis:
            yield word.token
            yield from (one.token for one in words[at + basis : at + basis + 1])
        if _comments(word, after) or _begins_clause(words, at):
            yield word.token
        elif word.text in HANDLED and word.has("VVB", "VVI") and after[0].text in ("it", "this"):
            begins = at - (words[at - 1].text in NOMINATIVES)
            complete = word.text in WANTING or any(one.has("V") for one in words[:begins])
            if complete and not words[begins - 1].has("V", "TO0", "PNQ", "DTQ", "XX0"):
                yield words[begins].token


def _asker(words: tuple[Word, ...]) -> Iterator[int]:
    """Where the asker's clause begins behind a phrase put first: "for a report | I need"."""
    if not words or not words[0].has("PRP"):
        return
    own = (
        at
        for at, one in enumerate(words[:-1])
        if one.text in ("i", "we") and words[at + 1].has("V", "AV0")
    )
    at = next(own, 0)
    opened = any(one.text in QUESTION for one in words[:at])
    if at > 1 and not opened and not words[at - 1].has("V"):
        yield words[at].token


def _comments(word: Word, after: tuple[Word, ...]) -> bool:
    """Whether a comment begins: "as officers keep telling us", "according to the release", "for my
    evidence notes"."""
    said = any(one.text in SAYING or one.has("VVG") for one in after[1:4])
    if word.text == "as" and said and after[0].has("PN", "NN2", "NP0", "DPS", "AT0", "CRD"):
        return True
    if word.text != "for":
        return word.text == "according" and after[0].text == "to"
    end = next((at for at, one in enumerate(after) if one.has("PUN")), len(after))
    return is_own_document(after[:end])


def _begins_clause(words: tuple[Word, ...], at: int) -> bool:
    """Whether a conjunction, or "please" with an order, begins a clause."""
    word, after = words[at], words[at + 1 :]
    verb = next((one for one in after[1:] if not one.has("AV0")), None)
    finite = verb is not None and verb.has("V") and not verb.has("VVN", "VVG")
    subject = after[0].text in NOMINATIVES and finite
    joined = word.has("CJC", "CJS") or word.text in SUBORDINATORS
    if word.text == "please" and after[0].has("VVB", "VVI"):
        return True
    if word.text == "so" and (
        after[0].text == "that" or (word.has("CJS") and parsed(words[at:]).subordinator)
    ):
        return True
    return joined and subject and not _is_object(words, at)


def _is_object(words: tuple[Word, ...], at: int) -> bool:
    """Whether a conjunction brings what the verb before it is about, or a relative clause."""
    text = words[at].text
    return text in ("when", "where", "that") or (
        text in ("if", "whether") and words[at - 1].has("V", "PNP")
    )
