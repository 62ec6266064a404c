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
