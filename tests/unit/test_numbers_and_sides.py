"""Who is set against whom, and whether "more" is of the number or of the rate: a yes is given where both say so."""

import pytest

from cin_narrative import api


def read(question, *history):
    return api.read(question, list(history)).asks


def verdict(found):
    texts = [p.text for p in found.commentary.paragraphs]
    said = [text.split(":")[0] for text in texts if text.startswith(("Yes:", "No:"))]
    return said[0] if said else None


@pytest.mark.parametrize(("question", "numbers"), [
    ("Did Sunderland have more re-referrals than Bradford in 2018?", ["994", "1,443"]),
    ("Did Kent have more repeat plans than Surrey in 2024?", ["267", "186"]),
    ("Did Kent have more disabled children in need than Surrey in 2024?", ["2,385", "1,124"]),
    ("Did London have more child protection plan starts than the North East in 2015?", ["9,110", "3,540"]),
])  # fmt: skip
def test_no_yes_or_no_where_number_and_rate_differ(put, question, numbers):
    found = put(question)
    assert verdict(found) is None and all(number in found.text for number in numbers)


@pytest.mark.parametrize(("question", "said"), [
    ("Did Kent have more re-referrals than Surrey in 2024?", "Yes"),
    ("Did Kent have fewer referrals from schools than Surrey in 2024?", "No"),
    ("Did Kent have a higher proportion of repeat plans than Surrey in 2024?", "No"),
    ("Did London have more re-referrals than the South East in 2024?", "No"),
    ("Was Kent better than Surrey on assessments within 45 days in 2024?", "No"),
])  # fmt: skip
def test_yes_or_no_where_both_agree_or_the_share_was_asked(put, question, said):
    assert verdict(put(question)) == said


@pytest.mark.parametrize(("question", "first"), [
    ("Which council in England has the most children in need with a disability?", "Kent had 2,385"),
    ("Which council had the most NFA referrals in 2024?", "Somerset had 1,295"),
    ("Which council in the South East had the most plans for neglect in 2024?", "In Kent, 682"),
    ("Which council had the highest proportion of NFA referrals in 2024?", "In the City of London, 50.8%"),
])  # fmt: skip
def test_most_is_of_the_number_with_the_place_of_the_share(put, question, first):
    said = put(question).text
    assert first in said and "highest" in said and "% [" in said


@pytest.mark.parametrize(("question", "measure"), [
    ("Which councils had more than 1,500 re-referrals in 2024?", "number of re-referrals"),
    ("Which councils had more than 30 re-referrals per 100 referrals?", "above 30% in the percentage"),
    ("Which councils had over 30% re-referrals in 2024?", "above 30% in the percentage"),
])  # fmt: skip
def test_a_level_is_of_the_number_that_stands_behind_it(put, question, measure):
    assert measure in put(question).text


@pytest.mark.parametrize(("question", "said"), [
    ("How many times more referrals did Kent have than Medway in 2024?", "was 4.6"),
    ("What is the difference in the number of referrals between Leeds and Bradford?", "1,004"),
    ("What is the gap in the number of re-referrals between Kent and Surrey?", "4,359"),
])  # fmt: skip
def test_how_far_numbers_are_apart(put, question, said):
    assert said in put(question).text


def test_a_number_is_not_set_against_that_of_what_holds_it(put):
    assert "number of referrals" not in put("What is the gap in the number of referrals between Leeds and England?").text


@pytest.mark.parametrize("question", [
    "What was the percentage change in the number of re-referrals in Kent between 2020 and 2024?",
    "By what percentage did the number of re-referrals fall in Kent between 2020 and 2024?",
])  # fmt: skip
def test_a_percentage_of_change_is_of_the_number_named(put, question):
    assert "fell by 747 [1] (11.7% [2])" in put(question).text


@pytest.mark.parametrize("by", ["per 100 referrals", "for every 100 referrals", "per hundred referrals"])
def test_so_many_of_a_hundred_is_a_percentage(by):
    assert [one.metric for one in read(f"How many re-referrals {by} in Leeds?")[0].measures] == ["percentage"]


@pytest.mark.parametrize(("question", "history", "against"), [
    ("How does that compare with Surrey and England?", ["What was the CPP rate in Kent in 2023?"], ["Surrey", "England"]),
    ("Is this above England and Surrey?", ["What was the CPP rate in Kent in 2023?"], ["England", "Surrey"]),
    ("Is it lower than in Bradford and in England?", ["What is the re-referral rate in Leeds?"], ["Bradford", "England"]),
])  # fmt: skip
def test_what_was_asked_before_is_set_against_all_that_follow(question, history, against):
    ask = read(question, *history)[0]
    assert not ask.areas and [one.words for one in ask.compare_with] == against


@pytest.mark.parametrize("question", [
    "How does Surrey's CPP rate compare with ours and England's?",
    "Is Surrey's CPP rate higher than ours and England's?",
])  # fmt: skip
def test_we_are_set_against_where_we_are_joined_to_what_is(question):
    ask = read(question)[0]
    assert [one.words for one in ask.areas] == ["Surrey's"] and [one.words for one in ask.compare_with] == ["ours", "England's"]


