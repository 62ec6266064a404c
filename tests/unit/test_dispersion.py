"""What is ordinary among authorities: the tests of Spiegelhalter and of Fingertips, worked by hand; SQL and Python beside each other."""

from __future__ import annotations

import random
import statistics
from math import asin, exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.families import Scale, load_families, series_of
from cin_narrative.store.dispersion.formulas import (
    FINGERTIPS,
    Constant,
    Counts,
    change_of,
    level_of,
    p_of,
    times_as_much,
    trend_of,
)
from cin_narrative.store.observations import Release
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

HEAD, POPULATION, REFERRALS, NO_ACTION = "children_in_need_at_31_march", "children_aged_under_18", "referrals", "referrals_no_further_action"
CODES = [area.code for area in load_areas().authorities(2024)]
DFE = Release("2024", "DfE, 2024 release", 2024.0)
COUNT = st.integers(20, 5_000)


@pytest.mark.parametrize(
    ("scale", "counts", "value", "variance"),
    [
        (Scale.RATE, Counts(100, 10_000), -4.605170, 0.01),  # ln 0.01; 1/100
        (Scale.SHARE, Counts(25, 100), 0.523599, 0.0025),  # the angle whose sine is a half; 1/400
        (Scale.RATIO, Counts(50, 100), -0.693147, 0.03),  # ln 0.5; 1/50 + 1/100
        (Scale.AVERAGE, Counts(34), 34, 0),
    ],
)
def test_a_level_on_the_scale_of_its_test(scale, counts, value, variance):
    found = level_of(scale, counts)
    assert (found.value, found.variance) == pytest.approx((value, variance), abs=1e-6)


@pytest.mark.parametrize(
    ("scale", "own", "other", "times"),
    [
        (Scale.RATE, Counts(150, 10_000), Counts(100, 10_000), 1.5),
        (Scale.SHARE, Counts(40, 100), Counts(20, 100), 2.0),
        (Scale.SHARE, Counts(100, 100), Counts(80, 100), 1.25),
        (Scale.RATIO, Counts(20, 100), Counts(30, 100), 0.666667),
    ],
)
def test_how_many_times_one_level_is_another(scale, own, other, times):
    levels = [level_of(scale, one).value for one in (own, other)]
    assert times_as_much(scale, *levels) == pytest.approx(times, abs=1e-5)


@pytest.mark.parametrize(
    ("scale", "later", "earlier", "value", "variance"),
    [
        (Scale.RATE, Counts(120, 10_000), Counts(100, 10_000), 0.182322, 1 / 120 + 1 / 100),
        (Scale.SHARE, Counts(25, 100), Counts(20, 100), 0.223144, 0.07),  # ln 1.25; 0.75/25 + 0.8/20
        (Scale.RATIO, Counts(50, 100), Counts(25, 100), 0.693147, 0.02 + 0.01 + 0.04 + 0.01),
        (Scale.AVERAGE, Counts(34), Counts(30), 4, 0),
    ],
)
def test_a_change_on_the_scale_of_its_test(scale, later, earlier, value, variance):
    found = change_of(scale, later, earlier)
    assert (found.value, found.variance) == pytest.approx((value, variance), abs=1e-6)


@pytest.mark.parametrize(
    ("scale", "counts"),
    [
        (Scale.RATE, Counts(19, 10_000)),
        (Scale.SHARE, Counts(20, 49)),
        (Scale.SHARE, Counts(19, 100)),
        (Scale.SHARE, Counts(101, 100)),  # no part of it
        (Scale.RATIO, Counts(20, 19)),
    ],
)
def test_too_few_cases_have_no_test(scale, counts):
    assert level_of(scale, counts) is None
    assert change_of(scale, Counts(100, 1_000), counts) is None
    assert change_of(scale, counts, Counts(100, 1_000)) is None


def test_z_allows_for_what_authorities_differ_by():
    ordinary = Constant("2024", 2024, HEAD, "rate", "", "", 0, -4.7, 0.2, 5, 150, 0, 0)
    found = level_of(Scale.RATE, Counts(100, 10_000))
    assert ordinary.z(found) == pytest.approx((4.7 - 4.605170) / sqrt(0.01 + 0.04), abs=1e-5)
    assert p_of(1.959964) == pytest.approx(0.05, abs=1e-6)
    assert p_of(-3.090232) == pytest.approx(0.002, abs=1e-6)
    assert ordinary._replace(tau=0.0).z(found.changed(variance=0.0)) == 0  # nothing spreads


def counted(*values: int, of: int = 1_000) -> list[tuple[int, Counts]]:
    return [(year, Counts(value, of)) for year, value in enumerate(values)]


