"""Every sentence of twenty difficult pages, read back from the English alone and held against DfE's files.

All of it, for every authority and year: ``benchmarks/prove_commentary.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from proof.cells import Published
from proof.check import Page, Tally
from proof.nouns import read_nouns
from proof.parse_back import Reader, Said, Unread
from proof.prove import Prover

from cin_narrative import api
from cin_narrative.store.store import Store
from cin_narrative.writing.style.page_check import check_page

PAGES = [
    ("City of London", 2024, "latest"),
    ("City of London", 2021, "latest"),
    ("Isles of Scilly", 2023, "latest"),
    ("Isles of Scilly", 2014, "latest"),
    ("Isles of Scilly", 2016, "latest"),  # of all that is shown no primary need is recorded
    ("Doncaster", 2022, "latest"),  # of the year before, a number beside a suppressed one
    ("Doncaster", 2021, "latest"),  # a share worked out from printed parts beside a suppressed rest
    ("Shropshire", 2021, "latest"),  # the third place is shared
    ("Knowsley", 2013, "latest"),  # the same rate as the year before
    ("Hackney", 2021, "latest"),  # made no return in 2021 and 2022
    ("Hackney", 2023, "latest"),
    ("Hampshire", 2023, "latest"),
    ("Hampshire", 2024, "latest"),  # unreliable
    ("Cumberland", 2024, "latest"),  # its first year
    ("Dorset", 2019, "latest"),  # another area under the same name
    ("Dorset", 2020, "latest"),
    ("Bournemouth, Christchurch and Poole", 2020, "latest"),
    ("Buckinghamshire", 2021, "latest"),  # its code alone changed
    ("Somerset", 2024, "latest"),
    ("Cornwall", 2014, "latest"),
    ("Durham", 2013, "latest"),
    ("Lewisham", 2024, "latest"),  # a published category beside a suppressed one
    ("Inner London", 2022, "latest"),
    ("England", 2013, "latest"),  # completed assessments are "x" in table a1
    ("England", 2024, "latest"),
    ("Derby", 2016, "first-published"),
    ("Cheshire West and Chester", 2013, "first-published"),
]


@pytest.fixture(scope="module")
def store(store_2024: Path) -> Store:
    return Store.open(store_2024)


@pytest.fixture(scope="module")
def prover(store: Store, published_data: Path) -> Prover:
    return Prover(Published(published_data, store.releases))


@pytest.mark.parametrize(("area", "year", "release"), PAGES)
def test_a_page_says_what_dfe_prints(store: Store, prover: Prover, area: str, year: int, release: str) -> None:
    page = api.summary(store, area, year, release)
    assert list(prover.faults(page)) == []
    assert prover.tally.numbers > 0


@pytest.mark.parametrize(("area", "year", "release"), PAGES)
def test_a_page_keeps_the_writing_rules(store: Store, area: str, year: int, release: str) -> None:
    assert [str(finding) for finding in check_page(api.summary(store, area, year, release))] == []


# ---- the proof would notice: a page that is changed in one place is found out

CHANGES = [
    ("2,265 [", "2,266 [", "printed 2,266"),
    ("was lower than the mean", "was higher than the mean", "said higher"),
    ("at 31 March 2024, a rate", "at 31 March 2023, a rate", "the words say 2023"),
    ("Derby had 4,165", "Leicester had 4,165", "the words say 'Leicester'"),
    ("children in need at 31 March 2024, a rate", "children in care at 31 March 2024, a rate", "nothing is called"),
    ("4,165 [", "4,165 section 47 enquiries rather than [", "not understood"),
    ("percentage points, from 20.9%", ", from 20.9%", "not understood"),
    ("its 10 statistical neighbours", "its 9 statistical neighbours", "neighbours"),
    ("the three most common", "the two most common", "are announced"),
    ("abuse or neglect (1,606", "family dysfunction (1,606", "the words say"),
    ("rose by 1.6", "fell by 1.6", "is no change of"),
    ("Derby had ", "About 7 in 10 is a lot. Derby had ", "not understood"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), CHANGES)
def test_a_page_changed_in_one_place_is_found_out(store: Store, prover: Prover, old: str, new: str, complaint: str) -> None:
    record = api.summary(store, "Derby", 2024).record()
    texts = [paragraph["text"] if paragraph["annex"] else "" for paragraph in record["paragraphs"]]
    place = next(index for index, text in enumerate(texts) if old in text)
    record["paragraphs"][place]["text"] = texts[place].replace(old, new, 1)
    found = [str(fault) for fault in Page(record, prover.published, prover.nouns, Tally()).check()]
    assert any(complaint in fault for fault in found), found


def test_a_sentence_is_read_back_to_indicator_area_period_and_value() -> None:
    reader = Reader(read_nouns(), "Derby", 2024)
    text = "Derby had 2,265 [1] children in need at 31 March 2024, a rate of 377.1 [2] per 10,000 children aged under 18 years."
    said, *_ = reader.page([("", text)])
    assert isinstance(said, Said)
    assert (said.mark, said.value, said.measure, said.area, said.year) == (1, 2265, "count", "Derby", 2024)
    assert ("children_in_need_at_31_march", "") in said.meanings


def test_a_sentence_that_nobody_taught_it_is_not_passed_over() -> None:
    claims = Reader(read_nouns(), "Derby", 2024).page([("", "Derby did well with 2,265 [1] children.")])
    assert [type(claim) for claim in claims] == [Unread]
