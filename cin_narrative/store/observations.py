"""Observations: what a published file or a census return says, as it says it, never rounded by us,
never a child's row.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import msgspec

MADE_UP = "made-up records"  # how the name of a release begins whose records are made up
COUNTED = (
    "{number}"  # where a finding's words give the number of records, for those who may know it
)
LOWER_BOUND = (
    "lower bound:"  # how the citation of an observation begins that may be too low, and says why
)


class Symbol(StrEnum):
    """Why there is no number. The meaning is fixed here; what a release printed for it differs
    (load/published/cells.py).
    """

    SUPPRESSED = "c"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    UNRELIABLE = "u"
    LOW = "low"
    NOT_KNOWN = "unknown"  # an authority's own return holds what decides it, and it cannot be read
    NOT_GIVEN = "absent"  # an authority's own return does not hold the records that decide it


# a local return comes after any release of DfE: where it holds a figure, it is the newest
LOCAL_RETURN_ORDER = 10_000


class Release(NamedTuple):
    """One publication of figures. ``order`` rises with the date of publication.

    An authority's own census return is a release, too, of an order from ``LOCAL_RETURN_ORDER`` on.
    """

    id: str
    label: str
    order: float

    @property
    def is_local(self) -> bool:
        """Whether the figures were computed here from an authority's own return, exact and not yet
        protected.
        """
        return self.order >= LOCAL_RETURN_ORDER

    @property
    def is_made_up(self) -> bool:
        """Whether the return says of itself that its records are made up."""
        return self.id.startswith(MADE_UP)


class Finding(NamedTuple):
    """What is wrong with a return, as a count: never which child.

    ``handling`` is "unknown" (no figure of ``indicators`` is known), "excluded" (the records are
    left out of them), "reported" or "approximate"; ``words`` says it for a person who can put it
    right, with ``COUNTED`` where the number of records stands. ``indicators`` are the ids
    of what it damages, worst damage first.
    """

    area: str
    year: int
    release: str
    rule: str
    handling: str
    records: int
    out_of: int
    indicators: tuple[str, ...]
    words: str

    def said(self, exact: bool) -> str:
        """The finding in words; with its number only where ``exact``, since a number of 1 to 5 may
        be a hidden count's.
        """
        number = f": {self.records:,} of {self.out_of:,}" if self.out_of else f": {self.records:,}"
        return self.words.replace(COUNTED, number if exact else "")


class Source(NamedTuple):
    """One file that figures were taken from."""

    id: int
    name: str
    sha256: str
    release: str
    loaded: str


class Observation(msgspec.Struct, frozen=True, gc=False):  # nothing in it leads back to it
    """One stored value of one indicator and measure for one area, year, category and release.

    ``value`` is the number as published (None where ``symbol`` says why not); ``row`` counts the
    data rows of the file from 1; ``citation`` is set where a person read the figure off a page.
    ``masked``: of an authority's own return, and not for the publishable view (``disclosure``).
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
    masked: bool = False

    def hidden(self) -> Observation:
        """The same without its number."""
        return msgspec.structs.replace(self, value=None, symbol=Symbol.SUPPRESSED.value)


def lower_bound_mark(citations: Iterable[str | None]) -> str:
    """The first citation that marks a lower bound, which what is worked out from it carries on;
    else nothing.
    """
    return next((text for text in citations if text and text.startswith(LOWER_BOUND)), "")
