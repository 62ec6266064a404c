"""Lists of the members of a group that are above or below a place: every place named has its part, and none is left out."""

import pytest
from made_up import b1, load

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.questions import answer
from cin_narrative.store.store import Store

SOUTH_WEST, NORTH_EAST = "E12000009", "E12000001"
RATES = {ENGLAND: "330.0", SOUTH_WEST: "300.0", NORTH_EAST: "460.0",
         "878": "240.0", "879": "476.0", "880": "576.0",  # Devon, Plymouth, Torbay
         "841": "495.0", "392": "310.0", "831": "377.0"}  # Darlington, North Tyneside, Derby
AVERAGE = "In England, the rate of children in need at 31 March 2024 was 330.0"


@pytest.fixture(scope="module")
def ask(tmp_path_factory, catalogue, areas):
    folder = tmp_path_factory.mktemp("against")
    load(folder / "store.duckdb", b1(folder / "in", [(2024, code, 1000, rate) for code, rate in RATES.items()]))
    with Store.open(folder / "store.duckdb") as store:
        yield lambda question: answer(question, store, catalogue, areas, "Derby")


@pytest.mark.parametrize(("question", "listed", "against"), [
    ("List the authorities in the South West with a CIN rate above 350 in 2024", ["Plymouth", "Torbay"], ""),
    ("List the authorities in the South West with a CIN rate above England's in 2024", ["Plymouth", "Torbay"], "England"),
    ("Which authorities in the South West were above the England average for CIN rate in 2024?", ["Plymouth", "Torbay"], "England"),
    ("Which authorities in the North East have a higher rate of CIN than England in 2024?", ["Darlington"], "England"),
    ("Which authorities in the North East have a higher rate of CIN than the South West in 2024?",
     ["Darlington", "North Tyneside"], "the South West"),
    ("Which councils in the North East are below the North East average for CIN rate in 2024?", ["North Tyneside"], "the North East"),
    ("Which authorities in the South West are above Devon's CIN rate in 2024?", ["Plymouth", "Torbay"], "Devon"),
    ("Which authorities are below North Tyneside's CIN rate in 2024?", ["Devon"], "North Tyneside"),
    ("Which councils had a higher CIN rate than the North East in 2024?", ["Darlington", "Plymouth", "Torbay"], "the North East"),
    ("Which authorities are below average for CIN rate in 2024?", ["Devon", "North Tyneside"], "England"),
    ("Which councils have a lower than average CIN rate in 2024?", ["Devon", "North Tyneside"], "England"),
    ("Which regions have a higher CIN rate than England in 2024?", ["North East"], "England"),
    ("Which authorities in the South West have a lower CIN rate than us in 2024?", ["Devon"], "Derby"),
])  # fmt: skip
def test_the_members_are_those_of_the_group_beyond_the_place(ask, question, listed, against):
    said = ask(question)
    assert said.outcome == "answered"
    shown = [figure["area"] for figure in said.record(1, question)["figures"] if figure["measure"] == "rate"]
    expected = [against.removeprefix("the ")] if against else []
    assert sorted(set(shown) - set(expected)) == sorted(set(listed) - set(expected)), said.text
    assert not against or f"In {against}, the rate of children in need at 31 March 2024 was" in said.text


def test_no_number_of_an_authority_is_held_against_that_of_a_region(ask):
    said = ask("Which councils had a higher number of children in need than the North East in 2024?")
    assert "above" not in said.text
    assert {figure["area"] for figure in said.record(1, "")["figures"]} == {"North East"}


@pytest.mark.parametrize(("question", "area"), [("how many children in need does the council have in 2024", "Derby"),
                                                ("how many children in need does the authority have in 2024", "Derby")])  # fmt: skip
def test_the_council_is_still_ones_own(ask, question, area):
    assert {figure["area"] for figure in ask(question).record(1, question)["figures"]} == {area}


def test_a_year_not_held_of_a_place_is_declined_without_a_list_of_releases_that_are_not_of_it(ask):
    said = ask("How many children in need in Devon in 2015?")
    assert said.outcome == "not_held"
    assert "release" not in said.text


@pytest.mark.parametrize("question", ["Is Plymouth the highest in the South West for CIN rate in 2024?", "Plymouth has the highest CIN rate in the South West",
                                      "Where does Plymouth rank in the South West for CIN rate in 2024?"])  # fmt: skip
def test_a_place_is_among_those_of_the_region_named(ask, question):
    assert "second highest" in ask(question).text
    assert "of the three local authorities in the South West with a figure" in ask(question).text.replace("[2] ", "")
