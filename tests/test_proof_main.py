"""The main part of the page read back from its English alone: what is changed in one place is found out; all of 2024 in a slow run.

The pages of ``test_proof.py`` have their main parts read there, too.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from proof.cells import Published
from proof.main_check import MainPart, MainTally
from proof.nouns import read_nouns
from proof.ordinary import Series, ordinary_of, scaled, spread_beyond_chance

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.store.store import Store

PLACES = [
    "Derby", "Rutland", "Leeds", "Blackpool",
    "Salford",  # rose over three years, and fell in the last two
    "Central Bedfordshire",  # its number rose beyond chance, its rate did not
    "Camden",  # days that moved
    "Leicester",  # eight authorities review all plans in time in both years: their changes have no z
    "Sunderland",  # quiet
    "Somerset",  # its national code changed
    "the North West", "England",
]  # fmt: skip
# What stands in Derby's main part of 2024, what is put in its place, and what is said of it.
CHANGES = [
    ("2,265", "2,266", "is bound to"),
    ("very few assessments per referral and far", "far", "is not among the messages"),
    ("and far fewer conferences per enquiry.", "and three other findings.", "4 other findings"),
    ("little changed from", "up from", "is little changed"),
    ("higher than in the middle authority, though not unusual", "higher than in most authorities", "z is"),
    ("England", "Leicester", "the figure is"),
    ("far fewer than in almost all authorities", "fewer than in most authorities", "z is"),
    ("far fewer than in almost all authorities", "far more than in almost all authorities", "z is"),
    ("Very few assessments", "Few assessments", "goes another way, or further"),
    ("Far fewer conferences", "Far more conferences", "goes another way, or further"),
    ("down from", "up from", "said up"),
    ("in three years, far more", "in a year, far more", "the words say"),
    ("lowest of the 12", "highest of the 12", "not the highest"),
    ("12 comparable years", "11 comparable years", "DfE prints 12"),
    ("below the neighbours' mean", "above the neighbours' mean", "is {'below'}"),
    ("about the same as the neighbours'", "above the neighbours'", "is {'about the same as'}"),
    ("share of conferences within 15 days", "share of re-referrals", "is not short for"),
    ("children in need at 31 March 2024, little", "children in care at 31 March 2024, little", "nothing is called"),
    ("That is a far larger fall", "That is better: a far larger fall", "a word of judgement"),
    ("That may be a habit", "For 3.1% that may be a habit", "not understood"),
    ("Coventry, Bolton", "Bolton, Coventry", "the model has"),
    ("Which referrals are not assessed", "Which referrals are assessed", "is asked"),
    ("The rise is far larger", "The rise is larger", "do not go together"),
    ("conferences fell from 642", "conferences rose from 642", "is fell"),
    ("referrals fell more slowly", "referrals fell faster", "more slowly"),
    ("fewest in 12", "most in 12", "not the max"),
    ("fewest in 12", "fewest in 11", "of 11 comparable years"),
    ("section 47 enquiries rose, to", "section 47 enquiries were little changed, at", "rose"),
    ("that of all initial child protection conferences", "that of all referrals", "another share"),
]
ELSEWHERE = [
    ("Reading", "little changed in a year", "more than a year before", "is little changed"),
    ("Leicester", "and four other findings", "and three other findings", "4 other findings"),
    ("County Durham", "The number rose", "The number fell", "the number rose"),
    ("County Durham", "The number rose; little else stands out.", "Little stands out this year.", "the number rose"),
    ("Sunderland", "Very large rise in children on protection plans.", "The number rose; little else stands out.", "any reader would call out"),
    ("Camden", "working days or more", "working days or less", "the words say"),
    ("Camden", "A quarter of completed", "Half of completed", "not understood"),
    ("Camden", "The time is the longest", "The time is the shortest", "not the shortest"),
    ("Suffolk", "in a year, far more", "in three years, far more", "the words say"),
    ("Leeds", "Physical abuse recorded far more", "Neglect recorded far more", "is not short for"),
    ("Croydon", "risen three years in a row", "risen two years in a row", "3 years in a row"),
    ("City of London", "fallen three years in a row", "risen three years in a row", "0 years in a row"),
    ("Halton", "The share has risen", "The rate has risen", "no rate was told"),
    ("Barnet", ", the highest.", ", the lowest.", "not the min"),
    ("Reading", "The rate of children on a child protection plan held", "The rate of referrals held", "referrals moved"),
    ("Bolton", "the total was little changed, at", "the total rose, to", "little changed"),
    ("East Sussex", "In three years, initial", "In a year, initial", "the words say"),
    ("Leeds", "recorded far more than elsewhere", "recorded far more than before", "is of a change"),
]


@pytest.fixture(scope="module")
def store(store_2024: Path) -> Store:
    return Store.open(store_2024)


@pytest.fixture(scope="module")
def published(store: Store, published_data: Path) -> Published:
    return Published(published_data, store.releases)


def record_of(store: Store, area: str, year: int = 2024) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(json.dumps(api.summary(store, area, year).record()))
    return record


@pytest.fixture(scope="module")
def derby(store: Store) -> str:
    return json.dumps(record_of(store, "Derby"))


def faults(record: dict[str, Any], published: Published) -> list[str]:
    return MainPart(record, published, read_nouns(), MainTally()).check()


@pytest.mark.parametrize("area", PLACES)
def test_the_main_part_says_what_dfe_prints(store: Store, published: Published, area: str) -> None:
    assert faults(record_of(store, area), published) == []


@pytest.mark.slow
def test_every_main_part_of_2024_says_what_dfe_prints(store: Store, published: Published) -> None:
    tally, nouns, found = MainTally(), read_nouns(), []
    for code in sorted(store.areas_by_year[2024]):
        if code in load_areas() and load_areas().get(code, 2024).exists_in(2024):
            found += MainPart(record_of(store, code), published, nouns, tally).check()
    assert found == []
    assert tally.pages > 150
    assert tally.numbers > 30_000


@pytest.mark.parametrize(("old", "new", "complaint"), CHANGES)
def test_a_main_part_changed_in_one_place_is_found_out(derby: str, published: Published, old: str, new: str, complaint: str) -> None:
    found = faults(changed(json.loads(derby), old, new), published)
    assert any(complaint in fault for fault in found), found


@pytest.mark.parametrize(("area", "old", "new", "complaint"), ELSEWHERE)
def test_so_is_another_place_s(store: Store, published: Published, area: str, old: str, new: str, complaint: str) -> None:
    found = faults(changed(record_of(store, area), old, new), published)
    assert any(complaint in fault for fault in found), found


def changed(record: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The record with ``new`` in the place of the first ``old`` of its main part."""
    paragraph = next(one for one in record["paragraphs"] if not one["annex"] and old in one["text"])
    at = paragraph["text"].index(old)
    paragraph["text"] = paragraph["text"].replace(old, new, 1)
    if at < paragraph["lead"]:
        paragraph["lead"] += len(new) - len(old)
    for span in paragraph["spans"]:
        if span["start"] > at:
            span["start"] += len(new) - len(old)
            span["end"] += len(new) - len(old)
    return record


