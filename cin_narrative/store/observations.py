"""Observations: what a published file or a census return says, as it says it, never rounded by us, never a child's row."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Symbol(StrEnum):
    """Why there is no number. The meaning is fixed here; what a release printed for it differs (intake/releases)."""

    SUPPRESSED = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    UNRELIABLE = "u"
    LOW = "low"


class Release(NamedTuple):
    """One publication of figures. ``order`` rises with the date of publication."""

    id: str
    label: str
    order: float


class Source(NamedTuple):
    """One file that figures were taken from."""

    id: int
    name: str
    sha256: str
    release: str
    loaded: str


class Observation(NamedTuple):
    """One stored value of one indicator and measure for one area, year, category and release.

    ``value`` is the number as published (None where ``symbol`` says why not); ``row`` counts the data rows of the file
    from 1; ``citation`` is set where a person read the figure off a page.
    """

    area: str
    year: int
    indicator: str
    measure: str
    category: str
    release: str
    value: float | None
    symbol: str | None
    source: int
    row: int | None
    column: str
    citation: str | None
