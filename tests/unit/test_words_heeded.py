"""Words that bound, correct or narrow what is asked are heeded, or what is given says that they
are not: never a figure for another question."""

from __future__ import annotations

import pytest

from cin_narrative import api

BOUNDED = [
    ("Nothing before 2020, please. How has the number of referrals in Leeds changed?", {2020, 2024}),
    ("Before 2020, how has the number of referrals in Leeds changed?", {2013, 2019}),
    ("What was the number of referrals in Leeds in each year before 2016?", {2013, 2014, 2015}),
    ("What was the number of referrals in Leeds in the year before 2016?", {2015}),
    ("How has the number of plans in Derby changed? Please do not go back before 2019.", {2019, 2024}),
    ("Leave out anything before 2020. How has the number of plans in Kent changed?", {2020, 2024}),
    ("How has the number of referrals in Leeds changed, with nothing after 2022?", {2013, 2022}),
    ("How many referrals were there in Leeds in every year prior to 2015?", {2013, 2014}),
]


@pytest.mark.parametrize(("question", "years"), BOUNDED)
def test_the_years_are_those_that_are_let_in(question, years, put):
    found = put(question)
    assert {one["year"] for one in found.record(1, "")["figures"]} == years


ELSEWHERE = [
    ("My colleague from Leeds asked for our number of referrals in 2024.", "Derby", "Derby had 4,165"),
    ("Leeds has asked how many referrals we had in 2024.", "Derby", "Derby had 4,165"),
    ("Someone from Nottingham asked me how many plans we have.", "Derby", "Derby had 228"),
    ("A friend in Hull wanted our number of referrals in 2024.", "Derby", "Derby had 4,165"),
    ("We are Leeds. How many referrals did we have in 2024?", "Derby", "Leeds had 9,914"),
    ("I said I was in Leeds. How many referrals did we have in 2024?", None, "Leeds had 9,914"),
    ("A councillor in Leeds asked how many referrals there were in 2024.", None, "Leeds had 9,914"),
    ("We are a London borough. How many referrals were there in 2024?", None, "England had 621,880"),
    ("I work for a London council. How many referrals were there in 2024?", "Derby", "Derby had 4,165"),
]


@pytest.mark.parametrize(("question", "home", "said"), ELSEWHERE)
def test_the_place_of_whoever_asks_us_is_not_ours(question, home, said, put):
    assert said in put(question, home).text


