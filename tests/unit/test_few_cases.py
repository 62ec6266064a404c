"""What a page says where a year rests on few cases, where every line is nought, and where the year before is of another series."""

from pathlib import Path

import pytest
from made_up import DERBY, load, long_file

from cin_narrative import summary
from cin_narrative.catalogue.areas import ENGLAND
from cin_narrative.store.store import Store

RATES = {2020: (21, "681.8"), 2021: (26, "730.0"), 2022: (27, "740.0"), 2024: (22, "604.4")}


def text(store: Path, area: str, year: int, release: str = "latest") -> str:
    with Store.open(store) as opened:
        return "\n".join(paragraph.plain for paragraph in summary(opened, area, year, release).paragraphs)


@pytest.mark.parametrize(("before", "told"), [((10, "278.6"), False), ((25, "700.0"), True)])
def test_no_change_of_a_rate_is_told_from_a_year_that_rests_on_few_cases(tmp_path, before, told):
    rows = [(year, DERBY, *cells) for year, cells in ({**RATES, 2023: before}).items()]
    rows += [(year, ENGLAND, 600000, "518.3") for year in range(2020, 2025)]
    load(tmp_path / "store.duckdb", long_file(tmp_path / "in" / "c1_referrals_2013_to_2024.csv", "Referrals,Referrals_rate", rows))
    said = text(tmp_path / "store.duckdb", "Derby", 2024)
    assert "Derby had 22 referrals in the year ending 31 March 2024, a rate of 604.4" in said and "278.6" not in said
    assert ("Over the same period the rate fell by 95.6 (13.7%), from 700.0 to 604.4" in said) is told


def test_a_breakdown_that_is_nought_in_every_line_is_not_said_to_be_missing_from_the_files(tmp_path):
    header = "CPP_At31," + ",".join(f"{kind}_Latest" for kind in ("Neglect", "Physical", "Sexual", "Emotional", "Multiple"))
    load(tmp_path / "store.duckdb",
         long_file(tmp_path / "in" / "d4_cpps_at31march_by_category_of_abuse_2013_to_2024.csv", header, [(2024, DERBY, *[0] * 6)]))  # fmt: skip
    said = text(tmp_path / "store.duckdb", "Derby", 2024)
    reasons = [line for line in said.splitlines() if "breakdown of children on a child protection plan by latest category" in line]
    assert [reason.partition(":")[0] for reason in reasons] == ["Not applicable, because there was nothing to take it of"]


def test_a_change_is_not_taken_from_a_series_with_which_the_present_one_should_not_be_compared(starter_store):
    latest = text(starter_store, "Cheshire West and Chester", 2013)
    assert "1,779" not in latest and "rose by" not in latest
    assert ("No change is given where the figure for the year before is of an earlier series, which cannot be compared with this one: "
            "number of children in need; rate of children in need") in latest  # fmt: skip
    assert "The number of children in need rose by 160 (9.0%), from 1,779 at 31 March 2012" in text(
        starter_store, "Cheshire West and Chester", 2013, "first-published")  # fmt: skip


def test_neighbours_without_a_published_figure_are_said_to_have_none(store_2024):
    with Store.open(store_2024) as store:
        page = summary(store, "North Northamptonshire", 2022)
    assert "the others have no published figure." in "\n".join(paragraph.plain for paragraph in page.paragraphs)


@pytest.mark.parametrize(("area", "year", "told"), [
    ("Somerset", 2024, "Somerset had 3,004 children in need at 31 March 2024, a rate of 269.2 per 10,000 children aged under 18 years. The rate was"),
    ("Buckinghamshire", 2021, "The rate of children in need in Buckinghamshire rose by more than 2%"),
])  # fmt: skip
def test_an_area_whose_code_alone_changed_has_its_past(store_2024, area, year, told):
    said = text(store_2024, area, year)
    assert told in said
    assert "its area and name are the same and its series continues" in said
