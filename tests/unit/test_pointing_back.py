"""What a later part of a question takes from what an earlier part came to: the first, its year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.reading.contract import Reading, Turn
from cin_narrative.reading.grammar import Grammar
from cin_narrative.store.store import Store

READER = Grammar()


@pytest.fixture(scope="module")
def starter(starter_store: Path) -> Iterator[Store]:
    with api.open_store(starter_store) as store:
        yield store


def read(question: str, *before: str) -> Reading:
    turns: list[Turn] = []
    for one in before:
        turns.append(Turn(question=one, reading=READER.read(one, turns)))
    return READER.read(question, turns)


@pytest.mark.parametrize(
    ("question", "takes"),
    [
        ("Which council in the East Midlands had the most referrals and what was its rate?", True),
        ("Which borough had the second lowest rate of plans, and how many did it have?", True),
        ("Which council had the most referrals and what was the rate in Derby?", False),
        ("Is Derby the highest for referrals and what is its rate?", False),
        ("How many referrals did Derby have and what was its rate?", False),
    ],
)
def test_its_figure_is_that_of_the_area_that_was_first(question: str, takes: bool) -> None:
    last = read(question).asks[-1]
    assert ("result" in last.inherits) is takes
    assert not takes or not last.areas


def test_its_figure_is_that_of_the_first_after_another_question() -> None:
    asked = "Which London borough has the most plans?"
    assert "result" in read("How many children in need does it have?", asked).asks[-1].inherits


@pytest.mark.parametrize(
    ("question", "before", "area", "year"),
    [
        ("Which of Derby's neighbours had the highest rate of referrals in 2015, and how many children in need did it have?", (), 0, 2015),
        ("Which of Derby's neighbours had the third highest rate of referrals in 2015, and how many children in need did it have?", (), 2, 2015),
        ("How many children in need did it have?", ("Which of Derby's neighbours had the second highest rate of referrals in 2015?",), 1, None),
    ],
)  # fmt: skip
def test_the_nth_is_the_nth(
    starter: Store, question: str, before: tuple[str, ...], area: int, year: int | None
) -> None:
    order = api.ask(starter, "List Derby's neighbours by rate of referrals in 2015, highest first")
    codes = list(dict.fromkeys(one.area.code for one in order.commentary.figures))
    last = api.ask(starter, question, history=before).commentary.figures[-1]
    assert last.area.code == codes[area]
    assert year is None or last.year == year


@pytest.mark.parametrize("end", ["fewest", "most"])
def test_how_many_there_were_is_of_the_year_that_was_found(starter: Store, end: str) -> None:
    first = f"Which year did Derby have its {end} referrals"
    found = api.ask(starter, f"{first}?").commentary.figures[0]
    later = api.ask(starter, "How many were there?", history=(f"{first}?",))
    joined = api.ask(starter, f"{first}, and how many were there?")
    for answer in (later, joined):
        (query,) = answer.queries[-1:]
        assert query.years == (found.year,)
        assert found.value in {one.value for one in answer.commentary.figures}
