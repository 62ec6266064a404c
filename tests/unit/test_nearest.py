"""Never a dead end: what is not held gets the nearest that is, under what was asked and what is held."""

import pytest
from made_up import b1, load
from readings import NEED, PLANS, REFERRALS, ask, measure, reading

from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.catalogue.concepts import concept_of, load_concepts
from cin_narrative.check.checks import concepts
from cin_narrative.check.house import House
from cin_narrative.questions import answer
from cin_narrative.store.store import Store

LEEDS, CUMBRIA, NORTHAMPTONSHIRE, POOLE, CUMBERLAND, BCP = "383", "909", "928", "836", "942", "839"
ROWS = [
    *((year, LEEDS, 5000 + year, "300.0") for year in range(2018, 2025)),
    *((year, CUMBRIA, 700 + year, "200.0") for year in range(2018, 2024)),
    *((year, NORTHAMPTONSHIRE, 200 + year, "100.0") for year in range(2018, 2022)),
    (2019, POOLE, 1103, "300.0"), (2024, CUMBERLAND, 900, "210.0"), (2021, BCP, 1500, "280.0"),
    *((year, ENGLAND, 390000, "330.0") for year in range(2018, 2025)),
]  # fmt: skip


@pytest.fixture(scope="module")
def put(tmp_path_factory, catalogue, areas):
    folder = tmp_path_factory.mktemp("nearest")
    load(folder / "store.duckdb", b1(folder / "in", ROWS))
    with Store.open(folder / "store.duckdb") as store:
        yield lambda *asks, home=None: answer("?", store, catalogue, areas, home, reading=reading(*asks))


def given(said):
    figures = said.record(1, "")["figures"]
    return {(f["area"], f["year"]) for f in figures if f["measure"] == "count"}


def test_an_area_that_is_gone_is_given_by_those_that_followed_it(put):
    said = put(ask("value", NEED, areas=["Cumbria"], years=[2024]))
    assert (said.outcome, given(said)) == ("nearest", {("Cumberland", 2024)})
    assert "Cumbria no longer existed then" in said.text


def test_a_new_area_is_given_by_those_it_follows(put):
    said = put(ask("value", NEED, areas=["Cumberland"], years=[2022]))
    assert (said.outcome, given(said)) == ("nearest", {("Cumbria", 2022)})
    assert "Cumberland did not yet exist then" in said.text


def test_of_several_places_the_one_that_is_gone_is_named(put):
    said = put(ask("value", NEED, areas=["Leeds", "Cumbria"], years=[2024]))
    assert given(said) == {("Leeds", 2024), ("Cumberland", 2024)}
    assert "Leeds no longer existed" not in said.text


@pytest.mark.parametrize(("year", "instead"), [(2031, 2024), (2012, 2018)])
def test_a_year_that_is_not_held_is_given_by_the_nearest(put, year, instead):
    said = put(ask("value", NEED, areas=["Leeds"], years=[year]))
    assert (said.outcome, given(said)) == ("nearest", {("Leeds", instead)})
    assert said.text.startswith("Asked: Children in need at 31 March for ")


def test_the_years_that_are_held_are_given_and_the_others_said_to_be_left(put):
    said = put(ask("value", NEED, areas=["Leeds"], years=[2016, 2018]))
    assert given(said) == {("Leeds", 2018)}
    assert "Not given: Children in need at 31 March for 2016." in said.text
    assert "2016" in said.asks[0].asked[0]


@pytest.mark.parametrize(
    ("words", "kind", "instead"),
    [("14 September 2021", "on another day", 2021), ("1 July 2022", "on another day", 2022), ("calendar year 2022", "in a calendar year", 2022)],
)
def test_another_day_is_given_by_the_nearest_31_march(put, words, kind, instead):
    said = put(ask("value", NEED, areas=["Leeds"], years=[words]))
    assert (said.outcome, given(said)) == ("nearest", {("Leeds", instead)})
    assert f"Asked: Children in need at 31 March {kind}." in said.text


def test_what_is_held_for_england_alone_comes_with_the_local_total(put):
    said = put(ask("value", measure("children_in_need_by_sex", "female"), areas=["Leeds"], years=[2023]))
    assert ("Leeds", 2023) in given(said) or said.outcome == "not_held"  # this store has no breakdowns


