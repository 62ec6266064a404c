"""The spans of a text in, the segments that are beside the question out: who asks, why, when, how.

A segment is a sentence, or what a mark sets off in one. It is an aside when another segment asks,
nothing is counted in it, it is no ellipsis of an ask, and its grammar shows a clause of its own: a
subject and a verb that are not about what is counted, a verb of asking or working, a purpose. A
bare noun or a preposition beside the counted thing shows nothing, and narrows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.clauses import ORDERS, sentences
from cin_narrative.reading.contract import Area
from cin_narrative.reading.frames import COUNTED_ONES, frames, is_purpose, limits, wants
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.slots.beside import Told, idle_words, told_periods
from cin_narrative.reading.words.closed_classes import (
    AUXILIARIES,
    DETERMINERS,
    FIRST,
    FUNCTION,
    GREETING,
    INVERTED,
    NEGATION,
    POLITE,
    QUESTION,
    RESTRICTING,
    SECOND,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans, Stretch, without
from cin_narrative.reading.words.tokens import inflected, stem

Part = tuple[int, int]
OWN = FIRST | SECOND | words_of("my our ours mine your yours")
WEAK = words_of("child case plan review factor protection population service conference")
WANTED = words_of("need needs want wants")
SO = (["so", "that"], ["so", "i"], ["so", "we"], ["in", "order"])
FIGURED = (
    "ratio", "change", "compare", "breakdown", "net", "gap", "streak", "quartile", "aggregate",
)  # fmt: skip
MARKS = frozenset(",-:;()")


@dataclass(frozen=True, slots=True)
class Beside:
    """A text without its asides: the spans that are left, the words of the asides, and the places
    named in them, which are those of a question that names none. So is a period, which is left
    where it stands; beside another period it is one of ``periods``, and narrows what is asked."""

    spans: Spans
    words: tuple[str, ...] = ()
    places: tuple[Area, ...] = ()
    periods: tuple[Told, ...] = ()


def set_aside(spans: Spans, lexicon: Lexicon) -> Beside:
    """The spans without the asides of their text, and what those say."""
    found = list(asides(spans, lexicon))
    gone = {i for start, end in found for i in range(start, end)}
    rest = [i for i in range(len(spans.tokens)) if i not in gone]
    if not found or not rest:
        return Beside(spans)
    places = [one for one in spans.places if one.codes and one.start in gone]
    first = next((part for part in found for one in places if part[0] <= one.start < part[1]), None)
    told = tuple(Area(words=spans.words(one.start, one.end)) for one in places
                 if first and first[0] <= one.start < first[1])  # fmt: skip
    told_when = [one for part in found for one in told_periods(spans, part)]
    asked = any(one.start not in gone and one.meaning.form != "latest" for one in spans.periods)
    kept = set(_forms(spans, gone)) | ({one.start for one in told_when} if not asked else set())
    words = tuple(words for part in found for words in idle_words(spans, part, told_when))
    return Beside(without(spans, gone - kept, lexicon), words, told,
                  tuple(Told.of(spans, one) for one in told_when) if asked else ())  # fmt: skip


def _operates(spans: Spans, part: Part) -> bool:
    """Whether a segment compares, ranks or sets years apart: "looking at 2019 against 2023"."""
    dated = any(part[0] <= one.start < part[1] for one in spans.periods)
    return dated and _has(spans, part, *FIGURED, "trend", "rank")


def asides(spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """The segments that are asides, in order; none where nothing in the text asks."""
    found = list(sentences(spans))
    asking = [any(_asks(spans, one, lexicon) for one in (part, *_pieces(spans, part)))
              for part in found]  # fmt: skip
    if not any(asking):
        return
    first = asking.index(True)
    for at, part in enumerate(found):
        if asking[at]:
            yield from _inside(spans, part, lexicon)
        elif _is_told(spans, part):
            yield part[0], part[0] + 1
            yield from _inside(spans, (part[0] + 1, part[1]), lexicon)
        elif is_aside(spans, part, lexicon, before=at < first):
            yield part


def _inside(spans: Spans, part: Part, lexicon: Lexicon) -> Iterator[Part]:
    """The asides of a sentence that asks: what marks set off, and the clause that it hangs on."""
    pieces = list(_pieces(spans, part))
    asking = [_asks(spans, piece, lexicon) for piece in pieces]
    first = asking.index(True) if any(asking) else len(pieces)
    for at, piece in enumerate(pieces):
        before = at < first
        if asking[at] or (at == first and len(pieces) == 1):
            yield from _matrix(spans, piece, lexicon)
            yield from _attached(spans, piece, lexicon)
        elif is_set_off(spans, piece, lexicon, before=before):
            yield piece


def _is_told(spans: Spans, part: Part) -> bool:
    """Whether a sentence only gives a year or a place: "use 31 March 2023, that's what ..."."""
    said = {one.start for one in spans.said}
    return spans.tokens[part[0]].text in ("use", "using", "take") and part[0] + 1 in said


def _pieces(spans: Spans, part: Part) -> Iterator[Part]:
    """A sentence cut at its marks, each mark with the piece before it."""
    start, end = part
    listed = {i for at in range(start, end) for i in range(at, at + marker(spans, at))}
    cuts = [i + 1 for i in range(start, end)
            if spans.tokens[i].text in MARKS and i not in listed]  # fmt: skip
    yield from pairwise(sorted({start, *cuts, end}))


def _texts(spans: Spans, part: Part) -> list[str]:
    """The words of a segment, without marks and without the politeness it begins with."""
    texts = [one.text for one in spans.tokens[max(part[0], 0) : part[1]] if one.kind != "mark"]
    if texts[:2] in (["i", "e"], ["e", "g"]):
        texts = texts[2:]
    while texts and texts[0] in POLITE | {"and", "but", "also", "just", "then"}:
        texts = texts[1:]
    return texts


def _terms(spans: Spans, part: Part, lexicon: Lexicon) -> set[str]:
    """The things counted that are named in a segment."""
    inside = [one for one in spans.terms if part[0] <= one.start and one.end <= part[1]]
    return {one.name for one in inside if one.name in lexicon.things}


def _has(spans: Spans, part: Part, *kinds: str) -> bool:
    return any(part[0] <= one.start < part[1] and one.kind in kinds for one in spans.cues)


def _asks(spans: Spans, part: Part, lexicon: Lexicon) -> bool:
    """Whether a segment asks: it is put as a question or an order, or names what is counted."""
    texts = _texts(spans, part)
    if not texts:
        return False
    if texts[0] in INVERTED and any(part[0] <= one.start < part[1] for one in spans.said):
        return True  # "could you give me Oldham's total for 2023?"
    if texts[0] == "where" and texts[1:2] and texts[1] in DETERMINERS | {"there"}:
        return False
    put = texts[0] in QUESTION - {"that"} or (texts[0] in INVERTED and texts[1:2] != ["you"])
    if put or texts[0] in ORDERS or _how_many(texts):
        kept = bool(_terms(spans, part, lexicon)) or not _corresponds(texts)
        return texts[0] not in ORDERS or kept
    terms = _terms(spans, part, lexicon)
    named = terms - WEAK or len(terms & {"protection", "plan"}) > 1
    if _has(spans, part, "metric") or (terms and _has(spans, part, *FIGURED)):
        return True
    ranked = _has(spans, part, "rank", "superlative", "trend", "breakdown", "each")
    if ranked and not _unread(spans, part):
        return True
    requested = bool(frames()["requests"] & set(texts))
    told = bool(OWN & set(texts[:3])) and not requested
    return (bool(named) and not told) or (bool(terms) and requested)


def _how_many(texts: list[str]) -> bool:
    return any(one == "how" and two in ("many", "much") for one, two in pairwise(texts))


def is_aside(spans: Spans, part: Part, lexicon: Lexicon, *, before: bool) -> bool:
    """Whether a sentence that does not ask is beside the question."""
    texts = _texts(spans, part)
    if (
        not texts
        or _operates(spans, part)
        or not _unread(spans, part)
        or (_terms(spans, part, lexicon) - ({"review"} if before else WEAK))
    ):
        return False
    if texts[0] == "no" and texts[-1] in ("needed", "required", "necessary"):
        return True
    if texts[0] in ("same", "what", "how", "or") or limits(texts):
        return False
    if before:
        return texts[0] not in RESTRICTING or texts[0] in ("at", "for") or bool(OWN & set(texts))
    told = OWN & set(texts) or _corresponds(texts) or not _is_said(spans, part)
    return _asking(texts) or (bool(told) and _is_clause(texts))


def is_set_off(spans: Spans, part: Part, lexicon: Lexicon, *, before: bool) -> bool:
    """Whether a piece between marks is a clause of the asker's own, or says what it is for."""
    texts = _texts(spans, part)
    if not texts or limits(texts):
        return False
    if is_purpose(texts):
        return True
    if _operates(spans, part):
        return False
    if _terms(spans, part, lexicon) - WEAK:
        return False
    if texts[:2] in SO or (texts[0] in FIRST and len(texts) > 1 and not wants(texts)):
        return True
    if not _unread(spans, part):
        return False
    if before and _strong_mark(spans, part) and (frames()["things_made"] | OWN) & set(texts):
        return texts[0] not in RESTRICTING
    if before and texts[-1] == "here":
        return True
    if any(one in WANTED and two in ("it", "this") for one, two in pairwise(texts)):
        return True
    if texts[:2] == ["that", "what"] or _asking(texts):
        return True
    if texts[0] in ("got", "need", "want", "needed") and not before:
        return True
    if texts[0] in ("it", "this") and len(texts) > 1 and texts[1] in ("for", "to"):
        return True
    subject = texts[1:] if texts[0] in ("because", "as", "since", "if", "though") else texts
    return bool(subject) and subject[0] in OWN and len(subject) > 1 and not wants(texts)


