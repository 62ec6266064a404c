"""One of DfE's CSV files and a kind of damage -> the damaged file: what slips of hands, tools and networks do to such files.

Each kind takes a ``Sheet`` and a source of chance, and gives the bytes of the damaged file, or nothing where the file has no
place for it. The forty-four kinds were drawn up by someone who had not seen the checks; cells are drawn one as likely as another.
"""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

KEYS = re.compile(
    r"time_|geog|country_|region_|(old|new)_la_code|la_name|category|characteristic|age_group", re.I
)
NUMBER = re.compile(r"\d+(\.\d+)?")
PERCENT, RATE, MEDIAN = (
    re.compile(r"percent(?!ile)", re.I),
    re.compile(r"rate$|per_?10", re.I),
    re.compile(r"percentile|median", re.I),
)
MARK = "\N{REPLACEMENT CHARACTER}"
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


def one_cell(
    name: str,
    change: Callable[[str, random.Random], str],
    fits: Callable[[str], object] = number,
    of: str = "columns",
) -> None:
    """A kind that changes one cell of those that ``fit``."""

    def damage(sheet: Sheet, rng: random.Random) -> bytes | None:
        columns = {
            "columns": sheet.columns,
            "counts": lambda: sheet.counts,
            "percent": lambda: sheet.columns(PERCENT),
        }[of]()
        cells = sheet.cells(fits, columns)
        for r, c in rng.sample(cells, min(len(cells), 50)):
            new = change(sheet.rows[r][c], rng)
            if new != sheet.rows[r][c]:
                return sheet.with_cells({(r, c): new}).written()
        return None

    KINDS[name] = damage


def whole_column(
    name: str, change: Callable[[str], str], fits: Callable[[str], object], of: str = "columns"
) -> None:
    """A kind that changes every cell of a column that ``fits``."""

    def damage(sheet: Sheet, rng: random.Random) -> bytes | None:
        columns = {
            "columns": sheet.columns(),
            "percent": sheet.columns(PERCENT),
            "rate": sheet.columns(RATE) or sheet.columns(PERCENT),
        }[of]
        cells = sheet.cells(fits, columns)
        if not cells:
            return None
        chosen = rng.choice(cells)[1]
        return sheet.with_cells(
            {(r, c): change(sheet.rows[r][c]) for r, c in cells if c == chosen}
        ).written()

    KINDS[name] = damage


def times(text: str, factor: float) -> str:
    return said(
        float(text) * factor, text if factor > 1 else text + ("000" if "." in text else ".000")
    )


def exchanged_digits(text: str, rng: random.Random) -> str:
    pairs = [
        at
        for at in range(len(text) - 1)
        if text[at : at + 2].isdigit() and (at or text[1] != "0" or len(text) == 2)
    ]
    if not pairs:
        return text
    at = rng.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


one_cell("ten_times", lambda text, rng: times(text, rng.choice((10, 0.1))))
one_cell("hundred_times", lambda text, rng: times(text, rng.choice((100, 0.01))))
one_cell("digits_exchanged", exchanged_digits)
one_cell("one_too_many", lambda text, rng: str(int(text) + 1), str.isdigit, "counts")
one_cell("negative", lambda text, rng: f"-{text}", lambda text: number(text) and float(text))
one_cell("suppressed_to_zero", lambda text, rng: "0", lambda text: text.strip() in ("c", "x", "*"))
one_cell("number_to_mark", lambda text, rng: "c")
one_cell(
    "over_a_hundred", lambda text, rng: f"{100 + rng.randint(1, 400) / 10:.1f}", number, "percent"
)
whole_column(
    "thousands", lambda text: f"{int(text):,}", lambda text: text.isdigit() and int(text) > 999
)
whole_column("percent_sign", lambda text: f"{text}%", number, "percent")
whole_column(
    "decimal_comma", lambda text: text.replace(".", ","), lambda text: number(text) and "." in text
)
whole_column("blank_for_nought", lambda text: "", lambda text: text == "0")
whole_column(
    "rates_times_ten",
    lambda text: times(text, 10),
    lambda text: number(text) and float(text),
    "rate",
)


