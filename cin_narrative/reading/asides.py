"""The spans of a text in, the segments that are beside the question out: who asks, why, when, how.

A segment is a sentence, or what a mark or a conjunction sets off in one. It is an aside when
another segment asks, nothing is counted in it, and its grammar proves that it narrows nothing
(syntax/idle.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.clauses import ORDERS, sentences
from cin_narrative.reading.contract import Area
from cin_narrative.reading.quantities import whole
from cin_narrative.reading.slots.beside import Told, idle_words, told_periods
from cin_narrative.reading.syntax.clauses import NOMINATIVES, SUBORDINATORS, Parsed, parsed
from cin_narrative.reading.syntax.idle import chooses, is_formula, is_idle, is_of_answer, is_own
from cin_narrative.reading.syntax.words import Word, tagged
from cin_narrative.reading.words.closed_classes import (
    DETERMINERS,
    FUNCTION,
    INVERTED,
    NEGATION,
    POLITE,
    QUESTION,
    words_of,
)
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.markers import marker
from cin_narrative.reading.words.spans import Spans, Stretch, without

Part = tuple[int, int]
WEAK = words_of("again child case plan review factor protection population service conference")
FIGURED = (
    "ratio", "change", "compare", "breakdown", "net", "gap", "streak", "quartile", "aggregate",
)  # fmt: skip
OPERATING = {*FIGURED, "trend", "rank"}
WORDS_OF_DEGREE = ("higher", "lower", "better", "worse")
RANKED = ("rank", "superlative", "trend", "breakdown", "each")
CONDITIONS = words_of("if unless where when though although as since because")
CALLS, LONGEST_CALL = words_of("dear hi hello hey fao attn"), 7  # "Dear FOI team,"
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


def asides(spans: Spans, lexicon: Lexicon) -> Iterator[Part]:
    """The segments that are asides, in order; none where nothing in the text asks, or where every
    word of it has a slot."""
    found = list(sentences(spans))
    joined = any(token.text in SUBORDINATORS for token in spans.tokens)
    if not joined and not any(_unread(spans, part) for part in found):
        return
    sayings = [_Segment.of(spans, part, lexicon) for part in found]
    asking = [one.asks or any(piece.asks for piece in one.pieces()) for one in sayings]
    if not any(asking):
        return
    first, closed = asking.index(True), False
    for at, one in enumerate(sayings):
        closed = closed or (at > first and is_formula(one.words))
        if asking[at]:
            yield from _inside(one)
        elif closed or one.is_aside(before=at < first):
            yield one.part
        elif _is_told(spans, one.part):
            yield one.part[0], one.part[0] + 1
            yield from _inside(_Segment.of(spans, (one.part[0] + 1, one.part[1]), lexicon))
        else:
            yield from _inside(one, first=0 if at > first else None)


def _inside(sentence: _Segment, first: int | None = None) -> Iterator[Part]:
    """The asides of a sentence that asks: what marks and conjunctions set off, and the clause that
    it hangs on."""
    pieces = list(sentence.pieces())
    asking = [one.asks for one in pieces]
    if first is None:
        first = asking.index(True) if any(asking) else len(pieces)
    free = not any(asking) and any(one.is_aside(before=False) for one in pieces)
    for at, one in enumerate(pieces):
        if asking[at] or (at == first and len(pieces) == 1):
            yield from _matrix(one)
        elif one.is_aside(before=at < first, attached=True) or (free and one.puts_a_condition):
            yield one.part


def _is_told(spans: Spans, part: Part) -> bool:
    """Whether a sentence only gives a year or a place: "use 31 March 2023, that's what ..."."""
    said = {one.start for one in spans.said}
    return spans.tokens[part[0]].text in ("use", "using", "take") and part[0] + 1 in said


@dataclass(frozen=True, slots=True)
class _Segment:
    """A sentence or a part of one, with its grammar."""

    spans: Spans
    part: Part
    words: tuple[Word, ...]
    parsed: Parsed
    lexicon: Lexicon

    @classmethod
    def of(cls, spans: Spans, part: Part, lexicon: Lexicon) -> _Segment:
        """A sentence."""
        words = tagged(spans, *part)
        return cls(spans, part, words, parsed(words), lexicon)

    def pieces(self) -> Iterator[_Segment]:
        """The sentence cut at its marks, each with the piece before it, and where a clause of the
        asker's own begins."""
        start, end = self.part
        listed = {i for at in range(start, end)
                  for i in range(at, at + marker(self.spans, at))}  # fmt: skip
        cuts = {i + 1 for i in range(start, end)
                if self.spans.tokens[i].text in MARKS and i not in listed
                and not any(one.start < i < one.end for one in self.spans.places)}  # fmt: skip
        cuts |= {i for i in _joints(self.words) if start < i < end}
        for first, last in pairwise(sorted({start, *cuts, end})):
            words = tuple(word for word in self.words if first <= word.token < last)
            yield _Segment(self.spans, (first, last), words, parsed(words), self.lexicon)

    def holds(self, one: Stretch) -> bool:
        """Whether a stretch stands in it."""
        return self.part[0] <= one.start and one.end <= self.part[1]

    def has(self, *kinds: str) -> bool:
        """Whether an operator's cue of some kinds stands in it."""
        return any(self.holds(one) and one.kind in kinds for one in self.spans.cues)

    @property
    def terms(self) -> set[str]:
        """The things counted that are named in it."""
        inside = [one for one in self.spans.terms if self.holds(one)]
        return {one.name for one in inside if one.name in self.lexicon.things}

    @property
    def says(self) -> bool:
        """Whether something of the field is named in it: a thing, a category, or a quality of what
        its subject is."""
        subject = {word.token for word in self.parsed.subject} or set(range(*self.part))
        if any(self.holds(one) for one in self.spans.parts) or self.terms - {"again"}:
            return True
        terms = [one for one in self.spans.terms if one.name[0] != "=" and self.holds(one)]
        return any(one.start in subject for one in terms if one.name != "service")

    @property
    def puts_a_condition(self) -> bool:
        """Whether it says when something holds: of an order or a clause of the asker's own, "if any
        of this is exempt", "should a limit apply"."""
        put = self.parsed.mood == "question" and self.parsed.texts[0] in ("should", "had", "were")
        return put or self.parsed.subordinator in CONDITIONS

    @property
    def asks(self) -> bool:
        """Whether it asks: it is put as a question or an order, or names what is counted."""
        mood, texts, terms = self.parsed.mood, self.parsed.texts, self.terms
        if not texts:
            return False
        said = any(self.holds(one) for one in self.spans.said)
        if self.puts_a_condition and not (terms or said):
            return False
        if mood == "question" and not self._is_of_the_reader(said):
            return texts[0] != "where" or texts[1:2] == [] or texts[1] not in DETERMINERS
        if texts[0] in ORDERS and mood != "statement":
            return bool(terms) or said or self.has("metric", *FIGURED, *RANKED)
        if any(one == "how" and two in ("many", "much") for one, two in pairwise(texts)):
            return True
        if self._only_reports():
            return False
        if self.has("metric") or (terms and self.has(*FIGURED)):
            return True
        if self.has(*RANKED) and not _unread(self.spans, self.part):
            return True
        named = bool(terms - WEAK) or len(terms & {"protection", "plan"}) > 1
        own = mood == "statement" and (is_own(self.parsed) or is_of_answer(self.parsed))
        return (named and not own) or (bool(terms) and (chooses(self.parsed) or mood == "order"))

    def _is_of_the_reader(self, said: bool) -> bool:
        """ "Could you help?", but not "could you give me Oldham's total for 2023?"."""
        own = self.parsed.texts[0] in INVERTED and self.parsed.texts[1] in ("you", "i")
        return own and not said and not self.terms and not self.has("metric")

    def _only_reports(self) -> bool:
        """Whether it tells what somebody said, with no figure, year or direction to be confirmed:
        "a resident said that cases drag on"."""
        if self.parsed.mood != "statement" or not SAYING & set(self.parsed.verbs[:1]):
            return False
        stated = any(whole(self.spans.tokens, i)[0] is not None for i in range(*self.part))
        dated = any(self.holds(one) for one in self.spans.periods)
        figured = {"metric", *FIGURED, *RANKED} - {"streak", "rank"}  # "for ever" claims no run
        return not (stated or dated or self.has(*figured))

    def is_aside(self, *, before: bool, attached: bool = False) -> bool:
        """Whether it is beside the question; ``attached``: it is a part of a sentence that asks."""
        if not self.parsed.texts:  # "good morning", "thanks"
            return any(not word.has("PUN") for word in self.words)
        if before and self.words[0].text in CALLS and len(self.words) < LONGEST_CALL:
            return not self.terms
        if self._only_reports() and not attached:
            return not chooses(self.parsed)
        told = any(self.holds(one) for one in self.spans.said)
        operates = told and any(
            self.holds(one) and one.kind in OPERATING and one.cue.value not in WORDS_OF_DEGREE
            for one in self.spans.cues
        )
        named = self.terms - ({"review"} if before and not attached else WEAK)
        if operates or self.parsed.texts[0] == "same":
            return False
        if named and not is_of_answer(self.parsed):
            return False
        if not is_idle(self.parsed, before=before, said=self.says):
            return False
        if attached and self.parsed.subordinator and self.parsed.mood == "statement":
            return is_own(self.parsed) or is_of_answer(self.parsed)
        return True


