"""A yes or no that is turned round is worse than none: which year is before which, who is the subject, what is denied."""

import pytest

from cin_narrative import api


def verdict(found):
    texts = [p.text for p in found.commentary.paragraphs]
    said = [
        text.split(":")[0].split(",")[0] for text in texts if text.startswith(("Yes", "No:", "No,"))
    ]
    return said[0] if said else None


@pytest.mark.parametrize(("question", "said"), [
    ("Were there fewer plans in Derby in 2024 than the year before?", "Yes"),
    ("Did Derby have more plans in 2021 than in the previous year?", "Yes"),
    ("Were there more children in need in Leeds in 2023 than a year earlier?", "No"),
    ("Were there more children in need in Leeds in 2023 than two years earlier?", "Yes"),
    ("Is the number of plans in Leeds in 2024 above the number it had the year before?", "Yes"),
    ("Was the number of plans in Leeds lower the year before than in 2024?", "Yes"),
    ("Was the number of plans in Leeds lower a year ago than now?", "Yes"),
    ("Was the number of plans in Leeds lower in 2024 than a year ago?", "No"),
    ("Was the number of plans in Leeds lower in 2023 than the year after?", "Yes"),
    ("Was the number of plans in Leeds lower in 2020 than last year?", "Yes"),
    ("Did Derby have more plans in 2023 than in 2024?", "Yes"),
    ("Was the 2019 figure for plans in Derby below the 2023 figure?", "No"),
    ("Did Derby's plans in 2020 exceed those of 2024?", "Yes"),
    ("Compared with 2024, was the number of plans in Derby lower in 2020?", "No"),
    ("Was Derby's 2024 number of plans above its 2020 number?", "No"),
])  # fmt: skip
def test_of_two_years_the_earlier_is_the_earlier_however_it_is_said(put, question, said):
    assert verdict(put(question)) == said


def test_the_year_before_follows_what_was_asked(put):
    assert (
        verdict(
            put(
                "Is it more than the year before?",
                history=["How many plans did Leeds have in 2024?"],
            )
        )
        == "Yes"
    )


@pytest.mark.parametrize(("question", "said"), [
    ("Compared to Bradford, does Leeds have fewer child protection plans in 2024?", "Yes"),
    ("Against Bradford, is Leeds's rate of plans higher in 2024?", "No"),
    ("Than Bradford, has Leeds fewer plans?", "Yes"),
    ("Relative to Leeds, is the rate of plans in Bradford higher?", "Yes"),
    ("Compared to Leeds does Bradford have more plans in 2024?", "Yes"),
    ("Is it true that Derby has got fewer re-referrals than Nottingham?", "Yes"),
])  # fmt: skip
def test_what_is_set_against_first_is_not_the_subject(put, question, said):
    assert verdict(put(question)) == said


def test_we_are_the_subject_behind_what_is_set_against(put):
    assert verdict(put("Compared with Leeds, is our rate of plans higher?", "Bradford")) == "Yes"


@pytest.mark.parametrize("question", [
    "Is it true that Bradford doesn't have more plans than Leeds?",
    "Am I right that Hull's rate of plans isn't lower than England's?",
    "Is it the case that plans in Derby haven't fallen since 2020?",
    "Leeds didn't have 600 plans in 2024, is that right?",
    "Is it right that Nottingham hasn't got fewer re-referrals than Derby?",
    "Leeds doesn't have fewer plans than Hull, does it?",
    "Was 2024 the only year that plans in Leeds rose above 600?",
    "Is Leicester the only East Midlands council with plans above 40 per 10,000?",
    "Did only Derby have a rate of plans below 40?",
    "Was 2019 the first year Kent had more than 20,000 referrals?",
    "Was the earliest year Kent had more than 20,000 referrals 2020?",
    "Was 2015 the last year Leeds had over 6,000 children in need?",
])  # fmt: skip
def test_what_is_denied_or_is_of_one_alone_has_no_yes(put, question):
    assert verdict(put(question)) is None


