"""What the commands print: Markdown, JSON lines, CSV, and the progress bar."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from tqdm import tqdm

from cin_narrative import api
from cin_narrative.catalogue.catalogue import Catalogue, Indicator
from cin_narrative.errors import NotATable
from cin_narrative.store.store import Store
from cin_narrative.writing.commentary import source_line

if TYPE_CHECKING:
    from cin_narrative.questions.answer import Answer
    from cin_narrative.reading.contract import Reading


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on standard error; silent where that is not a terminal."""
    bar = tqdm(
        total=1,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
        leave=False,
        bar_format="{desc:40.40} |{bar}| {percentage:3.0f}%",
    )

    def show(done: int, total: int, what: str) -> None:
        bar.total = max(total, 1)
        bar.n = done
        bar.set_description_str(what)

    try:
        yield show
    finally:
        bar.close()


def answer_lines(found: Answer) -> Iterator[str]:
    """An answer for a person: text, tables, options, notes, sources."""
    yield found.text
    for table in found.tables:
        yield from table_lines(table.record(found.commentary.ledger))
    yield from (f"  - {option.label}" for option in found.options)
    yield from (f"Note: {note}" for note in found.notes if note not in found.text)
    figures, marks = (
        found.commentary.figures,
        {m for p in found.commentary.paragraphs for m in p.marks},
    )
    marks |= {mark for account in found.asks for mark in account.figures}
    yield from (source_line(mark, figures[mark - 1]) for mark in sorted(marks))


def table_lines(table: dict[str, Any]) -> Iterator[str]:
    """A table in columns, each figure with its mark."""
    rows = [table["columns"], *([cell_text(cell) for cell in row] for row in table["rows"])]
    widths = [max(len(str(row[at])) for row in rows) for at in range(len(table["columns"]))]
    yield ""
    yield table["title"]
    for row in rows:
        yield "  ".join(str(text).ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def cell_text(cell: dict[str, Any]) -> str:
    """The text of a cell with its mark."""
    return f"{cell['text']} [{cell['mark']}]" if "mark" in cell else str(cell["text"])


def reading_in(path: Path) -> Reading:
    """The reading in a file; ``NotATable`` says in one line why there is none."""
    from cin_narrative.evaluate.question_files import text_of
    from cin_narrative.reading.contract import from_json

    try:
        return from_json(text_of(path, "a reading, as JSON"))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise NotATable(f"{path.name} is no reading: {error}.") from error


def batch_lines(
    store: Store, path: Path, home: str | None, release: str, asker: Callable[..., Answer] = api.ask
) -> Iterator[str]:
    """One JSON line for each line of a batch file, in its order."""
    from cin_narrative.evaluate.question_files import (
        text_of,
    )  # the grammar's vocabulary is needed for questions only

    for number, line in enumerate(
        text_of(path, "a file of questions, one JSON object on a line").split("\n"), start=1
    ):
        if not line.strip():
            continue
        entry = _entry(line, path, number)
        found = asker(
            store, entry["question"], entry.get("area") or home, entry.get("history") or (), release
        )
        yield json.dumps(found.record(entry.get("id"), entry["question"]), ensure_ascii=False)


def _entry(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise NotATable(
            f"{path.name}, line {number} is not JSON ({error.msg}): one object on a line is needed."
        ) from error
    if not isinstance(entry, dict) or not isinstance(entry.get("question"), str):
        raise NotATable(
            f'{path.name}, line {number} has no "question": {{"id": ..., "question": ..., "history": [], "area": null}} '
            "is needed."
        )
    history, area = entry.get("history") or [], entry.get("area")
    if not (
        isinstance(history, list) and all(isinstance(turn, str) for turn in history)
    ) or not isinstance(area, str | None):
        raise NotATable(
            f'{path.name}, line {number}: "history" must be a list of questions and "area" a name or null.'
        )
    return entry


def indicator_lines(catalogue: Catalogue) -> Iterator[str]:
    """The indicators by group, one line each."""
    width = max(len(indicator.id) for indicator in catalogue)
    for indicator in catalogue:
        yield f"{indicator.id:{width}}  {indicator.title} ({', '.join(measure.value for measure in indicator.measures)})"


def definition_lines(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    """Everything a reader wants to know of one indicator."""
    yield f"{indicator.title} ({indicator.id})"
    yield indicator.definition
    if indicator.why:
        yield indicator.why
    yield f"Measures: {', '.join(measure.value for measure in indicator.measures)}. Compared by: {indicator.headline.value}."
    yield f"Polarity: {indicator.polarity.value.replace('_', ' ')}. Rule: {indicator.rule}. Next review: {indicator.next_review}."
    yield f"Also called: {', '.join(indicator.synonyms)}."
    for category in catalogue.counts_of(indicator).categories.values():
        yield f"  {category.id}: {category.label}" + (
            f" ({category.code})" if category.code else ""
        )
    for note in indicator.notes:
        yield f"Note: {catalogue.notes[note].text}"
