"""The tokens that no slot took in, what each does out: nothing, an operator, a restrictor, idle.

Judged by where a token stands. Inside the clause of what is counted every content word narrows it,
whatever it is; idle is proved: a clause where nothing is counted, a frame set off by a mark or by a
clause of the asker's own, a wish for a form. In doubt a word narrows.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.contract import RestrictorKind
from cin_narrative.reading.facts.found import Facts
from cin_narrative.reading.frames import (
    MARKS,
    PURPOSE,
    frames,
    is_idle,
    is_request_verb,
    limits,
    narrowing,
)
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.words.closed_classes import (
    BARE_HEADS,
    FIRST,
    FUNCTION,
    POLITE,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.spans import Spans


@dataclass(slots=True)
class Residue:
    """What is left of a clause: stretches that narrow it, operator words not taken, idle ones."""

    restrictors: list[tuple[int, int]] = field(default_factory=list)
    operators: list[tuple[int, int]] = field(default_factory=list)
    idle: list[tuple[int, int]] = field(default_factory=list)


def judge(facts: Facts, *, counted: bool, after: bool = False) -> Residue:
    """The residue of a clause; ``counted``: something is counted in it, or asked of what was;
    ``after``: something was asked before it, which it may narrow."""
    residue = Residue()
    for start, end, where in _stretches(facts, counted):
        place = "after" if where == "alone" and after else where
        _judge_stretch(facts, start, end, place, residue)
    return residue


def _stretches(facts: Facts, counted: bool) -> Iterator[tuple[int, int, str]]:
    """The clause cut into the frame before what is asked, what is asked, and frames behind it."""
    start, end = facts.clause.start, facts.clause.end
    if not counted:
        yield start, end, "alone"
        return
    owned = sorted(i for i in facts.owned if start <= i < end)
    first = min([facts.core, *owned[:1]]) if owned else facts.core
    core = facts.core if facts.core >= start else first
    cuts = _marks(facts, start, end)
    lead_end = max([cut for cut in cuts if cut < min(core, first)], default=None)
    if core > start:
        yield from _lead(facts, start, core, lead_end, first)
    last = owned[-1] + 1 if owned else end
    tail = min([cut for cut in cuts if cut >= last], default=end)
    yield from _inside(facts, max(core, start), tail, cuts)
    edges = [tail, *[cut for cut in cuts if cut > tail], end]
    for left, right in itertools.pairwise(edges):
        if left < right:
            yield left, right, "tail"


def _lead(
    facts: Facts, start: int, core: int, cut: int | None, first: int
) -> Iterator[tuple[int, int, str]]:
    """What stands before: set off by a mark, piece by piece; attached to it, in one piece."""
    edges = [start, *list(_marks(facts, start, core)), core]
    for left, right in itertools.pairwise(edges):
        if left < right < core:
            yield left, right, "lead"
        elif left < right:
            matrix = _matrix(facts, left, right)
            if matrix > left:
                yield left, matrix, "matrix"
            if matrix < right:
                yield matrix, right, "attached"


def _matrix(facts: Facts, start: int, end: int) -> int:
    """Where a clause that what is asked depends on ends: "members want to know whether |", "the
    Mail says |", "could you tell me |", "please provide |"."""
    texts = [token.text for token in facts.spans.tokens[start:end]]
    ends = [
        i + 1
        for i, text in enumerate(texts)
        if text in ("whether", "if", "that") or text in SAYING or is_request_verb(texts, i)
    ]
    own = [i for i, text in enumerate(texts) if text in FIRST | SECOND]
    if not ends or (narrowing(texts[: ends[-1] - 1]) and not own):
        return start
    return start + ends[-1]


def _inside(facts: Facts, start: int, end: int, cuts: list[int]) -> Iterator[tuple[int, int, str]]:
    """What is asked; a parenthesis of the asker's own between marks is a frame."""
    last = max((i for i in facts.owned if start <= i < end), default=end)
    purpose = [i for i in range(last + 1, end) if facts.spans.tokens[i].text in PURPOSE]
    edges = sorted({start, end, *purpose[:1], *(cut for cut in cuts if start < cut < end)})
    for left, right in itertools.pairwise(edges):
        touched = any(left <= i < right for i in facts.owned)
        yield left, right, "core" if touched else "tail"


