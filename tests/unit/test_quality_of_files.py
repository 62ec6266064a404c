"""The quality of a return straight from its file: everything is told, nothing is stored, and identifiers go only where the user says."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import openpyxl
import pytest
from test_census_return import CHILD, Loader, message

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.cli.commands.quality import is_file
from cin_narrative.cli.main import main
from cin_narrative.errors import (
    CinNarrativeError,
    InputDamaged,
    InputMissing,
    InputRefused,
    NothingRecognised,
    OutputRefused,
    ReturnBlocked,
    ReturnRefused,
)
from cin_narrative.load.returns.quality.files import look_at
from cin_narrative.load.returns.quality.rules import load_rules, rules_by_id
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

SECRET = "SECRET77"
FAULTY = CHILD.replace("<ReferralSource>2A</ReferralSource>", "").replace("ID-ONE", SECRET)


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def found(*paths: Path, **options) -> dict[str, str]:
    """What is found in one return: rule -> handling."""
    [report] = api.quality(list(paths), **options)
    return {one.rule: one.handling for one in report.findings}


def numbers(report) -> list[str]:
    ids = rules_by_id()
    return [ids[one.rule].dfe for one in report.findings if one.rule in ids and ids[one.rule].dfe]


def test_a_file_and_its_load_tell_the_same_findings_of_the_rules(loader, catalogue) -> None:
    now, before = make_return(derby_totals().scaled(0.05), "831", 2016, loader.folder, catalogue)
    text, rng = now.read_text(), random.Random(7)
    for name in ("AssessmentAuthorisationDate", "CINclosureDate", "CPPstartDate", "CPPendDate", "S47ActualStartDate", "DateOfInitialCPC"):
        text = re.sub(rf"(<{name}>)\d{{4}}", lambda part: part[1] + rng.choice(["2014", "2016"]), text, count=20)
    now.write_text(text)
    rules = {rule.id for rule in load_rules()}
    [taken] = [one for one in loader.load(now, before).taken if one.key.year == 2016]
    reports = {report.year: report for report in api.quality([now, before])}
    told = [one for one in reports[2016].findings if one.rule in rules]
    assert len(told) > 12
    assert [one[3:] for one in told] == [one[3:] for one in taken.findings if one.rule in rules]


BLOCKING = {
    "no identifier": (CHILD.replace("<LAchildID>ID-ONE</LAchildID>", ""), "child_no_identifier", "no LAchildID"),
    "two alike": (CHILD + CHILD.replace("2024-06-03", "2024-06-02"), "child_identifier_twice", "share their LAchildID"),
    "no flag": (CHILD.replace("<ReferralNFA>0</ReferralNFA>", ""), "episode_nfa_missing", "ReferralNFA"),
}


@pytest.mark.parametrize("kind", BLOCKING)
def test_records_that_block_block_the_figures_and_never_the_report(kind, loader) -> None:
    children, rule, words = BLOCKING[kind]
    path = loader.write(message(children + FAULTY))
    with pytest.raises(ReturnBlocked, match=words):
        loader.load(path)
    told = found(path)
    assert told[rule] == "blocked" and told["episode_source_missing"] == "reported"
    assert next(iter(told)) == rule, "what blocks stands first"


def test_a_field_that_cannot_be_read_blocks_the_figures_and_not_the_rest(loader) -> None:
    children = "".join(FAULTY.replace(SECRET, f"C{n}").replace("2024-06-04", "the 4th") for n in range(6))
    path = loader.write(message(children))
    with pytest.raises(ReturnRefused):
        loader.load(path)
    told = found(path)
    assert told["unreadable_AssessmentActualStartDate"] == "blocked" and told["episode_source_missing"] == "reported"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (message(FAULTY, reference="2025-02-30"), "header_reference_date"),
        (message(FAULTY, reference="soon"), "header_reference_date"),
        (message(FAULTY, area="999"), "header_authority_unknown"),
        (message(FAULTY).replace("<LEA>831</LEA>", "<LEA>831</LEA><LEA>830</LEA>"), "header_two_authorities"),
        (message(FAULTY).replace("</Header>", "</Header><Header><Source><LEA>830</LEA></Source></Header>"), "header_two_authorities"),
    ],
)
def test_a_header_that_no_figure_can_be_computed_with_still_gets_its_report(text, rule, loader) -> None:
    path = loader.write(text)
    with pytest.raises(ReturnRefused):
        loader.load(path)
    told = found(path)
    assert told[rule] == "blocked" and "episode_source_missing" in told


def test_impossible_upns_and_a_death_before_birth_are_told_by_number(loader) -> None:
    children = CHILD.replace("<UPNunknown>UN1</UPNunknown>", "<UPN>A9990000X400*</UPN>").replace(
        "<Sex>F</Sex>", "<Sex>F</Sex><PersonDeathDate>2011-06-14</PersonDeathDate>"
    ) + CHILD.replace("ID-ONE", "B").replace("<UPNunknown>UN1</UPNunknown>", "<UPN>A831000024001</UPN><FormerUPN>none</FormerUPN>")
    [report] = api.quality([loader.write(message(children))])
    assert {"1510", "1530", "1540", "1550", "1560Q", "8535Q", "8545Q"} <= set(numbers(report))


def test_a_review_without_its_date_is_found_in_separate_tables_too(loader) -> None:
    folder = loader.folder / "tables"
    folder.mkdir()
    for name, text in {
        "Header": "ReferenceDate,LEA,Year\n2025-03-31,831,2025",
        "Child": "LAchildID,PersonBirthDate,Sex\nA,2020-01-01,F",
        "CINdetails": "LAchildID,CINdetailsID,CINreferralDate,ReferralNFA\nA,1,2024-06-03,0",
        "Plans": "LAchildID,CINdetailsID,CPPID,CPPstartDate\nA,1,1,2024-07-01",
        "Reviews": "LAchildID,CINdetailsID,CPPID,CPPreviewDate\nA,1,1,2024-09-01\nA,1,1,",
    }.items():
        (folder / f"{name}.csv").write_text(text)
    [report] = api.quality([folder])
    (folder / "Reviews.csv").write_text("LAchildID,CINdetailsID,CPPID,CPPreviewDate\nA,1,1,2024-09-01\nA,1,1,September")
    api.quality([folder], children_to=loader.folder / "children.csv")
    [row] = [row for row in rows_of(loader.folder / "children.csv") if row[1] == "unreadable_CPPreviewDate"]
    assert (row[5], row[6], row[-1]) == ("Reviews", "A", "September")
    [finding] = [one for one in report.findings if one.rule == "review_without_date"]
    assert (finding.records, finding.out_of) == (1, 2)


def test_all_files_that_cannot_be_read_are_named_at_once_in_a_line_each(loader) -> None:
    broken = loader.write(message()[:-40], "broken.xml")
    other = loader.write(message(collection="CLA"), "other.xml")
    good = loader.write(message(FAULTY), "good.xml")
    with pytest.raises(InputRefused) as refused:
        api.quality([broken, good, other])
    lines = str(refused.value).splitlines()
    assert len(lines) == 2 and "broken.xml" in lines[0] and "other.xml" in lines[1]
    for path, kind in ((broken, InputDamaged), (other, ReturnRefused), (loader.folder / "none.xml", InputMissing)):
        with pytest.raises(kind):
            api.quality([path])
    with pytest.raises(NothingRecognised):
        api.quality([loader.write("a,b\n1,2\n", "table.csv")])


WATCHED = """
import os, sys, threading
from pathlib import Path
written = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and (isinstance(args[1], str) and set(args[1]) & set("wax+") or
            isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        written.append(os.fsdecode(args[0]))
    if event in ("os.rename", "os.mkdir", "os.remove", "os.link", "os.symlink", "shutil.copyfile", "socket.connect", "subprocess.Popen"):
        written.append(event)
sys.addaudithook(watch)
ending = threading.Event()
def look():  # what a library opens by itself shows among the open files
    while not ending.is_set():
        for one in Path("/proc/self/fd").glob("*"):
            try:
                place, flags = os.readlink(one), (Path("/proc/self/fdinfo") / one.name).read_text().split("flags:")[1].split()[0]
            except (OSError, IndexError):
                continue
            if place.startswith("/") and not place.startswith(("/dev/", "/proc/")) and int(flags, 8) & 3 and int(one.name) > 2:
                written.append(place)
        ending.wait(0.001)
if Path("/proc/self/fd").exists():
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
from cin_narrative.cli.main import main
code = main(sys.argv[1:])
ending.set()
print("CODE", code, "WRITTEN", written, file=sys.stderr)
"""


def tree(*folders: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for folder in folders for path in sorted(folder.rglob("*"))}


@pytest.mark.long
def test_nothing_is_written_anywhere(tmp_path, loader, catalogue) -> None:
    now, _ = make_return(derby_totals().scaled(0.05), "831", 2016, tmp_path / "in", catalogue)
    home = tmp_path / "home"
    home.mkdir()
    places = ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    environment = {**os.environ, **dict.fromkeys(places, str(home)), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    before = tree(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WATCHED), "quality", str(now)],
        check=False, cwd=home, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert "CODE 0 WRITTEN []" in run.stderr, run.stderr[-2000:]
    assert "Counted as they are" in run.stdout
    assert tree(tmp_path) == before
    assert re.search(r"MADEUP\d+", run.stdout) is None, "no child is named on the screen"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_of_children_has_a_row_for_each_record_in_the_order_to_work_in(ending, loader) -> None:
    children = FAULTY + FAULTY.replace(SECRET, "B").replace("2024-07-19<", "2024-06-01<") + CHILD.replace("ID-ONE", "")
    path, listed = loader.write(message(children)), loader.folder / f"children.{ending}"
    [report] = api.quality([path], children_to=listed)
    rows = rows_of(listed)
    heads, records = rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert heads == ["Return", "Rule", "Error or query", "What DfE says", "What to do", "Module", "LAchildID", "UPN", "Born or expected",
                     "CINreferralDate", "Record begins", "Record ends", "Field", "Value"]  # fmt: skip
    counts = {one.rule: one.records for one in report.findings if one.rule in rules_by_id()}
    assert len(records) == sum(counts.values())
    [ended] = [row for row in records if row["Rule"] == "8608"]
    assert ended == {
        "Return": "return.xml", "Rule": "8608", "Error or query": "error", "What DfE says": "Assessment Start Date cannot be later than its End Date",
        "What to do": "Assessments that were completed before they started. They are left out. Correct one of the dates.",
        "Module": "Assessments", "LAchildID": "B", "UPN": "", "Born or expected": "2011-06-15", "CINreferralDate": "2024-06-03",
        "Record begins": "2024-06-04", "Record ends": "2024-06-01", "Field": "AssessmentAuthorisationDate", "Value": "2024-06-01",
    }  # fmt: skip
    assert records[0]["Rule"] == "8500"
    kinds = [row["Error or query"] for row in records[1:]]
    assert kinds == sorted(kinds, key=["error", "query", "our own"].index)
    assert [row["LAchildID"] for row in records if row["Rule"] == "8866"] == ["B", SECRET]
    assert listed.stat().st_mode & 0o777 == 0o600


UNREAD = ("PersonBirthDate", "CINreferralDate", "AssessmentActualStartDate", "AssessmentAuthorisationDate", "CINPlanEndDate", "S47ActualStartDate",
          "ICPCnotRequired", "ReferralNFA", "CPPstartDate", "NumberOfPreviousCPP", "CPPreviewDate")  # fmt: skip


def test_a_value_that_cannot_be_read_is_listed_with_its_record_and_one_written_day_first_is_not(loader) -> None:
    """One in each kind of record; of a field of which some dates are day first and some not, those that are."""
    whole = CHILD.replace("2024-10-14</DateOfInitialCPC>", "14/10/2024</DateOfInitialCPC>")
    children = [re.sub(f"<{name}>.*?<", f"<{name}>soon {at}<", whole.replace("ID-ONE", f"C{at}")) for at, name in enumerate(UNREAD)]
    children.append(whole.replace("ID-ONE", "M").replace("2024-07-19</CINPlanStartDate>", "19/07/2024</CINPlanStartDate>"))
    path, listed = loader.write(message("".join(children))), loader.folder / "children.csv"
    [report] = api.quality([path], children_to=listed)
    heads, *rows = rows_of(listed)
    records = [dict(zip(heads, row, strict=True)) for row in rows]
    unread = {row["Field"]: (row["LAchildID"], row["Value"]) for row in records if row["Rule"].startswith("unreadable_")}
    assert unread == {name: (f"C{at}", f"soon {at}") for at, name in enumerate(UNREAD)} | {"CINPlanStartDate": ("M", "19/07/2024")}
    assert {f"unreadable_{name}" for name in unread} == {one.rule for one in report.findings if one.rule.startswith("unreadable_")}
    assert not any(re.search("soon|C1|19/07", one.said(exact=True)) for one in report.findings)
    [ended] = [row for row in records if row["Rule"] == "unreadable_CINPlanEndDate"]
    assert (ended["Module"], ended["CINreferralDate"], ended["Record begins"], ended["Record ends"]) == ("CINplanDates", "2024-06-03", "2024-07-19", "")


def rows_of(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr"}  # no number, date or formula
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


FORMULAS = ("=1+1", "+44", "-7", "@SUM(A1)", '=HYPERLINK("x")')


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cell_that_could_be_a_formula_is_text(ending, loader) -> None:
    children = (FAULTY.replace(SECRET, one.replace('"', "&quot;")) for one in FORMULAS)
    path, listed = loader.write(message("".join(children))), loader.folder / f"children.{ending}"
    api.quality([path], children_to=listed)
    cells = {cell for row in rows_of(listed) for cell in row}
    assert {f"'{one}" for one in FORMULAS} <= cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_list_is_written_over_nothing_without_being_told(loader) -> None:
    path, listed = loader.write(message(FAULTY)), loader.folder / "children.csv"
    listed.write_text("mine")
    with pytest.raises(OutputRefused, match="--overwrite"):
        api.quality([path], children_to=listed)
    assert listed.read_text() == "mine"
    listed.chmod(0o644)
    api.quality([path], children_to=listed, overwrite=True)
    assert SECRET in listed.read_text() and listed.stat().st_mode & 0o777 == 0o600
    for place in (loader.folder / "none" / "children.csv", loader.folder / "children.txt", loader.folder, path):
        with pytest.raises(OutputRefused):
            api.quality([path], children_to=place, overwrite=True)
    assert path.read_text() == message(FAULTY)


@pytest.mark.long
def test_the_command_takes_files_and_areas_and_says_which_it_took(loader, capsys, monkeypatch) -> None:
    path = loader.write(message(FAULTY), "Derby")
    assert [is_file(name) for name in ("a.xml", "b.CSV", "c.zip", "d.xlsx", "Leeds", str(path))] == [True, True, True, True, False, True]
    listed = loader.folder / "children.csv"
    xml = loader.write(message(FAULTY))
    assert main(["quality", str(xml), "--children", str(listed), "--format", "json"]) == 0
    out = capsys.readouterr().out
    [record] = json.loads(out)["returns"]
    assert SECRET not in out and SECRET in listed.read_text()
    assert main(["quality", str(xml), "--children", str(listed), "--overwrite"]) == 0
    said = capsys.readouterr().out
    assert SECRET not in said and f"The records behind the findings are in {listed}" in said.splitlines()[-1]
    [finding] = [one for one in record["findings"] if one["dfe_rule"] == "8866"]
    assert finding["kind"] == "error" and finding["records"] == 1 and "referrals_by_source" in finding["damages"]
    assert main(["quality", "not_there.xml"]) == InputMissing.exit_code
    assert len(capsys.readouterr().err.splitlines()) == 1
    loader.load(xml)
    store = ["--store", str(loader.store)]
    assert main(["quality", "Derby", "2025", *store]) == 0
    assert "DfE's rule 8866 (error): Source of Referral is missing or an invalid code." in capsys.readouterr().out
    for words in (["Derby", "2025", "--children", str(listed)], ["Derby", "2025", "2024"], ["Derby", "soon"]):
        assert main(["quality", *words, *store]) == CinNarrativeError.exit_code
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["rules", "8866"]) == 0
    assert "Source of Referral is missing or an invalid code" in capsys.readouterr().out
    assert main(["rules", "9999"]) == 4


def test_rows_of_no_child_are_left_out_of_figures_and_told_so(tmp_path: Path) -> None:
    """A table of referrals with one of a child that the table of children does not have, and one whose cell was merged away."""
    (tmp_path / "header.csv").write_text("Year,LEA,ReferenceDate,Collection\n2025,831,2025-03-31,CIN\n")
    (tmp_path / "ids.csv").write_text("PersonBirthDate,LAchildID\n2015-01-01,A1\n2015-01-01,A2\n")
    (tmp_path / "cin.csv").write_text("ReferralNFA,LAchildID,CINreferralDate\n0,A1,2024-06-03\n0,B9,2024-06-03\n0,,2024-06-04\n")
    [looked] = look_at([tmp_path], load_catalogue(), load_areas())
    [left_out] = [one for one in looked.report.findings if one.rule == "elements_orphaned"]
    assert (left_out.handling, left_out.records) == ("excluded", 2)
    assert {"referrals", "children_in_need_at_31_march"} <= set(left_out.indicators)


def test_a_header_of_two_reference_dates_is_told_and_loads_nothing(loader) -> None:
    text = message(CHILD)
    header = text[text.index("<Header>") : text.index("<Children>")]
    path = loader.write(text.replace("<Children>", f"{header.replace('-03-31', '-03-30')}<Children>"), "two.xml")
    [looked] = look_at([path], load_catalogue(), load_areas())
    assert looked.report.findings[0].handling == "blocked"
    with pytest.raises(ReturnBlocked, match="two reference dates"):
        loader.load(path)
