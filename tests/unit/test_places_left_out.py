"""A place that is left out is worked out of a number, or said not to be; it is never dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative.questions import answer
from cin_narrative.store.store import Store


@pytest.fixture(scope="module")
def store(store_2024: Path) -> Iterator[Store]:
    with Store.open(store_2024) as held:
        yield held


WORKED_OUT = [
    ("Excluding London, how many referrals were there in England in 2024?", "516,180"),
    ("How many referrals were there in the South East in 2024 without Kent?", "97,119"),
    ("How many referrals were there in London in 2024 not counting Camden?", "103,459"),
    ("How many referrals were there in London in 2024 leaving out Camden and Barnet?", "100,616"),
    ("What was the sum of referrals in all regions except London in 2024?", "516,180"),
    ("How many referrals were there in England in 2024 other than in London and Camden?", "516,180"),
    ("Were there more than 500,000 referrals in England in 2024 outside London?", "516,180"),
]


@pytest.mark.parametrize(("question", "value"), WORKED_OUT)
def test_a_number_is_worked_out_without_the_place(question, value, store, catalogue, areas):
    found = answer(question, store, catalogue, areas)
    assert found.outcome == "answered"
    assert f"had {value} [1]" in found.text and found.text.count("Without") == 1


WHOLE = [
    "What was the rate of referrals in England outside London in 2024?",
    "What percentage of assessments in England were on time in 2024, leaving out London?",
    "How did referrals in England outside London change between 2022 and 2024?",
    "How many referrals were there in England in each year since 2020 excluding Yorkshire?",
    "How many referrals were there in the rest of the North East in 2024?",
    "How many plans were there elsewhere in Yorkshire in 2024?",
]


@pytest.mark.parametrize("question", WHOLE)
def test_what_is_given_with_the_place_says_so(question, store, catalogue, areas):
    found = answer(question, store, catalogue, areas)
    assert found.outcome == "nearest" and found.text.startswith("Asked: ")
    assert not found.text.startswith(("Yes", "No")) and "Yes:" not in found.text


def test_one_authority_is_never_what_is_left(store, catalogue, areas):
    names = [one.short_name for one in areas.authorities(2024, "E12000001")][:-1]
    question = f"How many referrals were there in the North East in 2024 without {', '.join(names)}?"
    found = answer(question, store, catalogue, areas)
    assert "Without" not in found.text and "is not worked out" in found.text


def test_a_place_beside_another_is_no_part_of_it(store, catalogue, areas):
    found = answer("How many referrals did Kent have, not Essex, in 2024?", store, catalogue, areas)
    assert found.outcome == "answered" and "24,111" in found.text


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("Is London's rate of plans higher than the rest of England's in 2024?", "No: in London"),
        ("Is Kent's rate of referrals above the rest of the South East's in 2024?", "Yes: in Kent"),
    ],
)
def test_a_part_is_on_the_same_side_of_the_rest_as_of_the_whole(
    question, yes, store, catalogue, areas
):
    found = answer(question, store, catalogue, areas)
    assert yes in found.text and "includes the part that is set apart" in found.text
