"""Every place that a question names, and our own authority beside it, plays its part in the answer or is said to be left out of it."""

import pytest

from cin_narrative import api


def read(question, *history):
    return api.read(question, list(history)).asks


def words(areas):
    return [one.words for one in areas]


@pytest.mark.parametrize(("question", "subject", "against"), [
    ("How far below Salford are we for referrals in 2024?", ["we"], ["Salford"]),
    ("How far behind Kent were we on re-referrals?", ["we"], ["Kent"]),
    ("Compared to us, did Stockport have fewer referrals in 2024?", ["Stockport"], ["us"]),
    ("Against us, how did Wigan do on referrals?", ["Wigan"], ["us"]),
    ("Referrals, Trafford vs us vs England in 2024", ["us", "Trafford"], ["England"]),
    ("Is the rate of referrals in Oldham smaller than ours?", ["Oldham"], ["ours"]),
])  # fmt: skip
def test_we_stand_beside_a_place_that_is_named(question, subject, against):
    ask = read(question)[0]
    assert ask.ask == "compare"
    assert sorted(words(ask.areas)) == sorted(subject) and words(ask.compare_with) == against


@pytest.mark.parametrize("question", ["Did Rochdale have as many referrals as us in 2024?", "What were our referrals in 2024 and Rochdale's?"])
def test_our_figure_is_given_too(question, put):
    said = put(question, "Bury").text
    assert "Bury had" in said and "Rochdale had" in said


@pytest.mark.parametrize("question", ["How many referrals did the council have in Rochdale in 2024?", "How many referrals do we hold for Rochdale in 2024?"])
def test_what_a_named_place_is_called_and_who_asks_are_no_place_more(question, put):
    said = put(question, "Bury").text
    assert "Rochdale had" in said and "Bury" not in said


def test_each_has_its_own_year():
    ask = read("What were our referrals in 2019, Tameside's in 2021?")[0]
    assert ask.paired and words(ask.areas) == ["our", "Tameside's"] and words(ask.periods) == ["2019", "2021"]


def test_our_years_are_held_against_the_place():
    ask = read("In which years were we below Tameside for referrals?")[0]
    assert words(ask.areas) == ["we"] and ask.threshold.area.words == "Tameside"
