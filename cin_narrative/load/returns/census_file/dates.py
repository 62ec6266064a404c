"""The text of a date field -> a day, and how it is written: ISO 8601, or day first.

A day with a time and an offset is the day that it is in England at that instant: a system that
exports in UTC gives midnight of 1 June as 23:00 of 31 May.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

EPOCH = date(1970, 1, 1).toordinal()
TIME = r"(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"
ISO = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){TIME}", re.ASCII)
DAY_FIRST = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}){TIME}", re.ASCII)
HOUR = timedelta(hours=1)


def iso_day(text: str) -> int:
    """Days since 1970 of ``2024-03-31``, with or without a time and an offset from UTC after it.

    Raises ``ValueError``.
    """
    if len(text) == 10 and text[4] == text[7] == "-":  # nearly every date of nearly every return
        return date.fromisoformat(text).toordinal() - EPOCH
    found = ISO.fullmatch(text)
    if found is None:
        raise ValueError
    return _in_england(date.fromisoformat(found[1]), found[2], found[3])


def day_first(text: str) -> int:
    """Days since 1970 of ``31/03/2024``, with or without a time after it. Raises ``ValueError``."""
    found = DAY_FIRST.fullmatch(text)
    if found is None:
        raise ValueError
    return _in_england(date(int(found[3]), int(found[2]), int(found[1])), found[4], found[5])


def _in_england(day: date, time: str | None, offset: str | None) -> int:
    if not time:
        return day.toordinal() - EPOCH
    instant = datetime.fromisoformat(f"{day.isoformat()}T{time}")
    if offset is None:
        return instant.toordinal() - EPOCH
    if offset != "Z":
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        ahead = timedelta(hours=hours, minutes=minutes)
        instant += ahead if offset[0] == "-" else -ahead
    return (instant + HOUR if _is_summer_time(instant) else instant).toordinal() - EPOCH


def _is_summer_time(instant: datetime) -> bool:
    """Whether clocks in the United Kingdom are an hour ahead of UTC: from 01:00 UTC on the last
    Sunday of March to 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
    """
    begins, ends = _last_sunday(instant.year, 3), _last_sunday(instant.year, 10)
    return begins + HOUR <= instant < ends + HOUR


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)
