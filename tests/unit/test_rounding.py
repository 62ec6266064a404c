"""Rounding is half up everywhere, on the decimal as it was written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative.catalogue.rounding import exact, half_up, ratio, written


@pytest.mark.parametrize(("value", "decimals", "rounded"), [
    (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"),  # Python's round() says 0, 2, 2
    (2.675, 2, "2.68"), (1.005, 2, "1.01"),  # stored below the half as binary fractions
    (531.3, 1, "531.3"), (531.25, 1, "531.3"), (531.35, 1, "531.4"), (-0.5, 0, "-1"), (-0.04, 1, "0.0"), (-0.0, 1, "0.0"), (0, 1, "0.0"), (7, 0, "7"),
    (Decimal("18.95"), 1, "19.0"), (Decimal("10.949"), 1, "10.9"),
])  # fmt: skip
def test_halves_go_away_from_zero(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


@given(st.integers(-10**10, 10**10), st.integers(0, 6), st.integers(0, 6))
def test_it_agrees_with_counting_in_whole_units(digits, places, decimals):
    value = Decimal(digits).scaleb(-places)
    units = abs(Fraction(digits, 10**places)) * 10**decimals
    expected = int(units + Fraction(1, 2)) * (-1 if digits < 0 else 1)
    assert half_up(value, decimals) == Decimal(expected).scaleb(-decimals)


@given(st.integers(0, 10**8), st.integers(0, 3), st.integers(0, 3))
def test_a_number_read_from_text_as_a_float_rounds_as_its_text(digits, places, decimals):
    text = Decimal(digits).scaleb(-places)
    assert half_up(float(text), decimals) == half_up(text, decimals)


@pytest.mark.parametrize(("numerator", "denominator", "per", "expected"), [
    (547, 2882, 100, "19.0"), (257, 2342, 100, "11.0"), (327, 2444, 100, "13.4"),  # the figures the pages misprint
    (1, 16, 100, "6.3"), (1, 8, 10, "1.3"),
])  # fmt: skip
def test_a_ratio_is_rounded_once_at_the_end(numerator, denominator, per, expected):
    assert str(half_up(ratio(numerator, denominator, per), 1)) == expected


def test_there_is_no_ratio_to_nought():
    assert ratio(0, 0, 100) is None


def test_the_decimal_is_the_one_that_was_written():
    assert exact(0.1 + 0.2) == Decimal("0.3")


@pytest.mark.parametrize(("value", "decimals", "text"), [
    (2342, 0, "2,342"), (397.9, 1, "397.9"), (0.25, 1, "0.3"), (12058050, 0, "12,058,050"), (-0.04, 1, "0.0"), (1000, 1, "1,000.0"),
])  # fmt: skip
def test_numbers_are_written_with_commas_and_a_leading_nought(value, decimals, text):
    assert written(value, decimals) == text