def _strong_mark(spans: Spans, part: Part) -> bool:
    return spans.tokens[part[1] - 1].text in (":", "-")


def _asking(texts: list[str]) -> bool:
    """Whether the -ing form of a verb of asking or working begins here: "asking for", "working
    on"."""
    text, verbs = texts[0], frames()["requests"] | frames()["working"]
    led = len(texts) == 1 or texts[1] in FUNCTION
    return led and text.endswith("ing") and any(text in inflected(verb) for verb in verbs)


def _is_clause(texts: list[str]) -> bool:
    """Whether a sentence has a verb, and its subject is not what was counted."""
    subject = texts[1:] if texts[0] in ("if", "where", "as", "because") else texts
    if not subject or subject[0] in COUNTED_ONES | {"that"}:
        return False
    if subject[0] in ("it", "this"):
        return len(subject) > 1 and not (set(subject[1:3]) & AUXILIARIES) and subject[1] != "about"
    verb = set(subject) & (AUXILIARIES | OWN)
    return bool(verb) or _corresponds(subject)


def _corresponds(texts: list[str]) -> bool:
    """Whether a sentence tells the reader what to do with a letter: "confirm receipt"."""
    return texts[0] in frames()["correspondence"]


def _is_said(spans: Spans, part: Part) -> bool:
    """Whether something of the field is named in a segment, a quality or a category."""
    terms: list[Stretch] = [one for one in spans.terms if one.name[0] != "="]
    return any(part[0] <= one.start < part[1] for one in [*terms, *spans.parts])


