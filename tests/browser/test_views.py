"""The views in a real browser: what a click changes, receipts, printing, links, keyboard, bad input. Their rules are in test_rules_of_views.py."""

from contextlib import ExitStack

import pytest
from playwright.sync_api import TimeoutError as NeverTrue
from rules import is_calm, prints_whole
from views import VIEWS, opened
from waiting import at_rest, in_sight, settled, soon

from cin_narrative.store.file_lock import FileLock

pytestmark = pytest.mark.browser
WAIT = 30_000
DRAWN = 2_000  # until what a key has opened has the keyboard


def test_the_first_visit_asks_one_thing_and_this_machine_remembers_the_answer(tab, address):
    tab.goto(address)
    tab.get_by_role("heading", name="Which local authority?").wait_for()
    tab.get_by_role("combobox").wait_for()
    settled(tab)
    assert at_rest(tab, tab.get_by_role("combobox").count) == 1
    tab.get_by_role("combobox").fill("derb")
    tab.get_by_role("option", name="Derby", exact=True).click()
    tab.get_by_role("heading", name="Children in need in Derby, 2023 to 2024").wait_for()
    tab.wait_for_url("**/overview?area=Derby&year=2024&release=latest")
    settled(tab)
    other = tab.context.new_page()
    other.goto(address)
    other.get_by_role("heading", name="Children in need in Derby").wait_for()


def test_where_there_is_no_store_yet_the_page_says_what_it_makes_and_then_asks(chromium, serve, checkout, tmp_path, monkeypatch):
    monkeypatch.delenv("CIN_NARRATIVE_STORE", raising=False)
    store = checkout / "data" / "indicators.duckdb"
    with ExitStack() as another, ExitStack() as serving:
        another.enter_context(FileLock(store))  # another program makes it at this moment: the page waits for it
        url = serving.enter_context(serve({"PYTHONPATH": str(checkout), "CIN_NARRATIVE_DRAFTS": str(tmp_path / "drafts")}, folder=checkout))
        page = chromium.new_page()
        page.goto(url)
        page.get_by_text("There is no store here yet. One is being made").wait_for(timeout=WAIT)
        another.close()
        page.get_by_role("heading", name="Which local authority?").wait_for(timeout=WAIT)
        assert at_rest(page, page.get_by_text("There is no store here yet").count) == 0
        page.close()
    assert store.is_file()


def test_a_copied_link_opens_the_same_view_on_another_machine(chromium, tab, address):
    opened(tab, address, "overview", "&release=first-published&method=Confidence limits")
    tab.get_by_role("button", name="Copy link").click()
    tab.get_by_text("Copied", exact=True).wait_for()
    link = tab.evaluate("navigator.clipboard.readText()")
    assert all(part in link for part in ("/overview?", "area=Derby", "year=2024", "release=first-published", "method=Confidence"))
    other = chromium.new_context().new_page()
    other.goto(link)
    other.get_by_text("As first published; compared by confidence limits").wait_for(timeout=WAIT)
    other.context.close()


def test_a_question_is_asked_from_anywhere(tab, address):
    opened(tab, address, "overview")
    box = tab.get_by_test_id("stChatInput").get_by_role("textbox")
    box.fill("How many children in need did we have at 31 March 2016?")
    tab.keyboard.press("Enter")
    answer = tab.get_by_text("Derby had 2,342").first
    answer.wait_for()
    tab.wait_for_url("**/ask?*area=Derby*")
    settled(tab)
    assert "/ask" in tab.url and "area=Derby" in tab.url
    assert "Which" not in tab.url and "question" not in tab.url


def test_back_leads_to_what_was_seen_before_step_by_step(tab, address):
    opened(tab, address, "overview")  # its address is completed, which is no step
    tab.get_by_role("combobox", name="Year").click()
    tab.get_by_role("option", name="2020", exact=True).click()
    tab.get_by_role("heading", name="Children in need in Derby, 2019 to 2020").wait_for()
    settled(tab)
    tab.get_by_role("link", name="Data").first.click()
    tab.get_by_text(VIEWS["data"]).first.wait_for()
    settled(tab)
    tab.get_by_test_id("stChatInput").get_by_role("textbox").fill("How many children in need did we have in 2016?")
    tab.keyboard.press("Enter")
    tab.locator(".cin-headline").get_by_text("2,342").wait_for()
    tab.wait_for_url("**/ask?*q=*")
    settled(tab)
    for view, seen in (("data", VIEWS["data"]), ("overview", "Children in need in Derby, 2019 to 2020"), ("overview", "Children in need in Derby, 2023 to 2024")):
        tab.go_back()
        tab.get_by_text(seen).first.wait_for()
        settled(tab)
        assert f"/{view}?" in tab.url and "q=" not in tab.url


