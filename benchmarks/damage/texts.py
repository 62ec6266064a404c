"""Encodings, separators and figures of somewhere else: a sheet -> the damaged file."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from damage.sheet import KEYS, RATE, Row, Sheet, kind, number, said, with_rows, without_column

MARK = "\N{REPLACEMENT CHARACTER}"


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
