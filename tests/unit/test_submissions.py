"""Submissions: each load of a return is kept, the newest is used, and two are set side by side."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from test_census_return import CHILD, Loader, message

from cin_narrative import api
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.cli.main import main
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.disclosure.returns.return_counts import Printed, ReturnCounts
from cin_narrative.disclosure.returns.return_mask import masks_of
from cin_narrative.errors import NotHeld, ReturnRefused
from cin_narrative.load.returns.removal import remove_return, remove_submission
from cin_narrative.load.returns.submissions.consequences import causes
from cin_narrative.store.decisions import Earlier
from cin_narrative.store.store import Store

CIN = "children_in_need_at_31_march"
MARK = "ID-ONE"


def child(name: str, referred: str = "2024-06-03") -> str:
    return CHILD.replace(MARK, name).replace("2024-06-03", referred)


def returned(children: int, day: int = 1, reference: str = "", year: int = 2025) -> str:
    """A return of so many children alike, made on that day of May."""
    texts = "".join(child(f"{MARK}-{number}") for number in range(children))
    texts = texts.replace("2024-", f"{year - 1}-").replace("2025-", f"{year}-")
    return message(texts, year=year, reference=reference, stamp=f"{year}-05-{day:02}T09:00:00")


@pytest.fixture(scope="module")
def three_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve children, then ten, then twenty with one whose assessment ends before it begins."""
    loader = Loader(tmp_path_factory.mktemp("three"))
    loader.load(loader.write(returned(12, 1), "a.xml"), label="first")
    loader.load(loader.write(returned(10, 2), "b.xml"))
    wrong = child("X").replace("<AssessmentAuthorisationDate>2024-07-19", "<AssessmentAuthorisationDate>2024-05-19")
    loader.load(loader.write(returned(19, 3).replace("</Children>", f"{wrong}</Children>"), "c.xml"))
    return loader.folder


@pytest.fixture
def three(three_once: Path, tmp_path: Path) -> Loader:
    """The same in a folder of its own."""
    shutil.copytree(three_once, tmp_path, dirs_exist_ok=True)
    return Loader(tmp_path)


@pytest.fixture(scope="module")
def four_once(three_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """And seven of the year before."""
    shutil.copytree(three_once, folder := tmp_path_factory.mktemp("four"), dirs_exist_ok=True)
    loader = Loader(folder)
    loader.load(loader.write(returned(7, year=2024), "d.xml"))
    return folder


@pytest.fixture
def four(four_once: Path, tmp_path: Path) -> Loader:
    """Those in a folder of their own."""
    shutil.copytree(four_once, tmp_path, dirs_exist_ok=True)
    return Loader(tmp_path)


def run(loader: Loader, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments, "--store", str(loader.store)]) == 0
    return capsys.readouterr().out


@pytest.mark.long
def test_each_load_is_a_submission_and_the_newest_is_used(three: Loader, capsys) -> None:
    listed = json.loads(run(three, capsys, "submissions", "Derby", "--format", "json"))["submissions"]
    assert [(one["number"], one["file"], one["label"], one["in_use"]) for one in listed] == [
        (1, "a.xml", "first", False), (2, "b.xml", "", False), (3, "c.xml", "", True)]  # fmt: skip
    assert {one["period"] for one in listed} == {"year ending 31 March 2025"}
    assert three.value(CIN) == 20
    text = run(three, capsys, "submissions", "Derby")
    assert '1 "first": year ending 31 March 2025, a.xml, made 1 May 2025, loaded ' in text
    assert text.count("; in use") == 1


def test_an_earlier_one_can_be_asked_for_by_every_command_that_reads_a_return(three: Loader, capsys) -> None:
    asked = ["figures", "--area", "Derby", "--year", "2025", "--indicator", CIN, "--internal"]
    for number, count in (("1", "12"), ("2", "10"), ("3", "20")):
        rows = list(csv.DictReader(run(three, capsys, *asked, "--submission", number).splitlines()))
        assert [row["shown"] for row in rows if row["measure"] == "count"] == [count]
    assert "completed before they started" in run(three, capsys, "quality", "Derby")
    earlier = run(three, capsys, "quality", "Derby", "--submission", "2", "--internal")
    assert "completed before they started" not in earlier and "b.xml" in earlier
    page = run(three, capsys, "summary", "Derby", "2025", "--internal", "--submission", "1")
    assert "local return, a.xml" in page and "c.xml" not in page
    assert re.search(r"\b12 \[\d+\]", page) and not re.search(r"\b20 \[\d+\]", page)


