"""A stretch of a clause in, whether it is proved to be a frame out: greeting, basis, reason, wish.

A frame is proved by where it stands and how it begins, never by one word of it: a clause of the
asker's own, a purpose ("for Thursday's board"), a condition, the utterance itself.
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    DETERMINERS,
    FIRST,
    FUNCTION,
    GREETING,
    POLITE,
    QUESTION,
    RESTRICTING,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.tokens import stem

MARKS = frozenset(",-:;()/\"'")
PURPOSE = ("for", "at", "in", "as", "ahead", "before", "with")


REASONS = words_of("because since as so if where given following under pursuant further")


ANAPHORS = words_of("ones those them these they only it")


COUNTED_ONES = words_of("ones those these they them theirs")
LIMITS = words_of(
    "only solely purely ones must should ought exclude excludes excluding except include"
    " includes including without restrict restricted restricting filter filtered narrow confine"
    " limited count counts counting cover covers covering concern concerns involve involves"
    " involving ignore ignoring"
)
WANTING = words_of("want wants wanted need needs mean meant after interested for about like love")


@cache
def frames() -> dict[str, frozenset[str]]:
    """The words of frames, by the part that they play."""
    table = tomllib.loads(Path(__file__).with_name("frames.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def limits(texts: list[str]) -> bool:
    """Whether a segment says what is to be counted: "only ...", "urgent ones", "I mean ..."."""
    said = set(texts)
    if texts[:1] and texts[0] in COUNTED_ONES and not said & {"going"}:
        return True
    for one, two in pairwise(["", *texts]):
        if two in LIMITS and not (two == "only" and one in ("the", "an")):
            return True
    return wants(texts)


def wants(texts: list[str]) -> bool:
    """Whether the asker wants something of a kind: "I want urgent cases", "I'm after boys"."""
    for at, text in enumerate(texts[:-1]):
        own = set(texts[:at]) & FIRST
        if own and text in WANTING and not (text in ("for", "about", "like") and at > 3):
            rest = [word for word in texts[at + 1 :] if word not in DETERMINERS]
            utterance = frames()["utterances"] | frames()["things_made"]
            return bool(rest) and rest[0] not in FUNCTION and not utterance & set(rest[:3])
    return False


def is_idle(facts: Facts, start: int, end: int, place: str) -> bool:
    """Whether a frame is proved to be one."""
    texts = [token.text for token in facts.spans.tokens[start:end] if token.text not in MARKS]
    while texts and texts[0] in ("and", "but", "so", "or"):
        texts = texts[1:]
    if not texts:
        return True
    if any(i in facts.owned for i in range(start, end)) and place not in (
        "attached",
        "alone",
        "after",
        "matrix",
    ):
        return False
    if place == "attached" and not _before_question(facts, end):
        return False
    if place in ("alone", "after") and (
        texts[0] in ("thanks", "thank", "thx", "cheers") or {"regards", "sincerely"} & set(texts)
    ):
        return True
    greets = place != "core" and texts[0] in POLITE | GREETING
    if place == "matrix" or (greets and not narrowing(texts[1:])):
        return True
    if (
        place in ("alone", "after")
        and texts[0] in ("it", "this")
        and is_purpose([text for text in texts[1:] if text not in AUXILIARIES] or texts)
    ):
        return True
    if place == "after" and not (is_purpose(texts) or _is_utterance(texts)):
        return _own_clause(texts) and not limits(texts)
    if place == "alone":
        return not (ANAPHORS & set(texts)) or _own_clause(texts)
    if place == "lead" and texts[-1] == "here":
        return True
    if _own_clause(texts) and not (place == "tail" and ANAPHORS & set(texts)):
        return True
    if place == "lead" and _is_request(texts):
        return True
    return (
        is_purpose(texts)
        or _is_condition(texts)
        or (place == "attached" and not narrowing(texts))
        or _is_utterance(texts)
    )


def _before_question(facts: Facts, end: int) -> bool:
    """Whether what follows begins with a question word or "the number of": an object clause."""
    texts = [token.text for token in facts.spans.tokens[end : end + 2]]
    return bool(texts) and (texts[0] in QUESTION or texts[0] in ("whether", "if"))


def narrowing(texts: list[str]) -> bool:
    """Whether a preposition stands among the words that brings what narrows."""
    return any(text in RESTRICTING for text in texts)


def _own_clause(texts: list[str]) -> bool:
    """A clause of the asker or to the reader: "I'm writing a paper", "could you tell me"."""
    return any(text in FIRST | SECOND for text in texts) and len(texts) > 1


def is_purpose(texts: list[str]) -> bool:
    """ "for Thursday's board", "under the Freedom of Information Act", "ahead of scrutiny"."""
    if texts[:1] == ["under"] or texts[:2] in (
        ["pursuant", "to"],
        ["further", "to"],
        ["in", "accordance"],
    ):
        return {"act", "foi", "information", "regulations", "answer"} & set(texts) != set()
    if texts[0] not in PURPOSE or len(texts) > 8:
        return False
    marked = len(texts) > 2 and texts[1] in DETERMINERS | {
        "thursday",
        "monday",
        "tuesday",
        "wednesday",
        "friday",
    }
    return bool(frames()["occasions" if marked else "unmarked"] & set(texts))


def _is_request(texts: list[str]) -> bool:
    """ "Our paper wants to run a figure", "to ask the Secretary of State for Education"."""
    asks = [i for i, text in enumerate(texts) if is_request_verb(texts, i)]
    if texts[0] == "to" and asks[:1] == [1]:
        return True
    return bool(asks) and not narrowing([text for text in texts if text != "to"])


def is_request_verb(texts: list[str], at: int) -> bool:
    """Whether a word is a verb of asking where it stands: first, behind a polite word, a pronoun,
    "to" or a verb, or inflected; "help" in "early help" is a noun."""
    if stem(texts[at]) not in frames()["requests"]:
        return False
    own = DETERMINERS | FIRST | SECOND | POLITE | AUXILIARIES | {"to"}
    before = texts[:at]
    return not before or texts[at] != stem(texts[at]) or bool(own & set(before))


def _is_condition(texts: list[str]) -> bool:
    return texts[0] in REASONS and (
        bool(frames()["availability"] & set(texts)) or bool((FIRST | SECOND) & set(texts))
    )


def _is_utterance(texts: list[str]) -> bool:
    """ "quick question", "FOI request": the utterance itself, named at its end."""
    return texts[-1] in frames()["utterances"] and len(texts) < 4 and not narrowing(texts)