@pytest.mark.parametrize(
    ("scale", "points", "found"),
    [
        # 100 to 140 of 1,000: sum of t x n about the middle 100; 0.12 x 0.88 x 10,000 = 1,056; 100^2 / 1,056
        (Scale.SHARE, counted(100, 110, 120, 130, 140), 9.4697),
        (Scale.SHARE, counted(140, 130, 120, 110, 100), -9.4697),
        (Scale.RATE, counted(100, 110, 120, 130, 140), 100**2 / (0.12 * 10_000)),
        (Scale.RATIO, counted(100, 110, 120, 130, 140), 100**2 / (0.12 * 10_000 * 1.12)),
        (Scale.RATE, counted(100, 100, 100, 100, 100), 0),
        (Scale.SHARE, counted(0, 0, 0, 0, 0), 0),
        (Scale.SHARE, counted(1_000, 1_000, 1_000), 0),
    ],
)
def test_the_chi_squared_for_trend(scale, points, found):
    assert trend_of(scale, points) == pytest.approx(found, abs=1e-3)


def test_the_limit_of_a_trend_is_that_of_one_in_five_hundred():
    assert p_of(sqrt(FINGERTIPS)) == pytest.approx(0.002, abs=1e-6)
    assert trend_of(Scale.SHARE, counted(100, 110, 120, 130, 140)) < FINGERTIPS < trend_of(Scale.SHARE, counted(100, 111, 121, 131, 141))


@given(st.lists(st.tuples(COUNT, COUNT), min_size=3, max_size=6), st.integers(1, 40))
def test_a_trend_does_not_know_when_its_years_began(counts, since):
    points = [(year, Counts(above, 10_000 + below)) for year, (above, below) in enumerate(counts)]
    later = [(year + since, one) for year, one in points]
    assert trend_of(Scale.RATE, points) == pytest.approx(trend_of(Scale.RATE, later), rel=1e-6, abs=1e-6)


@given(COUNT, COUNT, st.integers(2, 9))
def test_a_change_and_its_reverse_are_as_large(first, second, times):
    for scale in (Scale.RATE, Scale.SHARE, Scale.RATIO):
        there, back = (change_of(scale, Counts(a, 10_000), Counts(b, 10_000)) for a, b in ((first, second), (second, first)))
        assert there.value == pytest.approx(-back.value) and there.variance == pytest.approx(back.variance)
        larger = level_of(scale, Counts(first * times, 10_000 * times))
        assert larger.value == pytest.approx(level_of(scale, Counts(first, 10_000)).value)
        assert larger.variance < level_of(scale, Counts(first, 10_000)).variance


def build(path, rows):
    """A store of made-up counts: rows of (area, year, indicator, category, value)."""
    with StoreBuilder(path) as builder:
        given = [(area, year, name, "count", category, value, None, 1, "a", None) for area, year, name, category, value in rows]
        builder.add_observations("made_up.csv", "0" * 64, DFE, given, 1)
        builder.publish()
    return Store.open(path)


def test_the_spread_beyond_chance_worked_by_hand(tmp_path):
    """Twenty authorities of 100 children each, half with 10,000 and half with 18,221 children: y is 0.3 from the median on both sides, so
    z is 3, phi 9, w 100 each; tau squared is (20 x 9 - 19) / (2,000 - 200,000 / 2,000) = 161 / 1,900."""
    rows = [(code, 2024, name, "", value) for n, code in enumerate(CODES[:20])
            for name, value in ((HEAD, 100), (POPULATION, (10_000, 18_221)[n % 2]))]  # fmt: skip
    with build(tmp_path / "store.duckdb", rows) as store:
        found = store.constants("2024", 2024)[HEAD, "rate", "", "", 0]
    assert found.theta == pytest.approx((log(0.01) + log(100 / 18_221)) / 2, abs=1e-6)
    assert found.phi == pytest.approx(9, abs=1e-3)
    assert found.tau == pytest.approx(sqrt(161 / 1_900), abs=1e-4)
    assert (found.authorities, found.up, found.down) == (20, 0, 0)


def test_what_moved_beyond_its_own_limits_is_counted(tmp_path):
    """Of 21 authorities of 400 children ten rose by half, three fell by half and eight stayed."""
    after = [600] * 10 + [200] * 3 + [400] * 8
    rows = [(code, year, name, "", value) for code, later in zip(CODES, after, strict=False) for year in (2023, 2024)
            for name, value in ((HEAD, later if year == 2024 else 400), (POPULATION, 10_000))]  # fmt: skip
    with build(tmp_path / "store.duckdb", rows) as store:
        held = store.constants("2024", 2024)
    assert held[HEAD, "rate", "", "", 1][-3:] == (21, 10, 3)
    assert held[HEAD, "rate", "", "", 1].theta == 0
    assert (HEAD, "rate", "", "", 3) not in held


def test_nineteen_authorities_say_nothing_of_what_is_ordinary(tmp_path):
    rows = [(code, 2024, name, "", 400) for code in CODES[:19] for name in (HEAD, POPULATION)]
    with build(tmp_path / "store.duckdb", rows) as store:
        assert store.constants("2024", 2024) == {}


