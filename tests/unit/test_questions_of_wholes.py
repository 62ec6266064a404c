"""Shares of a wider area, sums, medians, months and the other of two: what is asked, and what is said. The figures are DfE's of the 2024
release, worked out from its files by code of the one who asked."""

import re

import pytest

from cin_narrative import api
from cin_narrative.questions.turns import OURS, turns_of

SAID = [
    # what an area has of a wider one, held against a level, alone and together, and over years
    ("Do Leeds and Bradford account for more than a third of Yorkshire's plans?", "No: Leeds and Bradford had 1,393 of the 5,670 children on a child protection plan in Yorkshire and the Humber at 31 March 2024, or 24.6%"),
    ("Does London account for more than a quarter of England's children in need?", "No: London had 70,330 of the 399,460 children in need in England at 31 March 2024, or 17.6%"),
    ("Do Kent and Surrey have more than half of the South East's referrals?", "No: Kent and Surrey had 31,793 of the 121,230 referrals"),
    ("Does London account for less than a fifth of England's children in need?", "Yes: London had 70,330 of the 399,460"),
    ("What share of Yorkshire's plans do Leeds and Bradford together have?", "Leeds and Bradford had 1,393 of the 5,670"),
    ("Has London's share of England's referrals gone up since 2014?", "Yes: London had 88,160 of the 657,780 referrals in England in the year ending 31 March 2014, or 13.4%"),
    ("Has London's share of England's referrals gone down since 2014?", "No: London had 88,160 of the 657,780"),
    ("Is Bury's CIN rate half of England's?", "In Bury, the rate of children in need at 31 March 2024 was 337.1"),
    # what is added up
    ("How many section 47 enquiries were there in Wigan altogether from 2020 to 2024?", "Wigan had 9,086 section 47 enquiries, added up here"),
    ("In total, how many section 47 enquiries did England have in the years 2022, 2023 and 2024?", "England had 667,720 section 47 enquiries"),
    ("How many referrals altogether in Birmingham, Solihull and Coventry across 2022, 2023 and 2024?", "had 76,051 referrals"),
    ("How many CIN do Barnet, Brent and Ealing have in total?", "Barnet, Brent and Ealing had 7,626 children in need"),
    ("How many child protection plans in England besides London?", "Without London, England had 42,210 children on a child protection plan"),
    ("Is it true that half of Leeds referrals come from police and schools?", "together, in Leeds in the year ending 31 March 2024, they come to 58.6%"),
    # the middle of several, and of days
    ("Bury versus stat neighbours median CIN rate", "above the median of its 10 statistical neighbours"),
    ("How does Bury's CIN rate compare with the mean of its statistical neighbours?", "above the mean of its 10 statistical neighbours"),
    ("Name the five authorities with the fastest assessments", "Herefordshire (3), Lincolnshire (8), the Isle of Wight (12), Wolverhampton (14) and Worcestershire (16)"),
    ("Which authority has the lowest median assessment time in the North West?", "In Bolton, the median of the working days taken to complete an assessment in the year ending 31 March 2024 was 24"),
    ("Which council's CIN fell fastest?", "the one with the largest fall in the rate of children in need"),
    # months
    ("How many referrals in March 2024 in England?", "were made in March (51,940 of 621,880)"),
    ("Referrals in Leeds in April, May and June 2023", "2,593"),
    ("Referrals in Leeds in April and June 2023", "were made in April (679 of 9,914). In Leeds, 10.0% of referrals in the year ending 31 March 2024 were made in June (988"),
    ("How many referrals in Wigan in December compared to November 2023?", "were made in December (263 of 3,744)"),
    ("How many referrals in the year to March 2024 in England?", "England had 621,880 referrals"),
    ("Referrals in Leeds in summer 2023", "2,457, or 24.8%, of the referrals in the year ending 31 March 2024 were in the bands June, July and August"),
    ("Referrals in Leeds in autumn 2023", "in the bands September, October and November"),
    # a year set aside, and places in total
    ("Leaving aside 2021, how have referrals in Oldham moved since 2019?", "rose by 730 (15.4%), from 4,751"),
    ("Total plans in Leeds and Bradford", "Together, Leeds and Bradford had 1,393 children on a child protection plan"),
    ("What share of London's plans are for neglect, and of England's?", "(3,240 of 7,690). In England, 49.2%"),
    # which of two, and two measures against a place
    ("Which has more children in need, the North East or the South West?", "The South West had 33,420 children in need"),
    ("Which region has more plans, London or the South East?", "The South East had 7,510 children on a child protection plan"),
    ("Does Derby have a higher CIN rate and a higher plan rate than England?", "No: in Derby, the rate of children on a child protection plan at 31 March 2024 was lower than that of England: 38.0 against 41.6"),
    ("Are Hull's re-referral rate and repeat plan rate both lower than England's?", "No: in Kingston upon Hull, the percentage of child protection plans started that were a second or subsequent plan"),
    # years behind the question of how much, and a run without a word for it
    ("Did York's plans rise or fall, and by how much, between 2018 and 2022?", "fell by 40 (24.1%), from 166 at 31 March 2018"),
    ("Percentage of referrals from police, Bolton, five years", "from 28.3% in the year ending 31 March 2020 to 35.7%"),
    # what children were, and what became of plans
    ("how many episodes of need per 10,000 children were open at any point in the North East in the year ending 31 March 2024", "831.7"),
    ("is Southwark above or below the national figure for the share of referred children who had been referred in the previous 12 months?", "21.9%"),
    ("How many children did Cheshire East take off child protection plans inside three months during 2020-21?", "had lasted 3 months or less (46 of"),
    ("Worcestershire: of the plans that closed in the first half of 2020-21, what % of the children then stayed in need for another three to six months?", "28.5%"),
    ("After a CPP ended, how many Derby children stayed in need more than six months (2024)?", "(67 of 142)"),
    ("Solihull ended episodes 2024: % that lasted 3 months or less and % over 2 years", "6.8% of episodes of need that ended in the year ending 31 March 2024 had lasted 2 years or more"),
    ("How many CP plans started in Derby in 2024, and how many at 31 March 2024?", "Derby had 228 children on a child protection plan at 31 March 2024"),
    # places by the names that people use
    ("what share of dudleys referrals come from the police", "In Dudley, 31.1% of referrals"),
]  # fmt: skip

