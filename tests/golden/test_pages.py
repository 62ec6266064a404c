"""Whole yearly pages as they are: read them as the director of that place would, and mend what makes you wince.

Six places in two years of DfE's 2024 release, their main part; the brief of three; an annex with nearly everything and one with much hidden; and,
from the starter data that every machine has, both places that the project was asked to be able to write, whole, and the levels above them.
Written anew with ``python tests/golden/test_pages.py`` (DfE's files beside the checkout): the difference is what to read.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from cin_narrative import api
from cin_narrative.export.text import markdown
from cin_narrative.report.summary import Form
from cin_narrative.store.store import Store

PAGES = Path(__file__).parent / "pages"
PLACES = ("Derby", "Rutland", "Leeds", "City of London", "Hampshire")
MAIN, BRIEF, WHOLE = "", "brief", "whole"


class Golden(NamedTuple):
    """One page that is kept: whose, of which year, how much of it, and from which release."""

    place: str
    year: int
    extent: str = MAIN
    release: str = "latest"

    @property
    def file(self) -> Path:
        words = [*self.place.lower().split(), str(self.year), *filter(None, [self.extent])]
        return PAGES / f"{'-'.join(words)}.md"

    def written(self, store: Store) -> str:
        """What a reader reads: the page up to its list of marks."""
        form = Form.BRIEF if self.extent == BRIEF else Form.LONG
        made = api.summary(store, self.place, self.year, self.release, form=form, annex=self.extent == WHOLE)
        page = api.page(made, draws=False)
        return markdown(page).partition(f"\n## {page.marks_heading}\n")[0]


RELEASED = [
    *(Golden(place, year) for place in PLACES for year in (2023, 2024)),
    Golden("Cumbria", 2023), Golden("Westmorland and Furness", 2024),  # one was part of the other
    *(Golden(place, 2024, BRIEF) for place in ("Derby", "City of London", "Westmorland and Furness")),
    *(Golden(place, 2024, WHOLE) for place in ("Leeds", "City of London")),
]  # fmt: skip
STARTER = [
    Golden("Derby", 2016, WHOLE, "first-published"), Golden("Cheshire West and Chester", 2013, WHOLE, "first-published"),
    Golden("Derby", 2016, BRIEF), Golden("East Midlands", 2016), Golden("England", 2016),
]  # fmt: skip


def file_name(golden: Golden) -> str:
    return golden.file.stem


@pytest.fixture(scope="module")
def released(store_2024: Path):
    with Store.open(store_2024) as store:
        yield store


@pytest.fixture(scope="module")
def starter(starter_store: Path):
    with Store.open(starter_store) as store:
        yield store


@pytest.mark.parametrize("golden", RELEASED, ids=file_name)
def test_a_page_of_a_release_reads_as_it_was_reviewed(released: Store, golden: Golden) -> None:
    assert golden.written(released) == golden.file.read_text(encoding="utf-8"), "read it, then: python tests/golden/test_pages.py"


@pytest.mark.parametrize("golden", STARTER, ids=file_name)
def test_a_page_of_the_starter_data_reads_as_it_was_reviewed(starter: Store, golden: Golden) -> None:
    assert golden.written(starter) == golden.file.read_text(encoding="utf-8"), "read it, then: python tests/golden/test_pages.py"


def test_no_page_is_kept_that_nothing_writes() -> None:
    kept = {path.name for path in PAGES.glob("*.md")} - {"answers.md"}
    assert kept == {golden.file.name for golden in (*RELEASED, *STARTER)}


@pytest.mark.parametrize(("place", "year", "said"), [
    ("Derby", 2016, ["Derby had 2,342", "397.9 per 10,000", "| 3,582 |", "608.6", "13.2%", "72.1%"]),
    ("Cheshire West and Chester", 2013, ["Cheshire West and Chester had 1,939", "293.9 per 10,000", "16.1%", "54.0%"]),
])  # fmt: skip
def test_the_headline_figures_of_both_source_pages_stand_in_the_main_part(starter: Store, place: str, year: int, said: list[str]) -> None:
    text = markdown(api.page(api.summary(starter, place, year, "first-published", annex=False), draws=False))
    assert [one for one in said if one not in text] == []


def write(folder: Path) -> None:
    """Write every page anew, from stores made in ``folder`` as the fixtures of the tests make them; without DfE's files those of the
    starter data alone."""
    from conftest import DATA, RELEASES

    from cin_narrative.load.published.release import load_published
    from cin_narrative.load.starter import build_starter

    known = api.catalogue(), api.areas()
    build_starter(folder / "starter.duckdb", *known)
    written = [("starter", STARTER)]
    if all((DATA / name).is_dir() for name in RELEASES):
        for name in RELEASES:
            load_published([DATA / name], folder / "releases.duckdb", *known)
        written.append(("releases", RELEASED))
    else:
        print("The pages of DfE's releases are left as they are: the files are not here.")
    for name, goldens in written:
        with Store.open(folder / f"{name}.duckdb") as opened:
            for one in goldens:
                one.file.write_text(one.written(opened), encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(PAGES.parents[1]))
    with tempfile.TemporaryDirectory() as made:
        write(Path(made))
