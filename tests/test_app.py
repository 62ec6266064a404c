"""The page, run without a browser on starter data: its views, its pickers, its links, its mistakes."""

import json
import re
import shutil
from pathlib import Path

import pytest
from pieces import data_of, text_of
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest
from wide import spread

from cin_narrative import api
from cin_narrative.claims.claims import Method
from cin_narrative.drafts.files import read_draft
from cin_narrative.drafts.parts import DraftParagraph
from cin_narrative.export.formats import export, formats
from cin_narrative.screen.citing import pieces
from cin_narrative.screen.parts import file_stem, plain
from cin_narrative.screen.report.annex import FOLD
from cin_narrative.store.store import Store

ROOT = Path(__file__).parents[1]
DRAFTS = "cin_narrative/screen/drafts/draft_page.py"
OVERVIEW = "cin_narrative/screen/overview/overview_page.py"
REPORT = "cin_narrative/screen/report/report_page.py"
ASK, INDICATORS = "cin_narrative/screen/ask/ask_page.py", "cin_narrative/screen/indicators/indicators_page.py"


@pytest.fixture
def drafts(tmp_path) -> Path:
    return tmp_path / "drafts"


def report() -> AppTest:
    """The page as a first visit finds it, about to show the report, with all that it folds."""
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.session_state[FOLD] = True
    return page.run().switch_page(REPORT)


@pytest.fixture
def page(starter_store, drafts, monkeypatch):
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))
    monkeypatch.setenv("CIN_NARRATIVE_DRAFTS", str(drafts))
    monkeypatch.setenv("CIN_NARRATIVE_FEEDBACK", str(drafts.with_name("feedback.jsonl")))
    return report()


@pytest.fixture(scope="module")
def derby_2016(starter_store, tmp_path_factory):
    """The summary of Derby for 2016 as it first stands, for tests that only look at it."""
    folder = tmp_path_factory.mktemp("looked-at")
    with pytest.MonkeyPatch.context() as patch:
        for name, path in (("STORE", starter_store), ("DRAFTS", folder / "drafts"), ("FEEDBACK", folder / "feedback.jsonl")):
            patch.setenv(f"CIN_NARRATIVE_{name}", str(path))
        shown = report()
        shown.query_params.update({"area": "Derby", "year": "2016"})
        return shown.run()


def cited(page) -> list[dict]:
    """What the paragraphs with receipts were given, in order."""
    shown = [data_of(element) for element in page.get("bidi_component")]
    return [one for one in shown if "paragraphs" in one]


def clips(page) -> list[dict]:
    """What each paragraph's copy button would copy."""
    return [one["copy"] for part in cited(page) for one in part["paragraphs"]]


def texts(page) -> str:
    shown = [paragraph for part in cited(page) for paragraph in part["paragraphs"]]
    return "\n".join(text_of(one["pieces"]) for one in shown)


def works(page) -> bool:
    return not page.exception and not page.error


def test_the_first_visit_asks_for_the_authority_alone_and_then_shows_its_summary(page):
    page.run()
    assert works(page)
    assert [one.value for one in page.title] == ["Which local authority?"]
    assert [picker.label for picker in page.selectbox] == ["Area"]
    assert not cited(page)
    page.selectbox(key="area").set_value("Derby").run()
    assert works(page)
    assert page.title[0].value.startswith("Children in need in ")
    assert [picker.label for picker in page.selectbox[:2]] == ["Area", "Year to 31 March"]
    assert "children in need at 31 March" in texts(page)


def overview(page):
    page.run().switch_page(OVERVIEW)
    page.query_params["area"] = "Derby"
    return page.run()


def test_the_overview_has_tiles_messages_and_a_table_whose_figures_open_their_receipts(page):
    overview(page)
    assert works(page)
    assert page.title[0].value == "Children in need in Derby, 2023 to 2024"
    tiles = next(part for part in cited(page) if len(part.get("tiles", ())) > 1)
    assert len(tiles["tiles"]) == 5
    assert all(str(one["mark"]) in tiles["receipts"] and "<svg" in one["svg"] for one in tiles["tiles"])
    told = next(part for part in cited(page) if part["paragraphs"])
    assert all(one["summary"] and "[" not in one["summary"] for one in told["paragraphs"])
    table = next(part for part in cited(page) if "table" in part)
    opens = [piece["mark"] for row in table["table"]["rows"] for cell in row for piece in cell if isinstance(piece, dict) and "mark" in piece]
    assert len(opens) == len(table["table"]["rows"]) == 8
    assert {str(mark) for mark in opens} <= table["receipts"].keys()


def test_the_map_is_of_the_measure_chosen(page):
    overview(page)
    page.selectbox(key="map").set_value("Referrals").run()
    assert works(page)
    assert any("Rate of referrals" in text.value for text in page.markdown)


def test_the_address_always_says_area_year_release_and_the_same_address_opens_the_same(page):
    overview(page)
    assert page.query_params == {"area": "Derby", "year": "2024", "release": "latest"}
    page.selectbox(key="since").set_value("2020").run()
    page.selectbox(key="year").set_value(2020).run()
    assert works(page)
    other = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    other.query_params.update(page.query_params)
    other.run()
    assert [one.value for one in other.title] == [one.value for one in page.title]


