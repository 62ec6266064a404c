"""What readers said of answers (feedback.jsonl) -> questions for the scorecard, as TOML: to be
looked over before they are kept.

 Of an answer said to be right, the cells that it cites now are the gold; of one said to be wrong or
to lack something, the question stands with its outcome and no gold, for a person to fill in from
the published files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.errors import InputDamaged
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.questions.answer import answer
from cin_narrative.store.store import Store

RIGHT = "right"
WORKED_OUT = ("change", "rank", "mean", "median")


def questions_from(path: Path, store: Store, catalogue: Catalogue, areas: Areas) -> Iterator[str]:
    """The lines of a TOML file, one table for each line of ``path``; ``InputMissing`` or
    ``InputDamaged`` names what is wrong.
    """
    for number, line in enumerate(
        text_of(path, "a file of feedback, as the page writes it").splitlines(), start=1
    ):
        try:
            said: Mapping[str, Any] = json.loads(line)
            question, verdict = str(said["question"]), str(said["verdict"])
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise InputDamaged(f"{path}, line {number}: no line of feedback ({error}).") from error
        history, home = [str(one) for one in said.get("history", ())], said.get("area")
        found = answer(question, store, catalogue, areas, home, history)
        yield from _table(f"feedback_{number:03}", question, verdict, found.outcome, history, home)
        if verdict == RIGHT and found.outcome == said.get("outcome"):
            yield from _cells(found.record(number, question)["figures"])
        else:
            yield f"# a reader said: {verdict}; the answer was {said.get('outcome')}. Put the right cells here, or the right outcome above."
        yield ""


def _table(
    name: str, question: str, verdict: str, outcome: str, history: Sequence[str], home: Any
) -> Iterator[str]:
    yield "[[questions]]"
    yield f"id = {json.dumps(name)}"
    yield f"shape = {json.dumps(f'feedback_{verdict}')}"
    yield f"question = {json.dumps(question, ensure_ascii=False)}"
    if history:
        yield f"history = {json.dumps(history, ensure_ascii=False)}"
    if home:
        yield f"area = {json.dumps(home, ensure_ascii=False)}"
    yield f"outcome = {json.dumps([outcome])}"


def _cells(figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    cells = [
        f"  {{ area = {json.dumps(f['area'])}, year = {f['year']}, "
        + (
            f"value = {f['value']} }},"
            if f["value"] is not None
            else f"symbol = {json.dumps(f['symbol'])} }},"
        )
        for f in figures
        if f["measure"] not in WORKED_OUT and not f["derived_from"]
    ]
    if cells:
        yield "cells = ["
        yield from dict.fromkeys(cells)
        yield "]"
