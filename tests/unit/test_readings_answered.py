"""Readings written by hand, answered: each must give what the gold of its question asks for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative.catalogue.areas import Areas
from cin_narrative.catalogue.catalogue import Catalogue
from cin_narrative.evaluate.card import RIGHT
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import read_questions
from cin_narrative.questions import answer
from cin_narrative.reading.contract import from_json
from cin_narrative.store.store import Store

TESTS = Path(__file__).parents[1]
READINGS = tomllib.loads((TESTS / "readings.toml").read_text(encoding="utf-8"))["readings"]


@pytest.fixture(scope="module")
def gold() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for path in sorted(TESTS.glob("questions*.toml")):
        for question in read_questions(path):
            found.setdefault(str(question["id"]), dict(question))
    return found


@pytest.fixture(scope="module")
def store(store_2024: Path) -> Iterator[Store]:
    with Store.open(store_2024) as held:
        yield held


@pytest.mark.parametrize("given", READINGS, ids=[one["id"] for one in READINGS])
def test_a_reading_gives_the_gold_of_its_question(
    given, gold, store, catalogue: Catalogue, areas: Areas
):
    question = gold[given["id"]]
    asked, home = str(question["question"]), question.get("area")
    found = answer(asked, store, catalogue, areas, home, reading=from_json(given["reading"]))
    verdict, faults = judge_answer(question, found, found.record(given["id"], asked), areas)
    assert verdict == RIGHT, (faults, found.text)
