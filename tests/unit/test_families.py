"""Any of DfE's files as people have them: every oddity of every family loads to the cells of the clean file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from made_up import DERBY, Reader, b1, load, long_file, long_text
from openpyxl import Workbook
from wide import spread

from cin_narrative import api
from cin_narrative.catalogue.areas import ENGLAND, load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.cli.main import main
from cin_narrative.errors import InputRefused, NotATable, NothingRecognised, ReleasesMixed
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.columns import header_key
from cin_narrative.load.published.families import LABELS

ADDRESSES, AREAS = Addresses(load_catalogue()), load_areas()
COMMON = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
          "old_la_code", "new_la_code", "la_name", "category"]  # fmt: skip
PLACES = [ENGLAND, "E12000004", DERBY, "896"]
Rows = list[list[str]]
CIN = "children_in_need_at_31_march"


def place(code: str, year: int) -> list[str]:
    area = AREAS.get(code, year)
    if code == ENGLAND:
        return ["National", ENGLAND, "England", "", "", "", "", ""]
    if code.startswith("E"):
        return ["Regional", ENGLAND, "England", code, area.name, "", "", ""]
    region = AREAS.get(area.region, year)
    return ["Local authority", ENGLAND, "England", region.code, region.name, code, area.ons_code, area.name]


def made(cell: tuple[str, str, str], code: str) -> str:
    """A figure of our own: the same for a cell in whatever file, and possible for its measure."""
    number = crc32(repr((cell, code)).encode())
    return str(number % 101 if cell[1] == "percentage" else 1000 + number % 9000)


def clean_table(family: str) -> Rows:
    """A file of every column that the catalogue reads from a family, with figures of our own."""
    labels = LABELS.get(family, ())
    targets = ADDRESSES._by_family[family]
    headers = list({header_key(one.column): one.column for one in targets}.values())
    said = sorted({one.label or "" for one in targets})
    rows = [[*COMMON, *labels, *headers]]
    year = 2023 if family == "ons" else 2024
    for code in PLACES[:1] if family[0] == "a" or family == "headline" else PLACES:
        for label in said:
            meant = {header_key(one.column): one.cell for one in targets if (one.label or "") == label}
            cells = [made(meant.get(key, (family, key, label)), code) for key in map(header_key, headers)]
            cells[-1] = "c" if code == DERBY and len(cells) > 1 else cells[-1]
            rows.append([str(year), "Reporting year", *place(code, year), "Total", *(label.split("|") if labels else ()), *cells])
    return rows


CLEAN = {family: clean_table(family) for family in sorted(ADDRESSES.families)}


def name_of(family: str) -> str:
    return "ons_mid-year_population_estimates_2023_to_2023.csv" if family == "ons" else f"{family}_anything_2024_to_2024.csv"


def text(rows: Rows, delimiter: str = ",", end: str = "\n", **how: int) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, **how).writerows(rows)
    return out.getvalue()


def each(make: Callable[[Rows], str | bytes], name: Callable[[str], str] = name_of) -> Callable[[Path], None]:
    """Writes every family's file as ``make`` has it, under ``name``."""

    def write(folder: Path) -> None:
        for family, rows in CLEAN.items():
            made = make(rows)
            (folder / name(family)).write_bytes(made if isinstance(made, bytes) else made.encode())

    return write


def thousands(rows: Rows) -> str:
    def cell(header: str, value: str) -> str:
        return f"{int(value):,}" if header not in (*COMMON, "characteristic", "characteristic_type") and value.isdigit() else value

    return text([rows[0], *([cell(*pair) for pair in zip(rows[0], row, strict=True)] for row in rows[1:])])


def reordered(rows: Rows) -> str:
    return text([row[::-1] for row in rows])


def by_national_code(rows: Rows) -> str:
    gone = rows[0].index("old_la_code")
    return text([row[:gone] + row[gone + 1 :] for row in rows])