FOLLOWING = [
    (("How many CPPs did Luton have in 2023?", "and as a percentage of CIN?"), "205 children on a child protection plan and 1,647 children in need at 31 March 2023: the first were 12.4% of the second"),
    (("How many CPPs did Luton have in 2023?", "and Bedford?", "and as a percentage of CIN?"), "Bedford had 217 children on a child protection plan"),
    (("How many referrals did Luton get in 2023?", "what percentage is that of the region's"), "Luton had 3,164 of the 44,860 referrals in the East of England"),
    (("How many referrals did Luton get in 2023?", "what share of the East of England's is that"), "or 7.1%"),
    (("How many of Tameside's cases closed in 2024 because the family moved to another council?", "Can you put that as a percentage of all closures"), "4.1% of episodes of need that ended"),
    (("How many plans ended in Bury in 2024", "and the number at 31 March?"), "Bury had 223 children on a child protection plan at 31 March 2024"),
]  # fmt: skip


def bare(text: str) -> str:
    return re.sub(r" \[\d+\]", "", text)


@pytest.mark.parametrize(("question", "said"), SAID)
def test_what_is_asked_is_said(put, question, said):
    assert said in bare(put(question).text)


@pytest.mark.parametrize(("turns", "said"), FOLLOWING, ids=lambda one: str(one)[:60])
def test_what_follows_is_of_what_was_asked(put, turns, said):
    assert said in bare(put(turns[-1], None, turns[:-1]).text)


def test_a_town_is_told_to_be_in_its_authority(put):
    found = put("Did both Hull and Grimsby see CPP rates fall between 2020 and 2024?")
    assert found.outcome == "nearest" and "North East Lincolnshire has them" in found.text
    assert "No: in Kingston" not in found.text and "in North East Lincolnshire" in found.text


@pytest.mark.parametrize("question", [
    "Did both Hull and Ruritania see CPP rates fall between 2020 and 2024?", "Were both Rockall and Kent above England on CIN rate?",
    "Did both Kent and Erewhon have more referrals in 2024 than in 2023?", "How many CIN did Kent, Lilliput and Surrey have?",
])  # fmt: skip
def test_a_name_beside_a_place_is_never_passed_over(question):
    unknown = next(one for one in ("Ruritania", "Rockall", "Erewhon", "Lilliput") if one in question)
    assert any(unknown in (one.words or "") for ask in api.read(question).asks for one in ask.restrictors)


@pytest.mark.parametrize("question", [
    "What share of London's plans are in Kent?", "What percentage of London's children in need live in Kent?",
])  # fmt: skip
def test_no_share_is_told_of_an_area_that_the_other_does_not_lie_in(put, question):
    text = bare(put(question).text)
    assert "No share is given: the one area does not lie in the other" in text
    assert not re.search(r"had [\d,]+ of the [\d,]+ .* in London", text)


