"""What is stated of a change, its size and its ends, of several numbers and of several years is judged each by itself."""

import pytest

from cin_narrative import api


def said(found):
    """Each yes or no of an answer, in order."""
    words = [word for p in found.commentary.paragraphs for word in p.text.replace(":", ",").split()]
    return [word.strip(",") for word in words if word in ("Yes,", "No,")]


def read(question, *history):
    return api.read(question, list(history)).asks


@pytest.mark.parametrize(("question", "home", "verdicts"), [
    ("Did referrals in Leeds fall to 9,914 in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds fall to 9,000 in 2024?", None, ["No"]),
    ("Did the number of children in need in Kent increase from 10,370 to 11,784 between 2019 and 2023?", None, ["Yes"]),
    ("Did the number of children in need in Kent increase from 10,370 to 12,784 between 2019 and 2023?", None, ["No"]),
    ("I think our rate of plans fell from 38.9 to 34.8. Is that right?", "Kent", ["Yes"]),
    ("Did the rate of plans in Leeds rise from 31.3 in 2017 to 33.5 in 2020?", None, ["Yes"]),
    ("Did the rate of plans in Leeds go up to 53.5 between 2017 and 2020?", None, ["No"]),
    ("Did referrals in Leeds fall from 10,950 in 2023?", None, ["Yes"]),
    ("Did referrals in Bradford fall to 630.2 in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds fall by 1,036 to 9,914 in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds fall by 2,036 to 9,914 in 2024?", None, ["No"]),
    ("Did referrals in Leeds fall by 1,036 in 2024?", None, ["Yes"]),
    ("Was the rate of plans in Leeds 38.7 in 2024, up from 34.9?", None, ["Yes"]),
    ("Was the rate of plans in Leeds 38.7 in 2024, up from 30.9?", None, ["No"]),
    ("Were there 674 plans in Leeds in 2024, up 73 on 2023?", None, ["Yes"]),
    ("Were there 674 plans in Leeds in 2024, up 83 on 2023?", None, ["No"]),
    ("Were there 10,950 referrals in Leeds in 2023, falling to 9,914 in 2024?", None, ["Yes"]),
    ("Was there a 12% rise in plans in Leeds in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds fall from 2019 to 2024?", None, ["Yes"]),
])  # fmt: skip
def test_where_a_move_began_and_ended_is_not_its_size(put, question, home, verdicts):
    assert said(put(question, home)) == verdicts


@pytest.mark.parametrize(("question", "home", "verdicts"), [
    ("Did referrals in Leeds drop under 9,000 in 2024?", None, ["No"]),
    ("Did assessments in Leeds fall below 9,500 in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds fall to below 10,000 in 2024?", None, ["Yes"]),
    ("Has the rate of plans in Leeds risen above 20 since 2019?", None, []),
    ("Did our rate of plans rise above England's in 2024?", "Leeds", ["No"]),
    ("Has Medway's rate of plans fallen below ours?", "Kent", ["No"]),
    ("Have our referrals fallen below Bradford's?", "Leeds", []),
    ("Did referrals in Leeds fall by more than 5% in 2024?", None, ["Yes"]),
    ("Did referrals in Leeds rise more than 10% in 2024?", None, ["No"]),
    ("Did referrals in Leeds fall by more than Bradford's in 2024?", None, ["Yes"]),
])  # fmt: skip
def test_what_a_move_passed_is_judged_and_not_its_way_alone(put, question, home, verdicts):
    assert said(put(question, home)) == verdicts


@pytest.mark.parametrize(("question", "home", "verdicts"), [
    ("Did our rate of plans rise in 2022 and 2024?", "Kent", ["Yes", "No"]),
    ("Did referrals in Leeds rise in 2022 and 2023?", None, ["Yes", "No"]),
    ("Did referrals in Leeds rise in 2023 or 2022?", None, ["No", "Yes"]),
    ("Did our rate of plans increase in 2023 and again in 2024?", "Leeds", ["No", "Yes"]),
    ("Is it right that our rate of plans went up in both 2023 and 2024?", "Leeds", []),
    ("Were there more than 10,000 referrals in Leeds in 2023 and 2024?", None, ["Yes", "No"]),
    ("Was our rate of plans above 38 in 2022 and 2023?", "Kent", ["No", "Yes"]),
    ("Was the rate of plans in Leeds under 36 in 2022, 2023 and 2024?", None, ["Yes", "Yes", "No"]),
    ("Did our rate of plans rise while the rate of children in need fell in 2024?", "Leeds", ["Yes", "No"]),
    ("Was the rate of plans in Leeds above 38 while the rate of children in need was below 300 in 2024?", None, ["Yes", "No"]),
    ("Were plans in Leeds above 600 in 2024, having been 590 in 2023?", None, ["Yes", "Yes"]),
    ("Were there more than 50 more plans in Leeds in 2024 than in 2023?", None, ["Yes"]),
    ("Did referrals in Leeds rise between 2022 and 2023?", None, ["No"]),
    ("How did referrals in Leeds change in 2022 and 2024?", None, []),
    ("Did referrals in Leeds fall in 2024, and what happened to assessments?", None, ["Yes"]),
])  # fmt: skip
def test_each_year_and_each_verb_has_its_own_yes_or_no(put, question, home, verdicts):
    assert said(put(question, home)) == verdicts