def test_what_is_not_held_any_more_is_said_and_not_replaced_in_silence(page):
    overview(page)
    page.selectbox(key="area").set_value("Cheshire West and Chester").run()
    page.selectbox(key="year").set_value(2012).run()
    assert works(page)
    assert not page.info
    page.selectbox(key="area").set_value("Derby").run()
    assert works(page)
    assert [text.value for text in page.info] == ["Year to 31 March 2012 is not held here\\: 2024 is shown."]


def test_the_pickers_offer_only_what_is_held_and_change_the_summary(page):
    page.run()
    page.selectbox(key="area").set_value("Derby").run()
    page.selectbox(key="year").set_value(2016).run()
    assert works(page)
    assert page.title[0].value == "Children in need in Derby, 2015 to 2016"
    assert "Derby had 2,342 [" in texts(page)
    assert "Luton" not in page.selectbox(key="area").options
    assert page.selectbox(key="year").options[0] == "2024"


def test_the_release_as_first_published_gives_the_rate_first_published(page):
    page.query_params.update({"area": "Derby", "year": "2016", "release": "As first published"})
    page.run()
    assert works(page)
    assert "397.9" in texts(page)
    assert "400.5" not in texts(page)


@pytest.mark.parametrize(("link", "said"), [
    ({"area": "Derbyy"}, "Did you mean Derby"),
    ({"area": "Derby", "year": "1999"}, 'for the year "1999"'),
    ({"release": "2099"}, 'There is no release in the store called "2099"'),
])  # fmt: skip
def test_a_link_that_leads_nowhere_says_so_in_one_line_and_leaves_the_pickers(page, link, said):
    page.query_params.update(link)
    page.run()
    assert not page.exception
    assert len(page.error) == 1
    assert said in page.error[0].value
    assert "\n" not in page.error[0].value
    assert page.selectbox(key="area").options
    assert not cited(page)


def test_every_mark_of_every_paragraph_has_its_receipt(page):
    page.query_params["area"] = "Derby"
    page.run()
    for part in cited(page):
        marks = {piece for paragraph in part["paragraphs"] for piece in paragraph["pieces"] if isinstance(piece, int)}
        assert marks <= {int(mark) for mark in part["receipts"]}
        for opened in part["receipts"].values():
            for receipt in opened["parts"] or [opened]:
                lines = dict(receipt["lines"])
                assert {"Figure", "Measure", "Area", "Period", "Release", "File", "Definition"} <= lines.keys()
                assert all(str(mark) in part["receipts"] for mark, _ in receipt["inputs"])


def test_a_comparison_says_why_its_word_was_chosen(derby_2016):
    reasons = [reason for part in cited(derby_2016) for receipt in part["receipts"].values() for reason in receipt["why"]]
    assert any("Beside England" in reason and "beyond the band of 2.0%" in reason for reason in reasons)


def test_a_paragraph_is_copied_with_the_sources_of_its_marks(derby_2016):
    copied = next(clip["text"] for clip in clips(derby_2016) if clip["text"].startswith("Derby had 2,342"))
    text, sources = copied.split("\n\nSources\n")
    assert all(source.split(" ")[0] in text for source in sources.splitlines())


def test_every_copied_paragraph_of_the_main_part_stands_alone(derby_2016):
    """Whoever pastes it knows the area, the period, and of what each figure is."""
    for part in cited(derby_2016):
        for one in part["paragraphs"]:
            said = one.get("copy", {}).get("text", "").split("\n\nSources\n")[0]
            marks = [str(piece["mark"]) for piece in one["pieces"] if isinstance(piece, dict)]
            receipts = [receipt for mark in marks for receipt in (part["receipts"][mark]["parts"] or [part["receipts"][mark]])]
            if any(dict(receipt["lines"])["Area"].startswith("Derby") for receipt in receipts):
                assert "Derby" in said and re.search(r"\b20\d\d\b", said), said


ASKED = (
    "How many children in need did Derby have at 31 March 2016?", "and the year before?", "what was the rate", "How does that compare with England?",
    "How many referrals were re-referrals in Derby in 2016?", "How did primary need break down in Derby in 2016?", "Are our assessments on time?",
)  # fmt: skip


def alone(copied: str) -> bool:
    """Whether what is copied says of which area and period it is, and of what its first number is."""
    said = copied.split("\n\nSources\n", maxsplit=1)[0]
    return "Derby" in said and bool(re.search(r"\b20\d\d\b", said)) and bool(re.search(r"\d[\d,.]*(%| \[\d+\])? [a-z(]|per cent|%", said))


@pytest.mark.long
def test_what_is_copied_of_answers_and_of_a_draft_stands_alone_too(started):
    page = started
    assert works(page)
    parts = [part for element in page.get("bidi_component") for part in data_of(element).get("parts", ())]
    texts = [part["copy"]["text"] for part in parts if "copy" in part]
    page.switch_page(ASK).run()
    for question in ASKED:
        page.chat_input[0].set_value(question).run()
        assert works(page)
        texts += [part["section"]["text"] for part in cited(page) if "section" in part]
    counts = [text for text in texts if "\n\nSources\n" in text and re.search(r", Derby, ", text)]
    assert len(counts) > 20
    assert [text for text in counts if not alone(text)] == []


