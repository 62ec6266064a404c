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


@pytest.mark.parametrize(("question", "left_out", "within"), [
    ("Which councils except Torbay in the South West had over 2,000 referrals in 2024?", ["Torbay"], "South West"),
    ("Which borough other than Camden in London had the highest rate of referrals in 2024?", ["Camden"], "London"),
    ("Which councils other than Kent and Surrey in the South East had over 2,000 referrals in 2024?", ["Kent", "Surrey"], "South East"),
])  # fmt: skip
def test_what_a_place_left_out_lies_in_is_the_field(question, left_out, within):
    ask = read(question)[0]
    assert words(ask.excluded) == left_out and ask.within.words == within


@pytest.mark.parametrize(("question", "within", "levels"), [
    ("Which councils in London were above England for plans but below England for referrals in 2024?", "London", [("gt", "England"), ("lt", "England")]),
    ("Which London boroughs are below the average of the London boroughs for referrals?", "London", [("lt", "London")]),
    ("Which councils have a higher rate of referrals than us in the North West?", "North West", [("gt", "us")]),
    ("Which North West councils have a lower rate of referrals than London and the South East?", "North West", [("lt", "London"), ("lt", "South East")]),
    ("Which councils in the North West were above England for plans but below for referrals in 2024?", "North West", [("gt", "England"), ("lt", "England")]),
    ("Which councils in London were above Camden for referrals in 2022 but not in 2024?", "London", [("gt", "Camden"), ("le", "Camden")]),
])  # fmt: skip
def test_each_condition_of_a_list_is_a_list_in_its_field(question, within, levels):
    asks = read(question)
    assert {ask.within.words for ask in asks} == {within}
    assert [(ask.threshold.op, ask.threshold.area.words) for ask in asks] == levels
    assert not any(ask.restrictors for ask in asks)


def test_what_is_counted_and_the_year_stand_with_their_condition():
    first, second = read("Which councils in London were above England for plans but below England for referrals in 2024?")
    assert [one.indicator for one in first.measures] != [one.indicator for one in second.measures]
    first, second = read("Which councils in London had over 3,000 referrals in 2022 but not in 2024?")
    assert words(first.periods) == ["2022"] and words(second.periods) == ["2024"]
    assert not first.excluded and (first.threshold.op, second.threshold.op) == ("gt", "le")


def test_each_condition_of_the_years_is_of_the_subject_alone():
    asks = read("In which years was Salford above England but below Wigan for referrals?")
    assert [words(ask.areas) for ask in asks] == [["Salford"], ["Salford"]]
    assert [(ask.threshold.op, ask.threshold.area.words) for ask in asks] == [("gt", "England"), ("lt", "Wigan")]


@pytest.mark.parametrize("question", [
    "Since when has Salford been above the rate of England for referrals?",
    "From when has Salford been above England for referrals?",
    "Until when was Salford above the England rate for referrals?",
    "How long has Salford been above England for plans?",
])  # fmt: skip
def test_since_when_a_place_is_above_another_is_asked_of_its_years(question):
    ask = read(question)[0]
    assert (ask.ask, ask.each, words(ask.areas), ask.threshold.area.words) == ("list", ("year",), ["Salford"], "England")
    assert not any(one.all_categories for one in ask.measures)


def test_how_long_children_are_on_a_plan_is_asked_of_the_time_on_it():
    assert read("How long have children in Salford been on a plan?")[0].measures[0].all_categories


@pytest.mark.parametrize("question", ["How many more plans than Wigan did Salford have in 2024?", "How much higher than Wigan was Salford for plans in 2024?"])
def test_the_place_behind_the_verb_is_the_subject(question):
    ask = read(question)[0]
    assert (words(ask.areas), words(ask.compare_with)) == (["Salford"], ["Wigan"])


def test_the_end_of_a_name_may_be_that_of_two(put):
    said = put("Plans in North and North East Lincolnshire in 2024").text
    assert "North Lincolnshire had" in said and "North East Lincolnshire had" in said


@pytest.mark.parametrize("question", ["What is the mean referral rate of Hampshire and Surrey in 2024?", "What is the average rate of referrals of Hampshire, Surrey and Kent in 2024?"])
def test_a_place_without_a_figure_is_said_beside_the_mean_of_the_others(question, put):
    assert "Hampshire in the year ending 31 March 2024 is not published" in put(question).text


@pytest.mark.parametrize(("question", "way"), [
    ("Which South East councils had fewer referrals in 2024 than in 2022?", "down"),
    ("Which councils in London had a higher rate of referrals in 2021 than in 2024?", "down"),
    ("Which councils in the South West have more plans than in 2020?", "up"),
])  # fmt: skip
def test_members_set_against_a_year_of_their_own_are_those_that_moved(question, way):
    ask = read(question)[0]
    assert (ask.ask, ask.change.direction, len(ask.periods)) == ("list", way, 2)


def test_regions_set_against_a_year_of_their_own_each_have_their_change():
    ask = read("Which regions had more referrals in 2024 than in 2022?")[0]
    assert (ask.ask, ask.areas[0].set, ask.change.direction) == ("change", "all_regions", None)


LISTED = "Which South West councils had over 5,000 referrals in 2024?"


@pytest.mark.parametrize("question", ["How many plans did they have?", "What were their rates of plans?", "How many plans did those have?"])
def test_they_are_the_members_that_were_listed(question, put):
    ask = read(question, LISTED)[0]
    assert "result" in ask.inherits and not ask.areas
    listed = put(LISTED).record("q", LISTED)["figures"]
    said = put(question, None, [LISTED]).record("q", question)["figures"]
    assert {one["area"] for one in said} == {one["area"] for one in listed}


def test_how_many_were_listed_is_no_figure_of_the_field():
    assert [one.what for one in read("How many are there?", LISTED)[0].restrictors] == ["unread"]


def test_members_above_that_are_above_the_place_before():
    ask = read("Which South West councils are below that?", "What was the rate of referrals in Torbay in 2024?")[0]
    assert (ask.threshold.op, ask.threshold.area.words, ask.within.words) == ("lt", "Torbay", "South West")


def test_that_which_is_of_another_thing_is_left_unread():
    ask = read("Which South West councils have a rate of plans below that?", "What was the rate of referrals in Torbay in 2024?")[0]
    assert [one.what for one in ask.restrictors] == ["unread"]


@pytest.mark.parametrize("question", ["How do they compare with each other?", "Which fell more?"])
def test_two_places_asked_for_one_behind_the_other_are_both_meant(question):
    ask = read(question, "How many referrals in Wigan?", "And Salford?")[0]
    assert words(ask.areas) == ["Wigan", "Salford"]


@pytest.mark.parametrize("question", ["Rank us and Wigan on referrals in 2024", "Which has the higher rate of referrals, us or Wigan?"])
def test_we_are_one_of_those_that_are_ranked(question):
    assert sorted(words(read(question)[0].areas)) == ["Wigan", "us"]


@pytest.mark.parametrize(
    ("question", "areas"),
    [
        ("How many section 47 enquiries did we do in Leeds last year?", ["Leeds"]),
        ("We had more than 3,000 referrals in North Yorkshire in 2023. True?", ["North Yorkshire"]),
        ("How many plans did we have, and in Leeds?", ["we", "Leeds"]),
    ],
)
def test_who_says_where_they_are_is_of_there(question, areas):
    assert [word for ask in read(question) for word in words(ask.areas)] == areas
