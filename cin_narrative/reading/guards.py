"""Spans of a text in, an ask that is declined out, where it is about a child in danger, a person's
data, an opinion, or is an instruction to the program.

A guard looks at who is spoken of: one person, the asker's own, or nobody that is counted. It never
fires on a word inside a counting question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.contract import Ask, Decline
from cin_narrative.reading.sentences import sentences
from cin_narrative.reading.words.closed_classes import FIRST, QUESTION, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans, find_spans
from cin_narrative.reading.words.stretches import CueSpan
from cin_narrative.reading.words.tokens import root, stem

KIN = words_of("guards.kin")
HARM = frozenset(map(root, words_of("guards.harm")))
# One child, where a verb follows: "a child is being hit", not "a child protection plan".
CHILD = words_of("guards.child")
PREDICATED = words_of("guards.predicated")
WHENEVER = words_of("guards.whenever")  # what one stands for all of its kind behind
SOMEBODY = words_of("guards.somebody")
IDENTITY = words_of("guards.identity")
ORDERS = words_of("guards.orders")
OPINION = words_of("guards.opinion")
SINGLED = words_of("guards.singled")
VIEWS = frozenset(("view", "opinion", "judgement", "judgment"))
TERMS = words_of("guards.terms")
WOULD_YOU = ["would", "you"]
COUNTING = ("metric", "rank", "superlative", "trend", "change", "each", "breakdown")


def guarded(spans: Spans) -> Ask | None:
    """The declined ask of a whole text, or None where it may be read."""
    texts = [token.text for token in spans.tokens]
    said = set(texts)
    kind = _kind(spans, texts, said)
    if kind is None:
        return None
    return Ask(ask="none", words=spans.text.strip()[:400], outcome="decline", decline=kind)


def dangers_of(spans: Spans, lexicon: Lexicon) -> Iterator[tuple[Ask, tuple[int, int]]]:
    """Each sentence of several that tells of a child in danger, declined, and where it stands: what
    is counted in another sentence takes nothing of it away."""
    parts = list(sentences(spans))
    for start, end in parts if len(parts) > 1 else ():
        if not _harmed(token.text for token in spans.tokens[start:end]):
            continue  # a danger has a word of harm: nearly no sentence need be read by itself
        found = guarded(find_spans(spans.words(start, end), lexicon))
        if found is not None and found.decline == "danger":
            yield found, (start, end)


def _kind(spans: Spans, texts: list[str], said: set[str]) -> Decline | None:
    counts = any(_counts(spans, cue) for cue in spans.cues)
    first = texts[0] if texts else ""
    if first in ORDERS or (
        said & {"ignore", "pretend", "forget", "disregard"}
        and said & {"instructions", "rules", "prompt", "previous"}
    ):
        return "instruction"
    if _tells_what_to_be(spans):
        return "instruction"
    if _reports_harm(texts, said) and not counts:
        return "danger"
    one = _one_person(texts)
    told = one and _harmed(said) and not _asks_a_term(said)
    if not counts and (told or _harms_me(texts)):
        return "danger"
    if said & IDENTITY and _asks_identity(texts):
        return "personal"
    if (
        one
        and not counts
        and said
        & {"assessment", "file", "case", "plan", "records", "social", "worker", "conference"}
    ):
        return "personal"
    if said & OPINION and (not counts or _blames(spans, texts)):
        return "opinion"
    thinks = {"you", "think", "do"} <= said or ("your" in said and said & VIEWS)
    if thinks and not counts:
        return "opinion"
    if _asks_for_advice(spans, texts):
        return "opinion"
    return None


def _blames(spans: Spans, texts: list[str]) -> bool:
    """Whether a way that figures went is only what somebody is held to blame for: "is austerity to
    blame for the rise in plans", where no figure is asked for."""
    at = next(i for i, text in enumerate(texts) if text in OPINION)
    asked = [cue for cue in spans.cues if _counts(spans, cue)]
    return texts[at + 1 : at + 2] in (["for"], ["of"]) and all(
        cue.kind == "change" and cue.start > at for cue in asked
    )


