"""A store of an older layout: the default one is made anew where it holds starter figures alone; any other stays as it is."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from made_up import DERBY, load, wide_text
from streamlit.testing.v1 import AppTest

from cin_narrative import settings
from cin_narrative.cli.main import main
from cin_narrative.errors import StoreOlder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def unnamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the default store of an installed program is."""
    monkeypatch.delenv(settings.STORE_VARIABLE, raising=False)
    monkeypatch.setattr(settings, "checkout", lambda: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "cin-narrative"
    folder.mkdir(parents=True)
    return folder / "indicators.duckdb"


def made_older(path: Path) -> Path:
    """The store at ``path`` in the first layout, which had no table of breaches and of what was decided before."""
    with duckdb.connect(str(path)) as store:
        store.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
        store.execute("DROP TABLE breaches")
        store.execute("DROP TABLE decided_before")
    return path


def test_a_default_store_of_an_older_layout_is_made_anew_where_it_holds_starter_figures_alone(unnamed: Path, starter_in, capsys) -> None:
    made_older(starter_in(unnamed))
    assert main(["ask", "referrals in Derby in 2016"]) == 0
    first = capsys.readouterr()
    assert "3,582" in first.out
    assert first.err.splitlines() == [f"cin-narrative: the starter figures at {unnamed} were of an older version of this program, so they are "
                                      "made anew; load DfE's files with `cin-narrative load`."]  # fmt: skip
    assert main(["ask", "referrals in Derby in 2016"]) == 0
    assert capsys.readouterr() == (first.out, "")


def test_the_page_makes_it_anew_as_a_command_does(unnamed: Path, starter_in, capsys) -> None:
    made_older(starter_in(unnamed))
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60).run()
    assert not page.exception and not page.error
    assert "are made anew" in capsys.readouterr().err


@pytest.mark.parametrize("named", [True, False])
def test_a_store_of_an_older_layout_that_holds_a_release_or_is_named_stays_as_it_is(named, unnamed: Path, starter_in, tmp_path, capsys) -> None:
    starter_in(unnamed)
    if not named:
        real = tmp_path / "SFR52_2016_UD.csv"
        real.write_text(wide_text("CINAt310316", [("LA", DERBY, 4321)]), encoding="utf-8")
        load(unnamed, real)
    before, beside = made_older(unnamed).read_bytes(), sorted(unnamed.parent.iterdir())
    assert main(["ask", "referrals in Derby in 2016", *(["--store", str(unnamed)] if named else [])]) == StoreOlder.exit_code
    said = capsys.readouterr()
    assert said.out == ""
    assert "load any file into it, which makes it one of this layout" in said.err
    assert unnamed.read_bytes() == before
    assert sorted(unnamed.parent.iterdir()) == beside