@pytest.mark.parametrize(("question", "words"), [
    ("Did Leeds get more referrals in March than in April 2023?", "in April 2023"),
    ("Has Leeds ever had so few plans?", "so few"),
    ("After schools, which source refers most in Leeds?", "After schools"),
])  # fmt: skip
def test_what_the_figures_do_not_hold_is_told_beside_the_nearest(put, question, words):
    found = put(question)
    assert found.outcome == "nearest" and "\n\nYes" not in found.text and "\n\nNo:" not in found.text
    assert words in [one.words for ask in found.reading.asks for one in ask.restrictors]


@pytest.mark.parametrize("question", ["How many children in need in Derby, and what", "Referrals in Leeds and what", "and what", "how many or"])
def test_a_question_may_break_off(question):
    api.read(question)


@pytest.mark.parametrize(("question", "kind", "places"), [
    ("Which has more children in need, London or the South East?", "compare", ["London", "South East"]),
    ("Who has more plans, Kent or the South East?", "compare", ["Kent", "South East"]),
    ("Is the plan rate higher in Kent, Essex or Surrey?", "compare", ["Kent", "Essex", "Surrey"]),
])  # fmt: skip
def test_either_place_is_a_subject(question, kind, places):
    [ask] = api.read(question).asks
    assert (ask.ask, [one.words for one in ask.areas], ask.compare_with) == (kind, places, ())


@pytest.mark.parametrize(("question", "wanted"), [
    ("How many children did Leeds take off plans in 2024?", "children_ending_child_protection_plans"),
    ("CIN open at 31 March in Bury", "children_in_need_at_31_march"),
    ("percentage of referrals in Southwark where the child had been referred in the previous 12 months", "rereferrals_within_12_months"),
    ("share of children referred who had been referred in the previous 12 months, Southwark", "children_rereferred_within_12_months"),
    ("how many children stayed in need for more than 2 years in Leeds", "children_in_need_by_duration_open"),
])  # fmt: skip
def test_what_is_counted_is_what_the_words_name(question, wanted):
    assert [one.indicator for one in api.read(question).asks[0].measures] == [wanted]


def test_half_a_list_of_months_is_no_run():
    reading = OURS[0].read("Referrals in Leeds in April and June 2023", turns_of((), OURS[0]))
    assert reading.asks[0].measures[0].categories == ("april", "june")


@pytest.mark.parametrize(("question", "indicator", "categories"), [
    ("How many child protection plans in Gateshead were for emotional abuse or neglect?", "child_protection_plans_at_31_march_by_latest_category", ("emotional_abuse", "neglect")),
    ("How many children in need in Gateshead for abuse or neglect?", "children_in_need_by_primary_need", ("abuse_or_neglect",)),
])  # fmt: skip
def test_two_categories_joined_are_those_of_what_is_counted(question, indicator, categories):
    [measure] = api.read(question).asks[0].measures
    assert (measure.indicator, measure.categories) == (indicator, categories)


@pytest.mark.parametrize(("question", "wanted"), [
    ("halton cin plans 23/24 - how many children came off one", "children_ending_child_in_need_plans"),
    ("How many children are on a plan in Leeds, and how many came off one in 2023?", "child_protection_plans_ending"),
])  # fmt: skip
def test_one_is_what_was_asked_of(question, wanted):
    assert [one.indicator for one in api.read(question).asks[-1].measures] == [wanted]


def test_a_councils_title_is_no_source_of_referrals():
    [ask] = api.read("How many referrals did Lincolnshire County Council receive in 2023?").asks
    assert [one.indicator for one in ask.measures] == ["referrals"]


def test_a_number_on_a_day_beside_one_of_a_year_has_its_own_period(put):
    said = bare(put("Referrals per child in need in Bury in 2024").text)
    assert "2,534 referrals in the year ending 31 March 2024 and 1,482 children in need at 31 March 2024" in said


@pytest.mark.parametrize("question", [
    "disabled children in need per 10,000 in Leicester", "neglect plans per 10,000 children in Leeds", "referrals from police per 10,000 in Leeds",
    "what's the re-referral rate per 10,000 in Leeds",
])  # fmt: skip
def test_a_rate_that_is_not_held_is_told_where_a_percentage_stands(put, question):
    assert put(question).outcome == "nearest"


def test_lettered_places_with_a_day_are_all_asked_about():
    [ask] = api.read("How many children in need were there in (a) Sunderland and (b) England on 31 March in each of the last five years?").asks
    assert [one.words for one in ask.areas] == ["Sunderland", "England"]


def test_the_gap_between_the_ends_of_the_neighbours_is_theirs(put):
    said = bare(put("What is the gap between the highest and the lowest rate of children in need among Derby's neighbours in 2016?").text)
    assert "In Southampton, the rate of children in need at 31 March 2016 was 713.7" in said and "Kirklees" in said and "England" not in said


