"""Where no place is said, kinds and years are those of the home authority, and that is announced."""

import pytest


@pytest.mark.parametrize("question", [
    "What is the most common referral source?", "Which year had the most plans?", "When were referrals highest?", "What was the most common primary need in 2024?",
])  # fmt: skip
def test_kinds_and_years_are_those_of_home(ask, question):
    assert "Derby" in ask(question, "Derby").text and "set as yours" in ask(question, "Derby").text
    assert "No place was given, so this is for England" in ask(question).text


def test_councils_are_still_those_of_england(put):
    assert "local authorities in England" in put("Which council had the most plans?", "Derby").text
