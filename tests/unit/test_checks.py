"""What does not hang together is told, blamed on the right cell, and never held against a sound one."""

import duckdb
import pytest
from made_up import Reader, load, long_file

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.catalogue.rounding import half_up
from cin_narrative.claims.desk import Desk
from cin_narrative.errors import FileInDoubt
from cin_narrative.load.checks.ratios import SIDES
from cin_narrative.report.summary import summarise
from cin_narrative.store.breach import Severity

REGION, YEARS = "E12000001", range(2019, 2025)
MONTHS = ("April", "May", "June", "July", "August", "September", "October", "November", "December", "January", "February", "March")
AREAS = [area.code for area in load_areas().authorities(2024, REGION)]


def sound() -> dict:
    """(file, area, year) -> cells by column: referrals by month, with rates; a region that is the sum of its authorities."""
    cells = {}
    for year in YEARS:
        by_area = {}
        for number, area in enumerate(AREAS):
            months = [20 + (7 * number + 3 * month + year) % 11 for month in range(12)]
            by_area[area] = [30_000 + 1_000 * number, sum(months), *months]
        totals = [sum(column) for column in zip(*by_area.values(), strict=True)]
        by_area[REGION] = [totals[0], *(10 * round(one / 10) for one in totals[1:])]
        for area, (children, referrals, *months) in by_area.items():
            rate = half_up(referrals * 10_000 / children, 1)
            cells["ons", area, year] = {"population_estimate": children}
            cells["c1", area, year] = {"Referrals": referrals, "Referrals_rate": rate}
            cells["c6", area, year] = {"Referrals": referrals, **dict(zip(MONTHS, months, strict=True))}
    return cells


NAMES = {"ons": "ons_mid-year_population_estimates_2018_to_2023.csv", "c1": "c1_children_in_need_referrals_and_rereferrals_2019_to_2024.csv",
         "c6": "c6_children_in_need_referrals_by_month_2019_to_2024.csv"}  # fmt: skip


def stored(tmp_path, cells, name="in"):
    """A load of these cells: the report, and a reader of the store."""
    paths = []
    for file, title in NAMES.items():
        rows = [(year - (file == "ons"), area, own) for (one, area, year), own in cells.items() if one == file]
        columns = list(rows[0][2])
        lines = [(year, area, *(own[column] for column in columns)) for year, area, own in rows]
        paths.append(long_file(tmp_path / name / title, ",".join(columns), lines))
    store = tmp_path / f"{name}.duckdb"
    return load(store, *paths), Reader(store)


def told(report):
    """What is told but for the columns that these small files lack."""
    return [one for one in report.breaches if one.rule != "column"]


def in_doubt(report):
    return {(one.file[:2], one.column, one.area, one.year) for one in report.breaches if one.severity is Severity.DOUBT}


def test_sound_files_have_no_breach(tmp_path):
    report, _ = stored(tmp_path, sound())
    assert told(report) == []


@pytest.mark.parametrize(("file", "column", "area", "change"), [
    ("c6", "June", AREAS[3], lambda value: value * 10),
    ("c6", "June", AREAS[3], lambda value: value + 9),
    ("c6", "June", REGION, lambda value: value * 10),
    ("c1", "Referrals_rate", AREAS[5], lambda value: value + 1),
    ("on", "population_estimate", AREAS[5], lambda value: value * 10),
])  # fmt: skip
def test_the_cell_that_was_changed_is_the_one_in_doubt(tmp_path, file, column, area, change):
    cells = sound()
    own = cells["ons" if file == "on" else file, area, 2022]
    own[column] = change(own[column])
    report, _ = stored(tmp_path, cells)
    assert in_doubt(report) == {(file, column, area, 2022)}


