"""A question, the turns before it and the vocabulary in, the job that asks a model for its reading
out.

The words stand in ``prompts/question/read.md``, the examples in ``read.jsonl``: readings that hold
against their questions, as ``cin-narrative check`` and the tests see to. A model with a small
context is told of the measures near the question alone, and given half of the examples.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from cin_narrative.models.model import READ, Job
from cin_narrative.models.reading_schema import reading_schema
from cin_narrative.models.vocabulary import Vocabulary
from cin_narrative.reading.contract import Reading, Turn, to_json
from cin_narrative.reading.kinds import NOTHING, kinds
from cin_narrative.resources import resource

VERSION = "1"
WORDS = resource("prompts", "question", "read.md")
EXAMPLES = resource("prompts", "question", "read.jsonl")
WHOLE, FEW = 16_000, 5  # tokens that the whole catalogue needs; examples where it does not fit


class Example(msgspec.Struct, frozen=True):
    """One question with its reading, and the turns before it."""

    question: str
    reading: Reading
    turns: tuple[Turn, ...] = ()


@cache
def load_examples() -> tuple[Example, ...]:
    """Every example, in its order; msgspec.ValidationError where a line is none."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Example) for line in lines if line.strip())


def reading_job(
    question: str, history: Sequence[Turn], vocabulary: Vocabulary, context: int
) -> Job:
    """The job of reading ``question`` after ``history``, for a model of ``context`` tokens."""
    is_whole = context >= WHOLE
    names = vocabulary.names if is_whole else vocabulary.near(question, history)
    words = _words()
    turns = [("system", f"{words}\n\n{vocabulary.lines(names)}")]
    for example in load_examples() if is_whole else load_examples()[:FEW]:
        turns.append(("user", _asked(example.question, example.turns)))
        turns.append(("assistant", to_json(example.reading)))
    turns.append(("user", _asked(question, history)))
    return Job(READ, tuple(turns), _schema(names), VERSION, question)


@cache
def _words() -> str:
    """What is asked of a model, the kinds of ask among it, each with what it is."""
    told = (f"{name} ({one.about})" if one.about else name for name, one in kinds().items())
    listed = " | ".join((*told, NOTHING))
    return WORDS.read_text(encoding="utf-8").strip().replace("{kinds}", listed)


@cache
def _schema(names: tuple[str, ...]) -> Mapping[str, Any]:
    return reading_schema(names)


def _asked(question: str, history: Sequence[Turn]) -> str:
    """What is read, as data: a JSON object, in which no text can pass for an order of ours."""
    turns = [{"turn": number, **msgspec.to_builtins(turn)} for number, turn in enumerate(history)]
    return json.dumps({"turns": turns, "question": question}, ensure_ascii=False)
