"""What DfE suppressed stays suppressed, whatever is asked for beside it and in whatever order."""

from itertools import permutations

import numpy as np
import pytest
from fake_store import AREA, YEAR, FakeStore
from hypothesis import given, settings
from hypothesis import strategies as st

from cin_narrative.definitions.catalogue import Measure, load_catalogue
from cin_narrative.errors import UnknownName
from cin_narrative.store.disclosure import Door, hidden, resolve_release, sums_of

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