def test_what_would_fit_a_percentage_that_does_not_fit():
    """10% of 50 are 5, whatever stands there; no number is 10% of something and nought, and none has nought for its 4%."""
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE ratios(one INT, upper INT, lower INT, times DOUBLE); INSERT INTO ratios VALUES (1, 2, 3, 100)")
        connection.execute("CREATE TABLE tested(rel INT, rule VARCHAR, place INT, one INT, expected DOUBLE, found DOUBLE)")
        connection.execute("CREATE TABLE cells(place INT, col INT, value DOUBLE)")
        connection.execute("INSERT INTO tested VALUES (7, 'ratio', 1, 1, 0, 10), (8, 'ratio', 2, 1, 4, 0)")
        connection.execute("INSERT INTO cells VALUES (1, 1, 10), (1, 2, 0), (1, 3, 50), (2, 1, 0), (2, 2, 2), (2, 3, 50)")
        found = {(rel, col): fix for rel, _, col, fix in connection.execute(SIDES).fetchall()}
    assert found == {(7, 1): 0, (7, 2): 5, (8, 1): 4, (8, 2): 0}


def test_a_total_that_one_file_prints_otherwise_is_told(tmp_path):
    cells = sound()
    cells["c6", AREAS[3], 2022]["Referrals"] += 100
    report, _ = stored(tmp_path, cells)
    assert [(one.rule, one.area, one.year) for one in told(report)] == [("two files", AREAS[3], 2022)]


def test_hidden_cells_are_allowed_for_and_too_much_for_them_is_not(tmp_path):
    cells = sound()
    for month in ("May", "July"):
        cells["c6", AREAS[2], 2021][month] = "c"
    report, _ = stored(tmp_path, cells)
    assert told(report) == []
    cells["c6", AREAS[2], 2021]["June"] += 300  # more than the total: no hidden cell can make it up
    report, _ = stored(tmp_path, cells, "again")
    assert in_doubt(report) == {("c6", "June", AREAS[2], 2021)}


def test_a_number_where_no_other_authority_has_one_is_told(tmp_path):
    cells = sound()
    for area in (*AREAS, REGION):
        cells["c6", area, 2021]["June"] = "x"
    report, _ = stored(tmp_path, cells, "none")
    assert told(report) == []
    cells["c6", AREAS[2], 2021]["June"] = 0
    report, _ = stored(tmp_path, cells)
    assert [(one.rule, one.column, one.area, one.year, one.found) for one in told(report)] == [("printed alone", "June", AREAS[2], 2021, "0")]


def test_a_column_that_is_wrong_as_a_whole_refuses_its_file(tmp_path):
    cells = sound()
    for year in YEARS:
        shifted = [cells["c6", area, year]["June"] for area in AREAS]
        for area, value in zip(AREAS, [*shifted[1:], shifted[0]], strict=True):
            cells["c6", area, year]["June"] = value
    with pytest.raises(FileInDoubt, match=r"c6_.*column June") as refused:
        stored(tmp_path, cells)
    assert refused.value.exit_code == 29
    assert not (tmp_path / "in.duckdb").exists()


def test_a_row_whose_codes_are_of_two_areas_refuses_its_file(tmp_path):
    cells = sound()
    stored(tmp_path, cells)
    path = tmp_path / "in" / NAMES["c1"]
    first, second = (load_areas().get(code).ons_code for code in AREAS[:2])
    text = path.read_text(encoding="utf-8").replace(first, "#").replace(second, first).replace("#", second)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileInDoubt, match="column new_la_code"):
        load(tmp_path / "other.duckdb", path)


def test_a_file_cut_short_is_refused_and_a_missing_row_told(tmp_path):
    cells = sound()
    stored(tmp_path, cells)
    path = tmp_path / "in" / NAMES["c1"]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-4]), encoding="utf-8")
    with pytest.raises(FileInDoubt, match="cut short"):
        load(tmp_path / "cut.duckdb", path)
    path.write_text("".join(lines[:20] + lines[21:]), encoding="utf-8")
    report = load(tmp_path / "row.duckdb", path)
    assert [(one.rule, one.severity) for one in told(report)] == [("row", Severity.NOTE)]


def test_a_figure_in_doubt_says_so_and_so_does_what_is_worked_out_of_it(tmp_path):
    cells = sound()
    cells["c6", AREAS[3], 2022]["June"] *= 10
    _, reader = stored(tmp_path, cells)
    figure = reader.figure("referrals_by_month", AREAS[3], 2022, category="june")
    assert "June" in figure.doubts[0]
    assert reader.figure("referrals_by_month", AREAS[3], 2022, category="may").doubts == ()
    assert reader.figure("referrals_by_month", AREAS[3], 2022, "percentage", "june").doubts == figure.doubts


