"""Lists of places, and regions and measures side by side: each of a list is asked about, and each clause has its own region."""

from __future__ import annotations

import random

import pytest

from cin_narrative.api import areas
from cin_narrative.reading.contract import Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.quantities.dates import period

READER = Grammar()
PLAIN = sorted({one.name for one in areas().authorities(2024) if " " not in one.name and "," not in one.name})
REGIONS = ["the North East", "London", "the South West", "the East Midlands", "the South East"]


def listed(names: list[str], last: str = " and ") -> str:
    return ", ".join(names[:-1]) + last + names[-1]


@pytest.mark.parametrize("size", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "asked",
    [
        "How many referrals did {} get in 2023?",
        "How many children do {} have on plans at 31 March 2024?",
        "What share of their assessments did {} finish within 45 days in 2024?",
        "How many referrals did {} receive from the police in 2022?",
    ],
)
@pytest.mark.parametrize("last", [" and ", ", and ", " & "])
def test_each_place_of_a_list_is_asked_about_wherever_it_stands(size, asked, last):
    for seed in range(3):
        names = random.Random(f"{size}{asked}{seed}").sample(PLAIN, size)
        reading = READER.read(asked.format(listed(names, last)))
        assert [one.words for ask in reading.asks for one in ask.areas] == names, (asked, names)
        assert not reading.ignored
        (ask,) = reading.asks
        assert bool(ask.measures[0].categories) == ("police" in asked)


@pytest.mark.parametrize("size", [2, 3, 4])
def test_so_is_each_region(size):
    names = REGIONS[:size]
    (ask,) = READER.read(f"How many section 47 enquiries did {listed(names)} have in 2024?").asks
    assert [one.words for one in ask.areas] == [name.removeprefix("the ") for name in names]


@pytest.mark.parametrize(
    ("question", "fields", "orders"),
    [
        ("Highest plan rate in the North East and lowest in the South East", ["North East", "South East"], ["highest", "lowest"]),
        ("Who has the lowest re-referral rate in London and the highest in the South West?", ["London", "South West"], ["lowest", "highest"]),
        ("Top referral rate: North East, North West, Yorkshire", ["North East", "North West", "Yorkshire"], ["highest"] * 3),
        ("The highest rate of children in need in the North East and in London", ["North East", "London"], ["highest"] * 2),
    ],
)
def test_each_region_has_its_own_first_or_last(question, fields, orders):
    asks = READER.read(question).asks
    assert [one.within.words if one.within else one.areas[0].words for one in asks] == fields
    assert [one.limit.order for one in asks if one.limit] == orders


@pytest.mark.parametrize("region", REGIONS)
def test_which_in_another_region_asks_anew(region):
    asks = READER.read(f"Which council in Yorkshire has the most referrals and which in {region}?").asks
    assert [one.ask for one in asks] == ["top", "top"]
    assert asks[0].within.words == "Yorkshire" and asks[1].areas[0].words == region.removeprefix("the ")


def test_the_higher_of_two_regions_is_one_of_the_two():
    asks = READER.read("Of London and the South East which has the higher re-referral rate and which the higher referral rate?").asks
    assert {one.ask for one in asks} == {"compare"} and {one.than for one in asks} == {"higher"}
    assert {tuple(area.words for area in (*one.areas, *one.compare_with)) for one in asks} == {("London", "South East")}


@pytest.mark.parametrize(
    "question",
    [
        "Did children in need fall more than children on plans in Hull in 2024?",
        "Is the rise in section 47 enquiries in Hull bigger than the rise in conferences?",
        "Have referrals grown more than assessments in Hull since 2019?",
    ],
)
def test_two_rises_or_falls_set_beside_each_other_are_changes(question):
    (ask,) = READER.read(question).asks
    assert ask.ask == "change" and len(ask.measures) == 2 and ask.than == "higher" and not ask.restrictors


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("What is England's share of reviews on time, and who is best?", "highest"),
        ("What is England's share of reviews on time, and who is worst?", "lowest"),
        ("What is London's share of assessments within 45 days, and which council is the worst?", "lowest"),
    ],
)
def test_which_end_is_best_lies_with_what_was_counted_before(question, order):
    assert READER.read(question).asks[-1].limit.order == order


@pytest.mark.parametrize("wanted", ["what is the England figure", "what's the national average", "what was England's rate"])
def test_the_figure_of_a_place_beside_the_first_of_all_is_no_rank(wanted):
    asks = READER.read(f"Which council has the lowest re-referral rate, and {wanted}?").asks
    assert [one.ask for one in asks] == ["top", "value"] and "ask" not in asks[1].inherits