def _marks(facts: Facts, start: int, end: int) -> list[int]:
    return [i for i in range(start, end) if facts.spans.tokens[i].text in MARKS]


def _judge_stretch(facts: Facts, start: int, end: int, place: str, residue: Residue) -> None:
    left = list(_content(facts, start, end))
    if not left:
        return
    if place == "after" and _only_cues(facts, left) and not limits(facts.texts()):
        residue.idle.append(trimmed(facts.spans, start, end))
        return
    if place != "core" and is_idle(facts, start, end, place):
        residue.idle.append(trimmed(facts.spans, start, end))
        return
    operator = {i for one in facts.cues if one.kind in OPERATING for i in range(one.start, one.end)}
    verbs = _request_verbs(facts, start, end) if place in ("alone", "after") else set()
    kept = [i for i in left if i not in verbs]
    for group in _groups(kept, facts):
        target = residue.operators if set(group) <= operator else residue.restrictors
        target.append((group[0], group[-1] + 1))


def _only_cues(facts: Facts, left: list[int]) -> bool:
    """Whether a sentence of its own has no word but those of operators: "true or not?"."""
    cues = {i for one in facts.cues for i in range(one.start, one.end)}
    numbers = [i for i in left if whole(facts.spans.tokens, i)[0] is not None]
    return all(i in cues or i in numbers for i in left) and any(i in cues for i in left)


OPERATING = {
    "change",
    "compare",
    "superlative",
    "times",
    "negation",
    "trend",
    "aggregate",
    "gap",
    "rank",
    "ratio",
    "quartile",
    "streak",
    "net",
    "turning_point",
}


def _content(facts: Facts, start: int, end: int) -> Iterator[int]:
    """The tokens of a stretch that no slot owns and that are no words of grammar."""
    negated = {i for one in facts.having("negation") for i in range(one.start, one.end)}
    loose = {one for number in facts.numbers for one in range(*number)}
    for i in range(start, end):
        token = facts.spans.tokens[i]
        if i in facts.narrowing:
            yield i
            continue
        if i in facts.owned or token.kind == "mark":
            continue
        if i in facts.plain:
            continue
        if (
            i in negated
            or i in loose
            or token.kind in ("period", "number")
            or (
                token.text not in FUNCTION
                and token.text not in POLITE
                and token.text not in BARE_HEADS
            )
        ):
            yield i


def _request_verbs(facts: Facts, start: int, end: int) -> set[int]:
    """The verbs of asking in a frame that is attached to what is asked: "provide", "show me"."""
    return {i for i in range(start, end) if facts.spans.tokens[i].text in frames()["requests"]}


def _groups(left: list[int], facts: Facts) -> Iterator[list[int]]:
    """Neighbouring words as one span."""
    group: list[int] = []
    for i in left:
        if group and i != group[-1] + 1:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def trimmed(spans: Spans, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks at its ends."""
    while start < end and spans.tokens[start].kind == "mark":
        start += 1
    while end > start + 1 and spans.tokens[end - 1].kind == "mark":
        end -= 1
    return start, end


KINDS: tuple[tuple[RestrictorKind, frozenset[str]], ...] = (
    (
        "ward",
        words_of("ward wards postcode postcodes neighbourhood village estate parish town district"),
    ),
    ("other_country", words_of("uk britain wales scotland ireland british welsh scottish irish")),
    (
        "cause",
        words_of(
            "because due caused why cause causes reason reasons driven driving explain explains"
            " behind"
        ),
    ),
    ("forecast", words_of("forecast predicted projected expected will future")),
    ("individual_child", words_of("name names address individual")),
    ("judgement", words_of("should failing blame fault good bad right wrong")),
)


def kind_of(words: str, *, capital: bool) -> RestrictorKind:
    """What a restrictor is, for the wording of an answer; it narrows all the same."""
    said = set(words.lower().split())
    for kind, known in KINDS:
        if said & known:
            return kind
    return "unknown_place" if capital else "attribute"
