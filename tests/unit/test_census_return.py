"""Reading census files: what is taken as it comes, what is reported, what is refused."""

import zipfile
from pathlib import Path

import pytest

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure, load_catalogue
from cin_narrative.errors import (
    ArchiveRefused,
    CinNarrativeError,
    InputDamaged,
    InputEmpty,
    NothingRecognised,
    ReturnBlocked,
    ReturnRefused,
)
from cin_narrative.load.files import InputFile
from cin_narrative.load.returns.census_file.files import find_returns, is_census
from cin_narrative.load.returns.census_return import load_return, split_paths
from cin_narrative.load.returns.return_report import ReturnReport
from cin_narrative.store.store import Store

CHILD = """
<Child><ChildIdentifiers><LAchildID>ID-ONE</LAchildID><UPNunknown>UN1</UPNunknown><PersonBirthDate>2011-06-15</PersonBirthDate>
<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>AUT</Disability></Disabilities>
</ChildCharacteristics><CINdetails><CINreferralDate>2024-06-03</CINreferralDate><ReferralSource>2A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode><Assessments><AssessmentActualStartDate>2024-06-04</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2024-07-19</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>3B</AssessmentFactors>
<AssessmentFactors>16A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments><CINPlanDates><CINPlanStartDate>2024-07-19</CINPlanStartDate>
<CINPlanEndDate>2024-10-14</CINPlanEndDate></CINPlanDates><Section47><S47ActualStartDate>2024-09-24</S47ActualStartDate>
<DateOfInitialCPC>2024-10-14</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47><ReferralNFA>0</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2024-10-14</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2025-01-08</CPPreviewDate>
</Reviews></ChildProtectionPlans></CINdetails></Child>
"""


def message(
    children: str = CHILD, year: int = 2025, area: str = "831", reference: str = "", collection: str = "CIN", stamp: str = ""
) -> str:
    return (
        f"<Message><Header><CollectionDetails><Collection>{collection}</Collection><Year>{year}</Year>"
        f"<ReferenceDate>{reference or f'{year}-03-31'}</ReferenceDate></CollectionDetails><Source><LEA>{area}</LEA>"
        f"<DateTime>{stamp or f'{year}-05-01T09:00:00'}</DateTime></Source></Header><Children>{children}</Children></Message>"
    )