def test_what_is_copied_is_rich_and_plain_and_leaves_its_sources_out_when_told(page):
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    assert any("<sup>[" in clip["html"] and "Sources" in clip["text"] for clip in clips(page))
    assert any(part.get("section", {}).get("text", "").startswith("What to know\n\n") for part in cited(page))
    page.checkbox(key="copy_with_sources").uncheck().run()
    assert works(page)
    assert not any("[1]" in clip["text"] or "<sup>" in clip["html"] or "Sources" in clip["text"] for clip in clips(page))


def test_the_table_stands_beside_its_receipts_and_the_slots_show_their_prompts(derby_2016):
    tables = [part for part in cited(derby_2016) if "table" in part]
    assert tables[0]["table"]["columns"][-1] == "England" and tables[0]["table"]["rows"][0][0][0] == "Referrals"
    shown = next(part for part in tables if part["table"]["columns"][1] == "Derby")
    assert shown["table"]["columns"][-1] == "England"
    marks = {piece for row in shown["table"]["rows"] for cell in row for piece in cell if isinstance(piece, int)}
    assert marks
    assert marks <= {int(mark) for mark in shown["receipts"]}
    assert sum("To be written" in text.value for text in derby_2016.markdown) >= 3


@pytest.mark.parametrize("shown", ["One-page brief", "Referrals"])
def test_a_brief_or_one_section_can_be_shown(page, shown):
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    whole = len(texts(page))
    page.selectbox(key="show").set_value(shown).run()
    assert works(page)
    assert 0 < len(texts(page)) < whole


def test_changes_are_taken_since_the_year_chosen(page):
    page.query_params.update({"area": "Derby", "year": "2020"})
    page.run()
    page.selectbox(key="since").set_value("2016").run()
    assert works(page)
    assert page.title[0].value == "Children in need in Derby, 2016 to 2020"


def test_a_page_is_written_in_every_format_when_asked_for(starter_store):
    with Store.open(starter_store) as store:
        page = api.page(api.summary(store, "Derby", 2016), draws=False)
        assert file_stem(page.title) == "children-in-need-in-derby-2015-to-2016"
        assert all(export(page, name) for name in formats())


def test_the_chart_has_a_text_alternative_a_table_and_downloads(page):
    page.query_params.update({"area": "Derby", "chart": "Rate of referrals in the year"})
    page.run()
    assert works(page)
    [chart] = [one.proto for one in page.get("vega_lite_chart") if "the rate of referrals" in one.proto.alt.lower()]
    assert {"strokeDash", "shape", "color"} <= {name for layer in json.loads(chart.spec)["layer"] for name in layer["encoding"]}
    assert any("Derby" in one.value.columns for one in page.table)
    keys = [one.key for one in page.get("download_button")]
    charts = len(page.get("vega_lite_chart"))
    assert sum(key.startswith("picture-") for key in keys) == sum(key.startswith("download-") for key in keys) - 1 == charts
    assert {f"summary-{name}" for name in formats()} <= set(keys)
    assert sum(key.startswith("figures-") for key in keys) == 3  # each section with tables


def test_the_charts_of_claims_stand_in_their_sections_with_their_words_and_what_they_leave_out(derby_2016):
    assert works(derby_2016)
    words = [one.proto.alt for one in derby_2016.get("vega_lite_chart")]
    assert [text.split(" of ")[0] for text in words].count("Bar chart") == 2 and len(words) == 4
    captions = [one.value for one in derby_2016.caption]
    assert any("These are three counts of one year" in text for text in captions)
    tables = [one.label for one in derby_2016.expander if "Table behind" in one.label]
    assert len(tables) == len(set(tables)) == 4


def test_areas_are_compared_by_confidence_limits_where_the_reader_asks(page):
    page.query_params.update({"area": "Derby", "year": "2016", "method": "Confidence limits"})
    page.run()
    assert works(page)
    assert "Comparisons between areas use 95% confidence limits" in texts(page)
    why = [line for part in cited(page) for receipt in part["receipts"].values() for line in receipt["why"]]
    assert any("95% confidence limits" in line and "method)" in line for line in why)


def test_the_page_says_which_data_is_loaded_and_from_when(page, starter_store):
    page.query_params["area"] = "Derby"
    page.run()
    with Store.open(starter_store) as store:
        labels = {release.label for release in store.releases.values()}
    shown = page.table[-1].value
    assert {label.replace("\\", "") for label in shown["Release"]} <= labels
    assert all(day for day in shown["Loaded"])


@pytest.mark.parametrize(("release", "said", "unsaid"), [
    ("first-published", ["SFR52/2016", "SFR41/2015"], "2024 release"), ("2024", ["2024 release"], "SFR52/2016"),
])  # fmt: skip
def test_the_page_names_the_releases_that_its_figures_are_from(page, release, said, unsaid):
    page.query_params.update({"area": "Derby", "year": "2016", "release": release})
    page.run()
    line = page.caption[0].value
    assert line.startswith("From ") and any(name in line for name in said) and unsaid not in line
    assert len(line.split()) < 25  # however many there are
    assert ("other release" in line) is (len(said) > 1)
    (whole,) = [one.value for one in page.markdown if one.value.startswith("The figures of this page are from")]
    assert all(name in whole for name in said) and unsaid not in whole


def test_a_question_is_answered_with_its_receipts_and_the_next_one_leans_on_it(page):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("How many children in need did Derby have at 31 March 2016?").run()
    assert "Derby had 2,342 [1]" in texts(page)
    page.chat_input[0].set_value("and the year before?").run()
    assert works(page)
    assert "Derby had 2,444 [1]" in texts(page)
    assert [heading.value for heading in page.header] == ["and the year before?", "Asked before"]


