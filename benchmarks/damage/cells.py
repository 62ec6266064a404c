"""Slips in cells, headers, codes and years: a sheet -> the damaged file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from damage.sheet import KINDS, PERCENT, RATE, Sheet, kind, number, said


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
