"""An authority's own return beside DfE's figures in summaries and answers: who says what, and what a lower bound may not be used for."""

import csv
import re
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.claims.claims import Comparison
from cin_narrative.claims.desk import Desk
from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import OutputRefused
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.load.starter import build_starter
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.report.trends import trends_of
from cin_narrative.store.store import Store

LOWER_BOUND = "(lower bound, previous return not loaded)"
COMPARED = re.compile(r"\b(higher|lower|similar|above|below|rose|fell|up from|down from|the same|rank|highest|lowest)\b")


def store_with(path: Path, returns: int) -> Path:
    """The starter at ``path``, beside the made-up Derby of 2016 in half its size: its return alone, or with the one of the year before."""
    made = make_return(derby_totals().scaled(0.5), "831", 2016, path.parent, load_catalogue())
    load_return(list(made[:returns]), path, load_catalogue(), load_areas())
    return path


@pytest.fixture(scope="module")
def alone(starter_in, tmp_path_factory) -> Store:
    return Store.open(store_with(starter_in(tmp_path_factory.mktemp("alone") / "s.duckdb"), 1))


@pytest.fixture(scope="module")
def both(starter_in, tmp_path_factory) -> Store:
    return Store.open(store_with(starter_in(tmp_path_factory.mktemp("both") / "s.duckdb"), 2))


@pytest.mark.parametrize("question", [
    "What percentage of referrals in Derby were re-referrals in 2016, and how does that compare with England?",
    "Did the percentage of re-referrals in Derby rise between 2015 and 2016?", "Is the re-referral percentage in Derby above 10% in 2016?",
    "How does Derby rank for re-referrals in 2016?", "How many re-referrals did Derby have in 2016?",
    "Compare Derby with Cheshire West and Chester on re-referrals in 2016.",
])  # fmt: skip
def test_a_lower_bound_is_said_to_be_one_and_compared_with_nothing(alone, question) -> None:
    found = api.ask(alone, question)
    assert LOWER_BOUND in found.text
    about_it = [s for s in re.split(r"(?<=[.)]) (?=[A-Z])", found.text) if LOWER_BOUND in s or "re-referrals" in s]
    assert not [s for s in about_it if COMPARED.search(s.replace("lower bound", ""))], found.text
    assert "A lower bound (the return of the year before was not loaded with it) may be too low" in found.text


def test_a_lower_bound_stands_in_no_headline_change_or_comparison_of_a_summary(alone) -> None:
    summary = api.summary(alone, "Derby", 2016)
    said = [s for p in summary.paragraphs for s in re.split(r"(?<=\.) (?=[A-Z])", p.text) if "previous referral" in s or "re-referral" in s]
    assert any(LOWER_BOUND in s for s in said)
    assert not [s for s in said if COMPARED.search(s.replace("lower bound", ""))]
    told = next(p.text for p in summary.paragraphs if "Not compared with anything, as it is a lower bound" in p.text)
    assert told.count("percentage of referrals within 12 months of a previous referral") == 1
    assert summary.table is not None
    row = next(cells for cells in summary.table.cells(summary.ledger) if cells[0].startswith("Re-referrals"))
    assert "(lower bound)" in row[1]


@pytest.mark.long
def test_with_both_returns_it_is_a_figure_like_others(both) -> None:
    assert LOWER_BOUND not in api.ask(both, "How many re-referrals did Derby have in 2016?").text


def test_a_summary_says_which_figures_are_the_return_s_and_which_are_dfe_s(both) -> None:
    summary = api.summary(both, "Derby", 2016)
    assert summary.title == "Children in need in Derby, 2015 to 2016 (made-up records)"
    source = next(p.text for p in summary.paragraphs if "Source: " in p.text)
    assert ("The figures for Derby for the years to 31 March 2015 and 31 March 2016 are computed here from made-up records, in which no child is "
            "real (made_up_831_2015.xml, 2015-05-01; made_up_831_2016.xml, 2016-05-01). All other figures are DfE's.") in source  # fmt: skip
    assert summary.table is not None
    england = [row[-1] for row in summary.table.cells(summary.ledger)]
    assert sum(cell != "[x]" for cell in england) > len(england) / 2
    assert any("children referred in Derby" in p.text and "by age at referral were" in p.text for p in summary.paragraphs)
    assert any("by age were" in p.text and "by sex were" in p.text for p in summary.paragraphs)


