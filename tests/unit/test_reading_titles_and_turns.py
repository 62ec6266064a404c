"""Councils by their full titles, runs of years in other orders, and a turn that names only another place or year: read as people mean them."""

import pytest

from cin_narrative import api
from cin_narrative.questions.turns import OURS, turns_of


@pytest.mark.parametrize(("words", "place"), [
    ("Bradford Metropolitan District Council", "Bradford"), ("the Metropolitan Borough of Wigan", "Wigan"), ("Wigan MBC", "Wigan"),
    ("the Royal Borough of Greenwich", "Greenwich"), ("the Royal Borough of Kensington and Chelsea", "Kensington"), ("Nottinghamshire County Council", "Nottinghamshire"),
    ("the City of Leicester", "Leicester"), ("the London Borough of Camden Council", "Camden"), ("Sheffield City Council", "Sheffield"), ("the City of London", "City of London"),
])  # fmt: skip
def test_a_title_narrows_nothing(words, place):
    [ask] = api.read(f"How many referrals did {words} have in 2024?").asks
    assert [place in (one.words or "") for one in ask.areas] == [True] and not ask.restrictors


@pytest.mark.parametrize("words", ["the Heeley district of Sheffield", "Sheffield district nurses", "the royal family in Greenwich"])
def test_words_that_are_no_title_still_narrow(words):
    assert api.read(f"How many referrals came from {words} in 2024?").asks[0].restrictors


@pytest.mark.parametrize("years", [
    "for the three most recent reporting years", "over the last three years", "in each of the three latest years", "for the previous three reporting years",
    "the three most recent years",
])  # fmt: skip
def test_a_run_of_years_is_told_whichever_word_stands_first(put, years):
    said = put(f"Please disclose, {years}, the number of referrals in Leeds").text
    assert all(value in said for value in ("12,577", "10,950", "9,914"))


def test_a_number_before_what_is_counted_is_never_idle():
    reading = api.read("Please disclose, for the three newest years, the count of referrals in Norfolk")
    assert [one.words for one in reading.asks[0].restrictors] == ["three"] and "three" not in reading.ignored


BEFORE = [("How many referrals and how many plans did Bury have in 2024?", 2), ("Referrals per 10,000 in Bury; re-referral percentage; plans per 10,000.", 3)]


@pytest.mark.parametrize(("first", "asked"), BEFORE)
@pytest.mark.parametrize("then", ["and Hull?", "Now do Hull instead", "same again for Hull please", "what would those be in Hull", "what about 2022?", "and in 2022"])
def test_another_place_or_year_is_of_all_that_was_asked(put, first, asked, then):
    figures = put(then, None, (first,)).record(1, "")["figures"]
    assert len({one["indicator"] for one in figures if one["measure"] in ("rate", "percentage")}) == asked


@pytest.mark.parametrize(("turns", "indicators"), [
    (("How many referrals and how many plans did Bury have in 2024?", "and the number of children in need in Hull?"), {"children_in_need_at_31_march"}),
    (("How many referrals and how many plans did Bury have in 2024?", "How many children in need are there?", "and in Hull?"), {"children_in_need_at_31_march"}),
])  # fmt: skip
def test_what_names_a_measure_is_of_that_alone(put, turns, indicators):
    assert {one["indicator"] for one in put(turns[-1], None, turns[:-1]).record(1, "")["figures"]} == indicators


@pytest.mark.parametrize(("then", "forecast"), [
    ("what would that be in Hull", False), ("what would those be for England", False), ("what would it be if Hull had England's rate", True),
    ("how many would there be in Hull", True), ("what will they be in Hull", True),
])  # fmt: skip
def test_would_is_a_forecast_only_where_something_is_supposed(then, forecast):
    reading = OURS[0].read(then, turns_of(("How many plans did Bury have in 2024?",), OURS[0]))
    assert ("forecast" in {one.what for ask in reading.asks for one in ask.restrictors}) is forecast


@pytest.mark.parametrize("question", [
    "Is it right that Leeds had 9,914 referrals in the first half of 2023/24?", "Were there more than 300 plans in Derby in Easter 2024?",
    "Is it right that Derby had 2,265 urgent children in need?", "Were referrals in Leeds higher in March 2023 than in April 2023?",
    "Did plans in Derby fall because of poverty?",
])  # fmt: skip
def test_no_yes_or_no_is_said_of_a_narrowed_question(put, question):
    found = put(question)
    assert found.outcome == "nearest" and not any(one in found.text for one in ("Yes", "No:", "not the one given"))


LONG = ["Bath and North East Somerset", "Bournemouth, Christchurch and Poole", "Kingston upon Hull, City of", "Hammersmith and Fulham", "Isles of Scilly",
        "Richmond upon Thames", "Bexley", "Westminster", "Poole", "Redcar and Cleveland", "Herefordshire, County of", "Cheshire West and Chester", "St. Helens"]  # fmt: skip
