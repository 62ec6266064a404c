"""A later turn that asks "ever higher?" or "worse than us?": the level is the figure asked for before, and its side the measure's own.

The figures are DfE's of the 2024 release, read off its files by hand (b1, c1, c2, d1 to d8).
"""

import re

import pytest

from cin_narrative import api

LEEDS = ("Leeds", "What percentage of our reviews were on time in 2022?")


def told(found):
    return re.sub(r" \[\d+\]", "", found.text)


def threshold(question, *history):
    return api.read(question, list(history)).asks[-1].threshold


@pytest.mark.parametrize(("before", "question", "said"), [
    ("What percentage of child protection plans in Surrey were repeats in 2024?", "Has it ever been higher?", "No: in Surrey"),
    ("How many section 47s in Derby in 2024?", "Was it ever higher than that?", "above the 1,661 in the year ending 31 March 2024 in none of the 11"),
    ("How many referrals in Kent in 2024?", "Has that ever been exceeded?", "No: in Kent"),
    ("How many referrals in Kent in 2022?", "Have there ever been more?", "Yes: in Kent, the number of referrals was above the 19,497 in the year ending 31 March 2022 in three of the 11"),
    ("How many referrals in Kent in 2022?", "Has it been higher in any year?", "above the 19,497 in the year ending 31 March 2022 in three of the 11"),
    ("How many child protection plans in Kent in 2024?", "Has it ever been lower?", "Yes: in Kent, the number of children on a child protection plan was below the 1,211 at 31 March 2024 in five of the 11"),
    ("How many section 47s in Derby in 2020?", "Has it always been lower?", "No: in Derby"),
    ("How many section 47s in Derby in 2018?", "Was it ever fewer than this in Leeds?", "unread"),
    ("What percentage of reviews were on time in Leeds in 2022?", "Has it ever been worse?", "Yes: in Leeds, the percentage of child protection plans with all reviews on time was below the 77.0% at 31 March 2022 in two of the 11"),
    ("What percentage of reviews were on time in Leeds in 2021?", "Has it ever been better?", "No: in Leeds"),
    ("What percentage of reviews were on time in Leeds in 2021?", "In which years was it worse?", "in each of the 11 other years"),
    ("Which authority has the highest rate of plans in 2024?", "Has its rate ever been higher?", "Yes: in Blackpool"),
])  # fmt: skip
def test_ever_is_set_against_the_year_before(before, question, said, put):
    found = put(question, history=[before])
    if said == "unread":  # another place's figure is not the level that "this" is
        assert found.outcome == "nearest" and not any(one in found.text for one in ("Yes:", "No:"))
    else:
        assert said in told(found) and found.outcome == "answered"


@pytest.mark.parametrize(
    "question",
    ["Has it ever been as high?", "Has it ever been this low before?", "Has it ever got worse?"],
)
def test_what_cannot_be_told_has_no_verdict(question, put):
    found = put(question, history=["What percentage of reviews were on time in Leeds in 2022?"])
    assert found.outcome == "nearest" and not any(one in found.text for one in ("Yes:", "No:"))


@pytest.mark.parametrize(("before", "question"), [
    ("When was the plan rate highest in Derby?", "Has it ever been higher?"), ("How many referrals in Kent from 2018 to 2020?", "Has it ever been lower?"),
    ("When was the plan rate highest in Derby?", "Has England ever been higher than that?"),
])  # fmt: skip
def test_a_level_that_is_no_one_figure_is_left_unread(before, question, put):
    found = put(question, history=[before])
    assert found.outcome == "nearest" and not any(one in found.text for one in ("Yes:", "No:"))


def test_of_no_turn_the_level_is_the_latest_figure(put):
    assert threshold("Has Kent ever had more referrals?").period.default == "latest"
    assert put("Has Surrey's percentage of repeat plans ever been higher?").text.startswith(
        "No: in Surrey"
    )
    assert "above the 674 at 31 March 2024 in two of the 11" in told(put("Have more children ever been on plans in Leeds?"))
    assert "Yes:" not in put("Have assessments in Leeds ever been quicker?").text
    assert "below the 228 at 31 March 2024 in one of the 11" in told(
        put("Have we ever had fewer plans?", home="Derby")
    )


@pytest.mark.parametrize(("question", "said"), [
    ("How many authorities were worse than us?", "15 were below 77%"), ("How many authorities did better than us?", "134 were above 77%"),
    ("Which Yorkshire authorities had a worse percentage than us?", "below 77%"), ("Who was not worse than us in the region?", "at or above 77%"),
])  # fmt: skip
def test_worse_is_what_it_is_of_the_measure_before(question, said, put):
    assert said in told(put(question, home=LEEDS[0], history=[LEEDS[1]]))


def test_worse_is_above_where_high_is_no_good():
    assert (
        threshold(
            "Who was worse than us?", "What percentage of our referrals were re-referrals in 2022?"
        ).op
        == "gt"
    )
    assert (
        threshold(
            "And which councils are worse than England?",
            "What percentage of our assessments were within 45 days?",
        ).op
        == "lt"
    )
