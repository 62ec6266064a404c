"""Runs of rises and falls: which way they are asked to go, and for how many years."""

import pytest

from cin_narrative.reading.grammar import Grammar

READER = Grammar()


@pytest.mark.parametrize(
    ("question", "direction", "years"),
    [
        ("has Newcastle gone up three years running on s47s?", "up", 3),
        ("Have referrals in Leeds fallen two years in a row?", "down", 2),
        ("have section 47 enquiries in Kent risen for 4 consecutive years", "up", 4),
        ("Are referrals in Leeds at a record high?", None, None),
    ],
)
def test_a_run_keeps_its_way_and_its_years(question: str, direction: str | None, years: int | None) -> None:
    (asked,) = READER.read(question, ()).asks
    assert asked.ask == "streak"
    assert (asked.change.direction if asked.change else None) == direction
    assert (asked.limit.n if asked.limit else None) == years
