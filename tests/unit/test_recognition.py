"""Reading is strict: what is damaged is refused with its place, and what DfE varies is understood."""

import pytest
from made_up import KEYS, line, long_text, wide_text

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.errors import InputDamaged, InputEmpty, NotATable, WrongColumns
from cin_narrative.load.files import InputFile, PassedOver
from cin_narrative.load.published.column_addresses import Addresses
from cin_narrative.load.published.recognition import read_table

B1 = "b1_children_in_need_2013_to_2024.csv"
ROWS = [(2023, "831", 1234, "201.5"), (2024, "E92000001", 399460, "332.9"), (2024, "831", "c", "c")]
ADDRESSES = Addresses(load_catalogue())
GOOD = long_text("At31_episodes,At31_episodes_rate", ROWS)


def table(content, name=B1):
    file = InputFile(name, "somewhere", content if isinstance(content, bytes) else content.encode(), True)
    return read_table(file, load_areas(), ADDRESSES)


def test_a_long_file_gives_codes_years_rows_and_cells():
    read = table(GOOD)
    assert (read.family, read.release.id, read.year) == ("b1", "2024", None)
    assert (list(read.areas), list(read.years), list(read.rows)) == (["831", "E92000001", "831"], [2023, 2024, 2024], [1, 2, 3])
    assert {name: list(cells) for name, cells in read.columns.items()} == {
        "At31_episodes": ["1234", "399460", "c"], "At31_episodes_rate": ["201.5", "332.9", "c"]}  # fmt: skip


@pytest.mark.parametrize("content", [
    b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(),
    GOOD.replace("Anywhere", "Stoke\u2019s \u2013 caf\u00e9").encode("cp1252"), GOOD.replace("\n", "\r").encode(),
    GOOD.upper().replace("CIN", "cin").encode(), GOOD.replace("1234", '"1234"').encode(), (GOOD + "\n\n").encode(),
    (GOOD + "," * 12 + "\n").encode(), GOOD.replace("At31_episodes,", " At31_episodes ,").encode(), GOOD.encode("utf-16"),
    GOOD.encode("utf-16-le"), GOOD.encode("utf-16-be"), GOOD.encode("utf-32"), GOOD.replace(",", "\t").encode(),
    GOOD.replace(",", ";").encode(), GOOD.replace("\n", ",,\n").encode(), GOOD.replace("rate\n", "rate,,\n").encode(),
], ids=["bom", "crlf", "bom and crlf", "cp1252", "old mac", "headers in capitals", "quotes", "blank lines", "rows of commas", "blanks",
        "utf-16", "utf-16-le", "utf-16-be", "utf-32", "tabs", "semicolons", "blank columns", "short of blank columns"])  # fmt: skip
def test_how_a_file_was_saved_makes_no_difference(content):
    read, plain = table(content), table(GOOD)
    assert (read.areas, read.years) == (plain.areas, plain.years)
    assert [name.lower() for name in read.columns] == [name.lower() for name in plain.columns]
    assert [[c.lower() for c in cells] for cells in read.columns.values()] == [list(cells) for cells in plain.columns.values()]


def test_a_last_line_without_its_end_is_taken_where_nothing_is_cut_off_and_said():
    read = table(GOOD[:-1], "b1_children_in_need_2023_to_2024.csv")
    assert read.columns == table(GOOD).columns and read.notes == ["it does not end with a line end, and was taken as whole"]


def test_a_last_line_without_its_end_is_taken_beside_blank_columns_and_not_where_one_of_them_is_cut_off():
    blank = GOOD.replace("\n", ",,\n")[:-1]
    assert table(blank, "b1_children_in_need_2023_to_2024.csv").columns == table(GOOD).columns
    with pytest.raises(InputDamaged, match="stops in the middle of a line"):
        table(blank[:-1], "b1_children_in_need_2023_to_2024.csv")


@pytest.mark.parametrize(("content", "error", "says"), [
    ("", InputEmpty, "is empty"), (" \n\n", InputEmpty, "is empty"),
    (f"{KEYS},At31_episodes\n", InputEmpty, "has a first line and nothing under it"),
    (b"PK\x03\x04\x00\x00\x08", NotATable, "holds binary data"), (GOOD.encode("utf-16")[:-1], InputDamaged, "stops in the middle of a line"),
    ("<!DOCTYPE html>\n<html></html>\n", NotATable, "nothing divides its first line into columns"),
    (GOOD.replace("time_period", "period"), WrongColumns, "is named like DfE's file b1, but has no column time_period or geographic_level"),
    (GOOD[:-3], InputDamaged, "stops in the middle of a line"),
    (GOOD[: GOOD.rindex(",")] + "\n", InputDamaged, "data row 3: the line has 12 columns, the first line of the file 13"),
    (GOOD.replace("1234", "1234,5"), InputDamaged, "data row 1: the line has 14 columns, the first line of the file 13"),
    (GOOD.replace("1234", '"1234'), InputDamaged, "cannot be read as a table"),
    (GOOD.replace("2023,", "202324,"), InputDamaged, 'data row 1: time_period "202324" is not a year of four digits'),
    (GOOD.replace("2024,", "2026,"), InputDamaged, "should hold 2013 to 2024 by its name, but holds 2026"),
    (GOOD + line(2023, "831", 9, 9) + "\n", InputDamaged, "rows 1 and 4 are both for area 831 in 2023"),
    (GOOD.replace("At31_episodes_rate", "at31_Episodes"), InputDamaged, 'column "at31_episodes" stands twice'),
])  # fmt: skip
def test_a_file_that_cannot_be_trusted_is_refused_with_its_place(content, error, says):
    with pytest.raises(error) as refused:
        table(content)
    assert says in str(refused.value)
    assert f"somewhere/{B1}" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_every_length_of_a_cut_file_is_refused_or_stops_at_a_line():
    for length in range(len(GOOD) - 1):
        try:
            read = table(GOOD[:length])
        except (InputDamaged, InputEmpty, NotATable, WrongColumns):
            continue
        assert GOOD[length - 1] == "\n"
        assert len(read.areas) == GOOD[:length].count("\n") - 1


