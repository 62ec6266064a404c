"""Rows and columns that are twice there, missing or too many: a sheet -> the damaged file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from damage.sheet import Sheet, kind, number, said, with_rows, without_column


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


@kind
def column_extra(sheet: Sheet, rng: random.Random) -> bytes | None:
    c = rng.choice(sheet.columns())
    rows = [[*row[:c], str(rng.randrange(1000)), *row[c:]] for row in sheet.rows]
    return replace(
        sheet, head=[*sheet.head[:c], "Another_figure", *sheet.head[c:]], rows=rows
    ).written()