def test_the_sql_of_a_load_and_the_formulas_of_a_page_agree(tmp_path):
    """The median and the spread of made-up counts, worked out again from the formulas that pages use."""
    chance = random.Random(7)
    held = {code: {2023: chance.randint(30, 900), 2024: chance.randint(30, 900)} for code in CODES[:60]}
    shares = {code: {year: chance.randint(0, referrals) for year, referrals in years.items()} for code, years in held.items()}
    rows = [(code, year, name, "", value) for code in held for year in (2023, 2024)
            for name, value in ((REFERRALS, held[code][year]), (NO_ACTION, shares[code][year]), (POPULATION, 20_000))]  # fmt: skip
    with build(tmp_path / "store.duckdb", rows) as store:
        stored = store.constants("2024", 2024)

    def counts(scale, code, year):
        return Counts(shares[code][year], held[code][year]) if scale is Scale.SHARE else Counts(held[code][year], 20_000)

    for name, measure, scale in ((REFERRALS, "rate", Scale.RATE), (NO_ACTION, "percentage", Scale.SHARE)):
        levels = [level_of(scale, counts(scale, code, 2024)) for code in held]
        changes = [change_of(scale, counts(scale, code, 2024), counts(scale, code, 2023)) for code in held]
        for lag, found in ((0, levels), (1, changes)):
            known = [one for one in found if one is not None]
            theta, tau, phi = spread_of(known)
            constant = stored[name, measure, "", "", lag]
            assert (constant.theta, constant.tau, constant.phi) == pytest.approx((theta, tau, phi), rel=1e-6, abs=1e-9)
            assert constant.authorities == len(known)


def spread_of(known):
    """Spiegelhalter's formulas, as they are written down."""
    theta = statistics.median(one.value for one in known)
    zs = sorted((one.value - theta) / sqrt(one.variance) for one in known)

    def centile(share):
        place = share * (len(zs) - 1)
        low = int(place)
        return zs[low] + (place - low) * (zs[min(low + 1, len(zs) - 1)] - zs[low])

    low, high = centile(0.1), centile(0.9)
    phi = sum(min(max(z, low), high) ** 2 for z in zs) / len(zs)
    w = [1 / one.variance for one in known]
    square = (len(known) * phi - (len(known) - 1)) / (sum(w) - sum(one * one for one in w) / sum(w))
    return theta, sqrt(max(0.0, square)), phi


def test_constants_of_other_releases_stay_when_one_comes_in(tmp_path):
    path = tmp_path / "store.duckdb"
    rows = [(code, 2024, name, "", 400) for code in CODES[:25] for name in (HEAD, POPULATION)]
    build(path, rows).close()
    other = Release("2025", "DfE, 2025 release", 2025.0)
    with StoreBuilder(path) as builder:
        given = [(code, 2025, name, "count", "", value, None, 1, "a", None) for n, code in enumerate(CODES[:30])
                 for name, value in ((HEAD, 400 + n), (POPULATION, 10_000))]  # fmt: skip
        builder.add_observations("more.csv", "1" * 64, other, given, 1)
        builder.publish()
    with Store.open(path) as store:
        assert store.constants("2024", 2024)[HEAD, "rate", "", "", 0].authorities == 25
        assert store.constants("2025", 2025)[HEAD, "rate", "", "", 0].authorities == 30


def test_what_a_note_bars_is_not_among_what_is_ordinary(store_2024):
    """The first year of two authorities: their re-referrals are too low, and no median is of them."""
    with Store.open(store_2024) as store:
        held = store.constants("2024", 2024)
        rereferrals = held["rereferrals_within_12_months", "percentage", "", "", 0]
        assert rereferrals.authorities == 147  # 149 have the cases
        assert exp(held[HEAD, "rate", "", "", 1].tau) - 1 == pytest.approx(0.08, abs=0.005)


@pytest.mark.parametrize(
    ("indicator", "below", "level", "year", "three"),
    [  # of an earlier trial on the same files (the note on what matters), to two places
        (REFERRALS, "", 0.24, 0.11, 0.20),
        ("section_47_enquiries", "", 0.29, 0.14, 0.20),
        ("initial_child_protection_conferences", "", 0.26, 0.14, 0.21),
        ("child_protection_plans_at_31_march", "", 0.27, 0.14, 0.20),
        (HEAD, "", 0.21, 0.08, 0.10),
    ],
)
def test_the_spreads_are_those_of_the_trial(store_2024, indicator, below, level, year, three):
    with Store.open(store_2024) as store:
        held = store.constants("2024", 2024)
    found = [held[indicator, "rate", "", below, lag].tau for lag in (0, 1, 3)]
    assert found == pytest.approx([level, year, three], abs=0.006)


def test_every_series_has_a_key_of_its_own():
    series = series_of(load_catalogue(), load_families())
    assert len({one.key for one in series}) == len(series) > 150
    assert asin(1) > 0 and all(one.whole or one.scale is Scale.AVERAGE for one in series)
