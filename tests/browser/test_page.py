"""The page in a real browser, on starter data: what can only be seen, clicked, copied and downloaded there."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from waiting import at_rest, settled, soon

from cin_narrative.messages import message

pytestmark = pytest.mark.browser
WAIT = 30_000


@pytest.fixture(scope="module")
def address(starter_store, tmp_path_factory, chromium, serve):
    store = tmp_path_factory.mktemp("page") / "store.duckdb"
    shutil.copy(starter_store, store)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(store.with_name("drafts")), "CIN_NARRATIVE_OPEN_TO": "council.test"}) as url:
        yield url


@pytest.fixture(scope="module")
def reader(chromium, address):
    """One reader's browser for all tests, which keeps the page's scripts as browsers do; each test has a tab of its own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield context
    context.close()


@pytest.fixture
def tab(reader):
    page = reader.new_page()
    page.set_default_timeout(WAIT)
    page.faults = []
    page.asked = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert page.faults == []
    page.close()


def summary(tab, address, link="/report?area=Derby&year=2016"):
    tab.goto(address + link)
    tab.locator("summary", has_text=message("screen.every_sentence")).wait_for()
    settled(tab)
    tab.locator("summary", has_text=message("screen.every_sentence")).click()  # what is looked up and copied is folded
    tab.get_by_text("children in need at 31 March 2016, a rate of").first.wait_for()
    settled(tab)
    return tab


def first_paragraph(tab):
    return tab.locator(".cin-paragraph", has_text="children in need at 31 March 2016, a rate of").first


def chart_in_sight(tab):
    """The chart of the trend, which the browser draws only once the reader has come to it."""
    tab.get_by_role("button", name="Download this table").scroll_into_view_if_needed()
    tab.get_by_role("combobox", name="Figure to show").scroll_into_view_if_needed()
    chart = tab.locator("[role=graphics-document]:not([aria-label^='Dot plot']):not([aria-label^='Bar chart'])").first
    chart.locator("svg, canvas").first.wait_for()
    return chart


def test_a_mark_opens_its_receipt_and_escape_gives_the_keyboard_back(tab, address):
    block = first_paragraph(summary(tab, address))
    mark = block.locator(".cin-figure").first
    mark.focus()
    tab.keyboard.press("Enter")
    receipt = block.get_by_role("group")
    assert soon(lambda: mark.get_attribute("aria-expanded") == "true")
    receipt.get_by_text("31 March 2016", exact=True).wait_for()
    receipt.get_by_text("Definition").wait_for()
    tab.keyboard.press("Escape")
    assert soon(lambda: receipt.count() == 0)
    assert soon(lambda: mark.get_attribute("aria-expanded") == "false")
    assert soon(lambda: mark.evaluate("element => element === document.activeElement"))


def test_a_receipt_leads_on_to_the_figures_beneath_it(tab, address):
    block = first_paragraph(summary(tab, address))
    block.locator(".cin-figure").nth(2).click()
    receipt = block.get_by_role("group")
    receipt.get_by_text("Worked out from").wait_for()
    before = receipt.get_attribute("aria-label")
    receipt.locator(".cin-mark").first.click()
    assert soon(lambda: block.get_by_role("group").get_attribute("aria-label") != before)


