"""A claim whose place or year comes after it: what is stated is judged of that place alone. The figures are DfE's of the 2024 release, read off its
files by hand: Derby 2,265 in need (377.1), 228 plans, 4,165 referrals; Kent's referrals 22,589 and 24,111 (6.7%), re-referrals 23.3%; Leeds 601 and 674
plans; England's referrals fell."""

import re

import pytest

from cin_narrative.questions import answer
from cin_narrative.store.store import Store

CASES = [
    ("The council says it has 2,265 children in need in 2024. Is that true for Derby?", "Yes, the published figure is 2,265"),
    ("The council says it has 2,265 children in need in 2024. Is that true for Leeds?", "The published figure is not the one given"),
    ("It is said that referrals rose by 7 per cent in 2024. Is that true of Kent?", "Yes: in Kent"),
    ("The leader says there were 4,165 referrals in 2024. Is that right for Derby?", "Yes, the published figure is 4,165"),
    ("The rate of children in need is above 600. Is that true in Blackpool?", "Yes: 618.6 is above"),
    # wording of our own
    ("The rate of children in need is above 600. Does that hold for Derby?", "No: 377.1 is not above"),
    ("Referrals fell in 2024. Is that the case in Kent?", "No: in Kent"),
    ("Re-referrals were 23.3 per cent in 2024. Was that so in Kent?", "Yes, the published figure is 23.3%"),
    ("Referrals rose by 7 per cent in 2024. True for Kent?", "Yes: in Kent"),
    ("The number of plans was 228, is that right for Derby?", "Yes, the published figure is 228"),
    ("Am I right that plans fell in 2024? Is that true for Leeds?", "No: in Leeds"),
    ("Plans have doubled since 2013. Is that true of Kent?", "has not doubled. It was 999"),
    ("There were 2,265 children in need and 228 plans in 2024. Is that true for Derby?", "Yes, the published figure is 228"),
    ("There were more than 20,000 referrals in each of the last two years. Is that true of Kent?", "Yes: in Kent"),
    ("Referrals in Kent rose. Is that right for 2021?", "No: in Kent"),
    ("Referrals rose in Kent in 2024. Is that true of Surrey as well?", "Yes: in Surrey"),
    ("Derby had 4,165 referrals in 2024. Is that right for Leeds?", "in Leeds in the year ending 31 March 2024 is 9,914"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(store_2024, catalogue, areas):
    with Store.open(store_2024) as store:
        yield lambda question: re.sub(r" \[\d+\]", "", answer(question, store, catalogue, areas).text)


@pytest.mark.parametrize(("question", "says"), CASES)
def test_what_is_stated_is_judged_of_the_place_named_behind_it(told, question, says) -> None:
    said = told(question)
    assert says in said
    assert "No place was given" not in said
    assert "England" not in said


@pytest.mark.parametrize("question", [
    "How many referrals were there in 2024? Is that right for Kent?", "Referrals fell in 2024. Is that typical for Kent?",
])  # fmt: skip
def test_what_asks_more_is_asked_by_itself(told, question) -> None:
    assert "No place was given, so this is for England" in told(question)
