"""The page on an authority's own return: its data quality, the internal view, and what may be taken away from it."""

import re
import shutil
from pathlib import Path

import pytest
from pieces import data_of
from streamlit.testing.v1 import AppTest

from cin_narrative import api
from cin_narrative.catalogue.areas import load_areas
from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.disclosure.door import INTERNAL
from cin_narrative.load.returns.census_return import load_return
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.screen.local_return import IS_INTERNAL, QUALITY
from cin_narrative.screen.report.annex import FOLD

ROOT = Path(__file__).parents[1]
REPORT = "cin_narrative/screen/report/report_page.py"
DATA = "cin_narrative/screen/data/data_page.py"
ASK = "cin_narrative/screen/ask/ask_page.py"


@pytest.fixture(scope="module")
def store(starter_in, tmp_path_factory) -> Path:
    """The starter's figures beside a small made-up return of Derby with an assessment that ends before it starts."""
    folder = tmp_path_factory.mktemp("returns")
    path = starter_in(folder / "indicators.duckdb")
    now, before = make_return(derby_totals().scaled(0.05), "831", 2016, folder, load_catalogue())
    text = now.read_text(encoding="utf-8")
    started = text.index("<AssessmentActualStartDate>") + len("<AssessmentActualStartDate>")
    now.write_text(text[:started] + "2099-01-01" + text[started + 10 :], encoding="utf-8")
    load_return([now, before], path, load_catalogue(), load_areas())
    return path