FORMS = [
    "What proportion of {}'s referrals were re-referrals in 2023?", "How many of the children in need of {} at 31 March 2023 had a disability?",
    "Did {}'s rate of referrals rise between 2019 and 2024, and is it above England's?", "Number of plans at 31 March in {}, Leeds and Kent",
    "Between Derby and {}, who has more children on plans?", "Of {}'s children in need, how many have autism?", "{} - percentage of assessments over 45 days?",
    "I work for {} Council. How many referrals were there in 2024, and how many led to no further action?",
]  # fmt: skip


def shape(question):
    return [(one.ask, [(m.indicator, m.metric, m.categories) for m in one.measures], [r.what for r in one.restrictors], len(one.areas), len(one.periods),
             len(one.compare_with), one.than) for one in api.read(question).asks]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_place_of_several_words_is_read_as_one_of_one_word(form):
    """"Bath and North East Somerset" joins nothing, and "of Bexley" is no name behind "share"."""
    assert {name: shape(form.format(name)) for name in LONG} == dict.fromkeys(LONG, shape(form.format("Bury")))


@pytest.mark.parametrize(("question", "years"), [
    (("How many plans did Bury have in 2022?", "and the three before that?"), [2019, 2020, 2021]),
    (("How many plans did Bury have in 2022?", "and in each of the two years before that"), [2020, 2021]),
    (("How many plans did Bury have in 2022?", "thanks - and the two years before?"), [2020, 2021]),
    (("How many plans did Bury have in 2022?", "and three years before that"), [2019]),
    (("How many plans did Bury have in 2020 and the two years before that?",), [2018, 2019, 2020]),
])  # fmt: skip
def test_the_years_before_are_each_of_them(put, question, years):
    said = put(question[-1], None, question[:-1])
    assert said.outcome == "answered" and sorted({one["year"] for one in said.record(1, "")["figures"] if one["measure"] == "count"}) == years


def test_a_place_that_is_named_aright_loses_the_name_before(put):
    found = put("Cheshire East", None, ("How many youngsters does Cheshire have on child protection plans nowadays?",))
    assert found.outcome == "answered" and "Cheshire East had 276" in found.text.replace(" [1]", "")


@pytest.mark.parametrize("name", ["the Black Country", "White City"])
def test_a_name_that_begins_like_a_category_is_a_name(name):
    for question in (f"How many children in need does {name} have?", f"referrals in {name} in 2023", f"plans in {name}", f"{name}: referrals in 2023"):
        [ask] = api.read(question).asks
        assert not ask.measures[0].categories and not ask.areas and name.removeprefix("the ") in ask.restrictors[0].words


@pytest.mark.parametrize("question", ["How many Black Children are in need in Derby?", "White children in need in the City of York", "Black children in need, whole country"])
def test_a_category_with_a_capital_is_a_category(question):
    assert [one.categories for one in api.read(question).asks[0].measures] != [()]


@pytest.mark.parametrize(("then", "against"), [
    ("And emotional abuse, against the same two?", ["North West", "England"]), ("And how do its referrals compare to the same two?", ["North West", "England"]),
    ("and emotional abuse, against the same three?", []),
])  # fmt: skip
def test_the_same_two_are_those_set_against_before(then, against):
    before = ("What share of Knowsley's plans are for neglect, and is that above the North West? Above England?",)
    [ask] = OURS[0].read(then, turns_of(before, OURS[0])).asks
    assert [one.words for one in ask.compare_with] == against


@pytest.mark.parametrize("question", [
    "Derby compared with England: referrals per 10,000; re-referral percentage; plans per 10,000", "Derby next to England, 2024: referrals; CIN rate; plans",
    "How does Derby compare with England on referrals; re-referrals; plans?",
])  # fmt: skip
def test_every_item_under_a_comparison_is_compared(question):
    asks = api.read(question).asks
    assert asks and all(one.ask == "compare" and [area.words for area in one.compare_with] == ["England"] for one in asks)


def test_an_item_with_a_place_of_its_own_is_not_compared():
    assert api.read("How does Derby compare with England on referrals; plans in Leeds").asks[-1].compare_with == ()


@pytest.mark.parametrize(("first", "then", "subject", "against"), [
    ("How does Bury compare with the North West on plans?", "and Bolton?", "Bolton", "North West"), ("How does Bury compare with England on plans?", "now do Bolton", "Bolton", "England"),
    ("How does Bury compare with England on plans?", "and the North West?", "North West", "Bury"), ("How does Bury compare with Wigan on plans?", "and Bolton?", "Bolton", "Bury"),
])  # fmt: skip
def test_like_takes_the_place_of_like(first, then, subject, against):
    [ask] = OURS[0].read(then, turns_of((first,), OURS[0])).asks
    assert {*(one.words for one in ask.areas)} == {subject} and {*(one.words for one in ask.compare_with)} == {against}


