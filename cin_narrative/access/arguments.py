"""What a caller gave for an argument -> what a verb takes, or one clear line: a year, a choice by
name, one of what may be several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import index
from pathlib import Path
from typing import Any, TypeVar

from cin_narrative.errors import UnknownName

Name = TypeVar("Name", bound=StrEnum)


def year_of(given: int | None) -> int | None:
    """A year as a plain number, of whichever library; raises ``TypeError`` for text."""
    return None if given is None else index(given)


def choice(what: str, given: str, known: Iterable[Name]) -> Name:
    """One of ``known``, or its name; raises ``UnknownName`` with the nearest."""
    names = {one.value: one for one in known}
    if given not in names:
        raise UnknownName(what, str(given), names)
    return names[given]


def listed(given: Any) -> Sequence[Any]:
    """What was given, one by one: a single name or path is one, and not its letters."""
    found: Sequence[Any] = [given] if isinstance(given, str | Path) else given
    return found