@pytest.mark.parametrize("question", [
    "Were there 10,950 referrals in Leeds in 2023 and 9,914 in 2024?",
    "Did Leeds have 9,914 referrals and 2,459 section 47s in 2024?",
    "Were there 9,914 referrals in Leeds and 8,910 in Bradford in 2024?",
    "In 2024 Leeds had 9,914 referrals and Bradford 8,910, right?",
    "Was the rate of plans 38.7 in Leeds and 50.9 in Bradford in 2024?",
])  # fmt: skip
def test_each_number_is_of_what_stands_beside_it(put, question):
    assert said(put(question)) == ["Yes", "Yes"]


def test_a_second_number_that_is_wrong_is_put_right(put):
    text = put("Did Leeds have 9,914 referrals and 2,409 section 47s in 2024?").text
    assert "Yes, the published figure is 9,914" in text and "not the one given" in text


def test_a_number_that_is_of_nothing_named_is_quoted(put):
    found = put("Did Leeds have 9,914 referrals in 2024, 55 times those of 12 wards?")
    assert found.record("x", "x")["outcome"] == "nearest" and said(found) == []


@pytest.mark.parametrize(("question", "home", "verdicts"), [
    ("Did our re-referral rate drop by 6 percentage points in 2024?", "Leeds", ["No"]),
    ("Did our re-referral rate drop by two percentage points in 2024?", "Leeds", ["No"]),
    ("Did our re-referral rate drop by 4 percentage points in 2024?", "Leeds", ["Yes"]),
    ("Is Leeds's re-referral rate 5 percentage points higher than Bradford's?", None, []),
    ("Did our rate of plans go up by about 11% since 2023?", "Leeds", ["Yes"]),
    ("Did referrals in Leeds fall by around 1,000 in 2024?", None, []),
    ("Did referrals in Leeds fall by around 2,000 in 2024?", None, ["No"]),
    ("Did referrals in Leeds fall to about 9,914 in 2024?", None, ["Yes"]),
    ("Have section 47s in England risen by half since 2013?", None, ["No"]),
    ("Have section 47s in England risen by more than half since 2013?", None, ["Yes"]),
    ("Have referrals in Leeds fallen by half since 2013?", None, ["No"]),
])  # fmt: skip
def test_how_far_it_moved_is_judged(put, question, home, verdicts):
    assert said(put(question, home)) == verdicts


def test_what_has_risen_by_half_is_not_asked_to_have_halved(put):
    assert "halved" not in put("Have section 47s in England risen by half since 2013?").text


def test_how_far_apart_two_are_is_no_figure_of_either(put):
    found = put("Is our rate of plans within 5 of the England average?", "Leeds")
    assert found.record("x", "x")["outcome"] == "nearest" and said(found) == []


@pytest.mark.parametrize(("question", "level"), [
    ("Did Essex have fewer than 1952 section 47 enquiries in 2022?", "fewer than 1952"),
    ("Which councils in the East of England had more than 2000 section 47s in 2024?", "more than 2000"),
    ("Did Leeds have at least 2018 referrals in 2022?", "at least 2018"),
    ("Did Leeds have over 2000 children in need in 2023?", "over 2000"),
])  # fmt: skip
def test_a_level_that_looks_like_a_year_is_one_where_things_are_counted(question, level):
    ask = read(question)[0]
    assert ask.threshold.words == level and len(ask.periods) == 1


@pytest.mark.parametrize("question", [
    "Were 2024 referrals in Leeds more than 2020 referrals?",
    "Did Leeds have more referrals than 2019 in 2024?",
    "Did Leeds have more plans in 2024 than 2020?",
])  # fmt: skip
def test_a_year_behind_than_stays_a_year(question):
    ask = read(question)[0]
    assert ask.threshold is None and len(ask.periods) == 2
