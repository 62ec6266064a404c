"""No row about a child outlives a load: not in the store, a log, a temporary file or a traceback."""

import csv
import io
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_census_return import CHILD, Loader, message

from cin_narrative.errors import CinNarrativeError
from cin_narrative.load.returns.engine import DuckDBEngine
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals
from cin_narrative.store.store import Store

SECRET, BORN = "SECRET-CHILD-77", "2011-02-13"


@pytest.fixture
def loader(tmp_path: Path) -> Loader:
    (tmp_path / "input").mkdir()
    return Loader(tmp_path / "input")


def bytes_below(*folders: Path) -> bytes:
    return b"".join(
        path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size < 10**8
    )


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """All that anything logs, however small. Pytest's own plugin for it puts a handler to every logger of every library for each
    test: a third of what a short test costs (pyproject.toml leaves it out).
    """
    text, level = io.StringIO(), logging.root.level
    handler = logging.StreamHandler(text)
    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    loggers = [logging.root, *(one for one in known if not one.propagate)]
    for one in loggers:
        one.addHandler(handler)
    logging.root.setLevel(logging.DEBUG)
    yield text
    logging.root.setLevel(level)
    for one in loggers:
        one.removeHandler(handler)


@pytest.mark.long
def test_no_byte_that_a_load_leaves_holds_an_identifier_or_a_date_of_birth(loader, tmp_path, catalogue, monkeypatch, logged, capfd) -> None:
    place = tmp_path / "everything"
    place.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.chdir(place)
    now, before = make_return(derby_totals().scaled(0.05), "831", 2016, loader.folder, catalogue)
    text = now.read_text().replace("MADEUP831000001<", f"{SECRET}<", 1)
    text = re.sub(r"<PersonBirthDate>[^<]+", f"<PersonBirthDate>{BORN}", text, count=1)
    now.write_text(text)
    loader.store = place / "store.duckdb"
    report = loader.load(now, before)
    left = bytes_below(place)
    identifiers = set(re.findall(r"<LAchildID>([^<]+)", text)) | {SECRET}
    births = set(re.findall(r"<PersonBirthDate>([^<]+)", text)) | {BORN}
    assert len(identifiers) > 200
    assert [path.name for path in place.iterdir()] == ["store.duckdb"]
    said = ("\n".join(report.lines()) + logged.getvalue() + "".join(capfd.readouterr())).encode()
    for found in identifiers | births:
        assert found.encode() not in left
        assert found.encode() not in said


def test_the_engine_can_neither_spill_nor_reach_a_file_or_the_network() -> None:
    engine = DuckDBEngine()
    settings = dict(engine.rows("SELECT name, value FROM duckdb_settings()"))
    assert settings["temp_directory"] == ""
    assert settings["max_temp_directory_size"] in ("0 bytes", "0B")
    assert settings["enable_external_access"] == "false"


def test_a_load_that_needs_too_much_memory_stops_with_one_line_and_writes_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = DuckDBEngine(memory_limit="50MB")
    with pytest.raises(CinNarrativeError, match="never written to disk"):
        engine.create_view("large", "SELECT range AS a, range::VARCHAR || repeat('x', 100) AS b FROM range(20000000) ORDER BY b")
    engine.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [
    message(CHILD.replace("ID-ONE", SECRET))[:-30],
    message(CHILD.replace("ID-ONE", SECRET) + CHILD.replace("ID-ONE", SECRET).replace("N1<", "N2<")),
    message(CHILD.replace("ID-ONE", SECRET).replace("<ReferralNFA>0", f"<ReferralNFA>{SECRET}")),
    message(CHILD.replace("ID-ONE", SECRET).replace("</LAchildID>", f"</LAchildID>&{SECRET};")),
])  # fmt: skip
def test_a_refusal_and_its_traceback_quote_no_child(loader, broken) -> None:
    try:
        loader.xml(broken)
    except CinNarrativeError as error:
        said = "".join(traceback.format_exception(error)) + str(error)
        assert SECRET not in said
        assert "2011-06-15" not in said
    else:
        pytest.fail("it should have been refused")


@pytest.mark.long
def test_identifiers_are_written_only_where_the_user_asks_to_a_file_they_name(loader) -> None:
    path = loader.write(message(CHILD.replace("<ReferralSource>2A</ReferralSource>", "").replace("ID-ONE", SECRET)))
    listed = loader.folder / "children.csv"
    loader.load(path, children_to=listed)
    [row] = [row for row in csv.reader(listed.read_text(encoding="utf-8-sig").splitlines()) if row[1] == "8866"]
    assert row[6] == SECRET and row[5] == "CINdetails" and row[12] == "ReferralSource"
    with pytest.raises(CinNarrativeError, match="cannot be written"):
        loader.load(loader.write(message(stamp="2025-09-01T00:00:00")), children_to=listed)


@pytest.mark.long
def test_a_killed_load_leaves_the_old_store_whole(loader, catalogue) -> None:
    loader.xml(message())
    old = loader.store.read_bytes()
    make_return(derby_totals(), "896", 2016, loader.folder / "many", catalogue)
    code = (
        "import sys; from pathlib import Path; from cin_narrative.load.returns.census_return import load_return; "
        "from cin_narrative.catalogue.catalogue import load_catalogue; from cin_narrative.catalogue.areas import load_areas\n"
        "def progress(done, total, what):\n    print(what, flush=True)\n"
        "load_return([Path(sys.argv[1])], Path(sys.argv[2]), load_catalogue(), load_areas(), progress)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(loader.folder / "many"), str(loader.store)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.1)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert loader.store.read_bytes() == old
    with Store.open(loader.store) as store:
        assert len(store.releases) == 1
    assert loader.xml(message(stamp="2025-08-01T00:00:00")).taken[0].figures > 600
