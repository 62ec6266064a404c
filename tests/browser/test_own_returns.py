"""An authority's own returns in a real browser: the rules of every view where the store holds some, in the internal view, and of two that stand
side by side.
"""

import shutil

import pytest
from clicks import out_of_view
from rules import keeps_every_rule
from waiting import settled, soon

from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.messages import message

pytestmark = pytest.mark.browser
STARTED = "<AssessmentActualStartDate>"


@pytest.fixture(scope="module")
def address(starter_store, tmp_path_factory, chromium, serve):
    """The page on a store with two submissions of one year, the first with an assessment that ends before it starts, and the year before."""
    folder = tmp_path_factory.mktemp("own-returns")
    store = shutil.copy(starter_store, folder / "store.duckdb")
    for name, scale, number in (("first", 0.05, 1), ("second", 0.04, 2)):
        (folder / name).mkdir()
        now, before = make_return(derby_totals().scaled(scale), "831", 2016, folder / name, load_catalogue(), number)
        text = now.read_text(encoding="utf-8")
        at = text.index(STARTED) + len(STARTED)
        now.write_text(f"{text[:at]}2099-01-01{text[at + 10 :]}", encoding="utf-8")
        load_return([now, before], store, load_catalogue(), load_areas(), label=f"the {name}")
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(folder / "drafts")}) as url:
        yield url


@pytest.fixture
def tab(watched, address):
    return watched(address)


def opened(tab, address, view, drawn):
    tab.goto(f"{address}/{view}?area=Derby&year=2016")
    tab.get_by_text(drawn).first.wait_for()
    settled(tab)


def turn_internal(tab, within) -> None:
    """Turn the internal view on, and wait until it says so."""
    within.get_by_text(message("screen.internal_switch")).first.click()
    within.get_by_text(message("screen.is_internal")).wait_for()
    settled(tab)


def chosen(tab, name: str, option: str) -> None:
    """Choose from a list by its name, once it has opened: what is drawn anew as it is clicked stays shut."""
    found = tab.get_by_role("option", name=option, exact=True)

    def opens() -> bool:
        if not found.is_visible():
            tab.get_by_role("combobox", name=name).first.click()
            settled(tab)
        return found.is_visible()

    assert soon(opens)
    found.click()
    settled(tab)


def internal_data(tab, address):
    """The view of the data in the internal view: a return with its quality list and how it stands to DfE's figures, the figures of one submission, and
    two side by side."""
    opened(tab, address, "data", message("screen.submissions"))
    held = tab.locator(".st-key-return-831-2016")
    turn_internal(tab, held)
    held.locator("summary", has_text=message("screen.beside_published")).wait_for()
    turn_internal(tab, tab.locator(".st-key-submissions-831"))
    chosen(tab, message("screen.figures_of_submission"), "2")
    tab.locator(".st-key-submissions-831 table").first.wait_for()
    chosen(tab, message("screen.earlier_submission"), "2")
    chosen(tab, message("screen.later_submission"), "4")
    tab.get_by_text("Figures that moved").wait_for()


def not_to_be_published(tab, address):
    """Two submissions side by side where that is not for publication: the line that says so."""
    opened(tab, address, "data", message("screen.submissions"))
    chosen(tab, message("screen.earlier_submission"), "2")
    chosen(tab, message("screen.later_submission"), "4")
    tab.get_by_text("internal view alone").wait_for()


def internal_report(tab, address):
    """The report in the internal view."""
    opened(tab, address, "report", "What to know")
    turn_internal(tab, tab)


def internal_answer(tab, address):
    """An answer in the internal view."""
    opened(tab, address, "ask", "Examples of questions")
    turn_internal(tab, tab)
    tab.get_by_test_id("stChatInput").get_by_role("textbox").fill("How did primary need break down in Derby in 2016?")
    tab.keyboard.press("Enter")
    tab.get_by_text("Internal: exact figures, not for publication.").first.wait_for()


@pytest.mark.parametrize("state", [internal_data, *(pytest.param(one, marks=pytest.mark.slow) for one in (not_to_be_published, internal_report, internal_answer))])
def test_every_rule_holds_where_the_store_has_own_returns(tab, address, axe, state):
    state(tab, address)
    keeps_every_rule(tab, address, axe)


def test_what_a_click_changes_in_the_data_of_own_returns_is_in_view(tab, address):
    opened(tab, address, "data", message("screen.submissions"))
    assert list(out_of_view(tab)) == []
    assert len(tab.pressed) > 8
