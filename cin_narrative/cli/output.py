"""Lines -> standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable


def show(lines: Iterable[str]) -> None:
    """Print lines, whatever a file's name holds: it need not be text."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    for line in lines:
        print(line)
    sys.stdout.flush()


def show_printable(lines: Iterable[str]) -> None:
    """The same, without what would move the cursor or colour a terminal."""
    show(map(_printable, lines))


def _printable(line: str) -> str:
    return "".join(letter for letter in line if letter.isprintable() or letter == "\n")