@pytest.mark.parametrize(("question", "said"), [
    ("Doesn't Leeds have fewer plans than Bradford?", "Yes"),
    ("In 2024, didn't Leeds have fewer plans than Bradford?", "Yes"),
    ("Leeds has fewer plans than Bradford, doesn't it?", "Yes"),
    ("Am I right that Leeds isn't above 700 plans in 2024?", "Yes"),
    ("Did plans in Leeds rise in the last year?", "Yes"),
    ("Is Leeds's rate of plans only 38.7 per 10,000?", "Yes"),
])  # fmt: skip
def test_what_only_sounds_denied_keeps_its_yes(put, question, said):
    assert verdict(put(question)) == said


@pytest.mark.parametrize(("question", "home", "said"), [
    ("Did our assessments in time improve less than Leeds's since 2020?", "Bradford", None),
    ("Did our assessments in time improve more than Leeds's since 2020?", "Bradford", "Yes"),
    ("Did Leeds's plans rise by more than ours since 2020?", "Bradford", "Yes"),
    ("Did Nottingham's plans fall faster than ours since 2020?", "Derby", None),
    ("Do Leeds and Bradford together have fewer plans than Birmingham in 2024?", None, "Yes"),
    ("Do Derby and Nottingham together have more plans than Leeds in 2024?", None, "No"),
    ("Do Leeds and Bradford together have more plans than Sheffield and Hull together?", None, None),
    ("Did Leeds have fewer plans than Bradford in all years from 2017 to 2024?", None, "Yes"),
    ("Have plans in Derby fallen in each of the last three years?", None, None),
    ("Did plans in Leeds rise in both 2023 and 2024?", None, None),
])  # fmt: skip
def test_each_of_those_named_has_its_part(put, question, home, said):
    assert verdict(put(question, home)) == said


@pytest.mark.parametrize(("question", "said"), [
    ("Are most plans in Leeds for neglect?", "No"),
    ("Are Leeds's plans mostly for emotional abuse in 2024?", "Yes"),
    ("Is it true that the majority of plans in Leeds are for emotional abuse?", "Yes"),
    ("Do most of the referrals in Derby come from the police?", "No"),
    ("Does Leeds have the most plans in Yorkshire?", "No"),
    ("Is Middlesbrough's plan rate more than 200% above Leeds's?", None),
    ("Is Leeds's plan rate over 60% lower than Middlesbrough's?", None),
    ("Does Bradford have 200 more plans than Leeds?", None),
    ("Is Middlesbrough's plan rate more than twice Leeds's?", "Yes"),
])  # fmt: skip
def test_most_is_over_a_half_and_a_size_is_more_than_a_side(put, question, said):
    assert verdict(put(question)) == said


@pytest.mark.parametrize("question", [
    "Did Leeds have fewer plans in 2024 than in the previous three years?",
    "Did Leeds have more plans in 2024 than the average of the previous four years?",
    "Does Bradford have at least as many plans as Leeds?",
])  # fmt: skip
def test_what_several_years_or_no_fewer_ask_for_has_no_yes(put, question):
    assert verdict(put(question)) is None


@pytest.mark.parametrize("question", [
    "Are our plans up on last year and above England's?", "Have we got fewer section 47s than in 2023 and fewer than Plymouth?", "Are plans in Derby down on 2020 and below Nottingham?",
])  # fmt: skip
def test_a_move_and_a_side_of_another_place_are_two_asks(question):
    move, side = api.read(question).asks
    assert (move.ask, len(move.areas), side.ask, len(side.compare_with)) == ("change", 1, "compare", 1) and not move.compare_with
    assert [one.default for one in side.periods] == ["latest"]


