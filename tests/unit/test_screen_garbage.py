"""What the collector of garbage looks through while the page is served: what is new, and now and then everything."""

import gc
import weakref

import pytest

from cin_narrative.screen.garbage import COLLECTIONS, pass_over_what_is_kept


class Circle:
    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def passing_over():
    before = gc.callbacks[:]
    pass_over_what_is_kept()
    yield
    gc.callbacks[:] = before
    gc.unfreeze()


@pytest.mark.long
def test_what_was_in_use_is_passed_over_and_a_circle_of_it_goes_in_the_end(passing_over):
    circle = Circle()
    gone = weakref.ref(circle)
    gc.collect()
    assert gc.get_freeze_count() > 1000
    del circle
    for _ in range(COLLECTIONS):
        gc.collect()
    assert gone() is None


def test_a_circle_made_since_goes_at_once(passing_over):
    gc.collect()
    gone = weakref.ref(Circle())
    gc.collect()
    assert gone() is None


def test_it_is_told_once_for_the_process(passing_over):
    told = len(gc.callbacks)
    pass_over_what_is_kept()
    assert len(gc.callbacks) == told
