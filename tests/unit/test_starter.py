"""The starter data: checked row by row, quick, and giving way to real files."""

import shutil

import pytest
from made_up import DERBY, Reader, load, wide_text

from cin_narrative.errors import InputDamaged
from cin_narrative.load.starter import STARTER, build_starter

CIN = "children_in_need_at_31_march"


def test_the_starter_holds_the_pages_figures(starter_store):
    reader = Reader(starter_store)
    assert reader.shown(CIN, DERBY, 2016, release="SFR52/2016") == "2,342"
    assert reader.shown(CIN, DERBY, 2016, "rate", release="first-published") == "397.9"
    assert reader.shown(CIN, "896", 2013, release="SFR45/2013") == "1,939"


@pytest.mark.parametrize(("indicator", "category", "shown"), [
    ("children_in_need_by_primary_need", "abuse_or_neglect", "72.1%"),
    ("children_in_need_by_primary_need", "childs_disability_or_illness", "11.0%"),
    ("children_in_need_by_primary_need", "parents_disability_or_illness", "9.3%"),
    ("assessments_completed_within_45_working_days", "", "75.6%"),
])  # fmt: skip
def test_the_pages_percentages_follow_from_dfes_counts(starter_store, indicator, category, shown):
    figure = Reader(starter_store).figure(indicator, DERBY, 2016, "percentage", category, release="SFR52/2016")
    assert figure.shown == shown and len(figure.derived_from) == 2


def test_building_it_again_changes_nothing(tmp_path, catalogue, areas):
    path = tmp_path / "store.duckdb"
    build_starter(path, catalogue, areas)
    content = path.read_bytes()
    build_starter(path, catalogue, areas)
    assert path.read_bytes() == content


def test_the_starters_figures_go_when_a_release_is_loaded(starter_in, tmp_path):
    path, real = starter_in(tmp_path / "store.duckdb"), tmp_path / "SFR52_2016_UD.csv"
    real.write_text(wide_text("CINAt310316", [("LA", DERBY, 4321)]), encoding="utf-8")
    load(path, real)
    assert Reader(path).figure(CIN, DERBY, 2016, release="SFR52/2016").shown == "4,321"
    assert Reader(path).figure(CIN, DERBY, 2016, release="SFR52/2016").row == 1
    assert list(Reader(path).store.releases) == ["SFR52/2016"]
    assert {source.name for source in Reader(path).store.sources.values()} == {real.name}
    assert Reader(path).shown(CIN, DERBY, 2024) is None


def test_the_starter_never_takes_the_place_of_a_real_file(tmp_path, catalogue, areas):
    path, real = tmp_path / "store.duckdb", tmp_path / "SFR52_2016_UD.csv"
    real.write_text(wide_text("CINAt310316", [("LA", DERBY, 4321)]), encoding="utf-8")
    load(path, real)
    build_starter(path, catalogue, areas)
    assert Reader(path).shown(CIN, DERBY, 2016, release="SFR52/2016") == "4,321"


def test_all_faults_are_listed_at_once(tmp_path, catalogue, areas):
    folder = tmp_path / "starter"
    shutil.copytree(STARTER, folder)
    (folder / "figures.csv").write_text(
        "indicator,measure,category,area,year,release,value,symbol,source,column,citation\n"
        "refferals,count,,831,2016,2024,1,,c1,,\n"
        "referrals,median,,831,2016,2024,1,,c1,,\n"
        "referrals,count,toads,831,2016,2024,1,,c1,,\n"
        "referrals,count,,999,2016,1999,1,,c1,,\n"
        "referrals,count,,831,last,2024,many,,c1,,\n"
        "referrals,count,,831,2016,2024,1,c,c1,,\n"
        "referrals,count,,neighbours/831,2016,2024,7,,c1,,\n"
        "referrals,count,,neighbours/831,2016,2024,7,,c1,,\n", encoding="utf-8")  # fmt: skip
    with pytest.raises(InputDamaged) as refused:
        build_starter(tmp_path / "store.duckdb", catalogue, areas, folder)
    assert str(refused.value).splitlines() == [
        "figures.csv of the starter data cannot be used; faults: 9",
        'row 1: indicator "refferals" does not exist; did you mean referrals?',
        'row 2: referrals has no measure "median"',
        'row 3: referrals has no category "toads"',
        'row 4: area code "999" is not known',
        'row 4: release "1999" is not in releases.csv',
        'row 5: year "last" is not a year',
        'row 5: value "many" is not a number',
        'row 6: value "1" and symbol "c": one of them, the symbol one of c, x, z, u, low, unknown, absent',
        "row 8: the same figure as row 7",
    ]  # fmt: skip
    assert not (tmp_path / "store.duckdb").exists()
