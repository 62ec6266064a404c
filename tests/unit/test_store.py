"""The store: a reader sees a whole load or none, can write nothing, and nothing in it could hold a child's row."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from made_up import DERBY, Reader, b1, load

from cin_narrative.errors import StoreFault
from cin_narrative.store import connection
from cin_narrative.store.cached import observations as observation_cache
from cin_narrative.store.store import TIMES, Store
from cin_narrative.store.write import StoreBuilder

CIN = "children_in_need_at_31_march"
UNITS = str(Path(__file__).parent)
CHILD_LEVEL = {"lachildid", "upn", "formerupn", "personbirthdate", "expectedpersonbirthdate", "persondeathdate", "sex", "gendercurrent",
               "ethnicity", "disability", "cinreferraldate", "cinclosuredate", "referralsource", "primaryneedcode",
               "child_id", "name_of_child",
               "cppstartdate", "s47actualstartdate", "la_child_id", "date_of_birth", "dob"}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store with one figure: Derby, 2024, 10 children in need."""
    folder = tmp_path_factory.mktemp("made")
    load(folder / "store.duckdb", b1(folder / "in", [(2024, DERBY, 10, "1.0")]))
    return folder / "store.duckdb"


@pytest.fixture
def path(made, tmp_path) -> Path:
    """A copy of it, to load into and to damage."""
    return Path(shutil.copy(made, tmp_path / "store.duckdb"))


def test_no_column_could_hold_a_row_about_a_child(path):
    rows = Store.open(path)._query("SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = 'store'")
    assert {name for _, name in rows} & CHILD_LEVEL == set()
    assert {column for table, column in rows if table == "observations"} == {
        "area", "year", "indicator", "measure", "category", "release", "value", "symbol", "source", "row", "col",
        "citation", "priority", "masked"}  # fmt: skip


@pytest.mark.parametrize("statement", [
    "INSERT INTO store.observations SELECT * FROM store.observations", "DELETE FROM store.observations", "DROP TABLE store.observations",
    "UPDATE store.observations SET value = 1", "CREATE TABLE store.more(a INTEGER)", "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'", "COPY store.observations TO 'out.csv'", "ATTACH 'other.duckdb'", "INSTALL httpfs", "LOAD httpfs",
    "SET enable_external_access = true", "SET threads = 8", "SET lock_configuration = false", "RESET enable_external_access",
    "SELECT * FROM some_python_variable",
])  # fmt: skip
def test_a_reader_can_change_nothing_and_reach_no_file(path, statement):
    some_python_variable = [1]  # noqa: F841
    with Store.open(path) as store, pytest.raises(StoreFault) as refused:
        store._query(statement)
    assert isinstance(refused.value.__cause__, duckdb.Error)


def test_a_store_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreFault, match=r"There is no store at .*none.duckdb. Make it with"):
        Store.open(tmp_path / "none.duckdb")


@pytest.mark.parametrize("content", [b"", b"not a store", b"x" * 20000])
def test_a_file_that_is_no_store_is_refused_in_one_line_and_left_alone(tmp_path, content):
    path = tmp_path / "letter.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreFault, match=r"is not a store of this program, or is damaged") as refused:
        Store.open(path)
    assert "\n" not in str(refused.value)
    with pytest.raises(StoreFault, match=r"is not a store of this program, or is damaged"):
        load(path, b1(tmp_path / "in", [(2024, DERBY, 10, "1.0")]))
    assert path.read_bytes() == content and not list(tmp_path.glob(".letter*"))


def test_another_duckdb_file_is_no_store(tmp_path):
    with duckdb.connect(tmp_path / "other.duckdb") as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS a").fetchall()
    with pytest.raises(StoreFault, match=r"is not a store of this program, or is damaged"):
        Store.open(tmp_path / "other.duckdb")


def test_a_damaged_store_is_refused(path):
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreFault, match=r"or is damaged"):
        Store.open(path)


def test_damage_that_shows_only_when_it_is_read_is_refused_in_one_line(path):
    content = path.read_bytes()
    header, block = 3 * 4096, 1 << 18  # of DuckDB's files
    refused = 0
    for start in range(header, len(content), block):
        path.write_bytes(content[:start] + bytes(byte ^ 255 for byte in content[start : start + 64]) + content[start + 64 :])
        try:
            with Store.open(path) as store:
                store.observations(DERBY, 2024, CIN), store.span, store.releases, store.sources, store.holdings
        except StoreFault as fault:
            refused += 1
            assert "or is damaged" in str(fault) and "\n" not in str(fault)
    assert refused


