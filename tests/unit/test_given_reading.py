"""A reading that another program sends is held against its question before anything is looked up."""

import pytest
from readings import NEED, REFERRALS, ask, measure, reading

from cin_narrative import api
from cin_narrative.store.store import Store

QUESTION = "What was the rate of children in need in Derby in 2016?"
RATE = measure(NEED, metric="rate", words="rate of children in need")
RIGHT = {"said": QUESTION, "cue": "What was", "areas": ["Derby"], "years": ["2016"]}


@pytest.fixture(scope="module")
def store(starter_store):
    with Store.open(starter_store) as opened:
        yield opened


def given(store, question, *asks, **others):
    return api.answer(store, question, reading(*asks), **others)


def test_one_that_says_what_the_question_says_is_answered(store):
    found = given(store, QUESTION, ask("value", RATE, **RIGHT))
    assert found.outcome == "answered" and "400.5" in found.text


@pytest.mark.parametrize(
    "wrong, why",
    {
        "another place": (ask("value", RATE, **{**RIGHT, "areas": ["Leeds"]}), '"Leeds"'),
        "another year": (ask("value", RATE, **{**RIGHT, "years": ["2019"]}), "quotes words that were not said"),
        "no place": (ask("value", RATE, **{**RIGHT, "areas": []}), '"Derby"'),
        "no year": (ask("value", RATE, **{**RIGHT, "years": []}), "leaves out a place or a period"),
        "a count": (ask("value", measure(NEED, metric="count", words="children in need"), **RIGHT), "rate"),
        "another measure": (ask("value", measure(REFERRALS, metric="rate", words="rate of children in need"), **RIGHT), "another measure"),
        "no measure of ours": (ask("value", measure("drop_table", metric="rate", words="rate of children in need"), **RIGHT), "does not exist"),
    }.values(),
)  # fmt: skip
def test_one_that_says_something_else_is_asked_back_with_ours_to_choose(store, wrong, why):
    found = given(store, QUESTION, wrong)
    assert (found.outcome, found.commentary.figures) == ("choice_needed", [])
    assert why in found.text
    chosen = api.answer(store, found.options[0].question, found.options[0].reading)
    assert chosen.outcome == "answered" and "400.5" in chosen.text


def test_a_word_that_narrows_cannot_be_left_out(store):
    question = "How many referrals from councillors did Derby have in 2016?"
    found = given(store, question, ask("value", measure(REFERRALS, words="referrals"), said=question, cue="How many", areas=["Derby"], years=["2016"]))
    assert found.outcome == "choice_needed" and '"councillors"' in found.text


def test_what_no_phrase_of_ours_says_is_answered_with_its_reading_in_the_first_line(store):
    question = "How many kids on the radar did Derby have in 2016?"
    found = given(store, question, ask("value", measure(NEED, words="kids on the radar"), said=question, cue="How many", areas=["Derby"], years=["2016"]))
    assert found.outcome == "answered"
    assert "children in need" in found.text.splitlines()[0].lower() and "2,342" in found.text


def test_a_child_in_danger_is_never_read_away(store):
    question = "I am 12 and my dad beats me. How many children in need did Derby have in 2016?"
    ours = api.ask(store, question)
    found = given(store, question, ask("value", measure(NEED, words="children in need"), said=question, cue="how many", areas=["Derby"], years=["2016"]))
    assert "999" in ours.text and (found.outcome, found.text) == (ours.outcome, ours.text)


@pytest.mark.parametrize("question", ["", "?", "x" * 10_000, "\N{SNOWMAN}" * 50])
def test_no_text_raises(store, question):
    assert given(store, question, ask("value", RATE, **RIGHT)).outcome in ("choice_needed", "not_held", "refused")
