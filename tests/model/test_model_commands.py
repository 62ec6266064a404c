"""The command line with a model: what ``ask --model``, ``--batch``, ``evaluate --model`` and ``model`` print."""

import json

import pytest
from scripted_server import ScriptedServer, by_job, reads_as, says

from cin_narrative.api import assistance
from cin_narrative.cli.main import main

PLAIN = "How many children in need did Derby have at 31 March 2016?"
READING = {"asks": [{"ask": "value", "words": PLAIN, "cue": "How many", "areas": [{"words": "Derby"}], "periods": [{"words": "31 March 2016"}],
            "measures": [{"indicator": "children_in_need_at_31_march", "words": "children in need", "metric": "count"}]}]}  # fmt: skip
QUESTIONS = f"""
[[questions]]
id = "plain"
question = "{PLAIN}"
cells = [{{ area = "831", year = 2016, value = 2342 }}]

[[questions]]
id = "other"
question = "How many referrals did Derby have in 2016?"
cells = [{{ area = "831", year = 2016, value = 3582 }}]
"""


@pytest.fixture
def on(starter_store, tmp_path, monkeypatch):
    """Switch a model on for the command line; its server is the test's."""
    pytest.importorskip("langchain_openai", reason='pip install -c constraints.txt -e ".[llm]"')

    def switch(url: str) -> None:
        values = {"MODEL": "scripted", "MODEL_URL": url, "MODEL_LOG": str(tmp_path / "log.jsonl"), "STORE": str(starter_store)}
        for name, value in values.items():
            monkeypatch.setenv(f"CIN_NARRATIVE_{name}", value)

    yield switch
    assistance._open_model.cache_clear()


def claims_back(given: dict[str, object]) -> str:
    return json.dumps({"paragraph": " ".join(given["claims"])})


def test_the_json_says_what_the_model_did_only_where_it_was_asked_for(on, capsys):
    with ScriptedServer(by_job(says(claims_back), reads_as(READING))) as server:
        on(server.url)
        for arguments, expected in ((["--model"], {"routed": False, "phrased": False, "rejected": None}),
                                    (["--model", "--phrase"], {"routed": False, "phrased": True, "rejected": None}), ([], None)):  # fmt: skip
            assert main(["ask", PLAIN, "--format", "json", *arguments]) == 0
            assert json.loads(capsys.readouterr().out).get("model") == expected


def test_without_a_model_the_command_says_so(capsys):
    assert main(["ask", PLAIN, "--model"]) == 50
    assert "CIN_NARRATIVE_MODEL" in capsys.readouterr().err
    assert main(["ask", PLAIN, "--phrase"]) == 1


def test_the_scorecard_is_of_both_readers_and_says_how_they_agree(on, tmp_path, capsys):
    path = tmp_path / "questions.toml"
    path.write_text(QUESTIONS, encoding="utf-8")
    with ScriptedServer(reads_as(READING)) as server:
        on(server.url)
        assert main(["evaluate", str(path), "--model"]) == 0
    said = capsys.readouterr().out
    for line in ("Our reader", "The model's reader", "Both readers", "The model was asked 2 questions. They agree: 1, they differ: 0",
                 "no reading of the model holds: 1", "Right by our reader and not by the model's: 1. By the model's and not by ours: 0.",
                 "Together: 0 more are right, 0 that were right are asked back, 0 more are wrong."):  # fmt: skip
        assert line in said
