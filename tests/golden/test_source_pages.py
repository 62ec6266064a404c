"""Both council pages, figure by figure: what the page prints beside what we say.

Each row holds the page's own words, the figure it prints, the words in which our summary gives it, and, where the page
is wrong, why. Read it as prose: it is the project's reason for being. The releases are those of the time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cin_narrative import summary
from cin_narrative.api import figures
from cin_narrative.store.store import Store

RIGHT = "the page is right"

DERBY = [
    ("Derby had 2,342 children in need at 31st March 2016", "2,342", "Derby had 2,342 children in need at 31 March 2016", RIGHT),
    ("a rate of 397.9 per 10,000", "397.9", "a rate of 397.9 per 10,000 children aged under 18 years", RIGHT),
    ("higher than the ... national average (337.7)", "337.7", "higher than England (337.7)", RIGHT),
    ("a reduction of 102 cases", "102", "The number of children in need fell by 102 (4.2%), from 2,444 at 31 March 2015", RIGHT),
    ("27.4% of open cases ... open for less than 3 month", "27.4", "27.4% of children in need at 31 March 2016 had been in need for "
     "3 months or less", "the band is 3 months or less"),
    ("national (25.6%) average", "25.6", "England (25.6%)", RIGHT),
    ("72.1% ... due to CN1 (1,688 out of 2,342)", "72.1", "abuse or neglect (1,688, 72.1%)", RIGHT),
    ("10.9% were open due to CN2", "10.9", "the child's disability or illness (257, 11.0%)", "257 of 2,342 is 11.0%"),
    ("9.3% were open due to CN3", "9.3", "a parent's disability or illness (217, 9.3%)", RIGHT),
    ("3,582 children in need referrals during 2015-16", "3,582", "Derby had 3,582 referrals in the year ending 31 March 2016", RIGHT),
    ("an increase of 381 referrals", "381", "The number of referrals rose by 381 (11.9%), from 3,201", RIGHT),
    ("Derby's rate of referral for 2015-16 is 608.6", "608.6", "3,582 referrals in the year ending 31 March 2016, a rate of 608.6", RIGHT),
    ("above the 2015-16 national rate of 532.2", "532.2", "England (532.2)", RIGHT),
    ("in 2014-15, when the rate was 548.6", "548.6", "Over the same period the rate rose by 60.0 (10.9%), from 548.6 to 608.6", RIGHT),
    ("13.2% ... had a disability recorded (308 children from 2,342)", "13.2", "13.2% of children in need at 31 March 2016 had a "
     "disability recorded (308 of 2,342)", RIGHT),
    ("a slight increase from the previous year where 12.6%", "12.6", "little changed: 13.4% at 31 March 2015 and 13.2% at 31 March "
     "2016, down 0.2 percentage points", "327 of 2,444 is 13.4%, so the share fell; 12.6% is this year's 308 over last year's 2,444"),
    ("2,882 Single Assessments were completed", "2,882", "Derby had 2,882 completed assessments", RIGHT),
    ("75.6% ... within 45 working days", "75.6", "75.6% of completed assessments in the year ending 31 March 2016 were completed "
     "within 45 working days (2,178 of 2,882)", RIGHT),
    ("Domestic Violence ... in 67% of all assessments", "67", "domestic abuse (1,805, 69.6%)",
     "the sum over child, parent and other person counts episodes twice; DfE's own count of any of them is 1,805 of 2,592"),
    ("47.1% ... Mental Illness", "47.1", "mental health (1,267, 48.9%)", "the same sum; DfE counts 1,267 of 2,592"),
    ("27.9% of all factors were attributed to alcohol misuse", "27.9", "alcohol misuse (768, 29.6%)", "the same sum, and not of factors"),
]  # fmt: skip

DERBY_BY_PERSON = [
    ("against the child (547, 18.9%)", "18.9", "domestic abuse of the child (19.0%)", "547 of 2,882 is 19.0%"),
    ("the parent/carer (1,192 cases, 41.4%)", "41.4", "domestic abuse of a parent or carer (41.4%)", RIGHT),
    ("another person (203 cases, 7.0%)", "7.0", "domestic abuse of another person in the household (7.0%)", RIGHT),
    ("identified as the child (381 cases, 13.2%)", "13.2", "the child's mental health (13.2%)", RIGHT),
    ("the parent/carer (850 cases, 29.5%)", "29.5", "the mental health of a parent or carer (29.5%)", RIGHT),
    ("another person (126 cases, 4.4%)", "4.4", "the mental health of another person in the household (4.4%)", RIGHT),
    ("alcohol misuse - child (76 cases, 2.6%)", "2.6", "alcohol misuse by the child (2.6%)", RIGHT),
    ("the parent/carer (636 cases, 22.1%)", "22.1", "alcohol misuse by a parent or carer (22.1%)", RIGHT),
    ("another person (92 cases, 3.2%)", "3.2", "alcohol misuse by another person in the household (3.2%)", RIGHT),
    ("drug misuse - child (153 cases, 5.3%)", "5.3", "drug misuse by the child (5.3%)", RIGHT),
    ("the parent/carer (508 cases, 17.6%)", "17.6", "drug misuse by a parent or carer (17.6%)", RIGHT),
    ("another person (138 cases, 4.8%)", "4.8", "drug misuse by another person in the household (4.8%)", RIGHT),
]  # fmt: skip

DRUG_MISUSE = (
    "27.7% of all factors were attributed to drug misuse",
    "27.7",
    "28.9%",
    "the same sum, and not of factors; DfE counts 749 of 2,592",
)
COMPARATORS = [  # the page does not name its comparators; ours are DfE's statistical neighbours, and are said to be
    ("comparator average (385.3)", "385.3", "lower than the mean of its 10 statistical neighbours (418.7, 2025 model)", "children_in_need_at_31_march", "rate", ""),
    ("the comparator (27.8%) average", "27.8", "higher than the mean of its 10 statistical neighbours (25.4%)",
     "children_in_need_by_duration_open", "percentage", "3_months_or_less"),
    ("comparator authority average rate of 671.5", "671.5", "lower than the mean of its 10 statistical neighbours (699.4)", "referrals", "rate", ""),
]  # fmt: skip

CHESHIRE_WEST = [
    ("1,939 children in need in Cheshire West and Chester", "1,939", "Cheshire West and Chester had 1,939 children in need at 31 March 2013", RIGHT),
    ("a rate of 293.90 per 10,000", "293.90", "a rate of 293.9 per 10,000 children aged under 18 years", "rates have one decimal"),
    ("an increase from the 2012 rate of 270", "270", "the rate rose by 23.9 (8.9%), from 270.0 to 293.9", RIGHT),
    ("The main factors ... abuse or neglect", "", "were abuse or neglect (1,047, 54.0%); family dysfunction (408, 21.0%); and the child's "
     "disability or illness (236, 12.2%)", "these are primary needs; factors were not collected in 2013"),
    ("313 children in need had a disability, a rate of 16.1 per 10,000", "16.1", "16.1% of children in need at 31 March 2013 had a "
     "disability recorded (313 of 1,939)", "16.1 is a per cent of children in need, not a rate per 10,000"),
    ("48% ... learning difficulties", "48", "learning (48.2%)", RIGHT),
    ("29% with Autism or Asperger's Syndrome", "29", "autism (29.4%)", RIGHT),
    ("21% had communication issues", "21", "communication (21.1%)", RIGHT),
    ("36.5% of children in need had been an open case for two years or over", "36.5", "Of the same 1,939 children in need, 36.5% had "
     "been in need for 2 years or more (707)", RIGHT),
    ("1,907 children ceased to be in need", "1,907", "There were also 1,907 episodes of need that ended",
     "episodes ended: one child can have several"),
    ("In 85% ... no longer in need", "85", "any other reason, including no longer being in need (1,628, 85.4%)", RIGHT),
    ("54% had been an open case for three months or less", "54", "Of the same 1,907 episodes of need that ended, 54.3% had lasted "
     "3 months or less (1,035)", RIGHT),
]  # fmt: skip


def _text(path: Path, area: str, year: int) -> str:
    with Store.open(path) as store:
        return "\n".join(paragraph.plain for paragraph in summary(store, area, year, release="first-published").paragraphs)


@pytest.fixture(scope="module")
def derby(starter_store: Path) -> str:
    return _text(starter_store, "Derby", 2016)


@pytest.fixture(scope="module")
def cheshire_west(starter_store: Path) -> str:
    return _text(starter_store, "Cheshire West and Chester", 2013)


@pytest.fixture(scope="module")
def derby_from_files(store_2024: Path) -> str:
    return _text(store_2024, "Derby", 2016)


@pytest.fixture(scope="module")
def cheshire_west_from_files(store_2024: Path) -> str:
    return _text(store_2024, "Cheshire West and Chester", 2013)


@pytest.mark.parametrize(("page", "printed", "ours", "why"), [*DERBY, *DERBY_BY_PERSON], ids=lambda value: value[:40])
def test_derby_2016_on_starter_data_says_what_the_page_should_have_said(derby: str, page: str, printed: str, ours: str, why: str) -> None:
    assert ours in derby, f"{page!r} ({why})"


@pytest.mark.parametrize(("page", "printed", "ours", "why"), CHESHIRE_WEST, ids=lambda value: value[:40])
def test_cheshire_west_and_chester_2013_on_starter_data(cheshire_west: str, page: str, printed: str, ours: str, why: str) -> None:
    assert ours in cheshire_west, f"{page!r} ({why})"


def test_what_a_page_got_wrong_is_nowhere_in_ours(derby: str, cheshire_west: str) -> None:
    for wrong in ("18.9%", "(257, 10.9%)", "12.6%", "67.0%", "47.1%", "27.9%", "27.7%"):
        assert wrong not in derby
    assert "16.1 per" not in cheshire_west


@pytest.mark.parametrize(("page", "printed", "ours", "why"), DERBY, ids=lambda value: value[:40])
def test_derby_2016_from_dfes_own_files_gives_the_same(derby_from_files: str, page: str, printed: str, ours: str, why: str) -> None:
    assert ours.replace("higher than England", "England") in derby_from_files, f"{page!r} ({why})"


@pytest.mark.parametrize(("page", "printed", "ours", "why"), CHESHIRE_WEST, ids=lambda value: value[:40])
def test_cheshire_west_and_chester_2013_from_dfes_own_files(
    cheshire_west_from_files: str, page: str, printed: str, ours: str, why: str
) -> None:
    assert ours in cheshire_west_from_files, f"{page!r} ({why})"


def test_the_sum_for_drug_misuse_is_nowhere_and_dfes_own_count_is_held(starter_store: Path, derby: str) -> None:
    _, printed, ours, _ = DRUG_MISUSE
    with Store.open(starter_store) as store:
        held = [f for f in figures(store, "assessment_factors_any_person", "Derby", 2016, "first-published")
                if f.category and f.category.id == "drug_misuse"]  # fmt: skip
    assert [figure.shown for figure in held] == ["749", ours]
    assert f"{printed}%" not in derby


@pytest.mark.parametrize(("page", "printed", "ours", "indicator", "measure", "category"), COMPARATORS, ids=lambda value: str(value)[:30])
def test_the_pages_comparator_averages_are_held_as_the_pages_and_ours_are_named(
    starter_store: Path, derby: str, derby_from_files: str, page: str, printed: str, ours: str, indicator: str, measure: str, category: str
) -> None:
    with Store.open(starter_store) as store:
        (held,) = store.observations("neighbours/831", 2016, indicator)[measure, category]
    assert (held.release, str(held.value)) == ("page/Derby", printed) and page in (held.citation or "")
    assert printed not in derby  # nobody can check whose mean it is
    assert ours in derby_from_files
