"""What a region's figures, finer than the rounding of its counts, leave of a suppressed count in one of its authorities."""

from fractions import Fraction
from math import floor

import pytest
from fake_store import YEAR, FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.narrowing import (
    MOST,
    NOTHING_KNOWN,
    SUPPRESSED,
    Narrowing,
    Share,
    rounded,
)
from cin_narrative.disclosure.sums import Sum
from cin_narrative.disclosure.wholes import area_sums

CATALOGUE = load_catalogue()
REFERRALS, AGAIN, POPULATION = ("referrals", ""), ("rereferrals_within_12_months", ""), ("children_aged_under_18", "")
REGION = load_areas().get("831").region  # the East Midlands
INSIDE = [area.code for area in load_areas().authorities(YEAR, REGION)]
LAST = INSIDE[-1]


@pytest.mark.parametrize(("printed", "interval"), [(0, (0, 4)), (10, (5, 14)), (180, (175, 184)), (183, (183, 183))])
def test_a_count_rounded_half_up_to_ten_stands_for_ten_numbers(printed, interval):
    assert rounded(printed) == interval


@pytest.mark.parametrize(("tenths", "per", "whole", "part"), [
    (183, 100, (1000, 1000), (183, 183)),  # 18.25% to 18.34%
    (183, 100, (2000, 2000), (365, 366)),  # 365 of 2,000 is 18.25%, half up 18.3%; 367 is 18.35% and 18.4%
    (183, 100, (995, 1004), (182, 184)),
    (0, 100, (400, 400), (0, 0)),
    (125, 10_000, (48_000, 48_000), (60, 60)),
])  # fmt: skip
def test_a_share_of_a_known_whole_leaves_few_numbers(tenths, per, whole, part):
    share = Share((REGION, AGAIN), (REGION, REFERRALS), tenths, per)
    assert share.of_whole(*whole) == part


@given(st.integers(1, 5000), st.data())
def test_a_share_never_rules_out_what_it_was_worked_out_from(whole, data):
    part = data.draw(st.integers(0, whole))
    share = Share((REGION, AGAIN), (REGION, REFERRALS), floor(Fraction(part * 1000, whole) + Fraction(1, 2)), 100)
    low, high = share.of_whole(whole, whole)
    assert low <= part <= high
    low, high = share.of_part(part, part)
    assert low <= whole <= high


def region_with(again, shown, order):
    """What a page shows of re-referrals in the East Midlands: ``again`` of the 100 referrals in each authority, ``shown`` of the region.

    The referrals of each authority stand on the page, too, so that those of the region are known exactly.
    """
    store = FakeStore({})
    for code, number in zip(INSIDE, again, strict=True):
        store.add({REFERRALS: 100, AGAIN: number}, "2024", area=code)
    store.add({REFERRALS: 100 * len(INSIDE)} | shown, "2024", area=REGION)
    door = Door(store, CATALOGUE)
    assert all(door.look(code, YEAR, REFERRALS[0], Measure.COUNT, "", "2024").value for code in INSIDE)
    seen = {}
    for code, measure in order:
        found = door.look(code, YEAR, AGAIN[0], Measure(measure), "", "2024")
        seen[code, measure] = found.value if found.symbol is None else found.symbol
    return seen


EACH = [(code, "count") for code in INSIDE]
TRUTH = [20] * (len(INSIDE) - 1) + ["c"]  # the last has 3: 183 of 1,000 in ten authorities


def test_a_percentage_that_leaves_one_number_is_withheld_and_the_rounded_count_is_not():
    shown = {AGAIN: 180, (*AGAIN, "percentage"): 18.3}
    seen = region_with(TRUTH, shown, [*EACH, (REGION, "count"), (REGION, "percentage")])
    assert seen[REGION, "count"] == 180  # 175 to 184 less 180: any of 1 to 4
    assert seen[REGION, "percentage"] == "c"  # 183 less 180: 3


def test_where_the_percentage_is_on_the_page_the_last_authority_that_would_complete_the_sum_is_withheld():
    shown = {AGAIN: 180, (*AGAIN, "percentage"): 18.3}
    seen = region_with(TRUTH, shown, [(REGION, "percentage"), (REGION, "count"), (LAST, "count"), *EACH[:-1]])
    assert seen[REGION, "percentage"] == 18.3
    assert [code for code in INSIDE if seen[code, "count"] == "c"] == [INSIDE[-2], LAST]


@pytest.mark.parametrize(("population", "rate", "seen"), [
    (20_000, 91.5, "c"),  # 183 alone
    (400_000, 4.6, 4.6),  # 182 to 185
])  # fmt: skip
def test_a_rate_is_withheld_where_it_leaves_one_number_and_shown_where_it_leaves_more(population, rate, seen):
    starts = ("episodes_of_need_starting", "")
    store = FakeStore({})
    for code, number in zip(INSIDE, TRUTH, strict=True):
        store.add({starts: number}, "2024", area=code)
    store.add({starts: 180, (*starts, "rate"): rate, POPULATION: population}, "2024", area=REGION)
    door = Door(store, CATALOGUE)
    for code in [*INSIDE, REGION]:
        door.look(code, YEAR, starts[0], Measure.COUNT, "", "2024")
    found = door.look(REGION, YEAR, starts[0], Measure.RATE, "", "2024")
    assert (found.value if found.symbol is None else found.symbol) == seen


