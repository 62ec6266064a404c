"""Areas are known by three-digit code and year, and by any name people write."""

import pytest

from cin_narrative.errors import UnknownName


@pytest.mark.parametrize(("written", "code"), [
    ("Derby", "831"), ("derby", "831"), ("831", "831"), ("E06000015", "831"), ("Derby City Council", "831"),
    ("Bristol", "801"), ("Bristol City of", "801"), ("Bristol, City of", "801"), ("City of Bristol", "801"),
    ("Kingston upon Hull", "810"), ("Kingston Upon Hull, City of", "810"), ("Hull", "810"),
    ("St Helens", "342"), ("St. Helens", "342"), ("Durham", "840"), ("County Durham", "840"),
    ("Herefordshire", "884"), ("Herefordshire, County of", "884"),
    ("Bournemouth, Christchurch and Poole", "839"), ("Bournemouth Christchurch & Poole", "839"),
    ("Yorkshire and the Humber", "E12000003"), ("Yorkshire and The Humber", "E12000003"), ("England", "E92000001"),
])  # fmt: skip
def test_an_area_is_found_by_each_of_its_names(areas, written, code):
    assert areas.find(written).code == code


def test_a_name_that_is_not_known_gets_the_nearest(areas):
    with pytest.raises(UnknownName, match=r'There is no area called "Darby"\. Did you mean .*Derby'):
        areas.find("Darby")


def test_dorset_before_and_after_april_2019_are_two_areas(areas):
    assert (areas.find("Dorset", 2019).code, areas.find("Dorset", 2020).code) == ("835", "838")


@pytest.mark.parametrize(("code", "before", "after"), [
    ("825", ("E10000002", 2020), ("E06000060", 2021)),  # Buckinghamshire
    ("390", ("E08000020", 2013), ("E08000037", 2014)),  # Gateshead
    ("929", ("E06000048", 2013), ("E06000057", 2014)),  # Northumberland
])  # fmt: skip
def test_one_authority_can_have_two_ons_codes_over_time(areas, code, before, after):
    assert areas.find(before[0]).code == areas.find(after[0]).code == code
    assert areas.get(code, after[1]).ons_code == after[0]


@pytest.mark.parametrize(("year", "count"), [(2013, 152), (2019, 152), (2020, 151), (2021, 151), (2022, 152), (2023, 152), (2024, 153)])
def test_each_year_has_its_authorities(areas, year, count):
    assert len(areas.authorities(year)) == count


def test_inner_and_outer_london_are_london_and_never_added_to_it(areas):
    inner, outer, london = (areas.authorities(2024, code) for code in ("E13000001", "E13000002", "E12000007"))
    assert (len(inner), len(outer), len(london)) == (14, 19, 33)
    nine = [region for region in areas.regions(2024) if region.region == "E92000001"]
    assert len(areas.regions(2024)) == 11
    assert sum(len(areas.authorities(2024, region.code)) for region in nine) == 153


def test_neighbours_are_ten_and_name_their_model(areas):
    for model in areas.neighbour_models:
        used, neighbours = areas.neighbours(areas.get("831"), 2024, model)
        assert (used, len(neighbours)) == (model, 10)
    assert areas.neighbours(areas.get("831"), 2024)[0] == max(areas.neighbour_models)


def test_england_has_no_neighbours(areas):
    assert areas.neighbours(areas.get("E92000001"), 2024)[1] == []


def test_successors_and_predecessors_point_at_each_other(areas):
    for code in areas._by_code:
        for successor in areas.get(code).successors:
            assert code in areas._by_code[successor][0].predecessors
