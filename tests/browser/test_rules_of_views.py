"""The rules of every view, in a real browser, on each view and in every state that it can be in."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from rules import asks_nobody_else, is_calm, keeps_every_rule, spills_nowhere
from views import VIEWS, opened
from waiting import settled

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_calm_asks_nobody_else_and_has_no_error(tab, address, view):
    is_calm(opened(tab, address, view))
    asks_nobody_else(tab, address)


@pytest.mark.parametrize("view", VIEWS)
def test_every_rule_holds_on_every_view(tab, address, view, axe):
    keeps_every_rule(opened(tab, address, view), address, axe)


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_that_is_opened_on_a_phone_spills_nowhere(tab, address, view):
    tab.set_viewport_size({"width": 390, "height": 800})
    spills_nowhere(opened(tab, address, view))


# The most words of all pages that the starter figures and DfE's release of 2024 make, of 398 and 1,967, counted on 30 November 2026
WORDIEST = {
    "starter": (("overview", "Derby", 2022), ("report", "Cheshire West and Chester", 2016), ("report", "Derby", 2016)),
    "2024": (
        ("overview", "East Riding of Yorkshire", 2022), ("overview", "Kingston upon Hull", 2015), ("report", "Southampton", 2019),
        ("report", "Southampton", 2023), ("report", "Brighton and Hove", 2022),
    ),
}


@pytest.mark.parametrize("store", WORDIEST)
def test_the_pages_with_the_most_words_are_calm(watched, serve, request, tmp_path, store):
    path = request.getfixturevalue({"starter": "starter_store", "2024": "store_2024"}[store])
    with serve({"CIN_NARRATIVE_STORE": str(path), "CIN_NARRATIVE_DRAFTS": str(tmp_path)}) as url:
        tab = watched(url)
        for view, area, year in WORDIEST[store]:
            tab.goto(f"{url}/{view}?area={area}&year={year}")
            tab.get_by_text("What to know").first.wait_for()
            is_calm(tab)


def answered(tab, address):
    """Questions answered, one by the nearest that is held, one by a choice; the newest in view."""
    opened(tab, address, "ask")
    for question in ("How many children in need did we have?", "How many were on a plan in May 2016?", "How many left?", "And the year before?"):
        tab.get_by_test_id("stChatInput").get_by_role("textbox").fill(question)
        tab.keyboard.press("Enter")
        tab.get_by_role("heading", name=question).wait_for()
        settled(tab)


def edited(tab, address):
    """A text of a draft in its box, a figure of it open."""
    opened(tab, address, "drafts")
    tab.get_by_role("button", name="Edit", exact=False).first.click()
    tab.locator(".cin-box .cin-token").first.click()
    tab.get_by_role("group", name="Figure").wait_for()


def looked_at(tab, address):
    """A return that was dropped, and what a load of it would come to."""
    returns = make_return(derby_totals().scaled(0.02), "831", 2016, Path(mkdtemp()), load_catalogue())
    opened(tab, address, "data")
    tab.locator("input[type=file]").set_input_files(returns)
    tab.get_by_role("button", name="Load these files").wait_for()


def refused(tab, address):
    """A file that is none of ours."""
    opened(tab, address, "data")
    tab.locator("input[type=file]").set_input_files([{"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}])
    tab.get_by_text("Nothing was recognised").first.wait_for()


def first_visit(tab, address):
    """The page of somebody who has never been here."""
    tab.goto(address)
    tab.get_by_role("heading", name="Which local authority?").wait_for()


def nowhere(tab, address):
    """An address of an authority that is not held."""
    tab.goto(f"{address}/report?area=Blackpool&year=2020")
    tab.get_by_role("button", name="England").wait_for()


def receipt(tab, address):
    """A figure of the report whose receipt is open."""
    opened(tab, address, "report")
    tab.locator(".cin-text .cin-figure").first.click()
    tab.get_by_role("group", name="Receipt for figure").wait_for()


def tile(tab, address):
    """A tile of the overview whose receipts are open."""
    opened(tab, address, "overview", "&since=2016")
    tab.locator("button.cin-tile").first.click()
    tab.get_by_role("group", name="Receipt for figure").wait_for()


def sources(tab, address):
    """The report with the numbers of its sources."""
    opened(tab, address, "report")
    tab.get_by_text("Show sources", exact=True).click()
    tab.locator(".cin-mark").first.wait_for()


def exporting(tab, address):
    """The menu of exports, open."""
    opened(tab, address, "report")
    tab.get_by_role("button", name="Export").click()
    tab.get_by_role("button", name="Plain text").wait_for()


def signing(tab, address):
    """The form that signs a draft, open."""
    opened(tab, address, "drafts")
    tab.get_by_role("button", name="Sign", exact=True).click()
    tab.get_by_test_id("stPopoverBody").wait_for()


def away(tab, address):
    """The page asked for from another machine, without a sign-in."""
    tab.goto(f"{address}/report")
    tab.get_by_text("This page is served to the machine it runs on").wait_for()


STATES = [answered, edited, looked_at, first_visit, nowhere, receipt, sources, signing, away]
SELDOM = [refused, tile, exporting]  # what others are like: looked at by .ci/slow


@pytest.mark.parametrize("state", [*STATES, *(pytest.param(one, marks=pytest.mark.slow) for one in SELDOM)])
def test_every_rule_holds_in_every_state_of_a_view(watched, address, state, axe):
    asked = address.replace("127.0.0.1", "council.test") if state is away else address
    tab = watched(asked)
    state(tab, asked)
    keeps_every_rule(tab, asked, axe)


def test_every_rule_holds_where_there_is_no_store(watched, serve, tmp_path, axe):
    with serve({"CIN_NARRATIVE_STORE": str(tmp_path / "gone.duckdb"), "CIN_NARRATIVE_DRAFTS": str(tmp_path / "drafts")}) as url:
        tab = watched(url)
        tab.goto(f"{url}/overview?area=Derby")
        tab.get_by_role("button", name="starter", exact=False).wait_for()
        keeps_every_rule(tab, url, axe)
