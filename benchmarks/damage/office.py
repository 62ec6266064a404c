"""What spreadsheets and scripts do to a file between its download and its load: a sheet -> the damaged file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from damage.cells import one_cell, whole_column
from damage.sheet import KEYS, PERCENT, Sheet, kind, number, said

MARKS = ("c", "x", "z", "*", "u", "..", ":")

whole_column(
    "decimals_cut", lambda text: text.partition(".")[0], lambda text: number(text) and "." in text
)
whole_column("hundredths", lambda text: said(float(text) / 100, "0.0000"), number, "percent")
whole_column("apostrophes", lambda text: f"'{text}", number)
one_cell("footnote_mark", lambda text, rng: text + rng.choice((" [r]", "r", "*", " (p)")))
one_cell(
    "scientific",
    lambda text, rng: f"{float(text):.1E}",
    lambda text: text.isdigit() and len(text) > 2,
)
one_cell("in_brackets", lambda text, rng: f"({text})")


def rows_of_one(sheet: Sheet, rng: random.Random, same: str, sort: str) -> list[int]:
    """The rows that share one drawn text of the column ``same``, in the order of ``sort``."""
    of, by = sheet.place(same), sheet.place(sort)
    own = sheet.authorities
    if of is None or by is None or not own:
        return []
    text = sheet.rows[rng.choice(own)][of]
    return sorted((r for r in own if sheet.rows[r][of] == text), key=lambda r: sheet.rows[r][by])


def moved(
    sheet: Sheet, rows: Sequence[int], to: Sequence[int], columns: Sequence[int]
) -> bytes | None:
    """The cells of ``rows`` put where ``to`` is."""
    cells = {
        (new, c): sheet.rows[old][c] for old, new in zip(rows, to, strict=True) for c in columns
    }
    changed = any(sheet.rows[r][c] != text for (r, c), text in cells.items())
    return sheet.with_cells(cells).written() if changed else None


@kind
def years_the_other_way_round(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One authority's figures, last year first, beside years that were not turned."""
    rows = rows_of_one(sheet, rng, "new_la_code", "time_period")
    return moved(sheet, rows, rows[::-1], sheet.columns())


