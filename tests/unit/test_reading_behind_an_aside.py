"""A sentence beside the question leaves the question as it is: what comes after it is read as if it stood alone."""

import itertools

import msgspec
import pytest

from cin_narrative import api

ASIDES = ("I'm new to this.", "Thanks for the chart.", "We have a meeting tomorrow.", "Sorry to bother you again.")
QUESTIONS = (
    "Are we the highest in the West Midlands for referrals?",
    "Do we have the highest rate of referrals in the West Midlands?",
    "Did Leeds have more referrals than Bradford in 2024?",
    "Is it true that Kent had more plans than Essex?",
    "Which council had the most referrals in 2023?",
    "Has the rate of referrals in Hull gone up since 2020?",
    "Was 2024 the highest year for referrals in Derby?",
    "Where do we rank nationally for re-referrals?",
    "Top three councils in the South East for section 47 enquiries?",
    "By how much did referrals fall in Oldham between 2020 and 2024?",
    "Compare our rate of plans with the national position",
    "Half of our referrals come from the police, is that right?",
)  # fmt: skip


def bare(asks):
    return [msgspec.structs.replace(one, words="") for one in asks]


@pytest.mark.parametrize(("aside", "question"), list(itertools.product(ASIDES, QUESTIONS)))
def test_a_sentence_beside_the_question_changes_nothing(aside, question):
    assert bare(api.read(f"{aside} {question}").asks) == bare(api.read(question).asks)


@pytest.mark.parametrize("told", ["I'm from Dudley.", "I live in Dudley.", "We are Dudley."])
def test_the_asker_s_place_is_no_field_of_all_councils(told):
    ask = api.read(f"{told} Which council has the highest rate of referrals?").asks[0]
    assert ask.ask == "top" and not ask.areas


def test_the_asker_s_region_is_the_field():
    ask = api.read("We are in the North East. Which council has the highest rate of referrals?").asks[0]
    assert [one.words for one in (*ask.areas, ask.within) if one] == ["North East"]


@pytest.mark.parametrize("place", ["national", "regional"])
def test_the_position_of_a_whole_is_its_figure(place):
    asks = api.read(f"What was Leeds's rate of referrals in 2024? Compare with the {place} position.").asks
    assert [one.ask for one in asks] == ["value", "compare"] and not asks[1].restrictors


def test_a_measure_inside_the_words_of_another_is_no_second_one():
    ask = api.read("What percentage of referrals in Kent led to an assessment which found the child was not in need?").asks[0]
    assert [one.indicator for one in ask.measures] == ["referrals_assessed_as_not_in_need"] and ask.ask == "value"


PUT = (
    "are we the highest in the East Midlands for referrals",
    "did referrals rise",
    "is our rate of referrals above England's",
    "do we have more than a tenth of the region's referrals",
    "are most of our plans for neglect",
    "has our rate of referrals ever been above 600",
    "were referrals in Kent 20,000",
)


@pytest.mark.parametrize("question", PUT)
@pytest.mark.parametrize("opener", ["Honestly", "Overall", "Put simply"])
def test_what_a_comma_sets_before_a_verb_leaves_it_a_question(opener, question):
    assert bare(api.read(f"{opener}, {question}?").asks) == bare(api.read(f"{question}?").asks)


@pytest.mark.parametrize("question", PUT)
def test_a_year_before_a_question_is_the_year_behind_it(question):
    first, last = (bare(api.read(text).asks) for text in (f"In 2023, {question}?", f"{question} in 2023?"))
    assert [one.ask for one in first] == [one.ask for one in last]
    assert [one.periods for one in first] == [one.periods for one in last]
    assert [one.restrictors for one in first] == [one.restrictors for one in last]