def test_two_are_compared_by_figures_findings_and_records(three: Loader, capsys) -> None:
    with Store.open(three.store) as store:
        found = api.compare_submissions(store, "Derby", 2, 3, INTERNAL, [three.folder / "b.xml", three.folder / "c.xml"])
        back = api.compare_submissions(store, "Derby", 3, 2, INTERNAL)
    moved = {(one.indicator, one.measure.value, one.category): (one.before.shown, one.after.shown) for one in found.moves}
    assert moved[CIN, "count", ""] == ("10", "20")
    assert found.moves[0].by == max(one.by for one in found.moves)
    assert [one.rule for one in found.new if one.handling == "excluded"] == ["assessment_end_before_start"]
    assert [one.rule for one in back.settled if one.handling == "excluded"] == ["assessment_end_before_start"]
    assert {rule for rule, _ in ((pair[0].rule, pair) for pair in found.staying)} & {one.rule for one in found.new} == set()
    assert vars_of(found.records["Child"]) == (10, 0, 0)
    assert vars_of(found.records["CINdetails"]) == (10, 0, 0)
    assert vars_of(found.records["Reviews"]) == (10, 0, 0)


def vars_of(changes: object) -> tuple[int, ...]:
    return tuple(getattr(changes, name) for name in ("came", "went", "changed"))


@pytest.mark.long
def test_records_are_known_again_by_child_referral_and_day(tmp_path: Path) -> None:
    """Hand-worked: A stays, B has another closure, C went, D came; of two alike on one day one went."""
    loader = Loader(tmp_path)
    closed = "<CINclosureDate>2025-01-31</CINclosureDate><ReasonForClosure>RC1</ReasonForClosure><ReferralNFA>"
    kept, gone = child("A"), child("C")
    first = kept + child("B") + gone
    second = kept + child("B").replace("<ReferralNFA>", closed) + child("D")
    loader.load(loader.write(message(first, stamp="2025-05-01T09:00:00"), "a.xml"))
    loader.load(loader.write(message(second, stamp="2025-05-02T09:00:00"), "b.xml"))
    files = [tmp_path / "a.xml", tmp_path / "b.xml"]
    with Store.open(loader.store) as store:
        exact = api.compare_submissions(store, "Derby", 1, 2, INTERNAL, files).records
        with pytest.raises(NotHeld, match="internal view alone"):  # each has a number of 1 to 5
            api.compare_submissions(store, "Derby", 1, 2, files=files)
        assert api.compare_submissions(store, "Derby", 1, 2, INTERNAL, files[::-1]).records == exact
        with pytest.raises(ReturnRefused, match="not those of these two submissions"):
            api.compare_submissions(store, "Derby", 1, 2, INTERNAL, files[:1])
    assert vars_of(exact["Child"]) == (1, 1, 0)
    assert vars_of(exact["CINdetails"]) == (1, 1, 1)
    assert vars_of(exact["AssessmentFactors"]) == (2, 2, 0)


@pytest.mark.long
def test_the_publishable_view_has_the_submission_in_use_alone(three: Loader, capsys) -> None:
    """Beside the one in use another gives hidden counts away, and what moved can be 1 to 5 children."""
    three.load(three.write(returned(4, 4), "d.xml"))
    with Store.open(three.store) as store:
        exact = api.compare_submissions(store, "Derby", 3, 4, INTERNAL)
        for before, after in ((3, 4), (4, 3), (1, 2), (4, 4)):
            with pytest.raises(NotHeld, match=f"compare-submissions Derby {before} {after} --internal"):
                api.compare_submissions(store, "Derby", before, after)
        for number in (1, 2, 3):
            with pytest.raises(NotHeld, match=rf"Submission {number} is not the one in use.*\(--internal\)"):
                api.submission_figures(store, "Derby", number)
            with pytest.raises(NotHeld, match="not the one in use"), api.using_submission(store, "Derby", number):
                pass
        in_use = api.submission_figures(store, "Derby", 4)
    assert "1 of 20" in " ".join(exact.lines()) and exact.record()["internal"]
    assert ("20", "4") in {(one.before.shown, one.after.shown) for one in exact.moves if one.indicator == CIN}
    assert not [row.line for row in in_use.rows if row.cell[1].value == "count" and row.now.shown in set("12345")]
    store_of = ["--store", str(three.store)]
    asked = (["submissions", "Derby", "1"], ["compare-submissions", "Derby", "1", "2"], ["quality", "Derby", "--submission", "1"],
             ["summary", "Derby", "--submission", "1"], ["figures", "--area", "Derby", "--submission", "1"],
             ["summary", "Derby", "--charts", "--submission", "1", "-o", str(three.folder / "charts")],
             ["reconcile", "Derby", "2025", "--submission", "1"])  # fmt: skip
    for words in asked:
        capsys.readouterr()
        assert main([*words, *store_of]) == NotHeld.exit_code, words
        said = capsys.readouterr()
        assert said.out == "" and len(said.err.splitlines()) == 1 and "--internal" in said.err
    assert "submission 4" in run(three, capsys, "submissions", "Derby", "4")
    assert "d.xml" in run(three, capsys, "summary", "Derby", "--submission", "4")


