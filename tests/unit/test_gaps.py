"""What a return does not give, or not so that it can be read: told, refused or unchanged, and never another figure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_returns import Element, RandomReturn
from test_census_return import CHILD, Loader, message
from wide import spread

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.disclosure.door import INTERNAL, Door
from cin_narrative.disclosure.figures import Figures
from cin_narrative.errors import ReturnRefused
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.fields import FIELDS, Kind
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.compute import compute
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import prepare
from cin_narrative.load.returns.gaps import gap_findings, gaps_of, symbols_of
from cin_narrative.load.returns.header import ReturnKey
from cin_narrative.load.returns.quality.findings import find_all, make_views
from cin_narrative.store.observations import Symbol
from cin_narrative.store.store import Store

Cell = tuple[str, str, str]
REFERRED = "<CINreferralDate>2024-06-03</CINreferralDate>"
# a group of the file that holds each table, to take away
GROUP_OF = {"AssessmentFactors": "FactorsIdentifiedAtAssessment"}
RECORDS = {
    "Child",
    "CINdetails",
    "Assessments",
    "CINPlanDates",
    "Section47",
    "ChildProtectionPlans",
}


Outcome = tuple[Mapping[Cell, object], frozenset[str]]


def outcomes(returns: Sequence[RandomReturn]) -> list[Outcome | None]:
    """Every figure of each return (a symbol in place of one that is not known), and the indicators that a finding names; none where
    it is blocked. Each is an authority's of its own, and all are counted at once: one more costs a tenth of the first.
    """
    engine, numbers, catalogue = DuckDBEngine(), Numbers(), load_catalogue()
    keys = [ReturnKey(number, "return.xml", str(801 + number), one.year, "undated", "") for number, one in enumerate(returns)]
    read = [read_xml(io.BytesIO(one.xml().encode()), "return.xml", CensusRows(engine, number, numbers)) for number, one in enumerate(returns)]
    gaps = [gaps_of(key, reading, None, {}, catalogue) for key, reading in zip(keys, read, strict=True)]
    prepare(engine, keys)
    make_views(engine)
    findings = find_all(engine, keys, catalogue)
    figures: list[dict[Cell, object]] = [{} for _ in returns]
    for one in compute(engine, keys, catalogue, {number: symbols_of(found, catalogue) for number, found in enumerate(gaps)}):
        figures[one.return_id][one.indicator, one.measure.value, one.category] = one.symbol or one.value
    engine.close()
    found = [[*gap_findings(key, gaps[key.return_id], catalogue), *findings[key.return_id]] for key in keys]
    named = [frozenset(name for finding in told for name in finding.indicators) for told in found]
    blocked = [any(finding.handling == "blocked" for finding in told) for told in found]
    return [None if shut else one for shut, *one in zip(blocked, figures, named, strict=True)]


def outcome(one: RandomReturn) -> Outcome:
    """That of one return, which nothing blocks."""
    (found,) = outcomes([one])
    assert found is not None
    return found


@cache
def sound(seed: int) -> Mapping[Cell, object]:
    """Every figure of a return that nothing was done to: the same for each thing that is."""
    return outcome(RandomReturn(seed))[0]


DAMAGE = ("2024-02-30", "spring", "99/99/9999", "ZZZ", "-1", "9x")


IN_ONE_PLACE = [(0, 1, "spring"), (0, 58, "2024-02-30"), (1, 211, "ZZZ"), (1, 407, "-1"), (0, 733, "9x")]
DATES = [(0, 0), (0, 23), (1, 98), (0, 171), (1, 305)]
AT_ONCE = 10  # examples of a property, which are counted together


@pytest.mark.long
def test_a_field_damaged_in_one_place_is_told_or_changes_nothing() -> None:
    assert_told_or_unchanged(IN_ONE_PLACE)


@pytest.mark.slow
@settings(max_examples=60 // AT_ONCE, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10_000), st.sampled_from(DAMAGE)), min_size=AT_ONCE, max_size=AT_ONCE))
def test_a_field_damaged_anywhere_is_told_or_changes_nothing(cases: list[tuple[int, int, str]]) -> None:
    assert_told_or_unchanged(cases)


def assert_told_or_unchanged(cases: Sequence[tuple[int, int, str]]) -> None:
    returns, spoilt = [RandomReturn(seed) for seed, _, _ in cases], []
    for one, (_, place, text) in zip(returns, cases, strict=True):
        fields = [(within, at) for within, at in one.texts() if within[at][0] != "LAchildID"]
        within, at = fields[place % len(fields)]
        within[at] = (within[at][0], text)
        spoilt.append(within[at])
    for (seed, _, _), field, found in zip(cases, spoilt, outcomes(returns), strict=True):
        before, (after, told) = sound(seed), found or (sound(seed), frozenset())
        changed = {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}
        assert not {cell for cell in changed if cell[0] not in told}, field


def test_one_date_that_cannot_be_read_leaves_no_number_of_what_rests_on_it() -> None:
    assert_not_known(DATES)


@pytest.mark.slow
@settings(max_examples=40 // AT_ONCE, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 10_000)), min_size=AT_ONCE, max_size=AT_ONCE))
def test_what_cannot_be_read_leaves_no_number_of_what_rests_on_it_and_all_others_as_they_were(cases: list[tuple[int, int]]) -> None:
    assert_not_known(cases)


def assert_not_known(cases: Sequence[tuple[int, int]]) -> None:
    returns, names = [RandomReturn(seed) for seed, _ in cases], []
    for one, (_, place) in zip(returns, cases, strict=True):
        dates = [(within, at) for within, at in one.texts() if FIELDS[within[at][0]] is Kind.DATE]
        within, at = dates[place % len(dates)]
        names.append(within[at][0])
        within[at] = (names[-1], "not a date")
    for (seed, _), name, found in zip(cases, names, outcomes(returns), strict=True):
        assert found is not None, name
        before, after = sound(seed), found[0]
        for cell in before.keys() | after.keys():
            rests = name in load_catalogue()[cell[0]].fields
            assert after.get(cell) == (Symbol.NOT_KNOWN if rests else before.get(cell)), (name, cell)


@cache
def larger(seed: int) -> Mapping[Cell, object]:
    """Every figure of a return of eighty children that lacks no table."""
    return outcome(RandomReturn(seed, 80))[0]


@pytest.mark.parametrize("seed", spread(range(3), 1))
@pytest.mark.parametrize(
    "table",
    spread(
        [
            "Assessments",
            "AssessmentFactors",
            "Section47",
            "CINPlanDates",
            "ChildProtectionPlans",
            "Reviews",
            "Disabilities",
        ],
        3,
    ),
)
def test_every_figure_that_changes_without_a_table_names_it_and_the_first_named_is_counted(
    table: str, seed: int
) -> None:
    catalogue, before = load_catalogue(), larger(seed)
    after, _ = outcome(RandomReturn(seed, 80).without(GROUP_OF.get(table, table)))
    for cell in before.keys() | after.keys():
        tables = catalogue[cell[0]].rests_on
        if before.get(cell) != after.get(cell):
            assert table in tables, cell
        elif next(iter(tables)) == table:
            assert not before.get(cell), cell


def doubled(element: Element) -> list[Element]:
    """A record twice, with every record in it twice."""
    tag, content = element
    if isinstance(content, str):
        return [element]
    return [(tag, [one for part in content for one in doubled(part)])] * (
        2 if tag in RECORDS else 1
    )


@pytest.mark.long
@pytest.mark.parametrize("seed", spread(range(4), 1))
def test_records_that_stand_twice_count_once_and_are_told(tmp_path, seed: int) -> None:
    one, twice = RandomReturn(seed), RandomReturn(seed)
    twice.children = [child for once in twice.children for child in doubled(once)]
    assert outcome(twice)[0] == outcome(one)[0]
    loader = Loader(tmp_path)
    loader.xml(twice.xml())
    assert "Records that stand twice" in loader.words()


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def many(count: int, *changes: tuple[str, str], year: int = 2025) -> str:
    """A return of so many children; the first of them, one each, with a change."""
    child = CHILD.replace("2024-", f"{year - 1}-").replace("2025-", f"{year}-")
    texts = [child.replace("ID-ONE", f"C{number}") for number in range(count)]
    for at, (old, new) in enumerate(changes):
        texts[at] = texts[at].replace(old, new)
    return message("".join(texts), year)


@pytest.mark.long
def test_more_than_a_small_share_that_cannot_be_read_refuses_the_return_with_field_count_and_example(
    loader,
) -> None:
    spoilt = [(REFERRED, "<CINreferralDate>2024-31-06</CINreferralDate>")] * 5
    with pytest.raises(
        ReturnRefused,
        match=r"5 of 100 values of CINreferralDate cannot be read \(for example 2024-31-06\)",
    ):
        loader.xml(many(100, *spoilt))
    assert not loader.store.exists()
    loader.xml(many(100, *spoilt[:4]))
    assert loader.value("referrals") is None
    assert loader.value("section_47_enquiries") == 100


def test_an_example_that_may_be_a_name_or_an_identifier_shows_its_form_alone(loader) -> None:
    with pytest.raises(ReturnRefused, match=r"for example aaaaa 99") as caught:
        loader.xml(many(20, *[(REFERRED, "<CINreferralDate>Alice 42</CINreferralDate>")] * 6))
    assert "Alice" not in str(caught.value)


@pytest.mark.long
def test_a_field_of_dates_written_day_first_is_read_and_one_of_both_forms_is_not(loader) -> None:
    whole = many(3).replace(REFERRED, "<CINreferralDate>05/04/2024</CINreferralDate>")
    loader.xml(whole)
    assert loader.value("referrals_by_month", "april") == 3
    assert "CINreferralDate are written day first" in loader.words()
    loader.xml(many(3, (REFERRED, "<CINreferralDate>05/04/2024</CINreferralDate>")))
    assert loader.value("referrals") is None


def test_a_table_that_was_not_given_is_not_nought_and_one_that_is_empty_is(
    loader, tmp_path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "Header.csv").write_text(
        "Collection,Year,ReferenceDate,LEA\nCIN,2025,2025-03-31,831\n"
    )
    (folder / "Child.csv").write_text("LAchildID,PersonBirthDate,Sex\nA,2011-06-15,F\n")
    (folder / "CINdetails.csv").write_text(
        "LAchildID,CINdetailsID,CINreferralDate,ReferralNFA\nA,1,2024-06-03,0\nA,1,2024-06-03,0\n"
    )
    (folder / "Assessments.csv").write_text(
        "LAchildID,CINdetailsID,AssessmentID,AssessmentActualStartDate,AssessmentAuthorisationDate\n"
    )
    loader.load(folder)
    assert loader.value("referrals") == 1
    assert loader.value("assessments_completed") == 0
    with Store.open(loader.store) as store:
        found = store.observations("831", 2025, "section_47_enquiries")["count", ""][0]
        assert (found.value, found.symbol) == (None, "absent")
        figures = Figures(
            Door(store, load_catalogue(), audience=INTERNAL), load_catalogue(), load_areas()
        )
        figure = figures.level(
            "section_47_enquiries", Measure.COUNT, load_areas().get("831", 2025), 2025
        )
    assert figure is not None
    assert figure.symbol is Symbol.NOT_GIVEN


@pytest.mark.long
def test_a_table_that_comes_empty_after_a_year_of_hundreds_is_not_in_the_return(loader) -> None:
    loader.xml(many(100, year=2024), "before.xml")
    none = many(100).replace("<Section47>", "<Gone>").replace("</Section47>", "</Gone>")
    loader.xml(none, "after.xml")
    assert loader.value("section_47_enquiries") is None
    assert loader.value("referrals") == 100
    assert "The return has no record of Section47" in loader.words()


@pytest.mark.long
@pytest.mark.parametrize(("cases", "found"), [(999, 0), (1000, None)])
def test_a_table_that_comes_empty_beside_a_thousand_cases_is_not_in_the_return(loader, cases: int, found: int | None) -> None:
    """Nothing is held of the authority; the looking at the file alone says so, too."""
    loader.xml(many(cases).replace("<Section47>", "<Gone>").replace("</Section47>", "</Gone>"))
    assert loader.value("section_47_enquiries") == found
    assert loader.value("referrals") == cases
    [report] = api.quality([loader.folder / "return.xml"])
    assert ("not_given_Section47" in [one.rule for one in report.findings]) == (found is None)


@pytest.mark.long
def test_a_large_change_is_told_against_what_the_store_holds(loader) -> None:
    loader.xml(many(100, year=2024), "before.xml")
    loader.xml(many(40), "after.xml")
    assert "The number of referrals changed by more than 25% on the year before" in loader.words()


def test_a_gap_in_the_return_of_the_year_before_bears_on_what_needs_it_alone(loader) -> None:
    unclear = (
        "<CINreferralDate>2023-06-03</CINreferralDate>",
        "<CINreferralDate>June</CINreferralDate>",
    )
    before = loader.write(many(100, unclear, year=2024), "before.xml")
    loader.load(before, loader.write(many(100), "after.xml"))
    assert loader.value("rereferrals_within_12_months") is None
    assert loader.value("referrals") == 100
    assert "in the return of the year before that cannot be read: 1 of 100" in loader.words()


def test_a_page_an_answer_and_a_receipt_say_why_a_figure_is_not_known(loader) -> None:
    loader.xml(many(100, (REFERRED, "<CINreferralDate>June</CINreferralDate>")))
    with api.open_store(loader.store) as store:
        answered = api.ask(store, "How many referrals did Derby have in 2025?").text
        page = api.summary(store, "Derby", 2025).text
        figures = Figures(Door(store, load_catalogue()), load_catalogue(), load_areas())
        figure = figures.level("referrals", Measure.COUNT, load_areas().get("831", 2025), 2025)
    for text in (answered, page):
        assert "known, because records of the return cannot be read" in text
    assert figure is not None
    assert figure.shown == "[unknown]"
    assert figure.left_out[0].startswith("Values of CINreferralDate that cannot be read. ")
