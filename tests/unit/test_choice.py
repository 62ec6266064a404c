"""Which of many tests are told: Simes, Benjamini and Hochberg, the order of a case, vetoes; worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cin_narrative.catalogue.catalogue import Measure, Text
from cin_narrative.catalogue.families import Family, Scale, Series
from cin_narrative.findings.candidate import Candidate
from cin_narrative.findings.choice import choose
from cin_narrative.findings.finding import Evidence, Reason, Vetoed
from cin_narrative.findings.selection import in_order, simes, threshold
from cin_narrative.store.dispersion.formulas import p_of

PS = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("ps", "found"),
    [
        ([0.02], 0.02),
        ([0.01, 0.04, 0.03], 0.03),  # 0.01 x 3, 0.03 x 3/2, 0.04
        ([0.02, 0.02, 0.02, 0.02], 0.02),
        ([0.5, 0.001], 0.002),
        ([], 1.0),
    ],
)
def test_simes(ps, found):
    assert simes(ps) == pytest.approx(found)


@pytest.mark.parametrize(
    ("ps", "limit"),
    [
        ([0.001, 0.02, 0.05, 0.5, 0.9], 0.06),  # 0.02, 0.04, 0.06, 0.08, 0.10
        ([0.09, 0.095, 0.099], 0.10),  # the last passes, and takes the others with it
        ([0.051, 0.11], -1.0),
        ([0.2], -1.0),
    ],
)
def test_benjamini_and_hochberg(ps, limit):
    assert threshold(ps) == pytest.approx(limit)


@given(PS)
def test_a_family_is_never_surer_than_its_surest_test(ps):
    assert min(ps) - 1e-12 <= simes(ps) <= min(1.0, min(ps) * len(ps) + 1e-12) or simes(ps) <= max(ps)
    assert simes(ps) == pytest.approx(simes(sorted(ps, reverse=True)))


@given(PS, st.floats(0, 1))
def test_one_test_more_never_lets_weaker_ones_pass(ps, other):
    passed = sum(p <= threshold(ps) for p in ps)
    assert sum(p <= threshold([*ps, 1.0]) for p in ps) <= passed
    assert all(threshold([*ps, other]) >= 0 or p > 0.1 / (len(ps) + 1) for p in ps)


def family(name: str, tier: int, place: int) -> Family:
    return Family(name, Text(name), tier, place, (), (), ())


FAMILIES = [family("first", 1, 0), family("second", 1, 1), family("time", 2, 2), family("mix", 3, 3)]


def test_the_order_is_the_tier_the_evidence_and_the_case():
    ps = {"mix": 1e-9, "time": 0.01, "second": 1e-4, "first": 1.2e-4}
    assert in_order(ps, FAMILIES) == ["first", "second", "time", "mix"]  # 4 and 4 are as good: the case decides
    assert in_order({**ps, "second": 1e-5}, FAMILIES) == ["second", "first", "time", "mix"]
    assert in_order({"first": 1e-7, "second": 1e-30}, FAMILIES) == ["first", "second"]  # beyond 6 all is as good


def test(family: str, z: float, lag: int = 0, name: str = "a", category: str = "", place: int = 0, moved: float | None = None) -> Candidate:
    series = Series(family, name, Measure.RATE, category, "", Scale.RATE, ((name, category),), "population", place)
    value = z if moved is None else moved
    return Candidate("level", series, lag, Evidence(value, 0.01, 0.0, 0.1, 150, z, p_of(z), True))


test.__test__ = False


def told(proposed, veto=lambda one: None):
    chosen, vetoed = choose(proposed, FAMILIES, veto)
    return [(one.test.series.family, one.test.series.indicator, one.test.lag) for one in chosen], vetoed


def test_one_of_each_family_is_told_the_strongest():
    found, _ = told([test("first", 3.0), test("first", -5.0, name="b", place=1), test("second", 4.0, name="c")])
    assert found == [("first", "b", 0), ("second", "c", 0)]


def test_nothing_is_told_where_nothing_stands_out():
    assert told([test("first", 1.5), test("second", 1.0), test("mix", -1.9)]) == ([], [])


def test_of_tests_as_strong_as_each_other_the_family_s_first_is_told():
    assert told([test("first", 4.3, name="b", place=1), test("first", 4.0)])[0] == [("first", "a", 0)]
    assert told([test("first", 4.6, name="b", place=1), test("first", 4.0)])[0] == [("first", "b", 0)]


def test_a_line_of_a_breakdown_is_told_where_no_whole_passes():
    line = test("first", 6.0, name="b", category="x", place=1)
    assert told([line, test("first", 2.5)])[0] == [("first", "a", 0)]
    assert told([line, test("first", 1.5)])[0] == [("first", "b", 0)]


def test_a_change_of_three_years_is_told_before_that_of_one():
    assert told([test("first", 4.0, lag=1), test("first", 3.0, lag=3)])[0] == [("first", "a", 3)]
    assert told([test("first", 4.0, lag=1), test("first", 1.0, lag=3)])[0] == [("first", "a", 1)]


def test_a_fall_that_is_less_than_most_is_told_of_nobody():
    assert told([test("first", 5.0, lag=1, moved=-0.2)]) == ([], [])


def test_a_veto_takes_out_what_it_stands_against_and_lets_no_other_family_pass():
    def veto(one):
        return Vetoed(None, Reason.BAR) if one.series.indicator == "b" else None

    strong, weak = test("first", 6.0, name="b", place=1), test("first", 3.5)
    assert told([strong, weak], veto)[0] == [("first", "a", 0)]
    found, vetoed = told([strong, test("first", 1.0), test("second", 2.0, name="c")], veto)
    assert found == [("second", "c", 0)] and len(vetoed) == 1
    borderline = [strong, test("second", 2.1, name="c"), test("time", 1.0, name="d"), test("mix", 0.5, name="e")]
    with_it, without = told(borderline, veto)[0], told(borderline[1:], veto)[0]
    assert ("first", "b", 0) not in with_it and len(with_it) <= 1 and without == []


def test_what_every_page_tells_is_no_message_and_lends_its_family_no_evidence():
    proposed = [test("first", -6.0), test("first", 2.1, name="b"), test("first", 0.1, name="c"), test("second", 4.0)]
    chosen, vetoed = choose(proposed, FAMILIES, lambda one: None, lambda one: one.series.indicator == "a" and one.series.family == "first")
    assert ([one.test.series.family for one in chosen], vetoed) == (["second"], [])  # b is one of three: 0.036 x 3 is more than 0.1


def test_below_the_least_nothing_is_told():
    proposed = [test("first", 3.0), test("second", -3.2)]
    chosen, _ = choose(proposed, FAMILIES, lambda one: None, least=3.09)
    assert [one.test.series.family for one in chosen] == ["second"]


def test_five_are_told_at_most():
    many = [family(f"f{n}", 1, n) for n in range(8)]
    chosen, _ = choose([test(one.id, 5.0 + n, name=one.id) for n, one in enumerate(many)], many, lambda one: None)
    assert len(chosen) == 5
