"""Words said of the figure, the answer, a law, a letter or what a word means, and those that limit
what is counted in the same places."""

from __future__ import annotations

import pytest

from cin_narrative import api
from cin_narrative.reading.contract import Ask

BARE = "What was the number of referrals in Leeds in 2022?"
QUESTION = "how many referrals did Leeds have in 2022"


def said(asks: tuple[Ask, ...]) -> list[tuple[object, ...]]:
    """What is asked for, without its own words and the metric that it is put in."""
    return [
        (one.ask, [m.indicator for m in one.measures], [a.words for a in one.areas],
         [p.words for p in one.periods])
        for one in asks
    ]  # fmt: skip


@pytest.mark.parametrize("question", [
    "What was the crude number of referrals in Leeds in 2022?",
    "What was the official published number of referrals in Leeds in 2022?",
    "What was the sheer volume of referrals in Leeds in 2022?",
    "What was the full set of numbers of referrals in Leeds in 2022?",
    "How large was the number of referrals in Leeds in 2022?",
    "What was the number of referrals of children aged 0-17 in Leeds in 2022?",
    "What was the rate per 10,000 0-17 population of referrals in Leeds in 2022?",
    "What was the number of referrals in Leeds in 2022, where available?",
    "What was the number of referrals in Leeds in 2022, by and large?",
    "Please provide, under the FOIA 2000, the number of referrals in Leeds in 2022.",
    "In accordance with FOIA 2000 please state the number of referrals in Leeds in 2022.",
    "Ref 4471: how many referrals did Leeds have in 2022?",
    "PQ 18845: how many referrals did Leeds have in 2022?",
    "Q12. How many referrals did Leeds have in 2022?",
    "Whatever the reason, how many referrals did Leeds have in 2022?",
    "As discussed with your colleague, how many referrals did Leeds have in 2022?",
    "Any idea how many referrals did Leeds have in 2022?",
    "How many referrals did Leeds have in 2022? Members worry about drift.",
    "How many referrals did Leeds have in 2022? Trustees want assurance.",
    "How many referrals did Leeds have in 2022? Officers disagree.",
    "How many referrals did Leeds have in 2022? Room 204.",
    "How many referrals did Leeds have in 2022? Leave the commentary out.",
    "How many referrals did Leeds have in 2022? If it costs too much please start with recent years.",
    "How many referrals, when you get a sec, did Leeds have in 2022?",
])  # fmt: skip
def test_what_is_said_of_the_figure_or_the_answer_limits_nothing(question: str) -> None:
    asks = api.read(question).asks
    assert said(asks) == said(api.read(BARE).asks)
    assert not any(one.restrictors for one in asks)


@pytest.mark.parametrize("question", [
    "What was the median number of referrals in Leeds in 2022?",
    "What was the provisional number of referrals in Leeds in 2022?",
    "What was the teenage rate of referrals in Leeds in 2022?",
    "What was the refusal rate of referrals in Leeds in 2022?",
    "What was the volume of urgent referrals in Leeds in 2022?",
    "What sort of families had referrals in Leeds in 2022?",
    "What was the rate per 10,000 households of referrals in Leeds in 2022?",
    "What was the number of referrals in Leeds in 2022 where consent was recorded?",
    "What was the number of referrals in Leeds in 2022 as reported by hospitals?",
    "How many referrals did Leeds have in 2022 under the Mental Health Act 1983?",
    "Estimate the number of referrals in Leeds in 2022.",
    "Following a hospital visit, how many referrals did Leeds have in 2022?",
    "At the weekend, how many referrals did Leeds have in 2022?",
    "Please set aside the duplicates. How many referrals did Leeds have in 2022?",
    "How many referrals did Leeds have in 2022? Parents had consented.",
    "How many referrals did Leeds have in 2022? The mother had been a victim.",
    "How many referrals did Leeds have in 2022? Trustees want hospital ones.",
    "How many referrals did Leeds have in team 4 in 2022?",
])  # fmt: skip
def test_what_limits_in_the_same_places_is_told(question: str) -> None:
    asks = api.read(question).asks
    aggregate = any(one.ask != "value" for one in asks)
    assert aggregate or any(one.restrictors for one in asks)


@pytest.mark.parametrize("question", [
    "When you say re-referral, what counts as one exactly?",
    "When people talk about re-referrals, what do they mean?",
    "The term re-referral: what does it mean?",
    "When you say re-referral, what counts as one? Is it any time ever, or within a year?",
])  # fmt: skip
def test_what_somebody_says_is_what_is_defined(question: str) -> None:
    asks = api.read(question).asks
    assert {one.ask for one in asks} == {"definition"}
    assert asks[0].measures[0].indicator == "rereferrals_within_12_months"
    assert not any(one.restrictors for one in asks)


@pytest.mark.parametrize("question", [
    "When's the next lot of these figures due out?",
    "When does the next batch of data come out?",
    "what does the c mean in some of the cells",
])  # fmt: skip
def test_what_data_come_in_is_not_which_data(question: str) -> None:
    assert [(one.ask, one.restrictors) for one in api.read(question).asks] == [("about_data", ())]


def test_which_data_are_meant_is_told() -> None:
    for question in (
        "When is the next release of ward data?",
        "How current is your data on school attendance?",
        "When will figures for Scotland be released?",
    ):
        assert api.read(question).asks[0].restrictors


def test_the_number_and_the_percentage_are_both_asked_for() -> None:
    (ask,) = api.read("re-referrals Leeds 2022, number and %").asks
    assert [one.metric for one in ask.measures] == ["count", "percentage"]
