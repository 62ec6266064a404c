"""The overview of an authority in one screen of 1280 x 800: title, tiles and messages end above its foot, and no word of a tile is cut."""

import duckdb
import pytest
from waiting import at_rest

from cin_narrative import api

YEAR, FOOT = 2024, 800
# the longest messages, the longest names, few figures: of all 165 areas of DfE's release of 2024, measured on 30 November 2026
WORST = ("Torbay", "North Northamptonshire", "Bournemouth, Christchurch and Poole", "Isles of Scilly", "City of London", "Rutland", "England")
ENDS = """() => Object.fromEntries(Object.entries({title: 'h1', tiles: '.cin-tiles', key: '.st-key-strip-key', messages: '.st-key-messages'})
    .map(([name, found]) => [name, document.querySelector(`[data-testid=stMain] ${found}`)?.getBoundingClientRect().bottom ?? 0]))"""
CUT = """() => [...document.querySelectorAll('.cin-picture svg text')].filter(own => {
    const [text, drawn] = [own.getBoundingClientRect(), own.ownerSVGElement.getBoundingClientRect()];
    return text.width && (text.left < drawn.left - 1 || text.right > drawn.right + 1 || text.bottom > drawn.bottom + 1);
}).map(own => own.textContent)"""


@pytest.fixture(scope="module")
def address(store_2024, tmp_path_factory, chromium, serve):
    folder = tmp_path_factory.mktemp("one-screen")
    with serve({"CIN_NARRATIVE_STORE": str(store_2024), "CIN_NARRATIVE_DRAFTS": str(folder)}) as url:
        yield url


def overflowing(tab, address, area: str) -> list[object]:
    """What of the overview of an area ends beneath the screen, and the words that are cut in a tile."""
    tab.goto(f"{address}/overview?area={area}&year={YEAR}")
    tab.get_by_role("heading", name="Across England").wait_for()
    ends = at_rest(tab, lambda: tab.evaluate(ENDS))
    assert min(ends["title"], ends["tiles"], ends["messages"]) > 0
    return [*((area, *one) for one in ends.items() if one[1] > FOOT), *((area, text) for text in tab.evaluate(CUT))]


@pytest.mark.browser
def test_the_overviews_with_the_most_to_say_are_one_screen(watched, address):
    tab = watched(address)
    assert [one for area in WORST for one in overflowing(tab, address, area)] == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_overview_of_every_area_is_one_screen(watched, address, store_2024):
    with duckdb.connect(store_2024, read_only=True) as store:
        codes = [code for (code,) in store.execute("select distinct area from observations where year = ?", [YEAR]).fetchall()]
    assert len(codes) > 160
    tab = watched(address)
    names = [str(api.areas().get(code, YEAR).short_name) for code in sorted(codes)]
    assert [one for area in names for one in overflowing(tab, address, area)] == []
