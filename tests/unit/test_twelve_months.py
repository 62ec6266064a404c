"""Returns of any twelve months, as tables with other names, and samples of no known authority."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import product
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from openpyxl import Workbook
from test_census_return import CHILD, CSVS, Loader, message

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.errors import InputDamaged, NotHeld, ReturnRefused, UnknownName
from cin_narrative.load.returns.census_file.contents import Header
from cin_narrative.load.returns.header import key_of
from cin_narrative.store.store import Store

CIN, REFERRALS = "children_in_need_at_31_march", "referrals"


def exact(loader: Loader, number: int, area: str = "Derby") -> dict[tuple[str, str], str]:
    """The counts of a submission, by indicator and category."""
    with Store.open(loader.store) as store:
        rows = api.submission_figures(store, area, number, INTERNAL).rows
    return {(row.cell[0].id, row.cell[2]): row.now.shown for row in rows if row.cell[1].value == "count"}


@pytest.mark.parametrize(
    ("reference", "first", "half", "before", "collection"),
    [
        ("2025-03-31", date(2024, 4, 1), date(2024, 10, 1), date(2024, 3, 31), 2025),
        ("2025-09-30", date(2024, 10, 1), date(2025, 4, 1), date(2024, 9, 30), 2026),
        ("2025-04-30", date(2024, 5, 1), date(2024, 11, 1), date(2024, 4, 30), 2026),
        ("2025-02-28", date(2024, 3, 1), date(2024, 9, 1), date(2024, 2, 29), 2025),
        ("2024-02-29", date(2023, 3, 1), date(2023, 9, 1), date(2023, 2, 28), 2024),
        ("2024-02-28", date(2023, 3, 1), date(2023, 9, 1), date(2023, 2, 28), 2024),
        ("2025-08-30", date(2024, 8, 31), date(2025, 2, 28), date(2024, 8, 30), 2026),
        ("2025-01-01", date(2024, 1, 2), date(2024, 7, 2), date(2024, 1, 1), 2025),
    ],
)
def test_the_days_of_twelve_months(reference, first, half, before, collection) -> None:
    header = Header({"LEA": "831", "ReferenceDate": reference}, ["831"])
    key = key_of(header, "x.xml", 1, load_areas())
    assert (key.first_day, key.half_year, key.place_before[1], key.year) == (first, half, before, collection)
    assert key.is_in_year == (reference[5:] != "03-31")


@pytest.mark.long
def test_the_same_indicators_are_given_for_the_twelve_months_to_the_day_and_stand_in_no_page(tmp_path: Path, capsys) -> None:
    """Hand-worked: referrals of September and October 2024, one open; to 30 September 2025 and to 31 March 2025."""
    early = CHILD.replace("ID-ONE", "E").replace("2024-06-03", "2024-09-15").replace("2024-06-04", "2024-09-16")
    late = CHILD.replace("ID-ONE", "L").replace("2024-06-03", "2024-10-15").replace("2024-06-04", "2024-10-16")
    loader = Loader(tmp_path)
    loader.load(loader.write(message(early + late, reference="2025-09-30"), "sep.xml"))
    loader.load(loader.write(message(early + late), "mar.xml"))
    in_year, of_dfe = exact(loader, 1), exact(loader, 2)
    assert (in_year[REFERRALS, ""], of_dfe[REFERRALS, ""]) == ("1", "2")
    assert (in_year[CIN, ""], of_dfe[CIN, ""]) == ("2", "2")
    assert in_year["referrals_by_month", "october"] == "1" if ("referrals_by_month", "october") in in_year else True
    with Store.open(loader.store) as store:
        assert {year for years in store.holdings.values() for year in years} == {2025}
        assert [one.id for one in store.releases.values()] == ["local return, mar.xml, 2025-05-01"]
        with pytest.raises(NotHeld, match="ask for the internal view"):
            api.submission_figures(store, "Derby", 1)
    assert main(["submissions", "Derby", "1", "--internal", "--store", str(loader.store)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Derby, year to 30 September 2025, in-year, not comparable with DfE's year: submission 1, sep.xml\n")
    assert "Children in need at 30 September (count): 2" in said and "31 March" not in said
    for command in (["summary", "Derby"], ["reconcile", "Derby", "2026"], ["figures", "--area", "Derby"]):
        assert main([*command, "--submission", "1", "--store", str(loader.store)]) == NotHeld.exit_code
        assert "submissions Derby 1 --internal" in capsys.readouterr().err
    assert main(["quality", "Derby", "--submission", "1", "--store", str(loader.store)]) == NotHeld.exit_code
    assert "(--internal)" in capsys.readouterr().err
    assert main(["quality", "Derby", "--submission", "1", "--internal", "--store", str(loader.store)]) == 0
    said = capsys.readouterr().out
    assert "year to 30 September 2025, in-year" in said
    assert "the figures are of the twelve months to that day" in said


@pytest.mark.long
def test_they_stand_beside_the_same_twelve_months_a_year_before_and_need_them_for_what_came_again(tmp_path: Path) -> None:
    again = CHILD.replace("2024-06-03", "2024-11-03").replace("2024-06-04", "2024-11-04")
    first = CHILD.replace("2024-06-03", "2024-02-03").replace("2024-06-04", "2024-02-04").replace("<CINPlanDates>", "<CINPlanDates>")
    loader = Loader(tmp_path)
    now, before = loader.write(message(again, reference="2025-09-30"), "now.xml"), loader.write(message(first, reference="2024-09-30"), "before.xml")
    alone = loader.load(now)
    [missing] = [one for one in alone.taken[0].findings if one.rule == "previous_return_missing"]
    assert "(year to 30 September 2024, in-year, not comparable with DfE's year)" in missing.words
    assert missing.words.endswith("`cin-narrative load RETURN_BEFORE now.xml`.")
    loader.load(now, before)
    with Store.open(loader.store) as store:
        assert [(one.number, one.last_day, one.beside_before) for one in store.submissions] == [(1, "2025-09-30", True), (2, "2024-09-30", False)]
        found = api.submission_figures(store, "Derby", 1, INTERNAL)
    assert found.before is not None and found.before.number == 2
    rows = {row.cell[0].id: row for row in found.rows if row.cell[1].value == "count" and not row.cell[2]}
    assert (rows[REFERRALS].now.shown, rows[REFERRALS].before.shown, rows[REFERRALS].change) == ("1", "1", "the same")
    assert rows["rereferrals_within_12_months"].now.shown == "1"
    assert rows["rereferrals_within_12_months"].change == ""  # the year before is a lower bound: compared with nothing


def changed(texts: dict[str, str], rename) -> dict[str, list[list[str]]]:
    """The tables with their columns turned round, and their names written in another way."""
    tables = {}
    for name, text in texts.items():
        rows = [row[::-1] for row in csv.reader(StringIO(text))]
        tables[name.removesuffix(".csv")] = [[rename(head) for head in rows[0]], *rows[1:]]
    return tables


def as_workbook(path: Path, tables: dict[str, list[list[str]]], title: str = "") -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name[:31])
        for row in ([[title], *rows] if title else rows):
            sheet.append([date.fromisoformat(cell) if len(cell) == 10 and cell[4] == cell[7] == "-" else cell or None for cell in row])
    book.save(path)
    return path


def as_csvs(folder: Path, tables: dict[str, list[list[str]]]) -> list[Path]:
    folder.mkdir()
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return sorted(folder.iterdir())


@pytest.fixture(scope="module")
def plainly(tmp_path_factory) -> dict[tuple[str, str], str]:
    """The counts of the tables as they are."""
    loader = Loader(tmp_path_factory.mktemp("plain"))
    (loader.folder / "return").mkdir()
    for name, text in CSVS.items():
        (loader.folder / "return" / name).write_text(text, encoding="utf-8")
    loader.load(loader.folder / "return")
    return exact(loader, 1)


FORMS = ("one workbook", "a workbook with macros", "a workbook a module", "files one by one", "a folder", "titled sheets")
RENAMES = {"upper": str.upper, "lower": str.lower, "mapped": lambda name: f"X {name.title()}"}


def every_form() -> Iterator[ParameterSet]:
    """Each form with each way to write the names: in every run each of both, together in the slow line."""
    for (at, form), (place, (name, rename)) in product(enumerate(FORMS), enumerate(RENAMES.items())):
        marks = () if at % len(RENAMES) == place else pytest.mark.slow
        yield pytest.param(form, rename, id=f"{name}-{form}", marks=marks)


@pytest.mark.long
@pytest.mark.parametrize(("form", "rename"), list(every_form()))
def test_tables_in_every_form_give_the_same_figures(form, rename, plainly, tmp_path: Path) -> None:
    tables = changed(CSVS, rename)
    match form:
        case "one workbook" | "a workbook with macros" | "titled sheets":
            suffix = "xlsm" if "macros" in form else "xlsx"
            paths = [as_workbook(tmp_path / f"book.{suffix}", tables, "Printed for the panel" if "titled" in form else "")]
        case "a workbook a module":
            (tmp_path / "books").mkdir()
            paths = [as_workbook(tmp_path / "books" / f"{name}.xlsx", {name: rows}) for name, rows in tables.items()]
        case _:
            paths = as_csvs(tmp_path / "csvs", tables)
    given = [tmp_path / "csvs"] if form == "a folder" else paths
    names = None
    if rename("upn").startswith("X "):
        names = tmp_path / "names.csv"
        heads = sorted({head for text in CSVS.values() for head in text.splitlines()[0].split(",")})
        names.write_text("ours,DfE\n" + "".join(f"x {head},{head}\n" for head in heads), encoding="utf-8")
    loader = Loader(tmp_path)
    [report] = api.load(given, loader.store, names=names)
    assert len(report.taken) == 1
    assert exact(loader, 1) == plainly


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ours,DfE\nChild,LAchildID\nPerson,LAchildID\n", ['names.csv, line 3: "LAchildID" is named twice, first in line 2']),
        ("ours,DfE\nChild,LAchildID\nchild,UPN\n", ['names.csv, line 3: "child" is named twice, first in line 2']),
        ("ours,DfE\nChild,LAchildId2\n", ['line 2: "LAchildId2" is no field of DfE\'s: did you mean LAchildID']),
        ("ours,DfE\nChild\n,UPN\nSex,Sex,Sex\n", ["line 2: a mapping has two names", "line 3: a mapping", "line 4: a mapping"]),
        ("ours,DfE\n", ["names.csv names no field"]),
        ("", ["names.csv names no field"]),
    ],
)
def test_every_fault_of_a_mapping_is_told_at_once(text, words, tmp_path: Path, capsys) -> None:
    names, folder = tmp_path / "names.csv", tmp_path / "return"
    names.write_text(text, encoding="utf-8")
    folder.mkdir()
    (folder / "Header.csv").write_text(CSVS["Header.csv"], encoding="utf-8")
    assert main(["load", str(folder), "--names", str(names), "--store", str(tmp_path / "s.duckdb")]) == InputDamaged.exit_code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(words) and all(word in line for word, line in zip(words, lines, strict=True))
    assert not (tmp_path / "s.duckdb").exists()


def test_tables_of_other_names_are_named_with_the_mapping_that_they_want(tmp_path: Path, monkeypatch, capsys) -> None:
    """As they are given: one workbook in the folder where one stands, or the folder of files."""
    texts = {**CSVS, "CINdetails.csv": CSVS["CINdetails.csv"].replace("CINreferralDate", "Opened")}
    tables = {name.removesuffix(".csv"): list(csv.reader(StringIO(text))) for name, text in texts.items()}
    files = [as_workbook(tmp_path / "book.xlsx", tables), *as_csvs(tmp_path / "april", tables)]
    for folder, given, name in ((tmp_path, files[:1], "book.xlsx"), (tmp_path / "april", files[1:], "april")):
        monkeypatch.chdir(folder)
        assert main(["quality", *(one.name for one in given)]) == ReturnRefused.exit_code
        said = capsys.readouterr().err
        assert said.startswith(f"cin-narrative: {name} has no table that holds CINdetails") and "--names FILE.csv" in said


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    texts = {**CSVS, "CINdetails.csv": "\n".join(f"{line},{line.split(',')[0]}" for line in CSVS["CINdetails.csv"].splitlines()) + "\n"}
    as_csvs(tmp_path / "csvs", {name.removesuffix(".csv"): list(csv.reader(StringIO(text))) for name, text in texts.items()})
    with pytest.raises(InputDamaged, match="columns stand twice"):
        Loader(tmp_path).load(tmp_path / "csvs")


@pytest.mark.long
def test_a_sample_is_taken_as_an_authority_s_and_is_made_up_wherever_it_stands(tmp_path: Path, capsys) -> None:
    loader = Loader(tmp_path)
    sample = loader.write(message(area="ZZZ"), "sample.xml")
    assert main(["quality", str(sample), "--as", "Leicester"]) == 0
    assert capsys.readouterr().out.startswith("Leicester, year ending 31 March 2025: sample.xml")
    assert main(["load", str(sample), "--as", "Leicester", "--store", str(loader.store)]) == 0
    assert 'release "made-up records, sample.xml, ' in capsys.readouterr().out
    assert main(["submissions", "Leicester", "--store", str(loader.store), "--format", "json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["submissions"]
    assert one["release"].startswith("made-up records")
    assert main(["summary", "Leicester", "2025", "--store", str(loader.store)]) == 0
    assert "made-up records" in capsys.readouterr().out
    assert main(["load", str(sample), "--as", "Leicestre", "--store", str(loader.store)]) == UnknownName.exit_code


def test_all_faults_of_one_header_and_all_of_one_file_are_told_at_once(tmp_path: Path) -> None:
    loader = Loader(tmp_path)
    text = message(area="999", reference="soon", collection="LAC").replace("<LEA>", "<LEA>830</LEA><LEA>")
    with pytest.raises(ReturnRefused) as caught:
        loader.xml(text)
    lines = str(caught.value).splitlines()
    assert all(word in line for word, line in zip(('"LAC"', "rule 100", "two authorities"), lines, strict=True))
    children = "".join(CHILD.replace("ID-ONE", f"I{number}").replace("2024-06-03", "last June") for number in range(6))
    with pytest.raises(ReturnRefused) as caught:
        loader.xml(message(children + CHILD.replace("<LAchildID>ID-ONE</LAchildID>", "")))
    lines = str(caught.value).splitlines()
    assert any("CINreferralDate cannot be read" in line for line in lines) and any("no LAchildID" in line for line in lines)
    assert not loader.store.exists()


@pytest.mark.long
def test_impossible_identifiers_and_deaths_before_births_are_findings_of_the_load_and_of_the_file(tmp_path: Path) -> None:
    upn = CHILD.replace("<UPNunknown>UN1</UPNunknown>", "<UPN>A000000000000</UPN>")
    dead = CHILD.replace("ID-ONE", "D").replace("<Sex>", "<PersonDeathDate>2010-01-01</PersonDeathDate><Sex>")
    loader = Loader(tmp_path)
    path = loader.write(message(upn + dead))
    loaded = {one.rule for one in loader.load(path).taken[0].findings}
    [report] = api.quality([path])
    numbers = {one["dfe_rule"] for one in report.record()["findings"]}
    assert {one.rule for one in report.findings} <= loaded
    assert {"1530", "8535Q", "8545Q"} <= numbers
