"""The text of one field -> its value, or nothing where it cannot be read.

A date is ISO 8601 (an XML Schema date), a yes or no is 0, 1, true or false, as in DfE's structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cin_narrative.load.returns.census_file.fields import (
    Kind,
)

BATCH_ROWS = 20_000
# characters; no field of the census is longer, and an identifier has at most 20
LONGEST_VALUE = 100
EPOCH = date(1970, 1, 1).toordinal()
TRUTH = {"0": False, "1": True, "false": False, "true": True}


class Values(dict[str | None, Any]):
    """Text of one field -> its value, remembered. Text that cannot be read counts in ``unreadable``
    and gives None.

    Text of nothing but blanks counts in ``blank``.
    """

    def __init__(self, kind: Kind) -> None:
        super().__init__({None: None})
        self._parse = PARSE[kind]
        self.unreadable = 0
        self.blank = 0

    def __missing__(self, raw: str | None) -> Any:
        text = (raw or "").strip()
        if not text:
            self.blank += 1
            return None
        try:
            value = self._parse(text)
        except ValueError:
            self.unreadable += 1
            return None
        if len(self) < BATCH_ROWS and len(text) < LONGEST_VALUE:
            self[raw] = value
        return value


def _date(text: str) -> int:
    """Days since 1970 of ``2024-03-31``, with or without a time or a time zone after it."""
    if len(text) > 10 and text[10] not in "TZ+-":
        raise ValueError
    if text[4:5] != "-" or text[7:8] != "-":
        raise ValueError
    return date.fromisoformat(text[:10]).toordinal() - EPOCH


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
    Kind.DATE: _date,
    Kind.TRUTH: _truth,
    Kind.WHOLE: _whole,
    Kind.CODE: _code,
}


def plain_text(raw: str | None) -> str | None:
    """An identifier as it comes, without surrounding blanks; None for nothing."""
    return (raw.strip()[:LONGEST_VALUE] or None) if raw else None