def test_charts_draw_the_comparators_beside_a_return(both) -> None:
    desk = Desk(both, load_catalogue(), load_areas())
    figure = desk.figure("children_in_need_at_31_march", load_areas().get("831"), 2016)
    assert figure is not None
    trend = trends_of(desk, [Comparison(figure, ())], until=2016)[0]
    england = next(line for line in trend.series if line.kind == "england")
    assert {2014, 2015, 2016} <= {one.year for one in england.figures}


def test_an_answer_says_so_too_and_gives_what_dfe_does_not_publish_of_an_authority(both) -> None:
    assert "by age at referral were" in api.ask(both, "What ages were the children referred in Derby in 2016?").text
    asked = api.ask(both, "How many children in need did Derby have in 2016, and how does that compare with England?")
    assert "computed here from made-up records" in asked.text
    assert "All other figures are DfE's." in asked.text
    assert "computed here from an authority's own census return" in api.ask(both, "Where do these figures come from?").text
    assert "computed here" not in api.ask(both, "How many children in need did England have in 2016?").text


@pytest.mark.long
def test_internal_figures_carry_that_they_are_into_every_output(both, capsys) -> None:
    path = str(both.path)
    exact = api.summary(both, "Derby", 2016, audience=INTERNAL)
    assert exact.title.endswith("(made-up records; internal: exact figures, not for publication)")
    for arguments in (["figures", "--area", "Derby", "--year", "2016"], ["ask", "How many referrals did Derby have in 2016?"],
                      ["summary", "Derby", "2016"], ["reconcile", "Derby", "2016"]):  # fmt: skip
        assert main([*arguments, "--store", path]) == 0
        assert "not for publication" not in capsys.readouterr().out, arguments
        assert main([*arguments, "--internal", "--store", path]) == 0
        assert "not for publication" in capsys.readouterr().out, arguments
    rows = [figure for figure in api.figures(both, area="Derby", year=2016, audience=INTERNAL) if figure.release.startswith("made-up")]
    assert rows
    assert all("not for publication" in figure.source for figure in rows)


@pytest.mark.long
def test_a_made_up_return_is_written_from_the_command_line_and_the_children_behind_its_findings_where_asked(starter_in, tmp_path, capsys) -> None:
    store, folder, listed = tmp_path / "s.duckdb", tmp_path / "made", tmp_path / "children.csv"
    starter_in(store)
    assert main(["make-up", "Derby", "2016", "-o", str(folder), "--store", str(store)]) == 0
    assert "no child in it exists" in capsys.readouterr().out
    returns = [str(path) for path in sorted(folder.iterdir())]
    assert main(["load", *returns, "--store", str(store), "--children", str(listed)]) == 0
    rows = list(csv.DictReader(listed.read_text(encoding="utf-8-sig").splitlines()))
    assert {"Return", "Rule", "LAchildID"} < set(rows[0])
    named = [row for row in rows if row["LAchildID"]]
    assert {row["LAchildID"][:9] for row in named} == {"MADEUP831"}
    assert {row["Rule"] for row in rows if row not in named} <= {"2883"}  # of the whole return
    assert all(row["Return"] and row["Rule"] for row in rows)


def test_a_list_of_children_that_cannot_be_written_is_refused_before_anything_is_loaded(tmp_path, capsys) -> None:
    store, listed = tmp_path / "s.duckdb", tmp_path / "children.csv"
    listed.write_text("mine", encoding="utf-8")
    made = make_return(derby_totals().scaled(0.05), "831", 2016, tmp_path, load_catalogue())
    assert main(["load", str(made[0]), "--store", str(store), "--children", str(listed)]) == OutputRefused.exit_code
    assert "Nothing was done" in capsys.readouterr().err
    assert listed.read_text(encoding="utf-8") == "mine"
    assert not store.exists()
    build_starter(store, load_catalogue(), load_areas())
    assert main(["make-up", "Derby", "2016", "-o", str(listed / "inside"), "--store", str(store)]) == OutputRefused.exit_code
