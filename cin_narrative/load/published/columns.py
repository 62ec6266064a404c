"""A file as it was read -> its cells under each header, without what people and programs add:
blank columns, short or long ends of lines, a column that stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from cin_narrative.errors import InputDamaged, InputEmpty
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.text_column import Lines, TextColumn
from cin_narrative.messages import message


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands under each header, all of one length; ``ended`` says whether the file ends with
    a line end, ``left`` what was passed over.
    """

    cells: dict[str, TextColumn]
    ended: bool = True
    left: list[str] = field(default_factory=list)


@cache
def header_key(header: str) -> str:
    """A header without what differs between programs: case, blanks, hyphens for underscores."""
    return re.sub(r"[\s_-]+", "_", header.strip().lower())


def columns_of(file: InputFile, lines: Lines) -> Columns:
    """The columns of a file.

    Raises ``InputEmpty`` where its header stands alone, ``InputDamaged`` where a line has other
    columns, or two columns of one name differ.
    """
    names = [name.strip() for name in lines.header]
    width = max((number for number, name in enumerate(names, 1) if name), default=0)
    if not lines.rows and not any(map(len, lines.columns)):
        raise InputEmpty(message("load.header_alone", file=file.place))
    below = lines.columns
    if lines.rows:
        cut = _of_one_width(file, lines.rows, width)
        below = [TextColumn.of(column) for column in zip(*cut, strict=True)]
    cells: dict[str, TextColumn] = {}
    left: list[str] = []
    for name, column in zip(names[:width], below, strict=True):
        if not name:
            left += [message("load.column_without_name")] if any(map(str.strip, column)) else []
        elif not _stands_already(file, name, column, cells):
            cells[name] = column
    return Columns(cells, lines.ended, left)


def _of_one_width(
    file: InputFile, rows: Sequence[list[str]], width: int
) -> Sequence[Sequence[str]]:
    """The lines cut to ``width``; blank cells may stand behind it, or be left out."""
    if all(len(row) == width for row in rows):
        return rows
    for number, row in enumerate(rows, 1):
        if len(row) < width or any(map(str.strip, row[width:])):
            gaps = {"file": file.place, "row": number, "columns": len(row), "expected": width}
            raise InputDamaged(message("load.short_line", **gaps))
    return [row[:width] for row in rows]


def _stands_already(
    file: InputFile, name: str, column: TextColumn, cells: dict[str, TextColumn]
) -> bool:
    """Whether the same column is there; one of the same name that differs is refused."""
    key = header_key(name)
    other = next((held for held in cells if header_key(held) == key), None)
    if other is not None and cells[other] != column:
        raise InputDamaged(message("load.column_twice", file=file.place, column=name.lower()))
    return other is not None
