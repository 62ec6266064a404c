"""A local figure beside DfE's: the difference, and the reasons that can be tested."""

import re
from pathlib import Path

import pytest
from test_census_return import CHILD, Loader, message

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.disclosure.door import INTERNAL, PUBLISHABLE
from cin_narrative.errors import InputRefused, NotHeld
from cin_narrative.load.returns.quality.report import quality_report
from cin_narrative.load.returns.reconciliation import Reconciliation, reconcile
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals, indicator_of, published_totals
from cin_narrative.store.store import Store

DERBY = load_areas().get("831")


@pytest.fixture(scope="module")
def loader(starter_in, tmp_path_factory, catalogue) -> Loader:
    """The starter's figures of DfE, and the made-up return of Derby 2016 that matches those first published."""
    loader = Loader(tmp_path_factory.mktemp("reconcile"))
    starter_in(loader.store)
    loader.load(*make_return(derby_totals(), "831", 2016, loader.folder, catalogue))
    return loader


def compared(loader: Loader, catalogue, release: str = "", year: int = 2016, audience: str = PUBLISHABLE) -> Reconciliation:
    with Store.open(loader.store) as store:
        return reconcile(store, catalogue, load_areas(), DERBY, year, release, audience)


@pytest.mark.long
def test_the_made_up_derby_agrees_with_every_count_first_published(loader, catalogue) -> None:
    found = compared(loader, catalogue, "SFR52/2016")
    assert found.agreeing > 250
    assert {line.measure for line in found.differing} == {Measure.RATE}
    assert all(any("population" in reason.said for reason in line.reasons) for line in found.differing)


def test_beside_a_later_release_the_revision_is_named_and_the_text_says_all(loader, catalogue) -> None:
    found = compared(loader, catalogue)
    line = next(line for line in found.differing if line.indicator.id == "episodes_of_need_ending" and line.measure is Measure.COUNT)
    assert any(reason.kind == "revised_by_dfe" and "release has the figure here" in reason.said for reason in line.reasons)
    text = found.text()
    assert text.startswith("Derby, year ending 31 March 2016: made-up records, ")
    assert re.search(r"^Episodes of need ending in the year \(count\): 2,779 here, [\d,]+ from DfE, [\d,]+ (more|fewer) here\.$", text, re.MULTILINE)
    assert "Internal" not in text


@pytest.mark.long
def test_a_missing_previous_return_and_excluded_records_are_named(starter_in, tmp_path, catalogue) -> None:
    loader = Loader(tmp_path)
    starter_in(loader.store)
    old = CHILD.replace("2024-", "2015-").replace("2025-", "2016-").replace("2011-06-15", "2005-06-15")
    loader.xml(message(old.replace("<AssessmentAuthorisationDate>2015-07-19", "<AssessmentAuthorisationDate>2015-05-19"), year=2016))
    found = compared(loader, catalogue, audience=INTERNAL)
    assert "Internal: exact figures, not for publication." in found.text()
    assert "were completed before they started: 1" not in compared(loader, catalogue).text()
    reasons = {(line.indicator.id, reason.said) for line in found.differing for reason in line.reasons}
    assert any(name == "rereferrals_within_12_months" and "the return of the year before was not loaded" in reason for name, reason in reasons)
    assert any(name == "assessments_completed" and "were completed before they started: 1 of 1" in reason for name, reason in reasons)
    assert "More than one main count differs: the return that DfE used is probably another one" in found.text()


@pytest.mark.long
def test_there_must_be_something_on_both_sides(tmp_path, loader, catalogue) -> None:
    with pytest.raises(NotHeld, match="holds no census return"):
        compared(loader, catalogue, year=2020)
    alone = Loader(tmp_path)
    alone.xml(message())
    with pytest.raises(NotHeld, match="no figures of DfE"):
        compared(alone, catalogue, year=2025)


@pytest.mark.long
def test_totals_come_from_the_store_for_any_authority_held(loader, catalogue, tmp_path: Path) -> None:
    with Store.open(loader.store) as store:
        totals = published_totals(store, catalogue, "831", 2016, "SFR52/2016")
        assert totals.count("received") == 3582
        with pytest.raises(InputRefused, match="No published totals"):
            published_totals(store, catalogue, "330", 2016)
    assert make_return(totals, "831", 2016, tmp_path, catalogue)[0].exists()


def test_an_authority_of_the_2024_release_can_be_made_with_hidden_counts_filled(store_2024, catalogue, tmp_path: Path) -> None:
    with Store.open(store_2024) as store:
        totals = published_totals(store, catalogue, "896", 2024, "2024")
    loader = Loader(tmp_path)
    loader.load(*make_return(totals, "896", 2024, tmp_path / "made", catalogue))
    for name in ("received", "open_cases", "cases_ended", "assessed", "enquiries", "conferences", "plans_begun", "open_plans",
                 "open_need_plans", "received_again", "with_factor"):  # fmt: skip
        assert loader.value(indicator_of(name), area="896", year=2024) == totals.count(name), name


def test_the_quality_report_says_what_was_left_out_of_which_figure_worst_first(tmp_path, catalogue) -> None:
    loader = Loader(tmp_path)
    loader.xml(message(CHILD.replace("<AssessmentAuthorisationDate>2024-07-19", "<AssessmentAuthorisationDate>2024-05-19")))
    with Store.open(loader.store) as store:
        report, told = quality_report(store, catalogue, DERBY, audience=INTERNAL), quality_report(store, catalogue, DERBY)
        with pytest.raises(NotHeld, match="no census return"):
            quality_report(store, catalogue, DERBY, 2020)
    assert (report.year, report.release) == (2025, "local return, return.xml, 2025-05-01")
    assert [finding.rule for finding in report.findings if finding.handling == "excluded"] == ["assessment_end_before_start"]
    text = "\n".join(report.lines())
    assert text.index("Records left out of figures") < text.index("Figures that are a lower bound") < text.index("Counted as they are")
    assert ("Assessments that were completed before they started: 1 of 1. They are left out. Correct one of the dates. DfE's rule 8608 (error): "
            "Assessment Start Date cannot be later than its End Date.\n    Damages: Assessments completed in the year; ") in text  # fmt: skip
    assert "Internal: exact numbers" in text
    published = "\n".join(told.lines())
    assert "Assessments that were completed before they started. They are left out. Correct one of the dates. DfE's rule 8608 (error)" in published
    assert "1 of 1" not in published
    assert "Internal" not in published
