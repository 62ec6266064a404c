"""The command line with a model: what ``ask --model``, ``--batch``, ``evaluate --model`` and ``model`` print."""

import json

import pytest
from scripted_server import ScriptedServer, choice, says

from cin_narrative.api import assistance
from cin_narrative.cli.main import main
from cin_narrative.models.job_prompts import load_prompt, prompt_faults

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


def test_a_batch_with_a_model(on, capsys, tmp_path):
    (tmp_path / "batch.jsonl").write_text("\n".join(json.dumps({"id": n, "question": q}) for n, q in enumerate((RADAR, PLAIN))), encoding="utf-8")
    with ScriptedServer(choice("children_in_need_at_31_march", "value")) as server:
        on(server.url)
        assert main(["ask", "--batch", str(tmp_path / "batch.jsonl"), "--model"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["outcome"], first["model"]["routed"], first["figures"]) == ("choice_needed", True, [])
    assert (second["outcome"], second["model"]["routed"]) == ("answered", False)


@pytest.mark.parametrize(("indicator", "code", "said"), [
    ("none", 0, "turned right 0, wrong added 0"),
    ("children_in_need_at_31_march", 1, "wrong added: trap"),
])  # fmt: skip
def test_the_scorecard_counts_what_a_model_adds(indicator, code, said, on, capsys, tmp_path):
    (tmp_path / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    with ScriptedServer(choice(indicator, "value")) as server:
        on(server.url)
        assert main(["evaluate", str(tmp_path / "questions.toml"), "--model"]) == code
    printed = capsys.readouterr().out
    assert said in printed
    assert "asked 2" in printed


def test_the_scorecard_without_a_model(starter_store, capsys, tmp_path):
    (tmp_path / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    assert main(["evaluate", str(tmp_path / "questions.toml"), "--store", str(starter_store)]) == 0
    assert "wording: refused wrongly" in capsys.readouterr().out


def test_the_settings_and_the_log(on, capsys, tmp_path, monkeypatch):
    with ScriptedServer(choice("referrals", "value")) as server:
        on(server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
        main(["ask", RADAR, "--model"])
    capsys.readouterr()
    main(["model"])
    main(["model", "--log"])
    main(["model", "--export", str(tmp_path / "out.json")])
    main(["model", "--clear"])
    printed = capsys.readouterr().out
    assert "Key: set" in printed and "sk-very-secret" not in printed and "youngsters" not in printed
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))[0]["job"] == "route"
    assert not (tmp_path / "log.jsonl").exists()


def test_without_a_model_the_command_says_so(capsys):
    assert main(["ask", PLAIN, "--model"]) == 50
    assert "CIN_NARRATIVE_MODEL" in capsys.readouterr().err
    assert main(["ask", PLAIN, "--phrase"]) == 1


def test_the_prompts_are_sound_and_a_header_with_an_unknown_key_is_refused(tmp_path):
    from cin_narrative.errors import DefinitionFault

    assert prompt_faults() == []
    path = tmp_path / "route.md"
    path.write_text('+++\njob = "route"\nversion = "1"\nlongest = 9\nexamples = []\ntemperature = 2\n[schema]\nwho = "names"\n+++\nwords\n',
                    encoding="utf-8")  # fmt: skip
    with pytest.raises(DefinitionFault, match='unknown key "temperature"'):
        load_prompt(path)
    path.write_text(path.read_text(encoding="utf-8").replace("temperature = 2\n", ""), encoding="utf-8")
    load_prompt.cache_clear()
    with pytest.raises(DefinitionFault, match=r'schema.who is "names"'):
        load_prompt(path)
