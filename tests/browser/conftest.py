"""One browser and one way to serve the page, for all tests in a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cin_narrative.api import drafts
from cin_narrative.store.store import Store

pytest.register_assert_rewrite("rules")

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--host-resolver-rules=MAP council.test 127.0.0.1"]  # fmt: skip


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Address(str):
    """The address of a page that is served, and the number of the process that serves it."""

    pid: int
    port: int


@contextmanager
def served(places: dict[str, str], *flags: str, port: int = 0, folder: Path = ROOT) -> Iterator[Address]:
    """The page on a free port of this machine, or on ``port``, with these settings: its address. Stopped by its process number.

    ``folder`` is the checkout that it runs from.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = port or free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port), "--server.headless", "true", *flags]
    server = subprocess.Popen(command, cwd=folder, env={**os.environ, **places}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        address = Address(f"http://127.0.0.1:{port}")
        address.pid, address.port = server.pid, port
        yield address
    finally:
        server.kill()  # by its id; it has nothing to save, and on a busy machine would take its time to end
        server.wait()


def fresh_checkout(place: Path) -> Path:
    """What the page needs of this checkout, in a folder where nobody has run it: there is no store."""
    for part in ("cin_narrative", "prompts", "data/starter", "data/reference", ".streamlit"):
        shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__", "secrets.toml"))
    for part in ("streamlit_app.py", "pyproject.toml"):
        shutil.copy(ROOT / part, place / part)
    return place


@pytest.fixture(scope="session")
def pictures(tmp_path_factory) -> Path:
    """Where journeys leave a picture of where they end: CI keeps that folder."""
    folder = Path(os.environ.get("CIN_NARRATIVE_PICTURES") or tmp_path_factory.mktemp("pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def picture(pictures, request):
    """Keeps what a tab shows, under the name of the test."""

    def keep(tab) -> None:
        kept = pictures / f"{request.node.name}.png"
        tab.screenshot(path=kept)
        assert kept.read_bytes().startswith(b"\x89PNG")

    return keep


@pytest.fixture(scope="session")
def axe(tmp_path_factory) -> str:
    """axe-core, as npm has it."""
    folder = tmp_path_factory.mktemp("axe")
    if shutil.which("npm") is None:
        pytest.skip("there is no npm to have axe-core from")
    got = subprocess.run(["npm", "pack", "axe-core@4"], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    packed = next(iter(folder.glob("axe-core-*.tgz")), None)
    if packed is None:
        pytest.skip(f"axe-core could not be had from npm: {got.stderr.strip()[-200:]}")
    shutil.unpack_archive(packed, folder)
    return (folder / "package" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def watched(chromium):
    """Tabs of browsers that have never been here, which remember what went wrong in them and whom they asked."""
    contexts = []

    def open_tab(origin: str):
        contexts.append(chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True))
        if "127.0.0.1" in origin:  # elsewhere a page has no such rights to give
            contexts[-1].grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
        tab = contexts[-1].new_page()
        tab.set_default_timeout(30_000)
        tab.faults, tab.asked = [], []
        tab.on("pageerror", lambda error: tab.faults.append(str(error)))
        tab.on("console", lambda said: tab.faults.append(said.text) if said.type == "error" and "/_stcore/" not in said.location["url"] else None)
        tab.on("request", lambda request: tab.asked.append(request.url))
        return tab

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def checkout(tmp_path) -> Path:
    return fresh_checkout(tmp_path / "checkout")


@pytest.fixture(scope="session")
def serve():
    return served


def _wait_until_it_answers(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def address(starter_store, tmp_path_factory, chromium, serve):
    """The page on the starter figures with a draft; a module may have one of its own."""
    store = tmp_path_factory.mktemp("views") / "store.duckdb"
    shutil.copy(starter_store, store)
    folder = store.with_name("drafts")
    folder.mkdir()
    with Store.open(store) as held:
        drafts.make_draft(held, folder / "derby-2024.draft.toml", "Derby", 2024)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(folder)}) as url:
        yield url


@pytest.fixture
def tab(watched, address):
    """A tab of a browser that has never been here."""
    return watched(address)
