"""A number in per cent is held against percentages, and a plain one against numbers and rates: "38% are on plans", "rose by 71%"."""

import re

import pytest

NONE = ("Yes", "No:", "not the one given")
SAID = [
    # a stated value
    ("Is it right that 22.5% of Derby's referrals were re-referrals?", "Yes, the published figure is 22.5%"),
    ("Is it right that 936 of Derby's referrals were re-referrals?", "Yes, the published figure is 936"),
    # a level
    ("Are more than half of Derby's plans for neglect?", "Yes: 68.4% is above the level asked about"),
    ("Are more than five hundred children on plans in Derby?", "No: 228 is not above the level asked about"),
    ("Are more than 36 children on plans per 10,000 in Derby?", "Yes: 38.0 is above the level asked about"),
    # how far something moved: 4,094 to 4,165 referrals, 376.6 to 377.1 children in 10,000
    ("Did referrals in Derby rise by 71?", "Yes: in Derby, the number of referrals"),
    ("Did referrals in Derby rise by 71%?", "No: in Derby, the number of referrals rose by 1.7%, which is not the change given"),
    ("Did referrals in Derby rise by 2?", "No: in Derby, the number of referrals rose by 71, which is not the change given"),
    ("Did referrals in Derby rise by 1.7%?", "Yes: in Derby, the number of referrals"),
    ("Is it right that Derby's CIN rate rose by 50%?", "No: in Derby, the rate of children in need rose by 0.1%, which is not the change given"),
    ("Has Derby's CIN rate risen by more than 10% since 2020?", "No: in Derby, the rate of children in need fell by 74.4 (16.5%)"),
]  # fmt: skip


def bare(text: str) -> str:
    return re.sub(r" \[\d+\]", "", text)


@pytest.mark.parametrize(("question", "said"), SAID)
def test_a_number_is_held_against_figures_of_its_kind(put, question, said):
    found = put(question)
    assert found.outcome == "answered" and said in bare(found.text)


@pytest.mark.parametrize("question", [
    "Do more than 10% of children in Derby count as in need?", "Is it right that 38% of Derby's children are on plans?",
    "Is Derby's CIN rate above 5%?", "Are one in ten children in Derby in need?", "Which authorities have more than 10% of children in need?",
])  # fmt: skip
def test_no_rate_and_no_number_is_held_against_a_share(put, question):
    """377.1 children in 10,000 are not "above 10%", and 38.0 are not 38%."""
    found = put(question)
    assert found.outcome == "nearest" and "not published as a percentage" in found.text
    assert not any(one in found.text for one in NONE) and "above 10" not in found.text


@pytest.mark.parametrize(("question", "verdict"), [
    ("Is our section 47 rate double the England rate?", "No: in Derby"), ("Is Derby's plan rate more than twice that of England?", "No: in England"),
    ("Is Blackpool's plan rate at least double England's?", "Yes: in Blackpool"), ("Is Derby's CIN rate three times Rutland's?", "No: in Derby"),
    ("Is Derby's plan rate half that of Blackpool?", "Yes: in Blackpool"), ("Is England's plan rate half of Blackpool's?", "Yes: in Blackpool"),
    ("Is Blackpool's plan rate half of England's?", "No: in Blackpool"),
    # 38.0 and 95.2, 228 and 278; 26 in Rutland, with a rate of 32.6: eight times the number, not twice the rate
    ("Is our rate of plans half of Blackpool's?", "Yes: in Blackpool"), ("Is our rate of plans more than half of Blackpool's?", "No: in Blackpool"),
    ("Is our rate of plans less than half of Blackpool's?", "Yes: in Blackpool"), ("Is our rate of plans higher than half of England's?", "Yes: in England"),
    ("Is our rate of plans at most double England's?", "Yes: in England"), ("Do we have twice the rate of plans of Rutland?", "No: in Derby"),
    ("Do we have three times as many plans as Blackpool?", "No: in Blackpool"), ("Are there twice as many plans in Derby as in Blackpool?", "No: in Blackpool"),
    ("Is Blackpool's rate of plans twice ours?", "Yes: in Blackpool"), ("Is Blackpool's rate of plans twice as high as ours?", "Yes: in Blackpool"),
    ("Do we have twice as many plans as Rutland?", None),
    # 95.2 is 1.95 times 48.8, and shown as 2.0 times; "about" has no side; by number nothing is said of the rates
    ("Is Blackpool's rate of plans double the North West's?", None), ("Is the North West's plan rate half of Blackpool's?", None),
    ("Is Blackpool's plan rate about double England's?", None), ("Does Derby have twice as many children on plans as Rutland?", None),
])  # fmt: skip
def test_a_multiple_of_another_figure_has_its_yes_or_no(put, question, verdict):
    """Rates of plans on 31 March 2024: Derby 38.0, England 41.6, Blackpool 95.2, the North West 48.8; of need Derby 377.1, Rutland 204.5; of
    section 47 enquiries Derby 276.6, England 187.1."""
    said = bare(put(question, "Derby").text)
    assert verdict in said if verdict else not re.search(r"\bYes: |\bNo: ", said)


@pytest.mark.parametrize(("question", "apart"), [
    ("How many more referrals did Kent have than Surrey in 2024?", "24,111: 16,429 (213.9%) above Surrey (7,682)"),
    ("How many fewer children in need does Derby have than Leeds?", "2,265: 3,524 (60.9%) below Leeds (5,789)"),
])  # fmt: skip
def test_how_many_more_is_of_the_numbers(put, question, apart):
    assert apart in bare(put(question).text)


def test_how_many_more_than_a_region_is_of_no_numbers(put):
    assert "above England (62" not in bare(put("How many more referrals did Kent have than England in 2024?").text)


def test_a_multiple_that_hidden_numbers_would_settle_has_no_yes_or_no(put):
    assert not re.search(r"\bYes: |\bNo: ", bare(put("Are Blackpool's plans double the North West's?").text))
