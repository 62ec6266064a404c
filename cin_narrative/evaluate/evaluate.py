"""__DOC__"""

from __future__ import annotations

import json
import time
import tomllib
from pathlib import Path

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.disclosure.door import LATEST
from cin_narrative.errors import InputDamaged
from cin_narrative.evaluate.card import (
    Card,
    Result,
)
from cin_narrative.evaluate.judgement import (
    Gold,
    judge_answer,
)
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.messages import message
from cin_narrative.questions.answer import answer
from cin_narrative.store.store import Store


def read_questions(path: Path) -> list[Gold]:
    """The questions of a TOML or JSONL file; ``InputMissing`` or ``InputDamaged`` with the line
    that is wrong.
    """
    text = text_of(path, message("evaluate.a_file_of_questions"))
    try:
        if path.suffix == ".toml":
            found: list[Gold] = tomllib.loads(text)["questions"]
        else:
            found = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, KeyError) as error:
        raise InputDamaged(message("evaluate.not_questions", file=path, error=error)) from error
    bare = [
        str(number)
        for number, one in enumerate(found, start=1)
        if not {"id", "question"} <= set(one)
    ]
    if bare:
        raise InputDamaged(
            message("evaluate.question_incomplete", file=path, questions=", ".join(bare))
        )
    return found


def evaluate(path: Path, store: Store, catalogue: Catalogue, areas: Areas) -> Card:
    """Put every question of the file and score the answers; a first question is put unscored, to
    warm up.
    """
    questions = read_questions(path)
    answer("How many children in need are there in England?", store, catalogue, areas)
    card = Card()
    for gold in questions:
        started = time.perf_counter()
        said = answer(
            gold["question"],
            store,
            catalogue,
            areas,
            gold.get("area") or None,
            gold.get("history", ()),
            gold.get("release", LATEST),
        )
        record = said.record(gold["id"], gold["question"])
        taken = (time.perf_counter() - started) * 1000
        verdict, faults = judge_answer(gold, said, record, areas)
        card.results.append(
            Result(
                gold["id"],
                gold.get("shape", "other"),
                gold["question"],
                said.outcome,
                verdict,
                tuple(faults),
                taken,
            )
        )
    return card
