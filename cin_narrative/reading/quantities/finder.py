"""A folded text in, the same with a marker where each period stood, and what it means, out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from re import Match
from typing import Literal

Form = Literal[
    "year",
    "span",
    "since",
    "until",
    "last_n",
    "change_n",
    "ago",
    "before",
    "years_before",
    "after",
    "latest",
    "first",
    "all",
    "covid",
    "dates",
    "recent",
]
MARK = "[\ue000-\uf8ff]\x04*"


@dataclass(frozen=True, slots=True)
class Dated:
    """What the words of a period mean.

    ``first`` and ``last`` are reporting years (or n for ``last_n``, ``change_n``, ``ago`` and
    ``years_before``, and the steps for ``before`` and ``after``; ``last`` of ``last_n`` is 1 where
    the years are those up to the one asked about: "in 2021 the highest for five years"); ``start``
    and ``end`` the (calendar year, month) of dates; ``calendar`` a calendar year; ``stated`` a
    reporting year or 31 March named as such, or a span by the number of its years.
    """

    form: Form
    first: int = 0
    last: int = 0
    start: tuple[int, int] = (0, 0)
    end: tuple[int, int] = (0, 0)
    calendar: bool = False
    stated: bool = False

    @property
    def counts_years(self) -> bool:
        """Whether it is a run of so many years: "the last five", "the five to 2024"."""
        return self.form == "last_n" or (self.form == "span" and self.stated)


@dataclass(frozen=True, slots=True)
class Found:
    """A period of a text and where it stands."""

    meaning: Dated
    start: int
    end: int


class Finder:
    """Replaces each period of a text by a marker as long as it, and keeps what it means."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.kept: list[Dated] = []

    def sub(self, pattern: str, make: Callable[[Match[str]], Dated | None]) -> None:
        """Put a marker wherever the pattern stands and ``make`` knows a period for it."""

        def marked(match: Match[str]) -> str:
            made = make(match) if match[0].strip() and len(self.kept) < 500 else None
            if made is None:
                return match[0]
            self.kept.append(made)
            lead = len(match[0]) - len(match[0].lstrip())
            body = len(match[0].rstrip()) - lead
            marker = chr(0xE000 + len(self.kept) - 1) + "\x04" * (body - 1)
            return match[0][:lead] + marker + match[0][lead + body :]

        self.text = compiled(pattern).sub(marked, self.text)

    def at(self, marker: str) -> Dated:
        """What a marker of the text means."""
        return self.kept[ord(marker[0]) - 0xE000]

    def standing(self) -> list[Found]:
        """The periods whose markers still stand, in order."""
        marks = re.finditer(MARK, self.text)
        return [Found(self.at(mark[0]), mark.start(), mark.end()) for mark in marks]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled once."""
    return re.compile(pattern)
