"""The command line as other programs rely on it: names, fields and their order, exit codes, one line for each mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cin_narrative.cli.main import main

FIGURE = ["mark", "indicator", "measure", "area_code", "area", "year", "category", "value", "shown", "symbol", "release", "source",
          "numerator", "denominator", "derived_from"]  # fmt: skip
ANSWER = ["id", "question", "outcome", "text", "figures", "query", "options", "notes",
          "asks", "unused_words", "restrictors", "reading", "tables", "readings_compared", "agreement"]
OUTCOMES = {"answered", "nearest", "choice_needed", "not_held", "refused", "fault"}
MEASURES = {"count", "rate", "percentage", "average", "change", "rank", "mean", "median"}


@pytest.fixture
def run(starter_store: Path, capsys, monkeypatch):
    """Runs a command on the starter data: its exit code, and what it printed."""
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(starter_store))

    def command(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(list(words))
        except SystemExit as left:  # argparse's own mistakes
            code = int(left.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


def test_an_answer_in_json_has_the_fields_of_the_contract(run) -> None:
    code, out, _ = run("ask", "How many children in need did Derby have at 31 March 2016?", "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert list(said) == ANSWER
    assert (said["id"], said["outcome"]) == (None, "answered")
    assert [list(figure) for figure in said["figures"]] == [FIGURE] * len(said["figures"])
    first = said["figures"][0]
    assert (first["indicator"], first["measure"], first["area"], first["year"], first["value"], first["shown"], first["symbol"]) == (
        "children_in_need_at_31_march", "count", "Derby", 2016, 2342, "2,342", None)  # fmt: skip
    assert {figure["measure"] for figure in said["figures"]} <= MEASURES
    assert all(0 < mark <= len(said["figures"]) for figure in said["figures"] for mark in figure["derived_from"])


def test_a_batch_gives_one_line_for_each_question_in_its_order(run, tmp_path: Path) -> None:
    lines = [
        {"id": 1, "question": "children in need in Derby 2016", "history": [], "area": None},
        {"id": "b", "question": "and the year before?", "history": ["children in need in Derby 2016"], "area": None},
        {"id": 3, "question": "how many referrals did we have in 2016", "history": [], "area": "Derby"},
        {"id": 4, "question": "", "history": [], "area": None},
        {"id": 5, "question": "a line\u2028in two \u0007", "history": [], "area": None},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8")
    code, out, _ = run("ask", "--batch", str(path))
    said = [json.loads(line) for line in out.split("\n") if line]
    assert code == 0
    assert [one["id"] for one in said] == [line["id"] for line in lines]
    assert [one["question"] for one in said] == [line["question"] for line in lines]
    assert {one["outcome"] for one in said} <= OUTCOMES
    assert [one["figures"][0]["value"] for one in said[:3]] == [2342, 2444, 3582]


def test_a_summary_in_json_has_figures_and_paragraphs(run) -> None:
    code, out, _ = run("summary", "Derby", "2016", "--format", "json")
    said = json.loads(out)
    assert code == 0
    assert [list(figure) for figure in said["figures"]] == [FIGURE] * len(said["figures"])
    assert all(list(paragraph) == ["heading", "text", "marks", "annex", "lead", "spans"] for paragraph in said["paragraphs"])
    cited = {mark for paragraph in said["paragraphs"] for mark in paragraph["marks"]}
    assert cited <= {figure["mark"] for figure in said["figures"]}


def test_figures_list_the_same_objects_as_json_and_csv(run) -> None:
    wanted = ("figures", "--indicator", "referrals", "--area", "Derby", "--year", "2016")
    objects = json.loads(run(*wanted, "--format", "json")[1])
    header, *rows = run(*wanted, "--format", "csv")[1].splitlines()
    assert header.split(",") == FIGURE
    assert len(rows) == len(objects) > 0
    assert {(one["measure"], one["value"]) for one in objects} >= {("count", 3582)}


@pytest.mark.parametrize("words", [
    ("summary", "Derby", "2016"), ("ask", "referrals in Derby in 2016"), ("figures", "--area", "Derby", "--format", "json"),
    ("indicators",), ("indicators", "referrals"), pytest.param(("check",), marks=pytest.mark.slow),
])  # fmt: skip
def test_the_same_command_prints_the_same_bytes(run, words: tuple[str, ...]) -> None:
    first = run(*words)
    assert first[0] == 0
    assert first[1]
    assert run(*words) == first


@pytest.mark.parametrize(("words", "code", "says"), [
    (("summary", "Darby", "2016"), 4, "Did you mean Derby?"),
    (("summary", "Derby", "1999"), 5, "begin with the year ending 31 March 2010"),
    (("summary", "Cumbria", "2024"), 5, "its area is now in Cumberland and Westmorland and Furness"),
    (("summary", "Cumberland", "2020"), 5, "formed later"),
    (("summary", "Derby", "2016", "--release", "2031"), 4, "2031"),
    (("figures", "--indicator", "referals"), 4, "Did you mean referrals"),
    (("indicators", "referals"), 4, "Did you mean referrals"),
    (("ask",), 1, "Give a question"),
    (("ask", "--batch", "nowhere.jsonl"), 20, "is not there"),
    (("load", "nowhere"), 20, "is not there"),
    (("load", ""), 20, "A path that was given is empty"),
    (("ask", "our referrals in 2016", "--area", "Darby"), 4, "Did you mean Derby?"),
    (("ask", "referrals in Derby", "--neighbours", "2014"), 4, "held: 2021 or 2025"),
    (("summary", "Derby", "2016", "--neighbours", "2014"), 4, "held: 2021 or 2025"),
    (("figures", "--year", "1999"), 5, "holds no figures for the year ending 31 March 1999"),
    (("evaluate", "nowhere.toml"), 20, "is not there"),
])  # fmt: skip
def test_each_mistake_has_one_line_and_its_own_exit_code(run, words: tuple[str, ...], code: int, says: str) -> None:
    left, out, err = run(*words)
    assert (left, out) == (code, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_store_that_is_none_is_said_so(run, tmp_path: Path) -> None:
    path = tmp_path / "store.duckdb"
    path.write_text("not a store")
    code, _, err = run("summary", "Derby", "2016", "--store", str(path))
    assert (code, "is not a store of this program" in err) == (7, True)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00{", b"PK\x03\x04\xc3\x28"])
def test_a_batch_that_is_no_text_is_refused(run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    code, out, err = run("ask", "--batch", str(path))
    assert (code, out, "is not text in UTF-8" in err, len(err.splitlines())) == (23, "", True, 1)


def test_a_home_that_is_not_known_is_said_on_its_line_of_a_batch(run, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"id": 1, "question": "our referrals in 2016", "area": "Darby"}\n'
                    '{"id": 2, "question": "our referrals in 2016", "area": "Derby"}\n', encoding="utf-8")  # fmt: skip
    code, out, _ = run("ask", "--batch", str(path))
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert 'There is no area called "Darby". Did you mean Derby?' in first["notes"]
    assert second["outcome"] == "answered"


def test_the_neighbours_are_those_of_the_model_asked_for(run) -> None:
    question = "who are the statistical neighbours of Derby?"
    texts = [run("ask", question, *words)[1] for words in ((), ("--neighbours", "2025"), ("--neighbours", "2021"))]
    assert texts[0] == texts[1] != texts[2]
    assert ["(2021 model)" in text for text in texts] == [False, False, True]
