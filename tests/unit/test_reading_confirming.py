"""What somebody states is the ask, to be confirmed, whichever verb stands before it; a relative
clause is none of it, and what is asked beside it stays."""

from __future__ import annotations

import pytest

from cin_narrative.reading.contract import Ask
from cin_narrative.reading.grammar import Grammar

READER = Grammar()
STATED = "Hull has the highest rate of children in need in England"
PUT = [
    "Am I right that {}?", "Can it be so that {}?", "Is it the case that {}?", "May we tell members that {}?",
    "Am I on firm ground if I tell the annual conversation that {}?", "Would it be fair to say that {}?",
    "Would I be wise to remind scrutiny that {}?", "Could it possibly be that {}?",
    "An officer told scrutiny that {}. Did he have it right on both counts?", "I've been handed a line that {}. True? True?",
    "A charity's press release says {}. Does your data bear that out?", "Our paper says that {}. Can the lead member say so?",
    "'{}.' Might she quote that?",
]  # fmt: skip


def asks(text: str) -> tuple[Ask, ...]:
    return READER.read(text).asks


@pytest.mark.parametrize("put", PUT)
def test_what_is_put_to_a_yes_is_the_ask(put: str) -> None:
    (ask,) = asks(put.format(STATED))
    assert (ask.ask, [one.words for one in ask.areas], ask.restrictors) == ("rank", ["Hull"], ())


@pytest.mark.parametrize("put", PUT[:7])
def test_a_way_that_is_stated_is_a_claim(put: str) -> None:
    (ask,) = asks(put.format("referrals in Hull fell in 2024"))
    assert (ask.ask, ask.claim is not None and ask.claim.about) == ("change", "change")


@pytest.mark.parametrize(("text", "words"), [
    ("Is it the year that referrals from schools in Hull peaked?", "is it the year"),
    ("Can you tell me the ward that referrals in Hull came from?", "ward"),
    ("Am I right that the urgent referrals in Hull fell in 2024?", "urgent"),
    ("Can it be so that detectives in Hull made more referrals in 2024?", "detectives"),
    ("A charity says referrals in Hull fell in 2024. Does that include urgent ones?", "urgent"),
    ("A charity says referrals in Hull fell in 2024. Do detectives say so?", "detectives"),
    ("A charity says referrals in Hull fell in 2024. Would Headingley show that?", "headingley"),
    ("A charity says referrals by clergy in Hull fell in 2024. Does your data bear that out?", "clergy"),
])  # fmt: skip
def test_what_narrows_there_is_never_idle(text: str, words: str) -> None:
    reading = READER.read(text)
    assert not any(words in one.lower() for one in reading.ignored)


@pytest.mark.parametrize("text", ["Am I wrong that referrals in Hull fell in 2024?", "Am I mistaken in thinking that referrals in Hull fell in 2024?"])
def test_no_yes_is_said_to_a_denial(text: str) -> None:
    assert any(one.what == "unread" for ask in asks(text) for one in ask.restrictors)


@pytest.mark.parametrize("when", ["If so, how", "If not how", "And if not, how"])
def test_if_so_says_when_something_is_asked(when: str) -> None:
    first, second = asks(f"Did referrals in Hull fall in 2024? {when} many were there?")
    assert (first.ask, second.restrictors) == ("change", ())


@pytest.mark.parametrize("when", ["If not urgent, how", "If so many were girls, how", "Of those not closed, how"])
def test_a_condition_of_what_is_counted_narrows(when: str) -> None:
    assert any(one.restrictors for one in asks(f"Did referrals in Hull fall in 2024? {when} many were there?"))


def test_a_run_of_years_may_go_onwards() -> None:
    (ask,) = asks("Referrals in Hull in each and every year from 2018 onwards")
    assert ([one.words for one in ask.periods], ask.restrictors) == (["from 2018 onwards"], ())
