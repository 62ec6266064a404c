"""What a click on the page costs: CPU seconds of the server, beside an empty rerun of the same view, in a real browser.

Usage: python benchmarks/screen.py [STORE] (default: a store of the starter figures, made for the purpose). Needs playwright and the
system's Chromium. Leaves with 1 where more than allowed is used. The first view comes first: of a fresh folder, whose store is made
while somebody waits, and of the same folder again; from the address typed to the figures seen, in seconds of the clock.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "browser"), str(Path(__file__).parent)]
from conftest import CHROMIUM, FLAGS, fresh_checkout, served  # noqa: E402
from start import starter_store  # noqa: E402
from waiting import settled  # noqa: E402

AREAS = ("Leeds", "Coventry", "Essex", "Derby")
AREA, CLICK = (
    0.5,
    0.15,
)  # CPU seconds that a change of area, and a choice of chart or a receipt, may take
FIRST = 3.0  # seconds of the clock until the first view is seen
REST = 0.4  # seconds without work, after which the server has nothing left to do
CHARTS = (1, 2, 3, 4)  # of the list of figures


class Bench:
    """One tab, and the process that serves it."""

    def __init__(self, tab: Any, pid: int) -> None:
        self.tab, self.pid, self.over = tab, pid, 0

    def used(self) -> float:
        """The CPU seconds of the server so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def measure(self, name: str, act: Callable[[], object], allowed: float | None = None) -> None:
        """What one act costs, printed beside what it may."""
        before, began = self.used(), time.monotonic()
        act()
        seconds = self.rest() - began
        cost = self.used() - before
        self.over += allowed is not None and cost > allowed
        print(
            f"{name:32} {cost:5.2f} s of CPU, {seconds:5.2f} s{f'; allowed {allowed} s' if allowed else ''}"
        )

    def rest(self) -> float:
        """When the page was settled and the server at rest: what it still does is not to be counted with the next act."""
        settled(self.tab)
        used, since = self.used(), time.monotonic()
        while time.monotonic() - since < REST:
            self.tab.wait_for_timeout(50)
            if used != self.used():
                used, since = self.used(), time.monotonic()
        return since

    def choose(self, label: str, name: str) -> None:
        """Choose from a list by typing."""
        self.tab.get_by_role("combobox", name=label).first.click()
        self.tab.keyboard.type(name)
        self.tab.get_by_role("option", name=name, exact=True).first.click()
        self.tab.wait_for_timeout(100)

    def area(self, name: str) -> None:
        """Change the area in the header."""
        self.choose("Area", name)
        self.tab.get_by_role("heading", name=f"Children in need in {name}").wait_for()

    def again(self) -> None:
        """Run the view again with nothing changed."""
        self.tab.evaluate("document.activeElement.blur()")
        self.tab.keyboard.press("r")
        self.tab.wait_for_timeout(150)


def _first_views(browser: Any, drafts: str) -> bool:
    """Print what the first views of a fresh folder take; whether one takes too long."""
    slow = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # people keep what Python compiles
    with tempfile.TemporaryDirectory() as place:
        folder = fresh_checkout(Path(place) / "checkout")
        for state in ("no store yet", "store made"):
            command = time.monotonic()
            with served(
                {"CIN_NARRATIVE_DRAFTS": drafts, "PYTHONPATH": str(folder)}, folder=folder
            ) as address:
                tab = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                bench, began = Bench(tab, address.pid), time.monotonic()
                started = bench.used()
                tab.goto(f"{address}/overview?area=Derby")
                tab.get_by_text("What to know").wait_for()
                seconds = time.monotonic() - began
                bench.rest()
                slow |= seconds > FIRST
                print(
                    f"first view, {state:20} {bench.used() - started:5.2f} s of CPU, {seconds:5.2f} s; allowed {FIRST} s of the clock",
                    end="; ",
                )
                print(f"{began - command + seconds:.2f} s from the command that starts the server")
                tab.context.close()
    return slow


def _overview(bench: Bench, address: str) -> None:
    bench.measure(
        "first view",
        lambda: (
            bench.tab.goto(f"{address}/overview?area=Derby"),
            bench.tab.get_by_text("What to know").wait_for(),
        ),
    )
    for name in AREAS:
        bench.measure(f"overview: {name}", lambda name=name: bench.area(name), AREA)
    bench.measure("overview: map", lambda: bench.choose("Measure", "Referrals"), CLICK)
    bench.measure("overview: receipt", bench.tab.locator("button.cin-tile").first.click, CLICK)
    bench.measure("overview: empty rerun", bench.again)


def _report(bench: Bench) -> None:
    drawn = bench.tab.get_by_role("heading", name="Data loaded")
    bench.measure(
        "report: first",
        lambda: (bench.tab.get_by_role("link", name="Report").first.click(), drawn.wait_for()),
    )
    for name in AREAS:
        bench.measure(f"report: {name}", lambda name=name: bench.area(name), AREA)
    bench.measure("report: receipt", bench.tab.locator(".cin-text .cin-figure").first.click, CLICK)
    chart = bench.tab.get_by_role("combobox", name="Figure to show")
    chart.scroll_into_view_if_needed()
    for number in (*CHARTS, CHARTS[0]):
        other = bench.tab.get_by_role("option").nth(number)
        bench.measure(
            f"report: chart {number}", lambda other=other: (chart.click(), other.click()), CLICK
        )
    bench.measure("report: empty rerun", bench.again)


def main(store: Path) -> int:
    """Print what each click costs."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as drafts, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        slow = _first_views(browser, drafts)
        with served({"CIN_NARRATIVE_STORE": str(store), "CIN_NARRATIVE_DRAFTS": drafts}) as address:
            bench = Bench(browser.new_page(viewport={"width": 1280, "height": 800}), address.pid)
            _overview(bench, address)
            _report(bench)
        browser.close()
    return int(slow or bench.over > 0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else starter_store(Path(made))))
