"""One April at an authority, from the first export with thirty faults to a return without them in five submissions, by the command line."""

from __future__ import annotations

import csv
import json
import re
import stat
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from cin_narrative.cli.main import main
from cin_narrative.errors import NotHeld, OutputRefused, ReturnBlocked
from cin_narrative.load.returns.quality.rules import rules_by_id

UPN = "<UPNunknown>UN4</UPNunknown>"
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(digits: str, slip: int = 0) -> str:
    """A UPN of twelve digits; its letter is the sum of each digit times its place (2 to 13), over 23 what is left, ``slip`` letters on."""
    total = sum(int(digit) * place for place, digit in enumerate(digits, 2))
    return f"<UPN>{LETTERS[(total + slip) % 23]}{digits}</UPN>"


@dataclass(frozen=True)
class Fault:
    """A fault of one record (two where ``records`` is 2) and the rule that must find it: DfE's number, or the id of a rule of our own.

    It is planted in the first record that nothing is wrong with and that has all of ``in_`` and none of ``without``: there ``old`` becomes
    ``new``. ``moves``: an indicator whose number is another without the fault.
    """

    rule: str
    old: str
    new: str
    in_: str = ""
    without: str = ""
    records: int = 1
    moves: str = ""
    also: str = ""

    def fits(self, record: str) -> bool:
        if record.count("<CINdetails>") > 1 or not re.search(self.old, record):
            return False
        return all(word in record for word in self.in_.split()) and not any(word in record for word in self.without.split())

    def planted(self, record: str) -> str:
        return re.sub(self.old, self.new, record, count=1)


DONE = "Assessment Section47 Plans CINclosureDate>"
NEED, ENDING, OPEN = "children_in_need_by_age", "episodes_of_need_ending", "children_in_need_at_31_march"

