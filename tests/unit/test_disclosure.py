"""What DfE suppressed stays suppressed, whatever is asked for beside it and in whatever order."""

from itertools import permutations

import numpy as np
import pytest
from fake_store import AREA, YEAR, FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st

from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import Door, hidden, resolve_release
from cin_narrative.disclosure.sums import sums_of
from cin_narrative.disclosure.wholes import authorities_of, wholes_of
from cin_narrative.errors import UnknownName

CATALOGUE = load_catalogue()
CIN, NEED = "children_in_need_at_31_march", "children_in_need_by_primary_need"
NEEDS = list(CATALOGUE[NEED].categories)
REFERRALS = {("referrals", ""): 100, ("episodes_of_need_starting", ""): 60, ("referrals_assessed_as_not_in_need", ""): 37,
             ("referrals_no_further_action", ""): "c"}  # fmt: skip


def page(cells):
    door = Door(FakeStore(cells), CATALOGUE)

    def look(indicator, category="", measure="count"):
        found = door.look(AREA, YEAR, indicator, Measure(measure), category, "2024")
        return found and (found.value if found.symbol is None else found.symbol)

    return look


def needs(*hidden_ones, total=1000, each=90):
    """A total and its ten needs, those named hidden."""
    return {(CIN, ""): total, **{(NEED, need): "c" if need in hidden_ones else each for need in NEEDS}}


@pytest.mark.parametrize("measure", ["rate", "percentage"])
def test_a_hidden_count_hides_what_is_worked_out_from_it(measure):
    indicator = {"rate": "referrals", "percentage": "rereferrals_within_12_months"}[measure]
    assert page({(indicator, ""): "c", (indicator, "", measure): 12.5})(indicator, "", measure) == "c"


def test_a_percentage_of_another_indicators_hidden_count_is_hidden():
    per_assessment = "assessment_factors_per_completed_assessment"
    factor = next(iter(CATALOGUE["assessment_factors"].categories))
    look = page({("assessment_factors", factor): "c", (per_assessment, factor, "percentage"): 2.6})
    assert look(per_assessment, factor, "percentage") == "c"


@pytest.mark.parametrize("order", list(permutations(["referrals", "episodes_of_need_starting", "referrals_assessed_as_not_in_need"])))
def test_referrals_starts_and_not_in_need_never_stand_together_beside_a_suppressed_no_further_action(order):
    look = page(REFERRALS)
    seen = [look(indicator) for indicator in order]
    assert seen.count("c") == 1 and seen[2] == "c"
    assert [look(indicator) for indicator in order] == seen  # asking again changes nothing


def test_they_may_stand_together_where_nothing_is_suppressed():
    look = page({**REFERRALS, ("referrals_no_further_action", ""): 3})
    assert [look(indicator) for indicator, _ in REFERRALS] == [100, 60, 37, 3]


def test_what_one_page_shows_does_not_count_on_another():
    look, other = page(REFERRALS), page(REFERRALS)
    assert (look("referrals"), look("episodes_of_need_starting")) == (100, 60)
    assert other("referrals_assessed_as_not_in_need") == 37


def test_a_rate_shown_counts_as_its_count_shown():
    look = page({**REFERRALS, ("referrals", "", "rate"): 612.6})
    assert look("referrals", "", "rate") == 612.6
    assert [look("episodes_of_need_starting"), look("referrals_assessed_as_not_in_need")] == [60, "c"]


def test_with_one_hidden_category_the_total_and_the_rest_never_stand_together():
    look = page(needs("low_income"))
    assert look(CIN) == 1000
    seen = [look(NEED, need) for need in NEEDS]
    assert seen.count("c") == 2 and seen[NEEDS.index("low_income")] == "c"


def test_with_two_hidden_categories_all_else_is_shown():
    look = page(needs("low_income", "absent_parenting"))
    assert [look(CIN), *(look(NEED, need) for need in NEEDS)].count("c") == 2


def test_percentages_of_a_breakdown_count_as_the_total_shown():
    cells = needs("low_income") | {(NEED, need, "percentage"): 9.0 for need in NEEDS}
    look = page(cells)
    seen = [look(NEED, need, "percentage") for need in NEEDS]  # they add up to 100 %
    assert seen.count("c") == 2


def test_a_total_worked_out_from_other_sums_counts_as_shown():
    look = page({**needs("low_income"), ("episodes_of_need_at_any_point", ""): 1500, ("episodes_of_need_ending", ""): 500})
    assert (look("episodes_of_need_at_any_point"), look("episodes_of_need_ending")) == (1500, 500)  # so 1,000 are open
    assert [look(NEED, need) for need in NEEDS].count("c") == 2


