"""The scorecard over every sixth question of the project's own file, against the published figures: no figure may be wrong."""

from pathlib import Path

import pytest

from cin_narrative.evaluate.card import WRONG, Card
from cin_narrative.evaluate.card import Result as Scored
from cin_narrative.evaluate.judgement import judge_answer
from cin_narrative.evaluate.question_files import read_questions
from cin_narrative.questions.answer import answer
from cin_narrative.store.store import Store

QUESTIONS = Path(__file__).with_name("questions.toml")
EVERY = 6

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def card(store_2024, catalogue, areas) -> Card:
    found = Card()
    with Store.open(store_2024) as store:
        for gold in read_questions(QUESTIONS)[::EVERY]:
            release = gold.get("release", "latest")
            said = answer(gold["question"], store, catalogue, areas, gold.get("area") or None, gold.get("history", ()), release)
            verdict, faults = judge_answer(gold, said, said.record(gold["id"], gold["question"]), areas)
            found.results.append(Scored(gold["id"], gold["shape"], gold["question"], said.outcome, verdict, tuple(faults), 0.0))
    return found


def test_no_figure_is_wrong(card):
    assert [(result.id, result.faults) for result in card.results if result.verdict == WRONG] == []


@pytest.mark.xfail(reason="open: 94 of 110 (83 right, 11 refused rightly), where 99 are wanted; the others are 'nearest' (issue 12)", strict=True)
def test_most_questions_are_answered(card):
    counts = card.counts()
    assert counts["right"] + counts["refused rightly"] >= 0.9 * len(card.results)


def test_nothing_ends_in_a_fault(card):
    assert [result.id for result in card.results if result.outcome == "fault"] == []
