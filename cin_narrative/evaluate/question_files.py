"""Files of questions that people give: their text, or one clear line."""

from __future__ import annotations

from pathlib import Path

from cin_narrative.errors import InputMissing, NotATable
from cin_narrative.messages import message


def text_of(path: Path, what: str) -> str:
    """The text of the file at ``path``; ``InputMissing`` where it is not there or may not be read,
    ``NotATable`` where it is no text.

    ``what`` says what is wanted: ``a file of questions``.
    """
    if not path.is_file():
        raise InputMissing(message("evaluate.not_there", file=path, what=what))
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable(message("evaluate.not_utf_8", file=path, what=what)) from error
    except OSError as error:
        raise InputMissing(message("evaluate.unreadable", file=path, why=error.strerror)) from error
