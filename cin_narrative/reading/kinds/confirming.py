"""A sentence in, whether it puts to a yes what another clause or sentence states out.

What is stated is the ask, to be confirmed: the complement of "am I right that", whichever verb or
adjective stands before "that", and the sentence before "does your data bear that out?".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cin_narrative.reading.claims import SAYING
from cin_narrative.reading.kinds.comparands import denies
from cin_narrative.reading.sentences import sentences
from cin_narrative.reading.stated.behind import puts_before
from cin_narrative.reading.syntax.disjuncts import chooses
from cin_narrative.reading.syntax.frames import FIGURES, is_figure
from cin_narrative.reading.syntax.reports import is_clause, reported
from cin_narrative.reading.syntax.segments import FIGURED, RANKED, Part, Segment
from cin_narrative.reading.syntax.verbs import forms
from cin_narrative.reading.syntax.words import Word
from cin_narrative.reading.words.closed_classes import INVERTED, QUESTION, SECOND, words_of
from cin_narrative.reading.words.lexicon import Lexicon
from cin_narrative.reading.words.spans import Spans
from cin_narrative.reading.words.tokens import stem

SAID = words_of("kinds_confirming.said")
HEARD = forms("kinds_confirming.heard")
MEANT = words_of("slots_completion.meant")
OBJECTS = words_of("kinds_confirming.objects")


def after_condition(words: Sequence[Word]) -> int:
    """The token after "if so" or "if not", which stand for a clause and say when what is asked
    behind them is asked; nought where none stand."""
    texts = [word.text for word in words if not word.has("CJC", "PUN")]
    led = texts[:1] == ["if"] and texts[1:2] in (["so"], ["not"], ["yes"], ["no"])
    asks = len(texts) > 2 and texts[2] in QUESTION | INVERTED
    return next(word.token for word in words if word.text == texts[2]) if led and asks else 0


def put_to_a_yes(words: Sequence[Word]) -> int:
    """The token that the clause begins with that a question asks a yes to, whoever says it:
    "am I right that |", "can it be so that |", "am I on firm ground if I tell the board that |";
    nought where there is none. A noun before "that" may have a relative clause behind it ("is it
    the year that ..."), but not whoever is told something."""
    asked = [at for at, word in enumerate(words) if not word.has("ITJ", "CJC", "PUN")]
    begin = asked[0] if asked else 0
    if len(words) < begin + 5 or not _is_inverted(words[begin]):
        return 0
    spoken = words[begin + 1].has("PNP") or is_figure(words[begin + 1 : begin + 3])
    for at in range(begin + 2, len(words) - 2) if spoken else ():
        if words[at].text == "that" and is_clause(words[at + 1 :]):
            return words[at + 1].token if _has_a_clause(words[begin:at]) else 0
        if words[at].has("VVG") and words[at - 1].text == "in" and is_clause(words[at + 1 :]):
            return words[at + 1].token  # "am I right in thinking | we have"
        if words[at].has("PUN", "DTQ", "AVQ", "PNQ"):
            return 0
    return 0


def _puts(lead: Sequence[Word]) -> bool:
    """Whether words put what follows them to a yes: "am I right that |"."""
    bare = [word for word in lead if not word.has("ITJ", "CJC", "PUN")]
    last = bare[-1].text == "that" or bare[-1].has("VVG") if bare else False
    return last and _is_inverted(bare[0])


def _is_inverted(word: Word) -> bool:
    return word.text in INVERTED or word.has("VM")  # "may she say that"


def _has_a_clause(lead: Sequence[Word]) -> bool:
    """Whether what "that" brings behind some words is said in them: behind a verb, an adjective, a
    pronoun or "the case", or behind whom it is told to."""
    last = lead[-1]
    if last.has("V", "AJ", "AV", "PNP", "PNX") or last.text in SAID:
        return True
    told = max((at for at, word in enumerate(lead) if word.text in HEARD), default=len(lead))
    hearer = lead[told + 1 :]
    return bool(hearer) and not any(one.has("PRP", "PRF", "PER", "V", "PNP") for one in hearer)


def _asks_of_it(words: Sequence[Word]) -> bool:
    """Whether a yes/no question is of something else than the figure, and has what was said as its
    object: "does your data bear that out?", "may she say so?", "did he have it right?"."""
    bare = [word for word in words if not word.has("PUN", "AV0") or word.text == "so"]
    at = next((at for at, word in enumerate(bare) if at and word.has("V")), 0)
    subject, rest = bare[1:at], bare[at + 1 :]
    if not rest or not _is_inverted(bare[0]) or not subject:
        return False
    said = rest[0] if rest[0].text in OBJECTS else rest[-1] if rest[-1].text == "so" else None
    named = any(
        word.has("NP0") or (word.has("NN2") and stem(word.text) not in FIGURES) for word in subject
    )  # "do detectives say so?", "would Headingley show that?"
    return said is not None and not (named or {one.text for one in subject} & (OBJECTS | SECOND))


def asks_of_what_is_stated(one: Segment, put: Sequence[Segment]) -> int:
    """Where it begins that a sentence only asks if what another states is so, whoever may say it:
    "does your data bear that out?", "Hull, 2014 to 2024 | - may she say so?"; nought for none."""
    *before, last = one.pieces()
    stated = any(other.terms and not _asks_itself(other) for other in put)
    if not stated or not _asks_of_it(last.words) or _asks_more(last):
        return 0
    slots = all(any(map(piece.holds, piece.spans.said)) and not piece.terms for piece in before)
    return last.part[0] - bool(before) if slots else 0


def means_what_was_told(one: Segment) -> bool:
    """Whether "one" or "others" stands in it for what it does not name: "how many have one"."""
    return bool(MEANT & {word.text for word in one.words}) and not one.names_its_own


def _asks_more(one: Segment) -> bool:
    """Whether a figure, a place or a thing is named in it, or a denial put."""
    said = any(map(one.holds, one.spans.said)) or one.names_a_part or one.terms
    texts = [word.text for word in one.words]
    return bool(
        said
        or one.has(*FIGURED, *RANKED)
        or denies(" ".join(texts))
        or set(texts) & QUESTION - {"that"}
    )


def _asks_itself(one: Segment) -> bool:
    """Whether a sentence has a question word or begins with a verb."""
    texts = one.parsed.texts
    return texts[0] in INVERTED or bool(QUESTION - {"that", "who", "when", "where"} & set(texts))


def confirms(spans: Spans, found: Sequence[Part], lexicon: Lexicon) -> bool:
    """Whether an aside puts what is stated to a yes ("am I right that |"), or a sentence that says
    where ("is that true of Kent?")."""
    if any(puts_before(spans, *one) for one in sentences(spans)):
        return True
    if not found:
        return False
    left = [Segment.of(spans, one, lexicon) for one in sentences(spans) if one not in found]
    asides_said = [Segment.of(spans, part, lexicon) for part in found]
    return any(_puts(one.words) or asks_of_what_is_stated(one, left) for one in asides_said)


def hung_on(segment: Segment) -> Iterator[Part]:
    """The clause that what is asked hangs on: "it was claimed at full council that |"."""
    words, (start, end) = segment.words, segment.part
    said = reported(words)
    asked = (at for at, one in enumerate(words) if at and one.text in ("whether", "if"))
    at = said or next((at + 1 for at in asked if words[at].token + 2 < end), 0)
    if not at:
        return
    lead = Segment.of(segment.spans, (start, words[at].token), segment.lexicon)
    texts = lead.parsed.texts or [""]
    counted = lead.terms or lead.has("metric", "superlative", "neighbours", "list")
    opened = set(texts) & (QUESTION - {"that", "whether"}) or texts[0] in INVERTED
    clause = said or any(one.has("VV", "VB") for one in lead.words)
    stated = any(one.has("CRD") for one in words[at:])
    while stated and at > 1 and words[at - 1].text in SAYING | {"that"}:
        at -= 1  # "slide 9 | says 80%": a figure that is said is to be confirmed
    if clause and not (opened or counted or chooses(lead.parsed)):
        yield start, words[at].token


def is_stated(spans: Spans) -> bool:
    """Whether something is to be confirmed."""
    return any(one.kind == "claim" for one in spans.cues)


def is_tagged(sentence: Segment) -> bool:
    """Whether it states something, and its last words only ask if that is so: "..., correct?"."""
    *before, last = sentence.pieces()
    tag = last.has("claim") and not (last.terms or any(map(last.holds, last.spans.said)))
    return bool(before) and tag and not _asks_itself(sentence)


def beside_what_is_stated(sentence: Segment) -> Iterator[Part]:
    """ "We had 500 children on plans, | I think": the asides of what is to be confirmed."""
    pieces = (piece for piece in sentence.pieces() if not piece.terms)
    yield from (piece.part for piece in pieces if piece.is_aside(before=False))


def leans_back(asking: Segment) -> bool:
    """Whether its first part names nothing and points back: "What was it in 2024, and how many
    plans were there?" """
    first = next(iter(asking.pieces()), asking)
    return not first.terms and bool({"it", "that", "this"} & set(first.parsed.texts))
