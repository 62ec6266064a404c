"""Lists of the members of a group that are above or below a place: every place named has its part, and none is left out."""

import pytest
from made_up import b1, load
from readings import NEED, ask, measure, reading

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.questions import answer
from cin_narrative.store.store import Store

SOUTH_WEST, NORTH_EAST = "E12000009", "E12000001"
RATES = {ENGLAND: "330.0", SOUTH_WEST: "300.0", NORTH_EAST: "460.0",
         "878": "240.0", "879": "476.0", "880": "576.0",  # Devon, Plymouth, Torbay
         "841": "495.0", "392": "310.0", "831": "377.0"}  # Darlington, North Tyneside, Derby
HOME, REGIONS = {"set": "home"}, {"set": "all_regions"}
IN = {"South West": {"words": "South West", "set": "all_in_region"}, "North East": {"words": "North East", "set": "all_in_region"}, "all": {"set": "all"}}


@pytest.fixture(scope="module")
def put(tmp_path_factory, catalogue, areas):
    folder = tmp_path_factory.mktemp("against")
    load(folder / "store.duckdb", b1(folder / "in", [(2024, code, 1000, rate) for code, rate in RATES.items()]))
    with Store.open(folder / "store.duckdb") as store:
        yield lambda *asks: answer("?", store, catalogue, areas, "Derby", reading=reading(*asks))


def listed(put, within, op, area, metric="rate"):
    level = {"op": op, "words": area} if area.isdigit() else {"op": op, "area": HOME if area == "us" else {"words": area}}
    return put(ask("list", measure(NEED, metric=metric), years=[2024], within=within, threshold=level))


@pytest.mark.parametrize(("within", "op", "area", "members", "against"), [
    (IN["South West"], "gt", "350", ["Plymouth", "Torbay"], ""),
    (IN["South West"], "gt", "England", ["Plymouth", "Torbay"], "England"),
    (IN["North East"], "gt", "England", ["Darlington"], "England"),
    (IN["North East"], "gt", "South West", ["Darlington", "North Tyneside"], "the South West"),
    (IN["North East"], "lt", "North East", ["North Tyneside"], "the North East"),
    (IN["South West"], "gt", "Devon", ["Plymouth", "Torbay"], "Devon"),
    (IN["all"], "lt", "North Tyneside", ["Devon"], "North Tyneside"),
    (IN["all"], "gt", "North East", ["Darlington", "Plymouth", "Torbay"], "the North East"),
    (IN["all"], "lt", "England", ["Devon", "North Tyneside"], "England"),
    (REGIONS, "gt", "England", ["North East"], "England"),
    (IN["South West"], "lt", "us", ["Devon"], "Derby"),
])  # fmt: skip
def test_the_members_are_those_of_the_group_beyond_the_place(put, within, op, area, members, against):
    said = listed(put, within, op, area)
    assert said.outcome == "answered"
    shown = [figure["area"] for figure in said.record(1, "")["figures"] if figure["measure"] == "rate"]
    expected = [against.removeprefix("the ")] if against else []
    assert sorted(set(shown) - set(expected)) == sorted(set(members) - set(expected)), said.text
    assert not against or f"In {against}, the rate of children in need at 31 March 2024 was" in said.text


def test_no_number_of_an_authority_is_held_against_that_of_a_region(put):
    said = listed(put, IN["all"], "gt", "North East", metric="count")
    assert {figure["measure"] for figure in said.record(1, "")["figures"]} == {"rate"}


def test_a_number_of_an_authority_may_be_held_against_anothers(put):
    said = listed(put, IN["all"], "ge", "Devon", metric="count")
    assert {figure["measure"] for figure in said.record(1, "")["figures"]} >= {"count"}


@pytest.mark.parametrize(("place", "rank"), [("Plymouth", "second highest"), ("Torbay", "highest")])
def test_a_place_is_among_those_of_the_region_named(put, place, rank):
    said = put(ask("rank", measure(NEED, metric="rate"), areas=[place], years=[2024], within={"words": "South West"}))
    assert rank in said.text
    assert "of the three local authorities in the South West with a figure" in said.text.replace("[2] ", "")
