"""A question and the reading that another program sent with it in, one answer out.

Nothing of such a reading is believed before it is held against the question (reading/verify.py). It
holds: it is answered, and what words of no phrase of ours were taken to mean stands in the first
line. It does not: it is asked back, with what is wrong and with our own reading to choose. A choice
that this program offered is a reading of ours and holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.messages import words
from cin_narrative.questions.answer import Answer
from cin_narrative.questions.held import Held
from cin_narrative.questions.notes import missing, quoted
from cin_narrative.questions.other_readings.second import (
    FIRST,
    GIVEN,
    choice,
    option_of,
    with_its_reading,
)
from cin_narrative.questions.turns import LONGEST, LOOKS_BACK, OURS, read, turns_of
from cin_narrative.reading.contract import Fault, Reading, Turn
from cin_narrative.reading.trust import trust
from cin_narrative.writing.render import listed

Put = Callable[[Reading | None], Answer]


def answer_as_read(
    question: str, reading: Reading, history: Sequence[str | Turn], held: Held, put: Put
) -> Answer:
    """The answer to a question as ``reading`` reads it, where that holds. ``put`` answers the
    question as a reading reads it, or as ours does. Never raises for any text or reading.
    """
    turns = turns_of(history, OURS[0])
    own = read(question, turns, OURS[0])
    if reading == own or any(ask.decline for ask in own.asks):  # a child in danger stays one
        return put(own)
    faults, to_confirm = _held_against(reading, question, turns)
    if not faults:
        found = put(reading)
        return with_its_reading(None, found, held) if to_confirm and found.resolved else found
    ours = put(None)
    choices = [option_of(ours, question, turns, held)] if ours.outcome in GIVEN else ours.options
    return choice(ours, choices, missing("not_verified", why=_why(faults)), FIRST)


def _held_against(
    reading: Reading, question: str, turns: Sequence[Turn]
) -> tuple[Sequence[Fault], Sequence[str]]:
    try:
        found = trust(reading, question[:LONGEST], turns[-LOOKS_BACK:])
    except Exception:  # whatever is sent costs one line
        return [Fault(kind="not_a_reading", words="")], ()
    return found.faults, found.to_confirm


def _why(faults: Sequence[Fault]) -> Text:
    """What is wrong, each kind once, with the words that it is about."""
    table = words("reading.faults")
    by_kind: dict[str, list[str]] = {}
    for one in faults:
        by_kind.setdefault(one.kind, []).append(one.words)
    said = [Text(f"{table[kind]} ({quoted(about)})") for kind, about in by_kind.items()]
    return listed(said)
