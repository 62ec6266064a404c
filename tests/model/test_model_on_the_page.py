"""The page with a model: our own answer first, the model's in its place when it has passed the check, a click that calls it off."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
import streamlit as st
from scripted_server import Play, ScriptedServer, by_job, completion, reads_as, says, stalls, status
from streamlit.testing.v1 import AppTest

from cin_narrative.api import assistance
from cin_narrative.messages import message
from cin_narrative.models.model_settings import MODEL
from cin_narrative.screen.ask import model_help, model_panel
from cin_narrative.screen.report.annex import FOLD

ROOT = Path(__file__).parents[2]
ASK = "cin_narrative/screen/ask/ask_page.py"
PLAIN, RADAR = "How many children in need did Derby have at 31 March 2016?", "How many youngsters were on the radar in Derby in 2016?"
OURS = "Derby had 2,342 [1] children in need at 31 March 2016, a rate of 400.5 [2] per 10,000 children aged under 18 years."
FREER = "At 31 March 2016, Derby had 2,342 [1] children in need, a rate of 400.5 [2] per 10,000 children aged under 18 years."
KEY = "sk-page-0a1b2c"
WAITS = model_help.wait_for_jobs


def period_first(given: dict) -> str:
    return json.dumps({"paragraph": " ".join(given["claims"]).replace("{A1} had {F1} {P1}", "{P1}, {A1} had {F1}")})


@pytest.fixture
def page(starter_store, tmp_path, monkeypatch):
    """The page; the model phrases, and reads only where a test wants it to."""
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))
    monkeypatch.setenv("CIN_NARRATIVE_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("CIN_NARRATIVE_FEEDBACK", str(tmp_path / "feedback.jsonl"))
    monkeypatch.setattr(model_help, "wait_for_jobs", lambda: None)  # the tests look at the page while a job is under way
    made = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    made.session_state[model_panel.READS] = False
    return made


@pytest.fixture
def on(tmp_path, monkeypatch):
    """Switch a model on for the page; its server is the test's."""
    pytest.importorskip("langchain_openai", reason='pip install -c constraints.txt -e ".[llm]"')

    @contextmanager
    def switch(play: Play, seconds: str = "5") -> Iterator[ScriptedServer]:
        with ScriptedServer(play) as server:
            values = {"CIN_NARRATIVE_MODEL": "scripted", "CIN_NARRATIVE_MODEL_URL": server.url, "OPENAI_API_KEY": KEY,
                      "CIN_NARRATIVE_MODEL_TIMEOUT": seconds, "CIN_NARRATIVE_MODEL_LOG": str(tmp_path / "log.jsonl")}  # fmt: skip
            for name, value in values.items():
                monkeypatch.setenv(name, value)
            yield server

    yield switch
    assistance._open_model.cache_clear()


REPORT = "cin_narrative/screen/report/report_page.py"


def ask(page, question):
    page.run()
    page.switch_page(ASK).run()
    page.chat_input[0].set_value(question).run()
    assert not page.exception


def shown(page) -> list[str]:
    parts = [json.loads(element.proto.json)[0] for element in page.get("bidi_component")]
    return ["".join(f" [{piece}]" if isinstance(piece, int) else piece["text"] if isinstance(piece, dict) else piece for piece in one["pieces"]) for part in parts for one in part.get("paragraphs", ())]


def come(page, key="answer-0"):
    """The page as it stands once the job under way is over."""
    assert page.session_state[model_help.HELP][key].errand.wait(30)
    page.run()
    assert not page.exception


def press(page, label):
    next(one for one in page.button if one.label == label).click().run()
    assert not page.exception


def labels(page) -> list[str]:
    return [one.label for one in page.button]


def everything(page) -> str:
    return "\n".join([*(one.value for one in (*page.caption, *page.markdown, *page.code)), *(str(one.value) for one in page.table), *shown(page)])


def test_without_a_model_the_page_says_nothing_of_one_and_imports_nothing_of_one(page, monkeypatch):
    monkeypatch.setattr(assistance, "model_settings", lambda secrets: pytest.fail("the settings were looked up"))
    ask(page, PLAIN)
    assert shown(page) == [OURS]
    assert model_help.FREELY not in labels(page)
    assert model_panel.HEADING not in [one.label for one in page.expander]
    assert model_help.HELP not in page.session_state


def test_the_name_of_the_variable_is_that_of_the_settings():
    assert model_panel.VARIABLE == MODEL


def test_our_own_answer_is_there_first_and_the_freer_one_takes_its_place(page, on):
    may_reply = Event()

    def play(request, sent):
        may_reply.wait(30)
        request.answer(completion(period_first(json.loads(sent["messages"][-1]["content"]))))

    with on(play, "30"):
        ask(page, PLAIN)
        press(page, model_help.FREELY)
        assert shown(page) == [OURS]
        assert model_help.PHRASING in everything(page)
        may_reply.set()
        come(page)
        assert shown(page) == [FREER]
        assert model_help.BY_MODEL in everything(page)
        press(page, model_help.OURS)
        assert shown(page) == [OURS]
        press(page, model_help.THEIRS)
        assert shown(page) == [FREER]


