"""What a figure is set against where that is several: years, places over years, measures, neighbours; and the gap between two turns."""

import pytest


def verdicts(found):
    texts = [text.strip() for paragraph in found.commentary.paragraphs for text in paragraph.text.split(". ")]
    return [text.split(":")[0] for text in texts if text.startswith(("Yes:", "No:"))]


@pytest.mark.parametrize(("question", "said"), [
    ("Is the number of section 47s in Derby higher than in 2018, 2020 and 2022?", ["Yes", "Yes", "Yes"]),
    ("Is Dudley's referral rate lower now than in 2014, 2018 and 2022?", ["Yes", "Yes", "Yes"]),
    ("Are plans in Norfolk lower than in 2019, 2021 and 2023?", ["Yes", "No", "Yes"]),
    ("Are conferences in Medway up on 2021 and 2023?", ["Yes", "Yes"]), ("Are referrals in Derby down on 2020, 2022 and 2023?", ["Yes", "Yes", "No"]),
    ("Was Kent's number of referrals in 2020 higher than in 2018 and 2019?", ["Yes", "Yes"]),
])  # fmt: skip
def test_each_year_behind_than_has_its_own_yes_or_no(question, said, put):
    assert verdicts(put(question)) == said


@pytest.mark.parametrize("question", [
    "Are there fewer plans in Leicester than last year and the year before?", "Are there more conferences in Kent than last year and the year before?",
])  # fmt: skip
def test_a_year_told_by_another_is_said_not_to_be_read(question, put):
    found = put(question)
    text = found.text
    assert verdicts(found) in ([], ["No"]) and found.outcome == "nearest", text


@pytest.mark.parametrize(("question", "said"), [
    ("Did Torbay have more section 47s in 2024 than last year, and more conferences?", ["No", "No"]),
    ("Did Leeds have more referrals than last year, and more section 47s?", ["No", "Yes"]),
    ("Did Bolton have fewer referrals in 2024 than last year, and fewer plans?", ["Yes", "Yes"]),
    ("Did Surrey have more referrals than last year and more plans?", ["Yes", "No"]),
])  # fmt: skip
def test_each_measure_is_set_against_its_own_year_before(question, said, put):
    assert verdicts(put(question)) == said


def test_two_measures_of_one_year_are_set_against_each_other(put):
    assert verdicts(put("Did Kent have more plans than referrals in 2024?")) == ["No"]


@pytest.mark.parametrize(("question", "said"), [
    ("Was Blackpool in the top ten for children in need in each of the last five years?", ["Yes"] * 5),
    ("Has Surrey been in the bottom twenty for plan rate in each of the last four years?", ["No", "No", "No", "Yes"]),
    ("Was 2020 the highest of the last five years for Kent's referrals?", ["No"]),
])  # fmt: skip
def test_a_place_among_places_is_told_year_by_year(question, said, put):
    assert verdicts(put(question)) == said


@pytest.mark.parametrize(("question", "told"), [
    ("Has emotional abuse been the biggest category in Rochdale in each of the last three years?", "emotional abuse (217"),
    ("Have the police been the biggest source of referrals in Essex in each of the last three years?", "the police (1,521"),
    ("Have schools been the biggest source of referrals in Kent in each of the last two years?", "schools (6,080"),
])  # fmt: skip
def test_a_category_among_its_kinds_is_told_year_by_year(question, told, put):
    text = put(question).text
    assert told in text and "years with a figure" not in text


@pytest.mark.parametrize(("question", "home", "told"), [
    ("Did five of the nine regions see referrals fall in 2024?", None, '"nine"'),
    ("Are our plans rising faster than our neighbours'?", "Leeds", "neighbours"),
    ("For how many years in a row has England's referral number been above 600,000?", None, '"in a row"'),
    ("For how many consecutive years has Swindon's referral rate been above England's?", None, '"consecutive"'),
    ("What percentage of Wakefield's conferences led to plans, and is that higher than in 2020?", None, "higher than"),
    ("What percentage of children in need in Kirklees are on plans in 2024, and how does that compare with England?", None, "compare with"),
])  # fmt: skip
def test_what_is_not_set_against_is_told(question, home, told, put):
    found = put(question, home)
    assert found.outcome == "nearest" and told in found.text


def test_again_behind_a_move_is_no_repeat(put):
    assert "children on a child protection plan turned" in put("When did plans in Leeds start rising again?").text


@pytest.mark.parametrize(("turns", "told"), [
    (["What was the plan rate in Swindon in 2024?", "And in the South West?", "How big is the gap?"], "10.3"),
    (["What is the re-referral rate in Kent in 2024?", "And in the South East?", "What's the difference in percentage points?"], "3.3"),
    (["What was the plan rate in Swindon in 2019?", "And in 2024?", "How big is the gap?"], "35.0"),
    (["What was the plan rate in Swindon in 2024?", "How big is the gap?"], "below England"),
])  # fmt: skip
def test_the_gap_is_between_the_two_that_were_asked_for(turns, told, put):
    assert told in put(turns[-1], history=turns[:-1]).text
