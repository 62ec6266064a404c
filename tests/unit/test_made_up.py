"""The generator: files that match published totals exactly, of the year's structure, the same every time, and say what they are."""

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from test_census_return import Loader
from wide import spread

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import Measure
from cin_narrative.cli.main import main
from cin_narrative.errors import InputRefused
from cin_narrative.load.returns.census_file.groups import GROUPS, REPEATING
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import (
    Totals,
    apportion,
    derby_totals,
    published_totals,
    total_names,
)
from cin_narrative.store.observations import Release
from cin_narrative.store.store import Store

REQUIRED = {"LAchildID", "Ethnicity", "CINreferralDate", "ReferralSource", "ReferralNFA", "AssessmentActualStartDate", "CINPlanStartDate",
            "S47ActualStartDate", "ICPCnotRequired", "CPPstartDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse", "NumberOfPreviousCPP"}  # fmt: skip


@pytest.fixture(scope="module")
def derby(tmp_path_factory, catalogue) -> tuple[Loader, list[Path]]:
    loader = Loader(tmp_path_factory.mktemp("derby"))
    paths = list(make_return(derby_totals(), "831", 2016, loader.folder, catalogue))
    loader.load(*paths)
    return loader, paths


@pytest.mark.long
def test_every_published_total_of_derby_2016_comes_out_exactly(derby) -> None:
    loader, _ = derby
    totals = derby_totals().counts
    with Store.open(loader.store) as store:
        for (indicator, category), published in totals.items():
            measure = Measure.AVERAGE if "percentiles" in indicator else Measure.COUNT
            found = store.observations("831", 2016, indicator)[measure.value, category][0].value
            if indicator == "children_in_need_by_disability_type":
                found = round(100 * found / totals["children_in_need_with_disability_recorded", ""], 1)
            assert found == published, (indicator, category)
    assert len(totals) > 140


@pytest.mark.parametrize(("indicator", "category", "value"), [
    ("episodes_of_need_at_any_point", "", 5121), ("episodes_of_need_starting", "", 2727), ("episodes_of_need_ending", "", 2779),
    ("children_in_need_at_31_march", "", 2342), ("children_in_need_by_primary_need", "abuse_or_neglect", 1688),
    ("children_in_need_with_disability_recorded", "", 308), ("children_in_need_by_duration_open", "2_years_or_more", 573),
    ("referrals", "", 3582), ("rereferrals_within_12_months", "", 477), ("referrals_no_further_action", "", 755),
    ("referrals_assessed_as_not_in_need", "", 100), ("referrals_by_source", "police", 886), ("assessments_completed", "", 2882),
    ("assessments_by_duration", "61_days_or_more", 428), ("assessment_factors", "domestic_abuse_parent", 1192),
    ("assessment_factors_any_person", "domestic_abuse", 1805), ("section_47_enquiries", "", 853), ("initial_child_protection_conferences", "", 510),
    ("child_protection_plans_at_31_march", "", 314), ("child_protection_plans_second_or_subsequent", "", 91),
    ("child_protection_plans_reviewed_within_timescales", "", 208),
])  # fmt: skip
def test_the_headline_figures_of_the_made_up_derby(derby, indicator, category, value) -> None:
    assert derby[0].value(indicator, category, year=2016) == value


def test_without_the_return_of_the_year_before_rereferrals_are_fewer_and_marked(derby, tmp_path) -> None:
    loader = Loader(tmp_path)
    loader.load(derby[1][0])
    with Store.open(loader.store) as store:
        found = store.observations("831", 2016, "rereferrals_within_12_months")["count", ""][0]
    assert (found.value, found.citation) == (191, "lower bound: previous return not loaded")


def test_the_identities_and_additive_breakdowns_hold_on_a_computed_return(derby, catalogue) -> None:
    with Store.open(derby[0].store) as store:

        def value(indicator: str, category: str = "") -> float:
            return store.observations("831", 2016, indicator)["count", category][0].value

        started = value("referrals") - value("referrals_no_further_action") - value("referrals_assessed_as_not_in_need")
        assert value("episodes_of_need_starting") == started
        assert value("episodes_of_need_at_any_point") == value("children_in_need_at_31_march") + value("episodes_of_need_ending")
        for indicator in catalogue:
            if indicator.additive and indicator.breakdown_of and Measure.COUNT in indicator.measures:
                parts = [c for c in indicator.categories if ("count", c) in store.observations("831", 2016, indicator.id)]
                assert sum(value(indicator.id, c) for c in parts) == value(indicator.breakdown_of), indicator.id


