"""Whole yearly pages, their main part, as they are: read them as the director of that place would, and mend what makes you wince.

Written anew with ``python tests/golden/test_pages.py`` (DfE's files beside the checkout): the difference is what to read.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cin_narrative import api
from cin_narrative.store.store import Store

PAGES = Path(__file__).parent / "pages"
PLACES = ("Derby", "Rutland", "Leeds", "City of London", "Westmorland and Furness", "Hampshire")


def written(store: Store, place: str) -> str:
    """The main part up to the list of marks: what a reader reads."""
    page = api.page(api.summary(store, place, 2024, annex=False), draws=False)
    from cin_narrative.export.text import markdown

    return markdown(page).partition(f"\n## {page.marks_heading}\n")[0]


def name_of(place: str) -> Path:
    return PAGES / f"{place.lower().replace(' ', '-')}.md"


@pytest.mark.parametrize("place", PLACES)
def test_the_page_reads_as_it_was_reviewed(store_2024: Path, place: str) -> None:
    with Store.open(store_2024) as store:
        assert written(store, place) == name_of(place).read_text(encoding="utf-8")


@pytest.mark.parametrize(("place", "year", "said"), [
    ("Derby", 2016, ["Derby had 2,342", "397.9 per 10,000", "| 3,582 |", "608.6", "13.2%", "72.1%"]),
    ("Cheshire West and Chester", 2013, ["Cheshire West and Chester had 1,939", "293.9 per 10,000", "16.1%", "54.0%"]),
])  # fmt: skip
def test_the_headline_figures_of_both_source_pages_stand_in_the_main_part(starter_store: Path, place: str, year: int, said: list[str]) -> None:
    with Store.open(starter_store) as store:
        page = api.page(api.summary(store, place, year, "first-published", annex=False), draws=False)
        from cin_narrative.export.text import markdown

        text = markdown(page)
    assert [one for one in said if one not in text] == []


if __name__ == "__main__":
    with api.open_store(sys.argv[1] if len(sys.argv) > 1 else None) as opened:
        for one in PLACES:
            name_of(one).write_text(written(opened, one), encoding="utf-8")
