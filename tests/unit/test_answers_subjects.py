"""Who or what is the subject of a superlative, an average or a comparison: a region among regions, a category among its kinds, a year beside the one before."""

import pytest
from test_answers_turned import verdict


@pytest.mark.parametrize(("question", "said"), [
    ("Are there more section 47s in Derby in 2024 than last year?", "Yes"),
    ("Were there fewer child protection plans in Derby in 2024 than last year?", "Yes"),
    ("Did Leeds have fewer children in need in 2024 than last year?", "No"),
    ("Is the rate of referrals in Kent in 2024 lower than last year's?", "No"),
    ("Was the number of plans in Leeds lower in 2020 than last year?", "Yes"),
])  # fmt: skip
def test_last_year_beside_the_latest_is_the_year_before_it(question, said, put):
    assert verdict(put(question)) == said


@pytest.mark.parametrize(("question", "said", "told"), [
    ("Does the North East have the highest rate of children in need in 2024?", "Yes", "highest of the nine regions of England"),
    ("Does the East of England have the lowest referral rate in 2024?", "Yes", "lowest of the nine regions of England"),
    ("Is London the highest for section 47s in 2024?", "No", "fifth highest of the nine regions"),
    ("Was the South East's rate of referrals the second highest in England in 2024?", "No", "highest of the nine regions"),
    ("Am I right that the West Midlands has the highest rate of plans in 2024?", "No", "of the nine regions"),
    ("Does the South West have the lowest rate of plans of any region in 2024?", "No", "of the nine regions"),
])  # fmt: skip
def test_a_region_that_is_spoken_of_takes_its_place_among_the_regions(question, said, told, put):
    found = put(question)
    assert verdict(found) == said and told in found.text.replace("\n", " ").replace(" [2]", "").replace(" [4]", "")


@pytest.mark.parametrize(("question", "told"), [
    ("In the North East, which council has the highest rate of plans in 2024?", "In Sunderland"),
    ("In the North East, is Hartlepool the highest for children in need in 2024?", "Yes: in Hartlepool"),
    ("Does Leeds have the highest rate of children in need in 2024?", "No: in Leeds"),
])  # fmt: skip
def test_a_region_that_is_a_field_has_its_authorities_ranked(question, told, put):
    assert told in put(question).text


@pytest.mark.parametrize(("question", "told"), [
    ("Were schools the biggest referrer in Kent in 2024?", "schools (6,080"),
    ("Were the police the largest referrer in Derby in 2024?", "the police (1,426"),
    ("Were schools the largest source of referrals in England in 2024?", "the police (177,210"),
    ("Are health services the biggest referrer in the North West in 2024?", "the police (26,900"),
    ("Is August the quietest month for referrals in England in 2024?", "were made in April (43,340"),
])  # fmt: skip
def test_a_category_is_the_first_of_its_kinds_and_not_of_the_councils(question, told, put):
    assert told in put(question).text.replace(" [2]", "").replace(" [3]", "")


def test_a_category_behind_the_superlative_narrows_what_is_ranked(put):
    assert verdict(put("Does Kent have the most referrals from schools in 2024?")) == "Yes"
    assert verdict(put("Is Kent the highest for school referrals in 2024?")) == "No"


@pytest.mark.parametrize(("question", "told"), [
    ("What was the median number of referrals in Derby between 2013 and 2024?", "was 4,129.5"),
    ("What was the median number of child protection plans in Leeds between 2015 and 2024?", "was 566.0"),
    ("What is the median referral rate in Kent over the last five years?", "was 658.8"),
])  # fmt: skip
def test_a_median_over_years_is_called_one(question, told, put):
    text = put(question).text
    assert told in text and "the median of the" in text and "the middle of the yearly figures" in text and "mean" not in text


@pytest.mark.parametrize(("question", "told"), [
    ("Did the percentage of child protection plans lasting two years or more in England rise between 2023 and 2024?", "Yes: in England"),
    ("Did section 47s in Derby rise between 2018 and 2024?", "Yes: in Derby"),
    ("Did Surrey's re-referral rate rise in 2024?", "No: in Surrey"),
])  # fmt: skip
def test_behind_a_yes_or_no_a_small_change_has_a_way(question, told, put):
    text = put(question).text
    assert told in text and "little changed" not in text and (" rose by " in text or " fell by " in text)


def test_a_part_of_what_it_was_is_told_to_two_decimals(put):
    text = put("Has Manchester's child protection plan rate halved since 2014?").text
    assert text.startswith("No: in Manchester") and "0.54 [3] times as much" in text
