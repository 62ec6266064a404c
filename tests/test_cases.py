"""The small inputs that once went wrong (``../shared/cases``), each for a kind: files load as their README says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.load.published.release import load_published
from cin_narrative.load.report import LoadReport
from cin_narrative.store.store import Store

sys.path.append(str(Path(__file__).parent / "unit"))

from made_up import Reader

CASES = Path(__file__).parents[2] / "shared" / "cases"
CIN, DERBY = "children_in_need_at_31_march", "831"
# the figures of the clean file in each of these: (area, year, measure) -> as DfE prints it
PRINTED = {("E92000001", 2024, "count"): "399,460", ("E92000001", 2024, "rate"): "332.9"}


@pytest.fixture
def load(tmp_path: Path):
    """Loads a case into a store of its own, or into one that is there."""

    def put(name: str, store: Path | None = None, **choices: bool) -> tuple[Path, LoadReport]:
        if not (CASES / name).is_dir():
            pytest.skip(f"the case is not at {CASES / name}: it is no part of the project")
        path = store or tmp_path / "store.duckdb"
        return path, load_published([CASES / name], path, load_catalogue(), load_areas(), **choices)

    return put


def everything(store: Path) -> list[tuple[object, ...]]:
    return Reader(store).store._query("SELECT * EXCLUDE (source, \"row\", col) FROM store.observations ORDER BY ALL")


@pytest.mark.parametrize("case", ["utf-16", "trailing-blank-columns", "table-tool-download", "two-headline-files",
                                  "population-of-another-year"])  # fmt: skip
def test_the_file_is_read_as_what_it_is(case, load) -> None:
    store, report = load(case)
    assert {one.release for one in report.taken} == {"2024"}
    assert "b1" in {one.family for one in report.taken} and not [one for one in report.taken if one.columns_left]
    reader = Reader(store)
    for (area, year, measure), shown in PRINTED.items():
        assert reader.shown(CIN, area, year, measure) == shown


def test_all_clean_and_odd_forms_of_one_file_hold_the_same(load, tmp_path) -> None:
    stores = [load(case, tmp_path / f"{case}.duckdb")[0] for case in ("utf-16", "trailing-blank-columns", "table-tool-download")]
    first, *others = [everything(store) for store in stores]
    assert first and all(other == first for other in others)


def test_headline_files_never_decide_and_both_are_taken(load) -> None:
    _, report = load("two-headline-files")
    assert [(one.family, one.release) for one in report.taken] == [("b1", "2024"), ("headline", "2024"), ("headline", "2024")]
    assert not report.left


def test_a_population_file_is_taken_for_the_years_it_is_of(load) -> None:
    store, report = load("population-of-another-year")
    population = next(one for one in report.taken if one.family == "ons")
    assert population.release == "2024" and population.notes == ["its newest year is 2023"]
    reader = Reader(store)
    assert [reader.shown(load_catalogue().population, DERBY, year) for year in (2023, 2024)] == ["59,191", None]
    assert reader.figure(CIN, "E92000001", 2024, "rate").numerator == 399460


def test_a_filtered_file_adds_or_confirms_and_takes_nothing_away(load, published_data, tmp_path) -> None:
    whole = tmp_path / "store.duckdb"
    load_published([published_data / "dfe-2024" / "b1_children_in_need_2013_to_2024.csv"], whole, load_catalogue(), load_areas())
    before = everything(whole)
    _, dry = load("filtered-file", whole, dry_run=True)
    _, report = load("filtered-file", whole)
    assert everything(whole) == before
    assert report.taken[0].difference == dry.taken[0].difference and report.taken[0].difference.beyond > 30_000
    assert "stay: --replace would take them out" in report.lines()[0]


def test_a_filtered_file_alone_is_a_store_of_what_it_holds(load) -> None:
    store, report = load("filtered-file")
    with Store.open(store) as held:
        assert list(held.releases) == ["2024"] and report.taken[0].difference is None