def test_our_means_the_authority_chosen(page):
    page.run()
    page.switch_page(ASK).run()
    page.selectbox(key="area").set_value("Derby").run()
    page.chat_input[0].set_value("How many referrals did we have in 2016?").run()
    assert "Derby had 3,582 [1] referrals" in texts(page)


def test_every_example_question_is_answered(page):
    page.run()
    page.switch_page(ASK).run()
    examples = [button.key for button in page.button if button.key and button.key.startswith("example-")]
    assert len(examples) >= 4
    for key in examples:
        page.button(key=key).click().run()
        assert works(page)
    assert not {"Not held", "Not answered", "Fault"} & {text.value.strip("*") for text in page.markdown}


def test_markup_in_a_question_is_shown_as_text(page):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value('<script>x</script> **b** ![i](http://a.example/i.png) :red[x] "$x$"').run()
    assert works(page)
    assert r"\<script\>x\</script\> \*\*b\*\* \!\[i\](http\:" in page.header[0].value


def test_a_question_that_names_no_measure_leads_to_what_stands_out(page):
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("What is the biggest problem for our children?").run()
    assert works(page)
    (link,) = [one.proto for one in page.get("page_link") if one.proto.label == "See what stands out in Derby"]
    assert "area=Derby" in link.query_string and "year=2016" in link.query_string
    page.chat_input[0].set_value("How many children in need did we have in 2016?").run()
    assert not [one for one in page.get("page_link") if "stands out" in one.proto.label]


def test_an_answer_is_added_to_the_open_draft_under_the_drafts_own_marks(started, drafts):
    page = started
    path = drafts / "derby-2016.draft.toml"
    before = read_draft(path)
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("How many children in need did Derby have at 31 March 2014?").run()
    page.button(key="add-0").click().run()
    assert works(page)
    after = read_draft(path)
    added = after.paragraphs[-1]
    assert len(after.paragraphs) == len(before.paragraphs) + 1
    assert {after.figures[mark].year for mark in added.marks} == {2014}
    assert all(after.figures[mark] == cited for mark, cited in before.figures.items())
    page.switch_page(DRAFTS).run()
    assert works(page)
    assert "Answers to questions" in [heading.value for heading in page.header]
    page.button(key="look-for-changes").click().run()
    assert works(page)


