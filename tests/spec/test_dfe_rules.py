"""DfE's 109 validation rules: records that break each are flagged, records that do not are not, in the collections that have it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from dfe_rule_cases import CASE, CASES, tables_of
from return_tables import load_many

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.validation.dfe_rules import TABLE, RuleKind, collections, dfe_rules
from cin_narrative.catalogue.working_days import is_working_day
from cin_narrative.load.returns.census_file.census_rows import CensusRows, Numbers
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.census_file.xml_reader import read_xml
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.quality.children import children_behind
from cin_narrative.load.returns.quality.findings import find_all, make_all_views, make_views
from cin_narrative.load.returns.quality.header_facts import header_findings, key_to_look_by
from cin_narrative.load.returns.quality.rules import HEADER, load_rules, rules_by_id

YEARS = (2023, 2024, 2025, 2026)
HEADER_RULES = {"100"}  # what a return says of itself stands in no table of it


def numbers_found(years: Sequence[int], cases: list[str]) -> dict[int, dict[str, set[str]]]:
    """The numbers of DfE's rules that each case breaks, of a return for each of the ``years``; all are loaded together."""
    engine = DuckDBEngine()
    returns = list(product(years, cases))
    keys = load_many(engine, [(year, tables_of(case, year)) for year, case in returns])
    make_views(engine)
    found = find_all(engine, keys, load_catalogue())
    make_all_views(engine)
    for key in (key for at in range(len(years)) for key in keys[at * len(cases) : (at + 1) * len(cases) : len(cases) // 10 + 1]):
        # the list of records is of the same rules
        assert {one.rule.id for one in children_behind(engine, key)} == {one.rule for one in found[key.return_id]}
    engine.close()
    ids, broken = rules_by_id(), dict[int, dict[str, set[str]]]({year: {} for year in years})
    for key, (year, case) in zip(keys, returns, strict=True):
        broken[year][case] = {ids[one.rule].dfe for one in found[key.return_id]}
    return broken


@pytest.fixture(scope="module")
def found() -> dict[int, dict[str, set[str]]]:
    every = list(dict.fromkeys(case for cases in CASES.values() for part in cases for case in part))
    return numbers_found((2020, *YEARS, 2027), every)


def test_every_rule_of_dfe_has_cases_and_no_other_has() -> None:
    assert set(CASES) | HEADER_RULES == set(dfe_rules())
    assert all(breaking and sound for breaking, sound in CASES.values())


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("number", CASES)
def test_a_rule_flags_what_breaks_it_and_nothing_else(number, year, found) -> None:
    breaking, sound = CASES[number]
    held = year in dfe_rules()[number].years
    assert {case for case in breaking if number in found[year][case]} == (set(breaking) if held else set())
    assert {case for case in sound if number in found[year][case]} == set()


@pytest.mark.parametrize("number", CASES)
def test_a_year_whose_rules_are_not_held_has_those_of_the_nearest(number, found) -> None:
    years = dfe_rules()[number].years
    for year, nearest in ((2020, 2023), (2027, 2026)):
        flagged = {case for case in CASES[number][0] if number in found[year][case]}
        assert bool(flagged) == (nearest in years)


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        ({"ReferenceDate": "2025-03-31", "Year": "2025"}, False),
        ({"ReferenceDate": "2025-03-31"}, False),
        ({"ReferenceDate": "2025-03-30", "Year": "2025"}, True),
        ({"ReferenceDate": "2024-03-31", "Year": "2025"}, True),
        ({"ReferenceDate": "soon", "Year": "2025"}, True),
        ({"Year": "2025"}, True),
    ],
)
def test_rule_100_looks_at_the_reference_date(fields, broken) -> None:
    header, areas = Header({"LEA": "831", **fields}, ["831"]), load_areas()
    key = key_to_look_by(header, "return.xml", areas)
    found = [rules_by_id()[one.rule].dfe for one in header_findings(key, header, areas, load_catalogue())]
    assert found == (["100"] if broken else [])


def add_working_days(start: date, count: int) -> date:
    """The working day that is ``count`` working days after ``start``, counted forwards."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@pytest.mark.parametrize("year", YEARS)
def test_days_that_rules_count_from_are_working_days_before_the_year_or_its_end(year) -> None:
    """Hand-worked the other way round: forwards from the day."""
    engine = DuckDBEngine()
    load_many(engine, [(year, tables_of(CASE, year))])
    make_views(engine)
    columns = "no_action_from, assessed_from, conferred_from, school_age_from"
    [(eve, assessed, conferred, school)] = engine.rows(f"SELECT {columns} FROM quality_years")
    engine.close()
    last = date(year, 3, 31)
    assert is_working_day(eve) and add_working_days(eve, 1) >= date(year - 1, 4, 1)
    for first, days in ((assessed, 45), (conferred, 15)):
        assert is_working_day(first)
        assert add_working_days(first, days) >= last > add_working_days(first, days - 1)
    assert school == (date(year - 6, 8, 31) if year >= 2025 else date(year - 6, 3, 31))


def test_the_day_before_the_collection_is_told_from_the_last_working_day_before_it() -> None:
    """1 April 2024 was Easter Monday: one working day earlier is Thursday 28 March."""
    cases = ["case made=2024-03-27 nfa=1", "case made=2024-03-28 nfa=1", "case made=2024-03-30 nfa=1"]
    found = numbers_found([2025], cases)[2025]
    assert ["8569Q" in found[case] for case in cases] == [True, False, False]


@pytest.mark.parametrize(("year", "flagged"), [(2023, True), (2024, False)])
def test_the_authorities_of_cumbria_are_in_upns_from_2024(year, flagged) -> None:
    case = f"child upn=A942000024001 / {CASE}"
    assert ("1530" in numbers_found([year], [case])[year][case]) == flagged


XML = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate>
</CollectionDetails><Source><LEA>831</LEA></Source></Header><Children><Child><ChildIdentifiers><LAchildID>A</LAchildID></ChildIdentifiers>
<CINdetails><CINreferralDate>2024-06-03</CINreferralDate><ReferralNFA>0</ReferralNFA><ChildProtectionPlans><CPPstartDate>2024-07-01</CPPstartDate>
{reviews}</ChildProtectionPlans></CINdetails></Child></Children></Message>"""