@pytest.mark.parametrize("words", ["the UK", "Britain", "Great Britain"])
def test_the_united_kingdom_is_given_by_england(put, words):
    said = put(ask("value", NEED, years=[2023], restrictors=[{"words": words, "what": "other_country"}]))
    assert (said.outcome, given(said)) == ("nearest", {("England", 2023)})
    assert "Each nation counts children in need in its own way" in said.text


@pytest.mark.parametrize(
    ("what", "words", "said"),
    [
        ("attribute", "urgent", "do not tell"),
        ("ward", "Heaton", "not for a part of one"),
        ("cross", "boys", "please ask for it by itself"),
        ("forecast", "by next spring", "No forecasts"),
        ("own_data", "our dashboard", "Other systems' figures"),
        ("other_dataset", "children in care", "a collection of their own"),
    ],
)
def test_a_narrowed_question_gets_the_total_under_what_was_asked(put, what, words, said):
    found = put(ask("value", NEED, areas=["Leeds"], years=[2023], restrictors=[{"words": words, "what": what}]))
    assert (found.outcome, given(found)) == ("nearest", {("Leeds", 2023)})
    assert said in found.text and found.text.startswith("Asked: ")


def test_why_gets_the_figures_and_no_reason(put):
    found = put(ask("change", NEED, areas=["Leeds"], years=[2019, 2023], restrictors=[{"words": "why", "what": "cause"}]))
    assert "These data do not say why" in found.text
    assert given(found) == {("Leeds", 2019), ("Leeds", 2023)}


def test_a_concept_that_is_not_held_gives_the_measure_nearest_to_it(put):
    found = put(ask("value", areas=["Leeds"], years=[2023], restrictors=[{"words": "families", "what": "other_dataset"}]))
    assert (found.outcome, given(found)) == ("nearest", {("Leeds", 2023)})
    assert "The census counts children, not families. Published by: nobody" in found.text


@pytest.mark.parametrize(("words", "publisher"), [
    ("looked after children", 'DfE, "Children looked after'), ("agency staff", "workforce"), ("Wales", "the Welsh Government"), ("Glasgow", "the Scottish Government"),
])  # fmt: skip
def test_what_has_nothing_near_gets_no_figure_of_something_else(put, words, publisher):
    found = put(ask("value", *([NEED] if words in ("Wales", "Glasgow") else []), years=[2023], restrictors=[{"words": words, "what": "other_country" if words in ("Wales", "Glasgow") else "other_dataset"}]))
    assert (found.outcome, given(found)) == ("not_held", set())
    assert publisher in found.text and found.options


def test_a_concept_with_nothing_near_says_who_publishes_it_and_offers_what_is_held(put):
    found = put(ask("value", areas=["Leeds"], restrictors=[{"words": "complaints", "what": "other_dataset"}]))
    assert (found.outcome, bool(found.options)) == ("not_held", True)
    assert "Published by: each council" in found.text


def test_a_place_that_is_not_known_offers_those_with_near_names(put):
    found = put(ask("value", NEED, areas=["Leads"], years=[2023]))
    assert found.outcome == "choice_needed"
    assert any("Leeds" in option.label for option in found.options)


@pytest.mark.parametrize("one", [PLANS, REFERRALS])
def test_a_measure_of_which_nothing_is_held_says_so(put, one):
    found = put(ask("value", one, areas=["Leeds"], years=[2023]))
    assert found.outcome == "not_held"
    assert "No figures are held" in found.text


def test_the_table_of_concepts_has_one_owner_for_each_phrase_and_knows_its_indicators():
    assert list(concepts.faults(House())) == []
    assert all(concept.why and concept.published for concept in load_concepts())


@pytest.mark.parametrize(("words", "concept"), [("looked-after children", "looked_after"), ("the UK", "united_kingdom"), ("a caseload of", "workforce"), ("councillors", None)])
def test_the_longest_phrase_decides_which_concept_is_meant(words, concept):
    found = concept_of(words)
    assert (found.id if found else None) == concept
