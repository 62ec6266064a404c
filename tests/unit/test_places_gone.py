"""Several places or years in one question, some of which did not exist or are not held: each is given, or said to be missing, by its name."""

import pytest
from made_up import b1, load

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.questions import answer
from cin_narrative.store.store import Store

LEEDS, CUMBRIA, NORTHAMPTONSHIRE, POOLE = "383", "909", "928", "836"
ROWS = [*((year, LEEDS, 5000 + year, "300.0") for year in range(2018, 2025)), *((year, CUMBRIA, 700 + year, "200.0") for year in range(2018, 2024)),
        *((year, NORTHAMPTONSHIRE, 200 + year, "100.0") for year in range(2018, 2022)), (2019, POOLE, 1103, "300.0"),
        *((year, ENGLAND, 390000, "330.0") for year in range(2018, 2025))]  # fmt: skip
NORTHAMPTONSHIRE_GONE = ("Northamptonshire no longer existed at 31 March 2024: its last year was the year ending 31 March 2021, "
                         "and it was followed by North Northamptonshire and West Northamptonshire.")  # fmt: skip
CUMBRIA_GONE = ("Cumbria no longer existed at 31 March 2024: its last year was the year ending 31 March 2023, "
                "and it was followed by Cumberland and Westmorland and Furness.")  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory, catalogue, areas):
    folder = tmp_path_factory.mktemp("gone")
    load(folder / "store.duckdb", b1(folder / "in", ROWS))
    with Store.open(folder / "store.duckdb") as store:
        yield lambda question: answer(question, store, catalogue, areas)


def given(said):
    return {(figure["area"], figure["year"]) for figure in said.record(1, "")["figures"] if figure["measure"] == "count"}


@pytest.mark.parametrize("question", [
    "How many children in need in Leeds and Northamptonshire in 2024?", "How many children in need in Northamptonshire and Leeds in 2024?",
])  # fmt: skip
def test_it_is_the_place_that_is_gone_of_which_this_is_said(ask, question):
    said = ask(question)
    assert (said.outcome, given(said)) == ("answered", {("Leeds", 2024)})
    assert NORTHAMPTONSHIRE_GONE in said.text
    assert "Leeds no longer existed" not in said.text


def test_every_place_that_is_gone_is_named_and_nothing_is_called_answered(ask):
    said = ask("How many children in need in Northamptonshire and Cumbria in 2024?")
    assert (said.outcome, given(said)) == ("not_held", set())
    assert NORTHAMPTONSHIRE_GONE in said.text and CUMBRIA_GONE in said.text


def test_a_year_that_one_place_lacks_is_given_for_the_other(ask):
    said = ask("How many children in need in Leeds and Poole in 2019 and 2021?")
    assert given(said) == {("Leeds", 2019), ("Leeds", 2021), ("Poole", 2019)}
    assert "Poole no longer existed at 31 March 2021" in said.text
    assert "Not every year asked for" not in said.text


def test_the_years_of_a_trend_of_two_places_are_those_held_of_both(ask):
    said = ask("trend in children in need in Leeds and Cumbria from 2020 to 2024")
    assert ("Not every year asked for is held for what is named (2024 is not): the years from 2018 to 2023 are.") in said.text


def test_one_year_is_no_span(ask):
    said = ask("How many children in need in Leeds in 2016 and 2018?")
    assert "(2016 is not): the years from 2018 to 2024 are." in said.text
    said = ask("How many children in need in Poole in 2018 and 2019?")
    assert "(2018 is not): only 2019 is." in said.text


def test_which_of_several_fell_most_over_years_is_told_by_each_ones_change(ask):
    said = ask("Which of Leeds and Cumbria had the biggest fall in children in need since 2019?")
    assert said.outcome == "answered"
    assert "In Leeds, the number of children in need" in said.text and "In Cumbria, the number of children in need" in said.text
    assert "No figure is held" not in said.text


def test_years_that_are_not_given_are_said_to_be_left(ask):
    question = "children in need in all authorities in 2020, 2021, 2022 and 2023"
    assert ask(question).text.startswith("Of the years asked for, only the latest are given here: ask for the others by themselves.")
    ranks = ask("Where did Leeds rank for CIN rate in 2020, 2021, 2022 and 2023?")
    assert "only the latest are given" not in ranks.text
    assert {figure["year"] for figure in ranks.record(1, "")["figures"]} == {2020, 2021, 2022, 2023}
