"""A page in a browser -> what it comes to: everything that a test looks at is waited for, since the page is drawn while it looks."""

import inspect
import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
PATIENCE, PAUSE = 60, 0.05  # seconds
CALM = """() => {
    const page = document.querySelector('[data-testid="stApp"]');
    const state = page === null ? 'none' : page.dataset.testScriptState;
    const seen = `${location.href} ${state} ${document.body.innerHTML.length}`;
    const moves = document.getAnimations().some(one => one.playState === 'running' && Number.isFinite(one.effect.getComputedTiming().endTime));
    const waits = document.querySelector('[data-testid="stSkeleton"]') !== null; // a part whose script is still on its way
    if (state !== 'notRunning' || seen !== window.cinSeen || moves || waits) {
        window.cinSeen = seen;
        window.cinCalm = performance.now();
    }
    return performance.now() - window.cinCalm > 300;
}"""


def settled(tab: Any) -> None:
    """Wait until no script has run and nothing on the page has changed for a moment: right after a click the run that it begins has not
    begun, a click that crosses a run is lost, and what fades in has another colour. The moment begins now: what this call follows, other
    colours or a click, shows only a moment later.
    """
    tab.evaluate("() => { window.cinCalm = performance.now(); }")
    tab.wait_for_function(CALM, polling=60, timeout=PATIENCE * 1000)


def at_rest(tab: Any, look: Callable[[], T]) -> T:
    """What a look at the page finds once it is settled: for what must not be there, or be within a limit."""
    settled(tab)
    return look()


def soon(look: Callable[[], T]) -> T:
    """What a look at the page finds as soon as that is true; the test fails where it never is."""
    until = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > until:
            pytest.fail(f"never came true, at last {found!r}: {inspect.getsource(look).strip()}")
        time.sleep(PAUSE)
    return found


def in_sight(tab: Any, element: Any) -> bool:
    """Whether the beginning of an element is on the screen, beneath the header."""
    box = element.bounding_box()
    return box is not None and 0 <= box["y"] < tab.viewport_size["height"] - 20


def in_view(element: Any) -> bool:
    """Whether the whole of an element is on the screen."""
    return bool(element.evaluate("one => { const r = one.getBoundingClientRect(); return r.top >= 0 && r.bottom <= window.innerHeight; }"))