# What stops the figures, and with it the first export.
BLOCKING = (
    Fault("8500", "<LAchildID>.*?</LAchildID>", ""),
    Fault("8510", "<LAchildID>.*?</LAchildID>", "<LAchildID>{other}</LAchildID>"),
    Fault("8568", "<ReferralNFA>0</ReferralNFA>", ""),
)
CHILDREN = (
    Fault("1510", UPN, upn("831000013001", slip=1)),
    Fault("1530", UPN, upn("999000013001")),
    Fault("1540", UPN, "<UPN>A8310000X3001</UPN>"),
    Fault("1550", UPN, "<UPN>A83100001300*</UPN>"),
    Fault("1520", UPN, upn("831000013002"), records=2),
    Fault("8520", "<PersonBirthDate>.*?<", "<PersonBirthDate>2016-05-01<", "<CINreferralDate>2016-02", DONE, moves=NEED),
    Fault("8606", "<PersonBirthDate>.*?<", "<PersonBirthDate>2016-03-20<", "<CINreferralDate>2015-04", "CINclosureDate", moves=NEED),
)
CODES = (
    Fault("4180", "<GenderCurrent>.</GenderCurrent>", "<Sex>F</Sex>"),
    Fault("4220", "<Ethnicity>WBRI<", "<Ethnicity>WHIT<", "<ReferralNFA>0", "CINclosureDate", moves="children_in_need_by_ethnicity"),
    Fault("8540", "<Disabilities>.*</Disabilities>", "", "<ReferralNFA>0"),
    Fault("8794", "<Disability>LD</Disability>", "<Disability>LD</Disability><Disability>LD</Disability>"),
    Fault("8650", "<PrimaryNeedCode>N1<", "<PrimaryNeedCode>N11<", "<ReferralNFA>0", "CINclosureDate", moves="children_in_need_by_primary_need"),
    Fault("assessment_factor_of_a_later_collection", "(<AssessmentFactors>)3B<", r"\g<1>18B<", "AuthorisationDate", moves="assessment_factors"),
)
CASES = (
    Fault("8600", "<CINreferralDate>.*?<", "<CINreferralDate>2016-04-11<", "<ReferralNFA>0", DONE, moves="referrals"),
    Fault("8630", "<CINclosureDate>.*?<", "<CINclosureDate>2015-04-02<", "<CINreferralDate>2015-1 <ReferralNFA>0", "RC8", moves=ENDING, also="8565"),
    Fault("8805", "<ReasonForClosure>RC1<.*?ReasonForClosure>", "", moves="episodes_of_need_ending_by_reason"),
    Fault("8810", "<CINclosureDate>.*?</CINclosureDate>", "", "<ReferralNFA>0 RC7", "RC8", moves=OPEN),
    Fault("8866", "<ReferralSource>.*?</ReferralSource>", "", moves="referrals_by_source"),
    Fault("8831", "<ReferralNFA>0<", "<ReferralNFA>1<", "AuthorisationDate", "CINclosureDate Section47 Plans", moves=OPEN),
    Fault("8610", "<PrimaryNeedCode>N1</PrimaryNeedCode>", "", "<ReferralNFA>0", "CINclosureDate", moves="children_in_need_by_primary_need"),
)
WORK = (
    Fault("8608", "(AuthorisationDate)>.*?<", r"\g<1>>2015-04-01<", "<CINreferralDate>2015-1", "CINclosureDate", moves="assessments_completed"),
    Fault("8696", "(AuthorisationDate)>.*?<", r"\g<1>>2016-04-20<", "", "CINclosureDate", moves="assessments_completed"),
    Fault("1103", "(AssessmentActualStartDate)>.*?<", r"\g<1>>2015-04-03<", "<CINreferralDate>2015-1", "CINclosureDate"),
    Fault("8875", "<DateOfInitialCPC>.*?<", "<DateOfInitialCPC>2016-02-13<", "<S47ActualStartDate>2016-01", "Plans"),
    Fault("8940", "(<ChildProtectionPlans><CPPstartDate>)2016-02(.*</ChildProtectionPlans>)", r"\g<0>\g<1>2016-03\2", "", "CPPendDate",
          moves="child_protection_plans_at_31_march", also="8935 2885"),
    Fault("8925", "<CPPendDate>.*?<", "<CPPendDate>2015-04-04<", "<CPPstartDate>2015-1"),
    Fault("8905", "<InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>", "", "<CPPstartDate>2015-1",
          moves="child_protection_plans_starting_by_initial_category"),
)
LEFT = "8805"  # the return is made with eight cases of it, as DfE published eight
STEPS = (BLOCKING, CHILDREN, CODES, CASES, WORK)
FAULTS = tuple(fault for step in STEPS for fault in step)


class Return:
    """A made-up return, one record a line, in which faults are planted; each fault stays where it was first put."""

    def __init__(self, path: Path) -> None:
        self.lines = path.read_text(encoding="utf-8").splitlines()
        self.places: dict[Fault, list[int]] = {}
        taken = {0}
        for fault in FAULTS:
            fits = (at for at, line in enumerate(self.lines) if at not in taken and line.startswith("<Child>") and fault.fits(line))
            self.places[fault] = [next(fits) for _ in range(fault.records)]
            taken.update(self.places[fault])

    def children(self, faults: Iterable[Fault]) -> dict[Fault, set[str]]:
        """The LAchildID of the records that a fault is in."""
        return {fault: {self.child(at) for at in self.places[fault]} for fault in faults}

    def child(self, at: int) -> str:
        return re.search("<LAchildID>(.*?)<", self.lines[at])[1]

    def write(self, path: Path, faults: Iterable[Fault]) -> Path:
        """The return with these faults in it."""
        lines = list(self.lines)
        for fault in faults:
            for at in self.places[fault]:
                lines[at] = fault.planted(lines[at]).replace("{other}", self.child(self.places[BLOCKING[2]][0]))
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        return path


@dataclass
class Desk:
    """The analyst's folder, store and command line; ``said`` is all that was ever printed."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""

    def run(self, *words: object, ends: int = 0) -> str:
        """What a command printed, which ends as it must."""
        self.capsys.readouterr()
        code = main([str(word) for word in words])
        printed = self.capsys.readouterr()
        self.said += printed.out + printed.err
        assert code == ends, printed.err
        return printed.out or printed.err

    def json(self, *words: object) -> dict:
        return json.loads(self.run(*words, "--format", "json"))


def dfe_number(rule: str) -> str:
    """DfE's number of a rule of ours; its own id where DfE has none like it, or where it is no rule."""
    found = rules_by_id().get(rule)
    return (found.dfe or rule) if found else rule


