"""A store that is named and not there: an error for whatever reads, made by a load, and never built from the starter figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cin_narrative import api, settings
from cin_narrative.api import stores
from cin_narrative.cli.main import main
from cin_narrative.errors import CinNarrativeError, StoreMissing
from cin_narrative.store.store import Store

ROOT = Path(__file__).parents[1]
READS = {
    "summary": ["summary", "Derby", "2016"],
    "summary --all": ["summary", "--all", "--year", "2016", "-o", "pages"],
    "ask": ["ask", "referrals in Derby in 2016"],
    "ask --batch": ["ask", "--batch", "questions.jsonl"],
    "figures": ["figures", "--area", "Derby"],
    "quality": ["quality", "Derby", "2016"],
    "compare": ["compare", "Derby", "England", "--year", "2016"],
    "make-up": ["make-up", "Derby", "2016", "-o", "made-up"],
    "reconcile": ["reconcile", "Derby", "2016"],
    "submissions": ["submissions", "Derby"],
    "compare-submissions": ["compare-submissions", "Derby", "1", "2"],
    "mcp": ["mcp"],
    "evaluate": ["evaluate", "questions.toml"],
    "evaluate --feedback": ["evaluate", "said.jsonl", "--feedback"],
    "app": ["app"],
    "draft new": ["draft", "new", "Derby", "2016", "-o", "d.draft.toml"],
    "draft edit": ["draft", "edit", "kept.draft.toml", "p01", "--text", "Another text."],
    "draft check": ["draft", "check", "kept.draft.toml"],
    "draft sign": ["draft", "sign", "kept.draft.toml", "--name", "A. Person"],
    "draft changes": ["draft", "changes", "kept.draft.toml"],
    "draft export": ["draft", "export", "kept.draft.toml", "-o", "page.md"],
}
READS_NO_STORE = {"load", "indicators", "model", "check", "draft", "draft show", "read", "rules"}


@pytest.fixture(scope="module")
def kept(starter_store: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a draft that was made while there was a store."""
    path = tmp_path_factory.mktemp("draft") / "kept.draft.toml"
    assert main(["draft", "new", "Derby", "2016", "-o", str(path), "--store", str(starter_store)]) == 0
    return path.read_bytes()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes) -> Path:
    """A working directory with the files that the commands name, and no store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    (tmp_path / "kept.draft.toml").write_bytes(kept)
    (tmp_path / "questions.jsonl").write_text('{"question": "referrals in Derby in 2016"}\n', encoding="utf-8")
    (tmp_path / "said.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "questions.toml").write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", READS)
@pytest.mark.parametrize("named_by", ["--store", "environment"])
def test_every_command_that_reads_says_how_to_make_a_store_that_is_not_there(command, named_by, here: Path, monkeypatch, capsys) -> None:
    before = sorted(here.rglob("*"))
    words = [*READS[command]]
    if named_by == "environment":
        monkeypatch.setenv(settings.STORE_VARIABLE, "typo.duckdb")
    else:
        words += ["--store", "typo.duckdb"]
    code, printed = main(words), capsys.readouterr()
    assert (code, printed.out) == (StoreMissing.exit_code, "")
    assert printed.err.startswith("cin-narrative: There is no store at typo.duckdb. Make it with `cin-narrative load PATH... --store typo.duckdb`")
    assert len(printed.err.splitlines()) == 1
    assert sorted(here.rglob("*")) == before


def test_the_list_of_commands_that_read_is_whole() -> None:
    from cin_narrative.messages import words

    every = set(words("cli.commands")) | {f"draft {name}" for name in words("cli.draft_commands")}
    assert every == {name.split(" --")[0] for name in READS} | READS_NO_STORE


def test_no_other_error_has_the_exit_code_of_a_missing_store() -> None:
    def below(kind: type[CinNarrativeError]) -> list[type[CinNarrativeError]]:
        return [kind, *(one for child in kind.__subclasses__() for one in below(child))]

    assert [kind for kind in below(CinNarrativeError) if kind.exit_code == StoreMissing.exit_code] == [StoreMissing]


def test_the_verb_raises_as_the_command_does(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing) as raised:
        api.open_store(tmp_path / "typo.duckdb")
    assert raised.value.path == tmp_path / "typo.duckdb"
    assert list(tmp_path.iterdir()) == []


def test_a_load_makes_a_store_that_is_named_and_puts_nothing_else_in(published_data: Path, here: Path) -> None:
    store = here / "new" / "store.duckdb"
    api.load([published_data / "dfe-2020"], store)
    with Store.open(store) as held:
        assert list(held.releases) == ["2020"]
        assert not stores.holds_starter_alone(held)


def test_a_load_that_is_refused_makes_no_store(here: Path) -> None:
    (here / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CinNarrativeError):
        api.load(["notes.csv"], "new.duckdb")
    assert not Path("new.duckdb").exists()


@pytest.fixture
def unnamed(here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default store, in a folder of its own, not there yet."""
    monkeypatch.setattr(settings, "checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "home"))
    return here / "home" / "cin-narrative" / "indicators.duckdb"


def test_the_default_store_is_built_from_the_starter_figures_which_is_said_once(unnamed: Path, capsys) -> None:
    assert main(["ask", "referrals in Derby in 2016"]) == 0
    first = capsys.readouterr()
    assert "3,582" in first.out
    assert first.err.splitlines() == [f"cin-narrative: there is no store yet, so one is made from the starter figures at {unnamed}; "
                                      "load DfE's files with `cin-narrative load`."]  # fmt: skip
    assert main(["ask", "referrals in Derby in 2016"]) == 0
    second = capsys.readouterr()
    assert (second.out, second.err) == (first.out, "")


def banners(page: AppTest) -> list[str]:
    return [one.value for one in page.markdown if "starter figures" in one.value]


@pytest.mark.long
def test_every_view_has_a_banner_while_the_figures_are_the_starter_figures(unnamed: Path, capsys) -> None:
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.query_params["area"] = "Derby"
    page.run()
    assert not page.exception and not page.error
    assert len(banners(page)) == 1
    assert str(unnamed) in capsys.readouterr().err
    for view in ("ask/ask_page.py", "drafts/draft_page.py", "indicators/indicators_page.py"):
        page.switch_page(f"cin_narrative/screen/{view}").run()
        assert len(banners(page)) == 1, view


def test_the_page_says_that_a_named_store_is_not_there(here: Path, monkeypatch) -> None:
    monkeypatch.setenv(settings.STORE_VARIABLE, str(here / "typo.duckdb"))
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not page.exception
    assert "There is no store at" in page.error[0].value
    assert banners(page) == []
    assert not (here / "typo.duckdb").exists()


def test_the_page_of_dfes_files_has_no_banner(store_2024: Path, monkeypatch) -> None:
    monkeypatch.setenv(settings.STORE_VARIABLE, str(store_2024))
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    page.query_params["area"] = "Derby"
    page.run()
    assert not page.exception and not page.error
    assert page.title or page.markdown
    assert banners(page) == []