def test_plans_of_three_months_or_more_and_their_bands_do_not_give_a_hidden_band_away_without_the_total():
    plans = "child_protection_plans_at_31_march_by_duration"
    look = page({("child_protection_plans_at_31_march", ""): 100, ("child_protection_plans_at_31_march_three_months_or_more", ""): 80,
                 **{(plans, band): 25 for band in CATALOGUE[plans].categories}, (plans, "2_years_or_more"): "c"})  # fmt: skip
    seen = [look("child_protection_plans_at_31_march_three_months_or_more"), look(plans, "more_than_3_to_6_months"),
            look(plans, "more_than_6_months_to_under_1_year"), look(plans, "1_year_to_under_2_years")]  # fmt: skip
    assert seen == [80, 25, 25, "c"]  # 80 - 25 - 25 - 25 would leave the hidden 5


def test_what_two_releases_hide_differently_is_not_given_away_by_both_together():
    door = Door(FakeStore(needs("low_income", "absent_parenting"), "2024").add(needs("low_income", "not_stated"), "2020"), CATALOGUE)
    seen = {}
    for release in ("2020", "2024"):
        page = door.choosing(release)
        for indicator, need in needs():
            found = page.look(AREA, YEAR, indicator, Measure.COUNT, need, release)
            seen.setdefault((indicator, need), []).append(found.symbol or found.value)
    assert seen[NEED, "low_income"] == ["c", "c"]
    assert seen[NEED, "not_stated"] == ["c", "c"]  # 90 in the release of 2024: with it, only low income would be left
    assert seen[NEED, "absent_parenting"] == [90, "c"]


def test_a_sum_that_one_of_the_releases_does_not_print_hides_nothing():
    store = FakeStore({(CIN, ""): 1000}, "2024").add({(NEED, need): 90 for need in NEEDS[1:]} | {(NEED, NEEDS[0]): 190}, "2020")
    door = Door(store, CATALOGUE)
    assert door.look(AREA, YEAR, CIN, Measure.COUNT, "", "2024").value == 1000
    assert all(door.look(AREA, YEAR, NEED, Measure.COUNT, need, "2020").value for need in NEEDS)


EAST_MIDLANDS = load_areas().get("831").region
INSIDE = [area.code for area in load_areas().authorities(YEAR, EAST_MIDLANDS)]


def region(total, suppressed, asked, more=0):
    """What is shown of referrals in the East Midlands: 100 in each authority but those suppressed, and ``more`` in the second last."""
    store = FakeStore({})
    for code in INSIDE:
        store.add({("referrals", ""): "c" if code in suppressed else 100 + more * (code == INSIDE[-2])}, "2024", area=code)
    store.add({("referrals", ""): total}, "2024", area=EAST_MIDLANDS)
    door = Door(store, CATALOGUE)
    seen = {code: door.look(code, YEAR, "referrals", Measure.COUNT, "", "2024") for code in asked}
    return {code for code, found in seen.items() if found.symbol == "c"}


def test_a_rounded_total_that_leaves_one_for_each_suppressed_authority_never_stands_beside_all_the_others():
    one, rest = INSIDE[:1], 100 * (len(INSIDE) - 1)
    assert region(rest, one, [*INSIDE, EAST_MIDLANDS]) == {*one}  # 0 to 4 of it: any of 1 to 4
    assert region(rest, one, [*INSIDE, EAST_MIDLANDS], more=3) == {*one, EAST_MIDLANDS}  # at most 1
    assert region(rest, one, [EAST_MIDLANDS, *INSIDE], more=3) == {*one, INSIDE[-1]}
    assert region(rest, one, [EAST_MIDLANDS, *INSIDE[:-1]], more=3) == {*one}  # one of the others is not on the page
    assert region(rest - 100, INSIDE[:2], [*INSIDE, EAST_MIDLANDS], more=2) == {*INSIDE[:2], EAST_MIDLANDS}  # at most 2: 1 each
    assert region(rest + 100, (), [*INSIDE, EAST_MIDLANDS], more=3) == set()


def test_a_london_borough_is_counted_in_inner_london_london_and_england():
    assert wholes_of("202", YEAR) == ("E13000001", "E12000007", ENGLAND)
    assert wholes_of("E12000007", YEAR) == (ENGLAND,) and wholes_of(ENGLAND, YEAR) == ()
    assert len(authorities_of("E12000007", YEAR)) == 33 and len(authorities_of(ENGLAND, YEAR)) == 153
    assert authorities_of("202", YEAR) == ()


