"""The definitions name event views and columns that exist, and the views say what their columns are."""

import re

import pytest

from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.catalogue.working_days import bank_holidays, is_working_day, numbered_days
from cin_narrative.load.returns.count_sql import count_sql
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.load.returns.event_views import EVENTS, VIEWS, constants, prepare
from cin_narrative.load.returns.quality.findings import make_views
from cin_narrative.load.returns.quality.rules import RULE_FILES, RULES, WATCHED, load_rules, views

DERIVED = {"children_aged_under_18", "assessment_factors_per_completed_assessment", "assessment_factors_any_person_per_completed_assessment"}


def test_every_indicator_is_counted_from_a_view_or_follows_from_one_that_is(catalogue) -> None:
    for indicator in catalogue:
        counted = any(definition.events or definition.sum_of for definition in indicator.measures.values())
        assert counted or indicator.id in DERIVED, indicator.id


def test_a_coded_category_is_counted_by_its_code_and_not_by_its_name(catalogue) -> None:
    for indicator in catalogue:
        for category in indicator.categories.values():
            if category.code and category.values:
                assert category.values != (category.id,), (indicator.id, category.id)


@pytest.mark.parametrize("view", VIEWS)
def test_an_event_view_explains_every_column_it_has(view) -> None:
    engine = DuckDBEngine()
    prepare(engine, [])
    columns = {row[0] for row in engine.rows(f"SELECT column_name FROM information_schema.columns WHERE table_name = '{view}'")}
    comment = "\n".join(line for line in (EVENTS / f"{view}.sql").read_text().splitlines() if line.startswith("--"))
    assert columns <= set(re.findall(r"\w+", comment)), columns - set(re.findall(r"\w+", comment))


def test_every_view_has_a_file_and_every_constant_a_reason() -> None:
    assert {path.stem for path in EVENTS.glob("*.sql")} == set(VIEWS)
    assert {path.stem for path in RULES.glob("*.sql")} == {*views(), "quality_years"}  # the last is what the others count from
    assert {path.stem for path in RULES.glob("*.toml")} == {path.stem for path in (*RULE_FILES, WATCHED)}
    assert {rule.view for rule in load_rules()} == {*views(), "header"}
    assert constants()["three_months_days"] == "91"
    assert (EVENTS / "constants.toml").read_text().count("reason =") == len(constants())


def test_the_one_query_shape(catalogue) -> None:
    events = catalogue["children_referred"].measures[Measure.COUNT].events
    assert count_sql(events, []) == "SELECT return_id, '' AS category, count(DISTINCT child) AS counted FROM referrals GROUP BY return_id"


def test_empty_returns_make_empty_views() -> None:
    engine = DuckDBEngine()
    prepare(engine, [])
    make_views(engine)
    assert engine.rows("SELECT count(*) FROM quality_episodes") == [(0,)]


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    from datetime import date

    assert date(2022, 9, 19) in bank_holidays()
    assert not is_working_day(date(2024, 12, 26))
    christmas = dict(numbered_days(date(2024, 12, 20), date(2024, 12, 30)))  # Friday 1, Monday 2, Tuesday 3
    assert [christmas[date(2024, 12, day)] for day in (20, 22, 24, 26, 27, 29, 30)] == [1, 1, 3, 3, 4, 4, 5]
    assert [day.day for day in christmas if is_working_day(day)] == [20, 23, 24, 27, 30]
    assert {day.year for day in bank_holidays()} == set(range(2009, 2029))