def opened_by_keyboard(tab, button) -> bool:
    """Whether Enter opens a menu and the keyboard is in it. Streamlit's own menu takes the keyboard once it is drawn; now and then it
    leaves it on the button, and does so until the page is loaded again, as who sits at it would do.
    """
    button.focus()
    tab.keyboard.press("Enter")
    settled(tab)
    try:
        tab.wait_for_function("['menu', 'menuitem'].includes(document.activeElement.role)", timeout=DRAWN)
    except NeverTrue:
        tab.reload()
        button.wait_for(timeout=WAIT)
        settled(tab)
        return False
    return True


def test_a_question_is_changed_by_keyboard_its_answer_comes_into_view_and_its_link_opens_elsewhere(chromium, tab, address):
    opened(tab, address, "ask")
    box = tab.get_by_test_id("stChatInput").get_by_role("textbox")
    box.fill("Hello, how did primary need break down in Derby from 2020 to 2024?")
    tab.keyboard.press("Enter")
    table = tab.locator(".cin-table table").first
    table.get_by_text("Abuse or neglect", exact=False).first.wait_for()
    settled(tab)
    assert soon(lambda: in_sight(tab, table))  # many figures: the table comes first
    tab.get_by_text('Not used: "Hello".').wait_for()
    assert at_rest(tab, tab.get_by_text("Computed from DfE's figures, the same each time.").count) == 1
    is_calm(tab)
    tab.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 99999)")
    settled(tab)
    assert soon(lambda: opened_by_keyboard(tab, tab.get_by_role("button", name="As:")))
    tab.get_by_role("menuitem", name="number").wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="chosen").wait_for()
    settled(tab)
    assert soon(lambda: in_sight(tab, tab.get_by_role("button", name="chosen")))
    box.fill("How many children in need did we have in 2023?")
    tab.keyboard.press("Enter")
    figure = tab.locator(".cin-headline .cin-figure")
    figure.wait_for()
    settled(tab)
    assert soon(lambda: in_sight(tab, figure))
    figure.click()
    tab.get_by_role("group", name="Receipt for figure").get_by_text(figure.inner_text(), exact=True).wait_for()
    tab.get_by_role("button", name="Copy link to this answer").click()
    tab.get_by_text("Copied", exact=True).wait_for()
    link = tab.evaluate("navigator.clipboard.readText()")
    assert link.count("q=") == 1
    other = chromium.new_context().new_page()
    other.goto(link)
    other.locator(".cin-headline .cin-figure").wait_for(timeout=WAIT)
    assert soon(lambda: other.locator(".cin-headline").inner_text() == tab.locator(".cin-headline").inner_text())
    other.context.close()
    tab.reload()
    tab.locator(".cin-headline .cin-figure").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Hello, how did primary need").click()
    tab.locator(".cin-table table").first.wait_for()
    assert tab.faults == []


def test_a_tile_opens_its_receipts_in_sight_and_escape_gives_the_keyboard_back(tab, address):
    opened(tab, address, "overview")
    tile = tab.locator("button.cin-tile").first
    tile.focus()
    tab.keyboard.press("Enter")
    receipt = tab.get_by_role("group", name="Receipt for figure")
    receipt.get_by_text("Definition").first.wait_for()
    assert soon(lambda: in_sight(tab, receipt))
    tab.keyboard.press("Escape")
    assert soon(lambda: receipt.count() == 0)
    assert soon(lambda: tile.evaluate("element => element === document.activeElement"))


def test_a_message_opens_what_it_rests_on_and_a_row_its_receipts(tab, address):
    opened(tab, address, "overview")
    message = tab.locator("details.cin-folded").first
    message.locator("summary").click()
    assert soon(lambda: in_sight(tab, message.locator(".cin-figure").first))
    figure = tab.locator(".cin-glance .cin-figure").first
    figure.click()
    receipt = tab.get_by_role("group", name="Receipt for figure")
    receipt.get_by_text("Definition").first.wait_for()
    assert soon(lambda: in_sight(tab, receipt))


def test_the_header_stays(tab, address):
    opened(tab, address, "overview")
    tab.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 2000)")
    assert at_rest(tab, tab.get_by_role("link", name="Report").first.bounding_box)["y"] >= 0