@pytest.mark.parametrize(("question", "moves"), [
    ("How many children in Bath are down as disabled?", False), ("How many referrals are down as no further action in Bath?", False),
    ("Are referrals in Bath down as much as in England?", True), ("Are plans in Bath down?", True),
])  # fmt: skip
def test_down_as_is_no_fall(question, moves):
    assert any(one.change is not None for one in api.read(question).asks) is moves


MONTH = "How many referrals did Leeds receive in September 2022?"


@pytest.mark.parametrize("turns", [
    (MONTH, "and in December 2022?"), (MONTH, "the same for December 2022"), (MONTH, "what about December 2022?"),
    ("Please supply: 1. The number of referrals Leeds received in September 2022. 2. The same for December 2022.",),
])  # fmt: skip
def test_another_month_takes_the_place_of_the_one_before(put, turns):
    """Leeds had 895 referrals in September 2022 and 676 in December."""
    found = put(turns[-1], None, turns[:-1])
    assert found.outcome == "answered" and "made in December (676" in found.text.replace(" [2]", "").replace(" [4]", "").replace(" [5]", "")


@pytest.mark.parametrize(("turns", "first"), [
    (("Which council has the highest plan rate in the North West? Who is second?",), "Oldham"), (("Which council has the highest plan rate in the North West?", "and who comes second?"), "Oldham"),
    (("What was the Isle of Wight's referral rate in 2024?", "Is that the highest in the South East? Who is second?"), "Medway"),
    (("Which council has the highest plan rate in the North West?", "and which came third"), "Tameside"),
])  # fmt: skip
def test_who_is_second_is_next_in_the_same_order(put, turns, first):
    found = put(turns[-1], None, turns[:-1])
    assert found.outcome == "answered" and f"In {first}, the rate of" in found.text


@pytest.mark.parametrize("question", ["How many second plans were there in Leeds?", "Which council has most children on a second plan?", "plans that were a second or subsequent one, Leeds"])
def test_a_second_plan_is_one(question):
    assert [one.indicator for one in api.read(question).asks[0].measures] == ["child_protection_plans_second_or_subsequent"]


@pytest.mark.parametrize(("question", "indicators"), [
    ("How many children in need in Wirral had a disability recorded, and of those what % had autism?", ["children_in_need_with_disability_recorded", "children_in_need_by_disability_type"]),
    ("How many referrals did Leeds have, and of those what share came from police?", ["referrals", "referrals_by_source"]),
    ("How many plans started in Leeds and of these how many were a second plan?", ["child_protection_plans_starting", "child_protection_plans_second_or_subsequent"]),
])  # fmt: skip
def test_of_those_what_share_asks_anew(question, indicators):
    assert [one.measures[0].indicator for one in api.read(question).asks] == indicators


@pytest.mark.parametrize("years", ["each year back to 2021", "going back to 2021", "every year, dating back to 2021"])
def test_back_to_a_year_is_since_it(put, years):
    found = {one["year"] for one in put(f"Referrals in Leeds {years}").record(1, "")["figures"]}
    assert {2021, 2022, 2023, 2024} <= found and min(found) == 2021


@pytest.mark.parametrize("question", [
    "Derby children in need at 31 March 2024, number and rate per 10,000, with the England rate next to it", "CIN in Derby, number and rate, next to England",
    "For the board: children in need in Derby at 31 March 2024, number and rate, alongside England's rate please",
])  # fmt: skip
def test_both_the_number_and_the_rate_are_given_beside_a_comparison(put, question):
    shown = {one["shown"] for one in put(question).record(1, "")["figures"]}
    assert {"2,265", "377.1", "332.9"} <= shown


def test_the_other_end_is_no_ending():
    before = ("What share of Knowsley's children in need at 31 March had been open two years or longer?",)
    [ask] = OURS[0].read("And at the other end, three months and under?", turns_of(before, OURS[0])).asks
    assert [(one.indicator, one.categories) for one in ask.measures] == [("children_in_need_by_duration_open", ("3_months_or_less",))]


def test_plans_that_end_still_end():
    assert api.read("How many plans end in Leeds each year?").asks[0].measures[0].indicator == "child_protection_plans_ending"


@pytest.mark.parametrize("question", ["Which two years had the most plans in Rutland?", "What two years saw the fewest plans in Leeds?"])
def test_which_two_years_are_no_length_of_time(question):
    [ask] = api.read(question).asks
    assert ask.measures[0].indicator == "child_protection_plans_at_31_march" and (ask.limit.n, ask.limit.of) == (2, "years")


@pytest.mark.parametrize("question", ["Which two years had the same number of plans in Rutland?", "What two years had equal referrals in Kent?"])
def test_years_that_are_asked_for_and_not_found_are_told(question):
    assert any("two years" in (one.words or "") for ask in api.read(question).asks for one in ask.restrictors)


@pytest.mark.parametrize("question", ["Which councils have the same number of plans as Rutland?", "Which authorities share the same re-referral rate?"])
def test_equality_is_told_and_not_ranked(question):
    assert [one.words for one in api.read(question).asks[0].restrictors] == ["same"]
