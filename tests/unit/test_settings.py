"""Where the store, the drafts, the verdicts and the log are: named, of a checkout, of an installed program."""

from pathlib import Path

import pytest

from cin_narrative import resources, settings


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The program as it is where it is installed: its user's data folder."""
    monkeypatch.setattr(settings, "checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "environment", "path", "named"),
    [
        ("a.duckdb", "b.duckdb", "a.duckdb", True),
        (None, "b.duckdb", "b.duckdb", True),
        (Path("c.duckdb"), "", "c.duckdb", True),
        ("", "b.duckdb", "b.duckdb", True),
    ],
)
def test_a_store_is_named_by_who_asks_or_else_by_the_environment(monkeypatch, given, environment, path, named) -> None:
    monkeypatch.setenv(settings.STORE_VARIABLE, environment)
    assert settings.store_place(given) == settings.StorePlace(Path(path), named)


@pytest.mark.parametrize("environment", ["", None])
def test_the_default_store_of_a_checkout_is_in_its_data(monkeypatch, environment) -> None:
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    if environment is not None:
        monkeypatch.setenv(settings.STORE_VARIABLE, environment)
    assert settings.store_place() == settings.StorePlace(Path(__file__).parents[2] / "data" / "indicators.duckdb", False)


def test_the_default_store_of_an_installed_program_is_the_users(installed: Path) -> None:
    assert settings.store_place() == settings.StorePlace(installed / "cin-narrative" / "indicators.duckdb", False)
    assert settings.model_log() == installed / "cin-narrative" / "model-exchanges.jsonl"


def test_drafts_and_verdicts_are_beside_you_unless_they_are_named(monkeypatch) -> None:
    for name in (settings.DRAFTS_VARIABLE, settings.FEEDBACK_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    assert (settings.drafts_folder(), settings.feedback_file()) == (Path("drafts"), Path("feedback.jsonl"))
    monkeypatch.setenv(settings.DRAFTS_VARIABLE, "kept")
    monkeypatch.setenv(settings.FEEDBACK_VARIABLE, "said.jsonl")
    assert (settings.drafts_folder(), settings.feedback_file()) == (Path("kept"), Path("said.jsonl"))


def test_the_log_is_beside_the_store(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv(settings.STORE_VARIABLE, str(tmp_path / "s.duckdb"))
    assert settings.model_log() == tmp_path / "model-exchanges.jsonl"


def test_a_checkout_is_found_where_the_package_stands_in_one(monkeypatch, tmp_path: Path) -> None:
    """Also in an editable install, whose package is the checkout's."""
    assert resources.checkout() == Path(__file__).parents[2]
    package = tmp_path / "cin_narrative"
    monkeypatch.setattr(resources, "PACKAGE", package)
    found = resources.checkout.__wrapped__
    assert found() is None
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    assert found() is None  # another project's folder is none of ours
    (tmp_path / "prompts").mkdir()
    assert found() == tmp_path
