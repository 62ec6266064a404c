"""One of DfE's CSV files -> a sheet taken apart, and the register of what can be done to it."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

KEYS = re.compile(
    r"time_|geog|country_|region_|(old|new)_la_code|la_name|category|characteristic|age_group", re.I
)
NUMBER = re.compile(r"\d+(\.\d+)?")
PERCENT, RATE, MEDIAN = (
    re.compile(r"percent(?!ile)", re.I),
    re.compile(r"rate$|per_?10", re.I),
    re.compile(r"percentile|median", re.I),
)
Row = list[str]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """A file taken apart."""

    head: Row
    rows: list[Row]
    end: str
    start: bytes

    @classmethod
    def of(cls, content: bytes) -> Sheet:
        start = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
        try:
            text = content.removeprefix(start).decode()
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
        lines = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
        return cls(lines[0], lines[1:], "\r\n" if "\r\n" in text else "\n", start)

    def written(self, encoding: str = "utf-8", between: str = ",", end: str = "") -> bytes:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=between, lineterminator=end or self.end).writerows(
            [self.head, *self.rows]
        )
        return self.start + out.getvalue().encode(encoding, "replace")

    def place(self, *names: str) -> int | None:
        lower = [one.lower() for one in self.head]
        return next((lower.index(name) for name in names if name in lower), None)

    def columns(self, kind: re.Pattern[str] | None = None) -> list[int]:
        found = [place for place, name in enumerate(self.head) if not KEYS.match(name)]
        return [place for place in found if kind is None or kind.search(self.head[place])]

    @property
    def counts(self) -> list[int]:
        return [
            c
            for c in self.columns()
            if not any(kind.search(self.head[c]) for kind in (PERCENT, RATE, MEDIAN))
        ]

    def cells(
        self, fits: Callable[[str], object], columns: Sequence[int] | None = None
    ) -> list[Cell]:
        own = self.columns() if columns is None else columns
        return [
            (r, c) for r, row in enumerate(self.rows) for c in own if c < len(row) and fits(row[c])
        ]

    def with_cells(self, new: dict[Cell, str]) -> Sheet:
        rows = [list(row) for row in self.rows]
        for (r, c), text in new.items():
            rows[r][c] = text
        return replace(self, rows=rows)

    @property
    def authorities(self) -> list[int]:
        code = self.place("new_la_code", "geog_c")
        return (
            []
            if code is None
            else [
                r for r, row in enumerate(self.rows) if re.match(r"E0[6-9]|E10|\d{3}$", row[code])
            ]
        )

    def of_area(self, row: Row) -> Row:
        return [
            text
            for text, name in zip(row, self.head, strict=False)
            if KEYS.match(name) and not name.lower().startswith("time")
        ]


Kind = Callable[[Sheet, random.Random], bytes | None]
KINDS: dict[str, Kind] = {}


def kind(damage: Kind) -> Kind:
    KINDS[damage.__name__] = damage
    return damage


def number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text))


def said(value: float, like: str) -> str:
    return f"{value:.{max(1, len(like.partition('.')[2]))}f}".rstrip("0").rstrip(".")


def with_rows(sheet: Sheet, rows: list[Row]) -> bytes:
    return replace(sheet, rows=rows).written()


def without_column(sheet: Sheet, c: int) -> Sheet:
    return replace(
        sheet,
        head=sheet.head[:c] + sheet.head[c + 1 :],
        rows=[row[:c] + row[c + 1 :] for row in sheet.rows],
    )
