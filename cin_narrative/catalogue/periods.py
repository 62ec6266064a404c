"""Years as these statistics mean them: ``year`` is the year that ends on 31 March.

A stock is counted "at 31 March 2016", a flow "in the year ending 31 March 2016".
Source: DfE, children in need census guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from cin_narrative.messages import message

FIRST_YEAR, LAST_YEAR = 2010, 2040
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Kind(StrEnum):
    """Whether an indicator is counted on one day or over a year."""

    STOCK = "stock"
    FLOW = "flow"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting year of one kind; ``str()`` gives the words a sentence needs."""

    year: int
    kind: Kind

    def __str__(self) -> str:
        return _words(self.kind, self.year)

    @property
    def noun(self) -> str:
        """Without the preposition: ``31 March 2016`` or ``the year ending 31 March 2016``."""
        return str(self).split(" ", 1)[1]

    def before(self, years: int = 1) -> Period:
        """The same kind of period, ``years`` years earlier."""
        return Period(self.year - years, self.kind)


@cache
def _words(kind: Kind, year: int) -> str:
    return message(f"catalogue.{kind}", year=year)


def financial_year(year: int) -> str:
    """2016 -> ``2015 to 2016``, the way DfE writes a reporting year (no dash, no slash)."""
    return f"{year - 1} to {year}"


def written_day(day: str) -> str:
    """``2026-11-23`` -> ``23 November 2026``; anything else as it is."""
    parts = day[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return day
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
