"""Working days: Monday to Friday without England's bank holidays
(``data/reference/bank_holidays.csv``, 2009 to 2028).

Before and after the table's years only weekends are left out. That bank holidays do not count is
our reading of what the sector's validator does; DfE's text could not be read. Source of the
days: GOV.UK, bank holidays in England and Wales.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from cin_narrative.catalogue.reference import REFERENCE, reference_rows


@cache
def bank_holidays(folder: Path = REFERENCE) -> frozenset[date]:
    """England's bank holidays."""
    rows = reference_rows(folder / "bank_holidays.csv")
    return frozenset(date.fromisoformat(row["date"]) for row in rows)


def is_working_day(day: date) -> bool:
    """Whether ``day`` is a Monday to Friday and no bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays()


def numbered_days(first: date, last: date) -> Iterator[tuple[date, int]]:
    """Every day with the number of working days up to and including it: a difference of two is the
    days in between.
    """
    number, day = 0, first
    while day <= last:
        number += is_working_day(day)
        yield day, number
        day += timedelta(days=1)
