"""A table and the width there is -> the widths of its columns, in centimetres."""

from __future__ import annotations

from collections.abc import Sequence

from cin_narrative.export.notes import plain
from cin_narrative.export.page import Page, Table

LETTER, PADDING = 0.175, 0.28  # centimetres of a letter at nine points, and of both edges of a cell
BOLD = 1.15  # times as wide: a letter in bold
LEAST_LABEL = 0.24  # of the width: what the labels in the first column have at least
LONGEST = (32, 24, 16, 8)  # letters of a cell that stay on one line, as long as there is room


def column_widths(table: Table, page: Page, width: float) -> list[float]:
    """Each column of figures as wide as its longest word or short cell; the labels have the rest,
    but no more than they need.
    """
    columns = list(zip(*([plain(page, cell) for cell in row] for row in table.rows), strict=True))
    room = width * (1 - LEAST_LABEL)
    for most in LONGEST:
        pairs = zip(table.columns[1:], columns[1:], strict=True)
        needs = [_need(name, cells, most) for name, cells in pairs]
        if sum(needs) <= room:
            break
    else:
        needs = [need * room / sum(needs) for need in needs]
    label = width - sum(needs)
    enough = max(
        LETTER * max(map(len, (table.columns[0], *columns[0]))) + PADDING, width * LEAST_LABEL
    )
    spare = max(label - enough, 0) / (len(needs) or 1)
    return [label - spare * len(needs), *(need + spare for need in needs)]


def _need(name: str, cells: Sequence[str], most: int) -> float:
    words = [word for text in cells for word in text.split()]
    short = [text for text in cells if len(text) <= most]
    heading = BOLD * max(map(len, name.split()), default=1)
    return LETTER * max(heading, *map(len, (*words, *short)), 1) + PADDING
