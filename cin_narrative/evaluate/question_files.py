"""Files of questions that people give: their text, or one clear line."""

from __future__ import annotations

from pathlib import Path

from cin_narrative.errors import InputMissing, NotATable


def text_of(path: Path, what: str) -> str:
    """The text of the file at ``path``; ``InputMissing`` where it is not there or may not be read,
    ``NotATable`` where it is no text.


    ``what`` says what is wanted: ``a file of questions``.
    """
    if not path.is_file():
        raise InputMissing(f"{path} is not there: name {what}.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotATable(f"{path} is not text in UTF-8: name {what}.") from error
    except OSError as error:
        raise InputMissing(
            f"{path} cannot be read ({error.strerror}): check that you may open it."
        ) from error
