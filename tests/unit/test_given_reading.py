"""A reading that another program sends is held against its question before anything is looked up."""

import msgspec
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


TWO = "How many children in need did Derby have in 2015, and how many referrals did Leeds have in 2016?"
FIRST, SECOND = "How many children in need did Derby have in 2015", "how many referrals did Leeds have in 2016"


def two(left=("children in need", "Derby", "2015"), right=("referrals", "Leeds", "2016"), covers=(FIRST, SECOND)):
    """A reading of two asks, each with the words, the place and the year that it is given."""
    ids = {"children in need": NEED, "referrals": REFERRALS}
    asks = [
        ask("value", measure(ids[what], words=what), said=said, cue=cue, areas=[area], years=[year])
        for (what, area, year), said, cue in ((left, covers[0], "How many"), (right, covers[1], "how many"))
    ]
    return [{name: value for name, value in one.items() if name != "words" or all(covers)} for one in asks]


def test_two_asks_that_say_what_the_question_says_are_answered(store):
    assert given(store, TWO, *two()).text == api.ask(store, TWO).text


@pytest.mark.parametrize("covers", [(FIRST, SECOND), (TWO, TWO), (None, None)], ids=["each its words", "all", "not said"])
@pytest.mark.parametrize(
    "left, right",
    {
        "years": (("children in need", "Derby", "2016"), ("referrals", "Leeds", "2015")),
        "places": (("children in need", "Leeds", "2015"), ("referrals", "Derby", "2016")),
        "measures": (("referrals", "Derby", "2015"), ("children in need", "Leeds", "2016")),
        "all": (("referrals", "Leeds", "2016"), ("children in need", "Derby", "2015")),
    }.values(),
    ids=["years", "places", "measures", "all"],
)
def test_asks_that_take_each_others_words_are_asked_back(store, left, right, covers):
    found = given(store, TWO, *two(left, right, covers))
    assert (found.outcome, found.commentary.figures) == ("choice_needed", [])
    assert api.answer(store, found.options[0].question, found.options[0].reading).text == api.ask(store, TWO).text


LEVEL = "Were there more than 2,000 children in need in Derby in 2016?"
MOST = "Which authority in the East Midlands had the most referrals in 2016?"
APART = "How many children in need did Derby have in 2016, not 2015?"
SPAN = "How much did referrals rise in Derby between 2013 and 2016?"


@pytest.mark.parametrize(
    "question, sent, ignored",
    {
        "below for more than": (LEVEL, ask("value", measure(NEED, words="children in need"), said=LEVEL, cue="more than", areas=["Derby"], years=["2016"], threshold={"op": "lt", "words": "more than 2,000"}), ()),
        "the lowest for the most": (MOST, ask("top", measure(REFERRALS, words="referrals"), said=MOST, cue="Which", within={"words": "the East Midlands"}, years=["2016"], limit={"n": 1, "order": "lowest", "of": "areas", "words": "most"}), ()),
        "both years for one": (APART, ask("value", measure(NEED, words="children in need"), said=APART, cue="How many", areas=["Derby"], years=["2016", "2015"]), ()),
        "one year for two": (SPAN, ask("change", measure(REFERRALS, words="referrals"), said=SPAN, cue="rise", areas=["Derby"], years=["2016"]), ()),
        "a clause called idle": (TWO, two()[0], (f"and {SECOND}",)),
    }.values(),
    ids=["level", "order", "both", "one", "idle"],
)  # fmt: skip
def test_one_that_says_less_or_the_opposite_is_never_answered_in_silence(store, question, sent, ignored):
    found = api.answer(store, question, reading(sent, ignored=list(ignored)))
    assert (found.outcome, found.commentary.figures) == ("choice_needed", [])
    told = [api.answer(store, one.question, one.reading) for one in found.options]
    assert told[0].text == api.ask(store, question).text
    assert all(one.outcome == "answered" for one in told)


def test_a_choice_is_held_to_the_question_and_the_reading_that_were_offered(store):
    sent = ask("value", measure(NEED, words="children in need"), said=APART, cue="How many", areas=["Derby"], years=["2016", "2015"])
    chosen = given(store, APART, sent).options[1].reading
    assert api.answer(store, APART, chosen).outcome == "answered"
    other = msgspec.structs.replace(chosen, asks=reading(ask("value", measure(NEED, words="children in need"), said=APART, areas=["Derby"], years=["2015"])).asks)
    assert api.answer(store, APART, other).outcome == "choice_needed"
    assert api.answer(store, QUESTION, chosen).outcome == "choice_needed"


@pytest.mark.parametrize("question", ["", "?", "x" * 10_000, "\N{SNOWMAN}" * 50])
def test_no_text_raises(store, question):
    assert given(store, question, ask("value", RATE, **RIGHT)).outcome in ("choice_needed", "not_held", "refused")
