"""So many of all years, by their number or by their place: DfE's figures of referrals in Hull, Kent and Leeds."""

from __future__ import annotations

import re

import pytest

from cin_narrative import api
from cin_narrative.reading.grammar import Grammar

READER = Grammar()


@pytest.mark.parametrize("number", ["two", "3", "four", "five"])
@pytest.mark.parametrize("asked", ["Which {} years had the most referrals in Hull?", "What {} years had the fewest children in need in Hull?", "In which {} years were plans highest in Hull?"])
def test_so_many_years_are_years_of_the_place(number, asked):
    (ask,) = READER.read(asked.format(number)).asks
    wanted = {"two": 2, "3": 3, "four": 4, "five": 5}[number]
    assert (ask.limit.of, ask.limit.n) == ("years", wanted) and [one.words for one in ask.areas] == ["Hull"]
    assert not ask.restrictors


@pytest.mark.parametrize("said", ["which two years", "which two consecutive years"])
def test_two_years_of_a_move_are_one_pair(said):
    (ask,) = READER.read(f"Between {said} did referrals in Hull rise most?").asks
    assert ask.limit.of == "years" and ask.limit.n == 1 and ask.change.select == "largest"


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Which three years had the most referrals in Kent?", ["2024", "2023", "2020"]),
        ("What two years had the fewest children in need in Leeds?", ["2021", "2019"]),
        ("What was the second highest year for referrals in Kent?", ["2023"]),
    ],
)
def test_each_of_so_many_years_is_given(put, question, years):
    figures = [re.findall(r"\b20\d\d\b", one) for one in re.findall(r"(?:Kent|Leeds) had [^.]+\.", put(question).text)]
    assert [year for found in figures for year in found] == years


def test_the_years_of_a_rise_are_all_of_them_however_many_are_asked(put):
    every = put("In which years did referrals rise in Hull?").text
    assert put("In which three years did referrals rise in Hull?").text == every


def test_what_was_read_names_all_the_years(put, store_2024):
    said = put("Which three years had the most referrals in Kent?")
    with api.open_store(store_2024) as store:
        assert "2013 to the year ending 31 March 2024" in api.read_as(store, said)


def test_a_difference_that_is_asked_for_is_given(put):
    assert "281 [3] more" in put("How many fewer assessments than referrals were there in Sefton in 2022?").text
