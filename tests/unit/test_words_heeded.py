"""Words that bound, correct or narrow what is asked are heeded, or what is given says that they
are not: never a figure for another question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative.questions import answer
from cin_narrative.store.store import Store


@pytest.fixture(scope="module")
def put(store_2024: Path, catalogue, areas) -> Iterator[object]:
    with Store.open(store_2024) as held:
        yield lambda question, home=None, history=(): answer(
            question, held, catalogue, areas, home, history
        )


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