@pytest.mark.long
def test_a_submission_of_another_year_than_the_one_asked_for_is_refused(four: Loader, capsys) -> None:
    asked = (["reconcile", "Derby", "2024"], ["summary", "Derby", "2024"], ["quality", "Derby", "2024"],
             ["figures", "--area", "Derby", "--year", "2024"])  # fmt: skip
    for words in asked:
        capsys.readouterr()
        assert main([*words, "--submission", "3", "--internal", "--store", str(four.store)]) == NotHeld.exit_code
        assert "Submission 3 of Derby is for 2025, not for 2024" in capsys.readouterr().err
    assert "d.xml" in run(four, capsys, "quality", "Derby", "2024", "--submission", "4")


def test_what_is_wrong_with_a_return_in_the_store_has_numbers_in_the_internal_view_alone(three: Loader, capsys) -> None:
    """One of twenty assessments ends before it begins: hand-made in ``three_once``."""
    shown, exact = (run(three, capsys, "quality", "Derby", *more) for more in ([], ["--internal"]))
    assert "completed before they started" in shown and "Damages: " in shown and "1 of 20" not in shown
    assert "completed before they started: 1 of 20" in exact and "Internal: exact" in exact and "Internal" not in shown
    [record] = json.loads(run(three, capsys, "quality", "Derby", "--format", "json"))["returns"]
    assert {(one["records"], one["out_of"]) for one in record["findings"]} == {(None, None)}
    assert record["internal"] is False
    of_file = run(three, capsys, "quality", str(three.folder / "c.xml"))
    assert "1 of 20" in of_file and "Internal: exact" in of_file


@pytest.mark.long
def test_the_report_of_a_load_says_first_that_it_is_internal(three: Loader) -> None:
    report = three.load(three.write(returned(4, 4), "d.xml"))
    assert report.lines()[0] == "Internal: exact numbers of records and children, not for publication."
    assert [one["internal"] for one in report.files()] == [True]
    assert three.load(three.folder / "d.xml").lines() == ["unchanged d.xml: already loaded"]


@pytest.mark.long
def test_the_same_file_again_is_the_same_submission_and_is_mended_by_the_year_before(tmp_path: Path) -> None:
    loader = Loader(tmp_path)
    now, before = loader.write(returned(12), "now.xml"), loader.write(returned(8, year=2024), "before.xml")
    loader.load(now, label="only")
    assert loader.load(now).unchanged == ["now.xml"]
    with Store.open(loader.store) as store:
        assert [one.beside_before for one in store.submissions] == [False]
        [missing] = [one for one in store.findings if one.rule == "previous_return_missing"]
        assert missing.said(True).endswith("Load both in one command: `cin-narrative load RETURN_OF_2024 now.xml`.")
    taken = loader.load(now, before).taken
    assert [(one.key.year, one.number) for one in taken] == [(2024, 2), (2025, 1)]
    with Store.open(loader.store) as store:
        held = [(one.number, one.year, one.label, one.beside_before) for one in store.submissions]
        assert held == [(1, 2025, "only", True), (2, 2024, "", False)]
        assert not [one for one in store.findings if one.rule == "previous_return_missing" and one.year == 2025]
        assert store._query("SELECT count(*) FROM store.submission_figures") == [(0,)]


def test_what_merely_follows_from_another_figure_is_folded_under_it(three: Loader, capsys) -> None:
    """Two alike children fewer: each figure of theirs that moved is a cause, or names one that is."""
    figures = json.loads(run(three, capsys, "compare-submissions", "Derby", "1", "2", "--internal", "--format", "json"))["figures"]
    cause = {(one["indicator"], one["measure"], one["category"]): one["follows_from"] for one in figures}
    assert {tuple(one.values()) for one in cause.values() if one} <= {cell for cell, behind in cause.items() if behind is None}
    count = {"indicator": CIN, "measure": "count", "category": ""}
    following = {cell[0] for cell, behind in cause.items() if behind == count}
    assert {"episodes_of_need_at_any_point", "children_in_need_by_sex", "children_in_need_by_age"} <= following
    text = run(three, capsys, "compare-submissions", "Derby", "1", "2", "--internal").splitlines()
    roots = sum(behind is None for behind in cause.values())
    assert f"of which {len(cause) - roots} follow from others" in "\n".join(text)
    assert sum(" before, " in line and " now, " in line for line in text) == roots < len(cause) / 2