def by_location(rows: Rows) -> str:
    """As the table tool gives it: one name and one code for a place of any level."""
    out = [["location", "location_code", "geographic_level", "time_period", *rows[0][11:]]]
    for row in rows[1:]:
        level, region, authority = row[2], row[5], row[8]
        code = {"National": ENGLAND, "Regional": region}.get(level, authority)
        out.append(["Somewhere", code, level, row[0], *row[11:]])
    return text(out)


def workbook(rows: Rows) -> bytes:
    book = Workbook()
    book.active.append(["Children in need"])
    book.active.append([])
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.create_sheet("Notes").append(["What is in this workbook"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_meta(folder: Path) -> None:
    each(text)(folder)
    for family in CLEAN:
        meta = name_of(family).replace(".csv", ".meta.csv")
        (folder / meta).write_text("col_name,col_type,label\nAt31_episodes,Indicator,Children\n", encoding="utf-8")


def zipped(folder: Path) -> None:
    with zipfile.ZipFile(folder / "release.zip", "w") as archive:
        for family, rows in CLEAN.items():
            archive.writestr(f"data/{name_of(family)}", text(rows))


ODDITIES: dict[str, Callable[[Path], None]] = {
    "bom": each(lambda rows: b"\xef\xbb\xbf" + text(rows).encode()),
    "utf-16": each(lambda rows: text(rows, end="\r\n").encode("utf-16")),
    "utf-16 without a mark": each(lambda rows: text(rows).encode("utf-16-le")),
    "utf-16 and tabs in a .txt": each(lambda rows: text(rows, "\t").encode("utf-16"), lambda one: name_of(one).replace(".csv", ".txt")),
    "tabs": each(lambda rows: text(rows, "\t")),
    "semicolons": each(lambda rows: text(rows, ";")),
    "cr": each(lambda rows: text(rows, end="\r")),
    "crlf": each(lambda rows: text(rows, end="\r\n")),
    "everything quoted": each(lambda rows: text(rows, quoting=csv.QUOTE_ALL)),
    "no last line end": each(lambda rows: text(rows)[:-1]),
    "thousands": each(thousands),
    "blank columns": each(lambda rows: text([[*row, "", ""] for row in rows])),
    "blank columns in the header alone": each(lambda rows: text([[*rows[0], "", ""], *rows[1:]])),
    "an index": each(lambda rows: text([["", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:])) ])),
    "blank rows": each(lambda rows: text([*rows, [""] * 5, [" ", ""]])),
    "blanks": each(lambda rows: text([[f" {cell} " for cell in row] for row in rows])),
    "columns in another order": each(reordered),
    "capitals": each(lambda rows: text([[cell.upper() for cell in rows[0]], *rows[1:]])),
    "hyphens": each(lambda rows: text([[cell.replace("_", "-") for cell in rows[0]], *rows[1:]])),
    "a column twice": each(lambda rows: text([[*row, row[-1]] for row in rows])),
    "(1)": each(text, lambda one: name_of(one).replace(".csv", " (1).csv")),
    "hyphens in the name": each(text, lambda one: name_of(one).replace("_", "-")),
    "another name": each(text, lambda one: f"data-{sum(map(ord, one)) * 7 % 1000}-{list(CLEAN).index(one)}.csv"),
    "the name of another": each(text, lambda one: f"{list(CLEAN)[::-1][list(CLEAN).index(one)]}_x.csv"),
    "national codes": each(by_national_code),
    "locations": each(by_location),
    "workbooks": each(workbook, lambda one: name_of(one).replace(".csv", ".xlsx")),
    "workbooks called csv": each(workbook),
    "what describes it beside it": with_meta,
    "a zip": zipped,
}  # fmt: skip


def cells(store: Path) -> list[tuple]:
    return Reader(store).store._query(
        "SELECT area, year, indicator, measure, category, release, value, symbol FROM store.observations ORDER BY ALL")  # fmt: skip


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> list[tuple]:
    folder = tmp_path_factory.mktemp("clean")
    each(text)(folder)
    report = load(folder / "store.duckdb", folder)
    assert {file.family for file in report.taken} == set(CLEAN) and not report.left
    found = cells(folder / "store.duckdb")
    assert {one[5] for one in found} == {"2024"} and len(found) > 1500
    return found