def test_what_readers_say_of_an_answer_is_kept_as_a_line(page, tmp_path):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("How many referrals did Derby have in 2016?").run()
    page.button(key="wrong-0").click().run()
    assert works(page)
    (line,) = (tmp_path / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert list(record) == ["question", "outcome", "verdict", "history", "area", "time"]
    assert (record["question"], record["outcome"], record["verdict"]) == ("How many referrals did Derby have in 2016?", "answered", "wrong")
    assert not [button for button in page.button if button.key == "right-0"]
    assert any("what was said of answers" in one.proto.label for one in page.get("download_button"))


def test_an_answer_about_a_run_of_years_has_its_chart(page):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("What is the trend in referrals in Derby since 2013?").run()
    assert works(page)
    assert page.get("vega_lite_chart")[0].proto.alt
    assert "England" not in page.get("vega_lite_chart")[0].proto.spec  # a count beside a country's says nothing
    [shown] = [part["table"] for part in cited(page) if "table" in part]
    assert shown["columns"] == ["Year", "Derby"] and len(shown["rows"]) == 12


def ask(page, question: str):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value(question).run()
    return page


def test_the_list_of_questions_asked_before_is_short_and_the_rest_is_folded(page):
    ask(page, "How many children in need did Derby have in 2012?")
    for year in range(2013, 2021):
        page.chat_input[0].set_value(f"How many children in need did Derby have in {year}?").run()
    assert works(page)
    listed = [one.label for one in page.button if (one.key or "").startswith("earlier-")]
    assert [label[-5:-1] for label in listed] == [str(year) for year in range(2019, 2011, -1)]
    (folded,) = [one for one in page.expander if one.label.startswith("Earlier")]
    assert folded.label == "Earlier (3)"
    assert [one.label[-5:-1] for one in folded.button] == ["2014", "2013", "2012"]


def slots(page) -> dict[str, tuple[str, str]]:
    """The slots of the reading: name -> what was understood, and how it came about."""
    found = (re.fullmatch(r"(\w+): (.*?)(?: · (.*))?", one.label.replace("\\", "")) for one in page.menu_button)
    return {name: (value, how or "") for name, value, how in (match.groups() for match in found)}


def change(page, slot: str, value: str):
    return next(one for one in page.menu_button if one.label.startswith(f"{slot}:")).click(value).run()


def test_the_reading_of_an_answer_is_shown_slot_by_slot_with_how_each_came_about(page):
    ask(page, "How many children in need were there in Derby in 2016?")
    assert works(page)
    assert list(slots(page)) == ["What", "Where", "When", "Beside", "As"]
    assert slots(page)["Where"] == ("Derby", "typed")
    assert slots(page)["When"] == ("31 March 2016", "typed")
    page.chat_input[0].set_value("and the rate?").run()
    assert slots(page) == {"What": ("Children in need at 31 March", "carried over"), "Where": ("Derby", "carried over"),
                           "When": ("31 March 2016", "carried over"), "Beside": ("nothing", ""), "As": ("rate", "typed")}  # fmt: skip
    next(button for button in page.button if button.label == "Start again").click().run()
    page.selectbox(key="area").set_value("Derby").run()
    page.chat_input[0].set_value("Hello, how many referrals were there?").run()
    assert (slots(page)["Where"][1], slots(page)["When"][1]) == ("assumed", "assumed")
    assert 'Not used\\: "Hello".' in [one.value for one in page.caption]


def test_one_click_on_a_slot_asks_the_question_so_changed(page):
    ask(page, "How many children in need were there in Derby in 2016?")
    change(page, "When", "31 March 2015")
    assert works(page)
    assert "at 31 March 2015" in texts(page)
    assert slots(page)["When"] == ("31 March 2015", "chosen")
    assert slots(page)["Where"] == ("Derby", "typed")


def test_only_the_last_answer_can_be_changed(page):
    ask(page, "How many children in need were there in Derby in 2016?")
    page.chat_input[0].set_value("and the year before?").run()
    assert list(slots(page)).count("When") == 1


def test_what_was_not_answered_has_no_slots(page):
    ask(page, "What is the weather in Derby?")
    assert not page.menu_button


def test_questions_stand_in_the_address_survive_a_reload_and_are_opened_again(page):
    page.query_params["area"] = "Derby"
    ask(page, "How many children in need did we have in 2016?")
    page.chat_input[0].set_value("and the year before?").run()
    change(page, "Where", "England")
    link = page.query_params
    assert link["q"][:2] == ["How many children in need did we have in 2016?", "and the year before?"] and len(link["q"]) == 3
    other = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run().switch_page(ASK)
    other.query_params.update(link)
    other.run()
    assert works(other)
    assert texts(other) == texts(page) and "England had 390,130 [1]" in texts(page)
    asked = [one for one in other.button if one.key and one.key.startswith("earlier-")]
    assert [one.label for one in asked] == ["and the year before?", "How many children in need did we have in 2016?"]
    asked[0].click().run()
    assert "Derby had 2,444 [1]" in texts(other)
    assert other.query_params["q"][-1] == "and the year before?"
    other.chat_input[0].set_value("and the year before?").run()
    assert "at 31 March 2014" in texts(other)


@pytest.mark.parametrize("question", ["What is the weather in Derby?", "How is Jane Smith's case going?", "asdf qwer",
                                      "List the names of the children on a plan in Derby"])  # fmt: skip
def test_what_a_guard_declined_or_may_name_somebody_never_stands_in_the_address(page, question):
    page.query_params["area"] = "Derby"
    ask(page, question)
    page.chat_input[0].set_value("How many referrals did we have in 2016?").run()
    assert works(page)
    assert page.query_params["q"] == "How many referrals did we have in 2016?"


def test_a_question_of_another_authority_keeps_it_in_the_address(page):
    page.query_params["area"] = "Derby"
    ask(page, "How many referrals did we have in 2016?")
    page.selectbox(key="area").set_value("Leeds").run()
    assert "Derby had 3,582 [1]" in texts(page)
    other = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run().switch_page(ASK)
    other.query_params.update(page.query_params)
    other.run()
    assert "Derby had 3,582 [1]" in texts(other)
    assert other.selectbox(key="area").value == "Leeds"


@pytest.mark.parametrize(("question", "shown"), [
    ("How many children in need did Derby have at 31 March 2016?", "2,342"),
    ("How do we rank in England for the rate of referrals in 2016?", None),
    ("What is the trend in referrals in Derby since 2013?", None),
    ("What is a section 47 enquiry?", None),
])  # fmt: skip
def test_the_figure_that_is_the_answer_is_shown_large_and_no_other_is(page, question, shown):
    page.query_params["area"] = "Derby"
    ask(page, question)
    assert works(page)
    found = [part["headline"]["text"] for part in cited(page) if "headline" in part]
    assert found == ([shown] if shown else found[:1])
    for part in cited(page):
        if "headline" in part:
            receipt = part["receipts"][str(part["headline"]["mark"])]
            assert dict(receipt["lines"])["Area"].startswith("Derby")


def test_start_again_empties_the_conversation(page):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value("How many referrals did Derby have in 2016?").run()
    next(button for button in page.button if button.label == "Start again").click().run()
    assert not page.header


def press_start(page) -> None:
    """Derby 2016 as a draft, and the view of drafts open on it."""
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    page.button(key="start-draft").click().run()
    page.switch_page(DRAFTS).run()


@pytest.fixture(scope="module")
def pressed(starter_store, tmp_path_factory) -> Path:
    """A draft of Derby 2016 as the button of the page makes it, in its folder."""
    folder = tmp_path_factory.mktemp("pressed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CIN_NARRATIVE_STORE", str(starter_store))
        patch.setenv("CIN_NARRATIVE_DRAFTS", str(folder))
        press_start(report())
    return folder


@pytest.fixture
def started(page, drafts, pressed) -> AppTest:
    """The page with that draft open, as a link to it opens it."""
    shutil.copytree(pressed, drafts)
    page.query_params.update({"area": "Derby", "year": "2016", "draft": "derby-2016"})
    return page.switch_page(DRAFTS).run()


def tell(page, event: str, part: str, text: str | None = None):
    """What the script of a draft's section tells of one of its parts: that it is opened, typed in, saved or left."""
    for element in page.get("bidi_component"):
        held = data_of(element)
        if part in {one["id"] for one in held.get("parts", ())}:
            states = page._tree.get_widget_states()
            said = {"part": part} if text is None else {"part": part, "text": text}
            payload = json.dumps([{"event": event, "value": said}])
            states.widgets.add(id=_make_trigger_id(element.proto.id, "events"), json_trigger_value=payload)
            return page._run(states)
    raise AssertionError(f"no section shows {part}")


def being_edited(page) -> str | None:
    """The text that the editor holds, as it would be saved; None where none is open."""
    sections = [data_of(element) for element in page.get("bidi_component")]
    now = next((one["editing"] for one in sections if one.get("editing")), None)
    return now and "".join(piece if isinstance(piece, str) else piece["raw"] for piece in now["pieces"])


def draft_texts(page) -> str:
    sections = [data_of(element) for element in page.get("bidi_component")]
    shown = [part for one in sections for part in one.get("parts", ())]
    return "\n".join("".join(f" [{piece}]" if isinstance(piece, int) else piece["text"] if isinstance(piece, dict) else piece for piece in [*one["bold"], *one["pieces"]]) for one in shown)


def first_level(folder) -> DraftParagraph:
    """The paragraph that gives the children in need at 31 March."""
    return next(part for part in read_draft(folder / "derby-2016.draft.toml").paragraphs if part.text.startswith("Derby had 2,342"))


def markdown(page) -> str:
    return "\n".join(text.value for text in page.markdown)


def test_without_a_draft_the_view_says_what_one_is_and_starts_it(page, drafts):
    page.run()
    page.switch_page(DRAFTS).run()
    assert works(page)
    assert "There is none yet" in markdown(page)
    assert "choose an authority above" in markdown(page)
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    assert page.button(key="start-draft").label == "Start a draft\\: Derby, 2015 to 2016"
    page.button(key="start-draft").click().run()
    assert works(page)
    assert page.title[0].value == "Children in need in Derby, 2015 to 2016"
    assert [path.name for path in drafts.iterdir()] == ["derby-2016.draft.toml"]


@pytest.mark.parametrize(("given", "offered", "title"), [
    ({"area": "Blackpool", "year": "2020"}, ["Rochdale", "North West", "England"], "Children in need in Rochdale, 2023 to 2024"),
    ({"area": "Exeter"}, ["Devon"], "Children in need in Devon, 2023 to 2024"),
    ({"area": "Derbyy"}, ["Derby"], "Children in need in Derby, 2023 to 2024"),
    ({"area": "Derby", "year": "1999"}, ["Derby 2024"], "Children in need in Derby, 2023 to 2024"),
    ({"area": "Derby", "year": "2016", "release": "2099"}, ["Derby 2016"], "Children in need in Derby, 2015 to 2016"),
    ({"area": "<script>"}, ["Cheshire West and Chester"], "Children in need in Cheshire West and Chester, 2023 to 2024"),
])  # fmt: skip
def test_an_address_that_leads_nowhere_leads_on_to_what_is_held(page, given, offered, title):
    page.query_params.update(given)
    page.run()
    assert len(page.error) == 1 and "cin-narrative" not in page.error[0].value
    assert [one.value for one in page.title] == ["Report"]
    assert [one.label for one in page.button] == offered
    assert "data" in [one.proto.page for one in page.get("page_link")][-1]
    page.button[0].click().run()
    assert works(page)
    assert [one.value for one in page.title] == [title]


def test_nonsense_in_the_address_starts_a_draft_as_by_default(page, drafts):
    page.query_params.update({"area": "Derby", "year": "2016", "since": "<b>", "method": "none", "neighbours": "-1", "show": "x"})
    page.run()
    page.switch_page(DRAFTS).run()
    page.button(key="start-draft").click().run()
    assert works(page)
    made = read_draft(drafts / "derby-2016.draft.toml")
    assert (made.since, made.method) == (0, Method.BANDS)


def test_a_draft_has_the_tables_and_charts_of_the_report(page):
    page.query_params.update({"area": "Derby", "year": "2016"})
    page.run()
    captions = [held["table"]["caption"] for held in components(page) if "table" in held]
    page.button(key="start-draft").click().run()
    page.switch_page(DRAFTS).run()
    assert works(page)
    assert len(captions) >= 3
    assert [held["table"]["caption"] for held in components(page) if "table" in held] == captions
    assert "Table behind the chart: Stages of a case" in [fold.label.replace("\\", "") for fold in page.expander]
    figures = [piece for held in components(page) for part in held.get("parts", ()) for piece in part["pieces"] if isinstance(piece, dict)]
    assert "2,342" in {one["text"] for one in figures}  # what opens its receipt is the figure itself, as in the report


def components(page) -> list[dict]:
    return [data_of(element) for element in page.get("bidi_component")]


def test_a_draft_is_started_from_the_summary_shown(page, drafts):
    press_start(page)
    assert works(page)
    assert page.title[0].value == "Children in need in Derby, 2015 to 2016"
    assert "Derby had 2,342 [" in draft_texts(page)
    assert [path.name for path in drafts.iterdir()] == ["derby-2016.draft.toml"]
    assert len([one for one in page.get("download_button") if one.key.startswith("draft-export-")]) == len(formats())


def test_an_edit_is_checked_in_words_before_it_is_saved_and_after(started, drafts):
    page = started
    part = first_level(drafts).id
    tell(page, "edit", part)
    wrong = being_edited(page).replace("2,342", "2,442")
    tell(page, "type", part, wrong)
    assert works(page)
    assert "✗ **Disagrees:**" in markdown(page)
    assert r"Right\: 2,342" in markdown(page)
    assert "2,442" not in first_level(drafts).text
    tell(page, "save", part, wrong)
    assert works(page)
    assert being_edited(page) is None
    assert "Derby had 2,442 children" in draft_texts(page)  # no mark: its source says another figure
    assert "**Disagrees:**" in markdown(page)


def test_a_visit_to_another_view_does_not_empty_the_text_being_edited(started, drafts):
    page = started
    part = first_level(drafts)
    tell(page, "edit", part.id)
    assert being_edited(page) == part.text
    sections = [data_of(element) for element in page.get("bidi_component")]
    assert not [one for section in sections for one in section.get("parts", ()) if one["may"]]
    tell(page, "type", part.id, f"{part.text} More.")
    page.switch_page(ASK).run()
    page.switch_page(DRAFTS).run()
    assert being_edited(page) == f"{part.text} More."
    tell(page, "cancel", part.id)
    assert being_edited(page) is None
    assert read_draft(drafts / "derby-2016.draft.toml").part(part.id) == part


def test_two_people_who_edit_the_same_text_are_shown_both(started, drafts, starter_store):
    page = started
    part = first_level(drafts)
    path = drafts / "derby-2016.draft.toml"
    tell(page, "edit", part.id)
    with Store.open(starter_store) as store:
        api.drafts.save(store, path, part.id, "Theirs.", part.stamp)
    tell(page, "save", part.id, "Mine.")
    assert len(page.error) == 1
    assert {"**As it stands now**\n\nTheirs.", "**Yours, not saved**\n\nMine."} <= {text.value for text in page.markdown}
    assert read_draft(path).part(part.id).text == "Theirs."
    page.button(key=f"mine-{part.id}").click().run()
    assert works(page)
    assert read_draft(path).part(part.id).text == "Mine."


@pytest.mark.long
def test_a_slot_is_written_and_the_page_is_signed(started, drafts):
    page = started
    tell(page, "edit", "local-context")
    tell(page, "save", "local-context", "Our early help offer was new.")
    next(button for button in page.button if button.label == "Sign").click().run()
    assert [error.value for error in page.error] == ["A sign-off needs a name (of 200 characters or fewer) and a time."]
    page.text_input(key="sign_name").set_value("A. Director")
    next(button for button in page.button if button.label == "Sign").click().run()
    assert [error.value[:41] for error in page.error] == [r"Not signed\: these sections are empty. Wr"]
    assert not read_draft(drafts / "derby-2016.draft.toml").sign_offs
    page.button(key="remove-empty").click().run()
    page.text_input(key="sign_name").set_value("A. Director")
    next(button for button in page.button if button.label == "Sign").click().run()
    assert works(page)
    draft = read_draft(drafts / "derby-2016.draft.toml")
    assert draft.signed("local-context").name == "A. Director"
    assert all(draft.signed(part.id) for part in draft.paragraphs)


@pytest.mark.long
def test_what_disagrees_is_not_signed_without_a_reason(started, drafts):
    page = started
    part = first_level(drafts).id
    tell(page, "edit", part)
    tell(page, "save", part, being_edited(page).replace("2,342", "2,442"))
    page.button(key="remove-empty").click().run()
    page.text_input(key="sign_name").set_value("A. Director")
    next(button for button in page.button if button.label == "Sign").click().run()
    assert [error.value for error in page.error] == [r"Not signed\: correct what disagrees with the store, or sign with a reason."]
    assert not read_draft(drafts / "derby-2016.draft.toml").sign_offs


@pytest.mark.long
def test_changes_of_a_release_are_looked_for(started, drafts):
    page = started
    page.button(key="look-for-changes").click().run()
    assert works(page)
    assert "No figure of this draft has changed" in markdown(page)


@pytest.mark.long
def test_a_name_in_the_address_that_is_no_draft_is_said_and_no_other_opens(started):
    other = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run().switch_page(DRAFTS)
    other.query_params["draft"] = "derby-2016-x<b>"
    other.run()
    assert not other.exception
    assert [error.value for error in other.error] == [r'There is no draft called "derby-2016-x\<b\>" that you may open.']
    assert [title.value for title in other.title] == ["Drafts"]
    assert not cited(other) and not draft_texts(other)
    other.selectbox(key="draft").set_value("derby-2016").run()
    assert works(other)
    assert "Derby had 2,342 [" in draft_texts(other)
    assert other.query_params["draft"] == "derby-2016"


@pytest.mark.long
def test_a_draft_is_undone_renamed_and_deleted(started, drafts):
    page = started
    before = first_level(drafts)
    tell(page, "edit", before.id)
    tell(page, "save", before.id, "Something else.")
    page.button(key="undo").click().run()
    assert works(page)
    assert first_level(drafts) == before
    page.text_input(key="new_name").set_value("../My Derby page!")
    page.button(key="rename-draft").click().run()
    assert works(page)
    assert sorted(path.name for path in drafts.iterdir()) == ["my-derby-page.draft.toml", "my-derby-page.versions"]
    assert page.query_params["draft"] == "my-derby-page"
    page.button(key="delete-draft").click().run()
    assert works(page)
    assert list(drafts.iterdir()) == []


@pytest.mark.long
def test_a_mistake_stands_beside_the_button_that_came_to_it(started, drafts):
    page = started
    page.text_input(key="new_name").set_value("!!!")
    page.button(key="rename-draft").click().run()
    assert [error.value for error in page.error] == ["Give a name of letters, digits and strokes, at most 60."]
    assert not page.run().error  # it is said once


def test_a_file_that_is_no_draft_says_so_in_one_line(page, drafts):
    drafts.mkdir()
    (drafts / "odd.draft.toml").write_text("[", encoding="utf-8")
    page.run()
    page.switch_page(DRAFTS).run()
    assert not page.exception
    assert "odd.draft.toml cannot be read as a draft" in page.error[0].value


def test_indicators_are_found_by_the_names_people_use(page):
    page.run()
    page.switch_page(INDICATORS).run()
    assert works(page)
    everything = len(page.expander)
    page.text_input(key="find").set_value("re-refs").run()
    assert [one.label for one in page.expander] == ["Re-referrals within 12 months of a previous referral"]
    shown = page.expander[0].markdown[0].value
    assert all(term in shown for term in ("Also called", "Polarity:** neither higher nor lower is better in itself", "file c1", "Notes"))
    assert everything > 50


def test_a_word_that_no_indicator_has_says_so(page):
    page.run()
    page.switch_page(INDICATORS).run()
    page.text_input(key="find").set_value("zebra").run()
    assert not page.expander
    assert any("No indicator has all of these words" in text.value for text in page.markdown)


@pytest.mark.long
def test_another_store_in_its_place_is_seen_on_the_next_run(starter_store, tmp_path, monkeypatch):
    path, other = tmp_path / "store.duckdb", tmp_path / "other.duckdb"
    shutil.copy(starter_store, path)
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(path))
    page = report()
    page.query_params["area"] = "Derby"
    page.run()
    assert works(page)
    other.write_text("not a store", encoding="utf-8")
    other.replace(path)
    page.run()
    assert "is not a store of this program" in page.error[0].value
    shutil.copy(starter_store, other)
    other.replace(path)
    page.run()
    assert works(page)
    assert cited(page)