WHOLE_STOPS = 120
STOPS = """() => [...document.querySelectorAll('a[href],button,input,select,textarea,summary,[tabindex]')]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})).length"""
MARKS = """() => [...document.querySelectorAll('.cin-text, .cin-table tr')].flatMap(line => [...line.querySelectorAll('.cin-mark')]
    .map(mark => [+mark.textContent.slice(1, -1), [...line.querySelectorAll('.cin-figure')].map(own => +own.dataset.mark)]))"""


def test_the_report_is_read_from_the_keyboard_and_what_a_click_changes_is_in_view(tab, address):
    opened(tab, address, "report")
    tab.get_by_role("heading", name="Data loaded").wait_for(state="attached")
    settled(tab)
    assert at_rest(tab, lambda: tab.evaluate(STOPS)) <= WHOLE_STOPS
    assert not at_rest(tab, tab.locator(".cin-mark").filter(visible=True).count)  # numbers of sources stand there only when asked for
    contents = tab.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="How well it is done").click()
    assert soon(lambda: in_sight(tab, tab.get_by_role("heading", name="How well it is done")))
    assert soon(lambda: in_sight(tab, contents.get_by_role("link", name="In one sentence")))  # the list stays
    tab.wait_for_url("**#how-well-it-is-done")
    row = tab.locator(".st-key-section-how-well-it-is-done tbody tr").nth(1)
    assert soon(lambda: row.locator(".cin-figure[tabindex='0']").count() == 1 < row.locator(".cin-figure").count())
    row.locator(".cin-figure").first.focus()
    tab.keyboard.press("ArrowRight")
    second = row.locator(".cin-figure").nth(1)
    assert soon(lambda: second.evaluate("own => own === document.activeElement"))
    tab.keyboard.press("Enter")
    receipt = tab.get_by_role("group", name="Receipt for figure")
    assert soon(lambda: in_sight(tab, receipt))
    assert soon(lambda: receipt.locator("dd").first.inner_text() == second.inner_text())
    tab.keyboard.press("Escape")
    tab.get_by_text("Show sources", exact=True).click()
    tab.locator(".cin-mark").first.wait_for()
    settled(tab)
    marks = tab.evaluate(MARKS)
    assert len(marks) > 20
    assert all(mark in figures for mark, figures in marks if figures)
    tab.get_by_role("button", name="Export").click()
    tab.get_by_role("button", name="Plain text").wait_for()
    settled(tab)
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Plain text").click()
    assert got.value.suggested_filename == "children-in-need-in-derby-2023-to-2024.txt"
    assert tab.faults == []


@pytest.mark.parametrize("view", VIEWS)
def test_printing_gives_words_tables_and_charts_whole_and_nothing_to_press(tab, address, view):
    opened(tab, address, view)
    if view == "report":
        tab.locator(".st-key-section-data-loaded").wait_for(state="attached")
        tab.get_by_test_id("stVegaLiteChart").first.wait_for(state="attached")
        settled(tab)
    prints_whole(tab)


BESIDE_ITS_OWN = """async () => {
    const wrong = [];
    let seen = 0;
    for (const own of document.querySelectorAll('.cin-figure')) {
        own.click();
        const panel = own.closest('.cin-table, .cin-paragraph, .cin-headline').querySelector('.cin-receipt');
        const said = [...panel.querySelectorAll('dd')].map(one => one.innerText.toLowerCase());
        seen += 1;
        if (!said.some(one => one === own.innerText.toLowerCase() || one.startsWith(own.innerText.toLowerCase() + ':')))
            wrong.push([own.innerText, said.slice(0, 3)]);
        own.click();
    }
    return [seen, wrong];
}"""
ASKED = "&q=How+did+primary+need+break+down+in+Derby+from+2020+to+2024%3F"


@pytest.mark.parametrize(("view", "more"), [("overview", ""), ("report", ""), ("ask", ASKED), ("drafts", "")])
def test_every_figure_opens_the_receipt_of_that_figure(tab, address, view, more):
    if more:
        tab.goto(f"{address}/{view}?area=Derby&year=2024{more}")
        tab.locator(".cin-figure").first.wait_for()
        settled(tab)
    else:
        opened(tab, address, view)
    tab.locator(".cin-figure").first.wait_for(state="attached")
    settled(tab)
    seen, wrong = tab.evaluate(BESIDE_ITS_OWN)
    assert seen > 5
    assert wrong == []