def test_a_store_that_was_closed_is_told_apart_from_one_that_is_damaged(path):
    with Store.open(path) as store:
        pass
    with pytest.raises(StoreFault, match="was closed, so it cannot be read") as told:
        _ = store.releases
    assert "damaged" not in str(told.value)


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreFault, match=r"is not a store of this program"):
        Store.open(tmp_path)
    with pytest.raises(StoreFault):
        StoreBuilder(tmp_path)


def test_a_store_of_another_version_is_refused_with_both_versions(path, monkeypatch):
    monkeypatch.setattr(connection, "SCHEMA_VERSION", "99")
    with pytest.raises(StoreFault, match=r"its layout is 4, this one needs 99.*delete it and load the files again"):
        Store.open(path)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreFault, match=r"A store cannot be written at .*store.duckdb"):
        StoreBuilder(tmp_path / "file" / "store.duckdb")


def test_a_path_with_a_quote_in_it_works(tmp_path):
    path = tmp_path / "it's a 'store'.duckdb"
    load(path, b1(tmp_path / "in", [(2024, DERBY, 10, "1.0")]))
    load(path, b1(tmp_path / "more", [(2023, DERBY, 9, "1.0"), (2024, DERBY, 11, "1.0")]))
    assert Reader(path).shown(CIN, DERBY, 2024) == "11"


def test_a_reader_keeps_the_old_figures_while_a_load_runs_and_after(tmp_path, path):
    seen = []
    reader = Reader(path)

    def look(*_):
        seen.append((reader.shown(CIN, DERBY, 2024), Reader(path).shown(CIN, DERBY, 2024)))

    from cin_narrative.load.published.release import load_published

    load_published([b1(tmp_path / "more", [(2024, DERBY, 20, "2.0")])], path, *_definitions(), progress=look)
    assert set(seen) == {("10", "10")} and len(seen) == 2
    assert Reader(path).shown(CIN, DERBY, 2024) == "20"  # opened after the swap: new figures, though the old reader is open
    reader.store._cache._cells.clear()
    assert reader.shown(CIN, DERBY, 2024) == "10"


def _definitions():
    from cin_narrative.catalogue.areas import load_areas
    from cin_narrative.catalogue.catalogue import load_catalogue

    return load_catalogue(), load_areas()


SLOW_LOAD = """
    import sys, time
    sys.path.insert(0, {units!r})
    from pathlib import Path
    from made_up import load_areas, load_catalogue, load_published

    def wait(done, of, what):
        if what.startswith("storing"):
            print("storing", flush=True)
            time.sleep(60)

    load_published([Path({folder!r})], Path({store!r}), load_catalogue(), load_areas(), wait)
"""


@pytest.fixture
def slow_load(tmp_path, path):
    """A load of another figure into the store, stopped in the middle, in a process of its own."""
    b1(tmp_path / "more", [(2024, DERBY, 20, "2.0")])
    script = textwrap.dedent(SLOW_LOAD).format(units=UNITS, folder=str(tmp_path / "more"), store=str(path))
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"storing\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


FULL_DISK = """
    import resource, sys
    sys.path.insert(0, {units!r})
    from pathlib import Path
    from cin_narrative.errors import StoreFault
    from made_up import load

    store, _, hard = Path({store!r}), *resource.getrlimit(resource.RLIMIT_FSIZE)
    before = store.read_bytes()
    for room in (0, 20_000, 270_000, 530_000, 800_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))  # no file may grow past this, as on a disk that is full
        try:
            load(store, Path({folder!r}))
            refused = "nothing"
        except StoreFault as fault:
            refused = str(fault)
        whole = store.read_bytes() == before and not list(store.parent.glob(".store*"))
        print(room, whole, len(refused.splitlines()), "so nothing was loaded" in refused)
"""


@pytest.mark.long
def test_a_load_for_which_there_is_no_room_leaves_the_old_store_whole(tmp_path, path):
    script = FULL_DISK.format(units=UNITS, folder=str(b1(tmp_path / "more", [(2024, DERBY, 20, "2.0")])), store=str(path))
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == [f"{room} True 1 True" for room in (0, 20_000, 270_000, 530_000, 800_000)], run.stderr


@pytest.mark.long
def test_a_killed_load_leaves_the_old_store_whole_and_the_next_load_works(tmp_path, path, slow_load):
    before = path.read_bytes()
    os.kill(slow_load.pid, signal.SIGKILL)
    slow_load.wait()
    assert path.read_bytes() == before and Reader(path).shown(CIN, DERBY, 2024) == "10"
    load(path, tmp_path / "more")
    assert Reader(path).shown(CIN, DERBY, 2024) == "20" and not list(tmp_path.glob(".store*"))