def listed(path: Path) -> dict[str, set[str]]:
    """The list of records: the children behind each rule. It is there for its owner alone."""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["Rule"], set()).add(row["LAchildID"])
    return found


def texts(store: Path) -> str:
    """Every cell of every table of a store: what its file holds packed cannot be searched as bytes."""
    with duckdb.connect(str(store), read_only=True) as held:
        tables = held.execute("SELECT database_name, schema_name, table_name FROM duckdb_tables()").fetchall()
        return "\n".join(str(held.execute(f'SELECT * FROM "{at}"."{schema}"."{name}"').fetchall()) for at, schema, name in tables)


def moved(comparison: dict) -> dict[str, tuple[str, str, bool]]:
    """The counts that moved of whole indicators: before, after, and whether one of them is a lower bound."""
    whole = (one for one in comparison["figures"] if one["measure"] == "count" and not one["category"])
    return {one["indicator"]: (one["before"], one["after"], one["lower_bound"]) for one in whole}


# Worked by hand: DfE counted 2,342 children in need and 3,582 referrals. Of open cases one was dated after the year and one marked no further
# action, and one that had ended had lost its end: 2,342 - 2 + 1. One plan stood twice, and two assessments ended before they began or after the year.
MOVED = {
    CASES: {
        "referrals": ("3,581", "3,582", False),
        "children_in_need_at_31_march": ("2,341", "2,342", False),
        "referrals_no_further_action": ("756", "755", False),
        "episodes_of_need_ending": ("2,751", "2,753", False),
    },
    WORK: {
        "assessments_completed": ("2,880", "2,882", False),
        "child_protection_plans_at_31_march": ("315", "314", False),
        "rereferrals_within_12_months": ("191", "478", True),
    },
}


