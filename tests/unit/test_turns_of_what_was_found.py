"""A later turn that leans on what the answer before it came to: the areas of a ranking, the year of a peak, the part that was counted.

The figures are DfE's of the 2024 release, read off its files by hand (b1, c1, c2, c4, c5, d1).
"""

import re

import pytest

from cin_narrative import api

TOP, PEAK = "Which five authorities had the highest referral rates in 2024?", "When was Kent's re-referral rate highest?"
REGION, TORBAY = "Which region has the highest rate of child protection plans in 2024?", "Which authority has the highest rate of children in need in the South West in 2024?"
ESSEX = "Which authority has the lowest rate of section 47s in the East of England in 2024?"
THREE = "Which three authorities in the North East have the highest section 47 rate in 2024?"


def told(found):
    return re.sub(r" \[\d+\]", "", found.text)


@pytest.mark.parametrize(("before", "question", "said"), [
    (TOP, "Which of those are in London?", "One of the five named before lies in London."),
    (TOP, "Are any of them in the North East?", "Two of the five named before lie in the North East."),
    (TOP, "How many of these are London boroughs?", "For the one area named with a figure"),
    (TOP, "Which of them lie in Yorkshire?", "Doncaster (877.2)"),
    (TOP, "Any in the East of England?", "None of the five named before lies in the East of England."),
    ("Which ten authorities have the highest section 47 rate in 2024?", "Are any of them in the South West?", "Torbay (370.1)"),
    ("Which ten authorities have the highest rate of child protection plans in 2024?", "Which are in the North East?",
     "Hartlepool (77.4); Middlesbrough (92.0); Redcar and Cleveland (82.7); South Tyneside (78.4); and Sunderland (93.3)"),
    ("Which authorities are above 90 for plan rate in 2024?", "And which of those are in the North West?", "One of the three named before lies in the North West."),
    (TOP, "Which of them had a section 47 rate above England's?", "Of the five areas named with a figure, three were above 187.1"),
    (TOP, "Which of those are above England?", "Of the five areas named with a figure, five were above 518.3"),
])  # fmt: skip
def test_those_before_that_lie_in_a_region(before, question, said, put):
    assert said in told(put(question, history=[before]))


def test_another_field_is_a_ranking_of_its_own(put):
    assert "five local authorities in London" in told(put("And in London?", history=[TOP]))
    assert "the highest of the 12 local authorities in the North East" in told(put("Which is the highest in the North East?", history=[TOP]))
    assert "five local authorities in England" in told(put("And in 2020?", history=[TOP]))
    assert api.read("Which of them are our neighbours?", [TOP]).asks[-1].restrictors


@pytest.mark.parametrize(("before", "question", "said"), [
    (THREE, "What was it in 2019?", "Hartlepool (249.5); Middlesbrough (337.1); and Redcar and Cleveland (277.3)"),
    (THREE, "And what were they in 2019?", "Hartlepool (249.5); Middlesbrough (337.1); and Redcar and Cleveland (277.3)"),
    ("Which authority in the North East has the highest section 47 rate in 2024?", "What was it there in 2019?", "In Middlesbrough, the rate of section 47 enquiries in the year ending 31 March 2019 was 337.1"),
    (THREE, "Which were they in 2019?", "Newcastle upon Tyne (423.9)"),
    ("What is the most common source of referrals in Kent in 2024?", "What was it in 2019?", "in Kent in the year ending 31 March 2019, the most common of the sources of referral was the police (6,290"),
])  # fmt: skip
def test_another_year_of_those_that_were_first(before, question, said, put):
    assert said in told(put(question, history=[before]))


@pytest.mark.parametrize(("before", "question", "said"), [
    (PEAK, "What was it in England that year?", "In England, 22.6% of referrals in the year ending 31 March 2020"),
    (PEAK, "And how about England at that point?", "In England, 22.6% of referrals in the year ending 31 March 2020"),
    (PEAK, "What was it in the South East at that time?", "In the South East, 26.0% of referrals in the year ending 31 March 2020"),
    (PEAK, "And in England in the same year?", "In England, 22.6%"),
    ("In which year was Norfolk's rate of children in need highest?", "What was England's that year?", "at 31 March 2016 was 339.8"),
    ("In which year was Bradford's re-referral rate lowest?", "And what was it in England then?", "In England, 22.5% of referrals in the year ending 31 March 2016"),
    ("In which year was Surrey's number of child protection plans lowest?", "What was Kent's then?", "Kent had 1,211 children on a child protection plan at 31 March 2024"),
    (PEAK, "And in England?", "In England, the percentage of referrals within 12 months of a previous referral was highest in the year ending 31 March 2013 (24.7%)"),
])  # fmt: skip
def test_the_year_of_a_peak_elsewhere(before, question, said, put):
    assert said in told(put(question, history=[before]))


