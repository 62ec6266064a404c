"""A sentence that only tells something narrows no question, and one that could narrow it does; nor
do words of degree and frequency where they stand by a verb."""

from __future__ import annotations

import msgspec
import pytest

from cin_narrative.reading.contract import Reading, to_json
from cin_narrative.reading.grammar import Grammar

READER = Grammar()
QUESTIONS = ["How many referrals did Derby have in 2023?", "What was the rate of children in need in Kent at 31 March 2024?"]
TOLD = [
    "The numbers in last month's pack looked wrong to several of us.", "They came to our house twice last month.",
    "Two head teachers resigned over it.", "There's a debate in Westminster Hall next week.", "Feels low to me.",
    "Sorry to bother you again.", "Not sure where to look.", "Been asked by the press office.", "Speaking to the minister tomorrow.",
    "To go in the appendix.", "Add the source.", "To the nearest whole number.", "Don't bother with a chart.", "Can I rely on it?",
    "Bit of an odd one.", "One for the board.", "Any caveats welcome.", "Best, Priya", "I cover social affairs for a daily.",
    "I understand some numbers may be rounded.", "Families round here feel let down.", "They took my nephew into care.",
]  # fmt: skip
NARROWING = [
    "They were urgent.", "Only the urgent ones.", "Those must involve dogs.", "From councillors.", "Urgent cases.",
    "Leave out the urgent ones.", "The cases were urgent.", "The total should not include urgent ones.", "I only want urgent cases.",
]  # fmt: skip


def slots(text: str) -> str:
    asks = READER.read(text).asks
    return to_json(Reading(asks=tuple(msgspec.structs.replace(one, words=None, cue=None) for one in asks)))


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_only_tells_changes_nothing(question: str, told: str) -> None:
    assert slots(f"{question} {told}") == slots(question)
    assert told[-1] not in ".?" or slots(f"{told} {question}") == slots(question)


@pytest.mark.parametrize("said", NARROWING)
def test_what_could_narrow_is_no_telling(said: str) -> None:
    asks = READER.read(f"{QUESTIONS[0]} {said}").asks
    assert any(one.restrictors or one.outcome != "answer" for one in asks), said


@pytest.mark.parametrize(("said", "plain"), [
    ("How many section 47 enquiries did Kent routinely start in 2023?", "How many section 47 enquiries did Kent start in 2023?"),
    ("Section 47 activity per 10,000 in Kent in 2023", "Section 47 per 10,000 in Kent in 2023"),
    ("Derby, RY24: referrals", "Derby, 2023-24: referrals"), ("referrals derby 2324", "referrals derby 2023-24"),
])  # fmt: skip
def test_words_of_degree_and_short_years_say_no_more(said: str, plain: str) -> None:
    first, second = READER.read(said).asks[0], READER.read(plain).asks[0]
    assert (first.restrictors, first.ask) == (second.restrictors, second.ask) == ((), second.ask)


@pytest.mark.parametrize("text", ["How many normally referrals did Derby have?", "How many referrals from normally did Derby have?",
                                  "How many referrals about surging did Derby have in 2023?"])  # fmt: skip
def test_before_a_noun_and_behind_a_preposition_they_narrow(text: str) -> None:
    ask = READER.read(text).asks[0]
    assert (ask.ask, len(ask.restrictors)) == ("value", 1)


def test_the_year_that_a_country_was_highest_in_is_of_the_country() -> None:
    ask = READER.read("Which year had the highest number of children in need in England?").asks[0]
    assert ([one.words for one in ask.areas], ask.within) == (["England"], None)


def test_out_of_every_hundred_is_one_ask_of_two_things() -> None:
    asks = READER.read("Out of every hundred section 47s in Kent, how many get to an initial conference?").asks
    assert [one.ask for one in asks] == ["ratio"]


@pytest.mark.parametrize("text", ["Is Trafford's rate of referrals below ours?", "Does Trafford get more referrals per head than we do?",
                                  "Is Trafford above us for referrals?"])  # fmt: skip
def test_what_a_named_place_is_set_against_may_be_us(text: str) -> None:
    ask = READER.read(text).asks[0]
    assert ask.ask == "compare"
    assert [(one.words or "")[:8] for one in ask.areas] == ["Trafford"]
    assert [one.set for one in ask.compare_with] == ["home"]