@kind
def cells_of_a_row_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    for r, c in rng.sample(cells := sheet.cells(number), min(50, len(cells))):
        others = [
            d
            for d in sheet.columns()
            if number(sheet.rows[r][d]) and sheet.rows[r][d] != sheet.rows[r][c]
        ]
        if others:
            d = rng.choice(others)
            return sheet.with_cells({(r, c): sheet.rows[r][d], (r, d): sheet.rows[r][c]}).written()
    return None


@kind
def row_shifted(sheet: Sheet, rng: random.Random) -> bytes | None:
    own, r = sheet.columns(), rng.randrange(len(sheet.rows))
    return sheet.with_cells({(r, d): sheet.rows[r][c] for c, d in pairwise(own)}).written()


@kind
def column_shifted(sheet: Sheet, rng: random.Random) -> bytes | None:
    c, last = rng.choice(sheet.columns()), len(sheet.rows)
    return sheet.with_cells(
        {((r + 1) % last, c): row[c] for r, row in enumerate(sheet.rows)}
    ).written()


@kind
def headers_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    if len(own := sheet.columns()) < 2:
        return None
    a, b = rng.sample(own, 2)
    head = list(sheet.head)
    head[a], head[b] = head[b], head[a]
    return replace(sheet, head=head).written()


@kind
def header_misspelt(sheet: Sheet, rng: random.Random) -> bytes | None:
    c, head = rng.randrange(len(sheet.head)), list(sheet.head)
    at = rng.randrange(max(1, len(head[c]) - 1))
    head[c] = head[c][:at] + rng.choice(
        (head[c][at + 1 :], head[c][at : at + 2][::-1] + head[c][at + 2 :])
    )
    return replace(sheet, head=head).written()


@kind
def codes_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    code = sheet.place("new_la_code", "geog_c")
    codes = sorted({sheet.rows[r][code] for r in sheet.authorities}) if code is not None else []
    if code is None or len(codes) < 2:
        return None
    a, b = rng.sample(codes, 2)
    turned = {a: b, b: a}
    return sheet.with_cells(
        {(r, code): turned.get(row[code], row[code]) for r, row in enumerate(sheet.rows)}
    ).written()


@kind
def name_of_another(sheet: Sheet, rng: random.Random) -> bytes | None:
    name, own = sheet.place("la_name", "geog_n"), sheet.authorities
    if name is None or not own:
        return None
    return sheet.with_cells({(rng.choice(own), name): sheet.rows[rng.choice(own)][name]}).written()


@kind
def years_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    year, r = sheet.place("time_period"), rng.randrange(len(sheet.rows))
    area = sheet.of_area(sheet.rows[r])
    others = [s for s, row in enumerate(sheet.rows) if s != r and sheet.of_area(row) == area]
    if year is None or not others:
        return None
    s = rng.choice(others)
    return sheet.with_cells(
        {(r, year): sheet.rows[s][year], (s, year): sheet.rows[r][year]}
    ).written()


@kind
def year_off_by_one(sheet: Sheet, rng: random.Random) -> bytes | None:
    year, r = sheet.place("time_period"), rng.randrange(len(sheet.rows))
    if year is None:
        return None
    text = sheet.rows[r][year]
    return sheet.with_cells(
        {(r, year): str(int(text[:4]) + rng.choice((-1, 1))) + text[4:]}
    ).written()


def with_rows(sheet: Sheet, rows: list[Row]) -> bytes:
    return replace(sheet, rows=rows).written()


@kind
def row_twice(sheet: Sheet, rng: random.Random) -> bytes | None:
    at = rng.randrange(len(sheet.rows))
    return with_rows(sheet, [*sheet.rows[:at], rng.choice(sheet.rows), *sheet.rows[at:]])


