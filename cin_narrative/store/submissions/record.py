"""One submission: whose, for which twelve months, from which file, and when it was loaded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cin_narrative.store.observations import MADE_UP

MARCH_31 = (3, 31)  # the last day of DfE's reporting year


class Submission(NamedTuple):
    """A return as one load took it, numbered from 1 for each authority.

    ``year`` is the year of the collection whose structure it has, ``last_day`` its reference date
    (as ``2026-03-31``), ``loaded`` the local time of the load, ``label`` what its loader called it.
    ``beside_before``: whether the return of the year before was loaded with it.
    """

    area: str
    number: int
    year: int
    last_day: str
    file: str
    sha256: str
    made_on: str
    loaded: str
    label: str
    release: str
    beside_before: bool

    @property
    def day(self) -> date:
        """Its reference date."""
        return date.fromisoformat(self.last_day)

    @property
    def is_in_year(self) -> bool:
        """Whether its twelve months are not DfE's year, which ends on 31 March."""
        return (self.day.month, self.day.day) != MARCH_31

    @property
    def is_made_up(self) -> bool:
        """Whether the return says of itself that its records are made up, or was taken so."""
        return self.release.startswith(MADE_UP)

    @property
    def place(self) -> tuple[str, str]:
        """Whose return it is, and for which twelve months."""
        return self.area, self.last_day


def newest_of(submissions: Iterable[Submission]) -> dict[tuple[str, str], Submission]:
    """The newest submission of each authority and twelve months: the one that is used."""
    return {one.place: one for one in sorted(submissions, key=lambda one: one.number)}
