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


@pytest.mark.parametrize(("question", "told"), [
    ("How many section 47 enquiries were there in Kent in 2024, and what percentage of referrals is that?", "30.4%"),
    ("How many child protection plans were there in Derby in 2024, and what percentage of children in need is that?", "10.1%"),
    ("How many ICPCs were there in Surrey in 2024 and what percentage of section 47s is that?", "28.9%"),
    ("How many referrals did Kent have in 2024 and what percentage of England's referrals is that?", "3.9%"),
    ("How many referrals led to no further action in Kent in 2024, and what percentage of referrals is that?", "0.6%"),
])  # fmt: skip
def test_what_is_pointed_at_is_the_part_and_what_is_named_the_whole(question, told, put):
    text = put(question).text
    assert told in text and "larger than the second" not in text


def test_what_is_pointed_at_in_a_turn_is_the_part_too(put):
    text = put("What percentage of referrals is that?", history=["How many section 47 enquiries were there in Kent in 2024?"]).text
    assert "7,339" in text and "30.4%" in text


def test_this_time_points_at_nothing(put):
    text = put("How many referrals did we have last year, and what percentage were re-referrals this time?", "Oldham").text
    assert "(1,385" in text and "the first were" not in text


@pytest.mark.parametrize(("question", "told"), [
    ("What is the upper quartile of section 47 rates in 2024?", ("37 in the top quarter", "Camden (255.4")),
    ("What is the lower quartile of plan rates in 2024?", ("37 in the bottom quarter", "Cheshire East (33.8")),
])  # fmt: skip
def test_a_quartile_of_nobody_is_of_all_authorities(question, told, put):
    text = put(question).text
    assert all(one in text for one in told) and "No place was given" not in text


def test_a_decile_is_no_quarter(put):
    assert '"decile"' in put("What is the top decile for section 47 rate in 2024?").text


@pytest.mark.parametrize(("question", "told"), [
    ("Compare the average referral rate in Kent for 2015-2019 with 2020-2024.", ("520.4", "633.6")),
    ("Compare the average number of referrals in Derby in 2015-2019 with 2020-2024.", ("3,879.2", "4,472.8")),
    ("What was the average number of referrals in Derby in 2015-2019 and in 2020-2024?", ("3,879.2", "4,472.8")),
])  # fmt: skip
def test_each_run_of_years_has_an_average_of_its_own(question, told, put):
    text = put(question).text
    assert all(one in text for one in told) and text.count("the mean of the") == 2


@pytest.mark.parametrize(("question", "told"), [
    ("How did the number of referrals in England compare in 2019, 2021 and 2024?", "597,760"),
    ("How did child protection plans in Derby compare in 2018, 2021 and 2024?", "460"),
    ("How do children in need in Kent compare in 2014, 2019 and 2024?", "10,370"),
])  # fmt: skip
def test_a_year_between_two_others_is_told(question, told, put):
    assert told in put(question).text


@pytest.mark.parametrize(("question", "told"), [
    ("Where is neglect most common as a category of child protection plan in 2024?", "In Northumberland, 90.9%"),
    ("Where are section 47 enquiries most common in the North West in 2024?", "In Salford"),
    ("Where is disability most common in 2024?", "In Wokingham"),
    ("What is the most common primary need in Kent in 2024?", "abuse or neglect (4,096"),
])  # fmt: skip
def test_where_a_thing_is_most_common_is_a_place_by_its_share(question, told, put):
    assert told in put(question).text.replace(" [1]", "").replace(" [2]", "")


def test_which_comes_after_the_first_is_told_as_not_read(put):
    assert "after abuse or neglect" in put("What is the most common primary need in Kent after abuse or neglect in 2024?").text


@pytest.mark.parametrize("question", [
    "Which authority performs worst on assessments in the South East in 2024?", "Which authority is worst for referrals in the South West in 2024?",
    "Which council has the best re-referral rate in 2024?",
])  # fmt: skip
def test_which_end_is_the_worse_is_said_not_to_be_known(question, put):
    assert "DfE does not say whether high or low is better here" in put(question).text


def test_which_is_worst_of_what_guidance_sets_a_time_for_is_known(put):
    text = put("Which council is worst for reviews on time in 2024?").text
    assert "In Wirral, 55.4%" in text and "does not say whether" not in text


@pytest.mark.parametrize("question", [
    "If Derby had the England rate, how many children in need would it have in 2024?", "If Surrey had Hartlepool's rate, how many children in need would it have?",
])  # fmt: skip
def test_what_a_place_would_have_is_no_figure(question, put):
    assert "No forecasts are made here" in put(question).text


@pytest.mark.parametrize("question", [
    "To ask the Secretary of State, if she will list the five authorities with the highest rate of plans in 2024.",
    "How many children were on a plan in Rutland in 2024? Even if it is only one or two I would like the number.",
])  # fmt: skip
def test_an_if_of_politeness_supposes_nothing(question, put):
    assert "No forecasts" not in put(question).text


@pytest.mark.parametrize(("question", "told"), [
    ("How many times more section 47 enquiries does Birmingham have than Derby in 2024?", "the number of section 47 enquiries in the year ending 31 March 2024 was 3.7"),
    ("How many times as many children in need does Kent have as Surrey in 2024?", "the number of children in need at 31 March 2024 was 2.2"),
    ("Were there three times as many referrals in Kent as in Surrey in 2024?", "the number of referrals in the year ending 31 March 2024 was 3.1"),
])  # fmt: skip
def test_how_many_times_more_is_told_of_the_numbers_too(question, told, put):
    assert told in put(question).text


def test_how_many_times_a_rate_is_another_s_is_told_of_the_rate_alone(put):
    assert "the number of" not in put("How many times higher is Derby's section 47 rate than Birmingham's?").text


@pytest.mark.parametrize(("question", "told"), [
    ("In what year did Derby's referrals peak?", "was highest in the year ending 31 March 2022 (4,822"), ("What year did referrals in Kent peak?", "2024 (24,111"),
    ("When did the number of plans in England peak?", "was highest at 31 March 2018 (53,790"),
])  # fmt: skip
def test_when_it_peaked_is_its_highest_year_and_no_turn(question, told, put):
    text = put(question).text
    assert told in text and "having" not in text


def test_when_it_started_to_rise_is_a_turn(put):
    assert "having fallen until then" in put("When did plans in Leeds start to rise?").text


@pytest.mark.parametrize(("question", "said"), [
    ("Is the North East above average for plans in 2024?", "Yes"), ("Is London below average for referrals in 2024?", "No"),
    ("Is the South West higher than average on section 47s in 2024?", "No"), ("Is England above the North East for plans in 2024?", "No"),
])  # fmt: skip
def test_a_region_that_is_put_to_a_yes_is_set_against_england(question, said, put):
    assert verdict(put(question)) == said


def test_the_second_of_its_kinds_is_told_with_the_first(put):
    text = put("Are schools the second biggest referrer in Derby in 2024?").text
    assert "the police (1,426" in text and "schools (904" in text