def test_the_page_shows_itself_anew_when_the_job_is_over(page, on, monkeypatch):
    monkeypatch.setattr(model_help, "wait_for_jobs", WAITS)
    with on(says(period_first)):
        ask(page, PLAIN)
        press(page, model_help.FREELY)
    assert shown(page) == [FREER]


def test_what_was_sent_is_shown_word_for_word_and_holds_no_figure_and_no_key(page, on):
    with on(says(period_first)) as server:
        ask(page, PLAIN)
        press(page, model_help.FREELY)
        come(page)
    sent = json.loads(server.received[0].partition(b"{")[1] + server.received[0].partition(b"{")[2])
    code = "\n".join(one.value for one in page.code)
    for one in sent["messages"]:
        assert one["content"] in code
    assert "2,342" not in code and "Derby" not in code
    assert KEY not in everything(page)


def test_a_click_calls_it_off_and_our_own_words_stay(page, on):
    with on(stalls, "30"):
        ask(page, PLAIN)
        press(page, model_help.FREELY)
        started = time.monotonic()
        press(page, "Cancel")
        assert time.monotonic() - started < 10
        assert shown(page) == [OURS]
        assert model_help.CALLED_OFF in everything(page)


@pytest.mark.parametrize(("play", "said"), [
    (says('{"paragraph": "Derby had 9,999 ![](http://127.0.0.1/x.png)."}'), "was not used, because"), (status(500), "did not help, because its server failed"),
    (stalls, "did not help, because it took too long"),
])  # fmt: skip
def test_a_model_that_fails_or_does_harm_costs_a_quiet_line(page, on, play, said):
    with on(play, "1"):
        ask(page, PLAIN)
        press(page, model_help.FREELY)
        come(page)
    assert shown(page) == [OURS]
    assert said in everything(page)
    assert not page.error
    assert not [one for one in (*page.markdown, *page.caption) if "9,999" in one.value]


def test_a_reader_who_switches_reading_off_sends_nothing(page, on):
    with on(reads_as({"asks": []})) as server:
        page.run()
        page.switch_page(ASK).run()
        page.checkbox(key=model_panel.READS).check().run()
        page.checkbox(key=model_panel.READS).uncheck().run()
        page.chat_input[0].set_value(RADAR).run()
        assert server.received == []


NEED = {"indicator": "children_in_need_at_31_march", "words": "children in need", "metric": "count"}
SAME = {"words": PLAIN, "ask": "value", "cue": "How many", "measures": [NEED], "areas": [{"words": "Derby"}], "periods": [{"words": "31 March 2016"}]}


def test_our_answer_is_there_first_and_both_readings_where_the_models_differs(page, on):
    may_reply = Event()

    def play(request, sent):
        may_reply.wait(30)
        request.answer(completion(json.dumps({"asks": [{**SAME, "ask": "definition", "cue": None}]})))

    page.session_state[model_panel.READS] = True
    with on(play, "30"):
        ask(page, PLAIN)
        assert shown(page) == [OURS]
        assert model_help.READING in everything(page)
        may_reply.set()
        come(page, "answer-0-read")
        assert "can be read in two ways" in everything(page)
        assert "2,342" not in "".join(shown(page))
        press(page, next(label for label in labels(page) if "number of children in need" in label))
    assert OURS in shown(page)


def test_where_both_readers_agree_our_answer_stays_and_can_be_put_more_freely(page, on):
    page.session_state[model_panel.READS] = True
    with on(by_job(says(period_first), reads_as({"asks": [SAME]}))):
        ask(page, PLAIN)
        come(page, "answer-0-read")
        assert shown(page) == [OURS]
        press(page, model_help.FREELY)
        come(page)
        assert shown(page) == [FREER]


def test_a_reading_that_is_there_before_the_page_is_drawn_is_shown_beside_ours(page, on, monkeypatch):
    drawn = model_panel.show_settings

    def drawn_late():
        for one in st.session_state.get(model_help.HELP, {}).values():
            one.errand.wait(30)
        drawn()

    monkeypatch.setattr(model_help, "wait_for_jobs", WAITS)
    monkeypatch.setattr(model_panel, "show_settings", drawn_late)
    page.session_state[model_panel.READS] = True
    with on(reads_as({"asks": [SAME]})):
        ask(page, PLAIN)
    assert shown(page) == [OURS]
    assert message("screen.read_alike") in everything(page)
    assert model_help.READING not in everything(page)