@pytest.mark.parametrize(("question", "begins"), [
    ("Is England's referral rate above Kent's in 2024?", "No: in England"), ("Was England's rate of referrals in 2019 above Devon's?", "Yes: in England"),
    ("Is the West Midlands above Birmingham for plans in 2024?", "No: in the West Midlands"), ("Is Kent above England for referrals in 2024?", "Yes: in Kent"),
])  # fmt: skip
def test_who_is_above_whom_is_as_it_is_said(question, begins, put):
    assert put(question).text.split("\n")[0].startswith(begins)


@pytest.mark.parametrize(("question", "begins"), [
    ("Is the percentage of plans for neglect higher than the percentage for emotional abuse in Leeds in 2024?", "No: in Leeds, 27.4%"),
    ("Is the percentage of plans for emotional abuse higher than the percentage for neglect in Leeds in 2024?", "Yes: in Leeds, 50.6%"),
    ("Is the percentage of referrals from police in Kent lower than from schools in 2024?", "Yes: in Kent, 21.3%"),
    ("Is Kent's re-referral percentage higher than its repeat plan percentage in 2023?", "No: in Kent, 21.8%"),
    ("Is Kent's repeat plan percentage higher than its re-referral percentage in 2023?", "Yes: in Kent, 23.2%"),
])  # fmt: skip
def test_two_percentages_are_compared_as_percentages_in_their_order(question, begins, put):
    assert put(question).text.startswith(begins)


@pytest.mark.parametrize("level", ["20,000 or more", "20,000+", "upwards of 20,000", "at least 20,000", "more than 20,000"])
def test_a_level_is_on_its_side(level, put):
    assert "Yes: 24,111" in put(f"Did Kent have {level} referrals in 2024?").text


@pytest.mark.parametrize(("level", "number"), [("1,000 or more", "two were"), ("at least 1,000", "two were"), ("1,000+", "two were")])
def test_a_list_beyond_a_level_is_on_its_side(level, number, put):
    assert number in put(f"Which councils had {level} children on plans in 2024?").text


@pytest.mark.parametrize("said", ["every year", "every single year", "year on year", "steadily", "continuously"])
def test_all_along_is_not_from_end_to_end(said, put):
    assert "Yes" not in put(f"Has the referral rate in Kent risen {said} since 2020?").text


@pytest.mark.parametrize("question", [
    "Did plans in Kent fall {} last year?", "Honestly, did plans in Kent fall {} last year?", "Plans in Kent fell {} last year. True?",
])  # fmt: skip
@pytest.mark.parametrize("how", ["sharply", "significantly", "relentlessly", "only slightly", "dramatically"])
def test_which_way_is_no_yes_to_how_far(question, how, put):
    said = put(question.format(how)).text
    assert "by 122" in said and "Yes" not in said


@pytest.mark.parametrize("surely", ["actually", "really", "definitely", "clearly"])
def test_how_surely_leaves_the_yes(surely, put):
    assert "Yes" in put(f"Did plans in Kent {surely} fall last year?").text


@pytest.mark.parametrize(("question", "begins"), [
    ("Is the referral rate in Kent in 2024 the highest it has been?", "Yes: in Kent"), ("Are Kent's referrals at their lowest in 2024?", "No: in Kent"),
    ("Is Kent's CPP number the highest it has been for five years?", "No: in Kent"),
])  # fmt: skip
def test_the_highest_it_has_been_is_of_its_own_years(question, begins, put):
    assert begins in put(question).text and "local authorities" not in put(question).text


@pytest.mark.parametrize(("days", "share"), [("after 45 days", "15.2%"), ("over 45 days", "15.2%")])
def test_after_so_many_days_is_beyond_them(days, share, put):
    assert share in put(f"What percentage of assessments were completed {days} in Kent in 2024?").text


@pytest.mark.parametrize("told", ["Leeds is next door.", "We border Leeds.", "My sister teaches in Leeds.", "I used to work in Leeds."])
def test_a_place_told_of_others_is_not_ours(told, put):
    assert "Bradford had 719" in put(f"{told} How many plans do we have?", "Bradford").text


