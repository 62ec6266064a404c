"""A file of questions with gold figures -> the questions; or its text, or one clear line.

The file is TOML with ``[[questions]]`` or one JSON object a line. Keys of a question (only ``id``
and ``question`` must be there):

* ``shape``: a free word, the card is printed by it; ``history``: earlier questions; ``area``: the
  home authority; ``release``;
* ``outcome``: every outcome that is right (default ``["answered"]``);
* ``cells``: figures that must be cited, each ``{area, year, value}`` or ``{area, year, symbol}``,
  with ``or = [...]`` of others that do as well; ``area`` is a three-digit code (E-code for regions
  and England) or a name; ``need`` is ``all`` (default) or ``any``;
* ``alternatives``: other right readings, each a list of cells in place of ``cells``;
* ``derived``: numbers worked out:
  ``{value, tolerance, measure, either_sign, either_end, of}``;
* ``names``: the authorities that must be named, and no others cited; ``words`` and ``never``:
  regular expressions over the text;
* ``wrong``: values that must not be cited.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cin_narrative.errors import InputDamaged, InputMissing, NotATable
from cin_narrative.messages import message

Gold = Mapping[str, Any]


def read_questions(path: Path) -> list[Gold]:
    """The questions of a TOML or JSONL file; ``InputMissing`` or ``InputDamaged`` with the line
    that is wrong.
    """
    text = text_of(path, message("evaluate.a_file_of_questions"))
    try:
        found = _parsed(text, path.suffix)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, KeyError) as error:
        raise InputDamaged(message("evaluate.not_questions", file=path, error=error)) from error
    bare = [number for number, one in enumerate(found, 1) if not {"id", "question"} <= set(one)]
    if bare:
        numbers = ", ".join(map(str, bare))
        raise InputDamaged(message("evaluate.question_incomplete", file=path, questions=numbers))
    return found


def _parsed(text: str, suffix: str) -> list[Gold]:
    if suffix == ".toml":
        questions: list[Gold] = tomllib.loads(text)["questions"]
        return questions
    return [json.loads(line) for line in text.split("\n") if line.strip()]


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
