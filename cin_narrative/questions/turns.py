"""The questions before and a reader in, turns with their readings out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cin_narrative.reading.contract import Reader, Reading, Turn
from cin_narrative.reading.grammar import Grammar

# earlier questions that are read; those before each that it is read after
MOST_TURNS, LOOKS_BACK = 250, 8
MOST_ASKS = 40  # of one question
LONGEST = 3_000  # characters of a question that is read: four times the longest request seen
OURS: tuple[Reader, ...] = (Grammar(),)


def turns_of(history: Sequence[str | Turn], reader: Reader) -> list[Turn]:
    """The turns of the conversation, each with a reading."""
    turns: list[Turn] = []
    for one in history[-MOST_TURNS:]:
        turn = one if isinstance(one, Turn) else Turn(question=str(one))
        found = turn.reading if turn.reading is not None else read(turn.question, turns, reader)
        turns.append(Turn(question=turn.question, reading=found))
    return turns


def read(question: str, turns: Sequence[Turn], reader: Reader) -> Reading:
    """The reading of a question after the turns before it, by one reader."""
    before = turns[-LOOKS_BACK:]
    if reader is OURS[0]:
        return _kept(question[:LONGEST], tuple(before))
    return reader.read(question[:LONGEST], before)


@lru_cache(maxsize=512)
def _kept(question: str, turns: tuple[Turn, ...]) -> Reading:
    """What our own reader made of a question: the same each time, so it is read once."""
    return OURS[0].read(question, turns)