@kind
def row_twice_changed(sheet: Sheet, rng: random.Random) -> bytes | None:
    if not (cells := sheet.cells(number)):
        return None
    r, c = rng.choice(cells)
    twin = list(sheet.rows[r])
    twin[c] = said(float(twin[c]) * 1.1 + 1, twin[c])
    return with_rows(sheet, [*sheet.rows[: r + 1], twin, *sheet.rows[r + 1 :]])


@kind
def row_missing(sheet: Sheet, rng: random.Random) -> bytes | None:
    at = rng.randrange(len(sheet.rows))
    return with_rows(sheet, sheet.rows[:at] + sheet.rows[at + 1 :])


def without(
    sheet: Sheet, column: int | None, rows: Sequence[int], rng: random.Random
) -> bytes | None:
    if column is None or not rows:
        return None
    gone = sheet.rows[rng.choice(rows)][column]
    return (
        with_rows(sheet, kept)
        if (kept := [row for row in sheet.rows if row[column] != gone])
        else None
    )


@kind
def year_missing(sheet: Sheet, rng: random.Random) -> bytes | None:
    return without(sheet, sheet.place("time_period"), range(len(sheet.rows)), rng)


@kind
def authority_missing(sheet: Sheet, rng: random.Random) -> bytes | None:
    return without(sheet, sheet.place("new_la_code", "geog_c"), sheet.authorities, rng)


