"""Every byte that leaves: the question and the vocabulary, or slots and labels. No stored value, no key in the words, nothing of a child."""

import json
import os
import re
import subprocess
import sys

import pytest
from scripted_server import ScriptedServer, paragraph, reads_as

from cin_narrative import api
from cin_narrative.api import assistance
from cin_narrative.errors import ModelSettingsFault
from cin_narrative.models.exchange_log import ExchangeLog
from cin_narrative.models.job_prompts import prompt_for
from cin_narrative.models.model_settings import read_settings

KEY = "sk-test-0a1b2c3d4e5f"
QUESTIONS = (
    "How many children in need did Derby have at 31 March 2016?", "How has the number of children in need in Derby changed since 2015?",
    "How does the rate of referrals in Derby compare with England?", "What were the three most common primary needs in Derby in 2016?",
)  # fmt: skip
CHILD_LEVEL = ("lachildid", "upn", "dateofbirth", "personbirthdate", "postcode", "childidentifiers", "cindetails")
HEADERS = {"host", "accept", "content-type", "content-length", "authorization", "connection"}


def test_phrasing_sends_no_value_no_area_no_period_and_no_key(connect, opened, areas):
    with ScriptedServer(paragraph("It was so.")) as server:
        model = connect(server.url)
        figures = []
        for question in QUESTIONS:
            found = api.ask(opened, question)
            figures += found.commentary.figures
            assistance.phrase_answer(found, model)
        assert len(server.received) == len(QUESTIONS)
    values = {figure.shown for figure in figures} | {str(figure.value) for figure in figures}
    assert len(values) > 20
    for raw in server.received:
        head, _, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
        sent = json.loads(body)
        words = json.dumps(sent["messages"])
        bare = re.sub(r"[{\"\\][A-Z]\d+[}\"\\]", "", words)
        assert not re.search(r"\d", bare)
        assert not [value for value in values if value in bare]
        assert "Derby" not in words and "March" not in words.replace("no month", "")
        assert not [name for name in CHILD_LEVEL if name in raw.decode().lower()]
        assert KEY not in body.decode()
        assert {line.split(":")[0].lower() for line in head.decode().splitlines()[1:] if ":" in line} <= HEADERS
        assert set(sent) == {"model", "stream", "messages", "max_completion_tokens", "response_format", "temperature"}


def test_reading_sends_the_question_and_the_vocabulary_in_a_strict_schema_and_no_value_and_no_key(connect, opened):
    with ScriptedServer(reads_as({"asks": []})) as server:
        model = connect(server.url)
        figures = [figure for question in QUESTIONS for figure in api.ask(opened, question, "Derby", model=model).commentary.figures]
        assert len(server.received) == len(QUESTIONS)
    values = {f"{figure.value:,}" for figure in figures if figure.value is not None and figure.value > 50}
    assert len(values) > 10
    for raw, question in zip(server.received, QUESTIONS, strict=True):
        head, _, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
        sent = json.loads(body)
        assert json.loads(sent["messages"][-1]["content"]) == {"turns": [], "question": question}
        assert not [value for value in values if value in body.decode()]
        assert not [name for name in CHILD_LEVEL if name in body.decode().lower()]
        assert KEY not in body.decode()
        assert {line.split(":")[0].lower() for line in head.decode().splitlines()[1:] if ":" in line} <= HEADERS
        form = sent["response_format"]["json_schema"]
        assert form["strict"] is True and form["schema"]["$defs"]["Period"]["properties"]["default"]
        assert "maxLength" not in body.decode()
        assert set(sent) == {"model", "stream", "messages", "max_completion_tokens", "response_format", "temperature"}


def test_the_schema_has_no_key_that_a_strict_service_refuses():
    """OpenAI and Azure answer 400 to a strict schema with "maxLength" and the like."""
    schema = prompt_for("phrase").as_job({}).schema
    assert set(schema) == {"title", "description", "type", "properties", "required", "additionalProperties"}
    assert schema["required"] == list(schema["properties"]) and schema["additionalProperties"] is False
    assert all(set(field) <= {"type", "enum"} for field in schema["properties"].values())
    assert len(json.dumps(schema)) < 15_000


def test_the_key_is_nowhere_that_a_person_or_a_log_could_see_it(connect, opened, tmp_path):
    with ScriptedServer(paragraph("It was 9.")) as server:
        model = connect(server.url)
        found = assistance.phrase_answer(api.ask(opened, QUESTIONS[0]), model)
        shown = model.settings.shown()
    assert KEY not in repr(model) + repr(model.settings) + repr(shown) + repr(found) + (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert shown["Key"] == "set"
    assert shown["Runs on"].startswith("this machine")


def test_the_log_forgets_is_exported_and_cleared(connect, opened, tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text('{"at": "2020-01-01T00:00:00+00:00", "job": "route"}\nrubbish\n', encoding="utf-8")
    with ScriptedServer(paragraph("It was 9.")) as server:
        assistance.phrase_answer(api.ask(opened, QUESTIONS[0]), connect(server.url))
    log = ExchangeLog(path, 30)
    assert [entry["job"] for entry in log.read()] == ["phrase"]
    assert log.export(tmp_path / "out.json") == 1
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["refused"] == "it has a number outside a slot"
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    log.clear()
    assert log.read() == []


@pytest.mark.long
def test_off_is_the_default_and_imports_nothing():
    script = ("import sys; from cin_narrative import api; from cin_narrative.api import assistance; assert assistance.model_settings() is None; "
              "s = api.open_store(); api.ask(s, 'How many kids were on the radar in Derby?'); "
              "print([m for m in sys.modules if m.split('.')[0] in ('langchain', 'langchain_core', 'langchain_openai', 'openai', 'httpx2', 'langsmith')])")
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(("values", "said"), [
    ({"CIN_NARRATIVE_MODEL_URL": "ftp://x"}, "CIN_NARRATIVE_MODEL_URL"), ({"CIN_NARRATIVE_MODEL_URL": "http://name:pass@host/v1"}, "without a name"),
    ({"CIN_NARRATIVE_MODEL_TIMEOUT": "soon"}, '"soon"'), ({"CIN_NARRATIVE_MODEL_TIMEOUT": "0"}, "above 0"),
    ({"CIN_NARRATIVE_MODEL_LOG_DAYS": "-1"}, "CIN_NARRATIVE_MODEL_LOG_DAYS"), ({"CIN_NARRATIVE_MODEL_TIMEOUT": "nan"}, "above 0"),
])  # fmt: skip
def test_a_setting_that_cannot_be_used_is_said(values, said):
    with pytest.raises(ModelSettingsFault, match=said):
        read_settings({"CIN_NARRATIVE_MODEL": "m", **values})


def test_the_settings_have_the_names_of_the_contract(tmp_path):
    assert read_settings({"CIN_NARRATIVE_MODEL": " "}) is None
    settings = read_settings({"CIN_NARRATIVE_MODEL": "m"}, tmp_path / "log.jsonl")
    assert (settings.url, settings.timeout, settings.log_questions, settings.log_days) == ("https://api.openai.com/v1", 8.0, False, 30)
    azure = {"CIN_NARRATIVE_MODEL": "d", "CIN_NARRATIVE_MODEL_URL": "https://x.openai.azure.com/openai/v1/", "CIN_NARRATIVE_MODEL_LOG": "off"}
    settings = read_settings(azure, tmp_path / "log.jsonl")
    assert (settings.url, settings.log, settings.is_local) == ("https://x.openai.azure.com/openai/v1", None, False)
