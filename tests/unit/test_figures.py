"""Figures: shown as published, worked out where DfE does not print them, hidden where they must be."""

from decimal import Decimal

import pytest
from fake_store import AREA, YEAR, FakeStore

from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import Door
from cin_narrative.disclosure.figures import Figures, ordinal, plain, show

POPULATION = "children_aged_under_18"
CATALOGUE, AREAS = load_catalogue(), load_areas()
REF, REREF = "referrals", "rereferrals_within_12_months"
BANDS, WITHIN = "assessments_by_duration", "assessments_completed_within_45_working_days"
DURATIONS = {"same_day": 10, "1_to_10_days": 20, "11_to_20_days": 30, "21_to_30_days": 40, "31_to_40_days": 50, "41_to_45_days": 60,
             "46_to_50_days": 70, "51_to_60_days": 80, "61_days_or_more": 90}  # 210 of 450 within 45 days: 46.67 %  # fmt: skip


def figures(cells, release="2024", choice="latest"):
    store = cells if isinstance(cells, FakeStore) else FakeStore(cells, release)
    return Figures(Door(store, CATALOGUE, choice), CATALOGUE, AREAS)


def level(made, indicator, measure="count", category="", year=YEAR, area=AREA):
    return made.level(indicator, Measure(measure), AREAS.get(area), year, category)


def bands(**changed):
    return {("assessments_completed", ""): 450, **{(BANDS, band): changed.get(band, count) for band, count in DURATIONS.items()}}


@pytest.mark.parametrize(("value", "measure", "shown"), [
    ("2342", "count", "2,342"), ("397.9", "rate", "397.9"), ("13.25", "percentage", "13.3%"), ("34", "average", "34"),
    ("0", "percentage", "0.0%"),
])  # fmt: skip
def test_each_measure_is_written_its_own_way(value, measure, shown):
    assert show(Decimal(value), Measure(measure)) == shown


def test_a_percentage_that_dfe_does_not_print_is_worked_out_half_up_and_names_its_parts():
    made = level(figures(bands()), WITHIN, "percentage")
    assert (made.shown, made.numerator, made.denominator) == ("46.7%", 210, 450)
    assert level(figures(bands()), WITHIN).shown == "210"


def test_a_percentage_that_dfe_prints_is_cited_as_printed_though_the_counts_beside_it_are_rounded():
    made = level(figures({(REF, ""): 400000, (REREF, ""): 90000, (REREF, "", "percentage"): 22.4}), REREF, "percentage")
    assert (made.shown, made.numerator, made.denominator) == ("22.4%", 90000, 400000)  # 90,000 of 400,000 is 22.5 %


def test_a_rate_is_worked_out_per_ten_thousand_of_the_population():
    assert level(figures({(REF, ""): 3582, (POPULATION, ""): 58850}), REF, "rate").shown == "608.7"  # 608.666


def test_nothing_over_nought_is_not_applicable():
    assert level(figures({(REF, ""): 0, (REREF, ""): 0}), REREF, "percentage").shown == "[z]"


@pytest.mark.parametrize(("count", "population", "shown"), [
    ("c", 100, "[c]"), ("x", 100, "[x]"), (10, "x", "[x]"), ("u", 100, "[u]"), ("c", "x", "[c]"),
])  # fmt: skip
def test_a_rate_without_its_count_or_population_says_why(count, population, shown):
    made = level(figures({(REF, ""): count, (POPULATION, ""): population}), REF, "rate")
    assert (made.shown, made.value, made.numerator, made.denominator) == (shown, None, None, None)


def test_a_sum_with_one_hidden_part_is_hidden():
    made = figures(bands(same_day="c"))
    assert (level(made, WITHIN).shown, level(made, WITHIN, "percentage").shown) == ("[c]", "[c]")


def test_a_sum_with_two_hidden_parts_is_the_total_less_the_rest():
    made = level(figures(bands(same_day="c", **{"1_to_10_days": "c"})), WITHIN)
    assert made.shown == "210"  # 450 - 70 - 80 - 90
    assert level(figures(bands(same_day="c", **{"1_to_10_days": "c"})), WITHIN, "percentage").shown == "46.7%"


def test_a_sum_is_hidden_where_the_rest_has_a_hidden_part_too():
    assert level(figures(bands(same_day="c", **{"1_to_10_days": "c", "46_to_50_days": "c"})), WITHIN).shown == "[c]"
    assert level(figures(bands(same_day="c", **{"46_to_50_days": "c"})), WITHIN).shown == "[c]"


def test_a_sum_with_a_part_that_is_not_held_is_not_made():
    cells = bands()
    del cells[BANDS, "same_day"]
    assert level(figures(cells), WITHIN) is None


def two_years(later, earlier, indicator=REF):
    made = figures(FakeStore({(indicator, ""): later}).add({(indicator, ""): earlier}, "2024", year=YEAR - 1))
    return made, level(made, indicator), level(made, indicator, year=YEAR - 1)


