"""A table and the width there is -> the widths of its columns, in centimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from cin_narrative.export.notes import plain
from cin_narrative.export.page import Page, Table

LETTER, PADDING = 0.175, 0.28  # centimetres of a letter at nine points, and of both edges of a cell
BOLD = 1.15  # times as wide: a letter in bold
LEAST_LABEL = 0.24  # of the width: what the labels in the first column have at least
OF_A_CELL = (
    0.1  # of a line of its row: what a line less in one cell is worth where the row keeps it
)


@dataclass(slots=True)
class _Column:
    """A column that holds ``letters`` to a line, its longest word at least; ``lines`` are those of
    its cells, the heading's first, by the letters that a line holds, up to where each has one.
    """

    letters: int
    lines: dict[int, list[int]]

    def at(self, letters: int) -> list[int]:
        """The lines of its cells where a line holds so many letters."""
        return self.lines[min(letters, max(self.lines))]

    @property
    def wider(self) -> list[int]:
        """The letters to a line, from more than it has, at which some cell has a line less."""
        steps = range(self.letters + 1, max(self.lines) + 1)
        return [one for one in steps if self.lines[one] != self.lines[one - 1]]


def column_widths(table: Table, page: Page, width: float) -> list[float]:
    """Every column holds its longest word, the labels have a quarter of the width, and what is left
    goes where it takes most lines off the table; then to all alike.
    """
    texts = list(zip(*([plain(page, cell) for cell in row] for row in table.rows), strict=True))
    columns = [_column(name, cells) for name, cells in zip(table.columns, texts, strict=True)]
    columns[0].letters = max(columns[0].letters, int((width * LEAST_LABEL - PADDING) / LETTER))
    left = int((width - PADDING * len(columns)) / LETTER) - sum(one.letters for one in columns)
    while (best := _best(columns, left)) is not None:
        left -= best[1] - best[0].letters
        best[0].letters = best[1]
    needs = [LETTER * one.letters + PADDING for one in columns]
    spare = width - sum(needs)
    if spare < 0:
        return [need * width / sum(needs) for need in needs]
    return [need + spare / len(needs) for need in needs]


def _column(name: str, cells: Sequence[str]) -> _Column:
    words = [[len(word) for word in cell.split()] for cell in cells]
    heading = [ceil(BOLD * len(word)) for word in name.split()]
    every = [heading, *words]
    longest = max((max(one, default=1) for one in every), default=1)
    whole = max(sum(one) + len(one) - 1 for one in every)
    held = {most: [_lines(one, most) for one in every] for most in range(longest, whole + 1)}
    return _Column(longest, held or {longest: [1] * len(every)})


def _lines(words: Sequence[int], most: int) -> int:
    """The lines that words of these lengths take, where a line holds ``most`` letters."""
    lines, used = 1, 0
    for word in words:
        if used and used + 1 + word > most:
            lines, used = lines + 1, word
        else:
            used += word + (1 if used else 0)
    return lines


def _best(columns: Sequence[_Column], left: int) -> tuple[_Column, int] | None:
    """The column, and the letters to a line, that save most for each letter it is wider; None where
    nothing saves a line.
    """
    held = [one.at(one.letters) for one in columns]
    best, most = None, 0.0
    for place, column in enumerate(columns):
        others = [max(row) for row in zip(*(held[:place] + held[place + 1 :]), strict=True)]
        for letters in column.wider:
            more = letters - column.letters
            saved = _saved(held[place], column.at(letters), others) / more if more <= left else 0.0
            if saved > most:
                best, most = (column, letters), saved
    return best


def _saved(now: Sequence[int], then: Sequence[int], others: Sequence[int]) -> float:
    """What a column's new lines save of the rows, with a little for a cell whose row keeps its."""
    pairs = zip(now, then, others, strict=True)
    return sum(
        max(old, rest) - max(new, rest) + OF_A_CELL * (old - new) for old, new, rest in pairs
    )