def test_a_list_and_who_is_first_of_it_are_of_the_same(put):
    said = bare(put("List Derby's statistical neighbours and say which has the most plans").text)
    assert "Sheffield (675)" in said


def test_our_county_is_home(put):
    assert "Cambridgeshire" in bare(put("In our county how many referrals were there in 2024?", "Cambridgeshire").text)


def test_a_second_breakdown_of_one_told_apart_is_said_not_to_be_published(put):
    found = put("How many referrals from schools were made in March 2023 in Leeds?")
    assert found.outcome == "nearest" and "March" in found.text and "Two breakdowns at once" in found.text


def test_one_month_of_what_is_counted_by_years_is_told(put):
    assert put("How many section 47 enquiries were there in March 2024 in Leeds?").outcome == "nearest"
    assert put("How many children in need were there in March 2024 in Leeds?").outcome == "answered"


@pytest.mark.parametrize(("question", "said"), [
    ("Was the number of plans in York higher in 2020 than in 2024?", "Yes: in York, the number of children on a child protection plan fell by 99"),
    ("Were there more plans in England in 2018 than in 2024?", "Yes: in England"), ("Did Kent have fewer children in need in 2013 than in 2024?", "Yes: in Kent"),
    ("Was York's rate of children in need in 2019 lower than now?", "No: in York"), ("Did Hull have a higher re-referral rate in 2015 than in 2023?", "No: in Kingston"),
    ("Did Hull have a higher re-referral rate in 2023 than in 2015?", "Yes: in Kingston"), ("Were there fewer referrals in 2024 than in 2014 in Leeds?", "Yes: in Leeds"),
    ("Is the number of plans in York lower than in 2020?", "Yes: in York"), ("Did referrals rise between 2013 and 2024 in Kent?", "Yes: in Kent"),
])  # fmt: skip
def test_what_was_higher_before_has_fallen_since(put, question, said):
    assert said in bare(put(question).text)


def test_a_ranking_by_speed_keeps_its_region(put):
    assert "in Yorkshire and the Humber" in bare(put("Who takes longest over assessments in Yorkshire?").text)


def test_children_taken_off_plans_are_children(put):
    assert "806" in bare(put("Devon took 806 children off plans in 2024, is that right?").text)


@pytest.mark.parametrize(("question", "said"), [
    ("Does Kent account for more than a fifth of the South East's re-referrals?", "No: Kent had 5,615 of the 32,310 re-referrals in the South East"),
    ("Does Sunderland account for more than a quarter of the North East's plans for emotional abuse?", "or 17.1%"),
    ("What share of the North East's children in need with a disability are in Gateshead?", "Gateshead had 285 of the 3,270"),
    ("What share of England's disabled children in need are in the South East?", "or 19.6%"),
    ("What percentage of Leeds's and of Yorkshire's plans are for neglect?", "In Yorkshire and the Humber, 42.2%"),
    ("What share of Kent's and England's plans are for neglect?", "In Kent, 56.3%"),
    ("Are more than a fifth of Kent's referrals re-referrals?", "Yes: 23.3%"),
])  # fmt: skip
def test_whose_whole_it_is_decides_of_what_a_share_is(put, question, said):
    assert said in bare(put(question).text)


def test_our_share_of_the_region_is_ours(put):
    assert "No: Derby had 228 of the 3,870" in bare(put("Do we make up more than a tenth of East Midlands' plans?", "Derby").text)


@pytest.mark.parametrize(("question", "said"), [
    ("Is neglect the biggest category in Kent?", "the most common of the latest categories of abuse was neglect (682, 56.3%)"),
    ("Are schools the biggest source of referrals in Luton?", "was schools (916, 29.3%)"),
    ("Is December the busiest month for referrals in Kent?", "were made in September (2,445 of 24,111)"),
])  # fmt: skip
def test_the_biggest_category_is_that_of_the_place(put, question, said):
    found = put(question)
    assert said in bare(found.text) and "local authorities" not in found.text


@pytest.mark.parametrize(("question", "said"), [
    ("Does anybody in the South West have a higher rate of plans than Torbay?", "Bournemouth, Christchurch and Poole (74.7)"),
    ("Does anyone in Yorkshire have more plans than Leeds?", "Of the 15 local authorities in Yorkshire and the Humber"),
])  # fmt: skip
def test_anyone_in_a_region_is_each_of_its_councils(put, question, said):
    assert said in bare(put(question).text)


def test_anyone_in_a_team_is_nobody_who_is_counted(put):
    said = bare(put("Can anyone in the team tell me how many plans Leeds had?").text)
    assert "Leeds had 674" in said and "highest" not in said
