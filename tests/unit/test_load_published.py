"""A load takes what it knows, names what it leaves, and changes the store wholly or not at all."""

import zipfile

import pytest
from made_up import CHESTER, DERBY, Reader, b1, load, long_file, long_text, wide_text
from wide import spread

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.errors import InputDamaged, InputRefused, NothingRecognised, ReleasesMixed
from cin_narrative.writing.commentary import source_line

CIN = "children_in_need_at_31_march"


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store.duckdb"


def test_a_figure_is_shown_as_published_with_its_place(tmp_path, store):
    report = load(store, b1(tmp_path / "in", [(2024, DERBY, 1234, "201.5")]))
    figure = Reader(store).figure(CIN, DERBY, 2024, "rate")
    assert (figure.shown, figure.release, figure.row, figure.column) == ("201.5", "2024", 1, "At31_episodes_rate")
    assert figure.source == "b1_children_in_need_2013_to_2024.csv"
    assert report.lines()[-1] == "2 figures from 1 file of 2024 are in the store."
    source = next(iter(Reader(store).store.sources.values()))
    assert len(source.sha256) == 64 and source.release == "2024"


RAW = {
    "1234": "1,234", '"1,939"': "1,939", " 7 ": "7", "0": "0", "2342.0": "2,342", '"1,234,567"': "1,234,567",
    "c": "[c]", "x": "[x]", "z": "[z]", "u": "[u]", "k": "[low]", "low": "[low]", "": None,
}  # fmt: skip
PLACES = dict(zip(RAW, [area.code for area in load_areas().authorities(2024)], strict=False))


@pytest.fixture(scope="module")
def all_raw(tmp_path_factory) -> Reader:
    """A file with each of the cells, an authority each."""
    folder = tmp_path_factory.mktemp("raw")
    load(folder / "store.duckdb", b1(folder / "in", [(2024, code, raw, 1) for raw, code in PLACES.items()]))
    return Reader(folder / "store.duckdb")


@pytest.mark.parametrize("raw", RAW)
def test_a_cell_is_a_number_a_mark_or_nothing(all_raw, raw):
    assert all_raw.shown(CIN, PLACES[raw], 2024) == RAW[raw]


@pytest.mark.parametrize("raw", spread(["nan", "NaN", "inf", "-inf", "-3", "+3", "1e5", "1_000", "0x1F", '"1,2"', '"12,34"', "½", "٣", "NULL",
                                        "5%", "<5", "1 234", "..", ".", "n/a", "True", "1.2.3", "£5"], 3))  # fmt: skip
def test_a_cell_that_is_neither_a_number_nor_a_mark_is_named_and_left(tmp_path, store, raw):
    report = load(store, b1(tmp_path / "in", [(2024, DERBY, raw, "1.0")]))
    told = raw.strip('"')
    assert report.taken[0].unreadable == [f'row 1, column At31_episodes: "{told}"']
    assert f'cell left, neither a number nor a symbol of this release: row 1, column At31_episodes: "{told}"' in "\n".join(report.lines())
    assert Reader(store).shown(CIN, DERBY, 2024) is None


@pytest.mark.long
def test_x_is_suppressed_in_2016_unknown_in_2020_and_not_available_in_2024(tmp_path, store):
    wide = tmp_path / "SFR52_2016_UD.csv"
    wide.write_text(wide_text("CINAt310316", [("LA", DERBY, "x")]), encoding="utf-8")
    report = load(store, wide)
    assert report.taken[0].unreadable == []
    report = load(store, b1(tmp_path / "2020", [(2020, DERBY, "x", ":")], "2013_to_2020"))
    assert report.taken[0].unreadable == ['row 1, column At31_episodes: "x"']
    load(store, b1(tmp_path / "2024", [(2024, DERBY, "x", "x")]))
    reader = Reader(store)
    assert [reader.shown(CIN, DERBY, year) for year in (2016, 2020, 2024)] == ["[c]", None, "[x]"]