@pytest.mark.parametrize(("later", "earlier", "value", "shown", "relative"), [
    (2342, 2444, -102, "102", "4.2%"), (2444, 2342, 102, "102", "4.4%"), (5, 5, 0, "0", "0.0%"), (7, 0, 7, "7", None),
])  # fmt: skip
def test_a_change_is_signed_and_written_without_its_sign(later, earlier, value, shown, relative):
    made, now, before = two_years(later, earlier)
    change, share = made.change(now, before), made.relative_change(now, before)
    assert (change.value, change.shown, change.derived_from) == (value, shown, (now, before))
    assert (share.shown if share else None) == relative


@pytest.mark.parametrize(("later", "earlier"), [("c", 7), (7, "c"), ("x", "x")])
def test_there_is_no_change_from_or_to_what_is_hidden(later, earlier):
    made, now, before = two_years(later, earlier)
    assert made.change(now, before) is None and made.relative_change(now, before) is None


def group(*values, measure="rate"):
    codes = ["831", "896", "202", "203", "204", "205"][: len(values)]
    store = FakeStore({})
    for code, value in zip(codes, values, strict=True):
        store.add({(REF, "", measure): value}, "2024", area=code)
    made = figures(store)
    return made, [level(made, REF, measure, area=code) for code in codes]


def test_the_mean_and_median_leave_out_what_is_hidden_and_say_how_many_counted():
    made, rates = group(100.1, 200.2, "c", 400.4)
    mean, median = made.mean(AREAS.get(ENGLAND), rates), made.median(AREAS.get(ENGLAND), rates)
    assert (mean.shown, mean.of, median.shown) == ("233.6", 3, "200.2")  # 700.7 / 3 = 233.567
    assert mean.derived_from == tuple(rate for rate in rates if rate.is_number)


def test_a_mean_is_rounded_half_up_once():
    made, rates = group(100.1, 100.2)
    assert made.mean(AREAS.get(ENGLAND), rates).shown == "100.2"  # 100.15
    made, counts = group(1, 2, measure="count")
    assert made.mean(AREAS.get(ENGLAND), counts).shown == "2"  # 1.5


def test_the_mean_of_what_is_all_hidden_is_hidden():
    made, rates = group("x", "c")
    for average in (made.mean(AREAS.get(ENGLAND), rates), made.median(AREAS.get(ENGLAND), rates)):
        assert (average.shown, average.value, average.of) == ("[c]", None, 0)


def test_ranks_share_the_best_place_and_leave_out_what_is_hidden():
    made, rates = group(300, 200, 200, "c", 100)
    assert [(rank.shown, rank.of) if rank else None for rank in (made.rank(rate, rates) for rate in rates)] == [
        ("first", 4), ("second", 4), ("second", 4), None, ("fourth", 4)]  # fmt: skip
    assert made.rank(rates[4], rates, lowest_first=True).shown == "first"


def test_a_count_and_its_rate_come_from_one_release():
    store = FakeStore({(REF, ""): 3582, (REF, "", "rate"): 612.6}).add({(REF, ""): 3580, (REF, "", "rate"): 610.0}, "2020")
    assert [level(figures(store), REF, m).shown for m in ("count", "rate")] == ["3,582", "612.6"]
    assert [level(figures(store, choice="first-published"), REF, m).shown for m in ("count", "rate")] == ["3,580", "610.0"]


def test_what_the_newest_release_suppresses_is_not_taken_from_an_older_one():
    store = FakeStore({(REF, ""): "c"}).add({(REF, ""): 4}, "2020")
    assert level(figures(store), REF).shown == "[c]"


def test_a_derived_figure_prefers_the_newest_release_though_an_older_one_prints_it():
    store = FakeStore(bands()).add({(WITHIN, "", "percentage"): 75.6}, "2016")
    assert level(figures(store), WITHIN, "percentage").shown == "46.7%"


def test_a_release_that_is_asked_for_is_the_only_one_used():
    store = FakeStore({(REF, ""): 5}).add({("section_47_enquiries", ""): 9}, "2020")
    assert level(figures(store, choice="2020"), REF) is None


def test_what_is_not_held_is_none():
    assert level(figures({}), REF) is None
    assert level(figures({(REF, ""): 5}), REF, "average") is None


@pytest.mark.parametrize(("place", "words"), [
    (1, "first"), (9, "ninth"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"), (22, "22nd"), (23, "23rd"),
    (111, "111th"), (152, "152nd"),
])  # fmt: skip
def test_places_are_words_to_nine_and_then_figures(place, words):
    assert ordinal(place) == words


@pytest.mark.parametrize(("value", "number"), [("2342", 2342), ("397.9", 397.9), ("400.0", 400.0), (None, None)])
def test_json_gets_whole_numbers_for_counts(value, number):
    found = plain(None if value is None else Decimal(value))
    assert found == number and type(found) is type(number)
