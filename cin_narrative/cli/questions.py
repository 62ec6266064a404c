"""Answers -> lines for a person; a file of questions -> one JSON line for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative.errors import NotATable
from cin_narrative.messages import message
from cin_narrative.writing.commentary import source_line

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.store.store import Store


def answer_lines(found: Answer) -> Iterator[str]:
    """An answer for a person: text, options, notes, sources."""
    yield found.text
    for option in found.options:
        yield f"  - {option['label'] if isinstance(option, dict) else option}"
    yield from (f"Note: {note}" for note in found.notes if note not in found.text)
    figures = found.commentary.figures
    marks = {mark for part in found.commentary.paragraphs for mark in part.marks}
    yield from (source_line(mark, figures[mark - 1]) for mark in sorted(marks))


def batch_lines(
    store: Store, path: Path, home: str | None, release: str, asker: Callable[..., Answer]
) -> Iterator[str]:
    """One JSON line for each line of a batch file, in its order."""
    from cin_narrative.evaluate.question_files import text_of

    text = text_of(path, message("cli.batch_file"))
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            entry = _entry(line, path.name, number)
            own, history = entry.get("area") or home, entry.get("history") or ()
            found = asker(store, entry["question"], own, history, release)
            yield json.dumps(found.record(entry.get("id"), entry["question"]), ensure_ascii=False)


def _entry(line: str, file: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        fault = message("cli.line_is_not_json", file=file, number=number, why=error.msg)
        raise NotATable(fault) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise NotATable(message("cli.line_has_no_question", file=file, number=number))
    history, area = entry.get("history") or [], entry.get("area")
    turns = isinstance(history, list) and all(isinstance(turn, str) for turn in history)
    if not turns or not isinstance(area, str | None):
        raise NotATable(message("cli.line_has_wrong_fields", file=file, number=number))
    return entry
