"""The bytes of a file -> its cells as text, under each header.

Reading is strict: a short line, a file that stops in the middle of a line, or a column standing
twice is refused with its place, since half a figure is a wrong figure.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from cin_narrative.errors import InputDamaged, InputEmpty, NotATable
from cin_narrative.load.files import InputFile
from cin_narrative.messages import message


def text_of(file: InputFile) -> str:
    """The text of a file, UTF-8 or Windows-1252; raises ``InputEmpty`` or ``NotATable``."""
    if not file.content.strip():
        raise InputEmpty(message("load.file_empty", file=file.place))
    if b"\0" in file.content:
        raise NotATable(message("load.binary_file", file=file.place))
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return file.content.decode("cp1252", errors="replace")


def header_of(file: InputFile, text: str) -> list[str]:
    """The names of the columns, as they stand; ``NotATable`` where there are fewer than two."""
    header = next(csv.reader(text.splitlines()[:1]), [])
    if len(header) < 2:
        raise NotATable(message("load.no_commas", file=file.place))
    return header


def cells_of(file: InputFile, text: str) -> dict[str, Sequence[str]]:
    """The cells under each header; rows without any text, as spreadsheets leave them at the end,
    are passed over. Raises ``InputDamaged`` or ``InputEmpty``.
    """
    header, *rows = _lines(file, text)
    if not rows:
        raise InputEmpty(message("load.header_alone", file=file.place))
    _refuse_short_lines(file, header, rows)
    names = [name.strip() for name in header]
    _refuse_twice(file, names)
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _lines(file: InputFile, text: str) -> list[list[str]]:
    if not text.endswith(("\n", "\r")):
        raise InputDamaged(message("load.stops_in_a_line", file=file.place))
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return [line for line in lines if any(line)]
    except csv.Error as error:
        unreadable = message("load.unreadable_table", file=file.place, error=error)
        raise InputDamaged(unreadable) from error


def _refuse_short_lines(file: InputFile, header: list[str], rows: list[list[str]]) -> None:
    expected = len(header)
    for number, row in enumerate(rows, 1):
        if len(row) != expected:
            gaps = {"file": file.place, "row": number, "columns": len(row), "expected": expected}
            raise InputDamaged(message("load.short_line", **gaps))


def _refuse_twice(file: InputFile, names: list[str]) -> None:
    times = Counter(name.lower() for name in names)
    twice = sorted(name for name, count in times.items() if count > 1)
    if twice:
        raise InputDamaged(message("load.column_twice", file=file.place, column=twice[0]))
