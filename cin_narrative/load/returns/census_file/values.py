"""The text of one field -> its value: given, not given, or given and not to be read.

A date is ISO 8601 (an XML Schema date), or day first where the whole field is; a yes or no is 0, 1,
true or false, as in DfE's structure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from cin_narrative.load.returns.census_file.dates import day_first, iso_day
from cin_narrative.load.returns.census_file.fields import (
    Kind,
)

BATCH_ROWS = 20_000
# characters; no field of the census is longer, and an identifier has at most 20
LONGEST_VALUE = 100
LONGEST_EXAMPLE = 25  # characters; a date with a time and an offset has as many
FIRST_DAY = pa.scalar(date(1, 1, 1))  # a year 0 is none
TRUTH = {"0": False, "1": True, "false": False, "true": True}
# Text that can only be meant as a date may be quoted. Of any other only the form is shown, since it
# may be a name or an identifier that slipped into the wrong field.
LIKE_A_DATE = re.compile(
    r"\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{1,4}(?:[T ][\d:.Z+-]*)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Values of one field that were given and cannot be read: how many, of how many that were
    given, and what the first looks like.
    """

    count: int
    given: int
    example: str


class Unread(NamedTuple):
    """A value of one record, by its number in this load, that is not as DfE writes it: child-level,
    in memory alone. ``is_date``: it may be a date written day first.
    """

    table: str
    record: int
    field: str
    text: str
    is_date: bool


class Values(dict[str | None, Any]):
    """Text of one field -> its value, remembered. Text that cannot be read gives None, and is
    counted; text of nothing but blanks is not given, and counts in ``blank``.

    Dates that are written day first are read so. Where the field has ISO dates, too, nobody can
    tell which way round they are: ``unreadable`` counts them.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__({None: None})
        self._parse = PARSE[kind]
        self._may_be_day_first = kind is Kind.DATE
        self.given = 0
        self.blank = 0
        self._unread, self._example = 0, ""
        self._day_first, self._first_of_them, self._others = 0, "", False

    @property
    def is_day_first(self) -> bool:
        """Whether every date of the field that can be read is written day first."""
        return self._day_first > 0 and not self._others

    @property
    def unreadable(self) -> Unreadable | None:
        """What cannot be read; None where everything can."""
        mixed = self._day_first if self._others else 0
        if not self._unread + mixed:
            return None
        example = self._example or example_of(self._first_of_them)
        return Unreadable(self._unread + mixed, self.given - self.blank, example)

    @property
    def doubtful(self) -> int:
        """How many values so far were given, and not as DfE writes them."""
        return self._unread + self._day_first

    def doubts(self, raw: str | None) -> bool:
        """Whether a text is given, and not as DfE writes it."""
        text = (raw or "").strip()
        try:
            return bool(text) and self._parse(text) is None
        except ValueError:
            return True

    def column(self, texts: tuple[str | None, ...]) -> list[Any]:
        """The values of a column of texts."""
        self.given += len(texts) - texts.count(None)
        return list(map(self.__getitem__, texts))

    def days(self, texts: tuple[str | None, ...]) -> pa.Array:
        """The days of a column of dates: at once where each is ten characters of ISO 8601, as in
        nearly every return, else one by one.
        """
        try:
            found = pa.array(texts, pa.string()).cast(pa.date32())
        except pa.ArrowInvalid:
            found = None
        if found is None or pc.any(pc.less(found, FIRST_DAY)).as_py():
            return pa.array(self.column(texts), pa.int32()).cast(pa.date32())
        given = len(texts) - found.null_count
        self.given += given
        self._others = self._others or given > 0
        return found

    def __missing__(self, raw: str | None) -> Any:
        text = (raw or "").strip()
        if not text:
            self.blank += 1
            return None
        try:
            value = self._parse(text)
        except ValueError:
            return self._day_first_of(text)
        self._others = True
        if len(self) < BATCH_ROWS and len(text) < LONGEST_VALUE:
            self[raw] = value
        return value

    def _day_first_of(self, text: str) -> int | None:
        """The day of a date written day first, each counted; None where it is none."""
        try:
            day = day_first(text) if self._may_be_day_first else None
        except ValueError:
            day = None
        if day is None:
            self._unread += 1
            self._example = self._example or example_of(text)
        else:
            self._day_first += 1
            self._first_of_them = self._first_of_them or text
        return day


def example_of(text: str) -> str:
    """``text`` where it can only be meant as a date; else its form: "a" for a letter, "9" for a
    digit.
    """
    if LIKE_A_DATE.fullmatch(text):
        return text[:LONGEST_EXAMPLE]
    return re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "9", text[:LONGEST_EXAMPLE]))


def _truth(text: str) -> bool:
    if text.lower() not in TRUTH:
        raise ValueError
    return TRUTH[text.lower()]


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 4:
        raise ValueError
    return int(text)


def _code(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise ValueError
    return text.upper()


PARSE: Mapping[Kind, Callable[[str], Any]] = {
    Kind.DATE: iso_day,
    Kind.TRUTH: _truth,
    Kind.WHOLE: _whole,
    Kind.CODE: _code,
}


def plain_text(raw: str | None) -> str | None:
    """An identifier as it comes, without surrounding blanks; None for nothing."""
    return (raw.strip()[:LONGEST_VALUE] or None) if raw else None
