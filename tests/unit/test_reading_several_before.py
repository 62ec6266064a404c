"""What points at several figures, places or years before it, is of each of them: nothing of it is dropped in silence."""

import pytest

from cin_narrative import api

PLANS, NEED = "child_protection_plans_at_31_march", "children_in_need_at_31_march"


def read(question: str, *before: str):
    return api.read(question, before)


def counted(reading) -> list[tuple[str, ...]]:
    return [(one.indicator, *one.categories) for ask in reading.asks for one in ask.measures]


@pytest.mark.parametrize("then", ["What were the two figures in 2022?", "And both figures in 2022?", "What were those two numbers in 2022?"])
def test_the_two_figures_are_both_of_a_text(then):
    last = read(f"How many plans in Leeds in 2023? How many children in need? {then}").asks[-1]
    assert [one.indicator for one in last.measures] == [PLANS, NEED] and not last.restrictors
    assert [one.words for one in last.periods] in (["2022"], ["in 2022"])


@pytest.mark.parametrize("then", ["both for Hull", "Same two numbers for Hull", "And those two figures for Hull?", "the same two measures for Hull please"])
def test_the_two_figures_are_those_of_two_turns(then):
    [ask] = read(then, "How many plans in Leeds in 2023?", "And children in need?").asks
    assert [one.indicator for one in ask.measures] == [PLANS, NEED] and not ask.restrictors and [one.words for one in ask.areas] == ["Hull"]


def test_more_figures_than_were_asked_for_are_not_made_up():
    [ask] = read("Same three figures for Hull", "How many plans in Leeds in 2023?").asks
    assert [one.words for one in ask.restrictors] == ["three figures"]


@pytest.mark.parametrize(("what", "words"), [
    ("plan rate", "for the same two years"), ("plan rate", "in both years"), ("plan rate", "in each of those years"), ("number of plans", "over the same period"),
    ("number of plans", "in those two years"),
])  # fmt: skip
def test_the_same_years_are_no_length_of_a_plan(what, words):
    [ask] = read(f"And Hull's {what} {words}?", "Children in need in Hull in 2023 and 2024?").asks
    assert counted(read(f"And Hull's {what} {words}?", "Children in need in Hull in 2023 and 2024?")) == [(PLANS,)]
    assert "periods" in ask.inherits and not ask.restrictors


def test_now_is_no_time_where_the_same_years_are_meant():
    [ask] = read("and now England, same two years", "Plans in Hull in 2023 and 2024?").asks
    assert not ask.periods and "periods" in ask.inherits


@pytest.mark.parametrize("more", ["", ", and what England was in each of those years", ", please", " and England's in the same years", " with England's beside"])
def test_the_years_before_a_year_are_asked_for(more):
    ask = read(f"Our re-referral rate for 2023-24 and the two years before{more}?").asks[0]
    assert [one.words for one in ask.periods] == ["2023-24", "the two years before"]


@pytest.mark.parametrize("text", ["plans in Leeds in 2023 and the two years before the split", "plans in 2024 and the two years after the move"])
def test_years_before_what_is_not_known_are_told(text):
    [ask] = read(text).asks
    assert ask.restrictors or len(ask.periods) > 1


@pytest.mark.parametrize("text", [
    "Please provide the same for 2024, plus how many of those were second plans.", "The same for 2024 and how many were second plans?",
    "Same for 2024 please. How many of those were second plans?",
])  # fmt: skip
def test_the_same_for_another_year_and_a_question_are_two_asks(text):
    first, second = read(text, "How many plans started in Leeds in 2023?").asks
    assert "measures" in first.inherits and [one.words for one in first.periods] in (["2024"], ["in 2024"]) and second.measures


@pytest.mark.parametrize("against", ["each next to England", "both against England", "each against England"])
def test_what_is_set_against_each_is_set_against_both(against):
    asks = read(f"What was Reading's rate of section 47 enquiries in 2024 and its rate of conferences, {against}?").asks
    sets = [[area.words for area in one.compare_with] for one in asks for _ in one.measures]
    assert sets == [["England"], ["England"]]


def test_a_statement_before_it_says_what_it_is():
    asks = read("Slough tells us few referrals lead to no further action. What percentage was it in 2024, and what share were re-referrals?").asks
    assert "referrals_no_further_action" in [one.indicator for ask in asks[:-1] for one in ask.measures]


@pytest.mark.parametrize("told", ["Our two", "Ours"])
def test_a_place_told_before_is_that_of_the_question_behind_an_aside(told):
    text = f"{told} were on a plan in Lancashire for over a year. Is that unusual? How many plans there had been going for one to two years?"
    asks = read(text).asks
    assert [one.words for one in asks[-1].areas] == ["Lancashire"] or (asks[0].areas[0].words == "Lancashire" and "areas" in asks[-1].inherits)


