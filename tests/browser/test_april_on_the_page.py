"""The main path of an April in a real browser: an export that is refused, its findings, two submissions, what moved, DfE's figures, a signature."""

import re
import shutil
from pathlib import Path

import pytest
from waiting import at_rest, settled

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

pytestmark = pytest.mark.browser
WAIT = 90_000


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> dict[str, Path]:
    """The first export, what is left when its blocking fault is mended, the return without either, and that of the year before."""
    folder = tmp_path_factory.mktemp("april")
    now, before = make_return(derby_totals().scaled(0.05), "831", 2016, folder, load_catalogue())
    whole = now.read_text(encoding="utf-8")
    worse = whole.replace("<Ethnicity>WBRI<", "<Ethnicity>WHIT<", 1)
    texts = {"export": re.sub("<LAchildID>.*?</LAchildID>", "", worse, count=1), "week 1": worse, "week 2": whole}
    assert len({*texts.values()}) == 3
    for name, text in texts.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return {**{name: folder / f"{name}.xml" for name in texts}, "before": before}


@pytest.fixture
def tab(starter_store, tmp_path, chromium, serve):
    store = tmp_path / "store.duckdb"
    shutil.copy(starter_store, store)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(tmp_path / "drafts")}) as url:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        tab = context.new_page()
        tab.set_default_timeout(WAIT)
        tab.goto(f"{url}/data?area=Derby")
        tab.get_by_text("Drop the ZIP").wait_for()
        yield tab
        context.close()


def drop(tab, *files: Path) -> None:
    tab.locator("input[type=file]").first.set_input_files(files)


def load(tab, label: str, *files: Path) -> None:
    drop(tab, *files)
    box = tab.get_by_label(re.compile("What to call this submission"))
    box.fill(label)
    box.press("Enter")
    settled(tab)
    tab.get_by_role("button", name="Load these files").click()
    tab.get_by_text(re.compile("are in the store|is in the store")).first.wait_for()
    settled(tab)


def choose(tab, label: str, number: int) -> None:
    tab.get_by_role("combobox", name=re.compile(label)).click()
    tab.get_by_role("option", name=str(number), exact=True).click()
    settled(tab)


def test_from_a_refused_export_to_a_signed_summary(tab, returns):
    # The first export is refused for what blocks it; all else that is wrong with it stands beneath.
    drop(tab, returns["export"])
    tab.get_by_text("DfE's rule 8500").first.wait_for()
    tab.get_by_text(re.compile("What was found")).first.click()
    tab.get_by_text("DfE's rule 4220").first.wait_for()
    assert at_rest(tab, lambda: tab.get_by_role("button", name="Load these files").count()) == 0

    # Two submissions: a record mended before each, the year before beside the second.
    load(tab, "week 1", returns["week 1"])
    load(tab, "week 2", returns["week 2"], returns["before"])
    held = tab.locator(".st-key-submissions-831")
    held.get_by_text("week 2").first.wait_for()

    # What the second settled and moved, with its numbers once the internal view is chosen.
    held.get_by_text("Internal view").first.click()
    held.get_by_text("It has no copy buttons").wait_for()
    settled(tab)
    choose(tab, "The earlier of two", 1)
    choose(tab, "The later of the two", 3)  # the second is that of the year before
    held.get_by_text(re.compile(r"Findings settled: \d+")).first.wait_for()
    held.get_by_text(re.compile("settled: .*DfE's rule 4220")).first.wait_for()

    # Beside DfE's figures, each difference with its reasons; a draft of the return, signed.
    own = tab.locator(".st-key-return-831-2016")
    own.get_by_text("Beside the Department for Education's figures").click()
    own.get_by_text("differ").first.wait_for()
    tab.get_by_role("link", name="Read the report of Derby 2016").click()
    tab.get_by_role("heading", name="Children in need in Derby, 2015 to 2016").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Start a draft").click()
    tab.get_by_role("link", name="Open the draft").click()
    bar = tab.locator(".st-key-draft-status")
    bar.get_by_role("button", name="Sign", exact=True).click()
    form = tab.get_by_test_id("stPopoverBody")
    form.get_by_label("Your name").fill("A. Director")
    sign = form.get_by_role("button", name="Sign", exact=True)
    sign.click()
    form.get_by_role("button", name="Remove the empty sections").click()
    bar.get_by_text("Empty sections: 0").wait_for()
    settled(tab)
    sign.click()
    bar.get_by_text(re.compile(r"Signed: (\d+) of \1 parts")).wait_for()
