"""The view of the data in a real browser: a return is dropped, looked at, loaded, read and removed, and never lies on a disk."""

import re
import shutil
import threading
import time
from pathlib import Path

import pytest
from waiting import at_rest, settled, soon

from cin_narrative.catalogue.catalogue import load_catalogue
from cin_narrative.made_up.census_return import make_return
from cin_narrative.made_up.totals import derby_totals

pytestmark = pytest.mark.browser
WAIT = 120_000
MEGABYTES, MARK = 48, b"<!-- row of one child, as long as it takes -->\n"


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> list[Path]:
    """A made-up return that is large for the room that comments take in it, and that of the year before."""
    now, before = make_return(derby_totals().scaled(0.05), "831", 2016, tmp_path_factory.mktemp("returns"), load_catalogue())
    text = now.read_bytes()
    at = text.index(b"<Child>")
    now.write_bytes(text[:at] + MARK * (MEGABYTES * 1_000_000 // len(MARK)) + text[at:])
    return [now, before]


@pytest.fixture
def page(starter_store, tmp_path, chromium, serve):
    """The view of the data on a store of its own, and the number of the process that serves it."""
    store = tmp_path / "store.duckdb"
    shutil.copy(starter_store, store)
    with serve({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": str(tmp_path / "drafts")}) as url:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        tab = context.new_page()
        tab.set_default_timeout(WAIT)
        tab.goto(f"{url}/data")
        tab.get_by_text("Drop the ZIP").wait_for()
        settled(tab)
        yield tab, url.pid
        context.close()


class Watch(threading.Thread):
    """Looks at every file that a process has open, over and over, for what must not be on a disk."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.found, self.looks, self.over = pid, set(), 0, threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            self.looks += 1
            for place in Path(f"/proc/{self.pid}/fd").iterdir():
                self._look(place)
            time.sleep(0.003)

    def _look(self, place: Path) -> None:
        try:
            name = str(place.readlink())
            if name.startswith("/") and place.is_file() and not name.endswith((".py", ".so", ".js", ".css", ".duckdb", ".wal")):
                with place.open("rb") as held:
                    if MARK[:20] in held.read(2_000_000):
                        self.found.add(re.sub(r"\d+", "N", name))
        except OSError:
            return  # closed meanwhile


def copies_in_memory(pid: int) -> int:
    """How many bytes of the large return the process still holds, read from its memory."""
    count = 0
    process = Path(f"/proc/{pid}")
    with (process / "maps").open() as maps, (process / "mem").open("rb", 0) as memory:
        for line in maps:
            first, last = (int(part, 16) for part in line.split()[0].split("-"))
            if "rw" in line.split()[1] and "[v" not in line:
                try:
                    memory.seek(first)
                    count += memory.read(last - first).count(MARK)
                except (OSError, ValueError, OverflowError):
                    continue
    return count * len(MARK)


def drop(tab, files) -> None:
    tab.locator("input[type=file]").set_input_files(files)
    settled(tab)


def test_a_return_is_loaded_from_memory_alone_and_is_gone_after_the_load(page, returns):
    tab, pid = page
    watch = Watch(pid)
    watch.start()
    drop(tab, returns)
    tab.get_by_text("computed from the return of Derby 2015, Derby 2016 would be.").wait_for()
    tab.get_by_text("What was found").first.wait_for()  # drawn a moment after the line above
    try:
        assert copies_in_memory(pid) > MEGABYTES * 900_000  # the look itself can see it
    except PermissionError as refused:
        pytest.skip(f"this machine lets nobody look into a process's memory: {refused}")
    tab.get_by_role("button", name="Load these files").click()
    tab.get_by_text("Derby 2015, Derby 2016 are in the store.").wait_for()
    settled(tab)
    watch.over.set()
    watch.join()
    assert watch.looks > 50
    assert watch.found == set()
    assert copies_in_memory(pid) < MEGABYTES * 100_000
    assert soon(lambda: tab.get_by_text("Data quality: what is wrong").first.is_visible() or tab.get_by_text("Data quality").count() >= 2)
    assert soon(lambda: tab.get_by_text("Beside the Department for Education's figures").count() >= 1)
    tab.get_by_role("link", name="Read the report of Derby 2016").click()
    tab.get_by_role("heading", name="Children in need in Derby, 2015 to 2016").wait_for()


def test_a_return_is_removed_after_a_second_word(page, returns):
    tab, _ = page
    drop(tab, returns[1:])
    tab.get_by_role("button", name="Load these files").click()
    tab.get_by_role("heading", name="Your own returns").wait_for()
    settled(tab)
    tab.get_by_role("button", name="Remove this return").click()
    tab.get_by_role("button", name="Remove it", exact=True).click()
    tab.get_by_role("heading", name="Your own returns").wait_for(state="detached")


@pytest.mark.parametrize(("name", "content", "said"), [
    ("a.csv", b"<html><script>document.title='owned'</script></html>", "Nothing was recognised"),
    ("=1+1.csv", b"=HYPERLINK(\"http://leak.example\"),b\n1,2\n", "Nothing was recognised"),
    ("a.zip", b"PK no zip", "is not a ZIP that can be read"),
    ("a.exe", b"MZ", "not allowed"),
])  # fmt: skip
def test_what_is_no_file_of_ours_gets_one_line_beside_the_box(page, name, content, said):
    tab, _ = page
    drop(tab, [{"name": name, "mimeType": "application/octet-stream", "buffer": content}])
    line = tab.get_by_text(said).first
    line.wait_for()
    box = tab.get_by_test_id("stFileUploader")
    assert at_rest(tab, lambda: abs(line.bounding_box()["y"] - box.bounding_box()["y"])) < 400
    assert at_rest(tab, tab.title) != "owned"
    assert at_rest(tab, tab.get_by_role("button", name="Load these files").count) == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page, tmp_path):
    tab, _ = page
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(2_000_000_000)  # takes no room
    drop(tab, [str(large)])
    tab.get_by_text("must be 200").first.wait_for()
    assert at_rest(tab, tab.get_by_role("button", name="Load these files").count) == 0