@pytest.mark.long
def test_a_second_load_at_the_same_time_gets_one_clear_line(tmp_path, path, slow_load):
    with pytest.raises(StoreFault, match=r"^Another load into .*store.duckdb is running: wait for it to end, then try again.$"):
        load(path, tmp_path / "more")
    assert list(tmp_path.glob(".store*building"))  # the first load's work is left alone


def test_a_second_load_in_the_same_program_gets_the_same_line(tmp_path, path):
    with StoreBuilder(path), pytest.raises(StoreFault, match=r"Another load into"):
        StoreBuilder(path)
    StoreBuilder(path).__exit__(None, None, None)


@pytest.mark.parametrize("left", [b"", b"half a file" * 1000])
def test_whatever_a_killed_load_left_behind_the_next_one_works(tmp_path, path, left):
    (tmp_path / ".store.duckdb.building").write_bytes(left)
    (tmp_path / ".store.duckdb.building.wal").write_bytes(left)
    load(path, b1(tmp_path / "more", [(2024, DERBY, 20, "2.0")]))
    assert Reader(path).shown(CIN, DERBY, 2024) == "20" and not list(tmp_path.glob(".store*"))


def test_an_error_in_the_middle_of_a_load_leaves_no_trace(tmp_path, path):
    before = path.read_bytes()

    def stop(*_):
        raise KeyboardInterrupt

    from cin_narrative.load.published.release import load_published

    with pytest.raises(KeyboardInterrupt):
        load_published([b1(tmp_path / "more", [(2024, DERBY, 20, "2.0")])], path, *_definitions(), progress=stop)
    assert path.read_bytes() == before and not list(tmp_path.glob(".store*"))


def test_threads_can_share_a_store(path):
    store, failures = Store.open(path), []

    def read(number):
        for step in range(40):
            if not store.observations(DERBY, 2024, CIN) or store.observations(DERBY, 2000 + (number * step) % 30 + 100, CIN):
                failures.append((number, step))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_full_cache_is_dropped_and_answers_stay_right(path, monkeypatch):
    monkeypatch.setattr(observation_cache, "CACHED_OBSERVATIONS", 0)
    store = Store.open(path)
    for _ in range(3):
        assert store.observations(DERBY, 2024, CIN)[("count", "")][0].value == 10
        assert store.observations(DERBY, 2023, CIN) == {}
        store.prefetch([DERBY], [2024, 2023], [CIN])


def test_what_is_read_of_the_whole_country_answers_as_what_is_read_cell_by_cell_and_drops_with_the_cache(path, monkeypatch):
    store, many = Store.open(path), [str(code) for code in range(201, 216)]
    for turn in range(observation_cache.ASKED_OFTEN):
        store.prefetch(many, [2024], [f"indicator_{turn}"])
    store.prefetch(many, [2024], [CIN])
    assert (2024, CIN) in store._cache._whole and (2024, "referrals") not in store._cache._whole
    assert store.observations(DERBY, 2024, CIN)[("count", "")][0].value == 10
    assert store.observations(DERBY, 2024, "referrals") == {}
    monkeypatch.setattr(observation_cache, "CACHED_OBSERVATIONS", 0)
    store.observations(DERBY, 2023, CIN)
    assert store.observations(DERBY, 2024, CIN)[("count", "")][0].value == 10


def test_what_is_held_is_listed(path):
    store = Store.open(path)
    assert store.span == (2024, 2024)
    assert store.holdings == {(CIN, DERBY): frozenset({2024})}
    assert store.release_years == {"2024": (2024, 2024)}
    assert store.areas_by_year == {2024: frozenset({DERBY})}


def test_a_thread_waits_for_what_another_is_reading(starter_store):
    cell = ("referrals", "count", "")
    with Store.open(starter_store) as store:
        right = store.values(2016, "2024", cell)
    assert len(right) > 20
    with Store.open(starter_store) as store:
        query, began, goes_on = store._query, threading.Event(), threading.Event()

        def slow(*given):
            began.set()
            assert goes_on.wait(10)
            return query(*given)

        store._query = slow
        store.kept["values"] = {(2016, "2024"): {TIMES: 99}}  # somebody goes through the country: all is read at once
        with ThreadPoolExecutor() as pool:
            first = pool.submit(store.values, 2016, "2024", cell)
            assert began.wait(10)
            second = pool.submit(store.values, 2016, "2024", cell)
            threading.Timer(0.1, goes_on.set).start()
            assert first.result() == second.result() == right