@pytest.mark.parametrize("told", ["I live in Leeds.", "We are Leeds.", "I'm a councillor in Leeds.", "Leeds here."])
def test_a_place_told_of_us_is_ours(told, put):
    assert "Leeds had 674" in put(f"{told} How many plans do we have?", "Bradford").text


@pytest.mark.parametrize("form", [
    "How many referrals and how many re-referrals did Kent have in 2023?", "How many referrals, and how many re-referrals, did Kent have in 2023?",
    "In 2023, how many referrals and how many re-referrals did Kent have?", "How many referrals, and of those how many re-referrals, did Kent have in 2023?",
])  # fmt: skip
def test_a_verb_at_the_end_is_of_both(form, put):
    said = put(form).text
    assert "22,589" in said and "4,915" in said and "England" not in said


@pytest.mark.parametrize(("question", "others"), [
    ("Which council had the most referrals in 2023? Was it Kent?", ["30,502", "22,589"]),
    ("Which council had the most referrals in 2023, was it Kent?", ["30,502", "22,589"]),
    ("How many referrals did Leeds have in 2023, and did Kent?", ["10,950", "22,589"]),
    ("How many referrals did Leeds have in 2022, and did they have in 2023?", ["12,577", "10,950"]),
])  # fmt: skip
def test_a_verb_at_the_end_takes_no_question_before_it(question, others, put):
    assert all(figure in put(question).text for figure in others)


def test_a_month_after_a_month_is_its_own(put):
    said = put("How many referrals in Kent in August 2023 and how many in September 2023?").text
    assert "1,970" in said and "2,445" in said


def test_a_percentage_of_a_part_is_not_that_of_all(put):
    assert put("Of children in need aged 10-15 in England in 2023, what percentage were boys?").outcome == "nearest"
    assert put("What percentage of children in need in England in 2023 were boys aged 10 to 15?").outcome == "answered"


@pytest.mark.parametrize("question", ["How many children on plans for anything but neglect in Kent in 2023?", "Referrals from all sources but schools in Leeds in 2023"])
def test_all_but_one_is_not_that_one(question, put):
    assert put(question).outcome != "answered"


@pytest.mark.parametrize(("question", "said"), [
    ("Did Kent top 20,000 referrals in 2024?", "Yes: 24,111"), ("Did Kent reach 25,000 referrals in 2024?", "No: 24,111"),
    ("Which councils topped 20,000 referrals in 2024?", "Kent (24,111"),
    ("Is the gap between Kent and England on referrals wider than in 2020?", "from 125.2 [1] above in the year ending 31 March 2020 to 173.9"),
    ("Does Kent have more referrals than anywhere else in the South East in 2024?", "Yes: Kent had 24,111"),
    ("Does Kent have a higher rate of referrals than anyone in 2024?", "29th highest"),
    ("Did Derby have more repeat plans in 2024 than in 2023?", "No: in Derby, the number of second or subsequent child protection plans fell by 14"),
    ("Are there fewer re-referrals in Derby in 2024 than in 2023?", "No: in Derby, the number of re-referrals rose by 81"),
])  # fmt: skip
def test_levels_gaps_and_numbers_are_judged_as_they_are_put(question, said, put):
    assert said in put(question).text


@pytest.mark.parametrize("question", [
    "Is Kent's referral rate the highest of Kent, Surrey and Essex?", "Of Kent, Surrey and Essex, whose referral rate is the highest?",
    "Is Kent the highest among Kent, Surrey and Essex for referrals?",
])  # fmt: skip
def test_the_highest_of_those_named_is_ranked_among_them(question, put):
    text = put(question).text
    assert "For the three areas named" in text and "No:" not in text


@pytest.mark.parametrize(("question", "said"), [
    ("Rank the South East by referral rate", "of the 18 local authorities in the South East"), ("Where does the South East rank for referrals?", "For the nine regions"),
    ("Rank the authorities in the South East by referral rate", "of the 18 local authorities in the South East"),
])  # fmt: skip
def test_who_is_ranked_is_who_is_named(question, said, put):
    assert said in put(question).text