def test_loading_twice_changes_nothing_and_says_so(tmp_path, store):
    path = b1(tmp_path / "in", [(2023, DERBY, 10, "1.0"), (2024, DERBY, "c", "c")])
    load(store, path)
    cells, content = Reader(store).everything(), store.read_bytes()
    report = load(store, path)
    assert report.taken == [] and report.unchanged == [str(path)]
    assert report.lines() == [f"unchanged {path}: already loaded", "Nothing new: the store is as it was."]
    assert store.read_bytes() == content and Reader(store).everything() == cells


def test_a_file_and_its_like_in_another_folder_load_to_the_same_cells(tmp_path, store):
    rows = [(2023, DERBY, 10, "1.0"), (2024, DERBY, 20, "2.0")]
    load(store, b1(tmp_path / "in", rows))
    cells = Reader(store).everything()
    again = tmp_path / "again.duckdb"
    load(again, b1(tmp_path / "other", rows))
    assert Reader(again).everything() == cells


@pytest.mark.parametrize(("replace", "chester"), [(False, "20"), (True, None)])
def test_a_corrected_file_takes_nothing_away_unless_it_is_to_replace(tmp_path, store, replace, chester):
    load(store, b1(tmp_path / "in", [(2024, DERBY, 10, "1.0"), (2024, CHESTER, 20, "2.0")]))
    report = load(store, b1(tmp_path / "in", [(2024, DERBY, 11, "1.0"), (2024, CHESTER, "", "")]), replace=replace)
    reader = Reader(store)
    assert (reader.shown(CIN, DERBY, 2024), reader.shown(CIN, CHESTER, 2024)) == ("11", chester)
    assert report.taken[0].difference == (0, 1, 1, 2, 1, 1)
    said = "taken out" if replace else "held of this file (1 areas, 1 years) and stay: --replace would take them out"
    assert said in report.lines()[0] and "0 new, 1 as held, 1 other than held" in report.lines()[0]
    assert len(reader.store.sources) == (1 if replace else 2)


@pytest.mark.long
def test_a_file_of_more_detail_wins_in_whatever_order_they_come(tmp_path, store):
    first, second = tmp_path / "first.duckdb", tmp_path / "second.duckdb"
    detail = b1(tmp_path / "b1", [(2024, DERBY, 10, "1.0")])
    repeat = long_file(tmp_path / "b3" / "b3_cin_primary_need_2013_to_2024.csv", "At31_episodes", [(2024, DERBY, 10), (2023, DERBY, 9)])
    load(first, detail, repeat)
    load(second, repeat)
    load(second, detail)
    for path in (first, second):
        assert Reader(path).figure(CIN, DERBY, 2024).source.startswith("b1")
    load(store, detail)
    load(store, repeat)
    assert Reader(store).figure(CIN, DERBY, 2024).source.startswith("b1")


def test_every_release_is_kept_and_the_newest_is_the_default(tmp_path, store):
    load(store, b1(tmp_path / "2024", [(2016, DERBY, 2342, "400.5"), (2024, DERBY, 1, "1.0")]))
    load(store, b1(tmp_path / "2020", [(2016, DERBY, 2342, "398.8"), (2020, DERBY, 1, "1.0")], "2013_to_2020"))
    reader = Reader(store)
    shown = [reader.shown(CIN, DERBY, 2016, "rate", release=release) for release in ("latest", "2024", "2020", "first-published")]
    assert shown == ["400.5", "400.5", "398.8", "398.8"]


def test_two_releases_in_one_folder_are_refused_and_nothing_is_loaded(tmp_path, store):
    b1(tmp_path / "in", [(2024, DERBY, 1, "1.0")])
    b1(tmp_path / "in", [(2020, DERBY, 1, "1.0")], "2013_to_2020")
    with pytest.raises(ReleasesMixed, match=r"holds files of two releases .*2020.* put each release in a folder of its own"):
        load(store, tmp_path / "in")
    assert not store.exists() and not list(tmp_path.glob(".store*"))


