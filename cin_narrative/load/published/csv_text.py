"""The bytes of a text file -> its lines as cells.

Reading is strict: a line that stops in the middle is refused, since half a figure is a wrong one.
"""

from __future__ import annotations

import csv
import io

from cin_narrative.errors import InputDamaged, InputEmpty, NotATable
from cin_narrative.load.files import InputFile
from cin_narrative.load.table_text import decoded, separator
from cin_narrative.messages import message


def rows_of(file: InputFile) -> tuple[list[list[str]], bool]:
    """The lines of ``file``, its header first, without the blank ones that spreadsheets leave; and
    whether the last one ends with a line end.

    Raises ``InputEmpty``, ``NotATable`` or ``InputDamaged``.
    """
    text = text_of(file)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
    try:
        rows = [line for line in lines if any(line) and not "".join(line).isspace()]
    except csv.Error as error:
        unreadable = message("load.unreadable_table", file=file.place, error=error)
        raise InputDamaged(unreadable) from error
    if len(rows[0]) < 2:
        raise NotATable(message("load.no_commas", file=file.place))
    ended = text.endswith(("\n", "\r"))
    if not ended and (len(rows[-1]) != len(rows[0]) or not rows[-1][-1].strip()):
        raise InputDamaged(message("load.stops_in_a_line", file=file.place))
    return rows, ended


def text_of(file: InputFile) -> str:
    """The text of a file; raises ``InputEmpty``, ``NotATable``, or ``InputDamaged`` where it stops
    in the middle of a character.
    """
    if not file.content.strip():
        raise InputEmpty(message("load.file_empty", file=file.place))
    try:
        text = decoded(file.content)
    except UnicodeDecodeError as error:
        raise InputDamaged(message("load.stops_in_a_line", file=file.place)) from error
    if text is None:
        raise NotATable(message("load.binary_file", file=file.place))
    if not text.strip():
        raise InputEmpty(message("load.file_empty", file=file.place))
    return text