class Loader:
    """Writes files and loads them; answers for single figures."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, folder / "store.duckdb"
        self._opened: tuple[int, Store] | None = None

    def opened(self) -> Store:
        """The store as it is now; opened anew where another took its place."""
        if self._opened and self._opened[0] == self.store.stat().st_ino:
            return self._opened[1]
        if self._opened:
            self._opened[1].close()
        store = Store.open(self.store)
        self._opened = self.store.stat().st_ino, store
        return store

    def write(self, text: str | bytes, name: str = "return.xml") -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def load(self, *paths: Path, **options) -> ReturnReport:
        return load_return(list(paths), self.store, load_catalogue(), load_areas(), **options)

    def xml(self, text: str | bytes, name: str = "return.xml") -> ReturnReport:
        return self.load(self.write(text, name))

    def value(self, indicator: str, category: str = "", area: str = "831", year: int = 2025) -> float | None:
        found = self.opened().observations(area, year, indicator).get((Measure.COUNT.value, category), [])
        return found[0].value if found else None

    def words(self) -> str:
        return "\n".join(finding.said(exact=True) for finding in self.opened().findings)


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    return Loader(tmp_path)


def test_a_return_is_read_into_every_table(loader) -> None:
    report = loader.xml(message())
    assert report.taken[0].key.release == "local return, return.xml, 2025-05-01"
    for indicator in ("referrals", "children_in_need_at_31_march", "assessments_completed", "child_in_need_plans_ending", "section_47_enquiries",
                      "initial_child_protection_conferences", "child_protection_plans_at_31_march", "children_in_need_with_disability_recorded"):  # fmt: skip
        assert loader.value(indicator) == 1, indicator
    assert loader.value("assessment_factors", "domestic_abuse_parent") == 1
    assert loader.value("assessments_by_duration", "31_to_40_days") == 1


def test_order_namespace_spellings_and_both_fields_of_sex_are_taken_as_they_come_and_reported(loader) -> None:
    text = message(CHILD.replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>").replace("<ReferralNFA>0</ReferralNFA>", "")
                   .replace("<CINdetails>", "<CINdetails><ReferralNFA>FALSE</ReferralNFA><Invented>x</Invented>")
                   .replace("</CINdetails>", "<CINclosureDate/></CINdetails>"))  # fmt: skip
    loader.xml(text.replace("<Message>", '<Message xmlns="urn:somewhere">'))
    assert loader.value("children_in_need_by_sex", "female") == 1
    assert loader.value("children_in_need_at_31_march") == 1
    words = loader.words()
    assert "Elements that the census does not have (CINdetails/Invented): 1. They were passed over." in words
    assert "another order than DfE's" in words
    assert "there but empty" in words


def test_an_element_that_stands_twice_counts_once_the_first_and_is_reported(loader) -> None:
    loader.xml(message(CHILD.replace("<CINreferralDate>2024-06-03</CINreferralDate>",
                                     "<CINreferralDate>2024-06-03</CINreferralDate><CINreferralDate>2019-01-01</CINreferralDate>")))  # fmt: skip
    assert loader.value("referrals") == 1
    assert "stand twice" in loader.words()


def test_what_rests_on_a_date_that_cannot_be_read_is_not_known_and_the_finding_says_what_it_damages(loader) -> None:
    report = loader.xml(message(CHILD.replace("2024-07-19</AssessmentAuthorisationDate>", "July</AssessmentAuthorisationDate>")))
    assert loader.value("assessments_completed") is None
    finding = next(f for f in report.taken[0].findings if f.rule == "unreadable_AssessmentAuthorisationDate")
    assert (finding.records, finding.out_of, finding.handling) == (1, 1, "unknown")
    assert finding.indicators[0] == "assessments_completed"
    assert loader.value("section_47_enquiries") == 1


@pytest.mark.parametrize(("change", "error", "words"), [
    ({"year": 2014}, ReturnRefused, "initial and core assessments"),
    ({"year": 2030}, ReturnRefused, "later collections"),
    ({"reference": "2025-02-30"}, ReturnBlocked, "rule 100"),
    ({"reference": "spring"}, ReturnBlocked, "ReferenceDate"),
    ({"area": "999"}, ReturnRefused, "authority code"),
    ({"area": "E12000004"}, ReturnRefused, "authority code"),
    ({"collection": "LAC"}, ReturnRefused, "not of the children in need census"),
    ({"children": CHILD.replace("<LAchildID>ID-ONE</LAchildID>", "")}, ReturnBlocked, "no LAchildID"),
    ({"children": CHILD + CHILD.replace("N1<", "N2<")}, ReturnBlocked, "share their LAchildID"),
    ({"children": CHILD.replace("<ReferralNFA>0</ReferralNFA>", "<ReferralNFA>maybe</ReferralNFA>")}, ReturnBlocked, "ReferralNFA"),
])  # fmt: skip
def test_a_return_that_cannot_be_right_is_refused_with_one_line_and_leaves_nothing(loader, change, error, words) -> None:
    with pytest.raises(error, match=words) as caught:
        loader.xml(message(**change))
    assert "\n" not in str(caught.value)
    assert "return.xml" in str(caught.value)
    assert not loader.store.exists()
    assert "ID-ONE" not in str(caught.value)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(("text", "error"), [
    (BOMB + message().replace("ID-ONE", "&b;"), ReturnRefused),
    (OUTSIDE + message().replace("ID-ONE", "&a;"), ReturnRefused),
    ("<!DOCTYPE Message>" + message(), ReturnRefused),
    ((" " * 70_000 + "<!DOCTYPE Message>" + message()), ReturnRefused),
    (("<!DOCTYPE Message>" + message()).encode("utf-16"), ReturnRefused),
    (message("<Child>" + "<a>" * 5_000 + "</a>" * 5_000 + "</Child>"), InputDamaged),
    (message(CHILD.replace("ID-ONE", "x" * 11_000_000)), InputDamaged),
    (message()[:-200], InputDamaged),
    (message().replace("</CINdetails>", ""), InputDamaged),
    (message().encode().replace(b"ID-ONE", b"\xff\xfe\xfa"), InputDamaged),
    ("", InputEmpty),
    ("   \n", InputEmpty),
    ("<html><body/></html>", CinNarrativeError),
    (message("<Child/>" * 5_000), ReturnBlocked),
])  # fmt: skip
def test_a_harmful_or_damaged_file_gets_one_line_and_leaves_nothing(loader, text, error) -> None:
    with pytest.raises(error) as caught:
        loader.xml(text)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None  # the parser's message could quote the file
    assert sorted(path.name for path in loader.folder.iterdir()) == ["return.xml"]


@pytest.mark.parametrize(("body", "words"), [
    ("<Child>" + "<a>" * 5_000 + "</a>" * 5_000 + "</Child>", "is nested deeper, or holds a longer text, than any census return"),
    (CHILD.replace("ID-ONE", "x" * 11_000_000), "is nested deeper, or holds a longer text, than any census return"),
    (CHILD.replace("</CINdetails>", ""), "is not whole or not well-formed XML"),
])  # fmt: skip
def test_the_line_says_what_is_wrong_with_the_file(loader, body, words) -> None:
    with pytest.raises(InputDamaged, match=words):
        loader.xml(message(body))


def test_a_namespace_does_not_hide_what_is_not_a_message(loader) -> None:
    with pytest.raises(CinNarrativeError):
        loader.xml('<Other xmlns="urn:x"><Children><Child/></Children></Other>')


@pytest.mark.long
def test_returns_of_2015_and_2016_are_read_with_a_warning_and_the_year_element_does_not_decide(loader) -> None:
    report = loader.xml(message(CHILD.replace("2024-", "2015-").replace("2025-", "2016-").replace("2011-06-15", "2005-06-15"), year=2016))
    assert any("read as that of 2017" in finding.said(exact=True) for finding in report.taken[0].findings)
    report = loader.xml(message(year=2024, reference="2025-03-31"), name="b.xml")
    assert report.taken[0].key.year == 2025
    assert any("the reference date is followed" in finding.said(exact=True) for finding in report.taken[0].findings)


def test_a_zip_is_read_without_unpacking_and_a_broken_one_refused(loader) -> None:
    path = loader.folder / "return.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/return.xml", message())
    loader.load(path)
    assert loader.value("referrals") == 1
    assert sorted(p.name for p in loader.folder.iterdir()) == ["return.zip", "store.duckdb"]
    body = path.read_bytes()
    broken = loader.write(body[:60] + bytes(20) + body[80:], "broken.zip")
    with pytest.raises((ArchiveRefused, InputDamaged)):
        loader.load(broken)


@pytest.mark.long
def test_two_returns_for_one_authority_and_year_the_newer_replaces_and_says_so(loader) -> None:
    one = loader.write(message(stamp="2025-05-01T09:00:00"), "one.xml")
    two = loader.write(message(CHILD + CHILD.replace("ID-ONE", "ID-TWO"), stamp="2025-06-01T09:00:00"), "two.xml")
    report = loader.load(two, one)
    assert [taken.key.file for taken in report.taken] == ["two.xml"]
    assert "one.xml: two.xml is a newer return" in report.superseded[0]
    later = loader.xml(message(stamp="2025-07-01T09:00:00"), "three.xml")
    assert later.taken[0].replaced == ["local return, two.xml, 2025-06-01"]
    assert "          replaces local return, two.xml, 2025-06-01" in later.lines()
    assert loader.value("referrals") == 1
    with Store.open(loader.store) as store:
        assert list(store.releases) == ["local return, three.xml, 2025-07-01"]
        assert [source.name for source in store.sources.values()] == ["three.xml"]
        assert {finding.release for finding in store.findings} <= set(store.releases)
    again = loader.load(one)
    assert any("three.xml, 2025-07-01, which is dated later (2025-07-01): load that return again" in line for line in again.lines())


@pytest.mark.long
def test_a_return_loaded_again_is_unchanged_until_the_year_before_comes_with_it(loader) -> None:
    now = loader.write(message(), "now.xml")
    before = loader.write(
        message(CHILD.replace("2025-", "2024-").replace("2024-06-03", "2023-12-03").replace("2024-0", "2024-0"), year=2024), "before.xml"
    )
    loader.load(now)
    assert loader.load(now).unchanged == ["now.xml"]
    with Store.open(loader.store) as store:
        assert (
            store.observations("831", 2025, "rereferrals_within_12_months")["count", ""][0].citation
            == "lower bound: previous return not loaded"
        )
    assert len(loader.load(now, before).taken) == 2
    assert loader.value("rereferrals_within_12_months") == 1
    with Store.open(loader.store) as store:
        assert store.observations("831", 2025, "rereferrals_within_12_months")["count", ""][0].citation is None
    assert loader.load(before, now).unchanged == ["before.xml", "now.xml"]


def test_the_lower_bound_travels_into_the_percentage(loader) -> None:
    from cin_narrative.disclosure.door import INTERNAL, Door
    from cin_narrative.disclosure.figures import Figures

    loader.xml(message())
    with Store.open(loader.store) as store:
        figures = Figures(Door(store, load_catalogue(), audience=INTERNAL), load_catalogue(), load_areas())
        figure = figures.level("rereferrals_within_12_months", Measure.PERCENTAGE, load_areas().get("831"), 2025)
    assert figure is not None
    assert (figure.shown, figure.citation) == ("0.0%", "lower bound: previous return not loaded")


CSVS = {
    "Header.csv": "Collection,Year,ReferenceDate,LEA,DateTime\nCIN,2025,2025-03-31,831,2025-05-01T09:00:00\n",
    "ChildIdentifiers.csv": "LAchildID,UPN,PersonBirthDate,Sex\nA,,2011-06-15,F\nB,,,U\n",
    "ChildCharacteristics.csv": "LAchildID,Ethnicity\nA,WBRI\nB,NOBT\n",
    "Disabilities.csv": "LAchildID,Disability\nA,AUT\n",
    "CINdetails.csv": "LAchildID,CINdetailsID,CINreferralDate,ReferralSource,PrimaryNeedCode,CINclosureDate,ReasonForClosure,ReferralNFA\n"
                      "A,1,2024-06-03,2A,N1,2024-08-01,RC7,false\nA,2,2024-09-03,6,N1,,,0\nB,1,2024-06-03,2A,,,,1\n",
    "Assessments.csv": "LAchildID,CINdetailsID,AssessmentID,AssessmentActualStartDate,AssessmentAuthorisationDate,AssessmentFactors\n"
                       "A,1,1,2024-06-04,2024-07-19,3B\nA,1,1,2024-06-04,2024-07-19,16A\nA,2,1,2024-09-04,2024-09-05,\"4A,4B\"\n",
    "ChildProtectionPlans.csv": "LAchildID,CINdetailsID,CPPID,CPPstartDate,CPPendDate,InitialCategoryOfAbuse,LatestCategoryOfAbuse,NumberOfPreviousCPP\n"
                                "A,2,1,2024-10-14,,NEG,NEG,0\n",
    "Reviews.csv": "LAchildID,CINdetailsID,CPPID,CPPreviewDate\nA,2,1,2025-01-08\n",
}  # fmt: skip


def test_the_tables_as_csv_with_dfes_field_names_give_the_same_figures(loader) -> None:
    folder = loader.folder / "csv"
    folder.mkdir()
    for name, text in CSVS.items():
        (folder / name).write_text(text, encoding="utf-8-sig")
    loader.load(folder)
    expected = {"referrals": 3, "rereferrals_within_12_months": 1, "referrals_no_further_action": 1, "assessments_completed": 2,
                "episodes_with_assessment_factor": 2, "child_protection_plans_reviewed_within_timescales": 1, "children_in_need_at_31_march": 1}  # fmt: skip
    assert {name: loader.value(name) for name in expected} == expected
    assert loader.value("assessment_factors", "neglect") == 1
    assert loader.value("assessment_factors", "mental_health_parent") == 1


def test_csvs_without_a_header_or_an_episode_number_are_refused(loader) -> None:
    folder = loader.folder / "csv"
    folder.mkdir()
    for name, text in CSVS.items():
        (folder / name).write_text(text.replace("CINdetailsID,AssessmentID", "X,AssessmentID"), encoding="utf-8")
    with pytest.raises(ReturnRefused, match="no column CINdetailsID"):
        loader.load(folder)
    (folder / "Header.csv").unlink()
    with pytest.raises(NothingRecognised):
        loader.load(folder)


def test_census_files_are_told_from_dfes_published_ones(loader, tmp_path) -> None:
    def file(name: str, content: bytes) -> InputFile:
        return InputFile(name, "", content, asked_for=True)

    assert is_census(file("a.xml", b"<Message>"))
    assert is_census(file("CINdetails.csv", CSVS["CINdetails.csv"].encode()))
    assert not is_census(file("b1_x.csv", b"time_period,geographic_level,At31_episodes\n2024,National,1\n"))
    xml = loader.write(message())
    published = loader.write("time_period,geographic_level\n2024,National\n", "b1_children_in_need_2013_to_2024.csv")
    assert split_paths([xml, published]) == ([xml], [published])
    assert [found.name for found in find_returns([tmp_path])[0]] == ["return.xml"]
    assert split_paths([tmp_path]) == ([tmp_path], [tmp_path])