def test_instead_of_a_place_is_without_a_word_of_it(put):
    text = put("Instead of Kent, how many referrals did the South East have?").text
    assert "121,230" in text and "Without" not in text


def test_a_rate_in_per_cent_of_another_is_no_share_of_its_number(put):
    record = put("Kent's referral rate as a percentage of England's").record("q", "")
    assert record["outcome"] == "nearest" and "3.9%" not in record["text"]


def test_every_month_but_one_is_not_that_one(put):
    record = put("How many referrals did Leeds have in every month but August in 2024?").record("q", "")
    assert record["outcome"] == "nearest" and "April" in record["text"]


@pytest.mark.parametrize("whose", ["our statistical neighbours", "our neighbours", "this authority's statistical neighbours"])
def test_how_many_of_the_neighbours_counts_them(whose, put):
    text = put(f"How many of {whose} had a higher rate of section 47 enquiries than we did in 2023-24?", "Bury").text
    assert "Of the 10 statistical neighbours of Bury" in text and "four were above" in text


@pytest.mark.parametrize("question", ["Which authority in the region has the smallest re-referral percentage?", "How many referrals did the region have in 2024?"])
def test_the_region_of_nobody_is_told(question, put):
    assert put(question).record("q", "")["outcome"] == "nearest"


@pytest.mark.parametrize("turns", [
    ["And Warwickshire, and the difference between them?"], ["And Warwickshire?", "What's the difference between them?"],
    ["And in Warwickshire?", "How far apart are they?"], ["Warwickshire the same, and the difference between the two"],
])  # fmt: skip
def test_the_difference_between_them_is_of_the_two_before(turns, put):
    asked = ["How many children in need does Worcestershire have?", *turns]
    text = put(asked[-1], None, asked[:-1]).text
    assert "above Warwickshire" in text and "England" not in text


def test_a_change_over_the_years_to_one_is_given_from_either_end(put):
    text = put("How did referrals change in Leeds in the five years to 2024?").text
    assert "2019" in text and "2020" in text


def test_what_a_figure_has_become_is_what_it_is_now(put):
    text = put("What was the rate of plans in Leeds in 2013, and what has it become?").text
    assert "62.8" in text and "38.7" in text


@pytest.mark.parametrize("what", ["assessment", "conference"])
def test_the_percentile_of_timescales_is_no_share(what, put):
    assert "75th percentile of the working days" in put(f"75th percentile for {what} timescales, Northumberland, year to March 2023").text


@pytest.mark.parametrize("tag", [", correct?", ", right?", " - is that correct?", ". Correct?", ", true?"])
@pytest.mark.parametrize(("stated", "said"), [
    ("Kent had 11,784 children in need in 2023", "Yes"), ("Kent had 11,700 children in need in 2023", "is not the one given"),
    ("Referrals in Kent fell last year", "No: in Kent"), ("Plans in Kent fell in 2024", "Yes: in Kent"),
])  # fmt: skip
def test_a_tag_puts_what_it_follows_to_a_yes(stated, said, tag, put):
    assert said in put(stated + tag).text


def test_each_end_of_a_length_has_a_unit_of_its_own(put):
    assert "had lasted more than 6 months but less than 1 year" in put("How many plans that ended in Kent had lasted between six months and a year?").text


@pytest.mark.parametrize(("question", "told"), [
    ("Which of Kent, Surrey and Essex has the highest referral rate in 2024?", False), ("Which region has the highest rate of referrals in 2024?", True),
    ("Which council has the highest rate of referrals in 2024?", True), ("Which of Bury's neighbours has the highest rate of referrals in 2024?", False),
    ("What was the rate of referrals in Kent, Essex and England in 2024?", True),
])  # fmt: skip
def test_a_note_stands_where_it_bears_on_a_place_that_is_given(question, told, put):
    assert ("Hampshire's figures" in put(question).text) is told
