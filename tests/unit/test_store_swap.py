"""A load swaps a whole store in: the old one stays beside it, and is in its place again whatever goes wrong."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import duckdb
import pytest
from made_up import DERBY, Reader, b1, load
from wide import spread

from cin_narrative.errors import DiskFull, StoreFault
from cin_narrative.load.starter import build_starter
from cin_narrative.store import building_file, kept_files
from cin_narrative.store.connection import stopping
from cin_narrative.store.store import Store
from cin_narrative.store.write import StoreBuilder

CIN = "children_in_need_at_31_march"


def figures(tmp_path, number):
    return b1(tmp_path / f"in{number}", [(2024, DERBY, number, "1.0")])


@pytest.fixture(scope="module")
def ten(tmp_path_factory):
    """A store with one figure: Derby, 2024, 10 children in need."""
    folder = tmp_path_factory.mktemp("ten")
    load(folder / "store.duckdb", figures(folder, 10))
    return folder / "store.duckdb"


@pytest.fixture
def path(tmp_path, ten):
    """That store, one for each test."""
    (tmp_path / "at").mkdir()
    return Path(shutil.copy2(ten, tmp_path / "at"))


@pytest.fixture
def previous(path):
    return path.with_name("store.duckdb.previous")


def held(path):
    return Reader(path).shown(CIN, DERBY, 2024)


def names(path):
    return sorted(one.name for one in path.parent.iterdir())


@pytest.mark.long
def test_the_store_of_before_stays_until_the_next_load_succeeds(tmp_path, path, previous, monkeypatch):
    assert names(path) == ["store.duckdb"]
    load(path, figures(tmp_path, 20))
    assert (held(path), held(previous)) == ("20", "10")
    load(path, figures(tmp_path, 30))
    assert (held(path), held(previous)) == ("30", "20")
    with monkeypatch.context() as patch:
        patch.setattr(StoreBuilder, "_decided", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            load(path, figures(tmp_path, 40))
    load(path, figures(tmp_path, 50), dry_run=True)
    load(path, tmp_path / "in30")  # held already: nothing is written
    assert (held(path), held(previous)) == ("30", "20")
    assert names(path) == ["store.duckdb", "store.duckdb.previous"]


def test_store_previous_and_what_is_built_are_for_their_owner_alone(tmp_path, path, previous):
    path.chmod(0o644)  # as an older version of this program made it
    seen = []

    def look(*_):
        seen.extend((one.suffix, stat.S_IMODE(one.stat().st_mode)) for one in path.parent.iterdir() if one.name.startswith("."))

    load(path, figures(tmp_path, 20), progress=look)
    assert set(seen) == {(".building", 0o700), (".lock", 0o600)}
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, previous)] == [0o600, 0o600]


def test_where_a_file_has_but_one_name_the_old_store_is_copied(tmp_path, path, previous, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    load(path, figures(tmp_path, 20))
    assert (held(path), held(previous), stat.S_IMODE(previous.stat().st_mode)) == ("20", "10", 0o600)


def test_a_link_to_a_store_stays_one_and_has_the_store_s_lock(tmp_path, path, previous):
    link = tmp_path / "link.duckdb"
    link.symlink_to(path)
    with StoreBuilder(path), pytest.raises(StoreFault, match="Another load into"):
        StoreBuilder(link)
    load(link, figures(tmp_path, 20))
    assert link.is_symlink() and (held(link), held(path), held(previous)) == ("20", "20", "10")


def test_two_stores_of_one_folder_are_loaded_at_once(tmp_path, path):
    with StoreBuilder(path) as one, StoreBuilder(path.with_name("store.duckdb.abcdefgh")), StoreBuilder(path.with_name("store")):
        load(path.with_name("other.duckdb"), figures(tmp_path, 20))
        assert one._file.connection.execute("SELECT 1").fetchall() == [(1,)]
        assert len(list(path.parent.glob(".*.building"))) == 3
    assert names(path) == ["other.duckdb", "store.duckdb"]


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "Access is denied"), OSError(errno.EBUSY, "Device or resource busy")])
def test_a_system_that_will_not_rename_over_a_store_that_is_read_gets_one_line(tmp_path, path, previous, monkeypatch, error):
    load(path, figures(tmp_path, 20))
    before, replace = path.read_bytes(), os.replace

    def refuse(old, new):
        if Path(new) == path:
            raise error
        replace(old, new)

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(kept_files, "SWAP_PATIENCE", 0.1)
    with pytest.raises(StoreFault, match=r"^.*store\.duckdb cannot be replaced \(.*\), so nothing was loaded, and it is as it was: close the page") as said:
        load(path, figures(tmp_path, 30))
    assert "\n" not in str(said.value) and said.value.exit_code == 7
    assert path.read_bytes() == before and held(previous) == "10" and names(path) == ["store.duckdb", "store.duckdb.previous"]


def test_a_store_that_is_read_for_a_moment_is_replaced_after_it(tmp_path, path, monkeypatch):
    replace, refusals = os.replace, [PermissionError(errno.EACCES, "Access is denied")] * 3

    def slow(old, new):
        if Path(new) == path and refusals:
            raise refusals.pop()
        replace(old, new)

    monkeypatch.setattr(os, "replace", slow)
    load(path, figures(tmp_path, 20))
    assert held(path) == "20" and refusals == []


@pytest.mark.parametrize("call", ["fsync", "link", "mkdir", "open"])
def test_a_full_disk_is_one_line_at_whatever_call_it_shows(tmp_path, path, monkeypatch, call):
    before, real, files = path.read_bytes(), getattr(os, call), figures(tmp_path, 20)

    def full(*given, **named):
        if call == "fsync" or ".building" in str(given[0]) or ".lock" in str(given[0]) or call == "link":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given, **named)

    if call == "link":  # then a copy is tried, for which there is no room either
        monkeypatch.setattr(shutil, "copyfile", full)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(DiskFull, match=r"^There is no room left on the disk for a store at .*store\.duckdb, so nothing was loaded, .* --store\.$"):
            load(path, files)
    assert path.read_bytes() == before and names(path) == ["store.duckdb"]


def test_a_folder_that_cannot_be_brought_to_the_disk_is_told_and_the_store_is_there(tmp_path, path, previous, monkeypatch):
    def fail(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(building_file, "bring_folder_to_disk", fail)
    with pytest.raises(StoreFault, match=r"holds what was loaded, but its folder could not be brought up to date \(.*Input/output error"):
        load(path, figures(tmp_path, 20))
    assert (held(path), held(previous)) == ("20", "10") and names(path) == ["store.duckdb", "store.duckdb.previous"]


def test_a_load_killed_between_the_swap_and_the_name_of_the_old_store_is_finished_by_the_next(tmp_path, path, previous):
    load(path, figures(tmp_path, 20))
    left = path.with_name(".store.duckdb.ab_cd123.building")
    left.mkdir()
    previous.rename(left / building_file.KEPT)
    with StoreBuilder(path):
        assert held(previous) == "10" and not left.exists()


def test_a_load_killed_before_the_swap_leaves_the_previous_store_as_it_was(tmp_path, path, previous):
    load(path, figures(tmp_path, 20))
    left = path.with_name(".store.duckdb.ab_cd123.building")
    left.mkdir()
    os.link(path, left / building_file.KEPT)
    (left / building_file.NEW).write_bytes(b"half a store")
    with StoreBuilder(path):
        assert (held(path), held(previous)) == ("20", "10") and not left.exists()


def test_a_damaged_store_names_the_one_that_is_kept(tmp_path, path, previous):
    load(path, figures(tmp_path, 20))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreFault, match=r"put the one from before the last load, store\.duckdb\.previous beside it, in its place"):
        Store.open(path)
    previous.replace(path)
    assert held(path) == "10"


@pytest.mark.long
def test_two_programs_that_make_the_starter_store_at_once_both_have_it(tmp_path, catalogue, areas):
    path, faults = tmp_path / "store.duckdb", []

    def build():
        try:
            build_starter(path, catalogue, areas)
            Store.open(path).close()
        except StoreFault as fault:
            faults.append(fault)

    threads = [threading.Thread(target=build) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == [] and names(path) == ["store.duckdb"]


@pytest.mark.parametrize(("raised", "seen"), [
    (RuntimeError("Query interrupted"), KeyboardInterrupt), (duckdb.InterruptException("INTERRUPT Error: Interrupted!"), KeyboardInterrupt),
    (RuntimeError("another"), RuntimeError), (duckdb.IOException("another"), duckdb.IOException),
])  # fmt: skip
def test_who_stops_a_query_stops_the_program(raised, seen):
    """DuckDB has errors of its own for it, of which a person saw the traceback."""
    with pytest.raises(seen), stopping():
        raise raised


COMMAND = """
    import os, signal, sys
    from cin_narrative.cli.main import main
    from cin_narrative.store import building_file, write

    stops = [getattr(signal, sys.argv[1])]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell has its background jobs ignore

    def stop():
        if stops:
            os.kill(os.getpid(), stops.pop())

    if sys.argv[2] == "before":
        decided = write.StoreBuilder._decided
        write.StoreBuilder._decided = lambda *given: (stop(), decided(*given))[1]
    else:
        swap = building_file.swap
        building_file.swap = lambda *given: (swap(*given), stop())[0]
    sys.exit(main(["load", "--store", *sys.argv[3:]]))
"""


@pytest.mark.long
@pytest.mark.parametrize(("name", "moment", "says", "now"), spread([
    ("SIGTERM", "before", "is as it was before", "10"), ("SIGINT", "before", "is as it was before", "10"),
    ("SIGTERM", "after", "which is whole", "20"), ("SIGINT", "after", "which is whole", "20"),
], 2))  # fmt: skip
def test_a_load_that_is_told_to_end_says_what_it_leaves(tmp_path, path, previous, name, moment, says, now):
    command = [sys.executable, "-c", textwrap.dedent(COMMAND), name, moment, str(path), str(figures(tmp_path, 20).parent)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert run.returncode == 130 and run.stdout == "" and len(run.stderr.splitlines()) == 1 and says in run.stderr, run.stderr
    assert held(path) == now and previous.exists() == (now == "20")
    assert names(path) == ["store.audit.jsonl", "store.duckdb", "store.duckdb.previous"][: 2 + (now == "20")]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