@pytest.fixture
def page(store, tmp_path, monkeypatch):
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(store))
    monkeypatch.setenv("CIN_NARRATIVE_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("CIN_NARRATIVE_FEEDBACK", str(tmp_path / "feedback.jsonl"))
    shown = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    shown.session_state[FOLD] = True  # all that the report folds
    shown.run().switch_page(REPORT)
    shown.query_params.update({"area": "Derby", "year": "2016"})
    return shown


def cited(page) -> list[dict]:
    shown = [data_of(element) for element in page.get("bidi_component")]
    return [one for one in shown if "paragraphs" in one]


def copies(page) -> list[str]:
    """Everything that a copy button would put on the clipboard."""
    found = [one["copy"] for part in cited(page) for one in part["paragraphs"] if "copy" in one]
    return [clip["text"] for clip in (*found, *(part["section"] for part in cited(page) if "section" in part))]


def texts(page) -> str:
    shown = [paragraph for part in cited(page) for paragraph in part["paragraphs"]]
    return "\n".join("".join(f" [{piece}]" if isinstance(piece, int) else piece["text"] if isinstance(piece, dict) else piece for piece in one["pieces"]) for one in shown)


def quality_texts(page) -> list[str]:
    return [element.value.replace("\\", "") for element in page.markdown if "Damages:" in element.value]


def receipt_lines(page, term: str) -> list[str]:
    lines = [line for part in cited(page) for receipt in part["receipts"].values() for line in receipt["lines"]]
    return [text for name, text in lines if name == term]


@pytest.mark.long
def test_the_page_shows_what_is_wrong_with_the_return_worst_damage_first_and_no_number_that_may_not_be_published(page) -> None:
    page.run()
    assert not page.exception
    assert not page.error
    assert "(made-up records)" in page.title[0].value
    headings = [one.value for one in page.subheader]
    assert QUALITY in [one.label for one in page.expander]
    assert headings.index("Records left out of figures") < headings.index("Counted as they are, to be put right")
    said = quality_texts(page)
    assert "Assessments that were completed before they started. They are left out. Correct one of the dates. DfE's rule 8608 (error)" in said[0]
    assert "Damages: Assessments completed in the year" in said[0]
    assert not any(re.search(r"\d+ of", text) for text in said)


def test_a_receipt_says_which_records_are_not_in_the_figure_and_how_many_in_the_internal_view(page) -> None:
    page.run()
    left_out = receipt_lines(page, "Left out of it")
    assert left_out
    assert all("Assessments that were completed before they started. They are left out." in text for text in left_out)
    page.toggle(key="internal").set_value(True).run()
    assert any(re.search(r"completed before they started: 1 of \d+\. They", text) for text in receipt_lines(page, "Left out of it"))
    assert any(re.search(r"completed before they started: 1 of \d+\. They", text) for text in quality_texts(page))


@pytest.mark.long
def test_the_internal_view_is_exact_and_says_so_and_cannot_be_copied_or_taken_away(page, store) -> None:
    page.run()
    assert "internal" not in page.query_params
    published, copied = texts(page), copies(page)
    page.toggle(key="internal").set_value(True).run()
    assert not page.exception
    assert "internal: exact figures, not for publication" in page.title[0].value.replace("\\", "")
    assert [warning.value for warning in page.warning] == [IS_INTERNAL]
    assert texts(page) != published
    assert set(copies(page)) < set(copied)  # only those of the charts, which are of the publishable view
    with api.open_store(store) as opened:
        exact, protected = (api.summary(opened, "Derby", 2016, **given).paragraphs for given in ({"audience": INTERNAL}, {}))
    only_exact = [paragraph.text for paragraph in exact if paragraph.plain not in {one.plain for one in protected}]
    assert only_exact
    assert all(text in texts(page) for text in only_exact)
    assert not any(paragraph.plain in clip for clip in copies(page) for paragraph in exact if paragraph.text in only_exact)
    page.toggle(key="internal").set_value(False).run()
    assert texts(page) == published
    assert copies(page) == copied


def test_an_answer_of_the_internal_view_is_marked_and_has_no_copy_button(page) -> None:
    page.run()
    page.switch_page(ASK).run()
    page.toggle(key="internal").set_value(True).run()
    page.chat_input[0].set_value("How many children in need in Derby had low income as their primary need in 2016?").run()
    assert not page.exception
    assert "Internal: exact figures, not for publication." in texts(page)
    assert copies(page) == []
    page.toggle(key="internal").set_value(False).run()
    page.chat_input[0].set_value("How many children in need did Derby have in 2016?").run()
    assert len(copies(page)) > 0


def test_without_a_return_there_is_no_switch_and_no_section(page) -> None:
    page.query_params.update({"area": "Derby", "year": "2014"})
    page.run()
    assert not page.exception
    assert not page.toggle
    assert QUALITY not in [one.label for one in page.expander]


@pytest.mark.long
def test_the_view_of_the_data_lists_submissions_and_sets_two_side_by_side(store, tmp_path, monkeypatch) -> None:
    path = Path(shutil.copy(store, tmp_path / "s.duckdb"))
    second = make_return(derby_totals().scaled(0.04), "831", 2016, tmp_path, load_catalogue(), 2)[0]
    load_return([second], path, load_catalogue(), load_areas(), label="<b>after</b> cleaning")
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(path))
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120).run().switch_page(DATA).run()
    assert not page.exception
    said = "\n".join(element.value for element in page.markdown)
    assert r"\<b\>after\</b\> cleaning" in said and "in use" in said
    page.selectbox(key="before-831").set_value(2)
    page.selectbox(key="after-831").set_value(3).run()
    assert not page.exception
    said = "\n".join(element.value for element in page.markdown)
    assert "Figures that moved" not in said and "internal view alone" in page.info[-1].value
    page.selectbox(key="submission-831").set_value(2).run()
    assert "not the one in use" in page.info[0].value and not any("submission 2" in caption.value for caption in page.caption)
    page.toggle(key="internal-submissions-831").set_value(True).run()
    assert not page.exception
    said = "\n".join(element.value for element in page.markdown)
    assert "Figures that moved" in said and "Findings settled" in said
    assert any("submission 2" in caption.value for caption in page.caption)
    whole, parts = (one.value for one in page.table[-3:-1])  # those of breakdowns are folded; the last is of releases
    assert 20 < len(whole) < 120 < len(parts)