def _asks_for_advice(spans: Spans, texts: list[str]) -> bool:
    """Whether it is asked what the reader would do, and of nothing that is counted: "which is the
    nicest, Trafford or Stockport? Where would you move?" """
    put = [
        i for i, text in enumerate(texts) if text in QUESTION and texts[i + 1 : i + 3] == WOULD_YOU
    ]
    verbs = {i + 3 for i in put if not SAYING & set(texts[i + 3 : i + 4])}
    things = any(one.name[0] != "=" and one.name != "service" for one in spans.terms)
    counts = any(_counts(spans, cue) for cue in spans.cues if cue.start not in verbs)
    return bool(verbs) and not (things or counts)


def _counts(spans: Spans, cue: CueSpan) -> bool:
    """Whether a cue asks for a figure: not "look up", nor "number 14" of a street."""
    after = spans.tokens[cue.end : cue.end + 1]
    if cue.kind == "metric" and spans.tokens[cue.start].text == "number":
        return not (after and after[0].kind == "number")
    return cue.kind in COUNTING and not (
        cue.end - cue.start == 1 and spans.tokens[cue.start].text in ("up", "down")
    )


def _tells_what_to_be(spans: Spans) -> bool:
    """ "You are now ...", "you are a ...": the program is told what it is."""
    third = spans.tokens[2:3]
    told = third and (third[0].kind == "period" or third[0].text in ("a", "an", "the"))
    return [token.text for token in spans.tokens[:2]] == ["you", "are"] and bool(told)


def _reports_harm(texts: list[str], said: set[str]) -> bool:
    """ "I want to report child abuse": the asker has something to tell, not to ask. Whoever
    reports *on* something writes about it."""
    tells = any(
        text == "report" and texts[i - 1] in ("to", "i") and texts[i + 1 : i + 2] != ["on"]
        for i, text in enumerate(texts)
        if i
    )
    return tells and bool(said & FIRST) and _harmed(said)


def _harmed(said: Iterable[str]) -> bool:
    """Whether a word of harm is among those said, in whatever form."""
    return any(root(text) in HARM for text in said)


def _asks_a_term(said: set[str]) -> bool:
    """ "What does it mean when a child is at risk": any child, of whom nobody tells."""
    return bool(said & TERMS) and not said & (KIN | FIRST)


def _harms_me(texts: list[str]) -> bool:
    """ "Touches me", "I am scared": the asker is who is harmed."""
    return any(
        root(text) in HARM
        and (
            texts[i + 1 : i + 2] == ["me"] or texts[max(0, i - 2) : i] in (["i", "am"], ["i", "m"])
        )
        for i, text in enumerate(texts)
    )


def asks_who(texts: list[str]) -> bool:
    """Whether it is asked who the children are that were counted: "and who are they?"."""
    texts = [text for text in texts if text not in ("and", "so", ",")]
    return texts[:1] == ["who"] and texts[1:3] in (
        ["are", "they"],
        ["are", "these"],
        ["are", "those"],
        ["were", "they"],
    )


def _one_person(texts: list[str]) -> bool:
    """Whether one person is spoken of: "my son", "a kid next door", "the little girl"."""
    for i, text in enumerate(texts):
        near = texts[max(0, i - 3) : i]
        one = text in KIN or (text in CHILD and bool(PREDICATED & set(texts[i + 1 : i + 2])))
        if one and (not near or SINGLED & set(near)) and not _is_any(texts, i):
            return True
    return False


def _is_any(texts: list[str], at: int) -> bool:
    """Whether one stands for all of its kind: the object of what several do whenever they do it,
    "when they assess a family". Where he or she is spoken of beside, it is somebody."""
    acts = texts[max(0, at - 6) : at]
    begin = next((i for i, text in enumerate(acts) if text in WHENEVER), len(acts))
    *subject, verb, article = ["", "", *acts[begin + 1 :]]
    several = bool(subject) and (subject[-1] == "they" or stem(subject[-1]) != subject[-1])
    told = SOMEBODY & set(texts) or _harmed([verb])
    return several and article in ("a", "an") and not told


def _asks_identity(texts: list[str]) -> bool:
    """Whether names or addresses are the thing asked for: "names of the seven", "pull the UPNs"."""
    for i, text in enumerate(texts):
        if text in IDENTITY and "of" in texts[i : i + 2] + texts[i + 1 : i + 3]:
            return not {"council", "councils", "authorities", "areas", "authority", "school"} & set(
                texts[i : i + 6]
            )
        if text in ("upn", "upns", "dob", "surname") and i:
            return True
    return False