RIGHTED = [
    ("How many referrals did Kent have in 2024? Sorry, Essex.", "Essex had 6,288", "Kent had"),
    ("How many referrals did Kent have in 2024? No, Essex.", "Essex had 6,288", "Kent had"),
    ("How many referrals did Kent have in 2023? Oops, 2024.", "Kent had 24,111", "22,589"),
    ("How many referrals did Kent have in 2024? Apologies, I meant Essex.", "Essex had 6,288", "Kent had"),
    ("How many referrals did Kent have in 2024? Sorry to bother you.", "Kent had 24,111", "taken back"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said", "unsaid"), RIGHTED)
def test_a_sentence_that_puts_a_place_or_a_year_right_is_heeded(question, said, unsaid, put):
    text = put(question).text
    assert said in text and unsaid not in text


UNTOLD = [
    "How many referrals did Leeds send to Bradford in 2024?",
    "How many referrals were there from Leeds to Bradford in 2024?",
    "How many local children in need did Leeds place elsewhere in 2024?",
    "How many times has the number of plans in Derby risen since 2013?",
    "How many referrals ended in a plan in Leeds in 2024?",
    "Re-referrals should be taken off. How many referrals did Kent have in 2024?",
    "How many referrals did Kent have in 2024? Minus the re-referrals please.",
    "How many referrals did Kent have in 2024? Please deduct the re-referrals.",
    "As a percentage of England's total, what was the number of referrals in Leeds in 2024?",
]


@pytest.mark.parametrize("question", UNTOLD)
def test_a_figure_that_is_not_of_those_words_is_not_called_the_answer(question, put):
    found = put(question)
    assert found.outcome == "nearest" and found.text.startswith("Asked: ")


GIVEN = [
    ("How many plans did Leeds start in 2024?", "855"),
    ("How fast are plans falling in Leeds?", "rose by 73"),
    ("Is Leeds's rate of plans close to England's in 2024?", "38.7"),
    ("Is Kent's rate of referrals near to that of the South East in 2024?", "609.5"),
    ("Which authorities are above Leeds in Yorkshire for rate of plans in 2024?", "12 were above 38.7"),
    ("Which authorities are above the England average in Yorkshire for rate of plans in 2024?", "above 41.6"),
    ("How many children in need are there in the North East and the North West put together?", "85,700"),
    ("How many plans are there in London and the South East combined in 2024?", "Together"),
    ("What was the total number of referrals in Kent from 2020 to 2024?", "107,488"),
    ("What was the median rate of children in need among local authorities in 2024?", "342.5"),
    ("Did referrals fall while plans rose in Leeds in 2024?", "Yes: in Leeds, the number of referrals"),
    ("Which primary need is most common in Leeds in 2024, and what is it in Bradford?", "4,683"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), GIVEN)
def test_what_is_asked_is_what_is_given(question, said, put):
    found = put(question)
    assert found.outcome == "answered" and said in found.text


def test_them_are_not_divided_by_what_only_another_thing_is(put):
    found = put("how many of them were repeat?", None, ["How many referrals did Leeds have in 2024?"])
    assert "second or subsequent" not in found.text
    assert found.outcome == "answered" and "2,399 [1] re-referrals" in found.text
    plans = put("how many of them were repeat?", None, ["How many plans started in Leeds in 2024?"])
    assert plans.outcome == "answered" and "214" in plans.text


@pytest.mark.parametrize(
    ("question", "asked", "left"),
    [
        ("Among re-referrals in Kent, what percentage of referrals came from schools?", "referrals_by_source", "Among re-referrals"),
        ("Counting only section 47 enquiries, how many assessments were there in Kent?", "assessments_completed", "Counting only section 47 enquiries"),
        ("Of the plans for neglect, how many were second or subsequent?", "child_protection_plans_second_or_subsequent", "Of the plans for neglect"),
        ("Following a referral, how many assessments took over 45 days?", "assessments_by_duration", "Following a referral"),
        ("Only counting plans that lasted two years or longer, how many ended?", "child_protection_plans_ending", None),
    ],
)  # fmt: skip
def test_another_thing_put_before_the_question_narrows_it(question, asked, left):
    (ask,) = api.read(question).asks
    assert [one.indicator for one in ask.measures] in ([asked], ["child_protection_plans_ending_two_years_or_more"])
    assert left is None or left in [one.words for one in ask.restrictors]


@pytest.mark.parametrize("question", [
    "As well as referrals, how many assessments did Kent have?", "Of the children in need, how many were on a plan in Kent?",
])  # fmt: skip
def test_what_is_added_or_is_the_whole_stands_beside(question):
    (ask,) = api.read(question).asks
    assert len(ask.measures) == 2 and not ask.restrictors


@pytest.mark.parametrize("question", [
    "Which of our neighbours had fewer plans than us, and which had the same number?", "Which had the same number of plans as us?",
    "Which councils had as many plans as Kingston upon Thames in 2024?", "Which councils have the same rate of referrals as Leeds?",
])  # fmt: skip
def test_equality_is_no_order(question):
    last = api.read(question).asks[-1]
    assert [one.what for one in last.restrictors] == ["unread"]


@pytest.mark.parametrize("question", [
    "Of the plans that began in Kent in 2024, what proportion were for a child who had been on a plan before?",
    "Thinking about repeat plans, what proportion of Kent's plans that began in 2024 were repeats?",
])  # fmt: skip
def test_the_whole_that_is_put_first_narrows_nothing(question):
    asks = api.read(question).asks
    assert "child_protection_plans_second_or_subsequent" in [one.indicator for one in asks[0].measures] and not asks[0].restrictors


@pytest.mark.parametrize("question", [
    "How many of the ten highest plan rates are in the North East?", "How many children were on plans in the London borough with the highest plan rate?",
    "Which council in London has the highest plan rate among those with fewer than 300 plans?", "How often have referrals in Kent fallen since 2015?",
])  # fmt: skip
def test_what_asks_for_more_than_is_looked_at_is_quoted(question):
    assert api.read(question).asks[0].restrictors


@pytest.mark.parametrize("question", ["What percentage of disabled children in need in Kent have autism?", "Which three councils in London have the highest number of plans?"])
def test_what_is_looked_at_is_not_quoted(question):
    assert not api.read(question).asks[0].restrictors


def test_the_same_for_another_place_is_of_each_before():
    asks = api.read("What was the section 47 rate in Medway in 2019, and the referral rate, and the same for Blackpool?").asks
    assert [(one.areas[-1].words if one.areas else None) for one in asks] in (["Medway", None, "Blackpool", "Blackpool"], ["Medway", "Medway", "Blackpool", "Blackpool"])