def _joints(words: tuple[Word, ...]) -> Iterator[int]:
    """Where a clause of the asker's own begins behind what is asked or what it is for: "... and
    nobody has sent it", "... so that we can plan", "... need it by 2", "for a report | I need"."""
    if words and words[0].has("PRP"):
        verb = next((at for at, word in enumerate(words) if word.has("V")), 0)
        if verb > 1 and words[verb - 1].text in ("i", "we"):
            yield words[verb - 1].token
    for at in range(2, len(words) - 1):
        word, after = words[at], words[at + 1 :]
        verb = next((one for one in after[1:] if not one.has("AV0")), None)
        finite = verb is not None and verb.has("V") and not verb.has("VVN", "VVG")
        subject = after[0].text in NOMINATIVES and finite
        joined = word.has("CJC", "CJS") or word.text in SUBORDINATORS
        ordered = word.text == "please" and after[0].has("VVB", "VVI")
        result = word.text == "so" and word.has("CJS") and bool(parsed(words[at:]).subordinator)
        if ordered or result or (joined and subject and not _is_object(words, at)) or (
            word.text == "so" and after[0].text == "that"
        ):
            yield word.token
        elif word.has("VVB", "VVI", "VVD") and after[0].text in ("it", "this"):
            begins = at - (words[at - 1].text in NOMINATIVES)
            if not words[begins - 1].has("V", "TO0", "PNQ", "DTQ", "XX0"):
                yield words[begins].token


