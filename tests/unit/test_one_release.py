"""One page, one release: starter figures never stand beside a loaded one, and a reason for absence comes from what was loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import DERBY, b1, load, long_file

from cin_narrative import api, settings
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.cli.main import main
from cin_narrative.load.starter import STARTER, build_starter
from cin_narrative.report.outline import OutlineParagraph, load_outline
from cin_narrative.store.store import Store

AREAS = load_areas()


def releases_of(store: Store, area: str, year: int) -> set[str]:
    page = api.summary(store, AREAS.get(area, year), year)
    return {figure.release for figure in page.ledger.figures}


@pytest.fixture
def default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default store of a machine that has none yet."""
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    monkeypatch.setattr(settings, "checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "cin-narrative" / "indicators.duckdb"


@pytest.mark.parametrize("begun", [False, True], ids=["no store yet", "a store of starter figures"])
def test_the_default_store_holds_a_loaded_release_alone(begun: bool, default: Path, tmp_path: Path, capsys) -> None:
    if begun:
        api.open_store().close()
        assert default.exists()
    capsys.readouterr()
    assert main(["load", str(b1(tmp_path / "in", [(2022, DERBY, 10, "1.0")], "2013_to_2022"))]) == 0
    assert capsys.readouterr().err == ""
    with api.open_store() as store:
        assert list(store.releases) == ["2022"]
        assert not api.holds_starter_alone(store)
        assert set(store.holdings) == {("children_in_need_at_31_march", DERBY)}


def test_nothing_is_put_beside_a_loaded_release(tmp_path: Path) -> None:
    store = tmp_path / "store.duckdb"
    load(store, b1(tmp_path / "in", [(2022, DERBY, 10, "1.0")], "2013_to_2022"))
    before = store.read_bytes()
    build_starter(store, load_catalogue(), AREAS, STARTER)
    assert store.read_bytes() == before


def test_a_dry_run_leaves_the_starter_figures_and_makes_no_store(default: Path, tmp_path: Path) -> None:
    path = b1(tmp_path / "in", [(2022, DERBY, 10, "1.0")], "2013_to_2022")
    api.load([path], dry_run=True)
    assert not default.exists() and not default.parent.exists()
    api.open_store().close()
    before = default.read_bytes()
    api.load([path], dry_run=True)
    assert default.read_bytes() == before and [one.name for one in default.parent.iterdir()] == [default.name]


def test_every_page_of_a_store_of_two_releases_is_of_one(published_data: Path, starter_in, tmp_path: Path) -> None:
    """All areas: in a year that both releases hold, and the newest of each."""
    store = starter_in(tmp_path / "store.duckdb")
    wanted = ("b1", "b3", "c1", "c2", "d1", "d3", "ons")
    for name in ("dfe-2020", "dfe-2024"):
        files = [path for path in (published_data / name).iterdir() if path.name.startswith(wanted)]
        assert len(files) == len(wanted)
        load(store, *files)
    with Store.open(store) as held:
        assert list(held.releases) == ["2020", "2024"]
        for year in (2020, 2024):
            for area in [*AREAS.authorities(year), *AREAS.regions(year), AREAS.get(ENGLAND)]:
                assert releases_of(held, area.code, year) == {"2024"}, (area.name, year)


def test_a_page_names_each_figure_of_another_release_than_its_own(published_data: Path, tmp_path: Path) -> None:
    """First-published files beside a release: only they hold the factors of 2015 and 2016."""
    store, others = tmp_path / "store.duckdb", 0
    load(store, published_data / "dfe-2024", published_data / "dfe-first-published")
    with Store.open(store) as held:
        for area in (DERBY, "896", "938", "E12000004", ENGLAND):
            for year in range(2012, 2025):
                if area not in held.areas_by_year.get(year, ()):
                    continue
                page = api.summary(held, AREAS.get(area, year), year)
                source = next((p.text for p in page.paragraphs if "Source: " in p.text), "")
                figures = [one for one in page.ledger.figures if one.release in held.releases]
                of_each = {release: [one for one in figures if one.release == release] for release in {one.release for one in figures}}
                assert not figures or source.count("Source: ") == 1
                for release, own in of_each.items():
                    label = held.releases[release].label
                    assert label in source
                    if f"Source: {label}." not in source:
                        others += len(own)
                        told = source.partition(f"({label}): ")[2].partition(". ")[0]
                        titles = {f"{one.indicator.title[:1].lower()}{one.indicator.title[1:]} ({one.area.in_name}" for one in own}
                        assert all(title in told for title in titles), (area, year, titles)
    assert others


def test_reasons_for_absence_are_told_apart(tmp_path: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "store.duckdb"
    b1(folder, [(2024, DERBY, 1200, "201.5"), (2024, "896", 1000, "150.0")], "2024_to_2024")
    long_file(folder / "d1_x_2024_to_2024.csv", "CPP_start,CPP_At31", [(2024, DERBY, "c", "c"), (2024, "896", 7, 9)])
    long_file(folder / "a4_x_2024_to_2024.csv", "characteristic,CIN_At31,Known,White,Mixed", [(2024, ENGLAND, "Total", 90, 80, 70, 10)])
    load(store, folder)
    with Store.open(store) as held:
        page = api.summary(held, AREAS.get(DERBY), 2024).text
        assert "Not published, to protect confidentiality: " in page
        absent = next(line for line in page.splitlines() if "Not in the files loaded for this area and year" in line)
        assert "referrals" in absent and "ethnic" not in absent
        leeds = api.ask(held, "referrals in Leeds in 2024")
        assert leeds.outcome != "answered" and "England" not in leeds.text
        ethnic = api.ask(held, "children in need by ethnicity in Derby in 2024")
        assert "is published for England only, not for Derby" in ethnic.text


def test_what_dfe_publishes_for_england_alone_is_what_its_files_hold_for_england_alone(store_2024: Path) -> None:
    newest = 2018  # from here on no first-published file
    with Store.open(store_2024) as held:
        areas: dict[str, set[str]] = {}
        for (indicator, area), years in held.holdings.items():
            if max(years) >= newest:
                areas.setdefault(indicator, set()).add(area)
    alone = {indicator for indicator, where in areas.items() if where == {ENGLAND}}
    assert alone == {one.id for one in load_catalogue() if one.is_for_england_alone(newest) and one.id in areas} and alone


def test_a_page_says_that_a_line_is_published_for_england_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from cin_narrative.report import summary

    catalogue = load_catalogue()
    whole = load_outline(catalogue)
    alone = next(one.id for one in catalogue if one.is_for_england_alone(2024) and one.is_for_england_alone(2016))
    first = whole.sections[0]
    asked = replace(first.paragraphs[0].items[0], say="breakdown", indicator=alone, if_held=False)
    outline = replace(whole, sections=(replace(first, paragraphs=(OutlineParagraph((asked,)), *first.paragraphs)), *whole.sections[1:]))
    monkeypatch.setattr(summary, "load_outline", lambda _: outline)
    store = tmp_path / "store.duckdb"
    load(store, b1(tmp_path / "in", [(2024, DERBY, 1200, "201.5")], "2024_to_2024"))
    with Store.open(store) as held:
        page = api.summary(held, AREAS.get(DERBY), 2024).text
        assert "Published by DfE for England alone, not for local authorities: " in page
