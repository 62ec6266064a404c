"""Denials, parts of a field, years after one and changes of a rate: what an attacker found turned or taken for another question."""

import pytest

from cin_narrative import api


@pytest.mark.parametrize("question", [
    "What percentage of ICPCs weren't held within 15 days in Kent in 2024?", "How many referrals in Leeds weren't from the police in 2024?",
    "What share of plans in Leeds weren't for neglect in 2024?", "What share of assessments that aren't done in 45 days does Kent have?",
    "How many re-referrals in Bury didn't come from schools?",
])  # fmt: skip
def test_what_is_denied_is_not_given_as_its_opposite(question):
    assert any(one.words.endswith("n't") for ask in api.read(question).asks for one in ask.restrictors)


@pytest.mark.parametrize("question", ["Leeds has more plans than Hull, hasn't it?", "Isn't Leeds above Hull for plans?", "We don't know: how many plans in Leeds?"])
def test_a_tag_an_inversion_and_the_asker_deny_nothing(question):
    assert not any((one.words or "").endswith("n't") for ask in api.read(question).asks for one in ask.restrictors)


@pytest.mark.parametrize(("question", "said"), [
    ("How many councils had more than one in four re-referrals in 2024?", "23 were above 25% in the percentage"),
    ("How many councils had at least half of their plans for neglect in 2024?", "67 were at or above 50% in the percentage"),
    ("How many South East councils had more than nine in ten ICPCs in 15 days in 2024?", "one was above 90% in the percentage"),
    ("How many councils had more than 1,000 plans in 2024?", "above 1,000 in the number"),
])  # fmt: skip
def test_how_many_councils_counts_councils(put, question, said):
    assert said in put(question).text


@pytest.mark.parametrize(("question", "value"), [
    ("What was the total number of referrals in Leeds after 2021?", "33,441"), ("What was the total number of referrals in Leeds since 2021?", "42,936"),
    ("What was the highest number of referrals in Leeds after 2022?", "10,950"), ("How have referrals in Leeds changed after 2021?", "9,495"),
])  # fmt: skip
def test_after_a_year_is_without_it(put, question, value):
    assert value in put(question).text


@pytest.mark.parametrize("question", ["Which councils are in the top 10% for children in need rate?", "The highest 20 percent of councils in the North West for plans"])
def test_so_many_per_cent_of_the_councils_are_not_so_many_councils(question):
    assert any(ask.restrictors for ask in api.read(question).asks)


@pytest.mark.parametrize(("question", "value"), [
    ("What was the percentage change in the child protection plan rate in Derby since 2020?", "40.9%"),
    ("What was the % increase in the rate of referrals in Kent between 2019 and 2024?", "25.5%"), ("What was the % increase in referrals in Kent between 2019 and 2024?", "31.9%"),
])  # fmt: skip
def test_a_percentage_change_is_of_the_rate_where_the_rate_is_said(put, question, value):
    assert value in put(question).text


@pytest.mark.parametrize(("question", "indicator"), [
    ("Did plans in Derby fall again in 2024?", "child_protection_plans_at_31_march"), ("How many plans in the whole of London in 2024?", "child_protection_plans_at_31_march"),
    ("How many plans in Derby over the whole of 2024?", "child_protection_plans_at_any_point"), ("Have plans in Derby risen for the second year running?", "child_protection_plans_at_31_march"),
    ("How many children were referred again in Derby?", "children_rereferred_within_12_months"),
])  # fmt: skip
def test_again_and_the_whole_of_are_of_what_they_stand_with(question, indicator):
    assert [one.indicator for ask in api.read(question).asks for one in ask.measures][:1] == [indicator]


@pytest.mark.parametrize(("question", "indicator"), [
    ("What was the average number of assessments in Leeds between 2020 and 2024?", "assessments_completed"),
    ("Median rate of ICPCs in London boroughs in 2024", "initial_child_protection_conferences"),
    ("Average number of days an assessment took in Leeds", "assessment_duration_percentiles"),
])  # fmt: skip
def test_the_average_of_numbers_is_no_length(question, indicator):
    assert [one.indicator for ask in api.read(question).asks for one in ask.measures][:1] == [indicator]


def test_a_level_of_a_place_beside_one_of_numbers_is_told_as_not_read():
    [ask] = api.read("Which councils in Yorkshire are above England for plans and have over 300 referrals in 2024?").asks
    assert "above England" in [one.words for one in ask.restrictors]