def _is_object(words: tuple[Word, ...], at: int) -> bool:
    """Whether a conjunction brings what the verb before it is about, or a relative clause."""
    text = words[at].text
    return text in ("when", "where", "that") or (
        text in ("if", "whether") and words[at - 1].has("V", "PNP"))  # fmt: skip


def _unread(spans: Spans, part: Part) -> bool:
    """Whether a segment has a content word that no place, period, part or cue has."""
    slots: list[Stretch] = [*spans.said, *spans.parts, *spans.cues]
    read = {i for one in slots for i in range(one.start, one.end)}
    read |= {i for one in spans.terms if one.name[0] != "=" for i in range(one.start, one.end)}
    return any(
        i not in read
        and whole(spans.tokens, i)[0] is None
        and spans.tokens[i].kind == "word"
        and spans.tokens[i].text not in FUNCTION | POLITE
        for i in range(*part)
    )


def _matrix(segment: _Segment) -> Iterator[Part]:
    """The clause that what is asked hangs on: "it was claimed at full council that |"."""
    words, (start, end) = segment.words, segment.part
    for at, word in enumerate(words):
        conjunction = word.text in ("whether", "if") or (word.text == "that" and word.has("CJT"))
        if at and conjunction and word.token + 2 < end:
            lead = _Segment.of(segment.spans, (start, word.token), segment.lexicon)
            opened = any(one.text in QUESTION - {"that"} for one in lead.words)
            counted = lead.terms or lead.has("metric", "superlative")
            clause = any(one.has("VV", "VB") for one in lead.words)
            if clause and not opened and not counted and not chooses(lead.parsed):
                yield start, word.token + 1
            return


def _forms(spans: Spans, gone: set[int]) -> Iterator[int]:
    """The tokens of asides that wish for a form: "a graph would be nice", not "no chart"."""
    for one in spans.cues:
        before = {token.text for token in spans.tokens[max(0, one.start - 2) : one.start]}
        if one.kind == "form" and one.start in gone and not before & NEGATION:
            yield from range(one.start, one.end)

