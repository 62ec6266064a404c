"""The commands of a draft, as a person types them."""

import io

import pytest
from made_up_drafts import level_paragraph, newest_store

from cin_narrative.api import drafts
from cin_narrative.cli.main import main


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    newest_store(tmp_path).close()
    monkeypatch.setenv("CIN_NARRATIVE_STORE", str(tmp_path / "store.duckdb"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(["draft", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert run("new", "Derby", "2016", "-o", "d.draft.toml")[0] == 0
    return run


def part_of(path="d.draft.toml"):
    from pathlib import Path

    return level_paragraph(drafts.read_draft(Path(path)))


def test_show_gives_every_part_with_its_version_and_state(run):
    code, out, _ = run("show", "d.draft.toml")
    part = part_of()
    assert code == 0 and out.startswith("Children in need in Derby, 2015 to 2016\n")
    assert f"{part.id}, version {part.stamp}\n{part.text}\n" in out and "(to be written: " in out
    assert run("show", "d.draft.toml", part.id)[1] == part.text + "\n"


def test_edit_saves_checks_and_gives_the_right_figure(run):
    part = part_of()
    code, out, _ = run("edit", "d.draft.toml", part.id, "--text", part.text.replace("400.5", "405.0"), "--version", part.stamp)
    assert code == 0 and 'disagrees: "405.0"' in out and "Right: 400.5." in out
    code, _, err = run("check", "d.draft.toml")
    assert code == 42 and err.startswith("cin-narrative: ") and 'disagrees: "405.0"' in err


def test_check_of_a_page_that_agrees_says_so(run):
    code, out, _ = run("check", "d.draft.toml")
    assert code == 0 and out.startswith("Nothing disagrees with the store in ")


def test_edit_reads_standard_input_or_a_file(run, monkeypatch, tmp_path):
    monkeypatch.setattr("sys.stdin", io.StringIO("From a pipe."))
    assert run("edit", "d.draft.toml", "rationale")[0] == 0
    assert run("show", "d.draft.toml", "rationale")[1] == "From a pipe.\n"
    (tmp_path / "words.txt").write_text("From a file.", encoding="utf-8")
    assert run("edit", "d.draft.toml", "local-context", "--from", "words.txt")[0] == 0
    assert run("edit", "d.draft.toml", "local-context", "--from", "none.txt")[0] == 20


def test_the_second_editor_gets_both_texts_and_exit_41(run):
    run("edit", "d.draft.toml", "rationale", "--text", "First.")
    code, _, err = run("edit", "d.draft.toml", "rationale", "--text", "Second.")
    assert code == 41 and "First." in err and "Second." in err


def test_sign_takes_the_time_given_or_the_clock(run):
    assert run("sign", "d.draft.toml", "--name", "A Director", "--time", "1 May 2026", "--remove-empty")[1].endswith("signed by A Director, 1 May 2026\n")
    assert "signed by A Director, 1 May 2026" in run("show", "d.draft.toml")[1]
    assert run("sign", "d.draft.toml", part_of().id, "--name", "Another")[1].startswith("1 part signed by Another, 2")


def test_changes_says_when_there_is_none(run):
    assert run("changes", "d.draft.toml")[1] == "No figure of this draft has changed.\n"


def test_a_draft_that_is_not_there_is_one_clear_line(run):
    code, _, err = run("show", "none.draft.toml")
    assert code == 20 and err.count("\n") == 1


def test_nothing_typed_reaches_the_terminal_as_a_control(run):
    run("edit", "d.draft.toml", "rationale", "--text", "a\x1b[2Jb")
    assert "\x1b" not in run("show", "d.draft.toml")[1]
