"""A real small model on a local server, where one is set up (CONTRIBUTING says how): ``python -m pytest -m llm``."""

import json
import os
import time
from functools import partial

import pytest

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.api.assistance import second_reader
from cin_narrative.evaluate.scorecard import evaluate_with_model

pytestmark = pytest.mark.llm
URL, NAME = os.environ.get("CIN_NARRATIVE_TEST_MODEL_URL"), os.environ.get("CIN_NARRATIVE_TEST_MODEL", "local")
LIMIT = 60.0  # seconds: a first prompt is slow on a small machine
WORDINGS = (
    ("How many youngsters were on the radar in Derby in 2016?", 2016, 2342),
    ("How many kids were on the radar in Derby in 2020?", 2020, 2674),
)  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    if not URL:
        pytest.skip("no local model is set up: CIN_NARRATIVE_TEST_MODEL_URL names its address (CONTRIBUTING)")
    pytest.importorskip("langchain_openai", reason='pip install -c constraints.txt -e ".[llm]"')
    from cin_narrative.models.llm import make_model
    from cin_narrative.models.model_settings import ModelSettings

    return make_model(ModelSettings(NAME, URL, "", LIMIT, tmp_path_factory.mktemp("log") / "log.jsonl"))


def test_a_reading_is_asked_back_or_ours_stands_and_no_figure_is_wrong(model, opened):
    for question, _, value in WORDINGS:
        plain, found = api.ask(opened, question), api.ask(opened, question, model=model)
        assert found.assistance.exchanges[0].reply.value is not None
        values = {figure.value for figure in found.commentary.figures if figure.measure.value == "count"}
        assert found.text == plain.text or found.outcome == "choice_needed" or value in values


def test_a_phrased_answer_has_the_figures_of_the_plain_one(model, opened):
    started = time.monotonic()
    found = api.ask(opened, "How has the number of children in need in Derby changed since 2015?")
    shown = assistance.phrase_answer(found, model)
    assert time.monotonic() - started < LIMIT + 5
    assert sorted(figure.shown for figure in shown.commentary.figures) == sorted(figure.shown for figure in found.commentary.figures)
    assert shown.assistance.phrased or shown.text == found.text


def test_the_scorecard_says_what_the_model_added(model, opened, catalogue, areas, tmp_path):
    path = tmp_path / "questions.jsonl"
    lines = [{"id": str(number), "question": question, "outcome": ["answered", "refused"], "cells": [{"area": "831", "year": year, "value": value}]}
             for number, (question, year, value) in enumerate(WORDINGS)]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    both = evaluate_with_model(path, opened, catalogue, areas, partial(second_reader, opened, model))
    assert both.asked == len(WORDINGS)
    assert both.wrong_added == []