def test_the_return_of_the_year_before_is_a_whole_return_too(derby) -> None:
    """Of the same size, so that a summary with changes reads as one, not as a jump from nought."""
    for indicator in ("referrals", "assessments_completed", "episodes_of_need_ending", "children_in_need_at_31_march", "section_47_enquiries",
                      "initial_child_protection_conferences", "child_protection_plans_starting"):  # fmt: skip
        before, now = (derby[0].value(indicator, year=year) for year in (2015, 2016))
        assert now / 3 < before < now * 1.6, indicator


def test_everything_computed_from_it_says_made_up_records(derby) -> None:
    with Store.open(derby[0].store) as store:
        for release in store.releases.values():
            assert isinstance(release, Release)
            assert release.id.startswith("made-up records, ")
            assert "made-up records" in release.label
            assert release.is_local


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_children(tmp_path, catalogue) -> None:
    small = derby_totals().scaled(0.05)
    one, two, three = (make_return(small, "831", 2016, tmp_path / str(place), catalogue, seed)[0].read_bytes()
                       for place, seed in enumerate((1, 1, 2)))  # fmt: skip
    assert one == two
    assert one != three


@pytest.mark.parametrize("year", spread([2016, 2018, 2022, 2025], 2))
def test_files_have_the_structure_of_the_year_asked_for(tmp_path, catalogue, year) -> None:
    totals = derby_totals().scaled(0.1)
    counts = {
        **totals.counts,
        ("child_in_need_plans_at_31_march", ""): 20,
        ("child_in_need_plans_starting", ""): 30,
        ("child_in_need_plans_ending", ""): 25,
    }
    path, before = make_return(Totals(counts, totals.pattern), "831", year, tmp_path, catalogue)
    for file, of_year in ((path, year), (before, year - 1)):
        check_structure(etree.parse(str(file)).getroot(), of_year)
    loader = Loader(tmp_path)
    loader.load(path, before)
    assert loader.value("child_in_need_plans_ending", year=year) == (25 if year >= 2022 else None)
    assert loader.value("child_in_need_plans_starting", year=year) == (30 if year >= 2022 else None)


def check_structure(root, year: int) -> None:
    assert root.findtext("Header/CollectionDetails/ReferenceDate") == f"{year}-03-31"
    assert (root.find(".//Content") is not None) == (year < 2022)
    assert (root.find(".//Sex") is not None) == (year >= 2025)
    assert (root.find(".//GenderCurrent") is not None) == (year < 2025)
    assert root.find(".//CINPlanDates") is None or year >= 2022
    for child in root.iter("Child"):
        for element in child.iter():
            group = GROUPS.get(element.tag)
            if group is None or not len(element):
                continue
            names = [part.tag for part in element]
            places = [group.sequence.index(name) for name in names]
            assert places == sorted(places), (element.tag, names)
            assert all(a != b or a in REPEATING for a, b in pairwise(names))
            assert {name for name in group.fields if name in REQUIRED} <= set(names), (element.tag, names)


def test_totals_that_contradict_each_other_are_refused(tmp_path, catalogue) -> None:
    counts = {**derby_totals().counts, ("referrals", ""): 9_000}
    with pytest.raises(InputRefused, match="cannot be made") as refused:
        make_return(Totals(counts, counts), "831", 2016, tmp_path, catalogue)
    assert "The published totals that clash: Referrals in the year: 9,000; Episodes of need starting in the year: " in str(refused.value)


CLASHES = [
    ({"children_in_need_with_disability_recorded": 9_000}, "Children in need at 31 March with a disability recorded: 9,000; Children in need at 31 March: "),
    ({"rereferrals_within_12_months": 9_000}, "9,000; Referrals in the year: "),
    ({"initial_child_protection_conferences": 90_000}, "Initial child protection conferences in the year: 90,000; Children in need at 31 March: "),
    ({"child_protection_plans_reviewed_within_timescales": 5_000}, "5,000; "),
    ({"episodes_of_need_starting": 9, "referrals": 3_670}, "Episodes of need starting in the year: 9"),
]