def test_where_places_only_follow_the_authority_is_the_subject():
    ask = read("How far from the regional average was Swindon for CPPs?")[0]
    assert [one.words for one in ask.areas] == ["Swindon"]


@pytest.mark.parametrize(("question", "numbers"), [
    ("Did Kent have more re-referrals than CPPs in 2024?", ["5,615", "1,211"]),
    ("Did the South West have more re-referrals than children on child protection plans in 2017?", ["11,940", "4,430"]),
    ("Were there fewer CPPs than re-referrals in Kent and Surrey in 2024?", ["1,211", "5,615", "579", "1,256"]),
    ("Are there more section 47s than ICPCs in Kent and Surrey?", ["7,339", "1,558", "2,471", "714"]),
    ("Do Kent and Surrey have more section 47s than ICPCs?", ["7,339", "1,558", "2,471", "714"]),
    ("Did Leeds and Bradford have fewer CPPs than section 47s in 2023?", ["601", "2,359"]),
])  # fmt: skip
def test_two_things_are_set_against_each_other_in_each_place(put, question, numbers):
    found = put(question)
    assert verdict(found) == "Yes" and all(number in found.text for number in numbers)


@pytest.mark.parametrize(("question", "said"), [
    ("Does Kent have more repeat plans than new plans?", "1,349"),
    ("Do schools refer more than police in Kent and Surrey?", "5,139"),
    ("Did Kent have more section 47s than Surrey and Essex in 2024?", "rate of section 47"),
    ("Did Kent have more referrals in 2023 than referrals in 2022?", "rose by 3,092"),
])  # fmt: skip
def test_what_stands_behind_than_is_what_it_is(put, question, said):
    assert said in put(question).text


@pytest.mark.parametrize(("question", "left_out"), [
    ("Which London borough has the highest CPP rate after Croydon?", "Croydon"),
    ("After Croydon, which London borough has the highest CPP rate?", "Croydon"),
    ("After us, which South East council has the most referrals?", "us"),
    ("Who has the most referrals in the South East after us?", "us"),
    ("Besides us, which South East councils had over 10,000 referrals?", "Besides us"),
    ("Which South East councils other than us had over 5,000 referrals?", "us"),
    ("Which region has the most referrals after London?", "London"),
])  # fmt: skip
def test_who_comes_after_a_place_is_another(question, left_out):
    ask = read(question)[0]
    assert [one.words for one in ask.excluded] == [left_out.split()[-1]] and not ask.restrictors


def test_our_own_authority_is_left_out(put):
    assert "None of the 17" in put("Besides us, which South East councils had over 10,000 referrals in 2024?", "Kent").text


def test_who_comes_before_a_place_is_not_told():
    ask = read("Who had the highest CPP rate in London before Croydon?")[0]
    assert [one.words for one in ask.restrictors] == ["before Croydon"]
    assert [one.indicator for one in ask.measures] == ["child_protection_plans_at_31_march"]


@pytest.mark.parametrize("question", ["Which council had the highest CPP rate after 2020?", "Which council had the most referrals after our inspection?"])
def test_a_time_after_which_is_no_place_left_out(question):
    assert not read(question)[0].excluded


@pytest.mark.parametrize(("question", "against"), [
    ("Is Leeds' CPP rate above that of our region?", "37.7"),
    ("Is Leeds's CPP rate above ours and our region's?", "37.7"),
    ("Compare Leeds with our region and England on CPP rate", "37.7"),
    ("How does Leeds compare with its region on CPP rate?", "48.6"),
])  # fmt: skip
def test_our_region_is_ours_whoever_is_named(put, question, against):
    assert f"({against} [" in put(question, "Kent").text or f"against {against} [" in put(question, "Kent").text


@pytest.mark.parametrize(("question", "within", "left"), [
    ("Which councils in the South West are above both the regional and national CPP rate?", "South West", "regional"),
    ("How many councils in the South West and in the North East had a CIN rate above England's?", "North East", "South West"),
    ("Which councils in London and the South East had over 5,000 referrals?", "South East", "London"),
])  # fmt: skip
def test_a_second_field_is_not_dropped_unsaid(question, within, left):
    ask = read(question)[0]
    assert ask.within.words == within and [one.words for one in ask.restrictors] == [left]


@pytest.mark.parametrize(("question", "unread"), [
    ("Which London borough has the biggest gap to the England CIN rate?", ["biggest"]),
    ("What's the gap between us and the highest council in our region on CPP rate?", ["highest"]),
    ("When was the gap between us and England on CPP rate biggest?", ["biggest"]),
    ("What is the gap between the highest and lowest CPP rates in London?", []),
    ("What is the gap between Leeds and England on CPP rate?", []),
])  # fmt: skip
def test_which_gap_is_biggest_is_not_told(question, unread):
    assert [one.words for one in read(question)[0].restrictors] == unread


@pytest.mark.parametrize(("question", "categories"), [
    ("Which council had the highest percentage of referrals from anonymous sources?", ("anonymous",)),
    ("Which council had the highest percentage of referrals from council services?", ("local_authority_services",)),
    ("What share of referrals came from council services in Kent?", ("local_authority_services",)),
])  # fmt: skip
def test_the_council_that_is_asked_for_is_no_source(question, categories):
    assert tuple(read(question)[0].measures[0].categories) == categories