def test_a_csv_of_something_else_is_not_taken():
    for content, name in (("Name,Age\nA,1\n", "register.csv"), ("LAchildID,PersonBirthDate,Sex\nSYN0001,2021-06-15,F\n", "children.csv"),
                          ("Area,Number\nDerby,1\n", B1), (b"PK\x03\x04\x00\x00", "photo.csv")):  # fmt: skip
        assert isinstance(table(content, name), PassedOver)


def test_rows_of_unknown_areas_are_named_and_left():
    read = table(GOOD + line(2024, "999", 7, 7) + "\n" + line(2024, "E12999999", 7, 7) + "\n")
    assert read.rows_left == ['row 4: area code "999" is not known', 'row 5: area code "E12999999" is not known']
    assert list(read.rows) == [1, 2, 3] and all(len(cells) == 3 for cells in read.columns.values())


def test_a_region_goes_by_its_own_code_and_a_london_borough_by_its_three_digits():
    text = long_text("At31_episodes", [(2024, "E13000001", 10), (2024, "E12000007", 30), (2024, "202", 6)])
    assert list(table(text).areas) == ["E13000001", "E12000007", "202"]


def test_the_populations_of_a_mid_year_belong_to_the_reporting_year_after_it():
    text = long_text("age_group,population_estimate", [(2022, "831", "0 to 17", 60000), (2023, "831", "0 to 17", 60100)])
    read = table(text, "ons_mid-year_population_estimates_2012_to_2023.csv")
    assert (list(read.years), read.release.id) == ([2023, 2024], "2024")


@pytest.mark.parametrize(("year", "mark", "means"), [
    (2020, "c", "c"), (2020, ":", "x"), (2020, "..", "x"), (2020, "x", None), (2024, "c", "c"), (2024, "x", "x"), (2024, "z", "z"),
    (2024, "u", "u"), (2024, "k", "low"), (2024, "low", "low"), (2016, "x", "c"), (2016, "..", "x"), (2016, ".", "z"), (2016, "c", None),
])  # fmt: skip
def test_symbols_mean_what_they_mean_in_their_release(year, mark, means):
    if year == 2016:
        read = table(wide_text("CINAt310316", [("LA", "831", mark)]), "SFR52_2016_UD.csv")
    else:
        read = table(long_text("At31_episodes", [(year, "831", mark)]), "b1_children_in_need.csv")
    assert read.symbols.get(mark) == means


@pytest.mark.parametrize(("name", "header", "identity", "year"), [
    ("SFR27-2012ud.csv", "CINAt310312", "SFR27/2012", 2012), ("SFR41-2015_Underlying_data.csv", "CINAt310315", "SFR41/2015", 2015),
    ("SFR52_2016_UD.csv", "CINAt310316", "SFR52/2016", 2016), ("OSR26-2010.csv", "CINAt310310", "OSR26/2010", 2010),
    ("underlying.csv", "cinat310317", "first published 2017", 2017),
])  # fmt: skip
def test_a_wide_file_tells_its_year_by_its_columns_and_its_release_by_its_name(name, header, identity, year):
    read = table(wide_text(header, [("LA", "831", "2,342".replace(",", ""))]), name)
    assert (read.release.id, read.year, read.symbols) == (identity, year, {"x": "c", "..": "x", ".": "z", "": "x"})


def test_england_is_england_though_its_row_has_the_isle_of_wights_codes():
    read = table(wide_text("CINAt310315", [("National", "921", 391000), ("LA", "921", 900)]), "SFR41-2015.csv")
    assert list(read.areas) == ["E92000001", "921"]


def test_data_confidence_columns_are_no_figures():
    read = table(wide_text("CINAt310315,CINAt310315DCI", [("LA", "831", 1, 2)]), "SFR41-2015.csv")
    assert (list(read.columns), read.confidence_columns) == (["CINAt310315"], 1)


def test_a_wide_file_without_its_year_is_refused():
    with pytest.raises(WrongColumns, match="has no column CINAt3103YY that tells its year"):
        table(wide_text("Referrals1516", [("LA", "831", 1)]), "SFR52_2016_UD.csv")
