"""Answers -> lines for a person; a file of questions -> one JSON line for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cin_narrative.errors import NotATable
from cin_narrative.messages import message
from cin_narrative.writing.commentary import source_line

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.reading.contract import Reading
    from cin_narrative.store.store import Store


def answer_lines(found: Answer) -> Iterator[str]:
    """An answer for a person: text, tables, options, notes, sources."""
    yield found.text
    for table in found.tables:
        yield from table_lines(table.record(found.commentary.ledger))
    yield from _option_lines(found)
    yield from (f"Note: {note}" for note in found.notes if note not in found.text)
    figures = found.commentary.figures
    marks = {mark for part in found.commentary.paragraphs for mark in part.marks}
    marks |= {mark for account in found.asks for mark in account.figures}
    yield from (source_line(mark, figures[mark - 1]) for mark in sorted(marks))


def _option_lines(found: Answer) -> Iterator[str]:
    """What else may be asked, under words that say so where the text does not lead to it."""
    if found.options and (found.tables or not found.text.endswith(":")):
        yield message("cli.other_readings" if found.commentary.figures else "cli.to_ask_instead")
    yield from (f"  - {option.label}" for option in found.options)


def table_lines(table: Mapping[str, Any]) -> Iterator[str]:
    """A table in columns, each figure with its mark."""
    rows = [table["columns"], *([_cell(cell) for cell in row] for row in table["rows"])]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table["columns"]))]
    yield from ("", table["title"])
    for row in rows:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _cell(cell: Mapping[str, Any]) -> str:
    return f"{cell['text']} [{cell['mark']}]" if "mark" in cell else str(cell["text"])


def reading_in(path: Path) -> Reading:
    """The reading in a file; ``NotATable`` says in one line why there is none."""
    from cin_narrative.evaluate.question_files import text_of
    from cin_narrative.reading.contract import from_json

    text = text_of(path, message("cli.reading_file"))
    try:
        return from_json(text)
    except (ValueError, RecursionError) as error:
        raise NotATable(message("cli.no_reading", file=path.name, why=error)) from error


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
