"""Drafts in a real browser: a wrong edit to a signed Word document, two people on one text, figures as tokens, what people type."""

import re
import shutil
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from waiting import at_rest, in_view, settled, soon

pytestmark = pytest.mark.browser
WAIT = 30_000
SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> [a](http://leak.example) ![i](http://leak.example/i.png) =1+1"


@pytest.fixture(scope="module")
def address(starter_store, tmp_path_factory, chromium, serve):
    store = tmp_path_factory.mktemp("drafts") / "store.duckdb"
    shutil.copy(starter_store, store)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(store.with_name("drafts"))}) as url:
        yield url


@pytest.fixture
def visit(chromium, address, picture):
    """A tab of a browser of its own."""
    contexts = []

    def open_tab(path: str):
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(WAIT)
        tab.faults, tab.asked = [], []
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(address + path)
        return tab

    yield open_tab
    picture(contexts[0].pages[0])
    for context in contexts:
        for tab in context.pages:
            assert getattr(tab, "faults", []) == []
            assert [url for url in getattr(tab, "asked", []) if not url.startswith((address, "data:", "blob:"))] == []
        context.close()


def start_draft(visit) -> tuple:
    tab = visit("/report?area=Derby&year=2016")
    tab.get_by_role("button", name="Start a draft").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Start a draft").click()
    tab.get_by_role("link", name="Open the draft").wait_for()
    settled(tab)
    tab.get_by_role("link", name="Open the draft").click()
    tab.get_by_text("Empty sections:").wait_for()
    settled(tab)
    return tab, re.search(r"draft=([a-z0-9-]+)", tab.url)[1]


def word_text(path: Path) -> str:
    with ZipFile(path) as parts:
        text = parts.read("word/document.xml").decode("utf-8")
    return unescape(re.sub(r"<[^>]*>", "", text.replace("</w:p>", "\n"))).replace("\xa0", " ")


def test_a_wrong_edit_becomes_a_signed_word_document_that_says_so(visit):
    tab, _ = start_draft(visit)
    text = tab.locator(".cin-editable", has_text="Derby had 2,342").first
    text.scroll_into_view_if_needed()
    settled(tab)
    text.click(position={"x": 200, "y": 10})
    box = tab.get_by_role("textbox", name="Text of")
    box.wait_for()
    settled(tab)
    box.get_by_role("button", name="Figure 2,342").first.click()
    panel = tab.get_by_role("group", name="Figure 2,342")
    panel.get_by_text("The store says 2,342. Use it, or is this our own figure?").wait_for()
    panel.get_by_label("Figure", exact=True).fill("2,999")
    panel.get_by_role("button", name="This is our own figure").click()
    assert soon(lambda: panel.get_by_role("alert").inner_text() == "Say whose figure it is.")
    panel.get_by_label("Whose figure is it?").fill("Derby's case system, May")
    tab.keyboard.press("Enter")
    box.get_by_role("button", name="Local figure 2,999, Derby's case system, May").wait_for()
    tab.get_by_role("button", name="Save", exact=True).click()
    box.wait_for(state="detached")
    tab.get_by_text("2,999 (local figure: Derby's case system, May)").first.wait_for()
    settled(tab)

    tab.get_by_role("button", name="Edit Local context").click()
    slot = tab.get_by_role("textbox", name="What a reader should know")
    slot.fill(f"Derby had 2,442 children in need at 31 March 2016. {SCRIPT}")
    tab.get_by_role("button", name="Save", exact=True).click()
    slot.wait_for(state="detached")
    bar = tab.locator(".st-key-draft-status")
    bar.get_by_text("Disagrees: 1").wait_for()
    assert soon(lambda: in_view(bar))
    settled(tab)

    bar.get_by_role("button", name="Sign", exact=True).click()
    form = tab.get_by_test_id("stPopoverBody")
    form.wait_for()
    settled(tab)
    form.get_by_label("Your name").fill("A. Director")
    sign = form.get_by_role("button", name="Sign", exact=True)
    sign.click()
    form.get_by_text("Not signed: these sections are empty.").wait_for()
    settled(tab)
    form.get_by_role("button", name="Remove the empty sections").click()
    bar.get_by_text("Empty sections: 0").wait_for()
    settled(tab)
    sign.click()
    refusal = form.get_by_text("Not signed: correct what disagrees with the store, or sign with a reason.")
    refusal.wait_for()
    assert soon(lambda: in_view(refusal))
    assert at_rest(tab, lambda: abs(refusal.bounding_box()["y"] - sign.bounding_box()["y"])) < 200
    form.get_by_label("Reason, if you sign although").fill("Counted anew")
    sign.click()
    bar.get_by_text(re.compile(r"Signed: (\d+) of \1 parts")).wait_for()
    settled(tab)
    tab.keyboard.press("Escape")
    with tab.expect_download() as got:
        tab.get_by_role("button", name="Word document").click()
    text = word_text(Path(got.value.path()))
    assert "Derby had 2,999 (local figure: Derby's case system, May) children" in text
    assert "Signed by A. Director (not verified)" in text and "reason given: Counted anew" in text
    differs = text[text.index("What differs from the figures published") :]
    assert '"2,442"' in differs and "2,342" in differs
    assert at_rest(tab, tab.title) != "owned"


