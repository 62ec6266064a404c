"""What readers said of answers (feedback.jsonl) -> questions for the scorecard, as TOML.

They are to be looked over before they are kept.

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
from cin_narrative.evaluate.card import RIGHT
from cin_narrative.evaluate.judgement import WORKED_OUT
from cin_narrative.evaluate.question_files import text_of
from cin_narrative.messages import message
from cin_narrative.questions.answer import answer
from cin_narrative.store.store import Store


def questions_from(path: Path, store: Store, catalogue: Catalogue, areas: Areas) -> Iterator[str]:
    """The lines of a TOML file, one table for each line of ``path``; ``InputMissing`` or
    ``InputDamaged`` names what is wrong.
    """
    lines = text_of(path, message("evaluate.a_file_of_feedback")).split("\n")
    for number, line in enumerate(lines[:-1] if not lines[-1] else lines, start=1):
        said = _said(path, number, line)
        question, verdict = str(said["question"]), str(said["verdict"])
        history, home = [str(one) for one in said.get("history", ())], said.get("area")
        found = answer(question, store, catalogue, areas, home, history)
        yield from _table(f"feedback_{number:03}", question, verdict, found.outcome, history, home)
        if verdict == RIGHT and found.outcome == said.get("outcome"):
            yield from _cells(found.record(number, question)["figures"])
        else:
            yield message("evaluate.reader_said", verdict=verdict, outcome=said.get("outcome"))
        yield ""


def _said(path: Path, number: int, line: str) -> Mapping[str, Any]:
    """What a reader said, with the question and the verdict that it must have."""
    try:
        said: Mapping[str, Any] = json.loads(line)
        _ = said["question"], said["verdict"]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        fault = message("evaluate.not_feedback", file=path, row=number, error=error)
        raise InputDamaged(fault) from error
    return said


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
    """The cells that an answer cites, each once; numbers that were worked out are none."""
    published = [f for f in figures if f["measure"] not in WORKED_OUT and not f["derived_from"]]
    if published:
        yield "cells = ["
        yield from dict.fromkeys(map(_cell, published))
        yield "]"


def _cell(figure: Mapping[str, Any]) -> str:
    value, symbol = figure["value"], json.dumps(figure["symbol"])
    shown = f"value = {value}" if value is not None else f"symbol = {symbol}"
    return f"  {{ area = {json.dumps(figure['area'])}, year = {figure['year']}, {shown} }},"