@pytest.mark.parametrize("first", ["a year ago", "two years ago"])
def test_what_is_so_long_ago_is_from_the_latest_year_each_time(first):
    asks = READER.read(f"How many referrals were there in Hull {first} and how many ten years ago?").asks
    assert "periods" not in asks[1].inherits


@pytest.mark.parametrize("mark", ["/", ", ", " & "])
def test_each_year_of_a_list_is_asked_about(mark):
    asks = READER.read(f"Hull's rate of children in need, {mark.join(['2021', '2022', '2023', '2024'])}").asks
    assert [period.words[:4] for one in asks for period in one.periods] == ["2021", "2022", "2023", "2024"]


@pytest.mark.parametrize("first", PLAIN[:40:8])
def test_neither_of_two_is_asked_about_both_and_the_denial_is_told(first):
    (ask,) = READER.read(f"Neither {first} nor Leeds had more than 1,500 children on plans in 2024: true?").asks
    assert [one.words for one in ask.areas] == [first, "Leeds"]
    assert not ask.excluded and ask.restrictors


@pytest.mark.parametrize(("what", "share"), [("plans", True), ("children in need", True), ("referrals", False)])
@pytest.mark.parametrize("number", ["2", "two"])
def test_over_two_years_is_how_long_where_that_is_told_apart(what, share, number):
    (ask, *_) = READER.read(f"What share of {what} over {number} years in Hull and Leeds?").asks
    told = ask.measures[0]
    assert (bool(told.categories) or told.indicator.endswith("two_years_or_more")) == share
    assert bool(ask.periods) != share
    (moved,) = READER.read(f"How have {what} in Hull changed over {number} years?").asks
    assert moved.ask == "change" and moved.periods and not moved.measures[0].categories


def test_may_is_a_month_behind_a_preposition_and_a_verb_before_a_pronoun():
    assert not READER.read("May I have Hull's referrals for 2024?").asks[0].measures[0].categories
    assert READER.read("How many referrals were made in May in Hull in 2024?").asks[0].measures[0].categories == ("may",)
    assert READER.read("How many children on plans in May in Hull?").asks[0].restrictors


def test_a_school_year_is_no_source_of_referrals():
    (ask,) = READER.read("How many referrals were there in Hull in the school year 2023?").asks
    assert not ask.measures[0].categories and ask.restrictors


@pytest.mark.parametrize("asked", ["Between which two years did referrals in Hull rise most?", "Which two years saw the largest fall in referrals in Hull?"])
def test_which_two_years_are_years_of_the_place(asked):
    (ask,) = READER.read(asked).asks
    assert ask.limit.of == "years" and [one.words for one in ask.areas] == ["Hull"]


@pytest.mark.parametrize("lead", ["Pursuant to the Freedom of Information Act 2000 please provide the following for Hull", "Please give me the following for Hull", "I request for Hull"])
@pytest.mark.parametrize("mark", ["1. ", "a) ", "(i) "])
def test_the_heading_of_a_numbered_list_holds_of_each_item_and_asks_nothing(lead, mark):
    second = {"1. ": "2. ", "a) ": "b) ", "(i) ": "(ii) "}[mark]
    reading = READER.read(f"{lead} for 2021/22 and 2022/23:\n\n{mark}The number of referrals.\n{second}The number of section 47 enquiries.")
    assert [measure.indicator for one in reading.asks for measure in one.measures] == ["referrals", "section_47_enquiries"]
    assert all(len(one.periods) == 2 for one in reading.asks)


@pytest.mark.parametrize(
    ("said", "year"),
    [("twenty fifteen", 2015), ("twenty twenty-two", 2022), ("twenty twenty", 2020), ("two thousand and nineteen", 2019), ("twenty eighteen nineteen", 2019), ("twenty twenty-two twenty-three", 2023)],
)
def test_a_year_may_be_spelled_as_it_is_said(said, year):
    assert period(said).first == year
    assert READER.read(f"how many referrals were there in Hull in, um, {said}").asks[0].periods[0].words == said


def test_a_number_of_children_is_no_year():
    assert not READER.read("Which councils had over twenty children on plans?").asks[0].periods
    (ask,) = READER.read("How many referrals were there in Hull from twenty nineteen to twenty twenty-three?").asks
    assert ask.periods[0].words == "from twenty nineteen to twenty twenty-three"


@pytest.mark.parametrize("asked", ["had been on one before", "had been on a plan before", "had had one before"])
def test_of_children_who_started_a_plan_those_who_had_one_before_had_a_second(asked):
    first = "How many children started a child protection plan in Hull in 2019?"
    turns = [Turn(question=first, reading=READER.read(first))]
    (ask,) = READER.read(f"And how many of those {asked}?", turns).asks
    assert ask.measures[0].indicator == "child_protection_plans_second_or_subsequent"