def _unread(spans: Spans, part: Part) -> bool:
    """Whether a segment has a content word that no place, period, part or cue has."""
    slots: list[Stretch] = [*spans.said, *spans.parts, *spans.cues]
    read = {i for one in slots for i in range(one.start, one.end)}
    read |= {i for one in spans.terms if one.name[0] != "=" for i in range(one.start, one.end)}
    return any(
        i not in read
        and whole(spans.tokens, i)[0] is None
        and spans.tokens[i].kind == "word"
        and spans.tokens[i].text not in FUNCTION | POLITE | GREETING
        for i in range(*part)
    )


def _matrix(spans: Spans, part: Part, lexicon: Lexicon) -> Iterator[Part]:
    """The clause that what is asked hangs on: "it was claimed at full council that |"."""
    start, end = part
    texts = [token.text for token in spans.tokens[start:end]]
    verbs = SAYING | frames()["requests"]
    for at, text in enumerate(texts):
        if at and text in ("that", "whether", "if") and at + 2 < len(texts):
            lead = (start, start + at)
            said = set(texts[:at])
            asked = said & (QUESTION - {"that"}) or _has(spans, lead, "metric", "superlative")
            verb = said & verbs or {stem(one) for one in said} & verbs
            if verb and not asked and not _terms(spans, lead, lexicon) and not limits(texts[:at]):
                yield start, start + at + 1
            return


def _attached(spans: Spans, part: Part, lexicon: Lexicon) -> Iterator[Part]:
    """A clause behind what is asked that no mark sets off: "... need it by 2", "... so that we"."""
    start, end = part
    texts = [token.text for token in spans.tokens[start:end]]
    law = next((i + 1 for i, text in enumerate(texts) if text in ("act", "regulations", "foia")), 0)
    if law and is_purpose(texts[:law]):
        dated = start + law < end and spans.tokens[start + law].kind in ("period", "number")
        yield start, start + law + dated
    for at in range(2, len(texts) - 1):
        pair = texts[at : at + 2]
        wanted = pair[0] in ("need", "want") and pair[1] in ("it", "this")
        reason = pair[0] in ("because", "as", "since") and pair[1] in FIRST
        if wanted or reason or pair in SO[:3]:
            tail = (start + at, end)
            free = not any(tail[0] <= one.start < end for one in spans.places)
            if free and not limits(texts[at:]) and not _terms(spans, tail, lexicon) - WEAK:
                yield tail
            return


def _forms(spans: Spans, gone: set[int]) -> Iterator[int]:
    """The tokens of asides that wish for a form: "a graph would be nice", not "no chart"."""
    for one in spans.cues:
        before = {token.text for token in spans.tokens[max(0, one.start - 2) : one.start]}
        if one.kind == "form" and one.start in gone and not before & NEGATION:
            yield from range(one.start, one.end)
