"""Why a figure differs from DfE's: each class of reasons where it holds, and not where it does not."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest
from made_up import load, long_file
from test_census_return import Loader
from test_submissions import returned

from cin_narrative import api
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.load.returns.event_views import EVENTS, view_sql
from cin_narrative.load.returns.reasons.readings import readings_behind, rule_readings
from cin_narrative.load.returns.reconciliation import Reconciliation
from cin_narrative.store.store import Store

CIN, AWAITING = "children_in_need_at_31_march", "children_awaiting_assessment_at_31_march"
COLUMNS = "At31_episodes,Awaiting_assessment"
REFERRED = "Referrals,No_Further_Action,No_Further_Action_percent"


def published(loader: Loader, *cells: object, newest: int = 2024, year: int = 2024) -> None:
    """DfE's children in need, and those awaiting an assessment."""
    rows = [(year, "831", *cells)] + [(newest, "831", *cells)] * (newest != year)
    load(loader.store, long_file(loader.folder / str(newest) / f"b1_children_in_need_2013_to_{newest}.csv", COLUMNS, rows))


def loaded(loader: Loader, *children: int) -> None:
    """A submission of so many children each; none of them awaits an assessment."""
    for day, count in enumerate(children, 1):
        loader.load(loader.write(returned(count, day, year=2024), f"{day}.xml"))


def reconciled(loader: Loader, audience: str = INTERNAL) -> Reconciliation:
    with Store.open(loader.store) as store:
        return api.reconcile(store, "Derby", 2024, audience)


def reasons(loader: Loader, indicator: str, measure: str = "count") -> list[str]:
    [line] = [one for one in reconciled(loader).differing if one.indicator.id == indicator and one.measure.value == measure]
    return [one.kind for one in line.reasons]


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


@pytest.fixture(scope="module")
def twelve_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    loader = Loader(tmp_path_factory.mktemp("twelve"))
    loaded(loader, 12)
    return loader.store


@pytest.fixture
def twelve(loader: Loader, twelve_once: Path) -> Loader:
    """A store with a submission of twelve children."""
    shutil.copy(twelve_once, loader.store)
    return loader


@pytest.fixture(scope="module")
def fewer_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    loader = Loader(tmp_path_factory.mktemp("fewer"))
    loaded(loader, 20, 15, 12)
    return loader.store


@pytest.fixture
def fewer(loader: Loader, fewer_once: Path) -> Loader:
    """A store with three submissions: of twenty children, of fifteen and of twelve."""
    shutil.copy(fewer_once, loader.store)
    return loader


@pytest.mark.long
def test_a_reading_of_ours_is_the_reason_where_the_whole_agrees_and_is_not_where_it_differs(twelve: Loader) -> None:
    published(twelve, 12, 7)
    assert reasons(twelve, AWAITING) == ["awaiting_assessment"]
    assert reasons(twelve, AWAITING, "percentage") == ["count", "awaiting_assessment"]
    published(twelve, 20, 7)
    assert reasons(twelve, AWAITING) == ["other_records"]
    assert reasons(twelve, CIN) == ["none"]
    assert "    No reason was found that can be tested here.\n" in reconciled(twelve).text()


@pytest.mark.long
def test_the_submission_that_has_dfe_s_figure_is_named(fewer: Loader) -> None:
    published(fewer, 20, 0)
    assert reasons(fewer, CIN) == ["later_submission"]
    assert "Submission 1 of this return has DfE's figure (20)" in reconciled(fewer).text()
    published(fewer, 19, 0)
    assert reasons(fewer, CIN) == ["none"]


@pytest.mark.long
def test_a_release_of_dfe_s_that_has_our_figure_is_named(twelve: Loader) -> None:
    published(twelve, 12, 0)
    published(twelve, 15, 0, newest=2025)
    assert reasons(twelve, CIN) == ["revised_by_dfe"]
    assert "DfE's 2024 release has the figure here: it was changed since." in reconciled(twelve).text()


@pytest.mark.long
def test_the_last_digit_is_rounding_and_more_than_that_is_other_parts(twelve: Loader) -> None:
    for percentage, reason in (("0.1", "rounding"), ("5.0", "other_parts")):
        rows = [(2024, "831", 12, 0, percentage)]
        load(twelve.store, long_file(twelve.folder / "c1" / "c1_referrals_2013_to_2024.csv", REFERRED, rows))
        assert reasons(twelve, "referrals_no_further_action", "percentage") == [reason]


@pytest.mark.long
def test_differences_are_ordered_by_children_and_both_views_show_what_they_promise(fewer: Loader, capsys) -> None:
    published(fewer, 20, 7)
    exact, shown = reconciled(fewer), reconciled(fewer, PUBLISHABLE)
    assert [(line.indicator.id, line.measure.value, line.children) for line in exact.differing] == [
        (CIN, "count", 8), (AWAITING, "count", 7), (AWAITING, "percentage", 7)]  # fmt: skip
    numbers = {line.cell[0].id + line.cell[1] + line.cell[2]: line.local.value for line in exact.lines if line.difference is not None}
    seen = {line.cell[0].id + line.cell[1] + line.cell[2]: line.local.value for line in shown.lines if line.difference is not None}
    assert seen.items() <= numbers.items()
    assert {line.local.shown for line in shown.lines if line.measure.value == "count"}.isdisjoint("12345")
    assert main(["reconcile", "Derby", "2024", "--internal", "--format", "json", "--store", str(fewer.store)]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [one["indicator"] for one in record["differing"]] == [CIN, AWAITING, AWAITING]
    assert record["differing"][0]["reasons"][0]["kind"] == "later_submission"


def test_every_constant_that_is_our_reading_is_a_reason_and_every_reading_names_columns_that_there_are() -> None:
    table = tomllib.loads((EVENTS / "constants.toml").read_text(encoding="utf-8"))
    ours = {name for name, one in table.items() if re.search(r"our reading|No published\s+source settles", one["reason"])}
    named = {name for one in rule_readings() for name in one.constants}
    assert ours - {"one_year_days"} <= named <= set(table)  # DfE's bands leave no day between "under" and "1 year"
    catalogue = load_catalogue()
    for one in rule_readings():
        views = {place.partition(".")[0] for place in one.bears_on}
        texts = {view: (EVENTS / f"{view}.sql").read_text(encoding="utf-8") for view in views}
        for place in one.bears_on:
            view, _, column = place.partition(".")
            assert column == "*" or re.search(rf"\b{column}\b", view_sql(view)), place
        for name in one.constants:
            using = {path.stem for path in EVENTS.glob("*.sql") if f"${name}" in path.read_text(encoding="utf-8")}
            assert using <= views, (one.id, using - set(texts))
        assert [indicator for indicator in catalogue if one in readings_behind(indicator, catalogue)], one.id
        assert not one.beside or one.beside in {indicator.id for indicator in catalogue}