def test_a_cell_of_a_table_is_held_against_its_row_and_column(derby: str, published: Published) -> None:
    record = json.loads(derby)
    table = next(one for one in record["tables"] if one["caption"].startswith("How well"))
    table["columns"][1], table["columns"][2] = table["columns"][2], table["columns"][1]
    assert any("the words say percentage 2024" in fault for fault in faults(record, published))
    table["rows"][0], table["rows"][1] = table["rows"][1], table["rows"][0]
    assert any("the words say" in fault for fault in faults(record, published))


# ---- what is ordinary, by hand


def test_scales() -> None:
    assert scaled("rate", 100, 10_000, moving=False) == pytest.approx((-4.605170, 0.01))
    assert scaled("share", 25, 100, moving=False) == pytest.approx((0.523599, 0.0025))
    assert scaled("share", 25, 100, moving=True) == pytest.approx((-1.386294, 0.03))
    assert scaled("ratio", 50, 100, moving=False) == pytest.approx((-0.693147, 0.03))
    assert scaled("rate", 19, 10_000, moving=False) is None


def test_spread() -> None:
    alike = [(0.0, 1.0), (0.5, 1.0), (-0.5, 1.0), (1.0, 1.0), (-1.0, 1.0)]
    assert spread_beyond_chance(alike, 0.0) == 0.0  # less than chance spreads them
    apart = [(y * 10, v) for y, v in alike]  # ends at the 10th and 90th centile: -8 and 8; phi (0 + 25 + 25 + 64 + 64) / 5 = 35.6
    assert spread_beyond_chance(apart, 0.0) == pytest.approx(((5 * 35.6 - 4) / (5 - 1)) ** 0.5)
    assert spread_beyond_chance([(1.0, 0.0), (2.0, 0.0), (4.0, 0.0)], 2.0) == pytest.approx(1 / 0.6745)


def test_the_programs_constants_are_those_worked_out_here(store: Store, published: Published) -> None:
    """Two ways to the same: SQL in the store, this proof's own from the CSVs."""
    held = {(one.indicator, one.category, one.lag): one for one in store.constants("2024", 2024).values() if not one.below}
    ordinary = ordinary_of(published, "2024")
    for name, kind, below in [("referrals", "rate", ""), ("child_protection_plans_at_31_march", "rate", ""),
                              ("child_protection_plans_reviewed_within_timescales", "share", "child_protection_plans_at_31_march_three_months_or_more")]:  # fmt: skip
        for lag in (0, 1, 3):
            middle, tau = ordinary.middle_and_spread(Series(kind, name, "", below), 2024, lag)
            one = held[name, "", lag]
            assert (one.theta, one.tau) == pytest.approx((middle, tau), rel=0.01, abs=0.001), (name, lag)
