"""A yes or no on several sides at once, on any or every member, on a denial: each side has its own
answer, and what is not heeded has no yes."""

import pytest


def verdicts(found):
    texts = [p.text for p in found.commentary.paragraphs]
    return [text.split(":")[0] for text in texts if text.startswith(("Yes:", "No:"))]


@pytest.mark.parametrize(("question", "said"), [
    ("Are assessments on time in Derby getting better since 2021?", ["No"]),
    ("Are assessments on time in Leeds getting worse since 2021?", ["Yes"]),
    ("Did timeliness of assessments in Leeds get worse between 2022 and 2024?", ["Yes"]),
    ("Are conferences within 15 days in Derby getting better since 2021?", ["Yes"]),
    ("Has the share of assessments on time in Kent worsened since 2023?", ["No"]),
    ("Is Leeds's rate of plans above Kent's but below Bradford's in 2024?", ["Yes", "Yes"]),
    ("Is Leeds's rate of plans above Kent's but below Bradford's and above Hull's in 2024?", ["Yes", "Yes", "No"]),
    ("Is Derby's rate of plans above England's but below Nottingham's in 2024?", ["No", "Yes"]),
    ("Is the rate of referrals in Kent higher per head than in Essex but lower than in Medway?", ["Yes", "Yes"]),
    ("Is Kent's rate of plans higher than Essex's or lower than Surrey's?", ["Yes", "No"]),
    ("Is Bradford's rate of plans below Hull's yet above Leeds's in 2024?", ["Yes", "Yes"]),
    ("In Kent, were there more referrals in 2024 than in 2023 but fewer than in 2022?", ["Yes", "No"]),
    ("Were plans in Leeds in 2024 more than in 2023 but less than in 2014?", ["Yes", "Yes"]),
    ("Is Derby's number of referrals up on 2023 but down on 2022?", ["Yes", "Yes"]),
    ("Did Leeds have a lower share of plans for neglect than England but a higher share for emotional abuse in 2024?", ["Yes", "Yes"]),
    ("Does any authority in Yorkshire have a higher rate of children in need than Hull in 2024?", ["Yes"]),
    ("Does any other authority in the North East have a higher rate of plans than Hartlepool?", ["Yes"]),
    ("Does any London borough have a lower rate of plans than Barnet in 2024?", ["Yes"]),
    ("Is any authority in London above 500 for the rate of children in need in 2024?", ["Yes"]),
    ("Is there any council in London with a rate of children in need above 800 in 2024?", ["No"]),
    ("Has any authority had more than 20,000 referrals in 2024?", ["Yes"]),
    ("Are all authorities in the North East above England for rate of plans in 2024?", ["Yes"]),
    ("Is every region above 40 for the rate of plans in 2024?", ["No"]),
    ("Is it true that more than one in four referrals in Derby came from the police in 2024?", ["Yes"]),
    ("Do fewer than one in five referrals in Kent come from the police?", ["No"]),
    ("Do over two in every five referrals in Derby come from the police?", ["No"]),
    ("Someone claimed that Leeds has more children in need than any other authority in Yorkshire. Is that so?", ["Yes"]),
    ("Is Leeds's rate of plans higher than every other Yorkshire council's in 2024?", ["No"]),
    ("Has Leeds's rate of plans always been above Kent's?", ["No"]),
    ("Has Derby's rate of children in need always been above England's?", ["Yes"]),
    ("Is Derby's rate of plans in 2024 lower than in any year since 2013?", ["Yes"]),
    ("Is Derby's rate of plans in 2024 higher than in any other year?", ["No"]),
    ("Is 2021 the year with fewest referrals in England?", ["No"]),
    ("Is 2024 the year with most referrals in Kent?", ["Yes"]),
    ("Did the number of plans in Leeds rise by more than 10% in 2024?", ["Yes"]),
    ("Did the number of plans in Leeds rise by more than 20% in 2024?", ["No"]),
    ("Did the number of referrals in Leeds fall by over 2,000 in 2024?", ["No"]),
    ("Is Stockport above Salford and below Oldham for the rate of referrals?", ["No", "Yes"]),
    ("Is Bury's rate of children in need lower than all its neighbours'?", ["No"]),
    ("Do any of Derby's neighbours have a higher rate of plans than Derby?", ["Yes"]),
    ("Has the rate of children in need in Derby dropped by at least 5% since 2020?", ["Yes"]),
    ("Has Kent's rate of referrals consistently exceeded England's?", ["No"]),
    ("Is Hull's rate of plans above the regional average but below its statistical neighbours?", ["Yes", "No"]),
    ("Has any year had more referrals in Kent than 2024?", ["No"]),
    ("Has any year had more referrals in Kent than 2023?", ["Yes"]),
    ("Is Leeds's rate of plans half of Middlesbrough's?", ["Yes"]),
    ("Is Leeds's rate of children in need double Essex's in 2024?", ["No"]),
    ("Is Leeds's rate of plans more than double Kent's?", ["No"]),
    ("Is Torbay's rate of plans three times Dorset's?", ["No"]),
])  # fmt: skip
def test_each_side_has_its_own_answer(put, question, said):
    assert verdicts(put(question)) == said


@pytest.mark.parametrize("question", [
    "Was the fall in referrals in Leeds in 2024 bigger than in 2023?",
    "Did Kent's referrals rise more in 2024 than in 2023?",
    "Was the drop in plans in Derby in 2024 bigger than in 2023?",
    "Did any region see referrals rise in 2024?",
    "Has the number of referrals in Leeds always fallen?",
    "Is Kent's 2024 referral number the second highest on record?",
    "Am I wrong that referrals in Kent have risen since 2022?",
    "Is it wrong to say that Leeds's rate of plans is above Kent's?",
    "Referrals in Kent have risen since 2022. Is that false?",
    "Was Leeds's rate of plans higher in 2018 or 2024?",
    "Was it 2018 or 2019 that England had its most children in need?",
    "Did Leeds have fewer referrals in 2024 than in each of the last three years?",
    "Is Rutland the only authority in the East Midlands with a rate of plans below 20?",
    "Was Leeds above England in 2023 but below it in 2024 for the rate of plans?",
    "Which councils have a higher rate of plans than Leeds but a lower rate of referrals?",
])  # fmt: skip
def test_what_no_yes_answers_has_none(put, question):
    assert verdicts(put(question)) == []


@pytest.mark.parametrize(("question", "told"), [
    ("Was the fall in referrals in Leeds in 2024 bigger than in 2023?", ("1,036", "1,627")),
    ("Is Leeds's rate of plans half of Middlesbrough's?", ("2.4", "times that of Leeds")),
    ("Is Kent or Essex above the England rate of referrals in 2024?", ("above England", "below England")),
    ("Is the North East the region with the second highest rate of referrals in 2024?", ("598.8",)),
    ("Did any region see referrals rise in 2024?", ("In the North East", "In the South East", "In London")),
    ("Which regions have seen their rate of plans fall since 2020?", ("In the North East", "In the South East", "In London")),
    ("Was it 2018 or 2019 that England had its most children in need?", ("In England", "404,710")),
    ("Was the number of children in need in England higher in 2018 or 2024?", ("404,710", "399,460")),
    ("By how many percentage points did the share of referrals from the police fall in Derby in 2024?", ("5.0",)),
])  # fmt: skip
def test_the_figures_that_decide_are_given(put, question, told):
    text = put(question).text
    assert all(one in text for one in told)
    assert "No place was given" not in text
