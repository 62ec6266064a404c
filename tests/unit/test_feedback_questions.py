"""Feedback of readers as questions for the scorecard: what was right is its own gold, what was wrong waits for a person."""

import json
import tomllib

import pytest

from cin_narrative.errors import InputDamaged, InputMissing
from cin_narrative.evaluate.card import RIGHT
from cin_narrative.evaluate.evaluate import evaluate
from cin_narrative.evaluate.feedback import questions_from
from cin_narrative.store.kept_files import add_record
from cin_narrative.store.store import Store

LINES = [
    {"question": "and in 2015?", "outcome": "answered", "verdict": "right", "history": ["children in need in Derby 2016"], "area": None},
    {"question": "how many \"referrals\" did we get in 2016", "outcome": "answered", "verdict": "wrong", "history": [], "area": "Derby"},
]


@pytest.fixture
def said(tmp_path):
    path = tmp_path / "feedback.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return path


def test_an_answer_said_to_be_right_becomes_a_question_with_its_cells(said, starter_store, catalogue, areas, tmp_path):
    with Store.open(starter_store) as store:
        text = "\n".join(questions_from(said, store, catalogue, areas))
        first, second = tomllib.loads(text)["questions"]
        assert first["question"] == "and in 2015?" and first["history"] == ["children in need in Derby 2016"]
        assert {"area": "Derby", "year": 2015, "value": 2189} in first["cells"] or first["cells"][0]["year"] == 2015
        assert (second["area"], second["shape"], "cells" in second) == ("Derby", "feedback_wrong", False)
        assert "# a reader said: wrong" in text
        path = tmp_path / "new.toml"
        path.write_text(text, encoding="utf-8")
        assert evaluate(path, store, catalogue, areas).results[0].verdict == RIGHT


def test_a_question_with_an_odd_line_separator_in_it_is_one_line(starter_store, catalogue, areas, tmp_path):
    add_record(tmp_path / "said.jsonl", {**LINES[1], "question": "how many\u2028referrals\x85in 2016"})
    with Store.open(starter_store) as store:
        (one,) = tomllib.loads("\n".join(questions_from(tmp_path / "said.jsonl", store, catalogue, areas)))["questions"]
    assert one["question"] == "how many\u2028referrals\x85in 2016"


def test_a_line_that_is_no_feedback_is_named(said, starter_store, catalogue, areas):
    said.write_text("not json", encoding="utf-8")
    with Store.open(starter_store) as store:
        with pytest.raises(InputDamaged, match="line 1"):
            list(questions_from(said, store, catalogue, areas))
        with pytest.raises(InputMissing):
            list(questions_from(said.with_name("none.jsonl"), store, catalogue, areas))