@pytest.mark.parametrize(("history", "question", "said"), [
    ((TORBAY, "What is its re-referral rate?"), "And its section 47 rate?", "In Torbay, the rate of section 47 enquiries in the year ending 31 March 2024 was 370.1"),
    ((TORBAY, "What is its referral rate?"), "How does that compare with England?", "In Torbay, the rate of referrals in the year ending 31 March 2024 was 760.6"),
    ((ESSEX, "What is its referral rate?"), "And its rank?", "In Essex, the rate of referrals in the year ending 31 March 2024 was 194.8"),
    ((ESSEX, "What is its referral rate?"), "Has it gone up since 2019?", "No: in Essex, the rate of referrals fell by 93.7"),
    ((ESSEX, "What is its referral rate?", "And its plan rate?"), "How many children in need does it have?", "Essex had 5,936 children in need"),
    ((ESSEX, "What is its referral rate?"), "What about Kent?", "In Kent, the rate of referrals in the year ending 31 March 2024 was 692.2"),
    ((THREE, "What are their referral rates?"), "And in 2020?", "For the three areas named"),
])  # fmt: skip
def test_whom_a_ranking_found_stays_so_in_later_turns(history, question, said, put):
    found = put(question, history=history)
    assert said in told(found) and "No place was given" not in found.text


@pytest.mark.parametrize(("history", "question", "said"), [
    ((REGION,), "Which authority in it is the lowest?", "In North Tyneside"), ((REGION,), "Which authority in that region has the lowest?", "In North Tyneside"),
    ((REGION,), "Who is the lowest in the region?", "In North Tyneside"), ((REGION,), "How many councils within it are above England?", "Of the 12 local authorities in the North East"),
    ((REGION,), "Which three councils in that region have the highest referral rates?", "Hartlepool (1,072.6); Stockton-on-Tees (914.3); and Middlesbrough (803.9)"),
    (("Which region has the lowest referral rate in 2024?",), "Which council in it has the highest?", "In Peterborough, the rate of referrals"),
    ((REGION, "What is its referral rate?"), "Which authority in it has the highest?", "In Hartlepool, the rate of referrals"),
])  # fmt: skip
def test_the_region_that_was_found_is_the_field(history, question, said, put):
    assert said in told(put(question, history=history))
    assert said in told(put(question, home="Kent", history=history))


@pytest.mark.parametrize(("history", "question", "said"), [
    ((TOP, "Which of those are in London?"), "What is its section 47 rate?", "In the City of London, the rate of section 47 enquiries in the year ending 31 March 2024 was 140.2"),
    ((TOP, "Which of those are in the North East?"), "What are their section 47 rates?", "Hartlepool (447.2) and Stockton-on-Tees (261.1)"),
    (("Which authorities are above 90 for plan rate in 2024?", "What are their referral rates?"), "Which of those are in the North East?", "Middlesbrough (803.9) and Sunderland (593.0)"),
    ((REGION, "Which authority in it is the lowest?"), "And the highest?", "In Sunderland, the rate of children on a child protection plan at 31 March 2024 was 93.3"),
    ((REGION, "Which authority in it is the lowest?"), "Who is next?", "In County Durham"),
    ((REGION, "Which authority in it is the lowest?"), "What is its referral rate?", "In North Tyneside, the rate of referrals in the year ending 31 March 2024 was 548.3"),
])  # fmt: skip
def test_a_third_turn_leans_on_what_the_second_found(history, question, said, put):
    assert said in told(put(question, history=history))


def test_another_region_of_those_before_is_not_told(put):
    assert put("And in the North East?", history=[TOP, "Are any of them in London?"]).outcome == "nearest"


def test_both_of_the_last_turn_after_many_turns(put):
    places = ("Hull", "Kent", "Derby", "Essex", "Surrey", "Luton", "Bury", "Bolton")
    history = ["How many referrals in York?", *(f"And in {one}?" for one in places), "How many plans and how many referrals in Leeds in 2024?"]
    found = told(put("And Hull?", history=history))
    assert "460 children on a child protection plan" in found and "5,020 referrals" in found


def test_our_region_is_ours_and_one_of_several_is_not_told(put):
    assert "in the South East" in put("Which authority in our region has the lowest?", home="Kent", history=[REGION]).text
    several = "Which three regions have the highest rate of child protection plans in 2024?"
    assert put("Which authority in that region has the lowest?", home="Kent", history=[several]).outcome == "nearest"


@pytest.mark.parametrize(("before", "question"), [
    ("How many referrals from schools did Kent get in 2024?", "How many of those led to no further action?"),
    ("How many referrals from the police did Leeds get in 2024?", "What percentage of those were re-referrals?"),
    ("How many referrals from the police did Leeds get in 2024?", "What proportion of them ended in no further action?"),
    ("How many children in need in Leeds in 2024 have abuse or neglect as primary need?", "What percentage of those are on plans?"),
    ("How many children on plans in Leeds in 2024 were for neglect?", "What percentage of them had been on it two years or more?"),
    ("How many re-referrals did Leeds get in 2024?", "What percentage of these were from the police?"),
    ("How many assessments in Kent had domestic abuse as a factor?", "In how many of those was alcohol a factor?"),
])  # fmt: skip
def test_a_part_of_a_part_is_told(before, question, put):
    assert put(question, history=[before]).outcome == "nearest"


@pytest.mark.parametrize(("question", "said"), [
    ("How many of those led to no further action?", "1,167"), ("What percentage of those were re-referrals?", "24.2%"), ("How many of those came from schools?", "2,976"),
])  # fmt: skip
def test_a_part_of_a_whole_is_given(question, said, put):
    found = put(question, history=["How many referrals did Leeds get in 2024?"])
    assert said in found.text and found.outcome == "answered"
