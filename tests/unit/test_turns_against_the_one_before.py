"""A later turn that asks who is higher, which has grown more, who is next, what the difference is: of what the turns before it named.

The figures are DfE's of the 2024 release, read off its files by hand (b1, c1, c4, c5, d1, d3, d4; England's ethnic groups of a4); statistical
neighbours are those of the 2025 model.
"""

import re

import pytest

from cin_narrative import api

DERBY, NEXT = "What is the child protection plan rate in Derby in 2024?", "Which authority has the highest rate of child protection plans in the North West in 2024?"
KENT = ("What was the referral rate in Kent in 2019?", "And in 2024?")
SCHOOLS = ("How many referrals from schools did Leeds get in 2024?", "And the police?")


def told(found):
    return re.sub(r" \[\d+\]", "", found.text)


@pytest.mark.parametrize(("before", "question", "said"), [
    ("What is Derby's rate of section 47 enquiries in 2024?", "Which neighbours are higher?", "two were above 276.6 in the rate of section 47 enquiries in the year ending 31 March 2024: Coventry (316.5) and Stoke-on-Trent (410.7)"),
    (DERBY, "Which neighbours are lower?", "one was below 38 in the rate of children on a child protection plan at 31 March 2024: Walsall (28.4)"),
    (DERBY, "And how many of its neighbours are higher?", "nine were above 38"),
    (DERBY, "Which East Midlands authorities have a higher rate?", "Derbyshire (52.0), Leicester (48.5), North Northamptonshire (40.8) and Nottingham (59.7)"),
    (DERBY, "Who is lower?", "Of the 151 local authorities in England with a figure, 54 were below 38"),
    (DERBY, "Which neighbours were higher in 2020?", "three were above 64.3"),
    ("How many plans are there in Leeds?", "Which neighbours have more?", "one was above 674 in the number of children on a child protection plan at 31 March 2024: Sheffield (675)"),
    ("What is the plan rate in England in 2024?", "Which regions are higher?", "the North East (66.0); the North West (48.8); the West Midlands (44.7); and Yorkshire and the Humber (48.6)"),
    ("How does Derby's plan rate compare with its neighbours?", "Which of them are lower?", "Walsall (28.4)"),
])  # fmt: skip
def test_higher_is_than_the_place_before(before, question, said, put):
    assert said in told(put(question, history=[before]))


@pytest.mark.parametrize(("before", "question", "said"), [
    ("What is our re-referral rate?", "Which of our neighbours are better?", "seven were below 23.3%"),
    ("What is our re-referral rate?", "Which neighbours do worse?", "three were above 23.3%"),
    ("What percentage of our assessments were within 45 days?", "Which of our neighbours are better?", "were above"),
])  # fmt: skip
def test_better_is_of_the_measure_before(before, question, said, put):
    assert said in told(put(question, home="Kent", history=[before]))


@pytest.mark.parametrize("before", ["How do Derby and Leeds compare on plan rate?", "Which three authorities have the highest plan rate?"])
def test_higher_than_several_is_left_unread(before):
    asked = api.read("Which neighbours are higher?", [before]).asks[-1]
    assert [one.words for one in asked.restrictors] == ["higher"] and asked.threshold is None


@pytest.mark.parametrize(("question", "home", "said"), [
    ("Rank Derby's statistical neighbours by rate of children in need in 2024.", None, "highest first: Stoke-on-Trent (571.4), Tameside (480.5), Rochdale (465.6)"),
    ("Rank our neighbours by plan rate, lowest first", "Derby", "lowest first: Walsall (28.4), Kirklees (42.8)"),
    ("List Leeds' statistical neighbours in order of child protection plan rate in 2024.", None, "highest first: Bournemouth, Christchurch and Poole (74.7); Salford (70.7)"),
    ("Put our neighbours in order of plan rate", "Derby", "highest first: Stoke-on-Trent (85.4), Tameside (75.3)"),
    ("Rank Derby among its statistical neighbours by plan rate", None, "the 10th highest of the 11"),
    ("Which neighbours of Derby have a lower plan rate?", None, "one was below 38"),
    ("Which of our neighbours have a lower plan rate?", "Derby", "one was below 38"),
])  # fmt: skip
def test_neighbours_in_order_are_each_told(question, home, said, put):
    assert said in told(put(question, home=home))


@pytest.mark.parametrize(("history", "question", "said"), [
    (("How many children in need in England in 2024 are Black?", "And Asian?"), "Which group has grown faster since 2018?", ("(8.0%), from 33,390", "(11.0%), from 28,920")),
    (SCHOOLS, "Which has grown more since 2019?", ("rose by 391", "fell by 657")), (SCHOOLS, "How has each changed since 2019?", ("rose by 391", "fell by 657")),
    (SCHOOLS, "Which of the two has fallen most since 2019?", ("rose by 391", "fell by 657")), (SCHOOLS, "How do they compare?", ("2,976", "2,837")),
    (("How many plans in Leeds are for neglect?", "And emotional abuse?"), "Which has risen more since 2020?", ("from 135", "from 324")),
    (("How many referrals did Leeds get in 2024?", "And section 47s?"), "Which has grown more since 2019?", ("from 10,917", "from 1,529")),
])  # fmt: skip
def test_each_of_the_kinds_before_is_told(history, question, said, put):
    found = told(put(question, history=history))
    assert all(one in found for one in said)


@pytest.mark.parametrize(("history", "question", "said"), [
    ((NEXT,), "Who is next?", "In Oldham"), ((NEXT,), "And the next?", "In Oldham"), ((NEXT, "Who is next?"), "And next?", "In Tameside"),
    (("Which three authorities have the highest rate of child protection plans in the North West in 2024?",), "Who comes next?", "In Salford"),
    (("Which authority has the second lowest rate of plans in the North West in 2024?",), "Which is next?", "In Trafford"),
    (KENT, "What's the difference?", "rose by 140.5 (25.5%), from 551.7"), (KENT, "By how much?", "rose by 140.5"), (KENT, "And what is the gap between the two?", "rose by 140.5"),
    ((KENT[0], "And in Surrey?"), "What's the difference?", "138.3 (33.5%) above Surrey (413.4)"),
    (("What percentage of child protection plans in Surrey were repeats in 2024?",), "When was it last below 20 per cent?", "was last below the level asked about in the year ending 31 March 2015 (17.0%)"),
    (("How many plans were there in Leeds in 2024?",), "When were they last below 500?", "last below the level asked about at 31 March"),
])  # fmt: skip
def test_next_and_the_difference(history, question, said, put):
    assert said in told(put(question, history=history))


def test_one_figure_has_no_difference(put):
    assert put("What's the difference?", history=KENT[:1]).outcome == "choice_needed"