@pytest.mark.long
def test_an_april_from_thirty_faults_to_a_return_without_them(starter_in: Callable[[Path], Path], tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    (tmp_path / "store").mkdir()
    store = starter_in(tmp_path / "store" / "store.duckdb")
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(store))
    desk = Desk(tmp_path, capsys)

    # A return that no child is in, and the one of the year before. Thirty faults, of at least twelve rules of DfE's, come into it.
    desk.run("make-up", "Derby", 2016, "-o", tmp_path / "made")
    year_before = tmp_path / "made" / "made_up_831_2015.xml"
    made = Return(tmp_path / "made" / "made_up_831_2016.xml")
    assert len(FAULTS) == 30
    assert len({fault.rule for fault in FAULTS if fault.rule[0].isdigit()}) >= 12
    export = made.write(tmp_path / "export" / "return.xml", FAULTS)

    # 1 April. The first export is looked at, and nothing is stored: each fault is found, what blocks the figures first.
    children = tmp_path / "children.csv"
    [report] = desk.json("quality", export, "--children", children)["returns"]
    found = [dfe_number(one["rule"]) for one in report["findings"]]
    assert set(found[:3]) == {fault.rule for fault in BLOCKING}
    assert {fault.rule for fault in FAULTS} <= set(found)
    behind = listed(children)
    for fault, there in made.children(FAULTS).items():
        assert (there if fault.rule not in ("8500", "8510") else set()) <= behind[fault.rule], fault.rule
    assert "" in behind["8500"]  # it has no LAchildID: its dates find it
    before = children.read_bytes()
    assert "already" in desk.run("quality", export, "--children", children, ends=OutputRefused.exit_code)
    assert children.read_bytes() == before  # a list that somebody works from is not written over

    # A load of it is refused: it tells what blocks, every fault of it, and stores nothing.
    refused = desk.run("load", export, "--label", "first export", ends=ReturnBlocked.exit_code)
    assert re.findall(r"DfE's rule (\w+)", refused) == [fault.rule for fault in BLOCKING]
    assert desk.run("submissions", "Derby", ends=NotHeld.exit_code)

    # Five submissions, a step of the work before each; the last one is given the return of the year before.
    waiting, files = [list(FAULTS)], [export]
    for week, mended in enumerate(STEPS, 1):
        waiting.append([fault for fault in waiting[-1] if fault not in mended])
        files.append(made.write(tmp_path / f"week {week}" / "return.xml", waiting[-1]))
        last = week == len(STEPS)
        said = desk.run("load", files[-1], *([year_before] if last else []), "--label", f"week {week}")
        assert ("cin-narrative load RETURN_OF_2015 return.xml" in said) == (not last)  # what would mend the lower bound
    assert waiting[-1] == []
    held = [one for one in desk.json("submissions", "Derby")["submissions"] if one["period"] == "year ending 31 March 2016"]
    numbers = [one["number"] for one in held]
    assert [(one["label"], one["in_use"]) for one in held] == [(f"week {week}", week == 5) for week in range(1, 6)]
    assert [one["beside_year_before"] for one in held] == [False] * 4 + [True]

    # What each mended is told as settled, that and no more; and the figures that moved by it.
    for (before_it, after_it), mended, pair in zip(pairwise(numbers), STEPS[1:], pairwise(files[1:]), strict=True):
        from_files = ("--files", *pair) if mended is WORK else ()
        compared = desk.json("compare-submissions", "Derby", before_it, after_it, "--internal", *from_files)
        settled, new = ({dfe_number(one["rule"]) for one in compared[kind]} for kind in ("settled", "new"))
        broken = {rule for fault in mended for rule in (fault.rule, *fault.also.split())} - {LEFT}
        assert {rule for rule in settled if rule in broken or rule[0].isdigit()} == broken
        assert not any(rule[0].isdigit() for rule in new)
        assert {fault.moves for fault in mended if fault.moves} <= {one["indicator"] for one in compared["figures"]}
        figures = moved(compared)
        assert {name: figures[name] for name in MOVED.get(mended, ())} == MOVED.get(mended, {})
    assert "previous_return_missing" in settled
    changes = compared["records"]  # of the two files: the second plan went, two were changed
    assert changes["ChildProtectionPlans"] == {"came": 0, "went": 1, "changed": 2}
    assert changes["Section47"] == {"came": 0, "went": 0, "changed": 1}
    in_words = desk.run("compare-submissions", "Derby", *numbers[2:4], "--internal")
    assert "Findings settled: 7. New: 0." in in_words
    assert re.search(r"still there: Referrals that were closed without a reason: 8 of .* Before: 9\.", in_words)

    # The return that is left has none of the errors: what it was made with stays, nine cases without a reason are eight again.
    [report] = desk.json("quality", "Derby", 2016, "--internal")["returns"]
    records = {dfe_number(one["rule"]): one["records"] for one in report["findings"]}
    assert records.pop(LEFT) == 8
    assert not {rule for fault in FAULTS for rule in (fault.rule, *fault.also.split())} & set(records)

    # Its figures are DfE's; an earlier submission is still there for who asks.
    signed_off = desk.json("reconcile", "Derby", 2016, "--internal")
    assert (signed_off["agreeing"], signed_off["differing"]) == (156, [])
    earlier = desk.run("summary", "Derby", "--brief", "--internal", "--submission", numbers[0])
    assert "At 31 March 2016, Derby had 2,341 [1] children in need" in earlier

    # Nothing of a child anywhere but in the returns and in the list that was asked for.
    ids = {made.child(at) for at, line in enumerate(made.lines) if line.startswith("<Child>")}
    assert len(ids) == 5759
    upns = [re.escape(found[1]) for fault in FAULTS if (found := re.search("<UPN>(.*?)<", fault.new))]
    assert len(upns) == 5
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".xml" and path != children]
    assert store in kept
    places = {str(path.relative_to(tmp_path)): path.read_bytes().decode("latin-1") for path in kept}
    places |= {"printed": desk.said, "the store's cells": texts(store)}
    assert all(one.startswith("MADEUP831") for one in ids)  # one look for all of them
    spelt = re.compile("|".join(["MADEUP831", *upns]))
    assert [place for place, text in places.items() if spelt.search(text)] == []
    assert spelt.search(before.decode())  # they can be found where they are
