"""A file of questions with gold figures -> the answers, scored: the scorecard."""

from __future__ import annotations

import time
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import LATEST
from cin_narrative.evaluate.card import Card, Result
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import Gold, read_questions
from cin_narrative.messages import message
from cin_narrative.questions.answer import Answer, answer
from cin_narrative.questions.turns import OURS
from cin_narrative.reading.contract import Reader, Reading
from cin_narrative.store.store import Store


def evaluate(path: Path, store: Store, catalogue: Catalogue, areas: Areas) -> Card:
    """Put every question of the file and score the answers; a first question is put unscored, to
    warm up.
    """
    questions = read_questions(path)
    answer(message("evaluate.warming_up"), store, catalogue, areas)
    return Card([_result(gold, store, catalogue, areas) for gold in questions])


def _result(gold: Gold, store: Store, catalogue: Catalogue, areas: Areas) -> Result:
    started = time.perf_counter()
    said = put(gold, gold["question"], store, catalogue, areas)
    record = said.record(gold["id"], gold["question"])
    taken = (time.perf_counter() - started) * 1000
    verdict, faults = judge_answer(gold, said, record, areas)
    shape, question = gold.get("shape", "other"), gold["question"]
    return Result(gold["id"], shape, question, said.outcome, verdict, tuple(faults), taken)


def put(
    gold: Gold,
    question: str,
    store: Store,
    catalogue: Catalogue,
    areas: Areas,
    second: Reader | None = None,
    reading: Reading | None = None,
) -> Answer:
    """The answer to ``question``, asked as ``gold`` says: at home where, after what, of which
    release; with a ``second`` reader beside ours, or as ``reading`` reads it.
    """
    home, history = gold.get("area") or None, gold.get("history", ())
    given = (store, catalogue, areas, home, history, gold.get("release", LATEST))
    readers = OURS if second is None else (*OURS, second)
    return answer(question, *given, readers=readers, reading=reading)