def test_two_people_on_one_text_are_shown_both(visit):
    first, name = start_draft(visit)
    second = visit(f"/drafts?draft={name}")
    second.get_by_text("Empty sections:").wait_for()
    settled(second)
    boxes = []
    for tab, words in ((first, "Mine."), (second, "Theirs.")):
        tab.get_by_role("button", name="Edit Rationale").click()
        boxes.append(tab.get_by_role("textbox", name="Why these actions"))
        boxes[-1].wait_for()
        settled(tab)
        boxes[-1].fill(words)
        settled(tab)
    second.get_by_role("button", name="Save", exact=True).click()
    boxes[1].wait_for(state="detached")
    first.get_by_role("button", name="Save", exact=True).click()
    told = first.get_by_text("Someone else changed this text after you opened it")
    told.wait_for()
    assert soon(lambda: in_view(told))
    first.get_by_text("Theirs.").first.wait_for()
    first.get_by_text("Yours, not saved").wait_for()
    settled(first)
    first.get_by_role("button", name="Save mine instead").click()
    boxes[0].wait_for(state="detached")
    second.reload()
    second.locator(".cin-text", has_text="Mine.").wait_for()
    settled(second)
    second.get_by_role("button", name="Undo").click()
    second.locator(".cin-text", has_text="Theirs.").wait_for()


def test_a_draft_that_is_not_there_is_one_line_and_nothing_overflows_on_a_phone(visit):
    tab = visit("/drafts?draft=no-such%3Cb%3E")
    tab.get_by_text('There is no draft called "no-such<b>" that you may open.').wait_for()
    assert at_rest(tab, tab.locator(".cin-paragraph").count) == 0
    _, name = start_draft(visit)
    tab = visit(f"/drafts?draft={name}")
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.get_by_role("button", name="Edit Local context").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Edit Local context").click()
    tab.get_by_role("textbox", name="What a reader should know").wait_for()
    assert at_rest(tab, lambda: tab.evaluate("document.documentElement.scrollWidth")) <= 390
    assert soon(lambda: in_view(tab.locator(".st-key-draft-status")))


def test_a_session_that_ended_says_so_and_what_was_being_typed_is_still_there(starter_store, tmp_path, chromium, serve):
    store = shutil.copy(starter_store, tmp_path / "store.duckdb")
    places = {"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(tmp_path / "drafts")}
    with serve(places) as address:
        tab = chromium.new_page()
        tab.set_default_timeout(WAIT * 2)
        tab.goto(f"{address}/drafts?area=Derby&year=2016")
        tab.get_by_role("button", name="Start a draft: Derby, 2015 to 2016").wait_for()
        settled(tab)
        tab.get_by_role("button", name="Start a draft: Derby, 2015 to 2016").click()
        tab.get_by_role("button", name="Edit Rationale").wait_for()
        settled(tab)
        tab.get_by_role("button", name="Edit Rationale").click()
        box = tab.get_by_role("textbox", name="Why these actions")
        box.wait_for()
        settled(tab)
        box.fill("Because the waits are long.")
    tab.get_by_role("alert").get_by_text("The connection to the program is lost.").wait_for()
    assert soon(lambda: tab.get_by_text("Is Streamlit still running").count() == 0)
    with serve(places, port=address.port):
        tab.get_by_role("alert").get_by_text("Connected again.").wait_for()
        settled(tab)
        assert at_rest(tab, box.inner_text) == "Because the waits are long."
        tab.get_by_role("button", name="Save", exact=True).click()
        box.wait_for(state="detached")
        tab.locator(".cin-text", has_text="Because the waits are long.").wait_for()
        tab.close()