def test_two_files_of_one_kind_and_release_that_differ_are_refused(tmp_path, store):
    b1(tmp_path / "in", [(2024, DERBY, 1, "1.0")])
    (tmp_path / "in" / "b1_children_in_need_2013_to_2024 (1).csv").write_text(
        long_text("At31_episodes,At31_episodes_rate", [(2024, DERBY, 2, "2.0")]), encoding="utf-8")  # fmt: skip
    with pytest.raises(ReleasesMixed, match=r"are both DfE's file b1 of 2024, and differ"):
        load(store, tmp_path / "in")


def test_a_second_download_of_the_same_file_is_passed_over(tmp_path, store):
    path = b1(tmp_path / "in", [(2024, DERBY, 1, "1.0")])
    (tmp_path / "in" / "b1_children_in_need_2013_to_2024 (1).csv").write_bytes(path.read_bytes())
    report = load(store, tmp_path / "in")
    assert len(report.taken) == 1
    assert [left.reason for left in report.left] == ["the same, byte for byte, as b1_children_in_need_2013_to_2024 (1).csv"]


def test_a_release_in_a_zip_with_folders_loads(tmp_path, store):
    with zipfile.ZipFile(tmp_path / "release.zip", "w") as archive:
        archive.writestr("data/b1_children_in_need_2013_to_2024.csv", long_text("At31_episodes", [(2024, DERBY, 12)]))
        archive.writestr("data-guidance/data-guidance.txt", "words")
    report = load(store, tmp_path / "release.zip")
    assert Reader(store).shown(CIN, DERBY, 2024) == "12"
    assert [left.name for left in report.left] == ["release.zip/data-guidance/data-guidance.txt"]


def test_what_is_not_recognised_is_named_and_left(tmp_path, store):
    folder = tmp_path / "in"
    long_file(folder / "b1_children_in_need_2013_to_2024.csv", "At31_episodes,Brand_new_column", [(2024, DERBY, 1, 2), (2024, "999", 1, 2)])
    (folder / "register.csv").write_text("LAchildID,Sex\nSYN0001,F\n", encoding="utf-8")
    lines = "\n".join(load(store, folder).lines())
    assert "column not recognised, left: Brand_new_column" in lines
    assert 'row left: row 2: area code "999" is not known' in lines
    assert "register.csv: a table, but none of DfE's children in need files by its columns" in lines


def test_nothing_recognised_is_an_error_that_says_what_was_seen(tmp_path, store):
    (tmp_path / "register.csv").write_text("LAchildID,Sex\nSYN0001,F\n", encoding="utf-8")
    with pytest.raises(NothingRecognised, match=r"Nothing was recognised.*\n.*register.csv"):
        load(store, tmp_path / "register.csv")
    assert not store.exists()


