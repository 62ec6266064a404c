"""What all tests share: the real definitions, stores built once, and what keeps two workers on two cores from waiting for each other."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported: threads that spin take the other worker's core

import compiled  # noqa: F401 - before the first of our own modules
import pytest

from cin_narrative.catalogue.areas import Areas, load_areas
from cin_narrative.catalogue.catalogue import Catalogue, load_catalogue
from cin_narrative.load.published.release import load_published
from cin_narrative.load.starter import build_starter
from cin_narrative.questions import answer
from cin_narrative.questions.answer import Answer
from cin_narrative.store.file_lock import FileLock
from cin_narrative.store.store import Store

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
RELEASES = ("dfe-2024", "dfe-2020", "dfe-first-published")


# so that no worker ends with a long file alone (ten thousand damaged returns are one test of the slow line)
SLOW_FIRST = (*(f"tests/browser/test_{name}.py" for name in ("rules_of_views", "views", "people", "every_click")), "tests/browser",
              "tests/test_mutated.py", "tests/test_app.py", "tests/model", "tests/unit")  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with the longest tests first; the order inside a file stays."""
    items.sort(key=lambda item: next((at for at, place in enumerate(SLOW_FIRST) if item.nodeid.startswith(place)), len(SLOW_FIRST)))


@pytest.fixture(scope="session", autouse=True)
def what_is_imported_is_looked_through_once() -> Iterator[None]:
    """The hundreds of thousands of objects of the libraries are no rubbish: no collection need go through them again. What a test
    makes is mostly freed as it goes: rubbish in circles is looked for after 100,000 new objects, not after 700: that took 9% of the CPU.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 10, 20)
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def packages_are_searched_for_components_once() -> Iterator[None]:
    """Streamlit's test runner reads the metadata of every installed package for each page that it makes; none comes or goes meanwhile."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def a_page_is_waited_for() -> Iterator[None]:
    """Streamlit's test runner looks a thousand times a second through all that a page has sent, for its end: a tenth of what a page costs."""
    from streamlit.testing.v1 import local_script_runner

    looks = local_script_runner.require_widgets_deltas

    def waits(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
        if runner._script_thread is not None:
            runner._script_thread.join(timeout)
        looks(runner, 1 if runner.script_stopped() else 0)  # which raises where it has not ended

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", waits)
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def areas() -> Areas:
    return load_areas()


@pytest.fixture(scope="session")
def published_data() -> Path:
    """The folder with DfE's files, which no fresh machine has."""
    if not all((DATA / name).is_dir() for name in RELEASES):
        pytest.skip(f"DfE's files are not at {DATA}: they are no part of the project")
    return DATA


@pytest.fixture(scope="session")
def store_2024(published_data, catalogue, areas, tmp_path_factory) -> Path:
    """A store of the releases of 2024 and 2020 and of the four first-published files."""
    path = tmp_path_factory.mktemp("published") / "store.duckdb"
    for name in RELEASES:
        load_published([published_data / name], path, catalogue, areas)
    return path


@pytest.fixture(scope="session")
def starter_store(catalogue, areas, tmp_path_factory) -> Path:
    """The store that a fresh machine starts with: built once for all workers, and only read."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # which all workers have
    path = shared / "starter" / "store.duckdb"
    path.parent.mkdir(exist_ok=True)
    with FileLock(path.parent, patience=60):
        if not path.exists():
            build_starter(path, catalogue, areas)
    return path


@pytest.fixture(scope="session")
def starter_in(starter_store: Path) -> Callable[[Path], Path]:
    """Puts a store as a fresh machine has it at a path, for tests that load into it."""

    def put(path: Path) -> Path:
        return Path(shutil.copy(starter_store, path))

    return put


@pytest.fixture(scope="module")
def ask(starter_store: Path, catalogue: Catalogue, areas: Areas) -> Iterator[Callable[..., Answer]]:
    """Puts a question, with the home authority and the questions before it where given, to the starter store."""
    with Store.open(starter_store) as store:
        yield _asker(store, catalogue, areas)


@pytest.fixture(scope="module")
def put(store_2024: Path, catalogue: Catalogue, areas: Areas) -> Iterator[Callable[..., Answer]]:
    """Puts a question in the same way to DfE's figures of 2024."""
    with Store.open(store_2024) as store:
        yield _asker(store, catalogue, areas)


def _asker(store: Store, catalogue: Catalogue, areas: Areas) -> Callable[..., Answer]:
    def put(question: str, home: str | None = None, history: Sequence[str] = ()) -> Answer:
        return answer(question, store, catalogue, areas, home, history)

    return put
