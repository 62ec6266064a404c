"""Which word follows from two printed values: the bands, to the last printed digit. Worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from fake_store import AREA, YEAR, FakeStore

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.claims.claims import judge
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figure, Figures
from cin_narrative.writing.phrases import reason

CATALOGUE, AREAS = load_catalogue(), load_areas()
PER_CENT, COUNT = "rereferrals_within_12_months", "referrals"


def figure(indicator: str, measure: Measure, value: str) -> Figure:
    store = FakeStore({(COUNT, ""): 100, (PER_CENT, ""): 50, (PER_CENT, "", "percentage"): 50.0})
    made = Figures(Door(store, CATALOGUE), CATALOGUE, AREAS).level(indicator, measure, AREAS.get(AREA, YEAR), YEAR)
    assert made is not None
    return made.changed(value=Decimal(value), shown=value)


@pytest.mark.parametrize(("value", "other", "word"), [
    ("1889", "1413", "higher"),  # Brent 2015 beside 2014: 33.7%
    ("1902", "1889", "similar"),  # 0.7%
    ("5789", "5789", "same"),
    ("102", "100", "similar"),  # 2.0%, the band itself
    ("3303", "3372", "similar"),  # Kingston upon Hull 2024: 2.046%, printed as 2.0%
    ("2051", "2010", "similar"),  # 2.0398%
    ("2051", "2009", "higher"),  # 2.0906%, printed as 2.1%
    ("4", "0", "higher"),
])  # fmt: skip
def test_a_number_beyond_two_per_cent_as_printed_is_higher_or_lower(value: str, other: str, word: str) -> None:
    assert judge(figure(COUNT, Measure.COUNT, value), figure(COUNT, Measure.COUNT, other)).direction.value == word


@pytest.mark.parametrize(("value", "other", "word"), [
    ("22.4", "22.4", "same"), ("23.4", "22.4", "similar"), ("23.5", "22.4", "higher"), ("21.3", "22.4", "lower"), ("0.0", "1.0", "similar"),
])  # fmt: skip
def test_a_percentage_beyond_one_point_is_higher_or_lower(value: str, other: str, word: str) -> None:
    one, two = (figure(PER_CENT, Measure.PERCENTAGE, shown) for shown in (value, other))
    assert judge(one, two).direction.value == word


def test_the_reason_never_contradicts_the_word() -> None:
    judged = judge(figure(COUNT, Measure.COUNT, "3303"), figure(COUNT, Measure.COUNT, "3372"))
    assert "2.0% below 3372, inside the band of 2.0%" in reason(judged)
