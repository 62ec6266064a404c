"""The bytes of a text file -> its header, and what stands below it.

Reading is strict: a line that stops in the middle is refused, since half a figure is a wrong one.
"""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.csv as arrow_csv

from cin_narrative.errors import InputDamaged, InputEmpty, NotATable
from cin_narrative.load.files import InputFile
from cin_narrative.load.published.text_column import Lines, TextColumn
from cin_narrative.load.table_text import decoded, first_line, separator
from cin_narrative.messages import message

TEXTS = pa.dictionary(pa.int32(), pa.string())
WHOLE = 1 << 30  # bytes that are read at once: more than any file has


def lines_of(file: InputFile) -> Lines:
    """The lines of ``file`` without the blank ones that spreadsheets leave.

    Raises ``InputEmpty``, ``NotATable`` or ``InputDamaged``.
    """
    text = text_of(file)
    mark = separator(text)
    return _tidy_lines(text, mark) or _any_lines(file, text, mark)


def _tidy_lines(text: str, mark: str) -> Lines | None:
    """The lines of a text that can be read in one way only, by a parser that is ten times as fast;
    None where a quote stands otherwise than around a whole cell, or a line is not as long as the
    header, or does not end.
    """
    header = first_line(text, mark)
    whole = len(header) > 1 and header[-1].strip() and text[0] not in "\r\n"
    if not whole or not text.endswith(("\n", "\r")) or not _are_quotes_plain(text, mark):
        return None
    names = [str(number) for number in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text.encode()),
            arrow_csv.ReadOptions(block_size=WHOLE, column_names=names, skip_rows_after_names=1),
            arrow_csv.ParseOptions(delimiter=mark, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, TEXTS)),
        )
    except pa.ArrowInvalid:
        return None
    parts = [column.combine_chunks() for column in table.columns]
    columns = [TextColumn(one.indices.to_numpy(), one.dictionary.to_pylist()) for one in parts]
    return Lines(header, _without_blank(columns))


def _are_quotes_plain(text: str, mark: str) -> bool:
    """Whether each quote begins or ends a cell, with neither a quote nor a line end in it."""
    parts = text.split('"')
    inside, outside = parts[1::2], parts[::2]
    return (
        len(inside) < len(outside)
        and all(part[-1:] in ("", mark, "\r", "\n") for part in (outside[0], *outside[1:-1]))
        and all(part[:1] in (mark, "\r", "\n") for part in outside[1:] if part)
        and all(outside[1:-1])
        and not any("\n" in part or "\r" in part for part in inside)
    )


def _without_blank(columns: list[TextColumn]) -> list[TextColumn]:
    """The columns without the rows that are blank in all of them."""
    blank = columns[0].where(lambda text: not text.strip())
    for column in columns[1:] if blank.any() else ():
        blank &= column.where(lambda text: not text.strip())
    return [column.kept(~blank) for column in columns] if blank.any() else columns


def _any_lines(file: InputFile, text: str, mark: str) -> Lines:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        rows = [line for line in lines if any(map(str.strip, line))]
    except csv.Error as error:
        unreadable = message("load.unreadable_table", file=file.place, error=error)
        raise InputDamaged(unreadable) from error
    if len(rows[0]) < 2:
        raise NotATable(message("load.no_commas", file=file.place))
    ended = text.endswith(("\n", "\r"))
    if not ended and not _is_whole(rows[-1], rows[0]):
        raise InputDamaged(message("load.stops_in_a_line", file=file.place))
    return Lines(rows[0], rows=rows[1:], ended=ended)


def _is_whole(last: list[str], header: list[str]) -> bool:
    """Whether a last line that has no line end has a cell under the last name of the header, and
    all the blank ones that may stand behind.
    """
    width = max((number for number, name in enumerate(header, 1) if name.strip()), default=0)
    return len(last) == len(header) and bool(last[width - 1].strip())


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
