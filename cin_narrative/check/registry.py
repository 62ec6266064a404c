"""The registry of checks: each module of ``checks`` that gives ``faults(house)`` is one.

A new check is a new file in ``checks``: nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from cin_narrative.catalogue.faults import Fault
from cin_narrative.check import checks
from cin_narrative.check.house import House
from cin_narrative.messages import message
from cin_narrative.store.connection import no_collecting


class Check(Protocol):
    """One check: a module with this function."""

    def faults(self, house: House) -> Iterable[Fault]:
        """Every fault of what this check looks at."""


def every_check() -> Iterator[tuple[str, Check]]:
    """Every check by its name, in the order of the alphabet."""
    for module in sorted(iter_modules(checks.__path__), key=lambda one: one.name):
        if not module.name.startswith("_"):
            found = import_module(f"{checks.__name__}.{module.name}")
            yield module.name, cast(Check, found)


def every_fault(house: House | None = None) -> list[Fault]:
    """Every fault of every file at once, each once, by file and line.

    A check that cannot go on says so as a fault of its own: what the others found is kept.
    """
    house = house or House()
    found: list[Fault] = []
    with no_collecting():
        for name, check in every_check():
            found += _run(name, check, house)
    return sorted({*found, *house.unreadable})


def _run(name: str, check: Check, house: House) -> Iterator[Fault]:
    try:
        yield from check.faults(house)
    except Exception as error:
        if not house.unreadable:  # else it stumbles over a file whose own fault is named
            what = f"{type(error).__name__}: {error}"
            yield Fault(
                f"cin_narrative/check/checks/{name}.py", 0, message("check.stopped", what=what)
            )