@kind
def column_sorted_alone(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One column of one year put in order of size, and nothing else with it."""
    rows, c = rows_of_one(sheet, rng, "time_period", "new_la_code"), rng.choice(sheet.columns())
    numbers = [r for r in rows if number(sheet.rows[r][c])]
    return moved(sheet, sorted(numbers, key=lambda r: float(sheet.rows[r][c])), numbers, [c])


@kind
def filled_down(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One cell dragged over some below it."""
    r, c = rng.choice(sheet.cells(number))
    to = range(r + 1, min(len(sheet.rows), r + rng.randint(2, 9)))
    return moved(sheet, [r] * len(to), to, [c])


@kind
def filled_as_a_series(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One count dragged over some below it, which go on by one."""
    cells = sheet.cells(str.isdigit)
    if not cells:
        return None
    r, c = rng.choice(cells)
    to = range(r + 1, min(len(sheet.rows), r + rng.randint(2, 9)))
    return sheet.with_cells(
        {(one, c): str(int(sheet.rows[r][c]) + one - r) for one in to}
    ).written()


@kind
def year_before_pasted_over(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One authority's figures of a year are those of the year before it."""
    pairs = list(pairwise(rows_of_one(sheet, rng, "new_la_code", "time_period")))
    if not pairs:
        return None
    old, new = rng.choice(pairs)
    return moved(sheet, [old], [new], sheet.columns())


@kind
def figures_of_two_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    """Two authorities beside each other have each other's figures in one year."""
    pairs = list(pairwise(rows_of_one(sheet, rng, "time_period", "new_la_code")))
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    return moved(sheet, [one, other], [other, one], sheet.columns())


@kind
def two_authorities_exchanged(sheet: Sheet, rng: random.Random) -> bytes | None:
    """Two of a region have each other's figures in every year."""
    region, code = sheet.place("region_code"), sheet.place("new_la_code")
    rows = rows_of_one(sheet, rng, "time_period", "new_la_code")
    if region is None or code is None or not rows:
        return None
    first = sheet.rows[rng.choice(rows)]
    near = [
        sheet.rows[r]
        for r in rows
        if sheet.rows[r][region] == first[region] and sheet.rows[r] is not first
    ]
    if not near:
        return None
    a, b = (
        [r for r in sheet.authorities if sheet.rows[r][code] == row[code]]
        for row in (first, rng.choice(near))
    )
    return moved(sheet, [*a, *b], [*b, *a], sheet.columns()) if len(a) == len(b) else None


@kind
def part_moved_to_another(sheet: Sheet, rng: random.Random) -> bytes | None:
    """A fifth of one count goes to another of its row: what both add up to stays."""
    for r, c in rng.sample(cells := sheet.cells(str.isdigit, sheet.counts), min(50, len(cells))):
        others = [d for d in sheet.counts if d != c and sheet.rows[r][d].isdigit()]
        some = int(sheet.rows[r][c]) // 5
        if some and others:
            d = rng.choice(others)
            new = {
                (r, c): str(int(sheet.rows[r][c]) - some),
                (r, d): str(int(sheet.rows[r][d]) + some),
            }
            return sheet.with_cells(new).written()
    return None


@kind
def counted_twice(sheet: Sheet, rng: random.Random) -> bytes | None:
    """Every count of one row is twice as large, as after a join that doubled its rows."""
    own = [
        r for r in range(len(sheet.rows)) if any(sheet.rows[r][c].isdigit() for c in sheet.counts)
    ]
    if not own:
        return None
    r = rng.choice(own)
    cells = [c for c in sheet.counts if sheet.rows[r][c].isdigit()]
    return sheet.with_cells({(r, c): str(2 * int(sheet.rows[r][c])) for c in cells}).written()


@kind
def rounded_to_five(sheet: Sheet, rng: random.Random) -> bytes | None:
    """Every count of the authorities, rounded as tables of other statistics are."""
    cells = [(r, c) for r in sheet.authorities for c in sheet.counts if sheet.rows[r][c].isdigit()]
    new = {(r, c): str(5 * round(int(sheet.rows[r][c]) / 5)) for r, c in cells}
    return sheet.with_cells(new).written() if new else None


@kind
def marks_filled(sheet: Sheet, rng: random.Random) -> bytes | None:
    """Every mark of the file is nought, or the mean of its column, as a script fills what it has not."""
    cells = sheet.cells(MARKS.__contains__)
    if not cells:
        return None
    means = {
        c: said(sum(own) / len(own), "0")
        for c in {c for _, c in cells}
        if (own := [float(row[c]) for row in sheet.rows if number(row[c])])
    }
    nought = rng.random() < 0.5
    return sheet.with_cells(
        {(r, c): "0" if nought else means.get(c, "0") for r, c in cells}
    ).written()


@kind
def whole_taken_for_a_percentage(sheet: Sheet, rng: random.Random) -> bytes | None:
    """The percentages of one row are complements: of those without in place of those with."""
    own = sheet.columns(PERCENT)
    rows = [r for r, row in enumerate(sheet.rows) if any(number(row[c]) for c in own)]
    if not rows:
        return None
    r = rng.choice(rows)
    return sheet.with_cells(
        {(r, c): f"{100 - float(sheet.rows[r][c]):.1f}" for c in own if number(sheet.rows[r][c])}
    ).written()


@kind
def names_taken_off(sheet: Sheet, rng: random.Random) -> bytes | None:
    """One area's names and codes stand a row above: its first row lost them, another has two."""
    names = [
        c for c, name in enumerate(sheet.head) if KEYS.match(name) and not name.startswith("time")
    ]
    rows = range(len(sheet.rows))
    r = rng.choice(rows[:-1])
    return moved(sheet, [r + 1], [r], names)