UNREADABLE = [
    (b"not a store", "is not a store of this program"), (None, "There is no store at"), (b"", "is not"), (b"\0" * 8 + b"DUCK" + b"\0" * 5000, "store.duckdb"),
]  # fmt: skip


def in_place_of_a_store(there: bytes | None, folder: Path, monkeypatch) -> AppTest:
    """The page of Derby where this is at the place of the store."""
    if there is not None:
        (folder / "store.duckdb").write_bytes(there)
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(folder / "store.duckdb"))
    monkeypatch.setenv("CIN_NARRATIVE_DRAFTS", str(folder / "drafts"))
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.query_params["area"] = "Derby"
    return page.run()


@pytest.mark.parametrize(("there", "said"), UNREADABLE)
def test_a_store_that_cannot_be_read_says_what_it_is(tmp_path, monkeypatch, there, said):
    page = in_place_of_a_store(there, tmp_path, monkeypatch)
    assert not page.exception
    assert len(page.error) == 1 and said in page.error[0].value.replace("\\", "")
    assert [button.label for button in page.button] == ["Choose another store", "Start with starter data"]
    page.text_input(key="typed_store").set_value(str(tmp_path / "none.duckdb"))
    page.button(key="choose-store").click().run()
    assert any("none.duckdb" in error.value for error in page.error)


