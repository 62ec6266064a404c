"""Bytes -> text, whatever wrote them: any of Excel's encodings, line ends and separators."""

from __future__ import annotations

import codecs
import csv

# how a file begins that says its encoding; UTF-32 before UTF-16, with whose mark it begins
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SEPARATORS = ",\t;|"
LOOKED_AT = 400  # bytes that tell UTF-16 without a mark from binary data
csv.field_size_limit(2**31 - 1)  # a cell may be as long as the file; how long that is, is bounded
FEWEST_COLUMNS = 3  # of a text file that may be a table: an area, a year and a figure


def decoded(content: bytes) -> str | None:
    """The text: UTF-8, UTF-16 or -32, else Windows-1252; None where it is binary data.

    Raises ``UnicodeDecodeError`` where it stops in the middle of a character.
    """
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    encoding = marked or _unmarked(content)
    if encoding:
        return content.decode(encoding)
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _unmarked(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of what begins a table of DfE's is nought."""
    start = content[:LOOKED_AT]
    for encoding, noughts, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if len(start) > 1 and not any(start[noughts::2]) and all(start[letters::2]):
            return encoding
    return None


def separator(text: str) -> str:
    """What stands between the cells of the first line; a comma where nothing does."""
    return max(SEPARATORS, key=lambda mark: len(first_line(text, mark)))


def may_be_table(start: bytes) -> bool:
    """Whether what begins like this may be a table, and not a text to be read."""
    try:
        text = decoded(start[: len(start) // 4 * 4])
    except UnicodeDecodeError:
        return False
    cells = first_line(text, separator(text)) if text and text.strip() else []
    return len(cells) >= FEWEST_COLUMNS and all(len(cell.split()) <= 1 for cell in cells)


def first_line(text: str, mark: str) -> list[str]:
    """The cells of the first line that is not blank, whatever ends it."""
    line = text.lstrip("\r\n").partition("\n")[0].partition("\r")[0]
    return next(csv.reader([line], delimiter=mark), [])