MOVED_CASES = """
what moved                                                                                          | what follows from what
children_in_need_at_31_march -2, children_in_need_by_primary_need/abuse_or_neglect -2               | children_in_need_by_primary_need/abuse_or_neglect < children_in_need_at_31_march
children_in_need_by_primary_need/abuse_or_neglect -1, children_in_need_by_primary_need/family_in_acute_stress 1 |
children_in_need_at_31_march 1, children_in_need_by_primary_need/abuse_or_neglect -5, children_in_need_by_primary_need/family_in_acute_stress 6 |
episodes_of_need_at_any_point -3, children_in_need_at_31_march -2, episodes_of_need_ending -1       | episodes_of_need_at_any_point < children_in_need_at_31_march
episodes_of_need_at_any_point -3, children_in_need_at_31_march -2                                   |
"""


@pytest.mark.parametrize(("moved", "follows"), [[cell.strip() for cell in line.split("|")] for line in MOVED_CASES.strip().splitlines()[1:]])
def test_a_figure_follows_from_what_accounts_for_it_and_a_record_put_elsewhere_from_nothing(moved: str, follows: str) -> None:
    def cell(name: str) -> tuple[str, Measure, str]:
        indicator, _, category = name.strip().partition("/")
        return indicator, Measure.COUNT, category

    by = {cell(name): Decimal(number) for name, number in (one.split() for one in moved.split(","))}
    told = [tuple(map(cell, one.split("<"))) for one in follows.split(",") if one]
    assert causes(by, load_catalogue()) == dict(told)


@pytest.mark.long
def test_a_return_that_is_held_takes_a_label_where_it_has_none_and_says_that_it_keeps_the_one_it_has(tmp_path: Path) -> None:
    loader = Loader(tmp_path)
    path = loader.write(returned(12), "now.xml")
    loader.load(path)
    assert loader.load(path, label="second look").lines()[1].startswith("taken")
    again = loader.load(path, label="third")
    assert again.lines() == ["unchanged now.xml: already loaded", 'label     now.xml: submission 1 is called "second look", and keeps that label']
    assert [one["outcome"] for one in again.files()] == ["unchanged", "label kept"]
    assert loader.load(path, label="second look").lines() == ["unchanged now.xml: already loaded"]
    with Store.open(loader.store) as store:
        assert [(one.number, one.label) for one in store.submissions] == [(1, "second look")]


def test_nothing_about_a_child_is_in_the_store_whatever_was_compared(three: Loader) -> None:
    with Store.open(three.store) as store:
        api.compare_submissions(store, "Derby", 2, 3, INTERNAL, [three.folder / "b.xml", three.folder / "c.xml"])
    assert not [path for path in three.folder.iterdir() if path.suffix not in (".xml", ".duckdb", ".previous", ".lock", ".jsonl")]
    content = b"".join(path.read_bytes() for path in three.folder.iterdir() if path.suffix != ".xml")
    assert MARK.encode() not in content and b"2011-06-15" not in content
    with duckdb.connect(str(three.store), read_only=True) as held:
        texts = [row for (name,) in held.execute("SELECT table_name FROM duckdb_tables()").fetchall()
                 for row in held.execute(f"FROM {name}").fetchall()]  # fmt: skip
    assert not [row for row in texts if MARK in str(row)]


@pytest.mark.long
def test_submissions_of_two_years_and_of_two_authorities_are_kept_apart(four: Loader, capsys) -> None:
    four.load(four.write(message(child("L"), area="856", stamp="2025-05-03T09:00:00"), "c.xml"))
    with Store.open(four.store) as store:
        assert [one.number for one in store.submissions] == [1, 2, 3, 4, 1]
        with pytest.raises(NotHeld, match="different twelve months"):
            api.compare_submissions(store, "Derby", 3, 4)
        with pytest.raises(NotHeld, match="has no submission 2 in the store; it has 1"):
            api.submission_figures(store, "Leicester", 2)
        beside = api.submission_figures(store, "Derby", 3, INTERNAL)
        assert beside.before is not None and beside.before.number == 4
        row = next(row for row in beside.rows if row.cell[0].id == CIN and row.cell[1].value == "count")
        assert (row.now.shown, row.before and row.before.shown) == ("20", "7")
    # the two files of one name and day make one release of two authorities: neither takes the other's away
    four.load(four.write(message(child("L") + child("M"), area="856", stamp="2025-05-04T09:00:00"), "e.xml"))
    with Store.open(four.store) as store:
        assert any(one.area == "831" and one.rule == "assessment_end_before_start" for one in store.findings)
    assert four.value(CIN) == 20