@pytest.mark.long
@pytest.mark.parametrize("there", spread([there for there, _ in UNREADABLE], 2))
def test_a_store_that_cannot_be_read_has_two_ways_on(starter_store, tmp_path, monkeypatch, there):
    path, other = tmp_path / "store.duckdb", tmp_path / "other.duckdb"
    shutil.copy(starter_store, other)
    page = in_place_of_a_store(there, tmp_path, monkeypatch)
    page.text_input(key="typed_store").set_value("")
    page.button(key="choose-store").click().run()
    assert works(page)
    assert page.title[0].value.startswith("Children in need in Derby")
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(path))
    page.run()
    page.button(key="start-with-starter").click().run()
    assert works(page)
    assert page.title[0].value.startswith("Children in need in Derby")
    assert (path.read_bytes() if path.exists() else None) == there
    assert (tmp_path / "starter-store.duckdb").is_file()


@pytest.mark.parametrize(("text", "found"), [
    ("Derby had 2,342 [1] children.", ["Derby had 2,342", 1, " children."]),
    ("No figure.", ["No figure."]),
    ("up 3 [4] (1% [5])", ["up 3", 4, " (1%", 5, ")"]),
])  # fmt: skip
def test_a_text_is_cut_at_its_marks(text, found):
    assert pieces(text) == found


@pytest.mark.parametrize(("text", "shown"), [
    ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
    ("<b> & [x](y)", r"\<b\> \& \[x\](y)"),
    ("- item", r"\- item"),
    ("1. item", r"1\. item"),
    ("www.example.org", "www\u2060.example.org"),
])  # fmt: skip
def test_markdown_characters_are_escaped(text, shown):
    assert plain(text) == shown
