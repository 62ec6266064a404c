"""Whoever wrote a reading, it is verified: our own hold, mutated ones are caught."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from wide import spread

from cin_narrative.reading.contract import Area, Ask, Measure, Period, Reading, Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.reading.verify import verify

READER = Grammar()
FILES = sorted(Path(__file__).parents[1].glob("questions*.toml"))
QUESTIONS = [
    "How many children in need did Derby have in 2022 and how does the rate compare with England?",
    "What was the rate of section 47 enquiries in Kent in 2021?",
    "What percentage of referrals in Hull in 2020 were re-referrals?",
    "Which council in the North East had the highest rate of children in need in 2023?",
    "How many child protection plans in Leeds in 2019 were for neglect?",
    "How many urgent referrals did Leeds have in 2022?",
    "How did assessments in Bolton change between 2018 and 2022?",
]


def _kinds(reading: Reading, question: str) -> set[str]:
    return {one.kind for one in verify(reading, question)}


def _with(reading: Reading, **changes: object) -> Reading:
    """The reading with its first ask changed."""
    first = msgspec.structs.replace(reading.asks[0], **changes)
    return msgspec.structs.replace(reading, asks=(first, *reading.asks[1:]))


@pytest.mark.long
@pytest.mark.parametrize("path", spread(FILES, 1), ids=lambda path: path.stem)
def test_our_own_readings_hold(path: Path) -> None:
    wrong: dict[str, list[str]] = {}
    for one in tomllib.loads(path.read_text(encoding="utf-8"))["questions"]:
        turns: list[Turn] = []
        for before in one.get("history", ()):
            turns.append(Turn(question=before, reading=READER.read(before, turns)))
        question = one["question"]
        faults = verify(READER.read(question, turns), question, turns)
        if faults:
            wrong[one["id"]] = [f"{fault.kind}: {fault.words}" for fault in faults]
    assert wrong == {}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_place_exchanged_is_caught(question: str) -> None:
    reading = READER.read(question)
    exchanged = _with(reading, areas=(Area(words="Torbay"),), within=None)
    assert "not_in_the_text" in _kinds(exchanged, question)
    assert "not_taken" in _kinds(exchanged, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_year_dropped_or_made_up_is_caught(question: str) -> None:
    reading = READER.read(question)
    assert "not_taken" in _kinds(_with(reading, periods=()), question)
    made_up = _with(reading, periods=(Period(words="1999"),))
    assert {"not_in_the_text", "not_taken"} <= _kinds(made_up, question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_another_measure_is_caught(question: str) -> None:
    reading = READER.read(question)
    words = reading.asks[0].measures[0].words
    other = Measure(indicator="child_in_need_plans_ending", words=words)
    assert "other_measure" in _kinds(_with(reading, measures=(other,)), question)
    unknown = Measure(indicator="children_in_kneed", words=words)
    assert "unknown_id" in _kinds(_with(reading, measures=(unknown,)), question)


@pytest.mark.parametrize("question", QUESTIONS[1:3])
def test_a_count_for_a_rate_is_caught(question: str) -> None:
    reading = READER.read(question)
    count = tuple(msgspec.structs.replace(one, metric="count") for one in reading.asks[0].measures)
    assert "metric_dropped" in _kinds(_with(reading, measures=count), question)


def test_a_rate_for_a_count_is_caught() -> None:
    question = "How many referrals did Leeds have in 2022?"
    reading = READER.read(question)
    rate = tuple(msgspec.structs.replace(one, metric="rate") for one in reading.asks[0].measures)
    assert "metric_dropped" in _kinds(_with(reading, measures=rate), question)


def test_a_word_that_narrows_may_neither_be_dropped_nor_hidden() -> None:
    question = QUESTIONS[5]
    reading = READER.read(question)
    assert [one.words for one in reading.asks[0].restrictors] == ["urgent"]
    dropped = _with(reading, restrictors=())
    assert "narrowing_ignored" in _kinds(dropped, question)
    ignored = msgspec.structs.replace(dropped, ignored=("urgent",))
    assert "narrowing_ignored" in _kinds(ignored, question)
    inside = _with(dropped, measures=(Measure(indicator="referrals", words="urgent referrals"),))
    assert "narrowing_ignored" in _kinds(inside, question)


def test_an_operator_without_its_cue_is_caught() -> None:
    question = QUESTIONS[1]
    assert "cue_missing" in _kinds(_with(READER.read(question), ask="rank"), question)


def test_a_span_that_is_paraphrased_is_caught() -> None:
    question = QUESTIONS[1]
    paraphrased = Measure(indicator="section_47_enquiries", words="child protection probes")
    reading = _with(READER.read(question), measures=(paraphrased,))
    assert "not_in_the_text" in _kinds(reading, question)


def test_words_may_stand_in_an_earlier_turn() -> None:
    before = "How many referrals did Leeds have in 2022?"
    ask = Ask(
        ask="value",
        words="and in Kent?",
        measures=(Measure(indicator="referrals", words="referrals", turn=0),),
        areas=(Area(words="Kent"),),
        periods=(Period(words="2022", turn=0),),
    )
    reading = Reading(asks=(ask,))
    assert verify(reading, "and in Kent?", [Turn(question=before)]) == ()
    assert "not_in_the_text" in {one.kind for one in verify(reading, "and in Kent?")}


def test_a_span_may_leave_out_words_between_its_ends() -> None:
    question = "Inner vs Outer London, CIN rate in 2022"
    reading = READER.read(question)
    assert reading.asks[0].areas[0].words == "Inner ... London"
    assert verify(reading, question) == ()


def test_a_fault_names_the_ask_and_the_slot() -> None:
    question = QUESTIONS[0]
    reading = READER.read(question)
    broken = msgspec.structs.replace(reading.asks[1], compare_with=(Area(words="Atlantis"),))
    faults = verify(msgspec.structs.replace(reading, asks=(reading.asks[0], broken)), question)
    assert {(one.ask, one.slot) for one in faults if one.words == "Atlantis"} == {
        (1, "compare_with")
    }


MOST = "Which council in the North East had the highest rate of children in need in 2023?"
LEVEL = "Which authorities had more than 3,000 referrals in 2023?"
SOURCE = "How many referrals in Leeds in 2019 came from the police?"
TWO = "How many children in need did Derby have in 2015, and how many referrals did Leeds have in 2016?"


def test_an_order_a_level_and_a_category_that_contradict_their_words_are_caught() -> None:
    most, level, source = (READER.read(one) for one in (MOST, LEVEL, SOURCE))
    order = msgspec.structs.replace(most.asks[0].limit, order="lowest")
    assert "opposite" in _kinds(_with(most, limit=order), MOST)
    for op in ("lt", "le", "ge"):
        threshold = msgspec.structs.replace(level.asks[0].threshold, op=op)
        assert "opposite" in _kinds(_with(level, threshold=threshold), LEVEL)
    schools = msgspec.structs.replace(source.asks[0].measures[0], categories=("schools",), words="police")
    assert "other_measure" in _kinds(_with(source, measures=(schools,)), SOURCE)


@pytest.mark.parametrize("slots", [("areas",), ("periods",), ("areas", "periods")])
def test_two_asks_do_not_take_each_others_places_and_periods(slots: tuple[str, ...]) -> None:
    one, two = READER.read(TWO).asks
    ours = Reading(asks=(one, two))
    taken = [msgspec.structs.replace(a, **{slot: getattr(b, slot) for slot in slots}) for a, b in ((one, two), (two, one))]
    faults = verify(msgspec.structs.replace(ours, asks=tuple(taken)), TWO)
    assert verify(ours, TWO) == ()
    assert {(fault.kind, fault.ask, fault.slot) for fault in faults} == {("not_taken", n, slot) for n in (0, 1) for slot in slots}


def test_a_category_of_what_is_asked_is_not_idle() -> None:
    whole = Ask(ask="value", words=SOURCE, cue="How many", measures=(Measure(indicator="referrals", words="referrals"),), areas=(Area(words="Leeds"),), periods=(Period(words="2019"),))
    faults = verify(Reading(asks=(whole,), ignored=("came from the police",)), SOURCE)
    assert "police" in {fault.words for fault in faults if (fault.kind, fault.slot) == ("narrowing_ignored", "ignored")}