def test_a_return_that_is_removed_takes_all_its_submissions_with_it(four: Loader, catalogue, areas) -> None:
    remove_return(four.store, catalogue, areas.get("831"), 2025)
    with Store.open(four.store) as store:
        assert [(one.number, one.year) for one in store.submissions] == [(4, 2024)]
        for table in ("figures", "findings", "sums", "records"):
            rows = store._query(f"SELECT DISTINCT number FROM store.submission_{table}")
            assert rows in ([], [(4,)]), table


@pytest.mark.long
def test_one_that_is_not_in_use_can_be_removed_by_itself(three: Loader, catalogue, areas) -> None:
    three.load(three.write(returned(7, reference="2025-09-30"), "sep.xml"))
    derby = areas.get("831")
    for number in (1, 4):
        remove_submission(three.store, catalogue, derby, number)
    with Store.open(three.store) as store:
        assert [one.number for one in store.submissions] == [2, 3]
        assert store._query("SELECT DISTINCT number FROM store.submission_figures") == [(2,)]
    with pytest.raises(NotHeld, match="Submission 3 is the one in use"):
        remove_submission(three.store, catalogue, derby, 3)
    with pytest.raises(NotHeld, match="no submission 1 in the store"):
        remove_submission(three.store, catalogue, derby, 1)
    assert three.value(CIN) == 20


@pytest.mark.long
def test_a_store_of_the_layout_before_is_read_as_it_is_and_a_load_makes_its_returns_submissions(three: Loader, tmp_path: Path) -> None:
    older = Path(shutil.copy(three.store, tmp_path / "older.duckdb"))
    with duckdb.connect(str(older)) as store:
        for table in ("submissions", "submission_records", "submission_figures", "submission_findings", "submission_sums"):
            store.execute(f"DROP TABLE {table}")
        store.execute("UPDATE meta SET value = '3' WHERE key = 'schema_version'")
    with Store.open(older) as store:
        assert store.submissions == []
        assert api.quality(store, "Derby", 2025).findings
    again = Loader(tmp_path)
    again.store = older
    again.load(again.write(returned(15, 9), "f.xml"))
    with Store.open(older) as store:
        assert [(one.number, one.file, one.made_on, one.beside_before) for one in store.submissions] == [
            (1, "c.xml", "2025-05-03", False), (2, "f.xml", "2025-05-09", False)]  # fmt: skip
        moved = {(one.indicator, one.category): (one.before.shown, one.after.shown)
                 for one in api.compare_submissions(store, "Derby", 1, 2, INTERNAL).moves if one.measure.value == "count"}  # fmt: skip
    assert moved[CIN, ""] == ("20", "15")


def test_a_load_that_stores_nothing_adds_no_submission(three: Loader) -> None:
    before = three.store.read_bytes()
    three.load(three.write(returned(30, 8), "g.xml"), dry_run=True)
    assert three.store.read_bytes() == before


def test_of_many_versions_what_the_oldest_hid_stays_hidden_and_what_they_showed_is_known(catalogue) -> None:
    """Hand-worked: of 20 children 12 are girls and 8 boys. The first of fourteen versions hid the girls, all others hid nothing."""
    whole, girls, boys = (CIN, ""), ("children_in_need_by_sex", "female"), ("children_in_need_by_sex", "male")
    counts = {whole: 20, girls: 12, boys: 8}
    now = ReturnCounts(("831", 2025, "local return, a.xml, 2025-05-01"), dict(counts))

    def version(number: int, hidden: tuple[str, str] | None, changed: dict | None = None) -> list[Earlier]:
        return [Earlier("831", 2025, *name, float(value), name == hidden, number) for name, value in {**counts, **(changed or {})}.items()]

    def mask(*versions: list[Earlier]) -> frozenset:
        return masks_of({2025: now}, defaultdict(Printed), {2025: [row for one in versions for row in one]}, catalogue)[2025]

    others = [version(number, None, {whole: 20 + number, boys: 8 + number}) for number in range(2, 15)]
    first = [row for row in version(1, girls) if (row.indicator, row.category) == girls]
    unchanged = [[row for row in one if (row.indicator, row.category) != girls] for one in others]
    assert girls in mask(first, *unchanged)  # of the oldest, which is looked at by itself
    assert girls not in mask(first, *others)  # a later one has shown it
    assert mask(*others) == mask()