def test_words_that_only_the_model_knows_stand_in_its_reading_beside_ours(page, on):
    page.session_state[model_panel.READS] = True
    only = {**SAME, "words": RADAR, "measures": [{**NEED, "words": "youngsters were on the radar"}], "periods": [{"words": "2016"}]}
    with on(reads_as({"asks": [only]})):
        ask(page, RADAR)
        come(page, "answer-0-read")
        told = "The language model's reading: number of children in need at 31 March, Derby, 31 March 2016."
        assert f"Our reading: {message('screen.not_read')}. {told}" in everything(page).replace("\\", "")


def test_a_model_that_reads_badly_costs_nothing(page, on):
    page.session_state[model_panel.READS] = True
    with on(reads_as({"asks": [{**SAME, "areas": [{"words": "Leeds"}]}]})):
        ask(page, PLAIN)
        come(page, "answer-0-read")
        assert shown(page) == [OURS]
        assert "was not used, because its reading does not hold" in everything(page).replace("\\", "")


def test_every_answer_is_put_more_freely_where_the_reader_wants_it(page, on):
    with on(says(period_first)):
        page.run()
        page.switch_page(ASK).run()
        page.checkbox(key=model_panel.PHRASES).check().run()
        page.chat_input[0].set_value(PLAIN).run()
        come(page)
        assert shown(page) == [FREER]


def test_a_section_of_the_summary_is_put_more_freely_on_request(page, on):
    heading = "Children in need at 31 March"
    with on(says(lambda given: json.dumps({"paragraph": " ".join(given["claims"])}))) as server:
        page.query_params.update({"area": "Derby", "year": "2016"})
        page.session_state[FOLD] = True
        page.run()
        page.switch_page(REPORT).run()
        before = [text for text in shown(page) if text]
        assert server.received == []
        page.button(key=f"model-phrase-section-{heading}").click().run()
        come(page, f"section-{heading}")
        after = [text for text in shown(page) if text]
    assert " ".join(after) == " ".join(before)
    assert len(server.received) == 1
    assert model_help.BY_MODEL in everything(page)


def test_settings_that_cannot_be_used_are_said_in_one_line_and_cost_no_answer(page, monkeypatch):
    monkeypatch.setenv("CIN_NARRATIVE_MODEL", "scripted")
    monkeypatch.setenv("CIN_NARRATIVE_MODEL_TIMEOUT", "soon")
    ask(page, PLAIN)
    assert shown(page) == [OURS]
    assert "CIN\\_NARRATIVE\\_MODEL\\_TIMEOUT" in everything(page)


def test_a_model_without_its_libraries_is_said_and_costs_no_answer(page, monkeypatch):
    from cin_narrative.models import llm

    monkeypatch.setenv("CIN_NARRATIVE_MODEL", "scripted")
    monkeypatch.setattr(llm, "find_spec", lambda name: None)
    assistance._open_model.cache_clear()
    ask(page, PLAIN)
    press(page, model_help.FREELY)
    come(page)
    assert shown(page) == [OURS]
    assert "not installed" in everything(page)


def test_the_settings_may_stand_in_the_secrets_of_the_page(page, tmp_path):
    page.secrets.update({"CIN_NARRATIVE_MODEL": "from-the-secrets", "CIN_NARRATIVE_MODEL_URL": "http://127.0.0.1:9/v1", "OPENAI_API_KEY": KEY,
                         "CIN_NARRATIVE_MODEL_TIMEOUT": 3, "CIN_NARRATIVE_MODEL_LOG": str(tmp_path / "log.jsonl"), "of-others": {"key": "x"}})  # fmt: skip
    page.run()
    page.switch_page(ASK).run()
    assert not page.exception
    seen = everything(page)
    assert "from\\-the\\-secrets" in seen or "from-the-secrets" in seen
    assert "3 seconds" in seen and KEY not in seen


OFF = """
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file("streamlit_app.py", default_timeout=60).run()
page.switch_page("cin_narrative/screen/ask/ask_page.py").run()
page.chat_input[0].set_value("How many youngsters were on the radar in Derby in 2016?").run()
assert not page.exception
names = ("langchain", "langchain_core", "langchain_openai", "openai", "httpx2", "langsmith", "tiktoken")
print([name for name in sys.modules if name.split(".")[0] in names], "cin_narrative.api.assistance" in sys.modules, "cin_narrative.models.llm" in sys.modules)
"""


@pytest.mark.long
def test_off_the_page_imports_nothing_of_a_model(starter_store, tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CIN_NARRATIVE", "OPENAI"))}
    done = subprocess.run([sys.executable, "-c", OFF], cwd=ROOT, capture_output=True, text=True, check=True,
                          env={**kept, "CIN_NARRATIVE_STORE": str(starter_store), "CIN_NARRATIVE_FEEDBACK": str(tmp_path / "f.jsonl")})  # fmt: skip
    assert done.stdout.strip().splitlines()[-1] == "[] False False"