def test_all_damaged_files_are_named_at_once_and_none_is_loaded(tmp_path, store):
    b1(tmp_path, [(2024, DERBY, 1, "1.0")])
    for name in ("c1_referrals.csv", "d1_plans.csv"):
        (tmp_path / name).write_text(long_text("Referrals", [(2024, DERBY, 1)])[:-2], encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        load(store, tmp_path)
    assert str(refused.value).count("stops in the middle of a line") == 2
    assert isinstance(refused.value, InputDamaged) and not store.exists()


@pytest.mark.parametrize(("header", "release", "year"), [("Awaiting_assessment", "2024", 2024), ("awaiting_assessment", "2025", 2025)])
def test_a_column_that_changes_its_case_between_releases_is_the_same(tmp_path, store, header, release, year):
    load(store, long_file(tmp_path / f"b1_children_in_need_2013_to_{year}.csv", header, [(year, DERBY, 77)]))
    assert Reader(store).shown("children_awaiting_assessment_at_31_march", DERBY, year) == "77"


@pytest.mark.parametrize(("header", "year"), [("Referrals", 2024), ("referral_count", 2025)])
def test_a_column_that_changes_its_name_between_releases_is_the_same(tmp_path, store, header, year):
    load(store, long_file(tmp_path / f"c1_referrals_2013_to_{year}.csv", header, [(year, DERBY, 3582)]))
    assert Reader(store).shown("referrals", DERBY, year) == "3,582"


def test_the_rate_column_of_2015_that_names_2014_is_the_rate_of_2015(tmp_path, store):
    path = tmp_path / "SFR41-2015_Underlying_data.csv"
    path.write_text(wide_text("CINAt310315,CINAt310314RatePer10K", [("LA", DERBY, 2444, 415.5)]), encoding="utf-8")
    load(store, path)
    assert Reader(store).shown(CIN, DERBY, 2015, "rate") == "415.5"


def test_a_rate_that_dfe_stopped_printing_is_worked_out_from_the_mid_year_before(tmp_path, store):
    folder = tmp_path / "in"
    long_file(folder / "b1_children_in_need_2013_to_2025.csv", "At31_episodes", [(2024, DERBY, 1000), (2025, DERBY, 1250)])
    long_file(folder / "ons_mid-year_population_estimates_2012_to_2024.csv", "age_group,population_estimate",
              [(2023, DERBY, "0 to 17", 50000), (2024, DERBY, "0 to 17", 62500)])  # fmt: skip
    load(store, folder)
    figure = Reader(store).figure(CIN, DERBY, 2024, "rate")
    assert (figure.shown, figure.numerator, figure.denominator) == ("200.0", 1000, 50000)  # 10,000 x 1,000 / 50,000
    assert [source.source for source in figure.derived_from][1].startswith("ons")
    assert Reader(store).shown(CIN, DERBY, 2025, "rate") == "200.0"


def test_no_rate_is_worked_out_from_the_population_that_a_first_published_file_rounds_to_100(tmp_path, store):
    path = tmp_path / "SFR41-2015_Underlying_data.csv"
    path.write_text(wide_text("CINAt310315,CPPAt310315,CPPAt310315Rate,CPPduring201415,Mid2014Pop017",
                              [("LA", DERBY, 2444, 300, "51.4", 736, 58400)]), encoding="utf-8")  # fmt: skip
    load(store, path)
    assert Reader(store).shown("child_protection_plans_at_31_march", DERBY, 2015, "rate") == "51.4"  # printed
    assert Reader(store).shown("child_protection_plans_at_any_point", DERBY, 2015) == "736"
    assert Reader(store).shown("child_protection_plans_at_any_point", DERBY, 2015, "rate") == "[x]"  # not 126.0


def test_a_rate_worked_out_from_a_rounded_count_says_that_it_is(tmp_path, store):
    folder = tmp_path / "in"
    long_file(folder / "b1_children_in_need_2013_to_2025.csv", "At31_episodes", [(2025, "E12000004", 28050), (2025, DERBY, 2301)])
    long_file(folder / "ons_mid-year_population_estimates_2012_to_2024.csv", "age_group,population_estimate",
              [(2024, "E12000004", "0 to 17", 1016250), (2024, DERBY, "0 to 17", 60058)])  # fmt: skip
    load(store, folder)
    regional, exact = (Reader(store).figure(CIN, area, 2025, "rate") for area in ("E12000004", DERBY))
    assert (regional.shown, regional.approximate) == ("276.0", True)
    assert "(worked out: 28,050 of 1,016,250, the first rounded to 10 by DfE)" in source_line(1, regional)
    assert (exact.shown, exact.approximate) == ("383.1", False)


def test_a_file_without_ons_codes_is_joined_on_the_three_digits(tmp_path, store):
    path = tmp_path / "SFR27-2012ud.csv"
    path.write_text("Geog_l,Geog_c,Geog_n,CINAt310312\nLA,831,Derby,2000\n", encoding="utf-8")
    load(store, path)
    assert Reader(store).shown(CIN, DERBY, 2012) == "2,000"
