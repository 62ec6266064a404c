"""The collections of garbage, one after another -> how far each of them looks.

Streamlit collects after every run and walks through all that the process holds: the program, the
catalogue, the pages kept for the next reader. That costs more than a click. What one collection has
found in use is passed over by those after it, and looked through again every so often: what has
come to stand in circles, and is nobody's any more, goes then.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from itertools import count

COLLECTIONS = 50  # from one look at everything to the next
OLDEST = 2  # the generation of a collection of everything
_whole = count(1)


def pass_over_what_is_kept() -> None:
    """From now on, and once for the process."""
    if _pass_over not in gc.callbacks:
        gc.callbacks.append(_pass_over)


def _pass_over(phase: str, told: Mapping[str, int]) -> None:
    if told["generation"] < OLDEST:
        return
    if phase == "stop":
        gc.freeze()
    elif next(_whole) % COLLECTIONS == 0:
        gc.unfreeze()
