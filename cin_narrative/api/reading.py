"""A question and the turns before it in, its reading out: what it says, before any look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from cin_narrative.access.arguments import listed
from cin_narrative.errors import NotATable
from cin_narrative.messages import message
from cin_narrative.questions.turns import OURS, turns_of
from cin_narrative.reading.contract import Reading, Turn, from_value


def read(question: str, history: Sequence[str | Turn] = ()) -> Reading:
    """What a question says after the turns before it; ``to_dict()`` gives it as JSON has it.

    ``history`` as for ``ask``. A reading holds no figure and no code of an area; it needs no store.
    Never raises for any text.
    """
    (ours,) = OURS
    return ours.read(question, turns_of(listed(history), ours))


def reading_of(given: Reading | Mapping[str, Any]) -> Reading:
    """A reading, or what JSON holds of one, as a reading; raises ``NotATable`` where it is none."""
    if isinstance(given, Reading):
        return given
    try:
        return from_value(given)
    except (ValueError, TypeError, RecursionError) as error:
        raise NotATable(message("api.no_reading", why=error)) from error


def turns(lines: Iterable[str]) -> list[Turn]:
    """Earlier turns of a conversation, oldest first: each line a question, or a JSON object with
    "question" and, where another reader read it, "reading". Raises ``NotATable`` for bad JSON."""
    found: list[Turn] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found.append(_turn(line.strip(), number, found))
    return found


def _turn(line: str, number: int, before: Sequence[Turn]) -> Turn:
    turn = Turn(question=line)
    if line.startswith("{"):
        try:
            turn = msgspec.json.decode(line, type=Turn)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise NotATable(message("api.no_turn", line=number, why=error)) from error
    return (
        turn if turn.reading else Turn(question=turn.question, reading=read(turn.question, before))
    )
