"""Years as these statistics mean them: ``year`` is the year that ends on 31 March.

A stock is counted "at 31 March 2016", a flow "in the year ending 31 March 2016"; the population
that rates of 2016 are of is estimated for "mid-2015".
Source: DfE, children in need census guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

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
    """One reporting year of one kind; ``str()`` gives the words a sentence needs. ``is_mid_year``:
    what is of the middle of the calendar year before.
    """

    year: int
    kind: Kind
    is_mid_year: bool = False

    def __str__(self) -> str:
        return _words(self.sort, self.year)

    @property
    def sort(self) -> str:
        """What tells the words of one kind of period from those of another."""
        return "mid_year" if self.is_mid_year else self.kind.value

    @property
    def noun(self) -> str:
        """Without the preposition: ``31 March 2016`` or ``the year ending 31 March 2016``."""
        return str(self).split(" ", 1)[1]

    def before(self, years: int = 1) -> Period:
        """The same kind of period, ``years`` years earlier."""
        return Period(self.year - years, self.kind, self.is_mid_year)


@lru_cache(maxsize=1_000)
def period_of(year: int, kind: Kind, is_mid_year: bool) -> Period:
    """The period, made once: a page names some hundred of a few years."""
    return Period(year, kind, is_mid_year)


@cache
def _words(sort: str, year: int) -> str:
    return message(f"catalogue.{sort}", year=year, before=year - 1)


def financial_year(year: int) -> str:
    """2016 -> ``2015 to 2016``, the way DfE writes a reporting year (no dash, no slash)."""
    return f"{year - 1} to {year}"


def written_day(day: str) -> str:
    """``2026-11-23`` -> ``23 November 2026``; anything else as it is."""
    parts = day[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return day
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