@kind
def half_cut(sheet: Sheet, rng: random.Random) -> bytes | None:
    return with_rows(sheet, sheet.rows[: len(sheet.rows) // 2])


@kind
def cut_in_the_last_row(sheet: Sheet, rng: random.Random) -> bytes | None:
    content = sheet.written().rstrip(b"\r\n")
    last = content.rfind(b"\n") + 1
    return content[: rng.randrange(last + (len(content) - last) // 3, len(content))]


@kind
def column_missing(sheet: Sheet, rng: random.Random) -> bytes | None:
    return without_column(sheet, rng.randrange(len(sheet.head))).written()


def without_column(sheet: Sheet, c: int) -> Sheet:
    return replace(
        sheet,
        head=sheet.head[:c] + sheet.head[c + 1 :],
        rows=[row[:c] + row[c + 1 :] for row in sheet.rows],
    )


@kind
def column_extra(sheet: Sheet, rng: random.Random) -> bytes | None:
    c = rng.choice(sheet.columns())
    rows = [[*row[:c], str(rng.randrange(1000)), *row[c:]] for row in sheet.rows]
    return replace(
        sheet, head=[*sheet.head[:c], "Another_figure", *sheet.head[c:]], rows=rows
    ).written()


@kind
def utf_16(sheet: Sheet, rng: random.Random) -> bytes | None:
    return replace(sheet, start=b"").written("utf-16")


@kind
def windows_1252(sheet: Sheet, rng: random.Random) -> bytes | None:
    cells = [
        (r, c)
        for c, name in enumerate(sheet.head)
        if KEYS.match(name)
        for r, row in enumerate(sheet.rows)
        if " " in row[c] or "-" in row[c]
    ]
    if not cells:
        return None
    old = sheet.rows[(chosen := rng.choice(cells))[0]][chosen[1]]
    new = {
        (r, c): old.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{EN DASH}")
        for r, c in cells
        if sheet.rows[r][c] == old
    }
    return replace(sheet.with_cells(new), start=b"").written("cp1252")


@kind
def byte_order_mark(sheet: Sheet, rng: random.Random) -> bytes | None:
    return b"\xef\xbb\xbf" + sheet.written()


@kind
def carriage_returns(sheet: Sheet, rng: random.Random) -> bytes | None:
    return sheet.written(end="\r")


@kind
def tabs(sheet: Sheet, rng: random.Random) -> bytes | None:
    return sheet.written(between="\t")


@kind
def semicolons(sheet: Sheet, rng: random.Random) -> bytes | None:
    return sheet.written(between=";")


@kind
def marks_of_another_time(sheet: Sheet, rng: random.Random) -> bytes | None:
    turned = {"c": "*", "x": "..", "z": ".", "u": ":", "*": "c", ".": "z", "..": "x", ":": "x"}
    cells = sheet.cells(turned.__contains__)
    return (
        sheet.with_cells({(r, c): turned[sheet.rows[r][c]] for r, c in cells}).written()
        if cells
        else None
    )


@kind
def population_of_another_year(sheet: Sheet, rng: random.Random) -> bytes | None:
    """The population of an area, or its rates, worked out with that of another year."""
    populations = [c for c in sheet.columns() if "population" in sheet.head[c].lower()]
    rates = [
        (sheet.place(sheet.head[c].lower().removesuffix("_rate")), c) for c in sheet.columns(RATE)
    ]
    for r in rng.sample(range(len(sheet.rows)), min(60, len(sheet.rows))):
        row = sheet.rows[r]
        for other in (
            one for one in sheet.rows if one is not row and sheet.of_area(one) == sheet.of_area(row)
        ):
            new = {(r, c): other[c] for c in populations if number(other[c]) and other[c] != row[c]}
            new |= {
                (r, c): text for c, text in _with_population_of(other, row, rates) if text != row[c]
            }
            if new:
                return sheet.with_cells(new).written()
    return None


def _with_population_of(
    other: Row, row: Row, rates: Sequence[tuple[int | None, int]]
) -> Iterator[tuple[int, str]]:
    pairs = [
        (n, c)
        for n, c in rates
        if n is not None
        and all(number(one[k]) and float(one[k]) for one in (other, row) for k in (n, c))
    ]
    of = [float(other[n]) / float(other[c]) for n, c in pairs if float(other[n]) >= 100]
    yield from ((c, said(float(row[n]) / of[0], row[c])) for n, c in pairs if of)


@kind
def region_in_an_authority(sheet: Sheet, rng: random.Random) -> bytes | None:
    own, year, region = sheet.authorities, sheet.place("time_period"), sheet.place("region_code")
    if not own:
        return None
    r = rng.choice(own)
    wide = [
        row
        for s, row in enumerate(sheet.rows)
        if s not in set(own) and (year is None or row[year] == sheet.rows[r][year])
    ]
    near = [row for row in wide if region is not None and row[region] == sheet.rows[r][region]]
    return (
        sheet.with_cells({(r, c): (near or wide)[0][c] for c in sheet.columns()}).written()
        if wide
        else None
    )


@kind
def quote_never_closed(sheet: Sheet, rng: random.Random) -> bytes | None:
    if not (cells := sheet.cells(number)):
        return None
    r, c = rng.choice(cells)
    return (
        sheet.with_cells({(r, c): MARK + sheet.rows[r][c]}).written().replace(MARK.encode(), b'"')
    )


@kind
def header_again(sheet: Sheet, rng: random.Random) -> bytes | None:
    at = rng.choice((0, rng.randrange(len(sheet.rows))))
    return with_rows(sheet, [*sheet.rows[:at], sheet.head, *sheet.rows[at:]])


@kind
def row_of_totals(sheet: Sheet, rng: random.Random) -> bytes | None:
    total = [""] * len(sheet.head)
    total[sheet.place("la_name", "geog_n") or 0] = "Total"
    for c in sheet.columns():
        total[c] = said(sum(float(row[c]) for row in sheet.rows if number(row[c])), "")
    return with_rows(sheet, [*sheet.rows, total])


@kind
def two_files_in_one(sheet: Sheet, rng: random.Random) -> bytes | None:
    return (
        sheet.written()
        + replace(without_column(sheet, rng.choice(sheet.columns())), start=b"").written()
    )