def test_a_figure_that_was_refused_leaves_no_trace_and_is_refused_again():
    shown = {AGAIN: 180, (*AGAIN, "percentage"): 18.3}
    order = [*EACH, (REGION, "percentage"), (REGION, "count"), (REGION, "percentage")]
    seen = region_with(TRUTH, shown, order)
    assert seen[REGION, "percentage"] == "c" and seen[REGION, "count"] == 180


def reader(*sums, suppressed=()):
    held = {member: tuple(one for one in sums if member in one.members) for one in sums for member in one.members}
    at_first = dict.fromkeys(suppressed, SUPPRESSED)
    return Narrowing(YEAR, held, lambda area, member: at_first.get((area, member), NOTHING_KNOWN), lambda areas, member: None)


A, B, TOTAL = ("need", "a"), ("need", "b"), ("total", "")


def test_what_is_narrowed_in_one_authority_narrows_what_stands_in_a_sum_with_it():
    hidden = [(INSIDE[0], A), (INSIDE[0], B)]  # 10 together
    page = reader(Sum(TOTAL, (A, B)), suppressed=hidden)
    assert page.admits([((INSIDE[0], TOTAL), (10, 10))])
    assert page.admits([((code, member), (50, 50)) for code in INSIDE[1:] for member in (A, B)])
    others = 50 * (len(INSIDE) - 1)
    assert page.admits([((REGION, A), (others, others + 4))])  # a is 1 to 4, so b is 6 to 9
    assert page.admits([((REGION, B), (others + 5, others + 8))])  # b is 6 to 8, so a is 2 to 4
    assert not page.admits([((REGION, B), (others + 8, others + 14))])  # b would be 8, and a 2
    assert page.admits([((REGION, B), (others + 7, others + 14))])  # 7 or 8, 2 or 3: the refused one is forgotten


def test_of_several_counts_told_at_once_none_is_kept_where_one_would_give_a_count_away():
    page = reader(suppressed=[(INSIDE[0], A)])
    others = 50 * (len(INSIDE) - 1)
    assert page.admits([((REGION, A), (others, others + 1))])  # so that 1 is left where all the others are known
    assert page.admits([((code, A), (50, 50)) for code in INSIDE[2:]])
    assert not page.admits([((INSIDE[1], B), (7, 7)), ((INSIDE[1], A), (50, 50))])
    assert ((INSIDE[1], B), (7, 7)) not in page.exact()


def test_numbers_that_do_not_add_up_give_nothing_away_and_end():
    hidden = [(INSIDE[0], A), (INSIDE[0], B)]
    page = reader(Sum(TOTAL, (A, B)), Sum(("another total", ""), (A, B)), suppressed=hidden)
    assert page.admits([((INSIDE[0], TOTAL), (27, 27)), ((INSIDE[0], ("another total", "")), (26, 26))])
    assert page.admits([((code, A), (50, 50)) for code in INSIDE[1:]])
    others = 50 * (len(INSIDE) - 1)
    assert page.admits([((REGION, A), (others + 5, others + 14))])  # followed for ever, 27 and 26 would leave 13 each
    assert page.admits([((REGION, A), (others + 1000, others + 1009))])  # another printing of the same total


def test_england_is_the_sum_of_its_regions_and_of_its_authorities_and_london_of_its_two_halves():
    assert [(whole, len(parts)) for whole, parts in area_sums("E12000007", YEAR)] == [
        ("E12000007", 33), ("E12000007", 2), ("E92000001", 9)]  # fmt: skip
    assert [(whole, len(parts)) for whole, parts in area_sums("202", YEAR)] == [
        ("E13000001", 14), ("E12000007", 33), ("E92000001", 153)]  # fmt: skip
    assert MOST > 10**8  # no count comes near it


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_a_page_shows_of_a_region_and_its_authorities_two_numbers_are_left_for_each_suppressed_one(data):
    truth = data.draw(st.lists(st.integers(0, 30), min_size=len(INSIDE), max_size=len(INSIDE)))
    printed = ["c" if 1 <= number <= 5 else number for number in truth]
    total, referrals = sum(truth), 100 * len(INSIDE)
    shown = {AGAIN: (total + 5) // 10 * 10, (*AGAIN, "percentage"): float(Fraction(floor(Fraction(1000 * total, referrals) + Fraction(1, 2)), 10))}
    order = data.draw(st.permutations([*EACH, (REGION, "count"), (REGION, "percentage")]))
    seen = region_with(printed, shown, order)
    assert all(seen[code, "count"] in ("c", number) for code, number in zip(INSIDE, printed, strict=True))
    suppressed = [code for code, number in zip(INSIDE, printed, strict=True) if number == "c"]
    if not suppressed:
        assert seen[REGION, "count"] != "c" and seen[REGION, "percentage"] != "c"
        return
    left_out = [code for code in INSIDE if seen[code, "count"] == "c" and code not in suppressed]
    rest = sum(number for code, number in zip(INSIDE, printed, strict=True) if code not in suppressed and code not in left_out)
    fits = [together for together in range(10_000 // len(INSIDE))
            if (seen[REGION, "count"] == "c" or (rest + together + 5) // 10 * 10 == shown[AGAIN])
            and (seen[REGION, "percentage"] == "c"
                 or floor(Fraction(1000 * (rest + together), referrals) + Fraction(1, 2)) == round(shown[*AGAIN, "percentage"] * 10))]  # fmt: skip
    if left_out or len(suppressed) > 1:
        assert max(fits) > len(suppressed)  # the least is 1 each, and each can be 2
    else:
        assert len([together for together in fits if together >= 1]) > 1