@pytest.mark.long
@pytest.mark.parametrize("oddity", spread(ODDITIES, 4))
def test_every_family_loads_alike_however_it_was_saved_and_named(oddity, clean, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    ODDITIES[oddity](tmp_path / "in")
    (report,) = api.load([tmp_path / "in"], tmp_path / "store.duckdb")  # as a command does, which looks for returns first
    assert cells(tmp_path / "store.duckdb") == clean
    assert {file.family for file in report.taken} == set(CLEAN)
    assert all(len(line.splitlines()) == 1 for line in report.lines())


@pytest.mark.parametrize("family", spread(CLEAN, 3))
def test_a_family_is_known_by_any_half_of_its_columns_with_its_total(family, tmp_path) -> None:
    """As the table tool gives it: the indicators that were picked, under a name that says nothing."""
    rows, fixed = CLEAN[family], len(COMMON) + len(LABELS.get(family, ()))
    width = len(rows[0]) - fixed
    first = [*range(fixed), *range(fixed, fixed + max(1, width - width // 2))]
    (tmp_path / "data.csv").write_text(text([[row[place] for place in first] for row in rows]), encoding="utf-8")
    report = load(tmp_path / "store.duckdb", tmp_path / "data.csv")
    took = {(one[2], one[3], one[4]) for one in cells(tmp_path / "store.duckdb")}
    assert took and took <= {(indicator, measure, category) for indicator, measure, category, _ in ADDRESSES.cells_of(report.taken[0].family)}


def test_columns_that_fit_two_files_alike_are_left_unless_the_name_says_which(tmp_path) -> None:
    bands = "2_years_or_more,2_years_or_more_percent"
    unnamed = long_file(tmp_path / "a" / "data.csv", bands, [(2024, DERBY, 12, "3.4")])
    with pytest.raises(NothingRecognised, match=r"its columns fit DfE's files .*d5.*d7.* alike: add the column of their total"):
        load(tmp_path / "a.duckdb", unnamed)
    for family in ("d5", "d7"):
        named = long_file(tmp_path / family / f"{family}-x.csv", bands, [(2024, DERBY, 12, "3.4")])
        assert load(tmp_path / f"{family}.duckdb", named).taken[0].family == family


def test_another_statistic_that_shares_a_word_is_left(tmp_path) -> None:
    b1(tmp_path, [(2024, DERBY, 10, "1.0")])
    stray = long_file(tmp_path / "absence.csv", "pupils,sessions,absent,late,Other", [(2024, DERBY, 1, 2, 3, 4, 5)])
    report = load(tmp_path / "store.duckdb", tmp_path)
    assert [one.name for one in report.taken] == ["b1_children_in_need_2013_to_2024.csv"]
    assert [one.name for one in report.left] == [str(stray)]


def test_the_release_is_that_of_the_files_of_authorities_and_populations_keep_their_year(tmp_path) -> None:
    folder = tmp_path / "in"
    b1(folder, [(2023, DERBY, 10, "1.0"), (2024, DERBY, 20, "2.0")])
    long_file(folder / "population.csv", "age_group,population_estimate", [(2021, DERBY, "0 to 17", 50000), (2022, DERBY, "0 to 17", 60000)])
    report = load(tmp_path / "store.duckdb", folder)
    assert {one.release for one in report.taken} == {"2024"}
    assert "its newest year is 2023" in next(line for line in report.lines() if "population.csv" in line)
    held = {one[1]: one[6] for one in cells(tmp_path / "store.duckdb") if one[2] == load_catalogue().population}
    assert held == {2022: 50000, 2023: 60000}
    assert Reader(tmp_path / "store.duckdb").shown(CIN, DERBY, 2024, "rate") == "2.0"  # as printed


def test_rows_of_populations_after_the_release_are_left_and_said(tmp_path) -> None:
    folder = tmp_path / "in"
    b1(folder, [(2024, DERBY, 20, "2.0")], "2024_to_2024")
    long_file(folder / "population.csv", "age_group,population_estimate", [(2023, DERBY, "0 to 17", 1), (2024, DERBY, "0 to 17", 2)])
    report = load(tmp_path / "store.duckdb", folder)
    assert report.taken[-1].rows_left == ["those of years after 2024, the release of the files beside it, up to 2025"]
    assert max(one[1] for one in cells(tmp_path / "store.duckdb")) == 2024


def test_a_file_in_parts_is_put_together_and_parts_that_differ_are_refused(tmp_path) -> None:
    folder = tmp_path / "in"
    columns = "At31_episodes,At31_episodes_rate"
    long_file(folder / "one.csv", columns, [(2024, DERBY, 10, "1.0"), (2023, DERBY, 9, "0.9")])
    long_file(folder / "two.csv", columns, [(2024, "896", 20, "2.0"), (2024, DERBY, 10, "1.0")])
    load(tmp_path / "store.duckdb", folder)
    reader = Reader(tmp_path / "store.duckdb")
    assert [reader.shown(CIN, code, 2024) for code in (DERBY, "896")] == ["10", "20"]
    assert len(cells(tmp_path / "store.duckdb")) == 6
    long_file(folder / "three.csv", columns, [(2024, DERBY, 11, "1.0")])
    with pytest.raises(ReleasesMixed, match=r"At31_episodes of area 831 in 2024 is 10 in the first and 11 in the second"):
        load(tmp_path / "other.duckdb", folder)


def test_a_figure_of_an_area_that_the_better_file_lacks_is_read_from_the_next(tmp_path) -> None:
    folder = tmp_path / "in"
    long_file(folder / "c1_x_2024_to_2024.csv", "Referrals,Re_referrals", [(2024, DERBY, 100, 7)])
    long_file(folder / "c6_x_2024_to_2024.csv", "Referrals,April", [(2024, DERBY, 100, 8), (2024, "896", 200, 16)])
    load(tmp_path / "store.duckdb", folder)
    reader = Reader(tmp_path / "store.duckdb")
    assert [reader.shown("referrals", code, 2024) for code in (DERBY, "896")] == ["100", "200"]
    assert reader.figure("referrals", DERBY, 2024).source.startswith("c1")


@pytest.mark.long
@pytest.mark.parametrize("name", ["part.csv", "b1_children_in_need_2013_to_2024.csv"])
def test_a_file_of_fewer_areas_and_years_adds_or_confirms_and_takes_nothing_away(name, tmp_path) -> None:
    store, rows = tmp_path / "store.duckdb", [(y, code, 10 + y % 100, "1.0") for y in (2023, 2024) for code in (DERBY, "896", "383")]
    load(store, b1(tmp_path / "whole", rows))
    before = cells(store)
    part = tmp_path / "part" / name
    part.parent.mkdir()
    part.write_text(long_text("At31_episodes", [row[:3] for row in rows if row[1] == DERBY]), encoding="utf-8")
    dry = load(store, part, dry_run=True)
    assert cells(store) == before and dry.lines()[-1] == "Nothing was stored: 2 figures from 1 file of 2024 would be."
    report = load(store, part)
    assert cells(store) == before
    assert report.taken[0].difference == dry.taken[0].difference == (0, 2, 0, 10, 3, 2)
    assert Reader(store).figure(CIN, DERBY, 2024).row == 4  # the receipt of what was only confirmed stays
    report = load(store, part, replace=True) if name == "part.csv" else load(store, b1(tmp_path / "x", rows[:1], "2013_to_2024"))
    assert report.unchanged or report.taken


@pytest.mark.long
def test_replacing_takes_out_what_the_file_does_not_hold_and_a_later_load_brings_it_back(tmp_path) -> None:
    store, rows = tmp_path / "store.duckdb", [(2024, code, 10, "1.0") for code in (DERBY, "896")]
    whole = b1(tmp_path / "whole", rows)
    other = long_file(tmp_path / "c1_x_2013_to_2024.csv", "Referrals", [(2024, DERBY, 5)])
    load(store, whole, other)
    before = cells(store)
    part = long_file(tmp_path / "part.csv", "At31_episodes", [(2024, DERBY, 10)])
    report = load(store, part, replace=True)
    assert {one[2:4] + one[:1] for one in cells(store)} == {(CIN, "count", DERBY), ("referrals", "count", DERBY)}
    assert "3 figures that were held of this file (2 areas, 1 years) were taken out" in report.lines()[0]
    load(store, whole)
    assert cells(store) == before


def test_the_report_as_json_names_every_file_and_what_was_left(tmp_path, capsys) -> None:
    folder = tmp_path / "in"
    long_file(folder / "b1_x_2024_to_2024.csv", "At31_episodes,New_column", [(2024, DERBY, "7?", 1), (2024, "896", 9, 1), (2024, "999", 1, 1)])
    (folder / "notes.csv").write_text("Area,Number\nDerby,1\n", encoding="utf-8")
    store = str(tmp_path / "store.duckdb")
    for words, stored in ((["--dry-run"], False), ([], True)):
        assert main(["load", str(folder), "--store", store, "--format", "json", *words]) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["stored"] is stored and said["findings"] == [] and Path(store).exists() is stored
        taken, left = said["files"]
        assert (taken["family"], taken["release"], taken["figures"]) == ("b1", "2024", 1)
        assert taken["columns_left"] == ["New_column"] and taken["rows_left"] == ['row 3: area code "999" is not known']
        assert taken["cells_left"] == ['row 1, column At31_episodes: "7?"']
        assert (left["file"], left["outcome"]) == (str(folder / "notes.csv"), "left") and "none of DfE's" in left["reason"]


def test_a_percentage_as_a_workbook_shows_it_is_no_figure(tmp_path) -> None:
    book = Workbook()
    for row in [[*COMMON, "At31_episodes", "At31_episodes_rate"], ["2024", "RY", *place(DERBY, 2024), "Total", 0.5, 332.9]]:
        book.active.append(row)
    book.active.cell(2, 12).number_format = "0.0%"
    book.save(tmp_path / "b1.xlsx")
    report = load(tmp_path / "store.duckdb", tmp_path / "b1.xlsx")
    assert report.taken[0].unreadable == ['row 1, column At31_episodes: "0.5%"']
    assert Reader(tmp_path / "store.duckdb").shown(CIN, DERBY, 2024, "rate") == "332.9"


def test_a_workbook_whose_headers_are_written_with_blanks_is_read(tmp_path):
    book = Workbook()
    for row in [[name.replace("_", " ").upper() for name in (*COMMON, "At31_episodes")], ["2024", "RY", *place(DERBY, 2024), "Total", 5]]:
        book.active.append(row)
    book.save(tmp_path / "b1.xlsx")
    load(tmp_path / "store.duckdb", tmp_path / "b1.xlsx")
    assert Reader(tmp_path / "store.duckdb").shown(CIN, DERBY, 2024, "count") == "5"


@pytest.mark.parametrize(("make", "says"), [
    (lambda book: book.create_sheet("Again"), r"is a workbook with 2 tables of DfE's"),
    (lambda book: book.remove(book.worksheets[0]), r"is a workbook with 0 tables of DfE's"),
])  # fmt: skip
def test_a_workbook_is_read_where_it_holds_one_table(make, says, tmp_path) -> None:
    book = Workbook()
    book.create_sheet("Notes")
    make(book)
    for sheet in book.worksheets:
        if sheet.title != "Notes":
            sheet.append([*COMMON, "At31_episodes"])
            sheet.append(["2024", "RY", *place(DERBY, 2024), "Total", 5])
    book.save(tmp_path / "b1_x.xlsx")
    with pytest.raises(NotATable, match=says):
        load(tmp_path / "store.duckdb", tmp_path / "b1_x.xlsx")


@pytest.mark.parametrize("cut", [10, 200, 900])
def test_a_damaged_workbook_is_refused_in_one_line(cut, tmp_path) -> None:
    whole = workbook(CLEAN["b1"])
    (tmp_path / "b1_x.xlsx").write_bytes(whole[: len(whole) - cut])
    with pytest.raises(InputRefused) as refused:
        load(tmp_path / "store.duckdb", tmp_path / "b1_x.xlsx")
    assert len(str(refused.value).splitlines()) == 1 and not (tmp_path / "store.duckdb").exists()
