"""The command line with a model: what ``ask --model``, ``--batch``, ``evaluate --model`` and ``model`` print."""

import json

import pytest
from scripted_server import ScriptedServer, says

from cin_narrative.api import assistance
from cin_narrative.cli.main import main

RADAR = "How many youngsters were on the radar in Derby in 2016?"
PLAIN = "How many children in need did Derby have at 31 March 2016?"
QUESTIONS = f"""
[[questions]]
id = "wording"
question = "{RADAR}"
cells = [{{ area = "831", year = 2016, value = 2342 }}]

[[questions]]
id = "trap"
question = "How many kids were under the wing in Derby in 2016?"
outcome = ["refused"]
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
    with ScriptedServer(says(claims_back)) as server:
        on(server.url)
        for arguments, expected in ((["--model"], {"routed": False, "phrased": False, "rejected": None}),
                                    (["--model", "--phrase"], {"routed": False, "phrased": True, "rejected": None}), ([], None)):  # fmt: skip
            assert main(["ask", PLAIN, "--format", "json", *arguments]) == 0
            assert json.loads(capsys.readouterr().out).get("model") == expected


def test_without_a_model_the_command_says_so(capsys):
    assert main(["ask", PLAIN, "--model"]) == 50
    assert "CIN_NARRATIVE_MODEL" in capsys.readouterr().err
    assert main(["ask", PLAIN, "--phrase"]) == 1