def test_a_category_that_the_release_does_not_hold_is_nought_in_the_sum():
    cells = needs("low_income")
    del cells[NEED, "not_stated"]
    look = page(cells)
    seen = [look(CIN), *(look(NEED, need) for need in NEEDS if need != "not_stated")]
    assert seen.count("c") == 2


def test_an_average_is_no_count_and_passes():
    median = ("assessment_duration_percentiles", "median", "average")
    assert page({median: 34})(*median) == 34


MEMBERS = sorted(sums_of(CATALOGUE))
SUMS = sorted({one for sums in sums_of(CATALOGUE).values() for one in sums}, key=str)
POSITION = {member: place for place, member in enumerate(MEMBERS)}
MATRIX = np.zeros((len(SUMS), len(MEMBERS)))
for row, one in enumerate(SUMS):
    for part in one.parts:
        MATRIX[row, POSITION[part]] -= 1
    MATRIX[row, POSITION[one.total]] += 1


def worked_out(shown):
    """The members that follow from those shown by adding and subtracting, one unknown at a time."""
    known = set(shown)
    while more := {unknown[0] for one in SUMS if len(unknown := [m for m in one.members if m not in known]) == 1}:
        known |= more
    return known - set(shown)


def determined(shown):
    """The same by linear algebra: the unknowns that all the sums together leave no freedom."""
    unknown = [place for place, member in enumerate(MEMBERS) if member not in shown]
    _, sizes, directions = np.linalg.svd(MATRIX[:, unknown], full_matrices=True)
    free = directions[(sizes > 1e-9).sum() :]
    return {MEMBERS[unknown[place]] for place in np.flatnonzero((np.abs(free) < 1e-9).all(axis=0))}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_set_of_counts_on_a_page_gives_a_suppressed_one_away(data):
    suppressed = data.draw(st.sets(st.sampled_from(MEMBERS), min_size=1, max_size=25))
    asked = data.draw(st.permutations(MEMBERS)) if data.draw(st.booleans()) else data.draw(st.lists(st.sampled_from(MEMBERS), max_size=90))
    look = page({member: "c" if member in suppressed else 90 for member in MEMBERS})
    shown = {member for member in asked if look(*member) != "c"}
    assert not shown & suppressed
    assert not worked_out(shown) & suppressed
    assert not determined(shown) & suppressed


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_two_releases_on_a_page_give_away_a_count_that_both_suppress(data):
    masks = [data.draw(st.sets(st.sampled_from(MEMBERS), max_size=25)) for _ in range(2)]
    cells = [{member: "c" if member in mask else 90 for member in MEMBERS} for mask in masks]
    door = Door(FakeStore(cells[0], "2024").add(cells[1], "2020"), CATALOGUE)
    asked = data.draw(st.permutations([(release, *member) for release in ("2024", "2020") for member in MEMBERS]))
    shown = {(indicator, category) for (release, indicator, category) in asked[:150]
             if door.look(AREA, YEAR, indicator, Measure.COUNT, category, release).symbol is None}  # fmt: skip
    assert not (worked_out(shown) | determined(shown)) & masks[0] & masks[1]


def test_the_solver_of_these_tests_finds_what_is_given_away():
    assert ("referrals_no_further_action", "") in worked_out({member for member in REFERRALS if REFERRALS[member] != "c"})
    assert ("referrals_no_further_action", "") in determined({member for member in REFERRALS if REFERRALS[member] != "c"})


@pytest.mark.parametrize(("symbols", "symbol"), [
    ([None, None], None), ([None, "c"], "c"), (["x", "c", "u"], "c"),
    (["x", "u"], "u"), (["low", "x"], "x"), (["z", None], "z"), ([], None),
])  # fmt: skip
def test_the_most_protective_reason_is_the_one_given(symbols, symbol):
    assert hidden(symbols) == symbol


def test_a_release_is_named_in_several_ways_and_a_wrong_one_gets_the_nearest():
    store = FakeStore({}, "2024")
    assert [resolve_release(store, name) for name in ("Latest", "newest", "", "As first published", "2024")] == [
        "latest", "latest", "latest", "first-published", "2024"]  # fmt: skip
    with pytest.raises(UnknownName, match="There is no release in the store called"):
        resolve_release(store, "2042")