def test_a_paragraph_is_copied_with_its_sources_and_says_so(tab, address):
    block = first_paragraph(summary(tab, address))
    block.get_by_role("button", name="Copy paragraph").click()
    block.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Derby had 2,342 [")
    assert "Children in need at 31 March: count, Derby, 31 March 2016: 2,342." in copied


def test_a_section_is_copied_as_rich_text_too_and_a_mark_of_the_table_opens_its_receipt(tab, address):
    summary(tab, address).get_by_role("button", name="Copy this section: What to know").click()
    tab.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    copied = tab.evaluate("async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()")
    assert "<h3>What to know</h3>" in copied
    assert "<sup>[1]</sup>" in copied
    block = tab.locator(".cin-table").first
    block.locator(".cin-figure").first.click()
    block.get_by_role("group").get_by_text("Definition").first.wait_for()


def test_a_draft_is_started_edited_and_taken_as_word(tab, address):
    summary(tab, address).get_by_role("button", name="Start a draft").click()
    tab.get_by_role("link", name="Open the draft").wait_for()
    settled(tab)
    tab.get_by_role("link", name="Open the draft").click()
    tab.get_by_role("button", name="Edit Local context").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Edit Local context").click()
    box = tab.get_by_role("textbox", name="What a reader should know")
    box.fill("Derby had 2,442 children in need at 31 March 2016.")
    tab.keyboard.press("Control+Enter")
    tab.locator("[class*=findings]").get_by_text("Disagrees:", exact=True).wait_for()
    tab.get_by_role("button", name="Save", exact=True).click()
    box.wait_for(state="detached")
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Word document").click()
    assert got.value.suggested_filename == "derby-2016.docx"
    assert Path(got.value.path()).read_bytes().startswith(b"PK")


def test_copying_works_on_a_plain_intranet_name_too(chromium, address):
    context = chromium.new_context()
    tab = context.new_page()
    tab.set_default_timeout(WAIT)
    block = first_paragraph(summary(tab, address.replace("127.0.0.1", "council.test")))
    assert at_rest(tab, lambda: tab.evaluate("window.isSecureContext")) is False
    block.get_by_role("button", name="Copy paragraph").click()
    block.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    context.close()


def test_a_new_choice_changes_the_text_and_the_address(tab, address):
    summary(tab, address)
    tab.get_by_role("combobox", name="Year").click()
    tab.get_by_role("option", name="2020", exact=True).click()
    tab.get_by_role("heading", name="Children in need in Derby, 2019 to 2020").wait_for()
    tab.wait_for_url("**year=2020**")
    assert "area=Derby" in tab.url


def test_a_link_is_understood_as_people_write_it(tab, address):
    summary(tab, address, "/report?area=derby city council&year=2016&release=first-published")
    tab.get_by_text("397.9").first.wait_for()


def test_the_chart_has_a_name_and_its_table_can_be_had_as_csv(tab, address):
    summary(tab, address)
    chart = chart_in_sight(tab)
    assert soon(lambda: "the rate of children in need" in chart.get_attribute("aria-label").lower())
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Download this table").click()
    lines = Path(got.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("mark,indicator,measure,area_code,area,year")
    assert got.value.suggested_filename.endswith(".csv")


def test_questions_are_asked_by_keyboard_and_the_view_is_a_link_away(tab, address):
    summary(tab, address)
    tab.get_by_role("link", name="Ask").first.click()
    tab.get_by_text("Examples of questions").wait_for()
    settled(tab)
    box = tab.get_by_test_id("stChatInput").get_by_role("textbox")
    box.fill("How many children in need did we have at 31 March 2016?")
    tab.keyboard.press("Enter")
    tab.get_by_text("Derby had 2,342").first.wait_for()
    assert "/ask" in tab.url


def test_every_control_has_a_name_headings_are_in_order_and_no_other_host_is_asked(tab, address):
    views = (("/report?area=Derby", "Children in need in Derby", "Data loaded"), ("/ask", "Ask a question", "What is a section 47 enquiry?"),
             ("/indicators", "Indicators", "Population"))  # fmt: skip
    for link, heading, drawn in views:
        tab.goto(address + link)
        tab.get_by_role("heading", level=1, name=heading).wait_for()
        tab.get_by_text(drawn, exact=True).first.wait_for()
        settled(tab)
        for folded in tab.locator("summary", has_text=message("screen.every_sentence")).all():
            folded.click()  # what is in it has names, too
        settled(tab)
        # the words of a button come a moment after it: a name must be there soon, or the wait ends in an error
        tab.wait_for_function("""() => [...document.querySelectorAll('main button, main input, main textarea, [role=combobox]')]
            .every(e => !e.offsetParent || e.getAttribute('aria-label') || e.innerText.trim() || e.labels?.length
                || e.getAttribute('aria-labelledby') || e.placeholder || e.title)""")
        levels = tab.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].filter(e => e.offsetParent).map(e => +e.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    hosts = {url.split("/")[2] for url in tab.asked if url.startswith(("http", "ws"))}
    assert hosts == {address.split("/")[2]}


def test_nothing_spills_over_the_edge_of_a_narrow_screen(tab, address):
    tab.set_viewport_size({"width": 360, "height": 800})
    block = first_paragraph(summary(tab, address))
    block.locator(".cin-figure").first.click()
    chart_in_sight(tab)
    assert at_rest(tab, lambda: tab.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")) <= 0