@pytest.mark.parametrize(("changed", "told"), CLASHES)
def test_a_refusal_names_each_total_that_clashes_with_its_number(tmp_path, catalogue, changed: dict, told: str) -> None:
    counts = {**derby_totals().counts, **{(name, ""): value for name, value in changed.items()}}
    with pytest.raises(InputRefused, match="cannot be made") as refused:
        make_return(Totals(counts, counts), "831", 2016, tmp_path, catalogue)
    assert told in str(refused.value)


def test_shares_are_whole_and_add_up() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(apportion(1_003, [0.2, 5, 3.3])) == 1_003
    assert apportion(3, [0, 0]) == [3, 0]


@pytest.mark.parametrize(("place", "year"), [("Walsall", 2024), ("Rutland", 2020), ("Brent", 2016), ("Staffordshire", 2013), ("Warrington", 2016),
    ("City of London", 2024), ("Isles of Scilly", 2022), ("Kingston upon Thames", 2018), ("Rutland", 2018)])  # fmt: skip
def test_what_is_not_published_does_not_keep_a_return_from_being_made(store_2024, tmp_path, place, year):
    """Few totals of those years are published, or some are hidden; the others come out all the same."""
    with Store.open(store_2024) as store:
        api.make_up(store, place, year, tmp_path)
    assert len(list(tmp_path.glob("*.xml"))) == 2


def test_totals_that_contradict_each_other_are_named(store_2024, tmp_path):
    with Store.open(store_2024) as store, pytest.raises(InputRefused, match="fewer short assessments than children assessed as not in need"):
        api.make_up(store, "Oldham", 2014, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("year", [2024, 2022, 2018])
def test_a_return_of_every_fifth_place_can_be_made_whose_published_totals_add_up(store_2024, tmp_path, year):
    """What is refused is refused for DfE's own totals: none are published, or its referrals are not the sum of what came of them."""
    with Store.open(store_2024) as store:
        for area in load_areas().authorities(year)[::5]:
            try:
                api.make_up(store, area.name, year, tmp_path)
            except InputRefused as error:
                assert "No published totals" in str(error) or "referrals are not" in str(error), area.name


@pytest.mark.parametrize(("place", "year"), [("Walsall", 2024), ("Brent", 2016), ("Reading", 2022), ("Kensington and Chelsea", 2024),
    ("City of London", 2024), ("Kingston upon Thames", 2018)])  # fmt: skip
def test_every_published_total_comes_out_of_a_return_of_any_place(store_2024, tmp_path, catalogue, place, year):
    """Each part of each breakdown, too; child criminal exploitation, and what is concealed beside it, among the factors."""
    with Store.open(store_2024) as store:
        code = api.find_area(store, place, year).code
        wanted = published_totals(store, catalogue, code, year).counts
        paths = api.make_up(store, place, year, tmp_path / "made")
    loader = Loader(tmp_path)
    loader.load(*paths)
    names = {name for name in total_names().totals.values() if "percentiles" not in name}
    assert {"referrals_by_month", "children_awaiting_assessment_at_31_march", "children_in_need_by_disability_type"} <= names
    with Store.open(loader.store) as own:
        missed = {}
        for (indicator, category), published in wanted.items():
            if indicator in names:
                [found, *_] = own.observations(code, year, indicator).get((Measure.COUNT.value, category)) or [None]
                value = found and found.value
                if found and "disability_type" in indicator:  # in per cent of those with a disability, where their number is published
                    total = wanted.get(("children_in_need_with_disability_recorded", ""))
                    value = round(100 * found.value / total, 1) if total else published
                if value != published:
                    missed[indicator, category] = (published, value)
    assert missed == {}


@pytest.mark.parametrize("area", ["England", "East Midlands", "Us = Derby, Leicester"])
def test_a_return_of_no_single_authority_is_refused_at_once(area, starter_store: Path, tmp_path: Path, capsys) -> None:
    assert main(["make-up", area, "2016", "-o", str(tmp_path / "made"), "--store", str(starter_store)]) == InputRefused.exit_code
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1) and "is no local authority" in said.err
    assert not (tmp_path / "made").exists()