TOKENS = """() => [...document.querySelectorAll('.cin-box .cin-token')].map(own => {
    own.click();
    const said = document.querySelector('.cin-figure-panel .cin-receipt-title').innerText;
    return [own.innerText, said, said.includes(` ${own.innerText}. `)];
})"""


def test_every_token_of_a_text_that_is_edited_and_every_number_of_a_source_stands_beside_its_own_figure(tab, address):
    opened(tab, address, "drafts")
    edits = tab.get_by_role("button", name="Edit ", exact=False)
    tokens = []
    for number in range(5):
        edits.nth(number).click()
        tab.locator(".cin-box").wait_for()
        settled(tab)
        tokens += tab.evaluate(TOKENS)
        tab.get_by_role("button", name="Cancel", exact=True).click()
        tab.locator(".cin-box").wait_for(state="detached")
        settled(tab)
    assert len(tokens) > 10
    assert [one for one in tokens if not one[2]] == []
    tab.get_by_text("Show sources", exact=True).click()
    tab.locator(".cin-mark").first.wait_for()
    marks = at_rest(tab, lambda: tab.evaluate(MARKS))
    assert len(marks) > 20
    assert all(mark in figures for mark, figures in marks if figures)


def test_in_the_other_views_too_what_a_click_changes_is_in_view(tab, address):
    opened(tab, address, "indicators")
    tab.get_by_label("Find an indicator").fill("re-referrals")
    settled(tab)
    tab.locator("summary", has_text="Re-referrals").first.click()
    assert soon(lambda: in_sight(tab, tab.locator("[data-testid=stMain] details[open] p").first))
    opened(tab, address, "drafts")
    tab.get_by_role("button", name="Edit", exact=False).first.click()
    assert soon(lambda: in_sight(tab, tab.get_by_role("button", name="Save", exact=True)))
    asks = "!window.dispatchEvent(new Event('beforeunload', {cancelable: true}))"  # before a reload takes away what was typed
    assert not at_rest(tab, lambda: tab.evaluate(asks))
    tab.locator(".cin-box").press_sequentially("More. ")
    assert soon(lambda: tab.evaluate(asks))
    tab.get_by_role("button", name="Cancel", exact=True).click()
    tab.locator(".cin-box").wait_for(state="detached")
    opened(tab, address, "data")
    tab.locator("input[type=file]").set_input_files([{"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}])
    assert soon(lambda: in_sight(tab, tab.get_by_text("Nothing was recognised").first))


SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> [a](http://leak.example) ![i](http://leak.example/i.png) =1+1"
FOLDS = {"drafts": ("Sign", "Name, sharing, deleting")}  # what has fields in it, to be opened


@pytest.mark.parametrize("view", ["overview", "ask", "drafts", "indicators"])
def test_script_links_and_formulas_in_any_field_are_words(tab, address, view):
    opened(tab, address, view)
    typed = 0
    for fold in ("", *FOLDS.get(view, ())):
        if fold:
            tab.get_by_text(fold, exact=True).first.click()
            settled(tab)
        fields = tab.locator("input[type=text]:not([role=combobox]), input[type=search], textarea").filter(visible=True)
        fields.first.wait_for()  # a field comes a moment after the words around it
        for number in range(at_rest(tab, fields.count)):
            field = fields.nth(number)
            field.fill(SCRIPT)
            field.press("Control+Enter" if view == "drafts" else "Enter")
            settled(tab)
            typed += 1
            if view != "drafts":  # the field is another then
                break
    assert typed >= 1 + 2 * len(FOLDS.get(view, ()))
    assert at_rest(tab, tab.title) != "owned"
    assert at_rest(tab, tab.locator("img[src='x'], a[href*='leak.example'], img[src*='leak.example']").count) == 0
    assert not [url for url in tab.asked if "leak.example" in url]


@pytest.mark.parametrize(("link", "said"), [
    ("overview?area=Derbyy", "Did you mean Derby"), ("overview?area=Derby&year=1999", 'for the year "1999"'),
    ("report?area=Derby&release=2099", "There is no release in the store called"), ("overview?area=<script>alert(1)</script>", "no area"),
    ("data?area=%00%ff", "no area"),
])  # fmt: skip
def test_nonsense_in_the_address_gets_one_clear_line(tab, address, link, said):
    tab.goto(f"{address}/{link}")
    error = tab.get_by_role("alert").first
    error.wait_for()
    shown = at_rest(tab, error.inner_text)
    assert said.lower() in shown.lower()
    assert "\n" not in shown.strip()
    assert at_rest(tab, tab.get_by_role("alert").count) == 1
    tab.get_by_role("combobox").first.wait_for()