def test_a_page_says_among_its_first_notes_which_of_its_figures_are_in_doubt(tmp_path):
    cells, area = sound(), load_areas().get(AREAS[5], 2022)

    def notes(reader):
        page = summarise(Desk(reader.store, load_catalogue(), load_areas()), area, 2022)
        return "\n".join(paragraph.text for paragraph in page.paragraphs if not paragraph.annex)

    _, reader = stored(tmp_path, cells)
    assert "In doubt" not in notes(reader)
    cells["c1", AREAS[5], 2022]["Referrals_rate"] += 9
    _, reader = stored(tmp_path, cells, "again")
    assert "In doubt" in notes(reader) and "rate of referrals" in notes(reader).partition("In doubt")[2]


def test_a_figure_without_a_total_is_held_against_the_release_before(tmp_path):
    cells, store = sound(), tmp_path / "store.duckdb"

    def months(newest):
        rows = [(newest, AREAS[0], 31), *((2022, area, cells["c6", area, 2022]["June"]) for area in AREAS)]
        return long_file(tmp_path / str(newest) / f"c6_children_in_need_referrals_by_month_2022_to_{newest}.csv", "June", rows)

    load(store, months(2023))
    cells["c6", AREAS[3], 2022]["June"] += 40
    found = load(store, months(2024)).breaches
    assert [(one.rule, one.area) for one in found if one.severity is Severity.DOUBT] == [("earlier release", AREAS[3])]


@pytest.mark.long
def test_two_areas_whose_figures_were_exchanged_in_every_year_are_told_by_the_release_before(tmp_path):
    """No sum, no rate, no name and no year beside another says so: they are of one region, and each has its own population."""
    store = tmp_path / "store.duckdb"

    def months(newest, exchanged):
        one, other = AREAS[2], AREAS[5]
        turned = {one: other, other: one} if exchanged else {}
        rows = [
            (year, area, *(100 * int(area) + 12 * month + year for month in range(12)))
            for year in range(2019, newest + 1)
            for area in AREAS
        ]
        figures = {row[:2]: row[2:] for row in rows}
        lines = [(year, area, *figures[year, turned.get(area, area)]) for year, area, *_ in rows]
        return long_file(tmp_path / f"{newest}{exchanged}" / f"c6_children_in_need_referrals_by_month_2019_to_{newest}.csv", ",".join(MONTHS), lines)

    load(store, months(2023, False))
    assert [one for one in told(load(store, months(2024, False))) if one.severity is not Severity.NOTE] == []
    store.unlink()
    load(store, months(2023, False))
    with pytest.raises(FileInDoubt) as refused:
        load(store, months(2024, True))
    names = [load_areas().get(AREAS[at]).name for at in (2, 5)]
    lines = str(refused.value).splitlines()
    assert [all(name in line for name in names) for line in lines] == [True, True]


@pytest.mark.parametrize(("cut", "all_columns"), [(True, False), (True, True), (False, False)])
def test_a_column_that_lost_its_decimals_refuses_its_file_where_others_have_them(tmp_path, cut, all_columns):
    columns = [f"{name}_percent" for name in ("Autism", "Behaviour", "Communication", "Hearing", "Mobility", "Vision")]
    rows = []
    for year in YEARS:
        for number, area in enumerate(AREAS):
            shares = [1 + (37 * number + 11 * place + year) % 89 / 10 + place for place in range(len(columns))]
            whole = [cut and (all_columns or place == 2) for place in range(len(columns))]
            rows.append((year, area, *(int(one) if is_cut else f"{one:.1f}" for one, is_cut in zip(shares, whole, strict=True))))
    path = long_file(tmp_path / "b2_children_in_need_recorded_disability_2019_to_2024.csv", ",".join(columns), rows)
    if cut and not all_columns:
        with pytest.raises(FileInDoubt, match=r"column Communication_percent: nearly all of its figures are whole"):
            load(tmp_path / "store.duckdb", path)
    else:  # a release that prints whole percentages prints them everywhere
        assert load(tmp_path / "store.duckdb", path).cells == len(rows) * len(columns)
