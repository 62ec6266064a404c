"""Journeys from end to end in a real browser, each with a picture of where it ends; three more stand beside what they are about: a wrong edit, two people, roles."""

import shutil
import zipfile

import pytest
from waiting import in_sight, settled, soon

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.messages import message

pytestmark = pytest.mark.browser
WAIT = 60_000
QUESTION = "How many children in need did we have in 2016?"


@pytest.fixture(scope="module")
def address(starter_store, tmp_path_factory, chromium, serve):
    store = tmp_path_factory.mktemp("journeys") / "store.duckdb"
    shutil.copy(starter_store, store)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(store.with_name("drafts"))}) as url:
        yield url


@pytest.fixture
def visit(chromium, address, picture):
    """A browser that has never been here; when its journey is over, a picture of where it stands."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    tab = context.new_page()
    tab.set_default_timeout(WAIT)
    yield tab
    picture(tab)
    context.close()


def ask(tab, question: str) -> None:
    tab.get_by_test_id("stChatInput").get_by_role("textbox").fill(question)
    tab.keyboard.press("Enter")
    tab.locator(".cin-headline .cin-figure").wait_for()
    settled(tab)


def test_from_the_first_visit_to_a_copied_paragraph(visit, address):
    visit.goto(address)
    visit.get_by_role("heading", name="Which local authority?").wait_for()
    settled(visit)
    visit.get_by_role("combobox").fill("derb")
    visit.get_by_role("option", name="Derby", exact=True).click()
    visit.get_by_role("heading", name="Children in need in Derby, 2023 to 2024").wait_for()
    settled(visit)
    visit.get_by_role("link", name="Report").first.click()
    first = visit.locator(".st-key-section-what-to-know .cin-paragraph").first
    first.wait_for()
    settled(visit)
    first.get_by_role("button", name="Copy paragraph").click()
    first.get_by_role("status").get_by_text("Copied", exact=True).wait_for()
    copied = visit.evaluate("navigator.clipboard.readText()")
    text, sources = copied.split("\n\nSources\n")
    assert "Derby" in text and "31 March 2024" in text
    assert all(line.split(" ")[0] in text for line in sources.splitlines())


def test_from_a_question_to_a_draft(visit, address):
    visit.goto(f"{address}/overview?area=Derby&year=2016")
    visit.get_by_text("What to know").first.wait_for()
    settled(visit)
    ask(visit, QUESTION)
    visit.get_by_role("button", name=message("screen.add_to_new")).click()
    visit.get_by_text("Added to the draft derby-2016").wait_for()
    settled(visit)
    visit.get_by_role("link", name="Drafts").first.click()
    visit.get_by_role("heading", name="Answers to questions").wait_for()
    settled(visit)
    visit.get_by_role("navigation", name="Contents").get_by_role("link", name="Answers to questions").click()
    answer = visit.locator(".st-key-section-answers-to-questions").get_by_text("Derby had").first
    assert soon(lambda: in_sight(visit, answer))
    assert soon(lambda: "2,342" in answer.inner_text())


def test_what_was_asked_survives_a_reload_and_opens_on_another_machine(visit, address, chromium):
    visit.goto(f"{address}/ask?area=Derby&year=2016")
    visit.get_by_text(message("screen.examples")).wait_for()
    settled(visit)
    ask(visit, QUESTION)
    visit.reload()
    figure = visit.locator(".cin-headline .cin-figure")
    figure.wait_for()
    assert soon(lambda: figure.inner_text() == "2,342")
    settled(visit)
    visit.get_by_test_id("stChatInput").get_by_role("textbox").fill("and the year before?")
    visit.keyboard.press("Enter")
    visit.get_by_role("heading", name="and the year before?").wait_for()
    visit.locator(".cin-headline").get_by_text("2,444").wait_for()
    settled(visit)
    visit.get_by_role("button", name="Copy link", exact=True).first.click()
    visit.get_by_text("Copied", exact=True).first.wait_for()
    other = chromium.new_context().new_page()
    other.goto(visit.evaluate("navigator.clipboard.readText()"))
    other.locator(".cin-headline").get_by_text("2,444").wait_for(timeout=WAIT)
    other.get_by_role("button", name=QUESTION).wait_for(timeout=WAIT)
    other.context.close()


def test_from_a_dropped_return_to_its_quality_list(visit, address, tmp_path):  # here and below: what it loads is there from then on
    now, before = make_return(derby_totals().scaled(0.05), "831", 2017, tmp_path, load_catalogue())
    text = now.read_text(encoding="utf-8")
    now.write_text(text.replace("<Ethnicity>WBRI<", "<Ethnicity>WHIT<", 1), encoding="utf-8")
    assert now.read_text(encoding="utf-8") != text
    visit.goto(f"{address}/data?area=Derby")
    visit.locator("input[type=file]").wait_for(state="attached")
    settled(visit)
    visit.locator("input[type=file]").set_input_files([now, before])
    visit.get_by_role("button", name="Load these files").wait_for()
    settled(visit)
    visit.get_by_role("button", name="Load these files").click()
    visit.get_by_role("heading", name="Your own returns").wait_for()
    settled(visit)
    held = visit.locator(".st-key-return-831-2017")
    held.locator("summary", has_text="Data quality").first.click()
    assert soon(lambda: in_sight(visit, held.locator("li").first))
    held.get_by_text("DfE's rule 4220").first.wait_for()


def test_from_a_dropped_zip_to_its_new_page(visit, address, tmp_path):
    returns = make_return(derby_totals().scaled(0.05), "831", 2016, tmp_path, load_catalogue())
    archive = tmp_path / "our return.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for one in returns:
            packed.write(one, one.name)
    visit.goto(f"{address}/data?area=Derby")
    visit.locator("input[type=file]").wait_for(state="attached")
    settled(visit)
    visit.locator("input[type=file]").set_input_files(archive)
    visit.get_by_role("button", name="Load these files").wait_for()
    settled(visit)
    visit.get_by_role("button", name="Load these files").click()
    visit.get_by_role("heading", name="Your own returns").wait_for()
    settled(visit)
    visit.get_by_role("link", name="Read the report of Derby 2016").click()
    visit.get_by_role("heading", name="Children in need in Derby, 2015 to 2016").wait_for()
    figure = visit.locator(".st-key-section-what-to-know .cin-figure").first
    figure.wait_for()
    settled(visit)
    figure.click()
    visit.get_by_role("group", name="Receipt for figure").get_by_text("return", exact=False).first.wait_for()
