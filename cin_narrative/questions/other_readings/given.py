"""A question and the reading that another program sent with it in, one answer out.

Nothing of such a reading is believed before it is held against the question (reading/verify.py).
It does not hold: it is asked back, with what is wrong and with our own reading to choose. It holds:
our own reading is its witness. Both give the same: it is answered. Ours gives something else: both
are there to choose. Ours gives nothing, or words of no phrase of ours were taken to mean something:
what it was read as stands in the first line. A choice that this program offered holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cin_narrative.catalogue.catalogue import Text
from cin_narrative.messages import words
from cin_narrative.questions.answer import Answer
from cin_narrative.questions.holdings import Held
from cin_narrative.questions.notes import missing, quoted
from cin_narrative.questions.other_readings.second import (
    DIFFER,
    FIRST,
    GIVEN,
    agree,
    choice,
    option_of,
    with_its_reading,
)
from cin_narrative.questions.turns import LONGEST, LOOKS_BACK, OURS, read, turns_of
from cin_narrative.reading.contract import Fault, Reading, Turn
from cin_narrative.reading.stamp import is_offered
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
    if is_offered(question, reading):
        return put(reading)
    faults, to_confirm = _held_against(reading, question, turns)
    ours = put(own)
    if faults:
        mine = option_of(ours, question, turns, held) if ours.outcome in GIVEN else None
        choices = [mine] if mine else ours.options
        return choice(ours, choices, missing("not_verified", why=_why(faults)), FIRST)
    return _beside(ours, put(reading), to_confirm, question, turns, held)


def _beside(
    ours: Answer,
    theirs: Answer,
    to_confirm: Sequence[str],
    question: str,
    turns: Sequence[Turn],
    held: Held,
) -> Answer:
    """The answer of a reading that holds, with ours as its witness. Both give the same: it. Ours
    gives something else: both to choose from. Ours gives nothing: it, its reading before all else.
    """
    if not theirs.resolved:
        return theirs
    if agree(ours, theirs):
        return with_its_reading(None, theirs, held) if to_confirm else theirs
    if ours.outcome in GIVEN:
        options = [option_of(one, question, turns, held) for one in (theirs, ours)]
        told_apart = {one.label: one for one in options}  # ours, where their labels are one
        return choice(ours, [*told_apart.values()][::-1], missing("two_readings"), DIFFER)
    return with_its_reading(ours, theirs, held)


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
