"""How many of some years or members something is so of: the yes or no, and the count. The figures are DfE's of the 2024 release, read off its files by
hand: Derby's referrals 4,600, 4,683, 4,822, 4,094, 4,165 from 2020 on, its rate above 700 in 2017 and from 2019 to 2022; Kent's referral rate
above England's in 2014, 2018 and from 2020 on; England's children in need above 400,000 in 2018, 2022 and 2023."""

import re

import pytest

from cin_narrative.questions import answer
from cin_narrative.reading.quantities.quantifiers import quantifier_in
from cin_narrative.store.store import Store

YES, NO, NEITHER = "Yes: ", "No: ", "This is not answered with yes or no"
OF_YEARS = [
    ("Has Derby had more than 4,500 referrals in each of the last three years?", NO, "in one of the three years"),
    ("Has Derby had more than 4,000 referrals in each of the last three years?", YES, "in each of the three years"),
    ("Has Kent had more than 20,000 referrals in every one of the last five years?", NO, "in three of the five years"),
    ("Has the number of children in need in England been above 400,000 in three of the last five years?", NO, "in two of the five years"),
    ("Has the number of children in need in England been above 400,000 in two of the last five years?", YES, "in two of the five years"),
    ("Was Derby's rate of referrals above 700 in four of the last five years?", NO, "in three of the five years"),
    ("Was Bradford's referral rate above 700 for three years running?", NO, "in two of the 12 years"),
    ("Was Bradford's referral rate above 600 for at least four years in a row?", YES, "in six of the 12 years"),
    ("Has Kent's referral rate been above England's for three consecutive years?", YES, "in seven of the 12 years"),
    ("Has Kent's number of children in need been above 11,800 for the last three years?", NO, "in one of the three years"),
    ("Has the percentage of repeat plans in Leeds been above 20 per cent in all but one year since 2014?", NO, "in nine of the 11 years"),
    ("Has the percentage of repeat plans in Leeds been above 20 per cent in all but two years since 2014?", YES, "in nine of the 11 years"),
    ("Was Kent's referral rate above England's in at least six of the last ten years?", YES, "above England in six of the 10 years"),
    ("Was Kent's referral rate above England's in more than six of the last ten years?", NO, "above England in six of the 10 years"),
    ("Was the England rate of children in need above 340 in most years since 2013?", NO, "in three of the 12 years"),
    ("Has the England re-referral rate been below 23 per cent in most years?", YES, "in nine of the 12 years"),
    # wording of our own
    ("Did Leeds have over 9,000 referrals in no fewer than four of the past six years?", YES, "in each of the six years"),
    ("Was Kent's referral rate under England's in none of the last five years?", YES, "below England in none of the five"),
    ("Was Kent's rate of referrals above England's in only five of the last ten years?", NO, "in six of the 10 years"),
    ("Derby had more than 4,500 referrals in each of the last three years. True?", NO, "in one of the three years"),
    ("Did Kent have more than 20,000 referrals in both of the last two years?", YES, "in each of the two years"),
    ("Did the East Midlands have a plan rate above England's in most of the last six years?", YES, "in four of the six years"),
    ("Was Derby's referral rate above 700 throughout 2020 to 2022?", YES, "in each of the three years"),
    ("Was Derby above England for children in need in every year but one since 2013?", NO, "in each of the 12 years"),
    ("Did more than a quarter of Kent's referrals come from schools in each of the last three years?", NO, "in two of the three years"),
    ("Has Derby had more than 200 plans in 11 of the 12 years?", NEITHER, "in each of the 12 years"),
    ("Was Kent's rate of referrals above 550 for the last four years running?", YES, "in each of the four years"),
    ("Did the number of children in need at any point in the year in England exceed 700,000 in 2024?", YES, "702,840 is above"),
    # what nobody can say: more than so many, a hedge, a run that has ended
    ("Was Kent's referral rate above England's in half of the years since 2015?", NEITHER, "in six of the 10 years"),
    ("Was England's number of children in need over 400,000 in nearly all of the last ten years?", NEITHER, "in three of the 10 years"),
    ("Has Derby's referral rate been above 700 for three years running?", NEITHER, "in five of the 12 years"),
]  # fmt: skip
NEVER = [  # Kent's reviews on time never below 95.8%, its referral rate never above 692.2, Derby's 822.7 in 2022
    ("Has Kent never been below 95 per cent for child protection reviews on time?", YES, "in none of the 12 years"),
    ("Kent has never been below 95 per cent for child protection reviews on time. True?", YES, "in none of the 12 years"),
    ("Has Derby never been above 800 for referral rate?", NO, "in one of the 12 years"),
    ("Has the referral rate in Kent never exceeded 700?", YES, "in none of the 12 years"),
    ("Has Torbay never been below England for children in need?", YES, "below England in none of the 12 years"),
    ("Has Kent never had more children in need than in 2022?", YES, "in none of the 11 other years"),
    ("Have referrals in Kent never fallen?", NO, "fell by 2,635"),
    # days, where the figure is an average of them: Derby's median 24, 19, 26, 29 and 33
    ("Was Derby's median assessment time under 30 days in all of the last five years?", NO, "in four of the five years"),
    ("Was Derby's median assessment time under 30 days in at least four of the last five years?", YES, "in four of the five years"),
    ("Was the median time for assessments in Kent over 40 working days in 2024?", NO, "36 is not above"),
    ("Did most London boroughs have a median assessment time under 40 days in 2024?", YES, "22 were below 40"),
]  # fmt: skip
OF_MEMBERS = [
    ("Are all of Kent's statistical neighbours below Kent for referral rate in 2024?", YES, "10 were below 692.2"),
    ("Did all of Derby's neighbours have higher child protection plan rates than Derby in 2024?", NO, "nine were above 38"),
    ("Do half of the East Midlands authorities have child protection plan rates above England's in 2024?", NO, "three were above 41.6"),
    ("Do more than half of the South East authorities have a referral rate above England's in 2024?", YES, "11 were above 518.3"),
    ("Do none of Derby's neighbours have a lower plan rate than Derby?", NO, "one was below 38"),
    # wording of our own
    ("Did all but one of Derby's neighbours have a higher plan rate than Derby in 2024?", YES, "nine were above 38"),
    ("Are the majority of North West councils below England for repeat plans?", YES, "14 were below 24.7%"),
    ("Do at least five South West authorities have a referral rate above 600?", NO, "four were above 600"),
    ("Do a third of London boroughs have a rate of children in need below England's?", NO, "10 were below 332.9"),
    ("Did no authority in the East Midlands have a plan rate above 60?", YES, "none of the 10 local authorities"),
    ("Are fewer than three authorities in the North East below England for rate of referrals?", NO, "four were below 518.3"),
    ("Most of Derby's statistical neighbours have a higher rate of child protection plans than Derby. Is that right?", YES, "nine were above 38"),
    ("Are most of Kent's neighbours above Kent for re-referrals?", NO, "three were above 23.3%"),
    ("Do two thirds of the authorities in London have a rate of children in need above 250?", NEITHER, "29 were above 250"),
    ("Do nearly all London boroughs have a rate of children in need above 250?", NEITHER, "29 were above 250"),
    ("Is Derby above both its region and England for children in need rate in 2024?", YES, "377.1 against 278.8"),
    # a place set against so many of them: so many are on the other side of it
    ("Is Kent above most of its neighbours for referral rate?", YES, "10 were below 692.2"),
    ("Is Kent's referral rate above all South East authorities?", NO, "11 were below 692.2"),
    ("Is Derby's plan rate lower than all but one of its statistical neighbours?", YES, "nine were above 38"),
    ("Is Leeds's section 47 rate below most of the councils in Yorkshire?", YES, "12 were above 141.2"),
    ("Does Bexley have a lower referral rate than three quarters of London boroughs?", NO, "nine were above 625.5"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(store_2024, catalogue, areas):
    with Store.open(store_2024) as store:
        yield lambda question: re.sub(r" \[\d+\]", "", answer(question, store, catalogue, areas).text)


@pytest.mark.parametrize(("question", "verdict", "count"), [*OF_YEARS, *NEVER, *OF_MEMBERS])
def test_a_question_of_so_many_is_answered_by_the_count(told, question, verdict, count) -> None:
    said = told(question)
    assert verdict in said
    assert count in said
    assert not any(other in said for other in (YES, NO, NEITHER) if other != verdict)


T, F, U = True, False, None


@pytest.mark.parametrize(("words", "so", "holds"), [
    ("all", [T, T], True), ("every one of", [T, F], False), ("each", [F, U], False), ("each", [T, U], None),
    ("none of", [F, F], True), ("any of", [F, T, U], True), ("any", [F, U], None), ("not one", [F], True),
    ("all but one", [T, T, F], True), ("all but one", [T, T, T], False), ("every year but one", [T, F], True),
    ("two", [T, T, F], True), ("two", [T, F, F], False), ("two", [T, T, T], None), ("only two", [T, T, T], False),
    ("at least two", [T, T, T], True), ("more than two", [T, T, F], False), ("no more than two", [T, T, F], True),
    ("fewer than two", [T, F, F], True), ("fewer than two", [T, U, F], None),
    ("most", [T, T, F], True), ("most", [T, F], False), ("half", [T, F], True), ("half", [T, T], None), ("at least half", [T, T], True),
    ("a third of", [T, F, F], True), ("two thirds", [T, F, F], False), ("60% of", [T, T, T, F, F], True), ("the majority", [F, T, T], True),
    ("two years running", [T, F, T], False), ("two years running", [F, T, T], True), ("two consecutive years", [T, T, F], None),
    ("nearly all", [T, T], None), ("many", [T, T], None), ("for the last two years", [T, F], False), ("throughout", [T, T], True),
])  # fmt: skip
def test_a_quantifier_holds_of_members(words, so, holds) -> None:
    quantifier = quantifier_in(words)
    assert quantifier is not None
    assert quantifier.holds(so) is holds


@pytest.mark.parametrize("words", ["the third year", "the last five years", "in a year", "last", ""])
def test_other_words_are_no_quantifier(words) -> None:
    assert quantifier_in(words) is None