@pytest.mark.parametrize(
    ("reviews", "count"),
    [
        ("", 0), ("<Reviews><CPPreviewDate>2024-09-01</CPPreviewDate></Reviews>", 0), ("<Reviews/>", 1), ("<Reviews><CPPreviewDate/></Reviews>", 1),
        ("<Reviews><CPPreviewDate>2024-09-01</CPPreviewDate><CPPreviewDate> </CPPreviewDate></Reviews>", 1),
    ],
)  # fmt: skip
def test_a_review_without_its_date_is_found_in_the_file_and_counts_as_none(reviews, count) -> None:
    engine = DuckDBEngine()
    reading = read_xml(io.BytesIO(XML.format(reviews=reviews).encode()), "return.xml", CensusRows(engine, 1, Numbers()))
    [(undated, dated)] = engine.rows("SELECT count(*) - count(CPPreviewDate), count(CPPreviewDate) FROM Reviews")
    engine.close()
    assert (undated, dated) == (count, reviews.count("2024-09-01")) and reading.rows["Reviews"] == dated


def test_each_check_names_its_row_or_is_our_own_and_says_so() -> None:
    for rule in load_rules():
        row = rule.of_dfe
        if row is None:
            assert "of our own" in rule.said, rule.id
        else:
            assert f"DfE's rule {row.number} ({row.kind}): {row.text.rstrip('.')}." in rule.said, rule.id
            assert (row.kind is RuleKind.QUERY) == row.number.endswith("Q")
    assert {rule.dfe for rule in load_rules()} - {""} == set(dfe_rules())


def test_a_rule_that_damages_a_figure_names_it_from_what_the_indicators_rest_on(catalogue) -> None:
    resting = {field for indicator in catalogue for field in indicator.fields}
    for rule in load_rules():
        known = set(rule.rests_on) & resting
        assert rule.indicators or known or rule.module in ("ChildIdentifiers", "Section47") or rule.view == HEADER, rule.id


def test_the_table_is_dfes_as_it_was_given() -> None:
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    assert len(rows) == 109 == len(dfe_rules()) and collections() == (2023, 2026)
    assert sum(row["type"] == "query" for row in rows) == sum(row["rule"].endswith("Q") for row in rows) == 26
    assert [row["rule"] for row in rows if row["collections"] == "2025 2026"] == ["1570", "1580", "8945Q", "8950Q"]


@pytest.mark.parametrize(
    ("check", "number"),
    [
        ("assessment_end_outside_the_year", "8696"), ("assessment_open_from_another_year", "8736"), ("need_plan_start_after_the_year", "4010"),
        ("need_plan_end_before_start", "4011"), ("need_plan_end_outside_the_year", "4013"), ("need_plan_overlaps", "4014"),
        ("need_plan_started_during_a_protection_plan", "4016"), ("need_plan_when_a_protection_plan_started", "4017"),
        ("enquiry_unresolved_on_a_closed_case", "8868"), ("enquiry_open_from_before_the_year", "8740"), ("enquiry_several_unresolved", "8839"),
        ("assessment_before_referral", "1103"), ("assessment_no_start", ""), ("child_sex_missing", "4180"), ("child_unborn_with_sex", "8750"),
        ("review_without_date", "8842Q"), ("return_few_reviews", ""), ("return_one_disability_each", "2888Q"), ("return_few_disability_codes", "2887Q"),
    ],
)  # fmt: skip
def test_the_numbers_that_stood_on_other_rules_stand_on_their_own(check, number) -> None:
    assert rules_by_id()[check].dfe == number


def test_the_reference_prints_both_texts_beside_each_other() -> None:
    [rule] = api.rules(["8736"])
    assert rule["text"].startswith("For an Assessment that has not been completed") and rule["kind"] == "error"
    assert [check["id"] for check in rule["checks"]] == ["assessment_open_from_another_year"]
    every = api.rules()
    assert [one["number"] for one in every if one["number"]] == list(dfe_rules())
    assert sum(len(one["checks"]) for one in every) == len(load_rules())
