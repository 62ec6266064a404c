"""The questions before and a reader in, turns with their readings out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from cin_narrative.reading.contract import Ask, Reader, Reading, Turn
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
    """The reading of a question after the turns before it, by one reader, who is shown the last of
    them; the turn that an ask leans on is counted from the first of all."""
    before, text = turns[-LOOKS_BACK:], question[:LONGEST]
    ours = reader is OURS[0]
    found = _kept(text, tuple(before)) if ours else reader.read(text, before)
    passed = len(turns) - len(before)
    asks = tuple(_shifted(ask, passed) for ask in found.asks) if passed else found.asks
    return msgspec.structs.replace(found, asks=asks)


def _shifted(ask: Ask, passed: int) -> Ask:
    source = ask.from_ask
    if source is None or source.turn is None:
        return ask
    moved = msgspec.structs.replace(source, turn=source.turn + passed)
    return msgspec.structs.replace(ask, from_ask=moved)


@lru_cache(maxsize=512)
def _kept(question: str, turns: tuple[Turn, ...]) -> Reading:
    """What our own reader made of a question: the same each time, so it is read once."""
    return OURS[0].read(question, turns)