@pytest.mark.parametrize(("question", "categories"), [
    ("Leeds, assessment duration in working days: 25th percentile, median and 75th percentile, 2024", ["lower_quartile", "median", "upper_quartile"]),
    ("Median and 75th percentile of assessment duration in Leeds in 2024", ["median", "upper_quartile"]),
    ("75th percentile of assessment duration in Leeds", ["upper_quartile"]),
])  # fmt: skip
def test_no_percentile_of_a_list_is_lost(question, categories):
    [ask] = read(question).asks
    assert [list(one.categories) for one in ask.measures] == [categories] and not ask.restrictors


@pytest.mark.parametrize("question", [
    "Was Kent the highest in the South East for re-referrals in each of the last three years?", "Has Kent had the highest re-referral rate in the South East every year?",
    "Has Kent had the highest re-referral rate in the South East each year since 2020?",
])  # fmt: skip
def test_the_highest_of_a_region_in_every_year_is_no_year_of_its_own(question):
    [ask] = read(question).asks
    assert ask.ask == "rank" and ask.limit.of == "areas" and ask.within.words == "South East" and not ask.restrictors


@pytest.mark.parametrize("question", ["Since when has Bradford had more plans than Leeds?", "When did Bradford's rate of children in need overtake Leeds's?"])
def test_since_when_asks_for_years(question):
    [ask] = read(question).asks
    assert ask.ask in ("list", "streak", "trend") and ask.threshold.area.words in ("Leeds", "Leeds's")


@pytest.mark.parametrize("then", ["which of the two has more per 10,000 children?", "which of the two is higher?"])
def test_which_of_the_two_is_of_two_turns(then):
    [ask] = read(then, "How many children in need in Bexley?", "and Bromley?").asks
    assert [one.words for one in ask.areas] == ["Bexley", "Bromley"] and not ask.restrictors


@pytest.mark.parametrize(("text", "idle"), [
    ("Am I right in thinking we have fewer plans now than in 2019?", "Am I right in thinking"), ("Chair, how many plans did Bury have?", "Chair"),
    ("Before we move on, how many plans did Bury have?", "Before we move on"),
])  # fmt: skip
def test_what_only_leads_in_is_idle(text, idle):
    found = read(text)
    assert idle in found.ignored and not any(ask.restrictors for ask in found.asks)


@pytest.mark.parametrize("text", [
    "How many enquiries under section 47 did the former Northamptonshire County Council have in 2020?", "Are we getting better at holding conferences within 15 days?",
    "Blackpool's plan rate in 2024 plus the England figure to set it against", "Did referrals in Kent go down in 2021 tho?",
])  # fmt: skip
def test_words_that_tell_nothing_apart_are_told_as_such(text):
    assert not any(ask.restrictors for ask in read(text).asks)


@pytest.mark.parametrize("text", ["Neglect, how many plans did Bury have?", "Headingley, how many referrals in Leeds?", "Housing, how many referrals did Bury have?"])
def test_what_stands_before_a_comma_still_narrows(text):
    found = read(text)
    assert any(ask.restrictors or any(one.categories for one in ask.measures) for ask in found.asks)


@pytest.mark.parametrize("text", [
    "the number of referrals in 2024 and the most common referral source", "Number of referrals in 2024, most common source of referral",
    "number of plans in Hull and the highest number in Yorkshire",
])  # fmt: skip
def test_a_figure_before_the_first_of_all_is_not_lost(text):
    first, second = read(text).asks
    assert first.ask == "value" and first.measures and second.ask == "top"


@pytest.mark.parametrize(("text", "metrics"), [
    ("referrals (number), re-referral % and NFA % for 2022", ["count", "percentage", "percentage"]),
    ("referrals (number), re-referrals (%), NFA (%) for 2022", ["count", "percentage", "percentage"]),
    ("number of referrals, re-referral % and NFA %", ["count", "percentage", "percentage"]), ("plans (rate), referrals (number) in Hull", ["rate", "count"]),
])  # fmt: skip
def test_a_metric_in_brackets_is_of_what_stands_before_it(text, metrics):
    [ask] = read(text).asks
    assert [one.metric for one in ask.measures] == metrics


@pytest.mark.parametrize("places", ["us, Stockport and England", "Stockport, us and England", "us and Stockport and England", "Stockport, England and us"])
def test_we_are_one_of_a_list_of_places(places):
    [ask] = read(f"Median working days to complete an assessment: {places}, latest year please").asks
    assert len(ask.areas) == 3 and "home" in [one.set for one in ask.areas]


def test_the_figure_of_another_place_is_asked_for():
    asks = read("Please give the same for 2019, and the figure for Oldham.", "How many conferences did Stockport have in 2024?").asks
    assert len(asks) == 2 and not asks[0].areas and [one.words for one in asks[1].areas] == ["Oldham"]
