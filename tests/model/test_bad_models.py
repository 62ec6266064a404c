"""Two hundred scripted models that do harm: no figure and no direction on the screen changes."""

import contextlib
import json
import re

import pytest
from bad_replies import ROLES, SUBTLE, Given, as_paragraph, bad_replies, replaced, said
from scripted_server import ScriptedServer, paragraph, says
from wide import spread

from cin_narrative import api
from cin_narrative.api import assistance

QUESTIONS = (
    "How many children in need did Derby have at 31 March 2016?",
    "How has the number of children in need in Derby changed since 2015?",
    "How does the rate of children in need in Derby compare with its statistical neighbours and England?",
    "rate of children in need in Derby and in England in 2016",
    "How does the rate of referrals in Derby in 2016 compare with England?",
)
RADAR = "How many youngsters were on the radar in Derby in 2016?"


@pytest.fixture(scope="module")
def stage():
    with ScriptedServer(says("")) as server:
        yield server


@pytest.fixture(scope="module")
def model(stage, tmp_path_factory):
    pytest.importorskip("langchain_openai", reason='pip install -c constraints.txt -e ".[llm]"')
    from cin_narrative.models.llm import make_model
    from cin_narrative.models.model_settings import ModelSettings

    return make_model(ModelSettings("scripted", stage.url, "sk-test", 10, tmp_path_factory.mktemp("log") / "log.jsonl"))


@pytest.fixture(scope="module")
def answers(opened):
    return [api.ask(opened, question) for question in QUESTIONS]


def test_there_are_two_hundred_of_them():
    assert len(bad_replies()) >= 200
    assert len({what for what, _ in bad_replies()}) == len(bad_replies())


def assert_refused_where_it_should_be(assistance):
    """A reply in the form asked for reached the checker, and the checker gave the reason: no failure on the way stands in for it."""
    (exchange,) = assistance.exchanges
    given = json.loads(exchange.job.messages[-1][1])
    assert given["claims"]
    if exchange.reply.value is None:
        assert exchange.reply.failure == "its reply could not be read"
    else:
        assert assistance.rejected.startswith("it "), assistance.rejected


@pytest.mark.long
def test_the_claims_as_they_are_would_be_accepted(stage, model, answers):
    """The control: what every bad reply is made from passes, so it is the harm in it that is refused."""
    stage.play = says(lambda given: as_paragraph(said(given)))
    for found in answers:
        shown = assistance.phrase_answer(found, model)
        assert shown.assistance.record() == {"routed": False, "phrased": True, "rejected": None}
        assert shown.text == found.text


def test_nearly_all_of_them_reach_the_checker():
    given = {"claims": ["{A1} had {F1} {P1}."], "slots": {"A1": "an area", "F1": "a count", "P1": "a period"}}
    read = 0
    for _, reply in bad_replies():
        with contextlib.suppress(json.JSONDecodeError):
            value = json.loads(reply(given))
            read += isinstance(value, dict) and isinstance(value.get("paragraph"), str)
    assert read >= 200


@pytest.mark.parametrize(("what", "reply"), spread(bad_replies(), 20), ids=lambda value: value if isinstance(value, str) else "")
def test_a_bad_reply_leaves_the_answer_as_it_was(what, reply, stage, model, answers):
    stage.play = says(reply)
    for found in answers:
        shown = assistance.phrase_answer(found, model)
        assert shown.text == found.text, what
        assert shown.commentary.figures == found.commentary.figures
        assert shown.assistance.record()["phrased"] is False
        assert_refused_where_it_should_be(shown.assistance)
        assert any("did not help" in note or "was not used" in note for note in shown.notes)


@pytest.mark.parametrize(("old", "new"), ROLES)
def test_the_small_word_before_a_slot_cannot_be_changed(old, new, stage, model, answers):
    stage.play = says(replaced(old, new))
    tried = 0
    for found in answers:
        shown = assistance.phrase_answer(found, model)
        assert shown.text == found.text
        tried += not shown.assistance.phrased
    assert tried


@pytest.mark.parametrize(("pattern", "new"), spread(SUBTLE, 10))
def test_a_small_change_of_the_words_between_the_slots_is_seen(pattern, new, stage, model, answers):
    stage.play = says(lambda given: as_paragraph(re.sub(pattern, new, said(given))))
    tried = 0
    for found in answers:
        shown = assistance.phrase_answer(found, model)
        given = json.loads(shown.assistance.exchanges[0].job.messages[-1][1])
        changed = re.sub(pattern, new, said(given)) != said(given)
        assert shown.assistance.phrased is not changed
        assert shown.text == found.text
        tried += changed
    assert tried




def test_a_good_paragraph_is_used_with_our_figures_in_it(stage, model, answers):
    def joined(given: Given) -> str:
        return given["claims"][0].replace("{A1} had {F1} {P1}", "{P1}, {A1} had {F1}")

    stage.play = paragraph(joined)
    shown = assistance.phrase_answer(answers[0], model)
    assert shown.text == "At 31 March 2016, Derby had 2,342 [1] children in need, a rate of 400.5 [2] per 10,000 children aged under 18 years."
    assert shown.assistance.record() == {"routed": False, "phrased": True, "rejected": None}
    assert shown.commentary.figures == answers[0].commentary.figures
