"""A guard fires on who is spoken of: somebody, and never on any one of a kind."""

from __future__ import annotations

import pytest

from cin_narrative.reading.grammar import Grammar

READER = Grammar()


def declined(text: str) -> str | None:
    return next((one.decline for one in READER.read(text).asks if one.decline), None)


@pytest.mark.parametrize("text", [
    "Is neglect what social workers in Kent find most often whenever they assess a family?",
    "Is that what social workers record when they visit a household with a plan?",
    "What do social workers write in an assessment when they see a toddler?",
    "Where social workers see a family, do assessments in Leeds take more than 45 days?",
])  # fmt: skip
def test_any_family_is_nobody(text: str) -> None:
    assert declined(text) is None


@pytest.mark.parametrize(("text", "decline"), [
    ("when they assess a family next door she is always screaming", "danger"),
    ("if they hit a kid is he at risk?", "danger"),
    ("What happens when they lock a kid in the shed", "danger"),
    ("when workers assess a family can I see my plan", "personal"),
    ("when they assessed my family what was on the file", "personal"),
    ("a family is being assessed on our road, what is on the file", "personal"),
])  # fmt: skip
def test_a_family_that_somebody_tells_of_is_one(text: str, decline: str) -> None:
    assert declined(text) == decline


@pytest.mark.parametrize("text", [
    "Would you say austerity is to blame for the rise in plans?", "Are the courts to blame for the increase in child protection plans?",
    "Is the council at fault for the rise in referrals in Leeds?", "Which council is the nicest, Hull or Leeds? Where would you move?",
    "Hull or Leeds, which would you choose for a family?", "Whose fault is it?",
])  # fmt: skip
def test_blame_and_advice_are_opinions(text: str) -> None:
    assert declined(text) == "opinion"


@pytest.mark.parametrize("text", [
    "How much did plans rise in Leeds in 2022, and who is to blame for it?", "Did plans rise in Leeds, or is it a fault of the recording?",
    "Which measure would you use for referrals?", "What would you call a child in need plan?",
    "Where would you find the referrals of Leeds in 2022?", "How many would you say were referred in Hull in 2022?",
])  # fmt: skip
def test_what_is_counted_beside_them_is_asked(text: str) -> None:
    assert declined(text) is None
