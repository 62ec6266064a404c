"""What is told beside a question, in items, or as "the same again" is asked for or said to be left out."""

from __future__ import annotations

import itertools

import msgspec
import pytest

from cin_narrative.reading.contract import Ask, Reading, Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.verify import verify

READER = Grammar()
PLACES = ("Derby", "Kirklees", "Wiltshire")
THINGS = {
    "referrals": "referrals",
    "completed assessments": "assessments_completed",
    "section 47 enquiries": "section_47_enquiries",
}


def read(question: str, *before: str) -> tuple[Ask, ...]:
    turns: list[Turn] = []
    for one in before:
        turns.append(Turn(question=one, reading=READER.read(one, turns)))
    return READER.read(question, turns).asks


def years(ask: Ask) -> list[str | None]:
    return [one.words for one in ask.periods]


TOLD = ("I'm writing about {}.", "This is for work on {}.", "We are looking at {}.")


@pytest.mark.parametrize(("told", "place"), list(itertools.product(TOLD, PLACES)))
def test_a_year_told_beside_a_question_is_its_year(told: str, place: str) -> None:
    asks = read(f"{told.format('2019/20')} How many referrals did {place} have?")
    assert [years(one) for one in asks] == [["2019/20"]]
    after = read(f"How many referrals did {place} have? {told.format('2019/20')}")
    assert years(after[-1]) == ["2019/20"]


@pytest.mark.parametrize(("told", "place"), list(itertools.product(TOLD, PLACES)))
def test_beside_another_year_it_narrows_and_is_never_dropped(told: str, place: str) -> None:
    text = f"How many referrals did {place} have in 2023? {told.format('2019/20')}"
    first, *others = read(text)
    assert years(first) == ["2023"]
    told_of = [
        *(one.words for one in first.restrictors),
        *(w for one in others for w in years(one)),
    ]
    assert "2019/20" in told_of


@pytest.mark.parametrize("tail", ["Looking at 2019 against 2023.", "I'm comparing 2019 with 2023."])
def test_two_years_set_apart_are_those_of_the_change_before(tail: str) -> None:
    (ask,) = read(f"Are referrals in Derby going up? {tail}")
    assert (ask.ask, years(ask)) == ("change", ["2019", "2023"])


def test_the_day_of_a_meeting_and_the_year_of_a_law_are_idle() -> None:
    for lead in ("For our meeting on 12 March 2025, ",
                 "Under the Freedom of Information Act 2000, ",
                 "Thank you for your email of 3 May 2024. "):  # fmt: skip
        (ask,) = read(f"{lead}how many referrals did Derby have in 2023?")
        assert (years(ask), ask.restrictors) == (["2023"], ())


def test_verify_names_a_year_that_a_reading_calls_idle() -> None:
    text = "How many referrals did Derby have? We are looking at 2019/20."
    reading = READER.read(text)
    assert verify(reading, text) == ()
    ask = msgspec.structs.replace(
        reading.asks[0], periods=(), words="How many referrals did Derby have"
    )
    hidden = Reading(asks=(ask,), ignored=("We are looking at 2019/20",))
    assert "2019/20" in [one.words for one in verify(hidden, text) if one.kind == "not_taken"]


@pytest.mark.parametrize(("thing", "name"), list(THINGS.items()))
def test_the_same_again_takes_the_measure_before(thing: str, name: str) -> None:
    for form in ("Same again for {}", "The same again for {}", "And again for {}, please"):
        asks = read(form.format("Kirklees"), f"How many {thing} in Derby in 2023?")
        assert len(asks) == 1, form
        assert not {one.indicator for one in asks[0].measures} - {name}
        assert "measures" in asks[0].inherits


@pytest.mark.parametrize("place", PLACES)
def test_a_rate_and_another_place_are_two_asks(place: str) -> None:
    first, second = read(f"And per 10,000, and for {place} too", "How many CIN in Leeds in 2023?")
    assert (first.areas, "areas" in first.inherits) == ((), True)
    assert [one.words for one in second.areas] == [place]
    assert [one.measures[0].metric for one in (first, second)] == ["rate", "rate"]


@pytest.mark.parametrize("whose", ["our open", "all", "Derby's", "the"])
def test_the_whole_stands_behind_share_of(whose: str) -> None:
    for share in ("What proportion of", "What percentage of", "What share of"):
        (ask,) = read(f"{share} {whose} children in need were on a child protection plan in 2023?")
        assert [one.indicator for one in ask.measures][-1] == "children_in_need_at_31_march"


MARKS = (("(a)", "(b)", "(c)"), ("1)", "2)", "3)"), ("1.", "2.", "3."), ("i)", "ii)", "iii)"))


@pytest.mark.parametrize("marks", MARKS)
def test_each_item_is_an_ask_or_is_asked_back(marks: tuple[str, str, str]) -> None:
    one, two, three = marks
    asks = read(
        f"Figures for Derby in 2023: {one} referrals {two} blue marbles {three} assessments"
    )
    assert len(asks) == len(marks)
    lost = [ask for ask in asks if ask.outcome == "ask_back"]
    assert [ask.words for ask in lost] == ["blue marbles"]


@pytest.mark.parametrize("noun", ["county", "city", "unitary authority", "metropolitan borough"])
def test_a_kind_of_authority_narrows_a_ranking(noun: str) -> None:
    (ask,) = read(f"Which {noun} had the highest rate of children in need in 2023?")
    assert [one.words for one in ask.restrictors if one.words and one.words in noun]


@pytest.mark.parametrize("order", ["highest first", "lowest first", "high to low"])
def test_a_full_ranking_lists_every_member_in_order(order: str) -> None:
    for text in (f"Rank the councils in the North East by referral rate, {order}",
                 f"List every council in the North East with its referral rate, {order}"):  # fmt: skip
        (ask,) = read(text)
        assert ask.ask == "list"
        assert ask.limit is not None
        assert ask.limit.n is None
        assert ask.limit.order == ("lowest" if order == "lowest first" else "highest")
