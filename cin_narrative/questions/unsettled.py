"""Which questions a model may be asked about: those whose only gap is the name of what is counted.

A reading that a model chooses replaces the words that were not understood by a measure. It would give a wrong figure where such a word
says which children, where or when, so these rules hold before anything is sent (the words are in prompts/question/routing.toml):
the question speaks of children and asks for a figure; nothing that the grammar knows is left out of the reading; and the words
not understood stand together, where the thing counted stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from cin_narrative.commentary.claims import PROMPTS
from cin_narrative.definitions.catalogue import Measure
from cin_narrative.questions.grammar import Mention, Part
from cin_narrative.questions.lexicon import Kind
from cin_narrative.questions.query import Intent
from cin_narrative.questions.setting import Decline

UNSETTLED = ("unknown_words", "which_measure")
KNOWN = (Kind.INDICATOR, Kind.CATEGORY, Kind.TOPIC, Kind.PLAN, Kind.CASE, Kind.MODIFIER, Kind.ABOVE, Kind.BELOW)
NEUTRAL = {"home", "england", "define", "table", "chart"}  # cues that ask nothing of the figures
MEASURES = {"count": Measure.COUNT, "rate": Measure.RATE}


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A part to put to a model, what a reading of it may intend, and the measure that it names."""

    part: Part
    intents: frozenset[Intent]
    measure: Measure | None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((PROMPTS / "question" / "routing.toml").read_text(encoding="utf-8"))


@cache
def _subjects() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _table()['subjects']))})\b")


def unsettled(parts: Sequence[tuple[Part, object]]) -> Unsettled | None:
    """The part that a model may be asked about: the only one of the question, with a gap where the measure stands; None for any other."""
    if len(parts) != 1:
        return None
    part, held = parts[0]
    if not isinstance(held, Decline) or held.saying not in UNSETTLED or not _subjects().search(part.text):
        return None
    if any(True for kind in KNOWN for _ in part.having(kind)) or any(mention.number is not None for mention in part.mentions):
        return None
    named = {mention.value(Kind.MEASURE) for _, mention in part.having(Kind.MEASURE)}
    intents = _intents(part.cues() - NEUTRAL, bool(named))
    if not intents or not named <= set(MEASURES) or len(named) > 1 or not _is_one_gap(part.mentions):
        return None
    return Unsettled(part, intents, MEASURES[named.pop() or ""] if named else None)


def _intents(cues: set[str], measured: bool) -> frozenset[Intent]:
    """The intents that carry on all that the question asks of the figures; none where it asks for no figure."""
    if not cues:
        return frozenset({Intent.VALUE} if measured else ())
    return frozenset(Intent(name) for name, carried in _table()["carried"].items() if cues <= set(carried))


def _is_one_gap(mentions: Sequence[Mention]) -> bool:
    """Whether the words not understood are one stretch, or none, that can only name what is counted."""
    limits = _table()["limits"]
    gaps = [place for place, mention in enumerate(mentions) if _is_unknown(mention)]
    if not gaps:
        return True
    first, last, words = gaps[0], gaps[-1], set(limits["words"])
    stretch, after = mentions[first : last + 1], mentions[last + 1 : last + 2]
    if len(gaps) > limits["most_unknown"] or any(words & set(mention.words) for mention in stretch):
        return False
    if any(mention.broken for mention in stretch) or any(map(_is_subject, [*stretch, *after])):
        return False
    return all(_is_unknown(mention) or mention.says_nothing for mention in stretch) and not _is_limited(mentions[:first])


def _is_limited(before: Sequence[Mention]) -> bool:
    """Whether the words before the gap make it say which children, where or when: "with", "in the", "children of"."""
    limits = _table()["limits"]
    bare = [mention for mention in before if not set(mention.words) <= set(limits["articles"])]
    if not bare:
        return False
    hangs = bare[-1].words[-1] in limits["directly_after_the_children"] and bare[-1] is before[-1]
    return bool(set(limits["words"]) & set(bare[-1].words)) or (hangs and len(bare) > 1 and _is_subject(bare[-2]))


def _is_unknown(mention: Mention) -> bool:
    return not mention.entries and mention.number is None and mention.period is None


def _is_subject(mention: Mention) -> bool:
    return bool(_subjects().search(" ".join(mention.words)))
