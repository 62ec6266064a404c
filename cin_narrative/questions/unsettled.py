"""Which questions a model may be asked about: those whose only gap is the name of what is counted, and what that could be.

A reading that a model chooses replaces the words that were not understood by a measure. It would give a wrong figure where such a word
says which children, where or when. So a reading needs two keys: the model's choice, and our own list of everyday words (``everyday``),
which must account for every word of the question. Where no list does, nothing is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cin_narrative.catalogue.catalogue import Catalogue, Measure
from cin_narrative.questions.everyday import could_stand_for, words_allowed
from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent
from cin_narrative.questions.setting import Decline

UNSETTLED = ("unknown_words", "which_measure")
NEUTRAL = {"home", "england", "define", "table", "chart"}  # cues that ask nothing of the figures
CHANGE, HOW_MANY = "change", ("how", "many")
MEASURES = {"count": Measure.COUNT, "rate": Measure.RATE}


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A part to put to a model; the indicators that it may choose from, each with the words that stand for it; what a reading may intend.

    ``measure`` is the one that the question names.
    """

    part: Part
    candidates: Mapping[str, tuple[str, ...]]
    intents: frozenset[Intent]
    measure: Measure | None


def unsettled(parts: Sequence[tuple[Part, object]], catalogue: Catalogue) -> Unsettled | None:
    """The part that a model may be asked about: the only one of the question, all of it accounted for; None for any other."""
    if len(parts) != 1:
        return None
    part, held = parts[0]
    if not isinstance(held, Decline) or held.saying not in UNSETTLED:
        return None
    covered = could_stand_for(part, catalogue)
    if not covered:
        return None
    rest = [mention for at, mention in enumerate(part.mentions) if not all(at in places for places in covered.values())]
    named = {mention.value(Kind.MEASURE) for mention in rest} - {None}
    cues = {cue for mention in rest for cue in mention.values(Kind.CUE)} - NEUTRAL
    intents = _intents(cues, bool(named))
    if CHANGE in cues and any(mention.words == HOW_MANY for mention in rest):
        return None  # "how many kids fell": what they did, not how their number moved
    if not intents or not named <= set(MEASURES) or len(named) > 1:
        return None
    candidates = {name: _words(part.mentions, places) for name, places in covered.items()}
    return Unsettled(part, candidates, intents, MEASURES[named.pop() or ""] if named else None)


def _intents(cues: set[str], measured: bool) -> frozenset[Intent]:
    """The intents that carry on all that the question asks of the figures; none where it asks for no figure."""
    if not cues:
        return frozenset({Intent.VALUE} if measured else ())
    return frozenset(Intent(name) for name, carried in words_allowed()["carried"].items() if cues <= set(carried))


def _words(mentions: Sequence[Mention], places: frozenset[int]) -> tuple[str, ...]:
    """The words at these places as they stand, each stretch as one."""
    found: list[str] = []
    for at in sorted(places):
        stretch = [*mentions[at].words]
        before = at - 1
        while before >= 0 and before not in places and set(mentions[before].words) <= set(words_allowed()["articles"]):
            stretch, before = [*mentions[before].words, *stretch], before - 1
        joins = before in places and found
        found = [*found[:-1], " ".join([found[-1], *stretch])] if joins else [*found, " ".join(mentions[at].words)]
    return tuple(found)
