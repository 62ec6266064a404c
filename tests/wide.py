"""The cases of a wide property -> some of them in every run, the others with the mark ``slow``, which ``.ci/run`` runs by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def spread(cases: Iterable[Any], plain: int) -> list[Any]:
    """``plain`` of the cases as they are, from the first to the last at even distances, and the others marked."""
    every = list(cases)
    kept = {place * (len(every) - 1) // max(1, plain - 1) for place in range(plain)}
    return [one if place in kept else _marked(one) for place, one in enumerate(every)]


def _marked(case: Any) -> Any:
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
